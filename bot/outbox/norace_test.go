//go:build !race

package outbox

const scale = 1
