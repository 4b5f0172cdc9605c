// Package verification is the domain: claims, the people who check them, and the verdicts that follow.
//
// A [Claim] is what its ledger says. Each thing that happens to it is a [Fact]; facts are appended and never changed, and
// a claim is the fold of them ([Replay]). The methods of Claim decide which facts follow from a wish ("vote false", "the
// lease ran out") or refuse it with a [Refusal]; they are pure, so that every rule can be tested by itself:
//
//	received → open (asked in rounds) → decided → approved → published → corrected, …
//	                                  ↘ undecided at the deadline
//
// A [Desk] is where the wishes arrive. It loads a claim, lets it decide, appends the facts on condition that nobody else
// did meanwhile, and then settles them: asks the next people, tells those who asked, posts to the channels. Settling can
// be cut short anywhere and is then done again, from the same facts, with the same keys.
//
// The package knows neither Telegram nor Redis: [Ledger], [People], [Work], [Channels] and [Invites] are what it needs of
// a store (redisstore has them), [Announcer] is how it speaks to people (handlers has it).
package verification
