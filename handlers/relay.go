package handlers

import (
	"errors"
	"strings"
	"unicode/utf16"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/gazette"
)

// relay is /relay [CODE] [language]: what to say on the phone to somebody who is cut off, about one result or the latest ones.
// Anybody may ask, and nobody is put down for it: a list of those who carry news would be a list of whom to arrest.
func (t *talk) relay(m *bot.Message) error {
	code, rest, one := input.CodeArg(m.Command.Args)
	l, spoken := verification.ParseLanguage(rest)
	if !one && !spoken && m.Command.Args != "" {
		return verification.NotFound
	}
	if !spoken {
		l = t.Language
	}
	text, rows, err := t.readOut(code, l)
	if err == nil {
		t.say(text, rows...).Handle = "relay." + string(code)
	}
	return err
}

// showScript changes the language of what is to be read out.
func (t *talk) showScript(code verification.Code, l verification.Language) error {
	text, rows, err := t.readOut(code, l)
	if err == nil {
		t.show("relay."+string(code), text, rows...)
	}
	return err
}

// readOut is what to read out about a result, or about the latest ones if the code is "", with buttons for other languages.
func (t *talk) readOut(code verification.Code, l verification.Language) (string, [][]bot.Button, error) {
	var claims []*verification.Claim
	if code == "" {
		var err error
		if claims, err = t.latest(); err != nil {
			return "", nil, err
		}
		if len(claims) == 0 {
			return t.T("relay.help"), nil, nil
		}
	} else {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return "", nil, err
		}
		if !hasCard(c.Public()) {
			return "", nil, verification.NoCard
		}
		claims = append(claims, c)
	}
	for _, c := range claims {
		t.about = append(t.about, about(c)...)
	}
	text, rows := readOut(t.Speaker, t.Locale.For(l), code, claims, t.BotName, t.SMSNumber)
	return text, rows, nil
}

// readOut is what to read out about results to a listener, with buttons for other languages; code is that of the one that was asked for,
// "" for the latest ones.
func readOut(s, listener locale.Speaker, code verification.Code, claims []*verification.Claim, botName, number string) (string, [][]bot.Button) {
	text := scripts(listener, claims, botName, number) + s.T("relay.care")
	if code == "" {
		text += "\n\n" + s.T("relay.help")
	}
	var others []bot.Button
	for _, other := range verification.Languages {
		if other != listener.Language {
			others = append(others, bot.Button{Text: locale.Name(other), Data: callback.Data(callback.Relay, code, string(other))})
		}
	}
	return text, [][]bot.Button{others}
}

const (
	mostScripts    = 3    // that are read out in one call
	longestScripts = 3200 // UTF-16 units; a message takes 4096, and what to heed stands below them
)

// latest are the results that were published or changed last, as they are now.
func (t *talk) latest() ([]*verification.Claim, error) {
	if t.Bulletins == nil {
		return nil, nil
	}
	e, err := t.Bulletins.Latest(t.ctx)
	if err != nil && !errors.Is(err, gazette.ErrNothing) {
		return nil, err
	}
	var claims []*verification.Claim
	for _, s := range e.Results {
		c, err := t.Desk.Claim(t.ctx, verification.Code(s.Bulletin.Items[0].Code))
		if err != nil && !errors.Is(err, verification.NotFound) {
			return nil, err
		}
		if err != nil || !hasCard(c.Public()) {
			continue // it was reopened, or became part of another one
		}
		if claims = append(claims, c); len(claims) == mostScripts {
			break
		}
	}
	return claims, nil
}

// scripts are what is read out about results, as many of them as one message takes.
func scripts(s locale.Speaker, claims []*verification.Claim, botName, number string) string {
	var out strings.Builder
	room := longestScripts
	for _, c := range claims {
		text := script(s, c.Public(), botName, number)
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

// script is what is read out about a result in half a minute, as plain text: what is claimed, what it is, which version of
// which day, the code so that it cannot be misheard, and how to check it. What is withdrawn is not quoted.
func script(s locale.Speaker, r verification.Release, botName, number string) string {
	say := func(key string, pairs ...any) string { return plain(s.T(key, pairs...)) }
	lines := []string{say("relay.hello")}
	if r.Status == verification.StatusTakenDown {
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
		lines = append(lines, say("relay.result", "Verdict", strings.TrimSuffix(plain(verdict(s, r)), ".")))
		if r.Custody {
			lines = append(lines, say("result.custody"))
		}
	}
	version := "relay.first"
	if r.Version > 1 {
		version = "relay.corrected"
	}
	lines = append(lines, say(version, "Version", r.Version, "Day", r.At.UTC().Format("02.01.2006")))
	spelled := spell(s, r.Code)
	lines = append(lines, say("relay.code", "Code", spelled))
	check := say("relay.check", "Bot", "@"+botName)
	if number != "" {
		check = say("relay.check.sms", "Bot", "@"+botName, "Number", number)
	}
	return strings.Join(append(lines, check), "\n")
}

// spell reads a code out: letters by the words of the international radio alphabet, which no two of sound alike, and numbers
// in words.
func spell(s locale.Speaker, code verification.Code) string {
	alphabet := cyrillicAlphabet
	if s.Language == verification.English {
		alphabet = latinAlphabet
	}
	digits := strings.Fields(plain(s.T("relay.digits")))
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
