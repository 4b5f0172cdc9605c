package outbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"

	"github.com/fxamacker/cbor/v2"

	"github.com/rastau/rastau/bot"
)

const (
	noMessageKey = "----------------"
	headerSize   = 1 + 2*len(noMessageKey)
)

// lenient also decodes text that is not UTF-8: Telegram refuses it, and the log reports that.
var lenient = func() cbor.DecMode {
	mode, err := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid}.DecMode()
	if err != nil {
		panic(err) // the options are constant
	}
	return mode
}()

// short returns a hash of name of fixed length. With 96 bits a collision is unlikely among billions.
func short(name string) string {
	sum := sha256.Sum256([]byte(name))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// messageKeyOf returns a chat's message key as the scripts see it. It is hashed with a secret, because message keys contain claim codes,
// which are few enough to guess.
func (o *Outbox) messageKeyOf(chat int64, handle string) string {
	if handle == "" {
		return noMessageKey
	}
	return o.sealer.Pseudonym("handle:"+handle, chat)[:len(noMessageKey)]
}

// replaces is the handle whose waiting edit a message replaces, or noHandle.
func (o *Outbox) replaces(out bot.Outgoing) string {
	if out.Coalesce && out.Action == bot.Edit {
		return o.messageKeyOf(out.Chat, out.MessageKey)
	}
	return noMessageKey
}

// encode returns the stored value of a message; see newScript. It is bound to its chat, so that it cannot be moved to another queue.
func (o *Outbox) encode(chat string, out bot.Outgoing) (string, error) {
	plain, err := bot.Encode(out)
	if err != nil {
		return "", err
	}
	header := "0"
	if o.replaces(out) != noMessageKey {
		header = "1"
	}
	header += o.messageKeyOf(out.Chat, out.MessageKey) + o.messageKeyOf(out.Chat, out.ReplyToMessageKey)
	return header + string(o.sealer.Seal("outbox:"+chat, "message", plain)), nil
}

func (o *Outbox) decode(chat, value string) (out bot.Outgoing, err error) {
	if len(value) < headerSize {
		return out, errors.New("queued message is truncated")
	}
	plain, err := o.sealer.Open("outbox:"+chat, "message", []byte(value[headerSize:]))
	if err != nil {
		return out, err
	}
	return out, lenient.Unmarshal(plain, &out)
}

func (o *Outbox) sealID(chat string, id int) string {
	return string(o.sealer.Seal("outbox:"+chat, "id", binary.AppendVarint(nil, int64(id))))
}

// openID gives 0 for a handle that has no message, or whose key is gone.
func (o *Outbox) openID(chat, sealed string) int {
	plain, err := o.sealer.Open("outbox:"+chat, "id", []byte(sealed))
	if err != nil {
		return 0
	}
	id, _ := binary.Varint(plain)
	return int(id)
}
