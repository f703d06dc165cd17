package states

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/seal"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// State is what a contract's book carries on when a month is closed: what is left, what
// is open, and what corrections may still touch. Catalogue.Resume goes on from it, and
// the facts that were known by the end of the month are not needed again: with those of later
// months, of which it has none, everything comes out as from the whole life.
//
// It is plain data, and grows with what happened in the months that corrections reach
// back over (Options.CorrectionMonths), not with the age of the contract. A book reads
// the state that it was resumed from, and never changes it: whoever holds one must not
// change it either.
type State struct {
	Schema   statement.Schema `json:"schema"`
	Contract string           `json:"contract"`
	Edition  string           `json:"edition"`
	Zone     string           `json:"zone"`
	// MonthDay is that of the contract's Options: a book does not go on by months of another day.
	MonthDay int            `json:"month_day,omitzero"`
	Month    calendar.Month `json:"month"` // the last one closed
	// Rules is the digest of the zone's rules by which the month was closed, as
	// Statement.Rules is. A book goes on under other rules all the same: what was closed stays,
	// the next month begins where the last one ended, and its statement says so (D3,
	// "closed_as_it_was"). Empty, in a state that was written by hand, is not compared.
	Rules string `json:"rules,omitzero"`
	// Minor is the smallest unit of the currency of all amounts.
	Minor penalty.Minor `json:"minor,omitzero"`
	// Figures is a digest of the fee, the weekly hours, the prices and the promises of the
	// plan that held on the last day of the month, or last before it, and the VAT of that day.
	// A contract does not go on under others: a price list that changes is an edition of its
	// own (D34), and another quote or VAT comes by a change of that, from a day on.
	// Empty, in a state that was written by hand, is not compared.
	Figures string `json:"figures,omitzero"`

	// Levels are those of the contract that are none of palier's five, in the order in
	// which it came to have them: the first has the number 6 as a plan of what follows.
	Levels []plans.Level `json:"levels,omitzero"`
	// Lots are the hours bought that have something left, or had when they ended if work that
	// becomes known late may still draw on it, in the order in which they became known.
	Lots []Lot `json:"lots,omitzero"`
	// Credited is what credit notes gave back of invoices that more may be given back of, in
	// the order in which the first of it was.
	Credited []invoice.Credited `json:"credited,omitzero"`
	// InAdvance are the fees of the next month that were invoiced in advance.
	InAdvance []Fee `json:"in_advance,omitzero"`
	// Debts is what is overdrawn, in the order in which it will be paid (D8, D28).
	Debts []Debt `json:"debts,omitzero"`
	// Open are the tickets that are not done with, sorted: those on which no work has begun,
	// or on which something happened in the month, while no report was given; and those that
	// hold hours, are overdrawn, or wait for their guarantee or come ever later.
	Open []string `json:"open,omitzero"`
	// Carried are the facts of months before Past about outages, exclusions and claims that may
	// still be assessed, sorted by their ids.
	Carried []facts.Fact `json:"carried,omitzero"`
	// Past are the closed months that corrections may still touch, the oldest first.
	Past []*ClosedMonth `json:"past,omitzero"`

	sealed bool // made by a book, or read and validated
}

// ClosedMonth is what became known in a month that is closed.
type ClosedMonth struct {
	Month calendar.Month `json:"month"`
	// Until is when the month ended, as it was closed. Zero is by the rules that the zone has
	// when the state is read.
	Until time.Time `json:"until,omitzero"`
	// Facts are those that became known in it, sorted by their ids.
	Facts []facts.Fact `json:"facts,omitzero"`
	// Tickets are those on which something happened in it, as they were at its end, sorted
	// by their names.
	Tickets []Ticket `json:"tickets,omitzero"`
	// Allowances are those of which something was drawn in it, or which got something back.
	Allowances []Allowance `json:"allowances,omitzero"`
	// Spent are the lots of which nothing can be drawn any more on which tickets of the month
	// have drawn.
	Spent []Lot `json:"spent,omitzero"`

	names filter // of the facts and the tickets
}

