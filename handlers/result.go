package handlers

import (
	"strings"
	"time"

	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/screening"
)

// answerText names an answer: a fixed one in the reader's language, a proposed one as it was proposed.
func answerText(s locale.Speaker, c *verification.Claim, answer string) string {
	switch answer {
	case verification.True, verification.Misleading, verification.False, verification.Unproven:
		if !c.Question.Open() {
			return s.T("answer." + answer)
		}
	case verification.NoneOfThese:
		return s.T("answer.none")
	case verification.DontKnow:
		return s.T("answer.unknown")
	}
	return c.AnswerText(answer).Mask().String()
}

// verdict says the result in words.
func verdict(s locale.Speaker, c *verification.Claim) string {
	if c.Question == verification.Identity && c.Nameless {
		return s.T("result.identity.nameless")
	}
	if c.Question.Open() {
		return s.T("result."+string(c.Question), "Answer", answerText(s, c, c.Verdict.Answer))
	}
	return s.T("result.truth." + c.Verdict.Answer)
}

// result is what became of a claim, for anybody.
func result(s locale.Speaker, c *verification.Claim) string {
	return question(s, c) + "\n\n" + outcome(s, c)
}

// readBy is a claim as somebody may read it, who perhaps asked about it: see [verification.Claim.QuotedTo].
func readBy(c *verification.Claim, a verification.Asker, asks bool) *verification.Claim {
	if c.QuotedTo(a, asks) {
		return c
	}
	bare := *c
	bare.Content = verification.Content{}
	return &bare
}

// outcome is a result without the question: the verdict, what it rests on, the evidence.
func outcome(s locale.Speaker, c *verification.Claim) string {
	switch c.Status {
	case verification.StatusUndecided:
		if c.Verdict.Voters < max(c.Verdict.Rule.MinVoters, 1) {
			return "⚪️ " + s.T("result.undecided.few")
		}
		return "⚪️ " + s.T("result.undecided.split", "Count", c.Verdict.Voters)
	case verification.StatusTakenDown:
		if c.Note != "" {
			return "⛔️ " + s.T("result.withdrawn.note", "Note", c.Note.Mask())
		}
		return "⛔️ " + s.T("result.withdrawn")
	case verification.StatusRefused:
		return s.T("refused.identity." + c.RefusedFor)
	case verification.StatusMerged:
		return s.T("result.merged", "Code", c.Code, "Into", c.Into)
	}
	lines := []string{sign(c) + " <b>" + verdict(s, c) + "</b>"}
	if c.Version > 1 {
		note := s.T("result.corrected.before")
		if c.Note != "" {
			note = s.T("result.corrected", "Note", c.Note.Mask())
		}
		lines = append(lines, note)
	} else {
		lines = append(lines, rests(s, c))
	}
	if c.Custody {
		lines = append(lines, "⛓ "+s.T("result.custody"))
	}
	if hours := int(c.Stood(c.EndedAt).Round(time.Hour).Hours()); hours > 0 {
		lines = append(lines, "⏸ "+s.N("result.blackout", hours))
	}
	return strings.Join(append(lines, links(s, c)...), "\n")
}

// rests says what a verdict rests on.
func rests(s locale.Speaker, c *verification.Claim) string {
	sure := locale.HTML(s.T("result." + string(verification.SurenessOf(c.Verdict))))
	if v := c.Verdict; v.For > 0 && v.For < v.Voters {
		return s.T("result.rests.split", "For", v.For, "All", v.Voters, "Sureness", sure)
	}
	return s.N("result.rests", c.Verdict.Voters, "Sureness", sure)
}

func sign(c *verification.Claim) string {
	switch {
	case c.Question.Open():
		return "🔵"
	case c.Verdict.Answer == verification.True:
		return "🟢"
	case c.Verdict.Answer == verification.False:
		return "🔴"
	case c.Verdict.Answer == verification.Misleading:
		return "🟠"
	}
	return "⚪️"
}

// links lists up to three links that were given as evidence. What volunteers wrote or photographed stays with the
// reviewers: it could show who they are.
func links(s locale.Speaker, c *verification.Claim) []string {
	const most = 3
	var list []string
	if c.Question == verification.Identity && c.Nameless {
		return nil // an address often has the name in it
	}
	for _, e := range c.PublicEvidence() {
		if link := e.Link.Mask().String(); link != "" && link != screening.Hidden && len(list) < most {
			list = append(list, "• "+escape(shorten(link, 300)))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return append([]string{s.T("result.evidence")}, list...)
}

// naming says what speaks for a name, and how much of it is needed.
func naming(s locale.Speaker, n verification.Naming, r verification.NamingRule) string {
	earlier := "–"
	if n.Earlier {
		earlier = "✓"
	}
	return s.T("review.naming", "Proposals", n.Proposals, "NeedProposals", r.Proposals, "Clusters", n.Clusters, "NeedClusters", r.Clusters,
		"Kinds", n.Kinds, "NeedKinds", r.Kinds, "Earlier", earlier)
}

// headline is a claim in one line.
func headline(s locale.Speaker, c *verification.Claim) string {
	what := s.T("question.choose")
	if c.Question != "" {
		what = s.T("question." + string(c.Question))
	}
	line := "<b>" + c.Code.String() + "</b> " + what
	if c.Content.Text != "" {
		line += " – " + escape(c.Content.Text.Mask().OneLine().Shorten(60).String())
	}
	if c.Status == verification.StatusPublished {
		line += " → " + verdict(s, c)
	}
	return line
}
