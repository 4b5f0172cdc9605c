package view_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
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
func everywhere(t *testing.T, c *claim.Claim) string {
	t.Helper()
	var sent post
	a := notify.New(&sent, texts(t), claim.DefaultPolicy())
	ctx := t.Context()
	person := claim.Person{ID: "v", Address: "1", Language: claim.English}
	sub := verification.Subscription{Address: "-100", Languages: []claim.Language{claim.English, claim.Russian}}
	require.NoError(t, a.Ask(ctx, "1", person, c))
	require.NoError(t, a.Close(ctx, "2", person, c))
	if c.Status.Ended() {
		require.NoError(t, a.Tell(ctx, "3", claim.Requester{Address: "2", Language: claim.Kyrgyz}, c))
		require.NoError(t, a.Post(ctx, "4", sub, c))
		require.NoError(t, a.Digest(ctx, "5", sub, []*claim.Claim{c}))
	}
	require.NoError(t, a.Alert(ctx, "6", person, c, claim.KindCorrected, "tag"))
	return sent.words()
}

// named is an identity claim whose result is a name.
func named() *claim.Claim {
	at := time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	verdict := consensus.Verdict{Answer: "1", Confidence: .95, Voters: 5, For: 5}
	facts := []claim.Event{
		&claim.Received{
			Content: &claim.Content{
				Text: "Who is he?", Media: []claim.Media{{Kind: "photo", Ref: "f1"}, {Kind: "video", Ref: "f2"}},
			},
		},
		&claim.Opened{Question: claim.Identity},
		&claim.Asked{Whom: []claim.PersonID{"proposer"}},
		&claim.Answered{Meta: claim.Meta{By: "proposer"}, Text: "Vikram Ruzakhunov"},
		&claim.Evidenced{Meta: claim.Meta{By: "proposer"}, Evidence: &claim.Evidence{Link: "https://example.org/vikram-ruzakhunov"}},
		&claim.Decided{Verdict: &verdict},
		&claim.Published{Verdict: &verdict, Version: 1},
	}
	for i := range facts {
		facts[i].Head().At = at
	}
	return claim.Replay("K7Q2MX", facts, len(facts), nil)
}

func TestAResultWithoutTheNameGivesItNowhere(t *testing.T) {
	t.Parallel()
	c := named()
	said := func() string {
		var sent post
		a := notify.New(&sent, texts(t), claim.DefaultPolicy())
		ctx := t.Context()
		require.NoError(t, a.Close(ctx, "2", claim.Person{Address: "1"}, c))
		require.NoError(t, a.Tell(ctx, "3", claim.Requester{Address: "2", Language: claim.Kyrgyz}, c))
		sub := verification.Subscription{Address: "-100", Languages: claim.Languages}
		require.NoError(t, a.Post(ctx, "4", sub, c))
		require.NoError(t, a.Digest(ctx, "5", sub, []*claim.Claim{c}))
		return strings.ToLower(sent.words())
	}
	require.Contains(t, said(), "ruzakhunov")
	c.Nameless = true
	require.NotContains(t, said(), "ruzakhunov")
}

