package penalty

import (
	"database/sql/driver"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/internal/zone"
)

// Limits of what one case may hold.
const (
	MaxOutages    = 100_000                   // outages, and exclusions, of one case
	MaxPeriod     = 10 * 366 * 24 * time.Hour // the longest period
	maxText       = 1000                      // bytes of an id, a cause, a note
	shareDecimals = 10_000                    // a share has at most four decimals
)

// Reason says why downtime does not count against the provider (D14).
type Reason uint8

// The reasons. The zero value is Counts: nothing is excluded.
const (
	Counts Reason = iota
	Maintenance
	Customer
	ForceMajeure
)

var reasonNames = []string{"counts", "maintenance", "customer", "force_majeure"}

// String returns the text form, such as "force_majeure".
func (r Reason) String() string { return enum.String(reasonNames, "reason", r) }

// MarshalText implements encoding.TextMarshaler.
func (r Reason) MarshalText() ([]byte, error) { return enum.Marshal(reasonNames, "reason", r) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Reason) UnmarshalText(b []byte) error { return enum.Parse(r, reasonNames, "reason", b) }

// Value implements driver.Valuer.
func (r Reason) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Reason) Scan(src any) error { return column.Scan(r.UnmarshalText, "reason", src) }

// Outage is one span during which the platform, or a share of it, was down. Only
// Start and End matter in the plain case.
type Outage struct {
	// ID, if given, names the outage: the same one may be listed twice and counts once, two different ones under
	// one id are refused.
	ID string `json:"id,omitzero"`
	// Start is when the outage was detected. One of Start and Declared is needed; Terms.From says which one
	// counts.
	Start time.Time `json:"start,omitzero"`
	// Declared is when the customer reported it.
	Declared time.Time `json:"declared,omitzero"`
	// End is the first instant at which all was well again; zero is still down (D15).
	End time.Time `json:"end,omitzero"`
	// Recorded is when the outage became known; zero is at once. Assess does not look at it, nor at Withdrawn.
	Recorded time.Time `json:"recorded,omitzero"`
	// Withdrawn is when it became known that there was no such outage; zero: there was.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	// Cause is free text.
	Cause string `json:"cause,omitzero"`
	// Share is how much of the platform was down, above 0 and up to 1 with at most four decimals; zero is all of
	// it.
	Share decimal.Decimal `json:"share,omitzero" wire:"zero: all of it"`
	// Excluded, if it is not Counts, is why this outage does not count, from the earlier of detection and
	// declaration on (D14). Another one at the same time counts all the same: an Exclusion is for what excludes
	// the time of any.
	Excluded Reason `json:"excluded,omitzero"`
}

// Validate refuses an outage without a start, one that ends before it starts, a
// share outside 0 to 1, and unknown reasons.
func (o Outage) Validate() error {
	var l fault.List
	o.check(&l)
	return l.Err()
}

func (o *Outage) check(l *fault.List) {
	if o.Start.IsZero() && o.Declared.IsZero() {
		l.Add("start", nil, "must be given where declared is not")
	}
	if !o.End.IsZero() && !o.Start.IsZero() && o.End.Before(o.Start) {
		l.Add("end", o.End, "must not be before the start "+o.Start.Format(time.RFC3339Nano))
	}
	if !o.End.IsZero() && o.Start.IsZero() && o.End.Before(o.Declared) {
		l.Add("end", o.End, "must not be before the declaration "+o.Declared.Format(time.RFC3339Nano))
	}
	if _, ok := weight(o.Share); !ok {
		l.Add("share", o.Share, "must lie between 0 and 1, with at most four decimals")
	}
	enum.Check(l, "excluded", reasonNames, o.Excluded)
	l.Text("id", o.ID, maxText, text.BadLine)
	l.Text("cause", o.Cause, maxText, text.BadText)
}

// weight returns a share in ten-thousandths; a zero share is the whole platform.
func weight(share decimal.Decimal) (int64, bool) {
	if share.IsZero() {
		return shareDecimals, true
	}
	num, den, ok := money.Fraction(share)
	if !ok || den > shareDecimals || share.IsNegative() || num > den {
		return 0, false
	}
	return num * (shareDecimals / den), true
}

// began returns when the outage begins by the rule, and false if by that rule
// it never does.
func (o *Outage) began(from Start) (time.Time, bool) {
	switch from {
	case Detected:
		return o.Start, !o.Start.IsZero()
	case Declared:
		return o.Declared, !o.Declared.IsZero()
	case Earliest:
	}
	return o.first(), true
}

// first returns the earlier of detection and declaration, of those given.
func (o *Outage) first() time.Time { return zone.Earlier(o.Start, o.Declared) }

func (o *Outage) equal(p *Outage) bool {
	ours, _ := weight(o.Share) // not Share.Equal, which expands any exponent
	theirs, _ := weight(p.Share)
	return o.ID == p.ID && o.Start.Equal(p.Start) && o.Declared.Equal(p.Declared) && o.End.Equal(p.End) &&
		o.Cause == p.Cause && ours == theirs && o.Excluded == p.Excluded
}

// MarshalJSON implements json.Marshaler.
func (o Outage) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *Outage) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }

// Exclusion is a span whose downtime does not count: announced maintenance, the
// customer's own doing, force majeure (D14).
type Exclusion struct {
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	Reason Reason    `json:"reason"`
	Note   string    `json:"note,omitzero"` // free text
	// Recorded is when it became known; zero is at once. Withdrawn is when it became known that it was wrong;
	// zero: it stands. Assess does not look at them.
	Recorded  time.Time `json:"recorded,omitzero"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Validate refuses an exclusion that ends before it starts or has no reason.
func (x Exclusion) Validate() error {
	var l fault.List
	x.check(&l)
	return l.Err()
}

func (x *Exclusion) check(l *fault.List) {
	if err := (calendar.Interval{Start: x.Start, End: x.End}).Validate(); err != nil {
		l.In("", err)
	}
	if x.Reason == Counts || x.Reason > ForceMajeure {
		l.Add("reason", x.Reason, "must be one of maintenance, customer, force_majeure")
	}
	l.Text("note", x.Note, maxText, text.BadText)
}

// MarshalJSON implements json.Marshaler.
func (x Exclusion) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *Exclusion) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }
