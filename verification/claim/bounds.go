package claim

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
var bounds = map[Kind]bound{
	KindAnswered:      {each: 12},
	KindChecked:       {each: 12},
	KindEvidenced:     {each: 12, crowd: 400},
	KindFlagged:       {each: 12},
	KindMarkedPrivate: {each: 24},
	KindAppealed:      {each: 3, crowd: 200, most: 1000},
	KindSorted:        {each: 12},
	KindLanguageSet:   {each: 12},

	// By reviewers.
	KindApproved:     {each: 24},
	KindCorrected:    {each: 24},
	KindDecided:      {each: 24},
	KindDoubted:      {each: 24},
	KindHeld:         {each: 24},
	KindLabelled:     {each: 24},
	KindMadeKnown:    {each: 12},
	KindMergedInto:   {each: 12},
	KindNotedNamed:   {each: 24},
	KindPictured:     {each: 24},
	KindPlaced:       {each: 100},
	KindProposed:     {each: 24},
	KindReleased:     {each: 24},
	KindReopened:     {each: 12},
	KindReplied:      {each: 100},
	KindSaidOfficial: {each: 12},
	KindSplitOff:     {each: 12},
	KindSuggested:    {each: 24},
	KindTried:        {each: 24},
	KindUpheld:       {each: 100},

	KindAsked:       {}, // nobody is asked twice
	KindChallenged:  {}, // by late answers
	KindCleared:     {},
	KindConfirmed:   {}, // of a proposal
	KindExpired:     {},
	KindClockResume: {}, // by blackouts
	KindClockStops:  {},
	KindGivenBack:   {},
	KindJoined:      {}, // somebody says once of what they sent that it is something else
	KindLapsed:      {},
	KindOffered:     {},
	KindOpened:      {},
	KindPublished:   {},
	KindReceived:    {},
	KindRefused:     {},
	KindRejected:    {}, // of a proposal
	KindRetired:     {}, // of reviewers who review no more
	KindReturned:    {},
	KindScheduled:   {},
	KindScreening:   {},
	KindSetApart:    {},
	KindStopped:     {},
	KindStruck:      {}, // by those who are no volunteers any more
	KindTakenDown:   {},
	KindTookOver:    {}, // of merges
	KindUndecided:   {},
	KindVoided:      {}, // by what somebody else changed
	KindWeighed:     {}, // when a verdict is reached
	KindWidened:     {},

	KindNameWithheld: {}, // one for an answer at the most
}

// caused counts how often facts of a kind were caused on a claim.
type caused struct {
	all int
	by  map[PersonID]int
}

// count notes a fact against its bound. One without a cause follows from another fact, or from time, and counts for nobody.
func (c *Claim) count(e Event) {
	kind, head := e.Kind(), e.Head()
	if head.Cause == "" || bounds[kind] == (bound{}) {
		return
	}
	if c.caused == nil {
		c.caused = map[Kind]*caused{}
	}
	n := c.caused[kind]
	if n == nil {
		n = &caused{by: map[PersonID]int{}}
		c.caused[kind] = n
	}
	n.all++
	n.by[head.By]++
}

// Bounded reports whether the facts that are about to go into the ledger keep to the bounds: TooOften when somebody has done the
// same as often as one person can, Crowded when all together have.
func (c *Claim) Bounded() error {
	for _, e := range c.fresh {
		b, n, head := bounds[e.Kind()], c.caused[e.Kind()], e.Head()
		switch {
		case head.Cause == "" || n == nil:
		case n.by[head.By] > b.each:
			return TooOften
		case b.most > 0 && n.all > b.most, b.crowd > 0 && n.all > b.crowd && n.by[head.By] > 1:
			return Crowded
		}
	}
	return nil
}
