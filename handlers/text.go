package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/moderation"
)

// contentOf is what a message gives to check, with its files inspected.
func (t *talk) contentOf(m *bot.Message) claim.Content {
	c := t.Handlers.contentOf(m)
	t.broken = t.inspect(t.ctx, c.Media)
	return c
}

// contentOf is what a message gives to check: its text, links and files, and where it was first posted.
func (h *Handlers) contentOf(m *bot.Message) claim.Content {
	c := claim.Content{}
	if said := input.Clean(m.Text); len(m.Media) > 0 || len(m.Links) > 0 || input.Sayable(said) {
		c.Text = moderation.Foreign(said)
	}
	for _, l := range m.Links {
		c.Links = append(c.Links, moderation.Foreign(l))
	}
	for _, f := range m.Media {
		kept := claim.Media{Kind: string(f.Kind), Ref: f.FileID, Same: f.UniqueID}
		if f.Kind == bot.Document && h.Cleanable != nil { // the service itself takes hidden data out of what is no plain file
			kept.Clean = h.Cleanable(f)
			kept.Hidden = !kept.Clean
		}
		c.Media = append(c.Media, kept)
	}
	if o := m.Origin; o != nil {
		c.Origin = &claim.Origin{
			Kind: string(o.Kind), Name: moderation.Foreign(input.Clean(o.Name)), Username: moderation.Foreign(o.Username), Message: o.MessageID, At: o.At,
		}
		if o.ID != 0 {
			c.Origin.ID = address(o.ID)
		}
	}
	return c
}
