package verification

import (
	"context"
	"fmt"
	"strings"
)

// safety are the settings by which an operator could make names easier to publish, or people easier to find, a line each.
func (p Policy) safety() []string {
	t := p.Tenure
	return []string{
		fmt.Sprintf("NEWCOMER=%s", t.Age), fmt.Sprintf("NEWCOMER_CLAIMS=%d", t.Claims), fmt.Sprintf("NEW_REVIEWER=%s", t.Reviews),
		fmt.Sprintf("NAME_VOLUNTEERS=%d", t.Readers), fmt.Sprintf("NAME_REVIEWERS=%d", t.Reviewers),
		fmt.Sprintf("HOLD=%s", p.Hold), fmt.Sprintf("MIN_VOTERS=%d", p.MinVoters), fmt.Sprintf("CONFIDENCE=%v", p.Confidence),
		fmt.Sprintf("KEEP_ASKERS=%s", p.KeepAskers), fmt.Sprintf("KEEP_MEDIA=%s", p.KeepMedia), fmt.Sprintf("SEAL_ASKERS=%t", p.SealAskers),
	}
}

// Started notes with which settings that concern safety the bot runs, where they are others than the last time, and tells the
// reviewers. Several processes may say so at once.
func (d *Desk) Started(ctx context.Context) error {
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
	now := d.rules.Policy.safety()
	var changed []string
	for _, line := range now {
		if !contains(last, line) {
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
		Kind: ActSettings, At: d.now(), Cause: fmt.Sprintf("settings.%d.%s", n, strings.Join(now, ",")), As: Operator, Settings: now, Changed: changed,
	})
}
