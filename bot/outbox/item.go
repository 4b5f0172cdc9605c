package outbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strconv"

	"github.com/fxamacker/cbor/v2"

	"github.com/rastau/rastau/bot"
)

const (
	noHandle   = "----------------"
	headerSize = 2 + 2*len(noHandle)
)

// short gives a key or handle a fixed length; 96 bits make a clash unlikely among billions.
func short(s string) string {
	if s == "" {
		return noHandle
	}
	sum := sha256.Sum256([]byte(s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

func (o *Outbox) encode(record string, out bot.Outgoing) (string, error) {
	plain, err := cbor.Marshal(out)
	if err != nil {
		return "", err
	}
	replaceable := 0
	if out.Coalesce && out.Action == bot.Edit {
		replaceable = 1
	}
	header := strconv.Itoa(min(max(int(out.Priority), 0), 2)) + strconv.Itoa(replaceable) + short(out.Handle) + short(out.ReplyToHandle)
	return header + string(o.sealer.Seal(record, "message", plain)), nil
}

func (o *Outbox) decode(record, value string) (out bot.Outgoing, err error) {
	if len(value) < headerSize {
		return out, errors.New("queued message is cut short")
	}
	plain, err := o.sealer.Open(record, "message", []byte(value[headerSize:]))
	if err != nil {
		return out, err
	}
	return out, cbor.Unmarshal(plain, &out)
}

func (o *Outbox) sealID(record string, id int) string {
	return string(o.sealer.Seal(record, "id", binary.AppendVarint(nil, int64(id))))
}

// openID gives 0 for a handle that has no message.
func (o *Outbox) openID(record, sealed string) int {
	plain, err := o.sealer.Open(record, "id", []byte(sealed))
	if err != nil {
		return 0
	}
	id, _ := binary.Varint(plain)
	return int(id)
}
