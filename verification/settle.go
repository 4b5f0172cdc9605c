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
	for i, f := range pending {
		if !f.NeedsSettling() {
			continue
		}
		notable = true
		again = again || f.Reindexes()
		err := d.settleFact(ctx, c, f, fmt.Sprintf("%s.%d", c.Code, first+i))
		if errors.Is(err, errSettled) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("settle %s: %w", f.Kind, err)
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

func (d *Service) settleFact(ctx context.Context, c *claim.Claim, f claim.Event, key string) error {
	switch f.Kind {
	case claim.KindOpened:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case claim.KindScreening, claim.KindWidened, claim.KindClockStops:
		return d.offer(ctx, c)
	case claim.KindReturned, claim.KindStruck:
		if err := d.releaseAll(ctx, c.Code, f.Whom); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case claim.KindClockResume, claim.KindGivenBack: // those who were cut off have the rest of their time
		return d.offerAgain(ctx, c)
	case claim.KindChallenged:
		return d.challenge(ctx, c, key)
	case claim.KindUpheld:
		return d.settleChallenge(ctx, c, key, f)
	case claim.KindReleased:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.offerAgain(ctx, c)
	case claim.KindCleared:
		for _, id := range c.Screeners() {
			if err := d.closeAsk(ctx, c, "thank", key, id, c.Screener(id)); err != nil {
				return err
			}
		}
		return d.offer(ctx, c)
	case claim.KindRefused:
		if err := d.say.Recall(ctx, c); err != nil {
			return err
		}
		if err := d.withdrawLeading(ctx, c, key, f); err != nil {
			return err
		}
		if f.By != "" {
			if err := d.alert(ctx, c, key, f); err != nil {
				return err
			}
		}
		if err := d.end(ctx, c, key, false); err != nil {
			return err
		}
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.store.Erase(ctx, c.Code, Everything)
	case claim.KindLapsed:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.store.Erase(ctx, c.Code, Everything)
	case claim.KindMarkedPrivate, claim.KindSaidOfficial, claim.KindNotedNamed:
		return d.heedPrivate(ctx, c, key, f)
	case claim.KindAppealed:
		return d.heed(ctx, c, key)
	case claim.KindReplied:
		return d.reply(ctx, c, key, f)
	case claim.KindStopped:
		return d.callReviewers(ctx, c, key, f)
	case claim.KindDoubted, claim.KindReopened:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if f.Kind == claim.KindReopened {
			if err := d.alert(ctx, c, key, f); err != nil {
				return err
			}
		}
		if err := d.tellVoided(ctx, c, key, f); err != nil {
			return err
		}
		return d.offerAgain(ctx, c)
	case claim.KindSorted, claim.KindLanguageSet:
		return d.moveQueue(ctx, c)
	case claim.KindMadeKnown:
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case claim.KindAsked:
		return d.tellAsked(ctx, c, f)
	case claim.KindDecided, claim.KindVoided:
		return d.callAgain(ctx, c, key, f)
	case claim.KindProposed, claim.KindConfirmed, claim.KindRejected, claim.KindExpired:
		return d.settleProposal(ctx, c, key, f)
	case claim.KindRetired:
		return d.tellRetired(ctx, c, key, f)
	case claim.KindHeld:
		return d.store.Await(ctx, c.Code, f.At)
	case claim.KindUndecided:
		if err := d.askForPlaces(ctx, c, key); err != nil {
			return err
		}
		return d.end(ctx, c, key, c.Out())
	case claim.KindPlaced:
		if err := d.alert(ctx, c, key, f); err != nil || c.Status != claim.StatusDecided {
			return err
		}
		return d.callReviewers(ctx, c, key, f)
	case claim.KindPublished:
		if err := d.scoreVoters(ctx, c, f); err != nil {
			return err
		}
		return d.end(ctx, c, key, true)
	case claim.KindTakenDown:
		if err := d.say.Recall(ctx, c); err != nil {
			return err
		}
		if err := d.withdrawLeading(ctx, c, key, f); err != nil {
			return err
		}
		if c.Out() { // what was never out is withdrawn without a word to anybody outside
			if err := d.store.NoteTakedown(ctx, c.Code, f.At); err != nil {
				return err
			}
		}
		if err := d.revise(ctx, c, key, f); err != nil || !c.AboutPerson() {
			return err
		}
		return d.store.Erase(ctx, c.Code, MediaOnly) // nobody needs the face any more
	case claim.KindCorrected:
		return d.revise(ctx, c, key, f)
	case claim.KindMergedInto:
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.handOver(ctx, c, key)
	case claim.KindJoined:
		return d.joined(ctx, c)
	case claim.KindSetApart:
		return d.takeBack(ctx, c, f.Into)
	case claim.KindSplitOff:
		return d.splitUp(ctx, c, key, f)
	}
	return nil
}
