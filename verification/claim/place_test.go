package claim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
)

// TestWhatIsNoPlaceIsForReviewersAlone: whatever else is written as an answer to "Where and when?" reaches no volunteer and no reader.
func TestWhatIsNoPlaceIsForReviewersAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []moderation.Foreign{
		"Асхат Беков, террорист, работает в депо на Жамбыла", "Алматы, Асхат Беков", "Алматы, Абая 12, кв. 7", "Askhat Bekov burned it", "at my neighbour's",
		"Асхат Беков өртеді", "Асхат Беков өрттөдү", "https://example.org/askhat", "@askhat_bekov", "+7 701 123 45 67", "Тараз, дом Асхата", "там, где живёт сосед",
	} {
		c := asked(t, Place)
		for i, id := range crowd(3) {
			require.NoError(t, c.Answer(t0, string(id), id, Reply{Text: text}, VoterWeight{Reliability: .7}, small), i)
		}
		require.Empty(t, c.Candidates, text)
		require.Equal(t, []string{NoneOfThese}, c.Answers())
		require.NotEqual(t, StatusDecided, c.Status, text)
		for _, f := range c.commit() {
			bare, err := Encode(Without(f, nil))
			require.NoError(t, err)
			require.NotContains(t, string(bare), string(text), "what is no place can be erased")
		}
	}
}

func TestPlacesAreOneInEveryLanguage(t *testing.T) {
	t.Parallel()
	c := asked(t, Place)
	for i, text := range []moderation.Foreign{"Алматы, площадь Республики", "Almaty, Republic Square", "Алматы, Республика алаңы"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: text}, VoterWeight{Reliability: .7}, small))
	}
	require.Len(t, c.Candidates, 1)
	require.Equal(t, StatusDecided, c.Status)
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
	require.Equal(t, "Алматы, площадь Республики", c.Public().WordsIn(Russian).String())
	require.Equal(t, "Almaty, Republic Square", c.Public().WordsIn(English).String())
	require.Equal(t, c.Public(), Replay(c.Code, c.fresh, 0, c.Requesters).Public())
}

// TestYesterdayIsKeptAsADay: also when the ledger is read again a year later.
func TestYesterdayIsKeptAsADay(t *testing.T) {
	t.Parallel()
	c := asked(t, Place)
	for i, text := range []moderation.Foreign{"в Алматы вчера", "Алматыда кеше", "Almaty, yesterday"} {
		require.NoError(t, c.Answer(t0, "", crowd(3)[i], Reply{Text: text}, VoterWeight{Reliability: .7}, small))
	}
	require.Len(t, c.Candidates, 1)
	require.Equal(t, "Almaty, "+t0.Add(5*time.Hour).AddDate(0, 0, -1).Format("2 January 2006"), c.Candidates[0].Text.String())
	require.Equal(t, c.Candidates, Replay(c.Code, c.fresh, 0, c.Requesters).Candidates)
}

// TestAReviewerSaysWhichPlaceIsMeant and approves nothing of that claim any more.
func TestAReviewerSaysWhichPlaceIsMeant(t *testing.T) {
	t.Parallel()
	c := asked(t, Place)
	for i, text := range []moderation.Foreign{"Тараз", "Тараз", "Тараз", "у старого моста"} {
		c.Ask(t0, crowd(6), small)
		_ = c.Answer(t0, "", crowd(6)[i], Reply{Text: text}, VoterWeight{Reliability: .7}, small)
	}
	require.Equal(t, StatusDecided, c.Status)
	c.Asked["d"] = Ask{State: Waiting}
	require.NoError(t, c.Answer(t0, "", "d", Reply{Text: "у старого моста"}, VoterWeight{Reliability: .7}, small))
	require.ErrorIs(t, c.PutInPlace(t0, "", "reviewer1", "d", "у Асхата Бекова", small), NoPlace)
	require.ErrorIs(t, c.PutInPlace(t0, "", "a", "d", "Тараз", small), Involved)
	require.NoError(t, c.PutInPlace(t0, "", "reviewer1", "d", "Тараз", small))
	require.Equal(t, "1", c.Votes["d"].Answer)
	require.ErrorIs(t, c.Approve(t0, "", "reviewer1", Consent{}, small), Involved)
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
}

