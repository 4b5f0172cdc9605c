package claim

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rastau/rastau/verification/moderation"
)

func TestEveryKindOfFactIsBoundedOrNeedsNoBound(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	require.NoError(t, err)
	kinds := map[Kind]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := v.Type.(*ast.Ident); ok && of.Name == "Kind" {
			kind, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			kinds[Kind(kind)] = true
		}
		return true
	})
	require.Greater(t, len(kinds), 40)
	for kind := range kinds {
		require.Contains(t, bounds, kind)
	}
	require.Len(t, bounds, len(kinds))
}

func TestWhatProtectsAPersonIsNeverRefusedForHavingBeenDoneTooOften(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{KindTakenDown, KindRefused, KindStruck, KindStopped, KindVoided} {
		require.Zero(t, bounds[kind])
	}
}

// Whatever people do in whatever order, nobody's facts of a kind are more than their bound, nor everybody's more than theirs; and
// who has not done a thing yet can, until as many have as may at all.
func TestNobodyMakesALedgerLong(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		kinds := []Kind{KindEvidenced, KindAppealed, KindSorted}
		c := Replay("K7Q2MX", nil, 0, nil)
		taken := map[Kind]map[PersonID]int{}
		all := map[Kind]int{}
		n := rapid.IntRange(1, 1500).Draw(t, "wishes")
		people := rapid.IntRange(1, 600).Draw(t, "people")
		pick := rapid.IntRange(0, people-1)
		for i := range n {
			kind := kinds[i%len(kinds)]
			by := PersonID(fmt.Sprint("p", pick.Draw(t, "by")))
			f := New(kind)
			*f.Head() = Meta{Cause: fmt.Sprint(i), By: by}
			b := bounds[kind]
			next := *c
			next.caused = map[Kind]*caused{}
			for k, v := range c.caused {
				next.caused[k] = &caused{v.all, maps.Clone(v.by)}
			}
			next.fresh = []Event{f}
			next.count(f)
			err := next.Bounded()
			mine := taken[kind][by]
			switch {
			case mine == b.each:
				require.ErrorIs(t, err, TooOften)
			case b.most > 0 && all[kind] == b.most, b.crowd > 0 && all[kind] >= b.crowd && mine > 0:
				require.ErrorIs(t, err, Crowded)
			default:
				require.NoError(t, err)
			}
			if err != nil {
				continue
			}
			c.count(f)
			if taken[kind] == nil {
				taken[kind] = map[PersonID]int{}
			}
			taken[kind][by]++
			all[kind]++
		}
	})
}

func TestThereIsAnEndToObjections(t *testing.T) {
	t.Parallel()
	c := fresh()
	for i := range 1001 {
		require.NoError(t, c.Bounded())
		f := &Appealed{Meta: Meta{Cause: fmt.Sprint(i), By: PersonID(fmt.Sprint("p", i))}, Wording: Wording{Words: "no"}}
		c.fresh = []Event{f}
		c.count(f)
	}
	require.ErrorIs(t, c.Bounded(), Crowded)
}

func TestWhatFollowsFromOtherFactsIsNobodysDoing(t *testing.T) {
	t.Parallel()
	c := fresh()
	for range 200 {
		c.Record(&Labelled{Meta: Meta{At: t0}, On: true})
		c.Record(&Corrected{Meta: Meta{At: t0, By: "r"}, Verdict: &c.Verdict})
	}
	require.NoError(t, c.Bounded())
}

// A claim that already has more than may be added, of a ledger from before there were bounds, keeps all of it.
func TestALedgerLongerThanTheBoundsReplaysWhole(t *testing.T) {
	t.Parallel()
	facts := longLedger(Truth, 4000)
	c := Replay("K7Q2MX", facts, len(facts), nil)
	require.Len(t, c.Evidence, 4000-15)
	require.NoError(t, c.Bounded())
	require.NoError(t, c.AddEvidence(t0, "more", "v1", &Evidence{Text: "x"}, "", small))
	require.ErrorIs(t, c.Bounded(), TooOften)
}

// longLedger is that of a claim about which 15 people answered and then gave evidence again and again.
func longLedger(q Question, n int) []Event {
	const people = 15
	asked := &Asked{Meta: Meta{At: t0}, Lease: t0.Add(small.Policy.Lease)}
	facts := []Event{
		&Received{Meta: Meta{At: t0}, Language: English, Content: &Content{Text: "They say that the bridge is closed."}},
		&Opened{Meta: Meta{At: t0}, Question: q, Deadline: t0.Add(small.Policy.Deadline), Sought: people, Limit: people},
		asked,
	}
	for i := range people {
		asked.Whom = append(asked.Whom, PersonID(fmt.Sprint("v", i)))
	}
	for i := range n {
		meta := Meta{At: t0, By: asked.Whom[i%people], Cause: fmt.Sprint("e", i)}
		f := Event(&Evidenced{
			Meta:          meta,
			EvidenceBasis: SawEarlier, Evidence: &Evidence{Link: moderation.Foreign(fmt.Sprintf("https://example.org/%d", i)), Text: "a source"},
		})
		if i < people {
			answered := &Answered{Meta: meta, Answer: True, Weight: .6}
			if q.Open() {
				answered.Answer, answered.Text = "", moderation.Foreign(fmt.Sprintf("Name Number%d", i))
			}
			f = answered
		}
		facts = append(facts, f)
	}
	return facts
}
