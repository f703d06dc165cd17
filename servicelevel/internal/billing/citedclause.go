package billing

import (
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// clauses fills in the words of what the statement cites beside the registry. Most editions
// have none.
func (b *Maker) clauses(s *statement.Statement) {
	for i := range b.Term.Editions {
		if len(b.Term.Editions[i].Catalogue.Clauses) > 0 {
			s.Clauses = clausesOf(b.Term.Editions, cited(s))
			return
		}
	}
}

// clausesOf returns the words of what is cited in the editions that have some, each once.
func clausesOf(lists []agreed.Listed, cited []plans.Citation) (out []plans.CitedClause) {
	seen := make(map[clauseOf]bool)
	for _, c := range cited {
		for id := range c.All() {
			for i := range lists {
				e := lists[i].Catalogue
				key := clauseOf{id, e.Edition.ID}
				if w, ok := e.Clauses[id]; ok && !seen[key] {
					out = append(out, plans.CitedClause{ID: id, Edition: e.Edition.ID, Wording: w})
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
func cited(s *statement.Statement) (list []plans.Citation) {
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
