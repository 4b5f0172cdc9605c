package bot

import "errors"

// Scope says whom a failure concerns. What waits because of it follows from this alone: only an outage, or the loss of the bot's
// own account, holds up what goes to others.
type Scope string

// The scopes, from the narrowest on.
const (
	OfItem    Scope = "item"    // this message, or a file of it
	OfRight   Scope = "right"   // what the bot may not do in a chat until somebody there allows it
	OfChat    Scope = "chat"    // everything that goes to the chat
	OfAccount Scope = "account" // the bot: its token is not taken
	OfOutage  Scope = "outage"  // everybody: the service, or the way to it, is away
)

// Stops tells whether a failure of this scope concerns everything that is sent.
func (s Scope) Stops() bool { return s == OfAccount || s == OfOutage }

// usualScopes are those of failures that do not say another one.
var usualScopes = map[Failure]Scope{
	Gone: OfChat, Moved: OfChat, TooFast: OfChat, Forbidden: OfRight, Closed: OfItem, Missing: OfItem, Rejected: OfItem, Unfit: OfItem,
	Unavailable: OfOutage, Uncertain: OfOutage, Unconfirmed: OfItem,
}

// ScopeOf tells whom a failed delivery concerns; "" when it did not fail.
func ScopeOf(err error) Scope {
	if err == nil {
		return ""
	}
	why, ok := errors.AsType[*DeliveryError](err)
	switch {
	case !ok:
		return OfOutage
	case why.Scope != "":
		return why.Scope
	case why.Global:
		return OfOutage
	}
	return usualScopes[why.Failure]
}
