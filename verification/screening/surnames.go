package screening

import (
	"regexp"
	"strings"
	"sync"
)

// surnameKind is what a word's ending says of it.
type surnameKind uint8

const (
	noSurname     surnameKind = iota
	adjective                 // -ский: mostly of places
	weakSurname               // -ов: with a capital, or beside a name
	weakerSurname             // -ин: so, too, but cases of Kazakh and Kyrgyz end in it
	strongSurname             // -баев, -енко: hardly anything else
)

const cases = `(?:а|у|ым|е|ой|ы|ых|ыми|ым|ты|ті|ти|тын|тың|тин|тің|нын|ның|қа|ка|ға|га|ны|ді|да|де|та|те|пен|мен|тан|нан|дан|дың|дын)?`

var (
	strongEnding = regexp.MustCompile(`^\p{L}+(?:(?:баев|беков|жанов|галиев|калиев|гельдиев|гелдиев|кулов|хметов|булатов|мбетов|нбаев|ханов|газиев|мухамедов|алиев|ибеков|евич|идинов|ахунов|акунов)` + cases +
		`|енко|ченко|швили|(?:ид|ад)зе|(?:бае|беко|жано|галие|калие|куло|хмето)в(?:а|ой|у)` +
		`|(?:baev|bayev|bekov|zhanov|janov|galiyev|galiev|kaliev|kulov|metov|khanov|hanov|mukhamedov|akunov|akhunov|ahunov)a?|enko|chenko|shvili)$`)
	weakEnding   = regexp.MustCompile(`^\p{L}{2,}(?:(?:ов|ев|ёв)` + cases + `|(?:ов|ев|ёв)(?:а|ой|у|ою)|(?:чук|юк|ян|яна|янц|цев)|ov|ova|ev|eva|yev|yeva|iev|ieva|off|yan|chuk|sky|skiy|skaya|ski|tsev|pulatov|uulu)$`)
	weakerEnding = regexp.MustCompile(`^\p{L}{2,}(?:(?:ин|цын)` + cases + `|(?:ин|цын)(?:а|ой|у|ою)|in|ina)$`)
	adjEnding    = regexp.MustCompile(`^\p{L}{2,}(?:ский|ская|цкий|цкая|ского|скому|ским|ском|ской|скую|цкого)$`)
	fathers      = regexp.MustCompile(`^\p{L}{2,}(?:(?:ович|евич)(?:а|у|ем|е|и)?|(?:овн|евн|ичн)(?:а|ы|е|у|ой)|(?:ұлы|қызы|оглы|оғлы|угли)\p{L}{0,3}|\p{L}уулу|(?:[бвгдджзйклмнпрстф])(?:улы|кызы)\p{L}{0,3}|(?:ovich|evich|ovna|evna|uly|ulu|uulu|qyzy|kyzy|ogly))$`)
)

func surnameOf(word string) surnameKind {
	if len(word) < 8 && word[0] >= 0x80 || len(word) < 4 {
		return noSurname
	}
	switch {
	case strongEnding.MatchString(word) && !commonWord(word):
		return strongSurname
	case adjEnding.MatchString(word):
		return adjective
	case weakEnding.MatchString(word):
		return weakSurname
	case weakerEnding.MatchString(word):
		return weakerSurname
	}
	return noSurname
}

// likeAdjective are patronymics that look like one: основной, обычна.
var likeAdjective = regexp.MustCompile(`(?:овн|евн|ичн)\p{L}+$|улы$`)

// weak reports whether the i-th word has an ending that surnames have and other words, too.
func (n *naming) weak(i int) bool {
	k := surnameOf(n.written[i])
	return (k == weakSurname || k == weakerSurname && (!n.turkic || n.words[i].upper && !n.words[i].ends)) && !commonWord(n.written[i])
}

// patronymic reports whether the word is one.
func (n *naming) patronymic(i int) bool {
	if i < 0 || i >= len(n.words) || !fathers.MatchString(n.written[i]) || commonWord(n.written[i]) {
		return false
	}
	return n.words[i].upper || !likeAdjective.MatchString(n.written[i]) || i > 0 && n.near(i-1) && n.given(i-1) != 0
}

// commonWord reports whether a word that could pass for a name by its ending or its capital is an ordinary one.
func commonWord(word string) bool {
	all := commonWords()
	if all[word] || strings.HasSuffix(word, "ость") {
		return true
	}
	in := []rune(word)
	for cut := 1; cut <= 3 && len(in)-cut > 3; cut++ {
		if stem := string(in[:len(in)-cut]); all[stem] && (endings[russian][skeletonOf(string(in[len(in)-cut:]))] || endings[turkic][skeletonOf(string(in[len(in)-cut:]))]) {
			return true
		}
	}
	return false
}

var commonWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(commonFile) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			m[lowerWord(w)] = true
		}
	}
	return m
})

func lowerWord(s string) string { return strings.Map(lower, s) }
