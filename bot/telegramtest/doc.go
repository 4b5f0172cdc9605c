// Package telegramtest is a Bot API server for tests and demonstrations, as httptest is for HTTP. It is strict where
// Telegram is: offsets and long polls are real, texts and markup are checked, limits answer 429, errors have Telegram's
// words. And it has people, who act and read:
//
//	tg := telegramtest.New()
//	defer tg.Close()
//	aigerim := tg.User(telegramtest.Profile{FirstName: "Айгерім", Language: "kk"})
//	aigerim.Says("/start")
//	hello, err := aigerim.Waits(ctx, telegramtest.Containing("Сәлем"))
//	aigerim.Presses(hello, "Рас па?")
//
// A bot talks to it at [Server.URL] with [Server.Token]. The package depends on nothing of Rastau, so that it can judge it.
package telegramtest
