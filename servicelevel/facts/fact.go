package facts

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Fact is one thing that happened under a contract, at an instant, as a Book records it. Which fields it has
// depends on its kind:
//
//	Requested   Ticket, Request, Channel, For,  Bought    Time, Price, End, Elsewhere
//	            Priority                        Given     Time, End
//	Waiting     Ticket                          Down      End, Declared, Share, Reason, Note
//	Resumed     Ticket                          Restored  Of
//	Estimated   Ticket, Time                    Excluded  End, Reason, Note
//	Worked      Ticket, End, ChargedTo, Parts   Charged   Price, Label, VAT
//	Updated     Ticket                          Claimed   Month
//	Prioritized Ticket, Priority                Refunded  Of, Time, Price
//	Entered     Ticket, Into                    Forfeited Of, Time
//	Reported    Ticket                          Moved     Of, Time
//	Reopened    Ticket
//	Cancelled   Ticket                          Withdrawn Of
//	Merged      Ticket, Into                    Closed    End, Contract, Rules
//
// ID, Kind and At are required; a field that its kind does not have must be zero. As JSON:
//
//	{"id":"f1","kind":"requested","at":"2026-05-11T09:15:00+02:00","ticket":"T1","request":"incident"}
//	{"id":"f2","kind":"worked","at":"2026-05-11T10:00:00+02:00","ticket":"T1","end":"2026-05-11T10:40:00+02:00"}
//	{"id":"f3","kind":"bought","at":"2026-05-12T09:00:00+02:00","time":"PT3H"}
//
// Withdrawn says that a fact was wrong: from the month in which that became known on it is as if it had never
// been (D31). What was sent stays. Hours go back to where they came from, others pay for what a purchase that
// never was had paid for, or it is overdrawn, and what was invoiced is credited. What rests on a fact is
// withdrawn before it:
//
//	hours bought or given  after what went of them, the last of that first
//	an outage              after the fact that tells its end
//	a pause                after the pauses of its ticket that came later
//	a merger               after the work that went on to the other ticket
//	a request              after all else that was told of it; its name stays taken
//
// Corrections must reach it (Options.CorrectionMonths), and of what is about a ticket its request; the
// session with which a ticket began stays if others of it are too old. Of what was told of one ticket up to
// 1000 facts can be withdrawn, besides its sessions.
type Fact struct {
	// ID names the fact within its contract: 1 to 100 bytes of text. What is recorded again under an ID is the
	// same fact, or a conflict.
	ID   string    `json:"id"`
	Kind Kind      `json:"kind"`
	At   time.Time `json:"at"` // when it was, or began: asked, bought, down …
	// Recorded is when it became known, not before its At, or of work its End, save of an exclusion, which may
	// be planned; zero is at once. What is recorded again may carry another.
	Recorded time.Time `json:"recorded,omitzero"`

	Ticket string `json:"ticket,omitzero"`
	Into   string `json:"into,omitzero"` // the ticket that a request goes on as, or the state that a ticket entered
	// ChargedTo is the other contract that is charged for work: see Sharing. All sessions of a ticket are
	// charged to one.
	ChargedTo string `json:"charged_to,omitzero"`

	// End is when it was over: of work at most MaxSession after At, of an outage zero while it goes on. Of hours
	// bought or given it is when what is left of them is lost; zero is as Purchase.Until says.
	End time.Time `json:"end,omitzero"`
	// Time is what was bought or given, or how long the work on a ticket will take in all, what was worked
	// before included: an estimate replaces the one before. Of hours that are refunded, forfeited or moved zero
	// is all that are left.
	Time time.Duration `json:"time,omitzero" wire:"zero refunded forfeited moved: all that is left"`
	// Price is what hours cost excluding VAT; without it they cost what the first pack of that time in the
	// plan's tariff does, which must have one. Of a refund it is what is given back: at most, and without it,
	// the share of the price that the hours have (D30). A charge has one.
	Price *decimal.Decimal `json:"price,omitzero" wire:"money"`

	Of       string          `json:"of,omitzero"`                           // the id of the outage that is over, of the hours bought, given or sold (LotUse.Lot), or of the fact that was wrong
	Declared time.Time       `json:"declared,omitzero"`                     // when the customer declared an outage
	Share    decimal.Decimal `json:"share,omitzero" wire:"zero: all of it"` // of the platform that was down; zero is all of it

	// These four lie side by side, since a journal has many facts and few fields of each.

	Request   plans.RequestKind `json:"request,omitzero"`   // what a request turned out to be
	Channel   plans.Channel     `json:"channel,omitzero"`   // of a request
	Elsewhere bool              `json:"elsewhere,omitzero"` // hours that another invoice has: see Purchase
	Reason    penalty.Reason    `json:"reason,omitzero"`    // why a time does not count

	For string `json:"for,omitzero"` // the other contract that a request is of: see Sharing
	// Priority is the one that the ticket has from then on, by its name in the plan's Targets.
	Priority string `json:"priority,omitzero"`
	Note     string `json:"note,omitzero"` // the cause of an outage, or free text

	Month calendar.Month `json:"month,omitzero"` // for which what is owed is claimed: see Claim
	Label plans.Wording  `json:"label,omitzero"` // what a charge is for
	VAT   *ChargeVAT     `json:"vat,omitzero"`   // how a charge is taxed; nil: as the contract says of its day

	// Parts are the months that work lies in (D5): Book.Facts fills them in as they were decided when it was
	// recorded, so that they stay if the rules of the zone change.
	Parts []credit.Part `json:"parts,omitzero"`
	// Contract is the one by which the month was closed. A line without it was closed by what the contract is
	// now.
	Contract *contracts.Contract `json:"contract,omitzero"`
	// Rules is the Statement.Rules of the month that was closed, and End when that ended. A line without them is
	// read by the rules of the zone as they are now.
	Rules string `json:"rules,omitzero"`
}

