package pictures

import (
	"image"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

func load(dir string, max int) (names []string, ms []*image.RGBA) {
	fs, _ := filepath.Glob(dir + "/*")
	sort.Strings(fs)
	var seen []Hash
	for _, f := range fs {
		raw, _ := os.ReadFile(f)
		m, err := Decode(raw)
		if err != nil {
			continue
		}
		hh, q := Of(m)
		if q < 50 {
			continue
		}
		dup := false
		for _, o := range seen {
			dup = dup || o.Distance(hh) <= 75
		}
		if dup {
			continue
		}
		seen = append(seen, hh)
		r := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
		draw.Draw(r, r.Rect, m, m.Bounds().Min, draw.Src)
		names = append(names, filepath.Base(f))
		ms = append(ms, r)
	}
	return
}

type fp struct {
	d    int
	a, b image.Image
	s    string
}

func TestExp2(t *testing.T) {
	names, ms := load("/tmp/pics/set", 0)
	var known []Fingerprint
	parts, ncrops := 0, 0
	for _, m := range ms {
		f := FingerprintOf(m)
		known = append(known, f)
		parts += len(f.Parts)
		ncrops += len(f.Crops)
	}
	t.Log("pictures", len(ms), "parts per known", float64(parts)/float64(len(ms)), "crops", float64(ncrops)/float64(len(ms)))
	rng := rand.New(rand.NewPCG(1, 2))
	var hist, joins [257]int
	var fps []fp
	made := map[string][]Fingerprint{}
	for _, c := range changes {
		var k, kf, np, join, sug, sugf int
		for i := 0; i < len(ms); i += 4 {
			m := c.make(t, rng, ms[i])
			q := FingerprintOf(m)
			made[c.name] = append(made[c.name], q)
			food := strings.HasPrefix(names[i], "food")
			k++
			if food {
				kf++
			}
			np += len(q.views())
			for j, f := range known {
				l := Match(q, f)
				if i == j {
					if l.Joins(DefaultLimits()) {
						join++
					}
					if l.Suggests(DefaultLimits()) {
						sug++
						if food {
							sugf++
						}
					}
					continue
				}
				hist[l.Least]++
				joins[l.Whole]++
				if l.Least <= 75 {
					fps = append(fps, fp{l.Least, m, ms[j], c.name + " " + names[i] + " " + names[j]})
				}
			}
		}
		t.Logf("%-24s n %d views %.1f join %.3f suggest %.3f food %.3f photo %.3f", c.name, k, float64(np)/float64(k), float64(join)/float64(k), float64(sug)/float64(k), float64(sugf)/float64(kf), float64(sug-sugf)/float64(k-kf))
	}
	tot := func(h [257]int, to int) (n int) {
		for d := 0; d <= to; d++ {
			n += h[d]
		}
		return
	}
	t.Log("pairs", tot(hist, 256), "false joins", tot(joins, 31), "≤40", tot(joins, 40), "false suggestions ≤60", tot(hist, 60), "≤65", tot(hist, 65), "≤70", tot(hist, 70), "≤75", tot(hist, 75), "≤79", tot(hist, 79))
	for _, a := range []string{"phone screenshot", "photo of a TV with room", "banner and logo"} {
		n, fj, fs := 0, 0, 0
		for i, x := range made[a] {
			for j, y := range made[a] {
				if i != j {
					l := Match(x, y)
					n++
					if l.Joins(DefaultLimits()) {
						fj++
					}
					if l.Suggests(DefaultLimits()) {
						fs++
					}
				}
			}
		}
		t.Log(a, "among themselves", n, "false joins", fj, "suggestions", fs)
	}
	sort.Slice(fps, func(i, j int) bool { return fps[i].d < fps[j].d })
	out := image.NewRGBA(image.Rect(0, 0, 10*200, 6*200))
	for k, f := range fps {
		if k >= 30 {
			break
		}
		t.Log(f.d, f.s)
		for n, m := range []image.Image{f.a, f.b} {
			b := m.Bounds()
			s := min(195/float64(b.Dx()), 195/float64(b.Dy()))
			r := image.NewRGBA(b)
			draw.Draw(r, b, m, b.Min, draw.Src)
			x, y := (k%5*2+n)*200, k/5*200
			draw.Draw(out, image.Rect(x, y, x+200, y+200), scaled(r, int(float64(b.Dx())*s), int(float64(b.Dy())*s)), image.Point{}, draw.Src)
		}
	}
	f, _ := os.Create("/tmp/pics/see/fps.png")
	png.Encode(f, out)
	f.Close()
}
