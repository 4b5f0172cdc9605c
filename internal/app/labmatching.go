package app

import (
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/internal/lab"
)

func labTexts() *cobra.Command {
	var known, queries string
	c := &cobra.Command{
		Use: "texts --known FILE --queries FILE", Short: "Find the known texts that say the same as others", Args: cobra.NoArgs,
		Long: `Find the known texts that say the same as others. Both files have a line for each text: its id, a tab, the text.

It prints, tab-separated with a header, up to five known texts for each query, the likeliest first: query, rank, known, score
from 0 to 1, and the decision: "join" (taken for the same claim without asking), "suggest" (shown to the person, who
decides) or "none". A query for which nothing is found, or which has no text, has one line with no known text and "none".
A duplicate id in a file is an error, and so is a file without known texts.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return lab.Texts(known, queries, cmd.OutOrStdout()) },
	}
	f := c.Flags()
	f.StringVar(&known, "known", "", "the known texts")
	f.StringVar(&queries, "queries", "", "the texts to look up")
	for _, name := range []string{"known", "queries"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // the flag is some lines above
		}
	}
	return c
}

func labNames() *cobra.Command {
	return &cobra.Command{
		Use: "names FILE", Short: "Decide whether two names may belong to the same person", Args: cobra.ExactArgs(1),
		Long: `Decide whether two names may belong to the same person. The file has a line for each pair: a name, a tab, a name.

It prints, tab-separated and without a header, both names, how alike they are from 0 to 1, and "same" or "different".`,
		RunE: func(cmd *cobra.Command, args []string) error { return lab.Names(args[0], cmd.OutOrStdout()) },
	}
}
