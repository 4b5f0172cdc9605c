package handlers

import (
	"context"
	"errors"
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// press answers a button. Whatever a forged press asks for is refused by the desk as a forged command would be; data that
// is none of ours is answered with nothing, and so is a button under what the bot did not send there itself: somebody else put
// it before whoever presses.
func (h *Handlers) press(ctx context.Context, u bot.Update) error {
	p, ok := callback.Parse(u.Press.Data)
	chat := u.Press.Chat
	elsewhere := chat.ID == 0 || chat.Kind == bot.Private && chat.ID != u.Press.From.ID
	if !ok || u.Press.From.IsBot || elsewhere {
		h.Toast.Toast(ctx, u.Press.ID, "", false)
		return nil
	}
	switch p.Verb {
	case callback.PostLang, callback.PostSubj, callback.PostWhen:
		if chat.Kind == bot.Private {
			h.Toast.Toast(ctx, u.Press.ID, "", false)
			return nil
		}
		return h.setPosts(ctx, u, p)
	}
	t, ok, err := h.begin(ctx, u, u.Press.From, chat)
	if !ok {
		if err == nil {
			h.Toast.Toast(ctx, u.Press.ID, t.T("too_fast"), false)
		}
		return err
	}
	if chat.Kind != bot.Private && !slices.Contains([]string{callback.Question, callback.Subject, callback.Spoken, callback.Pick, callback.Apart, callback.Person, callback.Private}, p.Verb) {
		h.Toast.Toast(ctx, u.Press.ID, "", false)
		return nil
	}
	done, err := t.pressed(p)
	if chat.Kind != bot.Private && errors.Is(err, claim.NotFound) {
		h.Toast.Toast(ctx, u.Press.ID, t.T("not_for_you"), false)
		return nil
	}
	return t.toasted(u.Press.ID, done, err)
}

// pressed does what a button says, and gives what is said over the chat.
func (t *talk) pressed(p callback.Query) (done string, err error) {
	t.subject = p.Code
	switch p.Verb {
	case callback.Question:
		q, private := view.QuestionOf(p.Word)
		return "", t.choose(p.Code, q, private)
	case callback.Subject:
		return t.T("subject.set"), t.setSubject(p.Code, p.Word)
	case callback.Spoken:
		return t.spokenPressed(p.Code, p.Word)
	case callback.Answer:
		return t.answerPressed(p)
	case callback.Typed:
		return t.isTyped(p.Code, p.Word)
	case callback.Untyped:
		return t.isNotTyped(p.Word)
	case callback.Meant:
		return t.isMeant(p.Word)
	case callback.Propose:
		return "", t.write(doingProposal, "propose.write", p.Code)
	case callback.Skip:
		return "", t.skipPressed(p.Code)
	case callback.Next:
		return "", t.next(nil)
	case callback.Change:
		return "", t.change(p.Code)
	case callback.Evidence:
		return "", t.write(doingEvidence, "evidence.write", p.Code)
	case callback.Knowing:
		return "", t.knowing(p.Code, p.Word)
	case callback.Cancel:
		return t.T("cancelled"), t.leaveOff()
	case callback.Language:
		return "", t.setLanguage(p.Word)
	case callback.CheckLang:
		l, ok := claim.ParseLanguage(p.Word)
		if !ok {
			return "", nil
		}
		return "", t.toggle(func(p *claim.Person) { p.Languages = flip(p.Languages, l) })
	case callback.CheckSubj:
		s := claim.Subject(p.Word)
		if !s.Known() || s == claim.General {
			return "", nil // everybody checks what is about nothing else
		}
		return "", t.toggle(func(p *claim.Person) { p.Subjects = flip(p.Subjects, s) })
	case callback.Region:
		return t.setRegion(claim.Region(p.Word))
	case callback.Forget:
		return "", t.forgotten(p.Word)
	case callback.Shown:
		return "", t.shown(p.Code, claim.Shown(p.Word))
	case callback.ShownHere:
		return "", t.shownHere(p.Code, claim.Shown(p.Word))
	case callback.Flag:
		return "", t.flag(p.Code, p.Word)
	case callback.Private:
		return t.markPressed(p.Code)
	case callback.Person:
		return "", t.person(p.Code, p.Word)
	case callback.Official:
		return t.officialPressed(p.Code)
	case callback.Unnamed:
		return t.unnamedPressed(p.Code)
	case callback.Protect:
		return "", t.protectPressed(p.Code)
	case callback.Clears:
		return "", t.approvePressed(p.Code, p.Word, claim.Consent{Clears: true})
	case callback.Unnaming:
		return "", t.approvePressed(p.Code, p.Word, claim.Consent{Clears: true, Nameless: true})
	case callback.Pick:
		return "", t.pick(p.Code, claim.Code(p.Word))
	case callback.Apart:
		return "", t.apart(p.Code, claim.Question(p.Word))
	case callback.Appeal:
		return "", t.appealPressed(p.Code, p.Word)
	case callback.Card:
		return "", t.sendCard(p.Code, t.Language)
	case callback.Relay:
		l, _ := claim.ParseLanguage(p.Word)
		return "", t.showScript(p.Code, l)
	case callback.Picture:
		return "", t.picturePressed(p.Code)
	case callback.Review:
		return "", t.reviewOf(p.Code)
	case callback.Approve:
		return "", t.approvePressed(p.Code, p.Word, claim.Consent{})
	case callback.Nameless:
		return "", t.approvePressed(p.Code, p.Word, claim.Consent{Nameless: true})
	case callback.TakeIn:
		return "", t.takeInPressed(p.Code)
	case callback.Withdraw:
		return "", t.confirmWithdrawal(p.Code, p.Word)
	case callback.Withdrawn:
		return "", t.withdraw(p.Code, p.Word)
	case callback.Keep:
		return "", t.keep(p.Code)
	case callback.Confirm:
		return "", t.confirmPressed(p.Code, p.Word)
	case callback.Reject:
		return "", t.rejectPressed(p.Code, p.Word)
	case callback.Tried:
		return t.T("review.tried.done"), t.triedPressed(p.Code, p.Word)
	case callback.Release:
		return "", t.releasePressed(p.Code)
	case callback.Hold:
		if !t.by.Reviews() {
			return "", claim.NotReviewer
		}
		return "", t.write(doingHold, "review.hold.write", p.Code)
	}
	return "", nil
}
