package telegram

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// Deliver makes the one call that a delivery is; see [bot.Deliverer].
func (c *Client) Deliver(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	p := tgbotapi.Params{"chat_id": strconv.FormatInt(d.Chat, 10)}
	switch d.Action {
	case bot.Edit:
		return bot.Receipt{MessageID: d.Target}, c.edit(ctx, d, p)
	case bot.Delete:
		p["message_id"] = strconv.Itoa(d.Target)
		return bot.Receipt{}, c.call(ctx, callTimeout, "deleteMessage", p, nil)
	case bot.Leave:
		return bot.Receipt{}, c.call(ctx, callTimeout, "leaveChat", p, nil)
	default:
		return c.send(ctx, d, p)
	}
}

func (c *Client) send(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	if d.Replies != 0 {
		p["reply_to_message_id"] = strconv.Itoa(d.Replies)
		p["allow_sending_without_reply"] = "true"
	}
	p.AddNonZero("message_thread_id", d.Topic)
	p.AddBool("disable_notification", d.Silent)
	p.AddBool("protect_content", d.Protect || forwardsFile(d.Media))
	if len(d.Media) > 1 {
		return c.sendAlbum(ctx, d, p)
	}
	if d.Form == bot.InWords {
		if d = inWords(d); d.Text == "" {
			return bot.Receipt{}, &bot.DeliveryError{Failure: bot.Rejected, Reason: "a file cannot be sent, and there is nothing to say instead"}
		}
	}
	method, textField := "sendMessage", "text"
	if len(d.Media) == 1 {
		m := d.Media[0]
		switch {
		case m.Rendered != "":
			return c.sendRendered(ctx, d, p)
		case m.Clean:
			return c.sendClean(ctx, d, p)
		case d.Form == bot.AsAFile:
			return c.sendAsFile(ctx, d, p)
		}
		method, textField = sendMethods[m.Kind], "caption"
		if method == "" {
			method, m.Kind = "sendDocument", bot.Document
		}
		p[string(m.Kind)] = m.FileID
	} else {
		p.AddBool("disable_web_page_preview", !d.Preview)
	}
	addText(p, textField, d.Text)
	addButtons(p, d.Buttons)
	var sent struct {
		MessageID int `json:"message_id"`
	}
	err := c.call(ctx, callTimeout, method, p, &sent)
	return bot.Receipt{MessageID: sent.MessageID}, err
}

// inWords is a delivery without its file.
func inWords(d bot.Delivery) bot.Delivery {
	d.Media = nil
	if d.Instead != "" {
		d.Text = d.Instead
	}
	return d
}

var sendMethods = map[bot.MediaKind]string{
	bot.Photo: "sendPhoto", bot.Video: "sendVideo", bot.Animation: "sendAnimation", bot.VideoNote: "sendVideoNote",
	bot.Voice: "sendVoice", bot.Audio: "sendAudio", bot.Document: "sendDocument",
}

// forwardsFile reports whether one of the files is somebody's who sent it to the bot: what people show each other is not to be passed on
// by way of the bot, wherever it is shown.
func forwardsFile(media []bot.Media) bool {
	return slices.ContainsFunc(media, func(m bot.Media) bool { return m.Rendered == "" })
}

func (c *Client) sendAlbum(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	type part struct {
		Type      string `json:"type"`
		Media     string `json:"media"`
		Caption   string `json:"caption,omitempty"`
		ParseMode string `json:"parse_mode,omitempty"`
	}
	parts := make([]part, len(d.Media))
	for i, m := range d.Media {
		parts[i] = part{Type: string(m.Kind), Media: m.FileID}
	}
	if d.Text != "" {
		parts[0].Caption, parts[0].ParseMode = d.Text, tgbotapi.ModeHTML
	}
	list, err := json.Marshal(parts)
	if err != nil {
		return bot.Receipt{}, err
	}
	p["media"] = string(list)
	var sent []struct {
		MessageID int `json:"message_id"`
	}
	if err := c.call(ctx, callTimeout, "sendMediaGroup", p, &sent); err != nil || len(sent) == 0 {
		return bot.Receipt{}, err
	}
	return bot.Receipt{MessageID: sent[0].MessageID}, nil
}

func (c *Client) edit(ctx context.Context, d bot.Delivery, p tgbotapi.Params) error {
	p["message_id"] = strconv.Itoa(d.Target)
	addButtons(p, d.Buttons)
	if len(d.Media) > 0 {
		addText(p, "caption", d.Text)
		return c.call(ctx, callTimeout, "editMessageCaption", p, nil)
	}
	addText(p, "text", d.Text)
	p.AddBool("disable_web_page_preview", !d.Preview)
	return c.call(ctx, callTimeout, "editMessageText", p, nil)
}

func addText(p tgbotapi.Params, field, text string) {
	if text != "" {
		p[field], p["parse_mode"] = text, tgbotapi.ModeHTML
	}
}

func addButtons(p tgbotapi.Params, rows [][]bot.Button) {
	if len(rows) == 0 {
		return
	}
	keyboard := tgbotapi.InlineKeyboardMarkup{InlineKeyboard: make([][]tgbotapi.InlineKeyboardButton, len(rows))}
	for i, row := range rows {
		for _, b := range row {
			button := tgbotapi.InlineKeyboardButton{Text: b.Text}
			if b.URL != "" {
				button.URL = &b.URL
			} else {
				button.CallbackData = &b.Data
			}
			keyboard.InlineKeyboard[i] = append(keyboard.InlineKeyboard[i], button)
		}
	}
	_ = p.AddInterface("reply_markup", keyboard)
}