// MarshalJSON implements json.Marshaler: one object without line breaks, a line of a journal.
func (f Fact) MarshalJSON() ([]byte, error) { return wire.Append(nil, &f) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *Fact) UnmarshalJSON(b []byte) error { return wire.Decode(b, f) }

// factFields says which of the optional fields a kind of fact has.
type factFields uint32

const (
	factTicket factFields = 1 << iota
	factRequest
	factInto
	factEnd
	factOpen // End may be absent
	factTime
	factPrice
	factOf
	factOutage
	factReason
	factParts
	factElsewhere
	factCharge
	factContract
	factFor
	factChargedTo
	factMonth
)

var factFieldsOf = [...]factFields{
	Requested:   factTicket | factRequest | factFor,
	Prioritized: factTicket, Entered: factTicket | factInto, Updated: factTicket, Reopened: factTicket,
	Waiting:   factTicket,
	Resumed:   factTicket,
	Estimated: factTicket | factTime,
	Worked:    factTicket | factEnd | factParts | factChargedTo,
	Reported:  factTicket,
	Cancelled: factTicket,
	Merged:    factTicket | factInto,
	Bought:    factTime | factPrice | factElsewhere | factEnd | factOpen,
	Given:     factTime | factEnd | factOpen,
	Down:      factEnd | factOpen | factOutage | factReason,
	Restored:  factOf,
	Excluded:  factEnd | factReason,
	Claimed:   factMonth,
	Charged:   factPrice | factCharge,
	Closed:    factContract | factEnd | factOpen,
	Refunded:  factOf | factTime | factPrice,
	Forfeited: factOf | factTime,
	Moved:     factOf | factTime,
	Withdrawn: factOf,
}

// Validate reports every fault of the fact that can be seen without its contract.
func (f *Fact) Validate() error {
	var l fault.List
	check.ID(&l, "id", f.ID)
	check.Instant(&l, "at", f.At)
	if !enum.Check(&l, "kind", factKindNames[:], f.Kind) {
		return l.Err()
	}
	has := factFieldsOf[f.Kind]
	f.checkNames(&l, has)
	f.checkForeign(&l, has)
	if f.Kind == Prioritized || f.Priority != "" {
		checkPriority(&l, f.Kind, f.Priority)
	}
	switch f.Kind {
	case Worked:
		in := Intervention{Ticket: "-", Start: f.At, End: f.End}
		l.In("", in.validate())
	case Bought, Given:
		check.Time(&l, "time", f.Time, time.Minute, MaxPeriod)
		if f.Price != nil && f.Kind == Bought {
			money.CountUnsigned(&l, money.Any, "price", *f.Price)
		}
		if !f.End.IsZero() {
			checkEndOfHours(&l, "end", f.End, f.At)
		}
	case Closed:
		if f.Contract != nil {
			l.In("contract", f.Contract.Validate())
		}
		if f.Rules != "" {
			check.ID(&l, "rules", f.Rules)
		}
		if !f.End.IsZero() {
			l.Check(f.End.After(f.At) && f.End.Sub(f.At) < 60*24*time.Hour, "end", f.End, "must be after the instant of the month, and before the end of the next one")
		}
	case Charged:
		c := f.Charge()
		c.check(&l)
	case Estimated:
		check.Time(&l, "time", f.Time, 0, MaxPeriod)
	case Refunded, Forfeited, Moved:
		check.Time(&l, "time", f.Time, 0, MaxPeriod)
		if f.Price != nil && f.Kind == Refunded {
			checkBack(&l, *f.Price)
		}
	case Down:
		o := f.Outage()
		o.Cause = "" // is the note here
		l.In("", o.Validate())
		l.Text("note", f.Note, maxNote, text.BadText)
	case Excluded:
		x := f.Exclusion()
		l.In("", x.Validate())
	case Claimed:
		l.Check(f.Month.Valid(), "month", f.Month, "must be a month that exists")
	case Requested:
		checkKind(&l, "request", f.Request)
		checkChannel(&l, f.Channel)
	}
	if f.Kind == Excluded && !f.Recorded.IsZero() {
		check.Instant(&l, "recorded", f.Recorded)
	} else {
		checkRecorded(&l, f.Recorded, f.Happened())
	}
	return l.Err()
}

