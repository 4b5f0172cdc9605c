package matching_test

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

func Example() {
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	_ = x.Put("KZ7M2X", x.Features("Алматыға әскер кірді, көшеде атыс болып жатыр", nil))
	for _, m := range x.Search(x.Features("АЛМАТЫГА АСКЕР КИРДИ, КОШЕДЕ АТЫС БОЛЫП ЖАТЫР!!", nil), 3) {
		fmt.Println(m.ID, m.Kind)
	}
	// Output: KZ7M2X join
}

// painted is a picture like no other of another number.
func painted(n uint64) *image.RGBA {
	rng := rand.New(rand.NewPCG(n, 7))
	img := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for range 60 {
		x, y := rng.IntN(320), rng.IntN(240)
		r := image.Rect(x, y, x+10+rng.IntN(100), y+10+rng.IntN(80))
		shade := color.RGBA{uint8(rng.IntN(256)), uint8(rng.IntN(256)), uint8(rng.IntN(256)), 255}
		draw.Draw(img, r, image.NewUniform(shade), image.Point{}, draw.Src)
	}
	return img
}

// edged is a picture without its edges: near enough to be asked about, too far to be the same.
func edged(n uint64) image.Image { return painted(n).SubImage(image.Rect(8, 6, 312, 234)) }

func look(img image.Image) *matching.ImageFeatures {
	return &matching.ImageFeatures{Print: pictures.FingerprintOf(img)}
}

func still(img image.Image) *matching.ImageFeatures {
	return &matching.ImageFeatures{Print: pictures.FingerprintOf(img), Still: true}
}

const (
	claimed = "Полиция стреляет по людям на площади в Алматы"
	other   = "Вода из крана в Шымкенте отравлена, не пейте её сегодня"
	asking  = "это правда?"
)

// What is joined and what is only suggested, by what is known and what is sent.
func TestDecide(t *testing.T) {
	t.Parallel()
	photo, near, elsewhere := look(painted(1)), look(edged(1)), look(painted(2))
	require.False(t, pictures.Match(near.Print, photo.Print).Joins(pictures.DefaultLimits()), "this is what the test is about")
	file := func(same string, l *matching.ImageFeatures) matching.File { return matching.File{Same: same, Image: l} }
	type thing struct {
		text  string
		files []matching.File
	}
	of := func(text string, files ...matching.File) thing { return thing{text, files} }
	for name, c := range map[string]struct {
		known, sent thing
		want        matching.Kind
	}{
		"the same text":                           {of(claimed), of(claimed + "!"), matching.Join},
		"another text":                            {of(claimed), of(other), ""},
		"nothing":                                 {of(claimed), of(""), ""},
		"the same bare question":                  {of(asking), of(asking), ""},
		"the same photo":                          {of("", file("a", photo)), of("", file("b", photo)), matching.Join},
		"the same file of which nobody saw it":    {of("", file("a", nil)), of("", file("a", nil)), matching.Join},
		"another file of which nobody saw it":     {of("", file("a", nil)), of("", file("b", nil)), ""},
		"a photo of it":                           {of("", file("a", photo)), of("", file("b", near)), matching.Suggest},
		"another photo":                           {of("", file("a", photo)), of("", file("b", elsewhere)), ""},
		"the same photo with a question":          {of(asking, file("a", photo)), of("кто это", file("b", photo)), matching.Join},
		"a question without its photo":            {of(asking, file("a", photo)), of(asking), ""},
		"a photo of which more was said":          {of(claimed, file("a", photo)), of(asking, file("b", photo)), matching.Join},
		"a photo of which more is said":           {of("", file("a", photo)), of(claimed, file("b", photo)), matching.Suggest},
		"a photo of which something else is said": {of(claimed, file("a", photo)), of(other, file("b", photo)), matching.Suggest},
		"the same said of the same photo":         {of(claimed, file("a", photo)), of(claimed, file("b", photo)), matching.Join},
		"the same said of another photo":          {of(claimed, file("a", photo)), of(claimed, file("b", elsewhere)), matching.Suggest},
		"what was said of a photo":                {of(claimed, file("a", photo)), of(claimed), matching.Join},
		"what was said, with a photo":             {of(claimed), of(claimed, file("a", photo)), matching.Suggest},
		"one photo of an album":                   {of("", file("a", photo), file("c", elsewhere)), of("", file("b", photo)), matching.Suggest},
		"an album with one more":                  {of("", file("a", photo)), of("", file("b", photo), file("c", elsewhere)), matching.Suggest},
		"the same album":                          {of("", file("a", photo), file("c", elsewhere)), of("", file("d", elsewhere), file("b", photo)), matching.Join},
		"another few words of the same photo":     {of("Взрыв газа в жилом доме в Москве, 2018 год", file("a", photo)), of("Взрыв в Киеве", file("b", photo)), matching.Suggest},
		"few words that deny it":                  {of("Это Токаев", file("a", photo)), of("Это не Токаев", file("b", photo)), matching.Suggest},
		"few words of a photo without any":        {of("", file("a", photo)), of("Взрыв в Киеве", file("b", photo)), matching.Suggest},
		"a photo of which few words were said":    {of("Это Токаев", file("a", photo)), of(asking, file("b", photo)), matching.Join},
		"the same few words of the same photo":    {of("Взрыв в Киеве", file("a", photo)), of("взрыв в Киеве!", file("b", photo)), matching.Join},
		"one photo twice for two photos":          {of("", file("a", photo), file("b", elsewhere)), of("", file("c", photo), file("d", photo)), matching.Suggest},
		"two photos for one photo twice":          {of("", file("c", photo), file("d", photo)), of("", file("a", photo), file("b", elsewhere)), matching.Suggest},
		"one photo twice":                         {of("", file("c", photo), file("d", photo)), of("", file("a", photo), file("b", photo)), matching.Join},
		"one file twice for two files":            {of("", file("a", nil), file("b", nil)), of("", file("a", nil), file("a", nil)), matching.Suggest},
		"two videos that begin alike":             {of("", file("a", still(painted(1)))), of("", file("b", still(painted(1)))), matching.Suggest},
		"a photo of a video":                      {of("", file("a", still(painted(1)))), of("", file("b", photo)), matching.Suggest},
		"the same video":                          {of("", file("a", still(painted(1)))), of("", file("a", still(painted(1)))), matching.Join},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := matching.New([32]byte{1}, pictures.DefaultLimits())
			require.NoError(t, x.Put("K", x.Features(c.known.text, c.known.files)))
			require.NoError(t, x.Put("L", x.Features("Мост через Иртыш в Павлодаре закрыт до утра", []matching.File{{Same: "z", Image: look(painted(9))}})))
			found := x.Search(x.Features(c.sent.text, c.sent.files), 5)
			if c.want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Equal(t, "K", found[0].ID)
			require.Equal(t, c.want, found[0].Kind)
			require.Greater(t, found[0].Score, 0.)
			require.LessOrEqual(t, found[0].Score, 1.)
		})
	}
}

