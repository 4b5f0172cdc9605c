package pictures

import (
	"cmp"
	"slices"
)

// shelf holds hashes so that near ones are found without looking at all: multi-index hashing (Norouzi, Punjani, Fleet,
// "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012) on some of the bits.
//
// Each hash stands in four tables, each keyed by other bits: those of the slowest waves, which crops, turns and blurs move
// least. One that is asked about is looked for in each table under its key and all keys that differ in one or two bits.
// So whatever differs in up to eleven of those bits is found for sure, and most of what differs in more. A reach of one bit
// finds what differs in seven.
type shelf struct {
	blocks [][]placed
	n      uint32           // hashes
	bits   int              // in a key
	first  [tables][]uint32 // by key, the place of the first hash that has it
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
	crowded = 4
	// block is how many hashes are allotted at a time: a shelf that is full grows without being copied.
	block = 1 << 14
)

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

// key takes every fourth of the slowest bits, so that no table has worse ones than another.
func (s *shelf) key(h Hash, table int) uint32 {
	var key uint32
	for i := range s.bits {
		bit := slow[i*tables+table]
		key = key<<1 | uint32(h[3-bit/64]>>(bit%64)&1) //nolint:gosec // one bit
	}
	return key
}

// at is the hash at a place, which counts from 1.
func (s *shelf) at(place uint32) *placed { return &s.blocks[(place-1)/block][(place-1)%block] }

func (s *shelf) add(owner uint32, hashes []Hash) span {
	where := span{s.n + 1, uint32(len(hashes))} //nolint:gosec // memory ends before numbers do
	for _, h := range hashes {
		if s.n%block == 0 {
			s.blocks = append(s.blocks, nil)
		}
		last := &s.blocks[len(s.blocks)-1]
		if len(s.blocks) > 1 && *last == nil {
			*last = make([]placed, 0, block) // the first one grows as it is needed
		}
		*last = append(*last, placed{Hash: h, owner: owner})
		s.n++
	}
	bits := max(s.bits, leastBits)
	for bits < mostBits && s.n > crowded<<bits {
		bits += 2
	}
	if bits == s.bits {
		s.chain(where.from)
	} else {
		s.bits = bits
		for t := range s.first {
			s.first[t] = make([]uint32, 1<<bits)
		}
		s.chain(1)
	}
	return where
}

// chain puts the hashes into the tables from a place on.
func (s *shelf) chain(from uint32) {
	for place := from; place <= s.n; place++ {
		h := s.at(place)
		for t := range s.first {
			first := &s.first[t][s.key(h.Hash, t)]
			h.next[t], *first = *first, place
		}
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
	if s.n == 0 {
		return
	}
	for t, first := range s.first {
		look := func(key uint32) {
			for place := first[key]; place != 0; {
				p := s.at(place)
				if h.Distance(p.Hash) <= most {
					found(p.owner)
				}
				place = p.next[t]
			}
		}
		key := s.key(h, t)
		look(key)
		for i := range s.bits {
			look(key ^ 1<<i)
			for j := range i * (reach - 1) {
				look(key ^ 1<<i ^ 1<<j)
			}
		}
	}
}
