package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
)

// good is the least that passes.
func good(more ...string) []string {
	return append([]string{"RASTAU_TELEGRAM_TOKEN=123456:ABC-def_7", "HOME=/home/x"}, more...)
}

func flags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	f := pflag.NewFlagSet("rastau", pflag.ContinueOnError)
	config.Register(f)
	require.NoError(t, f.Parse(args))
	return f
}

func write(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings")
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600))
	return path
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	want := config.Settings{
		TelegramToken: "123456:ABC-def_7", TelegramURL: "https://api.telegram.org", RedisFsync: "everysec",
		Data: "data", Keys: filepath.Join("data", "keys"), BulletinKey: filepath.Join("data", "bulletin-key"), Issuer: "Rastau", Listen: "127.0.0.1:8080", MetricsListen: "127.0.0.1:8081",
		Log: config.Log{Format: "text"},
		Policy: config.Policy{
			RoundSize: 5, MaxAsked: 15, MinVoters: 5, Confidence: 0.9,
			Deadline: 48 * time.Hour, Lease: 2 * time.Hour, PerMinute: 30, Hold: 30 * time.Minute,
			Newcomer: 72 * time.Hour, NewClaims: 5, NewReviews: 72 * time.Hour, Readers: 10, Reviewers: 3,
			PerDay: 50, PerHour: 2000, CutOff: 5 * time.Minute, KeepAskers: 7 * 24 * time.Hour, KeepMedia: 14 * 24 * time.Hour, SameBits: 31, AlikeBits: 75,
		},
	}
	got, err := config.Load(nil, good())
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(want, got))

	want.TelegramToken = ""
	require.Empty(t, cmp.Diff(want, config.Defaults()))
}

func TestEverySettingIsRead(t *testing.T) {
	t.Parallel()
	got, err := config.Load(nil, []string{
		"RASTAU_TELEGRAM_TOKEN=1:a", "RASTAU_TELEGRAM_URL=http://127.0.0.1:8081", "RASTAU_REDIS_URL=redis://r:1/2",
		"RASTAU_REDIS_FSYNC=always", "RASTAU_REDIS_REPLICAS=2", "RASTAU_REDIS_MEMORY=512", "RASTAU_BULLETIN_KEY=/etc/rastau/bulletin-key", "RASTAU_ISSUER=Redaction", "RASTAU_DATA=/var/lib/rastau", "RASTAU_OPERATORS= 4411, 5522,", "RASTAU_LISTEN=:9090", "RASTAU_METRICS_LISTEN=:9091",
		"RASTAU_WEBHOOK_URL=https://bot.example.org/hook", "RASTAU_WEBHOOK_SECRET=s_1-x", "RASTAU_PROXY=socks5://u:p@h:1080",
		"RASTAU_LOG=json,debug", "RASTAU_POLICY_ROUND_SIZE=3", "RASTAU_POLICY_MAX_ASKED=9", "RASTAU_POLICY_MIN_VOTERS=3",
		"RASTAU_POLICY_PER_MINUTE=60", "RASTAU_POLICY_PER_DAY=9", "RASTAU_POLICY_PER_HOUR=99", "RASTAU_POLICY_CUT_OFF=7m",
		"RASTAU_POLICY_CONFIDENCE=0.8", "RASTAU_POLICY_DEADLINE=24h", "RASTAU_POLICY_LEASE=45m", "RASTAU_POLICY_HOLD=45m",
		"RASTAU_SUCCESSORS=@rastau2_bot, RastauKgBot", "RASTAU_MIRRORS=https://m.example.org",
		"RASTAU_POLICY_NEWCOMER=1h", "RASTAU_POLICY_NEWCOMER_CLAIMS=1", "RASTAU_POLICY_NEW_REVIEWER=2h",
		"RASTAU_POLICY_NAME_VOLUNTEERS=4", "RASTAU_POLICY_NAME_REVIEWERS=2",
		"RASTAU_POLICY_KEEP_ASKERS=1h", "RASTAU_POLICY_KEEP_MEDIA=2h", "RASTAU_POLICY_PICTURE_SAME=20", "RASTAU_POLICY_PICTURE_ALIKE=60",
	})
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(config.Settings{
		TelegramToken: "1:a", TelegramURL: "http://127.0.0.1:8081", RedisURL: "redis://r:1/2", RedisFsync: "always", RedisReplicas: "2", RedisMemory: 512,
		Data: "/var/lib/rastau", Keys: "/var/lib/rastau/keys", BulletinKey: "/etc/rastau/bulletin-key", Issuer: "Redaction", Operators: config.IDs{4411, 5522}, Listen: ":9090", MetricsListen: ":9091",
		WebhookURL: "https://bot.example.org/hook", WebhookSecret: "s_1-x", Proxy: "socks5://u:p@h:1080",
		Successors: config.Names{"rastau2_bot", "RastauKgBot"}, Mirrors: config.Names{"https://m.example.org"},
		Log: config.Log{Level: -4, Format: "json"},
		Policy: config.Policy{
			RoundSize: 3, MaxAsked: 9, MinVoters: 3, Confidence: 0.8,
			Newcomer: time.Hour, NewClaims: 1, NewReviews: 2 * time.Hour, Readers: 4, Reviewers: 2,
			PerDay: 9, PerHour: 99, CutOff: 7 * time.Minute, KeepAskers: time.Hour, KeepMedia: 2 * time.Hour, SameBits: 20, AlikeBits: 60,
			Deadline: 24 * time.Hour, Lease: 45 * time.Minute, PerMinute: 60, Hold: 45 * time.Minute,
		},
	}, got))
	require.Len(t, got.Proxies(), 1)
	require.Contains(t, got.Proxies()[0], "h:1080")
	redis, err := got.Redis()
	require.NoError(t, err)
	require.Equal(t, []string{"r:1"}, redis.Addrs)
}

func TestFlagBeatsEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	t.Parallel()
	file := write(t, "# operator's own", "RASTAU_DATA=file", "RASTAU_LISTEN=:1", "RASTAU_LOG=warn", "export OTHER_PROGRAM=5",
		"RASTAU_REDIS_URL='redis://:pa$$#word@h'")
	s, err := config.Load(flags(t, "--config", file, "--data", "flag"), good("RASTAU_DATA=environment", "RASTAU_LISTEN=:2"))
	require.NoError(t, err)
	require.Equal(t, "flag", s.Data)
	require.Equal(t, ":2", s.Listen)
	require.Equal(t, "warn,text", s.Log.String())
	require.Equal(t, "everysec", s.RedisFsync)
	require.Equal(t, config.Secret("redis://:pa$$#word@h"), s.RedisURL)

	s, err = config.Load(nil, good("RASTAU_CONFIG="+file))
	require.NoError(t, err)
	require.Equal(t, "file", s.Data)
}

func TestEmptyIsNotSet(t *testing.T) {
	t.Parallel()
	file := write(t, "RASTAU_DATA=file")
	s, err := config.Load(flags(t, "--config", file), good("RASTAU_DATA=", "RASTAU_POLICY_HOLD= ", "RASTAU_REDIS_URL="))
	require.NoError(t, err)
	require.Equal(t, "data", s.Data, "emptied by the environment, so the default")
	require.Equal(t, 30*time.Minute, s.Policy.Hold)
	redis, err := s.Redis()
	require.NoError(t, err)
	require.Nil(t, redis)
	require.Empty(t, s.Proxies())

	for _, nowhere := range []string{"", "off"} {
		s, err = config.Load(nil, good("RASTAU_LISTEN="+nowhere, "RASTAU_METRICS_LISTEN="+nowhere))
		require.NoError(t, err)
		require.Empty(t, s.Listen+s.MetricsListen)
	}
}

