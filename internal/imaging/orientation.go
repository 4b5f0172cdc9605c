package imaging

import (
	"bytes"
	"encoding/binary"
)

// orientation is what a file's EXIF data say of how it is to be turned: 1 to 8, or 1 when they say nothing. They begin with
// a TIFF header wherever they stand: in a segment of a JPEG, in a chunk of a PNG or WebP.
func orientation(file []byte) int {
	for _, mark := range []string{"Exif\x00\x00", "eXIf", "EXIF"} {
		i := bytes.Index(file, []byte(mark))
		if i < 0 {
			continue
		}
		tiff := file[i+len(mark):]
		if mark == "EXIF" && len(tiff) > 4 { // the length of the chunk, and in some files the mark of a JPEG too
			tiff = bytes.TrimPrefix(tiff[4:], []byte("Exif\x00\x00"))
		}
		if o := orientationIn(tiff); o > 1 {
			return o
		}
	}
	return 1
}

// orientationIn reads the tag of the first directory.
func orientationIn(tiff []byte) int {
	const tag, short, entry = 0x0112, 3, 12
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	n := int(order.Uint16(tiff[at:]))
	dir := tiff[at+2:]
	for i := 0; i < n && (i+1)*entry <= len(dir); i++ {
		e := dir[i*entry:]
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			return int(order.Uint16(e[8:]))
		}
	}
	return 1
}
