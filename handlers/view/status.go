package view

import (
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/callback"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/verification/claim"
)

// Progress is what is to be known of a claim that is not in it: whether anybody can be asked about it, and the time.
type Progress struct {
	Reached bool
	Now     time.Time
}

// Status says what somebody who has the code of a claim may know of it.
func Status(s locale.Speaker, c *claim.Claim, by claim.PersonID, p Progress) string {
	a, asks := c.Asker(by)
	if !asks {
		if text, said := Unspecific(s, c); said {
			return text
		}
	}
	switch c.Status {
	case claim.StatusReceived:
		return s.T("status.received", "Code", c.Code)
	case claim.StatusOpen:
		text := underway(s, "status.open", c, p)
		if c.IsPaused() {
			text += "\n⏸ " + s.T("status.standing")
		}
		if c.Withheld != "" {
			text += "\n" + s.T("withheld."+string(c.Withheld))
		}
		return text
	case claim.StatusDecided:
		return s.T("status.decided", "Code", c.Code)
	case claim.StatusStopped:
		return s.T("claim.stopped."+string(c.Stopped), "Code", c.Code)
	case claim.StatusScreening:
		if a.Via != "" {
			return s.T("status.pending", "Code", c.Code) // somebody else wrote who showed the person
		}
		return s.T("claim.screening", "Code", c.Code, "Where", c.ShownBy.Mask())
	case claim.StatusRefused:
		return Refused(s, c.RefusedFor)
	case claim.StatusLapsed:
		return s.T("claim.lapsed")
	case claim.StatusMerged:
		return s.T("result.merged", "Code", c.Code, "Into", c.Into)
	}
	return Result(s, c.PublicTo(a, asks))
}

// Unspecific is what everybody may know of a claim of which no result was ever out: whether there may still be one. How far it
// is, what it is stopped for and when it ends would tell what it is about, that a name is about to go out, and to the minute when
// somebody asked. That a result which was out is looked at once more is no secret.
func Unspecific(s locale.Speaker, c *claim.Claim) (text string, said bool) {
	switch c.Status {
	case claim.StatusOpen, claim.StatusDecided:
		return s.T("status.pending", "Code", c.Code), c.OutAt.IsZero()
	case claim.StatusReceived, claim.StatusScreening, claim.StatusStopped:
		return s.T("status.pending", "Code", c.Code), true
	case claim.StatusRefused, claim.StatusLapsed:
		return s.T("status.unchecked", "Code", c.Code), true
	case claim.StatusTakenDown:
		return s.T("status.unchecked", "Code", c.Code), !c.Out()
	default:
		return "", false
	}
}

// underway says that a claim is being checked, or that it waits for somebody who can check it: key is that of the one, with ".waits" that
// of the other. How many there are is told to nobody.
func underway(s locale.Speaker, key string, c *claim.Claim, p Progress) string {
	if !p.Reached {
		key += ".waits"
	}
	return s.T(key, "Code", c.Code, "Deadline", s.Moment(c.EndsAt(p.Now)))
}

// Standing says where a claim stands, in one sentence, to those who work on it: why something cannot be done with it now, and what became
// of a verdict whose buttons are gone. at is when one that was approved goes out. Reviewers are counted, and not named.
func Standing(s locale.Speaker, c *claim.Claim, at time.Time) string {
	approved := len(c.ApprovedBy)
	switch {
	case c.Status == claim.StatusDecided && !c.PublishAt.IsZero():
		return s.T("standing.scheduled", "Count", approved, "At", s.Time(at))
	case c.Status == claim.StatusPublished && c.Version > 1:
		return s.T("standing.corrected", "At", s.Time(c.EndedAt))
	case c.Status == claim.StatusPublished:
		return s.T("standing.published", "Count", approved, "At", s.Time(c.EndedAt))
	case c.Status == claim.StatusMerged:
		return s.T("standing.merged", "Into", c.Into)
	}
	return s.T("standing." + string(c.Status))
}

// Capital begins a sentence that stands by itself.
func Capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}

// Taken tells who asked that their claim is being checked, with buttons for what it is about while nobody has answered. proof is that
// they asked, where the bot cannot know who did; "" where it does.
func Taken(s locale.Speaker, c *claim.Claim, speaks claim.Language, p Progress, proof string) (string, [][]bot.Button) {
	text := underway(s, "claim.taken", c, p)
	if proof != "" {
		text += sealedNote(s, c.Code)
	}
	if c.Answered() > 0 || c.Status != claim.StatusOpen {
		return text, nil
	}
	if c.Privacy.Said {
		text += "\n\n" + s.T("claim.private")
	}
	rows := append(sorting(s, c, proof), spoken(s, c, speaks, proof)...)
	if !c.Privacy.Said && proof == "" {
		rows = append(rows, []bot.Button{{Text: s.T("private.tick"), Data: callback.Data(callback.Private, c.Code, "")}})
	}
	return text + "\n\n" + s.T("claim.subject"), rows
}

// sealedNote says how they learn of the result whom the bot cannot tell by itself.
func sealedNote(s locale.Speaker, code claim.Code) string {
	return "\n" + s.T("claim.sealed", "Code", code)
}
