package outbox

import "strconv"

// keys are the Redis keys of one partition, all in one hash slot. A chat is named by its pseudonym, and an item by its chat, a growing
// number, and its priority: "pseudonym:000000000000042:2". The names of news also contain a [label] for the scripts.
type keys struct {
	queue    string    // ZSET, all scores 0, so that items are in the order of chat and number
	items    string    // HASH item → header and sealed message
	due      [4]string // ZSET chat → when its turn is, one for each priority; not while its message is on its way
	flight   string    // ZSET chat → until when its message counts as on its way
	rest     string    // ZSET chat → when its next turn may be, when nothing waits for it
	seen     string    // ZSET hash of chat and key → when it was queued
	messages string    // HASH chat:handle → sealed message id
	named    string    // ZSET chat:handle or chat:subject → until when it is kept
	seq      string    // the last number of an item
	told     string    // HASH chat:subject → the first and the last version that may have reached the chat: "3.7"
	news     string    // ZSET chat → since when news wait for it that a digest can take
	silent   string    // SET of chats to which nothing is sent, under a pseudonym that they have nowhere else

	later string // ZSET item → when it is tried again; meanwhile what waits behind it goes
	held  string // HASH chat → how often it was tried while the bot may not write there, and since when in ms: "3.1641480000000"

	deaths     string // HASH item → of how many deaths it is guilty if it is found on its way, see deadly.go
	quarantine string // STREAM of messages that were set aside, as they were queued, each with its chat
}

const leaseKey = "{outbox}:lease"

func keysOf(partition int) keys {
	tag := "{out:" + strconv.Itoa(partition) + "}:"
	return keys{
		queue: tag + "queue", items: tag + "items",
		due:    [4]string{tag + "due:answer", tag + "due:correction", tag + "due:notice", tag + "due:broadcast"},
		flight: tag + "flight", rest: tag + "rest", seen: tag + "seen", messages: tag + "handles", named: tag + "named", seq: tag + "seq",
		told: tag + "told", news: tag + "news", silent: tag + "silent", deaths: tag + "deaths", quarantine: tag + "quarantine",
		later: tag + "later", held: tag + "held",
	}
}

func (k keys) all() []string {
	return []string{
		k.due[0], k.due[1], k.due[2], k.due[3], k.queue, k.items, k.flight, k.rest, k.seen, k.messages, k.named, k.seq, k.told, k.news, k.quarantine, k.silent,
		k.later, k.held,
	}
}
