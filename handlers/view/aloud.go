package view

import (
	"strings"
	"unicode/utf16"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// ReadOut is what to read out about results to a listener, with buttons for other languages; code is that of the one that was asked for,
// "" for the latest ones.
func ReadOut(s, listener locale.Speaker, code claim.Code, claims []*claim.Claim, botName, number string) (string, [][]bot.Button) {
	text := Scripts(listener, claims, botName, number) + s.T("relay.care")
	if code == "" {
		text += "\n\n" + s.T("relay.help")
	}
	var others []bot.Button
	for _, other := range claim.Languages {
		if other != listener.Language {
			others = append(others, bot.Button{Text: locale.Name(other), Data: callback.Data(callback.Relay, code, string(other))})
		}
	}
	return text, [][]bot.Button{others}
}

const (
	// MostScripts is how many results are read out in one call.
	MostScripts    = 3
	longestScripts = 3200 // UTF-16 units; a message takes 4096, and what to heed stands below them
)

// Scripts are what is read out about results, as many of them as one message takes.
func Scripts(s locale.Speaker, claims []*claim.Claim, botName, number string) string {
	var out strings.Builder
	room := longestScripts
	for _, c := range claims {
		text := Script(s, c.Public(), botName, number)
		if room -= len(utf16.Encode([]rune(text))); room < 0 {
			break
		}
		out.WriteString("<blockquote>" + escape(text) + "</blockquote>\n")
	}
	return out.String()
}

// How much of a claim is read out.
const (
	quotedAloud  = 14  // words
	longestAloud = 200 // characters
)

// Script is what is read out about a result in half a minute, as plain text: what is claimed, what it is, which version of
// which day, the code so that it cannot be misheard, and how to check it. What is withdrawn is not quoted.
func Script(s locale.Speaker, r claim.Release, botName, number string) string {
	say := func(key string, pairs ...any) string { return Plain(s.T(key, pairs...)) }
	lines := []string{say("relay.hello")}
	if r.Status == claim.StatusTakenDown {
		lines = append(lines, say("relay.withdrawn"))
	} else {
		if quote, more := r.Quote.Words(quotedAloud); !quote.Empty() {
			words := quote.String()
			if more {
				words += " …"
			}
			lines = append(lines, say("relay.claim", "Question", say("ask."+string(r.Question)), "Quote", input.Shorten(words, longestAloud)))
		} else {
			lines = append(lines, say("relay.picture", "Question", say("ask."+string(r.Question))))
		}
		lines = append(lines, say("relay.result", "Verdict", strings.TrimSuffix(Plain(verdict(s, r)), ".")))
		if r.Custody {
			lines = append(lines, say("result.custody"))
		}
	}
	version := "relay.first"
	if r.Version > 1 {
		version = "relay.corrected"
	}
	lines = append(lines, say(version, "Version", r.Version, "Day", r.At.UTC().Format("02.01.2006")))
	spelled := Spell(s, r.Code)
	lines = append(lines, say("relay.code", "Code", spelled))
	check := say("relay.check", "Bot", "@"+botName)
	if number != "" {
		check = say("relay.check.sms", "Bot", "@"+botName, "Number", number)
	}
	return strings.Join(append(lines, check), "\n")
}

// Spell reads a code out: letters by the words of the international radio alphabet, which no two of sound alike, and numbers
// in words.
func Spell(s locale.Speaker, code claim.Code) string {
	alphabet := cyrillicAlphabet
	if s.Language == claim.English {
		alphabet = latinAlphabet
	}
	digits := strings.Fields(Plain(s.T("relay.digits")))
	var parts []string
	for _, r := range string(code) {
		if r >= '0' && r <= '9' {
			parts = append(parts, string(r)+" "+digits[r-'0'])
		} else {
			parts = append(parts, string(r)+" "+alphabet[r])
		}
	}
	const half = 3
	return strings.Join(parts[:half], ", ") + " – " + strings.Join(parts[half:], ", ")
}

var latinAlphabet = map[rune]string{
	'A': "Alfa", 'B': "Bravo", 'C': "Charlie", 'D': "Delta", 'E': "Echo", 'F': "Foxtrot", 'G': "Golf", 'H': "Hotel", 'J': "Juliett",
	'K': "Kilo", 'M': "Mike", 'N': "November", 'P': "Papa", 'Q': "Quebec", 'R': "Romeo", 'S': "Sierra", 'T': "Tango",
	'V': "Victor", 'W': "Whiskey", 'X': "X-ray", 'Y': "Yankee", 'Z': "Zulu",
}

var cyrillicAlphabet = map[rune]string{
	'A': "Альфа", 'B': "Браво", 'C': "Чарли", 'D': "Дельта", 'E': "Эхо", 'F': "Фокстрот", 'G': "Гольф", 'H': "Хотел", 'J': "Джульетта",
	'K': "Кило", 'M': "Майк", 'N': "Новембер", 'P': "Папа", 'Q': "Квебек", 'R': "Ромео", 'S': "Сьерра", 'T': "Танго",
	'V': "Виктор", 'W': "Виски", 'X': "Икс-рэй", 'Y': "Янки", 'Z': "Зулу",
}
