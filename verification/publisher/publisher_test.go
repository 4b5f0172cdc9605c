package publisher_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/qrscan"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

var start = time.Date(2026, 1, 5, 12, 0, 10, 0, time.UTC)

// house is where bulletins are issued: claims that change, a store, a key and a clock.
type house struct {
	t      *testing.T
	clock  *clockwork.FakeClock
	store  *redisstore.Store
	facts  map[claim.Code][]claim.Event
	keys   bulletin.SigningKeys
	press  *publisher.Publisher
	redis  redis.UniversalClient
	broken map[claim.Code]error // claims that cannot be read
	before func()               // runs once, between the reading of claims and the keeping of bulletins
}

func newHouse(t *testing.T, client redis.UniversalClient) *house {
	t.Helper()
	keys, _ := vault.NewKeys(start)
	h := &house{t: t, clock: clockwork.NewFakeClockAt(start), store: redisstore.New(client, nil, vault.New(keys)),
		facts: map[claim.Code][]claim.Event{}, keys: bulletin.NewSigningKeys(start.Add(-time.Hour)), redis: client}
	h.press = h.open(h.store)
	return h
}

func (h *house) open(s publisher.Store) *publisher.Publisher {
	return publisher.New(publisher.Options{Store: s, Desk: h, Clock: h.clock, Issuer: "Rastau",
		Keys: func() (bulletin.SigningKeys, error) { return h.keys, nil }})
}

// Claim and NoteResults make the house its own desk.
func (h *house) Claim(_ context.Context, code claim.Code) (*claim.Claim, error) {
	if err := h.broken[code]; err != nil {
		return nil, err
	}
	c := claim.Replay(code, h.facts[code], 0, nil)
	if h.before != nil {
		before := h.before
		h.before = nil
		before()
	}
	return c, nil
}

