// Package schedule runs jobs when they are due, each on one replica at a time.
//
//	jobs := schedule.New(client, clock, log, registry)
//	jobs.Every("@every 20s", "feed", desk.Feed)
//	jobs.Every("CRON_TZ=Asia/Almaty 0 9 * * *", "daily", digests)
//	err := jobs.Run(ctx)
//
// When a job is due is reckoned by robfig/cron; the waiting is done by the clock that is passed in, so that tests can move
// it. Whoever holds a job's lease runs it; a job whose lease is lost has its context ended.
//
// When a job last ran well is kept in Redis. So one that fell due while nothing was running, however often, is run once on
// the next start, and one that failed or was cut short is run again soon. A job must bear to be run twice.
package schedule
