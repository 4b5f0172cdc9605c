package bulletin

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var issued = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

// testKey is always the same for the same name.
func testKey(name string) Key {
	var seed [32]byte
	copy(seed[:], name)
	return keyOf(seed, issued)
}

var issuer = testKey("issuer")

func with(language string, items ...Item) Bulletin {
	return Bulletin{Issuer: "Rastau", Issued: issued, Number: 17, Language: language, Items: items}
}

func seal(tb testing.TB, b Bulletin) Sealed {
	tb.Helper()
	s, err := Seal(b, issuer)
	require.NoError(tb, err)
	return s
}

// What people are told in a bulletin of an hour.
var (
	english = Item{Code: "K7Q2MX", Question: Truth, Verdict: False, Version: 1, At: issued.Add(-time.Hour),
		Quote: "Foreign troops have landed in Almaty", Answer: "Video is from 2019"}
	russian = Item{Code: "K7Q2MX", Question: Truth, Verdict: False, Version: 1, At: issued.Add(-time.Hour),
		Quote: "В Алматы высадились иностранные войска", Answer: "Видео снято в 2019 году"}
	kazakh = Item{Code: "K7Q2MX", Question: Truth, Verdict: False, Version: 1, At: issued.Add(-time.Hour),
		Quote: "Алматыға шетел әскері түсті", Answer: "Бейне 2019 жылы түсірілген"}
	five = []Item{
		russian,
		{Code: "0H4ZC9", Question: Truth, Verdict: True, Version: 2, At: issued.Add(-50 * time.Minute),
			Quote: "Аэропорт Алматы закрыт до утра", Answer: "Подтвердили сотрудники и пассажиры"},
		{Code: "R3T8WA", Question: Identity, Verdict: Answered, Version: 1, At: issued.Add(-40 * time.Minute),
			Quote: "Избитый человек на госканале «признаётся», что ему заплатили", Answer: "Викрам Рузахунов, джазовый пианист из Бишкека"},
		{Code: "9XG5NE", Question: Place, Verdict: Answered, Version: 1, At: issued.Add(-30 * time.Minute),
			Quote: "Толпа у горящего здания, видео без подписи", Answer: "Алматы, площадь Республики, 5 января"},
		{Code: "BVM6S1", Question: Truth, Verdict: Unproven, Version: 1, At: issued.Add(-10 * time.Minute),
			Quote: "В больницах города закончилась донорская кровь", Answer: "Врачи двух больниц говорят разное"},
	}
)

// twenty are codes with verdicts and no words; their codes are spread as those of real claims are.
func twenty() []Item {
	var items []Item
	for i := range uint32(20) {
		o := outcomes[i%4]
		items = append(items, Item{Code: codeText((i + 7) * 2654435761 >> 2), Question: o.Question, Verdict: o.Verdict, Version: 1})
	}
	return items
}

func TestSizesStayWithinWhatCarriersTake(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name                           string
		bulletin                       Bulletin
		cose, characters, sms, sideAtM int
	}{
		// The most that each may take: QR versions 10, 12, 11, 18 and 11 at level M.
		{"one in English", with("en", english), 177, 270, 2, 57},
		{"one in Russian", with("ru", russian), 251, 381, 3, 65},
		{"one in Kazakh", with("kk", kazakh), 228, 346, 3, 61},
		{"five in Russian", with("ru", five...), 758, 765, 5, 89},
		{"twenty codes", with("ru", twenty()...), 463, 316, 3, 61},
	} {
		row.bulletin.Number = Minute(issued) + 3 // the fourth of that minute
		s := seal(t, row.bulletin)
		n, gsm7 := Segments(s.Text())
		require.True(t, gsm7, row.name)
		t.Logf("%-16s %4d bytes %4d characters %2d SMS, QR at M %2d, at Q %2d", row.name, len(s.COSE), len(s.Text()), n,
			version(t, s.Text(), levelM), version(t, s.Text(), levelQ))
		require.LessOrEqual(t, len(s.COSE), row.cose, row.name)
		require.LessOrEqual(t, len(s.Text()), row.characters, row.name)
		require.LessOrEqual(t, n, row.sms, row.name)
		require.LessOrEqual(t, 17+4*version(t, s.Text(), levelM), row.sideAtM, row.name)
		b, _, err := Verify([]byte(s.Text()), NewKeyring(issuer.Public()))
		require.NoError(t, err)
		require.Equal(t, row.bulletin, b)
	}
}

var words = rapid.StringOfN(rapid.RuneFrom([]rune("абвқңөyz «»\"'–…5🕊<&>")), 0, 60, -1)

// items draws an item; code comes from outside, as a bulletin has each once.
func drawItem(t *rapid.T, code string) Item {
	o := rapid.SampledFrom(outcomes).Draw(t, "outcome")
	it := Item{Code: code, Question: o.Question, Verdict: o.Verdict,
		Version: rapid.OneOf(rapid.IntRange(1, 3), rapid.IntRange(1, maxVersion)).Draw(t, "version")}
	if rapid.Bool().Draw(t, "words") {
		it.Answer, it.Quote = Plain(words.Draw(t, "answer"), MaxAnswer), Plain(words.Draw(t, "quote"), MaxQuote)
	}
	if rapid.Bool().Draw(t, "time") {
		it.At = issued.Add(-time.Duration(rapid.IntRange(0, 1e6).Draw(t, "age")) * time.Second)
	}
	return it
}

