package contracts

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Contract is one customer's server under the plans of an edition, over its
// whole life.
type Contract struct {
	Schema   statement.Schema `json:"schema"`
	ID       string           `json:"id"`
	Customer string           `json:"customer"`
	// Edition is the Edition.ID under which it was signed. It is kept until a change names
	// another (D34).
	Edition string `json:"edition"`
	// Signed is the day of signature; zero is the day of Start. It must lie in the
	// days on which the edition was on offer.
	Signed calendar.Date `json:"signed,omitzero"`
	// Level is the level at the start. Changes are those of level or edition, by date.
	Level   plans.Level `json:"level"`
	Changes []Change    `json:"changes,omitzero"`
	// Start is the first day in service, End the first no longer in service; a
	// zero End is none.
	Start  calendar.Date `json:"start"`
	End    calendar.Date `json:"end,omitzero"`
	Server plans.Server  `json:"server,omitzero"`
	// Rent is the monthly rent that a penalty is a share of. It is never guessed
	// from the fee (D17): a plan that promises availability needs it. It has no date: another one
	// also holds for what is corrected or claimed later of months that are closed.
	Rent    *decimal.Decimal `json:"rent,omitzero" wire:"money"`
	VAT     VAT              `json:"vat,omitzero"`
	Options Options          `json:"options,omitzero"`
	// Quote is the customer's own plan of level 4, or of another level that the edition has on
	// quote (S72, D25), until a change has another. It states everything, as any plan does: the
	// catalogue's of that level states nothing.
	Quote *plans.Plan `json:"quote,omitzero"`
}

// Change is a change of level, of edition, of the quoted plan, or of several of them. Under D24 it takes effect on the
// first of the next month (Options.MonthDay) unless On is a first itself; with Options.ProRata, on its date.
type Change struct {
	On calendar.Date `json:"on"`
	// Level is the level from then on, given also if only the edition or the quote changes.
	Level plans.Level `json:"level"`
	// Edition is the Edition.ID whose plans, prices and rates of VAT hold from then on
	// (D34): a new price list. It must be on offer on that day, and the catalogue must have
	// it (Catalogue.With). Empty is the edition before.
	//
	// Hours keep the price at which they were bought, a ticket the blocks of the day on
	// which work on it began, and the contract its zone. The days of a level are those under
	// both editions: of its allowance (D27), and of an availability that both promise alike.
	// To go to another provider is better a contract of its own, to which hours move (D32):
	// a statement has the provider of its last day, also for what the one before invoiced.
	Edition string `json:"edition,omitzero"`
	// Quote is the customer's own plan of a level on quote from then on (D25), as when its price goes up
	// (D34); nil is the one before. For the rest it is as a new edition: hours and tickets keep
	// what they had, and its days of a month are with those of the one before of one level (D27).
	Quote *plans.Plan `json:"quote,omitzero"`
}

