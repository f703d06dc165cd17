package plans

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
)

// Plan is what one level of an edition gives, asks and leaves to the customer. It is whole in itself: what it
// includes of lower levels stands in it again. Every part names the rules that state it, ids of the registry
// or, in another host's plan, that host's own clauses.
type Plan struct {
	Level    Level   `json:"level"`             // by which contracts name it (S1)
	Name     Wording `json:"name"`              // as people read it (S1)
	Audience Wording `json:"audience,omitzero"` // whom the plan is for (S83)
	// Default says that an ordered server has this plan unless another is chosen (S5).
	Default bool `json:"default,omitzero"`
	// Includes are the lower levels whose functions the plan has (S38, S58).
	Includes []Level `json:"includes,omitzero"`

	Fee          Fee           `json:"fee"`
	Hours        Hours         `json:"hours,omitzero"`
	Desk         Desk          `json:"desk,omitzero"`
	Work         Work          `json:"work,omitzero"`
	Allowance    Allowance     `json:"allowance,omitzero"`
	Prices       *Prices       `json:"prices,omitzero"`       // nil: no prices are stated
	Guarantee    *Guarantee    `json:"guarantee,omitzero"`    // nil: best effort (S16)
	Targets      *Targets      `json:"targets,omitzero"`      // nil: none are promised of single tickets
	Availability *Availability `json:"availability,omitzero"` // nil: none is promised

	Access       Access        `json:"access,omitzero"`
	Entitlements []Entitlement `json:"entitlements,omitzero"`
	Duties       []Duty        `json:"duties,omitzero"`
	Conditions   []Condition   `json:"conditions,omitzero"`
	// Rules are those of the plan that no other part names (S1, S5, S83…).
	Rules []string `json:"rules,omitzero"`
}

// Fee is the monthly price of a plan, excluding VAT (S31, S38, S52, D22), or that of several months at once:
// "109.00 a month", or "1190.00 for a year".
type Fee struct {
	// Monthly is what a month costs: zero if the plan is free or on quote. With a Price it is above zero, and
	// only what days cost that are no whole month (Options.ProRata, D24).
	Monthly decimal.Decimal `json:"monthly" wire:"money"`
	// Months is how many months are paid at a time, in advance: with 12 the statement of a year's first month
	// invoices 12 × Monthly. Zero and 1 are each month by itself; at most 120. They are counted from the first
	// month that a contract has the plan, be it a part of one, unless Options.ProRata has its days paid by
	// themselves. Months in which it is not to have the plan, as the contract says then, are not paid. The VAT
	// is that of the first day paid for (D33).
	//
	// If the contract changes later, what was paid for months that are not due any more is given back on a
	// credit note for the invoice that has it (D24): of a year from January months 9 to 12, if the contract ends
	// in August. Months that stay due stay on that invoice, at its VAT. If these cost otherwise, or if more of
	// them are due than were paid, all that is left is given back, and what is due is invoiced. A change of
	// level or of price list during paid months gives back what is left from then on, and begins a new period.
	// Only a Book of Resume, with a state, knows what was invoiced and gives back: Catalogue.Statement says what
	// would have been invoiced if the change had been known.
	Months int `json:"months,omitzero"`
	// Price is what Months months cost when they are paid at once: zero is Months × Monthly, and must not be
	// written. It needs Months of 2 or more. All of them cost Price to the cent. Fewer, and those that are given
	// back, cost their shares: that of month k is Price × k ÷ Months less Price × (k − 1) ÷ Months, both rounded
	// to the currency's smallest unit (Options.Rounding, D21). Of 1190.00 for 12 months the first is 99.17, the
	// second 99.16, and the first seven are 694.17; if the contract is to end after these, 495.83 are given back
	// for months 8 to 12. A share of nothing is not given back.
	//
	// The share is also a month's fee if each month is looked at by itself (Catalogue.Accruals, package
	// compare). A host whose customers choose between both has a plan for each.
	Price   decimal.Decimal `json:"price,omitzero" wire:"money,zero: Months × Monthly"`
	OnQuote bool            `json:"on_quote,omitzero"` // no fee is stated: it comes from a quote (S72)
	Rules   []string        `json:"rules,omitzero"`
}

