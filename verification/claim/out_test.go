package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation"
)

const (
	teacher = moderation.Foreign("учитель физики нашей школы поджёг акимат")
	named   = moderation.Foreign("Нурлан Ахметов поджёг акимат")
)

// outOf is a published result on a private person, which says no; the asker said that it is about one if said.
func outOf(t *testing.T, text moderation.Foreign, said bool) *Claim {
	t.Helper()
	c := about(t, Truth, text)
	if said {
		require.NoError(t, c.MarkPrivate(t0, "", "asker", PrivateByAsker, ""))
	}
	require.True(t, c.Private())
	return approve(t, agree(t, c, False))
}

// TestNobodyAddsWordsToWhatIsOut: whatever one reviewer says of the person, no word comes into the quote that two approved without it.
func TestNobodyAddsWordsToWhatIsOut(t *testing.T) {
	t.Parallel()
	later := t0.Add(3 * time.Hour)
	for name, does := range map[string]func(c *Claim) error{
		"names nobody":      func(c *Claim) error { return c.QuoteWhole(later, "", "reviewer3") },
		"a dash":            func(c *Claim) error { return c.MarkPrivate(later, "", "reviewer3", PrivateByReviewer, "–") },
		"a word to hide":    func(c *Claim) error { return c.MarkPrivate(later, "", "reviewer3", PrivateByReviewer, "физики") },
		"a word not there":  func(c *Claim) error { return c.MarkPrivate(later, "", "reviewer3", PrivateByReviewer, "мост") },
		"no word":           func(c *Claim) error { return c.MarkPrivate(later, "", "reviewer3", PrivateByReviewer, "") },
		"where it was said": func(c *Claim) error { return c.NoteNamed(later, "", "reviewer3", "Хабар, 9 января") },
		"an official": func(c *Claim) error {
			_ = c.SayOfficial(later, "", "reviewer3", small)
			return c.SayOfficial(later, "", "reviewer4", small)
		},
		"another answer": func(c *Claim) error {
			_ = c.MarkPrivate(later, "", "reviewer3", PrivateByReviewer, "физики")
			_ = c.Correct(later, "", "reviewer1", Unproven, "", small)
			_ = c.Correct(later, "", "reviewer2", Unproven, "", small)
			c.Tick(later.Add(time.Hour), small)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := outOf(t, teacher, true)
			require.Empty(t, c.Public().Quote.String(), "two approved it so")
			_ = does(c)
			require.Empty(t, c.Public().Quote.String())
			c = outOf(t, named, false)
			before, edition := c.Public(), c.Edition
			require.NotContains(t, before.Quote.String(), "Ахметов")
			_ = does(c)
			require.NotContains(t, c.Public().Quote.String(), "Ахметов")
			if c.Edition == edition {
				require.Equal(t, before.Digest(), c.Public().Digest(), "in no new version")
			}
		})
	}
}

// TestWhatIsOutIsOpenedByNobodysWord: reviewers say so of a draft, which others then approve.
func TestWhatIsOutIsOpenedByNobodysWord(t *testing.T) {
	t.Parallel()
	c := outOf(t, named, false)
	require.ErrorIs(t, c.QuoteWhole(t0.Add(3*time.Hour), "", "reviewer3"), NotOpen)
	require.ErrorIs(t, c.SayOfficial(t0.Add(3*time.Hour), "", "reviewer3", small), NotOpen)
	byTwo(t, func(by PersonID) error { return c.Reopen(t0.Add(3*time.Hour), string(by), by, small) })
	require.NoError(t, c.QuoteWhole(t0.Add(4*time.Hour), "", "reviewer3"))
	byTwo(t, func(by PersonID) error { return c.SayOfficial(t0.Add(4*time.Hour), "o"+string(by), by, small) })
	require.False(t, c.Private())
	require.NotContains(t, c.Public().Quote.String(), "Ахметов", "until another result is published")
}

// letters are what stands in a text, by word.
func wordsIn(text moderation.Masked) []string { return strings.Fields(text.String()) }

