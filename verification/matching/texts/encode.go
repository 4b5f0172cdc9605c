package texts

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Features gives what an index with the same key needs to know of a text, about a kilobyte for a paragraph, to be stored
// in place of the text. Without the key nobody can try out whether a text is the one. Whoever has the features of many
// texts, though, can count which words come often and guess those, so that they are stored sealed.
func (x *Index) Features(text string) []byte { return x.hasher.encode(x.hasher.features(text)) }

// AddFeatures is Add for what Features gave. It fails for anything else, and for features made with another key.
func (x *Index) AddFeatures(id string, stored []byte) error {
	f, err := x.hasher.decode(stored)
	if err == nil {
		x.add(id, f)
	}
	return err
}

// SearchFeatures is Search for what Features gave.
func (x *Index) SearchFeatures(stored []byte, n int) ([]Match, error) {
	f, err := x.hasher.decode(stored)
	if err != nil {
		return nil, err
	}
	return x.search(f, n), nil
}

// Errors of stored features.
var (
	ErrFeatures = errors.New("these are not the features of a text")
	ErrKey      = errors.New("these features were made with another key, or by another version")
)

// version changes whenever texts are folded or parted differently, or [frames] change, for then what is stored fits no more.
const version = "5"

// encode writes: 4 bytes that tell key and version; 8 bytes for the whole; the number of links and 8
// bytes each; of words and 4 bytes each; of grams and the distance of each from the one before. Numbers and distances are
// varints, the rest is little-endian.
func (h hasher) encode(f features) []byte {
	out := make([]byte, 0, 24+8*len(f.links)+4*len(f.words)+4*len(f.grams))
	out = binary.LittleEndian.AppendUint32(out, h.check())
	out = binary.LittleEndian.AppendUint64(out, f.same)
	out = binary.AppendUvarint(out, uint64(len(f.links)))
	for _, l := range f.links {
		out = binary.LittleEndian.AppendUint64(out, l)
	}
	out = binary.AppendUvarint(out, uint64(len(f.words)))
	for _, w := range f.words {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	out = binary.AppendUvarint(out, uint64(len(f.grams)))
	before := uint32(0)
	for _, g := range f.grams {
		out = binary.AppendUvarint(out, uint64(g-before))
		before = g
	}
	return out
}

func (h hasher) check() uint32 { return uint32(h.sum(kindKey, version)) } //nolint:gosec // half of the hash

func (h hasher) decode(in []byte) (features, error) {
	r := reader{in: in}
	if check := r.fixed(4); !r.bad && uint32(check) != h.check() { //nolint:gosec // it was 4 bytes
		return features{}, ErrKey
	}
	f := features{same: r.fixed(8)}
	for range r.count(8) {
		f.links = append(f.links, r.fixed(8))
	}
	n := r.count(4)
	f.words = make([]uint32, n)
	for i := range n {
		f.words[i] = uint32(r.fixed(4)) //nolint:gosec // it was 4 bytes
	}
	n = r.count(1)
	f.grams = make([]uint32, n)
	last := uint64(0)
	for i := range n {
		step := r.varint()
		last += min(step, 1<<33)
		r.bad = r.bad || last >= 1<<32 || step == 0 && i > 0
		f.grams[i] = uint32(last) //nolint:gosec // looked at above
	}
	if r.bad || len(r.in) > 0 || !slices.IsSorted(f.links) {
		return features{}, ErrFeatures
	}
	return f, nil
}

// reader takes numbers from the front of in, and is bad once it could not.
type reader struct {
	in  []byte
	bad bool
}

func (r *reader) fixed(size int) (v uint64) {
	if len(r.in) < size {
		r.bad, r.in = true, nil
		return 0
	}
	for i := range size {
		v |= uint64(r.in[i]) << (8 * i)
	}
	r.in = r.in[size:]
	return v
}

func (r *reader) varint() uint64 {
	v, n := binary.Uvarint(r.in)
	if n <= 0 {
		r.bad, r.in = true, nil
		return 0
	}
	r.in = r.in[n:]
	return v
}

// count reads how many things follow that take that many bytes at least, 0 when there cannot be so many.
func (r *reader) count(size int) int {
	n := r.varint()
	if n > uint64(len(r.in)/size) { //nolint:gosec // a length
		r.bad = true
		return 0
	}
	return int(n) //nolint:gosec // less than a length
}
