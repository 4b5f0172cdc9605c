package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/vault"
)

// checkKeys looks at the keys that everything is sealed with, and whether they are those of the data.
func checkKeys(ctx context.Context, s *site, r *report) {
	place := keysPlace(s.Settings)
	keys, found, err := s.vaultKeys()
	if err != nil {
		r.add(fatal, err.Error(), mendFile(err, "Put the copy of the key file that you keep elsewhere in its place"))
		return
	}
	fingerprint := ""
	if found {
		fingerprint = fingerprintOf(vault.New(keys))
	}
	known, err := s.noted(ctx, fingerprintKey)
	switch {
	case err != nil && found:
		r.ok("%s; whether they fit the data cannot be checked now", place)
	case err != nil:
		r.ok("there are none at %s; whether data needs them cannot be checked now", place)
	case known != "" && !found:
		r.add(fatal, fmt.Sprintf("there are no keys at %s, but there is data encrypted with them: no one could read it", place),
			"Put back the copy of the key file that you keep elsewhere; or, to start over and lose everything, empty Redis")
	case known != "" && known != fingerprint:
		r.add(fatal, fmt.Sprintf("the keys at %s are not those that the data in Redis was encrypted with", place), mendKeys(place))
	case found:
		r.ok("%s", place)
	default:
		r.ok("will be created at the first start: %s", place)
	}
}

// mendFile is what to do about a file that cannot be used: one that others can read says itself how that is mended.
func mendFile(err error, otherwise string) string {
	if strings.Contains(err.Error(), "chmod") {
		return "If anyone could have read it, change the key (rastau keys rotate, rastau bulletin keys rotate)"
	}
	return otherwise
}

func mendKeys(place string) string {
	return fmt.Sprintf("Put the right keys into %s, or, to start over and lose everything, empty Redis", place)
}

// noted is what stands in Redis under a key; "" for nothing.
func (s *site) noted(ctx context.Context, key string) (string, error) {
	client, err := s.redis(ctx)
	if err != nil || client == nil {
		return "", err
	}
	text, err := client.Get(ctx, key).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return text, err
}

const (
	restoreSigning = "Put back the copy of that file that you keep elsewhere; or, if it is lost for good"
	loseSigning    = "rastau bulletin keys new --lost, which says what follows"
)

// checkBulletinKey looks at the key that signs bulletins, and whether it is the one that people hold the public half of.
func checkBulletinKey(ctx context.Context, s *site, r *report) {
	h, err := loadHolding(s.BulletinKey)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		r.add(fatal, err.Error(), mendFile(err, "Put the copy of that file that you keep elsewhere in its place"))
		return
	}
	signed, known, err := s.signed(ctx)
	switch {
	case err != nil && missing:
		r.ok("there is no %s; whether bulletins were signed cannot be checked now", s.BulletinKey)
	case err != nil:
		r.ok("%s; whether it is the one that signed cannot be checked now", s.BulletinKey)
	case missing && signed:
		r.add(fatal, fmt.Sprintf("the key that signs bulletins (%s) is missing, but was in use: with a new one everyone who checks would read NOT GENUINE", s.BulletinKey),
			restoreSigning+", run: "+loseSigning)
	case !missing && known != "" && known != signerOf(h):
		r.add(fatal, fmt.Sprintf("the key in %s is not the one that signed so far: everyone who checks would read NOT GENUINE", s.BulletinKey),
			restoreSigning+", move this one away (mv "+s.BulletinKey+" "+s.BulletinKey+".other) and run: "+loseSigning)
	case missing:
		r.ok("will be created at the first start: %s", s.BulletinKey)
	default:
		r.ok("%s", s.BulletinKey)
	}
}

// signed tells whether bulletins may have been signed with a key, and which that is if it was noted.
func (s *site) signed(ctx context.Context) (yes bool, known string, err error) {
	if known, err = s.noted(ctx, signerKey); err != nil || known != "" {
		return known != "", known, err
	}
	client, err := s.redis(ctx)
	if err != nil || client == nil {
		return false, "", err
	}
	yes, err = bulletinsIssued(ctx, client) // before it was noted
	return yes, "", err
}
