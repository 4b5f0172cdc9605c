package telegram

import (
	"regexp"
	"strings"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// cut gives what an entity covers; offsets count UTF-16 units, and may be wrong.
func cut(units []uint16, e tgbotapi.MessageEntity) string {
	if e.Offset < 0 || e.Length < 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// readCommand finds the command with which a text begins; nil when there is none, or the text begins with a quotation.
func readCommand(text string, entities []tgbotapi.MessageEntity) *bot.Command {
	if len(entities) == 0 {
		return typedCommand(text)
	}
	units := utf16.Encode([]rune(text))
	var found *bot.Command
	for _, e := range entities {
		if e.Offset != 0 {
			continue
		}
		switch e.Type {
		case "blockquote", "expandable_blockquote", "code", "pre":
			return nil
		case "bot_command":
			if word := cut(units, e); word != "" && found == nil {
				found = newCommand(word, string(utf16.Decode(units[e.Length:])))
			}
		}
	}
	return found
}

func newCommand(word, rest string) *bot.Command {
	name, to, _ := strings.Cut(strings.TrimPrefix(word, "/"), "@")
	if name == "" {
		return nil
	}
	return &bot.Command{Name: strings.ToLower(name), To: to, Args: strings.TrimSpace(rest)}
}

var commandForm = regexp.MustCompile(`^/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]{3,32})?($|\s)`)

// typedCommand finds the command in a text without any entity. Telegram marks every command, so it never comes to this
// there; servers that mark nothing exist.
func typedCommand(text string) *bot.Command {
	word := strings.TrimSpace(commandForm.FindString(text))
	if word == "" {
		return nil
	}
	return newCommand(word, text[len(word):])
}

func readLinks(units []uint16, entities []tgbotapi.MessageEntity) []string {
	var links []string
	for _, e := range entities {
		link := ""
		switch e.Type {
		case "url":
			link = cut(units, e)
		case "text_link":
			link = e.URL
		}
		if isWeb(link) {
			links = append(links, link)
		}
	}
	return links
}

// isWeb leaves out what leads elsewhere than to a page: tg://, mailto: and the like. People write pages without http, too.
func isWeb(link string) bool {
	scheme, _, has := strings.Cut(link, "://")
	if !has {
		return link != "" && !strings.HasPrefix(link, "mailto:") && !strings.HasPrefix(link, "tel:")
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.ContainsAny(scheme, "./?")
}
