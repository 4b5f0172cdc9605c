package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/moderation"
)

// akimat is what a frightened person, or somebody who hunts, asks by "Is it true?".
const akimat = "Правда ли, что акимат сжёг Асхат Беков?"

// about is a claim that says that, about which that is asked.
func about(t *testing.T, q Question, text moderation.Foreign, media ...Media) *Claim {
	t.Helper()
	c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker", Address: "1", Language: Russian}})
	c.Record(&Received{Meta: Meta{At: t0, Cause: "sent"}, Language: Russian, Content: &Content{Text: text, Media: media}})
	require.NoError(t, c.Open(t0, "chosen", q, small))
	c.Ask(t0, crowd(small.Policy.RoundSize), small)
	return c
}

// agree has the first three who were asked give an answer.
func agree(t *testing.T, c *Claim, answer string) *Claim {
	t.Helper()
	for _, id := range crowd(3) {
		reply := Reply{Choice: answer}
		if c.Question.Open() {
			reply = Reply{Text: moderation.Foreign(answer)}
		}
		require.NoError(t, c.Answer(t0.Add(time.Minute), "answer."+string(id), id, reply, VoterWeight{Reliability: 2. / 3}, small))
	}
	return c
}

// approve has two reviewers say that the result clears the person, and the hold pass.
func approve(t *testing.T, c *Claim) *Claim {
	t.Helper()
	at := t0.Add(time.Hour)
	require.NoError(t, c.Approve(at, "1", "reviewer1", Consent{Clears: true}, small))
	require.Equal(t, StatusDecided, c.Status)
	require.Zero(t, c.PublishAt, "one is not enough")
	require.NoError(t, c.Approve(at, "2", "reviewer2", Consent{Clears: true}, small))
	require.Equal(t, at.Add(small.Policy.Hold), c.PublishAt)
	c.Tick(c.PublishAt.Add(-time.Millisecond), small)
	require.Equal(t, StatusDecided, c.Status)
	c.Tick(c.PublishAt, small)
	require.Equal(t, StatusPublished, c.Status)
	return c
}

func TestANameInATextBringsTheRulesForPeople(t *testing.T) {
	t.Parallel()
	const rumour = "Правда, что мост закрыт?"
	for name, c := range map[string]func(t *testing.T) *Claim{
		"in the claim":   func(t *testing.T) *Claim { return about(t, Truth, akimat) },
		"where and when": func(t *testing.T) *Claim { return about(t, Place, "Где живёт Асхат Беков?") },
		"in evidence": func(t *testing.T) *Claim {
			c := about(t, Truth, rumour)
			require.False(t, c.Private())
			require.NoError(t, c.Answer(t0, "1", "a", Reply{Choice: True}, VoterWeight{}, small))
			require.NoError(t, c.AddEvidence(t0, "2", "a", &Evidence{Text: "его закрыл Асхат Беков"}, "", small))
			return c
		},
		"in an address": func(t *testing.T) *Claim {
			c := about(t, Truth, rumour)
			require.NoError(t, c.Answer(t0, "1", "a", Reply{Choice: True}, VoterWeight{}, small))
			link := moderation.Foreign("https://example.org/%D0%90%D1%81%D1%85%D0%B0%D1%82_%D0%91%D0%B5%D0%BA%D0%BE%D0%B2")
			require.NoError(t, c.AddEvidence(t0, "2", "a", &Evidence{Link: link}, "", small))
			return c
		},
		"in an answer": func(t *testing.T) *Claim {
			c := about(t, Place, "Где это?")
			require.False(t, c.Private())
			require.NoError(t, c.Answer(t0, "1", "a", Reply{Text: "Асхат Беков, террорист, работает в депо"}, VoterWeight{}, small))
			return c
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.True(t, c(t).Private())
		})
	}
	require.False(t, about(t, Truth, rumour).Private())
	require.False(t, about(t, Truth, rumour).AboutPerson())
	require.True(t, opened(t, Identity).AboutPerson())
	require.False(t, opened(t, Identity).Private(), "who somebody is has rules of its own")
}

