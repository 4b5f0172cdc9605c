package bot

// Sealer keeps what is stored unreadable without the keys. The machine stores nothing of a chat but through it.
type Sealer interface {
	// Pseudonym names an id without revealing it: the same id in the same domain always gets the same name,
	// which is safe in a key. Domains are separate: "chat" 5 and "person" 5 have nothing in common.
	Pseudonym(domain string, id int64) string
	// Seal encrypts plain and binds it to the record and field that it is stored in.
	Seal(record, field string, plain []byte) []byte
	// Open reverses Seal; it fails when the value was altered, moved, or sealed with a key that is gone.
	Open(record, field string, sealed []byte) ([]byte, error)
}
