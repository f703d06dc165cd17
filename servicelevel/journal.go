package servicelevel

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
)

// LineKind implements journal.Line.
func (*Fact) LineKind() string { return "fact" }

// LineID implements journal.Line: a fact is known in its contract by its ID.
func (f *Fact) LineID() string { return f.ID }

// CloneLine implements journal.Line.
func (f *Fact) CloneLine() Fact {
	c := *f
	c.Parts = slices.Clone(f.Parts)
	if f.Price != nil {
		price := *f.Price
		c.Price = &price
	}
	c.VAT, c.Contract = f.VAT.clone(), clone.Of(f.Contract)
	return c
}

// Len returns how many facts Facts lists.
func (b *Book) Len() int { return len(b.facts) }

// Lines returns the facts that were recorded since Len was n, as a journal keeps them: in the
// order in which they were recorded, each with what was decided of it.
func (b *Book) Lines(n int) []Fact {
	_, _ = b.current() // they were folded before
	n = b.within(n)
	lines := make([]Fact, 0, len(b.facts)-n)
	for ; n < len(b.facts); n++ {
		lines = append(lines, b.fact(int32(n))) // at most MaxFacts
	}
	return lines
}

// Truncate takes back the facts that were recorded since Len was n, as if they had never been:
// for whoever could not keep them. What was closed since stays closed.
func (b *Book) Truncate(n int) { b.drop(b.within(n)) }

// within returns n, or the number of facts next to it.
func (b *Book) within(n int) int { return max(0, min(n, len(b.facts))) }

// ClosingLine returns the line of a journal that says that a month of a contract is closed, and until when: that
// of the statement which [Book.Close] of its book returned.
func ClosingLine(c *Contract, s *Statement) Fact {
	at := s.Period.Start
	if at.Unix() < check.FirstSecond { // it begins before the years of contracts
		at = time.Unix(check.FirstSecond, 0).In(at.Location())
	}
	return Fact{ID: closedPrefix + s.Month.String(), Kind: Closed, At: at, End: s.Period.End, Rules: s.Rules, Contract: clone.Of(c)}
}

// ClosesAs has the next month closed as it was, by a line that [ClosingLine] made, whatever
// the rules of the zone say now: it begins and ends when it did then. It comes before the facts
// of the month are recorded, and Close after them; the contract of the book is to be that of the
// line. Of several lines the last one holds. It returns the month.
func (b *Book) ClosesAs(line Fact) (calendar.Month, error) {
	var none calendar.Month
	if err := b.made(); err != nil {
		return none, err
	}
	if line.Kind != Closed {
		return none, fault.New("kind", line.Kind, "must be that of the line of a journal that closes a month")
	}
	w := &b.live.b.wall
	m, ok := closedMonth(line.ID)
	if by := w.month(nanos(line.At)); !ok || by != m && (line.Contract == nil || !w.Near(line.At, m)) { // it may have been closed in another zone
		return none, fault.New("id", line.ID, "must be that of the month of its instant, "+by.String())
	}
	if err := b.base.checkNext(m); err != nil {
		return none, err
	}
	now := w.passes(m)
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

const closedPrefix = "closed "

// isClosedID reports whether an id is that of a line that closes a month.
func isClosedID(id string) bool {
	_, ok := closedMonth(id)
	return ok
}

// closedMonth returns the month that a line with an id says is closed.
func closedMonth(id string) (m calendar.Month, ok bool) {
	month, ok := strings.CutPrefix(id, closedPrefix)
	if !ok {
		return m, false
	}
	m, err := calendar.ParseMonth(month)
	return m, err == nil
}
