package verification_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
)

// TestASealedAskerIsCountedOnce cuts a process off at every call to the world while people whom nobody must know ask, join, pick
// and are merged, and has another one take all their updates again from the first: none was taken off the stream yet. Nobody
// is counted twice, nobody is lost, and nothing ties anybody to what they asked. All updates are cut at their first call, then
// all at their second, and so on.
func TestASealedAskerIsCountedOnce(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		s := newStageOn(t, client)
		identity, err := age.GenerateX25519Identity()
		require.NoError(t, err)
		s.rules.Policy.SealAskers = true
		want, _ := s.sealedCut(identity, 0)
		require.Equal(t, [][]string{{"anna", "bota", "dana", "ella", "fatima"}, {"bota"}, {"dana"}, {"ella", "fatima"}, {"fatima"}}, want)
		all := 0
		for at := 1; ; at++ {
			got, cuts := s.sealedCut(identity, at)
			require.Empty(t, cmp.Diff(want, got), "each update cut at call %d", at)
			if all += cuts; cuts == 0 {
				require.Greater(t, all, 60, "it takes more calls than that")
				return
			}
		}
	})
}

// sealedCut has each update cut off at a call, when it is first taken. It gives who asked each claim, by the key that is
// elsewhere, and tells how many updates were that long; 0 cuts none.
func (s *stage) sealedCut(identity *age.X25519Identity, at int) (who [][]string, cuts int) {
	s.t.Helper()
	ctx := s.t.Context()
	s.begin()
	s.store.WithAskersKey(redisstore.AskersKey{To: identity.Recipient()})
	s.reviewer("r")
	reviewer, second := s.person("r"), s.person("r"+tooID)
	var codes [5]claim.Code
	send := func(i int, cause string, id claim.PersonID, text string) func() error {
		return func() error {
			p, err := s.desk.Meet(ctx, id, "at "+string(id), claim.Kazakh)
			if err != nil {
				return err
			}
			r, err := s.desk.Receive(ctx, cause, p, p.Address, said(text), claim.Truth, time.Time{})
			if err == nil {
				codes[i] = r.Claim.Code
			}
			return err
		}
	}
	choose := func(i int, cause string, id claim.PersonID) func() error {
		return func() error {
			_, err := s.desk.Choose(ctx, cause, id, codes[i], claim.Truth)
			return err
		}
	}
	updates := []func() error{
		send(0, "u1", "anna", sayings[0][0]), choose(0, "u2", "anna"),
		send(1, "u3", "bota", sayings[0][1]),
		send(2, "u4", "dana", sayings[0][2]),
		func() error { _, err := s.desk.Pick(ctx, "u5", "dana", codes[2], codes[0]); return err },
		send(3, "u6", "ella", sayings[1][0]), choose(3, "u7", "ella"),
		func() error { _, err := s.desk.Merge(ctx, "u8", reviewer, codes[3], codes[0]); return err },
		func() error { _, err := s.desk.Confirm(ctx, "u8.too", second, codes[3], 1); return err },
		send(4, "u9", "fatima", sayings[1][1]),
	}
	taken := 0
	for i := 0; i < len(updates); i++ {
		first := i == taken
		if first {
			taken++
			s.cut.once(at, false)
		}
		err := updates[i]()
		if first && at > 0 && s.cut.happened() {
			cuts++
		}
		if err != nil {
			require.ErrorIs(s.t, err, errCut, "cut at call %d", at)
			s.restart()
			s.store.WithAskersKey(redisstore.AskersKey{To: identity.Recipient()})
			i = -1
		}
	}
	s.cut.never()
	for _, again := range updates { // and once more, when all was done
		require.NoError(s.t, again())
	}

	reader := redisstore.New(s.redis, nil, s.vault).WithAskersKey(redisstore.AskersKey{As: []age.Identity{identity}})
	who = make([][]string, len(codes))
	for i, code := range codes {
		for _, a := range s.claim(code).Requesters {
			require.Empty(s.t, a.Person, "the bot cannot tell who asked, cut at call %d", at)
		}
		_, _, all, err := reader.Load(ctx, code)
		require.NoError(s.t, err)
		for _, a := range all {
			who[i] = append(who[i], string(a.Person))
		}
		slices.Sort(who[i])
	}
	for _, id := range []claim.PersonID{"anna", "bota", "dana", "ella", "fatima"} {
		require.Empty(s.t, s.person(id).Claims, "of %s, cut at call %d", id, at)
	}
	return who, cuts
}

