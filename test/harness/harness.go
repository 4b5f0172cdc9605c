// Package harness has what the tests of the whole bot share, whether it runs within the test or as a process.
package harness

import (
	"bytes"
	"regexp"
	"sync"
	"time"
)

// OperatorID is the operator's, at Telegram.
const OperatorID = 4411

// Longest is how long anything may take by the clock on the wall. It is no promise of the bot's: a machine may do much else.
const Longest = 3 * time.Minute

// SMSSecret is the word by which the phone that carries SMS is known.
const SMSSecret = "a-word-of-the-test"

// Keys are always the same, so that codes and tags in the conversations are.
const Keys = `rastau keys v1
name AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
seal 0a0b0c0d 2026-01-02 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=
`

// SigningKey signs bulletins.
const SigningKey = `bulletin-key v1
secret 2021-12-01T00:00:00Z AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
public RSTK1:TK03:0: UB52LW3Z.R ATUFO16DM3RKUJ3V1*Y3O:GDE2%C6FE0VAS
`

// Code is what the code of a claim looks like.
var Code = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}\b`)

// Log is a log that the bot writes while the test reads.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write adds to the log.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String returns what was written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
