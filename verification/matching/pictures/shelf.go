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
// So whatever differs in up to eleven of those bits is found for sure, and most of what differs in more.
type shelf struct {
	hashes []Hash
	owners []uint32 // of each hash, the number of its picture
	bits   int      // in a key
	tables [tables]table
}

// table chains the hashes of equal keys. Places count from 1, and 0 ends a chain.
type table struct {
	first []uint32 // by key
	next  []uint32 // by place
}

// span is where the hashes of a picture stand.
type span struct{ from, n uint32 }

const (
	tables    = 4
	leastBits = 8
	mostBits  = 22
	// crowded is how many hashes a key may have on average before keys become longer, up to mostBits.
	crowded = 8
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

func (s *shelf) add(owner uint32, hashes []Hash) span {
	from := uint32(len(s.hashes)) //nolint:gosec // memory ends before numbers do
	s.hashes = append(s.hashes, hashes...)
	for range hashes {
		s.owners = append(s.owners, owner)
	}
	bits := max(s.bits, leastBits)
	for bits < mostBits && len(s.hashes) > crowded<<bits {
		bits += 2
	}
	if bits != s.bits {
		s.bits = bits
		for t := range s.tables {
			s.tables[t] = table{first: make([]uint32, 1<<bits)}
		}
		s.chain(0)
	} else {
		s.chain(int(from))
	}
	return span{from, uint32(len(hashes))} //nolint:gosec // a few
}

// chain puts the hashes into the tables from a place on.
func (s *shelf) chain(from int) {
	for t := range s.tables {
		table := &s.tables[t]
		for i, h := range s.hashes[from:] {
			key := s.key(h, t)
			table.next = append(table.next, table.first[key])
			table.first[key] = uint32(from + i + 1) //nolint:gosec // memory ends before numbers do
		}
	}
}

func (s *shelf) of(p span) []Hash { return s.hashes[p.from : p.from+p.n : p.from+p.n] }

// near calls for the owners of hashes that are no further than most, for some more than once.
func (s *shelf) near(h Hash, most int, found func(owner uint32)) {
	for t := range s.tables {
		table, key := &s.tables[t], s.key(h, t)
		look := func(key uint32) {
			for place := table.first[key]; place != 0; place = table.next[place-1] {
				if h.Distance(s.hashes[place-1]) <= most {
					found(s.owners[place-1])
				}
			}
		}
		if len(table.first) == 0 {
			return
		}
		look(key)
		for i := range s.bits {
			look(key ^ 1<<i)
			for j := range i {
				look(key ^ 1<<i ^ 1<<j)
			}
		}
	}
}
