package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// refund writes "3 h reprises du pack de 5 h du 10 mars 2026, 239,00 € HT : 239,00 € pour
// 5 h, moins 95,60 € pour 2 h = 143,40 € (D30)".
func (e *explainer) refund(line *Line) {
	e.lapse(line.Time)
	e.lapsed(line.Time, " reprise", " taken back")
	if lot := e.lot(line.Ref); lot != nil {
		e.ofPack(lot)
		e.str(", ")
		e.euros(lot.Price)
		e.by(" HT ; ", " excl. VAT; ")
		price := func(size time.Duration) {
			e.euros(e.unit.Decimal(money.Part(e.unit.Count(lot.Price), int64(size), int64(lot.Time)))) // of a lot that has time
			e.by(" pour ", " for ")
			e.lapse(size)
		}
		price(line.Kept + line.Time)
		if line.Kept > 0 {
			e.by(", moins ", ", less ")
			price(line.Kept)
			e.str(" = ")
			e.euros(line.Share)
		}
	}
	e.cites(line.Rules, "D21")
	if whole := line.whole(); !whole.Equal(line.Share) {
		e.by(" ; montant convenu ", "; amount agreed ")
		e.euros(whole)
	}
	e.part(line)
	e.saleVAT(line)
}

// isOfMonths reports whether a fee is for several months.
func (l *Line) isOfMonths() bool { return l.Unit == unitMonth && !l.Quantity.Equal(one) }

// returnedFee writes "abonnement de juillet 2026 facturé d'avance, 45,00 € HT, comme le
// contrat a changé depuis (D24)", or of several months "fee for 7 months from July 2026 invoiced in
// advance, 7 × €45.00 = €315.00 excl. VAT, as the contract has changed since (D24)".
func (e *explainer) returnedFee(line *Line) {
	e.by("abonnement ", "fee ")
	if line.isOfMonths() {
		e.by("de ", "for ")
		e.number(line.Quantity)
		e.by(" mois à partir ", " months from ")
		e.fromMonth(e.monthOf(line))
	} else {
		e.ofMonth(e.monthOf(line))
	}
	e.by(" facturé d'avance, ", " invoiced in advance, ")
	if line.isOfMonths() {
		e.number(line.Quantity)
		e.str(" × ")
		e.euros(line.Price)
		e.str(" = ")
	}
	e.euros(line.Amount)
	e.by(" HT, comme le contrat a changé depuis", " excl. VAT, as the contract has changed since")
	e.cites(line.Rules)
	e.saleVAT(line)
}

// owed writes what a line gives back, as a part of the invoice or beside it; or takes back of
// what earlier statements owed.
func (e *explainer) owed(line *Line, d *Document) {
	less := line.Amount.Sign() < 0
	if d == &e.of.Invoice {
		less = line.Amount.Sign() > 0
	}
	switch {
	case line.Kind == LateLine:
		e.by("interventions non commencées dans le délai garanti", "interventions not begun within the guaranteed time")
		e.cites(line.Rules)
		if x := e.lateOf(line); x != nil {
			e.by(" : ", ": ")
			e.lateness(x)
		}
	case line.Kind == QuotaLine:
		e.by("part des demandes dans le délai", "share of requests in time")
		e.cites(line.Rules)
		if x := e.quotaOf(line); x != nil {
			e.by(" : ", ": ")
			e.quota(x)
		}
	case less:
		e.availabilityOf(line)
		e.by(", dont il est dû moins qu'auparavant", ", for which less is owed than before")
		e.cites(line.Rules)
	default:
		e.availabilityOf(line)
		e.by(" en dessous de l'engagement", " below what was promised")
		e.cites(line.Rules)
	}
	switch {
	case d == &e.of.Invoice && less:
		e.by(" ; repris par la facture", "; added to the invoice")
	case d == e.of.Compensation && less:
		e.by(" ; repris de l'indemnité, hors du champ de la TVA", "; taken off the compensation, outside the scope of VAT")
	case d == e.of.Compensation:
		e.by(" ; indemnité hors du champ de la TVA", "; a compensation outside the scope of VAT")
	default:
		e.takenOff(line, d)
	}
}

// takenOff writes what of a line the invoice takes off, or a credit note gives back (D23).
func (e *explainer) takenOff(line *Line, d *Document) {
	if d != &e.of.Invoice {
		e.reduced(line, "rendu", " par cet avoir, au-delà de ce que ce relevé facture", "given back by this credit note, beyond what this statement invoices")
		return
	}
	e.reduced(line, "déduit", " de la facture", "taken off the invoice")
	if !line.Whole.IsZero() {
		e.by(", le reste par un avoir", ", the rest by a credit note")
	}
}

// availabilityOf writes "disponibilité d'avril 2026", or "disponibilité d'avril à juin 2026".
func (e *explainer) availabilityOf(line *Line) {
	e.by("disponibilité ", "availability of ")
	e.assessedOver(line, true)
}

