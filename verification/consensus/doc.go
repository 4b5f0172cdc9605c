// Package consensus turns votes into a verdict. It is pure: no clock, no storage, no randomness.
//
// A rule ([Judge]) looks at the votes on one claim and says how sure it is of the best answer and whether that is sure enough.
// What a vote counts for follows from a [Fit] of all votes, which says how often each voter is right and who acts together; until a
// fit has seen a voter, from their [Record].
//
//	verdict := consensus.Default().Judge([]string{"true", "false"}, votes)
//	if verdict.Decided { … }
package consensus
