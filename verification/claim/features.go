package claim

import (
	"github.com/rastau/rastau/verification/matching"
)

// FeaturesOf gives by what content is recognised.
func FeaturesOf(x *matching.Index, content Content) matching.Features {
	text := string(content.Text)
	for _, l := range content.Links { // those behind words are not in the text
		if !standsIn(text, string(l)) {
			text += "\n" + string(l)
		}
	}
	var files []matching.File
	for _, m := range content.Media {
		files = append(files, matching.File{Same: m.Same, Image: m.Look})
	}
	return x.Features(text, files)
}

// Features gives by what the claim is recognised, and, once its result is out, by what that is found.
func (c *Claim) Features(x *matching.Index) matching.Features {
	f := FeaturesOf(x, c.Content)
	if c.Status != StatusPublished {
		return f
	}
	r := c.Public()
	text := r.Quote.String()
	for _, l := range Languages {
		if said := r.WordsIn(l).String(); !standsIn(text, said) {
			text += "\n" + said
		}
	}
	f.Result = x.TextFeatures(text)
	return f
}
