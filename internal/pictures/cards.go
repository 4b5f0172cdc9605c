package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	xdraw "golang.org/x/image/draw"
)

const (
	cardsFile = "docs/cards.png"
	cardWidth = 420
)

// drawCards puts two cards that the bot sent side by side. from holds what the tests kept of the conversations.
func drawCards(from string) error {
	var cards []image.Image
	height := 0
	for _, name := range []string{"guide_kk-1.png", "guide_en-2.png"} {
		file, err := os.Open(filepath.Join(from, name))
		if err != nil {
			return err
		}
		card, err := png.Decode(file)
		_ = file.Close()
		if err != nil {
			return err
		}
		cards = append(cards, card)
		height = max(height, scaled(card))
	}
	both := image.NewRGBA(image.Rect(0, 0, 2*cardWidth+10, height))
	xdraw.Draw(both, both.Bounds(), image.NewUniform(color.White), image.Point{}, xdraw.Src)
	for i, card := range cards {
		x := i * (cardWidth + 10)
		xdraw.CatmullRom.Scale(both, image.Rect(x, 0, x+cardWidth, scaled(card)), card, card.Bounds(), xdraw.Src, nil)
	}
	var small bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&small, plain(both, 200)); err != nil {
		return err
	}
	return os.WriteFile(cardsFile, small.Bytes(), 0o644)
}

// scaled is how tall a card is when it is as wide as the others.
func scaled(card image.Image) int { return cardWidth * card.Bounds().Dy() / card.Bounds().Dx() }
