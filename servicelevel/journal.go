package servicelevel

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/life"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Len returns how many facts Facts lists.
func (b *Book) Len() int { return len(b.facts) }

// Lines returns the facts that were recorded since Len was n, in the order in which they were, each with what was
// decided of it: as a journal keeps them.
func (b *Book) Lines(n int) []Fact {
	_, _ = b.current() // they were folded before
	n = b.within(n)
	lines := make([]Fact, 0, len(b.facts)-n)
	for ; n < len(b.facts); n++ {
		lines = append(lines, b.fact(int32(n))) // at most MaxFacts
	}
	return lines
}

// Truncate takes back the facts that were recorded since Len was n: for whoever could not keep them. What was closed
// since stays closed.
func (b *Book) Truncate(n int) { b.drop(b.within(n)) }

// within returns n, or the number of facts next to it.
func (b *Book) within(n int) int { return max(0, min(n, len(b.facts))) }

// ClosesAs has the next month closed as it was, by a line that facts.ClosingLine made: it begins and ends when it did
// then, whatever the rules of the zone say now. It comes before the facts of the month are recorded, and Close after
// them. Of several lines the last one holds. It returns the month.
func (b *Book) ClosesAs(line Fact) (calendar.Month, error) {
	var none calendar.Month
	if err := b.made(); err != nil {
		return none, err
	}
	if line.Kind != Closed {
		return none, fault.New("kind", line.Kind, "must be that of the line of a journal that closes a month")
	}
	w := &b.live.Maker.Wall
	m, ok := line.ClosedMonth()
	if by := w.Month(nano.Of(line.At)); !ok || by != m && (line.Contract == nil || !w.Near(line.At, m)) { // it may have been closed in another zone
		return none, fault.New("id", line.ID, "must be that of the month of its instant, "+by.String())
	}
	if err := life.CheckNext(b.base, m); err != nil {
		return none, err
	}
	now := w.ByRules(m)
	var begun []zone.Begun
	if b.base == nil && line.At.Unix() != check.FirstSecond && !now.Start.Equal(line.At) {
		begun = append(begun, w.Cycle.Began(m, line.At))
	}
	if next := m.AddMonths(1); !line.End.IsZero() && !now.End.Equal(line.End) {
		if !w.Near(line.End, next) {
			return none, fault.New("end", line.End, "must be when the month ended, "+m.String())
		}
		begun = append(begun, w.Cycle.Began(next, line.End))
	}
	b.stale = b.stale || len(b.begun) > 0 || len(begun) > 0
	b.begun, b.sent = begun, line.Rules
	return m, nil
}
