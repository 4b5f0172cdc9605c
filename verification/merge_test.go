package verification_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
)

// sayings are claims that have nothing in common, each also as it may be changed: the first is the same beyond doubt, the
// second may be.
var sayings = [][3]string{
	{"Алматыға әскер кірді, көшеде атыс болып жатыр деп айтады", "АЛМАТЫГА АСКЕР КИРДИ, КОШЕДЕ АТЫС БОЛЫП ЖАТЫР ДЕП АЙТАДЫ!", "Алматыға әскер кірді, көшеде атыс болып жатқан көрінеді"},
	{"Шымкент су қоймасының бөгеті жарылып қаланы су басты", "шымкент су қоймасының бөгеті жарылып қаланы су басты", "Шымкент су қоймасының бөгеті жарылып кетті дейді ғой"},
}

func said(text string) claim.Content {
	return claim.Content{Text: moderation.Foreign(text)}
}

// receive has somebody send a text.
func (s *stage) receive(cause string, id claim.PersonID, text string) verification.Reception {
	s.t.Helper()
	p := s.person(id)
	r, err := s.desk.Receive(s.t.Context(), cause, p, p.Address, said(text), "", time.Time{})
	require.NoError(s.t, err)
	return r
}

// reviewer makes somebody a reviewer, and a second one for what takes two.
func (s *stage) reviewer(id claim.PersonID) {
	s.t.Helper()
	i, err := s.desk.Invite(s.t.Context(), "reviewers", "operator", claim.Reviewer, 9, 1000*time.Hour)
	require.NoError(s.t, err)
	for _, id := range []claim.PersonID{id, id + tooID} {
		s.person(id)
		_, err = s.desk.Join(s.t.Context(), "join."+string(id), id, i.Token)
		require.NoError(s.t, err)
	}
}

// opened has somebody ask whether a text is true.
func (s *stage) opened(cause string, id claim.PersonID, text string) *claim.Claim {
	s.t.Helper()
	c := s.receive(cause, id, text).Claim
	c, err := s.desk.Choose(s.t.Context(), cause+".choose", id, c.Code, claim.Truth)
	require.NoError(s.t, err)
	return c
}

func askers(c *claim.Claim) []claim.PersonID {
	ids := []claim.PersonID{}
	for _, a := range c.Requesters {
		ids = append(ids, a.Person)
	}
	return ids
}

func TestTheSameIsJoined(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.opened("u1", "anna", sayings[0][0])
	r := s.receive("u2", "bota", sayings[0][1])
	require.Equal(t, first.Code, r.Into.Code)
	require.Equal(t, 1, r.Others())
	require.Equal(t, []claim.PersonID{"anna", "bota"}, askers(s.claim(first.Code)))
	require.Equal(t, []claim.Code{r.Claim.Code}, s.claim(first.Code).Joins)

	again := s.receive("u2", "bota", sayings[0][1])
	require.Equal(t, r.Claim.Code, again.Claim.Code, "one update is one claim")
	require.Equal(t, first.Code, again.Into.Code)
	require.Len(t, s.claim(first.Code).Requesters, 2)

	require.Nil(t, s.receive("u3", "dana", sayings[1][0]).Into, "something else is something else")
}

func TestWhatMayBeTheSameIsOffered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	first := s.opened("u1", "anna", sayings[0][0])
	other := s.opened("u2", "anna", sayings[1][0])
	r := s.receive("u3", "bota", sayings[0][2])
	require.Nil(t, r.Into)
	require.Len(t, r.Like, 1)
	require.Equal(t, first.Code, r.Like[0].Code)

	_, err := s.desk.Pick(ctx, "u4", "dana", r.Claim.Code, first.Code)
	require.Equal(t, claim.NotFound, err, "it is not theirs")
	_, err = s.desk.Pick(ctx, "u5", "bota", r.Claim.Code, other.Code)
	require.Equal(t, claim.BadAnswer, err, "she was not offered that")
	picked, err := s.desk.Pick(ctx, "u6", "bota", r.Claim.Code, first.Code)
	require.NoError(t, err)
	require.Equal(t, first.Code, picked.Into.Code)
	require.Equal(t, claim.ByAsker, picked.Claim.JoinedBy)
	require.Equal(t, []claim.PersonID{"anna", "bota"}, askers(s.claim(first.Code)))

	c, err := s.desk.SetApart(ctx, "u7", "bota", r.Claim.Code)
	require.NoError(t, err)
	require.Equal(t, claim.StatusReceived, c.Status)
	require.Equal(t, []claim.PersonID{"anna"}, askers(s.claim(first.Code)))
	joined, err := s.desk.JoinSame(ctx, "u8", "bota", r.Claim.Code, claim.Truth)
	require.NoError(t, err)
	require.Nil(t, joined.Into, "she has said that it is something else")
}