// maxNote bounds Fact.Note, as the cause of an outage is bounded.
const maxNote = 1000

// Happened returns when the fact was there to be known: when work was over, an outage first seen, all else at
// its At.
func (f *Fact) Happened() time.Time {
	switch {
	case f.Kind == Worked:
		return f.End
	case f.Kind == Down && !f.Declared.IsZero() && f.Declared.Before(f.At):
		return f.Declared // its earliest sign
	}
	return f.At
}

// Known returns when the fact became known: Recorded, or when it happened. A book that goes on from a state
// needs the facts that became known after the state's month.
func (f *Fact) Known() time.Time {
	if f.Recorded.IsZero() {
		return f.Happened()
	}
	return f.Recorded
}

func (f *Fact) checkNames(l *fault.List, has factFields) {
	for _, name := range [...]struct {
		field, value string
		has, may     bool // may be absent
	}{
		{"ticket", f.Ticket, has&factTicket != 0, false},
		{"into", f.Into, has&factInto != 0, false},
		{"of", f.Of, has&factOf != 0, false},
		{"for", f.For, has&factFor != 0, true},
		{"charged_to", f.ChargedTo, has&factChargedTo != 0, true},
	} {
		switch {
		case name.value == "" && (name.may || !name.has):
		case name.has:
			check.ID(l, name.field, name.value)
		default:
			l.Add(name.field, name.value, foreignField)
		}
	}
	if f.Kind != Entered && f.Into != "" && f.Into == f.Ticket {
		l.Add("into", f.Into, "must be another ticket")
	}
}

const foreignField = "does not belong to a fact of this kind"

func (f *Fact) checkForeign(l *fault.List, has factFields) {
	if has&factRequest == 0 && f.Request != 0 {
		l.Add("request", f.Request, foreignField)
	}
	if has&factRequest == 0 && f.Channel != 0 {
		l.Add("channel", f.Channel, foreignField)
	}
	if has&factEnd == 0 && !f.End.IsZero() {
		l.Add("end", f.End, foreignField)
	}
	if has&factTime == 0 && f.Time != 0 {
		l.Add("time", f.Time, foreignField)
	}
	if has&factPrice == 0 && f.Price != nil {
		l.Add("price", f.Price, foreignField)
	}
	if has&factOutage == 0 && !f.Declared.IsZero() {
		l.Add("declared", f.Declared, foreignField)
	}
	if has&factOutage == 0 && !f.Share.IsZero() {
		l.Add("share", f.Share, foreignField)
	}
	if has&factReason == 0 && f.Reason != 0 {
		l.Add("reason", f.Reason, foreignField)
	}
	if has&factReason == 0 && f.Note != "" {
		l.Add("note", f.Note, foreignField)
	}
	if has&factParts == 0 && len(f.Parts) > 0 {
		l.Add("parts", len(f.Parts), foreignField)
	}
	if has&factElsewhere == 0 && f.Elsewhere {
		l.Add("elsewhere", f.Elsewhere, foreignField)
	}
	if has&factMonth == 0 && f.Month != (calendar.Month{}) {
		l.Add("month", f.Month, foreignField)
	}
	if has&factCharge == 0 && f.Label != (plans.Wording{}) {
		l.Add("label", f.Label.EN, foreignField)
	}
	if has&factContract == 0 && f.Contract != nil {
		l.Add("contract", f.Contract.ID, foreignField)
	}
	if has&factContract == 0 && f.Rules != "" {
		l.Add("rules", f.Rules, foreignField)
	}
	if has&factCharge == 0 && f.VAT != nil {
		l.Add("vat", f.VAT.Category, foreignField)
	}
}

// Outage returns the outage that the fact tells, as an Activity lists it, if it is of that kind.
func (f *Fact) Outage() penalty.Outage {
	return penalty.Outage{
		ID: f.ID, Start: f.At, Declared: f.Declared, End: f.End, Recorded: f.Recorded, Cause: f.Note, Share: f.Share, Excluded: f.Reason,
	}
}

// Exclusion returns the exclusion that the fact tells, if it is of that kind.
func (f *Fact) Exclusion() penalty.Exclusion {
	return penalty.Exclusion{Start: f.At, End: f.End, Reason: f.Reason, Note: f.Note, Recorded: f.Recorded}
}

// Removal returns the removal that the fact tells, if it is of that kind.
func (f *Fact) Removal() Removal {
	kind := credit.Refund
	switch f.Kind {
	case Forfeited:
		kind = credit.Forfeit
	case Moved:
		kind = credit.Transfer
	}
	return Removal{ID: f.ID, Kind: kind, Of: f.Of, At: f.At, Recorded: f.Recorded, Time: f.Time, Price: f.Price}
}
