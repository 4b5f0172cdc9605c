package bulletin

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Successors say where to look when the bot is seized or blocked. They are signed before that day, so that nobody who
// seizes the bot's account alone can name others.
type Successors struct {
	Bots    []string // user names without @, in the order in which they take over
	Mirrors []string // https addresses at which bulletins are found
	By      PublicKey
	At      time.Time // when it was said, to the second: the latest list of those that are believed counts
	COSE    []byte    // tagged COSE_Sign, as a statement's; nil when nobody signed
}

// Succession is what Successors say as a statement. It is about no key, so [ParseStatement] refuses it.
const Succession StatementKind = 3

// MaxSuccessors is how many bots, and how many mirrors, are named at most.
const MaxSuccessors = 10

type successionPayload struct {
	Salt    uint64        `cbor:"0,keyasint,omitempty"` // as in a bulletin
	Kind    StatementKind `cbor:"1,keyasint"`
	By      []byte        `cbor:"3,keyasint"`
	At      int64         `cbor:"4,keyasint"`
	Bots    []string      `cbor:"5,keyasint,omitempty"`
	Mirrors []string      `cbor:"6,keyasint,omitempty"`
}

// botName is what Telegram takes as the user name of a bot.
var botName = regexp.MustCompile(`^(?i)[a-z][a-z0-9_]{1,28}bot$`)

// IsBotName tells whether a bot can have that user name (written without @).
func IsBotName(name string) bool { return botName.MatchString(name) }

// IsMirror tells whether a text is an address that can be named as a mirror.
func IsMirror(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && fits(address, MaxQuote) && !strings.ContainsAny(address, " <>\"")
}

// Check tells with ErrUnfit what is wrong with the list.
func (s Successors) Check() error {
	if len(s.Bots)+len(s.Mirrors) == 0 || len(s.Bots) > MaxSuccessors || len(s.Mirrors) > MaxSuccessors {
		return fmt.Errorf("%w: it names %d bots and %d mirrors", ErrUnfit, len(s.Bots), len(s.Mirrors))
	}
	for _, name := range s.Bots {
		if !IsBotName(name) {
			return fmt.Errorf("%w: %q is not the user name of a bot", ErrUnfit, name)
		}
	}
	for _, address := range s.Mirrors {
		if !IsMirror(address) {
			return fmt.Errorf("%w: %q is not the https address of a mirror", ErrUnfit, address)
		}
	}
	return nil
}

// NameSuccessors signs a list.
func NameSuccessors(key Key, bots, mirrors []string, at time.Time) (Successors, error) {
	s := Successors{Bots: slices.Clone(bots), Mirrors: slices.Clone(mirrors), By: key.Public(), At: time.Unix(at.Unix(), 0).UTC()}
	if err := s.Check(); err != nil {
		return Successors{}, err
	}
	if at.Unix() < 1 || at.Unix() > lastSecond {
		return Successors{}, errors.New("bulletin: a list of successors needs a time")
	}
	for salt := range uint64(maxSalt) {
		plain, err := encoding.Marshal(successionPayload{salt, Succession, s.By[:], s.At.Unix(), s.Bots, s.Mirrors})
		if err != nil {
			return Successors{}, err
		}
		if s.COSE, err = signAll(plain, []Key{key}); err != nil {
			return Successors{}, err
		}
		if !fragile(s.Text()) {
			break
		}
	}
	return s, nil
}

// Text is the list as every carrier takes it: RSTS1: and base45.
func (s Successors) Text() string { return statementPrefix + encode45(s.COSE) }

// ParseSuccessors reads a list, as text or as COSE, and checks that a key of the ring signed it while it counted. What
// stands around the proof in a message may be there, on lines of its own.
func ParseSuccessors(input []byte, ring Keyring) (Successors, error) {
	raw := input
	if _, coded, is := strings.Cut(string(input), statementPrefix); is {
		if end := strings.Index(coded, "\n\n"); end >= 0 {
			coded = coded[:end]
		}
		var err error
		if raw, err = decode45(unwrap(coded)); err != nil {
			return Successors{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	m, p, err := openStatement[successionPayload](raw)
	if err != nil {
		return Successors{}, err
	}
	if p.Kind != Succession || len(p.By) != len(PublicKey{}) || p.At < 1 || p.At > lastSecond {
		return Successors{}, fmt.Errorf("%w: it is not a list of successors", ErrDamaged)
	}
	s := Successors{p.Bots, p.Mirrors, PublicKey(p.By), time.Unix(p.At, 0).UTC(), raw}
	if err := verifyStatement(m, raw, []PublicKey{s.By}); err != nil {
		return Successors{}, err
	}
	if err := s.Check(); err != nil {
		return Successors{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return s, ring.Check(s.By, s.At)
}
