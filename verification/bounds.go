package verification

// A ledger is read whole by everybody who does something on its claim, so one person must not make it long. What somebody can cause
// over and over is bounded; nothing that was taken before is lost when a bound is met, and what counts stays as it was.

// bound is how often a kind of fact can be caused on one claim.
type bound struct {
	each  int // by one person; 0 for as often as it follows from other facts
	crowd int // by all together: from then on, only by who has not caused it yet; 0 for no end
	most  int // by all together, whoever they are; 0 for no end
}

// bounds has every kind of fact, of those that somebody's wish caused. Facts that name nobody, as an asker is named in no ledger,
// count as those of one person. Those without a bound happen once, follow from the votes or from time, or need another one that has a bound to come again. Among
// them are withdrawals and refusals: nothing that protects a person is ever refused for having been done too often.
var bounds = map[FactKind]bound{
	Answered:      {each: 12},
	Checked:       {each: 12},
	Evidenced:     {each: 12, crowd: 400},
	Flagged:       {each: 12},
	MarkedPrivate: {each: 24},
	Appealed:      {each: 3, crowd: 200, most: 1000},
	Sorted:        {each: 12},
	LanguageSet:   {each: 12},

	// By reviewers.
	Approved:     {each: 24},
	Corrected:    {each: 24},
	Decided:      {each: 24},
	Doubted:      {each: 24},
	Held:         {each: 24},
	Labelled:     {each: 24},
	MadeKnown:    {each: 12},
	MergedInto:   {each: 12},
	NotedNamed:   {each: 24},
	Pictured:     {each: 24},
	Placed:       {each: 100},
	Proposed:     {each: 24},
	Released:     {each: 24},
	Reopened:     {each: 12},
	Replied:      {each: 100},
	SaidOfficial: {each: 12},
	SplitOff:     {each: 12},
	Suggested:    {each: 24},
	Tried:        {each: 24},
	Upheld:       {each: 100},

	Asked:       {}, // nobody is asked twice
	Challenged:  {}, // by late answers
	Cleared:     {},
	Confirmed:   {}, // of a proposal
	Expired:     {},
	ClockResume: {}, // by blackouts
	ClockStops:  {},
	GivenBack:   {},
	Joined:      {}, // somebody says once of what they sent that it is something else
	Lapsed:      {},
	Offered:     {},
	Opened:      {},
	Published:   {},
	Received:    {},
	Refused:     {},
	Rejected:    {}, // of a proposal
	Retired:     {}, // of reviewers who review no more
	Returned:    {},
	Scheduled:   {},
	Screening:   {},
	SetApart:    {},
	Stopped:     {},
	Struck:      {}, // by those who are no volunteers any more
	TakenDown:   {},
	TookOver:    {}, // of merges
	Undecided:   {},
	Voided:      {}, // by what somebody else changed
	Weighed:     {}, // when a verdict is reached
	Widened:     {},

	NameWithheld: {}, // one for an answer at the most
}

// caused counts how often facts of a kind were caused on a claim.
type caused struct {
	all int
	by  map[PersonID]int
}

// count notes a fact against its bound. One without a cause follows from another fact, or from time, and counts for nobody.
func (c *Claim) count(f Fact) {
	if f.Cause == "" || bounds[f.Kind] == (bound{}) {
		return
	}
	if c.caused == nil {
		c.caused = map[FactKind]*caused{}
	}
	n := c.caused[f.Kind]
	if n == nil {
		n = &caused{by: map[PersonID]int{}}
		c.caused[f.Kind] = n
	}
	n.all++
	n.by[f.By]++
}

// bounded reports whether the facts that are about to go into the ledger keep to the bounds: TooOften when somebody has done the
// same as often as one person can, Crowded when all together have.
func (c *Claim) bounded() error {
	for _, f := range c.fresh {
		b, n := bounds[f.Kind], c.caused[f.Kind]
		switch {
		case f.Cause == "" || n == nil:
		case n.by[f.By] > b.each:
			return TooOften
		case b.most > 0 && n.all > b.most, b.crowd > 0 && n.all > b.crowd && n.by[f.By] > 1:
			return Crowded
		}
	}
	return nil
}
