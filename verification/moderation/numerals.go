package moderation

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/verification/moderation/lexicon"
)

// numeral is a number in a word.
type numeral struct {
	value int
	times bool // it multiplies the one before: жеті жүз
}

var numeralWords = func() map[string]numeral {
	m := map[string]numeral{}
	put := func(list string, values ...int) {
		for i, ways := range strings.Fields(list) {
			for w := range strings.SplitSeq(ways, "|") {
				m[w] = numeral{value: values[i]}
				m[loose(w)] = m[w]
			}
		}
	}
	units := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	teens := []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19}
	tens := []int{20, 30, 40, 50, 60, 70, 80, 90}
	hundreds := []int{100, 200, 300, 400, 500, 600, 700, 800, 900}
	put("ноль|нуль|нолик|nol один|одна|единица|раз|odin два|две|двойка|dva три|тройка|tri четыре|chetyre пять|пятерка|pyat шесть|шестерка|shest семь|семерка|sem восемь|восьмерка|vosem девять|девятка|devyat", units...)
	put("десять|desyat одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать", teens...)
	put("двадцать|dvadtsat тридцать|tridtsat сорок|sorok пятьдесят|pyatdesyat шестьдесят|shestdesyat семьдесят|semdesyat восемьдесят|vosemdesyat девяносто|devyanosto", tens...)
	put("сто|sto двести|dvesti триста|trista четыреста пятьсот|pyatsot шестьсот семьсот|semsot восемьсот девятьсот", hundreds...)
	put("нөл|нол бір|бир|bir екі|эки|eki үш|үч|ush|uch төрт|tort бес|беш|bes|besh алты|alty жеті|жети|jeti|zheti сегіз|сегиз|segiz тоғыз|тогуз|togyz", units...)
	put("он|on жиырма|жыйырма|jiyrma отыз|отуз|otyz қырық|кырк|qyryq елу|элүү|elu алпыс|алтымыш|alpys жетпіс|жетимиш|jetpis сексен|seksen тоқсан|токсон|toqsan", 10, 20, 30, 40, 50, 60, 70, 80, 90)
	put("zero|oh|nil|nought one two three four five six seven eight nine", units...)
	put("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", teens...)
	put("twenty thirty forty fifty sixty seventy eighty ninety", tens...)
	for w := range strings.FieldsSeq("жүз jüz juz hundred") {
		m[w] = numeral{100, true}
		m[loose(w)] = m[w]
	}
	return m
}()

// numerals makes one token of words that are a number together, as they are said: сто двадцать три is 123, and ноль один are
// two.
func numerals(p *lexicon.Text, list []token) []token {
	out := list[:0]
	for i := 0; i < len(list); i++ {
		n, ok := numeralOf(list[i])
		if !ok || n.value == 10 && len(list[i].letters) == 2 && !numeralBeside(list, i) { // он is he, and ten
			out = append(out, list[i])
			continue
		}
		t := token{from: list[i].from, to: list[i].to, letters: nil, spelled: true}
		value := n.value
		for i+1 < len(list) && gapWithin(p, list[i].to, list[i+1].from) {
			next, ok := numeralOf(list[i+1])
			switch {
			case !ok:
			case next.times && value > 0 && value < 10:
				value *= next.value
			case next.times || next.value == 0:
				ok = false
			case value >= 100 && value%100 == 0 && next.value < 100, value >= 20 && value%10 == 0 && value%100 != 0 && next.value < 10, value%100 == 10 && next.value < 10 && turkicTen(list[i]):
				value += next.value
			default:
				ok = false
			}
			if !ok {
				break
			}
			i++
			t.to = list[i].to
		}
		t.digits = strconv.Itoa(value)
		out = append(out, t)
	}
	return out
}

func numeralOf(t token) (numeral, bool) {
	if t.digits != "" || len(t.letters) > 13 {
		return numeral{}, false
	}
	n, ok := numeralWords[string(t.letters)]
	return n, ok
}

// numeralBeside reports whether another number stands right beside the i-th token.
func numeralBeside(list []token, i int) bool {
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= 0 && k < len(list) {
			if n, ok := numeralOf(list[k]); list[k].digits != "" || ok && n.value != 10 {
				return true
			}
		}
	}
	return false
}

// turkicTen reports whether a word is ten in Kazakh or Kyrgyz, which units follow.
func turkicTen(t token) bool { s := string(t.letters); return s == "он" || s == "on" }

func gapWithin(p *lexicon.Text, from, to int) bool {
	if to-from > 2 {
		return false
	}
	for _, r := range p.Lowered[from:to] {
		if r != ' ' && r != '-' {
			return false
		}
	}
	return true
}
