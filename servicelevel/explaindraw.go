package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
)

// drawn writes what a time is drawn on, or to what it comes back: " back to the allowance".
func (e *explainer) drawn(d time.Duration, from, to Wording) {
	if d < 0 {
		e.worked(d, " rendue", " back")
		from = to
	}
	e.str(from.Text(e.lang))
}

// draw writes " from the pack of 5 h of 10 March 2026, already paid €47.80 of €239.00", or of
// time that comes back " back to the pack of 5 h of 10 March 2026, worth €47.80 of €239.00".
func (e *explainer) draw(d *LotDraw) {
	lot := e.lot(d.Lot)
	if m, ok := carriedOf(d.Lot); ok {
		e.fromCarried(d, m, lot)
		return
	}
	if m, ok := yearlyOf(d.Lot); ok {
		e.fromYearly(d, m, lot)
		return
	}
	switch {
	case lot == nil:
		e.drawn(d.Time, Wording{FR: " sur un pack acheté auparavant", EN: " from a pack bought before"}, Wording{FR: " à un pack acheté auparavant", EN: " to a pack bought before"})
	case isSoldTime(d.Lot) && d.Time < 0:
		e.worked(d.Time, " rendue", " back")
		e.by(" au temps facturé à l'heure, ", " to the time billed by the hour, ")
		e.lapse(lot.Time)
		e.by(" du ", " of ")
		e.date(lot.Bought)
	case isSoldTime(d.Lot):
		if e.by(" sur ", " of the "); e.lang == French && lot.Time > time.Hour {
			e.str("les ")
		}
		e.lapse(lot.Time)
		e.lapsed(lot.Time, " facturée", " billed")
		e.by(" à l'heure le ", " by the hour on ")
		e.date(lot.Bought)
	default:
		e.drawn(d.Time, Wording{FR: " sur le pack de ", EN: " from the pack of "}, Wording{FR: " au pack de ", EN: " to the pack of "})
		e.lapse(lot.Time)
		e.by(" du ", " of ")
		e.date(lot.Bought)
		if lot.Until.Valid() {
			e.by(" valable jusqu'au ", " valid until ")
			e.date(lot.Until)
		}
	}
	cost := d.Cost
	switch {
	case d.Time < 0:
		e.by(", valant ", ", worth ")
		cost = cost.Neg()
	case isSoldID(d.Lot): // with this work
		e.by(", facturé ", ", invoiced ")
	default:
		e.by(", déjà payé ", ", already paid ")
	}
	e.euros(cost)
	if lot != nil {
		e.by(" sur ", " of ")
		e.euros(lot.Price)
	}
}

// carried writes "1 h 30 of the allowance for May 2026 less 30 min used = 1 h; 1 h carried over
// (S45), at most 3 h with 2 h from before; valid until 31 July 2026".
func (e *explainer) carried(c *Carried, m calendar.Month) {
	e.lapse(c.Granted)
	e.by(" d'allocation ", " of the allowance ")
	e.ofMonth(m)
	e.by(" moins ", " less ")
	e.lapse(c.Used)
	e.lapsed(c.Used, " utilisée", " used")
	e.str(" = ")
	e.lapse(c.Granted - c.Used)
	e.by(" ; ", "; ")
	e.lapse(c.Time)
	e.lapsed(c.Time, " reportée", " carried over")
	e.cites(c.Rules)
	e.by(", au plus ", ", at most ")
	e.lapse(c.Most)
	e.by(" avec ", " with ")
	e.lapse(c.Before)
	e.by(" d'avant", " from before")
	if c.Time > 0 && c.Until.Valid() {
		e.by(" ; valable jusqu'au ", "; valid until ")
		e.date(c.Until)
	}
}

// fromCarried writes " from the allowance for May 2026 carried over and valid until 31 July 2026".
func (e *explainer) fromCarried(d *LotDraw, m calendar.Month, lot *LotUse) {
	e.drawn(d.Time, Wording{FR: " sur l'allocation ", EN: " from the allowance "}, Wording{FR: " à l'allocation ", EN: " to the allowance "})
	e.ofMonth(m)
	e.by(" reportée", " carried over")
	if lot != nil && lot.Until.Valid() {
		e.by(" et valable jusqu'au ", " and valid until ")
		e.date(lot.Until)
	}
}

// yearly writes "24 h of yearly allowance from 1 March 2026 less 10 h given before = 14 h (S43);
// valid until 31 December 2026".
func (e *explainer) yearly(y *YearlyHours) {
	e.lapse(y.Allowance)
	e.by(" d'allocation annuelle à partir du ", " of yearly allowance from ")
	e.date(y.From)
	if y.Before > 0 {
		e.by(" moins ", " less ")
		e.lapse(y.Before)
		e.lapsed(y.Before, " déjà donnée", " given before")
		e.str(" = ")
		e.lapse(y.Time)
	}
	e.cites(y.Rules)
	if y.Until.Valid() {
		e.by(" ; valable jusqu'au ", "; valid until ")
		e.date(y.Until)
	}
}

// fromYearly writes " from the yearly allowance since March 2026 valid until 31 December 2026".
func (e *explainer) fromYearly(d *LotDraw, m calendar.Month, lot *LotUse) {
	e.drawn(d.Time, Wording{FR: " sur l'allocation annuelle depuis ", EN: " from the yearly allowance since "}, Wording{FR: " à l'allocation annuelle depuis ", EN: " to the yearly allowance since "})
	if e.months != 0 {
		e.by("le mois ", "the month of ")
	}
	e.month(m)
	if lot != nil && lot.Until.Valid() {
		e.by(" valable jusqu'au ", " valid until ")
		e.date(lot.Until)
	}
}
