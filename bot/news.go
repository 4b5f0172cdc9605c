package bot

// News is what an [Outgoing] tells of something that may have changed by the time it can be delivered. It lets the outbox
// keep to the latest: what waits gives way to a newer version of the same subject, a version that a chat knows is not told
// again, and news that waited for long go out as one digest.
//
// An Edit that is news and has no message to change becomes a new message only in a chat that no version has reached.
type News struct {
	Subject string // what it is about, within its chat
	Version int    // grows with every change of the subject; the same version says the same
	// Part tells the messages of one version apart, of which 0 is the first. They wait and are delivered each by itself,
	// and give way to a newer version together.
	Part int
	// Whole says that the parts mean nothing without each other: when one of them cannot be sent in any form, those that wait are
	// dropped, and whoever asked for them is told.
	Whole bool `cbor:",omitempty"`
	// IfTold keeps it from chats that no earlier version has reached: it means something only to those who know that one.
	IfTold bool

	// Repeats lets the same version be told again; only while it waits it is not queued a second time.
	Repeats bool

	// Mark is HTML that goes before Text or Line where an earlier version has reached the chat.
	Mark string
	// Line is HTML, what a digest says instead of Text. Without it the news are not put into digests.
	Line    string
	Heading string // HTML, what a digest begins with
	// Together puts it into a digest with whatever else waits, also when nothing is late. Text may then be empty.
	Together bool
}