// Options are the decisions that a contract takes differently. The zero value takes every default.
type Options struct {
	Zone string `json:"zone,omitzero"` // D3: another zone than the edition's
	// MonthDay is the day of the calendar month on which months of the contract begin, from 2 to 28 (D4); zero
	// and 1 are calendar months. A month has the name of the calendar month that it begins in: with 15,
	// 2026-05 goes from 15 May up to 14 June, and is billed, closed, claimed and corrected under that name.
	// All that is of a month is of such a one: fees and parts of them, changes that wait for the next
	// month (D24), allowances (D6), availability, quotas and lateness. A quarter of availability is three of
	// them, from that of January, April, July or October on, and a calendar year, of an allowance too, is
	// twelve from that of January on. The day stays for good: a book that was closed by months of
	// another one does not go on.
	MonthDay      int           `json:"month_day,omitzero"`
	EachSession   bool          `json:"each_session,omitzero"`   // D1: each session is rounded up by itself
	SplitMonths   bool          `json:"split_months,omitzero"`   // D5: work over midnight at a month's end is split
	LoseRemainder bool          `json:"lose_remainder,omitzero"` // D6: less than a block of allowance is lost
	Overdraft     time.Duration `json:"overdraft,omitzero"`      // D8: what may be drawn beyond the credit
	// Uncovered is what becomes of work without credit (D29), in place of what the plans say;
	// HourPrice is the price of an hour of it, in place of the plans' Prices.Hour, excl. VAT.
	Uncovered plans.Uncovered  `json:"uncovered,omitzero"`
	HourPrice *decimal.Decimal `json:"hour_price,omitzero" wire:"money"`
	// Penalty replaces the terms of the plan's availability (D4, D9–D16).
	Penalty *penalty.Terms `json:"penalty,omitzero"`
	// PenaltyBesides are further clauses beside Penalty: the greater of two, or both. Without it Penalty
	// stands alone, whatever the plan has.
	PenaltyBesides *clauses.Besides `json:"penalty_besides,omitzero"`
	// GuaranteeInHours measures a guarantee on the plan's hours, not around the
	// clock, and PauseWaiting stops it while the customer is waited for (D18).
	GuaranteeInHours bool `json:"guarantee_in_hours,omitzero"`
	PauseWaiting     bool `json:"pause_waiting,omitzero"`
	// Late replaces what late interventions cost by the plan's guarantee (D19), see response.Guarantee: 5 % of the rent per hour
	// begun and intervention has the Target 1, the Rate 0.05, Begun and PerOutage. An incident
	// that nobody has answered when the contract ends goes on being late, until it is cancelled.
	Late           *penalty.Terms   `json:"late,omitzero"`
	Rounding       penalty.Rounding `json:"rounding,omitzero"`        // D21; VAT is rounded half away from zero whatever it is
	PriceReduction bool             `json:"price_reduction,omitzero"` // D23: a penalty is a negative line of the invoice; beyond that, a credit note
	ProRata        bool             `json:"pro_rata,omitzero"`        // D24: part of a month by days
	// FeesInAdvance has the statement of a month invoice the fee of the next one, and the
	// first of a contract that of its own month too; all else is invoiced once it has been.
	// If the contract changes when its fee is invoiced, so that the fee is not due or costs otherwise,
	// it is given back on a credit note, and what is due is invoiced. Of several months (Fee.Months) only
	// those are given back that are not due any more, if the others cost the same. Only a Book that knows
	// what was invoiced gives back: one of Resume, with a state. Catalogue.Statement says what
	// would have been invoiced if the change had been known.
	FeesInAdvance bool `json:"fees_in_advance,omitzero"`
	// AllowanceAnyDay has the greatest allowance of a month's levels pay for work begun on
	// any day of the month, not only on those of its level (D27).
	AllowanceAnyDay bool `json:"allowance_any_day,omitzero"`
	// CorrectionMonths is how many months corrections reach back over, from the month in
	// which they become known; zero is a year. A Book keeps what they may touch.
	CorrectionMonths int `json:"correction_months,omitzero" wire:"zero: a year"`
}

// MarshalJSON implements json.Marshaler.
func (c Contract) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Contract) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// maxCorrection bounds Options.CorrectionMonths.
const maxCorrection = 120

// maxChanges bounds Contract.Changes.
const maxChanges = 1000

// Validate reports every fault of the contract that can be seen without its
// edition.
func (c *Contract) Validate() error {
	var l fault.List
	c.check(&l)
	return l.Err()
}

func (c *Contract) check(l *fault.List) {
	check.ID(l, "id", c.ID)
	check.Text(l, "customer", c.Customer)
	check.ID(l, "edition", c.Edition)
	check.Code(l, "level", c.Level, plans.Pro)
	c.checkStart(l)
	if c.End != (calendar.Date{}) && check.Date(l, "end", c.End) {
		if c.End.Compare(c.Start) <= 0 {
			l.Add("end", c.End, "must be a date after the start")
		}
	}
	if c.Signed != (calendar.Date{}) && check.Date(l, "signed", c.Signed) {
		if c.Signed.Compare(c.Start) > 0 {
			l.Add("signed", c.Signed, "must be a date not after the start")
		}
	}
	c.checkChanges(l)
	if !isNone(&c.Server) {
		l.In("server", c.Server.Validate())
	}
	if c.Rent != nil {
		money.CountUnsigned(l, money.Any, "rent", *c.Rent)
	}
	c.VAT.check(l)
	c.Options.check(l)
	checkQuoted(l, c.Quote)
}

