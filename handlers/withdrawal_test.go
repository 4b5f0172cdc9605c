package handlers

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/gazette"
)

// everyFormat is a result in every format in which anybody may come to read it who does not work on the claim.
func everyFormat(t *testing.T, c *verification.Claim) string {
	t.Helper()
	var all strings.Builder
	for l, s := range speakers(t) {
		var sent post
		a := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy()).Linked("rastau_bot")
		sub := verification.Subscription{Address: "-100", Languages: []verification.Language{l}}
		require.NoError(t, a.Close(t.Context(), "close", verification.Person{ID: "v", Address: "1", Language: l}, c))
		for _, to := range []verification.Asker{{Address: "2", Language: l}, {Address: "3", Language: l, Via: "ZZZZZZ"}, {Address: "4", Language: l, Sealed: []byte{1}}} {
			require.NoError(t, a.Tell(t.Context(), "tell", to, c))
		}
		require.NoError(t, a.Post(t.Context(), "post", sub, c))
		require.NoError(t, a.Digest(t.Context(), "digest", sub, []*verification.Claim{c}))
		all.WriteString(sent.words())
		for _, o := range sent {
			if o.News != nil {
				all.WriteString(o.News.Line + "\n")
			}
		}
		for _, id := range []verification.PersonID{"asker", "stranger"} {
			all.WriteString(view.Status(s, c, id, view.Progress{}) + "\n")
		}
		r := c.Public()
		all.WriteString(view.Headline(s, r) + "\n" + view.DigestLine(s, r) + "\n" + view.Script(s, r, "rastau_bot", "+1") + "\n")
		for _, latin := range []bool{false, true} {
			all.WriteString(view.SMSResult(s, r, latin) + "\n")
		}
		k := view.Card(s, r, "rastau_bot")
		all.WriteString(strings.Join(append(k.Notes, k.Word, k.Quote, k.Origin, k.Rests, k.Corrected), "\n") + "\n")
		it := gazette.Item(r, l, 90)
		all.WriteString(it.Quote + "\n" + it.Answer + "\n")
		if r.Status == verification.StatusPublished { // a search finds nothing else
			found := view.Found(s, c)
			all.WriteString(found.Title + "\n" + found.Description + "\n" + found.Text + "\n")
		}
	}
	return all.String()
}

// outThen is a claim whose result is, or was never, out, and to which then something happens.
func outThen(out bool, then ...verification.Fact) *verification.Claim {
	verdict := consensus.Verdict{Answer: verification.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	facts := []verification.Fact{
		{Kind: verification.Received, Content: &verification.Content{
			Text: "Сосед Ерлан поджёг акимат", Origin: &verification.Origin{Kind: string(bot.FromChannel), Name: "Ерлан террорист"},
		}},
		{Kind: verification.Opened, Question: verification.Truth},
		{Kind: verification.Asked, Whom: []verification.PersonID{"v"}},
		{Kind: verification.Answered, By: "v", Answer: verification.False},
		{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{Link: "https://example.org/erlan"}},
	}
	if out {
		facts = append(facts, verification.Fact{Kind: verification.Decided, Verdict: &verdict}, verification.Fact{Kind: verification.Published, Verdict: &verdict, Count: 1})
	}
	facts = append(facts, then...)
	for i := range facts {
		facts[i].At = time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	}
	return verification.Replay("K7Q2MX", facts, len(facts), []verification.Asker{{Person: "asker", Address: "2"}})
}

func TestWhatIsWithdrawnIsRepeatedNowhere(t *testing.T) {
	t.Parallel()
	require.Contains(t, everyFormat(t, outThen(true)), "Ерлан", "it is looked for where it would be")
	for _, out := range []bool{true, false} {
		for _, down := range []verification.Fact{
			{Kind: verification.TakenDown, Answer: string(verification.WithdrawnPrivate), Words: "Ерлан просит", Count: 2},
			{Kind: verification.TakenDown, Text: "Ерлан просит", Count: 2}, // of an older ledger
		} {
			said := everyFormat(t, outThen(out, down))
			for _, word := range []string{"Ерлан", "Erlan", "erlan", "акимат", "akimat", "просит"} {
				require.NotContains(t, said, word, "out %t", out)
			}
			require.Contains(t, said, "K7Q-2MX")
			if down.Answer != "" {
				require.Contains(t, said, "private person", "why is said by its kind")
			}
		}
	}
}

// TestAWithdrawalReachesOnlyWhoReadTheResult: for all others it would be the first that they hear of it.
func TestAWithdrawalReachesOnlyWhoReadTheResult(t *testing.T) {
	t.Parallel()
	var sent post
	a := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy())
	c := outThen(true, verification.Fact{Kind: verification.TakenDown, Answer: string(verification.WithdrawnWrong), Count: 2})
	require.NoError(t, a.Post(t.Context(), "post", verification.Subscription{Address: "-100", Languages: verification.Languages}, c))
	require.Len(t, sent, 2)
	for _, o := range sent {
		require.True(t, o.News.IfTold)
	}
}

func TestReviewersSeeWhereALinkLeads(t *testing.T) {
	t.Parallel()
	for l, s := range speakers(t) {
		seen := func(e verification.Evidence) string { return strings.Join(view.EvidenceLines(s, e), "\n") }
		require.Contains(t, seen(verification.Evidence{Text: "nationalbank.kz", Link: "https://evil.example/x"}), "https://evil.example/x", l)
		require.Contains(t, seen(verification.Evidence{Link: "https://example.org/%D0%95%D1%80%D0%BB%D0%B0%D0%BD"}), "https://example.org/Ерлан", "nothing hides in codes")
		require.Contains(t, seen(verification.Evidence{Link: "https://bank.kz@evil.example/"}), s.T("review.unpublished"))
	}
}

// TestReviewersReadWordForWordWhatGoesOut, in their own language.
func TestReviewersReadWordForWordWhatGoesOut(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: verification.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	c := outThen(false, verification.Fact{Kind: verification.Decided, Verdict: &verdict},
		verification.Fact{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{Link: "https://example.org/later"}})
	for l, s := range speakers(t) {
		card, rows := view.ReviewCard(s, verification.DefaultPolicy(), c, "reviewer")
		require.Contains(t, card, view.Outcome(s, c.Draft()), l)
		require.Contains(t, card, c.DraftTag())
		require.Contains(t, card, s.T("review.since.out"), "what came since is said to stay out")
		require.NotContains(t, view.Outcome(s, c.Draft()), "later")
		require.Equal(t, callback.Data(callback.Approve, c.Code, c.DraftTag()), rows[0][0].Data)
		require.Equal(t, callback.Data(callback.TakeIn, c.Code, ""), rows[len(rows)-1][0].Data)
	}
}
