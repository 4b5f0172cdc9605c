package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnObjectionIsAnswered(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	require.ErrorIs(t, c.Appeal(t0, "1", "x", "no", false), NotOpen, "there is no result yet")
	c = published(t, Truth)
	require.ErrorIs(t, c.Appeal(t0, "2", "x", " ", false), Empty)
	require.NoError(t, c.Appeal(t0.Add(time.Hour), "3", "x", "the date is wrong", false))
	require.ErrorIs(t, c.Appeal(t0, "4", "x", "again", false), AlreadyDone)
	since, waits := c.Appealed()
	require.True(t, waits)
	require.Equal(t, t0.Add(time.Hour), since)
	require.NoError(t, c.Appeal(t0.Add(2*time.Hour), "5", "y", "it is about me", true))
	since, _ = c.Appealed()
	require.True(t, since.Before(t0), "the person concerned comes first")

	require.ErrorIs(t, c.Reply(t0, "6", "x", "well"), Involved, "nobody answers themself")
	require.ErrorIs(t, c.Reply(t0, "7", c.Voters()[0], "well"), Involved)
	require.ErrorIs(t, c.Reply(t0, "8", "reviewer", ""), Empty)
	require.NoError(t, c.Reply(t0, "9", "reviewer", "you are right"))
	_, waits = c.Appealed()
	require.False(t, waits)
	require.ErrorIs(t, c.Reply(t0, "10", "reviewer", "again"), NobodyObjected)
	require.NoError(t, c.Appeal(t0, "11", "x", "still", false), "they may object again")
}

func TestANameNeedsANoteWhetherThePersonWasTriedFirst(t *testing.T) {
	t.Parallel()
	c := shown(t)
	look(t, c, 0, WasShown)
	look(t, c, 1, WasShown)
	c.Ask(t0, crowd(6), screened)
	for i, cluster := range []string{"one", "two", "one", "two"} {
		require.NoError(t, c.Answer(t0.Add(time.Duration(i)*time.Hour), "a"+cluster+crowd(6)[i].text(), crowd(6)[i], Reply{Text: pianist}, VoterWeight{Reliability: .8, InviteCohort: cluster}, screened))
	}
	evidence(t, c, 0, KnowsPerson, "")
	evidence(t, c, 2, SawEarlier, "https://example.org/concert-2019")
	require.Equal(t, StatusDecided, c.Status)
	now := t0.Add(5 * time.Hour)
	require.ErrorIs(t, c.Approve(now, "1", "r1", Consent{}, screened), TryFirst)
	require.ErrorIs(t, c.NoteAttempt(now, "2", "r1", "perhaps"), BadAnswer)
	require.ErrorIs(t, c.NoteAttempt(now, "3", crowd(6)[0], Reached), Involved)
	require.NoError(t, c.NoteAttempt(now, "4", "r1", NotSafe))
	require.NoError(t, c.Approve(now, "5", "r1", Consent{Nameless: true}, screened))
	require.True(t, c.Nameless, "one reviewer is enough to keep the name back")
	require.ErrorIs(t, c.Approve(now, "6", "r1", Consent{}, screened), AlreadyDone)
	require.NoError(t, c.Approve(now, "7", "r2", Consent{}, screened))
	require.True(t, c.Nameless)
	require.False(t, c.PublishAt.Before(now.Add(30*time.Minute)))
	c.Tick(c.PublishAt, screened)
	require.Equal(t, StatusPublished, c.Status)
	require.ErrorIs(t, c.Correct(now, "8", "r1", "an arsonist", "he set fire to the town hall", screened), Accusing)
	require.ErrorIs(t, c.Correct(now, "9", "r1", "Vikram, works at the philharmonic", "", screened), Locating)
	require.ErrorIs(t, c.Correct(now, "10", "r1", "Vikram", "lives on Abay street", screened), Locating)
}

func (id PersonID) text() string { return string(id) }