func (h *house) NoteResults(ctx context.Context) error {
	for code := range h.facts {
		if err := h.note(ctx, code); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) note(ctx context.Context, code claim.Code) error {
	c := claim.Replay(code, h.facts[code], 0, nil)
	if c.Edition == 0 {
		return nil
	}
	return h.store.NoteResult(ctx, code, c.Edition)
}

// happens adds facts to a claim, which begins with a question of its own, and has its result noted.
func (h *house) happens(code claim.Code, facts ...claim.Event) {
	h.t.Helper()
	if len(h.facts[code]) == 0 {
		h.facts[code] = []claim.Event{
			&claim.Received{
				Meta:     claim.Meta{At: h.clock.Now()},
				Language: claim.Russian, Content: &claim.Content{Text: "В Алматы высадились войска, звоните +7 701 123 45 67"},
			},
			&claim.Opened{Meta: claim.Meta{At: h.clock.Now()}, Question: claim.Truth},
		}
	}
	for _, f := range facts {
		f.Head().At = h.clock.Now()
		h.facts[code] = append(h.facts[code], f)
	}
	require.NoError(h.t, h.note(h.t.Context(), code))
}

func published(answer string, version int) claim.Event {
	return &claim.Published{Verdict: &consensus.Verdict{Answer: answer}, Version: version}
}

func (h *house) issue() { h.t.Helper(); require.NoError(h.t, h.press.Issue(h.t.Context())) }

func (h *house) latest() publisher.Edition {
	h.t.Helper()
	e, err := h.press.Latest(h.t.Context())
	require.NoError(h.t, err)
	return e
}

// result is the one item that is out about a claim, believed by whoever has the first key.
func (h *house) result(code claim.Code) bulletin.Item {
	h.t.Helper()
	e, err := h.press.Result(h.t.Context(), code)
	require.NoError(h.t, err)
	b, _, err := bulletin.Verify([]byte(e.Digest.Text()), h.keys.Ring())
	require.NoError(h.t, err)
	require.Len(h.t, b.Items, 1)
	return b.Items[0]
}

func codes(n int) claim.Code {
	return claim.NewCode([]byte{byte(n), byte(n >> 8), byte(n * 7), 3})
}

func TestResultsBecomeBulletins(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHouse(t, client)
		h.issue()
		_, err := h.press.Latest(t.Context())
		require.ErrorIs(t, err, publisher.ErrNothing)
		h.happens("K7Q2MX")
		h.issue()
		_, err = h.press.Latest(t.Context())
		require.ErrorIs(t, err, publisher.ErrNothing, "what is not out is not issued")

		h.happens("K7Q2MX", published(claim.False, 1))
		h.issue()
		it := h.result("K7Q2MX")
		require.Equal(t, bulletin.Item{Code: "K7Q2MX", Question: bulletin.Truth, Verdict: bulletin.False, Version: 1,
			At: start.Truncate(time.Second), Quote: it.Quote}, it)
		require.Contains(t, it.Quote, "В Алматы высадились войска")
		require.NotContains(t, it.Quote, "701")
		first := h.latest()
		require.Equal(t, []bulletin.Item{it}, first.Digest.Bulletin.Items)
		require.Equal(t, bulletin.Minute(start)+1, first.Digest.Bulletin.Number)
		require.Equal(t, bulletin.Minute(start), first.Results[0].Bulletin.Number)

		// Nothing new, nothing issued.
		for range 3 {
			h.clock.Advance(20 * time.Minute)
			h.issue()
			require.Equal(t, first.Digest, h.latest().Digest)
		}
		// News waits for the hour.
		h.happens("R3T8WA", published(claim.True, 1))
		h.clock.Advance(time.Second)
		h.issue()
		require.Len(t, h.latest().Digest.Bulletin.Items, 2, "the hour of the first digest is over")
		h.happens("000001", published(claim.True, 1))
		h.issue()
		require.Len(t, h.latest().Digest.Bulletin.Items, 2)
		require.Equal(t, bulletin.True, h.result("000001").Verdict, "the result itself does not wait")
		h.clock.Advance(time.Hour)
		h.issue()
		require.Len(t, h.latest().Digest.Bulletin.Items, 3)

		// A correction does not wait, and stands first.
		h.happens("K7Q2MX", &claim.Corrected{Verdict: &consensus.Verdict{Answer: claim.True}, Version: 2})
		h.issue()
		require.Equal(t, 2, h.result("K7Q2MX").Version)
		require.Equal(t, h.result("K7Q2MX"), h.latest().Digest.Bulletin.Items[0])

		// A claim that is asked about anew keeps what is out until there is something else; that nobody can tell any more
		// supersedes it.
		h.happens("K7Q2MX", &claim.Reopened{})
		h.issue()
		require.Equal(t, bulletin.True, h.result("K7Q2MX").Verdict)
		h.happens("K7Q2MX", &claim.Undecided{Verdict: &consensus.Verdict{}})
		h.issue()
		require.Equal(t, bulletin.Undecided, h.result("K7Q2MX").Verdict)
		require.Equal(t, 3, h.result("K7Q2MX").Version)

		// What is withdrawn is not repeated, and gone from what is served.
		h.happens("R3T8WA", &claim.TakenDown{Note: "wrong", Version: 2})
		h.issue()
		it = h.result("R3T8WA")
		require.Equal(t, bulletin.Withdrawn, it.Verdict)
		require.Empty(t, it.Quote+it.Answer)
		for _, s := range append(h.latest().Results, h.latest().Digest) {
			for _, it := range s.Bulletin.Items {
				if it.Code == "R3T8WA" {
					require.Equal(t, bulletin.Withdrawn, it.Verdict)
				}
			}
		}
		h.happens("000001", &claim.MergedInto{Into: "K7Q2MX"})
		h.issue()
		require.Equal(t, "→ K7Q-2MX", h.result("000001").Answer)

		// A day without news has its digest too.
		last := h.latest().Digest.Bulletin
		h.clock.Advance(24 * time.Hour)
		h.issue()
		require.Greater(t, h.latest().Digest.Bulletin.Number, last.Number)
	})
}

func TestNamesAreIssuedAsTheyWereDecided(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	h.facts["K7Q2MX"] = []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Language: claim.Kyrgyz, Content: &claim.Content{Text: "Бул ким?"}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: claim.Identity},
		&claim.Answered{Meta: claim.Meta{At: start, By: "a"}, Text: "Викрам Рузахунов", Weight: .8},
		&claim.Labelled{Meta: claim.Meta{At: start}, On: true},
	}
	h.facts["R3T8WA"] = h.facts["K7Q2MX"]
	first := claim.Replay("K7Q2MX", h.facts["K7Q2MX"], 0, nil).Candidates[0].ID
	h.happens("K7Q2MX", published(first, 1))
	h.happens("R3T8WA", &claim.Approved{Meta: claim.Meta{By: "r"}, Nameless: true}, published(first, 1))
	h.issue()
	require.Equal(t, "Викрам Рузахунов (камакта айтылган)", h.result("K7Q2MX").Answer)
	require.Equal(t, bulletin.Answered, h.result("R3T8WA").Verdict)
	require.Equal(t, "айтылып жүргөн адам эмес; аты-жөнүн айтпайбыз (камакта айтылган)", h.result("R3T8WA").Answer, "a name that is kept back")
}

