package view_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/handlers/view"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/moderation/lexicon"
	"github.com/rastau/rastau/verification/publisher"
)

// exits renders every format in which anything of a claim reaches people who do not work on it, in every language: what a channel
// gets and its edits, digests, what its askers are told by message and SMS, /status and /mine, the cards of volunteers when it ends,
// the picture, the inline result, the words to read out, and the bulletin as a line, as SMS and as what is signed.
func exits(t *testing.T, c *claim.Claim) map[string]string {
	t.Helper()
	out := map[string]string{}
	for l, s := range speakers(t) {
		r := c.Public()
		add := func(form, text string) { out[form+" "+string(l)] = text }
		asker := claim.Requester{Person: "asker", Address: "7", Language: l}
		person := claim.Person{ID: "v", Address: "8", Language: l}
		channel := verification.Subscription{Address: "-100", Languages: []claim.Language{l, claim.English}}
		var sent post
		var sms texted
		a := notify.New(&sent, texts(t), claim.DefaultPolicy()).Texting(&sms, func(context.Context, int64) (claim.Language, bool, bool, error) {
			return l, l == claim.Kazakh, true, nil
		})
		ctx := t.Context()
		require.NoError(t, a.Close(ctx, "1", person, c))
		require.NoError(t, a.Tell(ctx, "2", asker, c))
		require.NoError(t, a.Tell(ctx, "3", claim.Requester{Address: "9", Language: l, Sealed: []byte{1}}, c))
		require.NoError(t, a.Tell(ctx, "4", claim.Requester{Person: "phone", Address: "sms:+77011234567", Language: l}, c))
		require.NoError(t, a.Parted(ctx, "5", asker, c, "A00000"))
		require.NoError(t, a.Post(ctx, "6", channel, c))
		require.NoError(t, a.Digest(ctx, "7", channel, []*claim.Claim{c}))
		for i, o := range sent {
			require.True(t, o.About != nil || o.Action == bot.Delete, "what waits cannot be recalled: %s", o.Key)
			text := o.Text
			if o.News != nil {
				text += "\n" + o.News.Line + "\n" + o.News.Heading + "\n" + o.News.Mark
			}
			add(fmt.Sprint("message ", i), text)
		}
		for i, w := range sms {
			add(fmt.Sprint("SMS ", i), w)
		}
		add("result", view.Result(s, c.PublicTo(asker, true))+"\n"+view.Headline(s, r)+"\n"+view.DigestLine(s, r))
		add("status", view.Status(s, c, "", view.Progress{}))
		if view.HasCard(r) || r.Status == claim.StatusUndecided {
			for _, latin := range []bool{false, true} {
				add(fmt.Sprint("by SMS ", latin), view.SMSResult(s, r, latin))
			}
			item := publisher.Item(r, l, bulletin.MaxQuote)
			b := bulletin.Bulletin{Issuer: "Rastau", Language: string(l), Items: []bulletin.Item{item}}
			add("bulletin", item.Line(string(l))+"\n"+b.SMS(item, false)+"\n"+b.SMS(item, true)+fmt.Sprintf("\n%+v", item))
		}
		if view.HasCard(r) {
			add("picture", fmt.Sprintf("%+v", view.Card(s, r, "rastau_bot")))
			add("script", view.Script(s, r, "rastau_bot", "+77010000000"))
		}
		if r.Status == claim.StatusPublished {
			add("inline", fmt.Sprintf("%+v", view.Found(s, c)))
		}
		add("found", view.Candidate(s, c, "", ""))
	}
	return out
}

// texted keeps what is sent by SMS.
type texted []string

func (k *texted) SendText(_ context.Context, out ...bot.OutText) error {
	for _, o := range out {
		*k = append(*k, o.Words)
	}
	return nil
}

func (k *texted) ForgetTexts(context.Context, string) error { return nil }

