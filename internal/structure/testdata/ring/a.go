// Package ring has two files that call each other.
package ring

// T is a type.
type T struct{}

// A calls what b.go declares.
func (t T) A() { b() }

func (t T) a() {}
