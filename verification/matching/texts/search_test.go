package texts

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tally is what came of searches.
type tally struct{ asked, first, five, joined, joinedRight, suggested, suggestedRight int }

// search asks for every query, whose right answer is its place; -1 when none is.
func search(x *Index, queries []string, right func(i int) int) (n tally) {
	for i, q := range queries {
		n.asked++
		for rank, m := range x.Search(q, 5) {
			ok := m.ID == fmt.Sprint(right(i))
			if ok {
				n.five++
			}
			if rank > 0 {
				continue
			}
			if ok {
				n.first++
			}
			switch m.Decision {
			case Join:
				n.joined++
				if ok {
					n.joinedRight++
				}
			case Suggest:
				n.suggested++
				if ok {
					n.suggestedRight++
				}
			case None:
			}
		}
	}
	return n
}

func (n tally) String() string {
	of := func(k int) float64 { return float64(k) / float64(n.asked) }
	return fmt.Sprintf("first %.3f, among five %.3f, joined %.3f (%d wrong), suggested %.3f (%d wrong)",
		of(n.first), of(n.five), of(n.joined), n.joined-n.joinedRight, of(n.suggested), n.suggested-n.suggestedRight)
}

func (n tally) atLeast(t *testing.T, first, five float64) {
	t.Helper()
	require.GreaterOrEqual(t, float64(n.first)/float64(n.asked), first)
	require.GreaterOrEqual(t, float64(n.five)/float64(n.asked), five)
}

func itself(i int) int { return i }
func never(int) int    { return -1 }

func TestDecisions(t *testing.T) {
	t.Parallel()
	const claim = "Алматыға шетел әскері кірді, әуежай жабылып, көшелерде атыс болып жатыр"
	const other = "Министр Астанада бюджет туралы заң жобасын депутаттарға таныстырды"
	for name, tc := range map[string]struct {
		known, query string
		want         Decision
	}{
		"the same":                        {claim, "АЛМАТЫҒА шетел әскері кірді: әуежай жабылып — көшелерде атыс болып жатыр!!!", Join},
		"on a Russian keyboard":           {claim, russianKeyboard.Replace(claim), Join},
		"put around":                      {claim, "Forwarded from Абай:\n" + claim + ".\nДостарыңа тарат!", Join},
		"called false":                    {claim, claim + ". Бұл жалған!", Suggest},
		"another alphabet, put around":    {claim, latinAlphabets["2021"].Replace("Шұғыл! " + claim + ". Бұл рас па?"), Join},
		"another alphabet and more":       {claim, latinAlphabets["2021"].Replace(claim + ". Бұл жалған!"), Suggest},
		"turned around":                   {"Russia attacked Ukraine with missiles on Monday morning", "Ukraine attacked Russia with missiles on Monday morning", Suggest},
		"denied":                          {claim, "Алматыға шетел әскері кірді емес, әуежай жабылып, көшелерде атыс болып жатыр", Suggest},
		"with a number":                   {claim, claim + ". 200 адам өлді", Suggest},
		"two ways of one thing":           {"Полиция сообщила, что Токаев арестован вчера в Астане", "Полиция сообщила, что Назарбаев арестован вчера в Астане", Suggest},
		"some words left out and put in":  {"A police dog in Ohio found 100 pounds of cocaine in a school bus", "Good boy! A police dog in Ohio found 100 pounds of pure cocaine in a school bus. Share!", Suggest},
		"a telling word left out":         {"The son of Vikram Ruzakhunov was arrested in Almaty on Friday by the police", "Vikram Ruzakhunov was arrested in Almaty on Friday by the police", Suggest},
		"half":                            {claim, "Алматыға шетел әскері кірді, әуежай", Suggest},
		"something else":                  {claim, other, None},
		"few words, the same":             {"Токаев ушёл", "токаев ушел!", Join},
		"few words, in a question":        {"Токаев ушёл", "Правда ли, что Токаев ушёл?", Join},
		"few words, and one more":         {"Токаев ушёл", "токаев ушел вчера", None},
		"few words of many":               {claim, "көшелерде атыс", Suggest},
		"one word of many":                {claim, "атыс", None},
		"the same link":                   {claim + " https://youtu.be/dQw4w9WgXcQ", "мынау рас па https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=10", Suggest},
		"the same link and text":          {claim + " https://t.me/s/x/1", claim + ".\nТолығырақ: https://t.me/x/1?single", Join},
		"the same text, another link":     {claim + " https://t.me/x/1", claim + " https://t.me/x/2", Suggest},
		"few words, another link":         {"Смотрите https://t.me/x/1", "Смотрите https://t.me/x/2", None},
		"a question about the link":       {"https://t.me/x/1", "Мынау рас па? https://t.me/x/1", Join},
		"only the link":                   {"https://t.me/x/1", "http://www.t.me/s/x/1/", Join},
		"a link and a text with it":       {claim + " t.me/x/1", "https://t.me/x/1", Suggest},
		"retold":                          {claim, "көшелерде атыс, әуежай жабылды, шетел әскері Алматыға кіріпті дейді", Suggest},
		"words of another alphabet in it": {claim, strings.NewReplacer("а", "a", "е", "e", "о", "o").Replace(claim), Join},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := NewIndex(key)
			x.Add("claim", tc.known)
			for i, s := range sentences(t, "kaz")[:200] {
				x.Add(fmt.Sprint(i), s)
			}
			got := x.Search(tc.query, 5)
			require.NotEmpty(t, got)
			if tc.want == None {
				for _, m := range got {
					require.Equal(t, None, m.Decision)
				}
				return
			}
			require.Equal(t, "claim", got[0].ID)
			require.Equal(t, tc.want, got[0].Decision, "%.3f", got[0].Score)
			for _, m := range got[1:] {
				require.NotEqual(t, Join, m.Decision)
			}
		})
	}
}

