package config

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	token  = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	secret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// leastHold is the shortest time that a name must wait before it is published, so that any reviewer can stop it.
const leastHold = 30 * time.Minute

// mostAskers and mostMedia are the longest retention times, which people are promised.
const (
	mostAskers = 7 * 24 * time.Hour
	mostMedia  = 14 * 24 * time.Hour
)

// check returns the faults of settings that were parsed.
func (s Settings) check() Faults {
	var faults Faults
	add := func(variable, problem, mend string) { faults = append(faults, Fault{variable, problem, mend}) }

	switch {
	case s.TelegramToken == "":
		add("RASTAU_TELEGRAM_TOKEN", "is missing", "Get one from @BotFather and set RASTAU_TELEGRAM_TOKEN=123456:ABC…")
	case !token.MatchString(string(s.TelegramToken)):
		add("RASTAU_TELEGRAM_TOKEN", "is not a token", "Copy it from @BotFather whole: digits, a colon, letters and digits")
	}
	if len(s.TelegramURLs()) == 0 {
		add("RASTAU_TELEGRAM_URL", "has no address", "Write the address of a Bot API server, such as https://api.telegram.org")
	}
	for i, one := range s.TelegramURLs() {
		if !isURL(one, "http", "https") {
			add("RASTAU_TELEGRAM_URL", "is "+quote(one)+place(i, s.TelegramURLs()), "Write the address of a Bot API server, such as https://api.telegram.org; "+
				"several are separated by commas")
		}
	}
	if _, err := s.Redis(); err != nil {
		add("RASTAU_REDIS_URL", "cannot be used: "+err.Error(), "Write it as redis://[user:password@]host:port, "+
			"unix:///path/to/redis.sock, or leave it out to have a redis-server started")
	}
	switch {
	case s.RedisFsync == "no" && s.RedisURL == "":
		add("RASTAU_REDIS_FSYNC", "is \"no\"", "The private redis-server is the only one that has the data: write everysec or always")
	case s.RedisFsync != "everysec" && s.RedisFsync != "always" && s.RedisFsync != "no":
		add("RASTAU_REDIS_FSYNC", "is "+quote(s.RedisFsync), "Write everysec, always or no")
	}
	if n, err := s.replicas(); err != nil || n < 0 || n > mostReplicas {
		add("RASTAU_REDIS_REPLICAS", "is "+quote(s.RedisReplicas), "Write a whole number such as 1, or leave it out")
	} else if n > 0 && s.RedisURL == "" {
		add("RASTAU_REDIS_REPLICAS", "is "+quote(s.RedisReplicas), "The private redis-server has no replicas: leave it out, or name your own Redis by RASTAU_REDIS_URL")
	}
	if s.RedisMemory < 0 {
		add("RASTAU_REDIS_MEMORY", fmt.Sprintf("is %d", s.RedisMemory), "Write how many MiB Redis may use, or leave it out")
	}
	if _, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(s.KeyText))); err != nil {
		add("RASTAU_KEY_TEXT", "is not base64", "Make it with: base64 -w0 KEYFILE")
	}
	if s.SealAskersTo != "" && s.AskersTo() == nil {
		add("RASTAU_SEAL_ASKERS_TO", "is not an age recipient", "Write the public key that age-keygen prints, age1…; its private half stays off this machine")
	}
	if n := utf8.RuneCountInString(s.Issuer); n == 0 || n > 40 || strings.TrimSpace(s.Issuer) != s.Issuer {
		add("RASTAU_ISSUER", "is "+quote(s.Issuer), "Write a name of at most 40 characters")
	}
	if s.Listen != "" && !isAddress(s.Listen) {
		add("RASTAU_LISTEN", "is "+quote(s.Listen), "Write host:port such as 127.0.0.1:8080, or off")
	}
	switch {
	case s.MetricsListen != "" && !isAddress(s.MetricsListen):
		add("RASTAU_METRICS_LISTEN", "is "+quote(s.MetricsListen), "Write host:port such as 127.0.0.1:8081, or off")
	case s.MetricsListen != "" && s.MetricsListen == s.Listen:
		add("RASTAU_METRICS_LISTEN", "is the address of RASTAU_LISTEN", "Write another port: what the bot counts is not for everybody")
	}
	for i, one := range s.Proxies() {
		if one != Direct && !isURL(one, "http", "https", "socks5", "socks5h") {
			add("RASTAU_PROXY", "is not the address of a proxy"+place(i, s.Proxies()), "Write http://host:port or socks5://[user:password@]host:port, "+
				"with special characters (and commas) in the password as %XX; several are separated by commas, and direct means none")
		}
	}
	return slices.Concat(faults, s.checkSuccessors(), s.checkWebhook(), s.checkSMS(), s.Policy.check(), s.checkHold())
}

