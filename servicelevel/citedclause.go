package servicelevel

import (
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Clause returns what a rule says that the edition cites: a clause of its own, or a rule of the
// registry (see LookupRule). ok is false if neither has the id. It may be called from any
// goroutine.
func (c *Catalogue) Clause(id string) (w Wording, ok bool) {
	if c != nil {
		if w, ok = c.clauses[id]; ok {
			return w, true
		}
	}
	r, ok := plans.LookupRule(id)
	return r.Wording, ok
}

// clauses fills in the words of what the statement cites beside the registry. Most editions
// have none.
func (b *Biller) clauses(s *Statement) {
	for i := range b.term.lists {
		if len(b.term.lists[i].cat.clauses) > 0 {
			s.Clauses = clausesOf(b.term.lists, cited(s))
			return
		}
	}
}

// clausesOf returns the words of what is cited in the editions that have some, each once.
func clausesOf(lists []listed, cited []plans.Citation) (out []plans.CitedClause) {
	seen := make(map[clauseOf]bool)
	for _, c := range cited {
		for id := range c.All() {
			for i := range lists {
				e := lists[i].cat
				key := clauseOf{id, e.edition.ID}
				if w, ok := e.clauses[id]; ok && !seen[key] {
					out = append(out, plans.CitedClause{ID: id, Edition: e.edition.ID, Wording: w})
					seen[key] = true
				}
			}
		}
	}
	return out
}

// clauseOf tells a clause from others.
type clauseOf struct{ id, edition string }

// cited returns what the figures of the statement cite, some of it several times.
func cited(s *Statement) (list []plans.Citation) {
	lines := func(d *invoice.Document) {
		for i := range d.Lines {
			list = append(list, d.Lines[i].Rules)
		}
	}
	lines(&s.Invoice)
	if s.Compensation != nil {
		lines(s.Compensation)
	}
	for i := range s.CreditNotes {
		lines(&s.CreditNotes[i].Document)
	}
	for i := range s.Tickets {
		for id := range s.Tickets[i].Rules.All() {
			list = append(list, plans.Citation(id))
		}
	}
	for i := range s.Guarantees {
		list = append(list, s.Guarantees[i].Rules)
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		list = append(list, u.Rules)
		for n := range u.Clauses() {
			r := &u.Assessed(n).Terms.Rules
			list = append(list, plans.Citation(r.Target), plans.Citation(r.Rate))
		}
	}
	for i := range s.Lateness {
		r := &s.Lateness[i].Assessment.Terms.Rules
		list = append(list, plans.Citation(r.Target), plans.Citation(r.Rate))
	}
	for i := range s.Goals {
		list = append(list, s.Goals[i].Rules)
	}
	for i := range s.Quotas {
		list = append(list, s.Quotas[i].Rules)
	}
	return list
}
