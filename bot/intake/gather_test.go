package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/intake"
	"github.com/rastau/rastau/internal/redisserver/redistest"
)

func commentOf(u bot.Update) string {
	if u.Message.Comment == nil {
		return ""
	}
	return u.Message.Comment.Text
}

// gathers stores what was sent, works on it, and lets the moments pass in which more is waited for, once all was read. What it
// returns gives the n updates that were handled.
func (r *rig) gathers(t *testing.T, sent []said) (handled func(n int) []bot.Update) {
	t.Helper()
	last := said{ID: 99, Chat: 6}
	r.store(t, append(slices.Clone(sent), last)...)
	r.work(t)
	for r.handler.wait(r.ctx, t, 1)[0] != last.ID {
	}
	r.passes(t, collecting, time.Second)
	return func(n int) []bot.Update {
		t.Helper()
		r.drained(t)
		all := slices.DeleteFunc(r.handler.all(), func(u bot.Update) bool { return u.ID == last.ID })
		require.Len(t, all, n)
		return all
	}
}

func TestACommentBelongsToItsForward(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sent     []said
		ids      []int64
		comments []string
	}{
		"a text":              {[]said{{Text: "true?"}, {Forwarded: true}}, []int64{2}, []string{"true?"}},
		"several":             {[]said{{Text: "true?"}, {Forwarded: true}, {Forwarded: true}, {Text: "next"}}, []int64{2, 3, 4}, []string{"true?", "true?", ""}},
		"an album":            {[]said{{Text: "true?"}, {Forwarded: true, Album: "a"}, {Forwarded: true, Album: "a"}}, []int64{2}, []string{"true?"}},
		"nothing follows":     {[]said{{Text: "true?"}}, []int64{1}, []string{""}},
		"a text follows":      {[]said{{Text: "true?"}, {Text: "a claim"}, {Forwarded: true, At: 60}}, []int64{1, 2, 3}, []string{"", "", ""}},
		"much later":          {[]said{{Text: "true?"}, {Forwarded: true, At: 3}}, []int64{1, 2}, []string{"", ""}},
		"somebody else's":     {[]said{{Text: "true?"}, {Forwarded: true, From: 2}}, []int64{1, 2}, []string{"", ""}},
		"an edit":             {[]said{{Text: "true?", Edited: true}, {Forwarded: true}}, []int64{1, 2}, []string{"", ""}},
		"a command":           {[]said{{Text: "/mine", Command: "mine"}, {Forwarded: true}}, []int64{1, 2}, []string{"", ""}},
		"/check":              {[]said{{Text: "/check", Command: "check"}, {Forwarded: true}}, []int64{2}, []string{"/check"}},
		"a forwarded text":    {[]said{{Text: "true?", Forwarded: true}, {Forwarded: true}}, []int64{1, 2}, []string{"", ""}},
		"what cannot be read": {[]said{{Text: "true?"}, {Broken: true}, {Forwarded: true}}, []int64{1, 3}, []string{"", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHandler(nil)
			r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Attempts = 1 })
			for i := range c.sent {
				c.sent[i].ID, c.sent[i].Chat = int64(i+1), 5
				if c.sent[i].From == 0 {
					c.sent[i].From = 1
				}
			}
			handled := r.gathers(t, c.sent)
			for i, u := range handled(len(c.ids)) {
				require.Equal(t, c.ids[i], u.ID)
				require.Equal(t, c.comments[i], commentOf(u))
			}
			r.drained(t)
		})
	}
}

// The two come in one batch or in two, and the process may end between any of them.
func TestACommentAndItsForwardSurviveACrash(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		h := newHandler(nil)
		r := newRig(t, client, h)
		r.store(t, said{ID: 1, Chat: 5, From: 1, Text: "true?"})
		stop := r.work(t)
		require.NoError(t, r.clock.BlockUntilContext(r.ctx, collecting))
		stop()
		require.Empty(t, h.all())

		r.clock = clockwork.NewFakeClock()
		r.options.Clock = r.clock
		r.Intake = intake.New(r.options)
		r.store(t, said{ID: 2, Chat: 5, From: 1, Forwarded: true})
		r.work(t)
		require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
		require.Equal(t, "true?", commentOf(h.all()[0]))
		r.passes(t, collecting, time.Second)
		r.drained(t)
		require.Len(t, h.all(), 1, "the comment is nothing by itself")
	})
}

func TestABareQuestionIsWaitedAfterForLonger(t *testing.T) {
	t.Parallel()
	h := newHandler(nil)
	r := newRig(t, redistest.Mini(t), h, func(o *intake.Options) { o.Asks = func(text string) bool { return text == "true?" } })
	r.store(t, said{ID: 1, Chat: 5, From: 1, Text: "true?"})
	r.work(t)
	r.later(t, collecting, time.Second)
	r.later(t, collecting, time.Second)
	require.NoError(t, r.clock.BlockUntilContext(r.ctx, collecting))
	r.store(t, said{ID: 2, Chat: 5, From: 1, Forwarded: true})
	require.Equal(t, []int64{2}, h.wait(r.ctx, t, 1))
	require.Equal(t, 0, len(h.all())-1)
}

func TestALongTextIsOneMessage(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("ж", n) }
	for name, c := range map[string]struct {
		sent []said
		want []string
	}{
		"two parts":          {[]said{{Text: long(4096)}, {Text: long(904)}}, []string{long(5000)}},
		"three":              {[]said{{Text: long(4096)}, {Text: long(4096)}, {Text: long(1)}}, []string{long(8193)}},
		"cut at a blank":     {[]said{{Text: long(4000)}, {Text: long(90) + " " + long(90)}}, []string{long(4000) + " " + long(90) + " " + long(90)}},
		"with a comment":     {[]said{{Text: "true?"}, {Text: long(4096), Forwarded: true}, {Text: long(9), Forwarded: true}}, []string{long(4105)}},
		"forwarded":          {[]said{{Text: long(4096), Forwarded: true}, {Text: long(9), Forwarded: true}}, []string{long(4105)}},
		"cut at a paragraph": {[]said{{Text: long(3000)}, {Text: long(1500)}}, []string{long(3000) + " " + long(1500)}},
		"two texts":          {[]said{{Text: long(3000)}, {Text: long(500) + "\n\n" + long(1500)}}, []string{long(3000), long(500) + "\n\n" + long(1500)}},
		"two short ones":     {[]said{{Text: long(1000)}, {Text: long(4000)}}, []string{long(1000), long(4000)}},
		"that fit in one":    {[]said{{Text: long(3900)}, {Text: long(100)}}, []string{long(3900), long(100)}},
		"much later":         {[]said{{Text: long(4096)}, {Text: long(904), At: 9}}, []string{long(4096), long(904)}},
		"a forward follows":  {[]said{{Text: long(4096), Forwarded: true}, {Text: long(904)}}, []string{long(4096), long(904)}},
		"a command follows":  {[]said{{Text: long(4096)}, {Text: "/mine", Command: "mine"}}, []string{long(4096), "/mine"}},
		"somebody else's":    {[]said{{Text: long(4096)}, {Text: long(904), From: 2}}, []string{long(4096), long(904)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHandler(nil)
			r := newRig(t, redistest.Mini(t), h)
			for i := range c.sent {
				c.sent[i].ID, c.sent[i].Chat = int64(i+1), 5
				if c.sent[i].From == 0 {
					c.sent[i].From = 1
				}
			}
			handled := r.gathers(t, c.sent)
			for i, u := range handled(len(c.want)) {
				require.Equal(t, c.want[i], u.Message.Text)
			}
			r.drained(t)
		})
	}
}
