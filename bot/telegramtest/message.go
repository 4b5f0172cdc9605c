package telegramtest

import (
	"strings"
	"time"
)

// Message is a message as it stands in a chat.
type Message struct {
	ID        int
	Chat      int64
	FromBot   bool
	Text      string // without markup; of the media, the caption
	Entities  []Entity
	Media     []Media
	Album     string
	Buttons   [][]Button
	ReplyTo   int
	Topic     int // of a forum
	Edits     int
	Deleted   bool
	Protected bool
	At        time.Time

	json map[string]any // as the bot sees it
}

// Button is an inline button.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Button finds a button by a part of its text.
func (m Message) Button(text string) (Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, text) {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Media is a file. People send it by Kind; the rest is filled in.
type Media struct {
	Kind    string // photo, video, animation, video_note, voice, audio or document
	FileID  string
	Caption string // when it is sent
	Name    string
	Size    int64
	Bytes   []byte // what is in it, where that matters; of every size of a photo
	Thumb   []byte // the thumbnail of what is no photo; none when nil
	Unique  string // equal for two copies of one file; made when empty
}

// Photo is a photo to send.
func Photo(caption string) Media { return Media{Kind: "photo", Caption: caption, Size: 90_000} }

// Video is a video to send.
func Video(caption string) Media { return Media{Kind: "video", Caption: caption, Size: 4 << 20} }

// Voice is a voice message to send.
func Voice() Media { return Media{Kind: "voice", Size: 30_000, Bytes: []byte("OggS\x00 a voice")} }

// Audio is a piece of audio to send.
func Audio(caption string) Media { return Media{Kind: "audio", Caption: caption, Size: 3 << 20} }

// Document is a file to send.
func Document(name, caption string) Media {
	return Media{Kind: "document", Name: name, Caption: caption, Size: 200_000}
}

var mediaMethods = map[string]string{
	"sendphoto": "photo", "sendvideo": "video", "sendanimation": "animation", "sendvideonote": "video_note",
	"sendvoice": "voice", "sendaudio": "audio", "senddocument": "document",
}

// content is the part of Telegram's JSON that says what was sent.
func (m Media) content() (field string, value any) {
	file := map[string]any{"file_id": m.FileID, "file_unique_id": m.Unique, "file_size": m.Size}
	if m.Thumb != nil { // under its name of today and under the older one
		thumb := map[string]any{"file_id": m.FileID + thumbOf, "file_unique_id": m.Unique + thumbOf, "width": 320, "height": 240, "file_size": len(m.Thumb)}
		file["thumbnail"], file["thumb"] = thumb, thumb
	}
	switch m.Kind {
	case "photo":
		small := map[string]any{"file_id": m.FileID + smallOf, "file_unique_id": m.Unique + smallOf, "width": 90, "height": 67, "file_size": 1200}
		file["width"], file["height"] = 1280, 960
		return "photo", []any{small, file}
	case "video", "animation":
		file["width"], file["height"], file["duration"], file["mime_type"] = 640, 480, 12, "video/mp4"
	case "video_note":
		file["length"], file["duration"] = 240, 8
	case "voice":
		file["duration"], file["mime_type"] = 7, "audio/ogg"
	case "audio":
		file["duration"], file["mime_type"] = 60, "audio/mpeg"
	case "document":
		file["file_name"], file["mime_type"] = m.Name, "application/octet-stream"
	}
	return m.Kind, file
}

// commandEntities finds what Telegram would mark in a text that a person typed.
func commandEntities(text string) []Entity {
	var found []Entity
	offset := 0
	for _, word := range strings.SplitAfter(text, " ") {
		bare := strings.TrimRight(word, " \n")
		for line := range strings.SplitSeq(bare, "\n") {
			kind := ""
			switch {
			case strings.HasPrefix(line, "/") && commandLength(line) > 1:
				found = append(found, Entity{Type: "bot_command", Offset: offset, Length: commandLength(line)})
			case strings.HasPrefix(line, "http://"), strings.HasPrefix(line, "https://"):
				kind = "url"
			case strings.HasPrefix(line, "@") && len(line) > 4:
				kind = "mention"
			}
			if kind != "" {
				found = append(found, Entity{Type: kind, Offset: offset, Length: units(line)})
			}
			offset += units(line) + 1
		}
		offset += units(word) - units(bare) - 1
	}
	return found
}

func commandLength(word string) int {
	n := 1
	for n < len(word) {
		c := word[n]
		if c != '_' && c != '@' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			break
		}
		n++
	}
	return n
}
