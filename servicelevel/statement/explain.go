package statement

import (
	"sync"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/words"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Explain fills in the Label of every line but charges, which have their own, and the Explained of every
// line, credit note, result and assumption, in both languages: what led to the figure, in words, with the
// rules. It has no other source than the statement, and shows each instant by its own offset; texts that are
// there are written again. Catalogue.Statement leaves them empty: the words take longer than the figures, and
// most are never read. A statement that was copied by assignment shares its lists with the copy, and so the
// words: see Clone.
func (s *Statement) Explain() {
	explained(s.Currency, cycle.Of(s.MonthDay), func(e *explainer) { e.statement(s) })
}

// explained writes the texts of a document, the amounts of which are in a currency, and the months of a cycle.
func explained(currency string, months cycle.Cycle, write func(*explainer)) {
	e, _ := explainers.Get().(*explainer)
	if e == nil {
		e = new(explainer)
	}
	e.Begin(currency, months)
	write(e)
	e.End()
	explainers.Put(e)
}

// explainers keeps the memory of explainers, and no state.
var explainers sync.Pool // of *explainer

// explainer words statements, one after the other, and keeps its memory.
type explainer struct {
	words.Writer
	of    *Statement
	steps []penalty.Step     // memory: there are none
	first penalty.Assessment // memory, of Uptime.trace
}

// keep takes the memory of steps for the next ones, and lets go of what they have.
func (e *explainer) keep(steps []penalty.Step) {
	clear(steps)
	e.steps, e.first = steps[:0], penalty.Assessment{}
}

// cites writes rule ids in brackets.
func (e *explainer) cites(rules ...plans.Citation) { words.Cites(&e.Writer, rules) }

func (e *explainer) statement(s *Statement) {
	e.of = s
	e.document(&s.Invoice)
	if s.Compensation != nil {
		e.document(s.Compensation)
	}
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		e.Say(&n.Explained, func() { e.CreditNote(n, s.Contract) })
		e.document(&n.Document)
	}
	for i := range s.Tickets {
		t := &s.Tickets[i]
		e.Say(&t.Explained, func() { e.ticket(t) })
	}
	if c := s.Allowance.Carried; c != nil {
		e.Say(&c.Explained, func() { e.carried(c, s.Month) })
	}
	for i := range s.Allowance.Yearly {
		y := &s.Allowance.Yearly[i]
		e.Say(&y.Explained, func() { e.yearly(y) })
	}
	for i := range s.Guarantees {
		g := &s.Guarantees[i]
		e.Say(&g.Explained, func() { e.guarantee(g) })
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		steps := u.trace(e.steps, &e.first)
		e.Say(&u.Explained, func() { e.uptime(u, steps) })
		e.keep(steps)
	}
	for i := range s.Lateness {
		x := &s.Lateness[i]
		e.Say(&x.Explained, func() { e.lateness(x) })
	}
	if s.givesByDays() {
		e.Say(&s.Allowance.Explained, func() { e.allowance(s) })
	}
	for i := range s.Goals {
		g := &s.Goals[i]
		e.Say(&g.Explained, func() { e.goal(g) })
	}
	for i := range s.Quotas {
		m := &s.Quotas[i]
		e.Say(&m.Explained, func() { e.quota(m) })
	}
	for i := range s.Assumptions {
		e.assumption(&s.Assumptions[i])
	}
	e.of = nil
}

func (e *explainer) document(d *invoice.Document) {
	for i := range d.Lines {
		line := &d.Lines[i]
		returned := line.Kind == invoice.FeeLine && d != &e.of.Invoice // under the name of its plan
		if !isNamed(line) && !returned {
			e.Say(&line.Label, func() { e.label(line, d == &e.of.Invoice) })
		}
		e.Say(&line.Explained, func() {
			switch line.Kind {
			case invoice.FeeLine:
				if returned {
					e.returnedFee(line)
				} else {
					e.fee(line)
				}
			case invoice.PackLine:
				e.pack(line)
			case invoice.PenaltyLine, invoice.LateLine, invoice.QuotaLine:
				e.owed(line, d)
			case invoice.RefundLine:
				e.refund(line)
			case invoice.WithdrawalLine:
				e.withdrawal(line, d == &e.of.Invoice)
			case invoice.ChargeLine:
				e.charge(line, d)
			case invoice.HoursLine:
				e.soldHours(line)
			}
			e.Untaxed(&line.Exemption)
			if line.Corrects.Valid() {
				e.late(line.Corrects)
			}
			if len(d.Taxes) > 1 && !returned && line.Kind != invoice.RefundLine && line.Kind != invoice.WithdrawalLine { // those have the one of their sale
				e.tax(line)
			}
		})
	}
	e.Taxes(d)
}

// late writes that a fact became known after the statement of its month.
func (e *explainer) late(m calendar.Month) {
	e.By(" ; connu après le relevé ", "; known after the statement ")
	e.OfMonth(m)
}

