// Package duplicates finds claims that ask what is being asked again.
//
// An [Index] is one process's copy of the features by which claims are matched: words, names and pictures. It follows the changes
// that other processes note in a [Store], so that all of them find the same. What it finds is a hint; the claim itself says whether
// it may be joined or offered. The rest of the package decides what somebody may see of a claim that has no result yet: only what
// they sent themselves.
package duplicates
