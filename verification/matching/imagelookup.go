package matching

import (
	"strconv"
	"strings"

	"github.com/rastau/rastau/verification/matching/pictures"
)

// mostImages is the most similar pictures that are considered: more are copies of each other.
const mostImages = 100

// imageLookup holds the pictures of every id.
type imageLookup struct {
	photos, stills *pictures.Index
}

func newImageLookup() imageLookup { return imageLookup{pictures.NewIndex(), pictures.NewIndex()} }

// add adds the pictures of an id.
func (l imageLookup) add(id string, files []File) {
	for i, f := range files {
		if f.Image != nil {
			l.of(f.Image.Still).Add(nameOf(id, i), f.Image.Print)
		}
	}
}

func (l imageLookup) remove(id string, files int) {
	for i := range files {
		name := nameOf(id, i)
		l.photos.Remove(name)
		l.stills.Remove(name)
	}
}

func (l imageLookup) of(still bool) *pictures.Index {
	if still {
		return l.stills
	}
	return l.photos
}

// nameOf returns the key of a file: its id and its number among the files of the id.
func nameOf(id string, file int) string { return id + "/" + strconv.Itoa(file) }

// named splits the key of a file.
func named(name string) (id string, file int) {
	id, number, _ := strings.Cut(name, "/")
	file, _ = strconv.Atoi(number)
	return id, file
}

// each calls found for every picture that may be the given one, with its id and number.
func (l imageLookup) each(query *ImageFeatures, limits pictures.Limits, found func(id string, file int, l likeness)) {
	for _, still := range []bool{false, true} {
		for _, f := range l.of(still).Search(query.Print, limits, mostImages) {
			id, file := named(f.ID)
			if f.Joins && !query.Still && !still {
				found(id, file, likeness{Join, f.Whole})
			} else {
				found(id, file, likeness{Suggest, f.Least})
			}
		}
	}
}
