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
	text, rows := regions(t.Speaker, t.by.Region)
	t.say(text, rows...).Handle = "region"
	return nil
}

// regions are buttons for where somebody is.
func regions(s locale.Speaker, here verification.Region) (string, [][]bot.Button) {
	var all []bot.Button
	for _, r := range verification.Regions {
		all = append(all, bot.Button{Text: mark(here == r) + s.T("region."+string(r)), Data: callback.Data(callback.Region, "", string(r))})
	}
	none := bot.Button{Text: mark(here == verification.Everywhere) + s.T("region.none"), Data: callback.Data(callback.Region, "", "")}
	return s.T("region.choose"), append(inRows(all, 2), []bot.Button{none})
}

func (t *talk) setRegion(r verification.Region) (done string, err error) {
	if t.by, err = t.Desk.SetRegion(t.ctx, t.by.ID, r); err != nil {
		return "", err
	}
	text, rows := regions(t.Speaker, t.by.Region)
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
		t.say(regionList(t.Speaker))
		return nil
	}
	if err := t.Desk.Declare(t.ctx, as, regions, word == "on", since); err != nil {
		return err
	}
	t.say(t.T("blackout.declared."+word, "Region", regionNames(t.Speaker, regions), "Name", strings.ToLower(name)))
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

func regionName(s locale.Speaker, r verification.Region) string {
	if r == verification.Everywhere {
		return s.T("blackout.everywhere")
	}
	return s.T("region." + string(r))
}

func regionNames(s locale.Speaker, list []verification.Region) string {
	return names(list, func(r verification.Region) string { return regionName(s, r) })
}

// regionList says how regions are called in a command.
func regionList(s locale.Speaker) string {
	lines := []string{verification.Kazakhstan + ", " + verification.Kyrgyzstan}
	for _, r := range verification.Regions {
		if r.Darkens() {
			lines = append(lines, string(r)+" – "+regionName(s, r))
		}
	}
	return strings.Join(lines, "\n")
}

func (t *talk) blackouts() error {
	const shown = 20
	list, err := t.Desk.Blackouts(t.ctx, shown)
	if err != nil {
		return err
	}
	t.say(blackoutList(t.Speaker, list))
	return nil
}

// blackoutList shows the blackouts that were counted, the latest first.
func blackoutList(s locale.Speaker, list []verification.Blackout) string {
	if len(list) == 0 {
		return s.T("blackout.none")
	}
	slices.SortStableFunc(list, func(a, b verification.Blackout) int { return b.From.Compare(a.From) })
	lines := []string{s.T("blackout.title")}
	for _, b := range list {
		key := "blackout.line"
		if b.Until.IsZero() {
			key = "blackout.line.on"
		}
		lines = append(lines, s.T(key, blackoutWords(s, []verification.Blackout{b})...))
	}
	return strings.Join(lines, "\n")
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
