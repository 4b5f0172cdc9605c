package bot

import "github.com/fxamacker/cbor/v2"

// encoding keeps fractions of seconds: they tell whether something was said before or after a claim was withdrawn.
var encoding = func() cbor.EncMode {
	mode, err := cbor.EncOptions{Time: cbor.TimeRFC3339Nano}.EncMode()
	if err != nil {
		panic(err) // the options are constant
	}
	return mode
}()

// Encode returns the CBOR encoding of a queued message.
func Encode(v any) ([]byte, error) { return encoding.Marshal(v) }