func TestEachFaultIsNamedWithItsMend(t *testing.T) {
	t.Parallel()
	const webhook = "RASTAU_WEBHOOK_URL=https://bot.example.org"
	for name, test := range map[string]struct {
		environ []string
		want    []string // the settings at fault
		says    string
	}{
		"nothing set":   {nil, []string{"TELEGRAM_TOKEN"}, "RASTAU_TELEGRAM_TOKEN is missing. Get one from @BotFather and set RASTAU_TELEGRAM_TOKEN=123456:ABC…."},
		"half a token":  {[]string{"RASTAU_TELEGRAM_TOKEN=123456"}, []string{"TELEGRAM_TOKEN"}, "is not a token"},
		"misspelt":      {good("RASTAU_OPERATOR=1"), []string{"OPERATOR"}, "Did you mean RASTAU_OPERATORS?"},
		"unheard of":    {good("RASTAU_COLOUR_OF_THE_SKY=1"), []string{"COLOUR_OF_THE_SKY"}, "is not a setting"},
		"server":        {good("RASTAU_TELEGRAM_URL=api.telegram.org"), []string{"TELEGRAM_URL"}, `is "api.telegram.org"`},
		"second server": {good("RASTAU_TELEGRAM_URL=https://api.telegram.org,ftp://x"), []string{"TELEGRAM_URL"}, `is "ftp://x" (number 2 of 2)`},
		"no server":     {good("RASTAU_TELEGRAM_URL=,"), []string{"TELEGRAM_URL"}, "has no address"},
		"second proxy":  {good("RASTAU_PROXY=direct,http://p:1,host:3128"), []string{"PROXY"}, "number 3 of 3"},

		"successor":             {good("RASTAU_SUCCESSORS=@rastau2_bot,rastau"), []string{"SUCCESSORS"}, `has "rastau", which is not the user name of a bot`},
		"mirror":                {good("RASTAU_MIRRORS=https://a.example.org,http://b.example.org"), []string{"MIRRORS"}, "is not an https address"},
		"too many mirrors":      {good("RASTAU_MIRRORS=" + strings.Repeat("https://a.example.org,", 11)), []string{"MIRRORS"}, "names 11"},
		"redis":                 {good("RASTAU_REDIS_URL=localhost"), []string{"REDIS_URL"}, "redis://"},
		"fsync":                 {good("RASTAU_REDIS_FSYNC=sometimes"), []string{"REDIS_FSYNC"}, "everysec, always or no"},
		"fsync of our own":      {good("RASTAU_REDIS_FSYNC=no"), []string{"REDIS_FSYNC"}, "everysec or always"},
		"replicas":              {good("RASTAU_REDIS_URL=redis://r", "RASTAU_REDIS_REPLICAS=one"), []string{"REDIS_REPLICAS"}, "such as 1"},
		"replicas of our own":   {good("RASTAU_REDIS_REPLICAS=1"), []string{"REDIS_REPLICAS"}, "has no replicas"},
		"operators":             {good("RASTAU_OPERATORS=4411,@aigul"), []string{"OPERATORS"}, "not a Telegram user id"},
		"listen":                {good("RASTAU_LISTEN=8080"), []string{"LISTEN"}, "host:port"},
		"metrics":               {good("RASTAU_METRICS_LISTEN=metrics"), []string{"METRICS_LISTEN"}, "127.0.0.1:8081"},
		"metrics for everybody": {good("RASTAU_METRICS_LISTEN=127.0.0.1:8080"), []string{"METRICS_LISTEN"}, "not for everybody"},
		"listen port":           {good("RASTAU_LISTEN=:80800"), []string{"LISTEN"}, "host:port"},
		"proxy":                 {good("RASTAU_PROXY=host:3128"), []string{"PROXY"}, "socks5://"},
		"log":                   {good("RASTAU_LOG=loud"), []string{"LOG"}, "debug, info, warn or error"},
		"webhook over http":     {good("RASTAU_WEBHOOK_URL=http://x.org", "RASTAU_WEBHOOK_SECRET=s"), []string{"WEBHOOK_URL"}, "only https"},
		"webhook port":          {good("RASTAU_WEBHOOK_URL=https://x.org:8080", "RASTAU_WEBHOOK_SECRET=s"), []string{"WEBHOOK_URL"}, "8443"},
		"webhook unguarded":     {good(webhook), []string{"WEBHOOK_SECRET"}, "is missing"},
		"webhook secret":        {good(webhook, "RASTAU_WEBHOOK_SECRET=open sesame"), []string{"WEBHOOK_SECRET"}, "Telegram does not take"},
		"SMS without number":    {good("RASTAU_SMS_SECRET=0123456789abcdef"), []string{"SMS_NUMBER"}, "+77011234567"},
		"SMS unguarded":         {good("RASTAU_SMS_NUMBER=+77011234567"), []string{"SMS_SECRET"}, "openssl rand"},
		"SMS short secret":      {good("RASTAU_SMS_NUMBER=+77011234567", "RASTAU_SMS_SECRET=short"), []string{"SMS_SECRET"}, "16 to 256"},
		"SMS unheard":           {good("RASTAU_SMS_NUMBER=+77011234567", "RASTAU_SMS_SECRET=0123456789abcdef", "RASTAU_LISTEN=off"), []string{"LISTEN"}, "needs it"},
		"webhook unheard":       {good(webhook, "RASTAU_WEBHOOK_SECRET=s", "RASTAU_LISTEN=off"), []string{"LISTEN"}, "a webhook needs it"},
		"secret without url":    {good("RASTAU_WEBHOOK_SECRET=s"), []string{"WEBHOOK_SECRET"}, "is set, but"},
		"not a number":          {good("RASTAU_POLICY_ROUND_SIZE=five"), []string{"POLICY_ROUND_SIZE"}, `is "five". Write a whole number`},
		"no people":             {good("RASTAU_POLICY_ROUND_SIZE=0"), []string{"POLICY_ROUND_SIZE"}, "at least 1"},
		"round too large":       {good("RASTAU_POLICY_ROUND_SIZE=20"), []string{"POLICY_MAX_ASKED"}, "one round of 20"},
		"too many voters":       {good("RASTAU_POLICY_MIN_VOTERS=16"), []string{"POLICY_MIN_VOTERS"}, "at most 15 are asked"},
		"certainty":             {good("RASTAU_POLICY_CONFIDENCE=1"), []string{"POLICY_CONFIDENCE"}, "between 0.5 and 1"},
		"coin":                  {good("RASTAU_POLICY_CONFIDENCE=0.5"), []string{"POLICY_CONFIDENCE"}, "between 0.5 and 1"},
		"not a quantity":        {good("RASTAU_POLICY_CONFIDENCE=NaN"), []string{"POLICY_CONFIDENCE"}, "between 0.5 and 1"},
		"in words":              {good("RASTAU_POLICY_DEADLINE=2 days"), []string{"POLICY_DEADLINE"}, `is "2 days". Write a length of time such as 48h`},
		"negative":              {good("RASTAU_POLICY_LEASE=-1h"), []string{"POLICY_LEASE"}, "is -1h"},
		"lease too long":        {good("RASTAU_POLICY_LEASE=72h"), []string{"POLICY_LEASE"}, "longer than the deadline"},
		"limit below none":      {good("RASTAU_POLICY_PER_MINUTE=-1"), []string{"POLICY_PER_MINUTE"}, "0 for no limit"},
		"kept too long":         {good("RASTAU_POLICY_KEEP_ASKERS=169h", "RASTAU_POLICY_KEEP_MEDIA=337h"), []string{"POLICY_KEEP_ASKERS", "POLICY_KEEP_MEDIA"}, "at most 168h"},
		"cut off at once":       {good("RASTAU_POLICY_CUT_OFF=10s"), []string{"POLICY_CUT_OFF"}, "1m or more"},
		"no claims":             {good("RASTAU_POLICY_PER_DAY=0", "RASTAU_POLICY_PER_HOUR=0"), []string{"POLICY_PER_DAY", "POLICY_PER_HOUR"}, "at least 1 claim"},
		"newcomer too long":     {good("RASTAU_POLICY_NEWCOMER=721h", "RASTAU_POLICY_NEW_REVIEWER=-1h"), []string{"POLICY_NEWCOMER", "POLICY_NEW_REVIEWER"}, "720h at the most"},
		"newcomer's claims":     {good("RASTAU_POLICY_NEWCOMER_CLAIMS=51"), []string{"POLICY_NEWCOMER_CLAIMS"}, "50 at the most"},
		"pool below none":       {good("RASTAU_POLICY_NAME_VOLUNTEERS=-1", "RASTAU_POLICY_NAME_REVIEWERS=-1"), []string{"POLICY_NAME_VOLUNTEERS", "POLICY_NAME_REVIEWERS"}, "0 asks for none"},
		"hold too short":        {good("RASTAU_POLICY_HOLD=1m"), []string{"POLICY_HOLD"}, "30m or more"},
		"hold at home":          {good("RASTAU_POLICY_HOLD=1m", "RASTAU_TELEGRAM_URL=http://127.0.0.1:8081"), []string{"POLICY_HOLD"}, "30m or more"},
		"no such file":          {good("RASTAU_CONFIG=/nowhere/settings"), []string{"/nowhere/settings"}, "does not exist"},
		"pictures all the same": {good("RASTAU_POLICY_PICTURE_SAME=80"), []string{"POLICY_PICTURE_SAME"}, "such as 31"},
		"pictures all alike":    {good("RASTAU_POLICY_PICTURE_ALIKE=128"), []string{"POLICY_PICTURE_ALIKE"}, "such as 75"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(nil, test.environ)
			var faults config.Faults
			require.ErrorAs(t, err, &faults)
			var got []string
			for _, f := range faults {
				got = append(got, strings.TrimPrefix(f.Setting, "RASTAU_"))
			}
			require.Equal(t, test.want, got, "%v", err)
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestAllFaultsAreNamedAtOnceAndInOrder(t *testing.T) {
	t.Parallel()
	_, err := config.Load(flags(t, "--policy-lease", "long"), []string{
		"RASTAU_POLICY_CONFIDENCE=2", "RASTAU_LISTEN=x", "RASTAU_TELEGRAM_TOKN=1:a", "RASTAU_POLICY_MIN_VOTERS=99",
	})
	require.Equal(t, `6 settings are wrong:
  - RASTAU_TELEGRAM_TOKN is not a setting. Did you mean RASTAU_TELEGRAM_TOKEN?
  - RASTAU_TELEGRAM_TOKEN is missing. Get one from @BotFather and set RASTAU_TELEGRAM_TOKEN=123456:ABC….
  - RASTAU_LISTEN is "x". Write host:port such as 127.0.0.1:8080, or off.
  - RASTAU_POLICY_MIN_VOTERS is 99, but at most 15 are asked. Lower it, or raise RASTAU_POLICY_MAX_ASKED.
  - RASTAU_POLICY_CONFIDENCE is 2. Write a number between 0.5 and 1, such as 0.9.
  - RASTAU_POLICY_LEASE is "long". Write a length of time such as 48h, 90m or 1h30m.`, err.Error())
}

func TestBrokenFileIsReportedByLineWithoutItsText(t *testing.T) {
	t.Parallel()
	file := write(t, "RASTAU_DATA=x", "", "my token is 7777-canary", "RASTAU_LOG=info")
	_, err := config.Load(flags(t, "--config", file), good())
	require.ErrorContains(t, err, "line 3")
	require.NotContains(t, err.Error(), "canary")
	_, err = config.Load(flags(t, "--config", t.TempDir()), good())
	require.ErrorContains(t, err, "cannot be read")
}

func TestErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	_, err := config.Load(nil, []string{
		"RASTAU_TELEGRAM_TOKEN=canary", "RASTAU_REDIS_URL=redis://u:canary@h:x", "RASTAU_WEBHOOK_SECRET=canary!",
		"RASTAU_WEBHOOK_URL=https://x.org", "RASTAU_PROXY=canary://canary:canary@", "RASTAU_OPERATORS=canary,770011",
	})
	var faults config.Faults
	require.ErrorAs(t, err, &faults)
	require.Len(t, faults, 5)
	require.NotContains(t, err.Error(), "canary")
	require.NotContains(t, err.Error(), "770011")
}

func TestExampleFileHasEverySettingAtItsDefault(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../.env.example")
	require.NoError(t, err)
	var listed []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "#")
		if strings.HasPrefix(line, "RASTAU_") {
			listed = append(listed, line)
		}
	}
	var want []string
	for line := range strings.Lines(config.Help()) {
		if f := strings.Fields(line); strings.HasPrefix(f[0], "RASTAU_") {
			want = append(want, f[0])
		}
	}
	var names []string
	for _, line := range listed {
		name, _, _ := strings.Cut(line, "=")
		names = append(names, name)
	}
	require.Equal(t, want, names)

	withDefaults := slices.DeleteFunc(listed, func(line string) bool { return strings.HasPrefix(line, "RASTAU_TELEGRAM_TOKEN=") })
	s, err := config.Load(flags(t, "--config", write(t, withDefaults...)), good())
	require.NoError(t, err)
	plain, err := config.Load(nil, good())
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(plain, s))
}

