package outbox

import "strconv"

// keys are those of one partition, all in one hash slot. A chat is named by its pseudonym; an item by its chat and a
// number that grows: "pseudonym:000000000042".
type keys struct {
	queue   string    // ZSET, all scores 0: items in the order of chat and number
	items   string    // HASH item → header and sealed message
	due     [3]string // ZSET chat → when its turn is, one for each priority
	flight  string    // ZSET chat → until when its message may be on its way
	seen    string    // ZSET key → when it was queued
	handles string    // HASH chat:handle → sealed message id
	named   string    // ZSET chat:handle → when it was used last
	seq     string    // the last number
}

const leaseKey = "{outbox}:lease"

func keysOf(partition int) keys {
	tag := "{out:" + strconv.Itoa(partition) + "}:"
	return keys{
		queue: tag + "queue", items: tag + "items",
		due:    [3]string{tag + "due:answer", tag + "due:notice", tag + "due:broadcast"},
		flight: tag + "flight", seen: tag + "seen", handles: tag + "handles", named: tag + "named", seq: tag + "seq",
	}
}

func (k keys) all() []string {
	return []string{k.queue, k.items, k.due[0], k.due[1], k.due[2], k.flight, k.seen, k.handles, k.named, k.seq}
}
