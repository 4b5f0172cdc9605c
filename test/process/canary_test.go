package process

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math"
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
			require.LessOrEqual(t, bytes.Count(in, b), byChance(b), "the id %d is in %s, as %s", id, where, form)
		}
	}
}

// byChance is how often a form may be found in sealed bytes that are as good as random: four bytes stand in a megabyte of them
// once in four thousand runs. What is written down is written more than once: in an update, a record, a message.
func byChance(form []byte) int {
	if len(form) <= 4 {
		return 1
	}
	return 0
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
	forms["varint"], forms["uvarint"] = binary.AppendVarint(nil, id), binary.AppendUvarint(nil, uint64(id))
	if id > 0 && id <= math.MaxInt32 {
		forms["int32 little-endian"] = binary.LittleEndian.AppendUint32(nil, uint32(id))
		forms["int32 big-endian"] = binary.BigEndian.AppendUint32(nil, uint32(id))
		forms["CBOR"] = binary.BigEndian.AppendUint32([]byte{0x1a}, uint32(id))
	}
	forms["hexadecimal number"] = []byte(strconv.FormatInt(id, 16))
	return forms
}

// TestCanariesWouldBeFound makes sure that the search finds what is there, in every form.
func TestCanariesWouldBeFound(t *testing.T) {
	t.Parallel()
	for _, c := range append(append([]string{}, canaries.texts...), canaries.names...) {
		for form, b := range formsOfText(c) {
			require.GreaterOrEqual(t, len(b), 4, form)
		}
	}
	in := []byte("prefix " + base64.StdEncoding.EncodeToString([]byte("xx"+canaries.names[2]+"yyyy")) + " suffix")
	found := false
	for _, b := range formsOfText(canaries.names[2]) {
		found = found || bytes.Contains(in, b)
	}
	require.True(t, found)

	fits := 0
	for _, id := range canaries.ids {
		forms := formsOfID(id)
		if _, ok := forms["int32 little-endian"]; ok {
			fits++
			require.Len(t, forms["int32 little-endian"], 4)
		}
		for form, b := range forms {
			require.GreaterOrEqual(t, len(b), 4, "%d as %s", id, form)
		}
	}
	require.Positive(t, fits, "an id of the early years fits into 32 bits")
	require.Equal(t, []byte{0x1a, 0x6f, 0xd9, 0xf4, 0xad}, formsOfID(1876554925)["CBOR"])
}
