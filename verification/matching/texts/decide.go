package texts

// What decides what is suggested; see TestNewClaimsAreLeftAlone for what it was set by.
const (
	likely    = 0.30 // least score that is suggested
	possible  = 0.08 // least score that is suggested when it stands out
	standsOut = 1.4  // by this many times the next one's
	fewWords  = 4    // a text of fewer tells little: it is only suggested for another if nearly all of it is there
	nearlyAll = 0.8  // of the grams by weight
)

// decide says what may be done with the known text that came out at a rank, 0 being the first. What is not joined is shown
// to the person, if it is likely or much likelier than the next, which has that score: a text in a sister language has
// little in common even with itself.
func decide(q features, d *doc, c candidate, next float64) Decision {
	switch {
	case sameClaim(q, d):
		return Join
	case shared(q.links, d.links):
		return Suggest
	case min(len(q.words), len(d.words)) < fewWords && (len(q.words) < 2 || c.grams < nearlyAll):
		return None
	case c.score >= likely, c.score >= possible && c.score >= standsOut*next:
		return Suggest
	}
	return None
}
