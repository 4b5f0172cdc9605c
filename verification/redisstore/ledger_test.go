package redisstore_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
)

const code claim.Code = "K7Q2MX"

func received(cause string) *claim.Received {
	return &claim.Received{
		Meta:     claim.Meta{At: t0, Cause: cause},
		Language: claim.Kazakh, Content: &claim.Content{Text: "Сахнадағы адам кім?"},
	}
}

func answered(by claim.PersonID, at time.Time) claim.Event {
	return &claim.Answered{Meta: claim.Meta{At: at, By: by}, Answer: claim.False, Weight: 2.0 / 3}
}

// want is all that a ledger holds.
type want struct {
	Facts   []claim.Event
	Settled int
	Askers  []claim.Requester
}

func (w want) in(t *testing.T, s *redisstore.Store, code claim.Code) {
	t.Helper()
	facts, settled, askers, err := s.Load(t.Context(), code)
	require.NoError(t, err)
	if w.Facts == nil {
		w.Facts = []claim.Event{}
	}
	if w.Askers == nil {
		w.Askers = []claim.Requester{}
	}
	for i, f := range facts {
		sent := claim.KeptOf(f) != claim.Kept{}
		require.Equal(t, sent, digested(f), "the ledger has a digest of what stands beside it")
		facts[i] = undigested(f)
	}
	require.Empty(t, cmp.Diff(w, want{facts, settled, askers}))
}

func testAppend(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	want{}.in(t, s, code)
	first, more := received("1"), []claim.Event{answered("b", t0), answered("c", t0.Add(time.Second))}
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{first}, time.Time{}))
	require.ErrorIs(t, s.Append(ctx, code, 0, more, t0), claim.ErrConflict)
	require.ErrorIs(t, s.Append(ctx, code, 2, more, t0), claim.ErrConflict)
	want{Facts: []claim.Event{first}}.in(t, s, code)

	require.NoError(t, s.Append(ctx, code, 1, more, time.Time{}))
	want{Facts: append([]claim.Event{first}, more...)}.in(t, s, code)
	want{}.in(t, s, "000000")

	due, err := s.Due(ctx, t0.Add(time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, due, "a refused addition has no effect")
}

func testAppendTogether(t *testing.T, s *redisstore.Store) {
	const writers, each = 8, 5
	ctx := t.Context()
	failed := make(chan error, writers)
	together(writers, func(i int) {
		for n := range each {
			for {
				facts, _, _, err := s.Load(ctx, code)
				if err == nil {
					cause := fmt.Sprintf("%d.%d", i, n)
					err = s.Append(ctx, code, len(facts), []claim.Event{received(cause)}, t0)
				}
				if err == nil {
					break
				}
				if !errors.Is(err, claim.ErrConflict) {
					failed <- err
					return
				}
			}
		}
	})
	close(failed)
	require.NoError(t, <-failed)
	facts, _, _, err := s.Load(ctx, code)
	require.NoError(t, err)
	require.Len(t, facts, writers*each)
	next := map[byte]byte{}
	for _, f := range facts {
		writer, n := f.Head().Cause[0], f.Head().Cause[2]-'0'
		require.Equal(t, next[writer], n, "each writer's facts are there once and in order")
		next[writer]++
	}
}

func testDue(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	due := func(at time.Time, n int) []claim.Code {
		codes, err := s.Due(ctx, at, n)
		require.NoError(t, err)
		return codes
	}
	// Many claims, so that they lie in every shard; the later the code, the sooner it is due.
	const many = 100
	name := func(i int) claim.Code { return claim.Code(fmt.Sprintf("%06d", i)) }
	for i := range many {
		at := t0.Add(time.Duration(many-i) * time.Minute)
		require.NoError(t, s.Append(ctx, name(i), 0, []claim.Event{received("")}, at))
	}
	require.Empty(t, due(t0.Add(time.Minute-time.Millisecond), 10))
	require.Equal(t, []claim.Code{name(99)}, due(t0.Add(time.Minute), 10))
	require.Equal(t, []claim.Code{name(99), name(98), name(97)}, due(t0.Add(time.Hour), 3))
	require.Len(t, due(t0.Add(200*time.Minute), 1000), many)
	require.Empty(t, due(t0.Add(time.Hour), 0))

	require.NoError(t, s.Append(ctx, name(99), 1, []claim.Event{received("")}, time.Time{}))
	require.NoError(t, s.Append(ctx, name(98), 1, []claim.Event{received("")}, t0.Add(time.Hour)))
	require.Equal(t, []claim.Code{name(97), name(96)}, due(t0.Add(4*time.Minute), 10))
}

