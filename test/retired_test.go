package test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

// ofReviewers is a published result, and an operator.
const ofReviewers = `policy round=2 voters=2 most=4 confidence=0.4
operator Нурлан (ru)
person Аида (ru)
verifier Marat (ru)
verifier Timur (ru)
reviewer Olga (ru)
reviewer Dana (ru)
person Иван (ru)
Иван: Аэропорт Алматы закрыт до утра, об этом пишут все.
Иван presses [Это правда]
Marat presses [Ложь]
Timur presses [Ложь]
Olga presses [Одобрить]
`

// played plays a script and gives what the bot said after the last time that somebody asked for a status.
func played(t *testing.T, text string) (status string) {
	t.Helper()
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}}
	out := s.play(t, text)
	return out[strings.LastIndex(out, "/status"):]
}

func TestTheApprovalOfWhoReviewsNoMoreDoesNotCount(t *testing.T) {
	t.Parallel()
	for name, goes := range map[string]string{"banned": "Нурлан bans Olga", "left": "Olga: /leave", "forgotten": "Olga: /panic"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status := played(t, `policy round=2 voters=2 most=4 confidence=0.4
operator Нурлан (ru)
person Аида (ru)
verifier Marat (ru)
verifier Timur (ru)
reviewer Olga (ru)
reviewer Dana (ru)
person Иван (ru)
Иван: Нурлан Ахметов поджёг акимат в Алматы, так говорят.
Иван presses [Это правда]
Marat presses [Ложь]
Timur presses [Ложь]
Olga: /approve CODE1 clears
`+goes+`
Dana: /approve CODE1 clears
… 3h later
Аида: /status CODE1
`)
			require.NotContains(t, status, "Это ложь", "one reviewer is left of the two who approved it")
		})
	}
}

func TestTheProposalOfWhoReviewsNoMoreIsNotConfirmed(t *testing.T) {
	t.Parallel()
	for name, goes := range map[string]string{"banned": "Нурлан bans Olga", "left": "Olga: /leave", "forgotten": "Olga: /panic"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status := played(t, ofReviewers+`Olga: /correct CODE1 правда | так вышло
`+goes+`
Dana: /correct CODE1 правда | так вышло
Аида: /status CODE1
`)
			require.Contains(t, status, "Это ложь", "only one who reviews wants it otherwise")
		})
	}
}

func TestTwoOfOneInvitationCountAsOneAlsoWhenTheFirstLeaves(t *testing.T) {
	t.Parallel()
	status := played(t, ofReviewers+`person Первый (ru)
person Второй (ru)
Нурлан: /invite reviewer 2 7
Первый joins
Второй joins
Первый: /correct CODE1 правда | так вышло
Первый: /leave
Второй: /correct CODE1 правда | так вышло
Аида: /status CODE1
`)
	require.Contains(t, status, "Это ложь")
}
