package view

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// ReviewCard shows a reviewer what a verdict rests on.
func ReviewCard(s locale.Speaker, policy claim.Policy, c *claim.Claim, to claim.PersonID) (Inside, [][]bot.Button) {
	text, rows := reviewedCard(s, policy, c, to)
	return Inside(text), append(rows, ConfirmRow(s, c, to)...)
}

func reviewedCard(s locale.Speaker, policy claim.Policy, c *claim.Claim, to claim.PersonID) (string, [][]bot.Button) {
	lines := []string{string(InsideQuestion(s, c.ToReviewers())), ""}
	if c.Status == claim.StatusStopped {
		return strings.Join(append(lines, s.T("review.stopped."+string(c.Stopped))), "\n"), letThrough(s, c)
	}
	if c.Flagged() {
		return strings.Join(append(lines, s.T("review.flagged")), "\n"), letThrough(s, c)
	}
	if c.Sealed(to) {
		return strings.Join(lines[:1], "\n"), nil
	}
	if c.Verdict.Answer != "" {
		lines = append(lines, s.T("review.verdict", "Answer", answerText(s, c, c.Verdict.Answer),
			"Percent", percent(c.Verdict.Confidence), "Count", c.Verdict.Voters))
	}
	if c.Known != "" {
		lines = append(lines, s.T("review.outcome", "Answer", answerText(s, c, c.Known)))
	}
	lines = append(lines, privacy(s, c)...)
	if c.Status == claim.StatusDecided {
		lines = append(lines, drafted(s, policy, c)...)
	}
	lines = append(lines, counted(s, c))
	proof := false
	var votes []string
	for _, id := range c.Voters() {
		v := c.Votes[id]
		line := "• " + verification.Tag(id) + ": " + escape(answerText(s, c, v.Answer))
		if v.Answer == claim.Unplaced {
			line += " – " + escape(v.Text.Mask().Shorten(200).String())
		}
		if v.CollusionGroup != "" {
			line += " 🔗"
		}
		if v.New {
			line += " (" + s.T("review.new") + ")"
		}
		if v.EvidenceBasis != "" {
			line += " (" + s.T("knowing."+string(v.EvidenceBasis)) + ")"
			if v.EvidenceBasis.NeedsProof() {
				proof = true
			}
		}
		votes = append(votes, line)
	}
	if c.Unplaced() {
		lines = append(lines, s.T("review.unplaced", "Code", c.Code))
	}
	lines = append(lines, within(s, c.Code, votes)...)
	if proof {
		lines = append(lines, s.T("review.prove", "Code", c.Code))
	}
	if len(c.Evidence) > 0 {
		lines = append(lines, s.T("result.evidence"))
	}
	var sources []string
	for _, e := range c.Evidence {
		sources = append(sources, strings.Join(EvidenceLines(s, e), "\n"))
	}
	lines = append(lines, within(s, c.Code, sources)...)
	if c.Question == claim.Identity {
		lines = append(lines, naming(s, c.Naming(c.Verdict.Answer), policy.Naming))
	}
	if c.ShownBy != "" {
		lines = append(lines, s.T("review.shown", "Where", c.ShownBy.Mask().Shorten(200)))
	}
	if c.Question == claim.Identity && c.Status == claim.StatusDecided {
		tried := "review.tried.none"
		if c.Tried != "" {
			tried = "review.tried." + c.Tried
		}
		lines = append(lines, s.T(tried))
	}
	if c.Custody && c.Status != claim.StatusDecided { // else it stands in the draft
		lines = append(lines, "⛓ "+s.T("result.custody"))
	}
	if v := c.Challenge; v != nil {
		lines = append(lines, s.T("review.challenge", "Answer", answerText(s, c, v.Answer), "Percent", percent(v.Confidence), "Count", v.Voters))
	}
	lines = append(lines, Likenesses(s, c)...)
	lines = append(lines, objections(s, c)...)
	lines = append(lines, Pending(s, c)...)
	lines = append(lines, s.T("review.approvals", "Have", len(c.ApprovedBy), "Need", policy.Approvals(c)))
	if c.HeldFor != "" {
		lines = append(lines, s.T("review.held", "Reason", c.HeldFor))
	}
	if c.Challenge != nil {
		return strings.Join(lines, "\n"), [][]bot.Button{{{Text: s.T("review.keep"), Data: callback.Data(callback.Approve, c.Code, "")}}}
	}
	if c.Status != claim.StatusDecided {
		return strings.Join(lines, "\n"), nil
	}
	var rows [][]bot.Button
	if c.Question == claim.Identity && c.Tried == "" {
		for _, a := range claim.Attempts {
			rows = append(rows, []bot.Button{{Text: s.T("tried." + a), Data: callback.Data(callback.Tried, c.Code, a)}})
		}
	}
	rows = append(rows, approvalRows(s, c)...)
	rows = append(rows, pictureRow(s, c)...)
	rows = append(rows, privacyRows(s, c)...)
	if c.Question == claim.Identity {
		rows = append(rows, []bot.Button{{Text: s.T("review.nameless"), Data: callback.Data(callback.Nameless, c.Code, c.DraftTag())}})
	}
	if c.Since(policy) != (claim.Since{}) {
		rows = append(rows, []bot.Button{{Text: s.T("review.takein"), Data: callback.Data(callback.TakeIn, c.Code, "")}})
	}
	return strings.Join(lines, "\n"), rows
}

