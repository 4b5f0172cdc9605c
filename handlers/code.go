package handlers

import (
	"errors"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
)

// knownByCode tells what is known of a claim when a message gives no more than its code, or is one of the bot's own messages on it.
func (s requester) knownByCode(about input.Subject) (done bool, err error) {
	if s.isOurs(about.Message) {
		code, ok := input.CodeIn(about.Text)
		switch {
		case ok:
			return true, s.citizen().tell(code)
		case about.Replied:
			return true, s.askedAlone(about.Words, about.Question())
		}
		return false, nil
	}
	if len(about.Media) > 0 || about.Unsupported != "" {
		return false, nil
	}
	codes, certain := input.CodesAlone(about.Text, s.BotName)
	code, found, err := s.firstKnown(codes)
	switch {
	case err != nil:
		return true, err
	case found:
		return true, s.citizen().tell(code)
	case certain:
		return true, claim.NotFound
	}
	return false, nil
}

// firstKnown returns the first code of which there is a claim.
func (s requester) firstKnown(codes []claim.Code) (code claim.Code, found bool, err error) {
	for _, code := range codes {
		_, err := s.Desk.Claim(s.ctx, code)
		if !errors.Is(err, claim.NotFound) {
			return code, err == nil, err
		}
	}
	return "", false, nil
}

// namesAClaim reports whether a text is no more than the code of a claim, or can be nothing but a code in one word.
func (s requester) namesAClaim(text string) (bool, error) {
	codes, certain := input.CodesAlone(text, s.BotName)
	if certain && !strings.ContainsRune(strings.TrimSpace(text), ' ') {
		return true, nil
	}
	_, found, err := s.firstKnown(codes)
	return found, err
}

// isOurs reports whether the bot itself wrote the message, or it was first posted by the bot.
func (s requester) isOurs(m *bot.Message) bool {
	if m.Origin != nil {
		return m.Origin.Kind == bot.FromUser && s.BotName != "" && strings.EqualFold(m.Origin.Username, s.BotName)
	}
	return m.From != nil && m.From.IsBot && (m.From.Username == "" || strings.EqualFold(m.From.Username, s.BotName))
}
