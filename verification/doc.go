// Package verification is the service around claims: it takes commands, changes claims, and has everybody told who has to know.
//
//	received → open (asked in rounds) → decided → approved → published → corrected, …
//	                                  ↘ undecided at the deadline
//
// A [Service] is where commands arrive ("vote false", "the lease ran out"). It loads a claim (package claim has the rules), lets it
// decide, appends the events that follow on condition that nobody else appended meanwhile, and then sees to their effects: it asks
// the next people, tells those who asked, posts to the channels. Effects can be cut short anywhere and are then done again, from the
// same events, with the same keys.
//
// The package knows neither Telegram nor Redis. The interfaces in store.go are what it needs of a store (redisstore has them); it
// speaks to people through an interface as well (handlers has it).
package verification
