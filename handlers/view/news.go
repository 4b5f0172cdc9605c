package view

import (
	"slices"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// What is told of a claim may change before it can be delivered. So it says of which claim it is, in which state: the
// outbox keeps to the latest. Each kind of message has subjects of its own.

// ClaimSubject is what somebody is told of what they asked.
func ClaimSubject(code claim.Code) string { return "claim." + string(code) }

// ResultSubject is a result in a channel or group.
func ResultSubject(code claim.Code) string { return "result." + string(code) }

// VersionOf tells an older state of a claim from a newer one. The odd numbers between are for what takes a message back
// that was queued in the very same state.
func VersionOf(c *claim.Claim) int { return 2 * c.Length() }

// AskNews are the messages that put a claim's question to a verifier; part is 0 for the card.
func AskNews(c *claim.Claim, to claim.PersonID, part int) *bot.News {
	return &bot.News{Subject: askSubject(c, to), Version: VersionOf(c), Part: part, Whole: true}
}

// EndNews ends them: those that wait are not delivered, and only who got one is told.
func EndNews(c *claim.Claim, to claim.PersonID) *bot.News {
	return &bot.News{Subject: askSubject(c, to), Version: VersionOf(c) + 1, IfTold: true}
}

// askSubject tells what somebody is asked of a claim from what they were asked before: whether the person was shown in
// public, and then who it is.
func askSubject(c *claim.Claim, to claim.PersonID) string {
	if ask, asked := c.Asked[to]; ask.Screen || !asked && c.Question == claim.Identity {
		return "screen." + string(c.Code)
	}
	return "ask." + string(c.Code)
}

// ReviewNews are the messages that ask a reviewer. They may be repeated as a reminder.
func ReviewNews(c *claim.Claim, part int) *bot.News {
	return &bot.News{Subject: "review." + string(c.Code), Version: VersionOf(c), Part: part, Repeats: true}
}

// AnswerNews is what became of a claim, for somebody who asked.
func AnswerNews(s locale.Speaker, c *claim.Claim, r claim.Release) *bot.News {
	n := &bot.News{
		Subject: ClaimSubject(c.Code), Version: VersionOf(c), Line: DigestLine(s, r), Heading: s.T("digest.meanwhile"),
	}
	if c.Status == claim.StatusPublished {
		n.Mark = CorrectionMark(s.T("result.correction"))
	}
	return n
}

// ResultNews is a result in a channel.
func ResultNews(s locale.Speaker, c *claim.Claim) *bot.News {
	return &bot.News{
		Subject: ResultSubject(c.Code), Version: VersionOf(c), Line: DigestLine(s, c.Public()), Heading: "<b>" + s.T("digest.title") + "</b>",
	}
}

// About names what a message says of a claim.
func About(c *claim.Claim) []bot.About {
	return []bot.About{{Subject: string(c.Code), Version: VersionOf(c)}}
}

// LastApproved reports whether somebody gave the last approval: they see what came of it already.
func LastApproved(c *claim.Claim, id claim.PersonID) bool {
	return len(c.ApprovedBy) > 0 && slices.Index(c.ApprovedBy, id) == len(c.ApprovedBy)-1
}

// Mentioned are the claims whose codes stand in a text, as of when it was made.
func Mentioned(made time.Time, text string) []bot.About {
	var all []bot.About
	for _, written := range input.CodeForm.FindAllString(text, -1) {
		if code, ok := claim.ParseCode(written); ok {
			all = append(all, bot.About{Subject: string(code), At: made})
		}
	}
	return all
}
