package test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/test/harness"
)

// question is what is asked about, once as work and once to practise on.
const question = "They say that bread is sold by ration card from Monday in the whole city, as a letter without signature has it."

// act is what volunteers, a citizen and reviewers do about the claim with that code.
type act func(l *claimLife)

// claimLife is the life of one claim, on a bot of its own.
type claimLife struct {
	*house
	code       string
	volunteers []*telegramtest.User
	citizen    *telegramtest.User
	reviewer   *telegramtest.User // who did not ask
	channel    *telegramtest.Group
	owner      *telegramtest.User
	said       strings.Builder
	number     map[[2]any]int
	count      map[string]int
}

// says has somebody write something, and waits for what comes of it.
func (l *claimLife) says(u *telegramtest.User, text string) {
	u.Says(text)
	l.settle()
}

// presses has somebody press the newest button of that text; none is pressed when there is none, which shows in what follows.
func (l *claimLife) presses(u *telegramtest.User, text string) {
	for _, m := range slices.Backward(u.Inbox()) {
		if _, ok := m.Button(text); ok && !m.Deleted {
			u.Presses(m, text)
			l.settle()
			return
		}
	}
}

// live plays a life, and returns all that the volunteers, the citizen and the channel were sent, with when, and every answer to a press.
func live(t *testing.T, practice bool, acts []act) string {
	t.Helper()
	h := newHouse(t, io.Discard, 3, func(s *config.Settings) {
		s.Policy.RoundSize, s.Policy.MinVoters, s.Policy.MaxAsked, s.Policy.Confidence = 3, 3, 6, .51
	})
	l := &claimLife{house: h, number: map[[2]any]int{}, count: map[string]int{}}
	operator := h.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	join := func(role, name string) *telegramtest.User {
		u := h.tg.User(telegramtest.Profile{FirstName: name, Language: "en"})
		operator.Says("/invite " + role)
		h.settle()
		_, word, found := strings.Cut(harness.Latest(t, operator).Text, "?start=")
		require.True(t, found)
		u.Says("/start " + strings.TrimSpace(word))
		h.settle()
		return u
	}
	asker := join("reviewer", "Olga")
	l.reviewer = join("reviewer", "Bek")
	l.citizen = h.tg.User(telegramtest.Profile{FirstName: "Dana", Language: "en"})
	l.owner = h.tg.User(telegramtest.Profile{FirstName: "Owner", Language: "en"})
	l.channel = h.tg.Channel("News", l.owner)
	l.owner.Says("/start")
	h.settle()
	l.owner.Adds(l.channel, true)
	h.settle()
	l.says(asker, question)
	l.presses(asker, "Is it true?")
	l.code = harness.Code.FindString(harness.Latest(t, asker).Text)
	require.NotEmpty(t, l.code)
	if practice {
		l.says(asker, "/known "+l.code+" false")
		l.presses(l.reviewer, "Confirm")
		require.Contains(t, harness.Latest(t, asker).Text, "a practice question")
	} else { // as many messages, so that codes and times are the same
		l.says(asker, "/help")
		l.says(l.reviewer, "/help")
	}
	for i := range 3 {
		l.volunteers = append(l.volunteers, join("verifier", fmt.Sprint("V", i)))
	}
	h.pass(20 * time.Second)
	l.note(0)
	for i, a := range acts {
		a(l)
		h.settle()
		l.note(i + 1)
	}
	return l.said.String()
}

// note writes down what whoever is no reviewer was sent, and saw at a press, since the last time.
func (l *claimLife) note(after int) {
	fmt.Fprintf(&l.said, "after act %d, at %s\n", after, l.clock.Now().Format(time.DateTime))
	events := func(name string, news []telegramtest.Event) {
		for _, m := range news {
			key := [2]any{name, m.ID}
			if l.number[key] == 0 { // in this chat: the service numbers all messages of all chats
				l.count[name]++
				l.number[key] = l.count[name]
			}
			fmt.Fprintf(&l.said, "  %s #%d of %s edits=%d deleted=%t reply=%d protected=%t %q %v",
				name, l.number[key], m.At.Format(time.DateTime), m.Edits, m.Deleted, l.number[[2]any{name, m.ReplyTo}], m.Protected, m.Text, m.Buttons)
			for _, f := range m.Media {
				fmt.Fprintf(&l.said, " %s %s %x", f.Kind, f.Name, sha256.Sum256(f.Bytes))
			}
			l.said.WriteString("\n")
		}
	}
	for i, v := range l.volunteers {
		events(fmt.Sprint("V", i), v.News())
		fmt.Fprintf(&l.said, "  V%d saw %q\n", i, v.CallbackAnswers())
	}
	events("citizen", l.citizen.News())
	for _, c := range l.citizen.Cards() {
		fmt.Fprintf(&l.said, "  citizen finds %+v\n", c)
	}
	events("channel", l.owner.NewsIn(l.channel))
}

