package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
)

// unpublished are claims in every state in which nothing of them was ever out.
func unpublished() (all []*claim.Claim) {
	for _, status := range []claim.Status{
		claim.StatusScreening, claim.StatusOpen, claim.StatusStopped, claim.StatusDecided, claim.StatusUndecided, claim.StatusTakenDown,
	} {
		c := named()
		c.Status, c.Version, c.OutAt, c.Content.Text = status, 0, time.Time{}, "Соседа Ерлана забрали ночью"
		c.Withdrawn = claim.WithdrawnPrivate
		c.Content.Origin = &claim.Origin{Kind: string(bot.FromChannel), Name: "Ерлан и соседи"}
		all = append(all, c)
	}
	return all
}

// offered is all that somebody is shown who sent something like a claim.
func offered(t *testing.T, r verification.Reception, c *claim.Claim) (said post) {
	t.Helper()
	for _, s := range speakers(t) {
		pictures, text, rows := view.Offer(s, r.Claim.Code, []view.Like{{Claim: c, Shared: r.Shared(c), Alike: matching.Join}}, "", 1)
		said = append(append(said, pictures...), bot.Outgoing{Text: text, Buttons: rows})
	}
	return said
}

func TestNobodyIsShownWhatOthersSent(t *testing.T) {
	t.Parallel()
	sent := claim.Content{Text: "соседа забрали", Media: []claim.Media{{Kind: "photo", Ref: "own", Same: "same"}}}
	r := verification.Reception{Claim: &claim.Claim{Code: "ZZZZZZ", Content: sent}}
	for _, c := range unpublished() {
		c.Pictured = true
		c.Content.Media[0].Same = "same"
		said := offered(t, r, c)
		require.NotContains(t, said.words(), "Ерлан", c.Status)
		require.NotContains(t, said.words(), c.Code.String(), c.Status)
		require.Contains(t, said.words(), "соседа забрали", "what they wrote themselves")
		for _, o := range said {
			require.Empty(t, o.Media, c.Status)
		}
	}
	c := named()
	c.Content.Media[0].Same = "same"
	for _, pictured := range []bool{false, true} { // what is out can be read; seen only if a reviewer lets it
		c.Pictured = pictured
		said := offered(t, r, c)
		require.Contains(t, said.words(), "Who is he?")
		require.Equal(t, pictured, len(said[0].Media) > 0)
	}
}

func TestWhatWasNeverOutIsQuotedOnlyToWhoSentIt(t *testing.T) {
	t.Parallel()
	for _, c := range unpublished() {
		if !c.Status.Ended() {
			continue
		}
		told := func(to claim.Requester) string {
			var sent post
			a := notify.New(&sent, texts(t), claim.DefaultPolicy())
			require.NoError(t, a.Tell(t.Context(), "1", to, c))
			if sent[0].News != nil {
				return sent.words() + sent[0].News.Line
			}
			return sent.words()
		}
		own, joined := claim.Requester{Address: "1"}, claim.Requester{Address: "2", Via: "ZZZZZZ"}
		sealed := claim.Requester{Address: "3", Sealed: []byte{1}} // of whom it is not known how they came
		require.Equal(t, c.Status == claim.StatusUndecided, strings.Contains(told(own), "Ерлан"), c.Status)
		require.NotContains(t, told(joined), "Ерлан", c.Status)
		require.NotContains(t, told(sealed), "Ерлан", c.Status)
		require.Contains(t, told(joined), c.Code.String())

		c.Requesters = []claim.Requester{{Person: "own"}, {Person: "joined", Via: "ZZZZZZ"}, {Sealed: []byte{1}}}
		for id, read := range map[claim.PersonID]bool{"own": c.Status == claim.StatusUndecided, "joined": false, "stranger": false, "": false} {
			require.Equal(t, read, strings.Contains(view.Status(texts(t).For(claim.Russian), c, id, view.Progress{}), "Ерлан"), "%s, %q", c.Status, id)
		}
		c.Version, c.OutAt = 1, time.Now()
		require.Equal(t, c.Status == claim.StatusUndecided, strings.Contains(told(joined), "забрали"), "it was out, and is not withdrawn")
	}
}

func TestHowManyAskedIsSaidFromThreeOn(t *testing.T) {
	t.Parallel()
	for others := range 5 {
		into := named()
		into.Status, into.Requesters = claim.StatusOpen, make([]claim.Requester, others)
		for i := range into.Requesters {
			into.Requesters[i].Person = claim.PersonID(rune('a' + i))
		}
		for l, s := range speakers(t) {
			text, _ := view.Joined(s, verification.Reception{Claim: &claim.Claim{}, Into: into}, false)
			require.Equal(t, others >= 3, text != s.T("seen.alone", "Code", into.Code, "Question", s.T("ask.identity")), "%s, %d", l, others)
		}
	}
}

func TestReviewersReadWhatTheAskerSaid(t *testing.T) {
	t.Parallel()
	codes := []claim.Code{"AAAAAA", "BBBBBB"}
	for l, s := range speakers(t) {
		said := func(c claim.Claim) string { return strings.Join(view.Likenesses(s, &c), "\n") }
		both := "AAA-AAA, BBB-BBB"
		require.Empty(t, said(claim.Claim{}))
		require.Empty(t, said(claim.Claim{Apart: true}), l)
		require.Equal(t, s.T("review.offered", "Codes", both), said(claim.Claim{Offered: codes}))
		require.Equal(t, s.T("review.offered.none", "Codes", both), said(claim.Claim{Offered: codes, Apart: true}))
		require.Equal(t, s.T("review.offered.picked", "Code", "BBB-BBB"), said(claim.Claim{Offered: codes, Picked: "BBBBBB"}))
		require.Equal(t, s.T("review.offered.none", "Codes", both), said(claim.Claim{Offered: codes, Picked: "BBBBBB", Apart: true}))
		require.Empty(t, said(claim.Claim{Offered: codes, Picked: "BBBBBB", JoinedBy: claim.ByAsker}))
	}
}

// What was joined before its asker said what they want to know can be looked at like all others.
func TestWhatWasNeverAskedHasACard(t *testing.T) {
	t.Parallel()
	c := named()
	c.Question, c.Status, c.Version, c.Into = "", claim.StatusMerged, 0, "ZZZZZZ"
	for _, s := range speakers(t) {
		card, _ := view.ReviewCard(s, claim.DefaultPolicy(), c, "reviewer")
		for _, text := range []string{string(card), string(view.Reasoning(s, verification.Reasons{Claim: c})), view.Result(s, c.Public()), view.Headline(s, c.Public())} {
			require.Contains(t, text, s.T("question.choose"))
		}
	}
	require.NotPanics(t, func() { everywhere(t, c) })
}

// A question with nothing else in it is one to askedIn as well.