func testSettle(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	facts := []claim.Event{received("1"), answered("b", t0), answered("c", t0)}
	require.NoError(t, s.Append(ctx, code, 0, facts, t0))
	due := func() int {
		codes, err := s.Due(ctx, t0.Add(time.Hour), 10)
		require.NoError(t, err)
		return len(codes)
	}
	for _, step := range []struct {
		settle  int
		due     time.Time
		settled int
		comesUp int
	}{
		{2, time.Time{}, 2, 1}, // the ledger went on meanwhile: its due time is not this settler's to say
		{1, time.Time{}, 2, 1},
		{3, t0.Add(2 * time.Hour), 3, 0},
		{3, t0.Add(time.Minute), 3, 1},
		{2, time.Time{}, 3, 1},
		{3, time.Time{}, 3, 0},
	} {
		require.NoError(t, s.Settle(ctx, code, step.settle, step.due))
		want{Facts: facts, Settled: step.settled}.in(t, s, code)
		require.Equal(t, step.comesUp, due())
	}
}

func testAskers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	b := claim.Requester{Person: "b", Address: "101", Language: claim.Kyrgyz}
	a := claim.Requester{Person: "a", Address: "-100200", Language: claim.English}
	other := b
	other.Address = "102"
	require.NoError(t, s.AddAsker(ctx, code, b))
	require.NoError(t, s.AddAsker(ctx, code, a))
	require.NoError(t, s.AddAsker(ctx, code, other))
	want{Askers: []claim.Requester{a, b}}.in(t, s, code)
	for range 2 {
		require.NoError(t, s.RemoveAsker(ctx, code, "b"))
		want{Askers: []claim.Requester{a}}.in(t, s, code)
	}
}

func testSender(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	me, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	s.WithAskersKey(redisstore.AskersKey{To: me.Recipient()})
	askers := func(code claim.Code) []claim.Requester {
		_, _, askers, err := s.Load(ctx, code)
		require.NoError(t, err)
		return askers
	}
	const other = claim.Code("000009")
	a := claim.Requester{Person: "a", Address: "101", Language: claim.Kyrgyz}
	for _, c := range []claim.Code{code, other} {
		for range 2 {
			require.NoError(t, s.AddSender(ctx, c, a))
			require.Equal(t, []claim.Requester{a}, askers(c))
		}
	}
	require.NoError(t, s.SealAskers(ctx, code, nil))
	require.NoError(t, s.RemoveAsker(ctx, other, "a"))
	for range 2 {
		require.Len(t, askers(code), 1)
		require.Empty(t, askers(code)[0].Person)
		require.Empty(t, askers(other))
		require.NoError(t, s.AddSender(ctx, code, a))
		require.NoError(t, s.AddSender(ctx, other, a))
	}
	require.NoError(t, s.DropAskers(ctx, code))
	require.NoError(t, s.AddSender(ctx, code, a))
	require.Empty(t, askers(code), "nor when they were let go")
}

