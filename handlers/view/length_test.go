package view_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// TestAReviewCardFitsIntoAMessage: Telegram refuses what is longer, and then nobody could read, let alone approve, the draft.
func TestAReviewCardFitsIntoAMessage(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	var later []claim.Event
	later = append(later, &claim.Decided{Verdict: &verdict})
	for i := range 20 {
		later = append(later, &claim.Evidenced{
			Meta: claim.Meta{By: "v"},
			Evidence: &claim.Evidence{
				Text: moderation.Foreign(strings.Repeat("слово ", 40)), Link: moderation.Foreign("https://example.org/" + strings.Repeat("x", 200) + string(rune('a'+i))),
			},
		})
	}
	c := outThen(false, later...)
	card, _ := view.ReviewCard(texts(t).For(claim.English), claim.DefaultPolicy(), c, "reviewer")
	require.LessOrEqual(t, len(utf16.Encode([]rune(view.Plain(string(card))))), 4096)
}

func TestReviewersReadEveryAddressThatIsPublished(t *testing.T) {
	t.Parallel()
	s := texts(t).For(claim.English)
	lines := view.EvidenceLines(s, claim.Evidence{Link: "https://t.me/%2B77011234567"})
	require.Contains(t, strings.Join(lines, "\n"), s.T("review.unpublished"))
}

// TestAPostFitsIntoAMessage: three long links and a long quote, in a channel of four languages.
func TestAPostFitsIntoAMessage(t *testing.T) {
	t.Parallel()
	verdict := consensus.Verdict{Answer: claim.False, Decided: true, Confidence: .95, Voters: 5, For: 5}
	long := func(c string) moderation.Foreign {
		return moderation.Foreign("https://example.org/" + strings.Repeat(c, 270))
	}
	facts := []claim.Event{
		&claim.Received{Content: &claim.Content{Text: moderation.Foreign(strings.Repeat("слово ", 300))}},
		&claim.Opened{Question: claim.Truth},
		&claim.Asked{Whom: []claim.PersonID{"v"}},
		&claim.Answered{Meta: claim.Meta{By: "v"}, Answer: claim.False},
		&claim.Evidenced{Meta: claim.Meta{By: "v"}, Evidence: &claim.Evidence{Link: long("a")}},
		&claim.Evidenced{Meta: claim.Meta{By: "v"}, Evidence: &claim.Evidence{Link: long("b")}},
		&claim.Evidenced{Meta: claim.Meta{By: "v"}, Evidence: &claim.Evidence{Link: long("c")}},
		&claim.Decided{Verdict: &verdict},
		&claim.Published{Verdict: &verdict, Version: 1},
	}
	c := claim.Replay("K7Q2MX", facts, len(facts), nil)
	var sent post
	require.NoError(t, notify.New(&sent, texts(t), claim.DefaultPolicy()).Post(t.Context(), "post",
		verification.Subscription{Address: "-100", Languages: claim.Languages}, c))
	for _, o := range sent {
		require.LessOrEqual(t, len(utf16.Encode([]rune(view.Plain(o.Text)))), 4096)
	}
}
