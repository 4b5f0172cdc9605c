package bulletin

import (
	"strings"
	"unicode/utf16"
)

// SMS is the item as text messages carry it: "Rastau K7Q-2MX: FALSE. …". latin writes Cyrillic in Latin letters, so that
// a message holds 160 characters and not 70.
func (b Bulletin) SMS(it Item, latin bool) string {
	text := b.Issuer + " " + it.Line(b.Language)
	if latin {
		text = Latin(text, b.Language)
	}
	if folded := typewriter.Replace(text); isGSM7(folded) {
		return folded
	}
	return text
}

// typewriter replaces what keyboards and editors put in for what GSM-7 has.
var typewriter = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "‑", "-", "…", "...", "№", "N",
	"▒", "*", "`", "'", "•", "-", "−", "-",
)

// The default alphabet of GSM 03.38, and those that take two places as they follow an escape.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
		"ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

func isGSM7(text string) bool {
	for _, r := range text {
		if !strings.ContainsRune(gsmBasic, r) && !strings.ContainsRune(gsmExtended, r) {
			return false
		}
	}
	return true
}

// Segments tells how many messages a text takes, and whether it goes in GSM-7: 160 characters in one message or 153 in
// each of several, of which ^ { } \ [ ] ~ | € count double. Any other character makes all of it UCS-2: 70, or 67 in each.
// What counts double is never cut in two. An empty text takes one message.
func Segments(text string) (n int, gsm7 bool) {
	if isGSM7(text) {
		return segments(text, 160, 153, gsmWidth), true
	}
	return segments(text, 70, 67, utf16.RuneLen), false
}

func segments(text string, alone, each int, width func(rune) int) int {
	return len(split(text, alone, each, width))
}

// Split cuts a text into the messages that it takes, as phones do: see Segments.
func Split(text string) []string {
	if isGSM7(text) {
		return split(text, 160, 153, gsmWidth)
	}
	return split(text, 70, 67, utf16.RuneLen)
}

func gsmWidth(r rune) int {
	if strings.ContainsRune(gsmExtended, r) {
		return 2
	}
	return 1
}

func split(text string, alone, each int, width func(rune) int) []string {
	total, used, start := 0, 0, 0
	var parts []string
	for i, r := range text {
		w := width(r)
		total += w
		if used+w > each {
			parts = append(parts, text[start:i])
			used, start = 0, i
		}
		used += w
	}
	if total <= alone {
		return []string{text}
	}
	return append(parts, text[start:])
}
