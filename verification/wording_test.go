package verification_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/moderation"
)

const private = "Моего соседа Ерлана Серикова с улицы Абая забрали ночью люди в масках, звоните +7 701 123 45 67, говорят он в СИЗО"

func reception(sent claim.Content) verification.Reception {
	return verification.Reception{Claim: &claim.Claim{Content: sent}}
}

func TestOnlyTheirOwnWordsAreShared(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"соседа Ерлана Серикова забрали":                   "соседа Ерлана Серикова забрали",
		"СОСЕДА – Ерлана Серикова!! забрали вчера":         "СОСЕДА Ерлана Серикова!! забрали …",
		"Ерлана вчера Асанова арестовали":                  "", // a quarter of it
		"забрали забрали забрали Ерлан Асан Нурлан":        "", // however often it is said
		"https://t.me/chat/5 Ерлана Асана Нурлана Бекзата": "https://t.me/chat/5 …",
		"Вчера Ерлана Асанова забрали":                     "… Ерлана … забрали",
		"Soseda Yerlana: zabrali": "Soseda … zabrali",
		"звоните, люди в масках, говорят +7 701 123 45 67": "звоните, люди в масках, говорят …", // also who wrote the number is not told that it is there
		"погода завтра":               "",
		"":                            "",
		"❌ !!!":                       "",
		"https://t.me/chat/5 забрали": "https://t.me/chat/5 забрали",
		"https://t.me/chat/6 https://t.me/chat/5?x забрали": "… https://t.me/chat/5?x забрали",
	} {
		c := &claim.Claim{Content: claim.Content{Text: private, Links: []moderation.Foreign{"https://t.me/chat/5"}}}
		require.Equal(t, want, reception(said(sent)).Shared(c), sent)
	}
}

// Whatever is known and whatever is sent, nothing comes back that was not thrown in.
func TestNothingIsSharedThatWasNotSent(t *testing.T) {
	t.Parallel()
	words := append(strings.Fields(private), "Нурлан", "сосед", "Абай", "https://t.me/chat/5", "…", "")
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, name), " ")
		}
		sent := text("sent")
		left := strings.Fields(sent)
		for w := range strings.FieldsSeq(reception(said(sent)).Shared(&claim.Claim{Content: said(text("known"))})) {
			if w == "…" {
				continue
			}
			i := slices.Index(left, w)
			require.GreaterOrEqual(t, i, 0, "%q came back, in its place", w)
			left = left[i+1:]
		}
	})
}

// Of what has no result yet only that is offered which somebody can choose without reading it; once it is out, all.
func TestWhatNobodyCanChooseIsNotOffered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	const few = "Шымкент су қоймасының бөгеті жарылып кетсе, қалай құтыламыз деп жұрт дүрлігіп жүр"
	c := s.opened("u1", "anna", sayings[1][0])
	require.Empty(t, s.receive("u2", "bota", few).Like, "five words of twelve")
	require.Len(t, s.receive("u3", "bota", sayings[1][2]).Like, 1)
	s.publish(c.Code)
	s.restart()
	require.Len(t, s.receive("u4", "bota", few).Like, 1)
}

// publish has three volunteers say that a claim is false, and the reviewer r approve.
func (s *stage) publish(code claim.Code) {
	s.t.Helper()
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		_, err := s.desk.Answer(s.t.Context(), "answer."+string(code+"."+claim.Code(id)), s.person(id), code, claim.Reply{Choice: claim.False})
		require.NoError(s.t, err)
	}
	_, err := s.desk.Approve(s.t.Context(), "approve."+string(code), s.person("r"), code, "", claim.Consent{})
	require.NoError(s.t, err)
}

