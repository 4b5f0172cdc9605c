package verification_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
)

// TestStatsTellWhatIsOpenNow: what was ever opened is another number than what is open, and volunteers who rest are not counted.
func TestStatsTellWhatIsOpenNow(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.ended()
	kk, ru := []verification.Language{verification.Kazakh}, []verification.Language{verification.Russian}
	s.volunteer("a", kk)
	s.volunteer("b", append(kk, ru...))
	s.volunteer("c", ru)
	_, err := s.desk.SetChecks(t.Context(), "c", func(p *verification.Person) { p.Paused = true })
	require.NoError(t, err)
	s.opened("open", "citizen2", "Завтра закроют все школы города Алматы?")
	stats, err := s.desk.Stats(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, stats.Facts[verification.Opened])
	require.Equal(t, map[verification.Status]int{verification.StatusOpen: 1}, stats.Now)
	require.Equal(t, map[verification.Language]int{verification.Kazakh: 2, verification.Russian: 1}, stats.Volunteers)
	require.Equal(t, 2, stats.All)
}

// TestNobodyIsToldThatVolunteersAreAskedWhereNobodyCanBe counts who reads the claim, rests, and asks it themselves.
func TestNobodyIsToldThatVolunteersAreAskedWhereNobodyCanBe(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	reaches := func(c *verification.Claim) bool {
		t.Helper()
		yes, err := s.desk.Reaches(t.Context(), c)
		require.NoError(t, err)
		return yes
	}
	russian := []verification.Language{verification.Russian}
	c := s.opened("open", "asker", "Завтра закроют все школы города Алматы?")
	require.False(t, reaches(c), "there is nobody")
	s.volunteer("english", []verification.Language{verification.English})
	require.False(t, reaches(c), "they do not read it")
	s.volunteer("asker", russian)
	require.False(t, reaches(c), "nobody checks what they ask")
	s.volunteer("reads", russian)
	require.True(t, reaches(c))
	_, err := s.desk.SetChecks(t.Context(), "reads", func(p *verification.Person) { p.Paused = true })
	require.NoError(t, err)
	require.False(t, reaches(c), "they rest")
}
