package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Card is what a person sees of a result of their search.
type Card struct {
	ID, Title, Description string

	text     string
	entities []Entity
}

// search is what a person wrote behind the bot's name.
type search struct {
	at       time.Time
	by       *User
	answered bool
}

// searchable is for how long an answer to a search is taken.
const searchable = 30 * time.Second

// Searches writes behind the bot's name in some chat, of which the bot learns nothing.
func (u *User) Searches(query string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.nextID++
	id := strconv.FormatInt(u.s.nextID, 10)
	u.cards = nil
	u.s.searches[id] = &search{at: u.s.clock.Now(), by: u}
	u.s.push("inline_query", map[string]any{"id": id, "from": u.profile, "query": query, "offset": "", "chat_type": "group"})
}

// Cards gives what the bot answered to the latest search.
func (u *User) Cards() []Card {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return append([]Card(nil), u.cards...)
}

// WaitsCards waits until the latest search was answered.
func (u *User) WaitsCards(ctx context.Context) ([]Card, error) {
	for {
		u.s.mu.Lock()
		cards, changed := u.cards, u.s.changed
		u.s.mu.Unlock()
		if cards != nil {
			return cards, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("%s searched in vain", u.profile.FirstName)
		}
	}
}

// Chooses posts a card in a group, or in their chat with the bot when g is nil.
func (u *User) Chooses(c Card, g *Group) Message {
	chat := u.profile.ID
	if g != nil {
		chat = g.id
	}
	return u.say(chat, c.text, func(j map[string]any) {
		j["via_bot"], j["entities"] = u.s.me, c.entities
	})
}

func (s *Server) answerInline(p params) (any, *apiError) {
	asked := s.searches[p.text("inline_query_id")]
	if asked == nil || asked.answered || s.clock.Since(asked.at) > searchable {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	var results []struct {
		Type, ID, Title, Description string
		Content                      *struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal([]byte(p.text("results")), &results) != nil {
		return nil, badRequest("can't parse JSON encoded inline query results")
	}
	if len(results) > 50 {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	cards, seen := []Card{}, map[string]bool{}
	for _, r := range results {
		switch {
		case r.Type != "article" || r.Content == nil:
			return nil, badRequest("can't parse inline query result: message text must be specified")
		case r.ID == "" || len(r.ID) > 64:
			return nil, badRequest("RESULT_ID_INVALID")
		case seen[r.ID]:
			return nil, badRequest("RESULT_ID_DUPLICATE")
		case r.Title == "":
			return nil, badRequest("ARTICLE_TITLE_EMPTY")
		}
		seen[r.ID] = true
		text, entities, failure := parseText(r.Content.Text, r.Content.Mode, 4096, "MESSAGE_TOO_LONG")
		if failure != nil {
			return nil, failure
		}
		if strings.TrimSpace(text) == "" {
			return nil, badRequest("MESSAGE_EMPTY")
		}
		cards = append(cards, Card{r.ID, r.Title, r.Description, text, entities})
	}
	asked.answered, asked.by.cards = true, cards
	s.change()
	return true, nil
}
