package moderation

import (
	"strings"
	"unicode/utf8"
)

// surnameKind is what the ending of a word says about it.
type surnameKind uint8

const (
	noSurname     surnameKind = iota
	adjective                 // -ский: mostly of places
	weakSurname               // -ов: with a capital, or beside a name
	weakerSurname             // -ин: so, too, but cases of Kazakh and Kyrgyz end in it
	strongSurname             // -баев, -енко: hardly anything else
	patronymic                // -ович, -қызы
	likeAdjective             // -овна, which in small letters may be обычна
)

// surnameEndings are endings of surnames and patronymics, also inflected.
var surnameEndings = func() map[string]surnameKind {
	m := map[string]surnameKind{}
	put := func(kind surnameKind, endings, cases string) {
		for e := range strings.FieldsSeq(endings) {
			m[e] = max(m[e], kind)
			for c := range strings.FieldsSeq(cases) {
				m[e+c] = max(m[e+c], kind)
			}
		}
	}
	const cases = "а у ым е ой ою ы ых ыми ым ты ті ти тын тың тин тің нын ның қа ка ға га ны ді да де та те пен мен тан нан дан дың дын"
	put(adjective, "ский ская цкий цкая ского скому ским ском ской скую цкого", "")
	put(weakerSurname, "ин цын in ina", "")
	put(weakerSurname, "ин цын", cases)
	put(weakSurname, "ов ев ёв", cases)
	put(weakSurname, "чук юк ян яна янц цев ov ova ev eva yev yeva iev ieva off yan chuk sky skiy skaya ski tsev", "")
	put(strongSurname, "баев беков жанов галиев калиев гельдиев гелдиев кулов хметов булатов мбетов нбаев ханов газиев мухамедов алиев ибеков идинов ахунов акунов", cases)
	put(strongSurname, "енко ченко швили идзе адзе baev bayev bekov zhanov janov galiyev galiev kaliev kulov khmetov hmetov khanov hanov mukhamedov akunov akhunov ahunov baeva bayeva bekova zhanova janova galieva kulova khanova enko chenko shvili", "")
	put(patronymic, "ович евич", "а у ем е и")
	put(likeAdjective, "овна евна ична овны евны ичны овне евне ичне овну евну ичну овной евной ичной", "")
	put(patronymic, "ұлы қызы оглы оғлы угли", "ның нын на ға мен")
	put(patronymic, "уулу ovich evich ovna evna uly uulu qyzy kyzy ogly", "")
	for consonant := range strings.SplitSeq("бвгдджзйклмнпрстф", "") {
		put(patronymic, consonant+"улы "+consonant+"кызы", "")
	}
	return m
}()

// surnameOf classifies a word by its ending, which at least two letters must precede.
func surnameOf(word string) surnameKind {
	n := utf8.RuneCountInString(word)
	if n < 4 {
		return noSurname
	}
	at := 0
	for range 2 {
		_, size := utf8.DecodeRuneInString(word[at:])
		at += size
	}
	best := noSurname
	for at < len(word) {
		if k := surnameEndings[word[at:]]; k > best {
			best = k
		}
		_, size := utf8.DecodeRuneInString(word[at:])
		at += size
	}
	if best == strongSurname && commonWord(word) {
		return noSurname
	}
	return best
}

// weak reports whether the i-th word has an ending that surnames share with other words.
func (n *naming) weak(i int) bool {
	k := n.surname(i)
	return (k == weakSurname || k == weakerSurname && (!n.turkic || n.words[i].Upper && !n.words[i].Ends)) && !n.common(i)
}

// patronymic reports whether the i-th word is a patronymic.
func (n *naming) patronymic(i int) bool {
	if i < 0 || i >= len(n.words) || n.common(i) {
		return false
	}
	switch n.surname(i) {
	case patronymic:
		return n.words[i].Upper || !strings.HasSuffix(n.written[i], "улы") || i > 0 && n.near(i-1) && n.given(i-1) != 0
	case likeAdjective:
		return n.words[i].Upper || i > 0 && n.near(i-1) && n.given(i-1) != 0
	}
	return false
}

func (n *naming) surname(i int) surnameKind {
	return surnameKind(n.facts[i].surname.get(func() uint8 { return uint8(surnameOf(n.written[i])) }))
}