// A picture that goes with two claims is nobody's to guess: who sends it alone says which, where they can tell them apart, or asks.
func TestAPictureOfTwoClaimsIsOffered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	ctx := t.Context()
	send := func(cause string, id claim.PersonID, text string) verification.Reception {
		p := s.person(id)
		content := claim.Content{Text: moderation.Foreign(text), Media: []claim.Media{{Kind: "photo", Ref: "x", Same: "x"}}}
		r, err := s.desk.Receive(ctx, cause, p, p.Address, content, "", time.Time{})
		require.NoError(t, err)
		return r
	}
	first := send("u1", "anna", "Мәскеуде тұрғын үйде газ жарылған, 2018 жыл").Claim
	_, err := s.desk.Choose(ctx, "u2", "anna", first.Code, claim.Truth)
	require.NoError(t, err)
	require.Equal(t, first.Code, send("u3", "dana", "").Into.Code, "of one claim it is beyond doubt")

	second := send("u4", "bota", "Бүгін түнде Киевте тұрғын үйге зымыран түсті")
	require.Nil(t, second.Into)
	_, err = s.desk.Choose(ctx, "u5", "bota", second.Claim.Code, claim.Truth)
	require.NoError(t, err)
	for i, text := range []string{"", "это правда?"} {
		r := send(fmt.Sprint("u6.", i), "dana", text)
		require.Nil(t, r.Into)
		require.Empty(t, r.Like, "nothing tells them apart but what others wrote")
	}
	s.publish(first.Code)
	r := send("u7", "dana", "")
	require.Nil(t, r.Into)
	require.Len(t, r.Like, 2)
	require.Equal(t, matching.Join, r.Alike(second.Claim))
	require.Nil(t, send("u8", "dana", "Киевте жарылыс").Into, "what is said counts")

	_, err = s.desk.KnownIn(ctx, "group", claim.Content{Media: []claim.Media{{Kind: "photo", Ref: "x", Same: "x"}}})
	require.ErrorIs(t, err, claim.NotFound, "nor is a group interrupted")
}

func TestWhatAnAskerPickedIsRemembered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.reviewer("r")
	ctx := t.Context()
	first := s.opened("u1", "anna", sayings[0][0])
	r := s.receive("u2", "bota", sayings[0][2])
	require.Empty(t, r.Claim.Picked)
	_, err := s.desk.Pick(ctx, "u3", "bota", r.Claim.Code, first.Code)
	require.NoError(t, err)
	_, err = s.split("r", "u4", r.Claim.Code)
	require.NoError(t, err)
	c := s.claim(r.Claim.Code)
	require.Equal(t, first.Code, c.Picked)
	require.False(t, c.Apart)
}

// Until a result is out, each reads what they sent themselves, however they came to the claim.
func TestEachReadsTheirOwnWords(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	ctx := t.Context()
	first := s.opened("u1", "anna", sayings[0][0])
	s.receive("u2", "bota", sayings[0][1])
	other := s.opened("u3", "dana", sayings[1][0])
	_, err := s.merge("r", "u4", first.Code, other.Code)
	require.NoError(t, err)
	c := s.claim(other.Code)
	for id, want := range map[claim.PersonID]string{"anna": sayings[0][0], "bota": sayings[0][1], "dana": sayings[1][0], "stranger": "", "": ""} {
		own, err := s.desk.Wording(ctx, c, id)
		require.NoError(t, err)
		require.EqualValues(t, want, own.Text, id)
		a, asks := c.Asker(id)
		require.Equal(t, want != "", asks)
		require.Equal(t, id == "dana", !c.PublicTo(a, asks).Quote.Empty(), id)
	}
	s.publish(other.Code)
	c = s.claim(other.Code)
	require.False(t, c.Public().Quote.Empty(), "it is out")
}

func TestWhoSearchesTooFastFindsNothing(t *testing.T) {
	t.Parallel()
	s := newStageOn(t, redistest.Mini(t)) // which it may close
	ctx := t.Context()
	for i := range s.rules.Policy.PerMinute + 1 {
		err := s.desk.MaySearch(ctx, "who")
		require.Equal(t, i == s.rules.Policy.PerMinute, err != nil)
	}
	require.ErrorIs(t, s.desk.MaySearch(ctx, "who"), claim.TooFast)
	require.NoError(t, s.desk.MaySearch(ctx, "another"))
	_, found, err := s.store.Person(ctx, "who")
	require.NoError(t, err)
	require.False(t, found, "nothing is kept of who searches")
	s.clock.Advance(time.Minute)
	require.NoError(t, s.desk.MaySearch(ctx, "who"))
	require.NoError(t, s.redis.Close())
	err = s.desk.MaySearch(ctx, "who")
	require.Error(t, err)
	require.NotErrorIs(t, err, claim.TooFast, "what cannot be counted is tried again")
}
