// Package moderation screens what people send before volunteers see it: it masks personal data, and finds texts that call
// people to a place, which wait for a reviewer. It is pure.
//
// In January 2022 a woman went to an airport to see whether a rumour was true, and was given four years in prison. Nothing
// that passes through here may send anybody anywhere, or tell where somebody lives.
package moderation
