package telegramtest

import "time"

// window allows so many events within a span that moves on.
type window struct {
	limit int
	span  time.Duration
	at    []time.Time
}

// wait is how long until another event is allowed; 0 when it is now.
func (w *window) wait(now time.Time) time.Duration {
	for len(w.at) > 0 && now.Sub(w.at[0]) >= w.span {
		w.at = w.at[1:]
	}
	if len(w.at) < w.limit {
		return 0
	}
	return w.span - now.Sub(w.at[0])
}

func (w *window) count(now time.Time) { w.at = append(w.at, now) }

// spend counts one message to a chat, or refuses it. Telegram lets a person have a few messages at once, as long as they
// are one a second on the whole; a group or channel has 20 a minute. The lock is held.
func (s *Server) spend(c *chat) *apiError {
	if s.noLimits {
		return nil
	}
	now := s.clock.Now()
	if c.limit.limit == 0 {
		c.limit = window{limit: 20, span: time.Minute}
		if c.isPrivate() {
			c.limit = window{limit: 5, span: 5 * time.Second}
		}
	}
	if wait := max(c.limit.wait(now), s.global.wait(now)); wait > 0 {
		return tooMany(wait)
	}
	c.limit.count(now)
	s.global.count(now)
	return nil
}
