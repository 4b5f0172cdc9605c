package bulletin

import (
	"crypto/sha256"
	"strings"
	"unicode"
)

// A key is read out on the phone as 25 words of two syllables, such as "badi" or "zutu": 11 bits each, 256 for the key
// and 19 of a checksum, which the last word and the end of the one before it hold. The first consonant is one of sixteen;
// the second, in the middle of the word where it is heard worst, is one of eight that differ well.
const (
	wordCount = 25
	wordBits  = 11
	firsts    = "bdfghjklmnprstvz"
	seconds   = "bdklmrst"
	vowels    = "aiou"
)

// cyrillic is how the letters of the words are written by who listens and writes in Cyrillic.
var cyrillic = strings.NewReplacer(
	"б", "b", "д", "d", "ф", "f", "г", "g", "х", "h", "ж", "j", "к", "k", "л", "l", "м", "m", "н", "n", "п", "p",
	"р", "r", "с", "s", "т", "t", "в", "v", "з", "z", "а", "a", "и", "i", "о", "o", "у", "u",
)

// Words are the key for reading out. ParsePublicKey reads them back.
func (p PublicKey) Words() []string {
	sum := sha256.Sum256(p[:])
	stream := append(p[:], sum[:3]...)
	words := make([]string, wordCount)
	for i := range words {
		words[i] = word(bitsAt(stream, i*wordBits))
	}
	return words
}

func word(n int) string {
	return string([]byte{firsts[n>>7], vowels[n>>5&3], seconds[n>>2&7], vowels[n&3]})
}

func bitsAt(stream []byte, at int) int {
	n := 0
	for i := at; i < at+wordBits; i++ {
		n = n<<1 | int(stream[i/8]>>(7-i%8)&1)
	}
	return n
}

// parseWords reads what Words wrote, in Latin or Cyrillic letters, in any case, with whatever stands between the words.
func parseWords(s string) (PublicKey, error) {
	words := strings.FieldsFunc(cyrillic.Replace(strings.ToLower(s)), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) != wordCount {
		return PublicKey{}, ErrKey
	}
	var p PublicKey
	for i, w := range words {
		n, ok := wordNumber(w)
		if !ok {
			return PublicKey{}, ErrKey
		}
		for bit := range wordBits {
			if at := i*wordBits + bit; at < len(p)*8 && n>>(wordBits-1-bit)&1 == 1 {
				p[at/8] |= 1 << (7 - at%8)
			}
		}
	}
	if !equalWords(p.Words(), words) {
		return PublicKey{}, ErrKey
	}
	return p, nil
}

func equalWords(a, b []string) bool { return strings.Join(a, " ") == strings.Join(b, " ") }

func wordNumber(w string) (int, bool) {
	if len(w) != 4 {
		return 0, false
	}
	a, b := strings.IndexByte(firsts, w[0]), strings.IndexByte(vowels, w[1])
	c, d := strings.IndexByte(seconds, w[2]), strings.IndexByte(vowels, w[3])
	if min(a, b, c, d) < 0 {
		return 0, false
	}
	return a<<7 | b<<5 | c<<2 | d, true
}
