package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

const (
	width   = 360  // of a phone, in CSS pixels
	tallest = 4000 // of a picture, likewise
	scale   = "1.75"
)

// draw has Chromium show a picture's page, and makes a small PNG of it.
func draw(ctx context.Context, p picture) ([]byte, error) {
	text, err := page(p)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	from, to := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.png")
	if err := os.WriteFile(from, []byte(text), 0o600); err != nil {
		return nil, err
	}
	browser, err := chromium()
	if err != nil {
		return nil, err
	}
	out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--force-device-scale-factor="+scale, fmt.Sprintf("--window-size=%d,%d", width, tallest), "--screenshot="+to, "file://"+from).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", browser, err, bytes.TrimSpace(out))
	}
	shot, err := os.ReadFile(to)
	if err != nil {
		return nil, err
	}
	whole, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	cut, err := chat(whole)
	if err != nil {
		return nil, err
	}
	var small bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&small, plain(cut, 48)); err != nil {
		return nil, err
	}
	return small.Bytes(), nil
}

// chromium finds the browser.
func chromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium is installed: make setup installs it")
}

// chat cuts away what is below the chat.
func chat(whole image.Image) (image.Image, error) {
	b := whole.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		if r, g, blue, _ := whole.At(b.Min.X, y).RGBA(); r>>8 == 0xff && g>>8 == 0 && blue>>8 == 0xff {
			b.Max.Y = y
			break
		}
	}
	part, ok := whole.(interface {
		SubImage(image.Rectangle) image.Image
	})
	if b.Dy() == whole.Bounds().Dy() || !ok {
		return nil, fmt.Errorf("the picture is taller than %d", tallest)
	}
	return part.SubImage(b), nil
}

// plain draws with few colours, at most 256: those that are there most, and for each other one the nearest of these.
func plain(full image.Image, colours int) image.Image {
	b := full.Bounds()
	often := map[color.RGBA]int{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			often[rgba(full.At(x, y))]++
		}
	}
	var all []color.RGBA
	for c := range often {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		if often[a] != often[b] {
			return often[b] - often[a]
		}
		return int(a.R) + int(a.G)<<8 + int(a.B)<<16 - int(b.R) - int(b.G)<<8 - int(b.B)<<16
	})
	var few color.Palette
	for _, c := range all[:min(colours, len(all))] {
		few = append(few, c)
	}
	nearest := map[color.RGBA]uint8{}
	out := image.NewPaletted(image.Rect(0, 0, b.Dx(), b.Dy()), few)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := rgba(full.At(x, y))
			i, known := nearest[c]
			if !known {
				i = uint8(few.Index(c))
				nearest[c] = i
			}
			out.SetColorIndex(x-b.Min.X, y-b.Min.Y, i)
		}
	}
	return out
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}
