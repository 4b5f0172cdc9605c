package app

import (
	"regexp"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rastau/rastau/internal/glossary"
)

// TestHelpKeepsToTheGlossary reads what every command, flag and setting says of itself.
func TestHelpKeepsToTheGlossary(t *testing.T) {
	t.Parallel()
	avoided := glossary.Of(glossary.Help)
	settings := regexp.MustCompile(`RASTAU_[A-Z_]+`) // keep their names
	check := func(of, text string) {
		text = settings.ReplaceAllString(text, "")
		for _, e := range avoided {
			if fault := e.Check(text); fault != "" {
				t.Errorf("%s: %s\n\t%s", of, fault, text)
			}
		}
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		check(c.CommandPath(), c.Short+"\n"+c.Long+"\n"+c.Example)
		c.Flags().VisitAll(func(f *pflag.Flag) { check(c.CommandPath()+" --"+f.Name, f.Usage) })
		c.PersistentFlags().VisitAll(func(f *pflag.Flag) { check(c.CommandPath()+" --"+f.Name, f.Usage) })
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(command("test", Demos{}))
}