// Who cannot be asked afterwards, being sealed, says first what they want to know: one who sends a photo to learn where it was taken
// does not join those who ask whether it is true.
func TestWhoIsSealedSaysFirstWhatTheyAsk(t *testing.T) {
	t.Parallel()
	s := newSealedStage(t)
	ctx := t.Context()
	first := s.opened("u1", "anna", sayings[0][0])
	other := s.receive("u2", "bota", sayings[0][0])
	require.Nil(t, other.Into)
	require.Equal(t, claim.StatusReceived, other.Claim.Status)
	same, err := s.desk.JoinSame(ctx, "u3", "bota", other.Claim.Code, claim.Place)
	require.NoError(t, err)
	require.Nil(t, same.Into)

	r := s.receive("u4", "dana", sayings[0][0])
	for range 2 { // and once more, when the update comes again: then nobody can tell any more whose it is
		same, err = s.desk.JoinSame(ctx, "u5", "dana", r.Claim.Code, claim.Truth)
		require.NoError(t, err)
		require.Equal(t, first.Code, same.Into.Code)
	}
}

// Of a question who somebody is, only its asker can say where they were shown. When that turns out to be another person, and nobody
// can tell who asked, they are told that nothing came of it, and no name.
func TestASealedQuestionForANameLapsesWhenItIsTakenApart(t *testing.T) {
	t.Parallel()
	s := newSealedStage(t)
	ctx := t.Context()
	first := s.receive("u1", "anna", sayings[0][0]).Claim
	_, err := s.desk.ChooseIdentity(ctx, "u2", "anna", first.Code, claim.ShownByState, "Хабар, 9 қаңтар")
	require.NoError(t, err)
	c := s.receive("u3", "bota", sayings[0][0]).Claim
	same, err := s.desk.JoinSame(ctx, "u4", "bota", c.Code, claim.Identity)
	require.NoError(t, err)
	require.Equal(t, first.Code, same.Into.Code)
	c, err = s.split("r", "u5", c.Code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusLapsed, c.Status)
	require.Len(t, s.claim(first.Code).Requesters, 1)
	c = s.claim(c.Code)
	require.Len(t, c.Requesters, 1, "who has the key tells them")
	require.Empty(t, c.Content.Text)
}

// Whom the bot cannot tell apart afterwards counts once all the same when they send a thing five times, and the more so who asks just
// now. Neither is known for long, nor in another process, and nothing of it is stored that somebody could be found by.
func TestASealedAskerCountsOnceAndJustNow(t *testing.T) {
	t.Parallel()
	s := newSealedStage(t)
	ctx := t.Context()
	first := s.opened("u0", "anna", sayings[0][0])
	ask := func(cause string, id claim.PersonID) int {
		p := s.person(id)
		r, err := s.desk.Receive(ctx, cause, p, p.Address, said(sayings[0][1]), claim.Truth, time.Time{})
		require.NoError(t, err)
		require.Equal(t, first.Code, r.Into.Code)
		return r.Others()
	}
	for i := range 4 {
		require.Zero(t, ask(fmt.Sprint("a", i), "anna"))
	}
	for i := range 5 {
		require.Equal(t, 1, ask(fmt.Sprint("b", i), "bota"))
	}
	require.Equal(t, 2, ask("d", "dana"))
	require.Len(t, s.claim(first.Code).Requesters, 11, "each of their messages can still be taken apart")
	for _, a := range s.claim(first.Code).Requesters {
		require.Equal(t, start, a.At)
		require.Empty(t, a.Person)
	}
	s.clock.Advance(15 * time.Minute)
	require.Equal(t, 3, ask("d2", "dana"), "nobody knows any more that she asked")
}

// Who asked several times is told once of what came of it, however often they ask afterwards.
func TestWhoAskedSeveralTimesIsToldOnce(t *testing.T) {
	t.Parallel()
	s, identity := sealedStage(t)
	ctx := t.Context()
	s.join("v1", "v2", "v3")
	first := s.opened("u0", "anna", sayings[0][0])
	s.publish(first.Code)
	p := s.person("anna")
	for i := range 6 {
		store, reader := s.open()
		store.WithAskersKey(redisstore.AskersKey{As: []age.Identity{identity}})
		told, err := reader.TellSealed(ctx, store)
		require.NoError(t, err)
		require.Equal(t, max(0, 1-i), told, "before she asks for the %d. time", i+2)
		s.clock.Advance(time.Minute)
		_, err = s.desk.Receive(ctx, fmt.Sprint("u", i+1), p, p.Address, said(sayings[0][1]), claim.Truth, time.Time{})
		require.NoError(t, err)
	}
}

// newSealedStage is one where the bot must not know who asked.
func newSealedStage(t *testing.T) *stage {
	t.Helper()
	s, _ := sealedStage(t)
	return s
}

// sealedStage gives the key as well by which they are told.
func sealedStage(t *testing.T) (*stage, *age.X25519Identity) {
	t.Helper()
	s := newStage(t)
	s.rules.Policy.SealAskers = true
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	s.restart()
	s.store.WithAskersKey(redisstore.AskersKey{To: identity.Recipient()})
	s.reviewer("r")
	return s, identity
}