// A picture alone can be meant in as many ways as there are texts beside it: which, only the person can say.
func TestSeveralTextsBesideOnePicture(t *testing.T) {
	t.Parallel()
	file := []matching.File{{Same: "a"}}
	for name, c := range map[string]struct {
		known []string
		sent  string
		want  matching.Kind
	}{
		"one text":                  {[]string{claimed}, "", matching.Join},
		"one text twice":            {[]string{claimed, claimed}, "", matching.Join},
		"two texts":                 {[]string{claimed, other}, "", matching.Suggest},
		"two texts, and a question": {[]string{claimed, other}, asking, matching.Suggest},
		"a text and none":           {[]string{claimed, asking}, "", matching.Suggest},
		"two questions":             {[]string{"кто это", asking}, "", matching.Join},
	} {
		x := matching.New([32]byte{1}, pictures.DefaultLimits())
		for i, text := range c.known {
			require.NoError(t, x.Put(fmt.Sprint("K", i), x.Features(text, file)))
		}
		found := x.Search(x.Features(c.sent, file), 5)
		require.Len(t, found, len(c.known), name)
		for _, m := range found {
			require.Equal(t, c.want, m.Kind, name)
		}
	}
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	require.NoError(t, x.Put("K", x.Features(claimed, file)))
	require.NoError(t, x.Put("L", x.Features(other, file)))
	found := x.Search(x.Features(other, file), 5)
	require.Equal(t, []any{"L", matching.Join, "K", matching.Suggest}, []any{found[0].ID, found[0].Kind, found[1].ID, found[1].Kind},
		"who says which is understood")
}

// Nothing is recognised by a bare question, whoever asked it before.
func TestNothingIsRecognisedByABareQuestion(t *testing.T) {
	t.Parallel()
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	for _, text := range []string{"Это правда?", "рас па", "чындыкпы?", "is this real??", "привет", "спасибо!"} {
		f := x.Features(text, nil)
		require.True(t, f.Empty(), text)
		require.NoError(t, x.Put("K", f))
		require.Empty(t, x.Search(f, 5), text)
	}
}

// Only results that are out are found by who searches.
func TestResults(t *testing.T) {
	t.Parallel()
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	require.NoError(t, x.Put("LIVE", x.Features(claimed, nil)))
	f := x.Features(other, nil)
	f.Result = x.TextFeatures(other + "\nВикрам Рузахунов")
	require.NoError(t, x.Put("OUT", f))
	require.Empty(t, x.Results(claimed, 5), "nobody is told of what is being checked")
	for _, words := range []string{"вода Шымкент", "Vikram Ruzakhunov", "рузахунов"} {
		found := x.Results(words, 5)
		require.Len(t, found, 1, words)
		require.Equal(t, "OUT", found[0].ID)
	}
	require.Empty(t, x.Results("погода", 5))
	x.Remove("OUT")
	require.Empty(t, x.Results("вода Шымкент", 5))
}

