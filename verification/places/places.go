// Package places reads and writes places and times: a closed vocabulary of countries, regions, towns, districts of cities and
// kinds of spots, so that an answer to "Where and when?" can say nothing else. It is pure.
//
// Towns are those of GeoNames (see gazetteer/LICENSE.txt). Their names in Kazakh, Kyrgyz and Russian were written by hand for
// the larger ones and are made from the Latin letters for the others.
package places

import (
	"cmp"
	"slices"
	"strings"
)

// Place is somewhere, sometime, or both.
type Place struct {
	spots                           [2]*entry
	town, district, region, country *entry
	moment                          moment
}

// String returns the place in a language: kk, ky, ru or en. Any other is taken for en.
func (p Place) String(language string) string {
	in := slices.Index(languages, language)
	if in < 0 {
		in = slices.Index(languages, "en")
	}
	var parts []string
	region := p.region
	if p.town != nil && p.town.doubt {
		region = load().of(p.town)
	}
	for _, e := range []*entry{p.town, p.district, region, p.spots[0], p.spots[1], p.country} {
		if e != nil {
			parts = append(parts, e.names[in])
		}
	}
	if at := p.moment.in(languages[in]); at != "" {
		parts = append(parts, at)
	}
	out := []rune(strings.Join(parts, ", "))
	if len(out) > 0 {
		out[0] = []rune(strings.ToUpper(string(out[0])))[0]
	}
	return string(out)
}

// Key returns a text that is equal for the same place and time, however they were written.
func (p Place) Key() string {
	var ids []string
	for _, e := range []*entry{p.country, p.region, p.town, p.district, p.spots[0], p.spots[1]} {
		if e != nil {
			ids = append(ids, e.kind.String()+":"+e.id)
		}
	}
	if at := p.moment.key(); at != "" {
		ids = append(ids, "time:"+at)
	}
	return strings.Join(ids, " ")
}

// Settled reports whether the place is one where people come from: a town, a region or a country, and nothing besides.
func (p Place) Settled() bool {
	return p.spots[0] == nil && p.district == nil && p.moment == (moment{})
}

// add takes an entry that a text names. It is not ok when the text names another of its kind already.
func (p *Place) add(e *entry) bool {
	at := map[kind]**entry{country: &p.country, region: &p.region, town: &p.town, district: &p.district, spot: &p.spots[0]}[e.kind]
	if e.kind == spot && p.spots[0] != nil && p.spots[0] != e {
		at = &p.spots[1]
	}
	if *at != nil && *at != e {
		return false
	}
	*at = e
	return true
}

// settle drops what follows from the rest, and is not ok when one part is not in the other.
func (p *Place) settle(g *gazetteer) bool {
	if p.district != nil {
		in := g.towns[p.district.in]
		if p.town != nil && p.town != in {
			return false
		}
		p.town = in
	}
	if p.town != nil {
		if p.region != nil && p.town.in != p.region.id && !p.town.former(p.region) {
			return false
		}
		if r := g.regions[p.town.in]; r != nil && p.country != nil && r.in != p.country.id || r == nil && p.country != nil && p.town.in != p.country.id {
			return false
		}
		p.region, p.country = nil, nil
	}
	if p.region != nil {
		if p.country != nil && p.region.in != p.country.id {
			return false
		}
		p.country = nil
	}
	slices.SortFunc(p.spots[:], func(a, b *entry) int {
		switch {
		case a == nil || b == nil:
			return cmp.Compare(boolOf(a == nil), boolOf(b == nil))
		}
		return cmp.Compare(a.id, b.id)
	})
	return true
}

func boolOf(b bool) int {
	if b {
		return 1
	}
	return 0
}
