package test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/qrscan"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
)

var (
	update = flag.Bool("update", false, "write what the bot says into the conversations")
	keep   = flag.String("keep", "", "write the pictures that the bot sends into this folder, under the conversation's name")
)

// TestConversations plays every conversation and holds what the bot says against what is written. README.md in the folder
// says how they are written; go test ./test -run Conversations -update writes them anew.
func TestConversations(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("conversations/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			got := (&script{people: map[string]*telegramtest.User{}, groups: map[string]*telegramtest.Group{}}).play(t, string(want))
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			} else if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the bot says something else (-written +said):\n%s", diff)
			}
		})
	}
}

// script is a conversation being played.
type script struct {
	*house
	log    harness.Log
	people map[string]*telegramtest.User
	groups map[string]*telegramtest.Group
	topics map[string]int // by Forum/Topic
	places []place        // in the order in which they were made
	last   map[string]telegramtest.Message
	codes  []string
	// invitation is the word of the last invitation link that anybody was given.
	invitation string
	sms        int             // sent so far
	link       string          // the last word that links a number
	kept       int             // pictures that were written into the folder for them
	flooded    bool            // somebody just wrote much at once
	painted    map[string]bool // what files people sent: pictures without a code
	refuses    bool            // Telegram refuses something for a while, so time has to pass for it to be tried again
	out        strings.Builder
}

// proof is what changes with whoever compresses it.
var proof = regexp.MustCompile(`RST1:[0-9A-Z $%*+./:-]{99,}`)

// place is a chat that somebody looks at.
type place struct {
	name  string
	by    *telegramtest.User
	group *telegramtest.Group
}

// play acts out the lines and returns the conversation as it went: the acts as they are written, and below each what the
// bot said.
func (s *script) play(t *testing.T, text string) string {
	t.Helper()
	s.last, s.painted = map[string]telegramtest.Message{}, map[string]bool{}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("so far:\n%s\nthe log:\n%s", s.out.String(), s.log.String())
		}
	})
	// "chance=N" chooses who is asked, where a script depends on it.
	chance := uint64(2)
	if m := regexp.MustCompile(`(?m)^policy .*\bchance=(\d+)`).FindStringSubmatch(text); m != nil {
		_, err := fmt.Sscan(m[1], &chance)
		require.NoError(t, err)
	}
	s.house = newHouse(t, &s.log, chance, func(c *config.Settings) {
		c.Successors, c.Mirrors = config.Names{"rastau2_bot"}, config.Names{"https://rastau.example.org"}
		for name, value := range map[string]*int{"round": &c.Policy.RoundSize, "most": &c.Policy.MaxAsked, "voters": &c.Policy.MinVoters,
			"minute": &c.Policy.PerMinute, "readers": &c.Policy.Readers, "reviewers": &c.Policy.Reviewers} {
			if m := regexp.MustCompile(`(?m)^policy .*\b` + name + `=(\d+)`).FindStringSubmatch(text); m != nil {
				_, err := fmt.Sscan(m[1], value)
				require.NoError(t, err)
			}
		}
		if m := regexp.MustCompile(`(?m)^policy .*\btenure=(\S+)`).FindStringSubmatch(text); m != nil {
			d, err := time.ParseDuration(m[1])
			require.NoError(t, err)
			c.Policy.Newcomer, c.Policy.NewReviews = d, d
		}
		if m := regexp.MustCompile(`(?m)^policy .*\bsms=(\+\d+)`).FindStringSubmatch(text); m != nil {
			c.SMSNumber, c.SMSSecret = m[1], harness.SMSSecret
		}
		if strings.Contains(text, "confidence=") {
			_, err := fmt.Sscan(regexp.MustCompile(`confidence=([\d.]+)`).FindStringSubmatch(text)[1], &c.Policy.Confidence)
			require.NoError(t, err)
		}
	})
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "    ") {
			continue // what the bot said last time
		}
		s.out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "policy ") {
			continue
		}
		s.act(s.expand(line))
		s.told()
	}
	require.NotContains(t, s.log.String(), "panicked")
	return drafts.ReplaceAllString(s.out.String(), "${1}DRAFT)")
}

// drafts are the tags of drafts, which change with whatever a draft holds.
var drafts = regexp.MustCompile(`(\((?:draft|черновик|нұсқа|жоба|долбоор) )\d+-[0-9a-f]{12}\)`)

