package claim

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/moderation"
)

// Eight times as long a ledger takes about eight times as long to read and to work on; what looked at everything for each entry
// would take 64 times as long.
func TestTheCostOfAClaimGrowsWithItsLedgerAndNotFaster(t *testing.T) {
	t.Parallel()
	const size, times, most = 1000, 8, 28
	work := func(c *Claim) {
		_, _, _ = c.Due(), c.Wanted(), c.RequestedBy("nobody")
		c.TickAsOf(t0, t0, small)
		_ = c.draftDigest()
		_ = c.Naming("1")
	}
	for name, claim := range map[string]func(n int) func(){
		"evidence": func(n int) func() {
			facts := longLedger(Identity, n)
			facts = append(facts, decidedFact(t0))
			return func() { work(Replay("K7Q2MX", facts, len(facts), nil)) }
		},
		"names": func(n int) func() {
			facts := longLedger(Identity, 0)
			n /= 4 // all of them are remembered, see foldings
			for i := range n {
				facts = append(facts, &Answered{Meta: Meta{At: t0, By: PersonID(fmt.Sprint("v", i))}, Text: moderation.Foreign(fmt.Sprintf("Name Number%d", i))})
			}
			return func() { work(Replay("K7Q2MX", facts, len(facts), nil)) }
		},
		"objections": func(n int) func() {
			facts := longLedger(Truth, 15)
			facts = append(facts, decidedFact(t0), &Published{Meta: Meta{At: t0}, Verdict: decidedFact(t0).Verdict, Version: 1})
			reply := &Replied{Meta: Meta{At: t0, By: "r"}, Wording: Wording{Words: "thank you"}}
			for i := range n {
				by := PersonID(fmt.Sprint("p", i))
				facts = append(facts, &Appealed{Meta: Meta{At: t0, By: by}, Wording: Wording{Words: "no"}})
				reply.Whom = append(reply.Whom, by)
			}
			facts = append(facts, reply)
			return func() { work(Replay("K7Q2MX", facts, len(facts), nil)) }
		},
		"people asked, of a region that is dark": func(n int) func() {
			facts := longLedger(Truth, 0)
			facts = append(facts, &Widened{Meta: Meta{At: t0}, Sought: 3 * n})
			var whom, more []PersonID
			for i := range n {
				whom, more = append(whom, PersonID(fmt.Sprint("p", i))), append(more, PersonID(fmt.Sprint("q", i)))
			}
			facts = append(facts, &Asked{Meta: Meta{At: t0}, Whom: whom, Lease: t0.Add(time.Hour)}, &ClockStops{Meta: Meta{At: t0, Then: t0}, Region: "almaty", Whom: whom})
			return func() {
				c := Replay("K7Q2MX", facts, len(facts), nil)
				work(c)
				c.Ask(t0, more, small)
			}
		},
		"people who want to know": func(n int) func() {
			facts := longLedger(Truth, 15)
			var askers []Requester
			for i := range n {
				askers = append(askers, Requester{Person: PersonID(fmt.Sprint("p", i)), Via: Code(fmt.Sprint(i))})
			}
			return func() {
				c := Replay("K7Q2MX", facts, len(facts), askers)
				work(c)
				for i := range n {
					c.MayAsk(PersonID(fmt.Sprint("q", i)))
				}
			}
		},
	} {
		one, many := claim(size), claim(times*size)
		one()
		ratio := 0.0
		for range 3 { // the machine may be busy with something else
			if ratio = float64(shortest(many)) / float64(max(shortest(one), 4*time.Millisecond)); ratio < most {
				break
			}
		}
		require.Less(t, ratio, float64(most), name)
	}
}

// worked is how long this thread has worked, to 4 ms: what others do meanwhile does not count. Elsewhere than on Linux it is the time of day.
func worked() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if runtime.GOOS != "linux" || syscall.Getrusage(thread, &u) != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// shortest is the least time that it took of a few.
func shortest(do func()) time.Duration {
	best := time.Hour
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for range 5 {
		began := worked()
		do()
		best = min(best, worked()-began)
	}
	return best
}

func decidedFact(at time.Time) *Decided {
	v := Claim{}.Verdict
	v.Answer, v.Decided = True, true
	return &Decided{Meta: Meta{At: at}, Verdict: &v}
}
