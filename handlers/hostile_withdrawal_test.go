package handlers

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/gazette"
)

// What was withdrawn as about a private person, was reopened by one reviewer, and then ends without anybody's approval: it is
// quoted again, to channels as an edit of "withdrawn" and as a new message, in bulletins, digests, SMS, to who asked.
func TestHostileReopenedWithdrawnEndsAndIsQuoted(t *testing.T) {
	t.Parallel()
	down := verification.Fact{Kind: verification.TakenDown, Answer: string(verification.WithdrawnPrivate), Count: 2}
	again := verification.Fact{Kind: verification.Reopened}
	s := texts(t).For(verification.English)
	for name, end := range map[string][]verification.Fact{
		"still open": nil,
		"undecided":  {{Kind: verification.Undecided, Verdict: &consensus.Verdict{Voters: 5}}},
		"merged":     {{Kind: verification.MergedInto, Into: "ZZZZZZ"}},
	} {
		c := outThen(true, append([]verification.Fact{down, again}, end...)...)
		r := c.Public()
		said := map[string]string{"/mine": headline(s, r)}
		if len(end) > 0 {
			var sent post
			an := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy())
			require.NoError(t, an.Post(t.Context(), "post", verification.Subscription{Address: "-100", Languages: []verification.Language{verification.English}}, c))
			for _, o := range sent {
				said["channel "+string(o.Action)] = o.Text
			}
			said["digest"] = digestLine(s, r)
			said["bulletin"] = gazette.Item(r, verification.English, 90).Quote
			said["SMS"] = smsResult(s, r, false)
			said["/status of a stranger"] = (&talk{Handlers: New(Options{}), Speaker: s, by: verification.Person{ID: "stranger"}}).statusOf(c)
		}
		for where, text := range said {
			if strings.Contains(text, "Ерлан") {
				t.Errorf("%s, %s: %s", name, where, text)
			}
		}
	}
}

// What waits in the outbox for a sealed asker, and what tells somebody that their claim was parted from another, is no news:
// a withdrawal meanwhile does not take it back, and it is delivered after it.

// A suggested correction of a name: its note is published, and stands on no reviewer's card.

// Files of a claim that is not about a name go out as an album without a handle: a withdrawal leaves them with the volunteers.
