package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lexicon is a list of words, sorted into classes, and of rules: sequences of classes that a text must contain to match. The files in
// ../words show the format.
type Lexicon struct {
	nodes   []node
	Classes map[string]Class
	rules   map[Class][]rule // by their first class
}

// Class is a class of words in a lexicon. A word may belong to several.
type Class uint16

// Every lexicon has these classes.
const (
	anyNumber  Class = iota // 12
	clockTime               // 18:00
	opening                 // the first word of a sentence
	locative                // a word of Kazakh or Kyrgyz in the case that says where
	past                    // a verb that tells what was or is going on
	hiddenWord              // a word to hide
	closing                 // the last word of a sentence
	hortative               // a verb of Kazakh or Kyrgyz by which many are asked to do something
	FirstOwn                // the first that a lexicon names itself
)

type node struct {
	next    [letters]int32
	entries []entry
}

// entry is a word that ends at a node.
type entry struct {
	class  Class
	rest   rest
	tongue tongue
	size   int    // letters
	exact  string // how the word must begin as it is written, where its skeleton is also that of another
}

// tongue is a language of a lexicon. Which endings a word may have depends on it, and English stands only in Latin letters.
type tongue uint8

const (
	anyTongue tongue = iota // English where it is written in Latin letters, else any of the others
	// Russian has the endings of Russian.
	Russian
	// Turkic has those of Kazakh and Kyrgyz.
	Turkic
	english
	typed // in Latin letters though not English
)

var tongues = map[string]tongue{"@ru": Russian, "@kk": Turkic, "@ky": Turkic, "@en": english, "@typed": typed, "@any": anyTongue}

// rest is what may follow a word's letters.
type rest uint8

const (
	inflection rest = iota // an ending of the four languages
	nothing                // =word
	anything               // word*
	verb                   // word+: an ending of verbs of Kazakh and Kyrgyz
)

// rule is a sequence of steps.
type rule struct {
	steps  []step
	unless Class // 0, or what must not stand right before the first
	calm   bool  // it holds only where nothing is asked or told of what was
}

// step is a word that belongs to all of the classes, at most gap words after the step before.
type step struct {
	classes []Class
	gap     int
}

// fits reports whether a word of these classes satisfies the step.
func (s step) fits(said []Class) bool {
	for _, c := range s.classes {
		if !slices.Contains(said, c) {
			return false
		}
	}
	return true
}

// New returns a lexicon with the classes, words and rules of a list.
func New(text string) *Lexicon {
	l := &Lexicon{nodes: make([]node, 1), Classes: map[string]Class{"number": anyNumber, "clock": clockTime, "start": opening, "locative": locative, "past": past, "hidden": hiddenWord, "closing": closing, "hortative": hortative}, rules: map[Class][]rule{}}
	l.Add(text)
	return l
}

// Add adds the classes, words and rules of a list to the lexicon.
func (l *Lexicon) Add(text string) {
	now, in := Class(0), anyTongue
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			if w == "=" {
				break
			}
			if name, ok := strings.CutSuffix(w, ":"); ok {
				now = l.Class(name)
				continue
			}
			if t, ok := tongues[w]; ok {
				in = t
				continue
			}
			l.addWord(w, now, in)
		}
		if rule, ok := strings.CutPrefix(strings.TrimSpace(line), "= "); ok {
			l.addRule(rule)
		}
	}
}

// Class returns the class of that name and adds it to the lexicon if it is new.
func (l *Lexicon) Class(name string) Class {
	c, ok := l.Classes[name]
	if !ok {
		c = Class(len(l.Classes))
		l.Classes[name] = c
	}
	return c
}

// addWord adds a word to a class: "word" with any ending of its language, "=word" without an ending, "word*" with any
// suffix, "word+" with an ending of Kazakh and Kyrgyz verbs, and "word!" only in this exact spelling.
func (l *Lexicon) addWord(w string, c Class, in tongue) {
	if w0 := strings.TrimPrefix(w, "="); in == anyTongue && w0[0] < utf8.RuneSelf {
		in = english
	}
	e := entry{class: c, tongue: in}
	if rest, ok := strings.CutPrefix(w, "="); ok {
		w, e.rest = rest, nothing
	}
	if rest, ok := strings.CutSuffix(w, "*"); ok {
		w, e.rest = rest, anything
	}
	if rest, ok := strings.CutSuffix(w, "+"); ok {
		w, e.rest = rest, verb
	}
	if rest, ok := strings.CutSuffix(w, "!"); ok {
		w, e.exact = rest, rest
	}
	l.addSkeleton(SkeletonOf(w), e)
}

// AddHidden adds a word that is to be hidden, given as a skeleton, in any alphabet.
func (l *Lexicon) AddHidden(skeleton string) {
	l.addSkeleton(skeleton, entry{class: hiddenWord, tongue: typed})
}

func (l *Lexicon) addSkeleton(skeleton string, e entry) {
	at := int32(0)
	e.size = len(skeleton)
	for i := range len(skeleton) {
		next := l.nodes[at].next[skeleton[i]]
		if next == 0 {
			next = int32(len(l.nodes))
			l.nodes = append(l.nodes, node{})
			l.nodes[at].next[skeleton[i]] = next
		}
		at = next
	}
	l.nodes[at].entries = append(l.nodes[at].entries, e)
}

