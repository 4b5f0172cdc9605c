// Package imaging is the one door through which pictures that people send are decoded. What a picture costs is read from its
// head before anything is decoded: a file of some kilobytes may ask for gigabytes. All that is decoded at a moment fits into
// one budget of the process; what fits into it never is refused, and the others wait for their turn.
package imaging

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/semaphore"
)

// LargestFile is the largest file that is looked at, in bytes. More than that cannot be fetched from the chat service either.
const LargestFile = 20 << 20

// Bounds of the process.
const (
	usualBudget = 256 << 20 // bytes: a photo of 48 million pixels takes 70 to 140 of them
	leastBudget = 64 << 20
	fileBudget  = 80 << 20 // bytes of files that were fetched and not done with
	// tidyFrom is from how many bytes on what was decoded is collected before its share is given back: else as much again
	// could be taken while it is still there.
	tidyFrom = 32 << 20
)

// Errors of [Use] and [Check].
var (
	ErrLarge  = errors.New("the picture is too large")
	ErrBroken = errors.New("this is no picture that can be read")
)

// budget bounds memory, and how many work on pictures at once.
type budget struct {
	size  int64
	bytes *semaphore.Weighted
	turns *semaphore.Weighted
}

func newBudget(size int64) *budget {
	return &budget{size, semaphore.NewWeighted(size), semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
}

var (
	process = newBudget(budgetWithin(debug.SetMemoryLimit(-1)))
	files   = semaphore.NewWeighted(fileBudget)
)

// budgetWithin is the budget of a process that may use so much memory (GOMEMLIMIT): a third of it, if that is less than usual.
func budgetWithin(limit int64) int64 {
	if limit == math.MaxInt64 {
		return usualBudget
	}
	return min(usualBudget, max(leastBudget, limit/3))
}

// Check tells, by its head alone, whether a picture can be used: [ErrLarge] or [ErrBroken] when not. room is how much memory
// is wanted beside the picture.
func Check(file []byte, room int64) error {
	_, err := process.cost(file, room)
	return err
}

// Use decodes a JPEG, PNG, GIF or WebP, of a moving one the first picture, and hands it to use, which may take so much more
// memory. The picture is not to be kept: its memory counts until use returns. Use waits for its turn as long as ctx lets it.
func Use(ctx context.Context, file []byte, room int64, use func(image.Image) error) error {
	return process.use(ctx, file, room, use)
}

// Draw does what takes memory for a picture that is made.
func Draw(ctx context.Context, room int64, do func() error) error {
	return process.within(ctx, room, do)
}

// Hold does something with a file that was fetched, of at most so many bytes, when there is memory for it.
func Hold(ctx context.Context, size int64, do func() error) error {
	size = min(max(size, 1), LargestFile)
	if err := files.Acquire(ctx, size); err != nil {
		return err
	}
	defer files.Release(size)
	return do()
}

// cost is what a picture and the room beside it take.
func (b *budget) cost(file []byte, room int64) (int64, error) {
	if len(file) > LargestFile {
		return 0, fmt.Errorf("%w: more than %d MB", ErrLarge, LargestFile>>20)
	}
	n, err := costOf(file)
	if err != nil {
		return 0, err
	}
	if n > b.size-room {
		return 0, fmt.Errorf("%w: %d MB to decode", ErrLarge, n>>20)
	}
	return n + room, nil
}

func (b *budget) use(ctx context.Context, file []byte, room int64, use func(image.Image) error) error {
	cost, err := b.cost(file, room)
	if err != nil {
		return err
	}
	return b.within(ctx, cost, func() error {
		img, err := decode(ctx, file)
		if err != nil {
			return err
		}
		return use(img)
	})
}

func (b *budget) within(ctx context.Context, cost int64, do func() error) error {
	cost = min(cost, b.size)
	if err := b.bytes.Acquire(ctx, cost); err != nil {
		return err
	}
	defer b.bytes.Release(cost)
	if err := b.turns.Acquire(ctx, 1); err != nil {
		return err
	}
	defer b.turns.Release(1)
	err := do()
	if cost >= tidyFrom {
		runtime.GC()
	}
	return err
}

// decode decodes a file whose cost is paid. A panic is a file that cannot be read.
func decode(ctx context.Context, file []byte) (img image.Image, err error) {
	defer func() {
		if v := recover(); v != nil {
			img, err = nil, fmt.Errorf("%w: the decoder panicked (%T)", ErrBroken, v)
		}
	}()
	img, _, err = image.Decode(&until{ctx, bytes.NewReader(file)})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return img, nil
}

// until reads until a context ends.
type until struct {
	ctx context.Context
	*bytes.Reader
}

func (u *until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.Reader.Read(p)
}

func (u *until) ReadByte() (byte, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.Reader.ReadByte()
}
