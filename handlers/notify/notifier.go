// Package notify writes to people who did not just write.
package notify

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/outgoing"
	"github.com/rastau/rastau/handlers/sms"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Notifier writes to people who did not just write: see [verification.Notifier].
type Notifier struct {
	send   bot.Sender
	texts  *locale.Texts
	policy claim.Policy
	// botName leads readers to the bot; there are no such links when it is "".
	botName string
	texter  bot.Texter // for those who asked by SMS; nil when nobody carries any
	reads   Reads
}

var _ verification.Notifier = (*Notifier)(nil)

// New makes a Notifier.
func New(send bot.Sender, texts *locale.Texts, policy claim.Policy) *Notifier {
	return &Notifier{send: send, texts: texts, policy: policy}
}

// Reads tells in which language and letters the owner of a number is answered; ok is false when that is not known.
type Reads func(ctx context.Context, number int64) (l claim.Language, latin, ok bool, err error)

func chatOf(address string) (int64, error) {
	id, err := strconv.ParseInt(address, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("an address that is none: %w", err)
	}
	return id, nil
}

// Propose tells a reviewer what another one wants that takes two.
func (a *Notifier) Propose(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := view.InsideQuestion(s, c.ToReviewers()) + view.Inside("\n"+strings.Join(view.Pending(s, c), "\n"))
	out := view.Guarded(chat, text, view.ConfirmRow(s, c, to.ID))
	out.Key, out.Priority, out.MessageKey, out.About = key, bot.Notice, view.ProposalHandle(c.Code, c.Proposal.Number), view.About(c)
	return a.send.Send(ctx, out)
}

// Linked has posts lead to the bot of that name.
func (a *Notifier) Linked(botName string) *Notifier {
	a.botName = botName
	a.send = outgoing.Tappable{Sender: a.send, BotName: botName}
	return a
}

// Ask puts a question to a verifier: the files first, then the card with the buttons.
func (a *Notifier) Ask(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil // somebody who never wrote in private cannot be asked
	}
	s := a.texts.For(to.Language)
	text, rows := view.AskCard(s, c, to.ID)
	card := view.Guarded(chat, text, rows)
	card.MessageKey = view.AskHandle(c.Code)
	out := append(view.MediaOf(s, c, c.Files(), chat), card)
	for i := range out {
		out[i].Key, out[i].Priority = key+"."+strconv.Itoa(i), bot.Notice
		out[i].News, out[i].About = view.AskNews(c, to.ID, len(out)-1-i), view.About(c)
	}
	return a.send.Send(ctx, out...)
}

// Withdraw takes back what somebody was asked of a claim, as a verifier or a reviewer, if it has not reached them.
func (a *Notifier) Withdraw(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	back := bot.Outgoing{Key: key, Chat: chat, Action: bot.Withdraw, Priority: bot.Notice, News: view.EndNews(c, to.ID)}
	// One message about the review: of two that tell the same version one is dropped while the other waits.
	if to.Reviews() && c.Status.Ended() && !view.LastApproved(c, to.ID) {
		return a.send.Send(ctx, back, a.decided(key+".review", chat, to, c))
	}
	review := back
	review.Key, review.News = key+".review", &bot.News{Subject: "review." + string(c.Code), Version: view.VersionOf(c) + 1}
	return a.send.Send(ctx, back, review)
}

// decided takes the buttons off the card that a reviewer has of a claim, and says what became of it.
func (a *Notifier) decided(key string, chat int64, to claim.Person, c *claim.Claim) bot.Outgoing {
	s := a.texts.For(to.Language)
	text := view.InsideHeadline(s, c.ToReviewers()) + view.Inside("\n"+view.Capital(view.Standing(s, c, c.PublishAt)))
	out := view.Guarded(chat, text, nil)
	out.Key, out.Action, out.Priority, out.MessageKey, out.About = key, bot.Edit, bot.Notice, "review."+string(c.Code), view.About(c)
	out.News = &bot.News{Subject: "review." + string(c.Code), Version: view.VersionOf(c) + 1, IfTold: true}
	return out
}

