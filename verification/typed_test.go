package verification_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/claim"
)

func TestTypedTextsAreKeptUntilTheirWriterSaysWhatTheyAre(t *testing.T) {
	t.Parallel()
	at := time.Date(2022, 1, 5, 12, 0, 0, 0, time.UTC)
	var p claim.Person
	note := func(text string) {
		before := p.Typed
		p.NoteTyped(claim.Typed{Text: text, At: at})
		if len(before) > 0 {
			require.NotEmpty(t, before[0].Text, "what others hold of the person stays as it was")
		}
	}
	note("Алматы")
	note("Ош")
	note("Алматы")
	require.Len(t, p.Typed, 2, "the same again is one")
	p.Typed[0].Done = true
	note("Талас")
	require.Equal(t, []string{"Алматы", "Талас"}, []string{p.Typed[0].Text, p.Typed[1].Text})
	at = at.Add(72 * time.Hour)
	note("Баткен")
	require.Len(t, p.Typed, 1, "not for ever")
	for i := range 30 {
		note("Тараз " + strconv.Itoa(i))
	}
	require.Len(t, p.Typed, 10)
	require.Equal(t, "Тараз 29", p.Typed[9].Text)
}
