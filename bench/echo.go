package main

import (
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// echo is the bare bot that many start from: it answers every message and stores nothing. With one worker it is the loop
// of the library's own example.
func echo(token, endpoint string, workers int) error {
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(token, endpoint)
	if err != nil {
		return err
	}
	updates := bot.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 30})
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for u := range updates {
				if u.Message != nil {
					_, _ = bot.Send(tgbotapi.NewMessage(u.Message.Chat.ID, u.Message.Text))
				}
			}
		})
	}
	wg.Wait()
	return nil
}
