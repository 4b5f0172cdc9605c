package vault

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
)

// Signer signs for a purpose. Its key follows from the naming key, so it stays the same when sealing keys change.
func (v *Vault) Signer(purpose string) ed25519.PrivateKey {
	mac := hmac.New(sha256.New, v.name[:])
	_, _ = mac.Write([]byte("rastau signing key v1 " + purpose))
	return ed25519.NewKeyFromSeed(mac.Sum(nil))
}
