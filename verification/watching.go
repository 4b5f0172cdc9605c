package verification

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/outage"
)

// Watch keeps what is known of blackouts, and counts how many people of a region are heard: never who.
type Watch interface {
	// Inhabit and Depart note that somebody is in a region, or no longer: under names that stand nowhere else.
	Inhabit(ctx context.Context, r claim.Region, id claim.PersonID) error
	Depart(ctx context.Context, r claim.Region, id claim.PersonID) error
	// Heard counts somebody of a region in the slot of that time, once; nobody while fewer than least live there.
	Heard(ctx context.Context, r claim.Region, id claim.PersonID, at time.Time, least int) error
	// HeardIn gives what was counted in a region, and forgets what is too old to be of use, as of now. When fewer than least
	// live there all is forgotten, and it gives nothing.
	HeardIn(ctx context.Context, r claim.Region, now time.Time, least int) (Counts, error)

	// Touch notes a successful call to the chat service at that time. When the last one noted is longer ago than cutOff, the
	// time between is a blackout of everybody, noted in the same step.
	Touch(ctx context.Context, at time.Time, cutOff time.Duration) error
	// Begin notes a blackout, unless one of the region is on already: then it changes nothing, and began is false. End ends
	// it; ending it again changes nothing.
	Begin(ctx context.Context, b claim.Blackout) (began bool, err error)
	End(ctx context.Context, b claim.Blackout) error
	// Doubt notes since when regions may be silent, in the place of what was noted before.
	Doubt(ctx context.Context, since map[claim.Region]time.Time) error
	// Outages gives all of it. version grows with each beginning and end, and accounted is the latest version of which all
	// claims know.
	Outages(ctx context.Context) (o Outages, version, accounted int64, err error)
	// Accounted notes that all claims know of that version.
	Accounted(ctx context.Context, version int64) error
}

// Counts are how many people of a region were heard.
type Counts struct {
	Since int64         // the first hour that was counted; 0 when none was
	Slots map[int64]int // by slot, as [rhythm.SlotOf] numbers them, of the latest days
	Hours map[int64]int // by hour: the sum of its slots
}

const (
	// leastPeople is how many must live in a region for anybody to be counted there: one of so many is nobody.
	leastPeople = 10
	// longestByHand is how long a blackout lasts that somebody declared and forgot.
	longestByHand = 7 * claim.Day
	// afterHand is how long nothing is said of a region's silence after somebody said that it is none.
	afterHand = 24 * time.Hour
	// knownFor is how long what is known of blackouts is used before it is looked for anew.
	knownFor = 5 * time.Second
)

// known gives what is known of blackouts, by a look of a few seconds ago at the most.
func (d *Service) known(ctx context.Context) (Outages, error) {
	d.mu.Lock()
	o, at := d.outages, d.knownAt
	d.mu.Unlock()
	if now := d.now(); !at.IsZero() && !now.Before(at) && now.Before(at.Add(knownFor)) {
		return o, nil
	}
	return d.look(ctx)
}

// lookAgain has the next who asks look anew.
func (d *Service) lookAgain() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.knownAt = time.Time{}
}