// mostSuccessors is the most bots, and the most mirrors, that can be named.
const mostSuccessors = 10

var botName = regexp.MustCompile(`^(?i)[a-z][a-z0-9_]{1,28}bot$`)

func (s Settings) checkSuccessors() Faults {
	var faults Faults
	for _, list := range []struct {
		variable string
		names    Names
		is       func(string) bool
		what     string
		mend     string
	}{
		{"RASTAU_SUCCESSORS", s.Successors, botName.MatchString, "the user name of a bot", "Write names as @BotFather gave them, such as rastau2_bot"},
		{"RASTAU_MIRRORS", s.Mirrors, func(one string) bool { return isURL(one, "https") }, "an https address", "Write addresses such as https://rastau.example.org"},
	} {
		if len(list.names) > mostSuccessors {
			faults = append(faults, Fault{list.variable, fmt.Sprintf("names %d", len(list.names)), fmt.Sprintf("Name at most %d", mostSuccessors)})
		}
		for _, one := range list.names {
			if !list.is(one) {
				faults = append(faults, Fault{list.variable, "has " + quote(one) + ", which is not " + list.what, list.mend})
			}
		}
	}
	return faults
}

func (s Settings) checkWebhook() Faults {
	var faults Faults
	add := func(variable, problem, mend string) { faults = append(faults, Fault{variable, problem, mend}) }
	switch {
	case s.WebhookURL == "" && s.WebhookSecret != "":
		add("RASTAU_WEBHOOK_SECRET", "is set, but RASTAU_WEBHOOK_URL is not", "Set both for a webhook, or neither to poll")
		return faults
	case s.WebhookURL == "":
		return nil
	case s.isTelegram() && !isURL(s.WebhookURL, "https"):
		add("RASTAU_WEBHOOK_URL", "is "+quote(s.WebhookURL), "Telegram calls only https addresses; leave it out to poll instead")
	case !isURL(s.WebhookURL, "http", "https"):
		add("RASTAU_WEBHOOK_URL", "is "+quote(s.WebhookURL), "Write an address such as https://bot.example.org/telegram")
	case s.isTelegram() && !slices.Contains([]string{"", "443", "80", "88", "8443"}, portOf(s.WebhookURL)):
		add("RASTAU_WEBHOOK_URL", "has port "+portOf(s.WebhookURL), "Telegram calls only the ports 443, 80, 88 and 8443")
	}
	switch {
	case s.WebhookSecret == "":
		add("RASTAU_WEBHOOK_SECRET", "is missing", "Without it anybody can send forged updates; make one with: openssl rand -hex 32")
	case !secret.MatchString(string(s.WebhookSecret)):
		add("RASTAU_WEBHOOK_SECRET", "has characters or a length that Telegram does not take",
			"Use 1 to 256 of A-Z a-z 0-9 _ - only, made with: openssl rand -hex 32")
	}
	if s.Listen == "" {
		add("RASTAU_LISTEN", "is off, but a webhook needs it", "Write host:port such as 127.0.0.1:8080, or leave out RASTAU_WEBHOOK_URL")
	}
	return faults
}

// place returns a note on which entry of a list is meant.
func place(i int, list []string) string {
	if len(list) == 1 {
		return ""
	}
	return fmt.Sprintf(" (number %d of %d)", i+1, len(list))
}

// isTelegram reports whether the settings name Telegram's own server, rather than the operator's or a test's.
func (s Settings) isTelegram() bool {
	return slices.ContainsFunc(s.TelegramURLs(), func(one string) bool { return hostOf(one) == "api.telegram.org" })
}

func hostOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// checkHold ensures that reviewers have time to stop a wrong name.
func (s Settings) checkHold() Faults {
	if s.Policy.Hold < leastHold {
		return Faults{{"RASTAU_POLICY_HOLD", fmt.Sprintf("is %s", s.Policy.Hold),
			"Write 30m or more: reviewers need the time to stop a wrong name"}}
	}
	return nil
}

// mostTenure and mostClaims are how long, and for how many claims, anybody can be asked to have been there: the latest 64 claims of
// each are remembered.
const (
	mostTenure = 30 * 24 * time.Hour
	mostClaims = 50
)

// leastCutOff is the shortest silence that can count as an outage.
const leastCutOff = time.Minute

