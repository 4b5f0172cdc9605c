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

// callback answers a button. Whatever forged data ask for is refused by the desk as a forged command would be; data that
// is none of ours is answered with nothing, and so is a button under what the bot did not send there itself: somebody else put
// it before whoever presses.
func (h *Handlers) callback(ctx context.Context, u bot.Update) error {
	p, ok := callback.Parse(u.Press.Data)
	chat := u.Press.Chat
	elsewhere := chat.ID == 0 || chat.Kind == bot.Private && chat.ID != u.Press.From.ID
	if !ok || u.Press.From.IsBot || elsewhere {
		h.Callbacks.AnswerCallback(ctx, u.Press.ID, "", false)
		return nil
	}
	switch p.Verb {
	case callback.PostLang, callback.PostSubj, callback.PostWhen:
		if chat.Kind == bot.Private {
			h.Callbacks.AnswerCallback(ctx, u.Press.ID, "", false)
			return nil
		}
		return h.setPosts(ctx, u, p)
	}
	s, ok, err := h.begin(ctx, u, u.Press.From, chat)
	if !ok {
		if err == nil {
			h.Callbacks.AnswerCallback(ctx, u.Press.ID, s.T("too_fast"), false)
		}
		return err
	}
	if chat.Kind != bot.Private && !slices.Contains([]string{callback.Question, callback.Subject, callback.Spoken, callback.Pick, callback.Apart, callback.Person, callback.Private}, p.Verb) {
		h.Callbacks.AnswerCallback(ctx, u.Press.ID, "", false)
		return nil
	}
	done, err := s.callback(p)
	if chat.Kind != bot.Private && errors.Is(err, claim.NotFound) {
		h.Callbacks.AnswerCallback(ctx, u.Press.ID, s.T("not_for_you"), false)
		return nil
	}
	return s.answerCallback(u.Press.ID, done, err)
}

// callback does what a button says, and gives what is said over the chat.
func (s *session) callback(p callback.Query) (done string, err error) {
	s.subject = p.Code
	switch p.Verb {
	case callback.Question:
		q, private := view.QuestionOf(p.Word)
		return "", s.requester().choose(p.Code, q, private)
	case callback.Subject:
		return s.T("subject.set"), s.requester().setSubject(p.Code, p.Word)
	case callback.Spoken:
		return s.requester().spokenPressed(p.Code, p.Word)
	case callback.Answer:
		return s.volunteer().answerPressed(p)
	case callback.Typed:
		return s.volunteer().isTyped(p.Code, p.Word)
	case callback.Untyped:
		return s.volunteer().isNotTyped(p.Word)
	case callback.Meant:
		return s.requester().isMeant(p.Word)
	case callback.Propose:
		return "", s.write(doingProposal, "propose.write", p.Code)
	case callback.Skip:
		return "", s.volunteer().skipPressed(p.Code)
	case callback.Next:
		return "", s.volunteer().showNext()
	case callback.Change:
		return "", s.volunteer().change(p.Code)
	case callback.Evidence:
		return "", s.write(doingEvidence, "evidence.write", p.Code)
	case callback.Knowing:
		return "", s.volunteer().knowing(p.Code, p.Word)
	case callback.Cancel:
		return s.T("cancelled"), s.leaveOff()
	case callback.Language:
		return "", s.citizen().setLanguage(p.Word)
	case callback.CheckLang:
		l, ok := claim.ParseLanguage(p.Word)
		if !ok {
			return "", nil
		}
		return "", s.volunteer().toggle(func(p *claim.Person) { p.Languages = flip(p.Languages, l) })
	case callback.CheckSubj:
		about := claim.Subject(p.Word)
		if !about.Known() || about == claim.General {
			return "", nil // everybody checks what is about nothing else
		}
		return "", s.volunteer().toggle(func(p *claim.Person) { p.Subjects = flip(p.Subjects, about) })
	case callback.Region:
		return s.citizen().setRegion(claim.Region(p.Word))
	case callback.Forget:
		return "", s.citizen().forgotten(p.Word)
	case callback.Shown:
		return "", s.requester().shown(p.Code, claim.Shown(p.Word))
	case callback.ShownHere:
		return "", s.requester().shownHere(p.Code, claim.Shown(p.Word))
	case callback.Flag:
		return "", s.volunteer().flag(p.Code, p.Word)
	case callback.Private:
		return s.volunteer().markPressed(p.Code)
	case callback.Person:
		return "", s.requester().person(p.Code, p.Word)
	case callback.Official:
		return s.reviewer().officialPressed(p.Code)
	case callback.Unnamed:
		return s.reviewer().unnamedPressed(p.Code)
	case callback.Protect:
		return "", s.reviewer().protectPressed(p.Code)
	case callback.Clears:
		return "", s.reviewer().approvePressed(p.Code, p.Word, claim.Consent{Clears: true})
	case callback.Unnaming:
		return "", s.reviewer().approvePressed(p.Code, p.Word, claim.Consent{Clears: true, Nameless: true})
	case callback.Pick:
		return "", s.requester().pick(p.Code, claim.Code(p.Word))
	case callback.Apart:
		return "", s.requester().apart(p.Code, claim.Question(p.Word))
	case callback.Appeal:
		return "", s.citizen().appealPressed(p.Code, p.Word)
	case callback.Card:
		return "", s.citizen().sendCard(p.Code, s.Language)
	case callback.Relay:
		l, _ := claim.ParseLanguage(p.Word)
		return "", s.citizen().showScript(p.Code, l)
	case callback.Picture:
		return "", s.reviewer().picturePressed(p.Code)
	case callback.Review:
		return "", s.reviewer().reviewOf(p.Code)
	case callback.Approve:
		return "", s.reviewer().approvePressed(p.Code, p.Word, claim.Consent{})
	case callback.Nameless:
		return "", s.reviewer().approvePressed(p.Code, p.Word, claim.Consent{Nameless: true})
	case callback.TakeIn:
		return "", s.reviewer().takeInPressed(p.Code)
	case callback.Withdraw:
		return "", s.reviewer().confirmWithdrawal(p.Code, p.Word)
	case callback.Withdrawn:
		return "", s.reviewer().withdraw(p.Code, p.Word)
	case callback.Keep:
		return "", s.reviewer().keep(p.Code)
	case callback.Confirm:
		return "", s.reviewer().confirmPressed(p.Code, p.Word)
	case callback.Reject:
		return "", s.reviewer().rejectPressed(p.Code, p.Word)
	case callback.Tried:
		return s.T("review.tried.done"), s.reviewer().triedPressed(p.Code, p.Word)
	case callback.Release:
		return "", s.reviewer().releasePressed(p.Code)
	case callback.Hold:
		if !s.by.Reviews() {
			return "", claim.NotReviewer
		}
		return "", s.write(doingHold, "review.hold.write", p.Code)
	}
	return "", nil
}
