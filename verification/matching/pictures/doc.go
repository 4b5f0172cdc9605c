// Package pictures recognises a picture that was seen before, also when it was pressed, made smaller, cut, turned a little,
// put into a screenshot, or photographed from a screen.
//
//	img, err := pictures.Decode(file)
//	print := pictures.FingerprintOf(img)
//	index.Add(id, print)
//	for _, found := range index.Search(print, pictures.DefaultLimits(), 3) { … }
//
// A picture is told by its PDQ hash, after "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm"
// (Facebook, 2019): 256 bits, each of which says whether there is more of a wave in the picture than of half of the others.
// It knows no faces: two photos of one person are as far from each other as any two.
//
// Hashes are [Hash], [Of] makes them; what a picture may show, and what others may cut out of it, is a [Fingerprint];
// [Match] compares two of those, and [Index] finds one among many.
package pictures
