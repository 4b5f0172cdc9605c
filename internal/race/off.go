//go:build !race

package race

// Enabled tells that the race detector runs.
const Enabled = false
