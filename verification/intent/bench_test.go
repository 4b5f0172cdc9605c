package intent

import (
	"strings"
	"testing"
)

func BenchmarkOf(b *testing.B) {
	for name, text := range map[string]string{
		"a question": "Ребята, кто этот человек на фото, знает кто-нибудь?",
		"a caption":  "Никто это не покажет по ТВ, перешлите всем, кого знаете!",
		"a post":     strings.Repeat("Говорят, что завтра закроют банки и кто знает, что будет дальше с этим. ", 12),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Of(text)
			}
		})
	}
}
