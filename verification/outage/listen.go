package outage

import (
	"context"
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Listen checks, by the slots that are over, whether regions have gone silent or are heard again. It may be repeated, and several
// processes may do it at once.
func (m *Monitor) Listen(ctx context.Context) error {
	o, err := m.Refresh(ctx)
	if err != nil {
		return err
	}
	doubts := map[claim.Region]time.Time{}
	for _, r := range claim.Regions {
		if !r.Darkens() {
			continue
		}
		if err := m.listenTo(ctx, o, r, doubts); err != nil {
			return fmt.Errorf("listen to %s: %w", r, err)
		}
	}
	if err := m.store.Doubt(ctx, doubts); err != nil {
		return fmt.Errorf("note doubts: %w", err)
	}
	return nil
}

func (m *Monitor) listenTo(ctx context.Context, o Outages, r claim.Region, doubts map[claim.Region]time.Time) error {
	now := m.now()
	counts, err := m.store.HeardIn(ctx, r, now, leastPeople)
	if err != nil {
		return err
	}
	b, dark := o.open(r)
	if dark && b.By == claim.ByHand && now.Sub(b.From) >= longestByHand && m.sure() == nil {
		b.Until = now
		return m.store.End(ctx, b)
	}
	usual, ok := Learn(HourOf(now), func(hour int64) (int, bool) {
		at := time.Unix(hour*3600, 0)
		return counts.Hours[hour], counts.Since != 0 && hour >= counts.Since && !o.deaf(r, at, at.Add(time.Hour))
	})
	if !ok || (dark && b.By == claim.ByHand) {
		return nil
	}
	first, end := SlotOf(now.Add(-Recent)), SlotOf(now)
	if dark {
		first = SlotOf(b.From)
	}
	v, since := usual.Judge(max(first, o.listenFrom(r)), end, dark, func(slot int64) (int, bool) {
		at := StartOf(slot)
		return counts.Slots[slot], !o.deaf(claim.Everywhere, at, at.Add(Slot))
	})
	switch v {
	case Silent:
		_, err = m.store.Begin(ctx, newBlackout(r, StartOf(since), claim.BySilence))
	case Back:
		b.Until = now
		err = m.store.End(ctx, b)
	case Doubtful:
		doubts[r] = StartOf(since)
	case Usual:
	}
	return err
}
