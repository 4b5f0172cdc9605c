package imaging

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/semaphore"
)

// chunk adds one to a PNG.
func chunk(file []byte, name string, data []byte) []byte {
	file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
	body := append([]byte(name), data...)
	return binary.BigEndian.AppendUint32(append(file, body...), crc32.ChecksumIEEE(body))
}

// pngHead is a PNG that says it is so large, with the beginning of what it would hold.
func pngHead(w, h uint32, depth, kind, interlaced byte) []byte {
	head := binary.BigEndian.AppendUint32(nil, w)
	head = append(binary.BigEndian.AppendUint32(head, h), depth, kind, 0, 0, interlaced)
	file := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", head)
	if kind == 3 {
		file = chunk(file, "PLTE", make([]byte, 3))
	}
	return chunk(file, "IDAT", []byte{0x78, 0x9c, 0x62}) // a stream that is cut short
}

// interlacedPNG is a whole one, of sixteen bits, all of it clear.
func interlacedPNG(tb testing.TB, w, h int) []byte {
	tb.Helper()
	var data bytes.Buffer
	z := zlib.NewWriter(&data)
	for _, pass := range [][4]int{{8, 8, 0, 0}, {8, 8, 4, 0}, {4, 8, 0, 4}, {4, 4, 2, 0}, {2, 4, 0, 2}, {2, 2, 1, 0}, {1, 2, 0, 1}} {
		across, down := (w-pass[2]+pass[0]-1)/pass[0], (h-pass[3]+pass[1]-1)/pass[1]
		_, err := z.Write(make([]byte, down*(1+8*across)))
		require.NoError(tb, err)
	}
	require.NoError(tb, z.Close())
	file := pngHead(uint32(w), uint32(h), 16, 6, 1)
	file = file[:bytes.Index(file, []byte("IDAT"))-4]
	return chunk(chunk(file, "IDAT", data.Bytes()), "IEND", nil)
}

// resized is a JPEG that says it is of another size. What it holds does not suffice.
func resized(tb testing.TB, file []byte, w, h uint16) []byte {
	tb.Helper()
	file = bytes.Clone(file)
	for i := 2; i < len(file)-9; i++ {
		if file[i] == 0xff && (file[i+1] == 0xc0 || file[i+1] == 0xc2) {
			binary.BigEndian.PutUint16(file[i+5:], h)
			binary.BigEndian.PutUint16(file[i+7:], w)
			return file
		}
	}
	tb.Fatal("there is no frame")
	return nil
}

func encoded(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var file bytes.Buffer
	require.NoError(tb, jpeg.Encode(&file, m, nil))
	return file.Bytes()
}

// tinyWebP is one pixel.
const tinyWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

func webP(tb testing.TB) []byte {
	tb.Helper()
	file, err := base64.StdEncoding.DecodeString(tinyWebP)
	require.NoError(tb, err)
	return file
}

// samples are pictures of the decoders' own tests, in every form that they read.
func samples(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	require.NoError(t, err)
	more, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/image").Output()
	require.NoError(t, err)
	for _, pattern := range []string{
		filepath.Join(strings.TrimSpace(string(root)), "src/image/testdata/*"),
		filepath.Join(strings.TrimSpace(string(root)), "src/image/png/testdata/pngsuite/*.png"),
		filepath.Join(strings.TrimSpace(string(more)), "testdata/*.webp"),
	} {
		names, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range names {
			if file, err := os.ReadFile(name); err == nil {
				all[filepath.Base(name)] = file
			}
		}
	}
	require.Greater(t, len(all), 50)
	return all
}

