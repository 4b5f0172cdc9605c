package view_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/publisher"
)

// TestWhatWasWithdrawnIsNotQuotedWhenItEndsAgain: it was withdrawn as about a private person, opened again by one reviewer,
// and then ends without an approval.
func TestWhatWasWithdrawnIsNotQuotedWhenItEndsAgain(t *testing.T) {
	t.Parallel()
	down := &claim.TakenDown{Reason: claim.WithdrawnPrivate, Version: 2}
	again := &claim.Reopened{}
	s := texts(t).For(claim.English)
	for name, end := range map[string][]claim.Event{
		"still open": nil,
		"undecided":  {&claim.Undecided{Verdict: &consensus.Verdict{Voters: 5}}},
		"merged":     {&claim.MergedInto{Into: "ZZZZZZ"}},
	} {
		c := outThen(true, append([]claim.Event{down, again}, end...)...)
		r := c.Public()
		said := map[string]string{"/mine": view.Headline(s, r)}
		if len(end) > 0 {
			var sent post
			an := notify.New(&sent, texts(t), claim.DefaultPolicy())
			require.NoError(t, an.Post(t.Context(), "post", verification.Subscription{Address: "-100", Languages: []claim.Language{claim.English}}, c))
			for _, o := range sent {
				said["channel "+string(o.Action)] = o.Text
			}
			said["digest"] = view.DigestLine(s, r)
			said["bulletin"] = publisher.Item(r, claim.English, 90).Quote
			said["SMS"] = view.SMSResult(s, r, false)
			said["/status of a stranger"] = view.Status(s, c, "stranger", view.Progress{})
		}
		for where, text := range said {
			if strings.Contains(text, "Ерлан") {
				t.Errorf("%s, %s: %s", name, where, text)
			}
		}
	}
}
