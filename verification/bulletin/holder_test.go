package bulletin

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestHoldingComesBackAndIsBelieved(t *testing.T) {
	t.Parallel()
	h := NewSigningKeys(issued)
	first := h.First
	for n := range 4 {
		now := issued.Add(time.Duration(n+1) * time.Hour)
		next, err := h.Rotate(now)
		if n == 2 {
			next, err = h.Revoke(now.Add(-time.Minute), now)
		}
		require.NoError(t, err)
		require.NoError(t, next.Check(now))
		require.Equal(t, first, next.First)
		require.NotEqual(t, h.Key.Public(), next.Key.Public())
		require.Error(t, next.Ring().Check(h.Key.Public(), now), "the old one is over")
		got, err := ParseSigningKeys(next.File())
		require.NoError(t, err)
		require.Equal(t, next.File(), got.File())
		require.Equal(t, next.Statements, got.Statements)
		require.Equal(t, first, got.First)
		require.NotContains(t, string(next.File()), secretOf(h), "the old secret is gone")

		ring, err := ParseKeyring(next.Ring().Text())
		require.NoError(t, err)
		require.NoError(t, ring.Check(next.Key.Public(), now))
		h = next
	}
	require.Len(t, h.Statements, 5)
	_, err := h.Revoke(issued.Add(9*time.Hour), issued.Add(8*time.Hour))
	require.Error(t, err, "a time that has not come")
	_, err = h.Rotate(issued)
	require.Error(t, err, "before the key itself was in use, nobody would believe the next")
}

func secretOf(h SigningKeys) string {
	return strings.Fields(strings.Split(string(h.Key.File()), "\n")[2])[2]
}

func TestHoldingWithAFaultIsRefusedAndNotShown(t *testing.T) {
	t.Parallel()
	h, err := NewSigningKeys(issued).Rotate(issued.Add(time.Hour))
	require.NoError(t, err)
	file := string(h.File())
	for name, bad := range map[string]string{
		"no key":           "",
		"two first keys":   file + firstWord + h.First.Text() + "\n",
		"a broken first":   strings.Replace(file, firstWord+"RSTK1:", firstWord+"RSTK1:0", 1),
		"a broken word":    file + statementWord + "RSTS1:00\n",
		"a secret missing": strings.Replace(file, "secret ", "# ", 1),
	} {
		_, err := ParseSigningKeys([]byte(bad))
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), secretOf(h), name)
	}
	windows, err := ParseSigningKeys([]byte(strings.ReplaceAll(file, "\n", "\r\n")))
	require.NoError(t, err)
	require.Equal(t, h.File(), windows.File())
}

func FuzzHolding(f *testing.F) {
	h, err := NewSigningKeys(issued).Rotate(issued.Add(time.Hour))
	require.NoError(f, err)
	f.Add(h.File())
	f.Add(issuer.File())
	f.Add([]byte(firstWord + "\n" + statementWord))
	f.Fuzz(func(t *testing.T, file []byte) {
		h, err := ParseSigningKeys(file)
		if err != nil {
			return
		}
		again, err := ParseSigningKeys(h.File())
		require.NoError(t, err)
		require.Equal(t, h.File(), again.File())
	})
}
