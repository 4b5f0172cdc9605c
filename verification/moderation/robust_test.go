package moderation

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/race"
)

// pieces are what a text may be made of to trouble the screens.
var pieces = []string{
	"8", "7", "0", "1", "701", "123", "45", "2022", "05", "996", "+", "-", ".", ",", ":", ";", "(", ")", "/", "*", "@", "#", "?", "&", "=", "%37", "%", "\n", " ", "  ", "\u200b", "\u00a0", "▒", "▒▒▒", "o", "l", "З", "в", "a", "т", "*", "N",
	"ул.", "Абая", "абая", "кв", "дом", "мкр", "street", "Abay", "https://", "t.me/", "ivan", "mail.ru", "собака", "точка", "at", "dot", "семь", "жеті", "сто", "KZ", "ABC", "тенге", "$", "января", "°", "'", "№", "xx.kz/", "geo:", "Иван", "Петров", "уулу", "А.", "все", "на", "площадь", "١", "⑦", "7️⃣", "i",
}

func TestMaskedOnceIsEnough(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		masked := Mask(text)
		require.True(t, utf8.ValidString(masked))
		require.Equal(t, masked, Mask(masked), "%q", text)
	})
}

// Four times the text takes about four times as long, whatever it is made of: sixteen times would be a square.
func TestScreensAreLinear(t *testing.T) {
	t.Parallel()
	size := 10_000
	if race.Enabled {
		size /= 4
	}
	for _, p := range []string{"8", "1 ", "701 ", "12-", "18:30-", "1o", "1l1x", "a@", "@ab ", "a ", "т*", "****", "а.", "y", "https://xx.kz/%25", "ул. ", "Абая 1-", "семь ", "Иван ", "t.me/ab ", "өрттөдүбү ", "19,766,"} {
		small, large := strings.Repeat(p, size/len(p)), strings.Repeat(p, 4*size/len(p))
		const noise = 200 * time.Millisecond // of the collector of garbage
		require.Less(t, screened(large), 8*screened(small)+noise, "%q", p)
	}
}

// screened returns how long all screens compute with a text, the shorter of two times.
func screened(text string) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	best := time.Duration(1<<63 - 1)
	for range 2 {
		start := computed()
		Mask(text)
		WithoutNames(text)
		WithoutWords(text, []string{"Рузахунов"})
		Accuses(text)
		CallsToGather(text)
		GivesLocation(text)
		best = min(best, computed()-start)
	}
	return best
}

// computed is how long the thread has computed, which others on the machine do not change; where the system does not tell, it is
// the time that has passed.
func computed() time.Duration {
	const thread = 1 // RUSAGE_THREAD of Linux
	var u syscall.Rusage
	if err := syscall.Getrusage(thread, &u); err != nil {
		return time.Since(began)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var began = time.Now()
