package servicelevel

import (
	"strings"
	"sync"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// Explain fills in the Label of every line but charges, which have their own, and the
// Explained of every line, credit note, result and assumption, in both languages: what led to the figure, in
// words, with the rules. It has no other source than the figures, operands and rules of the
// statement, and shows each instant by its own offset, so that one read from JSON years later
// says the same, whatever zones the machine knows; texts that are there are
// written again. Catalogue.Statement leaves them empty: most statements are
// posted and never read, and the words take longer than the figures. A statement that was
// copied by assignment shares its lists with the copy, and so the words: see Clone.
func (s *Statement) Explain() {
	explained(s.Currency, cycleOf(s.MonthDay), func(e *explainer) { e.statement(s) })
}

// explained writes the texts of a document, the amounts of which are in a currency, and the months of a cycle.
func explained(currency string, months cycle, write func(*explainer)) {
	e, _ := explainers.Get().(*explainer)
	if e == nil {
		e = new(explainer)
	}
	e.months = months
	e.texts(currency, write)
	explainers.Put(e)
}

// explainers keeps the memory of explainers, and no state.
var explainers sync.Pool // of *explainer

// explainer words statements, one after the other, and keeps its memory.
type explainer struct {
	writer
	of    *Statement
	words []passage
	steps []penalty.Step
}

// passage is a text of the statement, written into the buffer until all are cut
// from one string.
type passage struct {
	to   *string
	span span
}

// span is a part of a text that is still being written.
type span struct{ from, to int }

// texts writes all texts of a document, and puts them where they belong.
func (e *explainer) texts(currency string, write func(*explainer)) {
	e.n, e.words = 0, e.words[:0]
	e.currency, e.unit = currency, currencyUnit(currency)
	write(e)
	e.cut()
}

func (e *explainer) statement(s *Statement) {
	e.of = s
	e.document(&s.Invoice)
	if s.Compensation != nil {
		e.document(s.Compensation)
	}
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		e.say(&n.Explained, func() { e.creditNote(n, s.Contract) })
		e.document(&n.Document)
	}
	for i := range s.Tickets {
		t := &s.Tickets[i]
		e.say(&t.Explained, func() { e.ticket(t) })
	}
	if c := s.Allowance.Carried; c != nil {
		e.say(&c.Explained, func() { e.carried(c, s.Month) })
	}
	for i := range s.Allowance.Yearly {
		y := &s.Allowance.Yearly[i]
		e.say(&y.Explained, func() { e.yearly(y) })
	}
	for i := range s.Guarantees {
		g := &s.Guarantees[i]
		e.say(&g.Explained, func() { e.guarantee(g) })
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		e.steps = u.trace(e.steps[:0])
		e.say(&u.Explained, func() { e.uptime(u, e.steps) })
	}
	for i := range s.Lateness {
		x := &s.Lateness[i]
		e.say(&x.Explained, func() { e.lateness(x) })
	}
	if s.givesByDays() {
		e.say(&s.Allowance.Explained, func() { e.allowance(s) })
	}
	for i := range s.Goals {
		g := &s.Goals[i]
		e.say(&g.Explained, func() { e.goal(g) })
	}
	for i := range s.Quotas {
		m := &s.Quotas[i]
		e.say(&m.Explained, func() { e.quota(m) })
	}
	for i := range s.Assumptions {
		e.assumption(&s.Assumptions[i])
	}
	e.of = nil
}

// cut puts the texts where they belong.
func (e *explainer) cut() {
	all := string(e.buf[:e.n])
	for _, p := range e.words {
		*p.to = all[p.span.from:p.span.to]
	}
	clear(e.words) // lets go of the statement
	clear(e.steps[:cap(e.steps)])
}

// say writes a text in both languages.
func (e *explainer) say(to *Wording, write func()) {
	for lang, dst := range [...]*string{French: &to.FR, English: &to.EN} {
		e.lang = Language(lang) // two languages
		from := e.n
		write()
		e.words = append(e.words, passage{dst, span{from, e.n}})
	}
}

func (e *explainer) document(d *Document) {
	for i := range d.Lines {
		line := &d.Lines[i]
		returned := line.Kind == FeeLine && d != &e.of.Invoice // under the name of its plan
		if !line.named() && !returned {
			e.say(&line.Label, func() { e.label(line, d == &e.of.Invoice) })
		}
		e.say(&line.Explained, func() {
			switch line.Kind {
			case FeeLine:
				if returned {
					e.returnedFee(line)
				} else {
					e.fee(line)
				}
			case PackLine:
				e.pack(line)
			case PenaltyLine, LateLine, QuotaLine:
				e.owed(line, d)
			case RefundLine:
				e.refund(line)
			case WithdrawalLine:
				e.withdrawal(line, d == &e.of.Invoice)
			case ChargeLine:
				e.charge(line, d)
			case HoursLine:
				e.soldHours(line)
			}
			e.untaxed(line)
			if line.Corrects.Valid() {
				e.late(line.Corrects)
			}
			if len(d.Taxes) > 1 && line.Kind != RefundLine && line.Kind != WithdrawalLine { // those have the one of their sale
				e.tax(line)
			}
		})
	}
	e.taxes(d)
}

