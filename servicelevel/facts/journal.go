package facts

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/statement"
)

// LineKind implements journal.Line.
func (*Fact) LineKind() string { return "fact" }

// LineID implements journal.Line with the ID.
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

// ClosingLine returns the line of a journal that says that a month of a contract is closed, and until when:
// that of the statement which Book.Close returned.
func ClosingLine(c *contracts.Contract, s *statement.Statement) Fact {
	at := s.Period.Start
	if at.Unix() < check.FirstSecond { // it begins before the years of contracts
		at = time.Unix(check.FirstSecond, 0).In(at.Location())
	}
	return Fact{ID: closedPrefix + s.Month.String(), Kind: Closed, At: at, End: s.Period.End, Rules: s.Rules, Contract: clone.Of(c)}
}

const closedPrefix = "closed "

// ClosedMonth returns the month that the line of a journal says is closed, by its ID. ok is false for any
// other fact.
func (f *Fact) ClosedMonth() (m calendar.Month, ok bool) {
	month, ok := strings.CutPrefix(f.ID, closedPrefix)
	if !ok {
		return m, false
	}
	m, err := calendar.ParseMonth(month)
	return m, err == nil
}
