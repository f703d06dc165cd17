package servicelevel

import (
	"sync"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Catalogue is a compiled edition: it answers what the edition's plans make of contracts. It never changes; all its
// methods can be used from any goroutine, and what they return is the caller's own. Faults of what it is asked come all
// together, by paths under "contract", "activity" and "month".
type Catalogue struct {
	compiled *agreed.Catalogue
	billers  sync.Pool // of *Biller: memory, not state
	// editions are those that contracts may name, this one too, by their ids; nil is this
	// one alone.
	editions map[string]*Catalogue
}

// Compile checks an edition and makes a copy of it ready to compute with. Every fault is reported, by its path in the
// edition.
func Compile(e plans.Edition) (*Catalogue, error) { return CompileIn(e, nil) }

// CompileIn is Compile over a zone database, nil being the machine's: all months, dates and
// hours of the catalogue and of its contracts are by it.
func CompileIn(e plans.Edition, z *calendar.Zones) (*Catalogue, error) {
	c, err := agreed.Compile(e, z)
	if err != nil {
		return nil, err
	}
	return &Catalogue{compiled: c}, nil
}

// NUXIT returns the catalogue of NUXIT's page, one and the same at every call.
func NUXIT() *Catalogue { return nuxit() }

// Magic returns the catalogue of Magic's page of 26 August 2019, one and the same at every call.
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
	if c == nil || c.compiled == nil {
		return fault.New("catalogue", nil, notMade)
	}
	return nil
}

const notMade = "must be made by Compile, NUXIT or Magic"

// Edition returns the data of the catalogue.
func (c *Catalogue) Edition() plans.Edition {
	if c.made() != nil {
		return plans.Edition{}
	}
	return clone.Of(c.compiled.Edition)
}

// Location returns the zone of the edition's months and dates (D3).
func (c *Catalogue) Location() *time.Location {
	if c.made() != nil {
		return time.UTC
	}
	return c.compiled.Zone
}

// Plan returns the plan of a level. ok is false if the edition has none.
func (c *Catalogue) Plan(l Level) (p plans.Plan, ok bool) {
	if c.made() != nil {
		return plans.Plan{}, false
	}
	o := c.compiled.OfLevel(l)
	if o == nil {
		return plans.Plan{}, false
	}
	return clone.Of(o.Data), true
}

// Levels returns the levels of the edition, the lowest first.
func (c *Catalogue) Levels() []Level {
	if c.made() != nil {
		return nil
	}
	return c.compiled.Edition.Levels()
}

// FeatureName returns what a feature is called: in the edition's words, or in palier's for those of the pages. ok is
// false if it has no name.
func (c *Catalogue) FeatureName(f plans.Feature) (name Wording, ok bool) {
	if c.made() != nil {
		return new(plans.Edition).FeatureName(f)
	}
	return c.compiled.Edition.FeatureName(f)
}

// Clause returns what a rule says that the edition cites: a clause of its own, or a rule of plans.LookupRule. ok is
// false if neither has the id.
func (c *Catalogue) Clause(id string) (w Wording, ok bool) {
	if c.made() == nil {
		if w, ok = c.compiled.Clauses[id]; ok {
			return w, true
		}
	}
	r, ok := plans.LookupRule(id)
	return r.Wording, ok
}
