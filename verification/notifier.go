package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// Notifier speaks to people who did not just write. Each call queues one message, in the language of who gets it; a
// call with a key that was used before queues nothing.
type Notifier interface {
	// Ask puts the claim's question to a verifier.
	Ask(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Withdraw takes back what a verifier or reviewer was asked, if it has not reached them: nobody needs it any more.
	Withdraw(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Recall drops what anybody was to be told of an earlier state of a claim.
	Recall(ctx context.Context, c *claim.Claim) error
	// Hush drops what has not reached somebody yet, and has nothing sent to them any more until they write.
	Hush(ctx context.Context, to claim.Person) error
	// Close tells a verifier, once the result is out, what became of what they answered.
	Close(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Tell tells somebody who wants to know what became of the claim.
	Tell(ctx context.Context, key string, to claim.Requester, c *claim.Claim) error
	// Review asks a reviewer to look at a verdict.
	Review(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Alert tells a reviewer what another one did, so that nobody acts unseen. tag is the other's.
	Alert(ctx context.Context, key string, to claim.Person, c *claim.Claim, did claim.Kind, tag string) error
	// Act tells a reviewer what was done to who may do what.
	Act(ctx context.Context, key string, to claim.Person, a Act) error
	// Propose tells a reviewer what another one wants that takes two.
	Propose(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Parted tells somebody that what they asked goes on by itself, and no longer as part of the claim was.
	Parted(ctx context.Context, key string, to claim.Requester, c *claim.Claim, was claim.Code) error
	// Voided tells a reviewer that their approval is void: what they approved reads otherwise by now.
	Voided(ctx context.Context, key string, to claim.Person, c *claim.Claim) error
	// Reply gives somebody who objected to a result the answer of a reviewer.
	Reply(ctx context.Context, key string, to claim.Requester, c *claim.Claim, words moderation.Foreign) error
	// Blackout tells a reviewer that regions went dark at one time or, when their blackouts have an end, came back at one.
	Blackout(ctx context.Context, key string, to claim.Person, together []claim.Blackout) error
	// Post gives a channel the result: its first version as a message, a later one as a change of that message and a
	// reply to it.
	Post(ctx context.Context, key string, to Subscription, c *claim.Claim) error
	// Digest gives a channel several results in one message.
	Digest(ctx context.Context, key string, to Subscription, claims []*claim.Claim) error
}
