package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/life"
	"github.com/palier-go/palier/servicelevel/internal/seal"
)

// Input is a contract, what happened under it and the month asked for, as one document. What happened is an Activity from
// the oldest pack that may have hours left on, or the Facts since the State in which the month before was closed.
type Input struct {
	Month    calendar.Month `json:"month"`
	Contract Contract       `json:"contract"`
	Activity Activity       `json:"activity,omitzero"`
	// State is the one in which an earlier month was closed; nil if none was.
	State *State `json:"state,omitzero"`
	Facts []Fact `json:"facts,omitzero"`
	// AsOf, if it is given, lies in the month and asks for a preview as of then (D15).
	AsOf time.Time `json:"as_of,omitzero"`
}

// Validate reports every fault of its parts.
func (in *Input) Validate() error {
	var l fault.List
	if !in.Month.Valid() {
		l.Add("month", in.Month, "must be a month that exists")
	}
	l.In("contract", in.Contract.Validate())
	l.In("activity", in.Activity.Validate())
	if in.State != nil {
		l.In("state", in.State.Validate())
	}
	check.All(&l, "facts", in.Facts, (*Fact).Validate)
	if in.isBook() {
		l.Check(isEmpty(&in.Activity), "activity", nil, "must be absent if there is a state or facts")
	}
	if !in.AsOf.IsZero() {
		check.Instant(&l, "as_of", in.AsOf)
	}
	return l.Err()
}

// isBook reports whether what happened is told as facts.
func (in *Input) isBook() bool { return in.State != nil || len(in.Facts) > 0 }

// isEmpty reports whether an activity tells nothing.
func isEmpty(a *Activity) bool {
	return len(a.Purchases)+len(a.Removals)+len(a.Requests)+len(a.Interventions)+len(a.Outages)+len(a.Exclusions)+len(a.Claims)+len(a.Charges) == 0
}

// MarshalJSON implements json.Marshaler.
func (in Input) MarshalJSON() ([]byte, error) { return wire.Append(nil, &in) }

// UnmarshalJSON implements json.Unmarshaler.
func (in *Input) UnmarshalJSON(b []byte) error {
	if err := wire.Decode(b, in); err != nil {
		return err
	}
	if in.State != nil {
		in.State.Seal(seal.Give(), in.State.Past...)
	}
	return nil
}

// StatementOf is Statement for a document: for its activity, or for its facts upon the
// state in which a month was closed, and as of the instant that it says.
func (c *Catalogue) StatementOf(in Input) (Statement, error) {
	if err := c.made(); err != nil {
		return Statement{}, err
	}
	if !in.isBook() {
		return c.statement(in.Contract, in.Activity, in.Month, in.AsOf)
	}
	return c.statementOfFacts(in)
}

// statementOfFacts is StatementOf from facts, with a Biller that is at hand.
func (c *Catalogue) statementOfFacts(in Input) (Statement, error) {
	b := c.pooled()
	defer c.billers.Put(b)
	var s Statement
	err := b.bill(c, &s, &in)
	b.book.scratch.Maker.GiveAway() // it is the caller's now
	if err != nil {
		return Statement{}, err
	}
	return s, nil
}

// StatementOf is Catalogue.StatementOf, save that the statement and its lists are good until the next call only. The
// input must stay as it is until then.
func (b *Biller) StatementOf(in *Input) (*Statement, error) {
	if err := b.made(); err != nil {
		return nil, err
	}
	b.out = Statement{}
	if err := b.bill(b.cat, &b.out, in); err != nil {
		return nil, err
	}
	return &b.out, nil
}

// bill makes the statement of a document, from facts in the memory of a book.
func (b *Biller) bill(c *Catalogue, s *Statement, in *Input) error {
	if !in.isBook() {
		return b.maker.Make(c.compiled, s, &in.Contract, &in.Activity, in.Month, in.AsOf)
	}
	if b.book == nil {
		b.book = new(Book)
	}
	return b.book.bill(c, s, in)
}

// Read reads an Input for StatementOf into memory that the next call uses again, but for the strings. What StatementOf
// refuses of an activity it leaves to that. An input that is refused is returned beside the error if it is JSON, for
// its contract's id.
func (b *Biller) Read(data []byte) (*Input, error) {
	b.reader.Lenient = true
	in, err := b.reader.Read(data)
	if err != nil || !in.isBook() {
		return in, err
	}
	if err = in.Validate(); err == nil && in.State != nil {
		in.State.Seal(seal.Give(), in.State.Past...)
	}
	return in, err
}

// ClosingOf closes the month of a document that tells what happened as facts. An Activity is refused, and so are an
// AsOf and a month that is not the one after its state's.
func (c *Catalogue) ClosingOf(in Input) (Closing, error) {
	if err := c.made(); err != nil {
		return Closing{}, err
	}
	var l fault.List
	l.Check(isEmpty(&in.Activity), "activity", nil, "must be absent: a month is closed from its facts")
	l.Check(in.AsOf.IsZero(), "as_of", in.AsOf, "must be absent: a month is closed once it is over")
	l.In("", life.CheckNext(in.State, in.Month))
	if !l.Empty() {
		return Closing{}, l.Err()
	}
	b := c.pooled()
	defer c.billers.Put(b)
	if b.book == nil {
		b.book = new(Book)
	}
	var out Closing
	err := b.book.bill(c, &out.Statement, &in)
	b.book.scratch.Maker.GiveAway() // it is the caller's now
	if err != nil {
		return Closing{}, err
	}
	out.State = *b.book.closing(&out.Statement)
	return out, nil
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
	c.State.Seal(seal.Give(), c.State.Past...)
	return nil
}
