package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/publisher"
)

// everyFormat is a result in every format in which anybody may come to read it who does not work on the claim.
func everyFormat(t *testing.T, c *claim.Claim) string {
	t.Helper()
	var all strings.Builder
	for l, s := range speakers(t) {
		var sent post
		a := notify.New(&sent, texts(t), claim.DefaultPolicy()).Linked("rastau_bot")
		sub := verification.Subscription{Address: "-100", Languages: []claim.Language{l}}
		require.NoError(t, a.Close(t.Context(), "close", claim.Person{ID: "v", Address: "1", Language: l}, c))
		for _, to := range []claim.Requester{{Address: "2", Language: l}, {Address: "3", Language: l, Via: "ZZZZZZ"}, {Address: "4", Language: l, Sealed: []byte{1}}} {
			require.NoError(t, a.Tell(t.Context(), "tell", to, c))
		}
		require.NoError(t, a.Post(t.Context(), "post", sub, c))
		require.NoError(t, a.Digest(t.Context(), "digest", sub, []*claim.Claim{c}))
		all.WriteString(sent.words())
		for _, o := range sent {
			if o.News != nil {
				all.WriteString(o.News.Line + "\n")
			}
		}
		for _, id := range []claim.PersonID{"asker", "stranger"} {
			all.WriteString(view.Status(s, c, id, view.Progress{}) + "\n")
		}
		r := c.Public()
		all.WriteString(view.Headline(s, r) + "\n" + view.DigestLine(s, r) + "\n" + view.Script(s, r, "rastau_bot", "+1") + "\n")
		for _, latin := range []bool{false, true} {
			all.WriteString(view.SMSResult(s, r, latin) + "\n")
		}
		k := view.Card(s, r, "rastau_bot")
		all.WriteString(strings.Join(append(k.Notes, k.Word, k.Quote, k.Origin, k.Rests, k.Corrected), "\n") + "\n")
		it := publisher.Item(r, l, 90)
		all.WriteString(it.Quote + "\n" + it.Answer + "\n")
		if r.Status == claim.StatusPublished { // a search finds nothing else
			found := view.Found(s, c)
			all.WriteString(found.Title + "\n" + found.Description + "\n" + found.Text + "\n")
		}
	}
	return all.String()
}

// outThen is a claim whose result is, or was never, out, and to which then something happens.
func outThen(out bool, then ...claim.Event) *claim.Claim {
	verdict := consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	facts := []claim.Event{
		&claim.Received{
			Content: &claim.Content{
				Text: "Сосед Ерлан поджёг акимат", Origin: &claim.Origin{Kind: string(bot.FromChannel), Name: "Ерлан террорист"},
			},
		},
		&claim.Opened{Question: claim.Truth},
		&claim.Asked{Whom: []claim.PersonID{"v"}},
		&claim.Answered{Meta: claim.Meta{By: "v"}, Answer: claim.False},
		&claim.Evidenced{Meta: claim.Meta{By: "v"}, Evidence: &claim.Evidence{Link: "https://example.org/erlan"}},
	}
	if out {
		facts = append(facts, &claim.Decided{Verdict: &verdict}, &claim.Published{Verdict: &verdict, Version: 1})
	}
	facts = append(facts, then...)
	for i := range facts {
		facts[i].Head().At = time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	}
	return claim.Replay("K7Q2MX", facts, len(facts), []claim.Requester{{Person: "asker", Address: "2"}})
}

func TestWhatIsWithdrawnIsRepeatedNowhere(t *testing.T) {
	t.Parallel()
	require.Contains(t, everyFormat(t, outThen(true)), "Ерлан", "it is looked for where it would be")
	for _, out := range []bool{true, false} {
		for _, down := range []*claim.TakenDown{
			{Reason: claim.WithdrawnPrivate, Wording: claim.Wording{Words: "Ерлан просит"}, Version: 2},
			{Note: "Ерлан просит", Version: 2}, // of an older ledger
		} {
			said := everyFormat(t, outThen(out, down))
			for _, word := range []string{"Ерлан", "Erlan", "erlan", "акимат", "akimat", "просит"} {
				require.NotContains(t, said, word, "out %t", out)
			}
			require.Contains(t, said, "K7Q-2MX")
			if down.Reason != "" {
				require.Contains(t, said, "private person", "why is said by its kind")
			}
		}
	}
}

// TestAWithdrawalReachesOnlyWhoReadTheResult: for all others it would be the first that they hear of it.
func TestAWithdrawalReachesOnlyWhoReadTheResult(t *testing.T) {
	t.Parallel()
	var sent post
	a := notify.New(&sent, texts(t), claim.DefaultPolicy())
	c := outThen(true, &claim.TakenDown{Reason: claim.WithdrawnWrong, Version: 2})
	require.NoError(t, a.Post(t.Context(), "post", verification.Subscription{Address: "-100", Languages: claim.Languages}, c))
	require.Len(t, sent, 2)
	for _, o := range sent {
		require.True(t, o.News.IfTold)
	}
}

func TestReviewersSeeWhereALinkLeads(t *testing.T) {
	t.Parallel()
	for l, s := range speakers(t) {
		seen := func(e claim.Evidence) string { return strings.Join(view.EvidenceLines(s, e), "\n") }
		require.Contains(t, seen(claim.Evidence{Text: "nationalbank.kz", Link: "https://evil.example/x"}), "https://evil.example/x", l)
		require.Contains(t, seen(claim.Evidence{Link: "https://example.org/%D0%95%D1%80%D0%BB%D0%B0%D0%BD"}), "https://example.org/Ерлан", "nothing hides in codes")
		require.Contains(t, seen(claim.Evidence{Link: "https://bank.kz@evil.example/"}), s.T("review.unpublished"))
	}
}

// TestReviewersReadWordForWordWhatGoesOut, in their own language.
func TestReviewersReadWordForWordWhatGoesOut(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	c := outThen(false, &claim.Decided{Verdict: &verdict},
		&claim.Evidenced{Meta: claim.Meta{By: "v"}, Evidence: &claim.Evidence{Link: "https://example.org/later"}})
	for l, s := range speakers(t) {
		card, rows := view.ReviewCard(s, claim.DefaultPolicy(), c, "reviewer")
		require.Contains(t, card, view.Outcome(s, c.Draft()), l)
		require.Contains(t, card, c.DraftTag())
		require.Contains(t, card, s.T("review.since.out"), "what came since is said to stay out")
		require.NotContains(t, view.Outcome(s, c.Draft()), "later")
		require.Equal(t, callback.Data(callback.Approve, c.Code, c.DraftTag()), rows[0][0].Data)
		require.Equal(t, callback.Data(callback.TakeIn, c.Code, ""), rows[len(rows)-1][0].Data)
	}
}
