package imaging

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"  // the first frame
	_ "image/jpeg" // of every kind that Go reads, CMYK too
	_ "image/png"

	_ "golang.org/x/image/webp" // not the moving kind
)

const (
	// mostPixels is how many pixels a picture has at the most, whatever they cost.
	mostPixels = 120_000_000
	// mostWork is how many pixels may be drawn, each as often as a progressive JPEG draws it. Ten times is usual; a file
	// of a few kilobytes may ask for thousands.
	mostWork = 600_000_000
	// overhead is what every decoder takes for itself.
	overhead = 1 << 20
)

// costOf is how many bytes the decoders of the standard library and of x/image allocate for a file, or more.
func costOf(file []byte) (int64, error) {
	head, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if head.Width < 1 || head.Height < 1 {
		return 0, fmt.Errorf("%w: %d by %d pixels", ErrBroken, head.Width, head.Height)
	}
	drawn := 1
	if format == "jpeg" {
		drawn += bytes.Count(file, []byte{0xff, 0xda}) // a scan begins
	}
	if head.Width > min(mostPixels, mostWork/drawn)/head.Height {
		return 0, fmt.Errorf("%w: %d by %d pixels", ErrLarge, head.Width, head.Height)
	}
	var n int64
	switch pixels := int64(head.Width) * int64(head.Height); format {
	case "jpeg":
		n, err = costOfJPEG(file)
	case "png":
		n = pixels*bytesOfPNG(file) + 2*8*int64(head.Width) // and two rows as they are stored
	case "gif":
		n = 2 * pixels // what is interlaced is drawn twice
	default:
		if !isWhole(file) {
			return 0, fmt.Errorf("%w: a WebP that is cut short", ErrBroken)
		}
		n = pixels*bytesOfWebP(file) + treesOfWebP(file) + int64(len(file))
	}
	return n + overhead, err
}

// bytesOfPNG is how many bytes a pixel takes, by the header.
func bytesOfPNG(file []byte) int64 {
	const header = 29 // of which the last five bytes are depth, kind, compression, filter and interlace
	if len(file) < header {
		return 0 // it has been read before
	}
	depth, kind, interlaced := file[24], file[25], file[28] != 0
	n := int64(4)
	switch {
	case depth == 16:
		n = 8
	case kind == 3:
		n = 1
	case kind == 0 && !bytes.Contains(file, []byte("tRNS")):
		n = 1
	}
	if interlaced {
		n *= 2 // each pass is a picture before it is part of the whole
	}
	return n
}

// isWhole tells whether a WebP is as long as it says: its decoder makes room for parts of the length that the file states.
func isWhole(file []byte) bool {
	const head = 8
	return len(file) >= head && int64(binary.LittleEndian.Uint32(file[4:])) <= int64(len(file)-head)
}

// bytesOfWebP is how many bytes a pixel takes: three planes, or, without loss or with opacity, colours as they are stored and
// as they are shown.
func bytesOfWebP(file []byte) int64 {
	if bytes.Contains(file, []byte("VP8L")) || bytes.Contains(file, []byte("ALPH")) {
		return 12
	}
	return 2
}

// treesOfWebP bounds what the trees of codes of a WebP without loss take: the decoder takes at most so many groups, and the file has to
// say each code of a tree.
func treesOfWebP(file []byte) int64 {
	const groups, group, codes, perByte = 2600, 3 << 10, 52 << 10, 256
	if bytesOfWebP(file) < 12 {
		return 0
	}
	return groups*group + min(groups*codes, perByte*int64(len(file)))
}

// frame is what the head of a JPEG says of its planes.
type frame struct {
	progressive   bool
	width, height int64
	planes        []plane
	plain         bool // it says that its colours are the usual ones
	recoloured    bool // they are not, so it is drawn once more
}

type plane struct{ id, h, v byte }

// costOfJPEG counts the planes, which are whole blocks, and what a progressive JPEG keeps of each block until its last scan.
func costOfJPEG(file []byte) (int64, error) {
	f, ok := readFrame(file)
	if !ok {
		return 0, fmt.Errorf("%w: a JPEG without a frame", ErrBroken)
	}
	mostH, mostV, samples := int64(1), int64(1), int64(0)
	if len(f.planes) == 1 {
		f.planes[0].h, f.planes[0].v = 1, 1
	}
	for _, p := range f.planes {
		mostH, mostV = max(mostH, int64(p.h)), max(mostV, int64(p.v))
		samples += int64(p.h) * int64(p.v)
	}
	across, down := (f.width+8*mostH-1)/(8*mostH), (f.height+8*mostV-1)/(8*mostV)
	blocks := across * down * samples
	const block = 64
	n := blocks * block
	if f.progressive {
		n += blocks * block * 4
	}
	if len(f.planes) == 4 || f.recoloured && !f.plain {
		n += f.width * f.height * 4
	}
	return n, nil
}

// readFrame finds the frame as the decoder does, marker by marker.
func readFrame(file []byte) (f frame, ok bool) {
	if len(file) < 2 {
		return f, false
	}
	for at := 2; at+4 <= len(file); {
		if file[at] != 0xff || file[at+1] == 0 {
			at++
			continue
		}
		marker := file[at+1]
		if marker == 0xff {
			at++
			continue
		}
		at += 2
		switch {
		case marker == 0xd9: // the end
			return f, f.planes != nil
		case marker >= 0xd0 && marker <= 0xd7: // stands alone
			continue
		}
		length := int(binary.BigEndian.Uint16(file[at:]))
		if length < 2 || at+length > len(file) {
			return f, f.planes != nil
		}
		segment := file[at+2 : at+length]
		at += length
		switch marker {
		case 0xc0, 0xc1, 0xc2:
			if !f.read(marker == 0xc2, segment) {
				return f, false
			}
		case 0xe0:
			f.plain = f.plain || bytes.HasPrefix(segment, []byte("JFIF\x00"))
		case 0xee:
			f.recoloured = f.recoloured || isRGB(segment)
		case 0xda: // a scan begins; what may still be said is where the decoder would find it
			scans, _, _ := bytes.Cut(file[at:], []byte{0xff, 0xd9})
			f.recoloured = f.recoloured || bytes.Contains(scans, []byte{0xff, 0xee})
			return f, f.planes != nil
		}
	}
	return f, f.planes != nil
}

// isRGB tells whether a segment of Adobe's says that the planes are red, green and blue.
func isRGB(segment []byte) bool {
	const transform = 11
	return bytes.HasPrefix(segment, []byte("Adobe")) && len(segment) > transform && segment[transform] == 0
}

func (f *frame) read(progressive bool, segment []byte) bool {
	const start, each = 6, 3
	if len(segment) < start || f.planes != nil {
		return false
	}
	f.progressive = progressive
	f.height, f.width = int64(binary.BigEndian.Uint16(segment[1:])), int64(binary.BigEndian.Uint16(segment[3:]))
	for rest := segment[start:]; len(rest) >= each; rest = rest[each:] {
		p := plane{rest[0], rest[1] >> 4, rest[1] & 15}
		if p.h == 0 || p.v == 0 {
			return false
		}
		f.planes = append(f.planes, p)
	}
	if len(f.planes) == each && f.planes[0].id == 'R' {
		f.recoloured = true
	}
	return len(f.planes) > 0
}
