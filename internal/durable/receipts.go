package durable

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Receipt says how long a chain was, and what it ended with, when that was acknowledged. Each entry of a chain carries the
// digest of the one before, so that a receipt covers all before it.
type Receipt struct {
	Chain  string
	Length int
	Digest [16]byte // the first half of a SHA-256
}

// Receipts is a file outside Redis in which it is noted what was acknowledged: whoever looks later can tell that the end of
// a chain is missing. A line is written before anybody is told, and survives the end of any process; it is left to the
// operating system when it is on disk, so a power cut may take the last of them.
type Receipts struct {
	path string
	lock *os.File

	mu   sync.Mutex
	file *os.File
}

// mostFiles is how many processes may note receipts in one folder.
const mostFiles = 16

// OpenReceipts opens a file of receipts in a folder: one that no other process has open.
func OpenReceipts(folder string) (*Receipts, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("note what is acknowledged: %w", err)
	}
	for i := range mostFiles {
		path := filepath.Join(folder, "receipts."+strconv.Itoa(i+1))
		lock, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, fmt.Errorf("note what is acknowledged: %w", err)
		}
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
			_ = lock.Close()
			continue
		}
		r := &Receipts{path: path, lock: lock}
		if err := r.open(); err != nil {
			_ = lock.Close()
			return nil, err
		}
		return r, nil
	}
	return nil, fmt.Errorf("note what is acknowledged: more than %d processes use %s", mostFiles, folder)
}

func (r *Receipts) open() error {
	f, err := os.OpenFile(r.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("note what is acknowledged: %w", err)
	}
	if end, err := f.Seek(0, io.SeekEnd); err == nil && end > 0 { // a line that was cut off spoils no other
		_, _ = f.WriteString("\n")
	}
	r.file = f
	return nil
}

// Close closes the file.
func (r *Receipts) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return errors.Join(r.file.Close(), r.lock.Close())
}

// write notes receipts.
func (r *Receipts) write(list []Receipt) error {
	if len(list) == 0 {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	_, err := r.file.Write(lines(list))
	return err
}

func lines(list []Receipt) []byte {
	var b bytes.Buffer
	for _, one := range list {
		_, _ = fmt.Fprintf(&b, "%s %d %x\n", one.Chain, one.Length, one.Digest)
	}
	return b.Bytes()
}

// Trim lets go of receipts that are covered otherwise: keep gives those of a list that are not.
func (r *Receipts) Trim(keep func(list []Receipt) ([]Receipt, error)) error {
	old, err := os.ReadFile(r.path)
	if err != nil {
		return fmt.Errorf("let go of receipts: %w", err)
	}
	all := parse(old)
	if len(all) == 0 {
		return nil
	}
	kept, err := keep(all)
	if err != nil || len(kept) == len(all) {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now, err := os.ReadFile(r.path)
	if err != nil {
		return fmt.Errorf("let go of receipts: %w", err)
	}
	next := append(lines(kept), now[len(old):]...) // with what came meanwhile
	if err := os.WriteFile(r.path+".new", next, 0o600); err != nil {
		return fmt.Errorf("let go of receipts: %w", err)
	}
	if err := os.Rename(r.path+".new", r.path); err != nil {
		return fmt.Errorf("let go of receipts: %w", err)
	}
	_ = r.file.Close()
	return r.open()
}

// ReceiptsInUse tells whether a process notes receipts in a folder now.
func ReceiptsInUse(folder string) bool {
	for i := range mostFiles {
		lock, err := os.OpenFile(filepath.Join(folder, "receipts."+strconv.Itoa(i+1)+".lock"), os.O_RDWR, 0)
		if err != nil {
			return false
		}
		held := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil
		_ = lock.Close()
		if held {
			return true
		}
	}
	return false
}

// ReadReceipts gives all that was noted in a folder, by whichever process.
func ReadReceipts(folder string) ([]Receipt, error) {
	var all []Receipt
	for i := range mostFiles {
		text, err := os.ReadFile(filepath.Join(folder, "receipts."+strconv.Itoa(i+1)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read what was acknowledged: %w", err)
		}
		all = append(all, parse(text)...)
	}
	return all, nil
}

// parse reads lines. One that was cut off when a machine stopped is left out.
func parse(text []byte) []Receipt {
	var list []Receipt
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		f := strings.Fields(s.Text())
		if len(f) != 3 {
			continue
		}
		one := Receipt{Chain: f[0]}
		var err error
		if one.Length, err = strconv.Atoi(f[1]); err != nil {
			continue
		}
		if digest, err := hex.DecodeString(f[2]); err != nil || copy(one.Digest[:], digest) != len(one.Digest) {
			continue
		}
		list = append(list, one)
	}
	return list
}

// noted is a receipt that is written once it is confirmed.
type noted struct {
	Receipt

	term uint64
}

// Note has it noted that a chain has come so far, once that is confirmed and before anybody is told.
func (b *Barrier) Note(ctx context.Context, r Receipt) {
	if b == nil || b.Receipts == nil {
		return
	}
	op := operationOf(ctx)
	b.mu.Lock()
	defer b.mu.Unlock()
	term := b.term
	if op != nil {
		term = op.term
	}
	b.noted = append(b.noted, noted{r, term})
}

// takeNoted gives what was noted so far. What is confirmed by a flight was noted before it began.
func (b *Barrier) takeNoted() []noted {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.noted
	b.noted = nil
	return list
}

// receipt writes down what was noted in a term, of which nothing was lost.
func (b *Barrier) receipt(list []noted, term uint64) {
	if b.Receipts == nil {
		return
	}
	list = slices.DeleteFunc(list, func(n noted) bool { return n.term != term })
	of := make([]Receipt, len(list))
	for i, n := range list {
		of[i] = n.Receipt
	}
	if err := b.Receipts.write(of); err != nil {
		b.Log.Error("what is acknowledged cannot be noted for the audit", "error", err)
	}
}
