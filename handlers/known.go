package handlers

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/matching"
)

// fewestCounted is how many others must have asked for their number to be said: of fewer it could tell who they are.
const fewestCounted = 3

// received answers something that was sent: by what is known of it, by what it may be, or by asking what is asked about it.
func (t *talk) received(r verification.Reception, m *bot.Message, q verification.Question) error {
	if r.Into != nil {
		text, rows := joined(t.Speaker, r, t.Desk.Policy().SealAskers)
		out := t.sayCard(text, rows)
		out.Handle, out.ReplyTo = t.claimHandle(r.Claim.Code), m.ID
		t.told(r)
		return nil
	}
	if like := t.showable(r.Like); len(like) > 0 {
		pictures, text, rows := offer(t.Speaker, r, like, q, t.chat)
		t.out = append(t.out, pictures...)
		out := t.sayCard(text, rows)
		out.Handle, out.ReplyTo = t.claimHandle(r.Claim.Code), m.ID
		return nil
	}
	if r.Claim.Unsaid {
		t.say(t.T("seen.unsaid"))
	}
	return t.ask(r.Claim, m, q)
}

// showable leaves out what is not for the eyes of a whole group.
func (t *talk) showable(like []*verification.Claim) []*verification.Claim {
	if t.chat == t.id {
		return like
	}
	var out []*verification.Claim
	for _, c := range like {
		if c.Status == verification.StatusPublished {
			out = append(out, c)
		}
	}
	return out
}

// joined says what is known of something that was sent before.
func joined(s locale.Speaker, r verification.Reception, sealed bool) (string, [][]bot.Button) {
	other := [][]bot.Button{{{Text: s.T("button.apart"), Data: callback.Data(callback.Apart, r.Claim.Code, "")}}}
	if r.Claim.JoinedBy == "" || sealed {
		other = nil // a reviewer merged it, or nobody can tell any more whose it is
	}
	note := ""
	if sealed {
		note = sealedNote(s, r.Into.Code)
	}
	question := asked(s, r.Into.Question)
	switch others := r.Others(); {
	case r.Shows():
		return s.T("seen.result") + "\n" + result(s, r.Into.Public()), other
	case r.Into.Status.Ended(): // they are told by the message that all get
		return s.T("result.merged", "Code", r.Claim.Code, "Into", r.Into.Code), other
	case others < fewestCounted:
		return s.T("seen.alone", "Code", r.Into.Code, "Question", question) + note, other
	default:
		return s.N("seen.joined", others, "Code", r.Into.Code, "Question", question) + note, other
	}
}

// sealedNote says how they learn of the result whom the bot cannot tell by itself.
func sealedNote(s locale.Speaker, code verification.Code) string {
	return "\n" + s.T("claim.sealed", "Code", code)
}

// offer shows what something may be: the pictures that may be seen of those claims, and then the choice. q is what was asked already.
func offer(s locale.Speaker, r verification.Reception, like []*verification.Claim, q verification.Question, chat int64) (
	pictures []bot.Outgoing, text string, rows [][]bot.Button,
) {
	lines := []string{s.T("seen.choose")}
	veiled := false
	for i, c := range like {
		number := strconv.Itoa(i + 1)
		alike := r.Alike(c)
		if f, ok := c.Picture(); ok && alike != "" { // which a reviewer lets be seen
			pictures = append(pictures, bot.Outgoing{
				Chat: chat, Action: bot.Send, Text: number, Instead: unshown(s, number),
				Media: []bot.Media{{Kind: bot.MediaKind(f.Kind), FileID: f.Ref, Clean: f.Clean}},
			})
		}
		veiled = veiled || c.Status != verification.StatusPublished
		lines = append(lines, number+". "+candidate(s, c, r.Shared(c), alike))
		rows = append(rows, []bot.Button{{Text: number, Data: callback.Data(callback.Pick, r.Claim.Code, string(c.Code))}})
	}
	if veiled {
		lines = append(lines, s.T("seen.veiled"))
	}
	rows = append(inRows(flat(rows), len(like)), []bot.Button{{Text: s.T("button.none"), Data: callback.Data(callback.Apart, r.Claim.Code, string(q))}})
	return pictures, strings.Join(lines, "\n"), rows
}

