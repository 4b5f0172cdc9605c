package process

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/redisclient"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/test/harness"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// ordeal is how hard the kill test is.
type ordeal struct {
	claims, votesEach, verifiers, kills int
	pause                               time.Duration // between kills, on average
	every                               time.Duration // a claim comes; all at once when 0
}

// TestChaos kills the bot, and now and then Redis, at random moments while people ask and vote. In the end every claim and
// vote is there once, every result was posted, and nobody was told the same twice, except where a kill fell between
// Telegram's answer and its record. CHAOS=full runs it whole.
func TestChaos(t *testing.T) {
	t.Parallel()
	o := ordeal{claims: 60, votesEach: 10, verifiers: 60, kills: 3, pause: 1500 * time.Millisecond}
	if os.Getenv("CHAOS") == "full" {
		o = ordeal{claims: 2000, votesEach: 10, verifiers: 2000, kills: 50, pause: 4 * time.Second}
	}
	newChaos(t, o).onOneServer().run()
}

type chaos struct {
	ordeal
	t       *testing.T
	ctx     context.Context
	tg      *telegramtest.Server
	url     string    // of Redis
	strike  func(int) // does the i-th harm
	data    string
	process *process
	store   *redisstore.Store

	citizens  []*telegramtest.User
	asking    sync.Map // of those, by chat
	verifiers map[int64]*telegramtest.User
	reviewer  *telegramtest.User
	owner     *telegramtest.User
	channel   *telegramtest.Group
	acts      chan int64 // chats in which something came
	killed    []time.Time
	heard     func(telegramtest.Call)
}

func newChaos(t *testing.T, o ordeal) *chaos {
	longest := 2 * time.Minute
	if os.Getenv("CHAOS") == "full" {
		longest = 30 * time.Minute
	}
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	t.Cleanup(cancel)
	c := &chaos{
		ordeal: o, t: t, ctx: ctx, tg: telegramtest.New(telegramtest.Options{NoLimits: true}), data: t.TempDir(),
		verifiers: map[int64]*telegramtest.User{}, acts: make(chan int64, 1_000_000),
	}
	t.Cleanup(c.tg.Close)
	return c
}

// onOneServer has the bot killed, and every fourth time its Redis.
func (c *chaos) onOneServer() *chaos {
	server := redistest.Server(c.t, redisserver.Options{Fsync: "always"})
	c.url = server.URL()
	c.strike = func(i int) {
		c.killed = append(c.killed, time.Now())
		if i%4 == 3 {
			server.Kill()
			require.NoError(c.t, server.Restart(c.ctx))
			return
		}
		c.process.kill()
		c.launch()
	}
	return c
}

// client is one of the Redis that the bot uses.
func (c *chaos) client() redis.UniversalClient {
	options, err := config.ParseRedisURL(c.url)
	require.NoError(c.t, err)
	client := redisclient.New(options)
	c.t.Cleanup(func() { _ = client.Close() })
	return client
}

func (c *chaos) launch() {
	c.process = start(c.t, c.tg.URL(), c.tg.Token(), c.data, "RASTAU_REDIS_URL="+c.url, "RASTAU_POLICY_ROUND_SIZE=10", "RASTAU_POLICY_MAX_ASKED=10",
		"RASTAU_POLICY_MIN_VOTERS=10", "RASTAU_POLICY_CONFIDENCE=0.9", "RASTAU_POLICY_PER_MINUTE=0")
}

func (c *chaos) run() {
	c.launch()
	c.gather()
	c.tg.OnCall(func(call telegramtest.Call) {
		if c.heard != nil {
			c.heard(call)
		}
		if call.Chat > 0 && (call.Method == "sendMessage" || call.Method == "editMessageText") {
			c.acts <- call.Chat
		}
	})
	var acting sync.WaitGroup
	ctx, stop := context.WithCancel(c.ctx)
	for range 4 {
		acting.Go(func() { c.answer(ctx) })
	}
	asked := make(chan struct{})
	acting.Go(func() {
		defer close(asked)
		c.ask()
	})
	c.kill()
	<-asked
	c.wait()
	stop()
	acting.Wait()
	c.judge()
}

