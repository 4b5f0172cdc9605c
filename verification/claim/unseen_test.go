package claim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhoCannotBeShownAQuestionGivesItBack(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	require.NoError(t, c.Unshow(t0, "1", "a", false))
	require.Equal(t, []Kind{KindReturned}, c.kinds())
	require.Equal(t, 1, c.Wanted(), "somebody else is asked")
	require.False(t, c.MayAsk("a"))
	require.ErrorIs(t, c.Unshow(t0, "2", "a", false), NotAsked)
	require.NoError(t, c.Unshow(t0, "3", "b", false))
	require.NoError(t, c.Unshow(t0, "4", "c", false))
	require.Equal(t, []Kind{KindReturned, KindReturned, KindRefused}, c.kinds())
	require.Equal(t, Unseen, c.RefusedFor)
	require.Equal(t, Truth, c.Question)
	require.ErrorIs(t, c.Unshow(t0, "5", "c", false), Closed)
}

func TestAFileThatNobodyCanBeShownClosesTheQuestion(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	require.NoError(t, c.Unshow(t0, "1", "a", true))
	require.Equal(t, []Kind{KindReturned, KindRefused}, c.kinds())
}

// TestWhatSomebodySawIsNotClosed, for it can be judged.
func TestWhatSomebodySawIsNotClosed(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	require.NoError(t, c.Answer(t0, "vote", "a", Reply{Choice: True}, VoterWeight{Reliability: .5}, small))
	c.commit()
	require.NoError(t, c.Unshow(t0, "1", "b", true))
	require.NoError(t, c.Unshow(t0, "2", "c", true))
	require.Equal(t, []Kind{KindReturned, KindReturned}, c.kinds())
}