// Recall drops what anybody was to be told of an earlier state of a claim.
func (a *Notifier) Recall(ctx context.Context, c *claim.Claim) error {
	return a.send.Recall(ctx, view.About(c)[0])
}

// Hush has nothing sent to somebody any more until they write.
func (a *Notifier) Hush(ctx context.Context, to claim.Person) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	return a.send.Silence(ctx, chat)
}

// Close changes a verifier's card when the claim has ended.
func (a *Notifier) Close(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	r := c.Public()
	text := s.T("closed.confirmed", "Code", c.Code) // it goes on
	switch r.Status {
	case claim.StatusPublished:
		text = s.T("closed", "Code", c.Code, "Answer", view.Given(s, r))
	case claim.StatusRefused:
		text = s.T("closed.refused", "Code", c.Code)
		if c.RefusedFor == claim.Unseen {
			text = s.T("closed.unseen", "Code", c.Code)
		}
	case claim.StatusUndecided:
		text = s.T("closed.undecided", "Code", c.Code)
	case claim.StatusTakenDown:
		text = s.T("closed.withdrawn", "Code", c.Code)
	case claim.StatusMerged:
		text = s.T("result.merged", "Code", c.Code, "Into", c.Into)
	}
	out := []bot.Outgoing{{
		Key: key, Chat: chat, Action: bot.Edit, MessageKey: view.AskHandle(c.Code), Priority: bot.Notice, Text: text, News: view.EndNews(c, to.ID),
		About: view.About(c),
	}}
	if r.Status == claim.StatusRefused || r.Status == claim.StatusTakenDown {
		for i := range c.Content.Media { // what nobody should have seen is taken back
			out = append(out, bot.Outgoing{
				Key: key + ".media." + strconv.Itoa(i), Chat: chat, Action: bot.Delete, MessageKey: view.MediaHandle(c.Code, i), Priority: bot.Notice,
			})
		}
	}
	return a.send.Send(ctx, out...)
}

// Alert tells a reviewer what another one did.
func (a *Notifier) Alert(ctx context.Context, key string, to claim.Person, c *claim.Claim, did claim.Kind, tag string) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := view.Inside(s.T("alert."+string(did), "Code", c.Code, "Who", tag)+"\n") + view.InsideHeadline(s, c.ToReviewers())
	if c.WithdrawnWords != "" {
		text += view.Inside("\n" + s.T("review.withdrawn.words", "Words", c.WithdrawnWords.Mask()))
	}
	out := view.Guarded(chat, text, nil)
	out.Key, out.Priority, out.About = key, bot.Notice, view.About(c)
	return a.send.Send(ctx, out)
}

// Act tells a reviewer what was done to who may do what.
func (a *Notifier) Act(ctx context.Context, key string, to claim.Person, act verification.Act) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	if act.Kind == verification.ActSettings && len(act.Changed) == 0 {
		return nil
	}
	pairs := []any{"Who", verification.Tag(act.By), "Whom", verification.Tag(act.Whom), "Uses", act.Uses,
		"Until", s.Time(act.Until), "Changed", strings.Join(act.Changed, ", ")}
	if act.Role != "" {
		pairs = append(pairs, "Role", s.T("invite."+string(act.Role)))
	}
	text := s.T("act."+string(act.Kind), pairs...)
	return a.send.Send(ctx, bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text, Protect: true})
}

// Voided tells a reviewer that their approval is void.
func (a *Notifier) Voided(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	text := a.texts.For(to.Language).T("review.voided", "Code", c.Code)
	return a.send.Send(ctx, bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text, Protect: true})
}

// Reply gives somebody who objected the answer.
func (a *Notifier) Reply(ctx context.Context, key string, to claim.Requester, c *claim.Claim, words moderation.Foreign) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	text := a.texts.For(to.Language).T("appeal.answer", "Code", c.Code, "Words", words.Mask())
	return a.send.Send(ctx, bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text, About: view.About(c)})
}

