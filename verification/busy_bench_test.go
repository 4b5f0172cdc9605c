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
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/consensus"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
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
		Store: store, Notifier: &heard{cut: &cut{}, notices: map[string]string{}}, Namer: v, Clock: fixed(start), Policy: claim.DefaultPolicy(),
	})
	for _, objections := range []int{0, 1000} {
		for i, q := range claim.Questions {
			code := claim.NewCode([]byte{byte(objections), byte(i), 1, 2, 3, 4, 5, 6})
			facts := longest(q, objections)
			require.NoError(b, store.Append(b.Context(), code, 0, facts, time.Time{}))
			require.NoError(b, store.Settle(b.Context(), code, len(facts), time.Time{}))
			by := claim.Person{ID: "v3", Role: claim.Verifier}
			b.Run(fmt.Sprintf("%s/facts=%d", q, len(facts)), func(b *testing.B) {
				for i := range b.N {
					_, err := desk.AddEvidence(b.Context(), fmt.Sprint("press", b.N, i), by, code, &claim.Evidence{Text: "one more"}, "")
					if _, refused := claim.RefusalOf(err); !refused {
						require.NoError(b, err)
					}
				}
			})
		}
	}
}

type fixed time.Time

func (f fixed) Now() time.Time { return time.Time(f) }

func longest(q claim.Question, objections int) []claim.Event {
	const people = 15
	asked := &claim.Asked{Meta: claim.Meta{At: start}, Lease: start.Add(time.Hour)}
	facts := []claim.Event{
		&claim.Received{Meta: claim.Meta{At: start}, Language: claim.Russian, Content: &claim.Content{Text: moderation.Foreign(strings.Repeat("Говорят, что мост закрыт. ", 150))}},
		&claim.Opened{Meta: claim.Meta{At: start}, Question: q, Deadline: start.Add(48 * time.Hour), Sought: people, Limit: people},
		&claim.Cleared{Meta: claim.Meta{At: start}, Deadline: start.Add(48 * time.Hour)},
		asked,
	}
	for i := range people {
		asked.Whom = append(asked.Whom, claim.PersonID(fmt.Sprint("v", i)))
	}
	for i := range 12 {
		for j, id := range asked.Whom {
			f := &claim.Answered{Meta: claim.Meta{At: start, By: id, Cause: fmt.Sprint("a", i, j)}, Answer: claim.TruthAnswers[(i+j)%2], Weight: .6}
			if q.Open() {
				f.Answer, f.Text = "", moderation.Foreign(fmt.Sprintf("Имя%d Фамилия%d %s", i, j, strings.Repeat("ова", 50)))
			}
			facts = append(facts, f)
		}
	}
	for i := range 12 {
		for j, id := range asked.Whom {
			n := 12
			if id == "v3" {
				n = 11 // one press is left
			}
			if i < n {
				facts = append(facts, &claim.Evidenced{
					Meta:          claim.Meta{At: start, By: id, Cause: fmt.Sprint("e", i, j)},
					EvidenceBasis: claim.SawEarlier, Evidence: &claim.Evidence{
						Link: moderation.Foreign(fmt.Sprintf("https://example.org/%d/%d/%s", i, j, strings.Repeat("a-path", 30))), Text: moderation.Foreign(strings.Repeat("Очень много слов. ", 28)),
					},
				})
			}
		}
	}
	if objections > 0 {
		v := &consensus.Verdict{Answer: claim.True, Decided: true}
		facts = append(facts, &claim.Decided{Meta: claim.Meta{At: start}, Verdict: v}, &claim.Published{Meta: claim.Meta{At: start}, Verdict: v, Version: 1})
		for i := range objections {
			facts = append(facts, &claim.Appealed{Meta: claim.Meta{At: start, By: claim.PersonID(fmt.Sprint("p", i)), Cause: fmt.Sprint("o", i)}, Wording: claim.Wording{Words: moderation.Foreign(strings.Repeat("нет ", 250))}})
		}
	}
	return facts
}