// nowhere checks that none of the words stands in any format, in Cyrillic or Latin letters, also where it is folded.
func nowhere(t *testing.T, c *claim.Claim, words ...string) {
	t.Helper()
	for form, text := range exits(t, c) {
		read := strings.ToLower(text) + " " + lexicon.Fold(text)
		for _, w := range words {
			for _, way := range []string{strings.ToLower(w), lexicon.Fold(w), strings.ToLower(bulletin.Latin(w, "ru")), strings.ToLower(bulletin.Latin(w, "kk"))} {
				require.NotContains(t, read, way, "%q by %s", w, form)
			}
		}
	}
}

// lived is a claim that went through a life: what was sent, what is asked, and what volunteers answered, approved by two after the hold.
func lived(t *testing.T, text moderation.Foreign, q claim.Question, answer string, marked bool) *claim.Claim {
	t.Helper()
	rules := claim.Rules{Policy: claim.DefaultPolicy(), Judge: consensus.Bayes{Tempering: 1, Confidence: .6, MinVoters: 3}}
	rules.Policy.Tenure = claim.TenureRule{} // everybody has been there
	now := time.Date(2022, 1, 9, 12, 0, 0, 0, time.UTC)
	c := claim.Replay("K7Q2MX", []claim.Event{&claim.Received{
		Meta: claim.Meta{At: now},
		Content: &claim.Content{
			Text: text, Media: []claim.Media{{Kind: "photo", Ref: "face"}},
		},
	}}, 1, []claim.Requester{{Person: "asker", Address: "7"}})
	require.NoError(t, c.Open(now, "open", q, rules))
	people := []claim.PersonID{"a", "b", "c", "d", "e"}
	c.Ask(now, people, rules)
	if marked {
		require.NoError(t, c.MarkPrivate(now, "mark", "a", claim.PrivateByVolunteer, ""))
	}
	for i, id := range people {
		reply := claim.Reply{Choice: answer}
		if q.Open() {
			reply = claim.Reply{Text: moderation.Foreign(answer)}
		}
		_ = c.Answer(now.Add(time.Duration(i)*time.Minute), "answer "+string(id), id, reply, claim.VoterWeight{Reliability: .9}, rules)
		_ = c.AddEvidence(now.Add(time.Hour), "evidence "+string(id), id, &claim.Evidence{Link: "https://example.org/askhat-bekov-arsonist"}, "", rules)
	}
	for _, r := range []claim.PersonID{"r1", "r2"} {
		_ = c.Approve(now.Add(2*time.Hour), "approve "+string(r), r, claim.Consent{Clears: true}, rules)
	}
	for range 4 {
		if due := c.Due(); !due.IsZero() {
			c.Tick(due, rules)
		}
	}
	return c
}

// TestNoFormatNamesAPrivatePerson asks by every question but "Who is this?" what would get a name, an accusation or an address out.
func TestNoFormatNamesAPrivatePerson(t *testing.T) {
	t.Parallel()
	for _, text := range []moderation.Foreign{
		"Это Асхат Беков, который сжёг акимат?", "Правда ли, что Асхат Беков – террорист?", "Асхат Беков акиматты өртеді ме?", "Асхат Беков акиматты өрттөдүбү?",
		"Is it true that Askhat Bekov burned the akimat?", "Askhat Bekov is the arsonist, isn't he?", "Говорят, что Асхат Беков стрелял в солдат",
		"Асхат Беков – лаңкес дейді", "Асхат Беков ланкер дешет",
	} {
		for _, answer := range []string{claim.True, claim.False} {
			c := lived(t, text, claim.Truth, answer, false)
			if answer == claim.True && moderation.Accuses(string(text)) {
				require.Equal(t, claim.StatusRefused, c.Public().Status, text)
			}
			nowhere(t, c, "Беков", "Асхат", "bekov")
		}
	}
	for _, answer := range []string{"Асхат Беков, террорист, работает в депо", "Askhat Bekov, flat 7 on Abay 12", "Асхат Беков, лаңкес", "Асхат Беков, Абая 12"} {
		nowhere(t, lived(t, "Где это было?", claim.Place, answer, false), "Беков", "Асхат", "депо", "Абая", "flat 7", "террорист", "лаңкес")
	}
	c := lived(t, "Сосед Асеке сжёг акимат", claim.Truth, claim.False, true)
	require.Equal(t, claim.StatusPublished, c.Status)
	nowhere(t, c, "Асеке")
}
