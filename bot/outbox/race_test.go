//go:build race

package outbox

// scale shrinks what is measured in full without the race detector: make window.
const scale = 10
