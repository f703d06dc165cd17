package compare

import (
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
)

// bought writes ": 1 × 3 h at €169.00 = €169.00"; of hours that are billed by the hour ": 5 h 40 min at €95.00 an hour
// (€538.33) by the statement for May 2026 = €538.33 (D29, D21)"; and of packs month by month ": 1 × 1 h at €60.00 by the
// statement for May 2026 = €60.00 (D29); 20 min of it from packs of earlier months that still last".
func (e *levelWords) bought(x *LevelCost) {
	n, sum, earlier := 0, e.Unit.Count(x.Packs.Price), time.Duration(0)
	for i := range x.HourMonths {
		e.Item(n, " + ")
		e.hours(&x.HourMonths[i])
		sum, n = sum+e.Unit.Count(x.HourMonths[i].Amount), n+1
	}
	if x.PackMonths == nil {
		n = e.packs(n, x.Packs, nil)
	}
	for i := range x.PackMonths {
		m := &x.PackMonths[i]
		n = e.packs(n, &m.Packs, m)
		earlier += m.Earlier
	}
	e.Str(" = ")
	e.Euros(e.Unit.Decimal(sum))
	switch {
	case x.HourMonths != nil:
		e.cites("D29", "D21")
	case x.PackMonths != nil:
		e.cites("D29")
	}
	if earlier != 0 {
		e.By(" ; dont ", "; ")
		e.Lapse(earlier)
		e.By(" sur des packs de mois précédents encore valables", " of it from packs of earlier months that still last")
	}
}

// hours writes what a month bills by the hour.
func (e *levelWords) hours(h *HourMonth) {
	e.Lapse(h.Time)
	e.By(" à ", " at ")
	e.Euros(h.Price)
	e.By(" l'heure (", " an hour (")
	e.Euros(h.Amount)
	e.Rounding(h.Rounding == penalty.HalfEven)
	e.By(") au relevé ", ") by the statement ")
	e.OfMonth(h.Month)
}

// packs writes packs behind n other items, and when they are bought if that is month by month. It returns how many
// items there are then.
func (e *levelWords) packs(n int, packs *credit.Offer, of *PackMonth) int {
	for i := range packs.Lines {
		line := &packs.Lines[i]
		e.Item(n, " + ")
		n++
		e.Int(line.Count)
		e.Str(" × ")
		e.Lapse(line.Pack.Time)
		e.By(" à ", " at ")
		e.Euros(line.Pack.Price)
		if of != nil {
			e.By(" au relevé ", " by the statement ")
			e.OfMonth(of.Month)
		}
	}
	return n
}
