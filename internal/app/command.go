package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/lab"
)

// Exit codes.
const (
	exitFailed   = 1
	exitSettings = 2
	exitNewer    = 3 // a genuine bulletin of which a newer version is known
)

// Demo plays a demonstration.
type Demo func(ctx context.Context, out io.Writer, headless bool) error

// Demos are the demonstrations; they are handed in because they stand above this package.
type Demos struct{ Pianist, Shutdown Demo }

// Main is the command `rastau`. It returns the exit code.
func Main(version string, demos Demos) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := command(version, demos)
	err := root.ExecuteContext(ctx)
	var faults config.Faults
	var malformed lab.Malformed
	switch {
	case err == nil:
		return 0
	case errors.As(err, &malformed):
		fmt.Fprintln(os.Stderr, malformed.Error())
		return exitSettings
	case errors.As(err, &faults):
		fmt.Fprintln(os.Stderr, faults.Error())
		return exitSettings
	}
	fmt.Fprintln(os.Stderr, "rastau: "+err.Error())
	if errors.Is(err, errSuperseded) {
		return exitNewer
	}
	return exitFailed
}

func command(version string, demos Demos) *cobra.Command {
	root := &cobra.Command{
		Use:           "rastau",
		Short:         "A Telegram bot that lets people check rumours, with volunteers and editors",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	run := &cobra.Command{
		Use: "run", Short: "Run the bot until it is stopped (Ctrl-C)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			settings, err := config.Load(cmd.Flags(), os.Environ())
			if err != nil {
				return err
			}
			a, err := New(cmd.Context(), Options{Settings: settings, LogTo: os.Stderr})
			if err != nil {
				if cmd.Context().Err() != nil && errors.Is(err, context.Canceled) {
					return nil // it was told to stop while it waited
				}
				return err
			}
			return a.Run(cmd.Context())
		},
	}
	config.Register(run.Flags())
	check := &cobra.Command{
		Use: "doctor", Short: "Check the token, network, Redis, clocks and folders, and say how to fix what is wrong", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			settings, err := config.Load(cmd.Flags(), os.Environ())
			if err != nil {
				return err
			}
			return Doctor(cmd.Context(), settings, cmd.OutOrStdout())
		},
	}
	config.Register(check.Flags())
	play := played("demo", "Play the whole story of a claim in this terminal; needs no token and no Redis", demos.Pianist)
	play.AddCommand(played("shutdown", "Play 36 hours without internet", demos.Shutdown))
	play.PersistentFlags().Bool("headless", false, "no pauses and no colours")
	root.AddCommand(run, play, check, &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) { fmt.Fprintln(cmd.OutOrStdout(), "rastau "+version) },
	})
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		unknown, ok := errors.AsType[*pflag.NotExistError](err)
		if !ok {
			return err
		}
		if like := config.SuggestFlags(unknown.GetSpecifiedName()); len(like) > 0 {
			return fmt.Errorf("%w. Did you mean %s?", err, strings.Join(like, " or "))
		}
		return err
	})
	root.AddCommand(labCommands()...)
	root.AddCommand(vaultCommands()...)
	root.AddCommand(successorsCommand())
	return root
}

func played(name, short string, demo Demo) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			headless, err := cmd.Flags().GetBool("headless")
			if err != nil {
				return err
			}
			return demo(cmd.Context(), cmd.OutOrStdout(), headless)
		},
	}
}
