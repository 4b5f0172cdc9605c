package texts

// What decides what is suggested; see TestNewClaimsAreLeftAlone for what it was set by.
const (
	likely    = 0.30 // least score that is suggested
	possible  = 0.08 // least score that is suggested when it stands out
	standsOut = 1.4  // by this many times the next one's
	fewWords  = 4    // a text of fewer tells little: it is only suggested for another if nearly all of it is there
	nearlyAll = 0.8  // of the grams by weight
)

// decide returns what to do with a known text. Texts that are not joined are suggested to the person if they are likely, or
// much likelier than the next best, which has the score next: a text in a sister language has little in common even with its
// own translation.
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
