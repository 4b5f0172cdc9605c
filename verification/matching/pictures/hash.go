package pictures

import (
	"encoding/hex"
	"image"
	"math"
	"math/bits"
	"slices"
)

// Hash is the PDQ hash of a picture: 256 bits, the first word the one that is written first.
type Hash [4]uint64

// String returns the hash as 64 hexadecimal digits, as the PDQ tools write it.
func (h Hash) String() string {
	var raw [32]byte
	for i := range raw {
		raw[i] = byte(h[i/8] >> (56 - 8*(i%8)))
	}
	return hex.EncodeToString(raw[:])
}

// Distance returns the number of bits, of 256, that differ. Unrelated pictures differ in about 128.
func (h Hash) Distance(other Hash) int {
	return bits.OnesCount64(h[0]^other[0]) + bits.OnesCount64(h[1]^other[1]) +
		bits.OnesCount64(h[2]^other[2]) + bits.OnesCount64(h[3]^other[3])
}

// slowDistance returns the number of bits that differ among the 64 of the lowest frequencies, 1 to 8 across and down.
func (h Hash) slowDistance(other Hash) int {
	const across = 0x00ff00ff00ff00ff // 1 to 8 in each of the four rows of a word; the last word has the first rows
	return bits.OnesCount64((h[3]^other[3])&across) + bits.OnesCount64((h[2]^other[2])&across)
}

// leastSide is the least width and height of a picture that can be hashed.
const leastSide = 5

// Of returns the PDQ hash of a picture and its quality, from 0 to 100. Below 50 a hash says little: one clear sky is like
// another. A picture less than five pixels wide or high has a zero hash and quality 0.
func Of(img image.Image) (Hash, int) { return planeOf(img).filtered(pdqTent) }

// hash returns a PDQ hash that depends less on the size of the picture, see [tent]. For large pictures it differs from [Of]
// in a few bits, for small ones in up to a hundred.
func (p plane) hash() (Hash, int) { return p.filtered(tent) }

func (p plane) filtered(f filter) (Hash, int) {
	if p.w < leastSide || p.h < leastSide {
		return Hash{}, 0
	}
	small := resample(p.luma(), f(p.w), f(p.h))
	s := (*small64)(small.pix)
	return s.bits(), s.quality()
}

// small64 is a picture of 64 by 64 values in row-major order.
type small64 [side * side]float32

// quality sums the differences between neighbours, in whole percent, so that faint noise does not count.
func (s *small64) quality() int {
	sum := 0
	step := func(a, b float32) {
		d := int((a - b) * 100 / 255)
		sum += max(d, -d)
	}
	for i := range side {
		for j := range side {
			if i+1 < side {
				step(s[i*side+j], s[i*side+side+j])
			}
			if j+1 < side {
				step(s[i*side+j], s[i*side+j+1])
			}
		}
	}
	return min(100, sum/90)
}

// waves is how many of the slowest waves are looked at in each direction.
const waves = 16

// cosines are the waves 1 to 16 of a line of 64: the mean of the picture is none of them.
var cosines = func() (m [waves][side]float32) {
	for i := range m {
		for j := range m[i] {
			m[i][j] = float32(math.Sqrt(2.0/side) * math.Cos(math.Pi/2/side*float64((i+1)*(2*j+1))))
		}
	}
	return m
}()

// bits returns one bit for each of 16 by 16 frequencies: whether its coefficient is above the median.
func (s *small64) bits() Hash {
	var across [side][waves]float32
	for i := range side {
		for k := range cosines {
			across[i][k] = dot(cosines[k][:], s[i*side:])
		}
	}
	var there [waves * waves]float32
	for k := range cosines {
		for i, c := range cosines[k] {
			for j, v := range across[i] {
				there[k*waves+j] += c * v
			}
		}
	}
	sorted := there
	slices.Sort(sorted[:])
	median := sorted[len(sorted)/2-1]
	var h Hash
	for i, v := range there {
		if v > median {
			h[3-i/64] |= 1 << (i % 64)
		}
	}
	return h
}
