package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "echo" { // a contestant's own process
		if err := echo(os.Args[2], os.Args[3], atoi(os.Args[4])); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	votes := flag.Int("votes", 20000, "votes, replies and tasks in each run, a multiple of 10")
	rounds := flag.Int("rounds", 5, "runs of each contestant, interleaved; the median counts")
	known := flag.Int("known", 100000, "claims known when memory is measured")
	sealing := flag.Bool("sealing", false, "measure what sealing costs instead, against a bot built to copy")
	durability := flag.Bool("durability", false, "measure what it costs to acknowledge nothing before it is durable instead")
	flag.Parse()
	if *durability {
		if err := compareDurability(*votes, *rounds); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if *sealing {
		if err := compareSealing(*votes, *rounds); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	if err := compare(*votes, *rounds, *known); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func atoi(s string) int {
	n := 0
	_, _ = fmt.Sscan(s, &n)
	return n
}

// compare runs everybody in turn and prints the medians.
func compare(votes, rounds, known int) error {
	dir, err := os.MkdirTemp("", "rastau-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary, err := build(dir)
	if err != nil {
		return err
	}
	rates := map[string][]float64{}
	order := []string{"echo bot, one loop, stores nothing", "echo bot, 16 workers, stores nothing", "asynq v0.26, no-op tasks, concurrency 10", "Rastau, votes stored and answered"}
	var trips []float64
	for round := range rounds {
		for i, run := range []func() (float64, error){
			func() (float64, error) { return runEcho(votes, 1) },
			func() (float64, error) { return runEcho(votes, 16) },
			func() (float64, error) { return runTasks(dir, votes) },
			func() (float64, error) {
				r, err := runVotes(binary, votes, 0, 0)
				trips = append(trips, r.trips)
				return r.rate, err
			},
		} {
			rate, err := run()
			if err != nil {
				return fmt.Errorf("%s: %w", order[i], err)
			}
			rates[order[i]] = append(rates[order[i]], rate)
			fmt.Fprintf(os.Stderr, "round %d: %-45s %8.0f/s\n", round+1, order[i], rate)
		}
	}
	fmt.Printf("| what | per second, median of %d | lowest – highest |\n| --- | --- | --- |\n", rounds)
	for _, name := range order {
		r := rates[name]
		slices.Sort(r)
		fmt.Printf("| %s | %.0f | %.0f – %.0f |\n", name, median(r), r[0], r[len(r)-1])
	}
	fmt.Printf("\nRedis round trips a vote: %.2f\n", median(trips))
	half := median(rates[order[3]]) / 2
	calm, err := runVotes(binary, min(votes, int(half)*5)/10*10, half, known)
	if err != nil {
		return fmt.Errorf("at half load: %w", err)
	}
	fmt.Printf("At half load (%.0f/s) from update to answer: p50 %s, p99 %s\n", half, calm.p50.Round(100*time.Microsecond), calm.p99.Round(100*time.Microsecond))
	fmt.Printf("Resident with %d claims known: %.0f MB\n", known, float64(calm.resident)/1e6)
	return nil
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
