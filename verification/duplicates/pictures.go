package duplicates

import (
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// Alike reports how sure it is that a file of sent is also one of known: [matching.Join], [matching.Suggest] or "".
func Alike(sent, known claim.Content, limits pictures.Limits) (kind matching.Kind) {
	for _, s := range sent.Media {
		for _, k := range known.Media {
			switch {
			case s.Same != "" && s.Same == k.Same, s.Look.Joins(k.Look, limits):
				return matching.Join
			case s.Look.Like(k.Look, limits):
				kind = matching.Suggest
			}
		}
	}
	return kind
}
