package verification

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/claim"
)

// Started notes with which settings that concern safety the bot runs, where they are others than the last time, and tells the
// reviewers. Several processes may say so at once.
func (d *Service) Started(ctx context.Context) error {
	n, last := 0, []string(nil)
	err := d.store.EachAct(ctx, func(a Act) error {
		if a.Kind == ActSettings {
			n, last = n+1, a.Settings
		}
		return nil
	})
	if err != nil {
		return err
	}
	now := d.rules.Policy.Safety()
	var changed []string
	for _, line := range now {
		if !slices.Contains(last, line) {
			changed = append(changed, line)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	if n == 0 {
		changed = nil // the first time nothing is other than it was
	}
	return d.act(ctx, Act{
		Kind: ActSettings, At: d.now(), Cause: fmt.Sprintf("settings.%d.%s", n, strings.Join(now, ",")), As: claim.Operator, Settings: now, Changed: changed,
	})
}
