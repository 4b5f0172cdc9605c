// Package redisstore keeps claims, people, queues and subscriptions in Redis: it is a [verification.Store].
//
// Names of people are the pseudonyms that the domain uses; everything else is sealed, each value bound to its key and
// field. A claim's ledger is a list that only grows: each entry is sealed together with the digest of the entry before
// it, so that none can be changed, moved or left out unseen. Every step that must be whole is one script in one hash
// slot; the scripts stand beside their methods, the key names in keys.go.
package redisstore