func TestAnotherQuestionIsAnotherClaim(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.opened("u1", "anna", sayings[0][0])
	p := s.person("bota")
	r, err := s.desk.Receive(t.Context(), "u2", p, p.Address, said(sayings[0][0]), claim.Place, time.Time{})
	require.NoError(t, err)
	require.Nil(t, r.Into)
	require.Empty(t, r.Like)
	r, err = s.desk.Receive(t.Context(), "u3", p, p.Address, said(sayings[0][0]), claim.Truth, time.Time{})
	require.NoError(t, err)
	require.Equal(t, first.Code, r.Into.Code)
}

// What must not be asked or told is not recognised, and what is erased is not remembered.
func TestWhatIsNotRecognised(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	cases := map[string]func(s *stage, c *claim.Claim) error{
		"taken down": func(s *stage, c *claim.Claim) error {
			_, err := s.desk.TakeDown(ctx, "down", s.person("r"), c.Code, claim.WithdrawnHarmful, "harm")
			return err
		},
		"not decided": func(s *stage, _ *claim.Claim) error {
			s.clock.Advance(49 * time.Hour)
			return sweep(ctx, s.desk)
		},
		"its only asker is forgotten": func(s *stage, _ *claim.Claim) error { return s.desk.Forget(ctx, "anna") },
	}
	for name, end := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.reviewer("r")
			c := s.opened("u1", "anna", sayings[0][0])
			require.Contains(t, s.remembered(), c.Code)
			require.NoError(t, end(s, c))
			require.NotContains(t, s.remembered(), c.Code)
			r := s.receive("u2", "bota", sayings[0][0])
			require.Nil(t, r.Into)
			require.Empty(t, r.Like)
		})
	}
}

// remembered are the claims that any process would recognise.
func (s *stage) remembered() []claim.Code {
	s.t.Helper()
	known := map[claim.Code]bool{}
	_, err := s.store.Changes(s.t.Context(), "", func(code claim.Code, _ *matching.Features) { known[code] = true })
	require.NoError(s.t, err)
	return slices.Sorted(maps.Keys(known))
}

func TestAllThatIsRecognisedCanBeMadeAnew(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.reviewer("r")
	a, b := s.opened("u1", "anna", sayings[0][0]), s.opened("u2", "anna", sayings[1][0])
	_, err := s.desk.TakeDown(ctx, "down", s.person("r"), b.Code, claim.WithdrawnHarmful, "harm")
	require.NoError(t, err)
	require.NoError(t, s.store.DropFeatures(ctx, a.Code))
	require.NoError(t, s.store.SaveFeatures(ctx, b.Code, matching.Features{Says: true}))
	require.NoError(t, s.store.SaveFeatures(ctx, "000000", matching.Features{Says: true}), "of no claim")
	_, other := s.open()
	n, err := other.Rebuild(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, []claim.Code{a.Code}, s.remembered())
	require.Equal(t, a.Code, s.receive("u3", "bota", sayings[0][1]).Into.Code, "another process knows at once")
}

// Whoever should look whether a person was shown in public has not: until then nothing is joined, and nothing shown.
func TestNobodyJoinsWhatIsNotScreened(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.Screeners = 2
	s.restart()
	ctx := t.Context()
	c := s.receive("u1", "anna", sayings[0][0]).Claim
	c, err := s.desk.ChooseIdentity(ctx, "u2", "anna", c.Code, claim.ShownByState, "Хабар, 9 қаңтар")
	require.NoError(t, err)
	require.Equal(t, claim.StatusScreening, c.Status)
	for i, text := range sayings[0] {
		r := s.receive(fmt.Sprint("s", i), "bota", text)
		require.Nil(t, r.Into)
		require.Empty(t, r.Like)
		require.Equal(t, i < 2, r.Claim.Unsaid)
	}
	_, err = s.desk.Pick(ctx, "u3", "bota", s.receive("s2", "bota", sayings[0][2]).Claim.Code, c.Code)
	require.Equal(t, claim.NotOpen, err, "by no button either")
	require.Equal(t, []claim.PersonID{"anna"}, askers(s.claim(c.Code)))
}

