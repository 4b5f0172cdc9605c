// Package claim has the aggregate of the domain: a claim, what has happened to it, and every rule about what may happen next.
//
// A [Claim] is what its ledger of [Event] values makes of it: [Replay] applies them one by one. A method that decides something
// checks the rules, records an event and applies it, so that a claim that lives and one that is replayed cannot differ. The package
// is pure. The time is passed in, nothing is stored, and nobody is notified: that is for package verification.
package claim
