package bulletin

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"rsc.io/qr"
)

const levelM, levelQ = qr.M, qr.Q

// version is the size class of the QR code that holds text, 1 to 40.
func version(tb testing.TB, text string, level qr.Level) int {
	tb.Helper()
	code, err := qr.Encode(text, level)
	require.NoError(tb, err)
	return (code.Size - 17) / 4
}

// tool is the path of a program that the test cannot do without.
func tool(tb testing.TB, name, debianPackage string) string {
	tb.Helper()
	path, err := exec.LookPath(name)
	require.NoError(tb, err, "this test needs %s: apt-get install %s", name, debianPackage)
	return path
}

func TestScannerReadsTheCode(t *testing.T) {
	t.Parallel()
	zbarimg := tool(t, "zbarimg", "zbar-tools")
	for name, text := range map[string]string{
		"one":       seal(t, with("ru", russian)).Text(),
		"five":      seal(t, with("ru", five...)).Text(),
		"twenty":    seal(t, with("en", twenty()...)).Text(),
		"key":       issuer.Public().Text(),
		"statement": rotation(t, "issuer", "second", issued).Text(),
		"level M":   seal(t, longBulletin()).Text(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			picture, err := QR(text)
			require.NoError(t, err)
			path := filepath.Join(t.TempDir(), "code.png")
			require.NoError(t, os.WriteFile(path, picture, 0o600))
			out, err := exec.CommandContext(t.Context(), zbarimg, "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", path).Output()
			require.NoError(t, err)
			require.Equal(t, text, strings.TrimSuffix(string(out), "\n"))
		})
	}
}

// longBulletin is too long for a comfortable code at level Q.
func longBulletin() Bulletin {
	b := with("ru", five...)
	for i := range five {
		item := five[i]
		item.Code, item.Quote, item.Answer = codeText(uint32(i)), five[(i+1)%5].Answer+", "+fmt.Sprint(i*7919), fmt.Sprintf("%x", sha256.Sum256([]byte(item.Quote)))
		b.Items = append(b.Items, item)
	}
	return b
}

func TestCodeHasItsQuietZoneAndLevel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		level qr.Level
	}{
		{seal(t, with("ru", russian)).Text(), levelQ},
		{seal(t, longBulletin()).Text(), levelM},
	} {
		picture, err := QR(c.text)
		require.NoError(t, err)
		img, err := png.Decode(bytes.NewReader(picture))
		require.NoError(t, err)
		modules := 17 + 4*version(t, c.text, c.level)
		side := img.Bounds().Dx()
		require.Equal(t, (modules+8)*8, side)
		for i := range side {
			for depth := range 4 * 8 {
				for _, p := range [][2]int{{i, depth}, {depth, i}, {i, side - 1 - depth}, {side - 1 - depth, i}} {
					r, _, _, _ := img.At(p[0], p[1]).RGBA()
					require.EqualValues(t, 0xffff, r)
				}
			}
		}
	}
}
