// Command structure measures how the code is built: for each package its files, lines, exported names, its biggest type, and
// how many calls between its files run backwards. Tests and generated files do not count.
//
//	go run ./internal/structure                  # every package, as a table in Markdown
//	go run ./internal/structure ./verification   # some, with the calls that run backwards
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	flag.Parse()
	patterns := flag.Args()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	measured, err := measure(".", patterns...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	table(os.Stdout, measured)
	if flag.NArg() > 0 {
		details(os.Stdout, measured)
	}
}

// table writes one row for each package.
func table(w io.Writer, measured []figures) {
	fmt.Fprintln(w, "| Package | Files | Lines | Exported | Biggest type (methods) | Calls between files | Backwards |")
	fmt.Fprintln(w, "| --- | ---: | ---: | ---: | --- | ---: | ---: |")
	for _, f := range measured {
		biggest := "–"
		if f.methods > 0 {
			biggest = fmt.Sprintf("%s (%d)", f.biggest, f.methods)
		}
		fmt.Fprintf(w, "| `%s` | %d | %d | %d | %s | %d | %d |\n", f.name, f.files, f.lines, f.exported, biggest, f.calls, len(f.backward))
	}
}

// details lists the calls that run backwards.
func details(w io.Writer, measured []figures) {
	for _, f := range measured {
		for _, call := range f.backward {
			fmt.Fprintf(w, "%s: %s calls %s: %s\n", f.name, call.from, call.to, strings.Join(call.names, ", "))
		}
	}
}
