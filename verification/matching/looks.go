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

// add keeps the pictures of an id under names that [named] reads.
func (l looks) add(id string, files []File) {
	for i, f := range files {
		if f.Look != nil {
			l.of(f.Look.Still).Add(nameOf(id, i), f.Look.Print)
		}
	}
}

func (l looks) remove(id string, files int) {
	for i := range files {
		name := nameOf(id, i)
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

// nameOf names a file of an id by its number among them.
func nameOf(id string, file int) string { return id + "/" + strconv.Itoa(file) }

func named(name string) (id string, file int) {
	id, number, _ := strings.Cut(name, "/")
	file, _ = strconv.Atoi(number)
	return id, file
}

// each calls found for every picture that may be the given one: a file of an id, by its number.
func (l looks) each(query *ImageFeatures, limits pictures.Limits, found func(id string, file int, l likeness)) {
	for _, still := range []bool{false, true} {
		for _, f := range l.of(still).Search(query.Print, limits, mostLooks) {
			id, file := named(f.ID)
			if f.Joins && !query.Still && !still {
				found(id, file, likeness{Join, f.Whole})
			} else {
				found(id, file, likeness{Suggest, f.Least})
			}
		}
	}
}