func (p Policy) check() Faults {
	var faults Faults
	add := func(variable, problem, mend string) {
		faults = append(faults, Fault{"RASTAU_POLICY_" + variable, problem, mend})
	}
	if p.RoundSize < 1 {
		add("ROUND_SIZE", fmt.Sprintf("is %d", p.RoundSize), "Ask at least 1 person in a round")
	}
	if p.MaxAsked < p.RoundSize {
		add("MAX_ASKED", fmt.Sprintf("is %d, less than one round of %d", p.MaxAsked, p.RoundSize), "Make it at least as much")
	}
	switch {
	case p.MinVoters < 1:
		add("MIN_VOTERS", fmt.Sprintf("is %d", p.MinVoters), "A verdict needs at least 1 vote")
	case p.MinVoters > p.MaxAsked:
		add("MIN_VOTERS", fmt.Sprintf("is %d, but at most %d are asked", p.MinVoters, p.MaxAsked),
			"Lower it, or raise RASTAU_POLICY_MAX_ASKED")
	}
	if !(p.Confidence > 0.5 && p.Confidence < 1) { // so written, it refuses what is not a number, too
		add("CONFIDENCE", fmt.Sprintf("is %v", p.Confidence), "Write a number between 0.5 and 1, such as 0.9")
	}
	if p.Deadline <= 0 {
		add("DEADLINE", fmt.Sprintf("is %s", p.Deadline), "Write a length of time such as 48h")
	}
	switch {
	case p.Lease <= 0:
		add("LEASE", fmt.Sprintf("is %s", p.Lease), "Write a length of time such as 2h")
	case p.Deadline > 0 && p.Lease > p.Deadline:
		add("LEASE", fmt.Sprintf("is %s, longer than the deadline of %s", p.Lease, p.Deadline), "Make it shorter")
	}
	if p.PerMinute < 0 {
		add("PER_MINUTE", fmt.Sprintf("is %d", p.PerMinute), "Write how many messages one person may send in a minute; 0 for no limit")
	}
	if p.Newcomer < 0 || p.Newcomer > mostTenure {
		add("NEWCOMER", fmt.Sprintf("is %s", p.Newcomer), "Write a length of time such as 72h, 720h at the most; 0 asks for none")
	}
	if p.NewReviews < 0 || p.NewReviews > mostTenure {
		add("NEW_REVIEWER", fmt.Sprintf("is %s", p.NewReviews), "Write a length of time such as 72h, 720h at the most; 0 asks for none")
	}
	if p.NewClaims < 0 || p.NewClaims > mostClaims {
		add("NEWCOMER_CLAIMS", fmt.Sprintf("is %d", p.NewClaims), "Write how many claims, 50 at the most; 0 asks for none")
	}
	if p.Readers < 0 {
		add("NAME_VOLUNTEERS", fmt.Sprintf("is %d", p.Readers), "Write how many volunteers there must be, such as 10; 0 asks for none")
	}
	if p.Reviewers < 0 {
		add("NAME_REVIEWERS", fmt.Sprintf("is %d", p.Reviewers), "Write how many reviewers there must be, such as 3; 0 asks for none")
	}
	if p.PerDay < 1 {
		add("PER_DAY", fmt.Sprintf("is %d", p.PerDay), "Let one person send at least 1 claim in a day")
	}
	if p.PerHour < 1 {
		add("PER_HOUR", fmt.Sprintf("is %d", p.PerHour), "Take at least 1 claim in an hour")
	}
	if p.CutOff < leastCutOff {
		add("CUT_OFF", fmt.Sprintf("is %s", p.CutOff), "Write 1m or more: a quiet bot calls Telegram every half minute")
	}
	const unrelated = 90 // bits: from here on, pictures that have nothing in common are taken for each other
	switch {
	case p.SameBits < 0 || p.SameBits > p.AlikeBits:
		add("PICTURE_SAME", fmt.Sprintf("is %d", p.SameBits), "Write a number of bits from 0 to RASTAU_POLICY_PICTURE_ALIKE, such as 31")
	case p.AlikeBits > unrelated:
		add("PICTURE_ALIKE", fmt.Sprintf("is %d", p.AlikeBits), "Write 90 bits at the most, such as 75")
	}
	if p.KeepAskers < 0 || p.KeepAskers > mostAskers {
		add("KEEP_ASKERS", fmt.Sprintf("is %s", p.KeepAskers), "Write at most 168h: people are promised that it is not kept longer")
	}
	if p.KeepMedia < 0 || p.KeepMedia > mostMedia {
		add("KEEP_MEDIA", fmt.Sprintf("is %s", p.KeepMedia), "Write at most 336h: people are promised that they are not kept longer")
	}
	return faults
}

func isURL(text string, schemes ...string) bool {
	u, err := url.Parse(text)
	return err == nil && slices.Contains(schemes, u.Scheme) && u.Hostname() != ""
}

func portOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return u.Port()
}

func isAddress(text string) bool {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n < 1<<16
}