// assessedOver writes over what an availability was assessed that a line is about: "avril 2026",
// "avril à juin 2026" or "2026", and in French behind a noun "d'avril 2026".
func (e *explainer) assessedOver(line *Line, of bool) {
	m := e.monthOf(line)
	u := e.uptimeOf(line)
	over := penalty.CalendarMonth
	if u != nil {
		over = u.Assessment.Terms.Period
	}
	of = of && e.lang == French
	if e.months != 0 {
		e.overDays(m, u, over)
		return
	}
	switch over {
	case penalty.Year:
		if of {
			e.str("de ")
		}
		e.digits(int64(m.Year))
	case penalty.Quarter:
		first := e.months.of(calendar.DateOf(u.Assessment.Period.Start))
		if !first.Valid() {
			return
		}
		if of {
			e.ofName(first)
		}
		e.str(monthNames[e.lang][first.Month-1])
		e.by(" à ", " to ")
		e.month(first.AddMonths(2))
	default:
		if of {
			e.ofName(m)
		}
		e.month(m)
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
		first = e.months.of(calendar.DateOf(u.Assessment.Period.Start))
		last = first.AddMonths(2)
	}
	e.monthsTo(first, last)
}

// promisedAt writes ", Pro" behind what a line is about, if several levels of its month promised an
// availability.
func (e *explainer) promisedAt(line *Line) {
	m := e.monthOf(line)
	if slices.ContainsFunc(e.of.Availability, func(u Uptime) bool { return u.Month == m && u.Level != line.Level }) && e.uptimeOf(line) != nil {
		e.under(line)
	}
}

// chargedUnder writes the same behind late interventions, if several plans charge for those of its month.
func (e *explainer) chargedUnder(line *Line) {
	m := e.monthOf(line)
	if slices.ContainsFunc(e.of.Lateness, func(x Lateness) bool { return x.Month == m && x.Ref != line.Ref }) {
		e.under(line)
	}
}

// under writes ", Pro", the plan of a line.
func (e *explainer) under(line *Line) {
	e.str(", ")
	for i := range e.of.Levels {
		if days := &e.of.Levels[i]; days.Level == line.Level {
			e.str(days.Name.Text(e.lang))
			return
		}
	}
	e.str(line.Level.String())
}

// uptimeOf returns the availability that a line is about, or nil.
func (e *explainer) uptimeOf(line *Line) *Uptime {
	m := e.monthOf(line)
	for i := range e.of.Availability {
		if u := &e.of.Availability[i]; u.Month == m && u.Level == line.Level {
			return u
		}
	}
	return nil
}

// bareMonth writes "d'avril 2026" in French, and "April 2026" behind an English preposition.
func (e *explainer) bareMonth(m calendar.Month) {
	if e.lang == English {
		e.month(m)
		return
	}
	e.ofMonth(m)
}

// lateOf returns what late interventions came to that a line is of, or nil.
func (e *explainer) lateOf(line *Line) *Lateness {
	for i := range e.of.Lateness {
		if x := &e.of.Lateness[i]; x.Month == e.monthOf(line) && x.Ref == line.Ref {
			return x
		}
	}
	return nil
}

// reduced writes "; €20.00 of €50.00 taken off the invoice", without amounts if it is all. In French
// what became of them is a participle, and the rest.
func (e *explainer) reduced(line *Line, became, fr, en string) {
	e.by(" ; ", "; ")
	if !line.Whole.IsZero() {
		e.euros(line.Amount.Abs())
		e.by(" sur ", " of ")
		e.euros(line.Whole.Abs())
		e.str(" ")
	}
	e.by(became, "")
	if !line.Whole.IsZero() {
		e.agrees(line.Amount)
	}
	e.by(fr, en)
}

// named reports whether a line has the label of a charge, which is no text of Explain.
func (l *Line) named() bool {
	return l.Kind == ChargeLine || l.Kind == WithdrawalLine && l.Time == 0
}

// withdrawal writes that a purchase, a refund or a charge had been told by mistake.
func (e *explainer) withdrawal(line *Line, invoice bool) {
	switch {
	case line.named() && invoice:
		e.by("accordé par erreur", "given by mistake")
	case line.named():
		e.by("facturé par erreur", "invoiced by mistake")
	case invoice:
		e.lapse(line.Time)
		e.lapsed(line.Time, " rendue", " given back")
		e.by(" par erreur", " by mistake")
	default:
		e.lapse(line.Time)
		e.lapsed(line.Time, " facturée", " invoiced")
		e.by(" par erreur", " by mistake")
	}
	if lot := e.lot(line.Ref); lot != nil {
		e.ofPack(lot)
	}
	e.str(", ")
	e.euros(line.whole())
	e.by(" HT", " excl. VAT")
	e.cites(line.Rules)
	e.part(line)
	e.saleVAT(line)
}

// whole returns what is given back in all.
func (l *Line) whole() decimal.Decimal {
	if l.Whole.IsZero() {
		return l.Amount
	}
	return l.Whole
}

// part writes "; on this invoice €60.00", if several invoices had what is given back.
func (e *explainer) part(line *Line) {
	if line.Whole.IsZero() {
		return
	}
	e.by(" ; sur cette facture ", "; on this invoice ")
	e.euros(line.Amount)
}

// ofPack writes " du pack de 5 h du 10 mars 2026".
func (e *explainer) ofPack(lot *LotUse) {
	if isSoldTime(lot.Lot) {
		e.by(" du temps facturé à l'heure, ", " of the time billed by the hour, ")
	} else {
		e.by(" du pack de ", " of the pack of ")
	}
	e.lapse(lot.Time)
	e.by(" du ", " of ")
	e.date(lot.Bought)
}

// saleVAT writes which VAT a line has that gives back what was invoiced: "VAT of the sale: 20% (D33)".
func (e *explainer) saleVAT(line *Line) {
	e.by(" ; TVA de la vente : ", "; VAT of the sale: ")
	e.rate(line.Category, line.Rate)
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
