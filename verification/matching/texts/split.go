package texts

import (
	"slices"
	"strings"
	"unicode"
)

// token is a folded word, or a sign without which something else is said.
type token struct {
	word  string
	opens bool // it may begin something else: it is the first of a sentence, or stands behind a colon, a dash, an emoji
	sign  bool
	loose bool // of a sign: it adorns a text when it stands before or after it, and only counts inside
}

// judging are the signs that tell what to think of what they stand beside.
const judging = "✅✔☑✓❌✖✗✘❎🚫⛔👍👎🙅🤥🤡⬆⬇↑↓📈📉🔺🔻🔼🔽➕➖➗"

// denials are words behind which a pause turns what is said around: "no, war" is not "no war".
var denials = set("не нет ни нельзя никогда no not never cannot жоқ емес болмайды жок эмес болбойт")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// splitter parts a text into tokens.
type splitter struct {
	tokens []token
	word   strings.Builder // folded
	starts int             // where the word does
	ends   bool            // a sentence ended, or none began yet
	opens  bool            // something else that may be one ended
	paused bool            // something stands behind the last word
	denied bool            // the last word is a denial
	loose  []token         // seen since the last word of this sentence
}

// split parts a text that is plain.
func split(plain string) []token {
	in := []rune(plain)
	s := splitter{ends: true}
	for i := 0; i < len(in); {
		r := in[i]
		if apostrophe(r) && i > 0 && unicode.IsLetter(in[i-1]) {
			i++ // don't and dont; o'z and oz
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			s.flush(in, i)
			s.mark(in, i)
			i++
			continue
		}
		if i > 0 && unicode.IsDigit(r) != unicode.IsDigit(in[i-1]) {
			s.flush(in, i) // Covid19 and Covid-19
		}
		if s.word.Len() == 0 {
			s.starts = i
		}
		to, n := cyrillic(in[i:])
		s.word.WriteString(to)
		i += n
	}
	s.flush(in, len(in))
	return s.tokens
}

// flush takes the word that ends at a place, if there is one.
func (s *splitter) flush(in []rune, end int) {
	if s.word.Len() == 0 {
		return
	}
	if s.denied && s.paused {
		s.tokens = append(s.tokens, token{word: ",", sign: true, loose: true})
	}
	s.put(token{word: s.word.String()})
	s.word.Reset()
	s.denied = denials[string(in[s.starts:end])]
}

func (s *splitter) put(t token) {
	if !s.ends {
		s.tokens = append(s.tokens, s.loose...)
	}
	t.opens = s.ends || s.opens
	s.tokens = append(s.tokens, t)
	s.ends, s.opens, s.paused, s.loose = false, false, false, nil
}

// mark takes what is no part of a word.
func (s *splitter) mark(in []rune, i int) {
	r := in[i]
	before, after := at(in, i-1), at(in, i+1)
	number := unicode.IsDigit(after) || unicode.IsSpace(after) && unicode.IsDigit(at(in, i+2))
	switch {
	case counts(r):
		s.sign(string(r))
	case unicode.IsDigit(before) && unicode.IsDigit(after) && strings.ContainsRune(":/-–", r): // 3:2, 24/7
		s.sign(string(r))
	case number && unicode.Is(unicode.Sm, r):
		s.sign(string(r))
	case number && unicode.Is(unicode.Pd, r) && !unicode.IsLetter(before) && !unicode.IsDigit(before):
		s.sign("−")
	case unicode.Is(unicode.Pd, r):
		s.opens = s.opens || unicode.IsSpace(before) && unicode.IsSpace(after)
		s.paused = s.paused || s.opens
	case r == '.' && (unicode.IsLetter(after) || unicode.IsDigit(after)): // 12.5, zakon.kz
	case strings.ContainsRune(".!?:;\n", r):
		s.ends, s.paused, s.loose = true, true, nil
	case strings.ContainsRune("»”()[]", r):
		s.opens = true
	case r == ',':
		s.paused = true
	case r == '&', unicode.Is(unicode.So, r), unicode.Is(unicode.Sm, r) && r != '|':
		s.opens, s.loose = true, append(s.loose, token{word: string(r), sign: true, loose: true})
	}
}

// sign takes one that counts wherever it stands.
func (s *splitter) sign(r string) {
	if n := len(s.tokens); n == 0 || s.tokens[n-1].word != r { // once is as much as three times
		s.put(token{word: r, sign: true})
	}
}

// at gives the rune at a place, a line's end where there is none.
func at(in []rune, i int) rune {
	if i < 0 || i >= len(in) {
		return '\n'
	}
	return in[i]
}

func counts(r rune) bool {
	return unicode.In(r, unicode.Sc, unicode.Regional_Indicator) || strings.ContainsRune("%‰"+judging, r)
}

// wordsOf gives the words among tokens, and whether there is nothing else but what adorns them.
func wordsOf(tokens []token) (words []string, only bool) {
	only = true
	for _, t := range tokens {
		if !t.sign {
			words = append(words, t.word)
		}
		only = only && (!t.sign || t.loose)
	}
	return words, only
}

// trimmed gives tokens without signs that adorn them.
func trimmed(tokens []token) []token {
	from := slices.IndexFunc(tokens, func(t token) bool { return !t.loose })
	if from < 0 {
		return nil
	}
	to := len(tokens)
	for tokens[to-1].loose {
		to--
	}
	return tokens[from:to]
}
