// Package lab holds the tools with which a newsroom tries the engine on its own history before trusting it: files in,
// tables out, nothing stored and nobody asked.
package lab
