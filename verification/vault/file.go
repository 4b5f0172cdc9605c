package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Create makes keys and writes them to path, where nothing may stand yet.
func Create(path string, now time.Time) error {
	if err := create(path, now); err != nil {
		return fmt.Errorf("make a key file: %w", err)
	}
	return nil
}

// Add puts a new sealing key into the file at path. From then on it is the one that seals; all that stand there open.
func Add(path string, now time.Time) (KeyID, error) {
	if _, err := open(path); err != nil {
		return KeyID{}, err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return KeyID{}, fmt.Errorf("key file: %w", err)
	}
	var key [32]byte
	var id KeyID
	_, _ = rand.Read(key[:])
	_, _ = rand.Read(id[:])
	if len(file) > 0 && file[len(file)-1] != '\n' {
		file = append(file, '\n')
	}
	return id, replace(path, append(file, sealLine(id, now, key)...))
}

// Retire takes all sealing keys but the newest out of the file at path, and gives their ids. What is still sealed with them
// can never be opened again.
func Retire(path string) (gone []KeyID, err error) {
	keys, err := open(path)
	if err != nil {
		return nil, err
	}
	k := keys.secrets()
	for id := range k.seal {
		if id != k.active {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return nil, nil
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	var kept bytes.Buffer
	for line := range strings.Lines(string(file)) {
		f := strings.Fields(line)
		if len(f) == 4 && f[0] == "seal" && f[1] != hex.EncodeToString(k.active[:]) {
			continue
		}
		kept.WriteString(line)
	}
	return gone, replace(path, kept.Bytes())
}

// Destroy overwrites the file at path and removes it. A disk may keep what was overwritten, and so may a backup.
func Destroy(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("destroy the keys: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("destroy the keys: %w", err), f.Close())
	}
	noise := make([]byte, info.Size())
	_, _ = rand.Read(noise)
	_, err = f.WriteAt(noise, 0)
	// It is removed even when it could not be overwritten.
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(path), syncDir(filepath.Dir(path)))
}

func sealLine(id KeyID, now time.Time, key [32]byte) string {
	return fmt.Sprintf("seal %s %s %s\n", hex.EncodeToString(id[:]), now.UTC().Format(time.DateOnly), base64.StdEncoding.EncodeToString(key[:]))
}

// replace puts a file in the place of another in one step; what stands under path is always whole and on disk.
func replace(path string, content []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".keys-*") // mode 0600
	if err != nil {
		return fmt.Errorf("change the key file: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("change the key file: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("change the key file: %w", err)
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
