package verification

import "github.com/rastau/rastau/verification/matching"

// What tests from outside look into.

// Features are by what claims are recognised.
type Features = matching.Features