func TestNothingIsFoundForNothing(t *testing.T) {
	t.Parallel()
	x := indexed("a text of some words", "", "🔥")
	for _, q := range []string{"", "   ", "🔥🔥", "\xff\xfe", "!?"} {
		require.Empty(t, x.Search(q, 5), "%q", q)
	}
	require.Empty(t, x.Search("a text of some words", 0))
	require.Empty(t, NewIndex(key).Search("a text of some words", 5))
}

// Whatever is added, replaced and removed, the index finds what is in it, and nothing else.
func TestIndexKeepsWhatIsInIt(t *testing.T) {
	t.Parallel()
	kaz := sentences(t, "kaz")
	rapid.Check(t, func(t *rapid.T) {
		x, want := NewIndex(key), map[string]int{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			id := fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "id"))
			if rapid.IntRange(0, 2).Draw(t, "what") == 0 {
				x.Remove(id)
				delete(want, id)
			} else {
				want[id] = rapid.IntRange(0, 19).Draw(t, "text")
				x.Add(id, kaz[want[id]])
			}
		}
		require.Equal(t, len(want), x.Len())
		for k := range 20 {
			exact := map[string]bool{}
			for _, m := range x.Search(kaz[k], 20) {
				require.Contains(t, want, m.ID)
				require.Equal(t, want[m.ID] == k, m.Decision == Join)
				exact[m.ID] = m.Decision == Join
			}
			for id, text := range want {
				require.Equal(t, text == k, exact[id])
			}
		}
	})
}

func TestAnIndexIsWornWhenMostIsGone(t *testing.T) {
	t.Parallel()
	x := indexed(sentences(t, "kaz")...)
	for i, s := range sentences(t, "rus") {
		x.Add(fmt.Sprint(i, "r"), s)
	}
	for i := range 1000 {
		x.Remove(fmt.Sprint(i))
	}
	require.False(t, x.Worn())
	x.Remove("0r")
	require.True(t, x.Worn())
	require.Equal(t, 999, x.Len())
	require.Equal(t, "5r", x.Search(sentences(t, "rus")[5], 1)[0].ID)
}

func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	kaz := sentences(t, "kaz")
	x := indexed(kaz[:500]...)
	done := make(chan bool)
	for w := range 4 {
		go func() {
			for i := range 100 {
				x.Search(kaz[i], 5)
				x.Add(fmt.Sprint("w", w, i), kaz[500+i])
				x.Remove(fmt.Sprint("w", w, i-1))
			}
			done <- true
		}()
	}
	for range 4 {
		<-done
	}
	require.Equal(t, 504, x.Len())
}
