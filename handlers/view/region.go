package view

import (
	"slices"
	"strings"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// Regions are buttons for where somebody is.
func Regions(s locale.Speaker, here claim.Region) (string, [][]bot.Button) {
	var all []bot.Button
	for _, r := range claim.Regions {
		all = append(all, bot.Button{Text: mark(here == r) + s.T("region."+string(r)), Data: callback.Data(callback.Region, "", string(r))})
	}
	none := bot.Button{Text: mark(here == claim.Everywhere) + s.T("region.none"), Data: callback.Data(callback.Region, "", "")}
	return s.T("region.choose"), append(inRows(all, 2), []bot.Button{none})
}

func regionName(s locale.Speaker, r claim.Region) string {
	if r == claim.Everywhere {
		return s.T("blackout.everywhere")
	}
	return s.T("region." + string(r))
}

// RegionNames lists regions in the words of a language.
func RegionNames(s locale.Speaker, list []claim.Region) string {
	return Names(list, func(r claim.Region) string { return regionName(s, r) })
}

// RegionCodes says how regions are called in a command.
func RegionCodes(s locale.Speaker) string {
	lines := []string{claim.Kazakhstan + ", " + claim.Kyrgyzstan}
	for _, r := range claim.Regions {
		if r.Darkens() {
			lines = append(lines, string(r)+" – "+regionName(s, r))
		}
	}
	return strings.Join(lines, "\n")
}

// Blackouts shows the blackouts that were counted, the latest first.
func Blackouts(s locale.Speaker, list []claim.Blackout) string {
	if len(list) == 0 {
		return s.T("blackout.none")
	}
	slices.SortStableFunc(list, func(a, b claim.Blackout) int { return b.From.Compare(a.From) })
	lines := []string{s.T("blackout.title")}
	for _, b := range list {
		key := "blackout.line"
		if b.Until.IsZero() {
			key = "blackout.line.on"
		}
		lines = append(lines, s.T(key, BlackoutWords(s, []claim.Blackout{b})...))
	}
	return strings.Join(lines, "\n")
}

// BlackoutWords are what is said of blackouts of one time.
func BlackoutWords(s locale.Speaker, together []claim.Blackout) []any {
	b := together[0]
	until, name := "", string(b.Region)
	if !b.Until.IsZero() {
		until = s.Time(b.Until)
	}
	if len(together) > 1 {
		name = "REGION"
	}
	where := Names(together, func(b claim.Blackout) string { return regionName(s, b.Region) })
	return []any{
		"Region", where, "Name", name, "From", s.Time(b.From), "Until", until, "Source", s.T("blackout.source." + string(b.By)),
	}
}