// counted says how many answers are listed, and how many of them the verdict counts.
func counted(s locale.Speaker, c *claim.Claim) string {
	key := "review.votes"
	if len(c.Votes) != c.Verdict.Voters {
		key = "review.votes.some"
	}
	return s.T(key, "All", len(c.Votes), "Count", c.Verdict.Voters)
}

// letThrough are the buttons for what waits until a reviewer has looked.
func letThrough(s locale.Speaker, c *claim.Claim) [][]bot.Button {
	rows := [][]bot.Button{{{Text: s.T("review.release"), Data: callback.Data(callback.Release, c.Code, "")}}}
	if c.Question != claim.Identity {
		rows = append(rows, []bot.Button{{Text: s.T("review.protect"), Data: callback.Data(callback.Protect, c.Code, "")}})
	}
	return rows
}

// approvalRows are the buttons with which a reviewer approves a draft, or holds it. Of a private person only what clears them, or is
// neutral, is approved.
func approvalRows(s locale.Speaker, c *claim.Claim) [][]bot.Button {
	approve := bot.Button{Text: s.T("review.approve"), Data: callback.Data(callback.Approve, c.Code, c.DraftTag())}
	if c.Private() {
		approve = bot.Button{Text: s.T("review.clears"), Data: callback.Data(callback.Clears, c.Code, c.DraftTag())}
	}
	hold := bot.Button{Text: s.T("review.hold"), Data: callback.Data(callback.Hold, c.Code, "")}
	switch {
	case c.Accuses(c.Verdict.Answer), c.Known != "" && c.Verdict.Answer != c.Known:
		return [][]bot.Button{{hold}}
	case c.Private() && c.Privacy.NamedIn != "":
		return [][]bot.Button{{approve, hold}, {{Text: s.T("review.nameless"), Data: callback.Data(callback.Unnaming, c.Code, c.DraftTag())}}}
	default:
		return [][]bot.Button{{approve, hold}}
	}
}

// drafted is what goes out when reviewers approve it, word for word, and what came since and does not.
func drafted(s locale.Speaker, policy claim.Policy, c *claim.Claim) []string {
	draft := c.Draft()
	if draft.Status != claim.StatusPublished {
		return nil // nothing would go out, and the card says why
	}
	words := Outcome(s, draft)
	if draft.Quote != c.ToReviewers().Quote { // the card quotes more than what goes out
		words = Question(s, draft) + "\n\n" + words
	}
	lines := []string{"", s.T("review.draft", "Tag", c.DraftTag()), "<blockquote>" + words + "</blockquote>"}
	for _, link := range draft.Links {
		lines = append(lines, readable(s, link)...)
	}
	since := c.Since(policy)
	if since == (claim.Since{}) {
		return lines
	}
	key := "review.since.undecided"
	if since.Verdict.Decided {
		key = "review.since"
	}
	return append(lines, s.T(key, "Answers", since.Answers, "Sources", since.Sources, "Answer", answerText(s, c, since.Verdict.Answer),
		"Percent", percent(since.Verdict.Confidence)), s.T("review.since.out"), "")
}

// EvidenceLines show a reviewer a piece of evidence: what was written, and where its link really leads.
func EvidenceLines(s locale.Speaker, e claim.Evidence) []string {
	var lines []string
	if e.Text != "" {
		lines = append(lines, "• "+escape(e.Text.Mask().Shorten(200).String()))
	}
	if e.Link != "" {
		address, public := claim.PublicLink(e.Link)
		if !public {
			lines = append(lines, "• "+escape(e.Link.Mask().Shorten(300).String())+" "+s.T("review.unpublished"))
		} else {
			lines = append(append(lines, "• "+escape(address)), readable(s, address)...)
		}
	}
	if len(lines) == 0 {
		lines = []string{"• 📎 " + strconv.Itoa(len(e.Media))}
	}
	return lines
}

// readable reads an address out that is written in codes, so that nothing hides in it.
func readable(s locale.Speaker, address string) []string {
	letters := claim.ReadableLink(address)
	if letters == address {
		return nil
	}
	return []string{"  " + s.T("review.address", "Address", letters)}
}

// naming says what speaks for a name, and how much of it is needed.
func naming(s locale.Speaker, n claim.Naming, r claim.NamingRule) string {
	earlier := "–"
	if n.Earlier {
		earlier = "✓"
	}
	return s.T("review.naming", "Proposals", n.Proposals, "NeedProposals", r.Proposals, "Clusters", n.Clusters, "NeedClusters", r.Clusters,
		"Kinds", n.Kinds, "NeedKinds", r.Kinds, "Earlier", earlier)
}

