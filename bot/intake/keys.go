package intake

import "strconv"

// keys are the Redis keys of one partition, all in one hash slot.
type keys struct {
	stream     string // STREAM of sealed updates that have not been handled
	seen       string // ZSET update id → when it was stored, in ms
	quarantine string // STREAM of sealed updates that could not be handled, see isolated.go
	isolated   string // count of all updates ever quarantined, which numbers them
	lease      string // held by the replica that works on the partition
	begun      string // HASH stream entry → crashes that it has caused if it is found there, see begun.go
}

const (
	pollLease  = "{intake}:poll"    // held by the replica that polls Telegram
	workersKey = "{intake}:workers" // ZSET replica → its last heartbeat, in ms
)

func keysOf(partition int) keys {
	tag := "{in:" + strconv.Itoa(partition) + "}:"
	return keys{
		stream: tag + "updates", seen: tag + "seen", quarantine: tag + "quarantine", isolated: tag + "isolated", lease: tag + "lease",
		begun: tag + "begun",
	}
}
