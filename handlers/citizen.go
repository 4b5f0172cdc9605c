package handlers

import (
	"strings"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/claim"
)

func (s citizen) language(*bot.Message) error {
	var rows [][]bot.Button
	for _, l := range claim.Languages {
		rows = append(rows, []bot.Button{{Text: locale.Name(l), Data: callback.Data(callback.Language, "", string(l))}})
	}
	s.say(s.T("language.choose"), rows...)
	return nil
}

func (s citizen) setLanguage(word string) error {
	l, ok := claim.ParseLanguage(word)
	if !ok {
		return nil
	}
	p, err := s.Desk.SetPerson(s.ctx, s.by.ID, func(p *claim.Person) { p.Language = l })
	if err != nil {
		return err
	}
	s.by, s.Speaker = p, s.Locale.For(l)
	s.say(s.T("language.set"))
	return nil
}

func (s citizen) help(*bot.Message) error {
	s.say(view.Help(s.Speaker, s.by, s.isOperator(s.id)))
	return nil
}

func (s citizen) status(m *bot.Message) error {
	return s.aboutClaim(m, "/status K7Q-2MX", func(code claim.Code, _ string) error {
		return s.tell(code)
	})
}

// tell says what is known of a claim: in a group only what everybody may know.
func (s citizen) tell(code claim.Code) error {
	c, err := s.Desk.Claim(s.ctx, code)
	if err != nil {
		return err
	}
	reader := s.by.ID
	if s.chat != s.id {
		reader = ""
	}
	said := s.say(s.statusFor(s.ctx, s.Speaker, c, reader), view.CardRow(s.Speaker, c.Public())...)
	if c.Out() && c.RequestedBy(reader) { // so that a correction is called one
		said.News = &bot.News{Subject: "claim." + string(c.Code), Version: view.VersionOf(c)}
	}
	return nil
}

func (s citizen) mine(*bot.Message) error {
	const shown = 10
	claims, err := s.Desk.Mine(s.ctx, s.by, shown)
	if err != nil {
		return err
	}
	if len(claims) == 0 {
		none := "mine.none"
		if s.Desk.Policy().SealAskers {
			none = "mine.sealed"
		}
		s.say(s.T(none))
		return nil
	}
	lines := []string{s.T("mine.title")}
	for _, c := range claims {
		r := c.Public()
		if !c.Out() { // until there is a result, each reads what they sent themselves
			if r, err = s.Desk.Own(s.ctx, c, s.by.ID); err != nil {
				return err
			}
		}
		line := view.Headline(s.Speaker, r)
		if r.Status.Ended() {
			line = view.DigestLine(s.Speaker, r)
		}
		lines = append(lines, line)
	}
	s.say(strings.Join(lines, "\n"))
	return nil
}

// region is /region: where somebody is, if they like to say so.
func (s citizen) region(*bot.Message) error {
	text, rows := view.Regions(s.Speaker, s.by.Region)
	s.say(text, rows...).MessageKey = "region"
	return nil
}

func (s citizen) setRegion(r claim.Region) (done string, err error) {
	if s.by, err = s.Desk.SetRegion(s.ctx, s.by.ID, r); err != nil {
		return "", err
	}
	text, rows := view.Regions(s.Speaker, s.by.Region)
	s.show("region", text, rows...)
	if r == claim.Everywhere {
		return s.T("region.unset"), nil
	}
	return s.T("region.set", "Region", s.T("region."+string(r))), nil
}

// blackout is /blackout: the blackouts that were counted, for anybody; or /blackout REGION on|off [HOURS], by which a reviewer
// or an operator says that a region is cut off, since so many hours, or no longer.
func (s citizen) blackout(m *bot.Message) error {
	name, rest := input.SplitFirst(m.Command.Args)
	if name == "" {
		return s.blackouts()
	}
	as := s.by.Role
	switch {
	case s.isOperator(s.id):
		as = claim.Operator
	case !s.by.May(claim.MayDarken):
		return claim.NotReviewer
	}
	const example = "/blackout mangystau on"
	regions, known := claim.ParseRegions(name)
	word, hours := input.SplitFirst(rest)
	since, ok := s.since(hours)
	if !known || !ok || (word != "on" && word != "off") {
		if err := s.usage(example); err != nil {
			return err
		}
		s.say(view.RegionCodes(s.Speaker))
		return nil
	}
	if err := s.Desk.Outages.Declare(s.ctx, as, regions, word == "on", since); err != nil {
		return err
	}
	s.say(s.T("blackout.declared."+word, "Region", view.RegionNames(s.Speaker, regions), "Name", strings.ToLower(name)))
	return nil
}

// since reads how many hours ago something began; now when nothing is said.
func (s citizen) since(hours string) (time.Time, bool) {
	const most = 48 * time.Hour
	said := s.Clock.Now()
	if late := said.Sub(s.sent); !s.sent.IsZero() && late > 0 && late <= most { // it may have waited while we were cut off
		said = s.sent
	}
	if hours == "" {
		return said, true
	}
	d, err := time.ParseDuration(strings.TrimSuffix(hours, "h") + "h")
	return said.Add(-d), err == nil && d >= 0 && d <= most
}

func (s citizen) blackouts() error {
	const shown = 20
	list, err := s.Desk.Outages.Blackouts(s.ctx, shown)
	if err != nil {
		return err
	}
	s.say(view.Blackouts(s.Speaker, list))
	return nil
}
