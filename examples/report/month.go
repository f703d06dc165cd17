package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// month is a contract's month: the facts, and what the library makes of them.
type month struct {
	servicelevel.Statement

	in    servicelevel.Input
	known editions.Known
	zone  *time.Location
}

// readMonth reads a document and makes its statement. An error has one line a
// fault.
func readMonth(data []byte, known editions.Known) (*month, error) {
	m := &month{known: known}
	// Not json.Unmarshal, which says less of what is not JSON at all.
	var doc json.Unmarshaler = &m.in
	if err := doc.UnmarshalJSON(data); err != nil {
		return nil, err
	}
	cat, err := known.Of(&m.in.Contract)
	if err != nil {
		return nil, err
	}
	if m.in.State != nil || len(m.in.Facts) > 0 {
		return nil, &servicelevel.FieldError{Field: "activity", Reason: "must tell what happened: the page draws it, not a state or facts"}
	}
	m.Statement, err = cat.StatementOf(m.in)
	m.Explain()
	m.zone = m.Period.Start.Location()
	return m, err
}

// plan returns what the contract's level gives on days of the month.
func (m *month) plan(days statement.LevelDays) plans.Plan {
	if q := m.in.Contract.Quote; q != nil && days.Level == servicelevel.CriticalBusiness {
		return *q
	}
	cat, err := m.known.Of(&servicelevel.Contract{Edition: cmp.Or(days.Edition, m.Edition)})
	if err != nil {
		return plans.Plan{}
	}
	p, _ := cat.Plan(days.Level)
	return p
}

// level returns the place in Levels of a day of the month; ok is false if the
// contract is not in service.
func (m *month) level(d calendar.Date) (i int, ok bool) {
	i = slices.IndexFunc(m.Levels, func(days statement.LevelDays) bool {
		return d.Compare(days.From) >= 0 && d.Compare(days.Until) < 0
	})
	return i, i >= 0
}

// covered is the time that the statement tells of: the month, or as far as that has
// gone. What is known at the instant of a preview counts (D15).
func (m *month) covered() calendar.Interval {
	i := m.Period
	if m.Provisional {
		i.End = m.AsOf.Add(1)
	}
	return i
}

// knew reports whether a fact was known when the statement was made: recorded,
// or if that is not said itself, before then.
func (m *month) knew(recorded, at time.Time) bool {
	return m.learnt(recorded, at).Before(m.covered().End)
}

func (m *month) learnt(recorded, at time.Time) time.Time {
	if recorded.IsZero() {
		return at
	}
	return recorded
}
