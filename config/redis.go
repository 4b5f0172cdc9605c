package config

import (
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// ParseRedisURL parses the address of a Redis:
//
//	redis://[user:password@]host[:port][/db]                          one node; port 6379, db 0 if not given
//	redis://[user:password@]host[:port],host[:port],…                 a Cluster, by some of its nodes
//	redis://[user:password@]host[:port]?cluster=true                  a Cluster, by one of its nodes
//	redis+sentinel://[user:password@]host[:port],…/master[/db]        Sentinel; port 26379 if not given
//	unix://[user:password@]/path/to/redis.sock[?db=1]                 a socket
//
// rediss:// and rediss+sentinel:// are the same over TLS, trusting what the machine trusts. Sentinels that ask for a
// password of their own get ?sentinel_username=…&sentinel_password=… Special characters in a password are written %XX.
// An error never quotes the address, because it may contain a password. That is why go-redis's parsers are not used: their errors quote
// it. Neither do they accept lists of hosts or Sentinels in this form.
func ParseRedisURL(address string) (*redis.UniversalOptions, error) {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return nil, errors.New("it does not begin with redis://, rediss://, unix:// or redis+sentinel://")
	}
	rest, rawQuery, _ := strings.Cut(rest, "?")
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, errors.New("the part after ? cannot be parsed")
	}
	authority, path, _ := strings.Cut(rest, "/")
	o := &redis.UniversalOptions{ContextTimeoutEnabled: true}
	hosts := authority
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		hosts = authority[at+1:]
		if o.Username, o.Password, err = credentials(authority[:at]); err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(scheme, "rediss") {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	switch scheme {
	case "redis", "rediss":
		err = nodes(o, hosts, path, query)
	case "redis+sentinel", "rediss+sentinel":
		err = sentinels(o, hosts, path, query)
	case "unix":
		err = socket(o, hosts, path, query)
	default:
		err = errors.New("it does not begin with redis://, rediss://, unix:// or redis+sentinel://")
	}
	if err != nil {
		return nil, err
	}
	for name := range query {
		return nil, errors.New("it has an option that does not exist or does not fit here: " + quote(name))
	}
	return o, nil
}

func nodes(o *redis.UniversalOptions, hosts, path string, query url.Values) (err error) {
	if o.Addrs, err = addresses(hosts, "6379"); err != nil {
		return err
	}
	switch cluster := take(query, "cluster"); cluster {
	case "", "true", "false":
		if cluster == "false" && len(o.Addrs) > 1 {
			return errors.New("several hosts are a Cluster, but it says cluster=false")
		}
		o.IsClusterMode = cluster == "true" || len(o.Addrs) > 1
	default:
		return errors.New("cluster must be true or false")
	}
	if o.DB, err = database(path); err != nil {
		return err
	}
	if o.IsClusterMode && o.DB != 0 {
		return errors.New("a Cluster has only the database 0")
	}
	return nil
}

func sentinels(o *redis.UniversalOptions, hosts, path string, query url.Values) (err error) {
	if o.Addrs, err = addresses(hosts, "26379"); err != nil {
		return err
	}
	master, db, _ := strings.Cut(path, "/")
	if o.MasterName, err = url.PathUnescape(master); err != nil || o.MasterName == "" {
		return errors.New("the name of the master is missing: redis+sentinel://host:26379/mymaster")
	}
	o.SentinelUsername, o.SentinelPassword = take(query, "sentinel_username"), take(query, "sentinel_password")
	o.DB, err = database(db)
	return err
}

func socket(o *redis.UniversalOptions, hosts, path string, query url.Values) (err error) {
	if hosts != "" || path == "" {
		return errors.New("a socket is written with three slashes: unix:///path/to/redis.sock")
	}
	if path, err = url.PathUnescape(path); err != nil {
		return errors.New("a % in the path must be written %25")
	}
	o.Addrs = []string{"/" + path} // a leading slash is how the client knows a socket
	o.DB, err = database(take(query, "db"))
	return err
}

// take removes an option from query and returns its value.
func take(query url.Values, name string) string {
	value := query.Get(name)
	query.Del(name)
	return value
}

func credentials(text string) (user, password string, err error) {
	user, password, _ = strings.Cut(text, ":")
	user, userErr := url.PathUnescape(user)
	password, passwordErr := url.PathUnescape(password)
	if userErr != nil || passwordErr != nil {
		return "", "", errors.New("a % in the user or password must be written %25")
	}
	return user, password, nil
}

// addresses splits a comma-separated list of hosts and adds the default port where none is given.
func addresses(hosts, port string) ([]string, error) {
	var all []string
	for one := range strings.SplitSeq(hosts, ",") {
		host, p, err := net.SplitHostPort(one)
		if err != nil { // no port
			host, p = strings.TrimSuffix(strings.TrimPrefix(one, "["), "]"), port
		}
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || n == 0 {
			return nil, errors.New("a port is not a number from 1 to 65535")
		}
		isName := !strings.ContainsAny(host, ":[]@%/ \t\r\n")
		if host == "" || !isName && net.ParseIP(host) == nil {
			return nil, errors.New("a host is missing or has characters that no host has; " +
				"in a password write @ as %40, / as %2F, ? as %3F")
		}
		all = append(all, net.JoinHostPort(host, strconv.FormatUint(n, 10)))
	}
	return all, nil
}

func database(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	db, err := strconv.ParseUint(text, 10, 15)
	if err != nil {
		return 0, errors.New("the database is not a number such as 0 (in a password write / as %2F)")
	}
	return int(db), nil
}
