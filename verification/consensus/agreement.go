package consensus

import "math"

// agreement is the matrix, by pair of verifiers, of how much more often they agree than two independent people of their
// reliabilities would on the same claims. It does not depend on which answers are right: whoever agrees too often does
// so for a reason of their own. It is never laid out; multiplying with it takes one pass over the votes.
type agreement struct {
	*dataset
	q     []float64 // reliability by verifier
	scale []float64 // one over the standard deviation of each verifier's row
	noise float64   // the leading eigenvalue that chance alone gives
}

func newAgreement(p *dataset, reliability []float64) *agreement {
	a := &agreement{dataset: p, q: reliability, scale: make([]float64, len(p.Verifiers))}
	var total float64
	for i := range p.Claims {
		n := p.start[i+1] - p.start[i]
		if n < 2 {
			continue
		}
		var q, wrong float64
		for j := p.start[i]; j < p.start[i+1]; j++ {
			q += a.q[p.who[j]]
		}
		q /= float64(n)
		wrong = 1 - q
		e := q*q + wrong*wrong/float64(p.options(i)-1)
		each := e * (1 - e) * float64(n-1)
		for j := p.start[i]; j < p.start[i+1]; j++ {
			a.scale[p.who[j]] += each
		}
		total += each * float64(n)
	}
	active := 0.0
	for w, v := range a.scale {
		if v > 0 {
			a.scale[w] = 1 / math.Sqrt(v)
			active++
		}
	}
	// An entry's variance is v_u·v_w/total before scaling, so 1/total after it; the spectrum of such noise ends at
	// twice the root of the number of rows times that (Wigner's law).
	if total > 0 {
		a.noise = 2 * math.Sqrt(active/total)
	}
	return a
}

// times multiplies the matrix, scaled, with x.
func (a *agreement) times(x, to []float64) {
	clear(to)
	var sums [64]float64
	scaled := make([]float64, len(x))
	for w := range x {
		scaled[w] = x[w] * a.scale[w]
	}
	for i := range a.Claims {
		k := a.options(i)
		var same []float64
		if k <= len(sums) {
			same = sums[:k]
		} else {
			same = make([]float64, k)
		}
		clear(same)
		var right, wrong float64
		lo, hi := a.start[i], a.start[i+1]
		for j := lo; j < hi; j++ {
			w := a.who[j]
			s := scaled[w]
			same[a.what[j]] += s
			right += a.q[w] * s
			wrong += (1 - a.q[w]) * s
		}
		others := 1 / float64(k-1)
		for j := lo; j < hi; j++ {
			w := a.who[j]
			q := a.q[w]
			self := scaled[w] * (1 - q*q - (1-q)*(1-q)*others)
			to[w] += same[a.what[j]] - q*right - (1-q)*wrong*others - self
		}
	}
	for w := range to {
		to[w] *= a.scale[w]
	}
}

// leading finds the largest eigenvalue, in units of what chance gives, and its vector, by the method of Lanczos.
func (a *agreement) leading() (ratio float64, vector []float64) {
	const steps = 14
	n := len(a.Verifiers)
	if n < 3 || a.noise == 0 {
		return 0, make([]float64, n)
	}
	// The start is made of the votes alone, so that names and order change nothing.
	v := make([]float64, n)
	ones := make([]float64, n)
	var mean float64
	for w := range ones {
		ones[w] = 1
		mean += a.q[w] / float64(n)
	}
	a.times(ones, v)
	for w := range v {
		v[w] += (a.q[w] - mean) / (a.scale[w] + 1e-9)
	}
	if normalise(v) == 0 {
		return 0, v
	}
	var basis [][]float64
	var diag, off []float64
	for range min(steps, n) {
		basis = append(basis, v)
		u := make([]float64, n)
		a.times(v, u)
		alpha := dot(u, v)
		diag = append(diag, alpha)
		for range 2 { // twice is enough to keep the basis orthogonal
			for _, b := range basis {
				d := dot(u, b)
				for w := range u {
					u[w] -= d * b[w]
				}
			}
		}
		beta := normalise(u)
		if beta < 1e-9 {
			break
		}
		off = append(off, beta)
		v = u
	}
	value, y := tridiagonal(diag, off[:len(diag)-1])
	vector = make([]float64, n)
	for i, b := range basis {
		for w := range vector {
			vector[w] += y[i] * b[w]
		}
	}
	return value / a.noise, vector
}

// tridiagonal gives the largest eigenvalue of a small symmetric tridiagonal matrix, by bisection, and its vector.
func tridiagonal(diag, off []float64) (float64, []float64) {
	n := len(diag)
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range n {
		r := 0.0
		if i > 0 {
			r += math.Abs(off[i-1])
		}
		if i < n-1 {
			r += math.Abs(off[i])
		}
		lo, hi = min(lo, diag[i]-r), max(hi, diag[i]+r)
	}
	for range 80 {
		mid := (lo + hi) / 2
		larger := 0 // eigenvalues above mid: Sturm's count of positive pivots of the matrix less mid
		d := 1.0
		for i := range n {
			s := 0.0
			if i > 0 {
				s = off[i-1] * off[i-1] / d
			}
			d = diag[i] - mid - s
			if d == 0 {
				d = 1e-300
			}
			if d > 0 {
				larger++
			}
		}
		if larger > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	y := make([]float64, n)
	y[0] = 1
	for i := 1; i < n; i++ {
		y[i] = (lo - diag[i-1]) * y[i-1]
		if i > 1 {
			y[i] -= off[i-2] * y[i-2]
		}
		y[i] /= off[i-1]
	}
	normalise(y)
	return lo, y
}

func dot(a, b []float64) (s float64) {
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func normalise(v []float64) float64 {
	norm := math.Sqrt(dot(v, v))
	if norm > 0 {
		for i := range v {
			v[i] /= norm
		}
	}
	return norm
}