// TestOldPlacesInFreeTextAreShownOnlyIfTheyAreKnown: ledgers of before still load and mean the same.
func TestOldPlacesInFreeTextAreShownOnlyIfTheyAreKnown(t *testing.T) {
	t.Parallel()
	for text, want := range map[moderation.Foreign]string{"Алматы": "Алматы", "Асхат Беков, работает в депо": ""} {
		c := asked(t, Place)
		for _, id := range crowd(3) {
			c.Record(&Answered{Meta: Meta{At: t0, By: id}, Text: text, Weight: .7})
		}
		c.Record(&Decided{Meta: Meta{At: t0}, Verdict: &consensus.Verdict{Answer: "1"}})
		c.Record(&Published{Meta: Meta{At: t0}, Verdict: &consensus.Verdict{Answer: "1"}, Version: 1})
		require.Equal(t, StatusPublished, c.Status)
		require.Equal(t, text, c.AnswerText(c.Verdict.Answer))
		require.Equal(t, want, c.Public().WordsIn(Russian).String())
		require.Equal(t, want == "", c.Public().Words.Empty())
	}
}

func TestProposedNamesHaveAForm(t *testing.T) {
	t.Parallel()
	for text, why := range map[moderation.Foreign]error{
		"Викрам Рузахунов": nil, "vikram ruzakhunov": nil, "Викрам Рузахунов, пианист": nil, "Асан Усен уулу": nil, "Әсел Нұрланқызы": nil, "В. Рузахунов": nil,
		"Vikram Ruzakhunov, jazz pianist from Bishkek": nil, "пианист из Бишкека Викрам Рузахунов": nil,
		"Асан Усенов, террорист": Accusing, "Асан Усенов, flat 7 on Abay 12": Locating, "Асан Усенов @asan": Locating, "Асан Усенов asan.kz": Locating,
		"Асан Усенов, +7 701 1234567": Locating, "Асан Усенов был там вместе с другими": NameOnly, "Асан Усенов Бакыт Алиев Данияр": NameOnly,
	} {
		require.ErrorIs(t, checkName(text), why, text)
	}
}

func TestAddressesTellNothingOfPeople(t *testing.T) {
	t.Parallel()
	private := &Claim{Question: Truth, Privacy: Privacy{On: true}}
	named := &Claim{Question: Identity, Candidates: []Candidate{{ID: "1", Text: "Викрам Рузахунов"}}}
	named.Verdict.Answer = "1"
	for link, tells := range map[moderation.Foreign][2]bool{
		"https://example.org/jazz": {false, false}, "https://example.org/concert-2019": {false, false}, "https://azattyq.org/a/31658123.html": {false, false},
		"https://example.org/vikram-ruzakhunov": {true, false}, "https://example.org/vikram-ruzakhunov-killer": {true, true},
		"https://example.org/askhat-bekov": {true, true}, "https://askhat-bekov.kz/": {true, true}, "https://t.me/askhat_bekov": {true, true},
		"https://example.org/?q=%D0%90%D1%81%D1%85%D0%B0%D1%82+%D0%91%D0%B5%D0%BA%D0%BE%D0%B2":                                      {true, true},
		"https://example.org/%25D0%2590%25D1%2581%25D1%2585%25D0%25B0%25D1%2582-%25D0%2591%25D0%25B5%25D0%25BA%25D0%25BE%25D0%25B2": {true, true},
	} {
		require.Equal(t, tells[0], private.tells(link), link)
		require.Equal(t, tells[1], named.tells(link), link)
	}
	require.False(t, (&Claim{Question: Truth}).tells("https://example.org/askhat-bekov"))
}