// gather has everybody join before anything goes wrong.
func (c *chaos) gather() {
	operator := c.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	link := func(command string) string {
		operator.Says(command)
		m, err := operator.Waits(c.ctx, telegramtest.Containing("?start="))
		require.NoError(c.t, err)
		_, word, _ := strings.Cut(m.Text, "?start=")
		return strings.TrimSpace(word)
	}
	c.reviewer = c.tg.User(telegramtest.Profile{FirstName: "Reviewer", Language: "en"})
	c.reviewer.Says("/start " + link("/invite reviewer"))
	word := ""
	var last *telegramtest.User
	for i := range c.ordeal.verifiers {
		if i%500 == 0 {
			word = link("/invite verifier 500 7")
		}
		last = c.tg.User(telegramtest.Profile{FirstName: fmt.Sprint("V", i), Language: "en"})
		last.Says("/start " + word)
		c.verifiers[last.ID()] = last
	}
	for _, v := range c.verifiers {
		_, err := v.Waits(c.ctx, telegramtest.Containing("Thank you for helping"))
		require.NoError(c.t, err)
	}
	c.owner = c.tg.User(telegramtest.Profile{FirstName: "Owner", Language: "en"})
	c.owner.Says("/start")
	c.channel = c.tg.Channel("Results", c.owner)
	c.owner.Adds(c.channel, true)
	_, err := c.owner.Waits(c.ctx, telegramtest.Containing("Results"))
	require.NoError(c.t, err)
}

// ask sends the claims, which say their number. They are alike, so that those who ask are shown others' first.
func (c *chaos) ask() {
	for i := range c.claims {
		u := c.tg.User(telegramtest.Profile{FirstName: "Citizen", Language: "en"})
		c.asking.Store(u.ID(), u)
		u.Says(fmt.Sprintf("claim number %d. is it true?", i))
		c.citizens = append(c.citizens, u)
		if c.every > 0 {
			select {
			case <-time.After(c.every):
			case <-c.ctx.Done():
			}
		}
	}
}

// answer presses what can be pressed wherever something came: verifiers say that claims are false, but for every fifth,
// of which they have no common opinion; the reviewer approves; who asked says that theirs is none of the others.
func (c *chaos) answer(ctx context.Context) {
	for {
		select {
		case chat := <-c.acts:
			if chat == c.reviewer.ID() {
				for _, m := range c.reviewer.News() {
					if _, ok := m.Button("Approve"); ok {
						c.reviewer.Presses(m, "Approve")
					}
				}
			} else if u, ok := c.asking.Load(chat); ok {
				u := u.(*telegramtest.User)
				for _, m := range u.News() {
					if _, ok := m.Button("None of these"); ok {
						u.Presses(m, "None of these")
					}
				}
			} else if v := c.verifiers[chat]; v != nil {
				for _, m := range v.News() {
					if _, ok := m.Button("Skip"); ok {
						v.Presses(m, opinion(m.Text, chat))
					}
				}
			}
		case <-ctx.Done():
			return
		}
	}
}

func opinion(text string, by int64) string {
	n := 0
	if i := strings.Index(text, "claim number "); i >= 0 {
		_, _ = fmt.Sscanf(text[i:], "claim number %d.", &n)
	}
	if n%5 == 0 {
		return []string{"True", "False", "Not proven", "Misleading"}[by%4]
	}
	return "False"
}

// kill does harm at random moments.
func (c *chaos) kill() {
	for i := range c.kills {
		select {
		case <-time.After(time.Duration(rand.Int64N(int64(2 * c.pause)))):
		case <-c.ctx.Done():
			return
		}
		c.strike(i)
	}
}

// wait waits until every claim has ended and everything was sent.
func (c *chaos) wait() {
	client := c.client()
	keys, err := vault.OpenOrCreate(c.data+"/keys", time.Now())
	require.NoError(c.t, err)
	c.store = redisstore.New(client, nil, vault.New(keys))
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-look.C:
		case <-c.ctx.Done():
			counts, _ := c.store.Counts(context.Background())
			c.t.Fatalf("not everything ended: %v", counts)
		}
		counts, err := c.store.Counts(c.ctx)
		if err != nil || counts[claim.KindPublished]+counts[claim.KindUndecided] < int64(c.claims) || c.tg.Waiting() > 0 ||
			int64(len(c.posted())) < counts[claim.KindPublished] { // what follows from a fact is queued after it
			continue
		}
		left := int64(0)
		for p := range 8 {
			n, err := client.HLen(c.ctx, fmt.Sprintf("{out:%d}:items", p)).Result()
			require.NoError(c.t, err)
			left += n
		}
		if left == 0 {
			return
		}
	}
}

