package servicelevel_test

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/statement"
)

// byClause takes apart what is said by each clause, and what they come to together: the most, or all,
// up to a cap, and the difference to what was owed before.
func byClause(list []clause) (parts [][]clause, together []clause) {
	parts = [][]clause{nil}
	for i, c := range list {
		switch {
		case c.kind == "further":
			parts = append(parts, nil)
		case c.kind == "same_time": // stands for what is said first
			parts[len(parts)-1] = append(parts[len(parts)-1], list[0])
		case len(parts) > 1 && (c.kind == "most" || c.kind == "together" || c.kind == "before"):
			return parts, list[i:]
		default:
			parts[len(parts)-1] = append(parts[len(parts)-1], c)
		}
	}
	return parts, nil
}

// recomputed recomputes what is said by each clause by itself, compares it with what was assessed, and
// recomputes what they make together.
func recomputed(list []clause, u *statement.Uptime) (p pocket, err error) {
	parts, together := byClause(list)
	assessments := []penalty.Assessment{u.Assessment}
	if u.Combined != nil {
		assessments = append(assessments, u.Combined.Others...)
	}
	if len(parts) != len(assessments) {
		return p, fmt.Errorf("%d clauses of %d", len(parts), len(assessments))
	}
	var amounts []*big.Rat
	missed := false
	for i, part := range parts {
		if first := parts[0][0]; i > 0 && (first.String() == part[0].String()) != slices.ContainsFunc(list, func(c clause) bool { return c.kind == "same_time" }) && len(parts) == 2 {
			return p, fmt.Errorf("the same downtime is said twice")
		}
		a := &assessments[i]
		p = pocket{currency: currencyOf(&a.Terms)}
		if err := p.recompute(part); err != nil {
			return p, err
		}
		if amount := a.Amount.Rat(); p.owed.Cmp(amount) != 0 {
			return p, fmt.Errorf("%v is owed by a clause and %v said", amount, p.owed)
		}
		if even := a.Terms.Rounding == penalty.HalfEven; a.Missed && p.halfEven != even {
			return p, fmt.Errorf("halves to even: %v", p.halfEven)
		}
		amounts, missed = append(amounts, p.owed), missed || a.Missed
		if err := assessed(part, &statement.Uptime{Assessment: *a, Before: u.Before}); err != nil {
			return p, err
		}
	}
	if u.Combined != nil {
		p = pocket{currency: currencyOf(&u.Assessment.Terms), halfEven: u.Assessment.Terms.Rounding == penalty.HalfEven}
		err = p.combined(together, amounts, missed, u)
	}
	return p, err
}

var togetherOrder = regexp.MustCompile(`^(?:(?:most|together)(?: cap)?)?(?: ?before)?$`)

// between is what stands between amounts of either language.
var between = regexp.MustCompile(`, | and | et | \+ `)

// combined recomputes what clauses make together.
func (p *pocket) combined(list []clause, amounts []*big.Rat, missed bool, u *statement.Uptime) error {
	var kinds []string
	for _, c := range list {
		kinds = append(kinds, c.kind)
	}
	if !togetherOrder.MatchString(strings.Join(kinds, " ")) || missed != (len(kinds) > 0 && kinds[0] != "before") {
		return fmt.Errorf("no order of clauses: %q", kinds)
	}
	p.owed = new(big.Rat)
	for _, c := range list {
		switch c.kind {
		case "most", "together":
			p.amount = new(big.Rat)
			texts := between.Split(c.words[0], -1)
			if len(texts) != len(amounts) || (c.kind == "together") != (u.Combined.By == clauses.Sum) {
				return fmt.Errorf("%q of %d clauses", c.words[0], len(amounts))
			}
			for i, text := range texts {
				v := p.amountOrDays(text)
				if p.is("what a clause comes to", v, amounts[i]); c.kind == "together" {
					p.amount.Add(p.amount, amounts[i])
				} else if amounts[i].Cmp(p.amount) > 0 {
					p.amount = amounts[i]
				}
			}
			if p.owed = p.amount; p.owed.Cmp(p.mostOfAll()) <= 0 {
				p.is("what the clauses come to", c.values[0], p.owed)
			}
		case "cap":
			p.is("the cap of all", c.values[0], u.Combined.Cap.Rat())
			p.is("the rent", c.values[1], u.Assessment.Rent.Rat())
			p.most(c.values)
		case "before":
			p.is("what was owed", c.values[0], u.Before.Rat())
			p.clause(c.kind, c.values)
		}
	}
	return errors.Join(p.faults...)
}

// amountOrDays reads an amount of either language, in money or in days of service.
func (p *pocket) amountOrDays(text string) *big.Rat {
	if !strings.Contains(text, "jour") {
		return p.amountOf(text)
	}
	v, err := tonguesIn(p.currency)[1].figure('A', text)
	if err != nil {
		p.fault("no amount: %q", text)
		return new(big.Rat)
	}
	return v
}
