package handlers

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// takeDown is /takedown CODE [words]: a reviewer withdraws a claim, in three steps: the command, the reason, and a second tap.
// The words are for reviewers, and wait until it is done.
func (s reviewer) takeDown(m *bot.Message) error {
	return s.onClaim(m, "/takedown K7Q-2MX", func(code claim.Code, words string) error {
		c, err := s.Desk.Claim(s.ctx, code)
		if err != nil {
			return err
		}
		if err := c.Withdrawable(); err != nil {
			return err
		}
		if err := s.doing(claim.Doing{What: doingWithdrawal, Code: code, Extra: words}); err != nil {
			return err
		}
		var rows [][]bot.Button
		for _, w := range claim.Withdrawals {
			rows = append(rows, []bot.Button{{Text: s.T("withdrawn." + string(w)), Data: callback.Data(callback.Withdraw, code, string(w))}})
		}
		rows = append(rows, []bot.Button{{Text: s.T("withdraw.no"), Data: callback.Data(callback.Keep, code, "")}})
		s.say(s.T("withdraw.choose", "Code", code), rows...).MessageKey = withdrawHandle(code)
		return nil
	})
}

// withdrawHandle names the message that asks why a claim is withdrawn.
func withdrawHandle(code claim.Code) string { return "withdraw." + string(code) }

// confirmWithdrawal asks once more, with the reason that was chosen.
func (s reviewer) confirmWithdrawal(code claim.Code, reason string) error {
	if !s.by.Reviews() {
		return claim.NotReviewer
	}
	if !slices.Contains(claim.Withdrawals, claim.Withdrawal(reason)) {
		return claim.BadAnswer
	}
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	key := "withdraw.confirm.inside"
	if c.Out() {
		key = "withdraw.confirm"
	}
	s.show(withdrawHandle(code), s.T(key, "Code", code, "Reason", s.T("withdrawn."+reason)),
		[]bot.Button{{Text: s.T("withdraw.yes"), Data: callback.Data(callback.Withdrawn, code, reason)}},
		[]bot.Button{{Text: s.T("withdraw.no"), Data: callback.Data(callback.Keep, code, "")}})
	return nil
}

// withdraw withdraws the claim.
func (s reviewer) withdraw(code claim.Code, reason string) error {
	words := ""
	if d := s.by.Doing; d.What == doingWithdrawal && d.Code == code {
		words = strings.TrimSpace(d.Extra)
	}
	_, err := s.Desk.TakeDown(s.ctx, s.cause, s.by, code, claim.Withdrawal(reason), moderation.Foreign(words))
	if err != nil {
		return err
	}
	s.show(withdrawHandle(code), code.String()+": "+s.T("review.takendown"))
	return s.leaveOff()
}

// keep leaves the claim as it is.
func (s reviewer) keep(code claim.Code) error {
	s.show(withdrawHandle(code), s.T("withdraw.kept", "Code", code))
	return s.leaveOff()
}
