package bulletin

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Question is what was asked about a claim.
type Question string

// The questions.
const (
	Truth    Question = "truth"
	Identity Question = "identity"
	Place    Question = "place"
)

// Verdict is what came out.
type Verdict string

// The verdicts. Truth has the first four, the other questions have Answered; any can stay undecided or be withdrawn.
const (
	True       Verdict = "true"
	Misleading Verdict = "misleading"
	False      Verdict = "false"
	Unproven   Verdict = "unproven"
	Answered   Verdict = "answer"
	Undecided  Verdict = "undecided"
	Withdrawn  Verdict = "withdrawn"
)

// Item is the result of one claim.
type Item struct {
	Code     string // six characters of Crockford's base32, in capitals, without hyphen
	Question Question
	Verdict  Verdict
	Answer   string    // who it is, or where and when; a few words on a verdict about truth
	Quote    string    // what is claimed, shortened
	Version  int       // 1 at first; each correction adds one
	At       time.Time // when it was decided, to the second; the zero time if that is not said
}

// Bulletin is what an issuer says at one time. An item supersedes those of the same code in earlier bulletins.
type Bulletin struct {
	Issuer   string
	Issued   time.Time // to the second
	Number   int64     // 1 or more, and higher than that of every bulletin before
	Language string    // of the answers and quotes: kk, ky, ru or en
	Items    []Item    // in the order in which people should read them, each code once
}

// Minute is the number for a bulletin of that time: minutes since the beginning of 2022, from 1 on; the next free one when
// several are issued in a minute. So a server that was restored from a copy, or a second one with the same key, does not
// give out a number again; and such a number takes no place, since the time of the issue says it.
func Minute(issued time.Time) int64 { return (issued.Unix()-firstMinute)/60 + 1 }

// firstMinute is 2022-01-01 00:00 UTC.
const firstMinute = 1640995200

// How much a bulletin holds at most. Texts are counted in characters.
const (
	MaxItems  = 500
	MaxIssuer = 40
	MaxAnswer = 300
	MaxQuote  = 200
)

// ErrUnfit is returned for a bulletin that cannot be issued; its text says why.
var ErrUnfit = errors.New("bulletin: it cannot be issued")

// Check tells with ErrUnfit what is wrong with the bulletin.
func (b Bulletin) Check() error {
	switch {
	case b.Number < 1:
		return fmt.Errorf("%w: its number is %d", ErrUnfit, b.Number)
	case b.Issued.Unix() < 1 || b.Issued.Unix() > lastSecond:
		return fmt.Errorf("%w: its time is %v", ErrUnfit, b.Issued)
	case !slices.Contains(Languages, b.Language):
		return fmt.Errorf("%w: its language is %q", ErrUnfit, b.Language)
	case b.Issuer == "" || !fits(b.Issuer, MaxIssuer):
		return fmt.Errorf("%w: its issuer is %q", ErrUnfit, b.Issuer)
	case len(b.Items) == 0 || len(b.Items) > MaxItems:
		return fmt.Errorf("%w: it has %d items", ErrUnfit, len(b.Items))
	}
	seen := make(map[string]bool, len(b.Items))
	for _, it := range b.Items {
		if err := it.check(b.Issued); err != nil {
			return err
		}
		if seen[it.Code] {
			return fmt.Errorf("%w: %s stands there twice", ErrUnfit, it.Code)
		}
		seen[it.Code] = true
	}
	return nil
}

// lastSecond is the end of the year 9999, the last that RFC 3339 can write.
const lastSecond = 253402300799

func (it Item) check(issued time.Time) error {
	_, known := codeNumber(it.Code)
	switch {
	case !known:
		return fmt.Errorf("%w: %q is not a code", ErrUnfit, it.Code)
	case !slices.Contains(outcomes, outcome{it.Question, it.Verdict}):
		return fmt.Errorf("%w: %s asks for %q and says %q", ErrUnfit, it.Code, it.Question, it.Verdict)
	case it.Version < 1 || it.Version > maxVersion:
		return fmt.Errorf("%w: %s has version %d", ErrUnfit, it.Code, it.Version)
	case !fits(it.Answer, MaxAnswer) || !fits(it.Quote, MaxQuote):
		return fmt.Errorf("%w: the text of %s is too long, or has characters that nobody sees; shorten it with Plain", ErrUnfit, it.Code)
	case !it.At.IsZero() && (it.At.Unix() < 1 || it.At.Unix() > issued.Unix()):
		return fmt.Errorf("%w: %s was decided after the bulletin, or before 1970", ErrUnfit, it.Code)
	}
	return nil
}

const maxVersion = 1 << 20

// fits tells whether s is at most n characters, all of which can be seen, and as Plain leaves it. Line ends would let a
// quote look like the next item, and marks of direction would let it read otherwise than it was signed.
func fits(s string, n int) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= n && s == Plain(s, n)
}

// Plain makes a text fit for an item: no more than n characters, on one line, without characters that nobody sees. What
// is cut ends in "…".
func Plain(s string, n int) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "") {
		switch {
		case unicode.IsSpace(r):
			b.WriteRune(' ')
		case unicode.IsPrint(r):
			b.WriteRune(r)
		}
	}
	s = strings.Join(strings.Fields(b.String()), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	return strings.TrimRight(string([]rune(s)[:n-1]), " ") + "…"
}

// tidy is the bulletin as it comes back from Verify: times in UTC and to the second.
func (b Bulletin) tidy() Bulletin {
	b.Issued = b.Issued.UTC().Truncate(time.Second)
	b.Items = slices.Clone(b.Items)
	for i := range b.Items {
		if at := &b.Items[i].At; !at.IsZero() {
			*at = at.UTC().Truncate(time.Second)
		}
	}
	return b
}