func TestOneWordBringsTheRulesForPeople(t *testing.T) {
	t.Parallel()
	for as, by := range map[PrivateBy]PersonID{PrivateByAsker: "asker", PrivateByVolunteer: "a", PrivateByReviewer: "reviewer9"} {
		c := about(t, Truth, "Сосед сжёг акимат")
		require.NoError(t, c.MarkPrivate(t0, "mark", by, as, ""))
		require.True(t, c.Private(), as)
		agree(t, c, False)
		require.ErrorIs(t, c.Approve(t0.Add(time.Hour), "0", "reviewer1", Consent{}, small), SayClears)
		approve(t, c)
		require.Empty(t, c.Public().Quote.String(), "nobody knows which words give them away")
	}
	c := about(t, Truth, "Сосед сжёг акимат")
	require.ErrorIs(t, c.MarkPrivate(t0, "mark", "stranger", PrivateByVolunteer, ""), NotAsked)
	require.NoError(t, c.MarkPrivate(t0, "mark", "asker", PrivateByAsker, ""))
	for _, f := range c.commit() {
		require.NotEqual(t, PersonID("asker"), f.Head().By, "the ledger does not say who asked")
	}
}

func TestAFlagAfterAnApprovalVoidsIt(t *testing.T) {
	t.Parallel()
	c := agree(t, about(t, Truth, "Сосед сжёг акимат", Media{Kind: "photo", Ref: "face"}), False)
	require.NoError(t, c.MarkPrivate(t0, "mark", "a", PrivateByVolunteer, ""))
	require.NoError(t, c.Approve(t0.Add(time.Hour), "1", "reviewer1", Consent{Clears: true}, small))
	require.NoError(t, c.MarkPrivate(t0, "words", "reviewer3", PrivateByReviewer, "сосед"))
	require.Empty(t, c.ApprovedBy, "what they approved reads otherwise")
	approve(t, c)
}

func TestAClaimAboutSomebodyIsQuotedWithoutTheName(t *testing.T) {
	t.Parallel()
	c := approve(t, agree(t, about(t, Truth, akimat, Media{Kind: "photo", Ref: "face"}), False))
	r := c.Public()
	require.NotContains(t, r.Quote.String(), "Беков")
	require.NotContains(t, r.Quote.String(), "Асхат")
	require.Contains(t, r.Quote.String(), "акимат")
	require.ErrorIs(t, c.AllowPicture(t0, "p", "reviewer1"), AboutPrivate)
	require.False(t, c.Picturable())
	x := matching.New([32]byte{1}, pictures.DefaultLimits())
	require.NoError(t, x.Put(string(c.Code), c.Features(x)))
	require.NotEmpty(t, x.Results("акимат сжёг", 5))
	require.Empty(t, x.Results("Асхат Беков", 5), "nobody finds it by the name")

	require.NoError(t, c.MarkPrivate(t0.Add(3*time.Hour), "more", "reviewer3", PrivateByReviewer, "акимат"))
	require.Equal(t, 2, c.Version, "what is out is published anew")
	require.NotContains(t, c.Public().Quote.String(), "акимат")
	require.Equal(t, NotePrivate, c.Public().NoteKind)
	require.False(t, c.Corrected, "that makes no answer the truth")
}

func TestWhatVolunteersReadOfAPrivatePerson(t *testing.T) {
	t.Parallel()
	c := about(t, Truth, akimat, Media{Kind: "photo", Ref: "face"})
	require.Contains(t, c.ToVolunteers().Quote.String(), "Беков", "a hint cannot tell a minister from a neighbour")
	require.NoError(t, c.MarkPrivate(t0, "1", "a", PrivateByVolunteer, ""))
	require.NotContains(t, c.ToVolunteers().Quote.String(), "Беков")
	require.Contains(t, c.ToReviewers().Quote.String(), "Беков")
	require.ErrorIs(t, c.NoteNamed(t0, "2", "asker", "Хабар 24, 9 января"), Involved)
	require.ErrorIs(t, c.NoteNamed(t0, "3", "reviewer1", "?"), SayWhere)
	require.NoError(t, c.NoteNamed(t0, "4", "reviewer1", "Хабар 24, 9 января"))
	require.Contains(t, c.ToVolunteers().Quote.String(), "Беков", "what is public can be checked")
	require.NotContains(t, c.Public().Quote.String(), "Беков")
}