// When files are erased, so is by what they were recognised; what is public stays.
func TestWhatIsErasedIsNotRecognised(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules.Policy.KeepMedia = 14 * 24 * time.Hour
	s.restart()
	ctx := t.Context()
	s.reviewer("r")
	s.join("v1", "v2", "v3")
	send := func(cause string, content claim.Content) verification.Reception {
		p := s.person("anna")
		r, err := s.desk.Receive(ctx, cause, p, p.Address, content, "", time.Time{})
		require.NoError(t, err)
		return r
	}
	file := claim.Media{Kind: "video", Ref: "ref", Same: "same"}
	c := send("u1", claim.Content{Text: moderation.Foreign(sayings[0][0]), Media: []claim.Media{file}}).Claim
	_, err := s.desk.Choose(ctx, "u2", "anna", c.Code, claim.Truth)
	require.NoError(t, err)
	for _, id := range []claim.PersonID{"v1", "v2", "v3"} {
		_, err = s.desk.Answer(ctx, "a."+string(id), s.person(id), c.Code, claim.Reply{Choice: claim.False})
		require.NoError(t, err)
	}
	_, err = s.desk.Approve(ctx, "approve", s.person("r"), c.Code, "", claim.Consent{})
	require.NoError(t, err)
	found, err := s.desk.Results(ctx, "су әскер Алматы", 5)
	require.NoError(t, err)
	require.Len(t, found, 1)

	again := send("u3", claim.Content{Media: []claim.Media{file}})
	require.True(t, again.Shows())
	words := send("u3.words", said(sayings[0][1]))
	require.Equal(t, c.Code, words.Into.Code)
	s.clock.Advance(15 * 24 * time.Hour)
	require.NoError(t, s.desk.Retain(ctx))
	require.Nil(t, send("u4", claim.Content{Media: []claim.Media{file}}).Into)
	require.Equal(t, c.Code, send("u5", said(sayings[0][0])).Into.Code)
	require.Empty(t, s.claim(again.Claim.Code).Content.Media, "nor is anything kept of what was joined")
	require.Empty(t, s.claim(words.Claim.Code).Content.Text)
}

// TestNobodyIsLostByJoining plays people who send, pick, set apart and are forgotten, reviewers who merge and split, and
// processes that begin anew, in every order; then everything ends. Everybody is told of the end of whatever each message of
// theirs became part of, once.
func TestNobodyIsLostByJoining(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	rapid.Check(t, func(t *rapid.T) {
		s.begin()
		s.reviewer("r")
		p := &joins{stage: s, t: t, sent: map[claim.Code]claim.PersonID{}}
		for i := range rapid.IntRange(4, 14).Draw(t, "acts") {
			p.act(fmt.Sprint("u", i))
		}
		for range 3 { // whoever was split off at the end may have said nothing yet, and lapses
			s.clock.Advance(49 * time.Hour)
			require.NoError(t, sweep(s.t.Context(), s.desk))
		}
		p.judge()
	})
}

type joins struct {
	*stage
	t    *rapid.T
	sent map[claim.Code]claim.PersonID // by those who were not forgotten
}

func (p *joins) any() claim.Code {
	return rapid.SampledFrom(slices.Sorted(maps.Keys(p.sent))).Draw(p.t, "claim")
}

