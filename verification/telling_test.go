package verification

import "github.com/rastau/rastau/verification/matching"

// What tests from outside look into.

// Features are by what claims are recognised.
type Features = matching.Features

// TellKey is the key under which somebody was told what became of the claim.
func (c *Claim) TellKey(to PersonID) string { return c.tellKey(c.toldBy, to) }
