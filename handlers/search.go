package handlers

import (
	"context"
	"errors"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

const (
	shortestSearch = 3 // characters: fewer find anything
	mostCards      = 8
)

// search answers words that somebody wrote behind the bot's name in any chat with the results that are out on them.
func (h *Handlers) search(ctx context.Context, q *bot.Inline) error {
	reported, _ := claim.ParseLanguage(q.From.Language)
	l, err := h.Desk.Speaks(ctx, claim.PersonID(h.Namer.Pseudonym("person", q.From.ID)), reported)
	if err != nil {
		return err
	}
	s := h.Locale.For(l)
	var cards []bot.Card
	if words := input.Clean(q.Query); len([]rune(words)) >= shortestSearch {
		err := h.Desk.MaySearch(ctx, claim.PersonID(h.Namer.Pseudonym("search", q.From.ID)))
		if errors.Is(err, claim.TooFast) {
			h.Search.Cards(ctx, q.ID, nil)
			return nil
		}
		if err != nil { // a limit that cannot be looked up lets nobody through
			return err
		}
		claims, err := h.Desk.Results(ctx, words, mostCards)
		if err != nil { // when it is tried again, nobody waits for it any more
			h.Log.Warn("a search found nothing out", "error", err)
		}
		for _, c := range claims {
			cards = append(cards, view.Found(s, c))
		}
	}
	h.Search.Cards(ctx, q.ID, cards)
	return nil
}
