package moderation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// lexicon is a list of words in classes, and of rules in what order classes of words say what is looked for. See the files
// in words/ for how it is written.
type lexicon struct {
	nodes   []node
	classes map[string]class
	rules   map[class][]rule // by their first class
}

type class uint16

// Classes that every lexicon has.
const (
	anyNumber  class = iota // 12
	clockTime               // 18:00
	opening                 // the first word of a sentence
	locative                // a word of Kazakh or Kyrgyz in the case that says where
	past                    // a verb that tells what was or is going on
	hiddenWord              // a word to hide
	closing                 // the last word of a sentence
	hortative               // a verb of Kazakh or Kyrgyz by which many are asked to do something
	firstOwn                // the first that a lexicon names itself
)

type node struct {
	next    [letters]int32
	entries []entry
}

// entry is a word that ends at a node.
type entry struct {
	class  class
	rest   rest
	tongue tongue
	size   int    // letters
	exact  string // how the word must begin as it is written, where its skeleton is also that of another
}

// tongue is a language of a lexicon. Which endings a word may have depends on it, and English stands only in Latin letters.
type tongue uint8

const (
	anyTongue tongue = iota // English where it is written in Latin letters, else any of the others
	russian
	turkic // Kazakh and Kyrgyz
	english
	typed // in Latin letters though not English
)

var tongues = map[string]tongue{"@ru": russian, "@kk": turkic, "@ky": turkic, "@en": english, "@typed": typed, "@any": anyTongue}

// rest is what may follow a word's letters.
type rest uint8

const (
	inflection rest = iota // an ending of the four languages
	nothing                // =word
	anything               // word*
	verb                   // word+: an ending of verbs of Kazakh and Kyrgyz
)

// rule is a row of steps.
type rule struct {
	steps  []step
	unless class // 0, or what must not stand right before the first
	calm   bool  // it holds only where nothing is asked or told of what was
}

// step is a word of classes, at most gap words behind the step before.
type step struct {
	classes []class
	gap     int
}

func (s step) fits(said []class) bool {
	for _, c := range s.classes {
		if !slices.Contains(said, c) {
			return false
		}
	}
	return true
}

func newLexicon(text string) *lexicon {
	l := &lexicon{nodes: make([]node, 1), classes: map[string]class{"number": anyNumber, "clock": clockTime, "start": opening, "locative": locative, "past": past, "hidden": hiddenWord, "closing": closing, "hortative": hortative}, rules: map[class][]rule{}}
	l.read(text)
	return l
}

// read takes the lines of a list.
func (l *lexicon) read(text string) {
	now, in := class(0), anyTongue
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			if w == "=" {
				break
			}
			if name, ok := strings.CutSuffix(w, ":"); ok {
				now = l.class(name)
				continue
			}
			if t, ok := tongues[w]; ok {
				in = t
				continue
			}
			l.add(w, now, in)
		}
		if rule, ok := strings.CutPrefix(strings.TrimSpace(line), "= "); ok {
			l.addRule(rule)
		}
	}
}

func (l *lexicon) class(name string) class {
	c, ok := l.classes[name]
	if !ok {
		c = class(len(l.classes))
		l.classes[name] = c
	}
	return c
}

// add takes a word: "word" with any ending of its language, "=word" alone, "word*" with whatever follows, "word+" with an
// ending of verbs of Kazakh and Kyrgyz, and "word!" only where it is written just so.
func (l *lexicon) add(w string, c class, in tongue) {
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
	l.addSkeleton(skeletonOf(w), e)
}

// addHidden adds a word to hide by its skeleton, as it may be typed in Latin letters.
func (l *lexicon) addHidden(skeleton string) {
	l.addSkeleton(skeleton, entry{class: hiddenWord, tongue: typed})
}

