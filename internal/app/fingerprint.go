package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/vault"
)

const (
	// fingerprintKey holds a pseudonym that only the keys which the data are sealed with can make.
	fingerprintKey = "{keys}:fingerprint"
	// signerKey holds the first public key for bulletins, which people were given by hand.
	signerKey = "{keys}:bulletins"
)

func fingerprintOf(v *vault.Vault) string { return v.PseudonymOf("keys", "fingerprint") }

// signerOf names the key that people hold who check what a holding signs: it stays the same when the key is rotated.
func signerOf(h bulletin.SigningKeys) string { return hex.EncodeToString(h.First[:]) }

// errWrongKeys is returned when the data in Redis were sealed with other keys: a lost key file would else be replaced by a
// new one in silence, and everybody would be a stranger.
var errWrongKeys = errors.New("the keys are not those that the data in Redis was encrypted with")

// sameKeys compares the keys at hand with those that the data were made with, and notes them at the first start.
func sameKeys(ctx context.Context, client redis.UniversalClient, fingerprint, path string) error {
	known, err := noteFirst(ctx, client, fingerprintKey, fingerprint)
	if err != nil {
		return fmt.Errorf("see which keys were used: %w", err)
	}
	if known != fingerprint {
		return fmt.Errorf("%w. %s", errWrongKeys, mendKeys(path))
	}
	return nil
}

// noteFirst writes a value where none stands, and gives what stands there then.
func noteFirst(ctx context.Context, client redis.UniversalClient, key, value string) (string, error) {
	if err := client.SetNX(ctx, key, value, 0).Err(); err != nil {
		return "", err
	}
	return client.Get(ctx, key).Result()
}

// bulletinsIssued tells whether any bulletin was signed.
func bulletinsIssued(ctx context.Context, client redis.UniversalClient) (bool, error) {
	n, err := client.Exists(ctx, "{bulletins}:number").Result()
	return n > 0, err
}
