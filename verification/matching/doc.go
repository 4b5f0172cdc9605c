// Package matching tells whether something was seen before: by its text, its links, its pictures, and the names under
// which a chat service keeps its files. It is pure.
//
//	x := matching.New(key, pictures.DefaultLimits())
//	x.Put("KZ7M2X", x.Features(said, files))
//	for _, m := range x.Search(x.Features(heard, others), 3) {
//		// m.Kind: Join it, or Suggest it to the person
//	}
//
// Two thresholds hold everywhere: above the higher one two things are the same beyond doubt, between the two a person is
// asked. A wrong join silences a claim, so that whatever is said about a picture counts as much as the picture.
package matching