func TestWhatNobodySeesHidesNoNumber(t *testing.T) {
	t.Parallel()
	out := published(claim.False, 1)
	out.Head().At = start
	c := claim.Replay("K7Q2MX", []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Content: &claim.Content{Text: "Звоните\n8\u200b701\u2060 123\u00ad45 67 или на площадь"}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: claim.Truth}, out,
	}, 0, nil)
	require.Equal(t, "Звоните ▒▒▒ или на площадь", publisher.Item(c.Public(), claim.Russian, 90).Quote)
	require.Equal(t, "Звоните…", publisher.Item(c.Public(), claim.Russian, 9).Quote)
	require.Empty(t, publisher.Item(c.Public(), claim.Russian, 0).Quote)
}

// TestAResultIsSealedAsItIs asks for the proof of a result the moment it is out, corrected or withdrawn, before anything was issued,
// also where the process died before the result was noted, and where another claim cannot be issued.
func TestAResultIsSealedAsItIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	h.facts["K7Q2MX"] = []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Language: claim.Russian, Content: &claim.Content{Text: "В городе войска"}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: claim.Truth},
	}
	sealed := func() (bulletin.Item, bool) {
		t.Helper()
		c, err := h.Claim(t.Context(), "K7Q2MX")
		require.NoError(t, err)
		text, ok, err := h.press.Sealed(t.Context(), c)
		require.NoError(t, err)
		if !ok {
			return bulletin.Item{}, false
		}
		b, _, err := bulletin.Verify([]byte(text), h.keys.Ring())
		require.NoError(t, err)
		return b.Items[0], true
	}
	_, ok := sealed()
	require.False(t, ok, "there is no result")
	h.happens("000001", published(claim.True, 1))
	h.broken = map[claim.Code]error{"000001": errors.New("cannot be read")}
	h.facts["K7Q2MX"] = append(h.facts["K7Q2MX"], &claim.Published{
		Meta:    claim.Meta{At: start},
		Verdict: &consensus.Verdict{Answer: claim.False}, Version: 1,
	})
	it, ok := sealed()
	require.True(t, ok)
	require.Equal(t, bulletin.False, it.Verdict)
	before, err := h.Claim(t.Context(), "K7Q2MX")
	require.NoError(t, err)

	h.happens("K7Q2MX", &claim.Corrected{Verdict: &consensus.Verdict{Answer: claim.True}, Version: 2})
	it, ok = sealed()
	require.True(t, ok)
	require.Equal(t, bulletin.True, it.Verdict)
	_, ok, err = h.press.Sealed(t.Context(), before)
	require.NoError(t, err)
	require.False(t, ok, "what was true before is not sealed any more")

	h.clock.Advance(time.Hour)
	h.keys, err = h.keys.Revoke(start.Add(-time.Minute), h.clock.Now())
	require.NoError(t, err)
	it, ok = sealed()
	require.True(t, ok, "a thief could have signed it, so it is issued anew")
	require.Equal(t, 2, it.Version)

	h.keys = bulletin.SigningKeys{Key: bulletin.NewKey(start), First: h.keys.First}
	_, _, err = h.press.Sealed(t.Context(), before)
	require.Error(t, err, "with a key that nobody believes nothing goes out")
}

// TestAKeyThatChanges has everything that is out signed by the new key, whether the old one was replaced or stolen.
func TestAKeyThatChanges(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	for i := range 100 {
		h.happens(codes(i), published(claim.False, 1))
	}
	h.issue()
	old := h.keys
	for name, change := range map[string]func() (bulletin.SigningKeys, error){
		"rotated": func() (bulletin.SigningKeys, error) { return h.keys.Rotate(h.clock.Now()) },
		"revoked": func() (bulletin.SigningKeys, error) { return h.keys.Revoke(start, h.clock.Now()) },
	} {
		h.clock.Advance(time.Hour)
		h.keys = old
		h.issue()
		stale := h.latest().Digest
		next, err := change()
		require.NoError(t, err)
		h.keys = next
		h.clock.Advance(time.Minute)
		h.issue()
		e := h.latest()
		for _, s := range append(e.Results, e.Digest) {
			_, signed, err := bulletin.Verify(s.COSE, next.Ring())
			require.NoError(t, err, name)
			require.Equal(t, next.Key.Public(), signed.By)
			require.Positive(t, s.Bulletin.Number)
		}
		_, _, err = bulletin.Verify(stale.COSE, next.Ring())
		if name == "revoked" {
			require.ErrorIs(t, err, bulletin.ErrRevoked)
		}
	}
	// A key that nobody would believe signs nothing.
	h.keys = bulletin.SigningKeys{Key: bulletin.NewKey(start), First: old.First}
	require.Error(t, h.press.Issue(t.Context()))
}

