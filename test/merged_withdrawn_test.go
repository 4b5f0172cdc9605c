package test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

const mergedAndPosted = `channel Вести of Аида
Аида adds Вести as administrator
Аида: Говорят, аэропорт в городе Алматы не работает и закрыт на всю ночь из-за стрельбы.
Аида presses [Ничего из этого]
Аида presses [Это правда]
Marat: /vote CODE2 ложь
Timur: /vote CODE2 ложь
Olga: /approve CODE2
`

func TestWhatWasMergedIsWithdrawnWithWhatItLeadsTo(t *testing.T) {
	t.Parallel()
	s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}}
	s.play(t, ofReviewers+mergedAndPosted)
	all := func() string {
		var texts []string
		for _, m := range s.group("Вести").Messages() {
			texts = append(texts, m.Text)
		}
		return strings.Join(texts, "\n")
	}
	require.Contains(t, all(), "из-за стрельбы")
	s.and("Olga: /merge CODE2 CODE1\nDana: /merge CODE2 CODE1\n")
	require.NotContains(t, all(), "из-за стрельбы", "it goes on as another one, and repeats nothing")
	require.Contains(t, all(), s.codes[1]+" ")
	s.withdraws(s.codes[0])
	require.Contains(t, all(), "⛔️", "its post says that it is withdrawn")
	require.NotContains(t, all(), "из-за стрельбы")
	out := s.and("Иван: /status CODE2\nИван: /takedowns\n")
	require.NotContains(t, out, "из-за стрельбы")
	require.Contains(t, out[strings.LastIndex(out, "/takedowns"):], s.codes[1], "it stands in the list of what was withdrawn")
}
