package app

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/redis/go-redis/v9"
	"github.com/spf13/cobra"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/config"
	"github.com/rastau/rastau/handlers/locale"
	"github.com/rastau/rastau/internal/durable"
	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/verification/redisstore"
	"github.com/rastau/rastau/verification/vault"
)

// historian signs the history of each day and makes it public.
type historian struct {
	store *redisstore.Store
	key   ed25519.PrivateKey
}

func newHistorian(store *redisstore.Store, v *vault.Vault) historian {
	return historian{store, v.Signer("history")}
}

func (h historian) sign(text []byte) []byte { return ed25519.Sign(h.key, text) }

// public is the half of the key that anybody may have, in hex.
func (h historian) public() string {
	p, _ := h.key.Public().(ed25519.PublicKey)
	return hex.EncodeToString(p)
}

// lines are the days as they are published: the day, its number, its head and the signature, one to a line.
func lines(days []redisstore.Day) string {
	var b strings.Builder
	for _, d := range days {
		fmt.Fprintf(&b, "%s %d %x %x\n", d.Name, d.Number, d.Head, d.Signature)
	}
	return b.String()
}

// sealDay seals yesterday's history and tells the operators its head, to keep or to post: one copy out of reach of whoever
// takes the server makes every later change plain.
func (a *App) sealDay(ctx context.Context, h historian, texts *locale.Texts) error {
	d, err := h.store.SealDay(ctx, a.clock.Now(), h.sign)
	if err != nil && !errors.Is(err, redisstore.ErrBroken) {
		return err
	}
	if err != nil {
		a.log.Error("a ledger was changed from outside: run rastau audit", "error", err)
	}
	var out []bot.Outgoing
	for _, id := range a.settings.Operators {
		out = append(out, bot.Outgoing{
			Key: "history." + d.Name, Chat: id, Action: bot.Send, Priority: bot.Notice, Silent: true,
			Text: texts.For("en").T("history", "Day", d.Name, "Head", hex.EncodeToString(d.Head[:])),
		})
	}
	return errors.Join(err, a.Outbox.Send(ctx, out...))
}

// ServeHTTP publishes the history.
func (h historian) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	days, err := h.store.Days(r.Context())
	if err != nil {
		http.Error(w, "redis does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "# day, number, head, Ed25519 signature of \"rastau history v1 DAY HEAD\" by %s\n%s", h.public(), lines(days))
}

// The errors of an audit that found something: where days are signed, and where none is.
var (
	errHistory  = errors.New("the history is not what was signed")
	errUnsigned = errors.New("the history is not whole; see above")
)

func auditCommand() *cobra.Command {
	var head string
	c := settled("audit", "Verify the whole history: whether anything was changed, left out or cut off",
		withRedis(func(cmd *cobra.Command, s config.Settings, client redis.UniversalClient) error {
			keys, err := keysFrom(s)
			if err != nil {
				return err
			}
			if known, err := client.Get(cmd.Context(), fingerprintKey).Result(); err == nil && known != fingerprintOf(vault.New(keys)) {
				return fmt.Errorf("%w. %s", errWrongKeys, mendKeys(keysPlace(s)))
			}
			receipts, err := durable.ReadReceipts(s.Data) // before the ledgers, which grow meanwhile
			if err != nil {
				return err
			}
			return audit(cmd.Context(), client, vault.New(keys), head, receipts, cmd.OutOrStdout())
		}))
	c.Flags().StringVar(&head, "head", "", "a published head, which the history must contain")
	return c
}

func audit(ctx context.Context, client redis.UniversalClient, v *vault.Vault, head string, receipts []durable.Receipt, out io.Writer) error {
	store := redisstore.New(client, nil, v)
	h := newHistorian(store, v)
	public, _ := h.key.Public().(ed25519.PublicKey)
	r, err := store.Audit(ctx, public)
	if err != nil {
		return err
	}
	found := head == ""
	for _, d := range r.Days {
		found = found || strings.EqualFold(head, hex.EncodeToString(d.Head[:]))
	}
	if !found {
		r.Faults = append(r.Faults, "the head given is not in the history: it was cut, or is another one")
	}
	if r.Empty() && len(receipts) == 0 {
		fmt.Fprintln(out, "There is nothing to verify here: no claim, no act and no signed day. Is this the right Redis (RASTAU_REDIS_URL, RASTAU_DATA)?")
		return nil
	}
	looked(out, r, h.public())
	compared, err := store.Compare(ctx, receipts)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Compared with %s of what this machine acknowledged; no signed day covers %d of them yet.\n",
		english.Count(len(receipts), "receipt"), len(compared.Uncovered))
	if len(compared.Missing) > 0 {
		r.Faults = append(r.Faults, compared.Missing...)
		r.Faults = append(r.Faults, "If a backup was restored, that is what it lacks. Otherwise Redis lost it, or somebody cut it")
	}
	if len(r.Faults) > 0 {
		for _, f := range r.Faults {
			fmt.Fprintln(out, "✗ "+f)
		}
		if len(r.Days) == 0 {
			return errUnsigned
		}
		return errHistory
	}
	if len(receipts) == 0 {
		fmt.Fprintln(out, "✓ Nothing was changed or left out. Whether the end was cut cannot be told: this machine has no receipts (RASTAU_DATA) to compare with.")
	} else {
		fmt.Fprintln(out, "✓ Nothing was changed, left out or cut.")
	}
	if r.Unsealed.Facts+r.Unsealed.Acts > 0 {
		fmt.Fprintln(out, "  What no signed day covers yet is sealed with our keys, and each entry follows the one before; that its end was cut, receipts alone tell. "+
			"Look again after the next day is signed (00:10 UTC).")
	}
	return nil
}

// looked says what was looked at.
func looked(out io.Writer, r redisstore.Audit, public string) {
	fmt.Fprintf(out, "Looked at %s with %s, and %s.\n", english.Count(r.Claims+r.Unsealed.Claims, "claim"),
		english.Count(r.Looked, "fact"), english.Count(r.Acts, "act"))
	if len(r.Days) == 0 {
		fmt.Fprintln(out, "No day is signed yet: the first will be at 00:10 UTC, while the bot runs.")
	} else {
		last := r.Days[len(r.Days)-1]
		fmt.Fprintf(out, "%s signed by %s; they know %s. The latest head is %x, of %s.\n", english.Count(len(r.Days), "day is", "days are"), public,
			english.Count(r.Claims, "claim"), last.Head, last.Name)
	}
	if u := r.Unsealed; u.Facts+u.Acts > 0 {
		fmt.Fprintf(out, "Not covered by a signed day yet: %s (%s that no day knows) and %s.\n",
			english.Count(u.Facts, "fact"), english.Count(u.Claims, "claim"), english.Count(u.Acts, "act"))
	}
}
