package telegram

import (
	"encoding/json"
	"hash/fnv"
	"io"
	"strconv"
)

// Stands gives a sum of what a message in a private chat says once the update has come: of its chat, its number, its words with their
// links, and its files. It is 0 for every other update. A place that moves does not change what a message says.
//
// Telegram also tells of edits that nobody made: when a preview of a link was found, or a live location moved.
func Stands(raw []byte) (sum int64, edited bool) {
	type file struct {
		Same string `json:"file_unique_id"`
	}
	type message struct {
		ID   int64 `json:"message_id"`
		Chat struct {
			ID   int64  `json:"id"`
			Type string `json:"type"`
		} `json:"chat"`
		Text     string `json:"text"`
		Caption  string `json:"caption"`
		Entities []struct {
			URL string `json:"url"`
		} `json:"entities"`
		CaptionEntities []struct {
			URL string `json:"url"`
		} `json:"caption_entities"`
		Photo     []file `json:"photo"`
		Video     file   `json:"video"`
		Animation file   `json:"animation"`
		Audio     file   `json:"audio"`
		Document  file   `json:"document"`
	}
	var u struct {
		Message *message `json:"message"`
		Edited  *message `json:"edited_message"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return 0, false
	}
	m := u.Message
	if u.Edited != nil {
		m, edited = u.Edited, true
	}
	if m == nil || m.Chat.ID <= 0 {
		return 0, edited
	}
	h := fnv.New64a()
	add := func(part string) { _, _ = io.WriteString(h, strconv.Quote(part)) }
	add(strconv.FormatInt(m.Chat.ID, 10))
	add(strconv.FormatInt(m.ID, 10))
	add(m.Text)
	add(m.Caption)
	for _, e := range append(m.Entities, m.CaptionEntities...) {
		add(e.URL)
	}
	if n := len(m.Photo); n > 0 {
		add(m.Photo[n-1].Same)
	}
	for _, f := range []file{m.Video, m.Animation, m.Audio, m.Document} {
		add(f.Same)
	}
	return int64(h.Sum64() | 1), edited
}
