package card_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/card"
)

var show = flag.String("show", "", "write the cards of the tests into this folder, to look at them")

// scene is a picture as somebody might send one: a sky, a street, a crowd of blocks.
func scene(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(120 + 90*y/h), uint8(150 + 60*y/h), 200, 255}
			if y > h/2+(x*7/40%60) {
				c = color.RGBA{uint8(90 + x*60/w), 88, uint8(70 + (x/30%3)*25), 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

const longText = "RST1:6BFY70R30FFWTWGSLKC 4O992$V M63TMF2V*D9LPC.3EHPCGEC27B72VF/347O4-M6Y9M6FOYG4ILDEI8GR3ZI$15MABL:E9CVBGEEWRMLE C39S0AL" +
	"LC90KCP1NW46JRS0$JI2LE 6ADLCRP0ZKA4LC1SI*VC4DEZJCX/KJ*CZ7DCECPEDA2EPEDP9EHWENPCFWE*PP:+P*.1D9R+Q6646C%6RF6:X93O5RF6$T61R64IM64631A795*964W5ZQ6Y96HR6TNA"

// samples are cards of every kind, in every language.
func samples() map[string]card.Card {
	ky := card.Card{
		Verdict: card.Answered, Question: "Бул ким?", Word: "Бул – Викрам Рузахунов", Label: "Эмне айтылууда",
		Quote: "Задержанный в Алматы: «Я безработный, мне пообещали деньги за участие в беспорядках, я согласился».", Origin: "Биринчи жарыялаган: Мемлекеттік арна",
		Notes: []string{"Бул сөздөр камакта айтылган. Алар эч нерсени далилдебейт."},
		Rests: "8 көз карандысыз волонтёр ушундай деп жооп берди. Ишенимдүүлүк: жогору.", CodeLabel: "Коду", Code: "KZJ-TKM",
		Dated: "10.01.2022 · 1-версия", Name: "Rastau · @rastau_bot", Hint: "Акыркы маалымат үчүн кодду ботко жөнөтүңүз.", QR: longText, QRCaption: "Чыныгыбы? Интернетсиз текшерүү",
	}
	kk := card.Card{
		Verdict: card.False, Question: "Рас па?", Word: "ЖАЛҒАН", Label: "Не айтылып жүр",
		Quote: "Қалаға танктер кірді, барлық жол жабық, адамдарға оқ атып жатыр. Әуежай – Ғарыш көшесінде үш күнге жабылады, үйден шықпаңыздар!", Origin: "Алғаш жариялаған: Жаңалық",
		Rests: "8 тәуелсіз ерікті осылай деп жауап берді. Сенімділік: жоғары.", CodeLabel: "Коды", Code: "BGH-NXV", Dated: "10.01.2022 · 1-нұсқа",
		Name: "Rastau · @rastau_bot", Hint: "Соңғы деректі білу үшін кодты ботқа жіберіңіз.", QR: "https://t.me/rastau_bot?start=BGHNXV", QRCaption: "Тексеру үшін камераны қаратыңыз",
	}
	ru := card.Card{
		Verdict: card.Misleading, Question: "Это правда?", Word: "ВВОДИТ В ЗАБЛУЖДЕНИЕ", Label: "Что утверждается", Picture: scene(1280, 720),
		Quote: "Так выглядит площадь прямо сейчас", Corrected: "Исправление", Notes: []string{"Исправлено: фото 2016 года, другая площадь."},
		Rests: "Так ответили 12 независимых волонтёров. Уверенность: высокая.", CodeLabel: "Код", Code: "3F8-PQ2", Dated: "11.01.2022 · версия 2",
		Name: "Rastau · @rastau_bot", Hint: "Последние данные – у бота, по этому коду.", QR: longText, QRCaption: "Проверить подлинность без интернета",
	}
	en := card.Card{
		Verdict: card.True, Question: "Is it true?", Word: "TRUE", Label: "What is claimed", Quote: "Schools stay closed tomorrow.",
		Rests: "Based on 5 independent volunteers. Confidence: high.", CodeLabel: "Code", Code: "K7Q-2MX", Dated: "10.01.2022 · version 1",
		Name: "Rastau · @rastau_bot", Hint: "Send this code to the bot for the latest.", QR: "https://t.me/rastau_bot?start=K7Q2MX", QRCaption: "Scan to check it",
	}
	unproven := ky
	unproven.Verdict, unproven.Question, unproven.Word, unproven.Notes = card.Unproven, "Чынбы?", "ДАЛИЛДЕНГЕН ЭМЕС", nil
	unproven.Quote = "Үч күндөн кийин нан менен ун калбайт, баары өйдө-ылдый болуп, көчөлөр бош калат дешет. Ошондуктан эртең менен эрте дүкөндөргө барып, баарын азыртан " +
		"сатып алуу керек экенин айтышты, бирок муну ким айтканын эч ким так билбейт жана https://example.org/kabar/2022/01/09/uzun-shilteme-sozu-bar дареги боюнча ачылбайт."
	withdrawn := en
	withdrawn.Verdict, withdrawn.Word, withdrawn.Quote, withdrawn.Label, withdrawn.Rests = card.Withdrawn, "WITHDRAWN", "", "", ""
	withdrawn.Corrected, withdrawn.Dated = "Please don't forward it", "12.01.2022 · version 3"
	portrait := kk
	portrait.Picture, portrait.Verdict, portrait.Word, portrait.Quote = scene(720, 1280), card.Answered, "2016 ж. Қызылорда, Ұлы Дала алаңы", ""
	portrait.Question = "Қайда, қашан?"
	long := ru
	long.Verdict, long.Picture, long.Question = card.Answered, nil, "Кто это?"
	long.Word = "Это не тот, за кого его выдают. Человек нам известен; имя не называем ради его безопасности."
	return map[string]card.Card{"ky": ky, "kk": kk, "ru": ru, "en": en, "unproven": unproven, "withdrawn": withdrawn, "portrait": portrait, "nameless": long}
}

var cards sync.Map // name → func that draws a sample once: with the race detector it takes seconds

func drawn(name string) (card.File, error) {
	draw, _ := cards.LoadOrStore(name, sync.OnceValues(samples()[name].Draw))
	return draw.(func() (card.File, error))()
}

func TestDraw(t *testing.T) {
	t.Parallel()
	for name := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := drawn(name)
			require.NoError(t, err)
			size, format, err := image.DecodeConfig(bytes.NewReader(file.Bytes))
			require.NoError(t, err)
			require.Equal(t, card.Width, size.Width)
			require.Less(t, size.Height, 20*size.Width, "the service takes no picture that is longer")
			require.Equal(t, file.MIME, "image/"+format)
			if *show != "" {
				require.NoError(t, os.WriteFile(filepath.Join(*show, name+"."+format), file.Bytes, 0o644))
			}
		})
	}
}