func testSealedAskers(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	me, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	a := claim.Requester{Person: "a", Address: "101", Language: claim.Kyrgyz}
	b := claim.Requester{Person: "b", Address: "102", Language: claim.English}
	askers := func() []claim.Requester {
		_, _, askers, err := s.Load(ctx, code)
		require.NoError(t, err)
		return askers
	}
	require.NoError(t, s.AddAsker(ctx, code, a))
	require.NoError(t, s.SealAskers(ctx, code, nil))
	require.Equal(t, []claim.Requester{a}, askers(), "nobody asked for it")

	s.WithAskersKey(redisstore.AskersKey{To: me.Recipient()})
	for range 2 {
		require.NoError(t, s.SealAskers(ctx, code, nil))
		require.Len(t, askers(), 1)
		require.Empty(t, askers()[0].Person, "who it is cannot be read, with all keys of the bot")
		require.Empty(t, askers()[0].Address)
	}
	box := askers()[0]
	require.NoError(t, s.AddAsker(ctx, code, b))
	require.Equal(t, []claim.Requester{b, box}, askers(), "who comes later can be read until they are sealed, too")
	require.NoError(t, s.AddAsker(ctx, code, box), "as when claims are merged")
	require.Len(t, askers(), 2)

	s.WithAskersKey(redisstore.AskersKey{As: []age.Identity{me}})
	opened := askers()[1]
	require.Equal(t, box.Sealed, opened.Sealed)
	opened.Sealed = nil
	require.Equal(t, a, opened)
	last, err := s.Told(ctx, code, box)
	require.NoError(t, err)
	require.Empty(t, last)
	require.NoError(t, s.NoteTold(ctx, code, box, "1"))
	last, err = s.Told(ctx, code, box)
	require.NoError(t, err)
	require.Equal(t, "1", last)

	require.NoError(t, s.DropAskers(ctx, code))
	require.Empty(t, askers())
	last, err = s.Told(ctx, code, box)
	require.NoError(t, err)
	require.Empty(t, last)
}

func testCounts(t *testing.T, s *redisstore.Store) {
	ctx := t.Context()
	for i := range 50 {
		name := claim.Code(fmt.Sprintf("%06d", i))
		require.NoError(t, s.Append(ctx, name, 0, []claim.Event{received(""), answered("a", t0), answered("b", t0)}, t0))
		require.ErrorIs(t, s.Append(ctx, name, 0, []claim.Event{received("")}, t0), claim.ErrConflict)
	}
	counts, err := s.Counts(ctx)
	require.NoError(t, err)
	require.Equal(t, map[claim.Kind]int64{claim.KindReceived: 50, claim.KindAnswered: 100}, counts)
}

// TestTamperedLedgerIsAnError changes a ledger in every way that is possible without the keys.
func TestTamperedLedgerIsAnError(t *testing.T) {
	t.Parallel()
	for name, tamper := range map[string]func(t *testing.T, c redis.UniversalClient, ledger, other string){
		"an entry is changed": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			entry := []byte(c.LIndex(t.Context(), ledger, 1).Val())
			entry[len(entry)/2] ^= 1
			require.NoError(t, c.LSet(t.Context(), ledger, 1, entry).Err())
		},
		"two entries change places": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			all := c.LRange(t.Context(), ledger, 0, -1).Val()
			require.NoError(t, c.LSet(t.Context(), ledger, 1, all[2]).Err())
			require.NoError(t, c.LSet(t.Context(), ledger, 2, all[1]).Err())
		},
		"the first entry is cut off": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			require.NoError(t, c.LPop(t.Context(), ledger).Err())
		},
		"an entry is cut out": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			require.NoError(t, c.LRem(t.Context(), ledger, 1, c.LIndex(t.Context(), ledger, 1).Val()).Err())
		},
		"an entry is doubled": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			require.NoError(t, c.RPush(t.Context(), ledger, c.LIndex(t.Context(), ledger, -1).Val()).Err())
		},
		"an entry comes from another claim": func(t *testing.T, c redis.UniversalClient, ledger, other string) {
			require.NoError(t, c.LSet(t.Context(), ledger, 1, c.LIndex(t.Context(), other, 1).Val()).Err())
		},
		"an entry is nonsense": func(t *testing.T, c redis.UniversalClient, ledger, _ string) {
			require.NoError(t, c.LSet(t.Context(), ledger, 0, "x").Err())
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, client := inProcess(t)
			var ledgers []string
			for _, c := range []claim.Code{code, "A00000"} {
				facts := []claim.Event{received("1"), answered("b", t0), answered("c", t0)}
				require.NoError(t, s.Append(t.Context(), c, 0, facts, t0))
				found := client.Keys(t.Context(), "*ledger:"+string(c)).Val()
				ledgers = append(ledgers, found...)
			}
			require.Len(t, ledgers, 2)
			tamper(t, client, ledgers[0], ledgers[1])
			_, _, _, err := s.Load(t.Context(), code)
			require.ErrorIs(t, err, redisstore.ErrBroken)
			_, _, _, err = s.Load(t.Context(), "A00000")
			require.NoError(t, err)
		})
	}
}

