package app

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/verification/vault"
)

// keysFrom reads the keys: from the environment if they are there, else from the key file, which must exist.
func keysFrom(s config.Settings) (vault.Keys, error) {
	if s.KeyText != "" {
		return parseKeyText(string(s.KeyText))
	}
	keys, err := vault.Load(s.Keys)
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.Join(errNoKeyFile, err)
	}
	return keys, err
}

var errNoKeyFile = errors.New("there are no keys to read anything with; RASTAU_KEYS says where they are looked for")

// makeKeysFrom is keysFrom, and makes the key file at the first start.
func makeKeysFrom(s config.Settings, clock clockwork.Clock) (vault.Keys, error) {
	if s.KeyText != "" {
		return parseKeyText(string(s.KeyText))
	}
	return vault.OpenOrCreate(s.Keys, clock.Now())
}

func parseKeyText(text string) (vault.Keys, error) {
	file, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return vault.Keys{}, errors.New("RASTAU_KEY_TEXT is not base64. Make it with: base64 -w0 KEYFILE")
	}
	keys, err := vault.ParseKeys(file)
	if err != nil {
		return vault.Keys{}, fmt.Errorf("RASTAU_KEY_TEXT: %w", err)
	}
	return keys, nil
}

// changesKeys is a command that writes the key file, which there is none of when the keys come from the environment.
func changesKeys(run func(*cobra.Command, config.Settings) error) func(*cobra.Command, config.Settings) error {
	return func(cmd *cobra.Command, s config.Settings) error {
		if s.KeyText != "" {
			return errors.New("the keys come from RASTAU_KEY_TEXT, where nothing can be written. Put them into a file of mode 0600 " +
				"(base64 -d), leave RASTAU_KEY_TEXT out, say this again with RASTAU_KEYS=FILE, and set RASTAU_KEY_TEXT anew (base64 -w0)")
		}
		return run(cmd, s)
	}
}

// keysPlace says to an operator where the keys are.
func keysPlace(s config.Settings) string {
	if s.KeyText != "" {
		return "RASTAU_KEY_TEXT"
	}
	return s.Keys
}
