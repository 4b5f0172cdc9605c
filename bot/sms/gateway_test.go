package sms_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/jonboulle/clockwork"
	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/bot"
	"github.com/rastau/rastau/bot/sms"
	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification/vault"
)

const (
	secret = "a-secret-word-of-20-"
	number = 77011234567
)

var start = time.Date(2022, 1, 9, 14, 0, 0, 0, time.UTC)

// desk is who answers: it remembers what it was handed, and fails when it is told to.
type desk struct {
	mu   sync.Mutex
	got  []bot.Text
	fail error
}

func (d *desk) Text(_ context.Context, in bot.Text) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.got = append(d.got, in)
	return nil
}

type rig struct {
	t     *testing.T
	clock *clockwork.FakeClock
	redis redis.UniversalClient
	vault *vault.Vault
	log   bytes.Buffer
	desk  *desk
	gate  *sms.Gateway
}

func newRig(t *testing.T, client redis.UniversalClient) *rig {
	t.Helper()
	keys, _ := vault.NewKeys(start)
	r := &rig{t: t, clock: clockwork.NewFakeClockAt(start), redis: client, vault: vault.New(keys), desk: &desk{}}
	r.restart()
	return r
}

// restart is what a new process does: it remembers nothing that is not stored.
func (r *rig) restart() {
	r.gate = sms.New(sms.Options{
		Redis: r.redis, Sealer: r.vault, Secret: secret, Clock: r.clock, Log: slog.New(slog.NewTextHandler(&r.log, nil)),
	})
	r.gate.Serve(r.desk)
}

func (r *rig) call(method, query, kind, body string) *httptest.ResponseRecorder {
	r.t.Helper()
	req := httptest.NewRequestWithContext(r.t.Context(), method, "/sms?"+query, strings.NewReader(body))
	req.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	r.gate.ServeHTTP(w, req)
	return w
}

const (
	form    = "application/x-www-form-urlencoded"
	jsonAPI = "application/json"
)

// sms is an SMS as the app posts it.
func (r *rig) sms(id, words string) url.Values {
	return url.Values{
		"from": {"+" + strconv.Itoa(number)}, "message": {words}, "message_id": {id}, "sent_to": {"+77010000000"}, "secret": {secret},
		"device_id": {"phone"}, "sent_timestamp": {strconv.FormatInt(r.clock.Now().UnixMilli(), 10)},
	}
}

func (r *rig) post(v url.Values) int {
	r.t.Helper()
	w := r.call(http.MethodPost, "", form, v.Encode())
	var answer struct {
		Payload struct {
			Success bool
			Error   *string
		}
	}
	require.NoError(r.t, json.Unmarshal(w.Body.Bytes(), &answer))
	require.Equal(r.t, w.Code == http.StatusOK, answer.Payload.Success)
	require.Equal(r.t, w.Code == http.StatusOK, answer.Payload.Error == nil)
	return w.Code
}

// unread fails the test when it is read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func TestNothingIsReadBeforeAWrongSecret(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	for _, query := range []string{"secret=another", "secret=another&task=sent"} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sms?"+query, unread{t})
		req.Header.Set("Content-Type", form)
		w := httptest.NewRecorder()
		r.gate.ServeHTTP(w, req)
		require.Equal(t, http.StatusForbidden, w.Code)
		require.Equal(t, "close", w.Header().Get("Connection"))
	}
}

// given asks for what is to be sent.
func (r *rig) given() map[string]string {
	r.t.Helper()
	w := r.call(http.MethodGet, "task=send&secret="+secret, "", "")
	require.Equal(r.t, http.StatusOK, w.Code)
	var answer struct {
		Payload struct {
			Task, Secret string
			Messages     []struct{ To, Message, UUID string }
		}
	}
	require.NoError(r.t, json.Unmarshal(w.Body.Bytes(), &answer))
	require.Equal(r.t, "send", answer.Payload.Task)
	require.Equal(r.t, secret, answer.Payload.Secret, "the app must know that it is us")
	out := map[string]string{}
	for _, m := range answer.Payload.Messages {
		out[m.UUID] = m.To + " " + m.Message
	}
	return out
}

