package verification

// Length is how many facts have happened to the claim. It grows with every change, so it tells an older state of the same
// claim from a newer one.
func (c *Claim) Length() int { return c.length }
