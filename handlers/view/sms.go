package view

import (
	"strings"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// issuer is who SMS say they come from.
const issuer = "Rastau"

// SmsParts is how many parts an SMS of ours may take: each is paid for.
const SmsParts = 3

// SMSResult is a result as one SMS, with as much of what is claimed as there is room for. That it was said in custody is never
// what there is no room for.
func SMSResult(s locale.Speaker, r claim.Release, latin bool) string {
	b := bulletin.Bulletin{Issuer: issuer, Language: string(s.Language)}
	said := r // what was said in custody is said in full, below
	said.Custody = false
	text, label := "", ""
	if r.Custody {
		label = " " + InLetters(s, Plain(s.T("result.custody")), latin)
	}
	for quoted := 120; quoted >= 0; quoted -= 10 {
		text = b.SMS(publisher.Item(said, s.Language, quoted), latin)
		if FitsSMS(text + label) {
			break
		}
	}
	return smsFit(text, label)
}

// SMSText is one of the bot's texts, with its markup, as SMS carry it.
func SMSText(s locale.Speaker, text string, latin bool) string { return SMSLine(s, Plain(text), latin) }

// SMSLine is a plain text as SMS carry it.
func SMSLine(s locale.Speaker, text string, latin bool) string {
	return smsFit(InLetters(s, text, latin), "")
}

// InLetters is a text on one line, in the letters that its reader can read.
func InLetters(s locale.Speaker, text string, latin bool) string {
	text = strings.Join(strings.Fields(text), " ")
	if latin {
		text = bulletin.Latin(text, string(s.Language))
	}
	return text
}

// FitsSMS reports whether a text takes no more parts than an SMS of the bot may.
func FitsSMS(text string) bool {
	n, _ := bulletin.Segments(text)
	return n <= SmsParts
}

// smsFit cuts a text that is too long with what must follow it.
func smsFit(text, tail string) string {
	runes := []rune(text)
	for n := len(runes); !FitsSMS(text + tail); n -= 5 {
		text = strings.TrimSpace(string(runes[:max(n-5, 0)])) + "..."
	}
	return text + tail
}
