package handlers

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/input"
)

// TestALinkChangesNothing: whoever sends a link around has nothing done by those who tap it.
func TestALinkChangesNothing(t *testing.T) {
	t.Parallel()
	for name := range commands {
		if byLink[name] != nil {
			continue
		}
		done, err := (&session{}).linked(name + "_T06TBM")
		require.False(t, done, name)
		require.NoError(t, err)
	}
}

// TestCommandsAreTheSameEverywhere: what is made tappable is a command, and what a link may give is done.
func TestCommandsAreTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for name := range commands {
		require.True(t, input.IsCommand[name], name)
	}
	require.Len(t, input.IsCommand, len(commands))
	for name := range input.OpensByLink {
		require.Contains(t, byLink, name)
		require.Contains(t, commands, name)
	}
	require.Len(t, byLink, len(input.OpensByLink))
}
