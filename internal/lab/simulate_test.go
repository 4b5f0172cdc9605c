//go:build !race

package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// The bars of docs/consensus.md, on seeds that nothing was chosen by.
func TestAttacks(t *testing.T) {
	t.Parallel()
	const first = 70_000
	for _, a := range Attacks() {
		t.Run(fmt.Sprintf("%d %s %.0f%% tree %t unaided %t", a.Verifiers, a.Name, 100*a.Sybils, a.Tree, a.Unaided), func(t *testing.T) {
			t.Parallel()
			seeds := 4
			if a.Sybils == .2 && a.Tree { // at the edge of what can be found: more differs by chance
				seeds = 12
			}
			o := a.Judge(first, seeds)
			switch {
			case a.Sybils == 0 && a.Verifiers == 100:
				require.GreaterOrEqual(t, o.OthersPublished, .6)
				require.GreaterOrEqual(t, o.Precision, .95)
				require.GreaterOrEqual(t, o.OthersRight, .93)
			case a.Tree:
				require.GreaterOrEqual(t, o.OthersPublished, .5)
				require.GreaterOrEqual(t, o.Precision, .95)
			case a.Sybils == .4 && a.Verifiers == 100 && !a.Unaided:
				require.GreaterOrEqual(t, o.TargetsRight, .87, "the bar is .88 over many seeds")
			}
			require.LessOrEqual(t, o.TargetsWrong, .02)
		})
	}
}
