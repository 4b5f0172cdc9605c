package langid

import (
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word in small letters, and how much it tells.
type token struct {
	word   string
	weight float64
}

var (
	// shed are links, addresses, names of accounts, tags, and commands.
	shed  = regexp.MustCompile(`(?i)https?://\S+|www\.\S+|\S+@\S+|[@#][\p{L}\d_]+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?|(?:^|\s)/[a-z_]+`)
	found = regexp.MustCompile(`[\p{L}\p{M}']+|[.!?…\n]`)

	// quotes are the many ways to write an apostrophe.
	quotes = strings.NewReplacer("’", "'", "ʻ", "'", "ʼ", "'", "‘", "'", "`", "'", "´", "'", "ʹ", "'", "\u00ad", "")
)

// tokensOf returns the words of a text. A word with a capital within a sentence is likely a name; so are all of a text that is nothing else.
func tokensOf(text string) (all []token) {
	begins, names := true, true
	for _, w := range found.FindAllString(shed.ReplaceAllString(quotes.Replace(text), " "), -1) {
		if strings.ContainsAny(w, ".!?…\n") {
			begins = true
			continue
		}
		small := strings.Trim(strings.ToLower(w), "'")
		if strings.HasSuffix(w, "'") && len(small) > 1 {
			small += "'"
		}
		if !strings.ContainsFunc(small, unicode.IsLetter) {
			continue
		}
		t := token{small, 1}
		name := capital(w)
		if name && !begins {
			t.weight = ofNames
		}
		names, begins = names && name, false
		all = append(all, t)
	}
	const fullName = 3
	if names && len(all) <= fullName {
		for i := range all {
			all[i].weight = ofNames
		}
	}
	return all
}

// capital tells whether a word has a capital and then small letters.
func capital(w string) bool {
	first, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first) && w[size:] == strings.ToLower(w[size:]) && len(w) > size
}

const (
	longest = 4           // letters in a row
	whole   = longest + 1 // the place of whole words beside rows of each length
	mark    = "="         // before a whole word
)

// sizeOf returns the place of a row of letters, by its length, or that of whole words.
func sizeOf(g string) int {
	if strings.HasPrefix(g, mark) {
		return whole
	}
	return utf8.RuneCountInString(g)
}

// grams are the rows of up to four letters of a word, of which its ends count as letters, and the whole word.
func grams(word string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(mark + word) {
			return
		}
		text := "_" + word + "_"
		at := []int{}
		for i := range text {
			at = append(at, i)
		}
		at = append(at, len(text))
		for from := range len(at) - 1 {
			for n := 1; n <= longest && from+n < len(at); n++ {
				g := text[at[from]:at[from+n]]
				if g != "_" && !yield(g) {
					return
				}
			}
		}
	}
}