func TestPersonalDataGoNowhere(t *testing.T) {
	t.Parallel()
	const phone = "+7 701 123 45 67"
	for name, put := range map[string]func(c *claim.Claim){
		"in the question": func(c *claim.Claim) { c.Content.Text = "Call " + phone },
		"in an answer":    func(c *claim.Claim) { c.Candidates[0].Text = "Vikram, " + phone },
		"in evidence":     func(c *claim.Claim) { c.Evidence[0].Link = "https://wa.me/77011234567" },
		"as evidence":     func(c *claim.Claim) { c.Evidence[0].Link = "write to " + phone },
		"in a correction": func(c *claim.Claim) { c.Version, c.Note = 2, "now under "+phone },
		"in where it was": func(c *claim.Claim) { c.Status, c.ShownBy = claim.StatusScreening, "ask "+phone },
		"in what is proposed": func(c *claim.Claim) {
			c.Status = claim.StatusOpen
			c.Candidates[0].Text = "Vikram, " + phone
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := named()
			c.Asked = map[claim.PersonID]claim.Ask{"v": {Confirm: true}}
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
		c.Requesters = []claim.Requester{{Person: "kanareika", Address: "6543219871", Language: claim.Kazakh}}
		c.Content.Origin = &claim.Origin{Kind: string(kind), ID: "6543219872", Name: "Канарейкина", Username: "kanareika_user"}
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
	c.Votes = map[claim.PersonID]claim.Vote{"a": {Answer: "1", Text: "Vikram Ruzakhunov"}}
	s := texts(t).For(claim.English)
	for status, sealed := range map[claim.Status]bool{
		claim.StatusOpen: true, claim.StatusScreening: true, claim.StatusDecided: false,
	} {
		c.Status = status
		text, _ := view.ReviewCard(s, claim.DefaultPolicy(), c, "reviewer")
		require.Equal(t, sealed, !strings.Contains(string(text), "Ruzakhunov"), status)
		require.Contains(t, text, "Who is he?")
	}
}

func TestWhatNobodyShouldHaveSeenIsTakenBack(t *testing.T) {
	t.Parallel()
	for status, back := range map[claim.Status]int{
		claim.StatusRefused: 2, claim.StatusTakenDown: 2, claim.StatusPublished: 0, claim.StatusUndecided: 0,
	} {
		var sent post
		a := notify.New(&sent, texts(t), claim.DefaultPolicy())
		c := named()
		require.NoError(t, a.Ask(t.Context(), "ask", claim.Person{Address: "1"}, c))
		files := map[string]bool{}
		for _, o := range sent {
			if len(o.Media) > 0 {
				files[o.MessageKey] = true
			}
		}
		c.Status, sent = status, nil
		require.NoError(t, a.Close(t.Context(), "close", claim.Person{Address: "1"}, c))
		deleted := 0
		for _, o := range sent {
			if o.Action == bot.Delete {
				require.True(t, files[o.MessageKey], "it is the message with the file")
				deleted++
			}
		}
		require.Equal(t, back, deleted, status)
	}
}

// TestACorrectionIsAsProminentAsTheResult: whoever saw the result sees it, scrolling back or reading on.
func TestACorrectionIsAsProminentAsTheResult(t *testing.T) {
	t.Parallel()
	sub := verification.Subscription{Address: "-100", Languages: claim.Languages}
	result := func(change func(c *claim.Claim)) (edits, messages []bot.Outgoing) {
		var sent post
		c := named()
		change(c)
		require.NoError(t, notify.New(&sent, texts(t), claim.DefaultPolicy()).Post(t.Context(), "1", sub, c))
		for _, o := range sent {
			if o.Action == bot.Edit {
				edits = append(edits, o)
			} else {
				messages = append(messages, o)
			}
		}
		return edits, messages
	}
	_, first := result(func(*claim.Claim) {})
	require.Len(t, first, 1)
	for name, change := range map[string]func(c *claim.Claim){
		"corrected": func(c *claim.Claim) { c.Version = 2 },
		"withdrawn": func(c *claim.Claim) {
			c.Status, c.Withdrawn = claim.StatusTakenDown, claim.WithdrawnWrong
		},
	} {
		edits, messages := result(change)
		require.Len(t, edits, 1, name)
		require.Len(t, messages, 1, name)
		require.Equal(t, first[0].MessageKey, edits[0].MessageKey)
		require.Equal(t, first[0].MessageKey, messages[0].ReplyToMessageKey)
		require.Equal(t, first[0].Silent, messages[0].Silent)
		require.Equal(t, first[0].Priority, messages[0].Priority)
		require.Contains(t, messages[0].Text, edits[0].Text, "all of it")
		for _, l := range claim.Languages {
			require.Contains(t, messages[0].Text, texts(t).For(l).T("result.correction"), name)
		}
	}
}

func TestCustodyIsSaidWithTheResult(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{true, false} {
		c := named()
		c.Custody = held
		for _, l := range claim.Languages {
			s := texts(t).For(l)
			label := s.T("result.custody")
			require.Equal(t, held, strings.Contains(view.Result(s, c.Public()), label))
			for _, c.Status = range []claim.Status{claim.StatusDecided, claim.StatusPublished} {
				card, _ := view.ReviewCard(s, claim.DefaultPolicy(), c, "reviewer")
				require.Equal(t, held, strings.Count(string(card), label) == 1)
			}
		}
	}
}
