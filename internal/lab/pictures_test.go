package lab

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const metas = "../../verification/matching/pictures/testdata/pdq/"

func TestPictures(t *testing.T) {
	t.Parallel()
	var out, faults bytes.Buffer
	require.NoError(t, Pictures([]string{metas + "q0291.jpg", metas + "q2821.jpg"}, &out, &faults))
	require.Equal(t, "file\thash\tquality\n"+
		metas+"q0291.jpg\ta0fe94f1e5cc1cc8dd855948498dc9243f7ca27336f036d7f212b74bc103c9a7\t100\n"+
		metas+"q2821.jpg\tb150231ffae4710ffcf4f18bb574b109a576f14bb8543189f8743289f174b109\t100\n", out.String())
	require.Empty(t, faults.String())
}

// What cannot be read is told by name, and the others are written all the same.
func TestPicturesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, content, 0o600))
		return path
	}
	whole, err := os.ReadFile(metas + "q0291.jpg")
	require.NoError(t, err)
	var dot bytes.Buffer
	require.NoError(t, png.Encode(&dot, image.NewGray(image.Rect(0, 0, 1, 1))))
	text, cut, tab := write("text.jpg", []byte("no picture")), write("cut.jpg", whole[:3000]), write("a\tb.jpg", whole)
	small, missing := write("dot.png", dot.Bytes()), filepath.Join(dir, "missing.jpg")

	var out, faults bytes.Buffer
	err = Pictures([]string{text, cut, missing, dir, tab, small}, &out, &faults)
	require.EqualError(t, err, "4 of 6 files could not be read as pictures")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 3)
	require.Contains(t, lines[1], `a\tb.jpg"`+"\ta0fe94f1e5cc1cc8")
	require.Equal(t, small+"\t"+strings.Repeat("0", 64)+"\t0", lines[2])
	said := strings.Split(strings.TrimSpace(faults.String()), "\n")
	require.Len(t, said, 4)
	for i, name := range []string{text, cut, missing, dir} {
		require.True(t, strings.HasPrefix(said[i], name+": "), said[i])
	}
	require.Contains(t, said[0], "no picture that can be read")
	require.Contains(t, said[2], "no such file")
}
