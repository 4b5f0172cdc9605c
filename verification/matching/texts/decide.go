package texts

// What decides what is suggested; see TestNewClaimsAreLeftAlone for what it was set by.
const (
	likely    = 0.30 // least score that is suggested
	possible  = 0.08 // least score that is suggested when it stands out
	standsOut = 1.4  // by this many times the next one's
	fewWords  = 4    // a text of fewer tells little: it is only suggested for another if nearly all of it is there
	nearlyAll = 0.8  // of the grams by weight
)

// decide says what may be done with the known text that came out at a rank, 0 being the first. Only the first is joined,
// unless several are the same. What is not joined is shown to the person, if it is likely or much likelier than the next,
// which has that score: a text in a sister language has little in common even with itself.
func (x *Index) decide(q features, d *doc, c candidate, rank int, next float64) Decision {
	if q.same == d.same {
		return Join
	}
	link := shared(q.links, d.links)
	otherLink := !link && len(q.links) > 0 && len(d.links) > 0
	if rank == 0 && c.score >= apart*next && q.latin == d.latin && !otherLink && x.sameClaim(q.words, d.words) {
		return Join
	}
	switch {
	case link:
		return Suggest
	case min(len(q.words), len(d.words)) < fewWords && (len(q.words) < 2 || c.grams < nearlyAll):
		return None
	case c.score >= likely, c.score >= possible && c.score >= standsOut*next:
		return Suggest
	}
	return None
}
