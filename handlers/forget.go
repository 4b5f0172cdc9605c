package handlers

import (
	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
)

func (s citizen) forget(*bot.Message) error {
	s.say(s.T("forget.confirm"), []bot.Button{
		{Text: s.T("forget.yes"), Data: callback.Data(callback.Forget, "", "yes")},
		{Text: s.T("forget.no"), Data: callback.Data(callback.Forget, "", "no")},
	}).MessageKey = "forget"
	return nil
}

func (s citizen) forgotten(word string) error {
	if word != "yes" {
		s.show("forget", s.T("forget.kept"))
		return nil
	}
	done, promised := s.T("forget.done"), s.T("forget.finished")
	if erasable, err := s.erasable(); err != nil {
		return err
	} else if !erasable { // a word would be promised that never comes
		done, promised = s.T("forget.copies"), ""
	}
	if err := s.forgetAll(); err != nil {
		return err
	}
	text := done + s.cannotFind()
	if s.by.Banned {
		text += "\n" + s.T("forget.banned")
	}
	s.show("forget", text)
	return s.eraseAfter(promised)
}

// erasable tells whether copies of what is erased go out of the database's files.
func (s citizen) erasable() (bool, error) {
	if s.Erasable == nil {
		return true, nil
	}
	return s.Erasable(s.ctx)
}

// panics is /panic: forget at once, without asking back. The answer is the last that is sent to the chat.
func (s citizen) panics(*bot.Message) error {
	if err := s.forgetAll(); err != nil {
		return err
	}
	done := s.T("panic.done")
	if erasable, err := s.erasable(); err != nil {
		return err
	} else if !erasable {
		done = s.T("panic.copies")
	}
	s.say(done + s.cannotFind()).Silence = bot.Begins
	return s.eraseAfter("")
}

// forgetAll erases the person, and what waits to be sent to them by SMS.
func (s citizen) forgetAll() error {
	if s.Texter != nil {
		for _, number := range s.by.Phones {
			if err := s.Texter.ForgetTexts(s.ctx, string(number)); err != nil {
				return err
			}
		}
	}
	return s.Desk.Forget(s.ctx, s.by.ID)
}

// cannotFind says what of the person's is kept where nobody can find it.
func (s citizen) cannotFind() string {
	if !s.Desk.Policy().SealAskers {
		return ""
	}
	return "\n" + s.T("forget.sealed")
}

// eraseAfter has also the traces of the chat erased, and done said when that is over, unless it is "".
func (s citizen) eraseAfter(done string) error {
	if s.Erase == nil {
		return nil
	}
	return s.Erase(s.ctx, s.id, done)
}
