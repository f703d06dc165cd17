package statement

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// refund writes "3 h reprises du pack de 5 h du 10 mars 2026, 239,00 € HT : 239,00 € pour
// 5 h, moins 95,60 € pour 2 h = 143,40 € (D30)".
func (e *explainer) refund(line *invoice.Line) {
	e.Lapse(line.Time)
	e.Lapsed(line.Time, " reprise", " taken back")
	if lot := e.lot(line.Ref); lot != nil {
		e.ofPack(lot)
		e.Str(", ")
		e.Euros(lot.Price)
		e.By(" HT ; ", " excl. VAT; ")
		price := func(size time.Duration) {
			e.Euros(e.Unit.Decimal(money.Part(e.Unit.Count(lot.Price), int64(size), int64(lot.Time)))) // of a lot that has time
			e.By(" pour ", " for ")
			e.Lapse(size)
		}
		price(line.Kept + line.Time)
		if line.Kept > 0 {
			e.By(", moins ", ", less ")
			price(line.Kept)
			e.Str(" = ")
			e.Euros(line.Share)
		}
	}
	e.cites(line.Rules, "D21")
	if whole := wholeOf(line); !whole.Equal(line.Share) {
		e.By(" ; montant convenu ", "; amount agreed ")
		e.Euros(whole)
	}
	e.part(line)
	e.saleVAT(line)
}

// owed writes what a line gives back, as a part of the invoice or beside it; or takes back of
// what earlier statements owed.
func (e *explainer) owed(line *invoice.Line, d *invoice.Document) {
	less := line.Amount.Sign() < 0
	if d == &e.of.Invoice {
		less = line.Amount.Sign() > 0
	}
	switch {
	case line.Kind == invoice.LateLine:
		e.By("interventions non commencées dans le délai garanti", "interventions not begun within the guaranteed time")
		e.cites(line.Rules)
		if x := e.lateOf(line); x != nil {
			e.By(" : ", ": ")
			e.lateness(x)
		}
	case line.Kind == invoice.QuotaLine:
		e.By("part des demandes dans le délai", "share of requests in time")
		e.cites(line.Rules)
		if x := e.quotaOf(line); x != nil {
			e.By(" : ", ": ")
			e.quota(x)
		}
	case less:
		e.availabilityOf(line)
		e.By(", dont il est dû moins qu'auparavant", ", for which less is owed than before")
		e.cites(line.Rules)
	default:
		e.availabilityOf(line)
		e.By(" en dessous de l'engagement", " below what was promised")
		e.cites(line.Rules)
	}
	switch {
	case d == &e.of.Invoice && less:
		e.By(" ; repris par la facture", "; added to the invoice")
	case d == e.of.Compensation && less:
		e.By(" ; repris de l'indemnité, hors du champ de la TVA", "; taken off the compensation, outside the scope of VAT")
	case d == e.of.Compensation:
		e.By(" ; indemnité hors du champ de la TVA", "; a compensation outside the scope of VAT")
	default:
		e.takenOff(line, d)
	}
}

// takenOff writes what of a line the invoice takes off, or a credit note gives back (D23).
func (e *explainer) takenOff(line *invoice.Line, d *invoice.Document) {
	if d != &e.of.Invoice {
		e.reduced(line, "rendu", " par cet avoir, au-delà de ce que ce relevé facture", "given back by this credit note, beyond what this statement invoices")
		return
	}
	e.reduced(line, "déduit", " de la facture", "taken off the invoice")
	if !line.Whole.IsZero() {
		e.By(", le reste par un avoir", ", the rest by a credit note")
	}
}

// availabilityOf writes "disponibilité d'avril 2026", or "disponibilité d'avril à juin 2026".
func (e *explainer) availabilityOf(line *invoice.Line) {
	e.By("disponibilité ", "availability of ")
	e.assessedOver(line, true)
}

// assessedOver writes over what an availability was assessed that a line is about: "avril 2026",
// "avril à juin 2026" or "2026", and in French behind a noun "d'avril 2026".
func (e *explainer) assessedOver(line *invoice.Line, of bool) {
	m := e.monthOf(line)
	u := e.uptimeOf(line)
	over := penalty.CalendarMonth
	if u != nil {
		over = u.Assessment.Terms.Period
	}
	of = of && e.Lang == plans.French
	if e.Months != 0 {
		e.overDays(m, u, over)
		return
	}
	switch over {
	case penalty.Year:
		if of {
			e.Str("de ")
		}
		e.Digits(int64(m.Year))
	case penalty.Quarter:
		first := e.Months.Of(calendar.DateOf(u.Assessment.Period.Start))
		if !first.Valid() {
			return
		}
		if of {
			e.OfName(first)
		}
		e.MonthName(first.Month)
		e.By(" à ", " to ")
		e.Month(first.AddMonths(2))
	default:
		if of {
			e.OfName(m)
		}
		e.Month(m)
	}
}

// overDays writes the days over which an availability was assessed: those of a month, or of the quarter
// or the year that it is of.
func (e *explainer) overDays(m calendar.Month, u *Uptime, over penalty.Period) {
	first, last := m, m
	switch over {
	case penalty.Year:
		first.Month, last.Month = time.January, time.December
	case penalty.Quarter:
		first = e.Months.Of(calendar.DateOf(u.Assessment.Period.Start))
		last = first.AddMonths(2)
	}
	e.MonthsTo(first, last)
}

// promisedAt writes ", Pro" behind what a line is about, if several levels of its month promised an
// availability.
func (e *explainer) promisedAt(line *invoice.Line) {
	m := e.monthOf(line)
	if slices.ContainsFunc(e.of.Availability, func(u Uptime) bool { return u.Month == m && u.Level != line.Level }) && e.uptimeOf(line) != nil {
		e.under(line)
	}
}