// TestReplicasIssueEachOnce lets several issue at once: no number is given out twice.
func TestReplicasIssueEachOnce(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHouse(t, client)
		for i := range 40 {
			h.happens(codes(i), published(claim.False, 1))
		}
		errs := make(chan error)
		for range 3 {
			go func() { errs <- h.open(h.store).Issue(t.Context()) }()
		}
		for range 3 {
			require.NoError(t, <-errs)
		}
		numbers := map[int64]bool{}
		e := h.latest()
		for _, s := range append(e.Results, e.Digest) {
			require.False(t, numbers[s.Bulletin.Number])
			numbers[s.Bulletin.Number] = true
		}
		require.Len(t, numbers, 41)
		require.Equal(t, bulletin.Minute(start)+40, e.Digest.Bulletin.Number, "nothing was issued twice")
	})
}

// TestAResultThatChangesMeanwhileIsNotLost has a correction come between the reading of a claim and the keeping of its bulletin.
func TestAResultThatChangesMeanwhileIsNotLost(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	h.happens("K7Q2MX", published(claim.False, 1))
	h.before = func() {
		h.happens("K7Q2MX", &claim.Corrected{Verdict: &consensus.Verdict{Answer: claim.True}, Version: 2})
	}
	h.issue()
	require.Equal(t, bulletin.True, h.result("K7Q2MX").Verdict)
	require.NoError(t, h.store.NoteResult(t.Context(), "K7Q2MX", 1), "an older edition, noted again by a settling that was cut short")
	number := h.latest().Digest.Bulletin.Number
	h.issue()
	require.Equal(t, number, h.latest().Digest.Bulletin.Number)
	unissued, err := h.store.Unissued(t.Context(), 10)
	require.NoError(t, err)
	require.Empty(t, unissued)
}

// TestAClaimThatCannotBeReadKeepsNobodyWaiting: the others are issued, and the fault is told.
func TestAClaimThatCannotBeReadKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	require.NoError(t, h.store.NoteResult(t.Context(), "BR0KEN", 1))
	require.NoError(t, h.store.NoteResult(t.Context(), "G0NE00", 1))
	h.happens("K7Q2MX", published(claim.False, 1))
	h.broken = map[claim.Code]error{"BR0KEN": errDied, "G0NE00": claim.NotFound}
	require.ErrorIs(t, h.press.Issue(t.Context()), errDied)
	require.Equal(t, bulletin.False, h.result("K7Q2MX").Verdict)
	require.Len(t, h.latest().Digest.Bulletin.Items, 1)
	unissued, err := h.store.Unissued(t.Context(), 10)
	require.NoError(t, err)
	require.Equal(t, []claim.Code{"BR0KEN"}, unissued)
}

// dying is a store that dies before or after its n-th keeping.
type dying struct {
	publisher.Store
	left  int
	after bool
}

var errDied = errors.New("died")

func (d *dying) Issue(ctx context.Context, before int64, i publisher.Issue) error {
	if d.left--; d.left < 0 {
		if d.after {
			return errors.Join(errDied, d.Store.Issue(ctx, before, i))
		}
		return errDied
	}
	return d.Store.Issue(ctx, before, i)
}

func TestDeathBetweenAnyTwoStepsLosesNothing(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		for at := range 4 {
			h := newHouse(t, redistest.Mini(t))
			for i := range 70 { // more than one step
				h.happens(codes(i), published(claim.False, 1))
			}
			err := h.open(&dying{h.store, at, after}).Issue(t.Context())
			if at < 3 {
				require.ErrorIs(t, err, errDied)
			}
			h.clock.Advance(time.Minute)
			h.issue()
			numbers := map[int64]bool{}
			for i := range 70 {
				e, err := h.press.Result(t.Context(), codes(i))
				require.NoError(t, err)
				require.False(t, numbers[e.Digest.Bulletin.Number])
				numbers[e.Digest.Bulletin.Number] = true
			}
			require.Len(t, h.latest().Digest.Bulletin.Items, 70)
		}
	}
}

