package verification_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// step is something that somebody does once, or that a machine does for them again until it succeeds.
type step struct {
	name string
	do   func(ctx context.Context, d *verification.Service) error
}

// play is the whole life of a claim, from the invitation of those who check it to the correction of its result. Its first
// step that is passed sets code.
type play struct {
	question claim.Question
	clock    interface{ Advance(time.Duration) }
	code     claim.Code
}

const (
	verifiers = 3
	reviewers = 2
)

func (p *play) reply() claim.Reply {
	switch p.question {
	case claim.Identity:
		return claim.Reply{Text: "Викрам Рузахунов"}
	case claim.Place:
		return claim.Reply{Text: "Almaty"}
	}
	return claim.Reply{Choice: claim.False}
}

// by has somebody do something, as who they are at that moment.
func by(id claim.PersonID, do func(ctx context.Context, d *verification.Service, p claim.Person) error) func(context.Context, *verification.Service) error {
	return func(ctx context.Context, d *verification.Service) error {
		p, err := d.Meet(ctx, id, "at "+string(id), claim.Kazakh)
		if err != nil {
			return err
		}
		return do(ctx, d, p)
	}
}

func (p *play) steps() []step {
	var steps []step
	add := func(name string, do func(ctx context.Context, d *verification.Service) error) {
		steps = append(steps, step{name, do})
	}
	join := func(role claim.Role, prefix string, n int) {
		var token string
		add("invite "+prefix, func(ctx context.Context, d *verification.Service) error {
			i, err := d.Invite(ctx, "invite."+prefix, "operator", role, n, time.Hour)
			token = i.Token
			return err
		})
		for i := range n {
			id := claim.PersonID(fmt.Sprint(prefix, i+1))
			add("join "+string(id), by(id, func(ctx context.Context, d *verification.Service, _ claim.Person) error {
				_, err := d.Join(ctx, "join."+string(id), id, token)
				return err
			}))
		}
	}
	join(claim.Verifier, "v", verifiers)
	join(claim.Reviewer, "r", reviewers)
	subscribe := func(id string, digest verification.Digest) {
		add("subscribe "+id, func(ctx context.Context, d *verification.Service) error {
			_, err := d.Subscribe(ctx, id, func(s *verification.Subscription) { s.Digest = digest })
			return err
		})
	}
	subscribe("channel", verification.Instant)
	subscribe("paper", verification.Daily)
	add("submit", by("citizen", func(ctx context.Context, d *verification.Service, who claim.Person) error {
		c, err := d.Submit(ctx, "sent", who, who.Address, claim.Content{Text: "Сахнадағы адам кім?"})
		if err == nil {
			p.code = c.Code
		}
		return err
	}))
	add("choose", func(ctx context.Context, d *verification.Service) error {
		_, err := d.Choose(ctx, "chosen", "citizen", p.code, p.question)
		return err
	})
	for i := range verifiers {
		id := claim.PersonID(fmt.Sprint("v", i+1))
		add("answer of "+string(id), by(id, func(ctx context.Context, d *verification.Service, who claim.Person) error {
			_, err := d.Answer(ctx, "answer."+string(id), who, p.code, p.reply())
			return err
		}))
	}
	for i := range smallRules.Policy.Approvals(&claim.Claim{Question: p.question}) {
		id := claim.PersonID(fmt.Sprint("r", i+1))
		add("approval of "+string(id), by(id, func(ctx context.Context, d *verification.Service, who claim.Person) error {
			_, err := d.Approve(ctx, "approval."+string(id), who, p.code, "", claim.Consent{})
			return err
		}))
	}
	add("the hold", func(context.Context, *verification.Service) error {
		p.clock.Advance(smallRules.Policy.HoldFor(&claim.Claim{Question: p.question}))
		return nil
	})
	add("sweep", sweep)
	add("digest", func(ctx context.Context, d *verification.Service) error {
		return d.Digests(ctx, verification.Daily, start)
	})
	add("correct", by("r1", func(ctx context.Context, d *verification.Service, who claim.Person) error {
		_, err := d.Correct(ctx, "corrected", who, p.code, p.correction(), "old footage")
		return err
	}))
	add("correct too", by("r2", func(ctx context.Context, d *verification.Service, who claim.Person) error {
		_, err := d.Confirm(ctx, "corrected too", who, p.code, 1)
		return err
	}))
	if p.question == claim.Identity {
		add("the hold of the correction", func(context.Context, *verification.Service) error {
			p.clock.Advance(smallRules.Policy.HoldFor(&claim.Claim{Question: p.question}))
			return nil
		})
		add("sweep again", sweep)
	}
	return steps
}

