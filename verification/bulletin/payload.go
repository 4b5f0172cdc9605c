package bulletin

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// An outcome is a question with its verdict. Its place in outcomes is what is signed: add at the end, move nothing, and
// no more than 16.
type outcome struct {
	Question Question
	Verdict  Verdict
}

var outcomes = []outcome{
	{Truth, True}, {Truth, Misleading}, {Truth, False}, {Truth, Unproven}, {Truth, Undecided}, {Truth, Withdrawn},
	{Identity, Answered}, {Identity, Undecided}, {Identity, Withdrawn},
	{Place, Answered}, {Place, Undecided}, {Place, Withdrawn},
}

type payload struct {
	Salt     uint64            `cbor:"0,keyasint,omitempty"` // first, so that all that follows is moved by it
	Issuer   string            `cbor:"1,keyasint"`
	Issued   int64             `cbor:"2,keyasint"`
	Number   int64             `cbor:"3,keyasint,omitempty"` // where Later cannot say it
	Language uint64            `cbor:"4,keyasint,omitempty"` // its place in Languages
	Items    []cbor.RawMessage `cbor:"5,keyasint"`
	Later    uint64            `cbor:"7,keyasint,omitempty"` // how far the number is beyond the minute of the issue
}

type fullItem struct {
	Code        uint32  `cbor:"1,keyasint"`
	Outcome     uint64  `cbor:"2,keyasint,omitempty"`
	Answer      string  `cbor:"3,keyasint,omitempty"`
	Quote       string  `cbor:"4,keyasint,omitempty"`
	Corrections uint64  `cbor:"5,keyasint,omitempty"`
	Age         *uint64 `cbor:"6,keyasint,omitempty"`
}

var encoding, decoding = modes()

func modes() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // the options do not change
	}
	dec, err := cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
		MaxArrayElements: 1024,
		MaxMapPairs:      1024,
		MaxNestedLevels:  8,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return enc, dec
}

// maxLater is what two bytes of CBOR hold beside their head.
const maxLater = 1<<16 - 1

// Sizes in bytes beyond which nothing is read.
const (
	maxPayload = 1 << 20
	maxCOSE    = 1 << 18
)

func encodePayload(b Bulletin, salt uint64) ([]byte, error) {
	items, err := encodeItems(b)
	if err != nil {
		return nil, err
	}
	p := payload{Salt: salt, Issuer: b.Issuer, Issued: b.Issued.Unix(), Language: language(b), Items: items}
	if later := b.Number - Minute(b.Issued); later >= 0 && later <= maxLater {
		p.Later = uint64(later)
	} else {
		p.Number = b.Number
	}
	plain, err := encoding.Marshal(p)
	if err != nil {
		return nil, err
	}
	if packed := deflate(plain); len(packed) < len(plain) {
		return packed, nil
	}
	return plain, nil
}

func language(b Bulletin) uint64 { return uint64(slices.Index(Languages, b.Language)) }

func encodeItems(b Bulletin) ([]cbor.RawMessage, error) {
	var items []cbor.RawMessage
	var bare []byte // of the items without words since the last one with words
	add := func(item any) error {
		raw, err := encoding.Marshal(item)
		items = append(items, raw)
		return err
	}
	for _, it := range b.Items {
		if it.bare() {
			bare = append(bare, packItem(it)...)
			continue
		}
		if len(bare) > 0 {
			if err := add(bare); err != nil {
				return nil, err
			}
			bare = nil
		}
		if err := add(it.full(b.Issued)); err != nil {
			return nil, err
		}
	}
	if len(bare) > 0 {
		return items, add(bare)
	}
	return items, nil
}

func (it Item) full(issued time.Time) fullItem {
	code, _ := codeNumber(it.Code)
	f := fullItem{Code: code, Outcome: it.outcome(), Answer: it.Answer, Quote: it.Quote, Corrections: uint64(it.Version - 1)}
	if !it.At.IsZero() {
		age := uint64(issued.Unix() - it.At.Unix())
		f.Age = &age
	}
	return f
}

func (it Item) outcome() uint64 {
	return uint64(slices.Index(outcomes, outcome{it.Question, it.Verdict}))
}

// An item without words is packed into 40 bits: that way twenty of them go into three SMS with their signature.
const (
	packedLength   = 5
	maxCorrections = 63
)

func (it Item) bare() bool {
	return it.Answer == "" && it.Quote == "" && it.At.IsZero() && it.Version-1 <= maxCorrections
}

