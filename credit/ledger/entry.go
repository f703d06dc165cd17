package ledger

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Entry is one fact of an account. Which fields it has depends on its kind:
//
//	Purchase   Time, Price, Until        Extend    Of, Time
//	Gift       Time, Until               Capture   Of, Time, Parts
//	Allowance  From, Time, Plan,         Release   Of
//	           Block, Minimum
//	Overdraft  Time                      Debit     Ticket, Time, Parts
//	Hold       Ticket, Time              Reversal  Of
//	Refund     Of, Time, Price           Forfeit   Of, Time
//	Sale       Time, Price, Until        Transfer  Of, Time
//
// ID, Kind and At are required; a field that its kind does not have must be zero. A debit or capture without
// a ticket stands by itself.
type Entry struct {
	// ID names the entry within its account: 1 to credit.MaxID bytes of text without control characters.
	ID string `json:"id"`
	// Kind is what happened: a constant of package credit, from credit.Purchase to credit.Transfer.
	Kind credit.Kind `json:"kind"`
	// At is the instant from which the entry counts, in the years 1970 to 2169. For a debit or a capture it is
	// when the work began (D5). An allowance counts from the day From on and an overdraft from its place in the
	// journal on, whatever their At.
	At time.Time `json:"at"`
	// Recorded is when it became known, before or after At; zero means at once. It is not content: a retry may
	// carry another. Work whose At lies before what is known by then is late (D28).
	Recorded time.Time `json:"recorded,omitzero"`
	// Of is the id of the entry that this one acts on.
	Of string `json:"of,omitzero"`
	// Ticket is the ticket of a hold or a debit, up to credit.MaxID bytes; it may be empty.
	Ticket string `json:"ticket,omitzero"`
	// Time is what is bought, given, granted, estimated or worked, as the kind says. Work goes on from At
	// without a break. A refund, a forfeiture or a transfer without it is of all that is left of the lot by
	// then.
	Time time.Duration `json:"time,omitzero" wire:"zero refund forfeit transfer: all that is left"`
	// Price is what a purchase or a sale cost, or what a refund gives back, excluding VAT. Without it a refund
	// gives back the share of the price that its hours have, and it must not give back more (D30).
	Price decimal.Decimal `json:"price,omitzero" wire:"money,zero refund: the share of the price that its hours have"`
	// Until is the first instant at which the hours are not there, if they end; zero is never (S20). It is after
	// At. They are drawn on before hours that end later or never do. What is left of them then is earned, as if
	// it had been forfeited.
	//
	// It depends on when work was done, not on when it became known, whether they pay for it: late work that was
	// done before their end is paid for by what was left of them, and less of them was lost than was known.
	// Hours that go back to them by their end or later are lost. What is reserved does not keep them: less is
	// there then than is reserved, as in a new month whose allowance is smaller (D38), and work that needs more
	// is refused (D8).
	Until time.Time `json:"until,omitzero"`
	// From is the first day of an allowance, which holds until the next one set.
	From calendar.Date `json:"from,omitzero"`
	// Plan names whose allowance it is, up to credit.MaxID bytes; it may be empty. Days on one plan share its
	// allowance of a month, and it pays only for work begun on them (D27).
	Plan string `json:"plan,omitzero"`
	// Block is the block of work begun from that day on; zero is that of the terms.
	Block time.Duration `json:"block,omitzero" wire:"zero: the block of the terms"`
	// Minimum is what anything worked is charged at least then: see credit.Blocks. It needs a Block.
	Minimum time.Duration `json:"minimum,omitzero"`
	// Parts are the months that work lies in (D5): an account fills them in as they are decided when the entry
	// is applied, and takes them as they are when a journal is read, whatever the rules of the zone are by then.
	// Work that counts otherwise than it took comes with them: see credit.Part.Counted. They are no content: a
	// retry may come without them.
	Parts []credit.Part `json:"parts,omitzero"`
}

// fields says which of the optional fields a kind has.
type fields uint8

const (
	hasOf fields = 1 << iota
	hasTicket
	hasTime
	hasParts
	hasPrice
	hasFrom
	hasUntil
)

