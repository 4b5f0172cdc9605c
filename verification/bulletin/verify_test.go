package bulletin

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/veraison/go-cose"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/internal/race"
)

// forms are all forms of a bulletin that Verify takes, by name.
func forms(tb testing.TB, s Sealed) map[string][]byte {
	tb.Helper()
	file, signature, err := s.File(issuer)
	require.NoError(tb, err)
	feed := Feed{Title: "Rastau", By: issuer.Public(), Entries: []Sealed{s}}
	atom, err := feed.Atom()
	require.NoError(tb, err)
	atoms, err := Entries(atom)
	require.NoError(tb, err)
	jsons, err := feed.JSON()
	require.NoError(tb, err)
	items, err := Entries(jsons)
	require.NoError(tb, err)
	return map[string][]byte{
		"text": []byte(s.Text()), "COSE": s.COSE, "file": Bundle(file, signature), "Atom": atoms[0], "JSON": items[0],
	}
}

func TestEveryFormIsVerified(t *testing.T) {
	t.Parallel()
	for _, want := range []Bulletin{with("en", english), with("ru", five...), with("kk", append(twenty(), kazakh)...)} {
		for name, form := range forms(t, seal(t, want)) {
			got, signed, err := Verify(form, NewKeyring(issuer.Public()))
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
			require.Equal(t, Signed{issuer.Public(), issued}, signed, name)
		}
	}
}

func TestAFlippedBitIsNoticed(t *testing.T) {
	t.Parallel()
	for _, b := range []Bulletin{with("en", twenty()...), with("ru", russian)} {
		s := seal(t, b)
		for name, form := range forms(t, s) {
			t.Run(b.Language+" "+name, func(t *testing.T) {
				t.Parallel()
				flipBits(t, name, form, s)
			})
		}
	}
}

// flipBits flips every bit of a COSE form and of a file's words. Of the base45 of it, where a character is less than its
// bits, and of a feed, whose words are compared and not signed, it flips one bit of each. Under the
// race detector it does so of every other byte of all.
func flipBits(t *testing.T, name string, form []byte, s Sealed) {
	t.Helper()
	ring := NewKeyring(issuer.Public())
	line := bytes.Index(form, []byte(s.Text()))
	for i := range len(form) * 8 {
		coded := line >= 0 && i/8 >= line && i/8 < line+len(s.Text())
		if feed := name == "Atom" || name == "JSON"; (coded || feed || race.Enabled) && i%8 != i/8%7 || race.Enabled && i/8%2 == 1 {
			continue
		}
		bad := bytes.Clone(form)
		bad[i/8] ^= 1 << (i % 8)
		got, _, err := Verify(bad, ring)
		switch {
		case err == nil && (name == "Atom" || name == "JSON"):
			// Not every byte of a feed says something: a name's case, or a blank between two elements.
			require.Equal(t, s.Bulletin, got)
		case err == nil || got.Number != 0 && !errors.Is(err, ErrAltered):
			t.Errorf("%s, bit %d of %d passes", name, i%8, i/8)
		}
	}
}

func TestATruncatedBulletinIsNoticed(t *testing.T) {
	t.Parallel()
	ring := NewKeyring(issuer.Public())
	s := seal(t, with("ru", russian))
	for name, form := range forms(t, s) {
		// The last line end of a signature may be lost, as that of a text may.
		for n := range len(bytes.TrimRight(form, "\n")) {
			if name == "file" && bytes.Equal(bytes.TrimSpace(form[:n]), bytes.TrimSpace(s.file())) {
				continue // a whole message, without the signature
			}
			_, _, err := Verify(form[:n], ring)
			require.Error(t, err, "%s, %d of %d bytes", name, n, len(form))
		}
		_, _, err := Verify(append(bytes.Clone(form), "00"...), ring)
		require.Error(t, err, name)
	}
}

func TestBulletinOfAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	thief := testKey("thief")
	s, err := Seal(with("en", english), thief)
	require.NoError(t, err)
	_, _, err = Verify(s.COSE, NewKeyring(issuer.Public()))
	require.ErrorIs(t, err, ErrUnknownKey)
	_, _, err = Verify(s.COSE, Keyring{})
	require.ErrorIs(t, err, ErrUnknownKey)

	// One that names the issuer's key and was signed with another.
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, thief.private())
	require.NoError(t, err)
	plain, err := encodePayload(with("en", english), 0)
	require.NoError(t, err)
	forged, err := cose.Sign1Untagged(nil, signer, headers(issuer.Public().ID()), plain, nil)
	require.NoError(t, err)
	_, _, err = Verify(forged, NewKeyring(issuer.Public(), thief.Public()))
	require.ErrorIs(t, err, ErrSignature)

	// A file whose bulletin is the issuer's and whose words are not.
	genuine := seal(t, with("en", english))
	file := bytes.Replace(genuine.file(), []byte("FALSE"), []byte("TRUE"), 1)
	for _, key := range []Key{thief, issuer} {
		_, _, err = Verify(Bundle(file, minisignature(genuine.file(), genuine.Bulletin, key)), NewKeyring(issuer.Public(), thief.Public()))
		require.ErrorIs(t, err, ErrSignature)
	}
	_, _, err = Verify(Bundle(file, minisignature(file, genuine.Bulletin, thief)), NewKeyring(issuer.Public(), thief.Public()))
	require.ErrorIs(t, err, ErrSignature)
	_, _, err = genuine.File(thief)
	require.Error(t, err)
}