// A fact that holds at one time and place says nothing at another, even to who can put valid entries together: the entry
// of an older ledger, sealed by the same keys for the same place, does not follow a different one.
func TestEntryOfAnotherHistoryDoesNotFollow(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	ctx := t.Context()
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{received("1"), answered("b", t0)}, t0))
	ledger := client.Keys(ctx, "*ledger:"+string(code)).Val()[0]
	old := client.LIndex(ctx, ledger, 1).Val()
	require.NoError(t, client.Del(ctx, ledger).Err())
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{received("2"), answered("c", t0)}, t0))
	require.NoError(t, client.LSet(ctx, ledger, 1, old).Err())
	_, _, _, err := s.Load(ctx, code)
	require.ErrorIs(t, err, redisstore.ErrBroken)
}

// A Redis can lose its latest moment, and another process go on from there. Who decided on the lost history is refused,
// even if the new one is as long.
func TestAppendAfterLostHistoryIsAConflict(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	ctx := t.Context()
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{received("1"), answered("b", t0)}, t0))
	ledger := client.Keys(ctx, "*ledger:"+string(code)).Val()[0]
	require.NoError(t, client.RPop(ctx, ledger).Err())

	require.ErrorIs(t, s.Append(ctx, code, 2, []claim.Event{answered("x", t0)}, t0), claim.ErrConflict)
	_, _, _, err := s.Load(ctx, code)
	require.NoError(t, err)
	require.NoError(t, s.Append(ctx, code, 1, []claim.Event{answered("c", t0)}, t0))
	want{Facts: []claim.Event{received("1"), answered("c", t0)}}.in(t, s, code)
}

func TestAppendAfterLostHistoryOfTheSameLengthIsAConflict(t *testing.T) {
	t.Parallel()
	v := newVault()
	_, client := inProcess(t)
	ctx := t.Context()
	one, other := redisstore.New(client, nil, v), redisstore.New(client, nil, v)
	require.NoError(t, one.Append(ctx, code, 0, []claim.Event{received("1"), answered("b", t0)}, t0))
	ledger := client.Keys(ctx, "*ledger:"+string(code)).Val()[0]
	require.NoError(t, client.RPop(ctx, ledger).Err())
	require.NoError(t, other.Append(ctx, code, 1, []claim.Event{answered("c", t0)}, t0))

	require.ErrorIs(t, one.Append(ctx, code, 2, []claim.Event{answered("x", t0)}, t0), claim.ErrConflict)
	want{Facts: []claim.Event{received("1"), answered("c", t0)}}.in(t, one, code)
	require.NoError(t, one.Append(ctx, code, 2, []claim.Event{answered("x", t0)}, t0))
	want{Facts: []claim.Event{received("1"), answered("c", t0), answered("x", t0)}}.in(t, other, code)
}

func TestFactsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	s, _ := inProcess(t)
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		name := claim.Code(fmt.Sprintf("%06d", n))
		facts := rapid.SliceOfN(rapid.Custom(anyFact), 1, 5).Draw(r, "facts")
		split := rapid.IntRange(0, len(facts)-1).Draw(r, "split")
		if split > 0 {
			require.NoError(r, s.Append(t.Context(), name, 0, facts[:split], t0))
		}
		require.NoError(r, s.Append(t.Context(), name, split, facts[split:], t0))
		got, _, _, err := s.Load(t.Context(), name)
		require.NoError(r, err)
		for i := range got {
			got[i] = undigested(got[i])
		}
		require.Equal(r, facts, got)
	})
}

