package verification_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// However many claims however many accounts send in an hour, in whatever order, the first claim of anybody else is taken as long as no
// more than three times as many are as an hour has room for; that of who has been known for a while, up to four times as many; and
// never is more taken than that. What is refused does not count.
func TestAFirstClaimFindsRoomWhateverOthersSend(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	rapid.Check(t, func(r *rapid.T) {
		s.begin()
		hour := rapid.IntRange(2, 6).Draw(r, "hour")
		s.rules.Policy.PerDay, s.rules.Policy.Overall = rapid.IntRange(1, 8).Draw(r, "day"), hour
		s.restart()
		sent, accepted, of := 0, 0, map[claim.PersonID]int{}
		send := func(p claim.Person) error {
			sent++
			_, err := s.desk.Submit(t.Context(), fmt.Sprint("sent", sent), p, "at", claim.Content{Text: moderation.Foreign(fmt.Sprint("claim ", sent))})
			if err == nil {
				accepted++
				of[p.ID]++
			}
			return err
		}
		accounts := rapid.IntRange(1, 40).Draw(r, "accounts")
		for range rapid.IntRange(0, 40).Draw(r, "claims") {
			n := rapid.IntRange(0, accounts-1).Draw(r, "account")
			id, before, since := claim.PersonID(fmt.Sprint("account", n)), accepted, s.clock.Now()
			if n%3 > 0 { // known for a while
				since = time.Time{}
			}
			err := send(claim.Person{ID: id, Since: since})
			if before < hour/2 && of[id] < s.rules.Policy.PerDay && err != nil {
				r.Fatal("refused in the first half of an hour")
			}
		}
		newcomer := send(claim.Person{ID: "newcomer", Since: s.clock.Now()})
		if (newcomer == nil) != (accepted-map[bool]int{true: 1}[newcomer == nil] < 3*hour) {
			r.Fatal("a newcomer's first claim, of", accepted, newcomer)
		}
		if err := send(claim.Person{ID: "known"}); (err == nil) != (accepted-map[bool]int{true: 1}[err == nil] < 4*hour) {
			r.Fatal("a known person's first claim, of", accepted, err)
		}
		require.LessOrEqual(t, accepted, 4*hour)
	})
}

// Forty accounts that send fifty claims each get half an hour's room, and nobody else is kept out.
func TestFortyAccountsDoNotUseUpTheHour(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.PerDay, s.rules.Policy.Overall = 50, 200
	s.restart()
	taken := 0
	for i := range 40 {
		p := s.person(claim.PersonID(fmt.Sprint("account", i)))
		for n := range 8 {
			_, err := s.desk.Submit(t.Context(), fmt.Sprint(i, ".", n), p, "at", claim.Content{Text: moderation.Foreign(fmt.Sprint("claim ", i, n))})
			if err == nil {
				taken++
			} else {
				require.ErrorIs(t, err, claim.HourFull)
			}
		}
	}
	require.LessOrEqual(t, taken, 200)
	for i := range 50 {
		_, err := s.desk.Submit(t.Context(), fmt.Sprint("other", i), s.person(claim.PersonID(fmt.Sprint("other", i))), "at",
			claim.Content{Text: moderation.Foreign(fmt.Sprint("another ", i))})
		require.NoError(t, err)
	}
	s.clock.Advance(time.Hour)
	_, err := s.desk.Submit(t.Context(), "later", s.person("account39"), "at", claim.Content{Text: "a later one"})
	require.NoError(t, err)
}

// A claim that is tried again after a crash is the same of its sender's day.
func TestAClaimThatIsTriedAgainCountsOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for range 3 {
		nth, err := s.store.Count(t.Context(), verification.Counted{What: "sent", By: "p", Cause: "cause", At: start, Per: 24 * time.Hour, Most: 1})
		require.NoError(t, err)
		require.Equal(t, 1, nth)
	}
	nth, err := s.store.Count(t.Context(), verification.Counted{What: "sent", By: "p", Cause: "another", At: start, Per: 24 * time.Hour, Most: 1})
	require.NoError(t, err)
	require.Zero(t, nth)
}
