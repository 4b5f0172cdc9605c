package telegramtest

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Telegram keeps updates for a day, and no more than so many.
const (
	updatesKept = 24 * time.Hour
	mostUpdates = 100_000
	longestPoll = 50 * time.Second
)

type stored struct {
	id  int64
	at  time.Time
	raw json.RawMessage
}

type updates struct {
	list    []stored
	next    int64
	allowed map[string]bool
	poller  chan struct{} // closed when another poll takes over
	closed  bool
}

// defaultAllowed are the kinds that a bot gets without asking, as far as this server has them.
func defaultAllowed() map[string]bool {
	return map[string]bool{"message": true, "edited_message": true, "channel_post": true, "callback_query": true, "my_chat_member": true, "inline_query": true}
}

// push queues an update for the bot, unless it did not ask for that kind. The lock is held.
func (s *Server) push(kind string, content any) {
	if !s.updates.allowed[kind] {
		return
	}
	id := s.updates.next
	s.updates.next++
	raw, err := json.Marshal(map[string]any{"update_id": id, kind: content})
	if err != nil {
		panic(err) // all that comes here is plain data
	}
	s.pushRaw(id, raw)
}

func (s *Server) pushRaw(id int64, raw json.RawMessage) {
	if len(s.updates.list) < mostUpdates {
		s.updates.list = append(s.updates.list, stored{id, s.clock.Now(), raw})
	}
	s.change()
	select {
	case s.hook.wake <- struct{}{}:
	default:
	}
}

// Inject queues an update exactly as given, with the next id put for %d if it has one: for what no person could send.
func (s *Server) Inject(raw string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.updates.next
	s.updates.next++
	s.pushRaw(id, json.RawMessage(replaceID(raw, id)))
	return id
}

// RestartIDs lets update ids go on from another number, as Telegram does after a quiet week.
func (s *Server) RestartIDs(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.next = next
}

func (s *Server) getUpdates(ctx context.Context, p params) (any, *apiError) {
	s.mu.Lock()
	if s.hook.url != "" {
		s.mu.Unlock()
		return nil, errCode(http.StatusConflict, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	s.allow(p)
	if s.updates.poller != nil {
		close(s.updates.poller)
	}
	mine := make(chan struct{})
	s.updates.poller = mine
	defer func() {
		if s.updates.poller == mine {
			s.updates.poller = nil
		}
		s.mu.Unlock()
	}()
	s.confirm(p.int("offset"))
	limit := int(p.int("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	timeout := s.clock.NewTimer(min(time.Duration(p.int("timeout"))*time.Second, longestPoll))
	defer timeout.Stop()
	for {
		if s.unreachable {
			return nil, errCode(http.StatusBadGateway, "Bad Gateway")
		}
		if s.revoked {
			return nil, errCode(http.StatusUnauthorized, "Unauthorized")
		}
		s.expire()
		if n := min(limit, len(s.updates.list)); n > 0 {
			batch := make([]json.RawMessage, n)
			for i, u := range s.updates.list[:n] {
				batch[i] = u.raw
			}
			return batch, nil
		}
		if s.updates.closed || p.int("timeout") == 0 {
			return []any{}, nil
		}
		changed := s.changed
		s.mu.Unlock()
		over := false
		select {
		case <-changed:
		case <-timeout.Chan():
			over = true
		case <-ctx.Done():
			over = true
		case <-mine:
			s.mu.Lock()
			return nil, errCode(http.StatusConflict, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		}
		s.mu.Lock()
		if over {
			return []any{}, nil
		}
	}
}

// confirm forgets the updates before offset; a negative offset keeps that many of the last.
func (s *Server) confirm(offset int64) {
	list := s.updates.list
	switch {
	case offset < 0:
		list = list[max(0, len(list)+int(offset)):]
	case offset > 0:
		// In order of queueing, not of id: ids may have started again lower.
		for i, u := range list {
			if u.id == offset-1 {
				list = list[i+1:]
				break
			}
		}
	}
	if len(list) != len(s.updates.list) {
		s.change()
	}
	s.updates.list = list
}

// Dropped is how many updates were thrown away because the bot did not fetch them for a day.
func (s *Server) Dropped() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dropped
}

func (s *Server) expire() {
	for len(s.updates.list) > 0 && s.clock.Since(s.updates.list[0].at) > updatesKept {
		s.updates.list = s.updates.list[1:]
		s.dropped++
	}
}

// allow sets what kinds of update the bot wants; a missing list leaves the earlier setting.
func (s *Server) allow(p params) {
	var kinds []string
	if json.Unmarshal([]byte(p.text("allowed_updates")), &kinds) != nil || kinds == nil {
		return
	}
	s.updates.allowed = defaultAllowed()
	if len(kinds) > 0 {
		s.updates.allowed = map[string]bool{}
	}
	for _, k := range kinds {
		s.updates.allowed[k] = true
	}
}