// TestWhomTheMediaNamedMayBeNamedWhereThatClearsThem: that is what this bot is for.
func TestWhomTheMediaNamedMayBeNamedWhereThatClearsThem(t *testing.T) {
	t.Parallel()
	c := agree(t, about(t, Truth, akimat), False)
	require.NoError(t, c.NoteNamed(t0, "named", "reviewer1", "Хабар 24, 9 января"))
	approve(t, c)
	require.Contains(t, c.Public().Quote.String(), "Асхат Беков")

	c = agree(t, about(t, Truth, akimat), False)
	require.NoError(t, c.NoteNamed(t0, "named", "reviewer1", "Хабар 24, 9 января"))
	require.NoError(t, c.Approve(t0, "1", "reviewer1", Consent{Clears: true}, small))
	require.NoError(t, c.Approve(t0, "2", "reviewer2", Consent{Clears: true, Nameless: true}, small))
	c.Tick(c.PublishAt, small)
	require.NotContains(t, c.Public().Quote.String(), "Беков", "one reviewer's wish is enough")

	c = agree(t, about(t, Truth, akimat), Unproven)
	require.NoError(t, c.NoteNamed(t0, "named", "reviewer1", "Хабар 24, 9 января"))
	approve(t, c)
	require.NotContains(t, c.Public().Quote.String(), "Беков", "that leaves a suspicion")
}

func TestAVerdictThatWouldAccuseIsGivenToNobody(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{True, Misleading} {
		c := agree(t, about(t, Truth, akimat), answer)
		require.ErrorIs(t, c.Approve(t0, "1", "reviewer1", Consent{Clears: true}, small), WouldAccuse)
		c.Tick(c.Due(), small)
		require.Equal(t, StatusRefused, c.Status)
		require.Equal(t, ToProtect, c.Public().RefusedFor)
		require.Empty(t, c.Public().Answer)
		require.Empty(t, c.PublicTo(Requester{Person: "asker"}, true).Quote.String())
	}
	c := agree(t, about(t, Truth, akimat), True)
	require.NoError(t, c.Protect(t0, "close", "reviewer1"))
	require.Equal(t, StatusRefused, c.Status)

	c = about(t, Truth, akimat)
	c.Tick(c.Deadline, small)
	require.Equal(t, StatusRefused, c.Status, "that nobody could tell would read as a suspicion")

	c = approve(t, agree(t, about(t, Truth, "Асхат Беков играет джаз"), True))
	require.Equal(t, True, c.Public().Answer, "it is neutral")
	require.NotContains(t, c.Public().Quote.String(), "Беков")
}

// TestWhatIsOutIsWithdrawnWhenItTurnsOutToAccuse also when it was approved before by one.
func TestWhatIsOutIsWithdrawnWhenItTurnsOutToAccuse(t *testing.T) {
	t.Parallel()
	c := agree(t, about(t, Truth, "Сосед из пятого дома виноват"), True)
	require.NoError(t, c.Approve(t0, "1", "reviewer1", Consent{}, small))
	require.Equal(t, StatusPublished, c.Status)
	require.NoError(t, c.MarkPrivate(t0, "mark", "reviewer2", PrivateByReviewer, ""))
	require.Equal(t, StatusTakenDown, c.Status)
	require.Equal(t, WithdrawnPrivate, c.Public().Withdrawn)
	require.Empty(t, c.Public().Quote.String())
}

func TestOneSybilClosesNothing(t *testing.T) {
	t.Parallel()
	photo := Media{Kind: "photo", Ref: "face"}
	flags := func(c *Claim, standings ...VoterWeight) *Claim {
		for i, s := range standings {
			require.NoError(t, c.Flag(t0, fmt.Sprint("flag", i), crowd(3)[i], Exposed, s))
		}
		return c
	}
	one, same, two := VoterWeight{InviteCohort: "one"}, VoterWeight{InviteCohort: "one", CollusionGroup: ""}, VoterWeight{InviteCohort: "two"}
	c := flags(about(t, Truth, akimat, photo), one)
	require.Equal(t, StatusOpen, c.Status)
	require.Empty(t, c.Files(), "and still nobody else sees the face")
	require.True(t, c.Waits(), "a reviewer looks")
	require.Equal(t, StatusOpen, flags(about(t, Truth, akimat, photo), one, same).Status, "who came by one invitation is one")
	require.Equal(t, StatusOpen, flags(about(t, Truth, akimat, photo), VoterWeight{InviteCohort: "one", CollusionGroup: "v"}, VoterWeight{InviteCohort: "two", CollusionGroup: "v"}).Status, "who acts together is one")
	require.Equal(t, StatusRefused, flags(about(t, Truth, akimat, photo), one, two).Status)
	require.Equal(t, StatusStopped, flags(about(t, Truth, "", photo), one).Status, "nothing is left to be shown")
	require.Equal(t, StatusStopped, flags(about(t, Place, "Где это?", photo), one).Status)
	require.Equal(t, StatusRefused, flags(about(t, Place, "Где это?", photo), one, two).Status)

	c = flags(about(t, Truth, akimat, photo), one)
	require.NoError(t, c.Release(t0, "let", "reviewer1", small))
	require.NotEmpty(t, c.Files(), "a reviewer looked")
	require.True(t, c.Private())
	require.NoError(t, c.Flag(t0, "x", "b", Exposed, one))
	require.NoError(t, c.Flag(t0, "y", "c", Exposed, two))
	require.Equal(t, StatusOpen, c.Status, "now it takes three")
}

