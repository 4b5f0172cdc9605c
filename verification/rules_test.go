package verification_test

import (
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus/consensustest"
)

// smallRules ask three people in a round and six in all, and decide by three.
var smallRules = claim.Rules{
	Policy: claim.Policy{
		RoundSize: 3, MaxAsked: 6, MinVoters: 3, Confidence: 0.9, Deadline: 48 * time.Hour, Lease: 2 * time.Hour,
		Hold: 30 * time.Minute, PerMinute: 30, OpenAsks: 2,
	},
	Judge: consensustest.Majority(3),
}
