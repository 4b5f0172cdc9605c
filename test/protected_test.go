package test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/race"
	"github.com/rastau/rastau/verification/claim"
)

// words are the first of each match in a source of the handlers.
func words(t *testing.T, file, pattern string) []string {
	t.Helper()
	source, err := os.ReadFile(file)
	require.NoError(t, err)
	var all []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(source), -1) {
		all = append(all, m[1])
	}
	return all
}

// TestWhatIsWorkedOnIsProtected has a volunteer and a reviewer give every command and press every button that there is, about a claim
// that is asked, and about one that is reviewed: whatever shows them what it says, or its files, can be neither forwarded nor copied.
func TestWhatIsWorkedOnIsProtected(t *testing.T) {
	t.Parallel()
	var acts []string
	for _, c := range words(t, "../handlers/router.go", `"(\w+)": +(?:as\(|\(\*session\))`) {
		acts = append(acts, "/"+c, "/"+c+" CODE", "/"+c+" CODE false")
	}
	for _, v := range words(t, "../handlers/callback/verbs.go", `(?m)^\t[A-Z]\w+ += "(.+?)"`) {
		acts = append(acts, v+"|BARE|", v+"|BARE|1")
	}
	require.Greater(t, len(acts), 230)
	for i, decided := range []bool{false, true} {
		for k, name := range []string{"Marat", "Olga"} {
			t.Run(fmt.Sprintf("%s, decided: %t", name, decided), func(t *testing.T) {
				t.Parallel()
				shown := 0
				var w *walk
				for n, act := range acts {
					if race.Enabled && n%4 != 2*i+k {
						continue // with the detector each is done by one of the four
					}
					if w == nil || w.over() {
						w = newWalk(t, decided)
					}
					shown += w.tries(name, act)
					if leaves.MatchString(act) {
						w = nil
					}
				}
				require.Greater(t, shown, map[bool]int{false: 4, true: 0}[race.Enabled], "they are shown the claim now and then")
			})
		}
	}
}

// leaves are the acts after which somebody works on nothing any more.
var leaves = regexp.MustCompile(`^(/forget|/panic|/leave|/pause|f\|)`)

// canary stands in what those are shown who work on the claim, and nowhere else.
const canary = "канарейка"

// walk is a claim about which somebody tries everything.
type walk struct {
	*script
	code   string
	status claim.Status
	tried  int
}

func newWalk(t *testing.T, decided bool) *walk {
	t.Helper()
	s, _ := begun(t, `policy round=2 voters=2 most=4 confidence=0.4
person Иван (ru)
operator Нурлан (ru)
verifier Marat (ru)
verifier Timur (ru)
reviewer Olga (ru)
reviewer Dana (ru)
Иван sends photo Правда, что `+canary+` вылетела из шахты?
Иван presses [Это правда]
`)
	w := &walk{script: s, code: s.codes[0]}
	for _, name := range []string{"Marat", "Timur"} {
		if decided {
			w.who(name).Says("/vote " + w.code + " false https://example.org/" + canary)
			w.settle()
		}
	}
	w.status = w.now()
	return w
}

func (w *walk) now() claim.Status {
	w.t.Helper()
	c, err := w.app.Desk.Claim(w.t.Context(), claim.Code(strings.ReplaceAll(w.code, "-", "")))
	require.NoError(w.t, err)
	return c.Status
}

// over reports whether something that was tried changed what can be tried.
func (w *walk) over() bool { return w.now() != w.status }

// tries has somebody do one thing, and counts the messages that showed the claim.
func (w *walk) tries(name, act string) int {
	w.t.Helper()
	u := w.who(name)
	act = strings.NewReplacer("CODE", w.code, "BARE", strings.ReplaceAll(w.code, "-", "")).Replace(act)
	if strings.HasPrefix(act, "/") {
		u.Says(act)
	} else {
		all := u.Inbox()
		u.PressesData(all[len(all)-1], act)
	}
	w.settle()
	if w.tried++; w.tried%8 == 0 {
		w.pass(time.Minute) // nobody is too fast
	}
	return w.check(act)
}

// check counts the messages that showed the claim to those who work on it.
func (w *walk) check(act string) (shown int) {
	w.t.Helper()
	for _, name := range []string{"Marat", "Timur", "Olga", "Dana"} {
		for _, m := range w.who(name).News() {
			sent := len(m.Media) > 0 && len(m.Media[0].Bytes) == 0 // not made by the bot
			if m.FromBot && (sent || strings.Contains(m.Text, canary)) {
				require.True(w.t, m.Protected || w.over(), "%s was shown by %s: %s", name, act, m.Text)
				shown++
			}
		}
	}
	return shown
}
