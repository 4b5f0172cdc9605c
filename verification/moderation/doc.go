// Package moderation looks at what people send before volunteers see it: personal data are masked, and a text that asks
// people to be somewhere is stopped for a reviewer. It is pure.
//
// In January 2022 a woman went to an airport to see whether a rumour was true, and was given four years in prison. Nothing
// that passes through here may send anybody anywhere, or tell where somebody lives.
package moderation