// allocated is how many bytes something allocates. Nothing else may run.
func allocated(do func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// TestNoPictureCostsMoreThanItsHeadSays decodes, also what is much larger in its head than in what it holds: memory is taken
// before that is found.
func TestNoPictureCostsMoreThanItsHeadSays(t *testing.T) { //nolint:paralleltest // what others allocate would count
	all := samples(t)
	all["whole and interlaced"] = interlacedPNG(t, 1200, 900)
	_, err := decode(t.Context(), all["whole and interlaced"])
	require.NoError(t, err)
	for _, kind := range []byte{0, 2, 3, 4, 6} {
		for _, depth := range []byte{1, 8, 16} {
			for _, interlaced := range []byte{0, 1} {
				name := "PNG " + string('0'+kind) + " " + string('0'+depth/8) + " " + string('0'+interlaced)
				all[name] = pngHead(1200, 900, depth, kind, interlaced)
				all[name+", a line"] = pngHead(500_000, 1, depth, kind, interlaced)
			}
		}
	}
	for name, file := range all {
		if strings.HasSuffix(name, "jpeg") {
			all[name+", larger"] = resized(t, file, 1200, 900)
			all[name+", a line"] = resized(t, file, 20_000, 1)
			all[name+", a column"] = resized(t, file, 1, 20_000)
		}
	}
	compared := 0
	for name, file := range all {
		cost, err := costOf(file)
		if err != nil {
			continue // it has no head
		}
		compared++
		got := allocated(func() { _, _, _ = image.Decode(bytes.NewReader(file)) })
		require.LessOrEqual(t, got, cost, name)
	}
	require.Greater(t, compared, 150)
}

func TestWhatIsTooLargeIsNotDecoded(t *testing.T) {
	t.Parallel()
	photo := encoded(t, image.NewGray(image.Rect(0, 0, 3000, 3000)))
	progressive := samples(t)["video-001.q50.444.progressive.jpeg"]
	wide := []byte("GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x05\x84\x8f\xa9\xcb\x05\x00;")
	for name, file := range map[string][]byte{
		"pixels":            pngHead(50_000, 50_000, 8, 2, 0),
		"more pixels":       pngHead(1<<24, 1<<24, 8, 0, 0),
		"one line":          pngHead(1, 1<<30, 8, 0, 0),
		"sixteen bits":      pngHead(6320, 6320, 16, 6, 0),
		"interlaced":        pngHead(6320, 6320, 8, 6, 1),
		"bytes":             make([]byte, LargestFile+1),
		"scans":             append(bytes.Clone(photo), bytes.Repeat([]byte{0xff, 0xda}, 1000)...),
		"largest JPEG":      resized(t, photo, 65535, 65535),
		"progressive":       resized(t, progressive, 8064, 6048),
		"largest GIF":       wide,
		"largest WebP":      []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0e\x00\x00\x00\x2f\xff\xff\xff\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
		"canvas of a WebP":  []byte("RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\xff\x7f\x00\xff\x7f\x00"),
		"no room beside it": pngHead(7000, 7000, 8, 6, 0),
	} {
		// Were any of it decoded, it would be found to hold nothing.
		err := Use(t.Context(), file, 80<<20, func(image.Image) error { return nil })
		require.ErrorIs(t, err, ErrLarge, name)
		require.NotErrorIs(t, err, ErrBroken, name)
		require.ErrorIs(t, Check(file, 80<<20), ErrLarge, name)
	}
}

func TestPhotosOfPhonesFit(t *testing.T) {
	t.Parallel()
	photo, found := samples(t)["video-001.q50.420.jpeg"], samples(t)
	for name, file := range map[string][]byte{
		"48 million pixels":          resized(t, photo, 8064, 6048),
		"48 million, upright":        resized(t, photo, 6048, 8064),
		"50 million":                 resized(t, photo, 8192, 6144),
		"108 million":                resized(t, photo, 12000, 9000),
		"48 million, full colours":   resized(t, found["video-001.q50.444.jpeg"], 8064, 6048),
		"12 million, progressive":    resized(t, found["video-001.q50.420.progressive.jpeg"], 4032, 3024),
		"24 million, progressive":    resized(t, found["video-001.q50.420.progressive.jpeg"], 5712, 4284),
		"screenshot":                 pngHead(1440, 3200, 8, 6, 0),
		"screenshot of a large page": pngHead(1440, 20000, 8, 2, 0),
	} {
		require.NoError(t, Check(file, 32<<20), name)
	}
}

func TestWhatIsBrokenIsSaid(t *testing.T) {
	t.Parallel()
	photo := encoded(t, image.NewGray(image.Rect(0, 0, 300, 300)))
	moving := bytes.Replace(webP(t), []byte("VP8 "), []byte("VP8X"), 1)
	for name, file := range map[string][]byte{
		"nothing": nil, "text": []byte("no picture"), "no pixels": pngHead(0, 5, 8, 0, 0), "only a head": pngHead(100, 100, 8, 2, 0),
		"cut short": photo[:len(photo)/2], "WebP of another kind": moving, "WebP cut short": webP(t)[:30], "WebP that says it is longer": append([]byte("RIFF\xff\xff\xff\x0f"), webP(t)[8:]...), "no frame": {0xff, 0xd8, 0xff, 0xd9},
	} {
		err := Use(t.Context(), file, 0, func(image.Image) error { return nil })
		require.ErrorIs(t, err, ErrBroken, name)
	}
}

func TestOfAMovingPictureTheFirstIsUsed(t *testing.T) {
	t.Parallel()
	gray := color.Palette{color.Black, color.White}
	first, second := image.NewPaletted(image.Rect(0, 0, 8, 8), gray), image.NewPaletted(image.Rect(0, 0, 8, 8), gray)
	first.SetColorIndex(3, 3, 1)
	var moving, sixteen bytes.Buffer
	require.NoError(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{first, second}, Delay: []int{1, 1}}))
	require.NoError(t, png.Encode(&sixteen, image.NewNRGBA64(image.Rect(0, 0, 8, 8))))
	require.NoError(t, Use(t.Context(), moving.Bytes(), 0, func(img image.Image) error {
		require.Equal(t, color.GrayModel.Convert(color.White), color.GrayModel.Convert(img.At(3, 3)))
		return nil
	}))
	require.NoError(t, Use(t.Context(), sixteen.Bytes(), 0, func(image.Image) error { return nil }))
}

