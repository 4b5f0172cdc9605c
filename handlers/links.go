package handlers

import (
	"strings"

	"github.com/rastau/rastau/handlers/input"
	"github.com/rastau/rastau/verification/claim"
)

// byLink are the commands that a link may give: they show something, and change nothing.
var byLink = map[string]func(t *talk, code claim.Code) error{
	"status": (*talk).tell, "review": (*talk).reviewOf, "why": (*talk).reasons, "card": (*talk).cardOf, "relay": (*talk).relayOf, "bulletin": (*talk).bulletinOf,
}

// linked does what a link says: /start COMMAND_CODE.
func (t *talk) linked(word string) (done bool, err error) {
	name, bare, _ := strings.Cut(word, "_")
	code, ok := claim.ParseCode(bare)
	do := byLink[name]
	if !ok || len(bare) != len(input.ExampleCode) || do == nil {
		return false, nil
	}
	t.subject = code
	return true, do(t, code)
}
