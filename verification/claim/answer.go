package claim

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// longestProposal is how many characters a proposed name or place may have.
const longestProposal = 200

// Reply is what a verifier answers: Choice is one of the answers that they were shown, Text a proposal of their own.
type Reply struct {
	Choice string
	Text   moderation.Foreign
	// At is when they gave it, if it came later than that: see late.go. Dark tells that they were cut off at that time.
	At   time.Time
	Dark bool
}

// Answer takes a verifier's answer, or their change of mind: possible until the result is out. standing is what is known
// of them at this moment; it is kept with the vote, so that the verdict can be recounted.
func (c *Claim) Answer(now time.Time, cause string, by PersonID, reply Reply, standing VoterWeight, r Rules) error {
	if c.takesLate(now, by, reply) {
		return c.answerLate(now, cause, by, reply, standing, r)
	}
	if err := c.mayAnswer(by); err != nil {
		return err
	}
	if c.unscreened(r) { // also while it is stopped
		return c.check(now, cause, by, reply.Choice, standing, r)
	}
	said, err := c.readReply(now, by, reply)
	if err != nil {
		return err
	}
	grown := c.Votes[by].New && r.Policy.Tenure.Enough(now, standing.Tenure) // the same counts as more by now
	if v, voted := c.Votes[by]; voted && !grown && v.Answer == said.answer && said.answer != "" && (said.answer != Unplaced || v.Text == said.unplaced) {
		return nil
	}
	c.take(now, cause, by, reply, said, standing, r)
	c.conclude(now, r)
	return nil
}

// take notes an answer, and looks whether it names somebody.
func (c *Claim) take(now time.Time, cause string, by PersonID, reply Reply, said said, s VoterWeight, r Rules) {
	c.Record(&Answered{
		Meta:   Meta{At: now, Then: c.given(now, by, reply), Cause: cause, By: by},
		Answer: said.answer, Text: said.proposed, Wording: Wording{Words: said.unplaced}, Weight: s.Reliability, CollusionGroup: s.CollusionGroup, InviteCohort: s.InviteCohort, New: c.Question == Identity && !r.Policy.Tenure.Enough(now, s.Tenure),
	})
	c.hint(now, said.unplaced)
}

func (c *Claim) mayAnswer(by PersonID) error {
	_, asked := c.Asked[by]
	switch {
	case c.Status.Ended():
		return Closed
	case c.RequestedBy(by):
		return OwnClaim
	case slices.Contains(c.ApprovedBy, by):
		return HasApproved
	case c.Status == StatusReceived:
		return NotOpen
	case !asked:
		return NotAsked
	}
	return nil
}

// said is an answer as it was understood: its name, "" for a proposal that no candidate stands for yet; what is proposed; and words
// that are no place.
type said struct {
	answer             string
	proposed, unplaced moderation.Foreign
}

// readReply understands an answer. Which candidate a proposal means is kept with it, so that names may be matched better one day
// and no vote changes.
func (c *Claim) readReply(now time.Time, by PersonID, reply Reply) (said, error) {
	switch {
	case reply.Choice == DontKnow:
		return said{answer: DontKnow}, nil
	case reply.Text != "":
		if !c.Question.Open() || len([]rune(reply.Text)) > longestProposal || foldProposal(reply.Text) == "" {
			return said{}, BadAnswer
		}
		if c.Question == Place {
			return c.readPlace(now, reply.Text), nil
		}
		if err := checkName(reply.Text); err != nil {
			return said{}, err
		}
		return said{answer: c.meant(reply.Text), proposed: reply.Text}, nil
	case c.Question.Open() && !c.Asked[by].Confirm:
		// Candidates stay sealed from those who were asked to propose.
		return said{}, BadAnswer
	case !slices.Contains(c.Answers(), reply.Choice):
		return said{}, BadAnswer
	}
	return said{answer: reply.Choice}, nil
}

// Answers are all answers that a vote on the claim can have now, DontKnow aside.
func (c *Claim) Answers() []string {
	if !c.Question.Open() {
		return TruthAnswers
	}
	answers := make([]string, 0, len(c.Candidates)+1)
	for _, k := range c.Choices() {
		answers = append(answers, k.ID)
	}
	return append(answers, NoneOfThese)
}

// candidate finds the candidate that is written in these words, or makes them one.
func (c *Claim) candidate(text moderation.Foreign) string {
	if id := c.written(text); id != "" {
		return id
	}
	id := strconv.Itoa(len(c.Candidates) + 1)
	c.addCandidate(Candidate{ID: id, Text: text})
	return id
}

func (c *Claim) addCandidate(k Candidate) {
	c.Candidates = append(c.Candidates, k)
	if c.byWords == nil {
		c.byWords = map[string]string{}
	}
	if words := foldProposal(k.Text); c.byWords[words] == "" {
		c.byWords[words] = k.ID
	}
}

// confirming tells whether the people asked now are shown the candidates: from the second round on, if there are any.
func (c *Claim) confirming() bool {
	return c.Question.Open() && len(c.Choices()) > 0 && c.Round > 1
}

// AddEvidence takes what a verifier adds to their answer: a source, and how they know.
func (c *Claim) AddEvidence(now time.Time, cause string, by PersonID, e *Evidence, k EvidenceBasis, r Rules) error {
	if err := c.mayAnswer(by); err != nil && !c.late[by] {
		return err
	}
	if _, voted := c.Votes[by]; !voted {
		return NotAsked
	}
	if e != nil && (Content{Media: e.Media}).hiddenData() {
		return HiddenData
	}
	if (e == nil && k == "") || (k != "" && !slices.Contains(EvidenceBases, k)) {
		return Empty
	}
	c.Record(&Evidenced{Meta: Meta{At: now, Cause: cause, By: by}, Evidence: e, EvidenceBasis: k})
	if e != nil {
		c.hint(now, e.Text, addressed(e.Link))
	}
	if c.Question == Identity {
		c.conclude(now, r) // evidence may be what was still missing for a name
	}
	return nil
}

