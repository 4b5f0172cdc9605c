package verification

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rastau/rastau/verification/screening"
)

// What the mask hides in an address once it is read in letters is published all the same in its codes; reviewers are even
// shown it masked, and so approve an address that they cannot read.
func TestHostileNumbersInCodesAreShown(t *testing.T) {
	t.Parallel()
	for _, link := range []screening.Foreign{
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
		masked := screening.Foreign(letters).Mask().String()
		t.Logf("%v %s | %s | reviewer reads %s", ok, address, masked, ReadableLink(address))
		if ok && masked != letters {
			t.Errorf("published with a number in it: %s", address)
		}
	}
}