// Lot is hours bought, what was drawn of them, and what went without being used.
type Lot struct {
	ID    string          `json:"id"`
	At    time.Time       `json:"at"`
	Until time.Time       `json:"until,omitzero"` // when what is left is lost; zero: never
	Time  time.Duration   `json:"time"`
	Used  time.Duration   `json:"used,omitzero"`
	Price decimal.Decimal `json:"price" wire:"money"`
	Rank  int             `json:"rank,omitzero"` // in the order in which lots became known
	// Invoiced is the month whose statement invoiced them; zero: none did.
	Invoiced calendar.Month `json:"invoiced,omitzero"`
	// Again is what was invoiced once more, after it had been given back by mistake, and was
	// not given back since, excluding VAT.
	Again []Again `json:"again,omitzero"`
	// Removals are what went of them, the first of it first. Withdrawn says that they were
	// never bought, as became known.
	Removals  []Removal `json:"removals,omitzero"`
	Withdrawn bool      `json:"withdrawn,omitzero"`
}

// Again is what the statement of a month invoiced again.
type Again struct {
	Month calendar.Month  `json:"month"`
	Net   decimal.Decimal `json:"net" wire:"money"`
}

// Removal is hours bought that went without being used.
type Removal struct {
	ID   string        `json:"id"`
	Kind credit.Kind   `json:"kind"`
	Time time.Duration `json:"time"`
	// Back is what a refund gave back.
	Back decimal.Decimal `json:"back,omitzero" wire:"money"`
}

// AfterEnd is the Plan of the days after the end of a contract.
const AfterEnd = 5

// Allowance is what was used of the allowance of a plan in a month. Plan is the
// number of the level, 0 to 4 for the five and from 6 on for those of State.Levels; -1 stands for all levels, 5 for
// the days after the end, and -2 for what is not given for work under other contracts.
type Allowance struct {
	Month   calendar.Month `json:"month"`
	Plan    int            `json:"plan"`
	Carried time.Duration  `json:"carried,omitzero"` // of what was left when the month ended
	Used    time.Duration  `json:"used"`
	// Relieved are the tickets of the month that something else has paid for: they are
	// paid for by what the allowance gets back, the last one first.
	Relieved []string `json:"relieved,omitzero"`
}

// Debt is what a ticket has drawn beyond what was there.
type Debt struct {
	Ticket string         `json:"ticket"`
	Month  calendar.Month `json:"month"`
	Plan   int            `json:"plan"`
	At     time.Time      `json:"at"`
	Time   time.Duration  `json:"time"`
}

// Ticket is one ticket: what was asked, what was worked, and what paid for it.
type Ticket struct {
	Request facts.Request `json:"request"` // its Estimate is the last one
	Status  TicketStep    `json:"status,omitzero"`
	// Told is the month in which the last fact about it became known. What is done with and
	// was told of before the months that corrections reach is no ticket any more.
	Told     calendar.Month `json:"told"`
	Held     bool           `json:"held,omitzero"`     // the estimate is held
	Attended time.Time      `json:"attended,omitzero"` // when the first work began
	Sessions int            `json:"sessions,omitzero"` // of work, with those that the state has no more of
	// ChargedTo is the other contract that they are charged to, and Elsewhere the time of them.
	ChargedTo string        `json:"charged_to,omitzero"`
	Elsewhere time.Duration `json:"elsewhere,omitzero"`
	Over      time.Time     `json:"over,omitzero"` // when it was merged or cancelled (D37)
	Into      string        `json:"into,omitzero"` // what it was merged into

	First time.Time     `json:"first,omitzero"` // when the first session with work began (D5)
	Day   calendar.Date `json:"day,omitzero"`   // the day of that; before any work, that of the estimate
	// Asked is the day of the estimate if hours are held for it and there was work: by its plan
	// they count once all of that is withdrawn.
	Asked calendar.Date `json:"asked,omitzero"`
	// Block and Minimum are what it is charged in: see Work.
	Block   time.Duration `json:"block,omitzero"`
	Minimum time.Duration `json:"minimum,omitzero"`
	Shares  []Share       `json:"shares,omitzero"`
}

// Share is the part of a ticket that one allowance pays for, as far as it goes.
type Share struct {
	Month     calendar.Month `json:"month"`
	Plan      int            `json:"plan"`
	Latest    calendar.Date  `json:"latest,omitzero"`
	Worked    time.Duration  `json:"worked"`
	Due       time.Duration  `json:"due"`
	Allowance time.Duration  `json:"allowance,omitzero"`
	// Drawn is how Allowance was drawn, unless all of it was when work began.
	Drawn []DrawnTime `json:"drawn,omitzero"`
	Lots  []Draw      `json:"lots,omitzero"` // the last drawn last
}