// TestWhatIsOutNeverChangesUnsaid plays what people can do to a result that is out: when it reads otherwise, that is a new edition, and no
// word, source or picture comes in that was not approved.
func TestWhatIsOutNeverChangesUnsaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		q := rapid.SampledFrom([]Question{Truth, Identity, Place}).Draw(r, "question")
		text := rapid.SampledFrom([]moderation.Foreign{teacher, named, "Мост закрыт", "Викрам Рузахунов сжёг акимат, рузахуновду көрсөтүштү"}).Draw(r, "text")
		c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker", Address: "1", Language: Russian}})
		c.Record(&Received{
			Meta:     Meta{At: t0},
			Language: Russian, Content: &Content{
				Text: text, Media: []Media{{Kind: "photo", Ref: "face"}}, Origin: &Origin{Kind: originChannel, Name: rapid.SampledFrom([]moderation.Foreign{"Хабар", "Викрам LIVE"}).Draw(r, "title")},
			},
		})
		require.NoError(r, c.Open(t0, "", q, small))
		c.Ask(t0, crowd(6), small)
		reviewers := []PersonID{"reviewer1", "reviewer2", "reviewer3"}
		now := t0
		for i := range rapid.IntRange(20, 60).Draw(r, "length") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 31, 600}).Draw(r, "minutes")) * time.Minute)
			before, edition, status, approvals := c.Public(), c.Edition, c.Status, slices.Clone(c.ApprovedBy)
			waited := c.PublishAt
			reviewer, who, cause := rapid.SampledFrom(reviewers).Draw(r, "reviewer"), rapid.SampledFrom(crowd(6)).Draw(r, "who"), fmt.Sprint(i)
			event := rapid.IntRange(0, 19).Draw(r, "event")
			switch event {
			case 0, 1, 2, 3:
				reply := Reply{Choice: rapid.SampledFrom([]string{False, False, True}).Draw(r, "answer")}
				switch q {
				case Identity:
					reply = Reply{Text: rapid.SampledFrom([]moderation.Foreign{"Викрам Рузахунов", "Vikram Ruzahunov"}).Draw(r, "name")}
				case Place:
					reply = Reply{Text: rapid.SampledFrom([]moderation.Foreign{"Алматы", "Алматы", "Асхат Беков"}).Draw(r, "place")}
				}
				if rapid.Bool().Draw(r, "late") {
					reply.At = t0.Add(2 * time.Minute)
				}
				_ = c.Answer(now, cause, who, reply, VoterWeight{Reliability: .7, InviteCohort: string(who)}, small)
			case 4, 5:
				link := moderation.Foreign("https://example.org/" + rapid.StringMatching(`[a-z]{3}`).Draw(r, "path"))
				_ = c.AddEvidence(now, cause, who, &Evidence{Link: link}, rapid.SampledFrom([]EvidenceBasis{"", IsMe, FoundSource}).Draw(r, "knowing"), small)
			case 6:
				_ = c.AddEvidence(now, cause, who, nil, rapid.SampledFrom([]EvidenceBasis{IsMe, FoundSource}).Draw(r, "knowing"), small)
			case 7:
				_ = c.MarkPrivate(now, cause, reviewer, PrivateByReviewer, rapid.SampledFrom([]moderation.Foreign{"", "акимат", "–", "Хабар"}).Draw(r, "words"))
			case 8:
				_ = c.MarkPrivate(now, cause, who, rapid.SampledFrom([]PrivateBy{PrivateByVolunteer, PrivateByAsker}).Draw(r, "as"), "")
			case 9:
				_ = c.QuoteWhole(now, cause, reviewer)
			case 10:
				_ = c.SayOfficial(now, cause, reviewer, small)
			case 11:
				_ = c.NoteNamed(now, cause, reviewer, "Хабар, 9 января")
			case 12:
				_ = c.AllowPicture(now, cause, reviewer)
			case 13:
				_ = c.LabelCustody(now, cause, reviewer)
			case 14:
				_ = c.Flag(now, cause, who, Minor, VoterWeight{InviteCohort: string(who)})
			case 15:
				_ = c.Reopen(now, cause, reviewer, small)
			case 16:
				c.Tick(now, small)
			case 17:
				_ = c.Appeal(now, cause, who, "это не так", true)
			default:
				_ = c.Approve(now, cause, reviewer, Consent{Clears: true, Nameless: rapid.IntRange(0, 3).Draw(r, "nameless") == 0}, small)
			}
			after := c.Public()
			if status == StatusPublished && c.Status == StatusPublished && before.Digest() != after.Digest() {
				require.Greater(r, c.Edition, edition, "event %d: %v, then %v", event, before, after)
			}
			if before.Edition > 0 && before.Status == StatusPublished && c.Status == StatusPublished {
				require.Subset(r, append(wordsIn(before.Quote), moderation.Hidden, ""), maskedAside(wordsIn(before.Quote), wordsIn(after.Quote)), "event %d", event)
				require.Subset(r, append(before.Links, ""), append(after.Links, ""))
				require.Subset(r, []Media{before.Picture, {}}, []Media{after.Picture})
			}
			if status == StatusDecided && c.Status == StatusDecided && !waited.IsZero() && c.PublishAt.IsZero() && c.HeldFor == "" {
				require.Less(r, len(c.ApprovedBy), small.Policy.Approvals(c), "event %d: it waits for ever, approved by %v as by %v", event, c.ApprovedBy, approvals)
			}
			require.Equal(r, after, Replay(c.Code, c.fresh, 0, c.Requesters).Public(), "the ledger says the same")
		}
	})
}