func (l *lexicon) addSkeleton(skeleton string, e entry) {
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

// addRule takes names of classes in order, with the number of words that may stand between two where that is not 0, and
// words of their own in brackets: "go 3 <square|akimat>". "start&go" is a word of both, and "!not" must not stand before, and "~"
// has the rule hold only where nothing is asked or told of what was.
func (l *lexicon) addRule(line string) {
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

func (l *lexicon) named(f string) class {
	if own, ok := strings.CutPrefix(f, "<"); ok {
		c := l.class(f)
		if len(l.classes) == int(c)+1 { // not seen before
			for w := range strings.SplitSeq(strings.TrimSuffix(own, ">"), "|") {
				l.add(w, c, anyTongue)
			}
		}
		return c
	}
	c, ok := l.classes[f]
	if !ok {
		panic(fmt.Sprintf("lexicon: no class %q", f))
	}
	return c
}

// found reports whether a text says what a rule of the lexicon describes.
func (l *lexicon) found(p *plain) bool {
	words := p.words()
	said := l.classesOf(p, words)
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

// bare reports whether a sentence holds a place and a time and nothing else of which it could ask or tell: "today at 18:00 on
// Republic Square?" asks nothing that can be answered, and says where to be.
func (l *lexicon) bare(words []word, said [][]class) bool {
	among, ok := l.classes["bare"]
	if !ok {
		return false
	}
	place, when, hour, day := l.classes["place"], l.classes["when"], l.classes["hour"], l.classes["day"]
	where, time, other := false, false, false
	for i, classes := range said {
		if words[i].ends {
			where, time, other = false, false, false
		}
		ofPlace := slices.Contains(classes, place)
		ofTime := slices.ContainsFunc(classes, func(c class) bool { return c == when || c == hour || c == day || c == clockTime })
		where, time = where || ofPlace, time || ofTime
		other = other || !ofPlace && !ofTime && !slices.Contains(classes, among) && (len(words[i].letters) == 0 || !isDigit(words[i].letters[0]))
		if where && time && !other && slices.Contains(classes, closing) {
			return true
		}
	}
	return false
}

// follows returns the word at which what comes after the i-th has fitted the rule from its n-th step, or -1.
func (r rule) follows(words []word, said [][]class, i, n int) int {
	if n == len(r.steps) {
		return i
	}
	for k := i + 1; k < len(words) && k <= i+1+r.steps[n].gap && !words[k].ends; k++ {
		if r.steps[n].fits(said[k]) {
			if last := r.follows(words, said, k, n+1); last >= 0 {
				return last
			}
		}
	}
	return -1
}

// told reports whether the sentence asks, or tells of what was near the words from the first to the last.
func (l *lexicon) told(p *plain, words []word, said [][]class, first, last int) bool {
	const near = 3
	asks, named := l.classes["asks"]
	for k := first; k >= 0; k-- {
		if named && slices.Contains(said[k], asks) || k >= first-near && slices.Contains(said[k], past) {
			return true
		}
		if words[k].ends {
			break
		}
	}
	for k := first + 1; k <= len(words); k++ {
		if k == len(words) || words[k].ends {
			end := len(p.low)
			if k < len(words) {
				end = words[k].from
			}
			return slices.Contains(p.low[words[k-1].to:end], '?')
		}
		if k <= last+near && slices.Contains(said[k], past) {
			return true
		}
	}
	return false
}

// classesOf returns for each word the classes to which it belongs.
func (l *lexicon) classesOf(p *plain, words []word) [][]class {
	said := make([][]class, len(words))
	var room [64]letter
	var found []class
	for i, w := range words {
		found = found[:0]
		switch {
		case w.number:
			found = append(found, anyNumber)
			if p.clock(words, i) {
				found = append(found, clockTime)
			}
		default:
			found = l.lookUp(w.skeleton(room[:0]), w, found)
			if len(w.letters) > 3 && !hasOnlyLetters(w.letters) {
				found = l.lookUpParts(w, found)
			}
			if w.hour() {
				found = append(found, anyNumber, clockTime)
			}
		}
		if w.past() {
			found = append(found, past)
		}
		if w.locative() {
			found = append(found, locative)
		}
		if w.ends {
			found = append(found, opening)
		}
		if i+1 == len(words) || words[i+1].ends {
			found = append(found, closing)
		}
		if w.hortative(i+1 == len(words) || words[i+1].ends) {
			found = append(found, hortative)
		}
		if len(found) > 0 {
			said[i] = append([]class(nil), found...)
		}
	}
	return l.acrossWords(words, said)
}