func packItem(it Item) []byte {
	code, _ := codeNumber(it.Code)
	bits := uint64(code)<<10 | it.outcome()<<6 | uint64(it.Version-1)
	return binary.BigEndian.AppendUint64(nil, bits)[8-packedLength:]
}

func unpackItem(b []byte) fullItem {
	var wide [8]byte
	copy(wide[8-packedLength:], b)
	bits := binary.BigEndian.Uint64(wide[:])
	return fullItem{Code: uint32(bits >> 10), Outcome: bits >> 6 & 15, Corrections: bits & maxCorrections}
}

var errPayload = errors.New("not a payload")

// decodePayload reads what encodePayload wrote. It never returns a bulletin that could not be issued.
func decodePayload(raw []byte) (Bulletin, error) {
	if len(raw) > 0 && raw[0] == zlibStart {
		var err error
		if raw, err = inflate(raw); err != nil {
			return Bulletin{}, err
		}
	}
	var p payload
	if err := decoding.Unmarshal(raw, &p); err != nil {
		return Bulletin{}, err
	}
	if p.Language >= uint64(len(Languages)) {
		return Bulletin{}, errPayload
	}
	b := Bulletin{Issuer: p.Issuer, Issued: time.Unix(p.Issued, 0).UTC(), Number: p.Number, Language: Languages[p.Language]}
	if b.Number == 0 && p.Later <= maxLater {
		b.Number = Minute(b.Issued) + int64(p.Later)
	}
	for _, item := range p.Items {
		full, err := decodeItems(item)
		if err != nil {
			return Bulletin{}, err
		}
		for _, f := range full {
			it, err := f.item(b.Issued)
			if err != nil {
				return Bulletin{}, err
			}
			b.Items = append(b.Items, it)
		}
	}
	return b, b.Check()
}

func decodeItems(raw cbor.RawMessage) ([]fullItem, error) {
	var bare []byte
	if err := decoding.Unmarshal(raw, &bare); err != nil || len(raw) == 0 || raw[0]>>5 != 2 {
		var f fullItem
		err := decoding.Unmarshal(raw, &f)
		return []fullItem{f}, err
	}
	if len(bare)%packedLength != 0 {
		return nil, errPayload
	}
	var items []fullItem
	for packed := range slices.Chunk(bare, packedLength) {
		items = append(items, unpackItem(packed))
	}
	return items, nil
}

func (f fullItem) item(issued time.Time) (Item, error) {
	if f.Outcome >= uint64(len(outcomes)) || f.Corrections >= maxVersion || f.Code > maxCode {
		return Item{}, errPayload
	}
	o := outcomes[f.Outcome]
	it := Item{
		Code: codeText(f.Code), Question: o.Question, Verdict: o.Verdict, Answer: f.Answer, Quote: f.Quote,
		Version: int(f.Corrections) + 1,
	}
	if f.Age != nil {
		if *f.Age > math.MaxInt32*100 {
			return Item{}, errPayload
		}
		it.At = time.Unix(issued.Unix()-int64(*f.Age), 0).UTC()
	}
	return it, nil
}

const (
	crockford  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength = 6
	maxCode    = 1<<30 - 1
)

// codeNumber is the number that the six digits of a code stand for, and whether it is a code.
func codeNumber(code string) (uint32, bool) {
	var n uint32
	for i := range len(code) {
		digit := strings.IndexByte(crockford, code[i])
		if digit < 0 {
			return 0, false
		}
		n = n<<5 | uint32(digit)
	}
	return n, len(code) == codeLength
}

func codeText(n uint32) string {
	var b [codeLength]byte
	for i := codeLength - 1; i >= 0; i-- {
		b[i] = crockford[n&31]
		n >>= 5
	}
	return string(b[:])
}

const zlibStart = 0x78

func deflate(plain []byte) []byte {
	var out bytes.Buffer
	w, err := zlib.NewWriterLevelDict(&out, zlib.BestCompression, dictionary)
	if err != nil {
		panic(err) // the level is one
	}
	_, _ = w.Write(plain) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func inflate(packed []byte) ([]byte, error) {
	r, err := zlib.NewReaderDict(bytes.NewReader(packed), dictionary)
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxPayload+1))
	if err != nil {
		return nil, err
	}
	if len(plain) > maxPayload {
		return nil, fmt.Errorf("%w: over %d bytes", errPayload, maxPayload)
	}
	return plain, r.Close()
}