// TestWhatIsNoSettingIsSuggestedAnother: also when words are missing, are others' or stand in another order.
func TestWhatIsNoSettingIsSuggestedAnother(t *testing.T) {
	t.Parallel()
	for variable, want := range map[string]string{
		"RASTAU_TOKEN":            "RASTAU_TELEGRAM_TOKEN",
		"RASTAU_BOT_TOKEN":        "RASTAU_TELEGRAM_TOKEN",
		"RASTAU_TELEGRAMTOKEN":    "RASTAU_TELEGRAM_TOKEN",
		"RASTAU_TOKEN_TELEGRAM":   "RASTAU_TELEGRAM_TOKEN",
		"RASTAU_TELEGARM_TOKEN":   "RASTAU_TELEGRAM_TOKEN",
		"RASTAU_TELEGRAM":         "RASTAU_TELEGRAM_TOKEN or RASTAU_TELEGRAM_URL",
		"RASTAU_REDIS":            "RASTAU_REDIS_URL",
		"RASTAU_REDIS_URI":        "RASTAU_REDIS_URL",
		"RASTAU_DATABASE_URL":     "RASTAU_REDIS_URL",
		"RASTAU_OPERATOR":         "RASTAU_OPERATORS",
		"RASTAU_ADMINS":           "RASTAU_OPERATORS",
		"RASTAU_ADMIN_IDS":        "RASTAU_OPERATORS",
		"RASTAU_PORT":             "RASTAU_LISTEN",
		"RASTAU_METRICS_PORT":     "RASTAU_METRICS_LISTEN",
		"RASTAU_METRICS":          "RASTAU_METRICS_LISTEN",
		"RASTAU_LOG_LEVEL":        "RASTAU_LOG",
		"RASTAU_DATA_DIR":         "RASTAU_DATA",
		"RASTAU_DIR":              "RASTAU_DATA",
		"RASTAU_KEY":              "RASTAU_KEYS",
		"RASTAU_KEY_FILE":         "RASTAU_KEYS",
		"RASTAU_BULLETINKEY":      "RASTAU_BULLETIN_KEY",
		"RASTAU_WEBHOOK":          "RASTAU_WEBHOOK_URL or RASTAU_WEBHOOK_SECRET",
		"RASTAU_MIN_VOTERS":       "RASTAU_POLICY_MIN_VOTERS",
		"RASTAU_DEADLINE":         "RASTAU_POLICY_DEADLINE",
		"RASTAU_POLICY_KEEPMEDIA": "RASTAU_POLICY_KEEP_MEDIA",
		"RASTAU_SMS":              "RASTAU_SMS_SECRET or RASTAU_SMS_NUMBER",
		"RASTAU_MIRROR_URL":       "RASTAU_MIRRORS",
		"RASTAU_SUCCESSOR":        "RASTAU_SUCCESSORS",
		"rastau_operators":        "RASTAU_OPERATORS",
		"Rastau_Telegram_Token":   "RASTAU_TELEGRAM_TOKEN",
		"RASTA_OPERATORS":         "RASTAU_OPERATORS",
		"RATSAU_OPERATORS":        "RASTAU_OPERATORS",
	} {
		for _, where := range []string{"environment", "file"} {
			settings := good(variable + "=x")
			if where == "file" {
				settings = good("RASTAU_CONFIG=" + write(t, variable+"=x"))
			}
			_, err := config.Load(nil, settings)
			require.ErrorContains(t, err, variable+" is not a setting. Did you mean "+want, "%s in the %s", variable, where)
		}
	}
	for _, other := range []string{"RASTAFARI=1", "RUSTUP_HOME=/x", "TELEGRAM_TOKEN=1", "RASPI_DATA=x", "_=x"} { // of other programs
		_, err := config.Load(nil, good(other))
		require.NoError(t, err, other)
	}
	_, err := config.Load(nil, good("RASTAU_XYZZY=1"))
	require.ErrorContains(t, err, "rastau run --help lists all settings", "nothing is like it")
}

// TestATokenByAnotherNameIsPointedAt: other bots read TELEGRAM_TOKEN.
func TestATokenByAnotherNameIsPointedAt(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN", "BOT_TOKEN"} {
		for place, load := range map[string]func() error{
			"environment": func() error { _, err := config.Load(nil, []string{name + "=110201543:AAsecret"}); return err },
			"file": func() error {
				_, err := config.Load(flags(t, "--config", write(t, name+"=110201543:AAsecret")), nil)
				return err
			},
		} {
			err := load()
			require.ErrorContains(t, err, name+" is set, which is not read. Did you mean RASTAU_TELEGRAM_TOKEN?", place)
			require.NotContains(t, err.Error(), "AAsecret")
		}
		_, err := config.Load(nil, append(good(), name+"=another"))
		require.NoError(t, err, "it may be another program's")
	}
}
