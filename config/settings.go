package config

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/caarlos0/env/v11"
	"github.com/redis/go-redis/v9"
)

// Settings are all settings of an operator. Those tagged secret are never printed.
type Settings struct {
	TelegramToken Secret `env:"RASTAU_TELEGRAM_TOKEN" secret:"true" help:"the bot's token, from @BotFather"`
	TelegramURL   string `env:"RASTAU_TELEGRAM_URL" envDefault:"https://api.telegram.org" help:"the Bot API server; several addresses, separated by commas, are tried in turn"`

	// RedisURL is empty for a private redis-server, which the program starts itself.
	RedisURL Secret `env:"RASTAU_REDIS_URL" secret:"true" help:"redis://[user:password@]host[:port][/db], rediss:// for TLS, unix:///path, several hosts for a Cluster, redis+sentinel://hosts/master; without it a private redis-server is started"`
	// RedisFsync and RedisReplicas say how durable data must be in Redis before it is acknowledged.
	RedisFsync    string `env:"RASTAU_REDIS_FSYNC" envDefault:"everysec" help:"what an acknowledged write survives: everysec, a crash of any process, though a power cut may lose the last second; always, a power cut too, but slower; no (only with your own Redis), neither"`
	RedisReplicas string `env:"RASTAU_REDIS_REPLICAS" help:"replicas that must have received a write before it is acknowledged (default: 1 behind Sentinel and on a Cluster, else 0)"`

	RedisMemory int `env:"RASTAU_REDIS_MEMORY" help:"MiB that each Redis master may use, if less than its maxmemory; at 80% operators are warned, at 95% no new claims are taken (default: maxmemory, or 75% of the memory of its machine)"`

	Data string `env:"RASTAU_DATA" envDefault:"data" help:"the folder for keys and the private redis-server"`
	Keys string `env:"RASTAU_KEYS" help:"the key file, created at the first start (default: keys, in the folder RASTAU_DATA)"`
	// KeyText is the content of a key file in base64, or empty if there is a file.
	KeyText Secret `env:"RASTAU_KEY_TEXT" secret:"true" help:"the keys themselves instead of a file, where secrets come from the environment: the output of base64 -w0 KEYFILE"`

	SealAskersTo string `env:"RASTAU_SEAL_ASKERS_TO" help:"an age recipient (age1…) to which requesters are encrypted once they have chosen a question: neither the bot nor anyone who seizes it can read who asked; rastau tell notifies them"`

	BulletinKey string `env:"RASTAU_BULLETIN_KEY" help:"the file with the key that signs bulletins, created at the first start (default: bulletin-key, beside RASTAU_KEYS)"`
	Issuer      string `env:"RASTAU_ISSUER" envDefault:"Rastau" help:"the name that bulletins are issued under: at most 40 characters"`

	Operators IDs `env:"RASTAU_OPERATORS" secret:"true" help:"Telegram user IDs of the operators, separated by commas"`

	// Listen and MetricsListen are empty if nothing listens.
	Listen        string `env:"RASTAU_LISTEN" envDefault:"127.0.0.1:8080" help:"address that serves what is published and receives the webhook and SMS; off for none"`
	MetricsListen string `env:"RASTAU_METRICS_LISTEN" envDefault:"127.0.0.1:8081" help:"address of /healthz, /readyz and /metrics; off for none"`
	WebhookURL    string `env:"RASTAU_WEBHOOK_URL" help:"the public HTTPS address at which Telegram reaches RASTAU_LISTEN; without it the bot polls"`
	WebhookSecret Secret `env:"RASTAU_WEBHOOK_SECRET" secret:"true" help:"proves that a webhook call comes from Telegram: 1 to 256 of A-Z a-z 0-9 _ -"`
	SMSSecret     Secret `env:"RASTAU_SMS_SECRET" secret:"true" help:"the secret of a phone with SMSsync that carries SMS, at /sms of RASTAU_LISTEN: 16 to 256 of A-Z a-z 0-9 _ -"`
	SMSNumber     string `env:"RASTAU_SMS_NUMBER" help:"that phone's number, which people are given: +77011234567"`
	Proxy         Secret `env:"RASTAU_PROXY" secret:"true" help:"proxy to reach Telegram through: http://, https:// or socks5://[user:password@]host:port, or direct; several, separated by commas, are tried in turn"`

	Successors Names `env:"RASTAU_SUCCESSORS" help:"usernames of the bots that take over if this one is seized or blocked, separated by commas; people get the signed list in advance"`
	Mirrors    Names `env:"RASTAU_MIRRORS" help:"HTTPS addresses where results are also published, separated by commas"`

	Log Log `env:"RASTAU_LOG" envDefault:"info" help:"debug, info, warn or error; add ,json for JSON"`

	Policy Policy `envPrefix:"RASTAU_POLICY_"`
}

