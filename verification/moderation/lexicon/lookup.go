package lexicon

import (
	"slices"
	"strings"
)

// longRest is the least number of letters by which a word is found anywhere within words that were run together or taken
// apart.
const longRest = 6

// What one word may cost.
const (
	longRun   = 400  // letters of words that were run together
	mostSteps = 4000 // from letter to letter, of all that they may stand for
)

// LookUp appends the classes of a word to found.
func (l *Lexicon) LookUp(s Skeleton, w Word, found []Class) []Class {
	starts := 1
	if w.RunOn {
		starts = min(max(len(s.units), len(s.Letters)), longRun)
	}
	k := look{Lexicon: l, Word: w, latin: w.hasLatin(), found: found, steps: mostSteps}
	in := scriptOf(w.Letters)
	k.typed = in.latin+in.latinTwins > 0 && in.cyrillic+in.cyrillicTwins == 0
	for i := range starts {
		if k.least = 0; i > 0 {
			k.least = longRest
		}
		if s.units != nil {
			k.walk(0, s.units[i:], AnyLetter-1)
			continue
		}
		at := int32(0)
		for n := i; n < len(s.Letters); n++ {
			if at = l.nodes[at].next[s.Letters[n]]; at == 0 {
				break
			}
			for _, e := range l.nodes[at].entries {
				if k.takes(e) && (e.allows(s.Letters[n+1:]) || k.RunOn && e.size >= longRest) {
					k.found = add(k.found, e.class)
				}
			}
		}
	}
	return k.found
}

// look is one word being looked up.
type look struct {
	*Lexicon
	Word
	latin bool // it has Latin letters
	typed bool // and no others
	least int  // letters of what is found
	steps int  // left
	found []Class
}

// takes reports whether the word may be the one of an entry. In Latin letters, short words of the other languages are too
// often English ones.
func (k *look) takes(e entry) bool {
	const long = 5
	switch {
	case e.size < k.least, !k.latin && (e.tongue == english || e.tongue == typed && e.class != hiddenWord), k.typed && e.tongue < english && e.size < long && !k.RunOn:
		return false
	}
	return e.exact == "" || strings.HasPrefix(string(k.Letters), e.exact)
}

// hasLatin reports whether a word has a letter of the Latin alphabet.
func (w Word) hasLatin() bool {
	s := scriptOf(w.Raw)
	return s.latin+s.latinTwins > 0
}

// allows reports whether the entry may be followed by these letters.
func (e entry) allows(rest []Letter) bool {
	switch e.rest {
	case anything:
		return true
	case nothing:
		return len(rest) == 0 || e.tongue == Turkic && e.asked(rest)
	case verb:
		return verbEndings[string(rest)] || e.asked(rest)
	}
	if len(rest) == 0 || e.tongue != Russian && e.tongue != english && e.asked(rest) {
		return true
	}
	if e.tongue == anyTongue || e.tongue == typed {
		return Endings[Russian][string(rest)] || Endings[Turkic][string(rest)]
	}
	return Endings[e.tongue][string(rest)]
}

// asked reports whether rest ends in a question particle and is allowed without it.
func (e entry) asked(rest []Letter) bool {
	before, ok := asked(rest)
	return ok && e.allows(before)
}

// add appends a class unless it is there already.
func add(found []Class, c Class) []Class {
	if slices.Contains(found, c) {
		return found
	}
	return append(found, c)
}

// walk continues from a node with letters that may each stand for several.
func (k *look) walk(at int32, rest []Unit, last Letter) {
	if at != 0 {
		for _, e := range k.nodes[at].entries {
			if k.takes(e) && (k.RunOn && e.size >= longRest || k.allowsUnits(e, rest, last)) {
				k.found = add(k.found, e.class)
			}
		}
	}
	if k.steps--; len(rest) == 0 || k.steps < 0 {
		return
	}
	for _, way := range rest[0] {
		if len(way) == 1 && way[0] == AnyLetter {
			for next, to := range k.nodes[at].next {
				if to != 0 {
					k.walk(to, rest[1:], Letter(next))
				}
			}
			continue
		}
		to, before, ok := at, last, true
		for i := 0; i < len(way) && ok; i++ {
			if way[i] == before {
				continue
			}
			before = way[i]
			to = k.nodes[to].next[before]
			ok = to != 0
		}
		if ok {
			k.walk(to, rest[1:], before)
		}
	}
}

// allowsUnits is like allows for letters that may each stand for several. A letter doubled across the end of the word counts
// once.
func (k *look) allowsUnits(e entry, rest []Unit, last Letter) bool {
	if e.rest == anything {
		return true
	}
	const longest = 16
	var out [longest]Letter
	return k.allowsFrom(e, rest, last, out[:0])
}

func (k *look) allowsFrom(e entry, rest []Unit, last Letter, so []Letter) bool {
	if len(rest) == 0 {
		return e.allows(so)
	}
	if k.steps--; k.steps < 0 || len(rest) > 10 || len(so) > 12 {
		return false
	}
	for _, way := range rest[0] {
		next, before := so, last
		for i := range len(way) {
			if way[i] != before {
				before = way[i]
				next = append(next, before)
			}
		}
		if k.allowsFrom(e, rest[1:], before, next) {
			return true
		}
	}
	return false
}

