package lab

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/rastau/rastau/internal/english"
	"github.com/rastau/rastau/internal/imaging"
	"github.com/rastau/rastau/verification/matching/pictures"
)

// Pictures writes the PDQ hash of each picture, 64 hexadecimal digits, and its quality, 0 to 100, as Meta's tools give
// them. A file that cannot be read is told to faults, the others are written, and an error says how many could not be. A
// name that would break the table is quoted.
func Pictures(files []string, out, faults io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "file\thash\tquality")
	bad := 0
	for _, name := range files {
		hash, quality, err := hashFile(name)
		if err != nil {
			bad++
			fmt.Fprintf(faults, "%s: %v\n", oneCell(name), err)
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%d\n", oneCell(name), hash, quality)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if bad > 0 {
		return fmt.Errorf("%d of %s could not be read as pictures", bad, english.Count(len(files), "file"))
	}
	return nil
}

func hashFile(name string) (pictures.Hash, int, error) {
	f, err := os.Open(name) //nolint:gosec // the file that the person names
	if err != nil {
		if path, ok := errors.AsType[*os.PathError](err); ok {
			err = path.Err // the name is said already
		}
		return pictures.Hash{}, 0, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if about, err := f.Stat(); err != nil {
		return pictures.Hash{}, 0, err
	} else if about.IsDir() {
		return pictures.Hash{}, 0, errors.New("this is a folder")
	}
	file, err := io.ReadAll(io.LimitReader(f, imaging.LargestFile+1))
	if err != nil {
		return pictures.Hash{}, 0, err
	}
	var hash pictures.Hash
	var quality int
	err = imaging.Use(context.Background(), file, 0, func(img image.Image) error {
		hash, quality = pictures.Of(img)
		return nil
	})
	return hash, quality, err
}

func oneCell(name string) string {
	if strings.ContainsAny(name, "\t\r\n") {
		return strconv.Quote(name)
	}
	return name
}
