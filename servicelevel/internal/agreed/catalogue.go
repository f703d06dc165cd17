package agreed

import (
	"reflect"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Catalogue is an edition made ready to compute with, and the others that its contracts may name. It never changes
// and can be used from any goroutine.
type Catalogue struct {
	Edition plans.Edition            // its data, which is not to be changed
	Clauses map[string]plans.Wording // what the edition's own say, by their ids; nil: it has none
	Zone    *time.Location           // of the edition's months and dates (D3)
	zones   *calendar.Zones          // nil: the machine's
	vat     Treatments               // of what is of category S
	plans   []*Plan                  // of the edition's plans, in the order of their levels
	// editions are those that contracts may name, this one too, by their ids; nil is this
	// one alone.
	editions map[string]*Catalogue
}

// Compile checks an edition and makes it ready to compute with over a zone database, nil being the machine's.
// Every fault is reported, by its path in the edition. The edition is copied.
func Compile(e plans.Edition, z *calendar.Zones) (*Catalogue, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	c := &Catalogue{Edition: clone.Of(e), zones: z, vat: ratesOf(&e)}
	if len(e.Clauses) > 0 {
		c.Clauses = make(map[string]plans.Wording, len(e.Clauses))
		for _, x := range e.Clauses {
			c.Clauses[x.ID] = x.Wording
		}
	}
	var err error
	if c.Zone, err = z.Load(e.Zone); err != nil {
		return nil, err
	}
	for i := range c.Edition.Plans {
		p := &c.Edition.Plans[i]
		o, err := c.plan(*p, money.UnitIn(e.Currency))
		if err != nil {
			return nil, fault.In(fault.Index("plans", i), err)
		}
		c.plans = append(c.plans, o)
	}
	order := c.Edition.Levels()
	slices.SortFunc(c.plans, func(a, b *Plan) int {
		return slices.Index(order, a.Data.Level) - slices.Index(order, b.Data.Level)
	})
	return c, nil
}

// Knowing returns c with other editions that contracts may name, c's own among them, by their ids.
func (c *Catalogue) Knowing(editions map[string]*Catalogue) *Catalogue {
	out := *c
	out.editions = editions
	return &out
}

// Same reports whether two are of one edition that was compiled once.
func (c *Catalogue) Same(d *Catalogue) bool { return slices.Equal(c.plans, d.plans) }

// Currency returns the ISO 4217 code of what the amounts of the edition are in, "" for euros.
func (c *Catalogue) Currency() string { return currencyOf(&c.Edition) }

// plan compiles one plan, whose amounts are in a unit. Plans with the same schedule share one calendar.
func (c *Catalogue) plan(p plans.Plan, u money.Unit) (*Plan, error) {
	p = planIn(u, p)
	o := &Plan{Data: p}
	if p.Fee.OnQuote {
		return o, nil
	}
	if err := o.sum(); err != nil {
		return nil, err
	}
	if err := o.promiseTargets(c.zones); err != nil {
		return nil, err
	}
	o.Fee, _ = u.FromDecimal(p.Fee.Monthly) // of a valid plan
	o.Together, _ = u.FromDecimal(p.Fee.Price)
	o.Cites = citesOf(&p)
	if p.Prices != nil {
		o.packs = pricedPacks(p.Prices, u)
	}
	for _, other := range c.plans {
		if other.Hours != nil && reflect.DeepEqual(other.Data.Hours.Schedule, p.Hours.Schedule) {
			o.Hours, o.zones, o.Feasts = other.Hours, other.Hours.Locations(), other.Feasts
			return o, c.bindFactors(o)
		}
	}
	hours, err := calendar.CompileIn(p.Hours.Schedule, c.zones)
	if err != nil {
		return nil, fault.In("hours.schedule", err)
	}
	o.Hours, o.zones = hours, hours.Locations()
	o.Feasts = feastsOf(p.Hours.Schedule, c.zones)
	return o, c.bindFactors(o)
}

// OfLevel returns the plan of a level, or nil if the edition has none.
func (c *Catalogue) OfLevel(l plans.Level) *Plan {
	for _, o := range c.plans {
		if o.Data.Level == l {
			return o
		}
	}
	return nil
}

// under returns an edition by its id, or nil if c does not know it.
func (c *Catalogue) under(edition string) *Catalogue {
	if c.Edition.ID == edition {
		return c
	}
	return c.editions[edition]
}

// unknown says that c does not know an edition.
func (c *Catalogue) unknown(l *fault.List, field, edition string) {
	must := "must be the catalogue's, " + c.Edition.ID
	if len(c.editions) > 1 {
		must = "must be an edition of the catalogue"
	}
	l.Add(field, edition, must)
}

// currencyOf returns the code of an edition's currency, "" for euros.
func currencyOf(e *plans.Edition) string {
	if e.Currency == money.Euro {
		return ""
	}
	return e.Currency
}

// ZoneOf returns the zone of a contract: its own, or that of the edition under which it was
// signed (D3), and the zone database that it is from.
func (c *Catalogue) ZoneOf(ct *contracts.Contract) (*calendar.Zones, *time.Location, error) {
	signed := c.under(ct.Edition)
	if signed == nil {
		signed = c
	}
	if name := ct.Options.Zone; name != "" && name != signed.Zone.String() {
		own, err := signed.zones.Load(name)
		return signed.zones, own, fault.In("options", err)
	}
	return signed.zones, signed.Zone, nil
}

// checkOffered refuses a day of signature, or of a change to the edition, on which that was
// not on offer.
func (c *Catalogue) checkOffered(l *fault.List, field string, day calendar.Date) {
	from, until := c.Edition.From, c.Edition.Until
	if from.Valid() && day.Compare(from) < 0 {
		l.Add(field, day, "must not be before the edition's first day, "+from.String())
	}
	if until.Valid() && day.Compare(until) >= 0 {
		l.Add(field, day, "must be before the edition's end, "+until.String())
	}
}

// checkQuote refuses a quoted plan, nil being none, of a level of the edition's own that is not
// on quote in it, and features that nobody names.
func (c *Catalogue) checkQuote(l *fault.List, field string, p *plans.Plan) {
	if p == nil {
		return
	}
	if o := c.OfLevel(p.Level); p.Level != plans.CriticalBusiness && (o == nil || !o.Data.Fee.OnQuote) {
		l.Add(field+".level", p.Level, "is not a level on quote of the edition "+c.Edition.ID)
	}
	l.In(field+".entitlements", c.Edition.CheckNamed(p.Entitlements))
}
