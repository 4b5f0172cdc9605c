package redisstore_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/internal/redisserver"
	"github.com/rastau/rastau/internal/redisserver/redistest"
	"github.com/rastau/rastau/verification"
	"github.com/rastau/rastau/verification/claim"
	"github.com/rastau/rastau/verification/matching"
	"github.com/rastau/rastau/verification/matching/pictures"
	"github.com/rastau/rastau/verification/moderation"
	"github.com/rastau/rastau/verification/redisstore"
)

// TestStolenFilesNameNobody keeps a claim, its people and a channel, and looks for what they are about in every file of
// Redis, in every form in which it could stand there.
func TestStolenFilesNameNobody(t *testing.T) {
	t.Parallel()
	const (
		chat     = 7000123456
		group    = -1009876543210
		said     = "the pianist on channel one"
		username = "canary_user"
		token    = "canary-invitation"
		file     = "AgADcanaryUniqueFileID"
	)
	ctx := t.Context()
	dir := t.TempDir()
	server := redistest.Server(t, redisserver.Options{Dir: dir, Fsync: "always"})
	client := server.Client()
	t.Cleanup(func() { _ = client.Close() })
	s := redisstore.New(client, nil, newVault())

	fact := received("message." + strconv.Itoa(chat))
	fact.Content = &claim.Content{Text: said, Origin: &claim.Origin{
		Kind: "user", ID: strconv.Itoa(chat), Username: username,
	}}
	require.NoError(t, s.Append(ctx, code, 0, []claim.Event{fact, answered("pseudonym", t0)}, t0))
	asker := claim.Requester{Person: "pseudonym", Address: strconv.Itoa(chat), Language: claim.Kazakh}
	require.NoError(t, s.AddAsker(ctx, code, asker))
	p := aida()
	p.ID, p.Address, p.Doing.Extra = "pseudonym", strconv.Itoa(chat), said
	require.NoError(t, s.SavePerson(ctx, p))
	c := channel("channelpseudonym")
	c.Address = strconv.Itoa(group)
	require.NoError(t, s.SaveSubscription(ctx, c))
	i := invitation(2)
	i.Token = token
	require.NoError(t, s.Invite(ctx, i, t0))
	_, err := s.Redeem(ctx, "u", token, "pseudonym", t0)
	require.NoError(t, err)
	require.NoError(t, s.SaveWorkload(ctx, p.ID, verification.Workload{Seats: map[claim.Seat]time.Time{{Code: code}: t0.Add(time.Hour)}}))
	index := matching.New([32]byte{1}, pictures.DefaultLimits())
	require.NoError(t, s.SaveFeatures(ctx, code, index.Features(said, []matching.File{{Same: file}})))
	nth, err := s.Count(ctx, verification.Counted{What: "sent", By: "person-in-a-counter", Cause: "cause-in-a-counter", At: t0, Per: 24 * time.Hour, Most: 5})
	require.NoError(t, err)
	require.Equal(t, 1, nth)
	require.Len(t, client.Keys(ctx, "{l:*}:sent:*").Val(), 1)
	require.NoError(t, client.Save(ctx).Err())

	files := filesOf(t, dir)
	require.True(t, bytes.Contains(files, []byte("pseudonym")), "the search finds what is there")
	for _, secret := range []string{"person-in-a-counter", "cause-in-a-counter", said, file, username, token, "operator", strconv.Itoa(chat), strconv.Itoa(-group)} {
		absent(t, files, []byte(secret))
	}
	for _, id := range []int64{chat, group, -group} {
		absent(t, files, binary.LittleEndian.AppendUint64(nil, uint64(id)))
		absent(t, files, binary.BigEndian.AppendUint64(nil, uint64(id)))
	}
}

// TestCountersOfTwoDaysCannotBeTied: a name in a counter holds for its day alone, and the limit with it.
func TestCountersOfTwoDaysCannotBeTied(t *testing.T) {
	t.Parallel()
	s, client := inProcess(t)
	causes := 0
	counted := func(at time.Time) bool {
		causes++
		nth, err := s.Count(t.Context(), verification.Counted{What: "sent", By: "somebody", Cause: strconv.Itoa(causes), At: at, Per: 24 * time.Hour, Most: 1})
		require.NoError(t, err)
		return nth > 0
	}
	require.True(t, counted(t0))
	require.False(t, counted(t0))
	require.NoError(t, s.DeletePerson(t.Context(), "somebody"))
	require.False(t, counted(t0), "to be forgotten does not lift the limit")
	require.True(t, counted(t0.Add(24*time.Hour)))
	keys := client.Keys(t.Context(), "{l:*}:sent:*").Val()
	require.Len(t, keys, 2)
	require.NotEqual(t, keys[0][len(keys[0])-26:], keys[1][len(keys[1])-26:])
}

// absent looks for the secret as it is, in hexadecimal, and in base64 at each of its three alignments.
func absent(t *testing.T, files, secret []byte) {
	t.Helper()
	forms := [][]byte{secret, []byte(hex.EncodeToString(secret)), bytes.ToUpper([]byte(hex.EncodeToString(secret)))}
	for shift := range 3 {
		whole := base64.StdEncoding.EncodeToString(append(make([]byte, shift), secret...))
		forms = append(forms, []byte(whole[4:len(whole)-4])) // what does not depend on its neighbours
	}
	for _, form := range forms {
		require.False(t, bytes.Contains(files, form), "%q stands in a file of Redis", secret)
	}
}

func filesOf(t *testing.T, dir string) []byte {
	t.Helper()
	var all []byte
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		all = append(all, content...)
		return err
	}))
	return all
}

// TestTheHashOfWhatWasSentOutlivesIt: of what was shown and is erased it can still be told whether it was this.
func TestTheHashOfWhatWasSentOutlivesIt(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	copies := map[string][]byte{}
	for _, said := range []string{"one", "another", "one"} {
		s, _ := inProcess(t)
		fact := received("1")
		fact.Content = &claim.Content{Text: moderation.Foreign(said)}
		require.NoError(t, s.Append(ctx, code, 0, []claim.Event{fact}, t0))
		require.NoError(t, s.Erase(ctx, code, verification.Everything))
		facts, _, _, err := s.Load(ctx, code)
		require.NoError(t, err)
		require.Nil(t, facts[0].(*claim.Received).Content)
		require.Len(t, facts[0].(*claim.Received).Copy, 32)
		if before, ok := copies[said]; ok {
			require.Equal(t, before, facts[0].(*claim.Received).Copy)
		}
		copies[said] = facts[0].(*claim.Received).Copy
		plain, err := cbor.CoreDetEncOptions().EncMode()
		require.NoError(t, err)
		kept, err := plain.Marshal(map[int]any{1: fact.Content})
		require.NoError(t, err)
		digest := sha256.Sum256(kept)
		require.Equal(t, digest[:], facts[0].(*claim.Received).Copy, "who has it can compute that")
	}
	require.NotEqual(t, copies["one"], copies["another"])
}
