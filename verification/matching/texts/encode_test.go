package texts

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStoredFeaturesAreAsGoodAsTheText(t *testing.T) {
	t.Parallel()
	kaz := sentences(t, "kaz")
	x, stored := indexed(kaz...), NewIndex(key)
	size := 0
	for i, s := range kaz {
		f := x.Features(s + " https://t.me/x/1")
		size += len(f)
		require.NoError(t, stored.AddFeatures(fmt.Sprint(i), x.Features(s)))
	}
	t.Logf("%d bytes a sentence", size/len(kaz))
	require.Less(t, size/len(kaz), 1200)
	for _, s := range kaz[:100] {
		require.Equal(t, x.Search(half(s), 5), stored.Search(half(s), 5))
	}
}

func TestFeaturesNeedTheirKey(t *testing.T) {
	t.Parallel()
	a, b := NewIndex(key), NewIndex([32]byte{31: 1})
	f := a.Features("Алматыға шетел әскері кірді")
	require.ErrorIs(t, b.AddFeatures("x", f), ErrKey)
	_, err := b.SearchFeatures(f, 1)
	require.ErrorIs(t, err, ErrKey)
	require.Zero(t, b.Len())
	var zero [32]byte
	for i := range key { // every byte of the key counts
		k := zero
		k[i] = 1
		require.NotEqual(t, NewIndex(zero).hasher, NewIndex(k).hasher)
		require.NotEqual(t, NewIndex(zero).hasher.sum(kindWord, "әскер"), NewIndex(k).hasher.sum(kindWord, "әскер"))
	}
	known := b.hasher.features("Алматыға шетел әскері кірді")
	for _, g := range a.hasher.features("Алматыға шетел әскері кірді").grams {
		require.NotContains(t, known.grams, g)
	}
}

// The reference values of SipHash-2-4 are for the bytes 0, 1, 2, … under the key 0, 1, … 15.
func TestSipHash(t *testing.T) {
	t.Parallel()
	h := hasher{0x0706050403020100, 0x0f0e0d0c0b0a0908}
	var in []byte
	for i := range byte(15) {
		in = append(in, i)
	}
	require.Equal(t, uint64(0xa129ca6149be45e5), h.sum(in[0], string(in[1:])))
	require.Equal(t, uint64(0x93f5f5799a932462), h.sum(in[0], string(in[1:8])))
}

func FuzzFeatures(f *testing.F) {
	x := indexed("Алматыға шетел әскері кірді, әуежай жабылды", "what is known https://t.me/x/1")
	good := x.Features("Алматыға шетел әскері кірді https://t.me/x/1 12")
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Add(append(bytes.Clone(good), 0))
	f.Add([]byte{})
	f.Add(append(bytes.Clone(good[:13]), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, err := x.hasher.decode(in)
		if err != nil {
			return
		}
		again, err := x.hasher.decode(x.hasher.encode(got))
		require.NoError(t, err)
		require.Equal(t, got, again)
		x.search(got, 3)
	})
}
