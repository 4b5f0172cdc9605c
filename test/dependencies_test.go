package test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recognisesFaces matches modules that do, or with which it is done.
var recognisesFaces = regexp.MustCompile(`(?i)face|facial|dlib|opencv|gocv|pigo|tensorflow|onnx|mediapipe|insight|rekognition|arcface|deepstack|libtorch|gorgonia`)

// interfaces are what else is called so.
var interfaces = regexp.MustCompile(`(?i)interface|iface|stdlib`)

// TestNothingRecognisesFaces is a promise to whom the bot must never help to find.
func TestNothingRecognisesFaces(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", "-test", "github.com/rastau/rastau/...").Output()
	require.NoError(t, err)
	sums, err := os.ReadFile("../go.sum")
	require.NoError(t, err)
	for line := range strings.Lines(string(out) + string(sums)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		require.False(t, recognisesFaces.MatchString(interfaces.ReplaceAllString(name, "")), "%s is not to be built with", name)
	}
	for _, bad := range []string{"github.com/Kagami/go-face", "gocv.io/x/gocv", "github.com/esimov/pigo/core"} {
		require.True(t, recognisesFaces.MatchString(bad), "the search finds what there is")
	}
}

// TestSecretsAreComparedInATimeThatSaysNothing: what lets somebody in from outside is compared by crypto/subtle, wherever that is.
func TestSecretsAreComparedInATimeThatSaysNothing(t *testing.T) {
	t.Parallel()
	for _, door := range []string{"bot/sms", "bot/intake"} {
		out, err := exec.Command("go", "list", "-f", "{{join .Imports \" \"}}", "github.com/rastau/rastau/"+door).Output()
		require.NoError(t, err)
		require.Contains(t, strings.Fields(string(out)), "crypto/subtle", door)
	}
}

// decodes matches what decodes a picture.
var decodes = regexp.MustCompile(`\b(image|jpeg|png|gif|webp|bmp|tiff|vp8|vp8l)\.(Decode|DecodeAll|NewDecoder)\(`)

// TestPicturesAreDecodedByOneDoor: nothing but internal/imaging, which knows what a picture costs, decodes one. Tests, the Bot API
// server that is for tests and the command that draws the pictures of the guides may.
func TestPicturesAreDecodedByOneDoor(t *testing.T) {
	t.Parallel()
	found := 0
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../bot/telegramtest/") ||
			strings.HasPrefix(path, "../internal/pictures/") {
			return err
		}
		file, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if decodes.Match(file) {
			found++
			require.True(t, strings.HasPrefix(path, "../internal/imaging/"), "%s decodes pictures: let imaging.Use do it", path)
		}
		return nil
	}))
	require.Positive(t, found, "the search finds what there is")
}
