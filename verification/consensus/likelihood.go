package consensus

import "math"

// vote holds, for what one verifier can say, the likelihood under each story.
type vote [sayings][stories]float64

// alone and called fill the likelihoods of a verifier's sayings on a claim with k answers.
func alone(q float64, k int) (v vote) {
	wrong := (1 - q) / float64(k-1)
	other := max(1-q-wrong, 1e-9)
	for _, h := range []int{aFree, aTargeted} {
		v[saidA][h], v[saidB][h], v[saidElse][h] = q, wrong, other
	}
	for _, h := range []int{bFree, bTargeted} {
		v[saidA][h], v[saidB][h], v[saidElse][h] = wrong, q, other
	}
	return v
}

func called(v vote) vote {
	v[saidA][aTargeted], v[saidB][aTargeted], v[saidElse][aTargeted] = stray/2, 1-stray, stray/2
	v[saidA][bTargeted], v[saidB][bTargeted], v[saidElse][bTargeted] = 1-stray, stray/2, stray/2
	return v
}

// tables hold, for every verifier, the likelihoods of one round, and what the round says of them.
type tables struct {
	mixed            []vote // log-likelihood when it is not known who is a member
	asMember, asOne  []vote // likelihood of each, relative to the mixture
	message          []float64
	right, n, factor []float64
}

func newTables(w int) *tables {
	return &tables{
		make([]vote, w), make([]vote, w), make([]vote, w), make([]float64, w), make([]float64, w), make([]float64, w),
		make([]float64, w),
	}
}

func (t *tables) fill(s *sleepers) {
	k := s.k
	if !s.closed {
		k = 4 // a few names at a time
	}
	for w, m := range s.member {
		one := alone(s.rely[w], k)
		all := called(one)
		for y := range sayings {
			for h := range stories {
				l := m*all[y][h] + (1-m)*one[y][h]
				t.mixed[w][y][h] = math.Log(l)
				t.asMember[w][y][h], t.asOne[w][y][h] = all[y][h]/l, one[y][h]/l
			}
		}
		t.message[w], t.right[w], t.n[w], t.factor[w] = 0, 0, 0, 1
	}
}

// credit tells each voter's tables what the stories of a claim say of them. Logarithms are taken of products, not of
// each factor.
func (t *tables) credit(s *sleepers, i int, p *[stories]float64) {
	const small, large = 1e-200, 1e200
	for j := s.start[i]; j < s.start[i+1]; j++ {
		w, y := s.who[j], s.spoken[j]
		am, ao := &t.asMember[w][y], &t.asOne[w][y]
		free := p[aFree]*ao[aFree] + p[bFree]*ao[bFree] // the same for both: nobody was called upon
		member := free + p[aTargeted]*am[aTargeted] + p[bTargeted]*am[bTargeted]
		one := free + p[aTargeted]*ao[aTargeted] + p[bTargeted]*ao[bTargeted]
		f := t.factor[w] * (member / one)
		if f < small || f > large {
			t.message[w] += math.Log(f)
			f = 1
		}
		t.factor[w] = f
		rest := 1 - s.member[w]
		a := p[aFree] + p[aTargeted]*rest*ao[aTargeted]
		b := p[bFree] + p[bTargeted]*rest*ao[bTargeted]
		t.n[w] += a + b
		switch y {
		case saidA:
			t.right[w] += a
		case saidB:
			t.right[w] += b
		}
	}
}

func (t *tables) collect() {
	for w, f := range t.factor {
		t.message[w] += math.Log(f)
	}
}
