// Package locale has every text that people read, in Kazakh, Kyrgyz, Russian and English: one file for each language
// under texts/, the same keys in all.
//
//	texts, err := locale.New()
//	s := texts.For(claim.Kyrgyz)
//	s.T("claim.taken", "Code", code, "Deadline", s.Moment(deadline))
//
// Texts are Telegram HTML. What is put into them is escaped, unless it is of type [HTML].
package locale

import (
	"embed"
	"fmt"
	"html"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"

	"github.com/rastau/rastau/verification/claim"
)

//go:embed texts/*.yaml
var files embed.FS

// HTML is text that is markup already.
type HTML string

// Texts has all languages.
type Texts struct {
	speakers map[claim.Language]Speaker
}

// Speaker speaks one language.
type Speaker struct {
	Language  claim.Language
	localizer *i18n.Localizer
}

// New returns the embedded texts. They are read once, and the same for everybody.
func New() (*Texts, error) { return read() }

var read = sync.OnceValues(func() (*Texts, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	t := &Texts{speakers: map[claim.Language]Speaker{}}
	for _, l := range claim.Languages {
		path := "texts/" + string(l) + ".yaml"
		file, err := files.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		if _, err := bundle.ParseMessageFileBytes(file, string(l)+".yaml"); err != nil {
			return nil, fmt.Errorf("texts of %s: %w", l, err)
		}
	}
	for _, l := range claim.Languages {
		t.speakers[l] = Speaker{Language: l, localizer: i18n.NewLocalizer(bundle, string(l))}
	}
	return t, nil
})

// For gives who speaks the language; English when nobody does.
func (t *Texts) For(l claim.Language) Speaker {
	if s, ok := t.speakers[l]; ok {
		return s
	}
	return t.speakers[claim.English]
}

// T gives a text with values put in for its names: T("claim.taken", "Code", code). It panics on an unknown key, which is
// the programmer's mistake and found by tests.
func (s Speaker) T(key string, pairs ...any) string {
	return s.localizer.MustLocalize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data(pairs)})
}

// N gives a text in the form that count wants, with Count put in.
func (s Speaker) N(key string, count int, pairs ...any) string {
	d := data(pairs)
	d["Count"] = count
	return s.localizer.MustLocalize(&i18n.LocalizeConfig{MessageID: key, PluralCount: count, TemplateData: d})
}

func data(pairs []any) map[string]any {
	d := make(map[string]any, len(pairs)/2+1)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		switch v := pairs[i+1].(type) {
		case HTML:
			d[name] = string(v)
		default:
			d[name] = html.EscapeString(fmt.Sprint(v))
		}
	}
	return d
}

// Time shows a moment, in UTC, which is the same for everybody who reads it out to somebody else.
func (s Speaker) Time(t time.Time) string { return t.UTC().Format("02.01.2006 15:04 UTC") }

// calendar is how a language writes a moment, and on whose clock.
type calendar struct {
	form   string // of the day, the month, and the time of day
	months []string
	zone   *time.Location
}

// Fixed zones, because many machines do not know yet that all of Kazakhstan has kept UTC+5 since March 2024.
var (
	astana  = time.FixedZone("Astana", 5*60*60)
	bishkek = time.FixedZone("Bishkek", 6*60*60)
)

var calendars = map[claim.Language]calendar{
	claim.English: {"%d %s, %s (Astana)", strings.Fields("January February March April May June July August September October November December"), astana},
	claim.Russian: {"%d %s, %s (Астана)", strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"), astana},
	claim.Kazakh:  {"%d %s, %s (Астана)", strings.Fields("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"), astana},
	claim.Kyrgyz:  {"%d-%s, %s (Бишкек)", strings.Fields("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"), bishkek},
}

// Moment shows a moment that is near, as people say it, on the clock of most who read the language: "11 January, 19:00 (Astana)".
func (s Speaker) Moment(t time.Time) string {
	c := calendars[s.Language]
	t = t.In(c.zone)
	return fmt.Sprintf(c.form, t.Day(), c.months[t.Month()-1], t.Format("15:04"))
}

// Name is what a language calls itself.
func Name(l claim.Language) string {
	return map[claim.Language]string{
		claim.Kazakh: "Қазақша", claim.Kyrgyz: "Кыргызча", claim.Russian: "Русский", claim.English: "English",
	}[l]
}

// Command is an entry of the menu.
type Command struct {
	Name        string
	Description string
}

// Commands are the menu in a language.
func (t *Texts) Commands(l claim.Language) []Command {
	s := t.For(l)
	var menu []Command
	for _, name := range []string{"start", "mine", "status", "bulletin", "successors", "mirrors", "next", "language", "help", "forget"} {
		menu = append(menu, Command{name, s.T("menu." + name)})
	}
	return menu
}
