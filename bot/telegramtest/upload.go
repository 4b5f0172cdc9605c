package telegramtest

import (
	"bytes"
	"image"
	_ "image/gif" // what can be uploaded as a photo
	_ "image/jpeg"
	_ "image/png"
	"net/http"

	_ "golang.org/x/image/webp"
)

// Limits of what is uploaded.
const (
	largestPhoto  = 10 << 20
	largestUpload = 50 << 20
	longestSides  = 10_000 // width and height together
	longestRatio  = 20
)

// uploadable tells whether a file can be uploaded as that kind, in Telegram's words when it cannot.
func uploadable(kind string, content []byte) *apiError {
	switch {
	case len(content) == 0:
		return badRequest("file must be non-empty")
	case kind != "photo" && len(content) > largestUpload, kind == "photo" && len(content) > largestPhoto:
		return errCode(http.StatusRequestEntityTooLarge, "Request Entity Too Large")
	case kind != "photo":
		return nil
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	w, h := size.Width, size.Height
	if w+h > longestSides || w < 1 || h < 1 || w > longestRatio*h || h > longestRatio*w {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}