// takes says which messages the phone has taken over, and gives those that it may send.
func (r *rig) takes(ids ...string) []string {
	r.t.Helper()
	body, err := json.Marshal(map[string]any{"queued_messages": ids})
	require.NoError(r.t, err)
	w := r.call(http.MethodPost, "task=sent&secret="+secret, jsonAPI, string(body))
	require.Equal(r.t, http.StatusOK, w.Code)
	var answer struct {
		IDs []string `json:"message_uuids"`
	}
	require.NoError(r.t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.IDs
}

// stored is all that stands in Redis.
func (r *rig) stored() string {
	r.t.Helper()
	var all strings.Builder
	keys, err := r.redis.Keys(r.t.Context(), "*").Result()
	require.NoError(r.t, err)
	for _, k := range keys {
		dump, _ := r.redis.HGetAll(r.t.Context(), k).Result()
		members, _ := r.redis.ZRange(r.t.Context(), k, 0, -1).Result()
		fmt.Fprintln(&all, k, dump, members)
	}
	return all.String()
}

func TestAnSMSIsHandledOnceAndKnownByItsID(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client)
		require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU K7Q2MX")))
		r.restart()
		require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU K7Q2MX")), "the answer was lost on its way, so the phone posts it again")
		require.Equal(t, http.StatusOK, r.post(r.sms("2", "RASTAU K7Q2MX")))
		require.Len(t, r.desk.got, 2)
		first := r.desk.got[0]
		require.Equal(t, bot.Text{IdempotencyKey: first.IdempotencyKey, From: number, Words: "RASTAU K7Q2MX", Sent: start}, first)
		require.NotEqual(t, first.IdempotencyKey, r.desk.got[1].IdempotencyKey)
		require.NotContains(t, first.IdempotencyKey, strconv.Itoa(number))
		require.NotContains(t, r.stored()+r.log.String(), strconv.Itoa(number))
		require.NotContains(t, r.stored()+r.log.String(), "K7Q2MX")
	})
}

func TestAnSMSThatCannotBeHandledComesAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	r.desk.fail = errors.New("no ledger")
	require.Equal(t, http.StatusServiceUnavailable, r.post(r.sms("1", "RASTAU")))
	r.desk.fail = nil
	require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU")))
	require.Len(t, r.desk.got, 1)
	require.NotContains(t, r.log.String(), strconv.Itoa(number))
}

func TestWithoutAnIDEverythingNamesIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	v := r.sms("", "RASTAU")
	for range 2 {
		require.Equal(t, http.StatusOK, r.post(v))
	}
	v.Set("message", "RASTAU ?")
	require.Equal(t, http.StatusOK, r.post(v))
	require.Len(t, r.desk.got, 2)
}

func TestOnlyWhoKnowsTheSecret(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "k", To: number, Words: "words"}))
	for _, wrong := range []string{"", "x", secret + "x", secret[1:], strings.ToUpper(secret)} {
		v := r.sms("1", "RASTAU")
		v.Set("secret", wrong)
		require.Equal(t, http.StatusForbidden, r.post(v))
		for _, query := range []string{"task=send", "task=sent", "task=result", "task=x", ""} {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				w := r.call(method, query+"&secret="+wrong, jsonAPI, "{}")
				require.Equal(t, http.StatusForbidden, w.Code)
				require.NotContains(t, w.Body.String(), secret)
				require.NotContains(t, w.Body.String(), strconv.Itoa(number))
			}
		}
	}
	require.Empty(t, r.desk.got)
	require.Len(t, r.given(), 1)

	open := sms.New(sms.Options{Redis: r.redis, Sealer: r.vault, Clock: r.clock, Log: slog.New(slog.DiscardHandler)})
	w := httptest.NewRecorder()
	open.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/sms?task=send&secret=", nil))
	require.Equal(t, http.StatusForbidden, w.Code, "no secret trusts nobody")
}

func TestOtherWaysToPostTheSame(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for name, value := range r.sms("1", "салам") {
		require.NoError(t, parts.WriteField(name, value[0]))
	}
	require.NoError(t, parts.Close())
	require.Equal(t, http.StatusOK, r.call(http.MethodPost, "", parts.FormDataContentType(), body.String()).Code)
	object := map[string]any{"from": "8 (701) 123-45-67", "message": "салам", "message_id": "2", "secret": secret, "sent_timestamp": start.Unix()}
	raw, err := json.Marshal(object)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.call(http.MethodPost, "", jsonAPI, string(raw)).Code)
	require.Len(t, r.desk.got, 2)
	for _, got := range r.desk.got {
		require.Equal(t, "салам", got.Words)
		require.EqualValues(t, number, got.From)
		require.Equal(t, start, got.Sent)
	}
}