// objections lists those to a result that nobody has answered.
func objections(s locale.Speaker, c *claim.Claim) []string {
	var lines []string
	for _, a := range c.Appeals {
		if a.Answered {
			continue
		}
		key := "review.appeal"
		if a.Concerned {
			key = "review.appeal.concerned"
		}
		lines = append(lines, s.T(key, "Words", a.Words.Mask().Shorten(500)))
	}
	return lines
}

// within returns as many of the lines as the card has room for, and how many more there are: a card that is too long would reach
// nobody.
func within(s locale.Speaker, code claim.Code, lines []string) []string {
	const room = 1000 // UTF-16 units; a message takes 4096, with the quote, what goes out and the votes
	left := room
	for i, line := range lines {
		if left -= len(utf16.Encode([]rune(line))) + 1; left < 0 {
			return append(lines[:i:i], s.T("review.more", "Count", len(lines)-i, "Code", code))
		}
	}
	return lines
}

// ProofOf are the files that volunteers added as evidence, for a reviewer.
func ProofOf(s locale.Speaker, c *claim.Claim, chat int64) []bot.Outgoing {
	var out []bot.Outgoing
	for _, e := range c.Evidence {
		for _, m := range e.Media {
			f := bot.Media{Kind: bot.MediaKind(m.Kind), FileID: m.Ref, Clean: m.Clean}
			one := bot.Outgoing{Chat: chat, Action: bot.Send, Media: []bot.Media{f}, Text: s.T("review.proof", "Code", c.Code)}
			one.Instead = one.Text + "\n" + s.T("file.unshown")
			if f.Kind == bot.VideoNote {
				one.Text = ""
			}
			if out = append(out, one); len(out) == mostProof {
				return out
			}
		}
	}
	return out
}

const mostProof = 10 // files; more are looked for by nobody

// pictureRow is the reviewers' button for the claim's picture on the card.
func pictureRow(s locale.Speaker, c *claim.Claim) [][]bot.Button {
	if !c.Picturable() {
		return nil
	}
	return [][]bot.Button{{{Text: s.T("review.picture." + strconv.FormatBool(c.Pictured)), Data: callback.Data(callback.Picture, c.Code, "")}}}
}

// privacy tells a reviewer what is known of the private person whom a claim may be about.
func privacy(s locale.Speaker, c *claim.Claim) []string {
	if !c.Private() {
		return nil
	}
	key := "review.private.hint"
	if c.Privacy.Said {
		key = "review.private"
	}
	lines := []string{s.T(key, "Code", c.Code)}
	if c.Privacy.NamedIn != "" {
		lines = append(lines, s.T("review.private.named", "Where", c.Privacy.NamedIn.Mask().Shorten(200)))
	}
	if n := len(c.Privacy.Official); n > 0 {
		lines = append(lines, s.T("review.private.official", "Have", n))
	}
	if c.Accuses(c.Verdict.Answer) {
		lines = append(lines, s.T("review.private.accuses", "Code", c.Code))
	}
	return lines
}

// privacyRows are the reviewer's buttons for it.
func privacyRows(s locale.Speaker, c *claim.Claim) [][]bot.Button {
	button := func(key, verb string) []bot.Button {
		return []bot.Button{{Text: s.T(key), Data: callback.Data(verb, c.Code, "")}}
	}
	if c.Question == claim.Identity {
		return nil
	}
	if !c.Private() {
		return [][]bot.Button{button("private.button", callback.Private)}
	}
	if c.Status.Ended() { // to what is out nothing is added
		return [][]bot.Button{button("review.protect", callback.Protect)}
	}
	rows := [][]bot.Button{button("review.private.is_official", callback.Official)}
	if c.Content.Text != "" && c.Draft().Quote.Empty() {
		rows = append(rows, button("review.private.unnamed", callback.Unnamed))
	}
	return append(rows, button("review.protect", callback.Protect))
}

// Reviews shows a reviewer the verdicts that wait.
func Reviews(s locale.Speaker, claims []*claim.Claim) (Inside, [][]bot.Button) {
	text := Inside(s.T("review.title"))
	var rows []bot.Button
	for _, c := range claims {
		text += "\n" + InsideHeadline(s, c.ToReviewers())
		rows = append(rows, bot.Button{Text: c.Code.String(), Data: callback.Data(callback.Review, c.Code, "")})
	}
	return text, inRows(rows, 2)
}

// Approved says what an approval came to; cause is that of the approval.
func Approved(s locale.Speaker, c *claim.Claim, cause string, now time.Time) Inside {
	text := s.T("review.approved")
	switch {
	case c.Status == claim.StatusDecided && !c.PublishAt.IsZero():
		text = s.T("review.approved.hold", "At", s.Time(c.PublishesAt(now)))
	case c.Status == claim.StatusDecided:
		text = s.T("review.approved.more")
	case c.Upheld(cause):
		text = s.T("review.upheld")
	}
	return InsideHeadline(s, c.ToReviewers()) + Inside("\n"+text)
}

func percent(p float64) int { return int(math.Floor(100*p + 1e-9)) }
