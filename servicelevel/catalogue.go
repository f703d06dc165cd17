package servicelevel

import (
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Catalogue is a compiled Edition: it answers what the edition's plans make of
// contracts. It never changes and can be used from any goroutine. NUXIT and
// Magic return those of the two documents; Compile makes any other, With one that
// knows several editions.
type Catalogue struct {
	edition plans.Edition
	zones   *calendar.Zones // nil: the machine's
	zone    *time.Location
	vat     treatments // of what is of category S
	clauses map[string]Wording
	offers  []*offer  // of the edition's plans, in the order of their levels
	billers sync.Pool // of *Biller: memory, not state
	// editions are those that contracts may name, this one too, by their ids; nil is this
	// one alone.
	editions map[string]*Catalogue
}

// offer is a plan made ready to compute with.
type offer struct {
	plan  plans.Plan
	hours *calendar.Calendar // nil where the plan is on quote
	zones []*time.Location   // whose clocks the hours are on
	// feasts is what D26 decides of them; nil if the plan has no holidays of France. quoted says
	// that the plan is a contract's own (D25).
	feasts  *feasts
	quoted  bool
	factors []factor
	fee     int64 // cents a month, as all amounts: in whatever is the unit of the currency
	// together is the price of Fee.Months months that are paid at once; 0: they have none of their own.
	together int64
	packs    []pricedPack
	cites    cites
	// digest tells its figures from those of another plan, and promise the terms of its
	// availability, and late those by which late interventions are charged: they are empty without any.
	digest, promise, late string
	targets               promised
}

// cites are the rules of a plan as its figures cite them.
type cites struct {
	fee, partOfFee, share     plans.Citation
	blocks, hours, incidents  plans.Citation
	allowance, credit, shared plans.Citation
	guarantee, late           plans.Citation
	availability, targets     clauseCites
}

// clauseCites is what is cited for availability as a clause promises it, and for what is owed
// when that is missed.
type clauseCites struct{ promised, missed plans.Citation }

func citesOf(p *plans.Plan) cites {
	citing := func(rules []string, more ...string) plans.Citation { return plans.Cite(slices.Concat(rules, more)...) }
	c := cites{
		fee: plans.Cite(p.Fee.Rules...), partOfFee: citing(p.Fee.Rules, slices.Collect(reckon.PartOfMonth.All())...), share: citing(p.Fee.Rules, string(reckon.ShareOfPrice)),
		blocks: plans.Cite(p.Work.BlockRules...), hours: plans.Cite(p.Hours.Rules...), incidents: plans.Cite(p.Hours.IncidentRules...),
		allowance: plans.Cite(p.Allowance.Rules...), credit: citing(p.Work.CreditRules, "D7"),
		shared: plans.Cite(p.Work.SharedRules...),
	}
	if p.Guarantee != nil {
		c.guarantee, c.late = citing(p.Guarantee.Rules, "D18"), citing(p.Guarantee.Rules, slices.Collect(lateRules.All())...)
	}
	if p.Targets != nil {
		c.targets = clauseCites{plans.Cite(p.Targets.Rules...), citing(p.Targets.Rules, "D17", "D23")}
	}
	if p.Availability != nil {
		c.availability = clauseCites{plans.Cite(p.Availability.Rules...), citing(p.Availability.Rules, "D17", "D23")}
	}
	return c
}

// pricedPack is a pack of the tariff.
type pricedPack struct {
	time  time.Duration
	price decimal.Decimal
	cents int64
	rule  plans.Citation // of its own, if it has one
	lasts credit.Validity
}

// Compile checks an edition and makes it ready to compute with. Every fault is
// reported, by its path in the edition. The edition is copied.
func Compile(e plans.Edition) (*Catalogue, error) { return CompileIn(e, nil) }

// CompileIn is Compile over a zone database, nil being the machine's: all months, dates and
// hours of the catalogue and of its contracts are by it.
func CompileIn(e plans.Edition, z *calendar.Zones) (*Catalogue, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	c := &Catalogue{edition: clone.Of(e), zones: z, vat: ratesOf(&e)}
	if len(e.Clauses) > 0 {
		c.clauses = make(map[string]Wording, len(e.Clauses))
		for _, x := range e.Clauses {
			c.clauses[x.ID] = x.Wording
		}
	}
	var err error
	if c.zone, err = z.Load(e.Zone); err != nil {
		return nil, err
	}
	for i := range c.edition.Plans {
		p := &c.edition.Plans[i]
		o, err := c.offer(*p, money.UnitIn(e.Currency))
		if err != nil {
			return nil, fault.In(fault.Index("plans", i), err)
		}
		c.offers = append(c.offers, o)
	}
	order := c.edition.Levels()
	slices.SortFunc(c.offers, func(a, b *offer) int {
		return slices.Index(order, a.plan.Level) - slices.Index(order, b.plan.Level)
	})
	return c, nil
}

// offer compiles one plan, whose amounts are in a unit. Plans with the same schedule share one calendar.
func (c *Catalogue) offer(p plans.Plan, u money.Unit) (*offer, error) {
	p = planIn(u, p)
	o := &offer{plan: p}
	if p.Fee.OnQuote {
		return o, nil
	}
	if err := o.sum(); err != nil {
		return nil, err
	}
	if err := o.promiseTargets(c.zones); err != nil {
		return nil, err
	}
	o.fee, _ = u.FromDecimal(p.Fee.Monthly) // of a valid plan
	o.together, _ = u.FromDecimal(p.Fee.Price)
	o.cites = citesOf(&p)
	if p.Prices != nil {
		o.packs = pricedPacks(p.Prices, u)
	}
	for _, other := range c.offers {
		if other.hours != nil && reflect.DeepEqual(other.plan.Hours.Schedule, p.Hours.Schedule) {
			o.hours, o.zones, o.feasts = other.hours, other.hours.Locations(), other.feasts
			return o, c.bindFactors(o)
		}
	}
	hours, err := calendar.CompileIn(p.Hours.Schedule, c.zones)
	if err != nil {
		return nil, fault.In("hours.schedule", err)
	}
	o.hours, o.zones = hours, hours.Locations()
	o.feasts = feastsOf(p.Hours.Schedule, c.zones)
	return o, c.bindFactors(o)
}

func pricedPacks(prices *plans.Prices, u money.Unit) []pricedPack {
	packs := make([]pricedPack, len(prices.Tariff.Packs))
	for i, pack := range prices.Tariff.Packs {
		cents, _ := u.FromDecimal(pack.Price) // of a valid tariff
		packs[i] = pricedPack{time: pack.Time, price: pack.Price, cents: cents, lasts: pack.Validity}
		if len(prices.PackRules) > 0 {
			packs[i].rule = plans.Cite(prices.PackRules[i])
		}
	}
	return packs
}

// NUXIT returns the catalogue of NUXIT's page. It is one and the same at every
// call.
func NUXIT() *Catalogue { return nuxit() }

// Magic returns the catalogue of Magic's page of 26 August 2019. It is one and
// the same at every call.
func Magic() *Catalogue { return magic() }

var (
	nuxit = sync.OnceValue(func() *Catalogue { return mustCompile(plans.NUXIT()) })
	magic = sync.OnceValue(func() *Catalogue { return mustCompile(plans.Magic()) })
)

// mustCompile is for the two editions of this package, which tests prove valid.
func mustCompile(e plans.Edition) *Catalogue {
	c, err := Compile(e)
	if err != nil {
		panic(err)
	}
	return c
}

// made refuses what no edition was compiled into.
func (c *Catalogue) made() error {
	if c == nil || c.zone == nil {
		return fault.New("catalogue", nil, notMade)
	}
	return nil
}

const notMade = "must be made by Compile, NUXIT or Magic"

// Edition returns the data of the catalogue: the caller's own copy.
func (c *Catalogue) Edition() plans.Edition {
	if c.made() != nil {
		return plans.Edition{}
	}
	return clone.Of(c.edition)
}

// Location returns the zone of the edition's months and dates (D3).
func (c *Catalogue) Location() *time.Location {
	if c.made() != nil {
		return time.UTC
	}
	return c.zone
}

// Plan returns the plan of a level: the caller's own copy. ok is false if the
// edition has none.
func (c *Catalogue) Plan(l Level) (p plans.Plan, ok bool) {
	o := c.at(l)
	if o == nil {
		return plans.Plan{}, false
	}
	return clone.Of(o.plan), true
}

// Levels returns the levels of the edition, the lowest first: the caller's own copy.
func (c *Catalogue) Levels() []Level {
	if c == nil {
		return nil
	}
	return c.edition.Levels()
}

// at returns the plan of a level made ready, or nil if the edition has none.
func (c *Catalogue) at(l Level) *offer {
	if c != nil {
		for _, o := range c.offers {
			if o.plan.Level == l {
				return o
			}
		}
	}
	return nil
}

// FeatureName returns what a feature is called: in the edition's words, or in palier's for those
// of the pages. ok is false for a feature that the edition does not name.
func (c *Catalogue) FeatureName(f plans.Feature) (name Wording, ok bool) {
	if c.made() != nil {
		return new(plans.Edition).FeatureName(f)
	}
	return c.edition.FeatureName(f)
}
