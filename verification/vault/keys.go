package vault

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// KeyID tells sealing keys apart; it stands in every sealed value.
type KeyID [4]byte

// Keys are the secrets of one installation: one key that names people, and sealing keys of which the last is used and
// all open. Printing and logging them shows nothing.
type Keys struct {
	// Behind a function, since no verb prints what that would return, not even as a part of something larger.
	secrets func() *secrets
}

type secrets struct {
	name   [32]byte
	seal   map[KeyID][32]byte
	active KeyID
}

func hide(s secrets) Keys { return Keys{func() *secrets { return &s }} }

const hidden = "vault.Keys(hidden)"

// Format shows no key, whatever the verb.
func (Keys) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue shows no key.
func (Keys) LogValue() slog.Value { return slog.StringValue(hidden) }

const header = "rastau keys v1"

// NewKeys makes fresh keys and the file that holds them: a header, one line for the naming key, and one line for each
// sealing key with its id and the day it was made.
func NewKeys(now time.Time) (Keys, []byte) {
	var name, seal [32]byte
	var id KeyID
	_, _ = rand.Read(name[:])
	_, _ = rand.Read(seal[:])
	_, _ = rand.Read(id[:])
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n# Whoever has this file and the database can read everything. Whoever has only one of them can read\n"+
		"# nothing. Keep a copy offline; without it all data is lost.\n", header)
	fmt.Fprintf(&b, "name %s\n", base64.StdEncoding.EncodeToString(name[:]))
	b.WriteString(sealLine(id, now, seal))
	return hide(secrets{name, map[KeyID][32]byte{id: seal}, id}), b.Bytes()
}

// ParseKeys reads a key file. Its errors name lines, never what is on them.
func ParseKeys(file []byte) (Keys, error) {
	k := secrets{seal: map[KeyID][32]byte{}}
	lines := bufio.NewScanner(bytes.NewReader(file))
	named := false
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		switch {
		case n == 1:
			if strings.TrimSpace(lines.Text()) != header {
				return Keys{}, fmt.Errorf("not a key file: the first line must be %q", header)
			}
		case len(f) == 0 || strings.HasPrefix(f[0], "#"):
		case f[0] == "name" && len(f) == 2 && !named && decodeKey(f[1], &k.name):
			named = true
		case f[0] == "seal" && len(f) == 4:
			id, err := hex.DecodeString(f[1])
			var key [32]byte
			_, dateErr := time.Parse(time.DateOnly, f[2])
			if err != nil || dateErr != nil || len(id) != len(KeyID{}) || !decodeKey(f[3], &key) {
				return Keys{}, fmt.Errorf("key file, line %d: not a sealing key: seal ID DATE KEY", n)
			}
			k.active = KeyID(id)
			if _, twice := k.seal[k.active]; twice {
				return Keys{}, fmt.Errorf("key file, line %d: this key id stands there twice", n)
			}
			k.seal[k.active] = key
		default:
			return Keys{}, fmt.Errorf("key file, line %d: neither the one naming key nor a sealing key", n)
		}
	}
	if err := lines.Err(); err != nil {
		return Keys{}, errors.New("key file: a line is too long")
	}
	if !named || len(k.seal) == 0 {
		return Keys{}, errors.New("key file: the naming key or every sealing key is missing")
	}
	return hide(k), nil
}

func decodeKey(s string, key *[32]byte) bool {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(key) || [32]byte(b) == [32]byte{} {
		return false
	}
	copy(key[:], b)
	return true
}

// OpenOrCreate reads the key file at path, or makes keys and writes them there at the first start. Two processes that
// start at once agree on one file. A file that others than its owner can read is refused.
func OpenOrCreate(path string, now time.Time) (Keys, error) {
	keys, err := open(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	if err := create(path, now); err != nil && !errors.Is(err, fs.ErrExist) {
		return Keys{}, fmt.Errorf("make a key file: %w", err)
	}
	return open(path)
}

// Load reads the key file at path, which must be there.
func Load(path string) (Keys, error) { return open(path) }

func open(path string) (Keys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Keys{}, fmt.Errorf("key file: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return Keys{}, fmt.Errorf("key file %s can be read or changed by others than its owner (mode %04o): run chmod 600 %s",
			path, mode, path)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return Keys{}, fmt.Errorf("key file: %w", err)
	}
	keys, err := ParseKeys(file)
	if err != nil {
		return Keys{}, fmt.Errorf("%s: %w", path, err)
	}
	return keys, nil
}

// create writes new keys under another name and links them into place, which fails with fs.ErrExist when somebody was
// faster; what stands under path is always whole and on disk.
func create(path string, now time.Time) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, file := NewKeys(now)
	if _, err := f.Write(file); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	linked := os.Link(f.Name(), path)
	// Also when somebody else linked theirs: nothing may be sealed with keys that a power cut can still take away.
	return errors.Join(linked, syncDir(dir))
}
