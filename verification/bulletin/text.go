package bulletin

import (
	"fmt"
	"strings"
)

// Languages are those that a bulletin can be in. Their places are what is signed: add at the end, move nothing.
var Languages = []string{"kk", "ky", "ru", "en"}

// phrases are what a bulletin says in a language. They are short, since an SMS in Cyrillic holds 70 characters.
type phrases struct {
	verdicts   map[Verdict]string
	who, where string
	version    string // of a result, with %d for its number
	bulletin   string // its number
	check      string
}

var spoken = map[string]phrases{
	"en": {
		verdicts: map[Verdict]string{
			True: "TRUE", Misleading: "MISLEADING", False: "FALSE", Unproven: "NOT PROVEN", Answered: "ANSWERED",
			Undecided: "NOT SETTLED", Withdrawn: "WITHDRAWN, do not forward",
		},
		who: "This is", where: "Where and when", version: "version %d", bulletin: "No. %d",
		check: "The line below proves that this was not altered. Check it without internet on our page, verify.html.",
	},
	"ru": {
		verdicts: map[Verdict]string{
			True: "ПРАВДА", Misleading: "ВВОДИТ В ЗАБЛУЖДЕНИЕ", False: "ЛОЖЬ", Unproven: "НЕ ДОКАЗАНО", Answered: "ЕСТЬ ОТВЕТ",
			Undecided: "НЕ ВЫЯСНЕНО", Withdrawn: "ОТОЗВАНО, не пересылайте",
		},
		who: "Это", where: "Где и когда", version: "версия %d", bulletin: "№ %d",
		check: "Строка ниже доказывает, что текст не изменён. Проверка без интернета – на нашей странице verify.html.",
	},
	"kk": {
		verdicts: map[Verdict]string{
			True: "РАС", Misleading: "АДАСТЫРАДЫ", False: "ЖАЛҒАН", Unproven: "ДӘЛЕЛДЕНБЕГЕН", Answered: "ЖАУАБЫ БАР",
			Undecided: "АНЫҚТАЛМАДЫ", Withdrawn: "ҚАЙТАРЫП АЛЫНДЫ, жібермеңіз",
		},
		who: "Бұл", where: "Қайда, қашан", version: "%d-нұсқа", bulletin: "№ %d",
		check: "Төмендегі жол мәтіннің өзгертілмегенін дәлелдейді. Интернетсіз тексеру – біздің verify.html бетінде.",
	},
	"ky": {
		verdicts: map[Verdict]string{
			True: "ЧЫН", Misleading: "АДАШТЫРАТ", False: "ЖАЛГАН", Unproven: "ДАЛИЛДЕНГЕН ЭМЕС", Answered: "ЖООБУ БАР",
			Undecided: "АНЫКТАЛГАН ЖОК", Withdrawn: "КАЙТАРЫП АЛЫНДЫ, жөнөтпөңүз",
		},
		who: "Бул", where: "Кайда, качан", version: "%d-версия", bulletin: "№ %d",
		check: "Төмөнкү сап текст өзгөртүлбөгөнүн далилдейт. Интернетсиз текшерүү – биздин verify.html барагында.",
	},
}

// say gives the phrases of a language, English for one that it does not know.
func say(language string) phrases {
	if p, ok := spoken[language]; ok {
		return p
	}
	return spoken["en"]
}

// Line is the item as one line for people: its code, the verdict, and what it is about.
func (it Item) Line(language string) string {
	p := say(language)
	var b strings.Builder
	b.WriteString(shown(it.Code))
	if it.Version > 1 {
		fmt.Fprintf(&b, ", "+p.version, it.Version)
	}
	verdict := p.verdicts[it.Verdict]
	answer := it.Answer
	if it.Verdict == Answered && answer != "" {
		verdict = p.who
		if it.Question == Place {
			verdict = p.where
		}
		verdict, answer = verdict+": "+answer, ""
	}
	fmt.Fprintf(&b, ": %s.", verdict)
	if it.Quote != "" {
		fmt.Fprintf(&b, " \"%s\"", it.Quote)
	}
	if answer != "" {
		fmt.Fprintf(&b, " %s", answer)
	}
	return b.String()
}

// shown is a code as people read it out: K7Q-2MX.
func shown(code string) string {
	if len(code) != codeLength {
		return code
	}
	return code[:3] + "-" + code[3:]
}

// In is the bulletin to be shown in another language. What is signed stays what it is, and so do quotes and answers.
func (s Sealed) In(language string) Sealed {
	s.Bulletin.Language = language
	return s
}

// Title names the bulletin and when it was issued.
func (b Bulletin) Title() string { return b.title() }

// Body is the bulletin as a message: the items for people, how to check them, and the text that proves them.
func (s Sealed) Body() string { return s.body() }

// Says is the verdict of the item in words.
func (it Item) Says(language string) string { return say(language).verdicts[it.Verdict] }

// title names the bulletin: "Rastau No. 17, 2026-01-05 12:00 UTC".
func (b Bulletin) title() string {
	return fmt.Sprintf("%s %s, %s", b.Issuer, fmt.Sprintf(say(b.Language).bulletin, b.Number), b.Issued.UTC().Format("2006-01-02 15:04 UTC"))
}

// lines are the items for people, each on its line.
func (b Bulletin) lines() string {
	var out strings.Builder
	for _, it := range b.Items {
		out.WriteString(it.Line(b.Language) + "\n")
	}
	return out.String()
}

// body is what a file or feed shows below the title: the items, how to check them, and the text that proves them.
func (s Sealed) body() string {
	return s.Bulletin.lines() + "\n" + say(s.Bulletin.Language).check + "\n" + s.Text() + "\n"
}

// Shown is the item's code as people read it out.
func (it Item) Shown() string { return shown(it.Code) }
