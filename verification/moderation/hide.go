package moderation

import (
	"slices"
	"strings"
)

// Hidden stands for what is not shown.
const Hidden = "▒▒▒"

// span is a range of runes of the plain text.
type span struct{ from, to int }

// hide returns the text with Hidden for each of the spans; those that touch, or have only a space between them, are one.
func hide(p *plain, spans []span) string {
	if len(spans) == 0 {
		return p.text
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var out strings.Builder
	out.Grow(len(p.text))
	at := 0
	for i := 0; i < len(spans); {
		from, to := spans[i].from, spans[i].to
		for i++; i < len(spans) && (spans[i].from <= to || strings.Trim(string(p.low[to:spans[i].from]), " .-") == ""); i++ {
			to = max(to, spans[i].to)
		}
		out.WriteString(p.text[at:p.start(from)])
		out.WriteString(Hidden)
		at = p.end(to)
	}
	out.WriteString(p.text[at:])
	return out.String()
}
