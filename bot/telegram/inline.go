package telegram

import (
	"context"
	"encoding/json"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// What Telegram takes of an answer to a search.
const (
	mostCards     = 50
	cardsKept     = "30" // seconds for which Telegram gives the same answer to the same words
	longestHeader = 256  // UTF-16 units of a title or description: more is not shown
)

// Cards answers a search, once and in the background; see [bot.Searcher].
func (c *Client) Cards(ctx context.Context, inlineID string, cards []bot.Card) {
	select {
	case c.answers <- struct{}{}:
	default:
		c.metrics.answersDropped.Inc()
		return
	}
	type content struct {
		Text    string `json:"message_text"`
		Mode    string `json:"parse_mode"`
		Preview bool   `json:"disable_web_page_preview"`
	}
	type article struct {
		Type        string  `json:"type"`
		ID          string  `json:"id"`
		Title       string  `json:"title"`
		Description string  `json:"description,omitempty"`
		Content     content `json:"input_message_content"`
	}
	list := make([]article, 0, len(cards))
	for _, k := range cards[:min(len(cards), mostCards)] {
		list = append(list, article{
			Type: "article", ID: k.ID, Title: shorten(k.Title, longestHeader), Description: shorten(k.Description, longestHeader),
			Content: content{k.Text, tgbotapi.ModeHTML, true},
		})
	}
	raw, err := json.Marshal(list)
	if err != nil {
		<-c.answers
		return // texts alone cannot fail
	}
	ctx = context.WithoutCancel(ctx)
	c.flying.Go(func() {
		defer func() { <-c.answers }()
		// Personal: it is in the language of who searches.
		p := tgbotapi.Params{"inline_query_id": inlineID, "results": string(raw), "cache_time": cardsKept, "is_personal": "true"}
		if err := c.call(ctx, answerTimeout, "answerInlineQuery", p, nil); err != nil {
			c.log.Debug("a search could not be answered", "error", err)
		}
	})
}