// expand puts the codes that claims got, in order, for CODE1, CODE2, …, and an invitation's word for INVITE.
func (s *script) expand(line string) string {
	for i, code := range s.codes {
		line = strings.ReplaceAll(line, fmt.Sprintf("CODE%d", i+1), code)
	}
	line = strings.ReplaceAll(line, "LINKWORD", s.link)
	return line
}

var (
	makes    = regexp.MustCompile(`^(person|operator|verifier|reviewer) (\S+) \((\w\w)\)$`)
	meets    = regexp.MustCompile(`^(group|channel|forum) (\S+) of (\S+)$`)
	passes   = regexp.MustCompile(`^… (\S+) later$`)
	speaks   = regexp.MustCompile(`^(\S+?)(?: in (\S+))?: (.*)$`)
	does     = regexp.MustCompile(`^(\S+) (presses|forges|forwards|comments|sends|replies|edits|moves|adds|removes|blocks|unblocks|floods|joins|bans|unbans|searches|posts|quotes|hides|upgrades|refuses|mutes|unmutes|opens|closes|reopens|deletes)(?: (.*))?$`)
	phones   = regexp.MustCompile(`^phone (\+\d+)(?: sent (\S+) ago)?: (.*)$`)
	picks    = regexp.MustCompile(`^(in \S+|to the bot) «(.*?)»: (.*)$`)
	comments = regexp.MustCompile(`^«(.*?)» and forwards (.*)$`)
	inPlace  = regexp.MustCompile(`^(.*) in (\S+)$`)
)

func (s *script) act(line string) {
	s.t.Helper()
	switch {
	case makes.MatchString(line):
		m := makes.FindStringSubmatch(line)
		s.person(m[1], m[2], m[3])
	case meets.MatchString(line):
		m := meets.FindStringSubmatch(line)
		owner := s.who(m[3])
		g := s.tg.Channel(m[2], owner)
		if m[1] == "group" {
			var all []*telegramtest.User
			for _, u := range s.people {
				all = append(all, u)
			}
			g = s.tg.Group(m[2], owner, all...)
		}
		if m[1] == "forum" {
			g = s.tg.Forum(m[2], owner)
		}
		s.groups[m[2]] = g
		s.places = append(s.places, place{m[2], owner, g})
	case phones.MatchString(line):
		m := phones.FindStringSubmatch(line)
		s.texts(m[1], m[2], unquote(m[3]))
	case passes.MatchString(line):
		d, err := time.ParseDuration(passes.FindStringSubmatch(line)[1])
		require.NoError(s.t, err)
		s.pass(d)
	case line == "Telegram is cut off", line == "Telegram is back":
		s.cutOff(line == "Telegram is cut off")
	case line == "Telegram has lost the files", line == "Telegram has the files":
		s.loseFiles(line == "Telegram has lost the files")
	case line == "bulletins":
		require.NoError(s.t, s.app.Publisher.Issue(s.t.Context()))
	case strings.HasPrefix(line, "digest "):
		require.NoError(s.t, s.app.Desk.Digests(s.t.Context(), verification.Digest(strings.TrimPrefix(line, "digest ")), s.clock.Now()))
		s.settle()
	case does.MatchString(line):
		m := does.FindStringSubmatch(line)
		s.deed(s.who(m[1]), m[1], m[2], m[3])
	case speaks.MatchString(line):
		m := speaks.FindStringSubmatch(line)
		text := unquote(m[3])
		if m[2] == "" {
			s.says(s.who(m[1]), text)
		} else if g, id, ok := s.topic(m[2]); ok {
			s.last["said in "+m[2]] = s.who(m[1]).SaysInTopic(g, id, text)
		} else {
			s.last["said in "+m[2]] = s.who(m[1]).SaysIn(s.group(m[2]), text)
		}
		s.settle()
	default:
		s.t.Fatalf("nobody understands %q", line)
	}
}

// says writes to the bot, as an app does that cuts a long text into several messages.
func (s *script) says(u *telegramtest.User, text string) {
	const longest = 4096
	for r := []rune(text); len(r) > 0; r = r[min(len(r), longest):] {
		s.own(u, u.Says(string(r[:min(len(r), longest)])))
	}
	if text == "" {
		u.Says(text)
	}
}

// own notes the last message that somebody wrote to the bot.
func (s *script) own(u *telegramtest.User, m telegramtest.Message) { s.last["of "+u.Name()] = m }

