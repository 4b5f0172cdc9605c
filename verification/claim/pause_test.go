package claim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// dark is a blackout of a region.
func dark(r Region, from, until time.Duration) Blackout {
	b := Blackout{ID: fmt.Sprintf("%s.%d", r, from), Region: r, From: t0.Add(from), By: BySilence}
	if until != 0 {
		b.Until = t0.Add(until)
	}
	return b
}

func TestInADarkRegionTheLeasesThereStandStillAndTheDeadline(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	c.commit()
	b := dark(Mangystau, time.Hour, 0)
	c.Account(t0.Add(90*time.Minute), b, []PersonID{"a"})
	c.Account(t0.Add(91*time.Minute), b, []PersonID{"a"})
	require.Equal(t, []Kind{KindClockStops}, c.kinds(), "once")
	require.True(t, c.IsPaused())
	require.Equal(t, 1, c.Wanted(), "somebody else is asked in the place of a")
	require.Equal(t, []PersonID{"x"}, c.Ask(t0.Add(100*time.Minute), []PersonID{"x", "y"}, small))
	require.Zero(t, c.Wanted())
	require.Equal(t, t0.Add(2*time.Hour), c.Due(), "the leases of b and c run")

	c.commit()
	c.Tick(t0.Add(2*time.Hour), small)
	require.Equal(t, Back, c.Asked["b"].State)
	require.Equal(t, Waiting, c.Asked["a"].State)
	c.Tick(t0.Add(3*time.Hour+40*time.Minute), small)
	require.Equal(t, Back, c.Asked["x"].State, "who was asked meanwhile has two hours")
	c.commit()
	require.Zero(t, c.Due())
	c.Tick(t0.Add(1000*time.Hour), small)
	require.Empty(t, c.kinds(), "neither the deadline passes nor the lease of a")

	b.Until = t0.Add(37 * time.Hour)
	c.Account(t0.Add(38*time.Hour), b, nil)
	require.Equal(t, []Kind{KindClockResume}, c.kinds())
	require.Equal(t, t0.Add(38*time.Hour), c.Due(), "a had an hour left when it went dark, and has it now")
	require.Equal(t, t0.Add(84*time.Hour), c.EndsAt(t0.Add(38*time.Hour)))
	require.Equal(t, 36*time.Hour, c.Paused(t0.Add(38*time.Hour)))
	c.Tick(t0.Add(38*time.Hour), small)
	require.Equal(t, Back, c.Asked["a"].State)
	require.Equal(t, t0.Add(84*time.Hour), c.Due())
}

func TestAHoldRunsWhileARegionIsDarkAndNotWhileTheBotIsCutOff(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		region Region
		due    time.Duration
	}{{Almaty, 90 * time.Minute}, {Everywhere, 150 * time.Minute}} {
		c := decided(t, Identity)
		require.NoError(t, c.Approve(t0.Add(time.Hour), "1", "r1", Consent{}, small))
		require.NoError(t, c.Approve(t0.Add(time.Hour), "2", "r2", Consent{}, small))
		require.Equal(t, t0.Add(90*time.Minute), c.Due())
		c.Account(t0.Add(130*time.Minute), dark(k.region, 65*time.Minute, 125*time.Minute), nil)
		require.Equal(t, t0.Add(k.due), c.Due())
		require.Equal(t, t0.Add(k.due), c.PublishesAt(t0.Add(3*time.Hour)))
		c.Tick(t0.Add(149*time.Minute), small)
		require.Equal(t, k.region == Everywhere, c.Status == StatusDecided)
		c.Tick(t0.Add(150*time.Minute), small)
		require.Equal(t, StatusPublished, c.Status)
	}
}

