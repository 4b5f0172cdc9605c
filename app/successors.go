package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/bulletin"
)

// signingKey reads the key that signs bulletins; found is false when there is none. Lines about earlier keys are skipped.
func signingKey(s config.Settings) (key bulletin.Key, found bool, err error) {
	path := filepath.Join(filepath.Dir(s.Keys), "bulletin-key")
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return key, false, nil
	}
	if err != nil {
		return key, false, fmt.Errorf("the key for bulletins: %w", err)
	}
	var own bytes.Buffer
	for line := range bytes.Lines(file) {
		if !bytes.HasPrefix(line, []byte("first ")) && !bytes.HasPrefix(line, []byte("statement ")) {
			own.Write(line)
		}
	}
	if key, err = bulletin.Parse(own.Bytes()); err != nil {
		return key, false, fmt.Errorf("%s: %w", path, err)
	}
	return key, true, nil
}

// successors is the list that the settings name, signed if there is a key.
func successors(s config.Settings, now time.Time) (bulletin.Successors, error) {
	if len(s.Successors)+len(s.Mirrors) == 0 {
		return bulletin.Successors{}, nil
	}
	key, found, err := signingKey(s)
	if err != nil || !found {
		return bulletin.Successors{Bots: s.Successors, Mirrors: s.Mirrors}, err
	}
	return bulletin.NameSuccessors(key, s.Successors, s.Mirrors, now)
}

// successorsCommand prints the list, or checks one.
func successorsCommand() *cobra.Command {
	var by []string
	c := settled("successors [TEXT or FILE]", "Print the signed list of the bots and mirrors that take over, or check one offline: --key KEY TEXT",
		func(cmd *cobra.Command, s config.Settings) error {
			list, err := successors(s, clockwork.NewRealClock().Now())
			switch {
			case err != nil:
				return err
			case len(list.Bots)+len(list.Mirrors) == 0:
				return errors.New("none are named: set RASTAU_SUCCESSORS or RASTAU_MIRRORS")
			case list.COSE == nil:
				return errors.New("there is no key for bulletins beside RASTAU_KEYS, so nobody can sign the list")
			}
			fmt.Fprintln(cmd.OutOrStdout(), list.Text())
			return nil
		})
	write := c.RunE
	c.Args = cobra.MaximumNArgs(1)
	c.Flags().StringArrayVar(&by, "key", nil, "a public key that you were given: its text or its words; may be repeated")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return write(cmd, args)
		}
		return checkSuccessors(cmd, args[0], by)
	}
	return c
}

func checkSuccessors(cmd *cobra.Command, input string, by []string) error {
	var given []bulletin.PublicKey
	for _, text := range by {
		key, err := bulletin.ParsePublicKey(text)
		if err != nil {
			return fmt.Errorf("--key: %w", err)
		}
		given = append(given, key)
	}
	if len(given) == 0 {
		return errors.New("say by whom: --key KEY, as /key gave it to you")
	}
	text := []byte(input)
	if file, err := os.ReadFile(input); err == nil {
		text = file
	}
	list, err := bulletin.ParseSuccessors(text, bulletin.NewKeyring(given...))
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Genuine: signed by %s on %s.\n", list.By.ID(), list.At.Format(time.RFC3339))
	for _, name := range list.Bots {
		fmt.Fprintln(cmd.OutOrStdout(), "@"+name)
	}
	fmt.Fprint(cmd.OutOrStdout(), strings.Join(append(list.Mirrors, ""), "\n"))
	return nil
}