// Parted tells somebody that what they asked goes on by itself; where nothing was asked about it yet, they say what.
func (a *Notifier) Parted(ctx context.Context, key string, to claim.Requester, c *claim.Claim, was claim.Code) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	out := bot.Outgoing{
		Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, MessageKey: "claim." + string(c.Code),
		Text: s.T("parted", "Code", c.Code, "Was", was), ReplyToMessageKey: "claim." + string(c.Code), About: view.About(c),
	}
	switch c.Status {
	case claim.StatusReceived:
		out.Text += "\n" + s.T("question.choose")
		out.Buttons = view.QuestionRows(s, c.Code, false)
	case claim.StatusPublished:
		out.Text += "\n" + view.Result(s, c.Public())
	case claim.StatusOpen:
		key := "status.open"
		if len(c.Asked) == 0 {
			key = "status.open.waits"
		}
		out.Text += "\n" + s.T(key, "Code", c.Code, "Deadline", s.Moment(c.Deadline))
	}
	return a.send.Send(ctx, out)
}

// Tell tells somebody who asked.
func (a *Notifier) Tell(ctx context.Context, key string, to claim.Requester, c *claim.Claim) error {
	if done, err := a.tellByText(ctx, key, to, c); done {
		return err
	}
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	r := c.PublicTo(to, true)
	text := s.T("tell.title", "Code", c.Code) + "\n" + view.Result(s, r)
	switch r.Status {
	case claim.StatusLapsed:
		text = s.T("claim.lapsed")
	case claim.StatusRefused, claim.StatusTakenDown:
		text = s.T("tell.title", "Code", c.Code) + "\n" + view.Outcome(s, r)
	}
	out := bot.Outgoing{Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: text, Buttons: view.CardRow(s, r), About: view.About(c)}
	if to.Sealed == nil {
		out.ReplyToMessageKey, out.News = "claim."+string(c.Code), view.AnswerNews(s, c, r)
	} else if c.Version > 1 && c.Status == claim.StatusPublished { // nothing is to tell what they asked, or were told before
		out.Text = view.CorrectionMark(s.T("result.correction")) + text
	}
	return a.send.Send(ctx, out)
}

// Review asks a reviewer.
func (a *Notifier) Review(ctx context.Context, key string, to claim.Person, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text, rows := view.ReviewCard(s, a.policy, c, to.ID)
	card := view.Guarded(chat, text, rows)
	card.MessageKey = "review." + string(c.Code)
	out := append(append(view.MediaOf(s, c, c.Content.Media, chat), view.ProofOf(s, c, chat)...), card)
	for i := range out {
		out[i].Key, out[i].Priority = key+"."+strconv.Itoa(i), bot.Notice
		out[i].News, out[i].About = view.ReviewNews(c, len(out)-1-i), view.About(c)
	}
	return a.send.Send(ctx, out...)
}

// Blackout tells a reviewer of blackouts, or of their end.
func (a *Notifier) Blackout(ctx context.Context, key string, to claim.Person, together []claim.Blackout) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Language)
	text := "blackout.over"
	if together[0].Until.IsZero() {
		text = "blackout.began"
	}
	return a.send.Send(ctx, bot.Outgoing{
		Key: key, Chat: chat, Action: bot.Send, Priority: bot.Notice, Text: s.T(text, view.BlackoutWords(s, together)...),
	})
}