// look looks anew.
func (d *Service) look(ctx context.Context) (Outages, error) {
	o, _, _, err := d.store.Outages(ctx)
	if err != nil {
		return o, fmt.Errorf("look for blackouts: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.outages, d.knownAt = o, d.now()
	return o, nil
}

// cut tells whether the bot itself is cut off.
func (o Outages) cut(now time.Time, cutOff time.Duration) bool {
	return !o.Contact.IsZero() && cutOff > 0 && now.Sub(o.Contact) > cutOff
}

// InTouch notes a successful call to the chat service.
func (d *Service) InTouch(ctx context.Context, at time.Time) error {
	err := d.store.Touch(ctx, at.UTC().Truncate(time.Millisecond), d.rules.Policy.CutOff)
	d.lookAgain() // it may have been the end of a blackout
	return err
}

// Heard counts a person among those of their region who are there, if they said where they are. It is no harm if that fails.
func (d *Service) Heard(ctx context.Context, p claim.Person, sent time.Time) {
	if !p.Region.Darkens() {
		return
	}
	if err := d.store.Heard(ctx, p.Region, p.ID, claim.OrNow(claim.UnderWay(sent, d.now()), d.now()), leastPeople); err != nil {
		d.log.Warn("somebody could not be counted", "error", err)
	}
}

// SetRegion notes where somebody is; Everywhere takes that back.
func (d *Service) SetRegion(ctx context.Context, id claim.PersonID, r claim.Region) (claim.Person, error) {
	if r != claim.Everywhere && !r.Known() {
		return claim.Person{}, claim.BadAnswer
	}
	before := r
	p, err := d.changePerson(ctx, id, func(p *claim.Person) error {
		before = p.Region
		if p.Region != r {
			p.Region, p.RegionSince = r, d.now()
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	for _, old := range claim.Regions { // also one of a try that was cut short
		if old != r && old.Darkens() && (old == before || before == r) {
			if err := d.store.Depart(ctx, old, id); err != nil {
				return p, err
			}
		}
	}
	if !r.Darkens() {
		return p, nil
	}
	return p, d.store.Inhabit(ctx, r, id)
}

// Declare says that regions are cut off, or no longer. as is who says so; AlreadyDone when it was so before for all of them.
// Claims know of it when they are next looked at, all of them after the next [Desk.Reckon].
func (d *Service) Declare(ctx context.Context, as claim.Role, regions []claim.Region, on bool, since time.Time) error {
	if !as.May(claim.MayDarken) {
		return claim.NotReviewer
	}
	o, err := d.look(ctx)
	if err != nil {
		return err
	}
	changed := false
	for _, r := range regions {
		b, dark := o.open(r)
		switch {
		case !r.Darkens():
			return claim.BadAnswer
		case on == dark:
			continue
		case on:
			_, err = d.store.Begin(ctx, blackout(r, since.UTC().Truncate(time.Millisecond), claim.ByHand))
		default:
			b.Until = d.now()
			err = d.store.End(ctx, b)
		}
		if err != nil {
			return fmt.Errorf("declare a blackout: %w", err)
		}
		changed = true
	}
	if !changed {
		return claim.AlreadyDone
	}
	d.lookAgain()
	return nil
}

func blackout(r claim.Region, from time.Time, by claim.Source) claim.Blackout {
	return claim.Blackout{ID: fmt.Sprintf("%s.%d", r, from.UnixMilli()), Region: r, From: from, By: by}
}

// Listen looks whether regions have gone silent or are heard again, by the slots that are over. It may be repeated, and done
// by several at once.
func (d *Service) Listen(ctx context.Context) error {
	o, err := d.look(ctx)
	if err != nil {
		return err
	}
	doubts := map[claim.Region]time.Time{}
	for _, r := range claim.Regions {
		if !r.Darkens() {
			continue
		}
		if err := d.listenTo(ctx, o, r, doubts); err != nil {
			return fmt.Errorf("listen to %s: %w", r, err)
		}
	}
	if err := d.store.Doubt(ctx, doubts); err != nil {
		return fmt.Errorf("note doubts: %w", err)
	}
	return d.Reckon(ctx)
}

func (d *Service) listenTo(ctx context.Context, o Outages, r claim.Region, doubts map[claim.Region]time.Time) error {
	now := d.now()
	counts, err := d.store.HeardIn(ctx, r, now, leastPeople)
	if err != nil {
		return err
	}
	b, dark := o.open(r)
	if dark && b.By == claim.ByHand && now.Sub(b.From) >= longestByHand && d.sure() == nil {
		b.Until = now
		return d.store.End(ctx, b)
	}
	usual, ok := outage.Learn(outage.HourOf(now), func(hour int64) (int, bool) {
		at := time.Unix(hour*3600, 0)
		return counts.Hours[hour], counts.Since != 0 && hour >= counts.Since && !o.deaf(r, at, at.Add(time.Hour))
	})
	if !ok || (dark && b.By == claim.ByHand) {
		return nil
	}
	first, end := outage.SlotOf(now.Add(-outage.Recent)), outage.SlotOf(now)
	if dark {
		first = outage.SlotOf(b.From)
	}
	v, since := usual.Judge(max(first, o.listenFrom(r)), end, dark, func(slot int64) (int, bool) {
		at := outage.StartOf(slot)
		return counts.Slots[slot], !o.deaf(claim.Everywhere, at, at.Add(outage.Slot))
	})
	switch v {
	case outage.Silent:
		_, err = d.store.Begin(ctx, blackout(r, outage.StartOf(since), claim.BySilence))
	case outage.Back:
		b.Until = now
		err = d.store.End(ctx, b)
	case outage.Doubtful:
		doubts[r] = outage.StartOf(since)
	case outage.Usual:
	}
	return err
}

// deaf tells whether nobody of a region could be heard in a time, or in a part of it: it says nothing of the rhythm then.
func (o Outages) deaf(r claim.Region, from, until time.Time) bool {
	for _, b := range o.Log {
		if (b.Region == claim.Everywhere || b.Region == r) && b.From.Before(until) && (b.Until.IsZero() || b.Until.After(from)) {
			return true
		}
	}
	return false
}

// listenFrom is the slot from which on a silence of a region can begin: after the last one, and some time after somebody said
// that it is none.
func (o Outages) listenFrom(r claim.Region) int64 {
	var from time.Time
	for _, b := range o.Log {
		at := b.Until
		if b.Region != r || at.IsZero() {
			continue
		}
		if b.By == claim.ByHand {
			at = at.Add(afterHand)
		}
		if at.After(from) {
			from = at
		}
	}
	if from.IsZero() {
		return 0
	}
	return outage.SlotOf(from) + 1
}
