package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

const perClaim = 10

// measured is what a run of votes came to.
type measured struct {
	rate     float64 // answers a second, from the first to the last
	trips    float64 // reads that Redis made of its connections, for each vote
	p50, p99 time.Duration
	resident int           // bytes
	cpu      time.Duration // that the bot used, for each vote
	stored   int           // bytes that Redis holds in memory at the end
}

func build(dir string) (string, error) {
	path := filepath.Join(dir, "rastau")
	cmd := exec.Command("go", "build", "-C", "..", "-o", path, ".") // a module of its own
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// runVotes has people vote by command, each once, on claims that they were asked about. With rate 0 all votes wait when the
// bot starts; else they come at that rate and the time to each answer is taken. known claims are there besides.
func runVotes(bot string, votes int, rate float64, known int) (measured, error) {
	return runVotesOn(bot, votes, rate, known, false)
}

// runVotesOn is runVotes, plainly for a bot that does not seal.
func runVotesOn(bot string, votes int, rate float64, known int, plainly bool) (m measured, err error) {
	return run{bot: bot, votes: votes, rate: rate, known: known, plainly: plainly, fsync: "everysec"}.measure()
}

// run is a run of votes.
type run struct {
	bot          string
	votes, known int
	rate         float64
	plainly      bool
	fsync        string // of Redis, and what the bot promises
	replicas     int    // of Redis, and how many the bot waits for
}

func (r run) measure() (m measured, err error) {
	bot, votes, rate, known, plainly := r.bot, r.votes, r.rate, r.known, r.plainly
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "rastau-bench-")
	if err != nil {
		return m, err
	}
	defer os.RemoveAll(dir)
	server, err := redisserver.Start(ctx, redisserver.Options{Dir: filepath.Join(dir, "redis"), Fsync: r.fsync, TCP: r.replicas > 0})
	if err != nil {
		return m, err
	}
	defer server.Kill()
	client := server.Client()
	defer client.Close()
	for i := range r.replicas {
		replica, err := replicate(ctx, server, filepath.Join(dir, fmt.Sprint("replica", i)))
		if err != nil {
			return m, err
		}
		defer replica.Kill()
	}
	tg := telegramtest.New(telegramtest.Options{NoLimits: true, Forgetful: true})
	defer tg.Close()
	ballots, err := prepare(ctx, client, filepath.Join(dir, "keys"), tg, votes, known, plainly)
	if err != nil {
		return m, err
	}
	w := watch(tg, votes)
	if rate == 0 {
		for _, b := range ballots {
			b.by.Says(b.text)
		}
	}
	cmd := exec.Command(bot, "run")
	cmd.Env = append(os.Environ(), "RASTAU_TELEGRAM_TOKEN="+tg.Token(), "RASTAU_TELEGRAM_URL="+tg.URL(), "RASTAU_REDIS_URL="+server.URL(),
		"RASTAU_DATA="+dir, "RASTAU_LISTEN=off", "RASTAU_METRICS_LISTEN=off", "RASTAU_POLICY_PER_MINUTE=0", "RASTAU_LOG=warn",
		"RASTAU_REDIS_FSYNC="+r.fsync, fmt.Sprint("RASTAU_REDIS_REPLICAS=", r.replicas))
	cmd.Stderr = os.Stderr
	before := reads(ctx, client)
	if err := cmd.Start(); err != nil {
		return m, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		m.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()) / time.Duration(votes)
	}()
	if rate > 0 {
		pace(w, ballots, rate)
	}
	select {
	case <-w.all:
	case <-ctx.Done():
		return m, fmt.Errorf("%d of %d votes were answered", w.count(), votes)
	}
	m.rate = float64(votes-1) / w.last.Sub(w.first).Seconds()
	m.trips = (reads(ctx, client) - before) / float64(votes)
	m.p50, m.p99 = w.quantile(.5), w.quantile(.99)
	m.resident = resident(cmd.Process.Pid)
	m.stored = int(info(ctx, client, "memory", "used_memory_dataset"))
	return m, check(ctx, client, votes)
}

// ballot is a vote to be sent.
type ballot struct {
	by   *telegramtest.User
	text string
}

