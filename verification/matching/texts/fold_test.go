package texts

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFoldGivesOneWayOfWriting(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"Президент отставкаға кетті", "ПРЕЗИДЕНТ  ОТСТАВКАҒА КЕТТІ!!!", "«Президент» отставкаға — кетті…", "Президент отставкага кетти", "🔥Прези\u200bдент отставкаға\u00a0кетті🔥", "Prezident otstavkağa kettı", "prezident otstavkaga ketti", "Пpeзидeнт oтcтaвкaғa кeттi"},
		{"қызыл", "qyzyl", "кызыл", "КЫЗЫЛ"},
		{"шаңырақ", "şañyraq", "shańyraq", "s'an'yraq", "шанырак"},
		{"ұлы дүние", "ūly dünie", "uly dúnıe", "u'ly du'nie"},
		{"жоқ", "joq", "zhok", "жок"},
		{"өмір сөз", "ömır söz", "o'mir so'z", "омир соз"},
		{"кыргыз эмес", "кыргыз емес", "Kyrgyz emes"},
		{"ещё всё", "еще все", "ЕЩЁ ВСЁ"},
		{"don't", "dont", "DON’T"},
		{"#ТокаевУходи", "Токаев уходи"},
		{"№5 ５ ٥", "no 5 5 5"},
		{"①", "1"},
		{"й", "и\u0306"},
		{"замок", "за\u0301мок"},
		{"A shark swims in Houston — Jason M", "A shark swims in Houston https://x.com/a/status/1 — Jason M (@jason_m) August 28, 2017"},
	} {
		for _, s := range same[1:] {
			require.Equal(t, Fold(same[0]), Fold(s), "%q", s)
		}
	}
	require.Equal(t, "он убыл вчера", Fold("Он убыл вчера."))
	require.NotEqual(t, Fold("убыл"), Fold("убил"), "sounds alike, and is not the same")
	require.Equal(t, "смотрите тут", Fold("Смотрите https://t.me/x/1?single тут"))
}

func TestFoldIsBoundedAndStays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("аәбcceoрpXx'’ ʼ́ʻAÁI İıiÿý́yшsh.!#@\u200b\ufe0fﷺ🔥五٣")))).Draw(t, "text")
		folded := Fold(s)
		require.True(t, utf8.ValidString(folded))
		require.LessOrEqual(t, utf8.RuneCountInString(folded), 6*longest)
		require.Equal(t, strings.Join(strings.Fields(folded), " "), folded)
		require.Equal(t, folded, Fold(strings.ToValidUTF8(s, "")+" \u200b!"))
	})
}

// However long a text is, it is found by no more than its beginning, so that it takes no more memory than that.
func TestLongTextsAreCut(t *testing.T) {
	t.Parallel()
	x := NewIndex(key)
	for name, text := range megabytes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			big := text(1)
			f := x.Features(big)
			require.Less(t, len(f), 60_000)
			whole, cut := x.hasher.features(big), x.hasher.features(big[:longest*utf8.UTFMax])
			require.NotEqual(t, cut.same, whole.same)
			require.Equal(t, cut.words, whole.words)
			require.Equal(t, cut.grams, whole.grams)
		})
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	for want, ways := range map[string][]string{
		"youtube.com/watch?v=dQw4w9WgXcQ": {
			"https://youtu.be/dQw4w9WgXcQ?si=abc", "http://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", "m.youtube.com/watch?list=1&v=dQw4w9WgXcQ&t=10s",
			"https://YouTube.com/shorts/dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ/", "(https://youtu.be/dQw4w9WgXcQ).",
		},
		"t.me/x/1":           {"https://t.me/x/1", "t.me/s/x/1", "https://telegram.me/X/1?single", "«https://t.me/x/1/»"},
		"x.com/i/status/12":  {"https://twitter.com/a/status/12?s=20&t=x", "https://mobile.twitter.com/b/status/12/photo/1", "https://x.com/a/status/12#m"},
		"instagram.com/p/Ab": {"https://www.instagram.com/p/Ab/?igshid=1", "https://instagram.com/reel/Ab/?utm_source=ig"},
		"tengrinews.kz/news/1?a=1&b=2": {
			"https://tengrinews.kz/news/1/?b=2&a=1&utm_source=x&fbclid=y#top", "HTTPS://m.TENGRINEWS.kz:443/news/1?a=1&b=2", "www.tengrinews.kz/news/1?gclid=1&a=1&b=2&ref=tg,",
		},
		"site.kz#!/news/1": {"https://site.kz/#!/news/1"},
	} {
		for _, w := range ways {
			require.Equal(t, []string{want}, Links("қара "+w+" міне"), w)
		}
	}
	require.Equal(t, []string{"t.co/a1", "pic.twitter.com/b2"}, Links("#қара#мінеhttps://t.co/a1pic.twitter.com/b2"), "copied from a page of X")
	require.Equal(t, "кара мине", Fold("#қара#мінеpic.twitter.com/b2"))
	require.Equal(t, []string{"archive.org/web/1/https://a.kz/1"}, Links("https://archive.org/web/1/https://a.kz/1"))
	require.Equal(t, []string{"a.kz/1", "b.kz/2"}, Links("https://a.kz/1 http://b.kz/2 a.kz/1/"))
	require.Empty(t, Links("no link 12.5 и т.д. http:// https://%zz"))
}

func FuzzTexts(f *testing.F) {
	x := indexed("Алматыға шетел әскері кірді, әуежай жабылды", "what is known https://t.me/x/1", "short")
	for _, s := range []string{
		"", "\xff\xfe\x00", strings.Repeat("а", 100_000), strings.Repeat("a ", 50_000), strings.Repeat("ﷺ", 3000), "https://[::1]:x/%zz", "https://t.me/s",
		"x.com/a/status/", "youtu.be/", "1️⃣ ①٣ İıß ʼ's'h", strings.Repeat("\u0301", 5000), "http://m.www.m.", "s'с'c'а",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		require.True(t, utf8.ValidString(folded))
		require.LessOrEqual(t, len(folded), 32*longest)
		for _, l := range Links(s) {
			require.NotEmpty(t, l)
			if again := Links("https://" + l); len(again) == 1 && strings.HasPrefix(again[0], "youtube.com/watch?v=") {
				require.Equal(t, l, again[0])
			}
		}
		fs := x.Features(s)
		require.LessOrEqual(t, len(fs), 100*longest)
		got, err := x.SearchFeatures(fs, 3)
		require.NoError(t, err)
		require.Equal(t, x.Search(s, 3), got)
		for _, m := range got {
			require.False(t, m.Score < 0 || m.Score > 1 || m.Score != m.Score)
		}
	})
}
