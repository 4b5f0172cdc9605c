package verification_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/screening"
	"github.com/rastau/rastau/verification/vault"
)

// BenchmarkPressOnTheLongestClaim measures a press on a claim on which everybody did everything as often and as long as the bounds
// allow: the 15 who are asked, and those who object to its result.
//
//	go test -run - -bench PressOnTheLongestClaim ./verification
func BenchmarkPressOnTheLongestClaim(b *testing.B) {
	server := redistest.Server(b, redisserver.Options{})
	client := server.Client()
	b.Cleanup(func() { _ = client.Close() })
	keys, _ := vault.NewKeys(start)
	v := vault.New(keys)
	store := redisstore.New(client, nil, v)
	desk := verification.New(verification.Options{
		Store: store, Announcer: &heard{cut: &cut{}, notices: map[string]string{}}, Namer: v, Clock: fixed(start), Policy: verification.DefaultPolicy(),
	})
	for _, objections := range []int{0, 1000} {
		for i, q := range verification.Questions {
			code := verification.NewCode([]byte{byte(objections), byte(i), 1, 2, 3, 4, 5, 6})
			facts := longest(q, objections)
			require.NoError(b, store.Append(b.Context(), code, 0, facts, time.Time{}))
			require.NoError(b, store.Settle(b.Context(), code, len(facts), time.Time{}))
			by := verification.Person{ID: "v3", Role: verification.Verifier}
			b.Run(fmt.Sprintf("%s/facts=%d", q, len(facts)), func(b *testing.B) {
				for i := range b.N {
					_, err := desk.AddEvidence(b.Context(), fmt.Sprint("press", b.N, i), by, code, &verification.Evidence{Text: "one more"}, "")
					if _, refused := verification.RefusalOf(err); !refused {
						require.NoError(b, err)
					}
				}
			})
		}
	}
}

type fixed time.Time

func (f fixed) Now() time.Time { return time.Time(f) }

func longest(q verification.Question, objections int) []verification.Fact {
	const people = 15
	facts := []verification.Fact{
		{Kind: verification.Received, At: start, Language: verification.Russian, Content: &verification.Content{Text: screening.Foreign(strings.Repeat("Говорят, что мост закрыт. ", 150))}},
		{Kind: verification.Opened, At: start, Question: q, Until: start.Add(48 * time.Hour), Count: people, Limit: people},
		{Kind: verification.Cleared, At: start, Until: start.Add(48 * time.Hour)},
		{Kind: verification.Asked, At: start, Until: start.Add(time.Hour)},
	}
	for i := range people {
		facts[3].Whom = append(facts[3].Whom, verification.PersonID(fmt.Sprint("v", i)))
	}
	for i := range 12 {
		for j, id := range facts[3].Whom {
			f := verification.Fact{Kind: verification.Answered, At: start, By: id, Cause: fmt.Sprint("a", i, j), Answer: verification.TruthAnswers[(i+j)%2], Weight: .6}
			if q.Open() {
				f.Answer, f.Text = "", screening.Foreign(fmt.Sprintf("Имя%d Фамилия%d %s", i, j, strings.Repeat("ова", 50)))
			}
			facts = append(facts, f)
		}
	}
	for i := range 12 {
		for j, id := range facts[3].Whom {
			n := 12
			if id == "v3" {
				n = 11 // one press is left
			}
			if i < n {
				facts = append(facts, verification.Fact{Kind: verification.Evidenced, At: start, By: id, Cause: fmt.Sprint("e", i, j), Knowing: verification.SawEarlier, Evidence: &verification.Evidence{
					Link: screening.Foreign(fmt.Sprintf("https://example.org/%d/%d/%s", i, j, strings.Repeat("a-path", 30))), Text: screening.Foreign(strings.Repeat("Очень много слов. ", 28)),
				}})
			}
		}
	}
	if objections > 0 {
		v := &consensus.Verdict{Answer: verification.True, Decided: true}
		facts = append(facts, verification.Fact{Kind: verification.Decided, At: start, Verdict: v}, verification.Fact{Kind: verification.Published, At: start, Verdict: v, Count: 1})
		for i := range objections {
			facts = append(facts, verification.Fact{Kind: verification.Appealed, At: start, By: verification.PersonID(fmt.Sprint("p", i)), Cause: fmt.Sprint("o", i), Words: screening.Foreign(strings.Repeat("нет ", 250))})
		}
	}
	return facts
}