// candidate is what somebody sees of a claim that may be theirs, in a line. Until its result is out nothing is quoted of it but
// the words that they wrote themselves.
func candidate(s locale.Speaker, c *verification.Claim, shared string, alike matching.Kind) string {
	var parts []string
	if c.Status == verification.StatusPublished {
		parts = append(parts, headline(s, c.Public()))
	} else {
		parts = append(parts, "<b>"+asked(s, c.Question)+"</b>")
		if shared != "" {
			parts = append(parts, s.T("seen.shared", "Words", input.Shorten(shared, 150)))
		}
	}
	if alike != "" {
		parts = append(parts, s.T("seen.file."+string(alike)))
	}
	return strings.Join(parts, " – ")
}

// pick joins those who asked what the asker says it is.
func (t *talk) pick(code, picked verification.Code) error {
	r, err := t.Desk.Pick(t.ctx, t.cause, t.by.ID, code, picked)
	if err != nil {
		return err
	}
	if r.Into == nil {
		return nil // it was set apart since
	}
	text, rows := joined(t.Speaker, r, t.Desk.Policy().SealAskers)
	t.show(t.claimHandle(code), text, rows...)
	t.told(r)
	return nil
}

// told notes with what was just said which state of a result it is, so that a correction is called one.
func (t *talk) told(r verification.Reception) {
	if r.Shows() && !t.Desk.Policy().SealAskers {
		t.out[len(t.out)-1].News = &bot.News{Subject: claimSubject(r.Into.Code), Version: versionOf(r.Into)}
	}
}

// apart lets something go on as a claim of its own.
func (t *talk) apart(code verification.Code, q verification.Question) error {
	c, err := t.Desk.SetApart(t.ctx, t.cause, t.by.ID, code)
	if err != nil {
		return err
	}
	switch {
	case c.Status != verification.StatusReceived:
		return nil // it went on already
	case q.Known():
		return t.choose(code, q, false)
	}
	t.show(t.claimHandle(code), t.T("question.choose"), choices(t.Speaker, c, false, t.by.Language, t.proof(c.Code))...)
	return nil
}

// knownHere gives a group the result on what was just posted there, if that is the same beyond doubt. It is said once, since
// nobody asked.
func (h *Handlers) knownHere(ctx context.Context, u bot.Update) error {
	m := u.Message
	if m.Chat.Kind != bot.Group || len(m.Media) == 0 {
		return nil
	}
	group := h.Namer.Pseudonym("chat", m.Chat.ID)
	s, err := h.Desk.Subscription(ctx, group)
	if errors.Is(err, verification.NotSubscribed) {
		return nil
	}
	if err != nil {
		return err
	}
	content := h.contentOf(m)
	h.look(ctx, m.Media, content.Media)
	c, err := h.Desk.KnownIn(ctx, group, content)
	if errors.Is(err, verification.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	speaker := h.Locale.For(s.Languages[0])
	// Sent first: noted and not sent, nobody would hear of it. Sent again, it has the same key.
	err = h.Send.Send(ctx, bot.Outgoing{
		Key: "known." + string(c.Code) + "." + group, Chat: m.Chat.ID, Action: bot.Send, Handle: "result." + string(c.Code), News: resultNews(speaker, c),
		Text: speaker.T("seen.result") + "\n" + result(speaker, c.Public()), ReplyTo: m.ID, Silent: true,
	})
	if err != nil {
		return err
	}
	return h.Desk.NoteKnown(ctx, group, c.Code)
}

// likenesses tells a reviewer what a claim was taken for, and what was taken for it.
func likenesses(s locale.Speaker, c *verification.Claim) []string {
	const most = 10
	var lines []string
	if len(c.Joins) > 0 {
		lines = append(lines, s.T("review.joins", "Codes", names(c.Joins[:min(len(c.Joins), most)], verification.Code.String)))
	}
	offered := names(c.Offered, verification.Code.String)
	switch {
	case len(c.Offered) == 0 || c.JoinedBy != "":
	case c.Apart:
		lines = append(lines, s.T("review.offered.none", "Codes", offered))
	case c.Picked != "":
		lines = append(lines, s.T("review.offered.picked", "Code", c.Picked))
	default:
		lines = append(lines, s.T("review.offered", "Codes", offered))
	}
	return lines
}