// chargedUnder writes the same behind late interventions, if several plans charge for those of its month.
func (e *explainer) chargedUnder(line *invoice.Line) {
	m := e.monthOf(line)
	if slices.ContainsFunc(e.of.Lateness, func(x Lateness) bool { return x.Month == m && x.Ref != line.Ref }) {
		e.under(line)
	}
}

// under writes ", Pro", the plan of a line.
func (e *explainer) under(line *invoice.Line) {
	e.Str(", ")
	for i := range e.of.Levels {
		if days := &e.of.Levels[i]; days.Level == line.Level {
			e.Str(days.Name.Text(e.Lang))
			return
		}
	}
	e.Str(line.Level.String())
}

// uptimeOf returns the availability that a line is about, or nil.
func (e *explainer) uptimeOf(line *invoice.Line) *Uptime {
	m := e.monthOf(line)
	for i := range e.of.Availability {
		if u := &e.of.Availability[i]; u.Month == m && u.Level == line.Level {
			return u
		}
	}
	return nil
}

// lateOf returns what late interventions came to that a line is of, or nil.
func (e *explainer) lateOf(line *invoice.Line) *Lateness {
	for i := range e.of.Lateness {
		if x := &e.of.Lateness[i]; x.Month == e.monthOf(line) && x.Ref == line.Ref {
			return x
		}
	}
	return nil
}

// reduced writes "; €20.00 of €50.00 taken off the invoice", without amounts if it is all. In French
// what became of them is a participle, and the rest.
func (e *explainer) reduced(line *invoice.Line, became, fr, en string) {
	e.By(" ; ", "; ")
	if !line.Whole.IsZero() {
		e.Euros(line.Amount.Abs())
		e.By(" sur ", " of ")
		e.Euros(line.Whole.Abs())
		e.Str(" ")
	}
	e.By(became, "")
	if !line.Whole.IsZero() {
		e.Agrees(line.Amount)
	}
	e.By(fr, en)
}

// isNamed reports whether a line has the label of a charge, which is no text of Explain.
func isNamed(l *invoice.Line) bool {
	return l.Kind == invoice.ChargeLine || l.Kind == invoice.WithdrawalLine && l.Time == 0
}

// withdrawal writes that a purchase, a refund or a charge had been told by mistake.
func (e *explainer) withdrawal(line *invoice.Line, invoiced bool) {
	switch {
	case isNamed(line) && invoiced:
		e.By("accordé par erreur", "given by mistake")
	case isNamed(line):
		e.By("facturé par erreur", "invoiced by mistake")
	case invoiced:
		e.Lapse(line.Time)
		e.Lapsed(line.Time, " rendue", " given back")
		e.By(" par erreur", " by mistake")
	default:
		e.Lapse(line.Time)
		e.Lapsed(line.Time, " facturée", " invoiced")
		e.By(" par erreur", " by mistake")
	}
	if lot := e.lot(line.Ref); lot != nil {
		e.ofPack(lot)
	}
	e.Str(", ")
	e.Euros(wholeOf(line))
	e.By(" HT", " excl. VAT")
	e.cites(line.Rules)
	e.part(line)
	e.saleVAT(line)
}

// wholeOf returns what is given back in all.
func wholeOf(l *invoice.Line) decimal.Decimal {
	if l.Whole.IsZero() {
		return l.Amount
	}
	return l.Whole
}

// part writes "; on this invoice €60.00", if several invoices had what is given back.
func (e *explainer) part(line *invoice.Line) {
	if line.Whole.IsZero() {
		return
	}
	e.By(" ; sur cette facture ", "; on this invoice ")
	e.Euros(line.Amount)
}

// ofPack writes " du pack de 5 h du 10 mars 2026".
func (e *explainer) ofPack(lot *LotUse) {
	if lotid.IsSoldTime(lot.Lot) {
		e.By(" du temps facturé à l'heure, ", " of the time billed by the hour, ")
	} else {
		e.By(" du pack de ", " of the pack of ")
	}
	e.Lapse(lot.Time)
	e.By(" du ", " of ")
	e.Date(lot.Bought)
}

// saleVAT writes which VAT a line has that gives back what was invoiced: "VAT of the sale: 20% (D33)".
func (e *explainer) saleVAT(line *invoice.Line) {
	e.By(" ; TVA de la vente : ", "; VAT of the sale: ")
	e.VATRate(line.Category, line.Rate)
	e.cites("D33")
}

// lot returns what a pack was over the month, or nil. Those that are asked for are among
// the last ones.
func (e *explainer) lot(id string) *LotUse {
	lots := e.of.Credit.Lots
	for i := len(lots) - 1; i >= 0; i-- {
		if lots[i].Lot == id && lots[i].Time > 0 {
			return &lots[i]
		}
	}
	return nil
}

// tax writes which VAT a line bears, if lines of one document differ in it.
func (e *explainer) tax(line *invoice.Line) {
	e.By(" ; TVA du ", "; VAT of ")
	e.Date(reckon.TaxDay(e.Months, line.Kind, line.Date))
	e.By(" : ", ": ")
	e.VATRate(line.Category, line.Rate)
	e.cites("D33")
}

// charge writes what a charge was, and what became of one that takes off.
func (e *explainer) charge(line *invoice.Line, d *invoice.Document) {
	e.By("le ", "on ")
	e.Date(line.Date)
	e.Str(", ")
	e.Euros(wholeOf(line).Abs())
	e.By(" HT", " excl. VAT")
	e.cites(line.Rules)
	if line.Quantity.Sign() < 0 || d != &e.of.Invoice {
		e.takenOff(line, d)
	}
}