func TestTwoReviewersSayWhoIsNoPrivatePerson(t *testing.T) {
	t.Parallel()
	c := about(t, Truth, "Министр Асхат Беков подал в отставку")
	require.True(t, c.Private())
	require.NoError(t, c.SayOfficial(t0, "1", "reviewer1", small))
	require.ErrorIs(t, c.SayOfficial(t0, "2", "reviewer1", small), AlreadyDone)
	require.ErrorIs(t, c.SayOfficial(t0, "3", "asker", small), Involved)
	require.True(t, c.Private(), "in doubt for the person")
	require.NoError(t, c.SayOfficial(t0, "4", "reviewer2", small))
	require.False(t, c.Private())
	c.hintOfAll(t0)
	require.False(t, c.Private(), "people decided")
	for i, id := range crowd(3) {
		require.False(t, c.Private())
		require.NoError(t, c.MarkPrivate(t0, fmt.Sprint("m", i), id, PrivateByVolunteer, ""))
	}
	require.True(t, c.Private(), "three volunteers say otherwise")
	require.NoError(t, c.SayOfficial(t0, "5", "reviewer1", small))
	require.NoError(t, c.SayOfficial(t0, "6", "reviewer2", small))
	require.NoError(t, c.MarkPrivate(t0, "7", "reviewer3", PrivateByReviewer, ""))
	require.True(t, c.Private(), "one reviewer does")
}

// TestNoOtherPathLeadsRoundTheRulesForPeople tries them.
func TestNoOtherPathLeadsRoundTheRulesForPeople(t *testing.T) {
	t.Parallel()
	c := about(t, Truth, akimat)
	require.ErrorIs(t, c.MakeKnown(t0, "known", "reviewer1", True, true, small), AboutPrivate)

	c = approve(t, agree(t, about(t, Truth, akimat), False))
	at := c.EndedAt
	for _, answer := range []string{True, Misleading} {
		require.ErrorIs(t, c.Correct(at, "c"+answer, "reviewer1", answer, "", small), WouldAccuse)
	}
	require.NoError(t, c.Correct(at, "c1", "reviewer1", Unproven, "Асхат Беков", small))
	require.Equal(t, 1, c.Version, "one alone corrects nothing")
	require.NoError(t, c.Correct(at, "c2", "reviewer2", Unproven, "так говорят свидетели", small))
	require.Equal(t, 1, c.Version, "it waits")
	c.Tick(c.PublishAt, small)
	require.Equal(t, 2, c.Version)
	require.Empty(t, c.Public().Note.String())
	require.Equal(t, NoteEvidence, c.Public().NoteKind)

	byTwo(t, func(by PersonID) error { return c.Reopen(at, string("again"+by), by, small) })
	require.True(t, c.Private(), "also when it is asked again")

	c = published(t, Truth)
	require.NoError(t, c.Correct(t0, "note", "reviewer1", Misleading, "это сделал Асхат Беков", small))
	require.Equal(t, 1, c.Version, "a note that names somebody takes two")
	require.NoError(t, c.Correct(t0, "same", "reviewer2", Misleading, "это сделал Асхат Беков", small))
	c.Tick(c.PublishAt, small)
	require.Equal(t, 2, c.Version)
	require.NotContains(t, c.Public().Note.String(), "Беков")

	c = asked(t, Truth)
	byTwo(t, func(by PersonID) error { return c.MakeKnown(t0, string("known"+by), by, True, true, small) })
	require.NoError(t, c.MarkPrivate(t0, "m", "a", PrivateByVolunteer, ""))
	require.ErrorIs(t, fresh().MarkPrivate(t0, "m", "asker", PrivateByAsker, ""), NotOpen)
}

