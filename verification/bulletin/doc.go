// Package bulletin makes results that prove themselves, whatever carried them: a QR code on paper, an SMS, a file on a
// memory stick, a feed, or letters read out on the radio. It is pure: no network, no clock, no disk.
//
// A [Bulletin] is a numbered list of verdicts. [Seal] signs it; what comes out has one text, which every carrier takes:
//
//	key, err := bulletin.NewKey(now)
//	sealed, err := bulletin.Seal(b, key)
//	sealed.Text()                      // RST1:6BF… for a chat, a page, a radio
//	png, err := bulletin.QR(sealed.Text())
//	file, signature, err := sealed.File(key) // checked with: minisign -Vm FILE -P KEY
//
// Whoever holds the public key reads it back, and nothing else is needed:
//
//	ring := bulletin.NewKeyring(public)
//	b, signed, err := bulletin.Verify(input, ring)
//	state.Merge(b)
//
// # Format
//
// The text is RST1: and then base45 (RFC 9285) of an untagged COSE_Sign1 (RFC 9052) with Ed25519. Its protected header holds
// the algorithm and the key id, the first 8 bytes of SHA-256 of the public key; the unprotected header is empty. The
// payload is a CBOR map with integer keys, or its zlib form (RFC 1950, with the preset dictionary of dictionary.go) when
// that is shorter: a map never begins with 0x78, and zlib does here. It is compressed before it is signed, so that every bit is under the signature, and nothing is unpacked
// that nobody vouched for.
//
//	payload  {0: salt, 1: issuer, 2: issued (seconds since 1970), 3: number, 4: language as its place in Languages,
//	          5: [items], 7: by how much the number is above Minute of the issue, in place of 3}
//	item     {1: code as number, 2: outcome, 3: answer, 4: quote, 5: corrections so far, 6: seconds before the issue}
//	         or a string of 5 bytes each, for items without words: 30 bits of code, 4 of outcome, 6 of corrections
//
// What is 0 or empty is left out. The salt is there only when the text would otherwise hold two spaces in a row or end in
// one: such spaces are lost in chats and feeds.
package bulletin
