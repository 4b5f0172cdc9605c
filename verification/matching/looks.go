package matching

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/verification/matching/pictures"
)

// mostLooks is how many pictures that are like one are looked at: more are copies of each other.
const mostLooks = 100

// looks are the pictures of every id.
type looks struct {
	photos, stills *pictures.Index
}

func newLooks() looks { return looks{pictures.NewIndex(), pictures.NewIndex()} }

// add keeps the pictures of an id, which is the part of their names before the slash.
func (l looks) add(id string, files []File) {
	for i, f := range files {
		if f.Look != nil {
			l.of(f.Look.Still).Add(id+"/"+strconv.Itoa(i), f.Look.Print)
		}
	}
}

func (l looks) remove(id string, files int) {
	for i := range files {
		name := id + "/" + strconv.Itoa(i)
		l.photos.Remove(name)
		l.stills.Remove(name)
	}
}

func (l looks) of(still bool) *pictures.Index {
	if still {
		return l.stills
	}
	return l.photos
}

// each calls found for every picture that may be the given one.
func (l looks) each(query *Look, limits pictures.Limits, found func(id string, l likeness)) {
	for _, still := range []bool{false, true} {
		for _, f := range l.of(still).Search(query.Print, limits, mostLooks) {
			id, _, _ := strings.Cut(f.ID, "/")
			if f.Joins && !query.Still && !still {
				found(id, likeness{Join, f.Whole})
			} else {
				found(id, likeness{Suggest, f.Least})
			}
		}
	}
}
