package claim

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/moderation"
)

func TestOneNameIsOneCandidate(t *testing.T) {
	t.Parallel()
	c := &Claim{Question: Identity, Votes: map[PersonID]Vote{}}
	propose := func(text string) string {
		id := c.meant(moderation.Foreign(text))
		if id == "" {
			id = c.candidate(moderation.Foreign(text))
		}
		c.Votes[PersonID(fmt.Sprint(len(c.Votes)))] = Vote{Answer: id, Text: moderation.Foreign(text)}
		return id
	}
	first := propose("Викрам Рузахунов")
	for _, way := range []string{"Vikram Ruzakhunov", "Рузахунов Викрам", "Ruzahunov V.", "Викрам Рузохунов"} {
		require.Equal(t, first, propose(way), way)
	}
	for _, other := range []string{"Виктор Рузанов", "Рустам Рузахунов", "Валерий Рузахунов", "Рузахунов"} {
		require.NotEqual(t, first, c.meant(moderation.Foreign(other)), other)
	}
	c = &Claim{Question: Identity, Votes: map[PersonID]Vote{}}
	first = propose("Ruzahunov V.")
	require.Equal(t, first, propose("Викрам Рузахунов"))
	require.NotEqual(t, first, propose("Валерий Рузахунов"), "an initial joins no two people")
}

func TestPlacesAreTheSameWordForWord(t *testing.T) {
	t.Parallel()
	c := &Claim{Question: Place}
	id := c.candidate("Кант, площадь 9 мая")
	require.Equal(t, id, c.meant("Ploshchad 9 maya, Kant"))
	for _, other := range []string{"Канат, площадь 9 мая", "Кант, площадь 8 мая", "Кант"} {
		require.Empty(t, c.meant(moderation.Foreign(other)), other)
	}
}
