package servicelevel

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
)

// aYearBefore is the first of the months that a statement of a month rests on the rules of the
// zone of: corrections reach it by default.
func aYearBefore(m calendar.Month) calendar.Month {
	return calendar.Month{Year: m.Year - 1, Month: m.Month}
}

// ruled is the digest of the rules that a month rests on.
type ruled struct {
	month  calendar.Month
	digest string
}

// rules returns the Statement.Rules of a month. The hours of plans may be on the clocks of
// other zones: then it is of them too.
func (w *wall) rules(t *term, m calendar.Month) string {
	x := &w.ruled[uint(m.Year*12+int(m.Month))%uint(len(w.ruled))] // of a month that exists
	if x.month != m {
		*x = ruled{m, clockRules(w.Cycle, m, w.Location())}
	}
	var zones []*time.Location
	last := t.on(w.Last(m))
	for i := t.on(w.First(aYearBefore(m))); i <= last; i++ {
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
		return clockRules(w.Cycle, m, zones...)
	}
	return x.digest
}

// clockRules returns a digest of what the clocks of zones show in a month and those before it:
// of each the offset with which that time begins, and when it changes to which.
func clockRules(c cycle.Cycle, m calendar.Month, zones ...*time.Location) string {
	buf := make([]byte, 0, 256)
	for _, loc := range zones {
		from := c.Interval(aYearBefore(m), loc).Start.Unix()
		until := c.Interval(m, loc).End.Unix()
		buf = binary.BigEndian.AppendUint64(buf, uint64(zone.Offset(from, loc)))
		for at := zone.Next(from, until, loc); at < until; at = zone.Next(at, until, loc) {
			buf = binary.BigEndian.AppendUint64(buf, uint64(at))
			buf = binary.BigEndian.AppendUint64(buf, uint64(zone.Offset(at, loc)))
		}
		buf = append(buf, '\n')
	}
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:sha256.Size/2])
}

// goOn goes on from a state, after days that are known to have begun otherwise than by the
// rules of the zone: the months that were closed stay as they were, and the next one begins
// where the last one ended.
func (b *Biller) goOn(base *State, begun []zone.Begun) {
	w := &b.wall
	if b.rulesChanged = false; base != nil {
		b.rulesChanged = base.Rules != "" && base.Rules != w.rules(&b.term, base.Month)
		for _, m := range base.Past {
			if !m.Until.IsZero() && !m.Until.Equal(w.passes(m.Month).End) {
				w.begin(m.Month.AddMonths(1), m.Until)
				b.rulesChanged = true
			}
		}
	}
	for _, x := range begun {
		w.Begin(x)
		b.rulesChanged = true
	}
}

// begin tells w when a month began.
func (w *wall) begin(m calendar.Month, at time.Time) {
	w.Begin(w.Began(m, at))
}
