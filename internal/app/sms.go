package app

import (
	"context"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/handlers/notify"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/vault"
)

// texter is the gateway to a phone that carries SMS; nil when the settings name none.
func (a *App) texter(v *vault.Vault) bot.Texter {
	if a.settings.SMSSecret == "" {
		return nil
	}
	a.SMS = sms.New(sms.Options{
		Redis: a.redis, Barrier: a.barrier, Sealer: v, Secret: string(a.settings.SMSSecret), Clock: a.clock, Log: a.log, Metrics: a.metrics,
	})
	return a.SMS
}

// readers asks a desk, which does not exist yet, how the owner of a number is answered.
func readers(desk **verification.Service, v *vault.Vault) notify.Reads {
	return func(ctx context.Context, number int64) (claim.Language, bool, bool, error) {
		return (*desk).Reads(ctx, claim.PersonID(v.Pseudonym("sms", number)))
	}
}
