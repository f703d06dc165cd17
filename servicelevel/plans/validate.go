package plans

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// maxRules bounds the rule ids of one part, and the entries of any list of a plan.
const maxRules = 100

// Validate reports every fault of the plan together. A plan on quote states no figures (S72, D25); any other
// needs its schedule, block and channels. Amounts may have three decimals.
func (p Plan) Validate() error { return p.validate(money.Any) }

// ValidateIn is Validate for a plan whose amounts are in a currency, by its ISO 4217 code, "" being euros: it
// refuses decimals that the currency does not have.
func (p Plan) ValidateIn(currency string) error {
	u, ok := money.UnitOf(currency)
	if !ok {
		var l fault.List
		check.Currency(&l, currency)
		return l.Err()
	}
	return p.validate(u)
}

func (p *Plan) validate(u money.Unit) error {
	var l fault.List
	check.Code(&l, "level", p.Level, Pro)
	l.In("name", p.Name.Validate())
	if (p.Audience != Wording{}) {
		l.In("audience", p.Audience.Validate())
	}
	for i, in := range p.Includes {
		check.Code(&l, fault.Index("includes", i), in, Pro)
		l.Check(in != p.Level && !in.above(p.Level), fault.Index("includes", i), in, "must be a level below the plan's own")
	}
	p.checkFigures(&l, u)
	checkEntitlements(&l, "entitlements", p.Entitlements)
	for _, list := range [...]struct {
		field string
		n     int
	}{
		{"includes", len(p.Includes)},
		{"desk.channels", len(p.Desk.Channels)},
		{"desk.refused", len(p.Desk.Refused)},
		{"desk.steps", len(p.Desk.Steps)},
		{"allowance.operations", len(p.Allowance.Operations)},
		{"duties", len(p.Duties)},
		{"conditions", len(p.Conditions)},
	} {
		l.Check(list.n <= maxRules, list.field, list.n, "must be at most 100")
	}
	enum.Check(&l, "access", accessNames[:], p.Access)
	for i, d := range p.Duties {
		at := fault.Index("duties", i)
		enum.Check(&l, at+".task", taskNames[:], d.Task)
		enum.Check(&l, at+".party", partyNames[:], d.Party)
		checkRules(&l, at+".rules", d.Rules)
	}
	for i, c := range p.Conditions {
		l.In(fault.Index("conditions", i), c.Validate())
	}
	checkRules(&l, "rules", p.Rules)
	return l.Err()
}

// checkFigures checks the parts of a plan that statements compute with.
func (p *Plan) checkFigures(l *fault.List, u money.Unit) {
	money.CountUnsigned(l, u, "fee.monthly", p.Fee.Monthly)
	money.CountUnsigned(l, u, "fee.price", p.Fee.Price)
	checkRules(l, "fee.rules", p.Fee.Rules)
	if p.Fee.OnQuote {
		p.checkOnQuote(l)
		return
	}
	if given(l, "hours", p.Hours) {
		h := &p.Hours.Schedule
		l.In("hours.schedule", h.Validate())
		opens := len(h.Hours)+len(h.Exceptions)+len(h.Layers) > 0
		l.Check(opens || p.Hours.IncidentsAnytime, "hours.schedule.hours", nil, "must be given: nothing could be worked on, ever")
		checkRules(l, "hours.rules", p.Hours.Rules)
		checkRules(l, "hours.incident_rules", p.Hours.IncidentRules)
	}
	if given(l, "desk", p.Desk) {
		p.Desk.check(l)
	}
	if given(l, "work", p.Work) {
		p.checkWork(l, u)
	}
	p.Fee.checkMonths(l, u)
	check.Time(l, "allowance.monthly", p.Allowance.Monthly, 0, 31*24*time.Hour)
	check.Time(l, "allowance.yearly", p.Allowance.Yearly, 0, 366*24*time.Hour)
	l.Check(!p.Allowance.CalendarYear || p.Allowance.Yearly > 0, "allowance.calendar_year", p.Allowance.CalendarYear, "must be absent without a yearly allowance")
	if c := p.Allowance.Carry; c != nil {
		l.In("allowance.carry", c.Validate())
	}
	checkRules(l, "allowance.rules", p.Allowance.Rules)
	for i, o := range p.Allowance.Operations {
		enum.Check(l, fault.Index("allowance.operations", i), operationNames[:], o)
	}
	if t := p.Prices; t != nil {
		t.checkTariff(l, u)
		checkRules(l, "prices.rules", t.Rules)
		checkRules(l, "prices.pack_rules", t.PackRules)
		l.Check(len(t.PackRules) == 0 || len(t.PackRules) == len(t.Tariff.Packs), "prices.pack_rules", len(t.PackRules),
			"must be one for each pack, or none")
	}
	if g := p.Guarantee; g != nil {
		l.In("guarantee.terms", check.Guarantee(u, g.Terms))
		checkRules(l, "guarantee.rules", g.Rules)
	}
	p.Targets.check(l, u)
	if a := p.Availability; a != nil {
		check.Availability(l, u, "availability.terms", &a.Terms)
		check.Besides(l, u, "availability.besides", &a.Terms, a.Besides)
		checkRules(l, "availability.rules", a.Rules)
	}
}