// act does something; a refusal is fine, anything else is not.
func (p *joins) act(cause string) {
	ctx := p.stage.t.Context()
	var err error
	what := rapid.SampledFrom([]string{"send", "send", "send", "pick", "apart", "merge", "split", "split", "end", "forget", "restart"}).Draw(p.t, "act")
	if len(p.sent) == 0 {
		what = "send"
	}
	switch what {
	case "send":
		id := rapid.SampledFrom([]claim.PersonID{"anna", "bota", "dana"}).Draw(p.t, "who")
		text := sayings[rapid.IntRange(0, 1).Draw(p.t, "text")][rapid.IntRange(0, 2).Draw(p.t, "as")]
		r := p.receive(cause, id, text)
		p.sent[r.Claim.Code] = id
		if r.Into == nil && (len(r.Like) == 0 || rapid.Bool().Draw(p.t, "new")) {
			_, err = p.desk.Choose(ctx, cause+".choose", id, r.Claim.Code, claim.Truth)
		}
	case "pick":
		code := p.any()
		if c := p.claim(code); len(c.Offered) > 0 {
			_, err = p.desk.Pick(ctx, cause, p.sent[code], code, c.Offered[0])
		}
	case "apart":
		code := p.any()
		_, err = p.desk.SetApart(ctx, cause, p.sent[code], code)
	case "merge":
		_, err = p.merge("r", cause, p.any(), p.any())
	case "split":
		_, err = p.split("r", cause, p.any())
	case "end":
		_, err = p.desk.TakeDown(ctx, cause, p.person("r"), p.any(), claim.WithdrawnHarmful, "harm")
	case "forget":
		id := p.sent[p.any()]
		err = p.desk.Forget(ctx, id)
		maps.DeleteFunc(p.sent, func(_ claim.Code, by claim.PersonID) bool { return by == id })
	case "restart":
		p.restart()
	}
	if _, refused := claim.RefusalOf(err); !refused {
		require.NoError(p.t, err, what)
	}
}

func (p *joins) judge() {
	p.heard.mu.Lock()
	defer p.heard.mu.Unlock()
	for code, id := range p.sent {
		c := p.claim(code)
		for c.Status == claim.StatusMerged {
			c = p.claim(c.Into)
		}
		if c.Status == claim.StatusLapsed {
			continue // its asker was asked what they want to know, and said nothing
		}
		require.True(p.t, c.Status.Ended(), "%s is %s", c.Code, c.Status)
		require.True(p.t, c.RequestedBy(id), "%s asked %s, which became part of %s", id, code, c.Code)
		require.Contains(p.t, p.heard.notices, c.NotifyKey(id), "%s was never told what became of %s in %s", id, code, c.Code)
	}
	told := map[string]int{}
	for key := range p.heard.notices {
		if parts := strings.Split(key, "."); parts[0] == "tell" {
			told[parts[1]+" to "+parts[len(parts)-1]]++
		}
	}
	for code := range p.sent {
		facts, _, _, err := p.store.Load(p.stage.t.Context(), code)
		require.NoError(p.t, err)
		tellings := 0 // of which everybody hears who asked
		for _, f := range facts {
			switch f.Kind() {
			case claim.KindUndecided, claim.KindRefused, claim.KindTakenDown, claim.KindMergedInto:
				tellings++
			}
		}
		for _, a := range p.claim(code).Requesters {
			require.LessOrEqual(p.t, told[code.String()+" to "+string(a.Person)], tellings, "%s was told of %s too often", a.Person, code)
		}
	}
}

// TestACrashInAJoinChangesNothing cuts a process off at every call to the world while claims are joined, picked, merged and
// split, and has another one take the same wish again. A cut before a call leaves the world as one after the call before. All
// wishes are cut at their first call, then all at their second, and so on.
func TestACrashInAJoinChangesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	want, _ := s.joinCut(0)
	require.NotEmpty(t, want.Notices)
	all := 0
	for at := 1; ; at++ {
		s.begin()
		got, cuts := s.joinCut(at)
		require.Empty(t, cmp.Diff(want, got), "each wish cut at call %d", at)
		if all += cuts; cuts == 0 {
			require.Greater(t, all, 100, "it takes more calls than that")
			return
		}
	}
}

// joinsLeft is what is left when claims were joined and taken apart.
type joinsLeft struct {
	Notices    []string
	Status     []claim.Status
	Askers     [][]claim.PersonID
	Remembered []claim.Code
	Claims     [][]claim.Code
}

