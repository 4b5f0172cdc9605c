package metadata

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/imaging"
)

const canary = "Канарейкина 43.2389N 76.8897E"

// tiff is EXIF data with an orientation, and with words where a name would be.
func tiff(order binary.AppendByteOrder, orientation int) []byte {
	b := []byte("II")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM")
	}
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	entry := func(tag, kind uint16, count, value uint32) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		if kind == 3 {
			b = order.AppendUint16(b, uint16(value))
			b = order.AppendUint16(b, 0)
		} else {
			b = order.AppendUint32(b, value)
		}
	}
	entry(0x0112, 3, 1, uint32(orientation))
	entry(0x013b, 2, uint32(len(canary)+1), 8+2+24+4) // artist
	b = order.AppendUint32(b, 0)
	return append(append(b, canary...), 0)
}

// corners is a picture whose corners are red, green, blue and black, clockwise from the top left.
func corners() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 96, 48))
	for y := range 48 {
		for x := range 96 {
			c := color.RGBA{0, 0, 0, 255}
			switch {
			case x < 48 && y < 24:
				c.R = 255
			case y < 24:
				c.G = 255
			case x >= 48:
				c.B = 255
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// jpegWith is that picture with EXIF, XMP, IPTC and a comment.
func jpegWith(tb testing.TB, order binary.AppendByteOrder, orientation int) []byte {
	tb.Helper()
	var plain bytes.Buffer
	require.NoError(tb, jpeg.Encode(&plain, corners(), &jpeg.Options{Quality: 100}))
	out := []byte{0xff, 0xd8}
	segment := func(marker byte, parts ...[]byte) {
		body := bytes.Join(parts, nil)
		out = append(out, 0xff, marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
		out = append(out, body...)
	}
	segment(0xe1, []byte("Exif\x00\x00"), tiff(order, orientation))
	segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:creator='"+canary+"'/></rdf:RDF></x:xmpmeta>"))
	segment(0xed, []byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0a\x1c\x02\x50\x00\x05"), []byte(canary))
	segment(0xfe, []byte(canary))
	return append(out, plain.Bytes()[2:]...)
}

func pngWith(tb testing.TB) []byte {
	tb.Helper()
	var plain bytes.Buffer
	require.NoError(tb, png.Encode(&plain, corners()))
	chunk := func(kind string, body []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		b = append(append(b, kind...), body...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	head := plain.Bytes()[:8+25]
	extra := append(chunk("tEXt", []byte("Author\x00"+canary)), chunk("eXIf", tiff(binary.BigEndian, 6))...)
	return bytes.Join([][]byte{head, extra, plain.Bytes()[8+25:]}, nil)
}

// TestAnIndependentReaderFindsNothing asks exiftool what it sees before and after.
func TestAnIndependentReaderFindsNothing(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("exiftool")
	require.NoError(t, err, "exiftool is missing: make setup installs it")
	groups := func(file []byte) map[string]bool {
		path := filepath.Join(t.TempDir(), "picture")
		require.NoError(t, os.WriteFile(path, file, 0o600))
		out, err := exec.Command(tool, "-j", "-G0", "-a", "-u", path).Output()
		require.NoError(t, err)
		var found []map[string]any
		require.NoError(t, json.Unmarshal(out, &found))
		seen := map[string]bool{}
		for tag := range found[0] {
			group, _, _ := strings.Cut(tag, ":")
			seen[group] = true
		}
		return seen
	}
	for name, file := range map[string][]byte{"JPEG": jpegWith(t, binary.LittleEndian, 1), "PNG": pngWith(t)} {
		require.True(t, groups(file)["EXIF"], "%s: this is what is to be taken out", name)
		clean, err := Clean(t.Context(), file)
		require.NoError(t, err)
		require.NotContains(t, string(clean), "Канарейкина")
		for group := range groups(clean) {
			require.Contains(t, []string{"SourceFile", "ExifTool", "File", "JFIF", "Composite"}, group, name)
		}
	}
	require.True(t, groups(jpegWith(t, binary.BigEndian, 1))["XMP"])
	require.True(t, groups(jpegWith(t, binary.BigEndian, 1))["IPTC"])
}

// TestAPictureIsTurnedAsItIsSeen looks at the corners under each of the eight orientations.
func TestAPictureIsTurnedAsItIsSeen(t *testing.T) {
	t.Parallel()
	// Clockwise from the top left: red, green, blue, black as stored.
	for orientation, want := range []string{1: "rgbk", 2: "grkb", 3: "bkrg", 4: "kbgr", 5: "rkbg", 6: "krgb", 7: "bgrk", 8: "gbkr"} {
		if want == "" {
			continue
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			clean, err := Clean(t.Context(), jpegWith(t, order, orientation))
			require.NoError(t, err)
			img, err := jpeg.Decode(bytes.NewReader(clean))
			require.NoError(t, err)
			b := img.Bounds()
			if orientation >= 5 {
				require.Equal(t, image.Pt(48, 96), b.Size())
			} else {
				require.Equal(t, image.Pt(96, 48), b.Size())
			}
			got := ""
			for _, p := range []image.Point{{4, 4}, {b.Dx() - 5, 4}, {b.Dx() - 5, b.Dy() - 5}, {4, b.Dy() - 5}} {
				r, g, bl, _ := img.At(p.X, p.Y).RGBA()
				switch {
				case r > 0x8000:
					got += "r"
				case g > 0x8000:
					got += "g"
				case bl > 0x8000:
					got += "b"
				default:
					got += "k"
				}
			}
			require.Equal(t, want, got, "orientation %d", orientation)
		}
	}
}

func TestWhatWouldNotBeShownIsRefused(t *testing.T) {
	t.Parallel()
	var strip bytes.Buffer
	require.NoError(t, png.Encode(&strip, image.NewGray(image.Rect(0, 0, 2100, 100))))
	_, err := Clean(t.Context(), strip.Bytes())
	require.ErrorIs(t, err, ErrShape)
	require.True(t, Refuses(err))
	require.False(t, Refuses(nil))
}

func TestWhatCannotBeCleanedIsRefused(t *testing.T) {
	t.Parallel()
	_, err := Clean(t.Context(), []byte("%PDF-1.7"))
	require.ErrorIs(t, err, imaging.ErrBroken)
	_, err = Clean(t.Context(), nil)
	require.ErrorIs(t, err, imaging.ErrBroken)
	_, err = Clean(t.Context(), make([]byte, LargestFile+1))
	require.ErrorIs(t, err, imaging.ErrLarge)
	whole := jpegWith(t, binary.LittleEndian, 6)
	_, err = Clean(t.Context(), whole[:len(whole)/2])
	require.ErrorIs(t, err, imaging.ErrBroken)
	// A bomb says that it is huge before it is decoded.
	bomb := pngWith(t)
	binary.BigEndian.PutUint32(bomb[16:], 60_000)
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	_, err = Clean(t.Context(), bomb)
	require.ErrorIs(t, err, imaging.ErrLarge)
	require.True(t, Can("image/jpeg", ""))
	require.True(t, Can("", "Photo.JPG"))
	require.False(t, Can("application/pdf", "photo.jpg"))
	require.False(t, Can("", "video.mp4"))
}

// FuzzClean must neither panic nor let hidden words through.
func FuzzClean(f *testing.F) {
	f.Add(jpegWith(f, binary.LittleEndian, 6))
	f.Add(pngWith(f))
	f.Fuzz(func(t *testing.T, file []byte) {
		clean, err := Clean(t.Context(), file)
		if err == nil && bytes.Contains(clean, []byte("Канарейкина")) {
			t.Fatal("hidden words got through")
		}
	})
}
