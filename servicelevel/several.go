package servicelevel

import (
	"maps"
	"slices"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
)

// With returns a catalogue of several editions: that of c and those of others. A contract may name any of them, and
// change from one to another on a day (Change.Edition, D34). Edition, Plan, Clause and Location are about the edition
// of c. Two editions under one id are refused, unless they are one and the same.
func (c *Catalogue) With(others ...*Catalogue) (*Catalogue, error) {
	if err := c.made(); err != nil {
		return nil, err
	}
	editions := make(map[string]*Catalogue, 1+len(others))
	var l fault.List
	l.In("", c.join(editions))
	for i, other := range others {
		l.In(fault.Index("others", i), other.join(editions))
	}
	if !l.Empty() {
		return nil, l.Err()
	}
	known := make(map[string]*agreed.Catalogue, len(editions))
	for id, x := range editions {
		known[id] = x.compiled
	}
	return &Catalogue{compiled: c.compiled.Knowing(known), editions: editions}, nil
}

// join adds the editions of c to those of a catalogue.
func (c *Catalogue) join(editions map[string]*Catalogue) error {
	if c.made() != nil {
		return fault.New("", nil, notMade)
	}
	add := func(x *Catalogue) error {
		id := x.compiled.Edition.ID
		if known := editions[id]; known != nil && !known.compiled.Same(x.compiled) {
			return fault.New("", id, "must not be another edition under the id of one that was given before")
		}
		editions[id] = x
		return nil
	}
	var l fault.List
	l.In("", add(c))
	for _, id := range slices.Sorted(maps.Keys(c.editions)) {
		l.In("", add(c.editions[id]))
	}
	return l.Err()
}

// Under returns the catalogue of one of the editions that c knows, by its id. ok is false for any other.
func (c *Catalogue) Under(edition string) (of *Catalogue, ok bool) {
	if c.made() != nil {
		return nil, false
	}
	if c.compiled.Edition.ID == edition {
		return c, true
	}
	of, ok = c.editions[edition]
	return of, ok
}
