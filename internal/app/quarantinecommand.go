package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/bot/outbox"
	"github.com/rastau/rastau/bot/telegram"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification/vault"
)

// quarantineCommand is the way back for what could not be handled.
func quarantineCommand() *cobra.Command {
	c := &cobra.Command{Use: "quarantine", Short: "List what could not be handled, retry it or drop it, while the bot runs"}
	list := settled("list", "List what could not be handled: what it is, since when, why and how often, but not who sent it or what it says",
		withQuarantine(func(cmd *cobra.Command, q Quarantine) error { return q.List(cmd.Context(), cmd.OutOrStdout()) }))
	c.AddCommand(list,
		choosing("retry", "Handle it again", Quarantine.Retry),
		choosing("drop", "Erase it", Quarantine.Drop))
	return c
}

// choosing is a command that takes numbers of the list, or --all.
func choosing(use, short string, do func(Quarantine, context.Context, Choice, io.Writer) error) *cobra.Command {
	all := false
	var numbers []string
	c := settled(use+" NUMBER…", short, withQuarantine(func(cmd *cobra.Command, q Quarantine) error {
		choice, err := ParseChoice(numbers, all)
		if err != nil {
			return err
		}
		return do(q, cmd.Context(), choice, cmd.OutOrStdout())
	}))
	c.Args = func(_ *cobra.Command, args []string) error {
		numbers = args
		return nil
	}
	c.Flags().BoolVar(&all, "all", false, "everything in quarantine")
	return c
}

func withQuarantine(run func(*cobra.Command, Quarantine) error) func(*cobra.Command, config.Settings) error {
	return withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
		keys, err := keysFrom(s)
		if err != nil {
			return err
		}
		return run(cmd, NewQuarantine(client, vault.New(keys)))
	})
}

// Quarantine is what was set aside because it could not be handled: updates, whose numbers begin with u, and messages, with m.
type Quarantine struct {
	of map[byte]quarantine
}

// NewQuarantine opens the quarantine in a Redis, whether or not bots run on it.
func NewQuarantine(client redis.UniversalClient, v *vault.Vault) Quarantine {
	quiet, clock := slog.New(slog.DiscardHandler), clockwork.NewRealClock()
	return Quarantine{map[byte]quarantine{
		'u': intake.New(intake.Options{
			Redis: client, Sealer: v, Codec: intake.Codec{Decode: telegram.Decode, Peek: telegram.Peek}, Clock: clock, Log: quiet,
		}),
		'm': outbox.New(outbox.Options{Redis: client, Sealer: v, Clock: clock, Log: quiet}),
	}}
}

// places are the initials of the quarantines, in the order in which they are listed.
var places = []byte{'u', 'm'}

// List writes what is there, a line each.
func (q Quarantine) List(ctx context.Context, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	n := 0
	for _, initial := range places {
		all, err := q.of[initial].Isolated(ctx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if n == 0 {
				fmt.Fprintln(table, "NUMBER\tWHAT\tSINCE\tWHY\tTIMES")
			}
			n++
			fmt.Fprintf(table, "%c%d\t%s\t%s\t%s\t%d\n", initial, one.Number, one.Kind, one.At.Format("2006-01-02 15:04 UTC"), one.Why, one.Times)
		}
	}
	if n == 0 {
		_, err := fmt.Fprintln(out, "Nothing is in quarantine.")
		return err
	}
	return table.Flush()
}

// Choice is which of the quarantine are meant.
type Choice struct {
	all     bool
	numbers []string
}

var numbered = regexp.MustCompile(`^[um]\d+$`)

// ParseChoice reads numbers as List writes them.
func ParseChoice(numbers []string, all bool) (Choice, error) {
	if all == (len(numbers) > 0) {
		return Choice{}, errors.New("say which: numbers of `rastau quarantine list`, or --all")
	}
	for _, text := range numbers {
		if !numbered.MatchString(text) {
			return Choice{}, fmt.Errorf("%q is no number of `rastau quarantine list`", text)
		}
	}
	slices.Sort(numbers)
	return Choice{all, slices.Compact(numbers)}, nil // one that is given twice is one
}

func (c Choice) of(initial byte) func(number int64) bool {
	return func(number int64) bool {
		return c.all || slices.Contains(c.numbers, string(initial)+strconv.FormatInt(number, 10))
	}
}

// Retry has it handled again by the bots that run; it may be repeated.
func (q Quarantine) Retry(ctx context.Context, c Choice, out io.Writer) error {
	return q.each(ctx, c, out, quarantine.Retry, "%d will be tried again as soon as a bot runs. What fails again comes back: rastau quarantine list.\n")
}

// Drop erases it.
func (q Quarantine) Drop(ctx context.Context, c Choice, out io.Writer) error {
	return q.each(ctx, c, out, quarantine.Drop, "%d dropped.\n")
}

func (q Quarantine) each(ctx context.Context, c Choice, out io.Writer,
	do func(quarantine, context.Context, func(int64) bool) (int, error), done string,
) error {
	total := 0
	for _, initial := range places {
		n, err := do(q.of[initial], ctx, c.of(initial))
		if total += n; err != nil {
			return err
		}
	}
	if total > 0 {
		fmt.Fprintf(out, done, total)
	}
	switch missing := len(c.numbers) - total; {
	case missing > 0:
		fmt.Fprintf(out, "%s not there any more, or cannot be opened with these keys.\n", english.Count(missing, "of them is", "of them are"))
	case total == 0:
		fmt.Fprintln(out, "There was nothing to do: rastau quarantine list shows what is there.")
	}
	return nil
}
