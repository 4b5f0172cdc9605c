package telegramtest

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Download stands for the method of a [Fault] that hits a file while it is fetched.
const Download = "download"

// Always has a [Fault] last.
const Always = -1

// Fault is something that goes wrong with a call. Exactly one of the kinds is set. Where Chat or With is set it hits only the
// calls to that chat, or those in which that stands: the id of a file, or something that an uploaded file holds.
type Fault struct {
	Method string // "" for any but getUpdates; [Download]
	Chat   int64
	With   string
	Times  int // how often; 1 when 0, [Always]

	Status     int             // an answer with this HTTP status and a page that is no JSON
	RetryAfter time.Duration   // 429
	Error      string          // a refusal with this description
	Code       int             // … and this code; 400 when 0
	CutBefore  bool            // the connection breaks before anything happened
	CutAfter   bool            // … after it happened: the bot cannot know
	Until      <-chan struct{} // nothing is answered before this closes
	Garbage    bool            // an answer that is no JSON, with status 200
}

// Break has the next calls go wrong.
func (s *Server) Break(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Mend takes all faults back.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// CutOff has every call of the bot but getUpdates fail before it has its effect, until it is taken back: what is in front
// of the server answers, and not the server.
func (s *Server) CutOff(cut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cutOff = cut
}

// Unreachable cuts the server off from the bot altogether, until it is taken back: every connection breaks before anything
// happened, a poll that waits ends, and updates stay for as long as Telegram keeps them.
func (s *Server) Unreachable(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unreachable = on
	s.change()
}

// Revoke has the bot's token be unknown, as after /revoke at @BotFather, until that is taken back. A poll that waits ends.
func (s *Server) Revoke(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = on
	s.change()
}

func (s *Server) isRevoked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revoked
}

func (s *Server) isUnreachable() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unreachable
}

func (s *Server) takeFault(method string, p params) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unreachable {
		return &Fault{CutBefore: true}
	}
	if s.cutOff && !strings.EqualFold(method, "getUpdates") {
		return &Fault{Status: http.StatusBadGateway}
	}
	for i, f := range s.faults {
		if !f.hits(method, p) {
			continue
		}
		if f.Times--; f.Times == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return f
	}
	return nil
}

// hits tells whether a fault is one of that call.
func (f *Fault) hits(method string, p params) bool {
	if f.Method == "" && (strings.EqualFold(method, "getUpdates") || method == Download) || f.Method != "" && !strings.EqualFold(f.Method, method) {
		return false
	}
	if f.Chat != 0 && p.text("chat_id") != strconv.FormatInt(f.Chat, 10) {
		return false
	}
	if f.With == "" {
		return true
	}
	for _, value := range p {
		if strings.Contains(value, f.With) {
			return true
		}
	}
	return false
}

// before does what goes wrong before the call has its effect, and tells whether that was the answer.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case f.Until != nil:
		select {
		case <-f.Until:
		case <-r.Context().Done():
			return true
		}
		return false
	case f.Status != 0:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte("<html><body><h1>" + http.StatusText(f.Status) + "</h1></body></html>"))
	case f.RetryAfter != 0:
		write(w, nil, tooMany(f.RetryAfter))
	case f.Error != "" && f.Code != 0:
		write(w, nil, errCode(f.Code, f.Error))
	case f.Error != "":
		write(w, nil, badRequest(f.Error))
	case f.Garbage:
		_, _ = w.Write([]byte("\x00 not json"))
	case f.CutBefore:
		cut(w)
	default:
		return false
	}
	return true
}

// after does what goes wrong when the call has had its effect.
func (f *Fault) after(w http.ResponseWriter, _ *http.Request) bool {
	if f.CutAfter {
		cut(w)
	}
	return f.CutAfter
}

// cut breaks the connection without an answer.
func cut(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			_ = conn.Close()
		}
	}
}
