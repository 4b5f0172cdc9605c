package pictures

import (
	"cmp"
	"slices"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// hammingIndex finds the hashes within a small Hamming distance of a given one without a scan: multi-index hashing (Norouzi,
// Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012) on some of the bits.
//
// Each hash is in four tables, keyed by different bits: those of the lowest frequencies, which crops, rotations and blurs
// change least. A search probes each table with the key of the hash and all keys that differ from it in one or two bits. It
// finds every hash that differs in up to eleven of those bits, and most that differ in more. With a reach of one bit it
// finds those that differ in up to seven.
//
// Keys grow by one bit one at a time as hashes are added, which splits the hashes of a key in two (linear hashing: Litwin,
// "Linear Hashing: A New Tool for File and Table Addressing", VLDB 1980). Removed hashes leave their space to new ones. So
// no caller ever waits for the index to be rebuilt.
type hammingIndex struct {
	places blocks.List[placed]
	filled uint32              // places that hold a hash
	free   map[uint32][]uint32 // by their length, where spans begin that hold none

	first [tables]blocks.List[uint32] // by key, the place of the first hash that has it
	bits  int                         // in a key
	split uint32                      // keys below have one bit more
}

// placed is a hash in the index. Everything that a search needs is in one place, because with a million pictures most of the
// time goes into fetching it. Places count from 1; 0 ends a chain.
type placed struct {
	Hash
	next  [tables]uint32 // the place of the next hash of the same key, in each table
	owner uint32         // the number of its picture
}

// span is the range of places that hold the hashes of a picture.
type span struct{ from, n uint32 }

const (
	tables    = 4
	leastBits = 8
	mostBits  = 24
	// crowded is how many hashes a key may have on average before keys become longer, up to mostBits.
	crowded = 2
)

func newHammingIndex() hammingIndex {
	s := hammingIndex{free: map[uint32][]uint32{}, bits: leastBits}
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

// bit returns the i-th bit of a key. A table takes every fourth of the lowest frequencies, so that all tables are equally
// selective.
func bit(h Hash, table, i int) uint32 {
	b := slow[i*tables+table]
	return uint32(h[3-b/64]>>(b%64)&1) << i //nolint:gosec // one bit
}

// key returns the key of a hash in a table. Of keys with an extra bit, the lower bits are the shorter key.
func (s *hammingIndex) key(h Hash, table int) (key uint32) {
	for i := range min(s.bits+1, mostBits) {
		key |= bit(h, table, i)
	}
	return key
}

// keys returns the number of keys of a table.
func (s *hammingIndex) keys() uint32 { return 1<<s.bits + s.split }

// chain returns the first place of the hashes with a key.
func (s *hammingIndex) chain(table int, key uint32) *uint32 {
	if key >= s.keys() {
		key &= 1<<s.bits - 1
	}
	return s.first[table].At(int(key))
}

// at returns the hash at a place.
func (s *hammingIndex) at(place uint32) *placed { return s.places.At(int(place) - 1) }

// add adds the hashes of a picture and returns where they are.
func (s *hammingIndex) add(owner uint32, hashes []Hash) span {
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

// room returns an empty span of n places.
func (s *hammingIndex) room(n uint32) span {
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

// lengthen splits the hashes of the next key between two that are one bit longer.
func (s *hammingIndex) lengthen() {
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

// remove removes the hashes of a span.
func (s *hammingIndex) remove(where span) {
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

// of returns the hashes of a span.
func (s *hammingIndex) of(p span) []Hash {
	out := make([]Hash, p.n)
	for i := range p.n {
		out[i] = s.at(p.from + i).Hash
	}
	return out
}

// near calls found with the owner of every hash at a distance of at most most, with some owners more than once. Keys may
// differ in up to reach bits, one or two.
func (s *hammingIndex) near(h Hash, most, reach int, found func(owner uint32)) {
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
