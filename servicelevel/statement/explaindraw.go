package statement

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/plans"
)

// drawn writes what a time is drawn on, or to what it comes back: " back to the allowance".
func (e *explainer) drawn(d time.Duration, from, to plans.Wording) {
	if d < 0 {
		e.Worked(d, " rendue", " back")
		from = to
	}
	e.Str(from.Text(e.Lang))
}

// draw writes " from the pack of 5 h of 10 March 2026, already paid €47.80 of €239.00", or of
// time that comes back " back to the pack of 5 h of 10 March 2026, worth €47.80 of €239.00".
func (e *explainer) draw(d *LotDraw) {
	lot := e.lot(d.Lot)
	if m, ok := lotid.CarriedOf(d.Lot); ok {
		e.fromCarried(d, m, lot)
		return
	}
	if m, ok := lotid.YearlyOf(d.Lot); ok {
		e.fromYearly(d, m, lot)
		return
	}
	switch {
	case lot == nil:
		e.drawn(d.Time, plans.Wording{FR: " sur un pack acheté auparavant", EN: " from a pack bought before"}, plans.Wording{FR: " à un pack acheté auparavant", EN: " to a pack bought before"})
	case lotid.IsSoldTime(d.Lot) && d.Time < 0:
		e.Worked(d.Time, " rendue", " back")
		e.By(" au temps facturé à l'heure, ", " to the time billed by the hour, ")
		e.Lapse(lot.Time)
		e.By(" du ", " of ")
		e.Date(lot.Bought)
	case lotid.IsSoldTime(d.Lot):
		if e.By(" sur ", " of the "); e.Lang == plans.French && lot.Time > time.Hour {
			e.Str("les ")
		}
		e.Lapse(lot.Time)
		e.Lapsed(lot.Time, " facturée", " billed")
		e.By(" à l'heure le ", " by the hour on ")
		e.Date(lot.Bought)
	default:
		e.drawn(d.Time, plans.Wording{FR: " sur le pack de ", EN: " from the pack of "}, plans.Wording{FR: " au pack de ", EN: " to the pack of "})
		e.Lapse(lot.Time)
		e.By(" du ", " of ")
		e.Date(lot.Bought)
		if lot.Until.Valid() {
			e.By(" valable jusqu'au ", " valid until ")
			e.Date(lot.Until)
		}
	}
	cost := d.Cost
	switch {
	case d.Time < 0:
		e.By(", valant ", ", worth ")
		cost = cost.Neg()
	case lotid.IsSold(d.Lot): // with this work
		e.By(", facturé ", ", invoiced ")
	default:
		e.By(", déjà payé ", ", already paid ")
	}
	e.Euros(cost)
	if lot != nil {
		e.By(" sur ", " of ")
		e.Euros(lot.Price)
	}
}

// carried writes "1 h 30 of the allowance for May 2026 less 30 min used = 1 h; 1 h carried over
// (S45), at most 3 h with 2 h from before; valid until 31 July 2026".
func (e *explainer) carried(c *Carried, m calendar.Month) {
	e.Lapse(c.Granted)
	e.By(" d'allocation ", " of the allowance ")
	e.OfMonth(m)
	e.By(" moins ", " less ")
	e.Lapse(c.Used)
	e.Lapsed(c.Used, " utilisée", " used")
	e.Str(" = ")
	e.Lapse(c.Granted - c.Used)
	e.By(" ; ", "; ")
	e.Lapse(c.Time)
	e.Lapsed(c.Time, " reportée", " carried over")
	e.cites(c.Rules)
	e.By(", au plus ", ", at most ")
	e.Lapse(c.Most)
	e.By(" avec ", " with ")
	e.Lapse(c.Before)
	e.By(" d'avant", " from before")
	if c.Time > 0 && c.Until.Valid() {
		e.By(" ; valable jusqu'au ", "; valid until ")
		e.Date(c.Until)
	}
}

// fromCarried writes " from the allowance for May 2026 carried over and valid until 31 July 2026".
func (e *explainer) fromCarried(d *LotDraw, m calendar.Month, lot *LotUse) {
	e.drawn(d.Time, plans.Wording{FR: " sur l'allocation ", EN: " from the allowance "}, plans.Wording{FR: " à l'allocation ", EN: " to the allowance "})
	e.OfMonth(m)
	e.By(" reportée", " carried over")
	if lot != nil && lot.Until.Valid() {
		e.By(" et valable jusqu'au ", " and valid until ")
		e.Date(lot.Until)
	}
}

// yearly writes "24 h of yearly allowance from 1 March 2026 less 10 h given before = 14 h (S43);
// valid until 31 December 2026".
func (e *explainer) yearly(y *YearlyHours) {
	e.Lapse(y.Allowance)
	e.By(" d'allocation annuelle à partir du ", " of yearly allowance from ")
	e.Date(y.From)
	if y.Before > 0 {
		e.By(" moins ", " less ")
		e.Lapse(y.Before)
		e.Lapsed(y.Before, " déjà donnée", " given before")
		e.Str(" = ")
		e.Lapse(y.Time)
	}
	e.cites(y.Rules)
	if y.Until.Valid() {
		e.By(" ; valable jusqu'au ", "; valid until ")
		e.Date(y.Until)
	}
}

// fromYearly writes " from the yearly allowance since March 2026 valid until 31 December 2026".
func (e *explainer) fromYearly(d *LotDraw, m calendar.Month, lot *LotUse) {
	e.drawn(d.Time, plans.Wording{FR: " sur l'allocation annuelle depuis ", EN: " from the yearly allowance since "}, plans.Wording{FR: " à l'allocation annuelle depuis ", EN: " to the yearly allowance since "})
	if e.Months != 0 {
		e.By("le mois ", "the month of ")
	}
	e.Month(m)
	if lot != nil && lot.Until.Valid() {
		e.By(" valable jusqu'au ", " valid until ")
		e.Date(lot.Until)
	}
}