func TestTheSameCardIsTheSameFile(t *testing.T) {
	t.Parallel()
	c := samples()["en"]
	first, err := drawn("en")
	require.NoError(t, err)
	again, err := c.Draw()
	require.NoError(t, err)
	require.True(t, bytes.Equal(first.Bytes, again.Bytes))
}

// TestReadersReadTheCode has an independent reader find the QR code, also when the picture is as small as on a phone.
func TestReadersReadTheCode(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"kk", "ky", "ru", "portrait"} {
		c := samples()[name]
		file, err := drawn(name)
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "card")
		require.NoError(t, os.WriteFile(path, file.Bytes, 0o600))
		out, err := exec.Command("zbarimg", "--quiet", "--raw", path).Output()
		require.NoError(t, err)
		require.Equal(t, c.QR, strings.TrimSuffix(string(out), "\n"))
	}
}

func TestNothingIsInTheFileButWhatCanBeSeen(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"kk", "ru"} {
		file, err := drawn(name)
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "card")
		require.NoError(t, os.WriteFile(path, file.Bytes, 0o600))
		out, err := exec.Command("exiftool", "-G", "-EXIF:all", "-XMP:all", "-IPTC:all", "-Comment", "-PNG:all", path).Output()
		require.NoError(t, err)
		for _, hidden := range []string{"EXIF", "XMP", "IPTC", "Comment", "Software", "Date", "Text"} {
			require.NotContains(t, string(out), hidden)
		}
	}
}

func TestATextThatNoCodeHolds(t *testing.T) {
	t.Parallel()
	c := samples()["kk"]
	c.QR = strings.Repeat("x", 5000)
	_, err := c.Draw()
	require.ErrorIs(t, err, card.ErrNoRoom)
}
