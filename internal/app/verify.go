package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rastau/rastau/internal/qrscan"
	"github.com/rastau/rastau/verification/bulletin"
)

// errSuperseded is returned for a bulletin that is genuine and not the newest that is known.
var errSuperseded = errors.New("a newer version is known: do not pass this one on")

func verifyCommand() *cobra.Command {
	var key, known string
	c := &cobra.Command{
		Use:   "verify FILE|TEXT|PICTURE|- --key KEY",
		Short: "Check a bulletin or a list of successors without internet: who signed what and when, and whether something newer is known",
		Long: `Check a bulletin or a list of successors without internet. It is a file (with its .minisig beside it, if there is one), a picture of the
QR code, an entry of a feed, a text, or - for standard input. KEY is the public key that someone you trust gave you: its text (RSTK1:…),
its 25 words, a picture of its QR code, or a file with it and with statements about keys.

The exit code is 0 for a genuine bulletin, 3 for a genuine one of which a newer version is known, and 1 for anything else.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if key == "" {
				return errors.New("say which key you trust: --key RSTK1:…, its 25 words, or a file. Without it, anybody could have signed this")
			}
			ring, err := ringOf(key)
			if err != nil {
				return fmt.Errorf("--key: %w", err)
			}
			input, err := evidence(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			var state bulletin.State
			if known != "" {
				if state, err = knownFrom(known, &ring); err != nil {
					return fmt.Errorf("--known: %w", err)
				}
			}
			return verify(cmd.OutOrStdout(), input, ring, state)
		},
	}
	c.Flags().StringVar(&key, "key", "", "the public key: text, words, picture or file")
	c.Flags().StringVar(&known, "known", "", "a file or folder with the bulletins and statements that you have")
	return c
}

// largestEvidence is how much of a file is read.
const largestEvidence = 64 << 20

// evidence gives what is to be checked: the file of that name, with its signature if one is beside it; what is piped in; or
// the text itself.
func evidence(arg string, in io.Reader) ([]byte, error) {
	if arg == "-" {
		return io.ReadAll(io.LimitReader(in, largestEvidence))
	}
	file, err := readFile(arg)
	if errors.Is(err, fs.ErrNotExist) && (strings.Contains(arg, ":") || strings.Contains(arg, "\n")) || isTooLong(err) {
		return []byte(arg), nil
	}
	if err != nil {
		return nil, err
	}
	signature, err := readFile(arg + ".minisig")
	if errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	return bulletin.Bundle(file, signature), err
}

// isTooLong tells whether what was given is longer than the name of any file.
func isTooLong(err error) bool {
	return err != nil && strings.Contains(err.Error(), "file name too long")
}

func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > largestEvidence {
		return nil, fmt.Errorf("%s is no file that could be a bulletin", name)
	}
	return os.ReadFile(name)
}

// text reads the code if it is a picture.
func text(input []byte) ([]byte, error) {
	if !strings.HasPrefix(http.DetectContentType(input), "image/") {
		return input, nil
	}
	read, err := qrscan.Read(context.Background(), input)
	return []byte(read), err
}

// ringOf reads the key that somebody trusts.
func ringOf(key string) (bulletin.Keyring, error) {
	ring, err := bulletin.ParseKeyring(key)
	if err == nil {
		return ring, nil
	}
	file, fileErr := readFile(key)
	if fileErr != nil {
		return ring, err
	}
	file, err = text(file)
	if err != nil {
		return ring, err
	}
	return bulletin.ParseKeyring(string(file))
}

// knownFrom merges all bulletins that a file or folder holds and the ring believes, and adds the statements to the ring.
func knownFrom(name string, ring *bulletin.Keyring) (bulletin.State, error) {
	var state bulletin.State
	var proofs []string
	err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		file, err := readFile(path)
		if err != nil {
			return err
		}
		if strings.HasPrefix(http.DetectContentType(file), "text/") {
			proofs = append(proofs, bulletin.Proofs(string(file))...)
		}
		return nil
	})
	if err != nil {
		return state, err
	}
	for _, p := range proofs {
		// One that does not prove itself adds nothing; the rest counts.
		_ = ring.Add([]byte(p))
	}
	for _, p := range proofs {
		if b, _, err := bulletin.Verify([]byte(p), *ring); err == nil {
			state.Merge(b)
		}
	}
	return state, nil
}

// verify checks one bulletin, statement about keys or list of successors, and says what came of it.
func verify(out io.Writer, input []byte, ring bulletin.Keyring, known bulletin.State) error {
	input, err := text(input)
	if err != nil {
		return err
	}
	if s, err := bulletin.ParseStatement(bytes.TrimSpace(input)); err == nil {
		return statement(out, s, ring)
	}
	list, err := bulletin.ParseSuccessors(input, ring)
	if err == nil {
		succession(out, list)
		return nil
	}
	if !errors.Is(err, bulletin.ErrDamaged) { // it is a list
		return fmt.Errorf("✗ NOT GENUINE. %w", err)
	}
	if link := string(bytes.TrimSpace(input)); strings.HasPrefix(link, "https://t.me/") {
		return fmt.Errorf("✗ NOT SIGNED. This is a link to a bot, %s, which anybody could have made. Ask the bot you trust for a new picture", link)
	}
	b, signed, err := bulletin.Verify(input, ring)
	if err != nil && !errors.Is(err, bulletin.ErrAltered) {
		return fmt.Errorf("✗ NOT GENUINE. %w", err)
	}
	fmt.Fprintf(out, "✓ Signed by the key %s, which you trust.\n%s\n\n", signed.By.ID(), b.Title())
	superseded := false
	for _, it := range b.Items {
		fmt.Fprintln(out, it.Line(b.Language))
		if newer, is := known.Item(it.Code); is && newer.Version > it.Version {
			superseded = true
			fmt.Fprintf(out, "  ! A newer version is known: %s\n", newer.Line(b.Language))
		}
	}
	switch {
	case err != nil:
		return errors.New("✗ the words around the signed line are not its own: only what stands above is signed")
	case superseded:
		return errSuperseded
	case known.Newest() > b.Number:
		fmt.Fprintf(out, "\nA newer bulletin is known (%d); it says the same of these.\n", known.Newest())
	}
	return nil
}

func statement(out io.Writer, s bulletin.Statement, ring bulletin.Keyring) error {
	if err := ring.Add(s.COSE); err != nil {
		return err
	}
	verb := "is replaced by"
	if s.Kind == bulletin.Revocation {
		verb = "is revoked by"
	}
	fmt.Fprintf(out, "From %s on the key %s %s the key %s.\n", s.At.Format("2006-01-02 15:04 UTC"), s.Key.ID(), verb, s.By.ID())
	if err := ring.Check(s.By, s.At); err != nil {
		return fmt.Errorf("✗ %w", err)
	}
	fmt.Fprintln(out, "✓ The key that says so is one that you trust.")
	return nil
}
