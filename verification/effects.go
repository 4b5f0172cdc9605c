package verification

import (
	"context"
	"errors"
	"fmt"

	"github.com/rastau/rastau/verification/claim"
)

// errSettled ends the settling of a claim that was changed, and settled, on the way.
var errSettled = errors.New("settled meanwhile")

// settle does what the claim's unsettled facts call for: it brings the queues in line and has everybody told. It is done
// from the first unsettled fact on, so that after a crash it is done again; every message carries a key made of the
// claim and the fact.
func (d *Service) settle(ctx context.Context, c *claim.Claim) error {
	if err := d.settleFacts(ctx, c); err != nil {
		return err
	}
	if c.Wanted() == 0 {
		return nil
	}
	return d.askNext(ctx, c)
}

func (d *Service) settleFacts(ctx context.Context, c *claim.Claim) error {
	first, pending := c.Pending()
	notable, again := false, false
	for i, e := range pending {
		if !claim.NeedsSettling(e) {
			continue
		}
		notable = true
		again = again || claim.Reindexes(e)
		err := d.effects[e.Kind()](ctx, c, fmt.Sprintf("%s.%d", c.Code, first+i), e)
		if errors.Is(err, errSettled) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("settle %s: %w", e.Kind(), err)
		}
	}
	if !notable {
		return nil
	}
	if again {
		if err := d.reindex(ctx, c); err != nil {
			return err
		}
	}
	if err := d.store.Settle(ctx, c.Code, c.Length(), c.Due()); err != nil {
		return fmt.Errorf("note what is settled: %w", err)
	}
	c.Settle()
	return nil
}

// effect is what the service does because of an event. key is made of the claim and the event's place in its ledger.
type effect func(ctx context.Context, c *claim.Claim, key string, e claim.Event) error

// on is the effect of one type of event.
func on[E claim.Event](do func(ctx context.Context, c *claim.Claim, key string, e E) error) effect {
	return func(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
		typed, ok := e.(E)
		if !ok {
			return fmt.Errorf("an event of the kind %s is a %T", e.Kind(), e)
		}
		return do(ctx, c, key, typed)
	}
}

// onClaim is an effect that depends on the claim alone.
func onClaim(do func(ctx context.Context, c *claim.Claim) error) effect {
	return func(ctx context.Context, c *claim.Claim, _ string, _ claim.Event) error { return do(ctx, c) }
}

// none is the effect of what nobody has to hear of.
func none(context.Context, *claim.Claim, string, claim.Event) error { return nil }

// effectsByKind has all kinds of event.
func (d *Service) effectsByKind() map[claim.Kind]effect {
	//exhaustive:enforce
	effects := map[claim.Kind]effect{
		claim.KindReceived:      none,
		claim.KindOpened:        onClaim(d.opened),
		claim.KindStopped:       d.callReviewers,
		claim.KindReleased:      d.released,
		claim.KindScreening:     onClaim(d.offer),
		claim.KindChecked:       none,
		claim.KindCleared:       d.cleared,
		claim.KindRefused:       on(d.refused),
		claim.KindFlagged:       none,
		claim.KindLabelled:      none,
		claim.KindPictured:      none,
		claim.KindTried:         none,
		claim.KindAppealed:      d.heed,
		claim.KindReplied:       on(d.reply),
		claim.KindLapsed:        onClaim(d.lapsed),
		claim.KindSorted:        onClaim(d.moveQueue),
		claim.KindLanguageSet:   onClaim(d.moveQueue),
		claim.KindAsked:         on(d.tellAsked),
		claim.KindReturned:      on(d.returned),
		claim.KindMadeKnown:     d.madeKnown,
		claim.KindAnswered:      none,
		claim.KindWeighed:       none,
		claim.KindEvidenced:     none,
		claim.KindStruck:        on(d.struck),
		claim.KindNameWithheld:  none,
		claim.KindWidened:       onClaim(d.offer),
		claim.KindDecided:       on(d.decided),
		claim.KindDoubted:       on(d.doubted),
		claim.KindVoided:        on(d.voided),
		claim.KindUndecided:     d.undecided,
		claim.KindApproved:      none,
		claim.KindScheduled:     none,
		claim.KindHeld:          on(d.held),
		claim.KindPublished:     on(d.published),
		claim.KindSuggested:     none, // of older ledgers, in which it was settled
		claim.KindCorrected:     d.revise,
		claim.KindReopened:      d.reopened,
		claim.KindTakenDown:     on(d.takenDown),
		claim.KindMergedInto:    d.merged,
		claim.KindTookOver:      none,
		claim.KindOffered:       none,
		claim.KindJoined:        onClaim(d.joined),
		claim.KindSetApart:      on(d.setApart),
		claim.KindSplitOff:      on(d.splitUp),
		claim.KindClockStops:    onClaim(d.offer),
		claim.KindClockResume:   onClaim(d.offerAgain), // those who were cut off have the rest of their time
		claim.KindGivenBack:     onClaim(d.offerAgain),
		claim.KindChallenged:    d.challenge,
		claim.KindUpheld:        on(d.settleChallenge),
		claim.KindProposed:      on(d.tellProposed),
		claim.KindConfirmed:     on(d.tellConfirmed),
		claim.KindRejected:      d.tellDropped,
		claim.KindExpired:       d.tellDropped,
		claim.KindRetired:       on(d.tellRetired),
		claim.KindMarkedPrivate: d.heedPrivate,
		claim.KindSaidOfficial:  d.heedPrivate,
		claim.KindPlaced:        d.placed,
		claim.KindNotedNamed:    d.heedPrivate,
	}
	return effects
}

