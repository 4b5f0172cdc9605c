package bot

import "github.com/fxamacker/cbor/v2"

// encoding keeps times whole: what was said of a claim in the second in which it was withdrawn may have been said after that.
var encoding = func() cbor.EncMode {
	mode, err := cbor.EncOptions{Time: cbor.TimeRFC3339Nano}.EncMode()
	if err != nil {
		panic(err) // the options are constant
	}
	return mode
}()

// Encode encodes what waits to be sent.
func Encode(v any) ([]byte, error) { return encoding.Marshal(v) }
