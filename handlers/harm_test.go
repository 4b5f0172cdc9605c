package handlers

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
)

// post keeps what is sent.
type post []bot.Outgoing

func (p *post) Send(_ context.Context, out ...bot.Outgoing) error {
	*p = append(*p, out...)
	return nil
}

func (p *post) Recall(context.Context, bot.About) error { return nil }

func (p *post) Moved(context.Context, int64, int64, []string) error { return nil }

func (p *post) Silence(context.Context, int64) error { return nil }

// words is all that is to be read in what was sent.
func (p *post) words() string {
	var b strings.Builder
	for _, o := range *p {
		b.WriteString(o.Text + "\n")
		for _, row := range o.Buttons {
			for _, button := range row {
				b.WriteString(button.Text + "\n")
			}
		}
	}
	return b.String()
}

func texts(t *testing.T) *locale.Texts {
	t.Helper()
	all, err := locale.New()
	require.NoError(t, err)
	return all
}

// everywhere says a claim to everybody who may hear of it: who asked, who is asked, two channels, a reviewer, the log.
func everywhere(t *testing.T, c *verification.Claim) string {
	t.Helper()
	var sent post
	a := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy())
	ctx := t.Context()
	person := verification.Person{ID: "v", Address: "1", Language: verification.English}
	sub := verification.Subscription{Address: "-100", Languages: []verification.Language{verification.English, verification.Russian}}
	require.NoError(t, a.Ask(ctx, "1", person, c))
	require.NoError(t, a.Close(ctx, "2", person, c))
	if c.Status.Ended() {
		require.NoError(t, a.Tell(ctx, "3", verification.Asker{Address: "2", Language: verification.Kyrgyz}, c))
		require.NoError(t, a.Post(ctx, "4", sub, c))
		require.NoError(t, a.Digest(ctx, "5", sub, []*verification.Claim{c}))
	}
	require.NoError(t, a.Alert(ctx, "6", person, c, verification.Corrected, "tag"))
	return sent.words()
}

// named is an identity claim whose result is a name.
func named() *verification.Claim {
	at := time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	verdict := consensus.Verdict{Answer: "1", Confidence: .95, Voters: 5, For: 5}
	facts := []verification.Fact{
		{Kind: verification.Received, Content: &verification.Content{
			Text: "Who is he?", Media: []verification.Media{{Kind: "photo", Ref: "f1"}, {Kind: "video", Ref: "f2"}},
		}},
		{Kind: verification.Opened, Question: verification.Identity},
		{Kind: verification.Asked, Whom: []verification.PersonID{"proposer"}},
		{Kind: verification.Answered, By: "proposer", Text: "Vikram Ruzakhunov"},
		{Kind: verification.Evidenced, By: "proposer", Evidence: &verification.Evidence{Link: "https://example.org/vikram-ruzakhunov"}},
		{Kind: verification.Decided, Verdict: &verdict},
		{Kind: verification.Published, Verdict: &verdict, Count: 1},
	}
	for i := range facts {
		facts[i].At = at
	}
	return verification.Replay("K7Q2MX", facts, len(facts), nil)
}

func TestAResultWithoutTheNameGivesItNowhere(t *testing.T) {
	t.Parallel()
	c := named()
	said := func() string {
		var sent post
		a := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy())
		ctx := t.Context()
		require.NoError(t, a.Close(ctx, "2", verification.Person{Address: "1"}, c))
		require.NoError(t, a.Tell(ctx, "3", verification.Asker{Address: "2", Language: verification.Kyrgyz}, c))
		sub := verification.Subscription{Address: "-100", Languages: verification.Languages}
		require.NoError(t, a.Post(ctx, "4", sub, c))
		require.NoError(t, a.Digest(ctx, "5", sub, []*verification.Claim{c}))
		return strings.ToLower(sent.words())
	}
	require.Contains(t, said(), "ruzakhunov")
	c.Nameless = true
	require.NotContains(t, said(), "ruzakhunov")
}

func TestPersonalDataGoNowhere(t *testing.T) {
	t.Parallel()
	const phone = "+7 701 123 45 67"
	for name, put := range map[string]func(c *verification.Claim){
		"in the question": func(c *verification.Claim) { c.Content.Text = "Call " + phone },
		"in an answer":    func(c *verification.Claim) { c.Candidates[0].Text = "Vikram, " + phone },
		"in evidence":     func(c *verification.Claim) { c.Evidence[0].Link = "https://wa.me/77011234567" },
		"as evidence":     func(c *verification.Claim) { c.Evidence[0].Link = "write to " + phone },
		"in a correction": func(c *verification.Claim) { c.Version, c.Note = 2, "now under "+phone },
		"in where it was": func(c *verification.Claim) { c.Status, c.ShownBy = verification.StatusScreening, "ask "+phone },
		"in what is proposed": func(c *verification.Claim) {
			c.Status = verification.StatusOpen
			c.Candidates[0].Text = "Vikram, " + phone
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := named()
			c.Asked = map[verification.PersonID]verification.Ask{"v": {Confirm: true}}
			put(c)
			said := everywhere(t, c)
			require.NotContains(t, said, "123 45 67")
			require.NotContains(t, said, "77011234567")
			require.Contains(t, said, c.Code.String())
		})
	}
}

func TestCardsSayNothingOfWhoSentIt(t *testing.T) {
	t.Parallel()
	for _, kind := range []bot.OriginKind{bot.FromUser, bot.FromHidden, bot.FromChat, bot.FromChannel} {
		c := named()
		c.Askers = []verification.Asker{{Person: "kanareika", Address: "6543219871", Language: verification.Kazakh}}
		c.Content.Origin = &verification.Origin{Kind: string(kind), ID: "6543219872", Name: "Канарейкина", Username: "kanareika_user"}
		said := everywhere(t, c)
		for _, secret := range []string{"kanareika", "654321987"} {
			require.NotContains(t, said, secret, kind)
		}
		require.Equal(t, kind == bot.FromChannel, strings.Contains(said, "Канарейкина"), "a channel is public; %s", kind)
	}
}

