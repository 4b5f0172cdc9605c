package handlers

import (
	"errors"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
)

// knownByCode tells what is known of a claim when a message gives no more than its code, or is one of the bot's own messages on it.
func (t *talk) knownByCode(s subject) (done bool, err error) {
	if t.isOurs(s.Message) {
		code, ok := input.CodeIn(s.Text)
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
	codes, certain := input.CodesAlone(s.Text, t.BotName)
	code, found, err := t.firstKnown(codes)
	switch {
	case err != nil:
		return true, err
	case found:
		return true, t.tell(code)
	case certain:
		return true, claim.NotFound
	}
	return false, nil
}

// firstKnown returns the first code of which there is a claim.
func (t *talk) firstKnown(codes []claim.Code) (code claim.Code, found bool, err error) {
	for _, code := range codes {
		_, err := t.Desk.Claim(t.ctx, code)
		if !errors.Is(err, claim.NotFound) {
			return code, err == nil, err
		}
	}
	return "", false, nil
}

// namesAClaim reports whether a text is no more than the code of a claim, or can be nothing but a code in one word.
func (t *talk) namesAClaim(text string) (bool, error) {
	codes, certain := input.CodesAlone(text, t.BotName)
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
