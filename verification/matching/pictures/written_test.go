package pictures

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/image/draw"
)

// page is a picture of lines of text on plain ground.
func page(ground, ink color.Color, w, h, high int, lines []string) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	fill(out, out.Rect, ground)
	for i, line := range lines {
		write(out, w/12, h/12+i*high*7/4, high, ink, line)
	}
	return out
}

// Two pages of which one word is another say the opposite, and are a few bits from each other.
func TestWrittenPagesAreNotJoined(t *testing.T) {
	t.Parallel()
	decree := func(word string) []string {
		return []string{
			"DECREE", "of the President", "", "In the city of Almaty a state of", "emergency is " + word, "from the 5th of January", "until the 19th of January.", "",
			"The curfew is from 23:00 to 7:00.", "Signed in the capital.",
		}
	}
	red := color.RGBA{170, 20, 30, 255}
	for name, picture := range map[string]func(word string) *image.RGBA{
		"page": func(word string) *image.RGBA { return page(color.White, color.Black, 620, 800, 26, decree(word)) },
		"night": func(word string) *image.RGBA {
			return page(color.Gray{18}, color.Gray{230}, 540, 960, 24, decree(word))
		},
		"poster": func(word string) *image.RGBA { return page(red, color.White, 800, 600, 32, decree(word)[3:5]) },
		"a chat": func(word string) *image.RGBA { return chat(decree(word)) },
		"a post on a phone": func(word string) *image.RGBA {
			m := chat(append(decree(word)[3:5], "", "", "", "", "", "", "True?"))
			draw.BiLinear.Scale(m, image.Rect(30, 260, 510, 560), rgba(open(t, metas+"/q0746.jpg")), image.Rect(0, 0, 256, 256), draw.Src, nil)
			return m
		},
		"a title": func(word string) *image.RGBA {
			return page(color.White, color.Black, 800, 300, 60, []string{"Curfew", word})
		},
	} {
		one := FingerprintOf(again(t, picture("imposed"), 80))
		other := FingerprintOf(again(t, picture("revoked"), 80))
		l := Match(one, other)
		t.Log(name, one.Quality, one.Whole.Distance(other.Whole), fmt.Sprint(l), one.Written)
		require.False(t, l.Joins(DefaultLimits()), name)
		require.True(t, l.Suggests(DefaultLimits()), name)
	}
}

func chat(lines []string) *image.RGBA {
	out := page(color.RGBA{230, 235, 240, 255}, color.Black, 540, 960, 10, nil)
	for i, line := range lines {
		fill(out, image.Rect(12, 100+i*70, 30+len(line)*12, 150+i*70), color.White)
		write(out, 20, 112+i*70, 22, color.Black, line)
	}
	return out
}
