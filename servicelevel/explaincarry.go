package servicelevel

import "github.com/palier-go/palier/calendar"

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
	e.drawn(d.Time, Wording{" sur l'allocation ", " from the allowance "}, Wording{" à l'allocation ", " to the allowance "})
	e.ofMonth(m)
	e.by(" reportée", " carried over")
	if lot != nil && lot.Until.Valid() {
		e.by(" et valable jusqu'au ", " and valid until ")
		e.date(lot.Until)
	}
}
