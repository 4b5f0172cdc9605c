package test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// notFound looks for the canaries in every form in which they could be written down.
func notFound(t *testing.T, where string, in []byte, more ...string) {
	t.Helper()
	for _, c := range append(append(append([]string{}, canaries.names...), canaries.texts...), more...) {
		for form, b := range formsOfText(c) {
			require.False(t, bytes.Contains(in, b), "%s is in %s, as %s", c, where, form)
		}
	}
	for _, id := range canaries.ids {
		for form, b := range formsOfID(id) {
			require.False(t, bytes.Contains(in, b), "the id %d is in %s, as %s", id, where, form)
		}
	}
}

func formsOfText(s string) map[string][]byte {
	wide := utf16.Encode([]rune(s))
	little, big := make([]byte, 0, 2*len(wide)), make([]byte, 0, 2*len(wide))
	for _, u := range wide {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	forms := map[string][]byte{"text": []byte(s), "UTF-16 little-endian": little, "UTF-16 big-endian": big, "hex": []byte(hex.EncodeToString([]byte(s)))}
	// In base64 a text looks different by where it begins: the middle of each of the three is always the same.
	for skip := range 3 {
		coded := base64.StdEncoding.EncodeToString(append(make([]byte, skip), s...))
		forms["base64 at "+strconv.Itoa(skip)] = []byte(coded[4 : len(coded)-4])
	}
	return forms
}

func formsOfID(id int64) map[string][]byte {
	digits := strconv.FormatInt(id, 10)
	if len(digits) < 8 {
		return nil // so short a number stands in any file by chance
	}
	forms := formsOfText(digits)
	forms["int64 little-endian"] = binary.LittleEndian.AppendUint64(nil, uint64(id))
	forms["int64 big-endian"] = binary.BigEndian.AppendUint64(nil, uint64(id))
	forms["hexadecimal number"] = []byte(strconv.FormatInt(id, 16))
	return forms
}

// TestCanariesWouldBeFound makes sure that the search finds what is there.
func TestCanariesWouldBeFound(t *testing.T) {
	t.Parallel()
	for _, c := range canaries.texts {
		for form, b := range formsOfText(c) {
			require.NotEmpty(t, b, form)
		}
	}
	in := []byte("prefix " + base64.StdEncoding.EncodeToString([]byte("xx"+canaries.names[2]+"yyyy")) + " suffix")
	found := false
	for _, b := range formsOfText(canaries.names[2]) {
		found = found || bytes.Contains(in, b)
	}
	require.True(t, found)
}
