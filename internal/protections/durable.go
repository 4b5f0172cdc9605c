package main

const acknowledged = "Besides. What is acknowledged is kept"

// Where what is acknowledged is confirmed.
const (
	barriers = "internal/durable"
	promises = "internal/durable/promise.go"
	receipts = "verification/redisstore/receipts.go"
)

// kept are the protections of what people were told that we have.
var kept = []protection{
	{acknowledged, "Telegram is told that we have an update once it is durable", one("bot/intake/store.go", `err = in.Barrier.Confirm(ctx)`, `err = ctx.Err()`), "bot/intake", "TestTelegramIsToldThatWeHaveAnUpdateOnceItIsDurable"},
	{acknowledged, "An update is deleted once what follows from it is durable", one("bot/intake/handle.go", `err = p.Barrier.Confirm(op)`, `err = op.Err()`), "bot/intake", "TestUpdateIsDeletedOnceWhatFollowsFromItIsDurable"},
	{acknowledged, "… and handled again when that may be lost", one("internal/durable/master.go", `if m.became(info) {`, `if m.became(info) && p.Replicas > 99 {`), "bot/intake", "TestUpdateIsHandledAgainWhenWhatItDidMayBeLost"},
	{acknowledged, "A message is queued once what it reports is durable", one("bot/outbox/queue.go", `if err := o.barrier.Fence(ctx); err != nil {`, `if err := ctx.Err(); err != nil {`), "bot/outbox", "TestMessageIsQueuedOnceWhatItReportsIsDurable"},
	{acknowledged, "… what was erased, too", one("verification/redisstore/kept.go", `defer durable.Wrote(ctx)`, `_ = durable.Wrote`), store, "TestWhatIsWrittenIsConfirmedBeforeTheNextMessage"},
	{acknowledged, "Nothing is said to anybody before what it reports is durable: no message, no answer to a press, no search", one("bot/telegram/client.go", `if err := c.confirmed(ctx, method); err != nil {`, `if err := ctx.Err(); err != nil {`), "bot/telegram", "TestNothingIsSaidThatIsNotConfirmed"},
	{acknowledged, "… nor answered by HTTP", one("internal/durable/http.go", `held.status < http.StatusBadRequest && b.Confirm(ctx) != nil`, `held.status < http.StatusBadRequest && ctx.Value(b) != nil`), barriers, "TestAnswersWaitForWhatTheySay"},
	{acknowledged, "An SMS is done with once what follows from it is durable", one("bot/sms/receive.go", `if err := g.Barrier.Confirm(ctx); err != nil {`, `if err := ctx.Err(); err != nil {`), "bot/sms", "TestAnSMSIsDoneWithOnceWhatFollowsFromItIsDurable"},
	{acknowledged, "A job has run once what it did is durable", one("bot/schedule/run.go", `err = s.barrier.Confirm(op)`, `err = op.Err()`), "bot/schedule", "TestAJobHasRunOnceWhatItDidIsDurable"},
	{acknowledged, "Erasing is said to be done once it is durable", one(`bot/rewrite/rewriter.go`, `if err := e.Barrier.Confirm(ctx); err != nil {`, `if err := ctx.Err(); err != nil {`), `bot/rewrite`, "TestErasingIsSaidToBeDoneOnceItIsDurable"},
	{acknowledged, "What follows from a fact is noted as done once it is durable", one("verification/redisstore/ledger.go", `if err := s.barrier.Confirm(ctx); err != nil {`, `if err := ctx.Err(); err != nil {`), store, "TestItIsNotedThatSomethingIsDoneOnceItIsDurable"},
	{acknowledged, "With everysec a kill of Redis loses nothing, also while an fsync lasts", one(promises, `if field(info, "aof_pending_bio_fsync") != "0" {`, `if false {`), barriers, "TestWrittenMeansThatAKillLosesNothing"},
	{acknowledged, "With always Redis has to sync", one(promises, `case r.fsync.Val()["appendfsync"] != "always":`, `case false:`), barriers, "TestSyncedNeedsAServerThatSyncs"},
	{acknowledged, "… or to say that it has", one(promises, `if len(n) == 0 || n[0] < 1 {`, `if len(n) == 0 {`), barriers, "TestSyncedIsHadFromARedisThatKnowsWAITAOF"},
	{acknowledged, "As many replicas have received it as was promised", one(promises, `} else if n < p.Replicas {`, `} else if n < 0 {`), barriers, "TestReplicaIsWaitedFor"},
	{acknowledged, "… of every master of a Cluster", one("internal/durable/masters.go", `if m.inUse.Swap(false) {`, `if m.inUse.Swap(false) && len(list) == 0 {`), barriers, "TestEveryMasterOfAClusterIsWaitedFor"},
	{acknowledged, "One is waited for behind Sentinel and on a Cluster, unless the settings say otherwise", one("config/durability.go", `(options.MasterName != "" || options.IsClusterMode)`, `options.IsClusterMode`), "config", "TestReplicasAreWaitedForWhereAMasterIsReplaced"},
	{acknowledged, "A new master is found soon, also when the old one says nothing", one("internal/redisclient/client.go", `r.cluster.ReloadState(context.Background())`, `_ = r.cluster`), "internal/redisclient", "TestNewMasterIsFoundSoon"},
	{acknowledged, "A master that became a replica is left by every connection", one("internal/redisclient/demoted.go", `	for _, cmd := range cmds {
			if redis.IsReadOnlyError(cmd.Err()) {`, `	for _, cmd := range cmds {
			if ctx.Err() != nil && cmd != nil {`), "internal/redisclient", "TestAMasterThatBecameAReplicaIsLeft"},
	{acknowledged, "Audit tells that a tail is missing that was acknowledged", one(receipts, `	case len(digests) < r.Length:`, `	case len(digests) < 0:`), store, "TestAuditTellsThatATailIsMissing"},
	{acknowledged, "… the command says so", one("internal/app/audit.go", `r.Faults = append(r.Faults, compared.Missing...)`, `_ = compared.Missing`), "internal/app", "TestTheBotAndAnAuditSayWhatIsMissing"},
	{acknowledged, "… and the bot by itself, in its metrics", one("internal/app/receipts.go", `missing.Set(float64(len(found.Missing)))`, `missing.Set(0)`), "internal/app", "TestTheBotAndAnAuditSayWhatIsMissing"},
	{acknowledged, "… and that something else stands in its place", one(receipts, `	case [16]byte(digests[r.Length-1][:16]) != r.Digest:`, `	case false:`), store, "TestAuditTellsThatATailIsMissing"},
	{acknowledged, "… for it is noted outside Redis before anybody is told", one("verification/redisstore/ledger.go", `s.barrier.Note(ctx, receiptOf(string(code), length+len(facts), last.digest))`, `_ = receiptOf`), store, "TestAuditTellsThatATailIsMissing"},
	{acknowledged, "… what may be lost is not", one("internal/durable/receipts.go", `slices.DeleteFunc(list, func(n noted) bool { return n.term != term })`, `slices.Clone(list)`), barriers, "TestNoReceiptIsGivenForWhatMayBeLost"},
	{acknowledged, "… nor what is not durable yet", one("internal/durable/flight.go", `noted := b.takeNoted()`, `noted := b.takeNoted()
	b.receipt(noted, b.term)`), store, "TestReceiptsAreOfWhatIsDurable"},
	{acknowledged, "A receipt is kept until a signed day covers it", one(receipts, `why != "" || r.Length > covered`, `why != "" || covered < 0`), store, "TestReceiptsAreKeptUntilASignedDayCoversThem"},
	{acknowledged, "A day of the history is added once, whatever is repeated", one("verification/redisstore/history.go", "if last == ARGV[2] then return 1 end\nif last ~= ARGV[1] then return 0 end\n", ""), store, "TestASealedDayIsAddedOnce"},
}
