package handlers

import (
	"context"
	"errors"
	"slices"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification"
)

// press answers a button. Whatever a forged press asks for is refused by the desk as a forged command would be; data that
// is none of ours is answered with nothing, and so is a button under what the bot did not send there itself: somebody else put
// it before whoever presses.
func (h *Handlers) press(ctx context.Context, u bot.Update) error {
	p, ok := parsePress(u.Press.Data)
	chat := u.Press.Chat
	elsewhere := chat.ID == 0 || chat.Kind == bot.Private && chat.ID != u.Press.From.ID
	if !ok || u.Press.From.IsBot || elsewhere {
		h.Toast.Toast(ctx, u.Press.ID, "", false)
		return nil
	}
	switch p.verb {
	case pressPostLang, pressPostSubj, pressPostWhen:
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
	if chat.Kind != bot.Private && !slices.Contains([]string{pressQuestion, pressSubject, pressSpoken, pressPick, pressApart, pressPerson, pressPrivate}, p.verb) {
		h.Toast.Toast(ctx, u.Press.ID, "", false)
		return nil
	}
	done, err := t.pressed(p)
	if chat.Kind != bot.Private && errors.Is(err, verification.NotFound) {
		h.Toast.Toast(ctx, u.Press.ID, t.T("not_for_you"), false)
		return nil
	}
	return t.toasted(u.Press.ID, done, err)
}

// pressed does what a button says, and gives what is said over the chat.
func (t *talk) pressed(p press) (done string, err error) {
	t.subject = p.code
	switch p.verb {
	case pressQuestion:
		q, private := questionOf(p.word)
		return "", t.choose(p.code, q, private)
	case pressSubject:
		return t.T("subject.set"), t.setSubject(p.code, p.word)
	case pressSpoken:
		return t.spokenPressed(p.code, p.word)
	case pressAnswer:
		return t.answerPressed(p)
	case pressTyped:
		return t.isTyped(p.code, p.word)
	case pressUntyped:
		return t.isNotTyped(p.word)
	case pressMeant:
		return t.isMeant(p.word)
	case pressPropose:
		return "", t.write(doingProposal, "propose.write", p.code)
	case pressSkip:
		return "", t.skipPressed(p.code)
	case pressNext:
		return "", t.next(nil)
	case pressChange:
		return "", t.change(p.code)
	case pressEvidence:
		return "", t.write(doingEvidence, "evidence.write", p.code)
	case pressKnowing:
		return "", t.knowing(p.code, p.word)
	case pressCancel:
		return t.T("cancelled"), t.leaveOff()
	case pressLanguage:
		return "", t.setLanguage(p.word)
	case pressCheckLang:
		l, ok := verification.ParseLanguage(p.word)
		if !ok {
			return "", nil
		}
		return "", t.toggle(func(p *verification.Person) { p.Languages = flip(p.Languages, l) })
	case pressCheckSubj:
		s := verification.Subject(p.word)
		if !s.Known() || s == verification.General {
			return "", nil // everybody checks what is about nothing else
		}
		return "", t.toggle(func(p *verification.Person) { p.Subjects = flip(p.Subjects, s) })
	case pressRegion:
		return t.setRegion(verification.Region(p.word))
	case pressForget:
		return "", t.forgotten(p.word)
	case pressShown:
		return "", t.shown(p.code, verification.Shown(p.word))
	case pressShownHere:
		return "", t.shownHere(p.code, verification.Shown(p.word))
	case pressFlag:
		return "", t.flag(p.code, p.word)
	case pressPrivate:
		return t.markPressed(p.code)
	case pressPerson:
		return "", t.person(p.code, p.word)
	case pressOfficial:
		return t.officialPressed(p.code)
	case pressUnnamed:
		return t.unnamedPressed(p.code)
	case pressProtect:
		return "", t.protectPressed(p.code)
	case pressClears:
		return "", t.approvePressed(p.code, p.word, verification.Consent{Clears: true})
	case pressUnnaming:
		return "", t.approvePressed(p.code, p.word, verification.Consent{Clears: true, Nameless: true})
	case pressPick:
		return "", t.pick(p.code, verification.Code(p.word))
	case pressApart:
		return "", t.apart(p.code, verification.Question(p.word))
	case pressAppeal:
		return "", t.appealPressed(p.code, p.word)
	case pressCard:
		return "", t.sendCard(p.code, t.Language)
	case pressRelay:
		l, _ := verification.ParseLanguage(p.word)
		return "", t.showScript(p.code, l)
	case pressPicture:
		return "", t.picturePressed(p.code)
	case pressReview:
		return "", t.reviewOf(p.code)
	case pressApprove:
		return "", t.approvePressed(p.code, p.word, verification.Consent{})
	case pressNameless:
		return "", t.approvePressed(p.code, p.word, verification.Consent{Nameless: true})
	case pressTakeIn:
		return "", t.takeInPressed(p.code)
	case pressWithdraw:
		return "", t.confirmWithdrawal(p.code, p.word)
	case pressWithdrawn:
		return "", t.withdraw(p.code, p.word)
	case pressKeep:
		return "", t.keep(p.code)
	case pressConfirm:
		return "", t.confirmPressed(p.code, p.word)
	case pressReject:
		return "", t.rejectPressed(p.code, p.word)
	case pressTried:
		return t.T("review.tried.done"), t.triedPressed(p.code, p.word)
	case pressRelease:
		return "", t.releasePressed(p.code)
	case pressHold:
		if !t.by.Reviews() {
			return "", verification.NotReviewer
		}
		return "", t.write(doingHold, "review.hold.write", p.code)
	}
	return "", nil
}
