package handlers

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/screening"
)

// TestAReviewCardFitsIntoAMessage: Telegram refuses what is longer, and then nobody could read, let alone approve, the draft.
func TestAReviewCardFitsIntoAMessage(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: verification.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	var later []verification.Fact
	later = append(later, verification.Fact{Kind: verification.Decided, Verdict: &verdict})
	for i := range 20 {
		later = append(later, verification.Fact{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{
			Text: screening.Foreign(strings.Repeat("слово ", 40)), Link: screening.Foreign("https://example.org/" + strings.Repeat("x", 200) + string(rune('a'+i))),
		}})
	}
	c := outThen(false, later...)
	card, _ := view.ReviewCard(texts(t).For(verification.English), verification.DefaultPolicy(), c, "reviewer")
	require.LessOrEqual(t, len(utf16.Encode([]rune(view.Plain(string(card))))), 4096)
}

func TestReviewersReadEveryAddressThatIsPublished(t *testing.T) {
	t.Parallel()
	s := texts(t).For(verification.English)
	lines := view.EvidenceLines(s, verification.Evidence{Link: "https://t.me/%2B77011234567"})
	require.Contains(t, strings.Join(lines, "\n"), s.T("review.unpublished"))
}

// TestAPostFitsIntoAMessage: three long links and a long quote, in a channel of four languages.
func TestAPostFitsIntoAMessage(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: verification.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	long := func(c string) screening.Foreign {
		return screening.Foreign("https://example.org/" + strings.Repeat(c, 270))
	}
	facts := []verification.Fact{
		{Kind: verification.Received, Content: &verification.Content{Text: screening.Foreign(strings.Repeat("слово ", 300))}},
		{Kind: verification.Opened, Question: verification.Truth},
		{Kind: verification.Asked, Whom: []verification.PersonID{"v"}},
		{Kind: verification.Answered, By: "v", Answer: verification.False},
		{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{Link: long("a")}},
		{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{Link: long("b")}},
		{Kind: verification.Evidenced, By: "v", Evidence: &verification.Evidence{Link: long("c")}},
		{Kind: verification.Decided, Verdict: &verdict},
		{Kind: verification.Published, Verdict: &verdict, Count: 1},
	}
	c := verification.Replay("K7Q2MX", facts, len(facts), nil)
	var sent post
	require.NoError(t, NewAnnouncer(&sent, texts(t), verification.DefaultPolicy()).Post(t.Context(), "post",
		verification.Subscription{Address: "-100", Languages: verification.Languages}, c))
	for _, o := range sent {
		require.LessOrEqual(t, len(utf16.Encode([]rune(view.Plain(o.Text)))), 4096)
	}
}
