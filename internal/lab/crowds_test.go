//go:build !race

package lab

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// On crowds that nothing was chosen by, the engine does better than the majority, and hardly ever worse.
func TestCrowds(t *testing.T) {
	t.Parallel()
	const seeds = 24
	all := Crowds(90_000, seeds)
	require.GreaterOrEqual(t, all["batch"].Right, all["majority"].Right+.02)
	require.GreaterOrEqual(t, all["online"].Right, all["majority"].Right)
	require.LessOrEqual(t, all["batch"].Below, seeds/8)
	require.LessOrEqual(t, all["batch"].ECE, .12, "these crowds are more independent than real ones, and the engine more careful")
}
