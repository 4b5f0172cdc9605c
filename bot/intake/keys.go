package intake

import "strconv"

// keys are those of one partition, all in one hash slot.
type keys struct {
	stream     string // sealed updates that are not done with
	seen       string // ZSET update id → when it was stored, in ms
	quarantine string // STREAM of sealed updates that could not be handled, see isolated.go
	isolated   string // how many were ever put there, which numbers them
	lease      string // who works on the partition
	begun      string // HASH stream entry → of how many deaths it is guilty if it is found there, see begun.go
}

const (
	pollLease  = "{intake}:poll"    // who asks Telegram
	workersKey = "{intake}:workers" // ZSET replica → when it last said that it lives, in ms
)

func keysOf(partition int) keys {
	tag := "{in:" + strconv.Itoa(partition) + "}:"
	return keys{
		stream: tag + "updates", seen: tag + "seen", quarantine: tag + "quarantine", isolated: tag + "isolated", lease: tag + "lease",
		begun: tag + "begun",
	}
}
