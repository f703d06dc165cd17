package choices

import (
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// rests returns the decisions that can be told from the figures of a statement.
func (b chooser) rests(s *statement.Statement) decided.Set {
	of := restsOnVAT(&s.Invoice, s.CreditNotes)
	if of&decided.D22 != 0 && b.Term.VAT.Changes() {
		of |= decided.D33
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		for n := range u.Clauses() {
			of |= restsOn(u.Assessed(n))
		}
		if cappedTogether(u) {
			of |= decided.D12
		}
	}
	if b.Term.Quotes != nil && b.quotes(s) {
		of |= decided.D25
	}
	return of
}

// quotes reports whether a figure of a statement comes from a quoted plan, besides those of work.
func (b chooser) quotes(s *statement.Statement) bool {
	quoted := func(d calendar.Date) bool { return b.Term.Runs[b.Term.RunOn(d)].Plan.Quoted }
	for _, list := range [...][]statement.LevelDays{s.Levels, s.InAdvance} {
		for i := range list {
			if quoted(list[i].From) {
				return true
			}
		}
	}
	lines := func(d *invoice.Document) bool {
		return slices.ContainsFunc(d.Lines, func(l invoice.Line) bool {
			return (l.Kind == invoice.PackLine || l.Kind == invoice.HoursLine) && quoted(l.Date)
		})
	}
	return lines(&s.Invoice) ||
		slices.ContainsFunc(s.Guarantees, func(g statement.Punctuality) bool { return b.At(nano.Of(g.Response.Start)).Quoted }) ||
		slices.ContainsFunc(s.Availability, func(u statement.Uptime) bool { return quotedIn(&b.Term, u.Month, u.Level) })
}

// quotedIn reports whether a level was a quoted plan on a day up to the end of a month.
func quotedIn(t *agreed.Term, m calendar.Month, level plans.Level) bool {
	last := t.RunOn(t.Last(m))
	return slices.ContainsFunc(t.Runs[:last+1], func(r agreed.Run) bool { return r.Level == level && r.Plan.Quoted })
}

// restsOnVAT returns those of the VAT and of what is given back of an invoice and of credit notes.
func restsOnVAT(d *invoice.Document, notes []invoice.CreditNote) decided.Set {
	of := restsOnTaxes(d, false)
	for i := range notes {
		of |= restsOnTaxes(&notes[i].Document, true)
	}
	return of
}

// restsOnTaxes is the same of one document, which is a credit note or none.
func restsOnTaxes(d *invoice.Document, note bool) (of decided.Set) {
	if len(d.Taxes) > 0 {
		of |= decided.D22
	}
	if len(d.Taxes) > 1 {
		of |= decided.D33
	}
	for i := range d.Lines {
		switch kind := d.Lines[i].Kind; {
		case kind == invoice.RefundLine:
			of |= decided.D21 | decided.HalfAway | decided.D33 // by what its part had cost
		case kind == invoice.WithdrawalLine, kind == invoice.FeeLine && note:
			of |= decided.D33
		}
	}
	return of
}

// restsOn returns the decisions that an assessment rests on, be they those of its clause
// (penalty.Terms.Stated): all that its trace cites.
func restsOn(a *penalty.Assessment) decided.Set {
	t := &a.Terms
	of := a.Assumed | t.Stated&(penalty.D4|penalty.D13|penalty.D14|penalty.D15|penalty.D16|penalty.D35) | penalty.D9
	if !a.Missed {
		return decided.Set(of)
	}
	if len(t.Bands)+len(t.Numbers) == 0 {
		of |= penalty.D10 | penalty.D11
	}
	if a.Capped {
		of |= penalty.D12
	}
	rests := decided.Set(of | penalty.D21)
	if dayChoice(a) != "" {
		rests |= decided.D36
	}
	return rests
}

// RestsOnLateness returns the decisions that what late interventions cost rests on. What lateness is, and
// that all of it counts if the clause lets no time pass, is D19's.
func RestsOnLateness(x *statement.Lateness) (rests decided.Set) {
	t := &x.Assessment.Terms
	if x.Tolerant() {
		rests |= decided.D9
	}
	if !x.Assessment.Missed {
		return rests
	}
	rests |= decided.D12
	if len(t.Bands)+len(t.Numbers) == 0 {
		if rests |= decided.D11; x.Tolerant() || t.Deductible > 0 {
			rests |= decided.D10
		}
	}
	if t.Basis == penalty.DayRent {
		rests |= decided.D36
	}
	return rests
}

// RestsOnQuota returns the decisions that a quota rests on, be they its own (Quota.Stated).
func RestsOnQuota(r *response.QuotaResult) (rests decided.Set) {
	if !r.Few {
		rests |= decided.D9
	}
	if r.Missed && len(r.Quota.Bands) > 0 {
		rests |= decided.D12 | decided.D21
	}
	return rests
}

// cappedTogether reports whether something is missed of which all clauses have a cap together.
func cappedTogether(u *statement.Uptime) bool {
	return u.Combined != nil && !u.Combined.Cap.IsZero() && u.Missed()
}

// dayChoice says what the rent of a time is a share of (D36), or nothing if that makes no
// difference.
func dayChoice(a *penalty.Assessment) string {
	switch t := &a.Terms; {
	case t.Basis != penalty.DayRent && (t.Basis != penalty.ProRataRent || a.Service.Empty() && len(a.Breaks) == 0):
		return ""
	case t.RentInService:
		return "days_in_service"
	}
	return "calendar_days"
}