// given refuses a part that is not there, or of which every field is zero. It reports whether its fields are to be looked at.
func given[T Hours | Desk | Work](l *fault.List, field string, part T) bool {
	there := !reflect.ValueOf(part).IsZero()
	l.Check(there, field, nil, "must be given and not be empty, unless the plan is on quote")
	return there
}

// check checks how a request is made.
func (d *Desk) check(l *fault.List) {
	l.Check(len(d.Channels) > 0, "desk.channels", nil, "must be at least one")
	for i, c := range d.Channels {
		enum.Check(l, fault.Index("desk.channels", i), channelNames[:], c)
	}
	for i, r := range d.Refused {
		at := fault.Index("desk.refused", i)
		enum.Check(l, at+".channel", channelNames[:], r.Channel)
		l.Check(!slices.Contains(d.Channels, r.Channel), at+".channel", r.Channel, "must not be among the channels taken")
		checkRules(l, at+".rules", r.Rules)
	}
	for i, s := range d.Steps {
		enum.Check(l, fault.Index("desk.steps", i), stepNames[:], s)
	}
	checkRules(l, "desk.rules", d.Rules)
}

// checkWork checks how work is counted.
func (p *Plan) checkWork(l *fault.List, u money.Unit) {
	check.Time(l, "work.block", p.Work.Block, time.Second, 24*time.Hour)
	check.Time(l, "work.minimum", p.Work.Minimum, 0, 24*time.Hour)
	checkRules(l, "work.block_rules", p.Work.BlockRules)
	p.Work.checkFactors(l)
	checkRules(l, "work.prepaid_rules", p.Work.PrepaidRules)
	checkRules(l, "work.credit_rules", p.Work.CreditRules)
	p.checkUncovered(l, u)
	enum.Check(l, "work.shared", sharingNames[:], p.Work.Shared)
	checkRules(l, "work.shared_rules", p.Work.SharedRules)
}

