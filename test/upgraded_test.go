package test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/vault"
)

// upgrade makes a group a supergroup, and lets the bot be told.
func (s *script) upgrade(what string) {
	s.t.Helper()
	title, tells, _ := strings.Cut(what, ": ")
	var all []string
	if tells != "" {
		all = strings.Split(tells, ", ")
	}
	is := s.group(title).Upgrade(all...)
	s.groups[title] = is
	for i, p := range s.places {
		if p.name == title {
			s.places[i].group = is
		}
	}
	s.handled()
	s.settleMoving()
}

// inGroup is what a group had of the bot before it became a supergroup: a greeting, settings that are its own, a result, and the
// answer to a question.
const inGroup = ofReviewers + `group Двор of Аида
Аида adds Двор as administrator
Аида in Двор: /subscribe
Аида presses [Кыргызча] in Двор
Аида in Двор: В городе закончился хлеб, магазины пустые, завтра не привезут.
Аида replies in Двор: /check
Аида presses [Это правда] in Двор
Marat: /vote CODE2 ложь
Timur: /vote CODE2 ложь
Olga: /approve CODE2
`

// corrected is what two reviewers do.
const corrected = `Olga: /correct CODE2 правда | хлеба и правда нет
Dana: /correct CODE2 правда | хлеба и правда нет
`

// upgrades are the ways in which the bot may hear that a group has become a supergroup: Telegram promises no order.
var upgrades = []string{
	"to, from, in", "to, in, from", "from, to, in", "from, in, to", "in, to, from", "in, from, to", "out, in, to, from", "out, to, from, in",
	"in, out, from, to", "to", "from", "in, to", "to, to, from, from, in, to",
	"", // it hears of it when it writes there
}

// TestAGroupThatBecomesASupergroupIsTheSame: whatever the bot is told, in which order, its settings go along, it is greeted once, what
// it read is corrected there and called a correction, what was asked there is answered there, and nothing is left under its old name.
func TestAGroupThatBecomesASupergroupIsTheSame(t *testing.T) {
	t.Parallel()
	for _, tells := range upgrades {
		t.Run(tells, func(t *testing.T) {
			t.Parallel()
			s := &script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}}
			s.play(t, inGroup)
			old := s.group("Двор")
			require.Contains(t, textsIn(old), "🔴 Бул жалган", "the result is there")
			s.and("Аида upgrades Двор: " + tells + "\n")
			is := s.group("Двор")
			s.and(corrected)
			s.settleMoving()
			require.Equal(t, 1, strings.Count(textsIn(old), "Здесь я буду публиковать")+strings.Count(textsIn(is), "Здесь я буду публиковать"), "greeted once")
			posts := textsIn(is)
			require.Contains(t, posts, "❗️ Исправление")
			require.Contains(t, posts, "🟢 Это правда")
			require.Contains(t, posts, "🟢 Бул чын", "in both its languages")
			require.NotContains(t, textsIn(old), "Исправление")
			for _, m := range is.Messages() {
				require.Zero(t, m.ReplyTo, "there is nothing that it could answer")
				require.Zero(t, m.Edits, "nor change")
			}
			s.and("Аида in Двор: /subscribe\n")
			require.Contains(t, textsIn(is), "Языки: Русский, Кыргызча")
			s.nothingLeft(old.ID(), is.ID())
		})
	}
}

func textsIn(g *telegramtest.Group) string {
	var all []string
	for _, m := range g.Messages() {
		if m.FromBot && !m.Deleted {
			all = append(all, m.Text)
		}
	}
	return strings.Join(all, "\n")
}

// nothingLeft looks through all of Redis for a chat's names: in the names of keys, in what stands in them, and in what is sealed there.
func (s *script) nothingLeft(old, is int64) {
	t := s.t
	t.Helper()
	keys, err := vault.ParseKeys([]byte(harness.Keys))
	require.NoError(t, err)
	v := vault.New(keys)
	client := s.redis.(*redis.Client)
	all := string(harness.Everything(t, client))
	require.Contains(t, all, v.Pseudonym("chat", is))
	for _, name := range []string{v.Pseudonym("chat", old), fmt.Sprint(old)} {
		for line := range strings.Lines(all) {
			require.NotContains(t, line, name, "what is left")
		}
	}
	for _, text := range s.codes {
		code, ok := claim.ParseCode(text)
		require.True(t, ok)
		c, err := s.app.Desk.Claim(t.Context(), code)
		require.NoError(t, err)
		for _, a := range c.Requesters {
			require.NotEqual(t, fmt.Sprint(old), a.Address)
		}
	}
}
