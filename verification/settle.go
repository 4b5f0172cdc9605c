package verification

import (
	"context"
	"errors"
	"fmt"
)

// errSettled ends the settling of a claim that was changed, and settled, on the way.
var errSettled = errors.New("settled meanwhile")

// settle does what the claim's unsettled facts call for: it brings the queues in line and has everybody told. It is done
// from the first unsettled fact on, so that after a crash it is done again; every message carries a key made of the
// claim and the fact.
func (d *Desk) settle(ctx context.Context, c *Claim) error {
	if err := d.settleFacts(ctx, c); err != nil {
		return err
	}
	if c.Wanted() == 0 {
		return nil
	}
	return d.askNext(ctx, c)
}

func (d *Desk) settleFacts(ctx context.Context, c *Claim) error {
	first, pending := c.Pending()
	notable, again := false, false
	for i, f := range pending {
		if !f.NeedsSettling() {
			continue
		}
		notable = true
		again = again || f.reindexes()
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

func (d *Desk) settleFact(ctx context.Context, c *Claim, f Fact, key string) error {
	switch f.Kind {
	case Opened:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case Screening, Widened, ClockStops:
		return d.offer(ctx, c)
	case Returned, Struck:
		if err := d.releaseAll(ctx, c.Code, f.Whom); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case ClockResume, GivenBack: // those who were cut off have the rest of their time
		return d.offerAgain(ctx, c)
	case Challenged:
		return d.challenge(ctx, c, key)
	case Upheld:
		return d.settleChallenge(ctx, c, key, f)
	case Released:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.offerAgain(ctx, c)
	case Cleared:
		for _, id := range c.Screeners() {
			if err := d.closeAsk(ctx, c, "thank", key, id, c.Screener(id)); err != nil {
				return err
			}
		}
		return d.offer(ctx, c)
	case Refused:
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
	case Lapsed:
		if err := d.sealAskers(ctx, c); err != nil {
			return err
		}
		return d.store.Erase(ctx, c.Code, Everything)
	case MarkedPrivate, SaidOfficial, NotedNamed:
		return d.heedPrivate(ctx, c, key, f)
	case Appealed:
		return d.heed(ctx, c, key)
	case Replied:
		return d.reply(ctx, c, key, f)
	case Stopped:
		return d.callReviewers(ctx, c, key, f)
	case Doubted, Reopened:
		if err := d.store.Reviewed(ctx, c.Code); err != nil {
			return err
		}
		if f.Kind == Reopened {
			if err := d.alert(ctx, c, key, f); err != nil {
				return err
			}
		}
		if err := d.tellVoided(ctx, c, key, f); err != nil {
			return err
		}
		return d.offerAgain(ctx, c)
	case Sorted, LanguageSet:
		return d.moveQueue(ctx, c)
	case MadeKnown:
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.offer(ctx, c)
	case Asked:
		return d.tellAsked(ctx, c, f)
	case Decided, Voided:
		return d.callAgain(ctx, c, key, f)
	case Proposed, Confirmed, Rejected, Expired:
		return d.settleProposal(ctx, c, key, f)
	case Retired:
		return d.tellRetired(ctx, c, key, f)
	case Held:
		return d.store.Await(ctx, c.Code, f.At)
	case Undecided:
		if err := d.askForPlaces(ctx, c, key); err != nil {
			return err
		}
		return d.end(ctx, c, key, c.Out())
	case Placed:
		if err := d.alert(ctx, c, key, f); err != nil || c.Status != StatusDecided {
			return err
		}
		return d.callReviewers(ctx, c, key, f)
	case Published:
		if err := d.scoreVoters(ctx, c, f); err != nil {
			return err
		}
		return d.end(ctx, c, key, true)
	case TakenDown:
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
	case Corrected:
		return d.revise(ctx, c, key, f)
	case MergedInto:
		if err := d.alert(ctx, c, key, f); err != nil {
			return err
		}
		return d.handOver(ctx, c, key)
	case Joined:
		return d.joined(ctx, c)
	case SetApart:
		return d.takeBack(ctx, c, f.Into)
	case SplitOff:
		return d.splitUp(ctx, c, key, f)
	}
	return nil
}
