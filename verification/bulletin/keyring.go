package bulletin

import (
	"bytes"
	"errors"
	"slices"
	"time"
)

// What a keyring says against a key. Each can be shown to the person who checks.
var (
	ErrUnknownKey = errors.New("bulletin: signed with a key that you were never given, by nobody who may speak for one that you were given")
	ErrEarly      = errors.New("bulletin: issued before its key was in use")
	ErrRetired    = errors.New("bulletin: issued after its key was replaced by another")
	ErrRevoked    = errors.New("bulletin: issued after its key was revoked, as stolen or lost")
	ErrContested  = errors.New("bulletin: two keys claim to follow the one that you know, so neither is believed: get the right one by hand")
)

// Keyring is what somebody who checks bulletins holds: the keys that they were given by hand, and statements about keys
// that reached them. Which statements it holds counts, their order does not. It may be copied; it may be read concurrently.
//
// Whoever steals a key can do what its owner can: end it, put an earlier time on what they sign, and name a successor.
// The owner's answer is to revoke it from before the theft, or to name another successor: then neither is believed until
// people are given one by hand.
type Keyring struct {
	roots      []PublicKey
	statements []Statement
}

// NewKeyring makes a keyring of keys that were given by hand.
func NewKeyring(given ...PublicKey) Keyring { return Keyring{roots: slices.Clone(given)} }

// Add keeps a statement, as text or as COSE. It refuses one that does not prove itself, not one about unknown keys: what
// makes them known may come later.
func (r *Keyring) Add(statement []byte) error {
	s, err := ParseStatement(statement)
	if err != nil {
		return err
	}
	r.hold(s)
	return nil
}

// hold keeps each statement once.
func (r *Keyring) hold(s Statement) {
	same := func(held Statement) bool { return bytes.Equal(held.COSE, s.COSE) }
	if !slices.ContainsFunc(r.statements, same) {
		r.statements = append(slices.Clip(r.statements), s)
	}
}

// Statements are those that the ring holds, as they came.
func (r Keyring) Statements() []Statement { return slices.Clone(r.statements) }

// Check tells whether what p signed at that time is to be believed: nil, or one of the errors above.
func (r Keyring) Check(p PublicKey, at time.Time) error {
	begins, contested := r.begins()
	begin, known := begins[p]
	switch {
	case !known && contested[p]:
		return ErrContested
	case !known:
		return ErrUnknownKey
	case at.Before(begin):
		return ErrEarly
	}
	if revoked, is := r.revoked(p); is && !at.Before(revoked) {
		return ErrRevoked
	}
	for _, s := range r.successions(p) {
		if !at.Before(s.At) {
			return ErrRetired
		}
	}
	return nil
}

// begins tells for each key that is believed when it came into use, the zero time for one given by hand, and which keys
// would be if no other claimed the same place. It goes on from what is known until nothing is added: each round costs as
// many steps as there are statements, and a ring of successions that hangs on no known key is never entered.
func (r Keyring) begins() (begins map[PublicKey]time.Time, contested map[PublicKey]bool) {
	begins, contested = make(map[PublicKey]time.Time), make(map[PublicKey]bool)
	for _, p := range r.roots {
		begins[p] = time.Time{}
	}
	var of []Statement
	for _, s := range r.statements {
		if s.Kind == Rotation && !r.withdrawn(s) {
			of = append(of, s)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, s := range of {
			begin, known := begins[s.Key]
			if !known || s.At.Before(begin) {
				continue
			}
			if r.contested(s.Key) {
				contested[s.By] = true
				continue
			}
			if held, known := begins[s.By]; !known || s.At.Before(held) {
				begins[s.By], changed = s.At, true
			}
		}
	}
	return begins, contested
}

// successions are the rotations away from p.
func (r Keyring) successions(p PublicKey) []Statement {
	var of []Statement
	for _, s := range r.statements {
		if s.Kind == Rotation && s.Key == p {
			of = append(of, s)
		}
	}
	return of
}

// contested tells whether p named two successors. Revocations do not settle it: else one of the two could revoke p from
// before the other was named, and be left as the only one.
func (r Keyring) contested(p PublicKey) bool {
	of := r.successions(p)
	return slices.ContainsFunc(of, func(s Statement) bool { return s.By != of[0].By })
}

// withdrawn tells whether the key that a rotation replaces revoked itself from then or before. That a successor revokes
// the key that named it, from the day of a theft that was noticed later, does not bring down the successor.
func (r Keyring) withdrawn(rotation Statement) bool {
	return slices.ContainsFunc(r.statements, func(s Statement) bool {
		return s.Kind == Revocation && s.Key == rotation.Key && s.By == s.Key && !rotation.At.Before(s.At)
	})
}

// revoked is the earliest time from which p does not count, and whether there is one.
func (r Keyring) revoked(p PublicKey) (at time.Time, is bool) {
	for _, s := range r.statements {
		if s.Kind == Revocation && s.Key == p && (!is || s.At.Before(at)) && r.descends(s.By, p) {
			at, is = s.At, true
		}
	}
	return at, is
}

// descends tells whether p is ancestor or was made its successor, at one remove or several.
func (r Keyring) descends(p, ancestor PublicKey) bool {
	reached := []PublicKey{ancestor}
	for i := 0; i < len(reached); i++ {
		if reached[i] == p {
			return true
		}
		for _, s := range r.statements {
			if s.Kind == Rotation && s.Key == reached[i] && !slices.Contains(reached, s.By) {
				reached = append(reached, s.By)
			}
		}
	}
	return false
}

// named are the keys with that id that the ring knows of, believed or not.
func (r Keyring) named(id KeyID) []PublicKey {
	var keys []PublicKey
	note := func(p PublicKey) {
		if p.ID() == id && !slices.Contains(keys, p) {
			keys = append(keys, p)
		}
	}
	for _, p := range r.roots {
		note(p)
	}
	for _, s := range r.statements {
		note(s.Key)
		note(s.By)
	}
	return keys
}