// Post gives a channel a result. A later version changes the message that was posted, and answers it with the correction,
// so that both who scrolls back and who reads on sees it. Where no version was delivered yet the latest is the first.
func (a *Notifier) Post(ctx context.Context, key string, to verification.Subscription, c *claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	r := c.Public()
	s, handle := a.texts.For(to.Languages[0]), "result."+string(c.Code)
	out := []bot.Outgoing{{Key: key, Chat: chat, Action: bot.Send, MessageKey: handle, Text: a.inAll(to, r), News: view.ResultNews(s, c)}}
	if r.Version > 1 || r.Status != claim.StatusPublished {
		out[0].Action = bot.Edit
		out[0].News.IfTold = r.Status != claim.StatusPublished // who never read it need not read that it is withdrawn
		titles := make([]string, len(to.Languages))
		for i, l := range to.Languages {
			titles[i] = a.texts.For(l).T("result.correction")
		}
		mark := view.CorrectionMark(strings.Join(titles, " · "))
		correction := view.ResultNews(s, c)
		correction.Part, correction.IfTold, correction.Line = 1, true, mark+correction.Line
		out = append(out, bot.Outgoing{
			Key: key + ".reply", Chat: chat, Action: bot.Send, ReplyToMessageKey: handle, Text: mark + a.inAll(to, r), News: correction,
		})
	}
	for i := range out {
		out[i].Priority, out[i].Topic, out[i].Buttons, out[i].About = bot.Broadcast, to.Topic, view.CardLink(s, r, a.botName), view.About(c)
	}
	return a.send.Send(ctx, out...)
}

// inAll writes a result in all languages of a subscription: the claim is quoted once.
func (a *Notifier) inAll(to verification.Subscription, r claim.Release) string {
	first := a.texts.For(to.Languages[0])
	parts := []string{view.Question(first, r)}
	for _, l := range to.Languages {
		s := a.texts.For(l)
		part := view.Outcome(s, r)
		if l != to.Languages[0] {
			part = "<b>" + view.Asked(s, r.Question) + "</b>\n" + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n\n")
}

// Digest gives a channel several results at once, in its first language; the outbox puts them together.
func (a *Notifier) Digest(ctx context.Context, key string, to verification.Subscription, claims []*claim.Claim) error {
	chat, err := chatOf(to.Address)
	if err != nil {
		return nil
	}
	s := a.texts.For(to.Languages[0])
	out := make([]bot.Outgoing, len(claims))
	for i, c := range claims {
		n := view.ResultNews(s, c)
		n.Together = true
		out[i] = bot.Outgoing{Key: key + "." + string(c.Code), Chat: chat, Action: bot.Send, Topic: to.Topic, Priority: bot.Broadcast, News: n, About: view.About(c)}
	}
	return a.send.Send(ctx, out...)
}

// Texting has those who asked by SMS told by SMS.
func (a *Notifier) Texting(t bot.Texter, reads Reads) *Notifier {
	a.texter, a.reads = t, reads
	return a
}

// tellByText tells somebody who asked by SMS; done is false when they did not.
func (a *Notifier) tellByText(ctx context.Context, key string, to claim.Requester, c *claim.Claim) (done bool, err error) {
	number, ok := sms.Number(to.Address)
	if !ok {
		return false, nil
	}
	if a.texter == nil {
		return true, nil // nobody carries SMS any more
	}
	l, latin, known, err := a.reads(ctx, number)
	if err != nil {
		return true, err
	}
	if !known {
		l = to.Language
	}
	s := a.texts.For(l)
	var text string
	r := c.PublicTo(to, true)
	switch {
	case view.HasCard(r) || r.Status == claim.StatusUndecided || r.Status == claim.StatusTakenDown:
		text = view.SMSResult(s, r, latin)
	case c.Status == claim.StatusMerged:
		text = view.SMSText(s, s.T("result.merged", "Code", c.Code, "Into", c.Into), latin)
	case c.Status == claim.StatusLapsed:
		text = view.SMSText(s, s.T("claim.lapsed"), latin)
	case c.Status == claim.StatusRefused:
		text = view.SMSText(s, view.Refused(s, c.RefusedFor), latin)
	default:
		return true, nil
	}
	return true, a.texter.SendText(ctx, bot.OutText{Key: key, To: number, Words: text, About: view.About(c)})
}