// Hours says when work is done.
type Hours struct {
	Schedule calendar.Schedule `json:"schedule"`
	Rules    []string          `json:"rules,omitzero"` // S12–S15
	// IncidentsAnytime says that incidents are handled around the clock, whatever
	// the schedule.
	IncidentsAnytime bool     `json:"incidents_anytime,omitzero"`
	IncidentRules    []string `json:"incident_rules,omitzero"` // S48, S49
}

// Desk says how a request is made and what becomes of it.
type Desk struct {
	Channels  []Channel `json:"channels"`           // those on which a request is taken (S27)
	Refused   []Refusal `json:"refused,omitzero"`   // those that are refused by a rule of their own (S28)
	Steps     []Step    `json:"steps,omitzero"`     // in this order (S29, S30)
	Priority  bool      `json:"priority,omitzero"`  // before others in the queue (S40)
	Proactive bool      `json:"proactive,omitzero"` // detected incidents are handled without a request (S65)
	Rules     []string  `json:"rules,omitzero"`
}

// Refuses reports whether requests are not taken on a channel, and by which rules: the caller's own list.
func (d *Desk) Refuses(ch Channel) (rules []string, refused bool) {
	if slices.Contains(d.Channels, ch) {
		return nil, false
	}
	for _, r := range d.Refused {
		if r.Channel == ch {
			return slices.Clone(r.Rules), true
		}
	}
	return slices.Clone(d.Rules), true
}

// Refusal is a channel on which no request is taken, and the rules that say so.
type Refusal struct {
	Channel Channel  `json:"channel"`
	Rules   []string `json:"rules,omitzero"`
}

// Work says how the time of an intervention is charged.
type Work struct {
	Block time.Duration `json:"block"` // the indivisible unit
	// Minimum is what is charged at least for anything worked on a request, and what the blocks come on top of:
	// see credit.Blocks. Zero is none.
	Minimum    time.Duration `json:"minimum,omitzero"`
	BlockRules []string      `json:"block_rules,omitzero"` // S18, S19
	// Factors say at which hours work counts more than it takes, or less. The first that holds counts.
	Factors []Factor `json:"factors,omitzero"`
	// PrepaidFirst says that hours must be there before an intervention, once the month's allowance is used.
	PrepaidFirst bool     `json:"prepaid_first,omitzero"`
	PrepaidRules []string `json:"prepaid_rules,omitzero"` // S17, S50
	CreditRules  []string `json:"credit_rules,omitzero"`  // that hours bought are drawn and never expire: S20, S21
	// Uncovered is what becomes of work without credit (D29), unless the contract says it. A contract that ever
	// changes between plans that differ in it has to say it, for all of them.
	Uncovered      Uncovered `json:"uncovered,omitzero"`
	UncoveredRules []string  `json:"uncovered_rules,omitzero"`
	// Shared is which hours of a contract are good for work under others of the customer. It is looked at on the
	// day of the work, or of its estimate.
	Shared      Sharing  `json:"shared,omitzero"`
	SharedRules []string `json:"shared_rules,omitzero"`
}

// Blocks returns how work becomes blocks, each request by itself (S18, S19).
func (w *Work) Blocks() credit.Blocks { return credit.Blocks{Size: w.Block, Minimum: w.Minimum} }

// Allowance is the time of intervention that the fee covers each month (S43–S45), or each year.
// The zero value is none.
type Allowance struct {
	Monthly time.Duration `json:"monthly,omitzero"`
	// Yearly is what a year gives: hours that cost nothing, drawn on after the month's allowance and before
	// hours that end later or never (D7), until they are used or the year ends. A year is twelve months of the
	// contract from the one in which it begins, or with CalendarYear those from its January on. The plan of the
	// first day in service of its first month gives all of it, in a part of a year too (D24). If the plan of a
	// later month gives more, that month gives the difference. What was given stays whatever plan comes.
	Yearly       time.Duration `json:"yearly,omitzero"`
	CalendarYear bool          `json:"calendar_year,omitzero"`
	// Carry is what of it goes on when a month ends whose last day has the plan, if the contract goes on: hours
	// that cost nothing, drawn on as others are (D7). Nil is nothing.
	Carry      *credit.CarryOver `json:"carry,omitzero"`
	Operations []Operation       `json:"operations,omitzero"` // what it may be used for
	Rules      []string          `json:"rules,omitzero"`
}

