package verification_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
)

// TestManyCitizensAfterABlackout has citizens ask at one moment what they could not ask for 36 hours, by four processes on one
// redis-server, and volunteers answer what they get. It prints how many questions each volunteer holds.
//
//	make load    # 2,000 citizens and 100 volunteers; the test alone has 200 and 20
func TestManyCitizensAfterABlackout(t *testing.T) {
	t.Parallel()
	citizens, _ := strconv.Atoi(os.Getenv("CITIZENS"))
	if citizens == 0 {
		citizens = 200
	}
	server := redistest.Server(t, redisserver.Options{})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	s := newStageOn(t, client)
	policy := claim.DefaultPolicy()
	policy.Overall, policy.PerMinute = 0, 0
	s.rules.Policy, s.rules.Judge = policy, nil
	var people []claim.PersonID
	for i := range max(citizens/20, 10) {
		people = append(people, claim.PersonID(fmt.Sprint("v", i)))
	}
	s.join(people...)
	q := s.questions()
	processes := make([]*verification.Service, 4)
	for i := range processes {
		processes[i] = s.process(q, uint64(i))
	}
	touch := func() {
		t.Helper()
		for _, d := range processes {
			require.NoError(t, d.Outages.InTouch(t.Context(), s.clock.Now()))
		}
	}
	touch()
	before := s.onOffer(20)
	require.NoError(t, processes[0].Feed(t.Context()))
	s.clock.Advance(36 * time.Hour)
	touch()
	require.NoError(t, processes[0].Reckon(t.Context()))
	require.NoError(t, sweep(t.Context(), processes[0]))

	began := time.Now()
	codes := slices.Concat(before, s.askAtOnce(processes, citizens))
	took := time.Since(began)
	most := policy.OpenAsks
	s.show(q, people, fmt.Sprintf("%d citizens asked at once, in %.1f s", citizens, took.Seconds()))
	q.within(t, most)
	for round := range 3 {
		require.NoError(t, s.answerAll(processes, people, round))
		s.clock.Advance(20 * time.Second)
		require.NoError(t, processes[round].Feed(t.Context()))
		s.show(q, people, fmt.Sprintf("everybody answered what they had, round %d", round+1))
		q.within(t, most)
	}
	wanting, forgotten := s.wanting(codes)
	t.Logf("%d claims want more people, of which %d are not on offer", wanting, forgotten)
	require.Zero(t, forgotten, "nobody who asked is forgotten")
}

// wanting counts the claims that want people, and those of them that are not on offer.
func (s *stage) wanting(codes []claim.Code) (wanting, forgotten int) {
	s.t.Helper()
	var queues []claim.Queue
	for _, l := range claim.Languages {
		for _, subject := range claim.Subjects {
			queues = append(queues, claim.Queue{Language: l, Subject: subject})
		}
	}
	offers, err := s.store.Offered(s.t.Context(), queues, 2*len(codes))
	require.NoError(s.t, err)
	offered := map[claim.Code]bool{}
	for _, o := range offers {
		offered[o.Code] = true
	}
	for _, code := range codes {
		if s.claim(code).Wanted() == 0 {
			continue
		}
		wanting++
		if !offered[code] {
			forgotten++
		}
	}
	return wanting, forgotten
}

// askAtOnce has so many people ask something of their own each, all at one moment.
func (s *stage) askAtOnce(processes []*verification.Service, n int) []claim.Code {
	s.t.Helper()
	codes := make([]claim.Code, n)
	var all errgroup.Group
	all.SetLimit(256)
	for i := range n {
		all.Go(func() error {
			d, id := processes[i%len(processes)], claim.PersonID(fmt.Sprint("citizen", i))
			return again(func() error {
				p, err := d.Meet(s.t.Context(), id, "at "+string(id), claim.Kazakh)
				if err != nil {
					return err
				}
				c, err := d.Submit(s.t.Context(), "sent."+string(id), p, p.Address, said(fmt.Sprintf("%d-мектеп жабылды деп айтады", 10_000+i*7919)))
				if err != nil {
					return err
				}
				codes[i] = c.Code
				_, err = d.Choose(s.t.Context(), "chosen."+string(id), id, c.Code, claim.Truth)
				return err
			})
		})
	}
	require.NoError(s.t, all.Wait())
	return codes
}

// again does something until nobody else is at work on the same.
func again(do func() error) error {
	for {
		if err := do(); !errors.Is(err, claim.ErrConflict) {
			return err
		}
	}
}

// answerAll has everybody answer all that they are asked, at one moment.
func (s *stage) answerAll(processes []*verification.Service, people []claim.PersonID, round int) error {
	var all errgroup.Group
	for i, id := range people {
		p := s.person(id)
		for _, code := range s.asksOf(id) {
			all.Go(func() error {
				return again(func() error {
					_, err := processes[i%len(processes)].Answer(s.t.Context(), fmt.Sprint("answer.", round, code, id), p, code, claim.Reply{Choice: claim.False})
					return err
				})
			})
		}
	}
	return all.Wait()
}

// show prints how many volunteers hold how many questions now, and the most that anybody ever held.
func (s *stage) show(q *questions, people []claim.PersonID, when string) {
	s.t.Helper()
	hold := map[int]int{}
	for _, id := range people {
		hold[len(s.asksOf(id))]++
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	most := 0
	for _, n := range q.most {
		most = max(most, n)
	}
	s.t.Logf("%s: of %d volunteers %d hold no question, %d one, %d two, %d more; the most that anybody ever held is %d",
		when, len(people), hold[0], hold[1], hold[2], len(people)-hold[0]-hold[1]-hold[2], most)
}
