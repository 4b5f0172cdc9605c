package process

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
)

// poison is a PNG of 6320² pixels of sixteen bits, all of them clear: some hundred kilobytes that ask for gigabytes.
func poison(t *testing.T) []byte {
	t.Helper()
	const side, parts = 6320, 20
	// The first part and the second are compressed; the others are as the second. Of zeros the check sum is known.
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	require.NoError(t, err)
	part := make([]byte, side/parts*(1+8*side))
	var ends [2]int
	for i := range ends {
		_, err := z.Write(part)
		require.NoError(t, err)
		require.NoError(t, z.Flush())
		ends[i] = out.Len()
	}
	second := bytes.Clone(out.Bytes()[ends[0]:ends[1]])
	out.Truncate(ends[1])
	out.Write(bytes.Repeat(second, parts-2))
	require.NoError(t, z.Close())
	data := append([]byte{0x78, 0xda}, out.Bytes()...)
	data = binary.BigEndian.AppendUint32(data, uint32(parts*len(part)%65521)<<16|1)
	chunk := func(file []byte, name string, data []byte) []byte {
		file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
		body := append([]byte(name), data...)
		return binary.BigEndian.AppendUint32(append(file, body...), crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, side), side)
	file := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", append(head, 16, 6, 0, 0, 0))
	return chunk(chunk(file, "IDAT", data), "IEND", nil)
}

// large is a photo of today's phones: a JPEG of 8064 × 6048 pixels.
func large(t *testing.T) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, 8064, 6048), image.YCbCrSubsampleRatio420)
	row := make([]byte, img.YStride)
	for y := range 6048 {
		if y%512 == 0 {
			for x := range row {
				row[x] = byte((x >> 8 * 83) ^ (y >> 9 * 59))
			}
		}
		copy(img.Y[y*img.YStride:], row)
		copy(img.Cb[y/2*img.CStride:], row[:img.CStride])
		copy(img.Cr[y/2*img.CStride:], row[img.CStride:])
	}
	var file bytes.Buffer
	require.NoError(t, jpeg.Encode(&file, img, nil))
	return file.Bytes()
}

// again is the same photo in another file.
func again(photo []byte, note string) []byte {
	file := append(bytes.Clone(photo[:2]), 0xff, 0xfe, 0, byte(2+len(note)))
	return append(append(file, note...), photo[2:]...)
}

// peak is the most memory that the process ever had, in MB.
func (p *process) peak(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.Atoi(strings.TrimSpace(rest[:strings.Index(rest, "kB")]))
	require.NoError(t, err)
	return kb >> 10
}

// mostMemory is how much the whole process may take, in MB: what it takes without pictures, the budget for decoding with
// what the collector leaves beside it, and the files that are held.
const mostMemory = 360

// TestNoPictureTakesTheMemoryOfTheProcess sends the whole bot pictures as files, one by one and several at once: a small PNG that
// asks for gigabytes, and photos of 48 million pixels, which volunteers get without their hidden data.
func TestNoPictureTakesTheMemoryOfTheProcess(t *testing.T) {
	t.Parallel()
	png, photo := poison(t), large(t)
	for name, limit := range map[string]string{"as it comes": "", "with 450 MiB": "GOMEMLIMIT=450MiB"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), harness.Longest)
			defer cancel()
			tg := telegramtest.New(telegramtest.Options{NoLimits: true})
			t.Cleanup(tg.Close)
			settings := []string{"RASTAU_REDIS_URL=" + redistest.Server(t, redisserver.Options{}).URL()}
			if limit != "" {
				settings = append(settings, limit)
			}
			p := start(t, tg.URL(), tg.Token(), t.TempDir(), settings...)
			operator := tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
			operator.Says("/invite verifier")
			link, err := operator.Waits(ctx, telegramtest.Containing("?start="))
			require.NoError(t, err)
			_, word, _ := strings.Cut(link.Text, "?start=")
			verifier := tg.User(telegramtest.Profile{FirstName: "V", Language: "en"})
			verifier.Says("/start " + strings.TrimSpace(word))
			_, err = verifier.Waits(ctx, telegramtest.Containing("Thank you"))
			require.NoError(t, err)
			calm := p.peak(t)
			words := strings.Split("The bridge over the river was closed on Monday|All schools of the town teach in two shifts now|"+
				"Bread costs twice as much as a year ago|The hospital has run out of insulin since spring|Trains to the south stand still because of snow|"+
				"Nobody was paid at the copper mine in December|Water from the eastern wells tastes of oil|Parcels from abroad are opened twice|"+
				"A new tax on gardens begins next week|Wolves were seen beside the airport", "|")
			send := func(name, answer string, files ...[]byte) {
				t.Helper()
				var all []*telegramtest.User
				for _, file := range files {
					u := tg.User(telegramtest.Profile{FirstName: "Citizen", Language: "en"})
					m := telegramtest.Document(name, words[0]+". is it true?")
					words = words[1:]
					m.Bytes, m.Size = file, int64(len(file))
					u.Sends(m)
					all = append(all, u)
				}
				for _, u := range all {
					m, err := u.Waits(ctx, func(telegramtest.Message) bool { return true })
					require.NoError(t, err)
					if _, asked := m.Button("Is it true?"); asked {
						u.Presses(m, "Is it true?")
						m, err = u.Waits(ctx, telegramtest.Containing("ode"))
						require.NoError(t, err)
					}
					require.Contains(t, m.Text, answer)
				}
			}
			send("picture.png", "hidden data", png)
			one := p.peak(t)
			send("photo.jpg", "Volunteers will check", photo)
			got, err := verifier.Waits(ctx, func(m telegramtest.Message) bool { return len(m.Media) > 0 })
			require.NoError(t, err)
			require.NotEmpty(t, got.Media)
			single := p.peak(t)
			send("picture.png", "hidden data", png, png, png)
			send("photo.jpg", "", again(photo, "a"), again(photo, "b"), again(photo, "c"))
			crowd := p.peak(t)
			t.Logf("%d kB of PNG, %d kB of JPEG. Most memory: %d MB before, %d after a PNG, %d after a photo, %d after three of each at once",
				len(png)>>10, len(photo)>>10, calm, one, single, crowd)
			require.Less(t, crowd, mostMemory)
			require.Less(t, one, calm+40, "the PNG is known by its head")
			p.stop(t)
		})
	}
}