func (c *Claim) addEvidence(e Evidence, by PersonID) {
	c.Evidence, c.evidenceBy = append(c.Evidence, e), append(c.evidenceBy, by)
	if e.Link != "" || len(e.Media) > 0 {
		if c.material == nil {
			c.material = map[PersonID]bool{}
		}
		c.material[by] = true
	}
}

// Strike takes the answers of people out of the count, as when they turn out to be no volunteers.
func (c *Claim) Strike(now time.Time, cause string, whom []PersonID, r Rules) {
	var struck []PersonID
	for _, id := range whom {
		if _, ok := c.Asked[id]; ok && !c.Status.Ended() {
			struck = append(struck, id)
		}
	}
	if len(struck) == 0 {
		return
	}
	tookPart := slices.ContainsFunc(struck, func(id PersonID) bool { return c.Voted(id) || slices.Contains(c.evidenceBy, id) })
	c.Record(&Struck{Meta: Meta{At: now, Cause: cause}, Whom: struck})
	if c.Status == StatusDecided {
		if tookPart { // a verdict does not rest on who is no volunteer
			c.retake(now, "", "", r)
		}
		return
	}
	c.conclude(now, r)
}

// strike lets go of what people answered, and of the evidence that they gave for it.
func (c *Claim) strike(whom []PersonID) {
	evidence, by := c.Evidence, c.evidenceBy
	c.Evidence, c.evidenceBy, c.material = nil, nil, nil
	for i, id := range by {
		if !slices.Contains(whom, id) {
			c.addEvidence(evidence[i], id)
		}
	}
	for _, id := range whom {
		delete(c.Votes, id)
	}
	c.setAsks(whom, Back)
}

// conclude draws what follows from the votes as they stand.
func (c *Claim) conclude(now time.Time, r Rules) {
	if c.Status != StatusOpen {
		return // what waits for reviewers is frozen
	}
	v := c.Judge(r)
	if v.Decided && c.weighAnew(now, r.Standings) { // it rests on the latest assessment, not on that of the day of each vote
		v = c.Judge(r)
	}
	if v.Decided && !c.ready(now, r) {
		v.Decided = false
	} else if !v.Decided && c.newAlone(r) {
		c.withhold(now, TooNew)
	}
	switch {
	case v.Decided:
		c.Record(&Decided{Meta: Meta{At: now}, Verdict: &v})
	case c.Answered() >= c.Sought && c.hopeless(v, r):
		c.giveUp(now, r)
	case c.Answered() >= c.Sought && c.Sought < c.Limit:
		c.Record(&Widened{Meta: Meta{At: now}, Sought: min(c.Sought+r.Policy.RoundSize, c.Limit)})
	case c.Answered() >= c.Limit && c.Question != Identity: // a name may wait for evidence until its deadline
		c.giveUp(now, r)
	}
}

// ballots are the votes as they stand, those who do not know left out.
func (c *Claim) ballots() []consensus.Vote {
	votes := make([]consensus.Vote, 0, len(c.Votes))
	for _, id := range slices.Sorted(maps.Keys(c.Votes)) {
		if v := c.Votes[id]; v.Counts() && c.counted(id) {
			votes = append(votes, consensus.Vote{Answer: v.Answer, Reliability: v.Weight, Voice: v.CollusionGroup})
		}
	}
	return votes
}

// hopeless tells whether the claim would stay undecided even if all who can still be asked agreed: then nobody's time is
// spent on it any more. On open questions somebody may always know better.
func (c *Claim) hopeless(v consensus.Verdict, r Rules) bool {
	if c.Question.Open() || v.Answer == "" {
		return false
	}
	votes := c.ballots()
	for range c.Limit - c.Answered() {
		votes = append(votes, consensus.Vote{Answer: v.Answer, Reliability: goodNewcomer})
	}
	return !r.Judge.Judge(c.Field(), votes).Decided
}

// goodNewcomer is the reliability that is hoped for of people who are still to be asked.
const goodNewcomer = 0.85

// Judge weighs the votes as they stand. Nothing is ever decided to be "none of these": it leaves the question open.
func (c *Claim) Judge(r Rules) consensus.Verdict {
	v := r.Judge.Judge(c.Field(), c.ballots())
	if v.Answer == NoneOfThese || !c.mayName(v.Answer, r) {
		v.Decided = false
	}
	return v
}

// Field is what a vote can be wrong among: all answers, and for an open question those that nobody has proposed yet, so
// that a lone candidate is not half right by standing alone.
func (c *Claim) Field() []string {
	answers := c.Answers()
	for i := len(answers); c.Question.Open() && i < len(TruthAnswers); i++ {
		answers = append(answers, "unproposed"+strconv.Itoa(i))
	}
	return answers
}

func (c *Claim) giveUp(now time.Time, r Rules) {
	if c.unscreened(r) {
		c.Record(&Refused{Meta: Meta{At: now}, Question: Identity, Reason: NotShown})
		return
	}
	if c.Private() && (c.Privacy.Said || harmful(c.Content.Text)) { // that nobody could tell would read as a suspicion
		c.protect(now, "", "")
		return
	}
	v := c.Judge(r)
	v.Decided = false
	c.Record(&Undecided{Meta: Meta{At: now}, Verdict: &v})
}
