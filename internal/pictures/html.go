package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/go-fonts/dejavu/dejavusans"
)

// html writes what a picture shows, without the page around it.
func (p picture) html() string {
	var b strings.Builder
	for _, it := range p.items {
		switch it.kind {
		case toast:
			fmt.Fprintf(&b, "<div class=toast>%s</div>\n", escape(it.text))
		case fromPerson:
			b.WriteString("<div class='bubble mine'>")
			if p.group {
				fmt.Fprintf(&b, "<b>%s</b>", escape(it.from))
			}
			if it.origin != "" {
				fmt.Fprintf(&b, "<i>↪ %s</i>", escape(it.origin))
			}
			b.WriteString(media(it.media))
			fmt.Fprintf(&b, "%s</div>\n", escape(it.text))
		case fromBot:
			b.WriteString("<div class=answer><div class=bubble>")
			if it.edited {
				b.WriteString("<s>✎</s>")
			}
			b.WriteString(media(it.media))
			fmt.Fprintf(&b, "%s</div>", escape(it.text))
			for _, row := range it.buttons {
				b.WriteString("<div class=row>")
				for _, k := range row {
					class := ""
					if k.pressed {
						class = " class=pressed"
					}
					fmt.Fprintf(&b, "<span%s>%s</span>", class, escape(k.text))
				}
				b.WriteString("</div>")
			}
			b.WriteString("</div>\n")
		}
	}
	return b.String()
}

// media draws a place for each file.
func media(kinds []string) string {
	var b strings.Builder
	for range kinds {
		b.WriteString("<div class=photo><svg viewBox='0 0 40 28'><path d='M0 28 L13 10 L22 21 L29 14 L40 28 Z' fill='#fff'/><circle cx='31' cy='7' r='3.5' fill='#fff'/></svg></div>")
	}
	return b.String()
}

var (
	links    = regexp.MustCompile(`https?://[^\s<]+|t\.me/[^\s<]+`)
	commands = regexp.MustCompile(`(^|[\s(])(/[a-z]+)`)
)

// escape writes text as HTML, with links and commands in the colour of links, and with signs that need no font of the machine.
func escape(text string) string {
	text = codes.ReplaceAllString(html.EscapeString(text), "<u>$0</u>")
	text = links.ReplaceAllString(text, "<a>$0</a>")
	text = commands.ReplaceAllString(text, "$1<a>$2</a>")
	return signs.Replace(strings.ReplaceAll(text, "\n", "<br>"))
}

// signs are drawn, so that a picture looks the same wherever it is made.
var signs = strings.NewReplacer(
	"\ufe0f", "", // it only asks for colour
	"🔴", disc("#d93a34"), "🟠", disc("#ee8a1d"), "🟢", disc("#3aa757"), "🔵", disc("#2f74d0"), "⚪", disc("#c9ced6"), "⚫", disc("#30343b"),
	"❗", sign("<path d='M10 2h4l-1 13h-2z' fill='#d93a34'/><circle cx='12' cy='19.5' r='2.4' fill='#d93a34'/>"),
	"⚠", sign("<path d='M12 2 L23 21 H1 Z' fill='#f3b63f'/><path d='M11 8h2l-.4 7h-1.2z'/><circle cx='12' cy='17.7' r='1.3'/>"),
	"⛔", sign("<circle cx='12' cy='12' r='10' fill='#d93a34'/><rect x='5.5' y='10' width='13' height='4' fill='#fff'/>"),
	"🔒", sign("<rect x='4' y='10' width='16' height='12' rx='2' fill='#eab23a'/><path d='M8 10V7a4 4 0 0 1 8 0v3' fill='none' stroke='#7c8591' stroke-width='2.4'/>"),
	"🛡", sign("<path d='M12 2 L21 5 V11 C21 17 17 21 12 23 C7 21 3 17 3 11 V5 Z' fill='#5f7fae'/>"),
	"🔗", sign(chain), "⛓", sign(chain),
)

const chain = "<g fill='none' stroke='#6b7684' stroke-width='2.6'><rect x='1.5' y='8' width='12' height='8' rx='4'/><rect x='10.5' y='8' width='12' height='8' rx='4'/></g>"

func disc(colour string) string {
	return sign("<circle cx='12' cy='12' r='10' fill='" + colour + "'/>")
}

func sign(shape string) string { return "<svg class=sign viewBox='0 0 24 24'>" + shape + "</svg>" }

// style is how the chat looks. Below the chat the page is of a colour that is cut away.
const style = `
* { margin: 0; box-sizing: border-box }
body { width: 360px; background: #ff00ff; font: 15px/20px Chat, Signs; color: #16191d }
main { background: #d7e3ee; padding: 10px 9px; overflow: hidden }
.bubble { background: #fff; border-radius: 12px; padding: 7px 11px; overflow-wrap: anywhere; position: relative }
.answer { width: 318px; margin: 5px 0 }
.mine { background: #dcf5c8; width: fit-content; max-width: 300px; margin: 5px 0 5px auto }
.mine b, .mine i { display: block; font-size: 13.5px; font-style: normal; font-weight: 700; color: #3f8a33 }
.bubble s { position: absolute; right: 9px; bottom: 3px; font-size: 12px; text-decoration: none; color: #8a949e }
a { color: #1f6fb8 }
u { text-decoration: none; white-space: nowrap }
.row { display: flex; gap: 4px; margin-top: 4px }
.row span { flex: 1 1 0; background: #7f97ad; color: #fff; border-radius: 8px; padding: 7px 5px; text-align: center; font-size: 14px; line-height: 18px; overflow-wrap: anywhere }
.row .pressed { background: #1f5f99; outline: 3px solid #f3b63f }
.toast { background: #3c4650; color: #fff; border-radius: 12px; padding: 7px 14px; margin: 8px auto; width: fit-content; max-width: 300px; text-align: center; font-size: 14px }
.photo { background: #a9bccc; border-radius: 8px; height: 96px; margin: 1px -4px 6px; display: flex; align-items: center; justify-content: center; min-width: 220px }
.photo svg { width: 60px }
.sign { height: 15px; width: 15px; vertical-align: -2px }
`

// page is a whole page with one picture, its fonts in it.
func page(p picture) (string, error) {
	var b strings.Builder
	b.WriteString("<!doctype html><meta charset=utf-8><style>\n")
	font := func(family, weight string, ttf []byte) {
		fmt.Fprintf(&b, "@font-face { font-family: %s; font-weight: %s; src: url(data:font/ttf;base64,%s) }\n", family, weight, base64.StdEncoding.EncodeToString(ttf))
	}
	font("Signs", "400", dejavusans.TTF)
	for _, file := range []struct{ name, weight string }{{"NotoSans-Regular.ttf", "400"}, {"NotoSans-Bold.ttf", "700"}} {
		ttf, err := os.ReadFile(filepath.Join("handlers", "card", "font", file.name))
		if err != nil {
			return "", err
		}
		font("Chat", file.weight, ttf)
	}
	fmt.Fprintf(&b, "%s</style><main>\n%s</main>\n", style, p.html())
	return b.String(), nil
}
