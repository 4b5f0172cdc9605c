package handlers

import (
	"slices"
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification"
)

// region is /region: where somebody is, if they like to say so.
func (t *talk) region(*bot.Message) error {
	text, rows := t.regions()
	t.say(text, rows...).Handle = "region"
	return nil
}

func (t *talk) regions() (string, [][]bot.Button) {
	var all []bot.Button
	for _, r := range verification.Regions {
		all = append(all, bot.Button{Text: mark(t.by.Region == r) + t.T("region."+string(r)), Data: callback.Data(callback.Region, "", string(r))})
	}
	none := bot.Button{Text: mark(t.by.Region == verification.Everywhere) + t.T("region.none"), Data: callback.Data(callback.Region, "", "")}
	return t.T("region.choose"), append(inRows(all, 2), []bot.Button{none})
}

func (t *talk) setRegion(r verification.Region) (done string, err error) {
	if t.by, err = t.Desk.SetRegion(t.ctx, t.by.ID, r); err != nil {
		return "", err
	}
	text, rows := t.regions()
	t.show("region", text, rows...)
	if r == verification.Everywhere {
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
		as = verification.Operator
	case !t.by.May(verification.MayDarken):
		return verification.NotReviewer
	}
	const example = "/blackout mangystau on"
	regions, known := verification.ParseRegions(name)
	word, hours := input.SplitFirst(rest)
	since, ok := t.since(hours)
	if !known || !ok || (word != "on" && word != "off") {
		if err := t.usage(example); err != nil {
			return err
		}
		return t.listRegions()
	}
	if err := t.Desk.Declare(t.ctx, as, regions, word == "on", since); err != nil {
		return err
	}
	t.say(t.T("blackout.declared."+word, "Region", names(regions, t.regionName), "Name", strings.ToLower(name)))
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

func (t *talk) regionName(r verification.Region) string { return regionName(t.Speaker, r) }

func regionName(s locale.Speaker, r verification.Region) string {
	if r == verification.Everywhere {
		return s.T("blackout.everywhere")
	}
	return s.T("region." + string(r))
}

// listRegions says how regions are called in a command.
func (t *talk) listRegions() error {
	lines := []string{verification.Kazakhstan + ", " + verification.Kyrgyzstan}
	for _, r := range verification.Regions {
		if r.Darkens() {
			lines = append(lines, string(r)+" – "+t.regionName(r))
		}
	}
	t.say(strings.Join(lines, "\n"))
	return nil
}

func (t *talk) blackouts() error {
	const shown = 20
	list, err := t.Desk.Blackouts(t.ctx, shown)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		t.say(t.T("blackout.none"))
		return nil
	}
	slices.SortStableFunc(list, func(a, b verification.Blackout) int { return b.From.Compare(a.From) })
	lines := []string{t.T("blackout.title")}
	for _, b := range list {
		key := "blackout.line"
		if b.Until.IsZero() {
			key = "blackout.line.on"
		}
		lines = append(lines, t.T(key, blackoutWords(t.Speaker, []verification.Blackout{b})...))
	}
	t.say(strings.Join(lines, "\n"))
	return nil
}

// blackoutWords are what is said of blackouts of one time.
func blackoutWords(s locale.Speaker, together []verification.Blackout) []any {
	b := together[0]
	until, name := "", string(b.Region)
	if !b.Until.IsZero() {
		until = s.Time(b.Until)
	}
	if len(together) > 1 {
		name = "REGION"
	}
	where := names(together, func(b verification.Blackout) string { return regionName(s, b.Region) })
	return []any{
		"Region", where, "Name", name, "From", s.Time(b.From), "Until", until, "Source", s.T("blackout.source." + string(b.By)),
	}
}
