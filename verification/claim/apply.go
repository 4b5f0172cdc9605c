package claim

import (
	"time"
)

// Replay makes a claim of its ledger, of how many of its facts have been settled, and of who wants to know.
func Replay(code Code, facts []Event, settled int, askers []Requester) *Claim {
	c := &Claim{
		Code: code, Subject: General,
		Asked: map[PersonID]Ask{}, Votes: map[PersonID]Vote{}, Checks: map[PersonID]Check{}, Flags: map[PersonID]string{},
		causes: map[string]bool{}, late: map[PersonID]bool{},
	}
	c.AddRequesters(askers)
	for _, f := range facts {
		c.apply(f)
	}
	c.Stored, c.pending = len(facts), facts[min(settled, len(facts)):]
	return c
}

// Record lets something happen: it takes effect here at once, and in the ledger when the fresh facts are appended.
func (c *Claim) Record(f Event) {
	before, out := c.standing()
	c.apply(f)
	c.fresh = append(c.fresh, f)
	if out {
		c.reissue(f, before)
	}
	if c.overtaken() {
		c.Record(Event{Kind: KindExpired, At: f.At, Change: c.Proposal.Change})
	}
}

func (c *Claim) apply(f Event) {
	if f.Cause != "" {
		c.causes[f.Cause] = true
	}
	c.count(f)
	switch f.Kind {
	case KindReceived:
		c.Language, c.Status, c.ReceivedAt, c.SentAt = f.Language, StatusReceived, f.At, f.When()
		if f.Content != nil { // not erased
			c.Content, c.may = *f.Content, nil
		}
	case KindOpened:
		c.Question, c.Status, c.OpenedAt, c.ShownBy = f.Question, StatusOpen, f.At, f.Words
		c.Deadline, c.Round, c.Sought, c.Limit = f.Until, 1, f.Count, f.Limit
	case KindStopped:
		c.Status, c.Stopped = StatusStopped, StoppedFor(f.Answer)
		c.ApprovedBy, c.HeldFor, c.PublishAt = nil, "", time.Time{}
	case KindReleased:
		c.Status, c.OpenedAt, c.Deadline, c.Let, c.Flags = StatusOpen, f.At, f.Until, true, map[PersonID]string{}
		c.flaggedBy = nil
	case KindScreening:
		c.Status, c.Deadline, c.Confirm = StatusScreening, f.Until, f.Count
	case KindChecked:
		c.Checks[f.By] = Check{f.Answer, f.CollusionGroup}
		c.setAsks([]PersonID{f.By}, Given)
	case KindCleared:
		// Whoever confirmed may be asked for the name, too: they may well know it.
		c.Status, c.Deadline, c.screened, c.Asked = StatusOpen, f.Until, c.Asked, map[PersonID]Ask{}
	case KindRefused:
		c.Question, c.Status, c.RefusedFor = f.Question, StatusRefused, f.Answer
	case KindFlagged:
		c.flag(f)
	case KindMarkedPrivate:
		c.markPrivate(f)
	case KindPlaced:
		c.place(f)
	case KindSaidOfficial:
		c.sayOfficial(f)
	case KindNotedNamed:
		c.Privacy.NamedIn = f.Words
	case KindLabelled:
		c.Custody = f.Count > 0
	case KindPictured:
		c.Pictured = f.Count > 0
	case KindTried:
		c.Tried = f.Answer
	case KindAppealed:
		c.Appeals = append(c.Appeals, Appeal{By: f.By, Words: f.Words, Concerned: f.Count > 0, At: f.At})
	case KindReplied:
		answered := set(f.Whom)
		for i, a := range c.Appeals {
			c.Appeals[i].Answered = a.Answered || answered[a.By]
		}
	case KindLapsed:
		c.Status = StatusLapsed
	case KindLanguageSet:
		c.Language = f.Language
	case KindSorted:
		c.Subject = f.Subject
	case KindAsked:
		for _, id := range f.Whom {
			c.Asked[id] = Ask{
				At: f.At, Until: c.timeOf(id, f.At).Add(f.Until.Sub(c.Time(f.At))), State: Waiting,
				Confirm: c.confirming(), Screen: c.Status == StatusScreening,
			}
		}
	case KindReturned:
		c.setAsks(f.Whom, Back)
		if f.Answer == Unseen {
			c.unseen += len(f.Whom)
		}
		for i := 0; i < len(f.Whom) && f.Count == neverPut; i++ {
			delete(c.Asked, f.Whom[i])
		}
	case KindMadeKnown:
		if len(f.Whom) > 0 { // formerly one reviewer alone could say it, which nothing rests on any more
			c.Known, c.knownBy = f.Answer, append([]PersonID{f.By}, f.Whom...)
		}
	case KindAnswered:
		c.applyAnswer(f)
	case KindWeighed:
		c.weigh(f.Weights)
		c.weighedSince = true
	case KindEvidenced:
		if f.Evidence != nil {
			c.addEvidence(*f.Evidence, f.By)
		}
		if v, ok := c.Votes[f.By]; ok && f.EvidenceBasis != "" {
			v.EvidenceBasis = f.EvidenceBasis
			c.Votes[f.By] = v
			if f.EvidenceBasis.NeedsProof() {
				c.takeBack(f.By)
			}
		}
	case KindStruck:
		c.strike(f.Whom)
	case KindNameWithheld:
		c.Withheld = Withheld(f.Answer)
	case KindWidened:
		c.Round, c.Sought = c.Round+1, f.Count
	case KindDecided:
		c.Status, c.Verdict, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusDecided, *f.Verdict, nil, "", time.Time{}
		c.Nameless, c.Withheld = false, ""
		c.freeze()
	case KindVoided:
		c.void(f.Whom)
	case KindDoubted:
		c.Status, c.ApprovedBy, c.HeldFor, c.PublishAt = StatusOpen, nil, "", time.Time{}
	case KindUndecided:
		c.unasked, c.Status, c.Verdict = c.Status == StatusStopped, StatusUndecided, *f.Verdict
	case KindApproved:
		c.approve(f)
	case KindScheduled:
		c.PublishAt = c.timeOfAll(f.At).Add(f.Until.Sub(c.Time(f.At)))
	case KindHeld:
		if c.Status == StatusPublished { // what is stopped is a correction that waits
			c.dropProposal()
			break
		}
		c.HeldFor, c.ApprovedBy, c.PublishAt = f.Text, nil, time.Time{}
	case KindPublished:
		c.consented = c.cleared()
		c.Status, c.Verdict, c.Version, c.PublishAt = StatusPublished, *f.Verdict, f.Count, time.Time{}
		c.hushed, c.outAs = false, c.quoting(true)
		if c.OutAt.IsZero() {
			c.OutAt = f.At
		}
	case KindSuggested:
		c.suggested(f)
	case KindProposed:
		c.proposed(f)
	case KindConfirmed:
		c.confirmed(f)
	case KindRejected, KindExpired:
		c.dropProposal()
	case KindRetired:
		c.retire(f)
	case KindCorrected:
		c.correct(f)
	case KindGivenBack:
		c.Status, c.Deadline, c.Sought, c.Limit = StatusOpen, f.Until, f.Count, f.Limit
	case KindChallenged:
		c.Challenge = f.Verdict
	case KindUpheld:
		c.Challenge, c.upheld = nil, f.Cause
	case KindReopened:
		c.Challenge = nil
		c.Note, c.Corrected = "", false // they were of a result that no longer stands
		c.Status, c.Deadline, c.Round, c.Sought, c.Limit = StatusOpen, f.Until, c.Round+1, f.Count, f.Limit
		c.ApprovedBy, c.HeldFor, c.PublishAt, c.Proposal = nil, "", time.Time{}, Proposal{}
	case KindTakenDown:
		c.withdraw(f)
	case KindMergedInto:
		c.before, c.Status, c.Into, c.PublishAt = c.Status, StatusMerged, f.Into, time.Time{}
	case KindTookOver:
		c.led = append(c.led, f.Codes...)
	case KindOffered:
		c.Offered, c.Unsaid = f.Codes, f.Count > 0
	case KindJoined:
		c.before, c.Status, c.Into, c.JoinedBy, c.outBefore = c.Status, StatusMerged, f.Into, JoinedBy(f.Answer), f.Count
		if c.JoinedBy == ByAsker {
			c.Picked = f.Into
		}
	case KindSetApart:
		c.other = append(c.other, append(c.Offered, f.Into)...)
		c.Status, c.Into, c.JoinedBy, c.Apart, c.ReceivedAt = StatusReceived, "", "", true, f.At
	case KindSplitOff:
		c.splitOff(f)
	case KindClockStops:
		c.pauses = append(c.pauses, Pause{region: f.Region, From: f.When(), whom: set(f.Whom)})
	case KindClockResume:
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
