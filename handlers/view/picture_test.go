package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/handlers/card"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

func speakers(t *testing.T) map[claim.Language]locale.Speaker {
	t.Helper()
	texts, err := locale.New()
	require.NoError(t, err)
	all := map[claim.Language]locale.Speaker{}
	for _, l := range claim.Languages {
		all[l] = texts.For(l)
	}
	return all
}

func out(answer string) *claim.Claim {
	return &claim.Claim{
		Code: "K7Q2MX", Question: claim.Truth, Status: claim.StatusPublished, Version: 1,
		OutAt: time.Date(2022, 1, 10, 6, 0, 0, 0, time.UTC), EndedAt: time.Date(2022, 1, 10, 6, 0, 0, 0, time.UTC),
		Content: claim.Content{Text: "Қалаға танктер кірді 🚨 Звоните +7 701 123 45 67", Media: []claim.Media{{Kind: "photo", Ref: "file"}}},
		Verdict: consensus.Verdict{Answer: answer, Confidence: 0.97, Voters: 8, For: 8},
	}
}

func TestCardsSayWhatIsOutAndNoMore(t *testing.T) {
	t.Parallel()
	for l, s := range speakers(t) {
		for _, answer := range claim.TruthAnswers {
			k := view.Card(s, out(answer).Public(), "rastau_bot")
			require.Equal(t, card.Verdict(answer), k.Verdict)
			require.Equal(t, strings.ToUpper(k.Word), k.Word, "%s: %s", l, k.Word)
			require.NotContains(t, k.Quote, "701 123", "what is masked elsewhere is masked here")
			require.NotContains(t, k.Quote, "🚨")
			require.Contains(t, k.Quote, "Қалаға танктер кірді")
			require.Equal(t, "https://t.me/rastau_bot?start=K7Q2MX", k.QR)
			require.NotContains(t, fmt.Sprintf("%#v", k), "<", "%s: markup", l)
			require.NotContains(t, fmt.Sprintf("%#v", k), "&#")
			require.Empty(t, k.Corrected)
		}
		corrected := out(claim.Misleading)
		corrected.Version, corrected.Note, corrected.Custody = 2, "Это снимок 2016 года", true
		k := view.Card(s, corrected.Public(), "rastau_bot")
		require.NotEmpty(t, k.Corrected)
		require.Len(t, k.Notes, 2)
		require.Contains(t, k.Dated, "2")

		withdrawn := out(claim.False)
		withdrawn.Status, withdrawn.Withdrawn = claim.StatusTakenDown, claim.WithdrawnAtWish
		k = view.Card(s, withdrawn.Public(), "rastau_bot")
		require.Equal(t, card.Withdrawn, k.Verdict)
		require.Empty(t, k.Quote, "what is withdrawn is not passed on")

		nameless := out("1")
		nameless.Question, nameless.Nameless = claim.Identity, true
		nameless.Candidates = []claim.Candidate{{ID: "1", Text: "Викрам Рузахунов"}}
		require.NotContains(t, fmt.Sprintf("%#v", view.Card(s, nameless.Public(), "rastau_bot")), "Рузахунов")
		nameless.Nameless = false
		require.Contains(t, view.Card(s, nameless.Public(), "rastau_bot").Word, "Рузахунов")
	}
}

func TestCardsWithoutWords(t *testing.T) {
	t.Parallel()
	s := speakers(t)[claim.English]
	c := out(claim.True)
	c.Content.Text = ""
	require.Contains(t, view.Card(s, c.Public(), "b").Quote, "photo")
	c.Pictured = true
	require.Empty(t, view.Card(s, c.Public(), "b").Quote, "the picture is there to be seen")
	c.Content.Media = nil
	require.NotEmpty(t, view.Card(s, c.Public(), "b").Quote)
	c.Content.Text = "مەكتەپ جابىق"
	require.Contains(t, view.Card(s, c.Public(), "b").Quote, "letters that cannot be shown")
}

