package pictures

import (
	"cmp"
	"slices"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// shelf holds hashes so that near ones are found without looking at all: multi-index hashing (Norouzi, Punjani, Fleet,
// "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012) on some of the bits.
//
// Each hash stands in four tables, each keyed by other bits: those of the slowest waves, which crops, turns and blurs move
// least. One that is asked about is looked for in each table under its key and all keys that differ in one or two bits.
// So whatever differs in up to eleven of those bits is found for sure, and most of what differs in more. A reach of one bit
// finds what differs in seven.
//
// One key after the other becomes a bit longer as hashes come, which parts its hashes between two (linear hashing: Litwin,
// "Linear Hashing: A New Tool for File and Table Addressing", VLDB 1980), and what is taken off the shelf leaves its place to
// others. So nobody waits until all is put into order anew.
type shelf struct {
	places blocks.List[placed]
	filled uint32              // places that hold a hash
	free   map[uint32][]uint32 // by their length, where spans begin that hold none

	first [tables]blocks.List[uint32] // by key, the place of the first hash that has it
	bits  int                         // in a key
	split uint32                      // keys below have one bit more
}

// placed is a hash on a shelf. All that a search needs of it lies together, for at a million pictures what takes time is
// to fetch it. Places count from 1, and 0 ends a chain.
type placed struct {
	Hash
	next  [tables]uint32 // the place of the next hash of the same key, in each table
	owner uint32         // the number of its picture
}

// span is where the hashes of a picture stand.
type span struct{ from, n uint32 }

const (
	tables    = 4
	leastBits = 8
	mostBits  = 24
	// crowded is how many hashes a key may have on average before keys become longer, up to mostBits.
	crowded = 2
)

func newShelf() shelf {
	s := shelf{free: map[uint32][]uint32{}, bits: leastBits}
	for t := range s.first {
		for range s.keys() {
			s.first[t].Append(0)
		}
	}
	return s
}

// slow are the bits of a hash, those of the slowest waves first.
var slow = func() (order [256]uint8) {
	for i := range order {
		order[i] = uint8(i) //nolint:gosec // up to 255
	}
	speed := func(bit uint8) int {
		down, across := int(bit/waves)+1, int(bit%waves)+1
		return down*down + across*across
	}
	slices.SortStableFunc(order[:], func(a, b uint8) int { return cmp.Compare(speed(a), speed(b)) })
	return order
}()

// bit gives one of the bits of a key. A table takes every fourth of the slowest ones, so that none has worse ones than another.
func bit(h Hash, table, i int) uint32 {
	b := slow[i*tables+table]
	return uint32(h[3-b/64]>>(b%64)&1) << i //nolint:gosec // one bit
}

// key gives the longer key, where one is longer than others: what it begins with, in its lowest bits, is the other.
func (s *shelf) key(h Hash, table int) (key uint32) {
	for i := range min(s.bits+1, mostBits) {
		key |= bit(h, table, i)
	}
	return key
}

// keys is how many there are.
func (s *shelf) keys() uint32 { return 1<<s.bits + s.split }

// chain is where the hashes with a key begin.
func (s *shelf) chain(table int, key uint32) *uint32 {
	if key >= s.keys() {
		key &= 1<<s.bits - 1
	}
	return s.first[table].At(int(key))
}

// at is the hash at a place, which counts from 1.
func (s *shelf) at(place uint32) *placed { return s.places.At(int(place) - 1) }

func (s *shelf) add(owner uint32, hashes []Hash) span {
	where := s.room(uint32(len(hashes))) //nolint:gosec // few
	for i, h := range hashes {
		place := where.from + uint32(i) //nolint:gosec // few
		p := s.at(place)
		p.Hash, p.owner = h, owner
		for t := range tables {
			first := s.chain(t, s.key(h, t))
			p.next[t], *first = *first, place
		}
		s.filled++
		for s.filled > crowded*s.keys() && s.bits < mostBits {
			s.lengthen()
		}
	}
	return where
}

// room is an empty span.
func (s *shelf) room(n uint32) span {
	if left := s.free[n]; len(left) > 0 {
		s.free[n] = left[:len(left)-1]
		return span{left[len(left)-1], n}
	}
	where := span{uint32(s.places.Len()) + 1, n} //nolint:gosec // memory ends before numbers do
	for range n {
		s.places.Append(placed{})
	}
	return where
}

// lengthen parts the hashes of the next key between two that are a bit longer.
func (s *shelf) lengthen() {
	for t := range s.first {
		s.first[t].Append(0)
		low, high := s.first[t].At(int(s.split)), s.first[t].At(int(s.keys()))
		place := *low
		for *low = 0; place != 0; {
			p := s.at(place)
			to := low
			if bit(p.Hash, t, s.bits) != 0 {
				to = high
			}
			place, p.next[t], *to = p.next[t], *to, place
		}
	}
	if s.split++; s.split == 1<<s.bits {
		s.bits, s.split = s.bits+1, 0
	}
}

// remove takes the hashes of a span off the shelf.
func (s *shelf) remove(where span) {
	for place := where.from; place < where.from+where.n; place++ {
		p := s.at(place)
		for t := range tables {
			link := s.chain(t, s.key(p.Hash, t))
			for *link != place {
				link = &s.at(*link).next[t]
			}
			*link = p.next[t]
		}
		s.filled--
	}
	if where.n > 0 {
		s.free[where.n] = append(s.free[where.n], where.from)
	}
}

func (s *shelf) of(p span) []Hash {
	out := make([]Hash, p.n)
	for i := range p.n {
		out[i] = s.at(p.from + i).Hash
	}
	return out
}

// near calls for the owners of hashes that are no further than most, for some more than once. Keys may differ in up to
// reach bits, one or two.
func (s *shelf) near(h Hash, most, reach int, found func(owner uint32)) {
	if s.filled == 0 {
		return
	}
	for t := range tables {
		walk := func(key uint32) {
			for place := *s.chain(t, key); place != 0; {
				p := s.at(place)
				if h.Distance(p.Hash) <= most {
					found(p.owner)
				}
				place = p.next[t]
			}
		}
		look := func(key uint32, differs int) {
			walk(key)
			if differs < reach && key&(1<<s.bits-1) < s.split { // of longer keys, the last bit may differ as well
				walk(key ^ 1<<s.bits)
			}
		}
		key := s.key(h, t)
		look(key, 0)
		for i := range s.bits {
			look(key^1<<i, 1)
			for j := range i * (reach - 1) {
				look(key^1<<i^1<<j, 2)
			}
		}
	}
}