func anyTime(r *rapid.T) time.Time {
	return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(r, "ms")).UTC()
}

func anyFact(r *rapid.T) claim.Event {
	text := rapid.String()
	id := rapid.Custom(func(r *rapid.T) claim.PersonID {
		return claim.PersonID(rapid.StringMatching(`[a-z0-9]{1,26}`).Draw(r, "id"))
	})
	meta := claim.Meta{At: anyTime(r), Cause: text.Draw(r, "cause"), By: id.Draw(r, "by")}
	words := moderation.Foreign(text.Draw(r, "words"))
	switch rapid.IntRange(0, 5).Draw(r, "kind") {
	case 0:
		e := &claim.Received{Meta: meta, Language: claim.Kyrgyz}
		if rapid.Bool().Draw(r, "content") {
			e.Content = &claim.Content{Text: moderation.Foreign(text.Draw(r, "claim")), Links: []moderation.Foreign{"https://example.org/?q=№"},
				Media:  []claim.Media{{Kind: "photo", Ref: "AgACAgIAAxk", Same: "AQAD"}},
				Origin: &claim.Origin{Kind: "channel", ID: "1", Name: "Х", Message: 7, At: anyTime(r)}}
		}
		return e
	case 1:
		return &claim.Opened{
			Meta: meta, Wording: claim.Wording{Words: words}, Question: claim.Place, Deadline: anyTime(r),
			Sought: rapid.Int().Draw(r, "sought"), Limit: rapid.Int().Draw(r, "limit"),
		}
	case 2:
		return &claim.Answered{
			Meta: meta, Wording: claim.Wording{Words: words}, Answer: text.Draw(r, "answer"), Text: moderation.Foreign(text.Draw(r, "text")),
			Weight: rapid.Float64Range(0, 1).Draw(r, "weight"), New: rapid.Bool().Draw(r, "new"),
		}
	case 3:
		e := &claim.Evidenced{Meta: meta, EvidenceBasis: claim.SawIt}
		if rapid.Bool().Draw(r, "evidence") {
			e.Evidence = &claim.Evidence{Text: moderation.Foreign(text.Draw(r, "note")), Link: "https://example.org"}
		}
		return e
	case 4:
		e := &claim.Voided{Meta: meta}
		if whom := rapid.SliceOfN(id, 0, 5).Draw(r, "whom"); len(whom) > 0 {
			e.Void = whom
		}
		return e
	default:
		e := &claim.Published{Meta: meta, Version: rapid.Int().Draw(r, "version")}
		if rapid.Bool().Draw(r, "verdict") {
			e.Verdict = &consensus.Verdict{Answer: "true", Confidence: rapid.Float64Range(0, 1).Draw(r, "p"), Voters: 6, Decided: true}
		}
		return e
	}
}

// digested tells whether an event has the digest of what stands beside it.
func digested(e claim.Event) bool {
	digest := reflect.ValueOf(e).Elem().FieldByName("Copy")
	return digest.IsValid() && digest.Len() > 0
}

// undigested takes that out of an event.
func undigested(e claim.Event) claim.Event {
	kept := claim.KeptOf(e)
	e = claim.Without(e, nil)
	claim.Restore(e, kept)
	return e
}

// BenchmarkLoad reads the ledger of a claim that many answered, as is done for every answer.
func BenchmarkLoad(b *testing.B) {
	client := redistest.Server(b, redisserver.Options{}).Client()
	b.Cleanup(func() { _ = client.Close() })
	s := redisstore.New(client, nil, newVault())
	ctx := b.Context()
	facts := []claim.Event{received("1")}
	for i := range 19 {
		facts = append(facts, answered(claim.PersonID(fmt.Sprintf("person%020d", i)), t0))
	}
	if err := s.Append(ctx, code, 0, facts, t0); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, _, err := s.Load(ctx, code); err != nil {
			b.Fatal(err)
		}
	}
}
