package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/bot/telegramtest"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/internal/app"
	"github.com/rastau/rastau/verification/bulletin"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/vault"
)

// stage is where the play takes place: the real bot, a Telegram and a Redis within this process, and a clock that the play
// moves.
type stage struct {
	ctx      context.Context
	out      io.Writer
	headless bool
	clock    *clockwork.FakeClock
	tg       *telegramtest.Server
	app      *app.App
	texts    *locale.Texts
	checks   []check
	names    *vault.Vault
	stamped  bool   // what people do is shown with its time
	sms      int    // how many SMS were carried to the bot
	rumourIs string // the code of the claim that is corrected later
}

// check is an outcome that the play expects.
type check struct {
	what string
	ok   bool
}

// play is what differs between the plays.
type play struct {
	begins time.Time
	leaps  bool                     // the clock leaps while the bot is connected too, so it cannot tell when it was cut off
	change func(s *config.Settings) // nil for the settings as they are
}

// fixedKeys are always the same, so that every performance has the same codes. They seal nothing that outlives it.
const fixedKeys = `rastau keys v1
name AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
seal 0a0b0c0d 2022-01-01 ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=
`

// fixedHolding signs the play's bulletins, so that every performance has the same ones.
const fixedHolding = `bulletin-key v1
secret 2021-12-01T00:00:00Z AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
public RSTK1:TK03:0: UB52LW3Z.R ATUFO16DM3RKUJ3V1*Y3O:GDE2%C6FE0VAS
`

// open sets the stage. The returned function takes it down again.
func open(ctx context.Context, out io.Writer, headless bool, p play) (*stage, func() error, error) {
	s := &stage{ctx: ctx, out: out, headless: headless, clock: clockwork.NewFakeClockAt(p.begins)}
	mini, err := miniredis.Run()
	if err != nil {
		return nil, nil, err
	}
	client := redis.NewClient(&redis.Options{Addr: mini.Addr(), PoolSize: 64})
	s.tg = telegramtest.New(telegramtest.Options{Clock: s.clock, NoLimits: true})
	settings := config.Defaults()
	settings.TelegramToken, settings.TelegramURL, settings.Listen, settings.MetricsListen = config.Secret(s.tg.Token()), s.tg.URL(), "", ""
	settings.Operators = config.IDs{operatorID}
	if p.change != nil {
		p.change(&settings)
	}
	keys, err := vault.ParseKeys([]byte(fixedKeys))
	if err != nil {
		return nil, nil, err
	}
	s.names = vault.New(keys)
	holding, err := bulletin.ParseSigningKeys([]byte(fixedHolding))
	if err != nil {
		return nil, nil, err
	}
	if s.texts, err = locale.New(); err != nil {
		return nil, nil, err
	}
	if s.app, err = app.New(ctx, app.Options{Settings: settings, Clock: s.clock, Redis: client, Keys: &keys, Holding: &holding, Leaps: p.leaps, Rand: rand.New(rand.NewPCG(1, 1))}); err != nil {
		return nil, nil, err
	}
	running, stop := context.WithCancel(ctx)
	ended, ticking := make(chan error, 1), make(chan struct{})
	go func() { ended <- s.app.Run(running) }()
	go s.tick(running, ticking)
	return s, func() error {
		s.tg.Unreachable(false) // what is begun can end
		s.tg.CutOff(false)
		stop()
		err := <-ended
		<-ticking
		s.tg.Close()
		err = errors.Join(err, client.Close())
		mini.Close()
		return err
	}, nil
}

// tick lets the play's time pass, ten times as fast as the audience's, until the play is over.
func (s *stage) tick(ctx context.Context, done chan struct{}) {
	defer close(done)
	beat := time.NewTicker(10 * time.Millisecond)
	defer beat.Stop()
	for {
		<-beat.C
		s.clock.Advance(100 * time.Millisecond)
		if ctx.Err() != nil && s.tg.Waiting() == 0 {
			// The bot's parts wait by this clock while they stop.
			for range 200 {
				<-beat.C
				s.clock.Advance(100 * time.Millisecond)
			}
			return
		}
	}
}

// settle waits until the bot has done with all that was said to it.
func (s *stage) settle() error {
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	err := s.tg.Settled(ctx, func(waiting int, _ []telegramtest.Call) bool { return waiting == 0 })
	if err != nil {
		return fmt.Errorf("the bot does not take what was said: %w", err)
	}
	return s.app.Drained(ctx)
}

// line prints, and leaves time to read.
func (s *stage) line(format string, args ...any) {
	_, _ = fmt.Fprintf(s.out, format+"\n", args...)
	if !s.headless {
		select {
		case <-time.After(350 * time.Millisecond):
		case <-s.ctx.Done():
		}
	}
}

func (s *stage) scene(title string) {
	s.line("\n%s", s.paint("1", "── "+title+" "+strings.Repeat("─", max(0, 70-len([]rune(title))))))
}

func (s *stage) paint(code, text string) string {
	if s.headless {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *stage) acts(who, what string) {
	if s.stamped {
		who = s.clock.Now().UTC().Format("15:04 ") + who
	}
	s.line("%s %s", s.paint("36", who+" ▸"), what)
}

// hears shows what the bot wrote.
func (s *stage) hears(who string, m telegramtest.Message) {
	text := strings.ReplaceAll(m.Text, "\n", "\n      ")
	s.line("   %s %s", s.paint("33", "Rastau → "+who+":"), text)
	for _, row := range m.Buttons {
		var buttons []string
		for _, b := range row {
			buttons = append(buttons, "["+b.Text+"]")
		}
		_, _ = fmt.Fprintf(s.out, "      %s\n", s.paint("2", strings.Join(buttons, " ")))
	}
}

// expect notes an outcome that the play stands or falls by.
func (s *stage) expect(what string, ok bool) { s.checks = append(s.checks, check{what, ok}) }

// text gives one of the bot's texts in a language, for people who press the button that bears it.
func (s *stage) text(l claim.Language, key string) string { return s.texts.For(l).T(key) }

// wait has a person wait for a message, at most for a while.
func (s *stage) wait(u *telegramtest.User, match telegramtest.Match) (telegramtest.Message, error) {
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	return u.Waits(ctx, match)
}

func (s *stage) waitIn(u *telegramtest.User, g *telegramtest.Group, match telegramtest.Match) (telegramtest.Message, error) {
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	return u.WaitsIn(ctx, g, match)
}
