package config

import "strconv"

// mostReplicas is how many replicas can be waited for.
const mostReplicas = 9

// Replicas is how many replicas must have received something before it is acknowledged.
func (s Settings) Replicas() int {
	n, _ := s.replicas() // the settings were checked
	return n
}

func (s Settings) replicas() (int, error) {
	if s.RedisReplicas != "" {
		return strconv.Atoi(s.RedisReplicas)
	}
	options, err := s.Redis()
	if err == nil && options != nil && (options.MasterName != "" || options.IsClusterMode) {
		return 1, nil
	}
	return 0, nil
}
