package texts

import (
	"encoding/binary"

	"github.com/rastau/rastau/verification/matching/blocks"
)

// postings are the texts in which something occurs, by number, in the order in which they came. Most things occur in one
// text, which takes no memory of its own; the rest are kept as distances, most of which fit in a byte.
type postings struct {
	more        []byte // distances from each to the next, as varints
	first, last uint32
	n           uint32 // how many are on the list
	gone        uint32 // how many of them were removed; of words only, for of the others nobody knows it
}

func (p *postings) add(doc uint32) {
	if p.n == 0 {
		p.first = doc
	} else {
		p.more = binary.AppendUvarint(p.more, uint64(doc-p.last))
	}
	p.last = doc
	p.n++
}

// here is how many texts with a word were not removed.
func (p *postings) here() int {
	if p == nil {
		return 0
	}
	return int(p.n - p.gone)
}

// texts appends those on the list. It is where a search spends its time.
func (p *postings) texts(to []uint32) []uint32 {
	doc := p.first
	to = append(to, doc)
	more := p.more
	for i := 0; i < len(more); i++ {
		b := more[i]
		step := uint32(b & 0x7f)
		for shift := 7; b >= 0x80; shift += 7 {
			i++
			b = more[i]
			step |= uint32(b&0x7f) << shift
		}
		doc += step
		to = append(to, doc)
	}
	return to
}

// lists are the postings of everything that occurs.
type lists struct {
	at  map[uint32]uint32
	all blocks.List[postings]
}

func newLists() lists { return lists{at: map[uint32]uint32{}} }

func (l *lists) add(what, doc uint32) {
	i, ok := l.at[what]
	if !ok {
		i = uint32(l.all.Len()) //nolint:gosec // there are fewer than there are numbers
		l.all.Append(postings{})
		l.at[what] = i
	}
	l.all.At(int(i)).add(doc)
}

// get gives the postings of something, nil when it does not occur.
func (l *lists) get(what uint32) *postings {
	if i, ok := l.at[what]; ok {
		return l.all.At(int(i))
	}
	return nil
}

// none is no text's number.
const none = ^uint32(0)