// posted counts the results in the channel, by code.
func (c *chaos) posted() map[string]int {
	posted := map[string]int{}
	for _, m := range c.channel.Messages() {
		posted[harness.Code.FindString(m.Text)]++
	}
	return posted
}

// judge holds what is there against what was said.
func (c *chaos) judge() {
	counts, err := c.store.Counts(c.ctx)
	require.NoError(c.t, err)
	require.EqualValues(c.t, c.claims, counts[claim.KindReceived], "every claim is there once")
	require.EqualValues(c.t, c.claims, counts[claim.KindOpened])
	posted, published := c.posted(), 0
	for i := range c.citizens {
		found, facts := c.claimOf(i)
		answers := map[claim.PersonID]int{}
		for _, f := range facts {
			if f.Kind() == claim.KindAnswered {
				answers[f.Head().By]++
			}
		}
		require.Len(c.t, answers, c.votesEach, "every vote is there: %s", kinds(facts))
		for _, n := range answers {
			require.Equal(c.t, 1, n, "a vote is there once: %s", kinds(facts))
		}
		if found.Status == claim.StatusPublished {
			published++
			require.NotZero(c.t, posted[found.Code.String()], "every result was posted")
		}
	}
	require.Len(c.t, posted, published, "nothing else was posted")
	require.EqualValues(c.t, c.claims*c.votesEach, counts[claim.KindAnswered])
	receipts, err := durable.ReadReceipts(c.data)
	require.NoError(c.t, err)
	require.Greater(c.t, len(receipts), c.claims*c.votesEach/2, "what was acknowledged is noted")
	compared, err := c.store.Compare(c.ctx, receipts)
	require.NoError(c.t, err)
	require.Empty(c.t, compared.Missing, "an audit finds all that was acknowledged")
	c.repeats()
}

// claimOf finds the claim of a citizen among those whose codes they were given: others' may have been offered to them.
func (c *chaos) claimOf(number int) (*claim.Claim, []claim.Event) {
	own := fmt.Sprintf("claim number %d. ", number)
	for _, m := range c.citizens[number].Inbox() {
		code, ok := claim.ParseCode(harness.Code.FindString(m.Text))
		if !ok {
			continue
		}
		facts, _, askers, err := c.store.Load(c.ctx, code)
		require.NoError(c.t, err)
		require.NotEmpty(c.t, facts, "the claim is there")
		if strings.HasPrefix(string(claim.KeptOf(facts[0]).Content.Text), own) {
			require.Len(c.t, askers, 1)
			return claim.Replay(code, facts, len(facts), askers), facts
		}
	}
	c.t.Fatal("a citizen was given no code")
	return nil, nil
}

// kinds lists what happened to a claim, and to whom, for a failure's message.
func kinds(facts []claim.Event) string {
	var b strings.Builder
	for _, f := range facts {
		fmt.Fprintf(&b, "\n%s %s by %.6s cause %s", f.Head().At.Format("15:04:05.000"), f.Kind(), f.Head().By, f.Head().Cause)
	}
	return b.String()
}

// repeats finds what somebody was told twice: that may only be where a kill came between.
func (c *chaos) repeats() {
	everybody := []*telegramtest.User{c.reviewer}
	for _, v := range c.verifiers {
		everybody = append(everybody, v)
	}
	repeated := 0
	look := func(all []telegramtest.Message) {
		first := map[string]telegramtest.Message{}
		for _, m := range all {
			if m.Edits > 0 {
				continue // a card under which something was pressed
			}
			key := m.Text
			before, twice := first[key]
			if !twice {
				first[key] = m
				continue
			}
			repeated++
			between := slices.ContainsFunc(c.killed, func(k time.Time) bool { return !before.At.After(k) && !m.At.Before(k) })
			require.True(c.t, between, "told twice though nothing was killed between: %q", key)
		}
	}
	for _, u := range everybody {
		look(u.Inbox())
	}
	look(c.channel.Messages())
	c.t.Logf("%d claims, %d votes, %d kills: %d messages were sent twice, each across a kill",
		c.claims, c.claims*c.votesEach, len(c.killed), repeated)
}
