package telegramtest

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf16"
)

// Entity is a part of a text with a meaning. Offset and Length count UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

var tags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre", "a": "text_link",
	"tg-spoiler": "spoiler", "blockquote": "blockquote",
}

// parseHTML reads Telegram's HTML as strictly as Telegram does.
func parseHTML(in string) (text string, entities []Entity, failure *apiError) {
	var out strings.Builder
	type open struct {
		tag    string
		entity Entity
	}
	var stack []open
	length := 0
	add := func(s string) {
		out.WriteString(s)
		length += len(utf16.Encode([]rune(s)))
	}
	for i := 0; i < len(in); {
		switch {
		case in[i] != '<':
			end := strings.IndexByte(in[i:], '<')
			if end < 0 {
				end = len(in) - i
			}
			add(html.UnescapeString(in[i : i+end]))
			i += end
		default:
			end := strings.IndexByte(in[i:], '>')
			if end < 0 {
				return "", nil, badRequest(fmt.Sprintf("can't parse entities: Unclosed start tag at byte offset %d", i))
			}
			tag, closing := strings.CutPrefix(in[i+1:i+end], "/")
			name, attributes, _ := strings.Cut(tag, " ")
			name = strings.ToLower(name)
			if closing {
				if len(stack) == 0 || stack[len(stack)-1].tag != name {
					return "", nil, badRequest(fmt.Sprintf("can't parse entities: Unexpected end tag at byte offset %d", i))
				}
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if top.entity.Length = length - top.entity.Offset; top.entity.Length > 0 {
					entities = append(entities, top.entity)
				}
			} else {
				kind, ok := tags[name]
				if !ok {
					return "", nil, badRequest(fmt.Sprintf(`can't parse entities: Unsupported start tag "%s" at byte offset %d`, name, i))
				}
				e := Entity{Type: kind, Offset: length}
				if name == "a" {
					_, href, _ := strings.Cut(attributes, `href="`)
					e.URL = html.UnescapeString(strings.TrimSuffix(href, `"`))
				}
				stack = append(stack, open{name, e})
			}
			i += end + 1
		}
	}
	if len(stack) > 0 {
		return "", nil, badRequest(fmt.Sprintf(`can't parse entities: Can't find end tag corresponding to start tag "%s"`, stack[len(stack)-1].tag))
	}
	return out.String(), entities, nil
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }
