package servicelevel

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// Limits of what the package accepts.
const (
	// MaxFacts is the most purchases, removals, requests, interventions, outages,
	// exclusions, claims and charges, each, of one Activity.
	MaxFacts = 100_000
	// MaxPeriod is the longest time of one intervention, pack or guarantee.
	MaxPeriod = 10_000 * time.Hour

	maxID    = 100 // bytes of an id
	maxText  = 500 // bytes of a name or a note
	maxRules = 100 // rule ids of one part, entries of any list of a plan
)

// FieldError is one fault of one field of an input; see calendar.FieldError.
type FieldError = fault.Error

// Validate reports every fault of the plan together. A plan on quote states no
// figures (S72, D25); any other needs its schedule, block and channels. Amounts may have three
// decimals: an edition refuses those that its currency does not have.
func (p Plan) Validate() error { return p.validate(money.Any) }

func (p *Plan) validate(u money.Unit) error {
	var l fault.List
	checkCode(&l, "level", p.Level, Pro)
	l.In("name", p.Name.Validate())
	if (p.Audience != Wording{}) {
		l.In("audience", p.Audience.Validate())
	}
	for i, in := range p.Includes {
		checkCode(&l, fault.Index("includes", i), in, Pro)
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
	checkMoney(l, u, "fee.monthly", p.Fee.Monthly)
	checkRules(l, "fee.rules", p.Fee.Rules)
	if p.Fee.OnQuote {
		p.checkOnQuote(l)
		return
	}
	l.In("hours.schedule", p.Hours.Schedule.Validate())
	checkRules(l, "hours.rules", p.Hours.Rules)
	checkRules(l, "hours.incident_rules", p.Hours.IncidentRules)
	l.Check(len(p.Desk.Channels) > 0, "desk.channels", nil, "must be at least one")
	for i, c := range p.Desk.Channels {
		enum.Check(l, fault.Index("desk.channels", i), channelNames[:], c)
	}
	for i, r := range p.Desk.Refused {
		at := fault.Index("desk.refused", i)
		enum.Check(l, at+".channel", channelNames[:], r.Channel)
		l.Check(!slices.Contains(p.Desk.Channels, r.Channel), at+".channel", r.Channel, "must not be among the channels taken")
		checkRules(l, at+".rules", r.Rules)
	}
	for i, s := range p.Desk.Steps {
		enum.Check(l, fault.Index("desk.steps", i), stepNames[:], s)
	}
	checkRules(l, "desk.rules", p.Desk.Rules)
	checkTime(l, "work.block", p.Work.Block, time.Second, 24*time.Hour)
	checkTime(l, "work.minimum", p.Work.Minimum, 0, 24*time.Hour)
	checkRules(l, "work.block_rules", p.Work.BlockRules)
	p.Work.checkFactors(l)
	checkRules(l, "work.prepaid_rules", p.Work.PrepaidRules)
	checkRules(l, "work.credit_rules", p.Work.CreditRules)
	p.checkUncovered(l, u)
	enum.Check(l, "work.shared", sharingNames[:], p.Work.Shared)
	checkRules(l, "work.shared_rules", p.Work.SharedRules)
	p.Fee.checkMonths(l, u)
	checkTime(l, "allowance.monthly", p.Allowance.Monthly, 0, 31*24*time.Hour)
	checkTime(l, "allowance.yearly", p.Allowance.Yearly, 0, 366*24*time.Hour)
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
		l.In("guarantee.terms", validateGuarantee(u, g.Terms))
		checkRules(l, "guarantee.rules", g.Rules)
	}
	p.Targets.check(l, u)
	if a := p.Availability; a != nil {
		checkAvailability(l, u, "availability.terms", &a.Terms)
		checkRules(l, "availability.rules", a.Rules)
	}
}

// checkOnQuote refuses a figure in a plan whose figures come from a quote.
func (p *Plan) checkOnQuote(l *fault.List) {
	const reason = "must not be stated by a plan on quote"
	l.Check(p.Fee.Monthly.IsZero(), "fee.monthly", p.Fee.Monthly, reason)
	l.Check(p.Fee.Months == 0, "fee.months", p.Fee.Months, reason)
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
		checkText(&l, "licence", c.Licence)
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
		checkCode(l, at+".feature", e.Feature, Monitoring)
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
	checkID(l, field, id)
	l.Check(!strings.Contains(id, ","), field, id, "must have no comma, which stands between ids where they are cited")
}

// checkID refuses what cannot name something: nothing, more than 100 bytes, a
// space at either end, control characters, broken UTF-8.
func checkID(l *fault.List, field, id string) {
	if len(id) > maxID || text.BadName(id) != "" {
		l.Add(field, id, "must be 1 to 100 bytes of text, with no space at either end and no control character")
	}
}

// checkEndOfHours refuses an end of hours that is not after they are there.
func checkEndOfHours(l *fault.List, field string, end, at time.Time) {
	if !end.After(at) {
		l.Add(field, end, "must be after at")
		return
	}
	checkInstant(l, field, end)
}

// checkDate refuses what no contract lives in: what does not exist, or lies
// before 1990 or from 2090 on.
func checkDate(l *fault.List, field string, d calendar.Date) bool {
	ok := inYears(d)
	if !ok {
		l.Add(field, d, "must be a date of the years 1990 to 2089")
	}
	return ok
}

func inYears(d calendar.Date) bool { return d.Valid() && d.Year >= 1990 && d.Year < 2090 }

func checkText(l *fault.List, field, s string) {
	if s == "" || len(s) > maxText || text.BadLine(s) != "" {
		l.Add(field, s, "must be 1 to 500 bytes of text without control characters")
	}
}

func checkTime(l *fault.List, field string, d, least, most time.Duration) {
	if d < least || d > most {
		l.Add(field, d, "must lie from "+least.String()+" to "+most.String())
	}
}