// DrawnTime is time drawn at an instant.
type DrawnTime struct {
	At   time.Time     `json:"at"`
	Time time.Duration `json:"time"`
}

// Draw is time drawn from a lot at an instant.
type Draw struct {
	Lot  string        `json:"lot"`
	At   time.Time     `json:"at"`
	Time time.Duration `json:"time"`
}

// MarshalJSON implements json.Marshaler.
func (s State) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *State) UnmarshalJSON(b []byte) error {
	if err := wire.Decode(b, s); err != nil {
		return err
	}
	s.Seal(seal.Give(), s.Past...)
	return nil
}

// Sealed reports whether the state is known to be valid, as one is that a Book returned or that was read from JSON:
// Resume then goes on from it without Validate.
func (s *State) Sealed() bool { return s.sealed }

// Seal notes that package servicelevel has made or checked the state, which alone has the mark for it, and the names
// of closed months, by which they are looked up. Without the mark it does nothing.
func (s *State) Seal(mark seal.Mark, months ...*ClosedMonth) {
	if !mark.Given() {
		return
	}
	for _, m := range months {
		m.list()
	}
	s.sealed = true
}

// cycle returns which days the months have.
func (s *State) cycle() cycle.Cycle { return cycle.Of(s.MonthDay) }

// Ticket returns a ticket as it was last, and the closed month that tells of it, or nil.
func (s *State) Ticket(name string) (*Ticket, *ClosedMonth) {
	hash := hashOf(name)
	for i := len(s.Past) - 1; i >= 0; i-- {
		m := s.Past[i]
		if !m.names.may(hash) {
			continue
		}
		at, found := slices.BinarySearchFunc(m.Tickets, name, func(t Ticket, name string) int { return cmp.Compare(t.Request.Ticket, name) })
		if found {
			return &m.Tickets[at], m
		}
	}
	return nil, nil
}

// Allowance returns what was used of an allowance as it was last, or nil.
func (s *State) Allowance(month calendar.Month, plan int) *Allowance {
	if month.Compare(s.Month) > 0 {
		return nil
	}
	for i := len(s.Past) - 1; i >= 0; i-- {
		for j := range s.Past[i].Allowances {
			if a := &s.Past[i].Allowances[j]; a.Month == month && a.Plan == plan {
				return a
			}
		}
	}
	return nil
}

// Fact returns a fact by its id, or nil.
func (s *State) Fact(id string) *facts.Fact {
	hash := hashOf(id)
	for i := len(s.Past) - 1; i >= 0; i-- {
		m := s.Past[i]
		if !m.names.may(hash) {
			continue
		}
		at, found := slices.BinarySearchFunc(m.Facts, id, func(f facts.Fact, id string) int { return cmp.Compare(f.ID, id) })
		if found {
			return &m.Facts[at]
		}
	}
	if at, found := slices.BinarySearchFunc(s.Carried, id, func(f facts.Fact, id string) int { return cmp.Compare(f.ID, id) }); found {
		return &s.Carried[at]
	}
	return nil
}

// list notes the names of a month.
func (m *ClosedMonth) list() {
	m.names = filter{}
	for i := range m.Facts {
		m.names.add(hashOf(m.Facts[i].ID))
	}
	for i := range m.Tickets {
		m.names.add(hashOf(m.Tickets[i].Request.Ticket))
	}
	m.names.made = true
}

// filter says of nearly every name that is not among some that it is not: two bits of
// 512 for each. It spares a month's facts the look for theirs among those of a year, which
// took longer than to bill them.
type filter struct {
	bits [8]uint64
	made bool
}

func (f *filter) add(hash uint64) {
	f.bits[hash>>6&7] |= 1 << (hash & 63)
	f.bits[hash>>22&7] |= 1 << (hash >> 16 & 63)
}

// may reports whether a name may be among those added; always if none were.
func (f *filter) may(hash uint64) bool {
	return !f.made || f.bits[hash>>6&7]>>(hash&63)&1 == 1 && f.bits[hash>>22&7]>>(hash>>16&63)&1 == 1
}

// hashOf is the FNV-1a hash of a name.
func hashOf(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h ^ h>>32
}
