package telegram

import (
	"context"
	"encoding/json"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Command is an entry in the menu of commands.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

// SetCommands sets the menu that people with that language see in private chats; language "" is for all others.
func (c *Client) SetCommands(ctx context.Context, language string, commands []Command) error {
	list, err := json.Marshal(commands)
	if err != nil {
		return err
	}
	p := tgbotapi.Params{"commands": string(list), "scope": `{"type":"all_private_chats"}`}
	p.AddNonEmpty("language_code", language)
	return c.call(ctx, callTimeout, "setMyCommands", p, nil)
}

// SetDescription sets what people with that language read before they start the bot (at most 512 characters), and in its
// profile (about, at most 120).
func (c *Client) SetDescription(ctx context.Context, language, description, about string) error {
	p := tgbotapi.Params{"description": description}
	p.AddNonEmpty("language_code", language)
	if err := c.call(ctx, callTimeout, "setMyDescription", p, nil); err != nil {
		return err
	}
	p = tgbotapi.Params{"short_description": about}
	p.AddNonEmpty("language_code", language)
	return c.call(ctx, callTimeout, "setMyShortDescription", p, nil)
}