func TestBlackoutsThatOverlapCountOnce(t *testing.T) {
	t.Parallel()
	c := opened(t, Truth)
	now := t0.Add(20 * time.Hour)
	for _, b := range []Blackout{
		dark(Everywhere, 2*time.Hour, 5*time.Hour), dark(Almaty, time.Hour, 4*time.Hour), dark(Osh, 3*time.Hour, 7*time.Hour),
		dark(Talas, 10*time.Hour, 11*time.Hour), dark(Naryn, -5*time.Hour, -time.Hour), dark(Batken, -5*time.Hour, time.Hour),
	} {
		c.Account(now, b, nil)
	}
	require.Equal(t, 8*time.Hour, c.Paused(now), "0 to 7 and 10 to 11; what was before the claim does not count")
	require.Equal(t, t0.Add(56*time.Hour), c.EndsAt(now))
	require.Equal(t, now.Add(-8*time.Hour), c.Time(now))
}

func TestADeadlineThatPassedInABlackoutIsGivenBack(t *testing.T) {
	t.Parallel()
	c := asked(t, Truth)
	require.NoError(t, c.Answer(t0.Add(time.Minute), "1", "a", Reply{Choice: False}, VoterWeight{Reliability: .7}, small))
	c.Tick(t0.Add(48*time.Hour), small)
	require.Equal(t, StatusUndecided, c.Status)
	c.commit()
	c.Account(t0.Add(50*time.Hour), dark(Almaty, 49*time.Hour, 0), nil)
	require.Empty(t, c.kinds(), "it had ended before")
	b := dark(Almaty, 40*time.Hour, 0)
	c.Account(t0.Add(50*time.Hour), b, []PersonID{"b"})
	require.Equal(t, []Kind{KindClockStops, KindGivenBack}, c.kinds())
	require.Equal(t, StatusOpen, c.Status)
	b.Until = t0.Add(60 * time.Hour)
	c.Account(t0.Add(60*time.Hour), b, nil)
	require.Equal(t, t0.Add(68*time.Hour), c.EndsAt(t0.Add(60*time.Hour)), "the eight hours that were left")
	require.Len(t, c.Votes, 1)

	hopeless := asked(t, Truth)
	for i, id := range crowd(3) {
		require.NoError(t, hopeless.Answer(t0, fmt.Sprint(i), id, Reply{Choice: DontKnow}, VoterWeight{}, small))
	}
	hopeless.Ask(t0, []PersonID{"d", "e", "f"}, small)
	for i, id := range []PersonID{"d", "e", "f"} {
		require.NoError(t, hopeless.Answer(t0.Add(time.Hour), fmt.Sprint("2", i), id, Reply{Choice: DontKnow}, VoterWeight{}, small))
	}
	require.Equal(t, StatusUndecided, hopeless.Status)
	hopeless.commit()
	hopeless.Account(t0.Add(2*time.Hour), dark(Almaty, 30*time.Minute, 0), nil)
	require.Empty(t, hopeless.kinds(), "that everybody was asked is no matter of time")
}