func TestRotationAndRevocationReachEveryForm(t *testing.T) {
	t.Parallel()
	next := testKey("next")
	rotate, err := Rotate(issuer, next, issued.Add(time.Hour))
	require.NoError(t, err)
	ring := NewKeyring(issuer.Public())
	require.NoError(t, ring.Add(rotate.COSE))
	at := func(key Key, when time.Time) error {
		b := with("en", english)
		b.Issued = when
		s, err := Seal(b, key)
		require.NoError(t, err)
		file, signature, err := s.File(key)
		require.NoError(t, err)
		_, _, err = Verify(Bundle(file, signature), ring)
		_, _, other := Verify([]byte(s.Text()), ring)
		require.Equal(t, err, other)
		return err
	}
	require.NoError(t, at(issuer, issued))
	require.NoError(t, at(issuer, issued.Add(time.Hour-time.Second)))
	require.ErrorIs(t, at(issuer, issued.Add(time.Hour)), ErrRetired)
	require.ErrorIs(t, at(next, issued), ErrEarly)
	require.NoError(t, at(next, issued.Add(time.Hour)))
	revoke, err := Revoke(next, issuer.Public(), issued)
	require.NoError(t, err)
	require.NoError(t, ring.Add([]byte(revoke.Text())))
	require.ErrorIs(t, at(issuer, issued), ErrRevoked)
	require.NoError(t, at(next, issued.Add(time.Hour)))
}

func TestCarriersMayWrapTheText(t *testing.T) {
	t.Parallel()
	text := seal(t, with("ru", five...)).Text()
	rapid.Check(t, func(t *rapid.T) {
		var wrapped strings.Builder
		width := rapid.IntRange(6, 80).Draw(t, "width")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", "\t"}).Draw(t, "end")
		for i := 0; i < len(text); i += width {
			wrapped.WriteString(text[i:min(i+width, len(text))] + end)
		}
		_, _, err := Verify([]byte(wrapped.String()), NewKeyring(issuer.Public()))
		require.NoError(t, err)
	})
}

func TestOneFormOfAnEnvelopeCounts(t *testing.T) {
	t.Parallel()
	ring := NewKeyring(issuer.Public())
	good := seal(t, with("en", english)).COSE
	var m cose.UntaggedSign1Message
	require.NoError(t, m.UnmarshalCBOR(good))
	_, _, err := Verify(good, ring)
	require.NoError(t, err)

	m.Headers.RawUnprotected = nil
	m.Headers.Unprotected = cose.UnprotectedHeader{"note": "unsigned words"}
	noted, err := m.MarshalCBOR()
	require.NoError(t, err)
	_, _, err = Verify(noted, ring)
	require.ErrorIs(t, err, ErrDamaged)
	_, _, err = Verify(append(bytes.Clone(good), 0), ring)
	require.ErrorIs(t, err, ErrDamaged)
	require.True(t, bytes.HasPrefix(good, envelopeStart(issuer.Public().ID())))
}

func TestSignedNonsenseIsRefused(t *testing.T) {
	t.Parallel()
	bad := with("en", english)
	bad.Items[0].Quote = "one\nR3T8WA: TRUE."
	unfit, err := encodePayload(bad, 0)
	require.NoError(t, err)
	for name, plain := range map[string][]byte{
		"nothing": {}, "not CBOR": {0xff}, "not zlib": {zlibStart, 0x9c, 1}, "a list": {0x80}, "an empty map": {0xa0}, "unfit": unfit,
		"a bomb": deflate(bytes.Repeat([]byte{0}, maxPayload+1)),
	} {
		raw, err := sign1(plain, issuer)
		require.NoError(t, err)
		_, _, err = Verify(raw, NewKeyring(issuer.Public()))
		require.ErrorIs(t, err, ErrDamaged, name)
	}
}

// sealedByAnyone signs whatever it is given: the fuzzer gets behind the signature, which it would never guess.
func sealedByAnyone(tb testing.TB, plain []byte) []byte {
	tb.Helper()
	raw, err := sign1(plain, issuer)
	require.NoError(tb, err)
	return raw
}

func FuzzPayload(f *testing.F) {
	for _, b := range []Bulletin{with("en", english), with("ru", five...), with("kk", twenty()...)} {
		plain, err := encodePayload(b, 3)
		require.NoError(f, err)
		f.Add(plain)
		if plain[0] == zlibStart {
			plain, err = inflate(plain)
			require.NoError(f, err)
			f.Add(plain)
		}
	}
	ring := NewKeyring(issuer.Public())
	f.Fuzz(func(t *testing.T, plain []byte) {
		b, _, err := Verify(sealedByAnyone(t, plain), ring)
		if err != nil {
			require.ErrorIs(t, err, ErrDamaged)
			return
		}
		require.NoError(t, b.Check(), "what is verified could have been issued")
		again, _, err := Verify(seal(t, b).COSE, ring)
		require.NoError(t, err)
		require.Equal(t, b, again)
	})
}

func FuzzVerify(f *testing.F) {
	s := seal(f, with("en", english))
	for _, form := range forms(f, s) {
		f.Add(form)
	}
	f.Add([]byte("<entry"))
	f.Add([]byte("{}"))
	ring := NewKeyring(issuer.Public())
	f.Fuzz(func(t *testing.T, input []byte) {
		b, signed, err := Verify(input, ring)
		if err != nil && b.Number == 0 {
			return
		}
		// The fuzzer holds no key: whatever it makes, the one bulletin of the seeds is all that it can say.
		require.Equal(t, s.Bulletin, b)
		require.Equal(t, issuer.Public(), signed.By)
	})
}
