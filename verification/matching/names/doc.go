// Package names tells whether two ways to write a person's name may be of one person: in Cyrillic or Latin letters, in any
// order, with a typo, an ending, an initial or a patronymic. It is pure.
//
//	score, same := names.Same("Викрам Рузахунов", "Ruzahunov V.")
//
// People of one name are many. A match only ever suggests that proposals be counted together; it never says who somebody
// is.
package names
