package card

import (
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheColourIsNotNeeded paints the symbols in one colour: no two look alike.
func TestTheColourIsNotNeeded(t *testing.T) {
	t.Parallel()
	seen := map[string]Verdict{}
	for _, v := range Verdicts {
		img := image.NewGray(image.Rect(0, 0, 60, 60))
		symbol(img, v, color.White, color.Black, 0, 0, 60)
		require.NotEmpty(t, img.Pix)
		other, twice := seen[string(img.Pix)]
		require.False(t, twice, "%s looks like %s", v, other)
		seen[string(img.Pix)] = v
	}
}

func TestStrangePictures(t *testing.T) {
	t.Parallel()
	for size, shown := range map[image.Point]bool{
		{X: 1, Y: 1}: false, {X: 3000, Y: 10}: false, {X: 10, Y: 3000}: false, {X: 64, Y: 64}: true, {X: 64, Y: 256}: true, {X: 256, Y: 64}: true,
	} {
		b := image.Rectangle{Min: image.Pt(5, 7), Max: image.Pt(5, 7).Add(size)}
		require.Equal(t, shown, seemly(b), "%v", size)
		if shown {
			s, err := Card{Verdict: True, Word: "TRUE", Picture: image.NewGray(b), QR: "x"}.lay()
			require.NoError(t, err)
			require.Positive(t, s.height)
			require.Less(t, s.height, 3*Width)
		}
	}
}