// Policy are the settings for the processing of claims.
type Policy struct {
	RoundSize  int           `env:"ROUND_SIZE" envDefault:"5" help:"volunteers asked in each round"`
	MaxAsked   int           `env:"MAX_ASKED" envDefault:"15" help:"volunteers asked at most"`
	MinVoters  int           `env:"MIN_VOTERS" envDefault:"5" help:"votes a verdict needs"`
	Confidence float64       `env:"CONFIDENCE" envDefault:"0.90" help:"probability a verdict needs, between 0.5 and 1"`
	Deadline   time.Duration `env:"DEADLINE" envDefault:"48h" help:"how long a claim stays open before it ends undecided"`
	Lease      time.Duration `env:"LEASE" envDefault:"2h" help:"how long a volunteer has to answer before someone else is asked"`
	PerMinute  int           `env:"PER_MINUTE" envDefault:"30" help:"messages and button presses per person and minute before they are asked to slow down; 0 for no limit"`
	Hold       time.Duration `env:"HOLD" envDefault:"30m" help:"how long an approved name waits before it is published"`
	PerDay     int           `env:"PER_DAY" envDefault:"50" help:"claims per person and day"`
	PerHour    int           `env:"PER_HOUR" envDefault:"2000" help:"claims of all people together per hour"`
	CutOff     time.Duration `env:"CUT_OFF" envDefault:"5m" help:"time without a successful call to Telegram after which the bot counts as cut off and deadlines wait"`
	Newcomer   time.Duration `env:"NEWCOMER" envDefault:"72h" help:"how long someone must have been a volunteer before their vote for a name counts; one proposal by a newcomer counts"`
	NewClaims  int           `env:"NEWCOMER_CLAIMS" envDefault:"5" help:"how many decided claims they must have answered before that"`
	NewReviews time.Duration `env:"NEW_REVIEWER" envDefault:"72h" help:"how long someone must have been an editor before their approvals count; while no one has been one that long, they count where no person is named"`
	Readers    int           `env:"NAME_VOLUNTEERS" envDefault:"10" help:"volunteers who can read a claim and are no newcomers; with fewer, no person is named"`
	Reviewers  int           `env:"NAME_REVIEWERS" envDefault:"3" help:"editors whose approvals count; with fewer, no person is named: two approve, and one is left to stop it"`
	KeepAskers time.Duration `env:"KEEP_ASKERS" envDefault:"168h" help:"how long after the result requesters are kept; at most 168h"`
	KeepMedia  time.Duration `env:"KEEP_MEDIA" envDefault:"336h" help:"how long photos, videos and files are kept after the result; at most 336h"`
	SameBits   int           `env:"PICTURE_SAME" envDefault:"31" help:"pictures whose hashes differ in at most this many of 256 bits are the same"`
	AlikeBits  int           `env:"PICTURE_ALIKE" envDefault:"75" help:"pictures whose hashes differ in at most this many bits are offered to the requester as duplicates"`
}

// Defaults returns the default settings. They fail the checks, because they lack a token.
func Defaults() Settings {
	var s Settings
	if err := env.ParseWithOptions(&s, env.Options{Environment: map[string]string{}}); err != nil {
		panic(err) // a default that cannot be read is a mistake in this package, and its tests find it
	}
	s.complete()
	return s
}

// complete derives settings from others.
func (s *Settings) complete() {
	s.Keys = cmp.Or(s.Keys, filepath.Join(s.Data, "keys"))
	s.BulletinKey = cmp.Or(s.BulletinKey, filepath.Join(filepath.Dir(s.Keys), "bulletin-key"))
	for _, address := range []*string{&s.Listen, &s.MetricsListen} {
		if *address == off {
			*address = ""
		}
	}
}

// off is the address of nowhere.
const off = "off"

// AskersTo is whom it is sealed to who asked, or nil when it is not.
func (s Settings) AskersTo() age.Recipient {
	r, err := age.ParseX25519Recipient(s.SealAskersTo)
	if err != nil {
		return nil
	}
	return r
}

// Redis is how to reach the Redis that the settings name, or nil when they name none.
func (s Settings) Redis() (*redis.UniversalOptions, error) {
	if s.RedisURL == "" {
		return nil, nil
	}
	return ParseRedisURL(string(s.RedisURL))
}

// Direct stands for no proxy in a list of proxies.
const Direct = "direct"

// TelegramURLs are the addresses of the Bot API server.
func (s Settings) TelegramURLs() []string { return list(s.TelegramURL) }

// Proxies are those to Telegram, each a URL or Direct.
func (s Settings) Proxies() []string { return list(string(s.Proxy)) }

// list splits a text at its commas.
func list(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
