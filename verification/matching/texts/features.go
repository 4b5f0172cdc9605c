package texts

import "slices"

// features are what an index knows of a text: numbers made with its key.
type features struct {
	same  uint64   // of what the text says, without frames, to its end; 0 when there is nothing
	words []uint32 // in the order of the text
	grams []uint32 // pieces of words as they sound, sorted, each once
	links []uint64 // sorted, each once
}

// starts is the lowest bit of a gram, set where it is the beginning of a word.
const starts = 1

// Kinds of hashed things.
const (
	kindSame = iota
	kindWord
	kindGram
	kindLink
	kindKey
	kindRest
)

func (h hasher) features(text string) features {
	r := read(text)
	f := features{same: h.same(r), links: h.links(r)}
	var letters []int
	for _, w := range r.words {
		f.words = append(f.words, uint32(h.sum(kindWord, w))) //nolint:gosec // half of the hash
		f.grams, letters = h.grams(f.grams, letters[:0], sound(w))
	}
	slices.Sort(f.grams)
	f.grams = slices.Clip(slices.Compact(f.grams))
	f.words = slices.Clip(f.words)
	return f
}

func (h hasher) links(r reading) (links []uint64) {
	for _, l := range r.links {
		links = append(links, h.sum(kindLink, l))
	}
	slices.Sort(links)
	return links
}

// grams appends the pieces of three to five letters of a word with its ends marked. It uses at for where letters begin.
func (h hasher) grams(to []uint32, at []int, word string) ([]uint32, []int) {
	word = "_" + word + "_"
	for i := range word {
		at = append(at, i)
	}
	at = append(at, len(word))
	for size := 3; size <= 5; size++ {
		for i := 0; i+size < len(at); i++ {
			g := uint32(h.sum(kindGram, word[at[i]:at[i+size]])) &^ starts //nolint:gosec // half of the hash
			if i == 0 {
				g |= starts
			}
			to = append(to, g)
		}
	}
	return to, at
}

func shared(a, b []uint64) bool {
	for _, l := range a {
		if _, ok := slices.BinarySearch(b, l); ok {
			return true
		}
	}
	return false
}