// maskedAside leaves out the words of which something was hidden.
func maskedAside(_, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(w, "▒") })
}

// TestNoLinkComesInThatWasNotChosen: when the giver of one of the sources takes it back, no other one comes in its place.
func TestNoLinkComesInThatWasNotChosen(t *testing.T) {
	t.Parallel()
	for _, q := range []Question{Truth, Identity} {
		t.Run(string(q), func(t *testing.T) {
			t.Parallel()
			c := asked(t, q)
			reply := Reply{Choice: False}
			if q.Open() {
				reply = Reply{Text: "Викрам Рузахунов"}
			}
			for i, id := range crowd(3) {
				require.NoError(t, c.Answer(t0, "", id, reply, VoterWeight{Reliability: .7}, small))
				switch i {
				case 0:
					require.NoError(t, c.AddEvidence(t0, "", id, &Evidence{Link: "https://example.org/one"}, FoundSource, small))
				case 1:
					for n := range 3 {
						require.NoError(t, c.AddEvidence(t0, "", id, &Evidence{Link: moderation.Foreign(fmt.Sprintf("https://example.org/b%d", n))}, FoundSource, small))
					}
				}
			}
			approved := c.Draft().Links
			require.Len(t, approved, 3)
			require.NoError(t, c.AddEvidence(t0, "", "a", nil, IsMe, small))
			require.Equal(t, approved[1:], c.Draft().Links)
			require.NoError(t, c.AddEvidence(t0, "", "a", nil, FoundSource, small))
			require.Equal(t, approved[1:], c.Draft().Links, "what was taken back stays out")
			require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{}, small))
			if q == Identity {
				require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
				c.Tick(t0.Add(time.Hour), small)
			}
			require.Equal(t, StatusPublished, c.Status)
			require.Equal(t, approved[1:], c.Public().Links)
		})
	}
}

// whoIs is the published result of a question who somebody is, with that text and from a channel of that title, without the name if
// nameless.
func whoIs(t *testing.T, text, title moderation.Foreign, nameless bool) Release {
	t.Helper()
	c := fresh()
	c.Content.Text, c.Content.Origin = text, &Origin{Kind: originChannel, Name: title}
	require.NoError(t, c.Open(t0, "chosen", Identity, small))
	c.Ask(t0, crowd(3), small)
	for _, id := range crowd(3) {
		require.NoError(t, c.Answer(t0, "", id, Reply{Text: "Викрам Рузахунов"}, VoterWeight{Reliability: .7}, small))
	}
	require.NoError(t, c.Approve(t0, "", "reviewer1", Consent{Nameless: nameless}, small))
	require.NoError(t, c.Approve(t0, "", "reviewer2", Consent{}, small))
	c.Tick(t0.Add(time.Hour), small)
	require.Equal(t, StatusPublished, c.Status)
	require.Equal(t, nameless, c.Public().Words.Empty())
	return c.Public()
}

// TestAWithheldNameStandsNowhere, in no case and alphabet: neither in the quote nor in the title of the channel.
func TestAWithheldNameStandsNowhere(t *testing.T) {
	t.Parallel()
	for _, text := range []moderation.Foreign{
		"говорят, это викрам рузахунов, он пианист", "показали пианиста рузахунова и сказали, что ему заплатили", "ВИКРАМ РУЗАХУНОВ признался",
		"Vikram Ruzahunov признался", "Рузахуновду көрсөтүштү", "рузахуновтың досы айтты", "ruzakhunovs friend says so",
	} {
		q := strings.ToLower(whoIs(t, text, "Хабар", true).Quote.String())
		require.Contains(t, q, "▒", text)
		require.NotContains(t, q, "рузах", text)
		require.NotContains(t, q, "ruza", text)
	}
	for _, title := range []moderation.Foreign{"Викрам Рузахунов LIVE", "vikram.ruzakhunov", "Рузахуновду бошоткула", "Хабар"} {
		require.Empty(t, whoIs(t, "Бұл кім?", title, true).Source.String(), title)
	}
	require.Equal(t, "Хабар", whoIs(t, "Бұл кім?", "Хабар", false).Source.String())
	require.Empty(t, whoIs(t, "Бұл кім?", "Асхат Беков жаңалықтары", false).Source.String(), "somebody else")
}

