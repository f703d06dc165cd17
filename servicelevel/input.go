package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Input is a contract, what happened under it and the month asked for, as one
// document. What happened is an Activity, from the oldest pack that may have hours left on;
// or the Facts since the month before was closed, with the State of that.
type Input struct {
	Month    calendar.Month `json:"month"`
	Contract Contract       `json:"contract"`
	Activity Activity       `json:"activity,omitzero"`
	// State is the one in which an earlier month was closed; nil if none was.
	State *State `json:"state,omitzero"`
	Facts []Fact `json:"facts,omitzero"`
	// AsOf, if it is given, lies in the month and asks for what that comes to by then
	// (D15): a preview.
	AsOf time.Time `json:"as_of,omitzero"`
}

// Validate reports every fault of its parts.
func (in Input) Validate() error {
	var l fault.List
	l.Check(in.Month.Valid(), "month", in.Month, "must be a month that exists")
	l.In("contract", in.Contract.Validate())
	l.In("activity", in.Activity.Validate())
	if in.State != nil {
		l.In("state", in.State.Validate())
	}
	validateAll(&l, "facts", in.Facts, (*Fact).Validate)
	if in.isBook() {
		l.Check(in.Activity.isZero(), "activity", nil, "must be absent if there is a state or facts")
	}
	if !in.AsOf.IsZero() {
		checkInstant(&l, "as_of", in.AsOf)
	}
	return l.Err()
}

// isBook reports whether what happened is told as facts.
func (in *Input) isBook() bool { return in.State != nil || len(in.Facts) > 0 }

func (a *Activity) isZero() bool {
	return len(a.Purchases)+len(a.Removals)+len(a.Requests)+len(a.Interventions)+len(a.Outages)+len(a.Exclusions)+len(a.Claims)+len(a.Charges) == 0
}

// MarshalJSON implements json.Marshaler.
func (in Input) MarshalJSON() ([]byte, error) { return wire.Append(nil, &in) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (in *Input) UnmarshalJSON(b []byte) error {
	if err := wire.Decode(b, in); err != nil {
		return err
	}
	if in.State != nil {
		in.State.list()
	}
	return nil
}

// Closing is a month that was closed: what it comes to, and the state from which the next
// one goes on.
type Closing struct {
	Statement Statement `json:"statement"`
	State     State     `json:"state"`
}

// MarshalJSON implements json.Marshaler.
func (c Closing) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler. It refuses totals that do not add up.
func (c *Closing) UnmarshalJSON(b []byte) error {
	if err := wire.Decode(b, c); err != nil {
		return err
	}
	c.State.list()
	return nil
}
