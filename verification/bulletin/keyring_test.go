package bulletin

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/race"
)

func rotation(tb testing.TB, older, newer string, at time.Time) Statement {
	tb.Helper()
	s, err := Rotate(testKey(older), testKey(newer), at)
	require.NoError(tb, err)
	return s
}

func revocation(tb testing.TB, signer, revoked string, at time.Time) Statement {
	tb.Helper()
	s, err := Revoke(testKey(signer), testKey(revoked).Public(), at)
	require.NoError(tb, err)
	return s
}

func ringOf(tb testing.TB, statements ...Statement) Keyring {
	tb.Helper()
	ring := NewKeyring(testKey("first").Public())
	for i, s := range statements {
		form := s.COSE
		if i%2 == 0 {
			form = []byte(s.Text())
		}
		require.NoError(tb, ring.Add(form))
	}
	return ring
}

func day(n int) time.Time { return issued.AddDate(0, 0, n) }

func TestKeyringBelievesAKeyForItsTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		statements []Statement
		key        string
		day        int
		want       error
	}{
		{"given by hand", nil, "first", 1, nil},
		{"never given", nil, "second", 1, ErrUnknownKey},

		{"old key before", []Statement{rotation(t, "first", "second", day(5))}, "first", 4, nil},
		{"old key at the rotation", []Statement{rotation(t, "first", "second", day(5))}, "first", 5, ErrRetired},
		{"new key before", []Statement{rotation(t, "first", "second", day(5))}, "second", 4, ErrEarly},
		{"new key from then", []Statement{rotation(t, "first", "second", day(5))}, "second", 5, nil},

		{"third by second", []Statement{rotation(t, "second", "third", day(7)), rotation(t, "first", "second", day(5))}, "third", 7, nil},
		{"second after third", []Statement{rotation(t, "second", "third", day(7)), rotation(t, "first", "second", day(5))}, "second", 7, ErrRetired},
		{"rotated before it was in use", []Statement{rotation(t, "second", "third", day(3)), rotation(t, "first", "second", day(5))}, "third", 7, ErrUnknownKey},
		{"a chain that hangs on nothing", []Statement{rotation(t, "x", "y", day(3)), rotation(t, "y", "x", day(5))}, "x", 7, ErrUnknownKey},
		{"back to the first", []Statement{rotation(t, "first", "second", day(3)), rotation(t, "second", "first", day(5))}, "second", 4, nil},

		{"revoked by itself, before", []Statement{revocation(t, "first", "first", day(5))}, "first", 4, nil},
		{"revoked by itself, after", []Statement{revocation(t, "first", "first", day(5))}, "first", 5, ErrRevoked},
		{"revoked by its successor", []Statement{rotation(t, "first", "second", day(5)), revocation(t, "second", "first", day(2))}, "first", 3, ErrRevoked},
		{"revoked by a stranger", []Statement{revocation(t, "second", "first", day(5))}, "first", 6, nil},
		{"revoked by its predecessor", []Statement{rotation(t, "first", "second", day(5)), revocation(t, "first", "second", day(5))}, "second", 6, nil},
		{"successor named after revocation", []Statement{revocation(t, "first", "first", day(5)), rotation(t, "first", "thief", day(6))}, "thief", 7, ErrUnknownKey},
		{"theft noticed after the rotation", []Statement{rotation(t, "first", "second", day(5)), revocation(t, "second", "first", day(2))}, "second", 6, nil},
		{"a thief revokes the owner's successor", []Statement{rotation(t, "first", "second", day(5)), rotation(t, "first", "thief", day(3)), revocation(t, "thief", "first", day(4))}, "thief", 6, ErrContested},
		{"successor named before revocation", []Statement{rotation(t, "first", "second", day(5)), revocation(t, "second", "first", day(6))}, "second", 7, nil},

		{"two successors, one", []Statement{rotation(t, "first", "second", day(5)), rotation(t, "first", "thief", day(2))}, "second", 6, ErrContested},
		{"two successors, the other", []Statement{rotation(t, "first", "second", day(5)), rotation(t, "first", "thief", day(2))}, "thief", 6, ErrContested},
		{"two successors, the old", []Statement{rotation(t, "first", "second", day(5)), rotation(t, "first", "thief", day(2))}, "first", 2, ErrRetired},
		{"the same successor twice", []Statement{rotation(t, "first", "second", day(5)), rotation(t, "first", "second", day(4))}, "second", 4, nil},
		{"two successors, one after revocation", []Statement{rotation(t, "first", "second", day(2)), rotation(t, "first", "thief", day(5)), revocation(t, "first", "first", day(4))}, "second", 6, ErrContested},
	} {
		for _, s := range [][]Statement{c.statements, reversed(c.statements)} {
			require.ErrorIs(t, ringOf(t, s...).Check(testKey(c.key).Public(), day(c.day)), c.want, c.name)
		}
	}
	ring := ringOf(t, rotation(t, "first", "second", day(5)), rotation(t, "first", "thief", day(2)))
	ring = Keyring{append(ring.roots, testKey("second").Public()), ring.statements}
	require.NoError(t, ring.Check(testKey("second").Public(), day(6)), "given by hand settles it")
	require.ErrorIs(t, ring.Check(testKey("thief").Public(), day(6)), ErrContested)
}

