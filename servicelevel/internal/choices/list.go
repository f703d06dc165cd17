package choices

import (
	"time"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/statement"
)

// choices are a list of assumptions, of a contract whose months are those of a cycle, to which those of decision n
// are added since from, each once: settled when the next one comes, or at the end. One of many, as a hostile document
// has rates of VAT, is looked through by keys.
type choices struct {
	list   []statement.Assumption
	months cycle.Cycle
	n      int
	from   int
	known  map[assumptionKey]struct{}
}

// begin goes on to decision n.
func (c *choices) begin(n int) {
	c.settle()
	c.n, c.from, c.known = n, len(c.list), nil
}

// next adds a choice, and returns it for its operands: it stands in the list up to the next one.
func (c *choices) next(choice string) *statement.Assumption {
	c.settle()
	c.list = append(c.list, statement.Assumption{})
	d := &c.list[len(c.list)-1]
	d.Rule, d.Choice = decided.ID(c.n), choice
	return d
}

// assumptionKey is what two that are the same have in common.
type assumptionKey struct {
	rule, choice, zone string
	day, months        int
	of                 statement.Subject
	time               time.Duration
	basis              penalty.Basis
	share              vat.Key
	price              int64
}

func keyOf(d *statement.Assumption) assumptionKey {
	return assumptionKey{d.Rule, d.Choice, d.Zone, d.Day, d.Months, d.Of, d.Time, d.Basis, vat.KeyOf("", d.Share), money.Any.Count(d.Price)}
}

// few is how many choices are looked through one by one, without a map.
const few = 32

// settle takes the last choice back if it is the same as an earlier one of the decision.
func (c *choices) settle() {
	last := len(c.list) - 1
	if last <= c.from {
		return
	}
	if c.known == nil && last-c.from < few {
		for i := c.from; i < last; i++ {
			if c.list[i].Equal(c.list[last]) {
				c.list = c.list[:last]
				return
			}
		}
		return
	}
	if c.known == nil {
		c.known = make(map[assumptionKey]struct{}, 2*few)
		for i := c.from; i < last; i++ {
			c.known[keyOf(&c.list[i])] = struct{}{}
		}
	}
	n := len(c.known)
	if c.known[keyOf(&c.list[last])] = struct{}{}; len(c.known) == n {
		c.list = c.list[:last]
	}
}
