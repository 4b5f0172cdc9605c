package claim

// Replay makes a claim of its ledger, of how many of its events have been settled, and of who wants to know.
func Replay(code Code, events []Event, settled int, askers []Requester) *Claim {
	c := &Claim{
		Code: code, Subject: General,
		Asked: map[PersonID]Ask{}, Votes: map[PersonID]Vote{}, Checks: map[PersonID]Check{}, Flags: map[PersonID]string{},
		causes: map[string]bool{}, late: map[PersonID]bool{},
	}
	c.AddRequesters(askers)
	for _, e := range events {
		c.apply(e)
	}
	c.Stored, c.pending = len(events), events[min(settled, len(events)):]
	return c
}

// Record lets something happen: it takes effect here at once, and in the ledger when the fresh events are appended.
func (c *Claim) Record(e Event) {
	before, out := c.standing()
	c.apply(e)
	c.fresh = append(c.fresh, e)
	if out {
		c.reissue(e, before)
	}
	if c.overtaken() {
		c.Record(&Expired{Meta: Meta{At: e.Head().At}, Change: c.Proposal.Change})
	}
}

// apply has an event take effect, whether it happens now or is replayed: first what it is, then what every event of its kind does.
func (c *Claim) apply(e Event) {
	head := e.Head()
	if head.Cause != "" {
		c.causes[head.Cause] = true
	}
	c.count(e)
	e.apply(c)
	if c.issues(e) {
		c.Edition++
	}
	if c.Status.Ended() && ends(e) {
		c.EndedAt, c.missed = head.At, c.cutOff()
	}
	if is(e, notifies) {
		c.toldBy = c.facts
	}
	c.facts++
}
