package app

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/bulletin"
)

var issued = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

func sealedBy(t *testing.T, key bulletin.Key, at time.Time, version int, verdict bulletin.Verdict) bulletin.Sealed {
	t.Helper()
	s, err := bulletin.Seal(bulletin.Bulletin{Issuer: "Rastau", Issued: at, Number: bulletin.Minute(at), Language: "ru", Items: []bulletin.Item{
		{Code: "K7Q2MX", Question: bulletin.Truth, Verdict: verdict, Version: version, Quote: "В Алматы высадились войска"},
	}}, key)
	require.NoError(t, err)
	return s
}

// verifying runs `rastau verify` and gives what it prints.
func verifying(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	c := command("test", Demos{})
	c.SetArgs(append([]string{"verify"}, args...))
	c.SetOut(&out)
	c.SetIn(strings.NewReader(""))
	err := c.ExecuteContext(t.Context())
	return out.String(), err
}

func TestVerifyTellsWhoSignedWhatAndWhen(t *testing.T) {
	t.Parallel()
	holding := bulletin.NewSigningKeys(issued.Add(-time.Hour))
	s := sealedBy(t, holding.Key, issued, 1, bulletin.False)
	newer := sealedBy(t, holding.Key, issued.Add(time.Hour), 2, bulletin.True)
	dir := t.TempDir()
	put := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, content, 0o600))
		return path
	}
	file, signature, err := s.File(holding.Key)
	require.NoError(t, err)
	picture, err := bulletin.QR(s.Text())
	require.NoError(t, err)
	keyPicture, err := bulletin.QR(holding.First.Text())
	require.NoError(t, err)
	signed := put("signed.txt", file)
	put("signed.txt.minisig", signature)
	forms := map[string]string{
		"text": s.Text(), "signed file": signed, "message": put("message.txt", []byte(s.In("kk").Body())), "picture": put("code.png", picture), "COSE": put("b.cose", s.COSE),
	}
	keys := []string{holding.First.Text(), strings.Join(holding.First.Words(), " "), put("keys.txt", []byte(holding.Ring().Text())), put("key.png", keyPicture)}
	for name, form := range forms {
		for _, key := range keys {
			out, err := verifying(t, form, "--key", key)
			require.NoError(t, err, name)
			for _, told := range []string{"✓", holding.First.ID().String(), "Rastau № 2110321, 2026-01-05 12:00 UTC", s.Bulletin.Items[0].Line("ru")} {
				require.Contains(t, out, told, name)
			}
		}
	}

	// What is known makes an old one old, whatever folder it stands in.
	put("known/a/all.txt", []byte("noise\n"+s.Text()+"\n"+newer.Text()+"\n"))
	put("known/picture.png", picture)
	out, err := verifying(t, s.Text(), "--key", keys[0], "--known", filepath.Join(dir, "known"))
	require.ErrorIs(t, err, errSuperseded)
	require.Contains(t, out, newer.Bulletin.Items[0].Line("ru"))
	out, err = verifying(t, newer.Text(), "--key", keys[0], "--known", filepath.Join(dir, "known"))
	require.NoError(t, err)
	require.NotContains(t, out, "newer")

	fails := func(name, want string, args ...string) {
		t.Helper()
		out, err := verifying(t, args...)
		require.ErrorContains(t, err, want, name)
		require.NotContains(t, out, "✓ Signed", name)
	}
	thief := bulletin.NewKey(issued)
	fails("another key", "never given", s.Text(), "--key", thief.Public().Text())
	fails("another's bulletin", "never given", sealedBy(t, thief, issued, 1, bulletin.True).Text(), "--key", keys[0])
	for at := 6; at < len(s.Text()); at += 7 {
		flipped := []byte(s.Text())
		flipped[at] ^= 1
		fails("a flipped bit", "NOT GENUINE", string(flipped), "--key", keys[0])
	}
	fails("cut short", "NOT GENUINE", s.Text()[:len(s.Text())-4], "--key", keys[0])
	fails("a link", "NOT SIGNED", "https://t.me/rastau_bot?start=K7Q2MX", "--key", keys[0])
	fails("no key", "--key", s.Text())
	fails("a key with a slip", "misread", s.Text(), "--key", strings.Replace(keys[1], keys[1][:4], "badi", 1))
	fails("no such file", "no such file", "nothing.txt", "--key", keys[0])
	altered := put("altered.txt", bytes.Replace(file, []byte("ЛОЖЬ"), []byte("ПРАВДА"), 1))
	out, err = verifying(t, altered, "--key", keys[0])
	require.ErrorContains(t, err, "only what stands above is signed")
	require.Contains(t, out, "ЛОЖЬ")
	put("altered.txt.minisig", signature)
	fails("a signed file that was altered", "signature", altered, "--key", keys[0])

	// Keys that changed: what the old one signs afterwards is refused by whoever has the statement.
	next, err := holding.Rotate(issued.Add(time.Hour))
	require.NoError(t, err)
	ring := put("ring.txt", []byte(next.Ring().Text()))
	fails("an old key after rotation", "replaced", newer.Text(), "--key", ring)
	_, err = verifying(t, s.Text(), "--key", ring)
	require.NoError(t, err)
	_, err = verifying(t, sealedBy(t, next.Key, issued.Add(time.Hour), 2, bulletin.True).Text(), "--key", ring)
	require.NoError(t, err)
	out, err = verifying(t, next.Statements[0].Text(), "--key", keys[0])
	require.NoError(t, err)
	require.Contains(t, out, "is replaced by the key "+next.Key.Public().ID().String())
	_, err = verifying(t, next.Statements[0].Text(), "--key", thief.Public().Text())
	require.Error(t, err)
}

func TestKeysForBulletinsAreMadeReplacedAndRevoked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "folder", "bulletin-key")
	_, err := loadHolding(path)
	require.ErrorIs(t, err, fs.ErrNotExist)
	client := redistest.Mini(t)
	made, err := openHolding(t.Context(), client, path, issued)
	require.NoError(t, err)
	again, err := openHolding(t.Context(), client, path, issued.Add(time.Hour))
	require.NoError(t, err)
	require.Equal(t, made.File(), again.File(), "it is made once")
	require.ErrorIs(t, createHolding(path, made), fs.ErrExist)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())

	var out bytes.Buffer
	require.NoError(t, rotateHolding(path, issued.Add(time.Hour), &out))
	rotated, err := loadHolding(path)
	require.NoError(t, err)
	require.Equal(t, made.First, rotated.First)
	require.Contains(t, out.String(), rotated.Statements[0].Text())
	require.NoError(t, revokeHolding(path, issued.Add(2*time.Hour), issued.Add(3*time.Hour), &out))
	revoked, err := loadHolding(path)
	require.NoError(t, err)
	require.ErrorIs(t, revoked.Ring().Check(rotated.Key.Public(), issued.Add(2*time.Hour)), bulletin.ErrRevoked)
	require.Error(t, revokeHolding(path, issued.Add(9*time.Hour), issued.Add(3*time.Hour), &out))
	unchanged, err := loadHolding(path)
	require.NoError(t, err)
	require.Equal(t, revoked.File(), unchanged.File())

	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no half of a file stays behind")
	require.NoError(t, os.Chmod(path, 0o644))
	_, err = loadHolding(path)
	require.ErrorContains(t, err, "chmod 600")
	require.NotErrorIs(t, err, fs.ErrNotExist)
}
