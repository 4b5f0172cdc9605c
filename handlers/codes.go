package handlers

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/phrase"
)

// knownByCode tells what is known of a claim when a message gives no more than its code, or is one of the bot's own messages on it.
func (t *talk) knownByCode(s subject) (done bool, err error) {
	if t.isOurs(s.Message) {
		code, ok := codeIn(s.Text)
		switch {
		case ok:
			return true, t.tell(code)
		case s.replied:
			return true, t.askedAlone(s.words, s.question())
		}
		return false, nil
	}
	if len(s.Media) > 0 || s.Unsupported != "" {
		return false, nil
	}
	codes, certain := codesAlone(s.Text, t.BotName)
	code, found, err := t.firstKnown(codes)
	switch {
	case err != nil:
		return true, err
	case found:
		return true, t.tell(code)
	case certain:
		return true, verification.NotFound
	}
	return false, nil
}

// firstKnown returns the first code of which there is a claim.
func (t *talk) firstKnown(codes []verification.Code) (code verification.Code, found bool, err error) {
	for _, code := range codes {
		_, err := t.Desk.Claim(t.ctx, code)
		if !errors.Is(err, verification.NotFound) {
			return code, err == nil, err
		}
	}
	return "", false, nil
}

// namesAClaim reports whether a text is no more than the code of a claim, or can be nothing but a code in one word.
func (t *talk) namesAClaim(text string) (bool, error) {
	codes, certain := codesAlone(text, t.BotName)
	if certain && !strings.ContainsRune(strings.TrimSpace(text), ' ') {
		return true, nil
	}
	_, found, err := t.firstKnown(codes)
	return found, err
}

// isOurs reports whether the bot itself wrote the message, or it was first posted by the bot.
func (t *talk) isOurs(m *bot.Message) bool {
	if m.Origin != nil {
		return m.Origin.Kind == bot.FromUser && t.BotName != "" && strings.EqualFold(m.Origin.Username, t.BotName)
	}
	return m.From != nil && m.From.IsBot && (m.From.Username == "" || strings.EqualFold(m.From.Username, t.BotName))
}

// longestAlone bounds a message that gives no more than a code.
const longestAlone = 300

// codesAlone returns the code, or what may be one, of a text that says nothing else: as people type it on any keyboard, or in a link.
// certain reports that it can be nothing but a code; else it is one only when there is such a claim.
func codesAlone(text, botName string) (codes []verification.Code, certain bool) {
	if len(text) > longestAlone {
		return nil, false
	}
	var words []string
	called := false // a code, by whoever wrote it
	for word := range strings.FieldsSeq(clean(text)) {
		bare := strings.Trim(word, "#№:,.;!?()[]«»\"'“”")
		called = called || codeWords[strings.ToLower(bare)]
		if bare == "" || codeWords[strings.ToLower(bare)] || phrase.Of(bare).Kind != phrase.None {
			continue
		}
		words = append(words, bare)
	}
	if len(words) == 1 && strings.ContainsAny(words[0], "/?") {
		return codesInLink(words[0], botName)
	}
	typed := dashes.Replace(strings.Join(words, " "))
	all := asLatin(typed)
	if !aloneForm.MatchString(all) {
		return nil, false
	}
	code, ok := verification.ParseCode(all)
	if !ok {
		return nil, false
	}
	return []verification.Code{code}, surelyCode(typed) || called && !cyrillic(typed) && strings.ContainsAny(typed, "0123456789")
}

var (
	// aloneForm is a code in one word or in two halves.
	aloneForm = regexp.MustCompile(`^[0-9A-Z]{3}( ?-? ?)[0-9A-Z]{3}$`)
	dashes    = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "−", "-", "_", "-")
	codeWords = map[string]bool{"код": true, "кода": true, "code": true, "коды": true, "кодым": true, "кодум": true, "мой": true, "менің": true, "менин": true}
	// linkedForm is a code in a link: with its hyphen, or with a digit, as words of an address have neither in that place.
	linkedForm = regexp.MustCompile(`^(?i:[0-9A-Z]{3}-[0-9A-Z]{3}|[0-9A-Z]*[0-9][0-9A-Z]*)$`)
)

// codesInLink gives what may be codes in an address. A link to the bot itself can hold nothing else.
func codesInLink(link, botName string) (codes []verification.Code, certain bool) {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return nil, false
	}
	start := u.Query().Get("start")
	ours := start != "" && strings.EqualFold(strings.Trim(u.Path, "/"), botName)
	for part := range strings.FieldsFuncSeq(u.Path+"/"+u.RawQuery+"/"+u.Fragment, func(r rune) bool { return strings.ContainsRune("/?#&=_.", r) }) {
		const most = 4
		code, ok := verification.ParseCode(part)
		if ok && len(codes) < most && (linkedForm.MatchString(part) || ours) {
			codes = append(codes, code)
		}
	}
	return codes, ours && len(codes) > 0
}
