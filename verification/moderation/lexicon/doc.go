// Package lexicon reads a text as people see it, however it was typed, and looks its words up in lists of Kazakh, Kyrgyz,
// Russian and English words. It is pure.
//
// [Read] undoes what hides a word: invisible characters, letters of other scripts, digits for letters, words taken apart. A
// [Lexicon] then tells which classes each [Word] belongs to and whether the text matches one of its rules.
package lexicon
