package test

import (
	"image/jpeg"
	"strings"

	"github.com/rastau/rastau/bot/telegramtest"
)

// loseFiles has Telegram find no file of those that people send, or find them again.
func (s *script) loseFiles(lost bool) {
	if s.refuses = lost; lost {
		s.tg.Break(telegramtest.Fault{Method: telegramtest.Download, Status: 404, Times: telegramtest.Always})
	} else {
		s.tg.Mend()
	}
}

// settle waits until the bot has done with what was said, also when it tries something again and again.
func (s *script) settle() {
	s.t.Helper()
	if s.refuses {
		s.settleMoving()
	} else {
		s.house.settle()
	}
}

// sendFile sends "NAME: caption", a picture as a plain file, or "nothing: caption", a file that only has the name of one.
func (s *script) sendFile(u *telegramtest.User, what string) {
	s.t.Helper()
	name, caption, _ := strings.Cut(what, ": ")
	file := []byte("no picture at all")
	if name != "nothing" {
		picture, how, _ := strings.Cut(name, " ")
		file = s.jpegOf(picture, how, jpeg.DefaultQuality)
	}
	m := telegramtest.Document(name+".jpg", caption)
	m.Bytes, m.Size = file, int64(len(file))
	u.Sends(m)
}
