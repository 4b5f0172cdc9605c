// Package lab has the tools with which a newsroom tests the engine on its own history before trusting it: they read files, write tables
// and store nothing.
package lab
