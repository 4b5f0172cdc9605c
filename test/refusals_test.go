package test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/test/harness"
)

// refusing is a bot with a few volunteers, and a Telegram that refuses what a test has it refuse.
type refusing struct {
	*house
	log        harness.Log
	volunteers []*telegramtest.User
	asker      *telegramtest.User
}

func newRefusing(t *testing.T, volunteers int) *refusing {
	t.Helper()
	r := &refusing{}
	r.house = newHouse(t, &r.log, 2, func(s *config.Settings) {
		s.Policy.RoundSize, s.Policy.MinVoters, s.Policy.MaxAsked, s.Policy.Confidence = 2, 2, 4, 0.4
	})
	operator := r.tg.User(telegramtest.Profile{FirstName: "Operator", Language: "en", ID: harness.OperatorID})
	for range volunteers {
		r.volunteers = append(r.volunteers, r.joins(operator, "verifier"))
	}
	r.asker = r.tg.User(telegramtest.Profile{FirstName: "A", Language: "en"})
	r.asker.Says("/start")
	r.settle()
	return r
}

func (r *refusing) joins(operator *telegramtest.User, role string) *telegramtest.User {
	r.t.Helper()
	operator.Says("/invite " + role)
	link, err := operator.Waits(r.t.Context(), telegramtest.Containing("?start="))
	require.NoError(r.t, err)
	_, word, _ := strings.Cut(link.Text, "?start=")
	u := r.tg.User(telegramtest.Profile{FirstName: "V", Language: "en"})
	u.Says("/start " + strings.TrimSpace(word))
	r.settle()
	return u
}

// asks has the asker ask whether something is true that they just sent.
func (r *refusing) asks() {
	r.t.Helper()
	r.settle()
	for _, m := range slices.Backward(r.asker.Inbox()) {
		if _, ok := m.Button("Is it true?"); ok {
			r.asker.Presses(m, "Is it true?")
			return
		}
	}
	require.Fail(r.t, "nothing is asked about")
}

// cards counts the questions that the volunteers were put.
func (r *refusing) cards() (n int) {
	for _, u := range r.volunteers {
		for _, m := range u.Inbox() {
			if _, ok := m.Button("Misleading"); ok {
				n++
			}
		}
	}
	return n
}

func (r *refusing) files(kind string) (n int) {
	for _, u := range r.volunteers {
		for _, m := range u.Inbox() {
			if len(m.Media) > 0 && m.Media[0].Kind == kind {
				n++
			}
		}
	}
	return n
}

// TestAFileThatCannotBeFetchedConcernsNobodyElse: Telegram says where it is, and there is nothing. Other questions go out meanwhile,
// this one does not go out without it, and who sent it is told.
func TestAFileThatCannotBeFetchedConcernsNobodyElse(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"it is gone":              {Method: telegramtest.Download, Status: 404},
		"its place is broken":     {Method: telegramtest.Download, Status: 500},
		"nobody answers there":    {Method: telegramtest.Download, CutBefore: true},
		"it cannot be had now":    {Method: "getFile", Error: "Bad Request: wrong file_id or the file is temporarily unavailable", Code: 400},
		"its name is not known":   {Method: "getFile", Error: "invalid file_id"},
		"it is too big":           {Method: "getFile", Error: "file is too big"},
		"Telegram takes it never": {Method: "sendPhoto", Status: 502},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefusing(t, 4)
			sent := r.asker.Sends(harness.PictureFile(t)).Media[0]
			fault.Times, fault.With = telegramtest.Always, sent.FileID
			if fault.Method == "sendPhoto" {
				fault.With = "upload:"
			}
			r.tg.Break(fault)
			r.asks()
			r.asker.Says("They say that the bread will cost twice as much from tomorrow on.")
			r.settleMoving()
			r.asks()
			r.settleMoving()
			said := r.log.String()
			require.NotContains(t, said, "no call reaches Telegram")
			require.NotContains(t, said, sent.FileID)
			if fault.Method == "sendPhoto" { // it goes as a file
				require.Equal(t, 4, r.cards())
				require.Equal(t, 2, r.files("document"))
				return
			}
			require.Equal(t, 2, r.cards(), "of the other question alone")
			if fault.Error == "invalid file_id" || fault.Error == "file is too big" { // known from the start
				require.Contains(t, inboxText(r.asker), "an editor looks first")
				return
			}
			require.Contains(t, inboxText(r.asker), "I couldn't show your file to anyone")
		})
	}
}

// TestAFileThatCanBeFetchedAfterAllGoesOut: nobody hears of it.
func TestAFileThatCanBeFetchedAfterAllGoesOut(t *testing.T) {
	t.Parallel()
	r := newRefusing(t, 4)
	sent := r.asker.Sends(harness.PictureFile(t)).Media[0]
	r.tg.Break(telegramtest.Fault{Method: telegramtest.Download, Status: 404, With: sent.FileID, Times: 5})
	r.asks()
	r.settleMoving()
	require.Equal(t, 2, r.cards())
	require.Equal(t, 2, r.files("photo"))
	require.NotContains(t, inboxText(r.asker), "I couldn't show")
}

// TestAFileThatIsNoPictureIsNotTaken: who sent it hears so at once.
func TestAFileThatIsNoPictureIsNotTaken(t *testing.T) {
	t.Parallel()
	r := newRefusing(t, 2)
	m := telegramtest.Document("photo.jpg", "Is it true?")
	m.Bytes, m.Size = []byte("no picture at all"), 17
	r.asker.Sends(m)
	r.settle()
	require.Contains(t, inboxText(r.asker), "I can't open this file as a picture")
	r.pass(time.Hour)
	require.Zero(t, r.cards())
}

// TestWhoTakesNoVoiceMessagesGetsThemAsFiles, and another volunteer is asked in place of one who cannot be sent it at all.
func TestWhoTakesNoVoiceMessagesGetsThemAsFiles(t *testing.T) {
	t.Parallel()
	r := newRefusing(t, 4)
	for _, u := range r.volunteers {
		u.RefusesVoice()
	}
	deaf := r.volunteers[:2]
	for _, u := range deaf {
		r.tg.Break(telegramtest.Fault{Method: "sendDocument", Chat: u.ID(), Error: "something new", Times: telegramtest.Always})
	}
	v := telegramtest.Voice()
	v.Bytes = []byte("OggS\x00voice")
	r.asker.Sends(v)
	r.asks()
	r.settleMoving()
	require.Equal(t, 2, r.cards())
	require.Equal(t, 2, r.files("document"))
	for _, u := range deaf {
		require.NotContains(t, inboxText(u), "Is it true?", "nobody is asked what they cannot hear")
	}
	require.NotContains(t, inboxText(r.asker), "I couldn't show")
}

// TestWhatNobodyCanBeShownIsSaidToWhoSentIt, when it is those who are asked who do not take it.
func TestWhatNobodyCanBeShownIsSaidToWhoSentIt(t *testing.T) {
	t.Parallel()
	r := newRefusing(t, 2)
	r.tg.Break(telegramtest.Fault{Method: "sendVoice", Error: "VOICE_MESSAGES_FORBIDDEN", Times: telegramtest.Always})
	r.tg.Break(telegramtest.Fault{Method: "sendDocument", Error: "something new", Times: telegramtest.Always})
	r.asker.Sends(telegramtest.Voice())
	r.asks()
	r.settleMoving()
	require.Zero(t, r.cards())
	require.Contains(t, inboxText(r.asker), "I couldn't show your file to anyone")
}
