package telegram

import (
	"context"
	"mime"
	"net/http"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/rastau/rastau/bot"
)

// sendAsFile fetches a file and sends it as a plain one, which also reaches people who take no voice messages, and shows what the
// service does not show as a photo or video.
func (c *Client) sendAsFile(ctx context.Context, d bot.Delivery, p tgbotapi.Params) (bot.Receipt, error) {
	m := d.Media[0]
	p.AddBool("disable_content_type_detection", true) // else a voice message becomes one again
	return c.sendOnce(ctx, bot.Document, "file "+m.FileID, captioned(p, d), func(ctx context.Context, use func(upload) error) error {
		return c.Fetch(ctx, m.FileID, func(file []byte) error {
			return use(upload{name: named(string(m.Kind), file), content: file})
		})
	})
}

// usual are the endings of files of the kinds that people send; the mime package knows them by older names.
var usual = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "video/mp4": ".mp4", "application/ogg": ".ogg", "audio/mpeg": ".mp3"}

// named gives a file a name by which a phone knows how to open it.
func named(name string, content []byte) string {
	kind := http.DetectContentType(content)
	if ending, known := usual[kind]; known {
		return name + ending
	}
	if endings, err := mime.ExtensionsByType(kind); err == nil && len(endings) > 0 && kind != "application/octet-stream" {
		return name + endings[0]
	}
	return name
}
