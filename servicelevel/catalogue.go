package servicelevel

import (
	"reflect"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
)

// Catalogue is a compiled Edition: it answers what the edition's plans make of
// contracts. It never changes and can be used from any goroutine. NUXIT and
// Magic return those of the two documents; Compile makes any other.
type Catalogue struct {
	edition Edition
	zone    *time.Location
	vat     decimal.Decimal
	offers  [len(levelNames)]*offer
	billers sync.Pool // of *biller: memory, not state
}

// offer is a plan made ready to compute with.
type offer struct {
	plan  Plan
	hours *calendar.Calendar // nil where the plan is on quote
}

// Compile checks an edition and makes it ready to compute with. Every fault is
// reported, by its path in the edition. The edition is copied.
func Compile(e Edition) (*Catalogue, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	c := &Catalogue{edition: clone.Of(e), vat: plainRate(e.VATRate)}
	var err error
	if c.zone, err = calendar.LoadLocation(e.Zone); err != nil {
		return nil, fault.In("zone", err)
	}
	for i := range c.edition.Plans {
		p := &c.edition.Plans[i]
		o, err := c.offer(*p)
		if err != nil {
			return nil, fault.In(fault.Index("plans", i), err)
		}
		c.offers[p.Level] = o
	}
	return c, nil
}

// offer compiles one plan. Plans with the same schedule share one calendar.
func (c *Catalogue) offer(p Plan) (*offer, error) {
	o := &offer{plan: p}
	if p.Fee.OnQuote {
		return o, nil
	}
	for _, other := range c.offers {
		if other != nil && other.hours != nil && reflect.DeepEqual(other.plan.Hours.Schedule, p.Hours.Schedule) {
			o.hours = other.hours
			return o, nil
		}
	}
	hours, err := calendar.Compile(p.Hours.Schedule)
	o.hours = hours
	return o, fault.In("hours.schedule", err)
}

// NUXIT returns the catalogue of NUXIT's page. It is one and the same at every
// call.
func NUXIT() *Catalogue { return nuxit() }

// Magic returns the catalogue of Magic's page of 26 August 2019. It is one and
// the same at every call.
func Magic() *Catalogue { return magic() }

var (
	nuxit = sync.OnceValue(func() *Catalogue { return mustCompile(NUXITEdition()) })
	magic = sync.OnceValue(func() *Catalogue { return mustCompile(MagicEdition()) })
)

// mustCompile is for the two editions of this package, which tests prove valid.
func mustCompile(e Edition) *Catalogue {
	c, err := Compile(e)
	if err != nil {
		panic(err)
	}
	return c
}

// Edition returns the data of the catalogue: the caller's own copy.
func (c *Catalogue) Edition() Edition { return clone.Of(c.edition) }

// Location returns the zone of the edition's months and dates (D3).
func (c *Catalogue) Location() *time.Location { return c.zone }

// Plan returns the plan of a level: the caller's own copy. ok is false where the
// edition has none.
func (c *Catalogue) Plan(l Level) (p Plan, ok bool) {
	if !l.Valid() || c.offers[l] == nil {
		return Plan{}, false
	}
	return clone.Of(c.offers[l].plan), true
}
