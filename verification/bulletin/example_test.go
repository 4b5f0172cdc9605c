package bulletin_test

import (
	"fmt"
	"time"

	"github.com/rastau/rastau/verification/bulletin"
)

func Example() {
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	key := bulletin.NewKey(now)
	sealed, err := bulletin.Seal(bulletin.Bulletin{
		Issuer: "Rastau", Issued: now, Number: 17, Language: "en",
		Items: []bulletin.Item{{
			Code: "K7Q2MX", Question: bulletin.Truth, Verdict: bulletin.False, Version: 1,
			Quote: "Foreign troops have landed", Answer: "The video is from 2019",
		}},
	}, key)
	if err != nil {
		fmt.Println(err)
		return
	}

	// Somebody who was given the public key gets the text by whatever way.
	ring := bulletin.NewKeyring(key.Public())
	got, signed, err := bulletin.Verify([]byte(sealed.Text()), ring)
	if err != nil {
		fmt.Println(err)
		return
	}
	var known bulletin.State
	known.Merge(got)
	for _, it := range known.Items() {
		fmt.Println(it.Line("en"))
	}
	fmt.Println(signed.By == key.Public(), signed.At.Format(time.RFC3339))
	// Output:
	// K7Q-2MX: FALSE. "Foreign troops have landed" The video is from 2019
	// true 2026-01-05T12:00:00Z
}