// lookUpParts looks up each run of letters within a word on its own.
func (l *Lexicon) lookUpParts(w Word, found []Class) []Class {
	var room [64]Letter
	from := 0
	for i := 0; i <= len(w.Letters); i++ {
		if i < len(w.Letters) && IsLetter(w.Letters[i]) {
			continue
		}
		if i > from && i-from < len(w.Letters) && len(w.Raw) == len(w.Letters) {
			part := Word{Letters: w.Letters[from:i], Raw: w.Raw[from:i]}
			found = l.LookUp(part.Skeleton(room[:0]), part, found)
		}
		from = i + 1
	}
	return found
}

func hasOnlyLetters(runes []rune) bool {
	for _, r := range runes {
		if !IsLetter(r) {
			return false
		}
	}
	return true
}

// acrossWords finds long words that were split by hyphens, other signs or a space, and adds their classes to the last piece.
func (l *Lexicon) acrossWords(words []Word, said [][]Class) [][]Class {
	const most = 8 // pieces
	var room [64]Letter
	for i, w := range words {
		at, last := l.step(0, AnyLetter-1, w, room[:0])
		size := len(w.Letters)
		for k := i + 1; at != 0 && k < len(words) && k < i+most && words[k].From-words[k-1].To == 1 && !words[k].Number; k++ {
			if !words[k].Glued && (k > i+1 || words[k].Ends) {
				break
			}
			first := at
			at, last = l.step(at, last, words[k], room[:0])
			for _, e := range l.endingsFrom(first, words[k], room[:0]) {
				if e.size > longRest && e.size > size {
					said[k] = add(slices.Clip(said[k]), e.class)
				}
			}
			size += len(words[k].Letters)
		}
	}
	return said
}

// step follows a whole word from a node.
func (l *Lexicon) step(at int32, last Letter, w Word, room []Letter) (int32, Letter) {
	s := w.Skeleton(room)
	if s.units != nil || w.Number {
		return 0, last
	}
	for _, c := range s.Letters {
		if c == last {
			continue
		}
		if at, last = l.nodes[at].next[c], c; at == 0 {
			break
		}
	}
	return at, last
}

// endingsFrom returns the entries that end within a word, starting from a node.
func (l *Lexicon) endingsFrom(at int32, w Word, room []Letter) (found []entry) {
	s := w.Skeleton(room)
	for k, c := range s.Letters {
		if at = l.nodes[at].next[c]; at == 0 {
			break
		}
		for _, e := range l.nodes[at].entries {
			if e.allows(s.Letters[k+1:]) && (e.tongue != english || w.hasLatin()) && e.exact == "" {
				found = append(found, e)
			}
		}
	}
	return found
}

// Endings are the endings of nouns, adjectives and verbs, as skeletons, by language.
var Endings = func() (m [english + 1]map[string]bool) {
	in := Russian
	put := func(list string) {
		if m[in] == nil {
			m[in] = map[string]bool{}
		}
		for e := range strings.FieldsSeq(list) {
			m[in][SkeletonOf(e)] = true
		}
	}
	put(`а я у ю о е и ы ь й ом ем ём ой ей ою ею ов ев ёв ам ям ами ями ах ях ьями
		ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ыми ими ую юю
		ся сь а л ла ло ли лся лась лось лись ть ти ет ют ит ят ут ат ешь ишь ем им ете ите те ал ала ало али ил ила или ел ела ели ял яла яли
		ась ись ился илась ились алась ались лся нул нула нули ка ки ку кой кою ке ок кам ками ках ша ши шу шей ше
		ик ика ику иком ике ики иков икам иками иках
		вший вшая вшие вшего вших вшему вшим вшую вшей вшими ший шая шие шего ших шему шим щий щая щие щего щих щему щим щую щей
		ющий ющая ющие ющего ющих ющему ющим ющую ущий ущая ущие ащий ащая ащие ящий ящая ящие авший авшая авшие ивший ившая ившие авшего авших ившего ивших`)
	in = english
	put("s es d ed r er ers rs ing ings n en")
	in = Turkic
	plural := strings.Fields("- лар лер дар дер тар тер лор дор тор")
	whose := strings.Fields("- ы и сы си у су м ым им ум н ын ин ун ымыз имиз мыз миз быз биз ыбыз ибиз ыныз иниз ныз низ")
	cases := strings.Fields("- нын нин нун дын дин дун тын тин тун га ге го ка ке ко на не но а е ды ди ду ты ти ту ны ни ну н да де до та те то нда нде ндо дан ден дон тан тен тон нан нен нон ндан нден мен бен пен менен мын мин бын бин пын пин сын син быз биз мыз миз дык дик тик тык")
	for _, p := range plural {
		for _, w := range whose {
			for _, c := range cases {
				put(strings.ReplaceAll(p+w+c, "-", ""))
			}
		}
	}
	put(`ды ди ду ты ти ту дым дим дум тым тим дын дин тын дыныз диниз дык дик тык тик дук тук дилар ган ген гон кан кен кон ган гандар гендер кандар кендер
		ады еди айды ейди йды йди ат ет ит от ып ип уп п атын етин йтын йтин уу оо уучу оочу гыч гич кыч кич гуч куч ушы уши ушылар ушилер
		ганы гени ганды генди канды кенди дылар дилер тылар тилер ышты ишти ушту ышкан ишкен лары лери ба бе па пе бы би пы пи`)
	return m
}()
