package test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// TestNobodyOnTheServerCanTellWhoAsked seals who asked to a key that is elsewhere. Whoever takes the server with all its keys
// finds nothing that ties the asker to the claim; who holds that key has them told, once for each version.
func TestNobodyOnTheServerCanTellWhoAsked(t *testing.T) {
	t.Parallel()
	me, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	h := newHouseOf(t, 0, io.Discard, 3, func(s *config.Settings) {
		s.SealAskersTo = me.Recipient().String()
		s.Policy.RoundSize, s.Policy.MinVoters, s.Policy.MaxAsked, s.Policy.Confidence = 3, 3, 6, .51
	})
	operator := h.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	join := func(role string) *telegramtest.User {
		u := h.tg.User(telegramtest.Profile{FirstName: role, Language: "en"})
		operator.Says("/invite " + role)
		h.settle()
		_, word, found := strings.Cut(harness.Latest(t, operator).Text, "?start=")
		require.True(t, found)
		u.Says("/start " + strings.TrimSpace(word))
		h.settle()
		return u
	}
	verifiers := []*telegramtest.User{join("verifier"), join("verifier"), join("verifier")}
	reviewer, second := join("reviewer"), join("reviewer")
	citizen := h.tg.User(telegramtest.Profile{FirstName: "Айгерім", Language: "en"})
	citizen.Says("The bridge to the old town was closed by soldiers this morning.")
	h.settle()
	citizen.Presses(harness.Latest(t, citizen), "Is it true?")
	h.settle()
	taken := harness.Latest(t, citizen)
	code := harness.Code.FindString(taken.Text)
	require.NotEmpty(t, code, inboxText(citizen))
	require.Contains(t, taken.Text, "Even I can't see who asked")
	parsed, ok := claim.ParseCode(code)
	require.True(t, ok)

	// Who asked can say what it is about, though nobody can tell who that was; a volunteer who has the code cannot.
	button, ok := taken.Button("Health")
	require.True(t, ok)
	plain, _, _ := strings.Cut(button.Data, ".")
	about := func() claim.Subject {
		h.settle()
		c, err := h.app.Desk.Claim(t.Context(), parsed)
		require.NoError(t, err)
		return c.Subject
	}
	for _, data := range []string{plain, button.Data} {
		verifiers[0].PressesData(harness.Latest(t, verifiers[0]), data)
		require.Equal(t, claim.General, about())
	}
	citizen.PressesData(taken, button.Data)
	require.Equal(t, claim.Health, about())

	keys, err := vault.ParseKeys([]byte(harness.Keys))
	require.NoError(t, err)
	v := vault.New(keys)
	tied := func() {
		t.Helper()
		_, _, askers, err := redisstore.New(h.redis, nil, v).Load(t.Context(), parsed)
		require.NoError(t, err)
		require.Len(t, askers, 1, "it is known how many ask")
		require.Empty(t, askers[0].Person)
		require.Empty(t, askers[0].Address)
		p, found, err := redisstore.New(h.redis, nil, v).Person(t.Context(), claim.PersonID(v.Pseudonym("person", citizen.ID())))
		require.NoError(t, err)
		require.True(t, found)
		require.Empty(t, p.Claims)
		// What the outbox remembers of a message about the claim in that chat would be named so.
		require.NotContains(t, stored(t, h.redis), v.Pseudonym("handle:claim."+string(parsed), citizen.ID())[:16])
	}
	tied()
	citizen.Says("/mine")
	h.settle()
	require.Contains(t, harness.Latest(t, citizen).Text, "I don't keep what you asked")
	citizen.Presses(taken, "Disaster")
	h.settle()
	tied()

	for _, u := range verifiers {
		u.Presses(harness.Latest(t, u), "False")
		h.settle()
	}
	reviewer.Presses(harness.Latest(t, reviewer), "Approve")
	h.settle()
	heard := len(citizen.Inbox())
	citizen.Says("/status " + code)
	h.settle()
	require.Contains(t, harness.Latest(t, citizen).Text, "It is false")
	require.Len(t, citizen.Inbox(), heard+1, "nobody can tell them unasked")

	tell := func(told int, as ...age.Identity) {
		t.Helper()
		var out bytes.Buffer
		require.NoError(t, app.Tell(t.Context(), h.redis, v, as, h.clock, &out))
		require.Contains(t, out.String(), fmt.Sprintf("%d %s told what came of", told, map[bool]string{true: "person is", false: "people are"}[told == 1]))
		h.settleMoving() // another process queued it: the bot looks from time to time
	}
	tell(1, me)
	require.Contains(t, harness.Latest(t, citizen).Text, code)
	require.Contains(t, harness.Latest(t, citizen).Text, "It is false")
	tell(0, me)
	require.Len(t, citizen.Inbox(), heard+2, "once")
	reviewer.Says("/correct " + code + " misleading | only the old bridge")
	h.settle()
	tell(0, me)
	second.Presses(harness.Latest(t, second), "Confirm")
	h.settle()
	tell(1, me)
	require.Contains(t, harness.Latest(t, citizen).Text, "Correction")
	other, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	require.ErrorContains(t, app.Tell(t.Context(), h.redis, v, []age.Identity{other}, h.clock, io.Discard), "open who wants to know")
	tied()

	citizen.Says("/panic")
	h.settleMoving()
	require.Contains(t, inboxText(citizen), "even I can't find it")
}

func inboxText(u *telegramtest.User) string {
	text := ""
	for _, m := range u.Inbox() {
		text += m.Text + "\n"
	}
	return text
}

// stored is all that stands in Redis.
func stored(t *testing.T, client redis.UniversalClient) string {
	t.Helper()
	c, ok := client.(*redis.Client)
	require.True(t, ok)
	return string(harness.Everything(t, c))
}
