package test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/stretchr/testify/require"
	xdraw "golang.org/x/image/draw"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/test/harness"
)

// jpegs holds each picture as a file: several conversations send the same.
var jpegs sync.Map

// jpegOf is the picture of that name as others pass it on, as a file.
func (s *script) jpegOf(name, how string, quality int) []byte {
	s.t.Helper()
	key := fmt.Sprint(name, " ", how, " ", quality)
	file, ok := jpegs.Load(key)
	if !ok {
		var out bytes.Buffer
		require.NoError(s.t, jpeg.Encode(&out, changed(harness.Painted(name), how), &jpeg.Options{Quality: quality}))
		file, _ = jpegs.LoadOrStore(key, out.Bytes())
	}
	s.painted[string(file.([]byte))] = true
	return file.([]byte)
}

// changed is a picture as others pass it on: "small", half as large; "cropped", without its edges; "" as it is.
func changed(img *image.RGBA, how string) image.Image {
	switch how {
	case "small":
		half := image.NewRGBA(image.Rect(0, 0, 400, 300))
		xdraw.CatmullRom.Scale(half, half.Bounds(), img, img.Bounds(), xdraw.Src, nil)
		return half
	case "cropped":
		return img.SubImage(image.Rect(20, 15, 780, 585))
	}
	return img
}

// sendPicture sends "NAME", "NAME small" or "NAME cropped", in private or "… in GROUP", with what follows ": " as the
// caption. A clip is a video that looks like that.
func (s *script) sendPicture(u *telegramtest.User, kind, what string) {
	s.t.Helper()
	what, caption, _ := strings.Cut(what, ": ")
	what, group, grouped := strings.Cut(what, " in ")
	name, how, _ := strings.Cut(what, " ")
	file := s.jpegOf(name, how, 85)
	m := telegramtest.Media{Kind: "photo", Caption: caption, Bytes: file, Size: int64(len(file))}
	if kind == "clip" {
		m = telegramtest.Media{Kind: "video", Caption: caption, Thumb: file, Size: 4 << 20, Unique: "clip " + what}
	}
	if grouped {
		u.SendsIn(s.group(group), m)
	} else {
		u.Sends(m)
	}
}

// manyTimes are words for which somebody searches again and again.
var manyTimes = regexp.MustCompile(`^(.*) (\d+) times$`)

// search has somebody search in inline mode, and writes down what they see in the end.
func (s *script) search(u *telegramtest.User, name, words string) {
	s.t.Helper()
	times := 1
	if m := manyTimes.FindStringSubmatch(words); m != nil {
		words = m[1]
		times, _ = strconv.Atoi(m[2])
	}
	for range times {
		u.Searches(words)
		s.settle()
	}
	cards := u.Cards()
	if len(cards) == 0 {
		fmt.Fprintf(&s.out, "    (%s finds nothing)\n", name)
	}
	for _, c := range cards {
		fmt.Fprintf(&s.out, "    (%s finds: %s)\n        %s\n", name, c.Title, c.Description)
	}
}

// post has somebody post the first card that they found whose title has the words, and writes down what others read.
func (s *script) post(u *telegramtest.User, title, where string) {
	s.t.Helper()
	for _, c := range u.Cards() {
		if !strings.Contains(c.Title, title) {
			continue
		}
		var g *telegramtest.Group
		if where != "" {
			g = s.group(where)
		}
		for line := range strings.SplitSeq(u.Chooses(c, g).Text, "\n") {
			fmt.Fprintf(&s.out, "        %s\n", line)
		}
		return
	}
	s.t.Fatalf("%s found no card %s", u.Name(), title)
}
