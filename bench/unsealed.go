package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// What sealing costs is measured against a bot that does not seal: the same code, but for two methods of the vault, which
// only copy. There is no such setting; it is built from changed source for this comparison alone.

const copying = `
// Seal copies.
func (v *Vault) Seal(_, _ string, plain []byte) []byte { return append([]byte{0}, plain...) }

// Open copies.
func (v *Vault) Open(_, _ string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 || sealed[0] != 0 {
		return nil, ErrUnreadable
	}
	return append([]byte(nil), sealed[1:]...), nil
}
`

// buildUnsealed builds that bot.
func buildUnsealed(dir string) (string, error) {
	source, err := filepath.Abs("../verification/vault/vault.go")
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return "", err
	}
	changed := string(text)
	for _, method := range []string{"Seal", "Open"} {
		was := "func (v *Vault) " + method + "("
		if strings.Count(changed, was) != 1 {
			return "", fmt.Errorf("%s has no single method %s any more", source, method)
		}
		changed = strings.Replace(changed, was, "func (v *Vault) really"+method+"(", 1)
	}
	return buildInstead(dir, "rastau-unsealed", source, changed+copying)
}

// buildInstead builds the bot with another text of one of its files.
func buildInstead(dir, name, source, text string) (string, error) {
	instead := filepath.Join(dir, name+".go")
	if err := os.WriteFile(instead, []byte(text), 0o600); err != nil {
		return "", err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {source: instead}})
	if err != nil {
		return "", err
	}
	list := filepath.Join(dir, name+".json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	cmd := exec.Command("go", "build", "-C", "..", "-overlay", list, "-o", path, ".")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// plain stores as that bot does.
type plain struct{ *vault.Vault }

var _ redisstore.Vault = plain{}

func (plain) Seal(_, _ string, text []byte) []byte { return append([]byte{0}, text...) }

func (plain) Open(_, _ string, stored []byte) ([]byte, error) { return stored[1:], nil }

// compareSealing runs both bots in turn and prints what sealing costs.
func compareSealing(votes, rounds int) error {
	dir, err := os.MkdirTemp("", "rastau-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sealing, err := build(dir)
	if err != nil {
		return err
	}
	copies, err := buildUnsealed(dir)
	if err != nil {
		return err
	}
	var sealed, unsealed []measured
	var ratio []float64
	for round := range rounds {
		// Who begins changes, so that neither has the warmer machine.
		run := func(bot string, plainly bool) (measured, error) { return runVotesOn(bot, votes, 0, 0, plainly) }
		first, second := sealing, copies
		if round%2 == 1 {
			first, second = copies, sealing
		}
		a, err := run(first, first == copies)
		if err != nil {
			return err
		}
		b, err := run(second, second == copies)
		if err != nil {
			return err
		}
		if first == copies {
			a, b = b, a
		}
		sealed, unsealed, ratio = append(sealed, a), append(unsealed, b), append(ratio, a.rate/b.rate)
		fmt.Fprintf(os.Stderr, "round %d: sealed %.0f/s, copied %.0f/s, ratio %.3f\n", round+1, a.rate, b.rate, a.rate/b.rate)
	}
	rate := func(m measured) float64 { return m.rate }
	cpu := func(m measured) float64 { return float64(m.cpu.Nanoseconds()) / 1e3 }
	bytes := func(m measured) float64 { return float64(m.stored) / float64(votes) }
	fmt.Printf("| | sealed | copied | cost |\n| --- | --- | --- | --- |\n")
	fmt.Printf("| votes per second, median of %d | %.0f | %.0f | %.1f%% |\n", rounds, medianOf(sealed, rate), medianOf(unsealed, rate), 100*(1-median(ratio)))
	fmt.Printf("| processor time of the bot, µs per vote | %.0f | %.0f | %.1f%% |\n", medianOf(sealed, cpu), medianOf(unsealed, cpu),
		100*(medianOf(sealed, cpu)/medianOf(unsealed, cpu)-1))
	fmt.Printf("| bytes in Redis's memory, per vote | %.0f | %.0f | %.1f%% |\n", medianOf(sealed, bytes), medianOf(unsealed, bytes),
		100*(medianOf(sealed, bytes)/medianOf(unsealed, bytes)-1))
	return nil
}

func medianOf(all []measured, of func(measured) float64) float64 {
	v := make([]float64, len(all))
	for i, m := range all {
		v[i] = of(m)
	}
	return median(slices.Clone(v))
}
