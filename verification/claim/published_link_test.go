package claim

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/moderation"
)

// TestNumbersInCodesAreNotPublished: the mask finds them once the address is read in letters; reviewers are shown the address
// as it is.
func TestNumbersInCodesAreNotPublished(t *testing.T) {
	t.Parallel()
	for _, link := range []moderation.Foreign{
		"https://example.org/8%20701%20123%2045%2067",
		"https://example.org/4444%20%34444%204444%204444",
		"https://wa.me/%37%37011234567",
		"https://t.me/%2B77011234567",
		"tg://resolve?phone=77011234567",
		"https://api.whatsapp.com/send?phone=%37%37%30%31%31%32%33%34%35%36%37",
		"https://example.org/?tel=%2B7%20701%20123%2045%2067",
		"https://example.org/?tel=+7+701+123+45+67",
		"https://example.org/#tel%3A%2B77011234567",
	} {
		address, ok := PublicLink(link)
		letters, err := url.QueryUnescape(address)
		require.NoError(t, err)
		masked := moderation.Foreign(letters).Mask().String()
		t.Logf("%v %s | %s | reviewer reads %s", ok, address, masked, ReadableLink(address))
		if ok && masked != letters {
			t.Errorf("published with a number in it: %s", address)
		}
	}
}
