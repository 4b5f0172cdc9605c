package moderation

import (
	"slices"
	"strings"
	"unicode"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// token is a run of letters or of digits, or a number in words.
type token struct {
	from, to int       // runes
	digits   string    // of a number, as they would be typed
	letters  []rune    // in lower case
	alike    bool      // of a number: some of its digits are letters that look like them
	spelled  bool      // of a number: it is written in words
	upper    bool      // all of its letters are capitals
	kinds    tokenKind // of a word, once it was looked up
}

// tokensOf splits a text into tokens. A number in words is one token: seven hundred and one is 701.
func tokensOf(p *lexicon.Text) (list []token) {
	list = make([]token, 0, len(p.Lowered)/5+4)
	for i := 0; i < len(p.Lowered); {
		r := p.Lowered[i]
		from := i
		switch {
		case lexicon.IsDigit(r) || isLike(r) && likeDigits(p, i) > 0:
			n := likeDigits(p, i)
			if n == 0 {
				for n = 0; i+n < len(p.Lowered) && lexicon.IsDigit(p.Lowered[i+n]); n++ {
				}
			}
			i += n
			t := token{from: from, to: i}
			var digits strings.Builder
			for _, r := range p.Lowered[from:i] {
				if !lexicon.IsDigit(r) {
					t.alike = true
					r = likeDigit[r]
				}
				digits.WriteRune(r)
			}
			t.digits = digits.String()
			list = append(list, t)
		case lexicon.IsLetter(r):
			t := token{from: from, upper: true}
			for i < len(p.Lowered) && (lexicon.IsLetter(p.Lowered[i]) || i+1 < len(p.Lowered) && lexicon.IsApostrophe(p.Lowered[i]) && lexicon.IsLetter(p.Lowered[i+1]) && i > from) {
				t.upper = t.upper && !unicode.IsLower(p.Runes[i])
				i++
			}
			t.to, t.letters = i, p.Lowered[from:i]
			list = append(list, t)
		default:
			i++
		}
	}
	return numerals(p, list)
}

// likeDigit are letters that look like a digit.
var likeDigit = lexicon.Pairs("oоliі|збszвb", "001113652"+"288")

func isLike(r rune) bool { return likeDigit[r] != 0 }

// likeDigits returns the length of a run of digits and letters that look like digits, starting at the i-th rune. It is 0
// unless the run has both and no other letter touches it.
func likeDigits(p *lexicon.Text, i int) (n int) {
	if i > 0 && lexicon.IsLetter(p.Lowered[i-1]) {
		return 0
	}
	digits, like := 0, 0
	const longest = 24
	for ; i+n < len(p.Lowered); n++ {
		switch r := p.Lowered[i+n]; {
		case n > longest:
			return 0
		case lexicon.IsDigit(r):
			digits++
		case isLike(r):
			like++
		case lexicon.IsLetter(r):
			return 0
		default:
			return ifLike(p, i, n, digits, like)
		}
	}
	return ifLike(p, i, n, digits, like)
}

// ifLike returns n if the n runes from the i-th may be a number, else 0: 45в is a house.
func ifLike(p *lexicon.Text, i, n, digits, like int) int {
	if plateLike(p, i, n) || like == 0 || digits < 2 || like > digits || like == 1 && strings.ContainsRune("bвбsz", p.Lowered[i+n-1]) {
		return 0
	}
	return n
}

// plateLike reports whether the runes have the form of a Russian car plate: о777оо77.
func plateLike(p *lexicon.Text, i, n int) bool {
	shape := make([]byte, n)
	for k := range n {
		if shape[k] = 'a'; lexicon.IsDigit(p.Lowered[i+k]) {
			shape[k] = '0'
		}
	}
	return string(shape) == "a000aa00" || string(shape) == "a000aa000"
}

// isPhone reports whether digits have the form of a phone number.
func isPhone(d string, plus bool) bool {
	if rest, ok := strings.CutPrefix(d, "00"); ok && len(rest) >= 11 {
		return isPhone(rest, true)
	}
	switch n := len(d); {
	case plus:
		return n >= 8 && n <= 15
	case n == 11 && (d[0] == '7' || d[0] == '8'): // Kazakhstan, Russia
		return strings.ContainsRune("73489", rune(d[1]))
	case n == 12:
		return slices.ContainsFunc([]string{"996", "998", "992", "993", "994", "375", "380", "374", "995"}, func(code string) bool { return strings.HasPrefix(d, code) })
	case n == 10 && d[0] == '0': // Kyrgyzstan
		return d[1] >= '2' && d[1] != '6'
	case n == 10 && d[0] == '7': // Kazakhstan, without what comes before the code
		return strings.ContainsRune("0124567", rune(d[1]))
	case n == 10 && d[0] == '9':
		return true
	}
	return false
}

func isYear(d string) bool { return len(d) == 4 && (d[:2] == "19" || d[:2] == "20") }