func (d *Service) opened(ctx context.Context, c *claim.Claim) error {
	if err := d.sealAskers(ctx, c); err != nil {
		return err
	}
	return d.offer(ctx, c)
}

func (d *Service) returned(ctx context.Context, c *claim.Claim, _ string, e *claim.Returned) error {
	return d.freeSeats(ctx, c, e.Whom)
}

func (d *Service) struck(ctx context.Context, c *claim.Claim, _ string, e *claim.Struck) error {
	return d.freeSeats(ctx, c, e.Whom)
}

// freeSeats has others be asked in the place of people.
func (d *Service) freeSeats(ctx context.Context, c *claim.Claim, whom []claim.PersonID) error {
	if err := d.releaseAll(ctx, c.Code, whom); err != nil {
		return err
	}
	return d.offer(ctx, c)
}

func (d *Service) released(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.store.Reviewed(ctx, c.Code); err != nil {
		return err
	}
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.offerAgain(ctx, c)
}

func (d *Service) cleared(ctx context.Context, c *claim.Claim, key string, _ claim.Event) error {
	for _, id := range c.Screeners() {
		if err := d.closeAsk(ctx, c, "thank", key, id, c.Screener(id)); err != nil {
			return err
		}
	}
	return d.offer(ctx, c)
}

func (d *Service) refused(ctx context.Context, c *claim.Claim, key string, e *claim.Refused) error {
	if err := d.say.Recall(ctx, c); err != nil {
		return err
	}
	if err := d.withdrawLeading(ctx, c, key, e); err != nil {
		return err
	}
	if e.By != "" {
		if err := d.alert(ctx, c, key, e); err != nil {
			return err
		}
	}
	if err := d.end(ctx, c, key, false); err != nil {
		return err
	}
	if err := d.sealAskers(ctx, c); err != nil {
		return err
	}
	return d.store.Erase(ctx, c.Code, Everything) // nobody asks about it
}

func (d *Service) lapsed(ctx context.Context, c *claim.Claim) error {
	if err := d.sealAskers(ctx, c); err != nil {
		return err
	}
	return d.store.Erase(ctx, c.Code, Everything)
}

func (d *Service) doubted(ctx context.Context, c *claim.Claim, key string, e *claim.Doubted) error {
	if err := d.store.Reviewed(ctx, c.Code); err != nil {
		return err
	}
	if err := d.tellVoided(ctx, c, key, e.Void); err != nil {
		return err
	}
	return d.offerAgain(ctx, c)
}

func (d *Service) reopened(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.store.Reviewed(ctx, c.Code); err != nil {
		return err
	}
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.offerAgain(ctx, c)
}

func (d *Service) madeKnown(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.offer(ctx, c)
}

func (d *Service) decided(ctx context.Context, c *claim.Claim, key string, e *claim.Decided) error {
	return d.callAgain(ctx, c, key, e, e.Void)
}

func (d *Service) voided(ctx context.Context, c *claim.Claim, key string, e *claim.Voided) error {
	return d.callAgain(ctx, c, key, e, e.Void)
}

func (d *Service) held(ctx context.Context, c *claim.Claim, _ string, e *claim.Held) error {
	return d.store.Await(ctx, c.Code, e.At)
}

func (d *Service) undecided(ctx context.Context, c *claim.Claim, key string, _ claim.Event) error {
	if err := d.askForPlaces(ctx, c, key); err != nil {
		return err
	}
	return d.end(ctx, c, key, c.Out())
}

func (d *Service) placed(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.alert(ctx, c, key, e); err != nil || c.Status != claim.StatusDecided {
		return err
	}
	return d.callReviewers(ctx, c, key, e)
}

func (d *Service) published(ctx context.Context, c *claim.Claim, key string, e *claim.Published) error {
	if err := d.scoreVoters(ctx, c, e); err != nil {
		return err
	}
	return d.end(ctx, c, key, true)
}

func (d *Service) takenDown(ctx context.Context, c *claim.Claim, key string, e *claim.TakenDown) error {
	if err := d.say.Recall(ctx, c); err != nil {
		return err
	}
	if err := d.withdrawLeading(ctx, c, key, e); err != nil {
		return err
	}
	if c.Out() { // what was never out is withdrawn without a word to anybody outside
		if err := d.store.NoteTakedown(ctx, c.Code, e.At); err != nil {
			return err
		}
	}
	if err := d.revise(ctx, c, key, e); err != nil || !c.AboutPerson() {
		return err
	}
	return d.store.Erase(ctx, c.Code, MediaOnly) // nobody needs the face any more
}

func (d *Service) merged(ctx context.Context, c *claim.Claim, key string, e claim.Event) error {
	if err := d.alert(ctx, c, key, e); err != nil {
		return err
	}
	return d.handOver(ctx, c, key)
}

func (d *Service) setApart(ctx context.Context, c *claim.Claim, _ string, e *claim.SetApart) error {
	return d.takeBack(ctx, c, e.From)
}
