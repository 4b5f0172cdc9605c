package harness

import (
	"bytes"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
)

// FreePort is a loopback address at which nobody listens.
func FreePort(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// Latest is the last message that the bot wrote to somebody.
func Latest(t *testing.T, u *telegramtest.User) telegramtest.Message {
	t.Helper()
	all := u.Inbox()
	require.NotEmpty(t, all)
	return all[len(all)-1]
}

// Painted is the picture of that name: always the same for a name, and like no other's.
func Painted(name string) *image.RGBA {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	rng := rand.New(rand.NewPCG(h.Sum64(), 1))
	shade := func() color.RGBA {
		return color.RGBA{uint8(rng.IntN(256)), uint8(rng.IntN(256)), uint8(rng.IntN(256)), 255}
	}
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	draw.Draw(img, img.Bounds(), image.NewUniform(shade()), image.Point{}, draw.Src)
	for range 60 {
		x, y := rng.IntN(800), rng.IntN(600)
		r := image.Rect(x, y, x+20+rng.IntN(260), y+20+rng.IntN(200))
		draw.Draw(img, r, image.NewUniform(shade()), image.Point{}, draw.Src)
	}
	return img
}

// PictureFile is a picture as a plain file, with a question.
func PictureFile(t *testing.T) telegramtest.Media {
	t.Helper()
	var file bytes.Buffer
	require.NoError(t, jpeg.Encode(&file, Painted("dam"), nil))
	m := telegramtest.Document("dam.jpg", "They say that the dam broke last night near the village.")
	m.Bytes, m.Size = file.Bytes(), int64(file.Len())
	return m
}