// TestHiddenWordsStandInNoTitle: what a reviewer hides is hidden in the title of the channel, too.
func TestHiddenWordsStandInNoTitle(t *testing.T) {
	t.Parallel()
	c := about(t, Truth, "пекарь раздавал хлеб на площади")
	c.Content.Origin = &Origin{Kind: originChannel, Name: "подслушано: пекарь"}
	require.NoError(t, c.MarkPrivate(t0, "", "reviewer9", PrivateByReviewer, "пекарь"))
	r := approve(t, agree(t, c, False)).Public()
	require.NotContains(t, r.Quote.String(), "пекарь")
	require.Contains(t, r.Quote.String(), "хлеб")
	require.NotContains(t, r.Source.String(), "пекарь")
	require.Contains(t, r.Source.String(), "подслушано")
}

// TestNoNameIsPublishedUnderAnAccusation: what the asker says of the person is not read beside the name. What the channel said that showed
// them is what is asked about.
func TestNoNameIsPublishedUnderAnAccusation(t *testing.T) {
	t.Parallel()
	const (
		accuses    = moderation.Foreign("Вот террорист, который убил полицейского и сжёг акимат. Кто это?")
		confession = moderation.Foreign("Задержанный в Алматы: «Мне пообещали деньги за участие в беспорядках»")
	)
	for name, c := range map[string]struct {
		text    moderation.Foreign
		origin  *Origin
		shownBy moderation.Foreign
		quoted  bool
	}{
		"the asker's own":                    {accuses, nil, "Хабар", false},
		"somebody's":                         {accuses, &Origin{Kind: "user", Name: "Хабар"}, "Хабар", false},
		"of a channel that did not show him": {accuses, &Origin{Kind: originChannel, Name: "Охота"}, "Хабар, 9 января", false},
		"of no known channel":                {accuses, &Origin{Kind: originChannel}, "Хабар", false},
		"of the channel that showed him":     {confession, &Origin{Kind: originChannel, Name: "Хабар"}, "Хабар, 09.01.2022", true},
		"where somebody lives":               {"Викрам живёт на Абая 12", &Origin{Kind: originChannel, Name: "Хабар"}, "Хабар", false},
		"nothing bad":                        {"Кто это?", nil, "Хабар", true},
	} {
		for _, nameless := range []bool{false, true} {
			t.Run(fmt.Sprint(name, nameless), func(t *testing.T) {
				t.Parallel()
				x := decided(t, Identity)
				x.Content.Text, x.Content.Origin, x.ShownBy = c.text, c.origin, c.shownBy
				require.NoError(t, x.Approve(t0, "", "reviewer1", Consent{}, small))
				require.NoError(t, x.Approve(t0, "", "reviewer2", Consent{Nameless: nameless}, small))
				x.Tick(t0.Add(time.Hour), small)
				require.Equal(t, StatusPublished, x.Status)
				require.Equal(t, c.quoted, !x.Public().Quote.Empty())
			})
		}
	}
}

// TestTheNoteOfACorrectionAccusesNobody: it waits for the hold, and is for reviewers alone.
func TestTheNoteOfACorrectionAccusesNobody(t *testing.T) {
	t.Parallel()
	for _, note := range []moderation.Foreign{"это сделал террорист, учитель седьмой школы", "он живёт на абая", "he is a terrorist", "бул террорист жасаган"} {
		c := published(t, Truth)
		later := t0.Add(3 * time.Hour)
		byTwo(t, func(by PersonID) error { return c.Correct(later, string(by), by, True, note, small) })
		require.Equal(t, 1, c.Version, "it waits: %s", note)
		c.Tick(c.PublishAt, small)
		require.Equal(t, 2, c.Version)
		require.Empty(t, c.Public().Note.String())
		require.Equal(t, NoteEvidence, c.Public().NoteKind)
		for _, f := range c.fresh {
			bare, err := Encode(Without(f, nil))
			require.NoError(t, err)
			require.NotContains(t, string(bare), string(note), "nobody reads it in the ledger")
		}
	}
	c := published(t, Truth)
	byTwo(t, func(by PersonID) error {
		return c.Correct(t0.Add(3*time.Hour), string(by), by, True, "снято в 2019 году", small)
	})
	require.Equal(t, "снято в 2019 году", c.Public().Note.String())
}

