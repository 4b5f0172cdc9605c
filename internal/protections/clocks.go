package main

const timely = "Besides. The clock of one machine ends nothing"

// clockFile is where clocks are compared.
const clockFile = "internal/clocks/clock.go"

// clocked are the protections of what waits from a clock that is wrong.
var clocked = []protection{
	{timely, "No hold, deadline, lease or question that nobody chose ends while clocks differ", one("verification/outages.go", `	if d.sure() != nil {
		return time.Time{}, nil
	}
`, ``), domain, "TestAClockThatIsSetEndsNoHold"},
	{timely, "… nothing that was promised to be kept is erased", one(keeps, `if d.sure() != nil {`, `if d.sure() != nil && d.store == nil {`), domain, "TestAClockThatIsSetEndsNothingElse"},
	{timely, "… and no blackout that was declared is over", one("verification/outage/listen.go", ` && m.sure() == nil {`, ` {`), domain, "TestAClockThatIsSetEndsNothingElse"},
	{timely, "A hold begins by a clock that is right, too", one(clockFile, `return now.Round(0).Add(-gap)`, `return now`), domain, "TestAClockThatIsSetEndsNoHold"},
	{timely, "A clock is held against Telegram's", one(clockFile, `	c.note(service, r)`, `	_ = r`), "internal/clocks", "TestAClockIsHeldAgainstTelegram"},
	{timely, "… and against the time that has really passed", one(clockFile, `	if gap.Abs() <= Tolerance {`, `	if gap.Abs() <= 100000*Tolerance {`), "internal/clocks", "TestTimeDoesNotLeap"},
	{timely, "… against Redis'", one("internal/clocks/redis.go", `		all[redisHas] = its`, ``), "internal/clocks", "TestAClockIsHeldAgainstRedisAndOtherInstances"},
	{timely, "… and those of the other instances", one("internal/clocks/redis.go", `all[instance+"#"+id] = its.shifted(time.Duration(ahead) * time.Millisecond)`, `_, _ = id, ahead`), "internal/clocks", "TestAClockIsHeldAgainstRedisAndOtherInstances"},
	{timely, "The whole bot goes by that clock, and /readyz says what differs", one("internal/app/ready.go", `if err := a.clock.Settled(); err != nil {`, `if err := ctx.Err(); err != nil {`), whole, "TestAClockSetForwardEndsNothingAndItIsSaid"},
	{timely, "… the operators are told", one("internal/app/clocks.go", `return a.Outbox.Send(ctx, out...)`, `return ctx.Err()`), whole, "TestAClockSetForwardEndsNothingAndItIsSaid"},
	{timely, "Doctor holds the settings of every master against what is promised", one("internal/app/checkredis.go", `err = c.ForEachMaster(ctx, look)`, `err = look(ctx, redis.NewClient(&redis.Options{Addr: c.Options().Addrs[0]}))`), "internal/app", "TestDoctorLooksAtEveryMaster"},
}
