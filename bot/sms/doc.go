// Package sms takes and gives SMS by way of a phone that has the internet and a SIM card, and runs an app that speaks the
// protocol of SMSsync: it posts what it receives and asks for what it shall send.
//
//	gate := sms.New(sms.Options{Redis: client, Sealer: vault, Secret: "…", Clock: clock, Log: log})
//	gate.Serve(conversations)       // who answers
//	mux.Handle("/sms", gate)        // the phone's Sync URL
//	err := gate.SendText(ctx, bot.OutText{Key: "tell.K7Q2MX", To: 77011234567, Words: "…"})
//
// # In
//
// An SMS is handled before the phone is told that we have it. Until then the phone keeps it and posts it again, which has
// no second effect: what follows from an SMS carries keys made of its id. So nothing of it is stored here but, under a
// pseudonym of its id, that it is done with.
//
// # Out
//
// What is to be sent waits sealed, with its number, until the phone says that it has it (task=sent); then it is erased here,
// and it is the phone's to send it. The phone must therefore have its "message results API" on. One that does not say it is
// given the message again after ten minutes, three times in all.
//
// # Who is who
//
// People are called by a keyed pseudonym of their number. The number stands, sealed, only in what waits to be sent to it. No
// number or text is in any log line, error or metric.
package sms