// TestNobodyStrandsWhatIsApproved: who says something that changes nothing voids nothing, and it goes out after its hold.
func TestNobodyStrandsWhatIsApproved(t *testing.T) {
	t.Parallel()
	for name, does := range map[string]func(c *Claim) error{
		"a volunteer": func(c *Claim) error { return c.MarkPrivate(t0, "", "a", PrivateByVolunteer, "") },
		"a flag":      func(c *Claim) error { return c.Flag(t0, "", "a", Minor, VoterWeight{InviteCohort: "1"}) },
		"the asker":   func(c *Claim) error { return c.MarkPrivate(t0, "", "asker", PrivateByAsker, "") },
		"a reviewer":  func(c *Claim) error { return c.SayOfficial(t0, "", "reviewer3", small) },
	} {
		c := agree(t, about(t, Truth, named), False)
		c.Asked["d"] = Ask{State: Waiting}
		byTwo(t, func(by PersonID) error { return c.Approve(t0, "", by, Consent{Clears: true}, small) })
		tag, at := c.DraftTag(), c.PublishAt
		require.NotZero(t, at)
		require.NoError(t, does(c), name)
		require.Equal(t, at, c.PublishAt, name)
		require.Equal(t, tag, c.DraftTag(), name)
		c.Tick(at, small)
		require.Equal(t, StatusPublished, c.Status, name)
	}
}

// TestAWordThatBringsTheRulesHoldsWhatIsApproved, for what was approved reads otherwise by then.
func TestAWordThatBringsTheRulesHoldsWhatIsApproved(t *testing.T) {
	t.Parallel()
	c := agree(t, about(t, Truth, named), False)
	byTwo(t, func(by PersonID) error { return c.Approve(t0, "", by, Consent{Clears: true}, small) })
	require.NotZero(t, c.PublishAt)
	require.NoError(t, c.MarkPrivate(t0, "", "reviewer3", PrivateByReviewer, "акимат"))
	require.Empty(t, c.ApprovedBy)
	require.Zero(t, c.PublishAt)
}

// TestAWordThatHidesNothingOpensNothing: a text in which nobody found what to hide is quoted only when a reviewer says that it names nobody.
func TestAWordThatHidesNothingOpensNothing(t *testing.T) {
	t.Parallel()
	for _, words := range []moderation.Foreign{"–", "мост", "..."} {
		c := about(t, Truth, teacher)
		require.NoError(t, c.MarkPrivate(t0, "", "reviewer9", PrivateByReviewer, words))
		agree(t, c, False)
		require.Empty(t, c.Draft().Quote.String(), words)
	}
}

// TestALateNameBringsTheRulesForPeople to what was undecided, which late answers decide; what is out it does not change.
func TestALateNameBringsTheRulesForPeople(t *testing.T) {
	t.Parallel()
	const name = moderation.Foreign("его закрыл Асхат Беков")
	c := about(t, Truth, "Мост закрыт")
	require.NoError(t, c.Answer(t0, "", "a", Reply{Choice: False}, VoterWeight{Reliability: .7}, small))
	end := c.Deadline.Add(time.Second)
	c.Tick(end, small)
	require.Equal(t, StatusUndecided, c.Status)
	require.NoError(t, c.Answer(end.Add(time.Minute), "", "b", Reply{Choice: False, At: t0.Add(time.Minute)}, VoterWeight{Reliability: .7}, small))
	require.NoError(t, c.AddEvidence(end.Add(time.Minute), "", "b", &Evidence{Text: name}, "", small))
	require.True(t, c.Private())

	c = agree(t, about(t, Truth, "Мост закрыт"), False)
	c.Asked["d"] = Ask{At: t0, State: Waiting}
	require.NoError(t, c.Approve(t0.Add(time.Hour), "", "reviewer1", Consent{}, small))
	before := c.Public()
	require.NoError(t, c.Answer(t0.Add(2*time.Hour), "", "d", Reply{Choice: False, At: t0.Add(time.Minute)}, VoterWeight{Reliability: .7}, small))
	require.NoError(t, c.AddEvidence(t0.Add(2*time.Hour), "", "d", &Evidence{Text: name}, "", small))
	require.Equal(t, before, c.Public(), "one volunteer changes nothing that is out")
	byTwo(t, func(by PersonID) error { return c.Reopen(t0.Add(3*time.Hour), string(by), by, small) })
	require.True(t, c.Private(), "once it is asked again")
}
