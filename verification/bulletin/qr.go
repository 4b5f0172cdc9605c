package bulletin

import (
	"errors"

	"rsc.io/qr"
)

// ErrTooLong is returned for a text that no QR code holds.
var ErrTooLong = errors.New("bulletin: too long for one QR code: make several bulletins of it")

// comfortable is the largest side, in modules, that phones read well from paper: version 25, half a millimetre for each
// module at 60 mm.
const comfortable = 4*25 + 17

// QR draws a text as a PNG, black on white, with 8 pixels for a module and a quiet zone of 4 modules. It takes level Q,
// which bears a crumpled corner, unless that would make the code larger than phones read well; then level M.
func QR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.Q)
	if err != nil || code.Size > comfortable {
		code, err = qr.Encode(text, qr.M)
	}
	if err != nil {
		return nil, ErrTooLong
	}
	return code.PNG(), nil
}
