package moderation

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// Hidden replaces what is not shown.
const Hidden = "▒▒▒"

// span is a range of runes of a text.
type span struct{ from, to int }

// hide returns the original text with Hidden in place of each span. Spans that touch, or are separated by a space only,
// become one.
func hide(p *lexicon.Text, spans []span) string {
	if len(spans) == 0 {
		return p.Source
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var out strings.Builder
	out.Grow(len(p.Source))
	at := 0
	for i := 0; i < len(spans); {
		from, to := spans[i].from, spans[i].to
		for i++; i < len(spans) && (spans[i].from <= to || strings.Trim(string(p.Lowered[to:spans[i].from]), " .-") == ""); i++ {
			to = max(to, spans[i].to)
		}
		out.WriteString(p.Source[at:p.Start(from)])
		out.WriteString(Hidden)
		at = p.End(to)
	}
	out.WriteString(p.Source[at:])
	return out.String()
}