func TestWhatIsNoSMS(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.Equal(t, http.StatusBadRequest, r.call(http.MethodPost, "secret="+secret, jsonAPI, "{").Code)
	require.Equal(t, http.StatusBadRequest, r.call(http.MethodPost, "secret="+secret, form, "message="+strings.Repeat("x", 70<<10)).Code)
	require.Equal(t, http.StatusBadRequest, r.call(http.MethodGet, "secret="+secret, "", "").Code)
	require.Equal(t, http.StatusBadRequest, r.call(http.MethodDelete, "task=send&secret="+secret, "", "").Code)
	for name, value := range map[string]string{"from": "Beeline", "message": " \n"} { // they need not come again
		v := r.sms("1", "RASTAU")
		v.Set(name, value)
		require.Equal(t, http.StatusOK, r.post(v))
	}
	v := r.sms("1", "RASTAU \xff")
	require.Equal(t, http.StatusOK, r.post(v))
	require.Empty(t, r.desk.got)
}

func TestLimits(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	r.gate.Limits = sms.Limits{PerMinute: 2, PerDay: 3, Overall: 4}
	post := func(id string, from int) int {
		v := r.sms(id, "RASTAU")
		v.Set("from", "+"+strconv.Itoa(from))
		return r.post(v)
	}
	require.Equal(t, http.StatusOK, post("1", number))
	require.Equal(t, http.StatusOK, post("2", number))
	require.Equal(t, http.StatusTooManyRequests, post("3", number), "the phone keeps it")
	require.Equal(t, http.StatusOK, post("4", number+1))
	require.Equal(t, http.StatusTooManyRequests, post("5", number+2), "too many from all")
	r.clock.Advance(time.Minute)
	require.Equal(t, http.StatusOK, post("5", number+2))
	require.Len(t, r.desk.got, 4)
	r.clock.Advance(time.Minute)
	require.Equal(t, http.StatusOK, post("6", number), "over the day's limit it need not come again")
	require.Len(t, r.desk.got, 5)
	require.True(t, r.desk.got[4].Over)
	require.False(t, r.desk.got[3].Over)
}

// TestNothingIsTakenThatCannotBeCounted has Redis fail: limits fail closed, and nothing is said to be taken.
func TestNothingIsTakenThatCannotBeCounted(t *testing.T) {
	t.Parallel()
	mini := miniredis.RunT(t)
	client := redis.NewClient(&redis.Options{Addr: mini.Addr()})
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client)
	mini.SetError("LOADING")
	require.Equal(t, http.StatusServiceUnavailable, r.post(r.sms("1", "RASTAU")))
	for _, query := range []string{"task=send", "task=result"} {
		require.Equal(t, http.StatusServiceUnavailable, r.call(http.MethodGet, query+"&secret="+secret, "", "").Code)
	}
	require.Equal(t, http.StatusServiceUnavailable, r.call(http.MethodPost, "task=sent&secret="+secret, jsonAPI, `{"queued_messages":["x"]}`).Code)
	require.Error(t, r.gate.SendText(t.Context(), bot.OutText{Key: "k", To: number, Words: "words"}))
	require.Empty(t, r.desk.got)
	mini.SetError("")
	require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU")))
}

func TestTheTimeOfAnSMS(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	for i, c := range []struct {
		stamp string
		want  time.Time
	}{
		{strconv.FormatInt(start.Add(-time.Hour).UnixMilli(), 10), start.Add(-time.Hour)},
		{strconv.FormatInt(start.Add(-time.Hour).Unix(), 10), start.Add(-time.Hour)},
		{strconv.FormatInt(start.Add(time.Minute).UnixMilli(), 10), start}, // clocks differ
		{strconv.FormatInt(start.Add(time.Hour).UnixMilli(), 10), time.Time{}},
		{strconv.FormatInt(start.Add(-sms.Oldest).UnixMilli(), 10), start.Add(-sms.Oldest)},
		{strconv.FormatInt(start.Add(-sms.Oldest-time.Second).UnixMilli(), 10), time.Time{}},
		{"", time.Time{}}, {"yesterday", time.Time{}}, {"-5", time.Time{}}, {"9223372036854775807", time.Time{}},
	} {
		v := r.sms(strconv.Itoa(i), "RASTAU")
		v.Set("sent_timestamp", c.stamp)
		v.Set("from", "+"+strconv.Itoa(number+i))
		require.Equal(t, http.StatusOK, r.post(v))
		require.Equal(t, c.want, r.desk.got[i].Sent, c.stamp)
	}
}