func reversed(s []Statement) []Statement {
	var out []Statement
	for _, one := range s {
		out = append([]Statement{one}, out...)
	}
	return out
}

func TestOrderOfStatementsDoesNotMatter(t *testing.T) {
	t.Parallel()
	tb := t
	names := []string{"first", "second", "third", "fourth"}
	type said struct {
		a, b   string
		day    int
		revoke bool
	}
	made := map[said]Statement{} // signing is slow
	rapid.Check(t, func(t *rapid.T) {
		var statements []Statement
		for range rapid.IntRange(0, 8).Draw(t, "statements") {
			a, b := rapid.SampledFrom(names).Draw(t, "a"), rapid.SampledFrom(names).Draw(t, "b")
			what := said{a, b, rapid.IntRange(0, 6).Draw(t, "day"), a == b || rapid.Bool().Draw(t, "revoke")}
			s, known := made[what]
			if !known && what.revoke {
				s = revocation(tb, a, b, day(what.day))
			} else if !known {
				s = rotation(tb, a, b, day(what.day))
			}
			made[what] = s
			statements = append(statements, s)
		}
		one, other := NewKeyring(testKey("first").Public()), NewKeyring(testKey("first").Public())
		one.statements = statements // as they were made, some twice
		for _, s := range append(rapid.Permutation(statements).Draw(t, "order"), statements...) {
			other.hold(s)
		}
		require.Subset(t, other.Statements(), one.Statements())
		require.Len(t, other.Statements(), len(slices.CompactFunc(slices.SortedFunc(slices.Values(statements), func(a, b Statement) int {
			return bytes.Compare(a.COSE, b.COSE)
		}), func(a, b Statement) bool { return bytes.Equal(a.COSE, b.COSE) })), "each is kept once")
		for _, name := range names {
			for n := range 8 {
				p := testKey(name).Public()
				require.Equal(t, one.Check(p, day(n)), other.Check(p, day(n)), "%s on day %d", name, n)
			}
		}
	})
}

func TestStatementNeedsEverySignature(t *testing.T) {
	t.Parallel()
	s := rotation(t, "first", "second", issued)
	got, err := ParseStatement([]byte(s.Text()))
	require.NoError(t, err)
	require.Equal(t, s, got)

	// Somebody who has only one of the keys.
	forged, err := state(Rotation, testKey("first").Public(), testKey("thief").Public(), issued, testKey("thief"), testKey("thief"))
	require.NoError(t, err)
	_, err = ParseStatement(forged.COSE)
	require.Error(t, err)
	half, err := state(Rotation, testKey("first").Public(), testKey("thief").Public(), issued, testKey("thief"))
	require.NoError(t, err)
	_, err = ParseStatement(half.COSE)
	require.ErrorIs(t, err, ErrSignature)
	_, err = Rotate(issuer, issuer, issued)
	require.Error(t, err)
	_, err = Rotate(issuer, testKey("second"), time.Time{})
	require.Error(t, err)

	// A statement is not a bulletin, and a bulletin not a statement.
	_, _, err = Verify(s.COSE, NewKeyring(testKey("first").Public()))
	require.ErrorIs(t, err, ErrDamaged)
	_, err = ParseStatement(seal(t, with("en", english)).COSE)
	require.ErrorIs(t, err, ErrDamaged)
}

func TestStatementWithAFlippedBitIsRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []Statement{rotation(t, "first", "second", issued), revocation(t, "second", "first", issued)} {
		for i := range len(s.COSE) * 8 {
			if race.Enabled && i%8 != i/8%8 {
				continue
			}
			bad := bytes.Clone(s.COSE)
			bad[i/8] ^= 1 << (i % 8)
			_, err := ParseStatement(bad)
			require.Error(t, err, "bit %d", i)
		}
	}
}

func FuzzStatement(f *testing.F) {
	f.Add(rotation(f, "first", "second", issued).COSE)
	f.Add([]byte(revocation(f, "second", "first", issued).Text()))
	f.Fuzz(func(t *testing.T, input []byte) {
		s, err := ParseStatement(input)
		if err != nil {
			return
		}
		again, err := ParseStatement([]byte(s.Text()))
		require.NoError(t, err)
		require.Equal(t, s, again)
	})
}