// checkOnQuote refuses a figure in a plan whose figures come from a quote.
func (p *Plan) checkOnQuote(l *fault.List) {
	const reason = "must not be stated by a plan on quote"
	l.Check(p.Fee.Monthly.IsZero(), "fee.monthly", p.Fee.Monthly, reason)
	l.Check(p.Fee.Months == 0, "fee.months", p.Fee.Months, reason)
	l.Check(p.Fee.Price.IsZero(), "fee.price", p.Fee.Price, reason)
	l.Check(p.Work.Block == 0, "work.block", p.Work.Block, reason)
	l.Check(p.Work.Minimum == 0, "work.minimum", p.Work.Minimum, reason)
	l.Check(len(p.Work.Factors) == 0, "work.factors", len(p.Work.Factors), reason)
	l.Check(p.Work.Uncovered == UncoveredByPlan, "work.uncovered", p.Work.Uncovered, reason)
	l.Check(p.Work.Shared == SharesNothing, "work.shared", p.Work.Shared, reason)
	l.Check(p.Allowance.Monthly == 0, "allowance.monthly", p.Allowance.Monthly, reason)
	l.Check(p.Allowance.Yearly == 0, "allowance.yearly", p.Allowance.Yearly, reason)
	l.Check(p.Allowance.Carry == nil, "allowance.carry", nil, reason)
	l.Check(p.Prices == nil, "prices", nil, reason)
	l.Check(p.Guarantee == nil, "guarantee", nil, reason)
	l.Check(p.Targets == nil, "targets", nil, reason)
	l.Check(p.Availability == nil, "availability", nil, reason)
}

// Validate refuses a condition that lacks its date or licence, or that has the
// other's.
func (c Condition) Validate() error {
	var l fault.List
	enum.Check(&l, "requirement", requirementNames[:], c.Requirement)
	enum.Check(&l, "otherwise", verdictNames[:], c.Otherwise)
	if c.Requirement == OrderedSince {
		l.Check(c.Since.Valid(), "since", c.Since, "must be a date that exists")
	} else {
		l.Check(c.Since == calendar.Date{}, "since", c.Since, "belongs to ordered_since alone")
	}
	if c.Requirement == HasLicence {
		check.Text(&l, "licence", c.Licence)
	} else {
		l.Check(c.Licence == "", "licence", c.Licence, "belongs to licence alone")
	}
	checkRules(&l, "rules", c.Rules)
	return l.Err()
}

func checkEntitlements(l *fault.List, field string, list []Entitlement) {
	l.Check(len(list) <= maxRules, field, len(list), "must be at most 100")
	for i, e := range list {
		at := fault.Index(field, i)
		check.Code(l, at+".feature", e.Feature, Monitoring)
		checkRules(l, at+".rules", e.Rules)
	}
}

func checkRules(l *fault.List, field string, ids []string) {
	l.Check(len(ids) <= maxRules, field, len(ids), "must be at most 100")
	for i, id := range ids {
		checkRule(l, fault.Index(field, i), id)
	}
}

// checkRule refuses what cannot be cited as a rule.
func checkRule(l *fault.List, field, id string) {
	check.ID(l, field, id)
	l.Check(!strings.Contains(id, ","), field, id, "must have no comma, which stands between ids where they are cited")
}

// MaxFeeMonths is how many months a Fee is for at most.
const MaxFeeMonths = 120

// checkMonths refuses a payment for too many months, or too much, and a price of several months
// without these or without that of a month.
func (f *Fee) checkMonths(l *fault.List, u money.Unit) {
	l.Check(f.Months >= 0 && f.Months <= MaxFeeMonths, "fee.months", f.Months, "must lie from 0 to 120")
	if !f.Price.IsZero() {
		l.Check(f.Months > 1, "fee.price", f.Price, "needs fee.months of 2 or more, as it is the price of that many")
		l.Check(!f.Monthly.IsZero(), "fee.monthly", f.Monthly, "must be above 0 with fee.price: days that are no whole month are by it (D24)")
		return
	}
	if f.Months > 1 && f.Months <= MaxFeeMonths {
		fee, err := u.FromDecimal(f.Monthly)
		l.Check(err != nil || fee <= u.Max()/int64(f.Months), "fee.months", f.Months, "must come to at most "+u.Most()+" at once")
	}
}

// checkTariff refuses packs that nobody can buy in the currency.
func (p *Prices) checkTariff(l *fault.List, u money.Unit) {
	err := p.Tariff.Validate()
	l.In("prices.tariff", err)
	for i := range p.Tariff.Packs {
		if err == nil { // which says nothing of the currency
			money.Count(l, u, fault.Index("prices.tariff.packs", i)+".price", p.Tariff.Packs[i].Price)
		}
	}
}