func TestProposalsAreNotOnAReviewersCard(t *testing.T) {
	t.Parallel()
	c := named()
	c.Votes = map[verification.PersonID]verification.Vote{"a": {Answer: "1", Text: "Vikram Ruzakhunov"}}
	s := texts(t).For(verification.English)
	for status, sealed := range map[verification.Status]bool{
		verification.StatusOpen: true, verification.StatusScreening: true, verification.StatusDecided: false,
	} {
		c.Status = status
		text, _ := view.ReviewCard(s, verification.DefaultPolicy(), c, "reviewer")
		require.Equal(t, sealed, !strings.Contains(string(text), "Ruzakhunov"), status)
		require.Contains(t, text, "Who is he?")
	}
}

func TestWhatNobodyShouldHaveSeenIsTakenBack(t *testing.T) {
	t.Parallel()
	for status, back := range map[verification.Status]int{
		verification.StatusRefused: 2, verification.StatusTakenDown: 2, verification.StatusPublished: 0, verification.StatusUndecided: 0,
	} {
		var sent post
		a := NewAnnouncer(&sent, texts(t), verification.DefaultPolicy())
		c := named()
		require.NoError(t, a.Ask(t.Context(), "ask", verification.Person{Address: "1"}, c))
		files := map[string]bool{}
		for _, o := range sent {
			if len(o.Media) > 0 {
				files[o.Handle] = true
			}
		}
		c.Status, sent = status, nil
		require.NoError(t, a.Close(t.Context(), "close", verification.Person{Address: "1"}, c))
		deleted := 0
		for _, o := range sent {
			if o.Action == bot.Delete {
				require.True(t, files[o.Handle], "it is the message with the file")
				deleted++
			}
		}
		require.Equal(t, back, deleted, status)
	}
}

// TestACorrectionIsAsProminentAsTheResult: whoever saw the result sees it, scrolling back or reading on.
func TestACorrectionIsAsProminentAsTheResult(t *testing.T) {
	t.Parallel()
	sub := verification.Subscription{Address: "-100", Languages: verification.Languages}
	result := func(change func(c *verification.Claim)) (edits, messages []bot.Outgoing) {
		var sent post
		c := named()
		change(c)
		require.NoError(t, NewAnnouncer(&sent, texts(t), verification.DefaultPolicy()).Post(t.Context(), "1", sub, c))
		for _, o := range sent {
			if o.Action == bot.Edit {
				edits = append(edits, o)
			} else {
				messages = append(messages, o)
			}
		}
		return edits, messages
	}
	_, first := result(func(*verification.Claim) {})
	require.Len(t, first, 1)
	for name, change := range map[string]func(c *verification.Claim){
		"corrected": func(c *verification.Claim) { c.Version = 2 },
		"withdrawn": func(c *verification.Claim) {
			c.Status, c.Withdrawn = verification.StatusTakenDown, verification.WithdrawnWrong
		},
	} {
		edits, messages := result(change)
		require.Len(t, edits, 1, name)
		require.Len(t, messages, 1, name)
		require.Equal(t, first[0].Handle, edits[0].Handle)
		require.Equal(t, first[0].Handle, messages[0].ReplyToHandle)
		require.Equal(t, first[0].Silent, messages[0].Silent)
		require.Equal(t, first[0].Priority, messages[0].Priority)
		require.Contains(t, messages[0].Text, edits[0].Text, "all of it")
		for _, l := range verification.Languages {
			require.Contains(t, messages[0].Text, texts(t).For(l).T("result.correction"), name)
		}
	}
}

func TestCustodyIsSaidWithTheResult(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{true, false} {
		c := named()
		c.Custody = held
		for _, l := range verification.Languages {
			s := texts(t).For(l)
			label := s.T("result.custody")
			require.Equal(t, held, strings.Contains(view.Result(s, c.Public()), label))
			for _, c.Status = range []verification.Status{verification.StatusDecided, verification.StatusPublished} {
				card, _ := view.ReviewCard(s, verification.DefaultPolicy(), c, "reviewer")
				require.Equal(t, held, strings.Count(string(card), label) == 1)
			}
		}
	}
}

func TestWhatMayHoldHiddenDataIsKnown(t *testing.T) {
	t.Parallel()
	h := &Handlers{Options: Options{Cleanable: func(m bot.Media) bool { return m.MIME == "image/jpeg" }}}
	for _, x := range []struct {
		m             bot.Media
		origin        bot.OriginKind
		clean, hidden bool
	}{
		{m: bot.Media{Kind: bot.Document, MIME: "image/jpeg"}, clean: true},
		{m: bot.Media{Kind: bot.Document, MIME: "application/pdf"}, hidden: true},
		{m: bot.Media{Kind: bot.Document, MIME: "application/pdf"}, origin: bot.FromChannel, hidden: true},
		{m: bot.Media{Kind: bot.Photo}},
		{m: bot.Media{Kind: bot.Voice}},
		{m: bot.Media{Kind: bot.VideoNote}},
	} {
		m := &bot.Message{Media: []bot.Media{x.m}}
		if x.origin != "" {
			m.Origin = &bot.Origin{Kind: x.origin, At: time.Now()}
		}
		got := h.contentOf(m).Media[0]
		require.Equal(t, []bool{x.clean, x.hidden}, []bool{got.Clean, got.Hidden}, "%+v", x)
	}
}
