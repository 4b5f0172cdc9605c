package imaging

import (
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestALargePhotoIsReduced: to a longest side, each pixel the mean of those that it stands for, the right way up.
func TestALargePhotoIsReduced(t *testing.T) {
	t.Parallel()
	large := image.NewGray(image.Rect(0, 0, 6000, 500)) // three pixels become one
	for y := range 500 {
		for x := range 6000 {
			large.SetGray(x, y, color.Gray{Y: uint8(x%3) * 90}) // 0, 90, 180
			if x < 3000 && y < 250 {
				large.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	for orientation, white := range map[int]image.Point{1: {10, 10}, 3: {1990, 156}, 6: {156, 10}, 8: {10, 1990}} {
		got := upright(large, orientation, 2560)
		want := image.Pt(2000, 166)
		if orientation >= 5 {
			want = image.Pt(166, 2000)
		}
		require.Equal(t, want, got.Bounds().Size())
		r, _, _, _ := got.At(white.X, white.Y).RGBA()
		require.EqualValues(t, 0xffff, r, "orientation %d", orientation)
	}
	got := upright(large, 1, 2560)
	r, _, _, _ := got.At(1500, 100).RGBA()
	require.EqualValues(t, 90, r>>8)
}
