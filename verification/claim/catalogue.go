package claim

// entry is what the catalogue says of a kind of event.
type entry struct {
	empty func() Event // returns a new event of the kind
	is    trait
}

// trait is something that is true of all events of a kind.
type trait uint8

const (
	quiet     trait = 1 << iota // nobody has to hear of it, and no queue changes because of it
	remark                      // something is said of the claim: one that has ended did not end by it
	notifies                    // everybody who asked is told
	reindexes                   // it changes by what a claim is recognised, or whether it is
	releases                    // it changes what the public knows of the claim
	issues                      // … once a result was out
)

// catalogue has all kinds of event.
//
//exhaustive:enforce
var catalogue = map[Kind]entry{
	KindReceived:      {func() Event { return new(Received) }, quiet},
	KindOpened:        {func() Event { return new(Opened) }, reindexes},
	KindStopped:       {func() Event { return new(Stopped) }, 0},
	KindReleased:      {func() Event { return new(Released) }, 0},
	KindScreening:     {func() Event { return new(Screening) }, 0},
	KindChecked:       {func() Event { return new(Checked) }, quiet},
	KindCleared:       {func() Event { return new(Cleared) }, 0},
	KindRefused:       {func() Event { return new(Refused) }, notifies | reindexes},
	KindFlagged:       {func() Event { return new(Flagged) }, quiet},
	KindLabelled:      {func() Event { return new(Labelled) }, quiet | remark},
	KindPictured:      {func() Event { return new(Pictured) }, quiet | remark},
	KindTried:         {func() Event { return new(Tried) }, quiet},
	KindAppealed:      {func() Event { return new(Appealed) }, remark},
	KindReplied:       {func() Event { return new(Replied) }, remark},
	KindLapsed:        {func() Event { return new(Lapsed) }, reindexes},
	KindSorted:        {func() Event { return new(Sorted) }, 0},
	KindLanguageSet:   {func() Event { return new(LanguageSet) }, 0},
	KindAsked:         {func() Event { return new(Asked) }, 0},
	KindReturned:      {func() Event { return new(Returned) }, 0},
	KindMadeKnown:     {func() Event { return new(MadeKnown) }, 0},
	KindAnswered:      {func() Event { return new(Answered) }, quiet | remark},
	KindWeighed:       {func() Event { return new(Weighed) }, quiet},
	KindEvidenced:     {func() Event { return new(Evidenced) }, quiet | remark},
	KindStruck:        {func() Event { return new(Struck) }, 0},
	KindNameWithheld:  {func() Event { return new(NameWithheld) }, quiet | remark},
	KindWidened:       {func() Event { return new(Widened) }, 0},
	KindDecided:       {func() Event { return new(Decided) }, 0},
	KindDoubted:       {func() Event { return new(Doubted) }, 0},
	KindVoided:        {func() Event { return new(Voided) }, 0},
	KindUndecided:     {func() Event { return new(Undecided) }, notifies | reindexes | issues},
	KindApproved:      {func() Event { return new(Approved) }, quiet},
	KindScheduled:     {func() Event { return new(Scheduled) }, quiet | remark},
	KindHeld:          {func() Event { return new(Held) }, remark},
	KindPublished:     {func() Event { return new(Published) }, notifies | reindexes | releases},
	KindSuggested:     {func() Event { return new(Suggested) }, remark},
	KindCorrected:     {func() Event { return new(Corrected) }, notifies | reindexes | issues},
	KindReopened:      {func() Event { return new(Reopened) }, reindexes},
	KindTakenDown:     {func() Event { return new(TakenDown) }, notifies | reindexes | issues},
	KindMergedInto:    {func() Event { return new(MergedInto) }, reindexes | issues},
	KindTookOver:      {func() Event { return new(TookOver) }, quiet | remark},
	KindOffered:       {func() Event { return new(Offered) }, quiet},
	KindJoined:        {func() Event { return new(Joined) }, 0},
	KindSetApart:      {func() Event { return new(SetApart) }, 0},
	KindSplitOff:      {func() Event { return new(SplitOff) }, reindexes},
	KindClockStops:    {func() Event { return new(ClockStops) }, remark},
	KindClockResume:   {func() Event { return new(ClockResumes) }, remark},
	KindGivenBack:     {func() Event { return new(GivenBack) }, 0},
	KindChallenged:    {func() Event { return new(Challenged) }, remark},
	KindUpheld:        {func() Event { return new(Upheld) }, remark},
	KindProposed:      {func() Event { return new(Proposed) }, remark},
	KindConfirmed:     {func() Event { return new(Confirmed) }, remark},
	KindRejected:      {func() Event { return new(Rejected) }, remark},
	KindExpired:       {func() Event { return new(Expired) }, remark},
	KindRetired:       {func() Event { return new(Retired) }, remark},
	KindMarkedPrivate: {func() Event { return new(MarkedPrivate) }, remark},
	KindSaidOfficial:  {func() Event { return new(SaidOfficial) }, remark},
	KindPlaced:        {func() Event { return new(Placed) }, remark},
	KindNotedNamed:    {func() Event { return new(NotedNamed) }, remark},
}

// New returns an event of a kind with nothing in it, nil when there is no such kind.
func New(k Kind) Event {
	of, known := catalogue[k]
	if !known {
		return nil
	}
	return of.empty()
}

// NeedsSettling tells whether somebody has to hear of the event, or a queue has to change because of it.
func NeedsSettling(e Event) bool { return !is(e, quiet) }

// Reindexes tells whether the event changes by what a claim is recognised, or whether it is.
func Reindexes(e Event) bool { return is(e, reindexes) }

func is(e Event, t trait) bool { return catalogue[e.Kind()].is&t != 0 }

// ends tells whether a claim that is ended ended by the event. What is only said of a result does not make it a new one: else
// it could be used to have what must be forgotten kept.
func ends(e Event) bool { return !is(e, remark) }

// issues tells whether an event changes what the public knows of the claim: its first result, and whatever comes after.
func (c *Claim) issues(e Event) bool { return is(e, releases) || is(e, issues) && !c.OutAt.IsZero() }
