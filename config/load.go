package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
	"github.com/spf13/pflag"
)

// Load reads the settings from flags (which may be nil), environ (as returned by [os.Environ]) and the file, and checks them. Its error
// is of type [Faults] and lists everything that is wrong.
func Load(flags *pflag.FlagSet, environ []string) (Settings, error) {
	values, faults := gather(flags, environ)
	var s Settings
	err := env.ParseWithOptions(&s, env.Options{Environment: values})
	wrong := map[string]bool{} // what cannot be read is reported once, not checked again
	for _, f := range unreadable(err, values) {
		wrong[f.Setting] = true
		faults = append(faults, f)
	}
	s.complete()
	for _, f := range s.check() {
		if name := tokenElsewhere(values); f.Setting == "RASTAU_TELEGRAM_TOKEN" && s.TelegramToken == "" && name != "" {
			f.Mend = name + " is set, which is not read. Did you mean RASTAU_TELEGRAM_TOKEN?"
		}
		if !wrong[f.Setting] {
			faults = append(faults, f)
		}
	}
	if len(faults) > 0 {
		inOrder(faults)
		return Settings{}, faults
	}
	return s, nil
}

// tokens are the variables from which other bots read their token.
var tokens = []string{"TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN", "BOT_TOKEN"}

// tokenElsewhere returns the variable of another bot's convention that holds a token, or "".
func tokenElsewhere(values map[string]string) string {
	for _, name := range tokens {
		if values[name] != "" {
			return name
		}
	}
	return ""
}

// gather takes every setting from the first source that has it.
func gather(flags *pflag.FlagSet, environ []string) (map[string]string, Faults) {
	values := map[string]string{}
	var faults Faults
	environment := map[string]string{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok {
			environment[name] = value
		}
	}
	given := map[string]string{}
	if flags != nil {
		flags.Visit(func(f *pflag.Flag) { given[f.Name] = f.Value.String() })
	}

	name, named := given[fileFlag]
	if !named {
		name, named = environment[fileVariable], environment[fileVariable] != ""
	}
	delete(environment, fileVariable)
	file, fault := readFile(name, named)
	if fault != nil {
		faults = append(faults, *fault)
	}
	for _, place := range []map[string]string{file, environment} {
		for variable, value := range place {
			if !strings.HasPrefix(variable, prefix) {
				if right, ok := meant(variable); ok {
					faults = append(faults, misspelt(variable, right))
				}
				if slices.Contains(tokens, variable) {
					values[variable] = value
				}
				continue // a file of this kind often serves several programs
			}
			known := slices.ContainsFunc(fields(), func(f field) bool { return f.Variable == variable })
			if !known {
				faults = append(faults, unknown(variable))
				continue
			}
			values[variable] = strings.TrimSpace(value)
		}
	}
	for _, f := range fields() {
		if value, ok := given[f.Flag]; ok {
			values[f.Variable] = strings.TrimSpace(value)
		}
	}
	// Only these have a default that an operator may want to clear.
	for _, variable := range []string{"RASTAU_LISTEN", "RASTAU_METRICS_LISTEN"} {
		if value, set := values[variable]; set && value == "" {
			values[variable] = off
		}
	}
	return values, faults
}

// readFile reads KEY=value lines. A file that was not named explicitly may be missing.
func readFile(name string, named bool) (map[string]string, *Fault) {
	if !named {
		name = defaultFile
	}
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Fault{name, "does not exist", "Give --config or RASTAU_CONFIG the path of a file that does"}
	case err != nil:
		return nil, &Fault{name, "cannot be read", "Check that it is a file and who may read it: ls -l " + name}
	}
	values, err := godotenv.UnmarshalBytes(text)
	if err != nil {
		// The parser's error quotes the line, which may contain a secret.
		return nil, &Fault{name, "is not understood" + where(text),
			"Write lines such as RASTAU_DATA=data; put a value with spaces, quotes, # or $ between single quotes"}
	}
	return values, nil
}

var assignment = regexp.MustCompile(`^\s*(#|$|(export\s+)?[A-Za-z_][A-Za-z0-9_.]*\s*[=:])`)

// where returns a hint at the first line that is not an assignment.
func where(text []byte) string {
	n := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		n++
		if !assignment.MatchString(line) {
			return fmt.Sprintf(" (look at line %d)", n)
		}
	}
	return ""
}

func unknown(variable string) Fault {
	f := Fault{Setting: variable, Problem: "is not a setting", Mend: "Remove it; rastau run --help lists all settings"}
	if like := closest(variable); len(like) > 0 {
		f.Mend = "Did you mean " + strings.Join(like, " or ") + "?"
	}
	return f
}

// misspelt returns the fault for a variable that looks like a misspelt setting.
func misspelt(variable, right string) Fault {
	f := unknown(right)
	if slices.ContainsFunc(fields(), func(x field) bool { return x.Variable == right }) {
		f.Mend = "Did you mean " + right + "?"
	}
	f.Setting = variable
	return f
}

// unreadable returns a fault for each value that is not of its setting's type.
func unreadable(err error, values map[string]string) Faults {
	all, ok := errors.AsType[env.AggregateError](err)
	if !ok {
		return nil
	}
	var faults Faults
	for _, err := range all.Errors {
		parse, ok := errors.AsType[env.ParseError](err)
		if !ok {
			continue
		}
		i := slices.IndexFunc(fields(), func(f field) bool { return f.Name == parse.Name })
		if i < 0 {
			continue
		}
		f := fields()[i]
		if ours, ok := errors.AsType[fault](parse.Err); ok {
			faults = append(faults, Fault{f.Variable, ours.problem, ours.mend})
			continue
		}
		faults = append(faults, Fault{f.Variable, "is " + quote(values[f.Variable]), wanted(f.Type)})
	}
	return faults
}

func wanted(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return "Write a length of time such as 48h, 90m or 1h30m"
	case t.Kind() == reflect.Float64:
		return "Write a number such as 0.9"
	default:
		return "Write a whole number such as 5"
	}
}

// inOrder sorts faults in the order of the settings, with those that concern no setting first.
func inOrder(faults Faults) {
	rank := func(f Fault) int {
		return slices.IndexFunc(fields(), func(x field) bool { return x.Variable == f.Setting })
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a.Setting, b.Setting)
	})
}
