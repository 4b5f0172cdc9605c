package config

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Fault is one error in the settings.
type Fault struct {
	Setting string // the variable, or the file
	Problem string // completes the sentence that Setting begins
	Mend    string // what to do, as a sentence without its full stop
}

func (f Fault) String() string {
	text := f.Setting + " " + f.Problem + ". " + f.Mend
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// Faults are all errors in the settings.
type Faults []Fault

func (f Faults) Error() string {
	var b strings.Builder
	if len(f) == 1 {
		b.WriteString("one setting is wrong:")
	} else {
		fmt.Fprintf(&b, "%d settings are wrong:", len(f))
	}
	for _, one := range f {
		b.WriteString("\n  - " + one.String())
	}
	return b.String()
}

// fault is a Fault whose setting is filled in by the caller.
type fault struct{ problem, mend string }

func (f fault) Error() string { return f.problem + ". " + f.mend }

// quote returns a value that is not secret in quotes, on one line and shortened.
func quote(value string) string {
	const most = 60
	if len(value) > most {
		value = value[:most]
		for !utf8.ValidString(value) && len(value) > most-utf8.UTFMax {
			value = value[:len(value)-1]
		}
		value += "…"
	}
	return strconv.Quote(value)
}
