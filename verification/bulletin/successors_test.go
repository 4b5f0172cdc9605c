package bulletin

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var named = time.Date(2022, 1, 4, 12, 0, 0, 0, time.UTC)

func nameSome(tb testing.TB, key Key) Successors {
	tb.Helper()
	s, err := NameSuccessors(key, []string{"rastau2_bot", "RastauKgBot"}, []string{"https://rastau.example.org/bulletin"}, named)
	require.NoError(tb, err)
	return s
}

func TestSuccessorsProveThemselves(t *testing.T) {
	t.Parallel()
	key, other := NewKey(named), NewKey(named)
	s := nameSome(t, key)
	ring := NewKeyring(key.Public())
	for name, input := range map[string]string{
		"text":         s.Text(),
		"COSE":         string(s.COSE),
		"wrapped":      s.Text()[:40] + "\r\n" + s.Text()[40:],
		"in a message": "Where to find us:\n@rastau2_bot\n\n" + s.Text() + "\n\nPass it on.",
	} {
		got, err := ParseSuccessors([]byte(input), ring)
		require.NoError(t, err, name)
		require.Equal(t, s, got, name)
	}
	_, err := ParseSuccessors([]byte(s.Text()), NewKeyring(other.Public()))
	require.ErrorIs(t, err, ErrUnknownKey)
	_, err = ParseStatement([]byte(s.Text()))
	require.ErrorIs(t, err, ErrDamaged, "it is about no key")

	// Every bit is under the signature.
	for i := range 8 * len(s.COSE) {
		flipped := slices.Clone(s.COSE)
		flipped[i/8] ^= 1 << (i % 8)
		_, err := ParseSuccessors(flipped, ring)
		require.Error(t, err, "bit %d", i)
	}
	for n := range s.COSE {
		_, err := ParseSuccessors(s.COSE[:n], ring)
		require.Error(t, err)
	}
}

// What a key signs after it was replaced, or after it was revoked as stolen, names nobody.
func TestSuccessorsOfAnOldKey(t *testing.T) {
	t.Parallel()
	older, newer := NewKey(named), NewKey(named)
	rotation, err := Rotate(older, newer, named.Add(time.Hour))
	require.NoError(t, err)
	ring := NewKeyring(older.Public())
	require.NoError(t, ring.Add(rotation.COSE))
	before := nameSome(t, older)
	_, err = ParseSuccessors(before.COSE, ring)
	require.NoError(t, err)
	after, err := NameSuccessors(older, []string{"police_bot"}, nil, named.Add(2*time.Hour))
	require.NoError(t, err)
	_, err = ParseSuccessors(after.COSE, ring)
	require.ErrorIs(t, err, ErrRetired)
	after, err = NameSuccessors(newer, nil, []string{"https://m.example.org"}, named.Add(2*time.Hour))
	require.NoError(t, err)
	_, err = ParseSuccessors(after.COSE, ring)
	require.NoError(t, err)
}

func TestUnfitSuccessors(t *testing.T) {
	t.Parallel()
	key := NewKey(named)
	many := make([]string, MaxSuccessors+1)
	for i := range many {
		many[i] = fmt.Sprintf("rastau%d_bot", i)
	}
	for _, c := range []struct{ bots, mirrors []string }{
		{}, {bots: many}, {bots: []string{"@rastau_bot"}}, {bots: []string{"rastau"}}, {bots: []string{"bot"}},
		{bots: []string{"rastau_bot\n"}}, {mirrors: []string{"http://x.org"}}, {mirrors: []string{"https://"}},
		{mirrors: []string{"https://user:secret@x.org"}}, {mirrors: []string{"https://x.org/<b>"}},
		{mirrors: []string{"https://x.org/" + strings.Repeat("a", MaxQuote)}}, {mirrors: []string{"https://x.org/\u202e"}},
	} {
		_, err := NameSuccessors(key, c.bots, c.mirrors, named)
		require.ErrorIs(t, err, ErrUnfit, "%q", c)
	}
	_, err := NameSuccessors(key, []string{"rastau_bot"}, nil, time.Time{})
	require.Error(t, err)
}

func TestSuccessorsSurviveTheirCarrier(t *testing.T) {
	t.Parallel()
	key := NewKey(named)
	ring := NewKeyring(key.Public())
	rapid.Check(t, func(rt *rapid.T) {
		bots := rapid.SliceOfN(rapid.StringMatching(`[a-z][a-z0-9_]{1,28}bot`), 1, MaxSuccessors).Draw(rt, "bots")
		mirrors := rapid.SliceOfN(rapid.StringMatching(`https://[a-z0-9]{1,20}\.org/[a-z0-9/]{0,20}`), 0, MaxSuccessors).Draw(rt, "mirrors")
		s, err := NameSuccessors(key, bots, mirrors, named)
		require.NoError(rt, err)
		got, err := ParseSuccessors([]byte(s.Text()), ring)
		require.NoError(rt, err)
		require.Equal(rt, bots, got.Bots)
		require.Len(rt, got.Mirrors, len(mirrors))
	})
}

func FuzzParseSuccessors(f *testing.F) {
	key := NewKey(named)
	ring := NewKeyring(key.Public())
	s := nameSome(f, key)
	f.Add([]byte(s.Text()))
	f.Add(s.COSE)
	f.Fuzz(func(t *testing.T, input []byte) {
		if got, err := ParseSuccessors(input, ring); err == nil {
			require.Equal(t, s.COSE, got.COSE, "nobody else has the key")
		}
	})
}
