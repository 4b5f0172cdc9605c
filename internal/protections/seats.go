package main

const (
	seats   = "Besides. Nobody is asked more at once than they can answer"
	seating = "verification/seating.go"
	load    = "verification/workload.go"
)

// bounded are the protections of the bound of questions that a volunteer holds.
var bounded = []protection{
	{seats, "Nobody holds more questions than they may", one(load, `if _, held := w.Seats[s]; !held && len(w.Seats) >= most {`, `if false {`), domain, "TestTheBoundHoldsBetweenAnyTwoCalls"},
	{seats, "… whatever several processes do at once", one("verification/redisstore/workload.go", `if (redis.call('HGET', KEYS[1], 'v') or '0') ~= ARGV[1] then return 0 end`, ``), "verification/redisstore", "TestStore"},
	{seats, "… also when one of them was so slow that its seat was taken for free", one(seating, `		if !w.Take(s, until, d.mostOpen()) {`, `		if !w.Take(s, until, len(w.Seats)+1) {`), domain, "TestTheBoundHoldsBetweenAnyTwoCalls"},
	{seats, "A seat whose holder died is found free", one(load, `return w.which(func(until time.Time) bool { return !until.After(now) })`, `return nil`), domain, "TestASeatWhoseHolderDiedIsFree"},
	{seats, "A question that lapsed frees its seat", one("verification/effects.go", `if err := d.releaseAll(ctx, c.Code, whom); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestASeatIsFreedByWhatHappensToTheQuestion"},
	{seats, "Time alone frees none, for it may stand still", one(`verification/claim/seat.go`, `return c.Status == StatusOpen || c.Status == StatusScreening || c.timeOf(id, sound).Before(a.Until)`, `return sound.Before(a.Until)`), domain, "TestABlackoutFreesNoSeat"},
	{seats, "What a Redis lost of it is known from the claims", one(seating, `if !seated[id].Holds(c.SeatOf(id)) {`, `if false {`), domain, "TestWhatTheClaimsKnowIsReconciled"},
	{seats, "… also beside a claim that cannot be read", one(seating, `			failed = errors.Join(failed, err)`, `			return err`), domain, "TestAClaimThatCannotBeReadIsReconciledWithoutTheOthersWaiting"},
	{seats, "A claim that goes on again asks nobody too much", one("verification/outages.go", `	return d.reseat(ctx, c)
`, `	return nil
`), domain, "TestAReopenedClaimAsksNobodyTooMuch"},
	{seats, "What waits is asked before what comes", one("verification/jury.go", `if err := w.yield(ctx, c, pools); err != nil {`, `if err := ctx.Err(); err != nil {`), domain, "TestASeatThatBecameFreeGoesToWhoWaitsLongest"},
	{seats, "Claims that nobody can answer hold up no others", one("verification/scheduler.go", `		if w.anybody {
			inVain`, `		if false {
			inVain`), domain, "TestClaimsThatNobodyCanAnswerHoldUpNoOthers"},
}
