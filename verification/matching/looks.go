package matching

import "github.com/rastau/rastau/verification/matching/pictures"

// looks are the pictures of every id, in the order of its files.
type looks map[string][]*Look

func (l looks) add(id string, files []File) {
	for i, f := range files {
		if f.Look == nil {
			continue
		}
		if l[id] == nil {
			l[id] = make([]*Look, len(files))
		}
		l[id][i] = f.Look
	}
}

func (l looks) remove(id string) { delete(l, id) }

// each calls found for every picture that may be the given one.
func (l looks) each(query *Look, limits pictures.Limits, found func(id string, p likeness)) {
	for id, all := range l {
		for _, k := range all {
			if k == nil {
				continue
			}
			m := pictures.Match(query.Print, k.Print)
			switch {
			case m.Joins(limits) && !query.Still && !k.Still:
				found(id, likeness{Join, m.Whole})
			case m.Suggests(limits):
				found(id, likeness{Suggest, m.Least})
			}
		}
	}
}
