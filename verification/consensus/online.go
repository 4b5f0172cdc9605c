package consensus

import "math"

// Online keeps a verdict for every claim up to date with each vote, at a cost that does not depend on how many there
// were. It is the streaming rule of Manino, Tran-Thanh and Jennings (NeurIPS 2019) twice, once with one reliability for
// each verifier and once with what they answer for each outcome, and the plain shares of the votes beside them.
type Online struct {
	k     int
	coin  []float64 // by slot: log-odds by reliability alone
	rows  []float64 // by slot: log-odds by confusion
	count []float64 // by slot: votes
	right []float64 // by verifier: sum of the probabilities of their answers
	n     []float64
	table []float64 // by verifier, answer, outcome: pseudo-counted sum of probabilities
	total []float64 // by verifier, outcome
	buf   []float64
}

const (
	onlinePower = 0.5 // exponent of the likelihoods; people are not independent
	onlineRight = 4.0
	onlineWrong = 2.0
	onlineDiag  = 4.0
	onlineOff   = 1.0
)

// How much each of the three counts; chosen like the blends of the batch fit.
const (
	onlineRows, onlineCoin, onlineShare = 0.35, 0.35, 0.30
)

// NewOnline returns a rule without votes. answers is the number of answers of a claim, at least 2.
func NewOnline(answers int) *Online {
	return &Online{k: max(answers, 2), buf: make([]float64, max(answers, 2))}
}

func grow(s []float64, n int, fill float64) []float64 {
	for len(s) < n {
		s = append(s, fill)
	}
	return s
}

// Add adds a vote: a verifier's answer (0 to answers-1) on a claim. Claims and verifiers are numbered from 0.
func (o *Online) Add(claim, verifier, answer int) {
	k := o.k
	if len(o.coin) < (claim+1)*k {
		o.coin, o.rows, o.count = grow(o.coin, (claim+1)*k, 0), grow(o.rows, (claim+1)*k, 0), grow(o.count, (claim+1)*k, 0)
	}
	for len(o.right) <= verifier {
		o.right, o.n = append(o.right, onlineRight), append(o.n, onlineRight+onlineWrong)
		for y := range k {
			for z := range k {
				if y == z {
					o.table = append(o.table, onlineDiag)
				} else {
					o.table = append(o.table, onlineOff)
				}
			}
			o.total = append(o.total, onlineDiag+onlineOff*float64(k-1))
		}
	}
	coin, rows := o.coin[claim*k:][:k], o.rows[claim*k:][:k]
	coin[answer] += o.odds(verifier)
	row, total := o.table[(verifier*k+answer)*k:][:k], o.total[verifier*k:][:k]
	for z := range rows {
		rows[z] += onlinePower * math.Log(row[z]/total[z])
	}
	o.count[claim*k+answer]++

	copy(o.buf, coin)
	softmax(o.buf)
	o.right[verifier] += o.buf[answer]
	o.n[verifier]++
	copy(o.buf, rows)
	softmax(o.buf)
	for z, p := range o.buf {
		row[z] += p
		total[z] += p
	}
}

func (o *Online) odds(verifier int) float64 {
	q := likely(o.right[verifier] / o.n[verifier])
	return onlinePower * math.Log(q/(1-q)*float64(o.k-1))
}

// Posterior returns the probabilities of a claim's answers.
func (o *Online) Posterior(claim int) []float64 {
	k := o.k
	out := make([]float64, k)
	if (claim+1)*k > len(o.coin) {
		for z := range out {
			out[z] = 1 / float64(k)
		}
		return out
	}
	return o.blend(claim, o.coin[claim*k:][:k], o.rows[claim*k:][:k])
}

func (o *Online) blend(claim int, coin, rows []float64) []float64 {
	k := o.k
	a, b := append([]float64(nil), coin...), append([]float64(nil), rows...)
	softmax(a)
	softmax(b)
	n := 1.0
	for z := range k {
		n += o.count[claim*k+z]
	}
	for z := range a {
		share := (o.count[claim*k+z] + 1/float64(k)) / n
		a[z] = onlineCoin*a[z] + onlineRows*b[z] + onlineShare*share
	}
	return a
}

// Reliability returns the probability that the verifier's next answer is right.
func (o *Online) Reliability(verifier int) float64 {
	if verifier >= len(o.right) {
		return onlineRight / (onlineRight + onlineWrong)
	}
	return o.right[verifier] / o.n[verifier]
}

// Stream passes the ballots to the online rule one by one, and at the end weighs each claim's votes again with what was
// learned about the verifiers. It reports like Fit. Only the lab uses it: the bot judges by [Bayes].
func Stream(b *Ballots, known Known, policy Policy) *Report {
	settled, _, _ := known.index(b)
	p := newDataset(b, settled)
	mu := make([]float64, len(p.share))
	r := &Report{Claims: make([]Estimate, len(b.Claims))}
	var reliability []float64
	if b.closed {
		o := NewOnline(b.k)
		for _, v := range b.arrival() {
			o.Add(int(v.claim), int(v.who), int(v.what))
		}
		o.again(b, mu)
		for w := range b.Verifiers {
			reliability = append(reliability, o.Reliability(w))
		}
	} else {
		mu, reliability = p.streamOpen()
	}
	r.Reliability = reliability
	j := newJudge(p, opinion{mu: mu, reliability: reliability}, policy)
	for i := range r.Claims {
		r.Claims[i] = j.estimate(i)
	}
	return r
}

// again weighs all votes with the reliabilities as they now are.
func (o *Online) again(b *Ballots, mu []float64) {
	k := o.k
	coin, rows := make([]float64, k), make([]float64, k)
	for i := range b.Claims {
		clear(coin)
		clear(rows)
		for j := b.start[i]; j < b.start[i+1]; j++ {
			w, y := int(b.who[j]), int(b.what[j])
			coin[y] += o.odds(w)
			row, total := o.table[(w*k+y)*k:][:k], o.total[w*k:][:k]
			for z := range rows {
				rows[z] += onlinePower * math.Log(row[z]/total[z])
			}
		}
		copy(mu[i*k:], o.blend(i, coin, rows))
	}
}

// streamOpen is the rule with one reliability, for questions whose answers differ from claim to claim.
func (p *dataset) streamOpen() (mu, reliability []float64) {
	odds := make([]float64, len(p.share))
	right, n := make([]float64, len(p.Verifiers)), make([]float64, len(p.Verifiers))
	for w := range right {
		right[w], n[w] = onlineRight, onlineRight+onlineWrong
	}
	var buf []float64
	weight := func(w int32, options int) float64 {
		q := likely(right[w] / n[w])
		return onlinePower * math.Log(q/(1-q)*float64(options-1))
	}
	for _, v := range p.arrival() {
		l := odds[p.slot[v.claim]:p.slot[v.claim+1]]
		l[v.what] += weight(v.who, len(l))
		buf = append(buf[:0], l...)
		softmax(buf)
		right[v.who] += buf[v.what]
		n[v.who]++
	}
	clear(odds)
	shares := p.smoothShares()
	for i := range p.Claims {
		l := odds[p.slot[i]:p.slot[i+1]]
		for j := p.start[i]; j < p.start[i+1]; j++ {
			l[p.what[j]] += weight(p.who[j], len(l))
		}
		softmax(l)
		for z := range l {
			l[z] = (onlineRows+onlineCoin)*l[z] + onlineShare*shares[int(p.slot[i])+z]
		}
	}
	for w := range right {
		right[w] /= n[w]
	}
	return odds, right
}
