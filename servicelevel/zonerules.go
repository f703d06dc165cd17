package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/wall"
)

// rules returns the Statement.Rules of a month. The hours of plans may be on the clocks of
// other zones: then it is of them too.
func (t *term) rules(w *wall.Clock, m calendar.Month) string {
	var zones []*time.Location
	last := t.on(w.Last(m))
	for i := t.on(w.First(wall.FirstRuled(m))); i <= last; i++ {
		for _, loc := range t.runs[i].offer.zones {
			if loc == t.zone || loc.String() == t.zone.String() {
				continue
			}
			if zones == nil {
				zones = []*time.Location{t.zone}
			}
			zones = append(zones, loc)
		}
	}
	if zones != nil {
		return wall.RulesOf(w.Cycle, m, zones...)
	}
	return w.Rules(m)
}

// goOn goes on from a state, after days that are known to have begun otherwise than by the
// rules of the zone: the months that were closed stay as they were, and the next one begins
// where the last one ended.
func (b *Biller) goOn(base *State, begun []zone.Begun) {
	w := &b.wall
	if b.rulesChanged = false; base != nil {
		b.rulesChanged = base.Rules != "" && base.Rules != b.term.rules(w, base.Month)
		for _, m := range base.Past {
			if !m.Until.IsZero() && !m.Until.Equal(w.ByRules(m.Month).End) {
				w.Begin(w.Began(m.Month.AddMonths(1), m.Until))
				b.rulesChanged = true
			}
		}
	}
	for _, x := range begun {
		w.Begin(x)
		b.rulesChanged = true
	}
}