// Features of another key are refused, and recognised by nothing.
func TestFeaturesOfAnotherKey(t *testing.T) {
	t.Parallel()
	ours, theirs := matching.New([32]byte{1}, pictures.DefaultLimits()), matching.New([32]byte{2}, pictures.DefaultLimits())
	foreign := theirs.Features(claimed, []matching.File{{Same: "a"}})
	require.Error(t, ours.Put("K", foreign))
	require.Error(t, ours.Put("K", foreign), "it is not known by then either")
	require.Empty(t, ours.Search(ours.Features(claimed, nil), 5))
	require.Empty(t, ours.Search(theirs.Features(claimed, nil), 5))
	require.Len(t, ours.Search(ours.Features("", []matching.File{{Same: "a"}}), 5), 1, "by its file all the same")
}

// Whatever came and went before, an index finds nothing that is gone, and of files what one finds that was only ever given
// what is left.
func TestWhatIsGoneLeavesNothing(t *testing.T) {
	t.Parallel()
	said := []string{claimed, other, asking, "", claimed + " вчера вечером, есть погибшие"}
	seen := []*matching.ImageFeatures{nil, look(painted(1)), look(edged(1)), look(painted(2))}
	rapid.Check(t, func(t *rapid.T) {
		x := matching.New([32]byte{1}, pictures.DefaultLimits())
		left := map[string]matching.Features{}
		thing := func() matching.Features {
			var files []matching.File
			for range rapid.IntRange(0, 2).Draw(t, "files") {
				files = append(files, matching.File{
					Same: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "same"), Image: rapid.SampledFrom(seen).Draw(t, "look"),
				})
			}
			return x.Features(rapid.SampledFrom(said).Draw(t, "text"), files)
		}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			id := rapid.SampledFrom([]string{"K", "L", "M", "N"}).Draw(t, "id")
			if rapid.IntRange(0, 2).Draw(t, "what") == 0 {
				x.Remove(id)
				delete(left, id)
				continue
			}
			left[id] = thing()
			require.NoError(t, x.Put(id, left[id]))
		}
		fresh := matching.New([32]byte{1}, pictures.DefaultLimits())
		for id, f := range left {
			require.NoError(t, fresh.Put(id, f))
		}
		require.Equal(t, len(left), x.Len())
		q := thing()
		for _, m := range x.Search(q, 9) {
			require.Contains(t, left, m.ID, "it is gone")
		}
		q.Text = nil // how rare a word is may lag behind what is left; files do not
		want, got := fresh.Search(q, 9), x.Search(q, 9)
		require.Equal(t, want, got)
	})
}

// What is put there again as it was costs nothing; all else wears the index out, in the end.
func TestWhatIsAsItWasIsLeftAlone(t *testing.T) {
	t.Parallel()
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	files := []matching.File{{Same: "a", Image: look(painted(1))}}
	f, other := x.Features(claimed, files), x.Features(claimed+" вчера", files)
	for i := range 2500 {
		f.Files[0].Same = strconv.Itoa(i) // only the file is another one
		require.NoError(t, x.Put("K", f))
	}
	require.False(t, x.Worn())
	require.Empty(t, x.Search(x.Features("", []matching.File{{Same: "0"}}), 5))
	require.Len(t, x.Search(x.Features("", []matching.File{{Same: "2499"}}), 5), 1)
	for range 600 {
		require.NoError(t, x.Put("K", other))
		require.NoError(t, x.Put("K", f))
	}
	require.True(t, x.Worn())
	require.True(t, x.Has("K"))
	require.Equal(t, matching.Join, x.Search(f, 5)[0].Kind)
}

func TestLookAt(t *testing.T) {
	t.Parallel()
	l := matching.ImageFeaturesOf(painted(1), true)
	require.True(t, l.Still)
	require.True(t, l.Like(look(painted(1)), pictures.DefaultLimits()))
	require.False(t, l.Like(nil, pictures.DefaultLimits()))
}

// A question that nobody foresaw, without words of its own, means something else whoever asks it: below another picture, too.
func TestNothingIsRecognisedByFewWords(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Это дубляж?", "Может, массовка?", "Тут мина", "Is this upscaled?"} {
		x := matching.New([32]byte{1}, pictures.DefaultLimits())
		require.NoError(t, x.Put("alone", x.Features(text, nil)))
		require.NoError(t, x.Put("below", x.Features(text, []matching.File{{Same: "one"}})))
		require.Empty(t, x.Search(x.Features(text, nil), 3), text)
		require.Empty(t, x.Search(x.Features(text, []matching.File{{Same: "two"}}), 3), text)
		require.NotEmpty(t, x.Search(x.Features(text, []matching.File{{Same: "one"}}), 3), text)
	}
}