// TestScriptsTakeHalfAMinute counts what is read out: people read some 150 words a minute aloud.
func TestScriptsTakeHalfAMinute(t *testing.T) {
	t.Parallel()
	long := out(claim.False)
	long.Content.Text = moderation.Foreign(strings.Repeat("Завтра с утра отключат свет и воду во всём городе. ", 20))
	withdrawn := out(claim.False)
	withdrawn.Status, withdrawn.Withdrawn = claim.StatusTakenDown, claim.WithdrawnWrong
	for l, s := range speakers(t) {
		for _, number := range []string{"", "+77010000000"} {
			n := len(strings.Fields(view.Script(s, long.Public(), "rastau_bot", number)))
			require.GreaterOrEqual(t, n, 45, "%s", l)
			require.LessOrEqual(t, n, 85, "%s: %s", l, view.Script(s, long.Public(), "rastau_bot", number))
		}
		text := view.Script(s, long.Public(), "rastau_bot", "")
		require.Contains(t, text, "10.01.2022")
		require.NotContains(t, text, "<")
		require.NotContains(t, view.Script(s, withdrawn.Public(), "rastau_bot", ""), "танктер")
	}
}

func TestLatestScriptsFitIntoOneMessage(t *testing.T) {
	t.Parallel()
	endless, wordy := out(claim.False), out(claim.False)
	endless.Content.Text = moderation.Foreign(strings.Repeat("😀ә", 2000))
	wordy.Content.Text, wordy.Custody, wordy.Version = moderation.Foreign(strings.Repeat("Экспериментально-просветительский ", 40)), true, 2
	for l, s := range speakers(t) {
		for _, claims := range [][]*claim.Claim{{endless}, {wordy}, {endless, wordy, endless}, {wordy, wordy, wordy}} {
			text := view.Scripts(s, claims, "rastau_bot", "+77010000000")
			n := len(utf16.Encode([]rune(view.Plain(text) + view.Plain(s.T("relay.care")) + view.Plain(s.T("relay.help")))))
			require.LessOrEqual(t, n, 4096, "%s", l)
			require.Equal(t, len(claims), strings.Count(text, "<blockquote>"), "%s: %d", l, n)
		}
		require.Less(t, strings.Count(view.Scripts(s, slices.Repeat([]*claim.Claim{wordy}, 20), "rastau_bot", ""), "<blockquote>"), 10)
	}
}

func TestEveryLetterOfACodeCanBeSaid(t *testing.T) {
	t.Parallel()
	for l, s := range speakers(t) {
		said := map[string]bool{}
		for _, code := range []claim.Code{"012345", "6789AB", "CDEFGH", "JKMNPQ", "RSTVWX", "YZ0000"} {
			for part := range strings.SplitSeq(strings.ReplaceAll(view.Spell(s, code), " – ", ", "), ", ") {
				sign, word, ok := strings.Cut(part, " ")
				require.True(t, ok)
				require.Len(t, sign, 1)
				require.NotEmpty(t, word, "%s: nobody can say %s", l, sign)
				said[word] = true
			}
		}
		require.Len(t, said, 32, "%s: two sound alike", l)
	}
}

func TestSMSFit(t *testing.T) {
	t.Parallel()
	for l, s := range speakers(t) {
		for _, latin := range []bool{false, true} {
			for _, length := range []int{0, 10, 60, 200, 2000} {
				c := out(claim.Misleading)
				c.Content.Text = moderation.Foreign(strings.Repeat("Әуежай жабық дейді. ", length/20+1))
				c.Custody = length%20 == 0
				text := view.SMSResult(s, c.Public(), latin)
				n, gsm := bulletin.Segments(text)
				require.LessOrEqual(t, n, view.SmsParts, "%s: %s", l, text)
				require.Contains(t, text, "K7Q-2MX")
				if latin {
					require.True(t, gsm, "%s: %s", l, text)
				}
			}
			for _, key := range []string{"sms.help", "sms.linked", "sms.forgotten", "sms.set", "refused.not_found", "refused.not_asked", "refused.too_many", "refused.closed"} {
				text := view.InLetters(s, view.Plain(s.T(key)), latin)
				require.True(t, view.FitsSMS(text), "%s, %s: %s", l, key, text)
			}
		}
	}
}