// late writes that a fact became known after the statement of its month.
func (e *explainer) late(m calendar.Month) {
	e.by(" ; connu après le relevé ", "; known after the statement ")
	e.ofMonth(m)
}

func (e *explainer) label(line *Line, invoice bool) {
	switch line.Kind {
	case FeeLine:
		e.by("Niveau ", "")
		e.str(e.levelName(line))
		e.by(", ", " level, ")
		if line.isOfMonths() {
			e.number(line.Quantity)
			e.by(" mois à partir ", " months from ")
			e.fromMonth(e.monthOf(line))
			return
		}
		e.month(e.monthOf(line))
	case PackLine:
		e.by("Pack de ", "Pack of ")
		e.lapse(line.Time)
	case PenaltyLine:
		e.by("Indisponibilité, ", "Unavailability, ")
		e.assessedOver(line, false)
		e.promisedAt(line)
	case LateLine:
		e.by("Interventions tardives, ", "Late interventions, ")
		e.month(e.monthOf(line))
		e.chargedUnder(line)
	case QuotaLine:
		e.by("Délais des demandes, ", "Times of requests, ")
		e.month(e.monthOf(line))
	case RefundLine:
		e.by("Remboursement de ", "Refund of ")
		e.lapse(line.Time)
	case WithdrawalLine:
		if invoice {
			e.by("Remboursement retiré, ", "Refund withdrawn, ")
		} else {
			e.by("Achat retiré, ", "Purchase withdrawn, ")
		}
		e.lapse(line.Time)
	case HoursLine:
		e.by("Intervention sans crédit, ", "Intervention without credit, ")
		e.lapse(line.Time)
	case ChargeLine: // has its own
	}
}

// monthOf returns the month that a line is of.
func (e *explainer) monthOf(line *Line) calendar.Month { return e.months.of(line.Date) }

// levelName returns what the plan of a fee is called.
func (e *explainer) levelName(line *Line) string {
	for _, list := range [...][]LevelDays{e.of.Levels, e.of.InAdvance} {
		for i := range list {
			if days := &list[i]; days.Level == line.Level && days.From == line.Date {
				return days.Name.Text(e.lang)
			}
		}
	}
	return line.Level.String()
}

func (e *explainer) fee(line *Line) {
	e.by("niveau ", "")
	e.str(e.levelName(line))
	e.by(" à ", " at ")
	e.euros(line.Price)
	e.by(" HT par mois", " a month excl. VAT")
	if line.PriceBase == 0 {
		e.cites(line.Rules)
		if line.isOfMonths() {
			e.by(" ; ", "; ")
			e.number(line.Quantity)
			e.by(" mois d'avance à partir du ", " months in advance from ")
			e.date(line.Date)
			e.str(" = ")
			e.euros(line.Amount)
		}
		return
	}
	fee, _ := strings.CutSuffix(string(line.Rules), string(partOfMonth))
	e.cites(Citation(strings.TrimSuffix(fee, ", ")))
	e.by(" ; ", "; ")
	days := e.number(line.Quantity)
	if e.by(" jour", ""); days != "1" {
		e.by("s", "")
	}
	e.by(" sur ", " of ")
	e.int(int64(line.PriceBase))
	e.by(" à partir du ", " days from ")
	e.date(line.Date)
	e.str(" = ")
	e.euros(line.Amount)
	e.rounding(line.Rounding == penalty.HalfEven)
	e.cites(partOfMonth)
}

func (e *explainer) pack(line *Line) {
	e.lapse(line.Time)
	if isSoldID(line.Ref) {
		e.by(" d'intervention vendues pour le travail fait sans crédit, le ", " of intervention sold for work done without credit, on ")
	} else {
		e.by(" d'intervention achetées le ", " of intervention bought on ")
	}
	e.date(line.Date)
	e.str(", ")
	e.euros(line.Price)
	e.by(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Until.IsZero() {
		return
	}
	if lot := e.lot(line.Ref); lot != nil && lot.Until.Valid() {
		e.by(" ; valable jusqu'au ", "; valid until ")
		e.date(lot.Until)
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
			e.by(" ; ", "; ")
		} else {
			e.str(", ")
		}
		e.work(d.Abs())
	}
	if t.FromAllowance != 0 {
		part(t.FromAllowance)
		e.drawn(t.FromAllowance, Wording{FR: " sur l'allocation ", EN: " from the allowance "}, Wording{FR: " à l'allocation ", EN: " to the allowance "})
		e.ofMonth(t.Month)
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
		e.by(" à découvert", " overdrawn")
		e.cites("D8")
	}
	if t.For != "" {
		e.forOther(t)
	}
	if t.Outside != 0 {
		if e.by(" ; ", "; "); t.Outside > 0 {
			e.by("dont ", "of which ")
		}
		e.work(t.Outside.Abs())
		e.fewer(t.Outside)
		e.by(" hors des heures prévues", " outside the plan's hours")
		e.cites(t.Rules.Hours)
	}
	if t.Corrects.Valid() {
		e.late(t.Corrects)
	}
}

// fewer writes behind a time without its sign that it is that much less.
func (e *explainer) fewer(d time.Duration) {
	if d < 0 {
		e.by(" de moins", " less")
	}
}
