package config

import (
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

// Register adds a flag for each setting, and --config.
func Register(flags *pflag.FlagSet) {
	flags.String(fileFlag, "", "file of settings, one KEY=value a line ("+defaultFile+" where there is one) ["+fileVariable+"]")
	for _, f := range fields() {
		flags.String(f.Flag, "", f.usage()+" ["+f.Variable+"]")
	}
}

// Help writes every setting with its variable, default and meaning.
func Help() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "Variable\tFlag\tMeaning")
	for _, f := range fields() {
		_, _ = fmt.Fprintf(w, "%s\t--%s\t%s\n", f.Variable, f.Flag, f.usage())
	}
	_ = w.Flush()
	return b.String()
}

func (f field) usage() string {
	if f.Default == "" {
		return f.Help
	}
	return f.Help + " (default: " + f.Default + ")"
}

// String returns the settings, one per line, without the secrets.
func (s Settings) String() string {
	var b strings.Builder
	for _, f := range fields() {
		fmt.Fprintf(&b, "%s=%v\n", f.Variable, s.value(f))
	}
	return b.String()
}

// GoString is String, so that no verb shows a secret.
func (s Settings) GoString() string { return s.String() }

// LogValue returns the settings without the secrets.
func (s Settings) LogValue() slog.Value {
	attrs := make([]slog.Attr, 0, len(fields()))
	for _, f := range fields() {
		attrs = append(attrs, slog.String(f.Variable, fmt.Sprint(s.value(f))))
	}
	return slog.GroupValue(attrs...)
}

func (s Settings) value(f field) any { return reflect.ValueOf(s).FieldByIndex(f.Index).Interface() }
