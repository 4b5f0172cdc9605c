package input

import (
	"strconv"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// ContentOf is what a message gives to check: its text, links and files, and where it was first posted. cleanable tells of a file that
// was sent as one whether hidden data may be taken out of it; nil when nothing is asked of files.
func ContentOf(m *bot.Message, cleanable func(bot.Media) bool) claim.Content {
	c := claim.Content{}
	if said := Clean(m.Text); len(m.Media) > 0 || len(m.Links) > 0 || Sayable(said) {
		c.Text = moderation.Foreign(said)
	}
	for _, l := range m.Links {
		c.Links = append(c.Links, moderation.Foreign(l))
	}
	for _, f := range m.Media {
		kept := claim.Media{Kind: string(f.Kind), Ref: f.FileID, Same: f.UniqueID}
		if f.Kind == bot.Document && cleanable != nil { // the service itself takes hidden data out of what is no plain file
			kept.Clean = cleanable(f)
			kept.Hidden = !kept.Clean
		}
		c.Media = append(c.Media, kept)
	}
	if o := m.Origin; o != nil {
		c.Origin = &claim.Origin{
			Kind: string(o.Kind), Name: moderation.Foreign(Clean(o.Name)), Username: moderation.Foreign(o.Username), Message: o.MessageID, At: o.At,
		}
		if o.ID != 0 {
			c.Origin.ID = strconv.FormatInt(o.ID, 10)
		}
	}
	return c
}