// TestNoOrderOfEventsNamesAPrivatePersonWithoutTwoReviewersAndTheHold plays all that can happen to a claim that names somebody.
func TestNoOrderOfEventsNamesAPrivatePersonWithoutTwoReviewersAndTheHold(t *testing.T) {
	t.Parallel()
	reviewers := []PersonID{"reviewer1", "reviewer2", "reviewer3"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]moderation.Foreign{akimat, "Асхат Беков играет джаз", "Мост закрыт"}).Draw(t, "text")
		c := Replay("K7Q2MX", nil, 0, []Requester{{Person: "asker", Address: "1", Language: Russian}})
		c.Record(&Received{Meta: Meta{At: t0}, Language: Russian, Content: &Content{Text: text, Media: []Media{{Kind: "photo", Ref: "face"}}}})
		require.NoError(t, c.Open(t0, "", rapid.SampledFrom([]Question{Truth, Place}).Draw(t, "question"), small))
		now := t0
		approved := map[PersonID]time.Time{} // since the draft last changed
		for i := range rapid.IntRange(10, 40).Draw(t, "length") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 10, 31, 600}).Draw(t, "minutes")) * time.Minute)
			cause := fmt.Sprint("cause", i)
			reviewer := rapid.SampledFrom(reviewers).Draw(t, "reviewer")
			who := rapid.SampledFrom(crowd(6)).Draw(t, "who")
			tag, was, out := c.DraftTag(), c.Status, c.Public()
			switch rapid.IntRange(0, 16).Draw(t, "event") {
			case 0, 1:
				c.Ask(now, crowd(6), small)
			case 2, 3, 4:
				reply := Reply{Choice: rapid.SampledFrom([]string{True, False, False, Unproven}).Draw(t, "answer")}
				if c.Question.Open() {
					reply = Reply{Text: rapid.SampledFrom([]moderation.Foreign{"Алматы", "Бишкек"}).Draw(t, "place")}
				}
				_ = c.Answer(now, cause, who, reply, VoterWeight{Reliability: .7, InviteCohort: string(who)}, small)
			case 5:
				e := &Evidence{Text: rapid.SampledFrom([]moderation.Foreign{"Асхат Беков", "мост"}).Draw(t, "evidence"), Link: "https://example.org/askhat-bekov"}
				_ = c.AddEvidence(now, cause, who, e, "", small)
			case 6:
				_ = c.MarkPrivate(now, cause, who, rapid.SampledFrom([]PrivateBy{PrivateByVolunteer, PrivateByAsker}).Draw(t, "as"), "")
			case 7:
				_ = c.MarkPrivate(now, cause, reviewer, PrivateByReviewer, rapid.SampledFrom([]moderation.Foreign{"", "акимат"}).Draw(t, "words"))
			case 8:
				_ = c.QuoteWhole(now, cause, reviewer)
			case 9:
				_ = c.NoteNamed(now, cause, reviewer, "Хабар, 9 января")
			case 10, 11, 12:
				consent := Consent{Clears: rapid.Bool().Draw(t, "clears"), Nameless: rapid.Bool().Draw(t, "nameless")}
				if c.Approve(now, cause, reviewer, consent, small) == nil && c.Private() {
					require.True(t, consent.Clears)
					approved[reviewer] = now
				}
			case 13:
				_ = c.Correct(now, cause, reviewer, rapid.SampledFrom([]string{True, False, Unproven}).Draw(t, "correction"), "Асхат Беков", small)
			case 14:
				_ = c.Reopen(now, cause, reviewer, small)
			case 15:
				_ = c.Flag(now, cause, who, Exposed, VoterWeight{InviteCohort: string(who)})
			default:
				c.Tick(now, small)
			}
			if c.Status == StatusDecided && (was != StatusDecided || tag != c.DraftTag()) {
				for id := range approved {
					if !slices.Contains(c.ApprovedBy, id) {
						delete(approved, id)
					}
				}
			}
			said := c.Public()
			if strings.Contains(said.Quote.String(), "Беков") && c.Private() && c.Version > out.Version {
				require.GreaterOrEqual(t, len(approved), 2)
				for _, at := range approved {
					require.GreaterOrEqual(t, now.Sub(at), small.Policy.Hold)
				}
				require.NotEmpty(t, c.Privacy.NamedIn)
			}
			if said.Status == StatusPublished && c.Private() {
				require.False(t, c.Accuses(said.Answer))
				require.NotContains(t, strings.Join(said.Links, " "), "bekov")
				require.Empty(t, said.Picture.Ref)
			}
			require.NotContains(t, said.Words.String(), "Беков")
			require.NotContains(t, said.Note.String(), "Беков")
			require.Equal(t, c.Public(), Replay(c.Code, c.fresh, 0, c.Requesters).Public(), "the ledger says the same")
		}
	})
}