// Prices is what hours cost, excluding VAT (S22–S26).
type Prices struct {
	Tariff credit.Tariff `json:"tariff"`
	// PackRules are the rules of the tariff's packs, one each, in their order; empty if the packs have none of
	// their own (S23–S26).
	PackRules []string `json:"pack_rules,omitzero"`
	Rules     []string `json:"rules,omitzero"` // S22
	// Hour is what an hour of work without credit costs if it is billed by the hour (D29); nil: no such price is
	// stated.
	Hour *decimal.Decimal `json:"hour,omitzero" wire:"money"`
}

// Guarantee is the time within which work on an incident begins (S46, S63, D18), and with Terms.Late what it
// costs to begin later (D19), unless the contract's Options.Late says it. If a contract had several plans in
// a month, each charges what was asked for under it by itself, up to its own cap.
type Guarantee struct {
	Terms response.Guarantee `json:"terms"`
	Rules []string           `json:"rules,omitzero"`
}

// Availability is the promise about the platform, and what its breach costs
// (S61, S62).
type Availability struct {
	Terms penalty.Terms `json:"terms"`
	// Besides are further clauses for the same promise: the greater of two, or both. Nil is none.
	Besides *clauses.Besides `json:"besides,omitzero"`
	Rules   []string         `json:"rules,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (p Plan) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Plan) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }

// Has reports whether the plan gives a feature.
func (p Plan) Has(f Feature) bool {
	return slices.ContainsFunc(p.Entitlements, func(e Entitlement) bool { return e.Feature == f })
}

// Answers returns who answers for a task under the plan. ok is false if the
// plan does not say.
func (p Plan) Answers(t Task) (party Party, ok bool) {
	i := slices.IndexFunc(p.Duties, func(d Duty) bool { return d.Task == t })
	if i < 0 {
		return 0, false
	}
	return p.Duties[i].Party, true
}

// Cites returns the ids of every rule that a part of the plan names, each once, in the order of the parts.
func (p Plan) Cites() []string {
	lists := [][]string{
		p.Rules, p.Fee.Rules, p.Hours.Rules, p.Hours.IncidentRules, p.Desk.Rules,
		p.Work.BlockRules, p.Work.PrepaidRules, p.Work.CreditRules, p.Work.UncoveredRules, p.Work.SharedRules, p.Allowance.Rules,
	}
	for _, r := range p.Desk.Refused {
		lists = append(lists, r.Rules)
	}
	for _, f := range p.Work.Factors {
		lists = append(lists, f.Rules)
	}
	if p.Prices != nil {
		lists = append(lists, p.Prices.Rules, p.Prices.PackRules)
	}
	if p.Guarantee != nil {
		lists = append(lists, p.Guarantee.Rules)
	}
	if p.Targets != nil {
		lists = append(lists, p.Targets.Rules)
	}
	if p.Availability != nil {
		lists = append(lists, p.Availability.Rules)
	}
	for _, e := range p.Entitlements {
		lists = append(lists, e.Rules)
	}
	for _, d := range p.Duties {
		lists = append(lists, d.Rules)
	}
	for _, c := range p.Conditions {
		lists = append(lists, c.Rules)
	}
	var ids []string
	for _, id := range slices.Concat(lists...) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// TariffError says that a plan states no prices for hours, as Magic's do.
type TariffError struct {
	Level Level
}

// Error implements error.
func (e *TariffError) Error() string {
	return "plans: the plan " + e.Level.String() + " states no prices for hours"
}

// Tariff returns the packs of hours that can be bought under the plan, or a
// *TariffError if it states no prices.
func (p Plan) Tariff() (credit.Tariff, error) {
	if p.Prices == nil {
		return credit.Tariff{}, &TariffError{p.Level}
	}
	return p.Prices.Tariff, nil
}
