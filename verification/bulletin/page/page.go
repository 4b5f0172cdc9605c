// Package page is the page with which people check bulletins on a phone: one HTML file that needs no network, opened from
// a file or served. build.sh makes verify.html of src/.
package page

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/rastau/rastau/verification/bulletin"
)

//go:embed verify.html
var file []byte

// keysHere is where the page has the keys that it was given out with.
const keysHere = `<script id="keys" type="application/json">[]</script>`

// HTML is the page with the keys of a ring, and what was said of them, already in it.
func HTML(ring bulletin.Keyring) []byte {
	lines, err := json.Marshal(strings.Split(strings.TrimSuffix(ring.Text(), "\n"), "\n"))
	if err != nil {
		panic(err) // strings always can be
	}
	return bytes.Replace(file, []byte(keysHere), []byte(strings.Replace(keysHere, "[]", string(lines), 1)), 1)
}
