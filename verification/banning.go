package verification

import (
	"context"
	"errors"
	"time"

	"github.com/rastau/rastau/verification/claim"
)

// Ban says that somebody can be no volunteer. It is kept apart from their record, under a name that only the holder of the
// keys can make, and outlives it: whoever has everything of theirs erased, or leaves, stays banned.
type Ban struct {
	At     time.Time `cbor:"1,keyasint"`
	Lifted bool      `cbor:"2,keyasint,omitempty"`
	// Pardon is who wants it lifted, which takes a second person.
	Pardon claim.PersonID `cbor:"3,keyasint,omitempty"`
	As     claim.Role     `cbor:"5,keyasint,omitempty"` // as which they want it; "" of before this was kept
	Cause  string         `cbor:"4,keyasint,omitempty"` // of what was done last about lifting it

	Version string `cbor:"-"` // of what is stored; "" for nothing
}

// Bans keeps who is banned. A person that the store gives is Banned by what it says.
type Bans interface {
	Ban(ctx context.Context, id claim.PersonID) (Ban, error)
	// SaveBan stores a ban if the stored version is b.Version, else ErrConflict.
	SaveBan(ctx context.Context, id claim.PersonID, b Ban) error
}

// changeBan lets wish decide on somebody's ban and stores it, unless wish says that it stays as it is.
func (d *Service) changeBan(ctx context.Context, id claim.PersonID, wish func(b *Ban) (changed bool, err error)) error {
	for range attempts {
		b, err := d.store.Ban(ctx, id)
		if err != nil {
			return errors.Join(errors.New("load a ban"), err)
		}
		if changed, err := wish(&b); err != nil || !changed {
			return err
		}
		if err := d.store.SaveBan(ctx, id, b); !errors.Is(err, claim.ErrConflict) {
			return err
		}
	}
	return claim.ErrConflict
}

// bar bans somebody, whether or not anything is known of them. Nobody wants it lifted then who did before.
func (d *Service) bar(ctx context.Context, id claim.PersonID) error {
	return d.changeBan(ctx, id, func(b *Ban) (bool, error) {
		if b.Version != "" && !b.Lifted && b.Pardon == "" {
			return false, nil
		}
		*b = Ban{At: d.now(), Version: b.Version}
		return true, nil
	})
}

// keepBan keeps a ban that stands in a record alone, as all did once, when the record goes.
func (d *Service) keepBan(ctx context.Context, id claim.PersonID) error {
	return d.changeBan(ctx, id, func(b *Ban) (bool, error) {
		if b.Version != "" {
			return false, nil
		}
		*b = Ban{At: d.now()}
		return true, nil
	})
}

// Ban ends somebody's work as a volunteer, and has no invitation make them one again; they may ask, as everybody may. Their
// answers on claims that are not ended count no longer, nor those on the claims that are given. known tells whether there is
// anybody of that name now: who is not known is banned all the same. The caller has seen to it that an operator asks.
func (d *Service) Ban(ctx context.Context, cause string, by, id claim.PersonID, on ...claim.Code) (known bool, err error) {
	if err := d.bar(ctx, id); err != nil {
		return false, err
	}
	if err := d.act(ctx, Act{Kind: ActBanned, At: d.now(), Cause: cause, By: by, As: claim.Operator, Whom: id}); err != nil {
		return false, err
	}
	if _, known, err = d.store.Person(ctx, id); err != nil {
		return known, err
	}
	if known {
		p, err := d.enlist(ctx, id, func(*claim.Person) {})
		if err != nil {
			return known, err
		}
		if err := d.say.Hush(ctx, p); err != nil {
			return known, err
		}
		if p.Role == claim.Reviewer {
			if err := d.retire(ctx, id); err != nil {
				return known, err
			}
		}
	}
	answered, err := d.store.History(ctx, id, historyKept)
	if err != nil {
		return known, err
	}
	w, err := d.store.Workload(ctx, id)
	if err != nil {
		return known, err
	}
	for _, s := range w.Open() {
		answered = append(answered, s.Code)
	}
	for _, code := range append(answered, on...) {
		_, err := d.change(ctx, code, cause, func(c *claim.Claim, now time.Time) error {
			c.Strike(now, cause, []claim.PersonID{id}, d.rulesFor(ctx))
			return nil
		})
		if err != nil && !errors.Is(err, claim.NotFound) {
			return known, err
		}
	}
	return known, nil
}

// pardons reports whether somebody wants the ban lifted who may still want it. Operators are named in the settings.
func (d *Service) pardons(ctx context.Context, b Ban) (bool, error) {
	if b.Pardon == "" || b.As == claim.Operator {
		return b.Pardon != "", nil
	}
	p, found, err := d.store.Person(ctx, b.Pardon)
	return found && p.Reviews(), err
}

// Unban lifts a ban that was a mistake, which takes two of the reviewers and operators: the first one proposes it, the second
// does it, and the reviewers hear of both. Whose record is still there is then what they were before; everybody else can be
// invited again. lifted tells whether it is lifted now.
func (d *Service) Unban(ctx context.Context, cause string, by claim.PersonID, as claim.Role, id claim.PersonID) (lifted bool, err error) {
	if !as.May(claim.MayPardon) {
		return false, claim.NotReviewer
	}
	if by == id {
		return false, claim.OwnBan
	}
	if as == claim.Reviewer {
		p, _, err := d.store.Person(ctx, by)
		if err != nil {
			return false, err
		}
		if _, waits := p.ReviewsFrom(d.now(), d.rules.Policy.Tenure); waits {
			return false, claim.TooNewReviewer
		}
	}
	a := Act{Kind: ActUnbanProposed, At: d.now(), Cause: cause, By: by, As: as, Whom: id}
	err = d.changeBan(ctx, id, func(b *Ban) (bool, error) {
		lifted = false
		switch {
		case b.Version == "" || b.Lifted && b.Cause != cause:
			return false, claim.NotBanned
		case b.Cause == cause: // the same wish, tried again
			lifted = b.Lifted
			return false, nil
		case b.Pardon == by:
			return false, claim.AlreadyDone
		}
		stands, err := d.pardons(ctx, *b)
		if err != nil {
			return false, err
		}
		if !stands {
			b.Pardon, b.As, b.Cause = by, as, cause
			return true, nil
		}
		b.Lifted, b.Cause, lifted = true, cause, true
		return true, nil
	})
	if err != nil {
		return false, err
	}
	if lifted {
		a.Kind = ActUnbanned
	}
	if err := d.act(ctx, a); err != nil || !lifted {
		return lifted, err
	}
	if _, known, err := d.store.Person(ctx, id); err != nil || !known {
		return lifted, err
	}
	_, err = d.enlist(ctx, id, func(*claim.Person) {})
	return lifted, err
}