func TestWhatIsToBeSentIsGivenUntilThePhoneHasIt(t *testing.T) {
	t.Parallel()
	redistest.Each(t, func(t *testing.T, client redis.UniversalClient) {
		r := newRig(t, client)
		ctx := t.Context()
		for range 2 {
			require.NoError(t, r.gate.SendText(ctx, bot.OutText{Key: "a", To: number, Words: "Рас емес"}, bot.OutText{Key: "b", To: number + 1, Words: "two"}))
		}
		require.NoError(t, r.gate.SendText(ctx, bot.OutText{Key: "a", To: number + 1, Words: "another person's"}))
		all := r.given()
		require.Len(t, all, 3, "each key once for each number")
		require.Empty(t, r.given(), "they are on their way to the phone")
		stored := r.stored()
		for _, secretThing := range []string{strconv.Itoa(number), strconv.Itoa(number + 1), "Рас емес", "two"} {
			require.NotContains(t, stored, secretThing)
		}
		r.restart()
		r.clock.Advance(11 * time.Minute)
		require.Equal(t, all, r.given(), "the phone never said that it has them")
		var ids []string
		for id := range all {
			ids = append(ids, id)
		}
		require.ElementsMatch(t, ids, r.takes(append(ids, "unknown")...))
		require.ElementsMatch(t, ids, r.takes(ids...), "the answer was lost: it may send what it took over")
		r.clock.Advance(time.Hour)
		require.Empty(t, r.given())
		items, err := client.HGetAll(ctx, "{sms}:items").Result()
		require.NoError(t, err)
		require.Empty(t, items, "what the phone has is erased here, with its number")
		require.NoError(t, r.gate.SendText(ctx, bot.OutText{Key: "a", To: number, Words: "Рас емес"}))
		require.Empty(t, r.given(), "it was said")

		wanted := r.call(http.MethodGet, "task=result&secret="+secret, "", "").Body.String()
		for _, id := range ids {
			require.Contains(t, wanted, id)
		}
		result := fmt.Sprintf(`{"message_result":[{"uuid":%q,"sent_result_code":-1},{"uuid":%q,"sent_result_code":-2}]}`, ids[0], ids[1])
		require.Equal(t, http.StatusOK, r.call(http.MethodPost, "task=result&secret="+secret, jsonAPI, result).Code)
		inText := fmt.Sprintf(`{"message_result":%q}`, fmt.Sprintf(`[{"uuid":%q,"sent_result_code":1}]`, ids[2]))
		require.Equal(t, http.StatusOK, r.call(http.MethodPost, "task=result&secret="+secret, jsonAPI, inText).Code)
		wanted = r.call(http.MethodGet, "task=result&secret="+secret, "", "").Body.String()
		require.NotContains(t, wanted, ids[0])
		require.Contains(t, wanted, ids[1], "nobody knows yet what became of it")
		require.NotContains(t, wanted, ids[2])
	})
}

func TestWhatNobodyTakesIsDropped(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "a", To: number, Words: "x"}))
	for range 3 {
		require.Len(t, r.given(), 1)
		r.clock.Advance(11 * time.Minute)
	}
	require.Empty(t, r.given())
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "b", To: number, Words: "x"}))
	r.clock.Advance(8 * 24 * time.Hour)
	require.Empty(t, r.given(), "a week old news")
	items, err := r.redis.HLen(t.Context(), "{sms}:items").Result()
	require.NoError(t, err)
	require.Zero(t, items)
}

func TestWhatWaitsForANumberIsForgotten(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "a", To: number, Words: "x"}, bot.OutText{Key: "a", To: number + 1, Words: "y"}))
	require.NoError(t, r.gate.ForgetTexts(t.Context(), r.gate.Sealer.Pseudonym("sms", number)))
	given := r.given()
	require.Len(t, given, 1)
	for _, m := range given {
		require.Equal(t, "+"+strconv.Itoa(number+1)+" y", m)
	}
}

func TestKeysChange(t *testing.T) {
	t.Parallel()
	r := newRig(t, redistest.Mini(t))
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "a", To: number, Words: "x"}))
	n, err := sms.Rewrap(t.Context(), r.redis, func(record, field string, sealed []byte) ([]byte, bool, error) {
		plain, err := r.vault.Open(record, field, sealed)
		return r.vault.Seal(record, field, plain), true, err
	})
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Len(t, r.given(), 1)
}

// TestKilledRedisKeepsWhatIsToBeSent kills redis-server after an SMS was said to be taken, and its answer to be queued.
func TestKilledRedisKeepsWhatIsToBeSent(t *testing.T) {
	t.Parallel()
	server := redistest.Server(t, redisserver.Options{Dir: t.TempDir(), Fsync: "always"})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	r := newRig(t, client)
	require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU")))
	require.NoError(t, r.gate.SendText(t.Context(), bot.OutText{Key: "a", To: number, Words: "x"}))
	server.Kill()
	require.NoError(t, server.Restart(t.Context()))
	r.restart()
	require.Equal(t, http.StatusOK, r.post(r.sms("1", "RASTAU")))
	require.Len(t, r.desk.got, 1)
	require.Len(t, r.given(), 1)
}
