package sms_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/sms"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"+77011234567": 77011234567, "+7 (701) 123-45-67": 77011234567, "87011234567": 77011234567, "0077011234567": 77011234567,
		"77011234567": 77011234567, "+996 555 123 456": 996555123456, "+8613800138000": 8613800138000,
	} {
		n, ok := sms.Number(text)
		require.True(t, ok, text)
		require.Equal(t, want, n)
	}
	for _, text := range []string{"", "Beeline", "1414", "+1414", "INFO-77011234567", "7701+1234567", "++77011234567", "0555123456", "+1234567890123456", "٧٧٠١١٢٣٤٥٦٧"} {
		_, ok := sms.Number(text)
		require.False(t, ok, text)
	}
}

func FuzzNumber(f *testing.F) {
	for _, text := range []string{"+77011234567", "8 701 123 45 67", "00996555123456", "Beeline", "+", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := sms.Number(text)
		if !ok {
			return
		}
		again, ok := sms.Number("+" + strconv.FormatInt(n, 10))
		require.True(t, ok)
		require.Equal(t, n, again, "a number is read the same however it is written")
		require.Less(t, n, int64(1e15))
	})
}