// unquote reads \n, \u202e and the like in what somebody writes, and «x*4096» for a long text.
func unquote(text string) string {
	if m := regexp.MustCompile(`^«(.+)\*(\d+)»$`).FindStringSubmatch(text); m != nil {
		n := 0
		_, _ = fmt.Sscan(m[2], &n)
		return strings.Repeat(m[1], n)
	}
	r := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\u202e`, "\u202e", `\u200b`, "\u200b", `\u0007`, "\u0007", `\u00a0`, "\u00a0")
	return r.Replace(text)
}

func (s *script) person(kind, name, language string) {
	p := telegramtest.Profile{FirstName: name, Language: language}
	if kind == "operator" {
		p.ID = harness.OperatorID
	}
	u := s.tg.User(p)
	s.people[name] = u
	s.places = append(s.places, place{name, u, nil})
	if kind == "verifier" || kind == "reviewer" {
		// Joined before the conversation begins: an operator behind the scenes invites.
		behind := s.people["behind the scenes"]
		if behind == nil {
			behind = s.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
			s.people["behind the scenes"] = behind
		}
		behind.Says("/invite " + kind)
		link, err := behind.Waits(s.t.Context(), telegramtest.Containing("?start="))
		require.NoError(s.t, err)
		_, word, _ := strings.Cut(link.Text, "?start=")
		u.Says("/start " + strings.TrimSpace(word))
		s.settle()
		u.News()
	}
}

func (s *script) who(name string) *telegramtest.User {
	s.t.Helper()
	require.Contains(s.t, s.people, name, "there is no such person")
	return s.people[name]
}

func (s *script) group(name string) *telegramtest.Group {
	s.t.Helper()
	require.Contains(s.t, s.groups, name, "there is no such group")
	return s.groups[name]
}

func (s *script) deed(u *telegramtest.User, name, verb, what string) {
	s.t.Helper()
	switch verb {
	case "presses":
		where := name
		if m := inPlace.FindStringSubmatch(what); m != nil && s.groups[m[2]] != nil {
			what, where = m[1], m[2]
		}
		m, ok := s.findButton(where, strings.Trim(what, "[]"))
		require.True(s.t, ok, "%s sees no button %s", name, what)
		u.Presses(m, strings.Trim(what, "[]"))
	case "forges":
		all := u.Inbox()
		require.NotEmpty(s.t, all)
		u.PressesData(all[len(all)-1], what)
	case "forwards":
		s.forward(u, what)
	case "comments":
		m := comments.FindStringSubmatch(what)
		require.NotNil(s.t, m, "nobody understands what %s comments: %s", name, what)
		u.Says(unquote(m[1]))
		for text := range strings.SplitSeq(m[2], " | ") { // several at once
			s.forward(u, text)
		}
	case "moves":
		for range 20 {
			s.clock.Advance(10 * time.Second)
			u.Moves(s.last["of "+name])
		}
	case "sends":
		s.send(u, what)
	case "quotes":
		m := picks.FindStringSubmatch(what)
		require.NotNil(s.t, m, "nobody understands what %s quotes: %s", name, what)
		u.Quotes(s.answered(u, m[1]), m[2], unquote(m[3]))
	case "replies":
		where, text, _ := strings.Cut(what, ": ")
		u.Replies(s.answered(u, where), unquote(text))
	case "searches":
		s.search(u, name, what)
	case "posts":
		title, where, _ := strings.Cut(what, " in ")
		s.post(u, title, where)
	case "edits":
		if what == "nothing" {
			m := s.last["of "+name]
			u.Edits(m, m.Text)
			u.Edits(m, m.Text)
			break
		}
		u.Edits(u.Says("first words"), what)
	case "adds":
		title, as, _ := strings.Cut(what, " as ")
		u.Adds(s.group(title), as == "administrator")
		s.settleMoving() // a supergroup is greeted after a moment
	case "upgrades":
		s.upgrade(what)
		return
	case "hides":
		s.group(strings.TrimPrefix(what, "members of ")).HidesMembers()
	case "removes":
		u.Removes(s.group(what))
	case "blocks":
		u.Blocks()
	case "unblocks":
		u.Unblocks()
	case "joins":
		u.Says("/start " + s.invitation)
	case "refuses":
		u.RefusesVoice()
	case "mutes":
		u.Mutes(s.group(what))
	case "unmutes":
		u.Unmutes(s.group(what))
	case "opens", "closes", "reopens", "deletes":
		s.changeTopic(u, verb, what)
	case "unbans":
		u.Says("/unban " + strconv.FormatInt(s.who(what).ID(), 10))
	case "bans":
		u.Says("/ban " + strconv.FormatInt(s.who(what).ID(), 10))
	case "floods":
		s.flood(u, what)
	}
	s.flooded = verb == "floods"
	s.settle()
}

// flood writes or forwards forty messages in one second.
func (s *script) flood(u *telegramtest.User, what string) {
	for i := range 40 {
		if strings.HasPrefix(what, "channel ") {
			s.forward(u, fmt.Sprintf("%s %d", what, i+1))
			continue
		}
		u.Says(what)
	}
}

// answered is the message that somebody answers: the last in a group, or of the bot.
func (s *script) answered(u *telegramtest.User, where string) telegramtest.Message {
	switch where {
	case "to the bot":
		all := u.Inbox()
		return all[len(all)-1]
	case "to their own":
		return s.last["of "+u.Name()]
	}
	return s.last["said "+where]
}

func (s *script) forward(u *telegramtest.User, what string) {
	from, text, _ := strings.Cut(what, ": ")
	kind, name, _ := strings.Cut(from, " ")
	origin := map[string]telegramtest.Origin{
		"channel": telegramtest.FromChannel(name), "hidden": telegramtest.FromHidden(name),
		"user": telegramtest.FromPerson(name, 777000777), "chat": telegramtest.FromGroup(name),
	}[kind]
	if photo, ok := strings.CutPrefix(text, "photo"); ok {
		s.own(u, u.Forwards(origin, strings.TrimSpace(photo), telegramtest.Photo("")))
		return
	}
	if text == "voice" {
		s.own(u, u.Forwards(origin, "", telegramtest.Voice()))
		return
	}
	if text == "album" {
		u.ForwardsAlbum(origin, telegramtest.Photo(""), telegramtest.Photo(""))
		return
	}
	if m := inPlace.FindStringSubmatch(text); m != nil && s.groups[m[2]] != nil {
		u.ForwardsIn(s.groups[m[2]], origin, m[1])
		return
	}
	s.own(u, u.Forwards(origin, text))
}

func (s *script) send(u *telegramtest.User, what string) {
	kind, rest, _ := strings.Cut(what, " ")
	rest = unquote(rest)
	switch kind {
	case "picture", "clip":
		s.sendPicture(u, kind, rest)
	case "file":
		s.sendFile(u, rest)
	case "photo":
		s.own(u, u.Sends(telegramtest.Photo(rest)))
	case "video":
		u.Sends(telegramtest.Video(rest))
	case "hugevideo":
		v := telegramtest.Video(rest)
		v.Size = 2 << 30
		u.Sends(v)
	case "voice":
		u.Sends(telegramtest.Voice())
	case "videonote":
		u.Sends(telegramtest.Media{Kind: "video_note", Size: 100_000})
	case "animation":
		u.Sends(telegramtest.Media{Kind: "animation", Caption: rest, Size: 100_000})
	case "audio":
		u.Sends(telegramtest.Audio(rest))
	case "document":
		u.Sends(telegramtest.Document("paper.pdf", rest))
	case "album":
		u.SendsAlbum(telegramtest.Photo(rest), telegramtest.Photo(""), telegramtest.Video(""))
	case "anonymously":
		g, text, _ := strings.Cut(rest, ": ")
		u.SaysAnonymously(s.group(g), text)
	case "as", "posting":
		where, text, _ := strings.Cut(rest, ": ")
		channel, g, _ := strings.Cut(where, " in ")
		if kind == "as" {
			u.SaysAs(s.group(channel), s.group(g), text)
		} else {
			u.Discusses(s.group(channel), s.group(g), text)
		}
	case "by":
		other, text, _ := strings.Cut(rest, ": ")
		u.SaysBy(other, text)
	case "elsewhere": // quotes a channel's post that the bot does not have
		m := picks.FindStringSubmatch("in " + rest)
		require.NotNil(s.t, m, "nobody understands %s", rest)
		u.QuotesElsewhere(telegramtest.FromChannel(strings.TrimPrefix(m[1], "in ")), m[2], m[3])
	default:
		s.own(u, u.SendsOther(kind, map[string]any{"file_id": "x", "emoji": "🙂", "question": "?", "latitude": 43.2, "longitude": 76.9, "live_period": 900, "value": 3}))
	}
}

// findButton finds the newest message in a chat that has the button.
func (s *script) findButton(where, text string) (telegramtest.Message, bool) {
	var all []telegramtest.Message
	if g := s.groups[where]; g != nil {
		all = g.Messages()
	} else {
		all = s.people[where].Inbox()
	}
	for _, a := range slices.Backward(all) {
		if _, ok := a.Button(text); ok {
			return a, true
		}
	}
	return telegramtest.Message{}, false
}

// told writes down what the bot said since the last act, chat by chat.
func (s *script) told() {
	defer s.texted()
	for _, p := range s.places {
		news := p.by.News
		if p.group != nil {
			news = func() []telegramtest.Event { return p.by.NewsIn(p.group) }
		}
		all := news()
		for i, m := range all {
			counted := s.flooded && slices.ContainsFunc(all[i+1:], func(later telegramtest.Message) bool { return m.Edits > 0 && later.ID == m.ID })
			if !counted { // how often a message counts on depends on the hour
				s.write(p.name+s.inTopic(p.group, m), m)
			}
		}
		if p.group == nil {
			for _, toast := range p.by.CallbackAnswers() {
				fmt.Fprintf(&s.out, "    (%s sees: %s)\n", p.name, toast)
			}
		}
	}
}

// known notes a code that somebody was given.
func (s *script) known(code string) {
	if code != "K7Q-2MX" && code != "3F8-PQ2" && !slices.Contains(s.codes, code) { // examples
		s.codes = append(s.codes, code)
	}
}

// scanned is what the QR code on each picture says, "" where there is none: everybody gets the same picture.
var scanned sync.Map

// scan reads the QR code on a picture of the bot's.
func (s *script) scan(picture []byte) (text string) {
	if s.painted[string(picture)] {
		return "" // it was passed on as it came, and to look for a code that is not there takes longest
	}
	key := sha256.Sum256(picture)
	if known, ok := scanned.Load(key); ok {
		return known.(string)
	}
	text, err := qrscan.Read(s.t.Context(), picture)
	if err != nil {
		text = ""
	}
	scanned.Store(key, text)
	return text
}

// squared is what the QR code on a picture of the bot's says, if it has one: a bulletin as whoever has the key reads it.
func (s *script) squared(f telegramtest.Media) string {
	text := s.scan(f.Bytes)
	if text == "" {
		return ""
	}
	if b, _, err := bulletin.Verify([]byte(text), s.ring); err == nil && len(b.Items) == 1 {
		text = "signed " + b.Items[0].Line(b.Language)
	}
	return " (QR: " + proof.ReplaceAllString(text, "RST1:…") + ")"
}

// keep writes a picture of the bot's into the folder for them, if there is one.
func (s *script) keep(f telegramtest.Media) {
	if *keep == "" || len(f.Bytes) == 0 || s.painted[string(f.Bytes)] {
		return
	}
	s.kept++
	name := fmt.Sprintf("%s-%d%s", filepath.Base(s.t.Name()), s.kept, map[string]string{"image/png": ".png", "image/jpeg": ".jpg"}[http.DetectContentType(f.Bytes)])
	require.NoError(s.t, os.WriteFile(filepath.Join(*keep, name), f.Bytes, 0o644))
}

func (s *script) write(to string, m telegramtest.Message) {
	for _, code := range harness.Code.FindAllString(m.Text, -1) {
		s.known(code)
	}
	if link := regexp.MustCompile(`RASTAU LINK (\S+)`).FindStringSubmatch(m.Text); link != nil {
		s.link = link[1]
	}
	if _, word, ok := strings.Cut(m.Text, "?start="); ok {
		s.invitation = strings.TrimSpace(word)
	}
	how := ""
	switch {
	case m.Deleted:
		how = " (deleted)"
	case m.Edits > 0:
		how = " (edited)"
	}
	for _, f := range m.Media {
		how += " 📎" + f.Kind + s.squared(f)
		s.keep(f)
	}
	lines := strings.Split(proof.ReplaceAllString(m.Text, "RST1:…"), "\n")
	fmt.Fprintf(&s.out, "    → %s%s: %s\n", to, how, lines[0])
	for _, l := range lines[1:] {
		fmt.Fprintf(&s.out, "        %s\n", l)
	}
	for _, row := range m.Buttons {
		var texts []string
		for _, b := range row {
			text := "[" + b.Text + "]"
			if b.URL != "" {
				text += "(" + b.URL + ")"
			}
			texts = append(texts, text)
		}
		fmt.Fprintf(&s.out, "        %s\n", strings.Join(texts, " "))
	}
}