// joinCut has each wish cut off at a call, and tells how many were that long; 0 cuts none.
func (s *stage) joinCut(at int) (left joinsLeft, cuts int) {
	s.t.Helper()
	ctx := s.t.Context()
	s.reviewer("r")
	var codes []claim.Code
	do := func(wish func(d *verification.Service) error) {
		s.t.Helper()
		s.cut.once(at, false)
		err := wish(s.desk)
		if at > 0 && s.cut.happened() {
			cuts++
		}
		if err != nil {
			require.ErrorIs(s.t, err, errCut)
			s.restart()
			err = wish(s.desk)
		}
		require.NoError(s.t, err, "cut at call %d", at)
	}
	send := func(cause string, id claim.PersonID, text string) {
		s.t.Helper()
		var code claim.Code
		do(func(d *verification.Service) error {
			p, err := d.Meet(ctx, id, "at "+string(id), claim.Kazakh)
			if err != nil {
				return err
			}
			r, err := d.Receive(ctx, cause, p, p.Address, said(text), "", time.Time{})
			if err == nil {
				code = r.Claim.Code
			}
			return err
		})
		codes = append(codes, code)
	}
	choose := func(cause string, id claim.PersonID, i int) {
		s.t.Helper()
		do(func(d *verification.Service) error {
			_, err := d.Choose(ctx, cause, id, codes[i], claim.Truth)
			return err
		})
	}
	r, second := s.person("r"), s.person("r"+tooID)
	send("u1", "anna", sayings[0][0])
	choose("u2", "anna", 0)
	send("u3", "bota", sayings[0][1])
	send("u4", "dana", sayings[0][2])
	do(func(d *verification.Service) error {
		_, err := d.Pick(ctx, "u5", "dana", codes[2], codes[0])
		return err
	})
	send("u6", "bota", sayings[1][0])
	choose("u7", "bota", 3)
	do(func(d *verification.Service) error { _, err := d.Merge(ctx, "u8", r, codes[0], codes[3]); return err })
	do(func(d *verification.Service) error {
		_, err := d.Confirm(ctx, "u8.too", second, codes[0], 1)
		return err
	})
	send("u8.again", "ella", sayings[0][1]) // what was merged
	do(func(d *verification.Service) error { _, err := d.Split(ctx, "u9", r, codes[2]); return err })
	do(func(d *verification.Service) error { _, err := d.SetApart(ctx, "u10", "bota", codes[1]); return err })
	do(func(d *verification.Service) error { _, err := d.Split(ctx, "u11", r, codes[0]); return err })
	s.clock.Advance(50 * time.Hour)
	do(func(d *verification.Service) error { return sweep(ctx, d) })
	s.cut.never()
	s.clock.Advance(11 * time.Second)
	require.NoError(s.t, sweep(ctx, s.desk))
	left = joinsLeft{Notices: s.heard.all(), Remembered: s.remembered()}
	for _, code := range codes {
		c := s.claim(code)
		left.Status, left.Askers = append(left.Status, c.Status), append(left.Askers, askers(c))
	}
	for _, id := range []claim.PersonID{"anna", "bota", "dana", "ella"} {
		left.Claims = append(left.Claims, s.person(id).Claims)
	}
	return left, cuts
}

// Where the bot must not know who asked, people join all the same: by the box in which they are sealed, which goes where their
// claim goes.
func TestSealedAskersJoinByTheirBox(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.rules.Policy.SealAskers = true
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	s.restart()
	s.store.WithAskersKey(redisstore.AskersKey{To: identity.Recipient()})
	s.reviewer("r")
	first := s.opened("u1", "anna", sayings[0][0])
	p := s.person("bota")
	r, err := s.desk.Receive(ctx, "u2", p, p.Address, said(sayings[0][1]), claim.Truth, time.Time{})
	require.NoError(t, err)
	require.Equal(t, first.Code, r.Into.Code)
	require.Equal(t, 1, r.Others())
	for _, code := range []claim.Code{first.Code, r.Claim.Code} {
		for _, a := range s.claim(code).Requesters {
			require.Empty(t, a.Person, "the bot cannot tell who asked")
		}
	}
	require.Len(t, s.claim(first.Code).Requesters, 2)
	require.Empty(t, s.person("bota").Claims)

	reader := redisstore.New(s.redis, nil, s.vault).WithAskersKey(redisstore.AskersKey{As: []age.Identity{identity}})
	whoAsked := func(code claim.Code) []string {
		_, _, all, err := reader.Load(ctx, code)
		require.NoError(t, err)
		ids := []string{}
		for _, a := range all {
			ids = append(ids, string(a.Person))
		}
		slices.Sort(ids)
		return ids
	}
	require.Equal(t, []string{"anna", "bota"}, whoAsked(first.Code))
	_, err = s.split("r", "u3", r.Claim.Code)
	require.NoError(t, err)
	require.Equal(t, []string{"anna"}, whoAsked(first.Code))
	require.Equal(t, []string{"bota"}, whoAsked(r.Claim.Code))
}
