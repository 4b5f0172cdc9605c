// Command pictures draws the chats that the guides show, as a phone shows them, from the conversations in test/conversations. Tests
// hold those to what the bot says word for word, so a picture shows nothing else. It needs Chromium.
//
//	go run ./internal/pictures             # draws every picture whose conversation has changed
//	go run ./internal/pictures citizen.en  # draws these
//
//	# what the bot sends as pictures, kept by the tests, side by side in docs/cards.png:
//	go test ./test -run Conversations/guide -keep "$PWD/cards" && go run ./internal/pictures -cards cards
//
// A conversation says between "# picture NAME: CHAT" and "# end of NAME" what is drawn: what somebody sees in that chat, with the
// buttons that they press. When a message is edited, the picture shows both, one below the other.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

// Folders and files, from the top of the repository.
const (
	conversations = "test/conversations"
	folder        = "docs/pictures"
	drawnList     = "docs/pictures/drawn.txt" // of each picture the digest of what it was drawn from
)

func main() {
	cards := flag.String("cards", "", "draw docs/cards.png from the pictures in this folder")
	flag.Parse()
	if *cards != "" {
		if err := drawCards(*cards); err != nil {
			fmt.Fprintln(os.Stderr, "pictures:", err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// run draws the pictures that are named, or those that are not what their conversation says.
func run(ctx context.Context, names []string) error {
	all, err := readAll(conversations)
	if err != nil {
		return err
	}
	drawn, err := readDrawn(drawnList)
	if err != nil {
		return err
	}
	for _, p := range all {
		path := filepath.Join(folder, p.name+".png")
		if _, err := os.Stat(path); len(names) > 0 && !slices.Contains(names, p.name) || len(names) == 0 && err == nil && drawn[p.name] == p.digest() {
			continue
		}
		picture, err := draw(ctx, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := os.WriteFile(path, picture, 0o644); err != nil {
			return err
		}
		drawn[p.name] = p.digest()
		fmt.Printf("%s: %d kB\n", path, (len(picture)+1023)/1024)
	}
	var list strings.Builder
	for _, p := range all {
		fmt.Fprintf(&list, "%s %s\n", p.name, drawn[p.name])
	}
	return os.WriteFile(drawnList, []byte(list.String()), 0o644)
}

// readAll reads the pictures of all conversations in a folder, by name.
func readAll(dir string) ([]picture, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var all []picture
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		found, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b picture) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// readDrawn reads from what each picture was drawn. No file means that none was.
func readDrawn(path string) (map[string]string, error) {
	drawn := map[string]string{}
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		name, digest, _ := strings.Cut(strings.TrimSpace(line), " ")
		drawn[name] = digest
	}
	return drawn, nil
}

// digest names what a picture shows.
func (p picture) digest() string {
	sum := sha256.Sum256([]byte(p.html()))
	return hex.EncodeToString(sum[:8])
}
