package input

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/internal/imaging"
)

// SeenIn are the files by which one is recognised, the best first. The thumbnail of a picture that was sent as a file is small, and
// often there is none; but who cannot read the picture, as of a HEIC, sees something in it.
func SeenIn(f bot.Media) []string {
	var ids []string
	if f.Kind == bot.Document && f.Size <= imaging.LargestFile && !Moves(f) {
		ids = append(ids, f.FileID)
	}
	if f.Look != "" && !slices.Contains(ids, f.Look) {
		ids = append(ids, f.Look)
	}
	return ids
}

// Moves tells whether a file is more than one picture, as far as its sender says.
func Moves(f bot.Media) bool {
	return f.Kind != bot.Photo && (f.Kind != bot.Document || !pictureFile(f))
}

// pictureFile tells whether a document is a picture. Some apps say no more of it than its name.
func pictureFile(f bot.Media) bool {
	if f.MIME == "" || f.MIME == "application/octet-stream" {
		return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff"}, strings.ToLower(filepath.Ext(f.Name)))
	}
	return strings.HasPrefix(f.MIME, "image/") && f.MIME != "image/gif"
}