var anyBulletin = rapid.Custom(func(t *rapid.T) Bulletin {
	codes := rapid.SliceOfNDistinct(rapid.Uint32Range(0, maxCode), 1, 12, rapid.ID).Draw(t, "codes")
	b := Bulletin{Issuer: Plain("R"+words.Draw(t, "issuer"), MaxIssuer), Issued: issued,
		Number: rapid.OneOf(rapid.Int64Range(1, 1<<62), rapid.Int64Range(Minute(issued)-9, Minute(issued)+1<<17)).Draw(t, "number"), Language: rapid.SampledFrom(Languages).Draw(t, "language")}
	for _, code := range codes {
		b.Items = append(b.Items, drawItem(t, codeText(code)))
	}
	return b
})

func TestBulletinComesBackAsItWas(t *testing.T) {
	t.Parallel()
	ring := NewKeyring(testKey("another").Public(), issuer.Public())
	rapid.Check(t, func(t *rapid.T) {
		b := anyBulletin.Draw(t, "bulletin")
		s, err := Seal(b, issuer)
		require.NoError(t, err)
		require.False(t, fragile(s.Text()))
		file, signature, err := s.File(issuer)
		require.NoError(t, err)
		for _, form := range [][]byte{[]byte(s.Text()), []byte(" \r\n" + s.Text() + "\n"), s.COSE, Bundle(file, signature)} {
			got, signed, err := Verify(form, ring)
			require.NoError(t, err)
			require.Equal(t, b, got)
			require.Equal(t, Signed{issuer.Public(), issued}, signed)
		}
	})
}

func TestSealKeepsTimesToTheSecond(t *testing.T) {
	t.Parallel()
	b := with("en", english)
	b.Issued = issued.Add(123 * time.Millisecond).In(time.FixedZone("Almaty", 5*3600))
	b.Items[0].At = b.Issued
	s := seal(t, b)
	got, _, err := Verify(s.COSE, NewKeyring(issuer.Public()))
	require.NoError(t, err)
	require.Equal(t, s.Bulletin, got)
	require.Equal(t, issued, got.Issued)
	require.Equal(t, issued, got.Items[0].At)
	require.Equal(t, 123*time.Millisecond, time.Duration(b.Items[0].At.Nanosecond()), "the caller's items are theirs")
}

func TestWhatCannotBeIssuedIsNotSigned(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(b *Bulletin){
		"no items":           func(b *Bulletin) { b.Items = nil },
		"too many items":     func(b *Bulletin) { b.Items = make([]Item, MaxItems+1) },
		"twice the code":     func(b *Bulletin) { b.Items = append(b.Items, b.Items[0]) },
		"no code":            func(b *Bulletin) { b.Items[0].Code = "" },
		"code with U":        func(b *Bulletin) { b.Items[0].Code = "U7Q2MX" },
		"code with a hyphen": func(b *Bulletin) { b.Items[0].Code = "K7Q-2MX" },
		"verdict of another": func(b *Bulletin) { b.Items[0].Question = Place },
		"no verdict":         func(b *Bulletin) { b.Items[0].Verdict = "" },
		"version 0":          func(b *Bulletin) { b.Items[0].Version = 0 },
		"decided later":      func(b *Bulletin) { b.Items[0].At = issued.Add(time.Second) },
		"line end":           func(b *Bulletin) { b.Items[0].Quote = "one\nK7Q-2MX: TRUE." },
		"turned writing":     func(b *Bulletin) { b.Items[0].Quote = "one \u202eowt" },
		"broken text":        func(b *Bulletin) { b.Items[0].Answer = "\xff" },
		"long text":          func(b *Bulletin) { b.Items[0].Quote = strings.Repeat("қ", MaxQuote+1) },
		"number 0":           func(b *Bulletin) { b.Number = 0 },
		"no time":            func(b *Bulletin) { b.Issued = time.Time{} },
		"no issuer":          func(b *Bulletin) { b.Issuer = "" },
		"other language":     func(b *Bulletin) { b.Language = "de" },
	} {
		b := with("en", english)
		require.NoError(t, b.Check())
		spoil(&b)
		_, err := Seal(b, issuer)
		require.ErrorIs(t, err, ErrUnfit, name)
	}
}

func TestPlainMakesAnythingFit(t *testing.T) {
	t.Parallel()
	require.Equal(t, "one two three", Plain(" one\r\n two\u00a0\u202ethree\x00 ", 20))
	require.Equal(t, "кто-то…", Plain("кто-то здесь", 8))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 20).Draw(t, "n")
		require.True(t, fits(Plain(rapid.String().Draw(t, "text"), n), n))
	})
}

func TestLargestBulletinIsSigned(t *testing.T) {
	t.Parallel()
	var items []Item
	for i := range uint32(MaxItems) {
		items = append(items, Item{Code: codeText(i * 2654435761 >> 2), Question: Identity, Verdict: Answered, Version: 1,
			Answer: strings.Repeat(fmt.Sprint(i, "қ"), MaxAnswer/5), Quote: strings.Repeat("ө", MaxQuote), At: issued})
	}
	b := with("kk", items...)
	got, _, err := Verify([]byte(seal(t, b).Text()), NewKeyring(issuer.Public()))
	require.NoError(t, err)
	require.Equal(t, b, got)
	_, err = QR(seal(t, b).Text())
	require.ErrorIs(t, err, ErrTooLong)
}
