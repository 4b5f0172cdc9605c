package qrscan

import "image"

// viewsOf are ways to see a picture in grey: how bright it is, and each of its colours, from the darkest that there is to the brightest.
func viewsOf(img image.Image) []image.Image {
	b := img.Bounds()
	var views [4]*image.Gray
	for i := range views {
		views[i] = image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			red, green, blue, _ := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
			at := y*views[0].Stride + x
			views[0].Pix[at] = uint8((299*red + 587*green + 114*blue) / 1000 >> 8) //nolint:gosec // less than 256
			views[1].Pix[at] = uint8(red >> 8)                                     //nolint:gosec // likewise
			views[2].Pix[at] = uint8(green >> 8)                                   //nolint:gosec // likewise
			views[3].Pix[at] = uint8(blue >> 8)                                    //nolint:gosec // likewise
		}
	}
	out := make([]image.Image, 0, len(views))
	for _, v := range views {
		if stretch(v) {
			out = append(out, v)
		}
	}
	return out
}

// stretch has a picture go from black to white, but for its darkest and brightest hundredth. It is false for one of a single grey.
func stretch(v *image.Gray) bool {
	var count [256]int
	for _, p := range v.Pix {
		count[p]++
	}
	few := len(v.Pix) / 100
	least, most := 0, 255
	for n := count[0]; n <= few && least < 255; n += count[least] {
		least++
	}
	for n := count[255]; n <= few && most > 0; n += count[most] {
		most--
	}
	if most <= least {
		return false
	}
	for i, p := range v.Pix {
		v.Pix[i] = uint8(min(255, max(0, (int(p)-least)*255/(most-least)))) //nolint:gosec // between them
	}
	return true
}
