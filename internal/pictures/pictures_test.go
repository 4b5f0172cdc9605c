package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPicturesShowWhatTheBotSays holds the pictures in docs to the conversations, which other tests hold to the bot.
func TestPicturesShowWhatTheBotSays(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	all, err := readAll(conversations)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	drawn, err := readDrawn(drawnList)
	require.NoError(t, err)
	for _, p := range all {
		if p.digest() != drawn[p.name] {
			t.Errorf("%s.png shows what the bot no longer says: go run ./internal/pictures draws it anew", p.name)
		}
		delete(drawn, p.name)
		path := filepath.Join(folder, p.name+".png")
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Less(t, info.Size(), int64(85_000), "%s is too large for a page that people open on a phone", path)
		file, err := os.Open(path)
		require.NoError(t, err)
		size, err := png.DecodeConfig(file)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		require.Equal(t, 630, size.Width)
	}
	require.Empty(t, drawn, "these are drawn from nothing any more")
}

func TestParse(t *testing.T) {
	t.Parallel()
	all, err := parse(`group Chat of Dana
# picture one: Dana
Dana forwards hidden Friend: photo Look
    → Dana 📎photo: Choose for K7Q-2MX
        now
        [Yes] [No](https://t.me/x)
    → Emil: not for this chat
Dana presses [Yes]
    → Dana (edited): Chosen: K7Q-2MX
    (Dana sees: Done.)
# picture two: Chat
# end of one
Emil replies in Chat: /status CODE1
    → Chat: Nothing.
# end of two
`)
	require.NoError(t, err)
	require.Len(t, all, 2)
	one, two := all[0], all[1]
	require.Len(t, one.items, 4)
	require.Equal(t, item{kind: fromPerson, origin: "Friend", text: "Look", media: []string{"photo"}}, one.items[0])
	require.Equal(t, "Choose for K7Q-2MX\nnow", one.items[1].text)
	require.Equal(t, [][]button{{{"Yes", true}, {"No", false}}}, one.items[1].buttons)
	require.Equal(t, []string{"photo"}, one.items[1].media)
	require.True(t, one.items[2].edited)
	require.Empty(t, one.items[2].buttons)
	require.Equal(t, item{kind: toast, text: "Done."}, one.items[3])
	require.True(t, two.group)
	require.Equal(t, "/status K7Q-2MX", two.items[0].text)
	require.Contains(t, one.html(), "<span class=pressed>Yes</span>")
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for text, reason := range map[string]string{
		"# picture one: Dana\nDana: Hello":           "has no end",
		"# picture one: Dana\n# end of one":          "shows nothing",
		"# picture one: Dana\nDana: x\n# end of two": "does not begin",
	} {
		_, err := parse(text)
		require.ErrorContains(t, err, reason)
	}
}

func TestTextIsWrittenAsHTML(t *testing.T) {
	t.Parallel()
	require.Equal(t, "&lt;b&gt; <u>K7Q-2MX</u><br><a>/me</a> <a>https://x.org/a/b</a>", escape("<b> K7Q-2MX\n/me https://x.org/a/b"))
}
