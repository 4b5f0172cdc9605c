package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
)

func TestSettingsNeverShowSecrets(t *testing.T) {
	t.Parallel()
	s := config.Defaults()
	s.TelegramToken, s.RedisURL, s.WebhookSecret, s.Proxy, s.KeyText = "1:canary", "redis://:canary@h", "canary", "http://u:canary@h", "canary"
	s.Operators = config.IDs{440011}
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&shown, verb+verb+verb, s, struct{ config.Settings }{s}, &s)
		fmt.Fprintf(&shown, verb+verb, s.TelegramToken, s.Operators)
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&shown, nil), slog.NewJSONHandler(&shown, nil)} {
		slog.New(handler).Info("x", "settings", s, "token", s.TelegramToken, "operators", s.Operators, "pointer", &s)
	}
	encoded, err := json.Marshal(s)
	require.NoError(t, err)
	shown.Write(encoded)
	for _, canary := range []string{"canary", fmt.Sprintf("%x", "canary"), fmt.Sprintf("%X", "canary"), "440011"} {
		require.NotContains(t, shown.String(), canary)
	}
	require.Contains(t, s.String(), "RASTAU_TELEGRAM_TOKEN=(hidden)\n")
	require.Contains(t, s.String(), "RASTAU_POLICY_DEADLINE=48h0m0s\n")
	require.Contains(t, config.Defaults().String(), "RASTAU_TELEGRAM_TOKEN=\n")
}

func TestEverySettingHasAFlagAndHelp(t *testing.T) {
	t.Parallel()
	f := flags(t)
	for line := range strings.Lines(config.Help()) {
		words := strings.Fields(line)
		if words[0] == "Variable" {
			continue
		}
		require.Greater(t, len(words), 4, line)
		flag := f.Lookup(strings.TrimPrefix(words[1], "--"))
		require.NotNil(t, flag, words[1])
		require.Contains(t, flag.Usage, words[0])
	}
	require.NotNil(t, f.Lookup("telegram-token"))
	require.NotNil(t, f.Lookup("policy-round-size"))
}
