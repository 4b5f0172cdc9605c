package qrscan_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"github.com/rastau/rastau/internal/qrscan"
)

// look is how a code is shown.
type look struct {
	dark, light color.Color // of its modules, and of what is around them
	module      int         // pixels
	degrees     float64
	around      bool // a screenshot: a page in the colour of what is around, with lines of text, a picture and a bar
	page        color.Color
	press       int // quality of a JPEG; 0 for a PNG
}

const text = "RST1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDEXWK G2EP4J0BGJLFX3R3VHXK.PJ:2DPF6R:5SVBHABVCNN95SWMPHQUHQN%A0SOE+QQAB"

func render(t *testing.T, l look) []byte {
	t.Helper()
	code, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, 1, 1, map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 4})
	require.NoError(t, err)
	side := code.GetWidth() * l.module
	flat := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if code.Get(x/l.module, y/l.module) {
				flat.Set(x, y, l.dark)
			} else {
				flat.Set(x, y, l.light)
			}
		}
	}
	var out image.Image = flat
	if l.around {
		out = screenshot(flat, l)
	} else if l.degrees != 0 {
		out = turned(flat, l, side*3/2)
	}
	var file bytes.Buffer
	if l.press > 0 {
		require.NoError(t, jpeg.Encode(&file, out, &jpeg.Options{Quality: l.press}))
	} else {
		require.NoError(t, png.Encode(&file, out))
	}
	return file.Bytes()
}

func turned(flat image.Image, l look, side int) image.Image {
	to := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(to, to.Bounds(), image.NewUniform(l.light), image.Point{}, draw.Src)
	sin, cos := math.Sincos(l.degrees * math.Pi / 180)
	half, middle := float64(flat.Bounds().Dx())/2, float64(side)/2
	draw.BiLinear.Transform(to, f64.Aff3{cos, -sin, middle - cos*half + sin*half, sin, cos, middle - sin*half - cos*half}, flat, flat.Bounds(), draw.Over, nil)
	return to
}

func screenshot(flat image.Image, l look) image.Image {
	side := flat.Bounds().Dx()
	to := image.NewRGBA(image.Rect(0, 0, side*2, side*4))
	draw.Draw(to, to.Bounds(), image.NewUniform(l.page), image.Point{}, draw.Src)
	fill := func(r image.Rectangle, c color.Color) { draw.Draw(to, r, image.NewUniform(c), image.Point{}, draw.Src) }
	for y := side / 8; y < side; y += side / 10 { // lines of text
		for x := side / 8; x < side*3/2; x += side / 12 {
			fill(image.Rect(x, y, x+side/18, y+side/40), color.Gray{Y: 150})
		}
	}
	fill(image.Rect(0, side*7/2, side*2, side*4), color.RGBA{40, 90, 160, 255})
	draw.Draw(to, flat.Bounds().Add(image.Pt(side/2, side*3/2)), flat, image.Point{}, draw.Src)
	return to
}

func TestACodeIsReadHoweverItIsShown(t *testing.T) {
	t.Parallel()
	gray := func(y uint8) color.Color { return color.Gray{Y: y} }
	rgb := func(r, g, b uint8) color.Color { return color.RGBA{r, g, b, 255} }
	black, white := gray(0), gray(255)
	for name, l := range map[string]look{
		"black on white":                        {dark: black, light: white, module: 6},
		"white on black":                        {dark: white, light: black, module: 6},
		"white on black, pressed":               {dark: white, light: black, module: 5, press: 60},
		"white on black, turned":                {dark: white, light: black, module: 6, degrees: 23, press: 80},
		"white on black, on a side":             {dark: white, light: black, module: 6, degrees: 90},
		"white on black, upside down":           {dark: white, light: black, module: 6, degrees: 180, press: 80},
		"white on black, askew":                 {dark: white, light: black, module: 7, degrees: 45, press: 85},
		"white on black in a bright screenshot": {dark: white, light: black, module: 5, around: true, page: white, press: 80},
		"white on black in a dark screenshot":   {dark: white, light: black, module: 5, around: true, page: gray(18), press: 80},
		"black on white in a dark screenshot":   {dark: black, light: white, module: 5, around: true, page: gray(18), press: 80},
		"grey on dark":                          {dark: gray(70), light: gray(24), module: 6, press: 90},
		"grey on dark in a screenshot":          {dark: gray(90), light: gray(30), module: 6, around: true, page: gray(30), press: 90},
		"dark on a little less dark":            {dark: gray(24), light: gray(50), module: 6},
		"bright on white":                       {dark: gray(215), light: white, module: 6},
		"blue on dark":                          {dark: rgb(90, 160, 250), light: rgb(23, 33, 43), module: 5, press: 80},
		"dark blue on black":                    {dark: rgb(0, 0, 140), light: black, module: 6},
		"red on green that is as bright":        {dark: rgb(200, 40, 40), light: rgb(20, 125, 60), module: 6},
		"yellow on white":                       {dark: rgb(255, 235, 60), light: white, module: 6},
		"very small":                            {dark: black, light: white, module: 2, press: 75},
		"very small, white on black":            {dark: white, light: black, module: 2, press: 80},
		"one pixel each":                        {dark: white, light: black, module: 1},
		"black on nothing":                      {dark: black, light: color.Transparent, module: 5},
		"large":                                 {dark: white, light: black, module: 30, press: 70},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read, err := qrscan.Read(t.Context(), render(t, l))
			require.NoError(t, err)
			require.Equal(t, text, read)
		})
	}
}

func TestTextIsNoCode(t *testing.T) {
	t.Parallel()
	page := image.NewGray(image.Rect(0, 0, 900, 1200))
	for i := range page.Pix {
		page.Pix[i] = 30 + strings.Repeat("\x00\x20\x50\x70\x10", 20)[i%97]
	}
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, page))
	_, err := qrscan.Read(t.Context(), file.Bytes())
	require.ErrorIs(t, err, qrscan.ErrNoCode)
}