// addRule adds a rule, given as names of classes in order. A number before a name is how many words may stand in between;
// words in angle brackets form a class of their own: "go 3 <square|akimat>". "start&go" is a word of both classes, "!not"
// must not precede the first, and "~" makes the rule hold only where the sentence asks nothing and reports no past event.
func (l *Lexicon) addRule(line string) {
	r := rule{}
	gap := 0
	for f := range strings.FieldsSeq(line) {
		if n, err := strconv.Atoi(f); err == nil {
			gap = n
			continue
		}
		if f == "~" {
			r.calm = true
			continue
		}
		if name, ok := strings.CutPrefix(f, "!"); ok {
			r.unless = l.named(name)
			continue
		}
		s := step{gap: gap}
		for name := range strings.SplitSeq(f, "&") {
			s.classes = append(s.classes, l.named(name))
		}
		r.steps = append(r.steps, s)
		gap = 0
	}
	first := r.steps[0].classes[len(r.steps[0].classes)-1]
	l.rules[first] = append(l.rules[first], r)
}

// named returns the class that a rule refers to. It panics if there is none.
func (l *Lexicon) named(f string) Class {
	if own, ok := strings.CutPrefix(f, "<"); ok {
		c := l.Class(f)
		if len(l.Classes) == int(c)+1 { // not seen before
			for w := range strings.SplitSeq(strings.TrimSuffix(own, ">"), "|") {
				l.addWord(w, c, anyTongue)
			}
		}
		return c
	}
	c, ok := l.Classes[f]
	if !ok {
		panic(fmt.Sprintf("lexicon: no class %q", f))
	}
	return c
}

// Matches reports whether a text matches a rule of the lexicon.
func (l *Lexicon) Matches(p *Text) bool {
	words := p.Words()
	said := l.ClassesOf(p, words)
	for i := range said {
		for _, c := range said[i] {
			for _, r := range l.rules[c] {
				if r.unless != 0 && i > 0 && slices.Contains(said[i-1], r.unless) || !r.steps[0].fits(said[i]) {
					continue
				}
				if last := r.follows(words, said, i, 1); last >= 0 && (!r.calm || !l.told(p, words, said, i, last)) {
					return true
				}
			}
		}
	}
	return l.bare(words, said)
}

// bare reports whether a sentence names a place and a time and nothing else: "today at 18:00 on Republic Square?" asks
// nothing that can be answered, and tells people where to be.
func (l *Lexicon) bare(words []Word, said [][]Class) bool {
	among, ok := l.Classes["bare"]
	if !ok {
		return false
	}
	place, when, hour, day := l.Classes["place"], l.Classes["when"], l.Classes["hour"], l.Classes["day"]
	where, time, other := false, false, false
	for i, classes := range said {
		if words[i].Ends {
			where, time, other = false, false, false
		}
		ofPlace := slices.Contains(classes, place)
		ofTime := slices.ContainsFunc(classes, func(c Class) bool { return c == when || c == hour || c == day || c == clockTime })
		where, time = where || ofPlace, time || ofTime
		other = other || !ofPlace && !ofTime && !slices.Contains(classes, among) && (len(words[i].Letters) == 0 || !IsDigit(words[i].Letters[0]))
		if where && time && !other && slices.Contains(classes, closing) {
			return true
		}
	}
	return false
}

// follows matches the words after the i-th against the rule from its n-th step on. It returns the index of the last word
// matched, or -1.
func (r rule) follows(words []Word, said [][]Class, i, n int) int {
	if n == len(r.steps) {
		return i
	}
	for k := i + 1; k < len(words) && k <= i+1+r.steps[n].gap && !words[k].Ends; k++ {
		if r.steps[n].fits(said[k]) {
			if last := r.follows(words, said, k, n+1); last >= 0 {
				return last
			}
		}
	}
	return -1
}

// told reports whether the sentence is a question, or reports a past event near the words from first to last.
func (l *Lexicon) told(p *Text, words []Word, said [][]Class, first, last int) bool {
	const near = 3
	asks, named := l.Classes["asks"]
	for k := first; k >= 0; k-- {
		if named && slices.Contains(said[k], asks) || k >= first-near && slices.Contains(said[k], past) {
			return true
		}
		if words[k].Ends {
			break
		}
	}
	for k := first + 1; k <= len(words); k++ {
		if k == len(words) || words[k].Ends {
			end := len(p.Lowered)
			if k < len(words) {
				end = words[k].From
			}
			return slices.Contains(p.Lowered[words[k-1].To:end], '?')
		}
		if k <= last+near && slices.Contains(said[k], past) {
			return true
		}
	}
	return false
}

// ClassesOf returns the classes of each word.
func (l *Lexicon) ClassesOf(p *Text, words []Word) [][]Class {
	said := make([][]Class, len(words))
	var room [64]Letter
	var found []Class
	for i, w := range words {
		found = found[:0]
		switch {
		case w.Number:
			found = append(found, anyNumber)
			if p.clock(words, i) {
				found = append(found, clockTime)
			}
		default:
			found = l.LookUp(w.Skeleton(room[:0]), w, found)
			if len(w.Letters) > 3 && !hasOnlyLetters(w.Letters) {
				found = l.lookUpParts(w, found)
			}
			if w.hour() {
				found = append(found, anyNumber, clockTime)
			}
		}
		if w.Past() {
			found = append(found, past)
		}
		if w.locative() {
			found = append(found, locative)
		}
		if w.Ends {
			found = append(found, opening)
		}
		if i+1 == len(words) || words[i+1].Ends {
			found = append(found, closing)
		}
		if w.hortative(i+1 == len(words) || words[i+1].Ends) {
			found = append(found, hortative)
		}
		if len(found) > 0 {
			said[i] = append([]Class(nil), found...)
		}
	}
	return l.acrossWords(words, said)
}