// TestPracticeReadsAsWork plays whole lives twice, once of a claim to practise on and once of one that is none, and compares
// everything that is sent to volunteers, to a stranger and to a channel, with the time.
func TestPracticeReadsAsWork(t *testing.T) {
	t.Parallel()
	each := func(do func(l *claimLife, v *telegramtest.User)) act {
		return func(l *claimLife) {
			for _, v := range l.volunteers {
				do(l, v)
			}
		}
	}
	looks := each(func(l *claimLife, v *telegramtest.User) {
		for _, command := range []string{"/status " + l.code, "/mine", "/me", "/card " + l.code, "/why " + l.code, "/relay " + l.code} {
			l.says(v, command)
		}
	})
	stranger := func(l *claimLife) {
		for _, command := range []string{"/status " + l.code, "/mine", "/card " + l.code, "/takedowns", "/vote " + l.code + " false", "/appeal " + l.code + " no"} {
			l.says(l.citizen, command)
		}
		l.citizen.Searches("bread ration card")
		l.settle()
	}
	sendsTheSame := func(l *claimLife) { l.says(l.citizen, question); l.presses(l.citizen, "Is it true?") }
	later := func(d time.Duration) act { return func(l *claimLife) { l.pass(d) } }
	presses := func(i int, button string) act {
		return func(l *claimLife) { l.presses(l.volunteers[i], button) }
	}
	says := func(i int, text string) act {
		return func(l *claimLife) { l.says(l.volunteers[i], strings.ReplaceAll(text, "CODE", l.code)) }
	}
	all := func(button string) act {
		return each(func(l *claimLife, v *telegramtest.User) { l.presses(v, button) })
	}
	next := each(func(l *claimLife, v *telegramtest.User) { l.says(v, "/next") })
	reviews := func(text string) act {
		return func(l *claimLife) { l.says(l.reviewer, strings.ReplaceAll(text, "CODE", l.code)) }
	}
	for name, acts := range map[string][]act{
		"nobody answers": {looks, stranger, next, later(3 * time.Hour), next, looks, later(46 * time.Hour), looks, stranger, next, says(0, "/vote CODE false"), sendsTheSame},
		"some answer": {
			presses(0, "True"), presses(0, "Change"), presses(0, "False"), presses(0, "Add a source"), says(0, "I saw https://example.org/a"),
			presses(0, "How I know"), presses(0, "I saw it"), next, looks,
			presses(1, "Skip"), next, says(1, "/vote CODE true"), later(time.Minute), presses(2, "I don't know"), next, stranger,
			later(20 * time.Second), later(49 * time.Hour), looks, stranger, says(2, "/vote CODE true"), presses(0, "Change"), says(0, "more"), sendsTheSame,
		},
		"it is decided and goes out": {
			all("False"), looks, stranger, next, presses(1, "Change"), presses(1, "False"), later(time.Hour), reviews("/approve CODE"), looks, stranger,
			says(0, "/vote CODE true"), presses(0, "Change"), sendsTheSame, later(49 * time.Hour), looks, stranger,
		},
		"others ask the same":          {sendsTheSame, presses(0, "False"), later(time.Minute), looks, presses(1, "False"), presses(2, "False"), reviews("/approve CODE"), stranger, looks},
		"it is about a private person": {presses(0, "private person"), next, looks, presses(1, "False"), later(time.Minute), stranger, presses(2, "Harm"), later(49 * time.Hour), looks, stranger},
		"it is withdrawn": {presses(0, "False"), func(l *claimLife) {
			l.says(l.reviewer, "/takedown "+l.code)
			l.presses(l.reviewer, "it cannot be checked")
			l.presses(l.reviewer, "Withdraw it")
		}, looks, stranger, next, later(49 * time.Hour), looks},
		"a volunteer leaves, one rests, one is cut off": {
			says(0, "/leave"), says(1, "/pause"), next, func(l *claimLife) { l.volunteers[2].Blocks(); l.settle(); l.volunteers[2].Unblocks() },
			later(3 * time.Hour), says(1, "/resume"), later(20 * time.Second), next, says(2, "/start"), next, looks, stranger, later(48 * time.Hour), looks,
		},
		"nobody is fit to be asked again": {each(func(l *claimLife, v *telegramtest.User) { l.presses(v, "Skip") }), next, later(time.Minute), next, looks, later(49 * time.Hour), looks, stranger},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			work, practice := live(t, false, acts), live(t, true, acts)
			require.Contains(t, work, "Is it true?", "the volunteers were asked")
			if diff := cmp.Diff(strings.Split(work, "\n"), strings.Split(practice, "\n")); diff != "" {
				t.Errorf("practice can be told from work (-work +practice):\n%s", diff)
			}
			require.NotContains(t, practice, "0001", "a time that is none")
		})
	}
}
