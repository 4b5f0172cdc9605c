package verification_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// TestAWithdrawalReachesWhoGetsTheResultMeanwhile: a result for many subscriptions is sent for minutes, and a digest is put
// together before it is sent: whoever gets either after a withdrawal is told of that, too.
func TestAWithdrawalReachesWhoGetsTheResultMeanwhile(t *testing.T) {
	t.Parallel()
	for _, during := range []string{"approval of r1", "digest"} {
		bad := 0
		s := newStage(t)
		for at := 1; ; at++ {
			s.begin()
			p := &play{question: claim.Truth, clock: s.clock}
			steps := p.steps()
			done := false
			var before []string // what had been said when the withdrawal was done
			for _, st := range steps {
				if st.name == during {
					s.cut.besides(at, func() {
						_, d := s.open()
						require.NoError(t, by("r2", func(ctx context.Context, d *verification.Service, who claim.Person) error {
							_, err := d.TakeDown(ctx, "down", who, p.code, claim.WithdrawnPrivate, "")
							return err
						})(t.Context(), d))
						s.heard.mu.Lock()
						for _, n := range s.heard.notices {
							before = append(before, n)
						}
						s.heard.mu.Unlock()
					})
				}
				if err := st.do(t.Context(), s.desk); err != nil && st.name != during {
					t.Log(at, st.name, err)
				}
				if st.name == during {
					done = s.cut.happened()
					s.cut.never()
					break
				}
			}
			if !done {
				break
			}
			// another process goes on with what is unsettled
			for range 3 {
				s.clock.Advance(smallRules.Policy.Lease)
				_ = sweep(t.Context(), s.desk)
			}
			// per recipient: got the result after the withdrawal was done, and never the withdrawal
			said := s.heard.all()
			for _, who := range []string{"channel", "paper", "citizen"} {
				var told, withdrawn bool
				for _, n := range said {
					if kind, rest, _ := strings.Cut(n, who+": "); rest != "" && (strings.HasPrefix(kind, "post") || strings.HasPrefix(kind, "digest") || strings.HasPrefix(kind, "tell")) {
						withdrawn = withdrawn || strings.HasPrefix(rest, "taken_down")
						told = told || strings.HasPrefix(rest, "published")
					}
				}
				if s.claim(p.code).Status == claim.StatusTakenDown && told && !withdrawn && !strings.Contains(strings.Join(before, "\n"), who+": published") {
					bad++
					if bad <= 4 {
						t.Logf("%s, withdrawn before call %d: said before %q; in the end %q", during, at, before, said)
					}
				}
			}
		}
		if bad > 0 {
			t.Errorf("%s: %d interleavings post the result and never its withdrawal", during, bad)
		}
	}
}
