package verification

import (
	"context"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// KnownIn gives the result on what was posted in a group, if it is the same beyond doubt, out, and not in that group yet.
// NoteKnown says that it is there now, so that it is said once, and every correction after it.
func (d *Service) KnownIn(ctx context.Context, group string, content claim.Content) (*claim.Claim, error) {
	matches, err := d.find(ctx, content)
	if err != nil {
		return nil, err
	}
	for _, m := range matches {
		if m.Kind != matching.Join || m.claim.Status != claim.StatusPublished {
			continue
		}
		had, err := d.store.HadPost(ctx, m.claim.Code, []Subscription{{ID: group}})
		if err != nil {
			return nil, err
		}
		if had[group] {
			return nil, claim.NotFound
		}
		return m.claim, nil
	}
	return nil, claim.NotFound
}

// NoteKnown remembers that a group was told a result.
func (d *Service) NoteKnown(ctx context.Context, group string, code claim.Code) error {
	return d.store.NotePost(ctx, code, group)
}
