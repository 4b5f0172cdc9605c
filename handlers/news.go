package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// What is told of a claim may change before it can be delivered. So it says of which claim it is, in which state: the
// outbox keeps to the latest. Each kind of message has subjects of its own.

// claimSubject is what somebody is told of what they asked, resultSubject a result in a channel or group.
func claimSubject(code verification.Code) string { return "claim." + string(code) }

func resultSubject(code verification.Code) string { return "result." + string(code) }

// versionOf tells an older state of a claim from a newer one. The odd numbers between are for what takes a message back
// that was queued in the very same state.
func versionOf(c *verification.Claim) int { return 2 * c.Length() }

// askNews are the messages that put a claim's question to a verifier; part is 0 for the card.
func askNews(c *verification.Claim, to verification.PersonID, part int) *bot.News {
	return &bot.News{Subject: askSubject(c, to), Version: versionOf(c), Part: part, Whole: true}
}

// endNews ends them: those that wait are not delivered, and only who got one is told.
func endNews(c *verification.Claim, to verification.PersonID) *bot.News {
	return &bot.News{Subject: askSubject(c, to), Version: versionOf(c) + 1, IfTold: true}
}

// askSubject tells what somebody is asked of a claim from what they were asked before: whether the person was shown in
// public, and then who it is.
func askSubject(c *verification.Claim, to verification.PersonID) string {
	if ask, asked := c.Asked[to]; ask.Screen || !asked && c.Question == verification.Identity {
		return "screen." + string(c.Code)
	}
	return "ask." + string(c.Code)
}

// reviewNews are the messages that ask a reviewer. They may be repeated as a reminder.
func reviewNews(c *verification.Claim, part int) *bot.News {
	return &bot.News{Subject: "review." + string(c.Code), Version: versionOf(c), Part: part, Repeats: true}
}

// answerNews is what became of a claim, for somebody who asked.
func answerNews(s locale.Speaker, c *verification.Claim, r verification.Release) *bot.News {
	n := &bot.News{
		Subject: claimSubject(c.Code), Version: versionOf(c), Line: digestLine(s, r), Heading: s.T("digest.meanwhile"),
	}
	if c.Status == verification.StatusPublished {
		n.Mark = correctionMark(s.T("result.correction"))
	}
	return n
}

// resultNews is a result in a channel.
func resultNews(s locale.Speaker, c *verification.Claim) *bot.News {
	return &bot.News{
		Subject: resultSubject(c.Code), Version: versionOf(c), Line: digestLine(s, c.Public()), Heading: "<b>" + s.T("digest.title") + "</b>",
	}
}

func correctionMark(word string) string { return "❗️ <b>" + word + "</b>\n" }

// digestLine is what a digest says of a claim.
func digestLine(s locale.Speaker, r verification.Release) string {
	switch r.Status {
	case verification.StatusPublished:
		return sign(r) + " " + headline(s, r)
	case verification.StatusLapsed:
		return s.T("claim.lapsed")
	case verification.StatusRefused, verification.StatusTakenDown:
		return "<b>" + r.Code.String() + "</b> " + outcome(s, r)
	}
	return headline(s, r) + "\n" + outcome(s, r)
}
