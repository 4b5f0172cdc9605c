// Package race tells tests whether the race detector runs. It makes what works on many bytes five to twenty times as slow
// and finds no more in the thousandth round than in the tenth, so that some tests do under it a part of what they do
// without: `make full`.
package race
