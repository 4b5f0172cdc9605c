package app

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/render"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/publisher"
	"github.com/rastau/rastau/verification/redisstore"
)

// newsroom hands out what can be verified, the moment a result changes: nothing is issued by the minute.
type newsroom struct {
	t      *testing.T
	dir    string
	store  *redisstore.Store
	stand  *bulletinServer
	cards  *render.Cards
	facts  int
	handed int
}

func newNewsroom(t *testing.T) *newsroom {
	t.Helper()
	g, store, h := printing(t)
	texts, err := locale.New()
	require.NoError(t, err)
	desk := verification.New(verification.Options{Store: store, Clock: clockwork.NewFakeClockAt(issued), Policy: claim.DefaultPolicy()})
	n := &newsroom{
		t: t, dir: t.TempDir(), store: store, stand: &bulletinServer{publisher: g},
		cards: &render.Cards{Desk: desk, Locale: texts, BotName: "rastau_bot", Seals: g},
	}
	n.write("key", []byte(publisher.KeyText(h)))
	return n
}

func (n *newsroom) write(name string, content []byte) string {
	n.t.Helper()
	path := filepath.Join(n.dir, name)
	require.NoError(n.t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(n.t, os.WriteFile(path, content, 0o600))
	return path
}

// happens adds facts to the one claim, the last of which is its edition of that number.
func (n *newsroom) happens(edition int, facts ...claim.Event) {
	n.t.Helper()
	for i := range facts {
		facts[i].Head().At = issued
	}
	require.NoError(n.t, n.store.Append(n.t.Context(), "K7Q2MX", n.facts, facts, issued))
	n.facts += len(facts)
	if edition > 0 {
		require.NoError(n.t, n.store.NoteResult(n.t.Context(), "K7Q2MX", edition))
	}
}

// hands gives every form that people can have verified, by name, and then the folder with all of them.
func (n *newsroom) hands() (forms map[string]string, folder string) {
	n.t.Helper()
	n.handed++
	folder = filepath.Join("out", string(rune('0'+n.handed)))
	forms = map[string]string{}
	for _, of := range []string{"", "K7Q2MX/"} {
		for _, name := range []string{"bulletin.txt", "bulletin.png", "bulletin.ru.txt"} {
			content, err := made(n.t.Context(), n.stand, of+name)
			require.NoError(n.t, err, of+name)
			forms[of+name] = n.write(folder+"/"+of+name, content)
		}
		for _, name := range []string{"sms.kk.txt", "sms.ky.latin.txt", "feed.atom", "feed.json", "all.txt"} { // with more than is signed
			content, err := made(n.t.Context(), n.stand, of+name)
			require.NoError(n.t, err, of+name)
			proofs := bulletin.Proofs(html.UnescapeString(strings.ReplaceAll(string(content), `\n`, "\n")))
			require.NotEmpty(n.t, proofs, of+name)
			for i, proof := range proofs {
				if strings.HasPrefix(proof, bulletin.Prefix) {
					forms[fmt.Sprint("proof ", i, " of ", of, name)] = proof
				}
			}
		}
		for _, name := range []string{"bulletin.en.pdf", "verify.html"} { // which draw the same seal, and read it
			_, err := made(n.t.Context(), n.stand, of+name)
			require.NoError(n.t, err, of+name)
		}
	}
	for _, l := range bulletin.Languages {
		content, err := made(n.t.Context(), n.cards, "K7Q2MX."+l)
		require.NoError(n.t, err)
		forms["card "+l] = n.write(folder+"/card."+l+".png", content)
	}
	return forms, filepath.Join(n.dir, folder)
}

// TestWhatGoesOutIsSignedFromTheStart verifies every form with the command in the moment of a result, of its correction and of its
// withdrawal, and then has each earlier form be found superseded.
func TestWhatGoesOutIsSignedFromTheStart(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.happens(0,
		&claim.Received{Language: claim.Kazakh, Content: &claim.Content{Text: "Алматыға әскер түсті"}},
		&claim.Opened{Question: claim.Truth},
	)
	var earlier []map[string]string
	for i, change := range []claim.Event{
		&claim.Published{Verdict: &consensus.Verdict{Answer: claim.False}, Version: 1},
		&claim.Corrected{Verdict: &consensus.Verdict{Answer: claim.True}, Version: 2},
		&claim.TakenDown{Reason: claim.WithdrawnWrong, Version: 3},
	} {
		n.happens(i+1, change)
		forms, folder := n.hands()
		for name, file := range forms {
			out, err := verifying(t, file, "--key", filepath.Join(n.dir, "key"), "--known", folder)
			require.NoError(t, err, "%s after it was %s", name, change.Kind())
			require.Contains(t, out, "✓ Signed", name)
		}
		for _, old := range earlier {
			for name, file := range old {
				_, err := verifying(t, file, "--key", filepath.Join(n.dir, "key"), "--known", folder)
				require.ErrorIs(t, err, errSuperseded, "%s after it was %s", name, change.Kind())
			}
		}
		earlier = append(earlier, forms)
	}
}

// changing is a result that is never signed as it is.
type changing struct{}

func (changing) Sealed(context.Context, *claim.Claim) (string, bool, error) {
	return "", false, nil
}

func TestACardThatCannotBeSignedDoesNotGoOut(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	publish(t, n.store, "K7Q2MX")
	n.cards.Seals = changing{}
	_, err := made(t.Context(), n.cards, "K7Q2MX.ru")
	require.Error(t, err)
	require.NotErrorIs(t, err, bot.ErrNoFile, "it is tried again")
}
