package plans

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Edition is the data of a catalogue as a provider publishes it: one plan a level, and what holds for all of
// them. Its plans' figures stay once months are closed by them: a new price list is another edition (D34), a
// new rate one of VATChanges.
type Edition struct {
	ID       string        `json:"id"`             // names the edition in a Contract, such as "nuxit"
	Provider string        `json:"provider"`       // who sells the plans (S2)
	Dated    calendar.Date `json:"dated,omitzero"` // the day the edition bears (S3); zero: undated
	// From and Until bound the days on which contracts are signed under the edition: From included, Until not.
	// Zero is no bound. A contract that was signed in time keeps the edition for good.
	From  calendar.Date `json:"from,omitzero"`
	Until calendar.Date `json:"until,omitzero"`
	// Zone is the IANA name of the zone of months, dates and hours (D3).
	Zone string `json:"zone"`
	// Currency is the ISO 4217 code of what all amounts are in, those of quotes and contracts under the edition
	// too: one of two decimals, such as "CHF", of none, such as "JPY", or of three, such as "KWD". Amounts with
	// more are refused, and lines are rounded to its smallest unit. Empty is euros.
	Currency string `json:"currency,omitzero" wire:"currency"`
	// VATRate is the rate for fees and packs (D22): "0.2" for 20 %. Zero states none: each contract then has a
	// rate of its own, or a category without tax.
	VATRate decimal.Decimal `json:"vat_rate"`
	// VATChanges are the later rates, by date, at most 100. Which one holds for what is decided by its own date
	// (D33).
	VATChanges []RateChange `json:"vat_changes,omitzero"`
	// Drawing is the order in which hours bought and given are drawn on (D7), for good under all contracts that
	// are signed under the edition.
	Drawing credit.Drawing `json:"drawing,omitzero"`
	// Always are the features that every customer has, whatever the level (S4).
	Always []Entitlement `json:"always,omitzero"`
	// Features name the provider's own features, and those of the pages that the provider calls otherwise, at
	// most 1000. No plan gives a feature that is in neither.
	Features []FeatureName `json:"features,omitzero"`
	// Plans are the plans, one a level, the lowest level first, at most 100. If all levels are of the five of
	// the pages, they have the order of those.
	Plans []Plan `json:"plans"`
	// Rules are those of the edition that no plan names (S2, S3, S84).
	Rules []string `json:"rules,omitzero"`
	// Clauses word the rules of the provider's own that the edition, its plans, quotes and contracts cite, at
	// most 1000, each id once and none of the registry. What is cited without being worded here stays a bare id.
	Clauses []Clause `json:"clauses,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (e Edition) MarshalJSON() ([]byte, error) { return wire.Append(nil, &e) }

// UnmarshalJSON implements json.Unmarshaler.
func (e *Edition) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }

// Validate reports every fault of the edition and of its plans.
func (e Edition) Validate() error {
	var l fault.List
	check.ID(&l, "id", e.ID)
	check.Text(&l, "provider", e.Provider)
	l.Check(e.Dated == calendar.Date{} || e.Dated.Valid(), "dated", e.Dated, "must be a date that exists")
	l.Check(e.From == calendar.Date{} || e.From.Valid(), "from", e.From, "must be a date that exists")
	l.Check(e.Until == calendar.Date{} || e.Until.Valid(), "until", e.Until, "must be a date that exists")
	if e.From.Valid() && e.Until.Valid() {
		l.Check(e.From.Compare(e.Until) < 0, "until", e.Until, "must be after from")
	}
	if !zone.Name(e.Zone) { // which ones there are is the database's
		l.Add("zone", e.Zone, "must be the IANA name of a zone, such as \"Europe/Paris\"")
	}
	check.Currency(&l, e.Currency)
	e.checkRates(&l)
	if _, err := e.Drawing.MarshalText(); err != nil {
		l.Add("drawing", e.Drawing, "must be one of bought, gifts")
	}
	checkRules(&l, "rules", e.Rules)
	checkClauses(&l, "clauses", e.Clauses)
	checkEntitlements(&l, "always", e.Always)
	checkFeatures(&l, "features", e.Features)
	l.In("always", e.CheckNamed(e.Always))
	l.Check(len(e.Plans) > 0, "plans", nil, "must be at least one")
	l.Check(len(e.Plans) <= maxRules, "plans", len(e.Plans), "must be at most 100")
	place := make(map[Level]int, len(e.Plans)) // from 1
	for i := range e.Plans {
		if level := e.Plans[i].Level; place[level] == 0 {
			place[level] = i + 1
		}
	}
	unit, _ := money.UnitOf(e.Currency)
	for i := range e.Plans {
		p, at := &e.Plans[i], fault.Index("plans", i)
		l.In(at, p.validate(unit))
		l.Check(!check.IsCode(p.Level) || place[p.Level] == i+1, at+".level", p.Level, "must not be given twice")
		l.In(at+".entitlements", e.CheckNamed(p.Entitlements))
		for j, in := range p.Includes {
			if (place[in] > i+1 || place[in] == 0) && !p.Level.above(in) {
				l.Add(fault.Index(at+".includes", j), in, "must be the level of a plan before")
			}
		}
	}
	return l.Err()
}

// Levels returns the levels that have a plan, the lowest first. Nil has none.
func (e *Edition) Levels() []Level {
	if e == nil {
		return nil
	}
	list := make([]Level, len(e.Plans))
	for i := range e.Plans {
		list[i] = e.Plans[i].Level
	}
	number := func(l Level) int { n, _ := l.Number(); return n }
	if !slices.ContainsFunc(list, func(l Level) bool { return number(l) < 0 }) {
		slices.SortFunc(list, func(a, b Level) int { return number(a) - number(b) })
	}
	return list
}

// Plan returns the plan of a level, to be read or changed in place: nil if there is none, or the edition is
// nil.
func (e *Edition) Plan(l Level) *Plan {
	if e == nil {
		return nil
	}
	for i := range e.Plans {
		if e.Plans[i].Level == l {
			return &e.Plans[i]
		}
	}
	return nil
}

// FeatureName returns what a feature is called: in the edition's words, or in palier's for those of the
// pages. ok is false for a feature that the edition does not name.
func (e *Edition) FeatureName(f Feature) (name Wording, ok bool) {
	if i := f.in(e.Features); i >= 0 {
		return e.Features[i].Name, true
	}
	return f.known()
}

// CheckNamed refuses entitlements to features that neither the pages nor the edition name, such as those of a
// quote, each by its place: "[3].feature".
func (e *Edition) CheckNamed(list []Entitlement) error {
	var l fault.List
	for i := range list {
		f := list[i].Feature
		if _, known := e.FeatureName(f); !known && check.IsCode(f) {
			l.Add(fault.Index("", i)+".feature", f, "must be a feature of the pages, such as "+string(Monitoring)+", or one of the edition's features"+e.named())
		}
	}
	return l.Err()
}

// named lists the edition's own features for a fault.
func (e *Edition) named() string {
	list := make([]Feature, 0, min(len(e.Features), maxRules))
	for i := range list[:cap(list)] {
		list = append(list, e.Features[i].Feature)
	}
	if len(list) == 0 {
		return ", which has none"
	}
	return ": " + check.ListCodes(list)
}

// NUXIT returns the data of NUXIT's page.
func NUXIT() Edition {
	standard := standardPlan()
	standard.Work = Work{
		Block: 30 * time.Minute, BlockRules: []string{"S18", "S19"},
		PrepaidFirst: true, PrepaidRules: []string{"S17"},
		CreditRules: []string{"S20", "S21"},
	}
	standard.Prices = nuxitPrices()
	standard.Duties = append(
		standard.Duties,
		Duty{TaskThirdParty, Customer, []string{"S10"}},
		Duty{TaskCredit, Customer, []string{"S17"}},
	)
	return Edition{
		ID: "nuxit", Provider: "NUXIT", Zone: "Europe/Paris", VATRate: decimal.New(20, -2),
		Always: []Entitlement{{AssistanceAroundTheClock, []string{"S4"}}},
		Plans:  plansOn(standard, Entitlement{AnyTechnology, []string{"S74"}}),
		Rules:  []string{"S2", "S84"},
	}
}

// Magic returns the data of Magic's page of 26 August 2019. It states no prices for hours.
func Magic() Edition {
	standard := standardPlan()
	standard.Work = Work{
		Block: time.Hour, BlockRules: []string{"S18", "S19"},
		CreditRules: []string{"S20", "S21"},
	}
	standard.Duties = append(standard.Duties, Duty{TaskThirdParty, ThirdParty, []string{"S10"}})
	return Edition{
		ID: "magic", Provider: "Magic", Zone: "Europe/Paris", VATRate: decimal.New(20, -2),
		Dated: calendar.Date{Year: 2019, Month: time.August, Day: 26},
		Plans: plansOn(standard, Entitlement{AnyTechnologyWithinLAMP, []string{"S74"}}),
		Rules: []string{"S2", "S3", "S84"},
	}
}
