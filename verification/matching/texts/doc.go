// Package texts tells whether a text was seen before: the same, the same in another alphabet, from another keyboard, with
// words around it, half of it, in other words, or in a sister language. It is pure.
//
//	x := texts.NewIndex(key)
//	x.Add("KZ7M2", "Алматыға әскер кірді, көшеде атыс болып жатыр")
//	for _, m := range x.Search("almatyga asker kirdi", 5) {
//		// m.Decision: Join it, Suggest it to the person, or None
//	}
//
// A claim is kept as numbers that need the index's key ([Index.Features], [Index.AddFeatures]), never as text.
package texts
