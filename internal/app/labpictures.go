package app

import (
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/internal/lab"
)

func labPictures() *cobra.Command {
	return &cobra.Command{
		Use: "pictures FILE...", Short: "Compute the PDQ hash of each picture, by which duplicates are found", Args: cobra.MinimumNArgs(1),
		Long: `Compute the PDQ hash of each picture, by which duplicates are found, as Meta's tools do. Pictures are JPEG, PNG, GIF (the first
frame) or WebP of up to 20 MB.

It prints, tab-separated and with a header, a line for each file: its name, the hash as 64 hexadecimal digits, and the
quality, 0 to 100, which says how much there is to see. A file that cannot be read is reported on standard error; the others
are printed, and the exit code is not 0.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return lab.Pictures(args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}