func (e *explainer) label(line *invoice.Line, invoiced bool) {
	switch line.Kind {
	case invoice.FeeLine:
		e.By("Niveau ", "")
		e.Str(e.levelName(line))
		e.By(", ", " level, ")
		if isOfMonths(line) {
			e.Number(line.Quantity)
			e.By(" mois à partir ", " months from ")
			e.FromMonth(e.monthOf(line))
			return
		}
		e.Month(e.monthOf(line))
	case invoice.PackLine:
		e.By("Pack de ", "Pack of ")
		e.Lapse(line.Time)
	case invoice.PenaltyLine:
		e.By("Indisponibilité, ", "Unavailability, ")
		e.assessedOver(line, false)
		e.promisedAt(line)
	case invoice.LateLine:
		e.By("Interventions tardives, ", "Late interventions, ")
		e.Month(e.monthOf(line))
		e.chargedUnder(line)
	case invoice.QuotaLine:
		e.By("Délais des demandes, ", "Times of requests, ")
		e.Month(e.monthOf(line))
	case invoice.RefundLine:
		e.By("Remboursement de ", "Refund of ")
		e.Lapse(line.Time)
	case invoice.WithdrawalLine:
		if invoiced {
			e.By("Remboursement retiré, ", "Refund withdrawn, ")
		} else {
			e.By("Achat retiré, ", "Purchase withdrawn, ")
		}
		e.Lapse(line.Time)
	case invoice.HoursLine:
		e.By("Intervention sans crédit, ", "Intervention without credit, ")
		e.Lapse(line.Time)
	case invoice.ChargeLine: // has its own
	}
}

// monthOf returns the month that a line is of.
func (e *explainer) monthOf(line *invoice.Line) calendar.Month { return e.Months.Of(line.Date) }

// levelName returns what the plan of a fee is called.
func (e *explainer) levelName(line *invoice.Line) string {
	for _, list := range [...][]LevelDays{e.of.Levels, e.of.InAdvance} {
		for i := range list {
			if days := &list[i]; days.Level == line.Level && days.From == line.Date {
				return days.Name.Text(e.Lang)
			}
		}
	}
	return line.Level.String()
}

func (e *explainer) pack(line *invoice.Line) {
	e.Lapse(line.Time)
	if lotid.IsSold(line.Ref) {
		e.Lapsed(line.Time, " d'intervention vendue", " of intervention sold")
		e.By(" pour le travail fait sans crédit, le ", " for work done without credit, on ")
	} else {
		e.Lapsed(line.Time, " d'intervention achetée", " of intervention bought")
		e.By(" le ", " on ")
	}
	e.Date(line.Date)
	e.Str(", ")
	e.Euros(line.Price)
	e.By(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Until.IsZero() {
		return
	}
	if lot := e.lot(line.Ref); lot != nil && lot.Until.Valid() {
		e.By(" ; valable jusqu'au ", "; valid until ")
		e.Date(lot.Until)
	}
}

// ticket writes "65 min → 3 tranches de 30 min (S18, S19) ; 30 min sur
// l'allocation de mai 2026 (S43, S45), 60 min sur le pack de 5 h du 10 mars 2026".
func (e *explainer) ticket(t *TicketWork) {
	if t.ChargedTo != "" {
		e.elsewhere(t)
	} else {
		e.blocks(t)
	}
	parts := 0
	part := func(d time.Duration) {
		if parts++; parts == 1 {
			e.By(" ; ", "; ")
		} else {
			e.Str(", ")
		}
		e.Work(d.Abs())
	}
	if t.FromAllowance != 0 {
		part(t.FromAllowance)
		e.drawn(t.FromAllowance, plans.Wording{FR: " sur l'allocation ", EN: " from the allowance "}, plans.Wording{FR: " à l'allocation ", EN: " to the allowance "})
		e.OfMonth(t.Month)
		e.cites(t.Rules.Allowance)
	}
	for i := range t.Draws {
		d := &t.Draws[i]
		part(d.Time)
		e.draw(d)
		e.cites(t.Rules.Credit)
	}
	if t.FromOverdraft != 0 {
		part(t.FromOverdraft)
		e.fewer(t.FromOverdraft)
		e.By(" à découvert", " overdrawn")
		e.cites("D8")
	}
	if t.For != "" {
		e.forOther(t)
	}
	if t.Outside != 0 {
		if e.By(" ; ", "; "); t.Outside > 0 {
			e.By("dont ", "of which ")
		}
		e.Work(t.Outside.Abs())
		e.fewer(t.Outside)
		e.By(" hors des heures prévues", " outside the plan's hours")
		e.cites(t.Rules.Hours)
	}
	if t.Corrects.Valid() {
		e.late(t.Corrects)
	}
}

// fewer writes behind a time without its sign that it is that much less.
func (e *explainer) fewer(d time.Duration) {
	if d < 0 {
		e.By(" de moins", " less")
	}
}
