package app

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/bulletin"
)

// successors is the list that the settings name, signed by the key for bulletins; an empty one when they name none.
func successors(s config.Settings, keys func() (bulletin.SigningKeys, error), now time.Time) (bulletin.Successors, error) {
	if len(s.Successors)+len(s.Mirrors) == 0 {
		return bulletin.Successors{}, nil
	}
	holding, err := keys()
	if err != nil {
		return bulletin.Successors{}, err
	}
	return bulletin.NameSuccessors(holding.Key, s.Successors, s.Mirrors, now)
}

// successorsCommand prints the list; `rastau verify` checks it.
func successorsCommand() *cobra.Command {
	return settled("successors", "Print the signed list of the bots and mirrors that take over; check it with rastau verify",
		func(cmd *cobra.Command, s config.Settings) error {
			keys := func() (bulletin.SigningKeys, error) { return loadHolding(s.BulletinKey) }
			list, err := successors(s, keys, clockwork.NewRealClock().Now())
			if err != nil {
				return err
			}
			if list.COSE == nil {
				return errors.New("none are named: set RASTAU_SUCCESSORS or RASTAU_MIRRORS")
			}
			fmt.Fprintln(cmd.OutOrStdout(), list.Text())
			return nil
		})
}

// succession says what a list that is genuine names.
func succession(out io.Writer, list bulletin.Successors) {
	fmt.Fprintf(out, "✓ Signed by the key %s, which you trust, on %s.\nIf the bot is gone, look here:\n", list.By.ID(), list.At.Format("2006-01-02 15:04 UTC"))
	for _, name := range list.Bots {
		fmt.Fprintln(out, "@"+name)
	}
	for _, address := range list.Mirrors {
		fmt.Fprintln(out, address)
	}
}
