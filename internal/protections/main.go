// Command protections proves that every protection is held by a test: it takes each away, one at a time, and says which test
// fails then. The working tree is never changed: the altered files are laid over it for one run of go test.
//
//	go run ./internal/protections             # all of them; some minutes
//	go run ./internal/protections 'Rule 4'    # those whose heading or promise has that in it
//	go run ./internal/protections -docs       # write docs/safety.md anew
//
// It fails when a test stays green, when what is to be taken away is not found, or when the code cannot be built without it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/rastau/rastau/internal/english"
)

func main() {
	docs := flag.Bool("docs", false, "write docs/safety.md anew")
	workers := flag.Int("workers", 2, "how many are tried at the same time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *docs, *workers, flag.Arg(0))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, docs bool, workers int, only string) error {
	root, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	if docs {
		text, err := document(root)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(root, "docs", "safety.md"), []byte(text), 0o644)
	}
	var chosen []protection
	for _, p := range protections {
		if strings.Contains(p.Rule+": "+p.Says, only) {
			chosen = append(chosen, p)
		}
	}
	return removeAll(ctx, root, chosen, workers)
}

// removeAll takes each away and prints what came of it, in the order of the list.
func removeAll(ctx context.Context, root string, all []protection, workers int) error {
	clock := clockwork.NewRealClock()
	began := clock.Now()
	dir, err := os.MkdirTemp("", "protections-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	red, failed := make([]string, len(all)), make([]error, len(all))
	done := make([]chan struct{}, len(all))
	next := make(chan int, len(all))
	for i := range all {
		done[i] = make(chan struct{})
		next <- i
	}
	close(next)
	var working sync.WaitGroup
	for range max(workers, 1) {
		working.Go(func() {
			for i := range next {
				red[i], failed[i] = remove(ctx, root, filepath.Join(dir, fmt.Sprint(i)), all[i])
				close(done[i])
			}
		})
	}
	wrong, heading := 0, ""
	for i, p := range all {
		<-done[i]
		if p.Rule != heading {
			heading = p.Rule
			fmt.Println(heading)
		}
		if failed[i] != nil {
			wrong++
			fmt.Printf("  NOT HELD       %s\n                 %s: %v\n", p.Says, p.Edits[0].File, failed[i])
			continue
		}
		fmt.Printf("  removed → red  %s\n                 %s\n", p.Says, red[i])
	}
	working.Wait()
	fmt.Printf("%s taken away, %d held by a test, in %s\n", english.Count(len(all), "protection"), len(all)-wrong, clock.Since(began).Round(time.Second))
	if wrong > 0 {
		return fmt.Errorf("%s can be taken away unnoticed", english.Count(wrong, "protection"))
	}
	return nil
}
