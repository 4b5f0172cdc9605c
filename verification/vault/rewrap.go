package vault

import "errors"

// ErrNotSealed is returned for what no vault has sealed.
var ErrNotSealed = errors.New("not a sealed value")

// KeyOf tells with which key a value was sealed.
func KeyOf(sealed []byte) (KeyID, error) {
	if len(sealed) < Overhead || sealed[0] != version {
		return KeyID{}, ErrNotSealed
	}
	return KeyID(sealed[idAt:nonceAt]), nil
}

// Active is the key that seals.
func (v *Vault) Active() KeyID { return v.ring.Load().active }

// Rewrap seals a value anew with the newest key, for the same field of the same record; changed is false, and again nil,
// when it is sealed with that already.
func (v *Vault) Rewrap(record, field string, sealed []byte) (again []byte, changed bool, err error) {
	id, err := KeyOf(sealed)
	if err != nil || id == v.ring.Load().active {
		return nil, false, err
	}
	plain, err := v.Open(record, field, sealed)
	if err != nil {
		return nil, false, err
	}
	return v.Seal(record, field, plain), true, nil
}
