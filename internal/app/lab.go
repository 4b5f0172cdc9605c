package app

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/internal/lab"
	"github.com/rastau/rastau/verification/consensus"
)

// labCommands are the tools for who wants to look behind the verdicts. All but export need neither a token nor Redis.
func labCommands() []*cobra.Command {
	tools := &cobra.Command{
		Use: "lab", Short: "Try the engine on files of your own",
		Long: "Try the engine on files of your own before you trust it. Nothing is stored and no one is asked.",
	}
	tools.AddCommand(labConsensus(), labTexts(), labNames(), &cobra.Command{
		Use: "measure FOLDER", Short: "Measure the engine and its parts on votes with known outcomes", Args: cobra.ExactArgs(1),
		Long: `Measure the engine and its parts on sets of votes with known outcomes. The folder holds NAME.votes.tsv (claim,
verifier, answer) and NAME.gold.tsv (claim, answer), tab-separated, the first line naming the columns.`,
		RunE: func(cmd *cobra.Command, args []string) error { return lab.Measure(args[0], cmd.OutOrStdout()) },
	})
	tools.AddCommand(seeded("crowds", "Simulate realistic crowds, and print how well the engine and its parts do", lab.WriteCrowds))
	tools.AddCommand(labPictures())
	attacks := seeded("simulate", "Simulate attacks on verdicts, and print what they achieved", lab.Simulate)
	return []*cobra.Command{tools, attacks, recount(), export()}
}

func labConsensus() *cobra.Command {
	var files lab.ConsensusFiles
	options := lab.ConsensusOptions{Policy: consensus.DefaultPolicy()}
	var timing bool
	c := &cobra.Command{
		Use: "consensus --votes FILE", Short: "Compute verdicts from a file of votes", Args: cobra.NoArgs,
		Long: `Compute verdicts from a file of votes. Files are tab-separated, and their first line names the columns:

  --votes     claim  verifier  answer  [at]   the votes; the time is 2022-01-09T18:30:00Z or seconds since 1970
  --settled   claim  answer                   outcomes that are known; the engine learns from them
  --trusted   verifier                        people who surely act for no one else
  --invites   verifier  inviter               who invited whom

It prints, tab-separated, a line for each claim: the best answer, the probability that it is right, the number of
independent votes, whether it would be published, and why.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			took, err := lab.Consensus(files, options, clockwork.NewRealClock().Now, cmd.OutOrStdout())
			if err == nil && timing {
				fmt.Fprintf(cmd.ErrOrStderr(), "read in %v, judged in %v\n", took.Reading.Round(time.Millisecond), took.Judging.Round(time.Millisecond))
			}
			return err
		},
	}
	f := c.Flags()
	f.StringVar(&files.Votes, "votes", "", "the votes")
	f.StringVar(&files.Settled, "settled", "", "outcomes that are known")
	f.StringVar(&files.Trusted, "trusted", "", "people who surely act for no one else")
	f.StringVar(&files.Invites, "invites", "", "who invited whom")
	f.BoolVar(&options.Online, "online", false, "judge vote by vote, as the bot does while a claim is open")
	f.Float64Var(&options.Policy.Confidence, "confidence", options.Policy.Confidence, "the probability needed to publish")
	f.IntVar(&options.Policy.MinVoices, "voices", options.Policy.MinVoices, "the independent votes for the answer needed to publish")
	f.BoolVar(&timing, "timing", false, "print how long it took")
	if err := c.MarkFlagRequired("votes"); err != nil {
		panic(err) // the flag is three lines above
	}
	return c
}

// seeded is a command whose table is an average over seeds.
func seeded(use, short string, write func(out io.Writer, first uint64, seeds int) error) *cobra.Command {
	var first uint64
	var seeds int
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return write(cmd.OutOrStdout(), first, seeds) },
	}
	c.Flags().Uint64Var(&first, "seed", 1, "the first seed")
	c.Flags().IntVar(&seeds, "seeds", 10, "how many seeds to average")
	return c
}

func recount() *cobra.Command {
	return &cobra.Command{
		Use: "recount EXPORT", Short: "Recompute every published verdict of an export, and list each difference", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := lab.Recount(args[0], cmd.OutOrStdout())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d as the votes give them, %d corrected by reviewers, %d different\n",
				english.Count(n.Claims, "published verdict"), n.Claims-n.ByHand-n.Different, n.ByHand, n.Different)
			if n.Different > 0 {
				return fmt.Errorf("%s not what the votes give", english.Count(n.Different, "verdict is", "verdicts are"))
			}
			return nil
		},
	}
}

func export() *cobra.Command {
	c := &cobra.Command{
		Use: "export", Short: "Write the open data: the votes behind every published verdict, without names, one JSON object per line", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			settings, err := config.Load(cmd.Flags(), os.Environ())
			if err != nil {
				return err
			}
			return Export(cmd.Context(), settings, cmd.OutOrStdout())
		},
	}
	config.Register(c.Flags())
	return c
}
