package moderation

import (
	"strings"
	"sync"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// heads are current and former heads of state and senior officials, by surname, each with their given names. A different
// given name makes somebody a private person.
var heads = map[string]string{
	"токаев": "касым-жомарт касымжомарт касым жомарт", "назарбаев": "нурсултан", "жапаров": "садыр", "атамбаев": "алмазбек", "жээнбеков": "сооронбай",
	"отунбаева": "роза", "бакиев": "курманбек", "акаев": "аскар", "ташиев": "камчыбек", "путин": "владимир", "лавров": "сергей", "медведев": "дмитрий", "песков": "дмитрий", "лукашенко": "александр",
	"зеленский": "владимир", "байден": "джо", "трамп": "дональд", "обама": "барак", "мирзиёев": "шавкат", "мирзиеев": "шавкат", "рахмон": "эмомали", "пашинян": "никол", "эрдоган": "реджеп", "макрон": "эмманюэль",
	"меркель": "ангела", "шольц": "олаф", "цзиньпин": "си", "сталин": "иосиф", "ленин": "владимир", "горбачев": "михаил", "ельцин": "борис", "кунаев": "динмухамед",
	"tokayev": "kassym-jomart kassym jomart", "tokaev": "kassym-jomart kassym", "nazarbayev": "nursultan", "nazarbaev": "nursultan", "japarov": "sadyr", "zhaparov": "sadyr", "putin": "vladimir", "lukashenko": "alexander", "zelensky": "volodymyr",
	"zelenskyy": "volodymyr", "biden": "joe", "trump": "donald", "obama": "barack", "mirziyoyev": "shavkat", "rahmon": "emomali", "erdogan": "recep tayyip", "macron": "emmanuel", "xi": "jinping", "merkel": "angela", "lavrov": "sergey sergei", "medvedev": "dmitry", "stalin": "joseph", "lenin": "vladimir",
}

var headSkeletons = sync.OnceValue(func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for surname, given := range heads {
		names := map[string]bool{lexicon.SkeletonOf(surname): true}
		for g := range strings.FieldsSeq(given) {
			names[lexicon.SkeletonOf(g)] = true
		}
		m[lexicon.SkeletonOf(surname)] = names
	}
	return m
})

// public reports whether the words are the name of one of the heads, inflected or not.
func (n *naming) public(from, to int) bool {
	for i := from; i < to; i++ {
		if names := headNamed(n.written[i]); names != nil {
			for k := from; k < to; k++ {
				if k != i && !names[lexicon.SkeletonOf(n.written[k])] && headNamed(n.written[k]) == nil && !n.patronymic(k) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// headNamed returns the names of the head with this surname, or nil.
func headNamed(word string) map[string]bool {
	all := headSkeletons()
	in := []rune(word)
	for cut := 0; cut <= 4 && cut < len(in)-3; cut++ {
		rest := string(in[len(in)-cut:])
		if cut > 0 && !lexicon.Endings[lexicon.Russian][lexicon.SkeletonOf(rest)] && !lexicon.Endings[lexicon.Turkic][lexicon.SkeletonOf(rest)] && rest != "'s" {
			continue
		}
		if names := all[lexicon.SkeletonOf(string(in[:len(in)-cut]))]; names != nil {
			return names
		}
	}
	return nil
}