// prepare puts claims and verifiers into Redis as the bot would have, and writes the votes.
func prepare(ctx context.Context, client redis.UniversalClient, keysPath string, tg *telegramtest.Server, votes, known int, plainly bool) ([]ballot, error) {
	keys, err := vault.OpenOrCreate(keysPath, time.Now())
	if err != nil {
		return nil, err
	}
	v := vault.New(keys)
	pipe, err := client.AutoPipeline()
	if err != nil {
		return nil, err
	}
	var seals redisstore.Vault = v
	if plainly {
		seals = plain{v}
	}
	store := redisstore.New(client, pipe, seals)
	ballots := make([]ballot, votes)
	var g errgroup.Group
	g.SetLimit(256)
	for i := range votes / perClaim {
		people := make([]*telegramtest.User, perClaim)
		for j := range people {
			people[j] = tg.User(telegramtest.Profile{FirstName: "V", Language: "en"})
		}
		code := number(i)
		for j, u := range people {
			answer := claim.TruthAnswers[rand.IntN(len(claim.TruthAnswers))]
			ballots[i*perClaim+j] = ballot{u, "/vote " + string(code) + " " + answer}
		}
		g.Go(func() error { return put(ctx, store, v, code, people) })
	}
	for i := range known {
		code := number(votes + i)
		g.Go(func() error { return put(ctx, store, v, code, nil) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	// Side by side come votes on different claims, as they would.
	rand.Shuffle(len(ballots), func(i, j int) { ballots[i], ballots[j] = ballots[j], ballots[i] })
	return ballots, nil
}

// number makes the i-th code.
func number(i int) claim.Code {
	return claim.NewCode(binary.BigEndian.AppendUint32(nil, uint32(i)<<2))
}

func put(ctx context.Context, store *redisstore.Store, v *vault.Vault, code claim.Code, people []*telegramtest.User) error {
	now := time.Now().UTC().Truncate(time.Millisecond)
	events := []claim.Event{
		&claim.Received{
			Meta: claim.Meta{At: now, Cause: "bench"}, Language: claim.English,
			Content: &claim.Content{Text: "They say that the bridge will be closed for the whole of next month."},
		},
		&claim.Opened{Meta: claim.Meta{At: now}, Question: claim.Truth, Deadline: now.Add(48 * time.Hour), Sought: perClaim, Limit: 15},
	}
	var whom []claim.PersonID
	for _, u := range people {
		id := claim.PersonID(v.Pseudonym("person", u.ID()))
		whom = append(whom, id)
		err := store.SavePerson(ctx, claim.Person{
			ID: id, Address: strconv.FormatInt(u.ID(), 10), Language: claim.English, Role: claim.Verifier,
			Languages: []claim.Language{claim.English}, JoinedAt: now,
		})
		if err != nil {
			return err
		}
	}
	if len(whom) > 0 {
		events = append(events, &claim.Asked{Meta: claim.Meta{At: now}, Whom: whom, Lease: now.Add(2 * time.Hour)})
	}
	if err := store.Append(ctx, code, 0, events, now.Add(2*time.Hour)); err != nil {
		return err
	}
	return store.Settle(ctx, code, len(events), now.Add(2*time.Hour))
}

// watcher counts answers and takes their times.
type watcher struct {
	mu          sync.Mutex
	want        int
	n           int
	first, last time.Time
	sent        map[int64]time.Time
	took        []time.Duration
	all         chan struct{}
}

func watch(tg *telegramtest.Server, want int) *watcher {
	w := &watcher{want: want, sent: map[int64]time.Time{}, all: make(chan struct{})}
	tg.OnCall(func(c telegramtest.Call) {
		if c.Method != "sendMessage" {
			return
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		now := time.Now()
		if at, ok := w.sent[c.Chat]; ok {
			w.took = append(w.took, now.Sub(at))
		}
		if w.n == 0 {
			w.first = now
		}
		if w.n++; w.n == w.want {
			w.last = now
			close(w.all)
		}
	})
	return w
}

func (w *watcher) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n
}

func (w *watcher) quantile(q float64) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.took) == 0 {
		return 0
	}
	slices.Sort(w.took)
	return w.took[int(q*float64(len(w.took)-1))]
}

// pace sends votes evenly.
func pace(w *watcher, ballots []ballot, rate float64) {
	start := time.Now()
	for i, b := range ballots {
		due := start.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		if wait := time.Until(due); wait > 0 {
			time.Sleep(wait)
		}
		w.mu.Lock()
		w.sent[b.by.ID()] = time.Now()
		w.mu.Unlock()
		b.by.Says(b.text)
	}
}

// reads is how often Redis has read from a connection: with pipelines, far less often than it was sent commands.
func reads(ctx context.Context, client redis.UniversalClient) float64 {
	return info(ctx, client, "stats", "total_reads_processed")
}

// info is one number of what Redis says of itself.
func info(ctx context.Context, client redis.UniversalClient, section, name string) float64 {
	text, err := client.Info(ctx, section).Result()
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(text, name+":")
	line, _, _ := strings.Cut(rest, "\r")
	n, _ := strconv.ParseFloat(line, 64)
	return n
}

func resident(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "kB")
	return 1024 * atoi(strings.TrimSpace(line))
}

// check makes sure that the votes that were answered are stored.
func check(ctx context.Context, client redis.UniversalClient, votes int) error {
	counts, err := redisstore.New(client, nil, nil).Counts(ctx)
	if err != nil {
		return err
	}
	if n := counts[claim.KindAnswered]; n != int64(votes) {
		return fmt.Errorf("%d votes were sent, %d are stored", votes, n)
	}
	return nil
}
