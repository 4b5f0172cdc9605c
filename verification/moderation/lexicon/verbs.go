package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// verbEndings are what may follow the stem of a verb of Kazakh or Kyrgyz where it says that somebody did, does or will do it:
// өртте+дү, өртте+гөндөр, өртте+птүр. A passive is none: what was burned accuses nobody.
var verbEndings = func() map[string]bool {
	m := map[string]bool{}
	put := func(tenses, persons string) {
		for t := range strings.FieldsSeq(tenses) {
			for p := range strings.FieldsSeq(persons) {
				for _, together := range [...]string{"", "ш", "иш", "ыш", "уш"} { // with others
					m[SkeletonOf(together+t+strings.TrimPrefix(p, "-"))] = true
				}
			}
		}
	}
	put("ды ди ду ты ти ту", "- м н к ныз низ нуз нар нер ныздар низдер нуздар лар лер")
	put("ган ген гон кан кен кон", "- мын мин мун сын син сун дар дер дор сыз сиз быз биз дардын дердин ы и ын ин ын ды ди ду дын дин дун га ге го да де до дай дик дык дук")
	put("п ып ип уп оп", "- ты ти ту тыр тир тур дыр дир дур тырлар пын пин сын син")
	put("йды йди йду ит йт ады еди оду ат ет от", "- лар лер")
	put("ушы уши учу уучу оочу гыч гич гуч гоч кыш гиш", "- лар лер лор нын нин нун га ге го ны ни ну дан ден сы си су сын син сун")
	return m
}()

// questions are the particles by which Kazakh and Kyrgyz ask, where they are written with the word before: өрттөдүбү.
var questions = func() (list []string) {
	for q := range strings.FieldsSeq("бы би бу бо ба бе пы пи пу по па пе ма ме мы ми") {
		list = append(list, SkeletonOf(q))
	}
	return list
}()

// asked cuts a question particle off the end of the letters and reports whether there was one.
func asked(rest []Letter) (before []Letter, ok bool) {
	n := len(rest) - 2
	if n < 0 || !slices.Contains(questions, string(rest[n:])) {
		return nil, false
	}
	return rest[:n], true
}

// hortative reports whether the word ends like a verb of Kazakh or Kyrgyz that asks several people to do something: барайық,
// келгиле. Endings that other words share count only at the end of a sentence.
func (w Word) hortative(last bool) bool {
	const least = 5
	if len(w.Letters) < least || w.Letters[0] < utf8.RuneSelf {
		return false
	}
	s := string(w.Letters)
	return asksMany(s, hortativeEndings) || last && asksMany(s, doubtedHortative)
}

// asksMany reports whether the word has one of the endings and is not negated.
func asksMany(s string, endings []string) bool {
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(s, e); ok {
			return utf8.RuneCountInString(stem) > 1 && !slices.ContainsFunc(negations, func(n string) bool { return strings.HasSuffix(stem, n) })
		}
	}
	return false
}

// negations stand between a verb's stem and its ending where something is not to be done: бар+ма+ңыздар.
var negations = strings.Fields("ма ме ба бе бо бө па пе по пө")

var hortativeEndings = strings.Fields("ыңдар іңдер ңдар ңдер ыңыздар іңіздер ңыздар ңіздер айық ейік йық йік гыла гиле гула гүлө ыңыздар иңиздер уңуздар үңүздөр айлы ейли ойлу өйлү")

var doubtedHortative = strings.Fields("кыла киле кула күлө алы ели олу өлү алык елик")
