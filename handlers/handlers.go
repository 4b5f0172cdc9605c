// Package handlers holds the conversations: an update in, a call of the [verification.Service], replies out.
//
// [Handlers.Handle] routes an update by who sent it and where. A session answers it; what somebody can do in it is told by their role, and
// each role has a file: citizen, requester, volunteer, reviewer, operator, and who runs a channel. What people write is read by
// package input, what they read is drawn by package view, in the language of whoever reads. Package notify writes to people who did not
// just write, and package sms answers SMS.
package handlers

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/handlers/attachments"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/handlers/outgoing"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/publisher"
)

// Namer makes pseudonyms.
type Namer interface {
	Pseudonym(domain string, id int64) string
}

// Admins knows who runs a group or channel.
type Admins interface {
	// Standing gives a person's place in a chat, [bot.Unseen] when that cannot be known there. It fails only with what passes.
	Standing(ctx context.Context, chat, person int64) (bot.Standing, error)
}

// Clock tells the time.
type Clock interface{ Now() time.Time }

// Options are what Handlers work with; all are needed.
type Options struct {
	Desk      *verification.Service
	Send      bot.Sender
	Callbacks bot.CallbackAnswerer
	Namer     Namer
	Admins    Admins
	BotName   string // user name, without @
	Operators []int64
	Locale    *locale.Texts
	Clock     Clock
	Log       *slog.Logger
	// Erase has the traces of a chat erased that are kept outside the desk, and then says so there, unless done is ""; none
	// when nil.
	Erase func(ctx context.Context, chat int64, done string) error
	// Erasable tells whether copies of what was erased can be taken out of the database's files; always when nil.
	Erasable func(ctx context.Context) (bool, error)
	// Texter sends SMS; nil when nobody carries any.
	Texter bot.Texter
	// Cleanable tells by its kind whether hidden data may be taken out of a file; nil when nothing is asked of files. Inspect
	// looks into one, and fails with [bot.ErrHidden] when they cannot; nil when nobody looks.
	Cleanable func(m bot.Media) bool
	Inspect   func(ctx context.Context, fileID string) error
	Search    bot.Searcher // answers searches in inline mode
	Fetch     bot.Fetcher  // to look at pictures; nothing is recognised by its looks when nil
	// Runs gives what a chat is called and who runs it; nobody is told what the bot may not do there when nil. Resume has what waits
	// for a chat tried at once; nothing is when nil.
	Runs   func(ctx context.Context, chat int64) (title string, people []int64, err error)
	Resume func(ctx context.Context, chat int64) error
	// Quarantined counts the updates and messages that were set aside; nobody is told of any when nil.
	Quarantined func(ctx context.Context) (updates, messages int64, err error)
	// SMSNumber is where people send SMS to; "" when nobody carries any.
	SMSNumber string
	// Successors are told in advance where to look if the bot is seized; without a signature when its COSE is empty.
	Successors bulletin.Successors
	Bulletins  Bulletins // nothing is issued when nil
}

// Handlers is the [bot.Handler] of Rastau.
type Handlers struct {
	Options
	attachments attachments.Reader
}

// New makes Handlers.
func New(o Options) *Handlers {
	o.Send = outgoing.Reporting{Sender: outgoing.Tappable{Sender: o.Send, BotName: o.BotName}, Clock: o.Clock}
	return &Handlers{Options: o, attachments: attachments.Reader{Fetch: o.Fetch, File: o.Inspect, Clock: o.Clock, Log: o.Log}}
}

func (h *Handlers) isOperator(id int64) bool {
	return slices.Contains(h.Operators, id)
}

// address is how the chat service reaches a chat, as the domain keeps it.
func address(id int64) string { return strconv.FormatInt(id, 10) }

// Bulletins are what was issued.
type Bulletins interface {
	Latest(ctx context.Context) (publisher.Edition, error)
	Result(ctx context.Context, code claim.Code) (publisher.Edition, error)
	Holding() (bulletin.SigningKeys, error)
}
