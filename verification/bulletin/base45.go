package bulletin

import (
	"errors"
	"strings"
)

// alphabet45 is the alphabet of RFC 9285, which is that of a QR code's alphanumeric mode; all of it is in GSM-7 too.
const alphabet45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

var errBase45 = errors.New("not base45")

// encode45 writes two bytes as three characters, the lowest digit first, and a last single byte as two.
func encode45(b []byte) string {
	var out strings.Builder
	out.Grow((len(b)*3 + 1) / 2)
	for ; len(b) >= 2; b = b[2:] {
		n := int(b[0])<<8 | int(b[1])
		out.WriteByte(alphabet45[n%45])
		out.WriteByte(alphabet45[n/45%45])
		out.WriteByte(alphabet45[n/45/45])
	}
	if len(b) == 1 {
		out.WriteByte(alphabet45[b[0]%45])
		out.WriteByte(alphabet45[b[0]/45])
	}
	return out.String()
}

// decode45 reads what encode45 wrote, and nothing else: every text has at most one reading, every reading one text.
func decode45(s string) ([]byte, error) {
	if len(s)%3 == 1 {
		return nil, errBase45
	}
	out := make([]byte, 0, len(s)/3*2+1)
	for len(s) > 0 {
		n, group, weight := 0, min(3, len(s)), 1
		for i := range group {
			digit := strings.IndexByte(alphabet45, s[i])
			if digit < 0 {
				return nil, errBase45
			}
			n += digit * weight
			weight *= 45
		}
		switch {
		case group == 3 && n <= 0xFFFF:
			out = append(out, byte(n>>8), byte(n))
		case group == 2 && n <= 0xFF:
			out = append(out, byte(n))
		default:
			return nil, errBase45
		}
		s = s[group:]
	}
	return out, nil
}
