// Package consensus turns votes into a verdict. It is pure: no clock, no storage, no randomness.
//
// A rule ([Judge]) looks at the votes on one claim and says how sure it is of the best answer and whether that is sure enough.
// What a vote counts for follows from the voter's [Record]: how often their answers turned out right.
//
//	verdict := consensus.Default().Judge([]string{"true", "false"}, votes)
//	if verdict.Decided { … }
package consensus
