package moderation

// addresses hides addresses: a street or microdistrict with a house, a house with a flat, a flat alone.
func (m *masking) addresses() {
	const before, behind = 8, 4 // tokens from a word of an address to a number
	near := 0                   // a number
	for i := 0; i < len(m.tokens); i++ {
		near = max(near, i-behind)
		for near <= i+before && near < len(m.tokens) && m.tokens[near].digits == "" {
			near++
		}
		if near > i+before {
			i = near - before - 1
			continue
		}
		if m.covered[m.tokens[i].from] {
			continue
		}
		for _, find := range [...]func(int) (int, int){m.streetBefore, m.streetBehind, m.areaNumbered, m.houseFirst, m.knownStreet, m.houseAndFlat} {
			if from, to := find(i); to > from {
				m.cover(m.tokens[from].from, m.tokens[to-1].to)
				i = to - 1
				break
			}
		}
	}
}
