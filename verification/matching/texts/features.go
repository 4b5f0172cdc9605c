package texts

import (
	"slices"
	"strings"
)

// features are what an index knows of a text: numbers made with its key.
type features struct {
	same  uint64   // of the folded text and its links; 0 when there is neither
	latin bool     // most letters are Latin ones
	words []uint32 // in the order of the text; the lowest bits are marks
	grams []uint32 // pieces of words as they sound, sorted, each once
	links []uint64 // sorted, each once
}

// Marks of a word.
const (
	number = 1 << iota // it has digits
	denial             // it turns a claim around or calls it false
	opens              // it is the first of a sentence
	turn               // it turns a comparison, an order in time or an amount around
	marks  = number | denial | opens | turn
)

// starts is the lowest bit of a gram, set where it is the beginning of a word.
const starts = 1

// Kinds of hashed things.
const (
	kindSame = iota
	kindWord
	kindGram
	kindLink
	kindKey
)

// denials are words, folded, that turn a claim around or call it false.
var denials = folded(`не нет ни без никогда нельзя якобы фейк фейковый ложь ложный ложное ложная неправда вранье опровержение опровергли
	опроверг опровергает отрицает емес жоқ жалған өтірік фейк теріске болмайды эмес жок жалган калп ырас туура
	not no never none nobody without dont doesnt didnt isnt arent wasnt werent wont cant cannot couldnt wouldnt hasnt havent
	hadnt fake false hoax untrue debunked myth lie denies denied allegedly`)

// turns are words, folded, that turn a comparison, an order in time or an amount around. They are common, and what is said
// is another thing without them.
var turns = folded(`before after more less fewer most least all every only over under against except former ex first last up down
	win wins won lose loses lost from into out may might could if until since
	до после больше меньше более менее все всех только против кроме бывший бывшая если может первый последний из
	дейін кейін көп аз артық кем барлық бәрі тек қарсы бұрынғы егер мүмкін бірінші соңғы бұрын
	чейин кийин көп аз ашык кем баары бардык гана каршы мурдагы эгер мүмкүн биринчи акыркы мурун`)

func folded(list string) map[string]bool {
	m := map[string]bool{}
	for _, t := range split(list) {
		m[t.word] = true
	}
	return m
}

func (h hasher) features(text string) features {
	rest, links := body(text)
	f := features{latin: mostlyLatin(rest)}
	for _, l := range links {
		f.links = append(f.links, h.sum(kindLink, l))
	}
	slices.Sort(f.links)
	var whole strings.Builder
	var letters []int
	for _, t := range split(rest) {
		whole.WriteString(t.word)
		whole.WriteByte(' ')
		f.words = append(f.words, h.word(t))
		f.grams, letters = h.grams(f.grams, letters[:0], sound(t.word))
	}
	slices.Sort(f.grams)
	f.grams = slices.Clip(slices.Compact(f.grams))
	f.words = slices.Clip(f.words)
	if len(f.words) > 0 || len(links) > 0 {
		slices.Sort(links)
		whole.WriteString(strings.Join(links, " "))
		f.same = max(h.sum(kindSame, whole.String()), 1)
	}
	return f
}

// word hashes a word and marks it.
func (h hasher) word(t token) uint32 {
	w := uint32(h.sum(kindWord, t.word)) &^ marks //nolint:gosec // half of the hash
	if strings.ContainsAny(t.word, "0123456789") {
		w |= number
	}
	if denials[t.word] {
		w |= denial
	}
	if turns[t.word] {
		w |= turn
	}
	if t.opens {
		w |= opens
	}
	return w
}

func mostlyLatin(text string) bool {
	latin, cyrillic := 0, 0
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			latin++
		case r >= 'Ѐ' && r <= 'ԯ':
			cyrillic++
		}
	}
	return latin > cyrillic
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