// TestNumbersAreNotGivenOutAgain after Redis was emptied or a copy restored.
func TestNumbersAreNotGivenOutAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	h.happens("K7Q2MX", published(claim.False, 1))
	h.issue()
	before := h.latest().Digest.Bulletin.Number
	require.NoError(t, h.redis.FlushAll(t.Context()).Err())
	h.clock.Advance(2 * time.Minute)
	h.issue()
	require.Greater(t, h.latest().Results[0].Bulletin.Number, before)
}

// TestEveryFileOfAnEdition is read back by whoever has the first key; the stock tool checks its signatures.
func TestEveryFileOfAnEdition(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	for i := range 30 {
		h.happens(codes(i), published(claim.False, 1))
	}
	h.issue()
	e := h.latest()
	dir := t.TempDir()
	for _, name := range e.Names() {
		content, mime, err := e.File(name)
		require.NoError(t, err, name)
		require.NotEmpty(t, mime)
		require.NotEmpty(t, content)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	for _, bad := range []string{"", "bulletin", "bulletin.de.pdf", "sms.kk.png", "../key", "bulletin.kk"} {
		_, _, err := e.File(bad)
		require.ErrorIs(t, err, os.ErrNotExist, bad)
	}
	minisign, err := exec.LookPath("minisign")
	require.NoError(t, err, "this test needs minisign: apt-get install minisign")
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return content
	}
	for _, name := range []string{"bulletin.txt", "bulletin.kk.txt", "bulletin.en.txt"} {
		out, err := exec.CommandContext(t.Context(), minisign, "-Vm", filepath.Join(dir, name), "-p", filepath.Join(dir, "key.minisign.pub")).CombinedOutput()
		require.NoError(t, err, string(out))
		for _, form := range [][]byte{read(name), bulletin.Bundle(read(name), read(name+".minisig"))} {
			b, _, err := bulletin.Verify(form, h.keys.Ring())
			require.NoError(t, err, name)
			require.Equal(t, e.Digest.Bulletin, b)
		}
	}
	text, err := qrscan.Read(t.Context(), read("bulletin.png"))
	require.NoError(t, err)
	require.Equal(t, e.Digest.Text(), text)
	for _, name := range []string{"feed.atom", "feed.json"} {
		entries, err := bulletin.Entries(read(name))
		require.NoError(t, err)
		require.Len(t, entries, 31)
		for _, entry := range entries {
			_, _, err := bulletin.Verify(entry, h.keys.Ring())
			require.NoError(t, err)
		}
	}
	ring, err := bulletin.ParseKeyring(string(read("keys.txt")))
	require.NoError(t, err)
	for _, p := range append(bulletin.Proofs(string(read("all.txt"))), bulletin.Proofs(string(read("sms.kk.txt")))...) {
		_, _, err := bulletin.Verify([]byte(p), ring)
		require.NoError(t, err)
	}
	require.Contains(t, string(read("sms.ru.latin.txt")), "LOZH")
}

// TestDigestsHoldAsMuchAsFits: whatever the number of results, a phone reads the code and a chat takes the words.
func TestDigestsHoldAsMuchAsFits(t *testing.T) {
	t.Parallel()
	h := newHouse(t, redistest.Mini(t))
	n := 0
	for _, upTo := range []int{1, 5, 20, 60, 250} {
		for ; n < upTo; n++ {
			h.happens(codes(n), published(claim.False, 1))
		}
		h.clock.Advance(time.Hour)
		h.issue()
		d := h.latest().Digest
		for _, l := range bulletin.Languages {
			require.LessOrEqual(t, len([]rune(d.In(l).Bulletin.Title()+d.In(l).Body())), 4000, "one message")
		}
		_, err := bulletin.QR(d.Text())
		require.NoError(t, err)
		worded := 0
		for _, it := range d.Bulletin.Items {
			if it.Quote != "" {
				worded++
			}
		}
		t.Logf("%d results: %d in the digest, %d with words, %d characters, %d SMS", upTo, len(d.Bulletin.Items), worded, len(d.Text()), len(bulletin.Split(d.Text())))
		require.GreaterOrEqual(t, worded, min(upTo, 5))
		require.GreaterOrEqual(t, len(d.Bulletin.Items), min(upTo, 60))
		require.True(t, strings.HasPrefix(d.Bulletin.Title(), "Rastau"), fmt.Sprint(upTo))
	}
}
