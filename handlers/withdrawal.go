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
func (t *talk) takeDown(m *bot.Message) error {
	return t.onClaim(m, "/takedown K7Q-2MX", func(code claim.Code, words string) error {
		c, err := t.Desk.Claim(t.ctx, code)
		if err != nil {
			return err
		}
		if err := c.Withdrawable(); err != nil {
			return err
		}
		if err := t.doing(claim.Doing{What: doingWithdrawal, Code: code, Extra: words}); err != nil {
			return err
		}
		var rows [][]bot.Button
		for _, w := range claim.Withdrawals {
			rows = append(rows, []bot.Button{{Text: t.T("withdrawn." + string(w)), Data: callback.Data(callback.Withdraw, code, string(w))}})
		}
		rows = append(rows, []bot.Button{{Text: t.T("withdraw.no"), Data: callback.Data(callback.Keep, code, "")}})
		t.say(t.T("withdraw.choose", "Code", code), rows...).Handle = withdrawHandle(code)
		return nil
	})
}

// withdrawHandle names the message that asks why a claim is withdrawn.
func withdrawHandle(code claim.Code) string { return "withdraw." + string(code) }

// confirmWithdrawal asks once more, with the reason that was chosen.
func (t *talk) confirmWithdrawal(code claim.Code, reason string) error {
	if !t.by.Reviews() {
		return claim.NotReviewer
	}
	if !slices.Contains(claim.Withdrawals, claim.Withdrawal(reason)) {
		return claim.BadAnswer
	}
	c, err := t.Desk.Claim(t.ctx, code)
	if err != nil {
		return err
	}
	key := "withdraw.confirm.inside"
	if c.Out() {
		key = "withdraw.confirm"
	}
	t.show(withdrawHandle(code), t.T(key, "Code", code, "Reason", t.T("withdrawn."+reason)),
		[]bot.Button{{Text: t.T("withdraw.yes"), Data: callback.Data(callback.Withdrawn, code, reason)}},
		[]bot.Button{{Text: t.T("withdraw.no"), Data: callback.Data(callback.Keep, code, "")}})
	return nil
}

// withdraw withdraws the claim.
func (t *talk) withdraw(code claim.Code, reason string) error {
	words := ""
	if d := t.by.Doing; d.What == doingWithdrawal && d.Code == code {
		words = strings.TrimSpace(d.Extra)
	}
	_, err := t.Desk.TakeDown(t.ctx, t.cause, t.by, code, claim.Withdrawal(reason), moderation.Foreign(words))
	if err != nil {
		return err
	}
	t.show(withdrawHandle(code), code.String()+": "+t.T("review.takendown"))
	return t.leaveOff()
}

// keep leaves the claim as it is.
func (t *talk) keep(code claim.Code) error {
	t.show(withdrawHandle(code), t.T("withdraw.kept", "Code", code))
	return t.leaveOff()
}
