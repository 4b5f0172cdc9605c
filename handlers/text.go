package handlers

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/intent"
	"github.com/rastau/rastau/verification/screening"
)

// clean removes what cannot be seen from what people wrote.
func clean(s string) string { return screening.Clean(s) }

// sayable tells whether a text says anything: it has a letter or a digit.
func sayable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// shorten cuts a text to n characters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
}

func escape(s string) string { return html.EscapeString(s) }

// contentOf is what a message gives to check, with its files inspected.
func (t *talk) contentOf(m *bot.Message) verification.Content {
	c := t.Handlers.contentOf(m)
	t.broken = t.inspect(t.ctx, c.Media)
	return c
}

// contentOf is what a message gives to check: its text, links and files, and where it was first posted.
func (h *Handlers) contentOf(m *bot.Message) verification.Content {
	c := verification.Content{}
	if said := clean(m.Text); len(m.Media) > 0 || len(m.Links) > 0 || sayable(said) {
		c.Text = screening.Foreign(said)
	}
	for _, l := range m.Links {
		c.Links = append(c.Links, screening.Foreign(l))
	}
	for _, f := range m.Media {
		kept := verification.Media{Kind: string(f.Kind), Ref: f.FileID, Same: f.UniqueID}
		if f.Kind == bot.Document && h.Cleanable != nil { // the service itself takes hidden data out of what is no plain file
			kept.Clean = h.Cleanable(f)
			kept.Hidden = !kept.Clean
		}
		c.Media = append(c.Media, kept)
	}
	if o := m.Origin; o != nil {
		c.Origin = &verification.Origin{
			Kind: string(o.Kind), Name: screening.Foreign(clean(o.Name)), Username: screening.Foreign(o.Username), Message: o.MessageID, At: o.At,
		}
		if o.ID != 0 {
			c.Origin.ID = address(o.ID)
		}
	}
	return c
}

// askedIn returns the question that a text asks about what it came with; ok is false when it asks none.
func askedIn(text string) (q verification.Question, ok bool) {
	asked, ok := intent.Of(text)
	return verification.Question(asked), ok
}

// answerWords are the ways to write an answer to Truth in a command.
var answerWords = map[string]string{
	"true": verification.True, "правда": verification.True, "рас": verification.True, "шын": verification.True, "чын": verification.True,
	"misleading": verification.Misleading, "обман": verification.Misleading, "алдамшы": verification.Misleading, "адаштырат": verification.Misleading,
	"вводит": verification.Misleading, "заблуждение": verification.Misleading, "адастырады": verification.Misleading,
	"false": verification.False, "fake": verification.False, "ложь": verification.False, "неправда": verification.False, "фейк": verification.False,
	"өтірік": verification.False, "жалган": verification.False, "калп": verification.False, "жалған": verification.False,
	"unproven": verification.Unproven, "недоказано": verification.Unproven, "дәлелсіз": verification.Unproven, "дәлелденбеген": verification.Unproven, "далилсиз": verification.Unproven,
	"none": verification.NoneOfThese,
	"?":    verification.DontKnow, "unknown": verification.DontKnow, "незнаю": verification.DontKnow, "білмеймін": verification.DontKnow, "билбейм": verification.DontKnow,
}

// twoWords are answers of two words.
var twoWords = map[string]string{
	"не доказано": verification.Unproven, "не знаю": verification.DontKnow, "don't know": verification.DontKnow,
	"not proven": verification.Unproven, "далилденген эмес": verification.Unproven, "вводит в": verification.Misleading,
}

// splitAnswer reads the answer at the start of args, and what follows it.
func splitAnswer(args string) (answer, rest string) {
	fields := strings.Fields(args)
	if len(fields) == 0 {
		return "", ""
	}
	after := func(n int) string {
		rest := args
		for range n {
			rest = strings.TrimLeft(rest, " \n\t")
			if i := strings.IndexAny(rest, " \n\t"); i >= 0 {
				rest = rest[i:]
			} else {
				rest = ""
			}
		}
		return strings.TrimSpace(rest)
	}
	if strings.HasPrefix(strings.ToLower(strings.Join(fields, " ")), "вводит в заблуждение") {
		return verification.Misleading, after(3)
	}
	if len(fields) > 1 {
		if a, ok := twoWords[strings.ToLower(fields[0]+" "+fields[1])]; ok {
			return a, after(2)
		}
	}
	if a, ok := answerWords[strings.ToLower(strings.Trim(fields[0], ".,!"))]; ok {
		return a, after(1)
	}
	return fields[0], after(1)
}

// codeIn finds a claim's code as the bot writes it.
var codeForm = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}\b`)

func codeIn(text string) (verification.Code, bool) {
	return verification.ParseCode(codeForm.FindString(text))
}
