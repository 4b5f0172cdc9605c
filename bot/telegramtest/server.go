package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// Options change what a Server is like.
type Options struct {
	Clock     clockwork.Clock // the real one when nil
	Username  string          // of the bot, "rastau_bot" when empty
	FirstID   int64           // of the first update; 700,000,000 or so when 0
	NoLimits  bool            // never answer 429 by itself
	Forgetful bool            // keep no messages: for benchmarks
}

// Server is a Bot API server with one bot.
type Server struct {
	http     *httptest.Server
	clock    clockwork.Clock
	token    string
	me       profile
	noLimits bool
	forget   bool

	mu          sync.Mutex
	chats       map[int64]*chat
	people      map[int64]*User
	files       map[string]Media
	presses     map[string]*press
	searches    map[string]*search
	commands    map[string]json.RawMessage
	updates     updates
	hook        webhook
	faults      []*Fault
	cutOff      bool
	unreachable bool
	revoked     bool
	dropped     int
	global      window
	calls       []Call
	onCall      func(Call)
	nextID      int64 // of people, chats and files
	nextPost    int
	changed     chan struct{} // closed and replaced whenever anything happened
}

// Call is one call that the bot made.
type Call struct {
	Method string
	Chat   int64
	At     time.Time
	Code   int // 200, or the error code of the answer
}

// New starts a server on loopback.
func New(o ...Options) *Server {
	var opt Options
	if len(o) > 0 {
		opt = o[0]
	}
	if opt.Clock == nil {
		opt.Clock = clockwork.NewRealClock()
	}
	if opt.Username == "" {
		opt.Username = "rastau_bot"
	}
	if opt.FirstID == 0 {
		opt.FirstID = 700_000_000
	}
	s := &Server{
		clock: opt.Clock, token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", noLimits: opt.NoLimits, forget: opt.Forgetful,
		me:    profile{ID: 110201543, FirstName: "Rastau", Username: opt.Username, IsBot: true},
		chats: map[int64]*chat{}, people: map[int64]*User{}, files: map[string]Media{}, presses: map[string]*press{}, searches: map[string]*search{},
		commands: map[string]json.RawMessage{}, updates: updates{next: opt.FirstID, allowed: defaultAllowed()},
		nextID: 5_000_000_000, changed: make(chan struct{}),
	}
	s.global.limit, s.global.span = 30, time.Second
	s.hook.wake = make(chan struct{}, 1)
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// Close stops the server. Polls that wait end.
func (s *Server) Close() {
	s.mu.Lock()
	s.updates.closed = true
	s.change()
	s.mu.Unlock()
	s.stopWebhook()
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is the server's address, as a bot's setting wants it.
func (s *Server) URL() string { return s.http.URL }

// Endpoint is the address in the form that tgbotapi wants.
func (s *Server) Endpoint() string { return s.http.URL + "/bot%s/%s" }

// Token is the bot's.
func (s *Server) Token() string { return s.token }

// Calls gives the calls that the bot has made, getUpdates aside.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls...)
}

// OnCall has f called after every call, getUpdates aside. f must be quick.
func (s *Server) OnCall(f func(Call)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onCall = f
}

// Waiting is how many updates the bot has not confirmed.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.list)
}

// Commands gives the menu of commands for a language ("" for the default), as JSON.
func (s *Server) Commands(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.commands[language])
}

// change lets everybody who waits look again. The lock is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// profile is a user as Telegram's JSON has it.
type profile struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// serve routes /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	s.date(w)
	token, method, ok := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	if !ok || token != s.token || s.isRevoked() {
		write(w, nil, errCode(http.StatusUnauthorized, "Unauthorized"))
		return
	}
	if isFile {
		_, id, _ := strings.Cut(method, "/")
		if fault := s.takeFault(Download, params{"file_path": method}); fault != nil && fault.before(w, r) {
			return
		}
		s.mu.Lock()
		file, known := s.files[id]
		s.mu.Unlock()
		if !known {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(file.Bytes)
		return
	}
	p, err := readParams(r)
	if err != nil {
		write(w, nil, badRequest("can't parse the request"))
		return
	}
	fault := s.takeFault(method, p)
	if fault != nil && fault.before(w, r) {
		return
	}
	result, failure := s.call(r, method, p)
	if fault != nil && fault.after(w, r) {
		return
	}
	if s.isUnreachable() { // meanwhile
		cut(w)
		return
	}
	s.date(w)
	write(w, result, failure)
}

// date says when an answer is given, by the server's clock.
func (s *Server) date(w http.ResponseWriter) {
	w.Header().Set("Date", s.clock.Now().UTC().Format(http.TimeFormat))
}

// call performs a method, and notes that it was called.
func (s *Server) call(r *http.Request, method string, p params) (any, *apiError) {
	switch strings.ToLower(method) {
	case "getupdates":
		return s.getUpdates(r.Context(), p)
	case "setwebhook":
		return s.setWebhook(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	result, failure := s.dispatch(method, p)
	c := Call{Method: method, Chat: p.int("chat_id"), At: s.clock.Now(), Code: http.StatusOK}
	if failure != nil {
		c.Code = failure.Code
	}
	if !s.forget {
		s.calls = append(s.calls, c)
		s.change()
	}
	if s.onCall != nil {
		s.onCall(c)
	}
	return result, failure
}

func (s *Server) dispatch(method string, p params) (any, *apiError) {
	if kind, ok := mediaMethods[strings.ToLower(method)]; ok {
		return s.sendMedia(kind, p)
	}
	switch strings.ToLower(method) {
	case "getme":
		return s.me, nil
	case "sendmessage":
		return s.sendMessage(p)
	case "sendmediagroup":
		return s.sendMediaGroup(p)
	case "editmessagetext":
		return s.edit(p, "text")
	case "editmessagecaption":
		return s.edit(p, "caption")
	case "editmessagereplymarkup":
		return s.edit(p, "")
	case "deletemessage":
		return s.deleteMessage(p)
	case "answercallbackquery":
		return s.answerCallback(p)
	case "answerinlinequery":
		return s.answerInline(p)
	case "deletewebhook":
		return s.deleteWebhook(p)
	case "getwebhookinfo":
		return map[string]any{"url": s.hook.url, "pending_update_count": len(s.updates.list)}, nil
	case "getchat":
		return s.getChat(p)
	case "getchatmember":
		return s.getChatMember(p)
	case "getchatadministrators":
		return s.getChatAdministrators(p)
	case "leavechat":
		return s.leaveChat(p)
	case "getfile":
		return s.getFile(p)
	case "setmycommands":
		s.commands[p.text("language_code")] = json.RawMessage(p.text("commands"))
		return true, nil
	case "getmycommands":
		if c := s.commands[p.text("language_code")]; c != nil {
			return c, nil
		}
		return []any{}, nil
	case "deletemycommands":
		delete(s.commands, p.text("language_code"))
		return true, nil
	case "setmydescription", "setmyshortdescription", "setmyname":
		return true, nil
	}
	return nil, errCode(http.StatusNotFound, "Not Found")
}
