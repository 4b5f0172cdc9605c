package handlers

import (
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

// region is /region: where somebody is, if they like to say so.
func (t *talk) region(*bot.Message) error {
	text, rows := view.Regions(t.Speaker, t.by.Region)
	t.say(text, rows...).Handle = "region"
	return nil
}

func (t *talk) setRegion(r claim.Region) (done string, err error) {
	if t.by, err = t.Desk.SetRegion(t.ctx, t.by.ID, r); err != nil {
		return "", err
	}
	text, rows := view.Regions(t.Speaker, t.by.Region)
	t.show("region", text, rows...)
	if r == claim.Everywhere {
		return t.T("region.unset"), nil
	}
	return t.T("region.set", "Region", t.T("region."+string(r))), nil
}

// blackout is /blackout: the blackouts that were counted, for anybody; or /blackout REGION on|off [HOURS], by which a reviewer
// or an operator says that a region is cut off, since so many hours, or no longer.
func (t *talk) blackout(m *bot.Message) error {
	name, rest := input.SplitFirst(m.Command.Args)
	if name == "" {
		return t.blackouts()
	}
	as := t.by.Role
	switch {
	case t.isOperator(t.id):
		as = claim.Operator
	case !t.by.May(claim.MayDarken):
		return claim.NotReviewer
	}
	const example = "/blackout mangystau on"
	regions, known := claim.ParseRegions(name)
	word, hours := input.SplitFirst(rest)
	since, ok := t.since(hours)
	if !known || !ok || (word != "on" && word != "off") {
		if err := t.usage(example); err != nil {
			return err
		}
		t.say(view.RegionCodes(t.Speaker))
		return nil
	}
	if err := t.Desk.Declare(t.ctx, as, regions, word == "on", since); err != nil {
		return err
	}
	t.say(t.T("blackout.declared."+word, "Region", view.RegionNames(t.Speaker, regions), "Name", strings.ToLower(name)))
	return nil
}

// since reads how many hours ago something began; now when nothing is said.
func (t *talk) since(hours string) (time.Time, bool) {
	const most = 48 * time.Hour
	said := t.Clock.Now()
	if late := said.Sub(t.sent); !t.sent.IsZero() && late > 0 && late <= most { // it may have waited while we were cut off
		said = t.sent
	}
	if hours == "" {
		return said, true
	}
	d, err := time.ParseDuration(strings.TrimSuffix(hours, "h") + "h")
	return said.Add(-d), err == nil && d >= 0 && d <= most
}

func (t *talk) blackouts() error {
	const shown = 20
	list, err := t.Desk.Blackouts(t.ctx, shown)
	if err != nil {
		return err
	}
	t.say(view.Blackouts(t.Speaker, list))
	return nil
}
