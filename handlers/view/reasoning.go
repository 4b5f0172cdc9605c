package view

import (
	"fmt"
	"strings"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// Reasoning is all that a verdict rests on, in words and numbers, for a reviewer.
func Reasoning(s locale.Speaker, r verification.Reasons) Inside {
	c, v := r.Claim, r.Verdict
	lines := []string{string(InsideQuestion(s, c.ToReviewers())), ""}
	if v.Answer == "" {
		lines = append(lines, s.T("why.nobody"))
	} else {
		lines = append(lines, s.T("why.verdict", "Answer", answerText(s, c, v.Answer), "Percent", percent(v.Confidence),
			"Needed", percent(v.Rule.Confidence), "For", v.For, "Count", v.Voters, "Least", v.Rule.MinVoters))
	}
	if len(r.Votes) > 0 {
		lines = append(lines, s.T("why.votes"))
	}
	for _, w := range r.Votes {
		line := "• " + verification.Tag(w.By) + ": " + escape(answerText(s, c, w.Answer))
		if w.Answer != claim.DontKnow {
			line += fmt.Sprintf(" %+.2f", w.Weight)
		}
		if w.Voice != "" {
			line += " 🔗"
		}
		lines = append(lines, line)
	}
	for _, g := range r.Groups {
		lines = append(lines, string(group(s, g)))
	}
	return Inside(strings.Join(lines, "\n"))
}

// group says of whom it is thought that they act together, why, and what follows.
func group(s locale.Speaker, g claim.Group) Inside {
	const shown = 12
	tags := make([]string, 0, shown+1)
	for i, id := range g.Members {
		if i == shown {
			tags = append(tags, "…")
			break
		}
		tags = append(tags, verification.Tag(id))
	}
	follows := "group.once"
	if !g.Certain {
		follows = "group.unclear"
	}
	return Inside("🔗 " + s.T("group."+string(g.Why), "Count", len(g.Members), "Who", strings.Join(tags, ", "), "Percent", percent(g.Share)) +
		" " + s.T(follows))
}

// Groups shows a reviewer who seems to act together.
func Groups(s locale.Speaker, groups []claim.Group) Inside {
	text := Inside(s.T("groups.title"))
	for _, g := range groups {
		text += "\n" + group(s, g)
	}
	return text
}
