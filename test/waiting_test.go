package test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

const (
	cast = `policy round=2 voters=2 most=4 confidence=0.4
person Аида (ru)
verifier Marat (ru)
verifier Timur (ru)
reviewer Olga (ru)
reviewer Dana (ru)
person Иван (ru)
`
	castAndResult = cast + `Иван: Аэропорт Алматы закрыт до утра, об этом пишут все.
Иван presses [Это правда]
Marat presses [Ложь]
Timur presses [Ложь]
Olga presses [Одобрить]
`
)

// begun plays the beginning of a conversation, with which a test goes on.
func begun(t *testing.T, text string) (*script, string) {
	t.Helper()
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}}
	return s, s.play(t, text)
}

// and plays on.
func (s *script) and(text string) string {
	s.t.Helper()
	s.out.Reset()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" {
			continue
		}
		s.out.WriteString(line + "\n")
		s.act(s.expand(line))
		s.told()
	}
	return s.out.String()
}

// withdraws has Olga withdraw a claim in three steps.
func (s *script) withdraws(code string) {
	s.t.Helper()
	s.pass(time.Second)
	olga, bare := s.who("Olga"), strings.ReplaceAll(code, "-", "")
	olga.Says("/takedown " + code)
	s.settle()
	for _, verb := range []string{"d", "D"} {
		all := olga.Inbox()
		olga.PressesData(all[len(all)-1], verb+"|"+bare+"|harmful")
		s.settle()
	}
}

// TestWhatTelegramEditsByItselfEndsNoSilence: Telegram sends edited_message by itself: of a live location that somebody shares, and when fields change that no bot sees.
func TestWhatTelegramEditsByItselfEndsNoSilence(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, cast)
	aida := s.who("Аида")
	where := aida.SendsOther("location", map[string]any{"latitude": 43.2, "longitude": 76.9, "live_period": 3600})
	words := aida.Says("Правда, что в городе нет хлеба уже два дня?")
	s.settle()
	s.told()
	s.and("Аида: /panic\n")
	aida.Edits(where, "")
	aida.Edits(words, "Правда, что в городе нет хлеба уже три дня?")
	s.settle()
	s.out.Reset()
	s.told()
	require.NotContains(t, s.out.String(), "→ Аида", "nobody wrote")
}

func TestAnswersThatWaitRepeatNothingThatIsWithdrawn(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, castAndResult)
	s.and(`Telegram is cut off
Аида: /status CODE1
Dana: Аэропорт Алматы закрыт до утра, об этом пишут все.
Иван: /mine
Marat: /relay CODE1
`)
	s.withdraws(s.codes[0])
	out := s.and("Telegram is back\n… 1m later\nАида: /takedowns\n")
	log := out[strings.LastIndex(out, "/takedowns"):]
	require.Contains(t, log, s.codes[0], "it is withdrawn")
	require.NotContains(t, out, "Аэропорт Алматы закрыт")
}

// TestNoBulletinRepeatsWhatIsWithdrawn: also until the next ones are issued by the schedule.
func TestNoBulletinRepeatsWhatIsWithdrawn(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, castAndResult+"bulletins\n")
	s.withdraws(s.codes[0])
	out := s.and("Аида: /bulletin CODE1\nАида: /bulletin\n")
	require.NotContains(t, out, "Аэропорт Алматы закрыт")
}

func TestNobodyIsTooFastToPanic(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, cast)
	out := s.and("Аида floods Аэропорт\nАида: /panic\n")
	require.Contains(t, out, "Стёрто", "somebody in danger is told that they write too fast")
}

// TestNoPressTellsAStrangerWhatIsAsked: what a stranger gets to see of a claim that is not out does not depend on what is asked about it.
func TestNoPressTellsAStrangerWhatIsAsked(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, `policy round=2 voters=2 most=4 confidence=0.4
verifier Marat (en)
verifier Timur (en)
reviewer Olga (en)
person Ivan (en)
person Vera (en)
Vera: /start
Ivan: They say that the airport in Almaty is closed until Friday for all flights.
Ivan presses [Is it true]
Ivan: Where was this video of the square with the soldiers filmed, does anybody know?
Ivan presses [Where and when]
Ivan forwards channel State TV: photo He confessed on television that he was paid
Ivan presses [Who is this]
Ivan presses [Police]
Ivan: on the evening news of 8 January 2022
`)
	require.Len(t, s.codes, 3)
	vera := s.who("Vera")
	for verb := range strings.FieldsSeq("q s a p k c e w r T d D K o N t R i I h v V O u X j J 2 0 C P y = / A") {
		var said []string
		for _, code := range s.codes {
			s.told()
			s.out.Reset()
			s.pass(2200 * time.Millisecond)
			vera.PressesData(vera.Inbox()[0], verb+"|"+strings.ReplaceAll(code, "-", "")+"|")
			s.settle()
			s.told()
			said = append(said, strings.ReplaceAll(s.out.String(), code, "CODE"))
		}
		if said[0] != said[1] || said[0] != said[2] {
			t.Errorf("%s|CODE|:\n%s--\n%s--\n%s", verb, said[0], said[1], said[2])
		}
	}
}

func TestSMSThatWaitRepeatNothingThatIsWithdrawn(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, strings.Replace(cast, "policy", "policy sms=+77010000000", 1)+`phone +77011234567: РАСТАУ Правда, что в Алматы отравили водопровод и воду пить нельзя?
`)
	for _, line := range []string{"Marat presses [Ложь]", "Timur presses [Ложь]", "Olga presses [Одобрить]"} {
		s.act(line)
	}
	s.withdraws(s.codes[0])
	got := s.carrier("GET", "send", "", "").Body.String()
	t.Log(got)
	require.Contains(t, got, s.codes[0])
	require.NotContains(t, got, "водопровод")
}

func TestAnOfferThatWaitsRepeatsNothingThatIsWithdrawn(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, castAndResult)
	s.and("Telegram is cut off\nАида: Говорят, аэропорт в городе Алматы не работает и закрыт на всю ночь из-за стрельбы.\n")
	s.withdraws(s.codes[0])
	out := s.and("Telegram is back\n… 1m later\n")
	require.NotContains(t, out, "Аэропорт Алматы закрыт")
}

func TestTheLastWordAfterPanicDoesNotComeHoursLater(t *testing.T) {
	t.Parallel()
	s, _ := begun(t, cast+"Аида: /start\nTelegram is cut off\n")
	s.and("Аида: /panic\n… 5h later\n")
	out := s.and("Telegram is back\n… 1m later\n")
	require.NotContains(t, out, "→ Аида", "who has the phone by now reads it")
}