var fieldsOf = [...]fields{
	credit.Purchase:  hasTime | hasPrice | hasUntil,
	credit.Gift:      hasTime | hasUntil,
	credit.Allowance: hasTime | hasFrom,
	credit.Overdraft: hasTime,
	credit.Hold:      hasTicket | hasTime,
	credit.Extend:    hasOf | hasTime,
	credit.Capture:   hasOf | hasTime | hasParts,
	credit.Release:   hasOf,
	credit.Debit:     hasTicket | hasTime | hasParts,
	credit.Reversal:  hasOf,
	credit.Refund:    hasOf | hasTime | hasPrice,
	credit.Forfeit:   hasOf | hasTime,
	credit.Transfer:  hasOf | hasTime,
	credit.Sale:      hasTime | hasPrice | hasUntil,
}

// Validate reports all faults of e that can be seen without its account. A price may have three decimals:
// an account refuses those that its currency does not have.
func (e *Entry) Validate() error {
	var faults fault.List
	if reason := badText(e.ID); reason != "" {
		faults.Add("id", e.ID, reason)
	}
	fund.CheckInstant(&faults, "at", e.At)
	if !e.Recorded.IsZero() {
		fund.CheckInstant(&faults, "recorded", e.Recorded)
	}
	if e.Kind == 0 || int(e.Kind) >= len(fieldsOf) {
		_, err := e.Kind.MarshalText()
		faults.In("", err)
		return faults.Err()
	}
	e.checkFields(&faults, fieldsOf[e.Kind])
	e.checkTime(&faults)
	if len(e.Parts) > 0 {
		faults.In("", fund.CheckParts(e.Parts, e.Time, credit.SplitAtMidnight))
	}
	return faults.Err()
}

func (e *Entry) checkFields(faults *fault.List, has fields) {
	checkName(faults, "of", e.Of, has&hasOf != 0, has&hasOf != 0)
	checkName(faults, "ticket", e.Ticket, has&hasTicket != 0, false)
	checkName(faults, "plan", e.Plan, has&hasFrom != 0, false)
	if has&hasTime == 0 && e.Time != 0 {
		faults.Add("time", e.Time, foreign)
	}
	if has&hasParts == 0 && len(e.Parts) > 0 {
		faults.Add("parts", len(e.Parts), foreign)
	}
	if has&hasPrice != 0 {
		money.CountUnsigned(faults, money.Any, "price", e.Price)
	} else if e.Price != (decimal.Decimal{}) && !e.Price.IsZero() {
		faults.Add("price", e.Price, foreign)
	}
	if has&hasUntil != 0 {
		fund.CheckUntil(faults, e.Until, e.At)
	} else if !e.Until.IsZero() {
		faults.Add("until", e.Until, foreign)
	}
	if has&hasFrom != 0 {
		faults.In("", fund.Plan{From: e.From, Block: e.Block, Minimum: e.Minimum}.Validate())
		return
	}
	if e.From != (calendar.Date{}) {
		faults.Add("from", e.From, foreign)
	}
	if e.Block != 0 {
		faults.Add("block", e.Block, foreign)
	}
	if e.Minimum != 0 {
		faults.Add("minimum", e.Minimum, foreign)
	}
}

// foreign is why a field that the kind of an entry does not have is refused.
const foreign = "does not belong to an entry of this kind"

// checkName refuses a name that may not be there, is missing, or is no name.
func checkName(faults *fault.List, field, name string, may, must bool) {
	switch {
	case name == "" && !must:
	case !may:
		faults.Add(field, name, foreign)
	default:
		if reason := badText(name); reason != "" {
			faults.Add(field, name, reason)
		}
	}
}

func (e *Entry) checkTime(faults *fault.List) {
	limit := credit.MaxTime
	switch e.Kind {
	case credit.Purchase, credit.Gift, credit.Sale, credit.Extend:
		if e.Time == 0 {
			faults.Add("time", e.Time, "must be above 0")
		}
	case credit.Allowance:
		limit = credit.MaxAllowance
	}
	if e.Time < 0 || e.Time > limit {
		faults.Add("time", e.Time, "must not be negative, nor above "+limit.String())
	}
}

// badText says what is wrong with an id, a ticket or the name of an account, or "".
func badText(s string) string {
	if len(s) > credit.MaxID {
		return "must not be longer than 128 bytes"
	}
	return text.BadName(s)
}

// MarshalJSON implements json.Marshaler: one object without line breaks, a line
// of a journal.
func (e Entry) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *Entry) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }
