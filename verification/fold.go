package verification

import (
	"time"
)

// Replay makes a claim of its ledger, of how many of its facts have been settled, and of who wants to know.
func Replay(code Code, facts []Fact, settled int, askers []Asker) *Claim {
	c := &Claim{
		Code: code, Subject: General,
		Asked: map[PersonID]Ask{}, Votes: map[PersonID]Vote{}, Checks: map[PersonID]Check{}, Flags: map[PersonID]string{},
		causes: map[string]bool{}, late: map[PersonID]bool{},
	}
	c.askedBy(askers)
	for _, f := range facts {
		c.apply(f)
	}
	c.length, c.pending = len(facts), facts[min(settled, len(facts)):]
	return c
}

// record lets something happen: it takes effect here at once, and in the ledger when the fresh facts are appended.
func (c *Claim) record(f Fact) {
	before, out := c.standing()
	c.apply(f)
	c.fresh = append(c.fresh, f)
	if out {
		c.reissue(f, before)
	}
	if c.overtaken() {
		c.record(Fact{Kind: Expired, At: f.At, Change: c.Proposal.Change})
	}
}

func (c *Claim) apply(f Fact) {
	if f.Cause != "" {
		c.causes[f.Cause] = true
	}
	c.count(f)
	switch f.Kind {
	case Received:
		c.Language, c.Status, c.ReceivedAt, c.SentAt = f.Language, StatusReceived, f.At, f.When()
		if f.Content != nil { // not erased
			c.Content, c.may = *f.Content, nil
		}
	case Opened:
		c.Question, c.Status, c.OpenedAt, c.ShownBy = f.Question, StatusOpen, f.At, f.Words
		c.Deadline, c.Round, c.Sought, c.Limit = f.Until, 1, f.Count, f.Limit
	case Stopped:
		c.Status, c.Stopped = StatusStopped, StoppedFor(f.Answer)
		c.ApprovedBy, c.HeldFor, c.PublishAt = nil, "", time.Time{}
	case Released:
		c.Status, c.OpenedAt, c.Deadline, c.Let, c.Flags = StatusOpen, f.At, f.Until, true, map[PersonID]string{}
		c.flaggedBy = nil
	case Screening:
		c.Status, c.Deadline, c.Confirm = StatusScreening, f.Until, f.Count
	case Checked:
		c.Checks[f.By] = Check{f.Answer, f.Voice}
		c.setAsks([]PersonID{f.By}, Given)
	case Cleared:
		// Whoever confirmed may be asked for the name, too: they may well know it.
		c.Status, c.Deadline, c.screened, c.Asked = StatusOpen, f.Until, c.Asked, map[PersonID]Ask{}
	case Refused:
		c.Question, c.Status, c.RefusedFor = f.Question, StatusRefused, f.Answer
	case Flagged:
		c.flag(f)
	case MarkedPrivate:
		c.markPrivate(f)
	case Placed:
		c.place(f)
	case SaidOfficial:
		c.sayOfficial(f)
	case NotedNamed:
		c.Privacy.NamedIn = f.Words
	case Labelled:
		c.Custody = f.Count > 0
	case Pictured:
		c.Pictured = f.Count > 0
	case Tried:
		c.Tried = f.Answer
	case Appealed:
		c.Appeals = append(c.Appeals, Appeal{By: f.By, Words: f.Words, Concerned: f.Count > 0, At: f.At})
	case Replied:
		answered := set(f.Whom)
		for i, a := range c.Appeals {
			c.Appeals[i].Answered = a.Answered || answered[a.By]
		}
	case Lapsed:
		c.Status = StatusLapsed
	case LanguageSet:
		c.Language = f.Language
	case Sorted:
		c.Subject = f.Subject
	case Asked:
		for _, id := range f.Whom {
			c.Asked[id] = Ask{
				At: f.At, Until: c.timeOf(id, f.At).Add(f.Until.Sub(c.Time(f.At))), State: Waiting,
				Confirm: c.confirming(), Screen: c.Status == StatusScreening,
			}
		}
	case Returned:
		c.setAsks(f.Whom, Back)
		if f.Answer == Unseen {
			c.unseen += len(f.Whom)
		}
		for i := 0; i < len(f.Whom) && f.Count == neverPut; i++ {
			delete(c.Asked, f.Whom[i])
		}
	case MadeKnown:
		if len(f.Whom) > 0 { // formerly one reviewer alone could say it, which nothing rests on any more
			c.Known, c.knownBy = f.Answer, append([]PersonID{f.By}, f.Whom...)
		}
	case Answered:
		c.applyAnswer(f)
	case Weighed:
		c.weigh(f.Standings)
		c.weighedSince = true
	case Evidenced:
		if f.Evidence != nil {
			c.addEvidence(*f.Evidence, f.By)
		}
		if v, ok := c.Votes[f.By]; ok && f.Knowing != "" {
			v.Knowing = f.Knowing
			c.Votes[f.By] = v
			if f.Knowing.NeedsProof() {
				c.takeBack(f.By)
			}
		}
	case Struck:
		c.strike(f.Whom)
	case NameWithheld:
		c.Withheld = Withheld(f.Answer)
	case Widened:
		c.Round, c.Sought = c.Round+1, f.Count
	case Decided:
		c.Status, c.Verdict, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusDecided, *f.Verdict, nil, "", time.Time{}
		c.Nameless, c.Withheld = false, ""
		c.freeze()
	case Voided:
		c.void(f.Whom)
	case Doubted:
		c.Status, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusOpen, nil, "", time.Time{}
	case Undecided:
		c.unasked, c.Status, c.Verdict = c.Status == StatusStopped, StatusUndecided, *f.Verdict
	case Approved:
		c.approve(f)
	case Scheduled:
		c.PublishAt = c.timeOfAll(f.At).Add(f.Until.Sub(c.Time(f.At)))
	case Held:
		if c.Status == StatusPublished { // what is stopped is a correction that waits
			c.dropProposal()
			break
		}
		c.HeldFor, c.ApprovedBy, c.PublishAt = f.Text, nil, time.Time{}
	case Published:
		c.consented = c.cleared()
		c.Status, c.Verdict, c.Version, c.PublishAt = StatusPublished, *f.Verdict, f.Count, time.Time{}
		c.hushed, c.outAs = false, c.quoting(true)
		if c.OutAt.IsZero() {
			c.OutAt = f.At
		}
	case Suggested:
		c.suggested(f)
	case Proposed:
		c.proposed(f)
	case Confirmed:
		c.confirmed(f)
	case Rejected, Expired:
		c.dropProposal()
	case Retired:
		c.retire(f)
	case Corrected:
		c.correct(f)
	case GivenBack:
		c.Status, c.Deadline, c.Sought, c.Limit = StatusOpen, f.Until, f.Count, f.Limit
	case Challenged:
		c.Challenge = f.Verdict
	case Upheld:
		c.Challenge, c.upheld = nil, f.Cause
	case Reopened:
		c.Challenge = nil
		c.Note, c.Corrected = "", false // they were of a result that no longer stands
		c.Status, c.Deadline, c.Round, c.Sought, c.Limit = StatusOpen, f.Until, c.Round+1, f.Count, f.Limit
		c.ApprovedBy, c.HeldFor, c.PublishAt, c.Proposal = nil, "", time.Time{}, Proposal{}
	case TakenDown:
		c.withdraw(f)
	case MergedInto:
		c.before, c.Status, c.Into, c.PublishAt = c.Status, StatusMerged, f.Into, time.Time{}
	case TookOver:
		c.led = append(c.led, f.Codes...)
	case Offered:
		c.Offered, c.Unsaid = f.Codes, f.Count > 0
	case Joined:
		c.before, c.Status, c.Into, c.JoinedBy, c.outBefore = c.Status, StatusMerged, f.Into, JoinedBy(f.Answer), f.Count
		if c.JoinedBy == ByAsker {
			c.Picked = f.Into
		}
	case SetApart:
		c.other = append(c.other, append(c.Offered, f.Into)...)
		c.Status, c.Into, c.JoinedBy, c.Apart, c.ReceivedAt = StatusReceived, "", "", true, f.At
	case SplitOff:
		c.splitOff(f)
	case ClockStops:
		c.stops = append(c.stops, stop{region: f.Region, from: f.When(), whom: set(f.Whom)})
	case ClockResume:
		c.start(f.Region, f.When())
	}
	if c.issues(f.Kind) {
		c.Edition++
	}
	if c.Status.Ended() && f.ends() {
		c.EndedAt, c.missed = f.At, c.cutOff()
	}
	if f.tells() {
		c.toldBy = c.facts
	}
	c.facts++
}

func (c *Claim) setAsks(whom []PersonID, state AskState) {
	for _, id := range whom {
		if a, ok := c.Asked[id]; ok {
			a.State = state
			c.Asked[id] = a
		}
	}
}
