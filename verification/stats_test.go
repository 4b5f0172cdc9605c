package verification_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

// TestStatsTellWhatIsOpenNow: what was ever opened is another number than what is open, and volunteers who rest are not counted.
func TestStatsTellWhatIsOpenNow(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.ended()
	kk, ru := []claim.Language{claim.Kazakh}, []claim.Language{claim.Russian}
	s.volunteer("a", kk)
	s.volunteer("b", append(kk, ru...))
	s.volunteer("c", ru)
	_, err := s.desk.SetChecks(t.Context(), "c", func(p *claim.Person) { p.Paused = true })
	require.NoError(t, err)
	s.opened("open", "citizen2", "Завтра закроют все школы города Алматы?")
	stats, err := s.desk.Stats(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, stats.Facts[claim.KindOpened])
	require.Equal(t, map[claim.Status]int{claim.StatusOpen: 1}, stats.Now)
	require.Equal(t, map[claim.Language]int{claim.Kazakh: 2, claim.Russian: 1}, stats.Volunteers)
	require.Equal(t, 2, stats.All)
}

// TestNobodyIsToldThatVolunteersAreAskedWhereNobodyCanBe counts who reads the claim, rests, and asks it themselves.
func TestNobodyIsToldThatVolunteersAreAskedWhereNobodyCanBe(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	russian := []claim.Language{claim.Russian}
	c := s.opened("open", "asker", "Завтра закроют все школы города Алматы?")
	require.False(t, s.reaches(c), "there is nobody")
	s.volunteer("english", []claim.Language{claim.English})
	require.False(t, s.reaches(c), "they do not read it")
	s.volunteer("asker", russian)
	require.False(t, s.reaches(c), "nobody checks what they ask")
	s.volunteer("reads", russian)
	require.True(t, s.reaches(c))
	_, err := s.desk.SetChecks(t.Context(), "reads", func(p *claim.Person) { p.Paused = true })
	require.NoError(t, err)
	require.False(t, s.reaches(c), "they rest")
}

// TestNobodyIsToldThatVolunteersAreAskedWhileAllAreBusy: each is asked as much as they may be, until one has answered.
func TestNobodyIsToldThatVolunteersAreAskedWhileAllAreBusy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	russian := []claim.Language{claim.Russian}
	for i := range 3 {
		s.volunteer(claim.PersonID(fmt.Sprint("reads", i)), russian)
	}
	var first *claim.Claim
	for i, text := range []string{
		"Завтра закроют все школы города Алматы на месяц.", "В Шымкенте перестали продавать бензин без талонов.",
		"Аэропорт Бишкека захватили вооружённые люди.", "Курс доллара вырастет вдвое до конца недели.",
		"Больницы Караганды больше не принимают раненых.", "Из зоопарка Ташкента сбежали два тигра.",
	} {
		c := s.opened(fmt.Sprint("open", i), claim.PersonID(fmt.Sprint("asker", i)), text)
		if i == 0 {
			first = c
			require.True(t, s.reaches(c))
		}
	}
	last := s.opened("last", "asker", "Говорят, что мост через реку заминирован и автобусы не ходят.")
	require.False(t, s.reaches(last), "all hold as many questions as they may")
	now, err := s.desk.Claim(t.Context(), first.Code)
	require.NoError(t, err)
	require.True(t, s.reaches(now), "those who are asked already are asked")
	s.volunteer("free", russian)
	require.True(t, s.reaches(last))
}

func (s *stage) reaches(c *claim.Claim) bool {
	s.t.Helper()
	yes, err := s.desk.Reaches(s.t.Context(), c)
	require.NoError(s.t, err)
	return yes
}
