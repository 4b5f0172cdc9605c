// Package blocks keeps long lists that grow while others wait for them.
package blocks

// List is a list in blocks. When it is full it grows by one of them, and nothing is copied. The zero List is empty.
type List[T any] struct {
	blocks [][]T
	n      int
}

// size is how many are in a block.
const size = 1 << 14

// Len is how many there are.
func (l *List[T]) Len() int { return l.n }

// At is the one at a place, which counts from 0. Those of the first block move while that fills.
func (l *List[T]) At(i int) *T { return &l.blocks[uint(i)/size][uint(i)%size] } //nolint:gosec // a place

// Append adds one at the end.
func (l *List[T]) Append(v T) {
	if l.n%size == 0 {
		var block []T
		if l.n > 0 { // the first one grows as it is needed
			block = make([]T, 0, size)
		}
		l.blocks = append(l.blocks, block)
	}
	last := &l.blocks[len(l.blocks)-1]
	*last = append(*last, v)
	l.n++
}
