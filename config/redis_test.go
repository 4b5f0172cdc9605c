package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/config"
)

func TestRedisAddresses(t *testing.T) {
	t.Parallel()
	// want is what differs; TLS is compared apart, since its settings cannot be.
	for address, want := range map[string]struct {
		addrs            []string
		user, password   string
		db               int
		tls, cluster     bool
		master           string
		sentinelUser, sp string
	}{
		"redis://localhost":                        {addrs: []string{"localhost:6379"}},
		"redis://h:7000/3":                         {addrs: []string{"h:7000"}, db: 3},
		"redis://h/":                               {addrs: []string{"h:6379"}},
		"redis://:p%40ss%2F@h":                     {addrs: []string{"h:6379"}, password: "p@ss/"},
		"redis://u:p:q@h:1/0":                      {addrs: []string{"h:1"}, user: "u", password: "p:q"},
		"redis://[::1]:7000":                       {addrs: []string{"[::1]:7000"}},
		"redis://[::1]":                            {addrs: []string{"[::1]:6379"}},
		"rediss://h":                               {addrs: []string{"h:6379"}, tls: true},
		"redis://h?cluster=true":                   {addrs: []string{"h:6379"}, cluster: true},
		"redis://u:p@h1:7000,h2:7001,h3/":          {addrs: []string{"h1:7000", "h2:7001", "h3:6379"}, user: "u", password: "p", cluster: true},
		"rediss://h1,h2/?cluster=true":             {addrs: []string{"h1:6379", "h2:6379"}, tls: true, cluster: true},
		"redis+sentinel://u:p@h1:26380,h2/main/2":  {addrs: []string{"h1:26380", "h2:26379"}, user: "u", password: "p", master: "main", db: 2},
		"rediss+sentinel://h/main":                 {addrs: []string{"h:26379"}, master: "main", tls: true},
		"unix:///run/redis.sock":                   {addrs: []string{"/run/redis.sock"}},
		"unix://u:p@/run/a%20b.sock?db=4":          {addrs: []string{"/run/a b.sock"}, user: "u", password: "p", db: 4},
		"redis+sentinel://h/m?sentinel_password=x": {addrs: []string{"h:26379"}, master: "m", sp: "x"},
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			got, err := config.ParseRedisURL(address)
			require.NoError(t, err)
			require.Equal(t, want.tls, got.TLSConfig != nil)
			got.TLSConfig = nil
			require.Empty(t, cmp.Diff(&redis.UniversalOptions{
				Addrs: want.addrs, Username: want.user, Password: want.password, DB: want.db, IsClusterMode: want.cluster,
				MasterName: want.master, SentinelUsername: want.sentinelUser, SentinelPassword: want.sp,
				ContextTimeoutEnabled: true,
			}, got, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type().Kind().String() == "func" }, cmp.Ignore())))
		})
	}
}

func TestAddressesDecideTheKindOfClient(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]redis.UniversalClient{
		"unix:///run/redis.sock": (*redis.Client)(nil),
		"redis://h1,h2":          (*redis.ClusterClient)(nil),
		"redis://h?cluster=true": (*redis.ClusterClient)(nil),
		"redis+sentinel://h/m":   (*redis.Client)(nil),
	} {
		options, err := config.ParseRedisURL(address)
		require.NoError(t, err)
		client := redis.NewUniversalClient(options)
		require.IsType(t, want, client)
		require.NoError(t, client.Close())
	}
}

func TestRedisAddressesThatAreRefused(t *testing.T) {
	t.Parallel()
	for address, says := range map[string]string{
		"":                              "begin with",
		"localhost:6379":                "begin with",
		"http://h":                      "begin with",
		"redis://":                      "host is missing",
		"redis://h1,,h2":                "host is missing",
		"redis://:pa@ss/word@h":         "/ as %2F",
		"redis://:pa%ss@h":              "%25",
		"redis://h:0":                   "port",
		"redis://h:70000":               "port",
		"redis://h/one":                 "database",
		"redis://h/-1":                  "database",
		"redis://h1,h2/1":               "only the database 0",
		"redis://h1,h2?cluster=false":   "cluster=false",
		"redis://h?cluster=yes":         "true or false",
		"redis://h?pool=5":              `"pool"`,
		"redis://h?%zz":                 "after ?",
		"redis+sentinel://h":            "master is missing",
		"redis+sentinel://h/m?cluster=": `"cluster"`,
		"unix://run/redis.sock":         "three slashes",
		"unix:///":                      "three slashes",
		"unix:///a%zz":                  "%25",
	} {
		_, err := config.ParseRedisURL(address)
		require.ErrorContains(t, err, says, address)
	}
}

func FuzzParseRedisURL(f *testing.F) {
	for _, seed := range []string{
		"redis://u:p@h1:7000,h2/?cluster=true", "rediss://[::1]:1/2", "redis+sentinel://u:p@h/m/1?sentinel_password=x",
		"unix://:p@/run/r.sock?db=1", "redis://%", "://", "redis://@",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		options, err := config.ParseRedisURL(address)
		if err != nil {
			require.Nil(t, options)
			return
		}
		require.NotEmpty(t, options.Addrs)
		require.GreaterOrEqual(t, options.DB, 0)
		require.NoError(t, redis.NewUniversalClient(options).Close())
	})
}