// checkQuoted refuses a quote of one of the four levels that have a price; nil is no quote.
func checkQuoted(l *fault.List, p *plans.Plan) {
	if p == nil {
		return
	}
	l.In("quote", p.Validate())
	_, known := p.Level.Number()
	l.Check(!known || p.Level == plans.CriticalBusiness, "quote.level", p.Level, "must be critical_business, or a level of the provider's own that is on quote")
	l.Check(!p.Fee.OnQuote, "quote.fee.on_quote", p.Fee.OnQuote, "must be the quote's own fee")
}

// MonthOf returns the month of the contract that a day lies in (Options.MonthDay): the one whose statement
// is of that day.
func (c *Contract) MonthOf(day calendar.Date) calendar.Month { return c.Options.cycle().Of(day) }

// Serves reports whether a day is one of service: from Start on, and before End.
func (c *Contract) Serves(day calendar.Date) bool {
	return day.Compare(c.Start) >= 0 && (!c.End.Valid() || day.Compare(c.End) < 0)
}

// cycle returns which days the months of the contract have.
func (o *Options) cycle() cycle.Cycle { return cycle.Of(o.MonthDay) }

// checkStart refuses a start in a month that nobody bills.
func (c *Contract) checkStart(l *fault.List) {
	if !check.Date(l, "start", c.Start) {
		return
	}
	months := c.Options.cycle()
	if m := months.Of(c.Start); !check.InYears(m.First()) {
		l.Add("start", c.Start, "must not be before "+months.Past(m).String()+", on which the first month of the years 1990 to 2089 begins")
	}
}

func (c *Contract) checkChanges(l *fault.List) {
	l.Check(len(c.Changes) <= maxChanges, "changes", len(c.Changes), "must be at most 1000")
	before := c.Start
	for i, ch := range c.Changes {
		if err := c.checkChange(ch, before); err != nil {
			l.In(fault.Index("changes", i), err)
		}
		if check.InYears(ch.On) {
			before = ch.On
		}
	}
}

func (c *Contract) checkChange(ch Change, before calendar.Date) error {
	var l fault.List
	check.Code(&l, "level", ch.Level, plans.Pro)
	if ch.Edition != "" {
		check.ID(&l, "edition", ch.Edition)
	}
	checkQuoted(&l, ch.Quote)
	if check.Date(&l, "on", ch.On) {
		if ch.On.Compare(before) <= 0 {
			l.Add("on", ch.On, "must be after the start and the change before")
		}
		if c.End.Valid() && ch.On.Compare(c.End) >= 0 {
			l.Add("on", ch.On, "must be before the end")
		}
	}
	return l.Err()
}

func isNone(s *plans.Server) bool { return s.Ordered.IsZero() && !s.InService && len(s.Licences) == 0 }

func (o *Options) check(l *fault.List) {
	if o.Zone != "" {
		if !zone.Name(o.Zone) { // which ones there are is the database's
			l.Add("options.zone", o.Zone, `must be the IANA name of a zone, such as "Europe/Paris"`)
		}
	}
	check.Time(l, "options.overdraft", o.Overdraft, 0, credit.MaxTime)
	cycle.Check(l, "options.month_day", o.MonthDay)
	if o.Uncovered > plans.UncoveredHours { // for the others nothing is written
		_, err := o.Uncovered.MarshalText()
		l.In("options", err)
	}
	check.HourPrice(l, money.Any, "options.hour_price", o.HourPrice)
	if o.CorrectionMonths < 0 || o.CorrectionMonths > maxCorrection {
		l.Add("options.correction_months", o.CorrectionMonths, "must lie from 1 to 120, or be absent for a year")
	}
	if o.Penalty != nil {
		check.Availability(l, money.Any, "options.penalty", o.Penalty)
	}
	check.Besides(l, money.Any, "options.penalty_besides", o.Penalty, o.PenaltyBesides)
	if o.Late != nil {
		l.In("options", check.Guarantee(money.Any, response.Guarantee{Within: time.Second, Late: o.Late}))
	}
	check.Rounding(l, "options.rounding", o.Rounding)
}

// Reach returns how many months corrections reach back over: CorrectionMonths, or a year.
func (o *Options) Reach() int {
	if o.CorrectionMonths == 0 {
		return 12
	}
	return o.CorrectionMonths
}
