// Package vault keeps what is stored unreadable to whoever holds the disk but not the keys.
//
// People and chats are named by keyed pseudonyms ([Vault.Pseudonym]): without the key, all ten-digit ids are tried in
// minutes against an unkeyed hash. Everything else is sealed ([Vault.Seal]) with XChaCha20-Poly1305, bound to the record
// and field that it stands in, so that a value cannot be moved, and marked with the id of its key, so that keys can be
// changed while old values are still readable.
//
//	keys, err := vault.OpenOrCreate("data/keys")
//	v := vault.New(keys)
//	name := v.Pseudonym("person", 4411)
//	sealed := v.Seal("{p:07}:person:"+name, "profile", plain)
package vault
