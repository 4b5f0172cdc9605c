package bulletin

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStockMinisignVerifiesTheFile(t *testing.T) {
	t.Parallel()
	minisign := tool(t, "minisign", "minisign")
	s := seal(t, with("ru", five...))
	file, signature, err := s.File(issuer)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "bulletin.txt")
	require.NoError(t, os.WriteFile(path+".minisig", signature, 0o600))
	check := func(content []byte, key PublicKey) (string, error) {
		require.NoError(t, os.WriteFile(path, content, 0o600))
		out, err := exec.CommandContext(t.Context(), minisign, "-Vm", path, "-P", key.Minisign()).CombinedOutput()
		return string(out), err
	}
	out, err := check(file, issuer.Public())
	require.NoError(t, err, out)
	require.Contains(t, out, "Rastau No. 17, 2026-01-05T12:00:00Z")
	_, err = check(file, testKey("another").Public())
	require.Error(t, err)
	_, err = check(append(file, ' '), issuer.Public())
	require.Error(t, err)
	require.Len(t, issuer.Public().Minisign(), 56)
}

func TestFileIsForPeople(t *testing.T) {
	t.Parallel()
	s := seal(t, with("en", english, Item{Code: "R3T8WA", Question: Identity, Verdict: Answered, Answer: "A pianist", Version: 3}))
	file, _, err := s.File(issuer)
	require.NoError(t, err)
	require.Equal(t, `Rastau No. 17, 2026-01-05 12:00 UTC

K7Q-2MX: FALSE. "Foreign troops have landed in Almaty" Video is from 2019
R3T-8WA, version 3: This is: A pianist.

The line below proves that this was not altered. Check it without internet on our page, verify.html.
`+s.Text()+"\n", string(file))
}