func (p *play) correction() string {
	switch p.question {
	case claim.Identity:
		return "Викрам Рузахунов, пианист"
	case claim.Place:
		return "Almaty, Republic Square"
	}
	return claim.Misleading
}

func sweep(ctx context.Context, d *verification.Service) error {
	_, err := d.Sweep(ctx)
	return err
}

// state is all that is left when a play is over, times and the order of chance aside.
type state struct {
	Notices   []string
	Facts     []claim.Event
	Counts    map[claim.Kind]int64
	Settled   bool
	Askers    []claim.Requester
	Offered   []verification.Offer
	Awaiting  []claim.Code
	Due       []claim.Code
	Collected []claim.Code
	Posts     []string
	People    []claim.Person
	Open      [][]claim.Code
	History   [][]claim.Code
}

func (s *stage) state(code claim.Code) state {
	s.t.Helper()
	ctx := s.t.Context()
	x := state{Notices: s.heard.all()}
	var err error
	ok := func() { s.t.Helper(); require.NoError(s.t, err) }
	var settled int
	x.Facts, settled, x.Askers, err = s.store.Load(ctx, code)
	ok()
	for i := range x.Askers {
		x.Askers[i].At = time.Time{}
	}
	x.Settled = settled == len(x.Facts)
	for i := range x.Facts {
		x.Facts[i].Head().At = time.Time{}
		timeless(reflect.ValueOf(x.Facts[i]).Elem())
	}
	x.Counts, err = s.store.Counts(ctx)
	ok()
	x.Offered, err = s.store.Offered(ctx, []claim.Queue{{Language: claim.Kazakh, Subject: claim.General}}, 9)
	ok()
	x.Awaiting, err = s.store.Awaiting(ctx, 9)
	ok()
	x.Due, err = s.store.Due(ctx, s.clock.Now().Add(1000*time.Hour), 9)
	ok()
	x.Collected, err = s.store.Collected(ctx, "paper")
	ok()
	x.Posts, _, err = s.store.Posts(ctx, code, "", 99)
	ok()
	slices.Sort(x.Posts)
	for _, id := range []claim.PersonID{"citizen", "v1", "v2", "v3", "r1", "r2"} {
		p, _, err := s.store.Person(ctx, id)
		require.NoError(s.t, err)
		p.Version, p.JoinedAt, p.ReviewsSince = 0, time.Time{}, time.Time{}
		open := s.asksOf(id)
		history, err := s.store.History(ctx, id, 9)
		require.NoError(s.t, err)
		x.People, x.Open, x.History = append(x.People, p), append(x.Open, open), append(x.History, history)
	}
	return x
}

// timeless takes out of an event when something ends, and sorts whom it is about.
func timeless(e reflect.Value) {
	for _, name := range []string{"Deadline", "Lease", "PublishAt", "Expires"} {
		if until := e.FieldByName(name); until.IsValid() {
			until.SetZero()
		}
	}
	for _, name := range []string{"Whom", "Void", "ProposedBy"} {
		if whom := e.FieldByName(name); whom.IsValid() {
			ids, _ := reflect.TypeAssert[[]claim.PersonID](whom)
			slices.Sort(ids)
		}
	}
}
