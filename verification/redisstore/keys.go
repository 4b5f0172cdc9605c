package redisstore

import (
	"fmt"
	"hash/fnv"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// shards is how many hash slots claims, people and channels each are spread over. It can never change.
const shards = 32

func shard(of string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(of))
	return int(h.Sum32() % shards)
}

// claimKeys are those of one claim; settled, sent, due and counts belong to all claims of its shard.
type claimKeys struct {
	ledger  string // LIST of sealed entries
	settled string // HASH code → how many facts are settled
	kept    string // HASH place in the ledger → sealed content, which can be erased as the ledger cannot
	sent    string // SET of codes whose sender was noted
	askers  string // HASH person, or person/code of the claim by which they came → sealed Asker
	sealed  string // HASH name → Asker in a box that the bot cannot open, after a line that says when they asked
	told    string // HASH name → what they were told last
	posts   string // SET of subscriptions that were sent the result
	posting string // HASH code → a result that is on its way to channels, and how far it got
	due     string // ZSET code → when something happens to it
	counts  string // HASH kind of fact → how many
}

func keysOfClaim(code claim.Code) claimKeys {
	tag := claimTag(shard(string(code)))
	return claimKeys{
		ledger: tag + "ledger:" + string(code), kept: tag + "kept:" + string(code), settled: tag + "settled", sent: tag + "sent", askers: tag + "askers:" + string(code),
		sealed: tag + "sealed:" + string(code), told: tag + "told:" + string(code),
		posts: tag + "posts:" + string(code), posting: tag + "posting", due: tag + "due", counts: tag + "counts",
	}
}

func claimTag(shard int) string { return fmt.Sprintf("{c:%02d}:", shard) }

// personKeys are those of one person; reviewers and bans belong to all people of the shard.
type personKeys struct {
	record    string // HASH v → version, r → sealed record
	visits    string // HASH number of the current minute → updates in it
	workload  string // HASH v → version, seat → until when they hold it in any case
	asks      string // ZSET that stood where the workload does now; only to be erased
	history   string // ZSET code → when they answered
	reviewers string // SET of reviewers
	bans      string // HASH a name of theirs for this alone → a sealed Ban, which outlives the rest
}

func keysOfPerson(id claim.PersonID) personKeys {
	tag := personTag(shard(string(id)))
	return personKeys{
		record: tag + "person:" + string(id), visits: tag + "visits:" + string(id), workload: tag + "workload:" + string(id), asks: tag + "asks:" + string(id),
		history: tag + "history:" + string(id), reviewers: tag + "reviewers",
		bans: tag + "bans",
	}
}

func personTag(shard int) string { return fmt.Sprintf("{p:%02d}:", shard) }

// queueKeys: offered is a ZSET of claims by rank, pool a SET of people.
func queueKeys(q claim.Queue) (offered, pool string) {
	tag := fmt.Sprintf("{q:%s:%s}:", q.Language, q.Subject)
	return tag + "offered", tag + "pool"
}

// channelKeys: record is like a person's, digest a SET of codes, index a SET of all subscriptions of the shard.
func channelKeys(id string) (record, digest, index string) {
	tag := channelTag(shard(id))
	return tag + "channel:" + id, tag + "digest:" + id, tag + "channels"
}

func channelTag(shard int) string { return fmt.Sprintf("{s:%02d}:", shard) }

// inviteKeys: record is a HASH with the sealed invitation, used a SET of who used it, and causes a HASH of by which cause each
// of them did.
func inviteKeys(name string) (record, used, causes string) {
	tag := "{i:" + name + "}:"
	return tag + "invite", tag + "used", tag + "causes"
}

// practiceKey is a SET of the claims in a language that people practise on.
func practiceKey(l claim.Language) string { return fmt.Sprintf("{q:%s}:practice", l) }

// regionKeys are those of one region: counts, and names that stand nowhere else.
type regionKeys struct {
	people string // SET of who said that they are there
	seen   string // with a slot after it: SET of who was counted in it; expires
	slots  string // HASH slot → how many people were heard
	hours  string // HASH hour → the sum of its slots, "since" → the first hour
}

func keysOfRegion(r claim.Region) regionKeys {
	tag := "{r:" + string(r) + "}:"
	return regionKeys{people: tag + "people", seen: tag + "seen:", slots: tag + "slots", hours: tag + "hours"}
}

const (
	blackoutState  = "{blackout}:state"  // HASH contact → the last one in ms, version, accounted
	blackoutLog    = "{blackout}:log"    // HASH id → a sealed Blackout
	blackoutOpen   = "{blackout}:open"   // HASH region → id of the one that is on
	blackoutDoubts = "{blackout}:doubts" // HASH region → since when it may be silent, in ms
)

// featuresKey is a HASH: claim → by what it is recognised, sealed.
func featuresKey(shard int) string { return claimTag(shard) + "features" }

const changesKey = "{seen}:changes" // STREAM of the claims whose features changed

const assessmentKey = "{assessment}:latest" // what was last found out about the volunteers, sealed

const actsKey = "{acts}:ledger" // LIST of sealed acts, chained as the ledger of a claim is

const reviewKey = "{review}:awaiting" // ZSET code → since when

const takedownsKey = "{review}:takedowns" // ZSET code → when it was withdrawn

// The bulletins.
const (
	unissuedKey = "{bulletins}:unissued" // ZSET code → the edition of its result that has to be issued
	numberKey   = "{bulletins}:number"   // the highest number that was given out
	resultsKey  = "{bulletins}:results"  // HASH code → the newest bulletin about it, sealed
	numbersKey  = "{bulletins}:numbers"  // ZSET code → the number of that bulletin
	digestsKey  = "{bulletins}:digests"  // HASH "latest" → the digest, sealed
)

// countKey is a ZSET of what a person did in a time, by the name that they have in that time alone; hourKey counts everybody's claims of
// an hour. Both expire.
func countKey(what, name string) string {
	return fmt.Sprintf("{l:%02d}:%s:%s", shard(name), what, name)
}

func hourKey(now time.Time) string { return "{limits}:sent:" + now.UTC().Format("2006010215") }
