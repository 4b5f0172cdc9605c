// Package config holds the settings of the program.
//
// [Settings] is the one definition: a field's tags name its environment variable, its default and its help, and its flag
// follows from the variable (RASTAU_TELEGRAM_TOKEN is --telegram-token). A value is looked for in the flags, then in the
// environment, then in a file of KEY=value lines (--config FILE, RASTAU_CONFIG, or .env where there is one), and is
// otherwise the default. An empty value counts as not set.
//
//	config.Register(cmd.Flags())
//	settings, err := config.Load(cmd.Flags(), os.Environ())
//
// The error of [Load] is of type [Faults]: it reports all faults together, each with its fix, and shows no secret.
package config