func TestWhatIsUsedAtOnceFitsIntoTheBudget(t *testing.T) {
	t.Parallel()
	file := encoded(t, image.NewRGBA(image.Rect(0, 0, 300, 300)))
	cost, err := process.cost(file, 0)
	require.NoError(t, err)
	size := 3*cost + 1
	b := newBudget(size)
	b.turns = semaphore.NewWeighted(100)
	var held, most atomic.Int64
	done := make(chan error, 50)
	for range cap(done) {
		go func() {
			done <- b.use(context.Background(), file, 0, func(image.Image) error {
				now := held.Add(cost)
				for {
					before := most.Load()
					if now <= before || most.CompareAndSwap(before, now) {
						break
					}
				}
				for range 100 {
					runtime.Gosched()
				}
				held.Add(-cost)
				return nil
			})
		}()
	}
	for range cap(done) {
		require.NoError(t, <-done)
	}
	require.LessOrEqual(t, most.Load(), size)
	require.Positive(t, most.Load())
}

func TestNobodyWaitsForEver(t *testing.T) {
	t.Parallel()
	b := newBudget(4 << 20)
	file := encoded(t, image.NewGray(image.Rect(0, 0, 100, 100)))
	inside, leave, left := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		left <- b.within(context.Background(), 4<<20, func() error {
			close(inside)
			<-leave
			return nil
		})
	}()
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, b.use(ctx, file, 0, func(image.Image) error { return nil }), context.Canceled)
	close(leave)
	require.NoError(t, <-left)
	require.NoError(t, b.use(t.Context(), file, 0, func(image.Image) error { return nil }))
	wrong := errors.New("wrong")
	require.ErrorIs(t, b.use(t.Context(), file, 0, func(image.Image) error { return wrong }), wrong)
	require.ErrorIs(t, Hold(ctx, 5, func() error { return nil }), context.Canceled)
	require.NoError(t, Hold(t.Context(), 1<<40, func() error { return nil }), "as much as a file may have")
}

func TestTheBudgetFollowsTheLimitOfTheProcess(t *testing.T) {
	t.Parallel()
	require.EqualValues(t, usualBudget, budgetWithin(math.MaxInt64))
	require.EqualValues(t, usualBudget, budgetWithin(8<<30))
	require.EqualValues(t, 100<<20, budgetWithin(300<<20))
	require.EqualValues(t, leastBudget, budgetWithin(50<<20))
}

// Whatever is sent ends in an error or a picture, and takes no more than its head says.
func FuzzUse(f *testing.F) {
	f.Add(encoded(f, image.NewGray(image.Rect(0, 0, 9, 9))))
	f.Add(webP(f))
	f.Add(pngHead(9, 9, 8, 2, 0))
	f.Add([]byte("GIF89a\x06\x00\x06\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x06\x00\x06\x00\x00\x02\x05\x84\x8f\xa9\xcb\x05\x00;"))
	f.Fuzz(func(t *testing.T, file []byte) {
		cost, err := costOf(file)
		if err != nil || cost > 8<<20 {
			return // allowed, but too slow to try many
		}
		got := allocated(func() { _, _ = decode(t.Context(), file) })
		require.LessOrEqual(t, got, cost)
	})
}
