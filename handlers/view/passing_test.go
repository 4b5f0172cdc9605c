package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// passed are the forms in which people pass results on: a picture, words read out, an SMS.
func passed(s locale.Speaker, c *claim.Claim) map[string]string {
	return map[string]string{
		"card": fmt.Sprintf("%+v", view.Card(s, c.Public(), "rastau_bot")), "script": view.Script(s, c.Public(), "rastau_bot", ""), "SMS": view.SMSResult(s, c.Public(), false),
	}
}

func TestPersonalDataAreNotPassedOn(t *testing.T) {
	t.Parallel()
	const phone = "+7 701 123 45 67"
	for name, put := range map[string]func(c *claim.Claim){
		"in the claim":    func(c *claim.Claim) { c.Content.Text = "Звоните " + phone },
		"in an answer":    func(c *claim.Claim) { c.Candidates[0].Text = "Викрам, " + phone },
		"in a correction": func(c *claim.Claim) { c.Version, c.Note = 2, "теперь "+phone },
		"in its origin": func(c *claim.Claim) {
			c.Content.Origin = &claim.Origin{Kind: string(bot.FromChannel), Name: "Новости " + phone}
		},
	} {
		c := named()
		put(c)
		for l, s := range speakers(t) {
			for form, text := range passed(s, c) {
				require.NotContains(t, text, "123 45 67", "%s, %s, %s", name, form, l)
				require.NotContains(t, text, "1234567", "%s, %s, %s", name, form, l)
			}
		}
	}
}

func TestWhatIsWithdrawnIsNotPassedOn(t *testing.T) {
	t.Parallel()
	c := named()
	for l, s := range speakers(t) {
		c.Status = claim.StatusPublished
		for form, text := range passed(s, c) {
			require.Contains(t, text, "Ruzakhunov", "%s, %s", form, l)
			require.Contains(t, text, "Who is he?", "%s, %s", form, l)
		}
		c.Status, c.Withdrawn = claim.StatusTakenDown, claim.WithdrawnWrong
		for form, text := range passed(s, c) {
			require.NotContains(t, text, "Ruzakhunov", "%s, %s", form, l)
			require.NotContains(t, text, "Who is he?", "%s, %s", form, l)
		}
	}
}

func TestANameThatIsKeptBackIsNotPassedOn(t *testing.T) {
	t.Parallel()
	c := named()
	c.Nameless = true
	for l, s := range speakers(t) {
		for form, text := range passed(s, c) {
			require.NotContains(t, text, "Ruzakhunov", "%s, %s", form, l)
		}
	}
}

// TestCustodyIsPassedOnWithTheResult also where there is hardly room for it.
func TestCustodyIsPassedOnWithTheResult(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{true, false} {
		for _, length := range []int{1, 20, bulletin.MaxAnswer} {
			c := named()
			c.Custody = held
			c.Content.Text = moderation.Foreign(strings.Repeat("Бұл кім екен? ", length))
			c.Candidates[0].Text = moderation.Foreign(strings.Repeat("ә", length))
			for l, s := range speakers(t) {
				label := view.Plain(s.T("result.custody"))
				for form, text := range passed(s, c) {
					require.Equal(t, held, strings.Contains(text, label), "%s, %s: %s", form, l, text)
				}
				require.True(t, view.FitsSMS(view.SMSResult(s, c.Public(), false)), "%s", l)
			}
		}
	}
}
