package test

import (
	"io"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/test/harness"
)

// TestAReviewerSendsSomethingForPractice has one proposed as a reply, before anybody is asked, which works where askers are sealed, too.
func TestAReviewerSendsSomethingForPractice(t *testing.T) {
	t.Parallel()
	for name, sealed := range map[string]bool{"askers known": false, "askers sealed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			me, err := age.GenerateX25519Identity()
			require.NoError(t, err)
			h := newHouse(t, io.Discard, 3, func(s *config.Settings) {
				if sealed {
					s.SealAskersTo = me.Recipient().String()
				}
				s.Policy.RoundSize, s.Policy.MinVoters, s.Policy.MaxAsked, s.Policy.Confidence = 3, 3, 6, .51
			})
			operator := h.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
			join := func(role string) *telegramtest.User {
				u := h.tg.User(telegramtest.Profile{FirstName: role, Language: "en"})
				operator.Says("/invite " + role)
				h.settle()
				_, word, _ := strings.Cut(harness.Latest(t, operator).Text, "?start=")
				u.Says("/start " + strings.TrimSpace(word))
				h.settle()
				return u
			}
			first, second, old := join("reviewer"), join("reviewer"), join("verifier")
			citizen := h.tg.User(telegramtest.Profile{FirstName: "Dana", Language: "en"})
			text := first.Says(question)
			h.settle()
			heard := len(old.Inbox())
			citizen.Replies(citizen.Says("something else entirely"), "/known false")
			h.settle()
			require.Contains(t, harness.Latest(t, citizen).Text, "Only editors")
			first.Replies(text, "/known nonsense")
			h.settle()
			require.Contains(t, harness.Latest(t, first).Text, "not one of the answers")
			first.Replies(text, "/known false")
			h.settle()
			require.Contains(t, harness.Latest(t, first).Text, "it takes two editors")
			require.Contains(t, harness.Latest(t, second).Text, "says the outcome")
			h.pass(time.Minute)
			require.Len(t, old.Inbox(), heard, "nobody is asked before it is confirmed")
			second.Presses(harness.Latest(t, second), "Confirm")
			h.settle()
			require.Contains(t, harness.Latest(t, first).Text, "a practice question")

			fresh := join("verifier")
			h.pass(time.Minute)
			require.Contains(t, harness.Latest(t, fresh).Text, question)
			require.Len(t, old.Inbox(), heard, "who practises no more is not asked")
			first.Replies(text, "/known true")
			h.settle()
			require.Contains(t, harness.Latest(t, first).Text, "People asked this", "it is checked already")
		})
	}
}
