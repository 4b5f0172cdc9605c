package view

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// fewestCounted is how many others must have asked for their number to be said: of fewer it could tell who they are.
const fewestCounted = 3

// Joined says what is known of something that was sent before.
func Joined(s locale.Speaker, r verification.Reception, sealed bool) (string, [][]bot.Button) {
	other := [][]bot.Button{{{Text: s.T("button.apart"), Data: callback.Data(callback.Apart, r.Claim.Code, "")}}}
	if r.Claim.JoinedBy == "" || sealed {
		other = nil // a reviewer merged it, or nobody can tell any more whose it is
	}
	note := ""
	if sealed {
		note = sealedNote(s, r.Into.Code)
	}
	question := Asked(s, r.Into.Question)
	switch others := r.Others(); {
	case r.Shows():
		return s.T("seen.result") + "\n" + Result(s, r.Into.Public()), other
	case r.Into.Status.Ended(): // they are told by the message that all get
		return s.T("result.merged", "Code", r.Claim.Code, "Into", r.Into.Code), other
	case others < fewestCounted:
		return s.T("seen.alone", "Code", r.Into.Code, "Question", question) + note, other
	default:
		return s.N("seen.joined", others, "Code", r.Into.Code, "Question", question) + note, other
	}
}

// Like is a claim that may be what was sent.
type Like struct {
	Claim  *claim.Claim
	Shared string        // what both say, in the words of who sent it
	Alike  matching.Kind // how sure it is that they have a file in common; "" when they have none
}

// Offer shows what something may be: the pictures that may be seen of those claims, and then the choice. code is that of what was sent,
// and q what was asked about it already.
func Offer(s locale.Speaker, code claim.Code, like []Like, q claim.Question, chat int64) (
	pictures []bot.Outgoing, text string, rows [][]bot.Button,
) {
	lines := []string{s.T("seen.choose")}
	veiled := false
	for i, l := range like {
		number := strconv.Itoa(i + 1)
		c, alike := l.Claim, l.Alike
		if f, ok := c.Picture(); ok && alike != "" { // which a reviewer lets be seen
			pictures = append(pictures, bot.Outgoing{
				Chat: chat, Action: bot.Send, Text: number, Instead: unshown(s, number),
				Media: []bot.Media{{Kind: bot.MediaKind(f.Kind), FileID: f.Ref, Clean: f.Clean}},
			})
		}
		veiled = veiled || c.Status != claim.StatusPublished
		lines = append(lines, number+". "+Candidate(s, c, l.Shared, alike))
		rows = append(rows, []bot.Button{{Text: number, Data: callback.Data(callback.Pick, code, string(c.Code))}})
	}
	if veiled {
		lines = append(lines, s.T("seen.veiled"))
	}
	rows = append(inRows(flat(rows), len(like)), []bot.Button{{Text: s.T("button.none"), Data: callback.Data(callback.Apart, code, string(q))}})
	return pictures, strings.Join(lines, "\n"), rows
}

// Candidate is what somebody sees of a claim that may be theirs, in a line. Until its result is out nothing is quoted of it but
// the words that they wrote themselves.
func Candidate(s locale.Speaker, c *claim.Claim, shared string, alike matching.Kind) string {
	var parts []string
	if c.Status == claim.StatusPublished {
		parts = append(parts, Headline(s, c.Public()))
	} else {
		parts = append(parts, "<b>"+Asked(s, c.Question)+"</b>")
		if shared != "" {
			parts = append(parts, s.T("seen.shared", "Words", input.Shorten(shared, 150)))
		}
	}
	if alike != "" {
		parts = append(parts, s.T("seen.file."+string(alike)))
	}
	return strings.Join(parts, " – ")
}

// Likenesses tells a reviewer what a claim was taken for, and what was taken for it.
func Likenesses(s locale.Speaker, c *claim.Claim) []string {
	const most = 10
	var lines []string
	if len(c.Joins) > 0 {
		lines = append(lines, s.T("review.joins", "Codes", Names(c.Joins[:min(len(c.Joins), most)], claim.Code.String)))
	}
	offered := Names(c.Offered, claim.Code.String)
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