// TestNobodyIsWorseOffForABlackout lives the same life twice, by chance: once without a blackout, and once with blackouts that
// are found out at any time and moved into it, during which those who are cut off do nothing. In time as it passes for them,
// nothing ran out sooner, and what they did was taken the same.
func TestNobodyIsWorseOffForABlackout(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minutes := func(most int, what string) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, what)) * time.Minute
		}
		// Around the leases, which end after two hours, and the deadline, after forty-eight.
		around := func(what string) time.Duration {
			return rapid.SampledFrom([]time.Duration{0, 46 * time.Hour}).Draw(t, what) + minutes(170, what+" and")
		}
		region := rapid.SampledFrom([]Region{Everywhere, Almaty}).Draw(t, "region")
		from := around("from")
		length := minutes(72*60, "length") + time.Minute
		found := min(minutes(180, "found after"), length)
		at := around("answers after") // in the time that passes for them
		plain, cut := fresh(), fresh()
		for _, c := range []*Claim{plain, cut} {
			require.NoError(t, c.Open(t0, "open", Truth, small))
			c.Ask(t0, crowd(3), small)
		}
		moved := func(d time.Duration) time.Time { // when that happens which would happen after d
			if d >= from {
				d += length
			}
			return t0.Add(d)
		}
		// What is due happens minute by minute, as of when things were known to be sound; then somebody answers.
		run := func(c *Claim, until time.Time, sound func(time.Time) time.Time, account func(time.Time)) {
			for now := t0; !now.After(until); now = now.Add(10 * time.Minute) {
				account(now)
				c.TickAsOf(now, sound(now), small)
			}
			account(until)
			c.TickAsOf(until, sound(until), small)
		}
		run(plain, t0.Add(at), func(now time.Time) time.Time { return now }, func(time.Time) {})
		b := dark(region, from, from+length)
		var whom []PersonID
		if region != Everywhere {
			whom = []PersonID{"a"}
		}
		run(cut, moved(at), func(now time.Time) time.Time {
			if now.After(b.From) && now.Before(b.From.Add(found)) {
				return b.From // in doubt nothing runs out
			}
			return now
		}, func(now time.Time) {
			known := b
			switch {
			case now.Before(b.From.Add(found)):
				return
			case now.Before(b.Until):
				known.Until = time.Time{}
			}
			cut.Account(now, known, whom)
		})
		if plain.Status == StatusOpen {
			require.Equal(t, StatusOpen, cut.Status, "no deadline passed sooner")
		}
		if plain.Asked["a"].State == Waiting {
			require.Equal(t, Waiting, cut.Asked["a"].State, "nor did their time to answer")
		}
		answer := func(c *Claim, now time.Time) error {
			return c.Answer(now, "a", "a", Reply{Choice: True}, VoterWeight{Reliability: .8}, small)
		}
		if answer(plain, t0.Add(at)) == nil {
			require.NoError(t, answer(cut, moved(at)), "their answer is taken")
			require.InDelta(t, plain.Votes["a"].Weight, cut.Votes["a"].Weight, 1e-9, "and counts as much")
		}
		left := func(c *Claim, now time.Time) time.Duration { return max(c.EndsAt(now).Sub(now), 0) } // what is over stays over
		require.GreaterOrEqual(t, left(cut, moved(at)), left(plain, t0.Add(at)), "and no less time is left")
	})
}

// TestBlackoutsInAnyOrderComeToTheSame: whoever notes them, in whatever order and however often.
func TestBlackoutsInAnyOrderComeToTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := t0.Add(100 * time.Hour)
		var list []Blackout
		for i := range rapid.IntRange(1, 6).Draw(t, "n") {
			from := time.Duration(rapid.IntRange(-100, 90).Draw(t, "from")) * time.Hour
			b := dark(Regions[i], from, from+time.Duration(rapid.IntRange(1, 40).Draw(t, "length"))*time.Hour)
			if !b.Until.Before(now) {
				b.Until = time.Time{}
			}
			list = append(list, b)
		}
		one := crowded()
		for _, b := range list {
			one.Account(now, b, []PersonID{"a"})
		}
		other := crowded()
		for _, b := range rapid.Permutation(list).Draw(t, "order") {
			early := b
			early.Until = time.Time{}
			other.Account(now, early, []PersonID{"a"})
			other.Account(now, b, []PersonID{"a"})
			other.Account(now, b, nil)
		}
		require.Equal(t, one.Time(now), other.Time(now))
		require.Equal(t, one.Due(), other.Due())
		require.Equal(t, one.Paused(now), other.Paused(now))
		require.Equal(t, other.Due(), Replay(other.Code, other.commit(), 0, other.Requesters).Due(), "and the ledger says the same")
	})
}

// crowded is a claim about which a, b and c are asked.
func crowded() *Claim {
	c := fresh()
	_ = c.Open(t0, "chosen", Truth, small)
	c.Ask(t0, crowd(3), small)
	return c
}
