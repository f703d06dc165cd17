package main

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// month is a contract's month: the facts, and what the library makes of them.
type month struct {
	servicelevel.Statement

	in   servicelevel.Input
	cat  *servicelevel.Catalogue
	zone *time.Location
}

// readMonth reads a document and makes its statement. An error has one line a
// fault.
func readMonth(data []byte) (*month, error) {
	m := new(month)
	// Not json.Unmarshal, which says less of what is not JSON at all.
	var doc json.Unmarshaler = &m.in
	if err := doc.UnmarshalJSON(data); err != nil {
		return nil, err
	}
	edition := m.in.Contract.Edition
	for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
		if c.Edition().ID == edition {
			m.cat = c
		}
	}
	if m.cat == nil {
		return nil, &servicelevel.FieldError{Field: "contract.edition", Value: edition, Reason: "must be nuxit or magic"}
	}
	if m.in.State != nil || len(m.in.Facts) > 0 || !m.in.AsOf.IsZero() {
		return nil, &servicelevel.FieldError{Field: "activity", Reason: "must tell what happened: the page draws it, not a state, facts or a preview"}
	}
	var err error
	m.Statement, err = m.cat.Statement(m.in.Contract, m.in.Activity, m.in.Month)
	m.Explain()
	m.zone = m.Period.Start.Location()
	return m, err
}

// plan returns what a level gives under the contract.
func (m *month) plan(l servicelevel.Level) servicelevel.Plan {
	if q := m.in.Contract.Quote; q != nil && l == servicelevel.CriticalBusiness {
		return *q
	}
	p, _ := m.cat.Plan(l)
	return p
}

// level returns the level of a day of the month; ok is false where the contract
// is not in service.
func (m *month) level(d calendar.Date) (l servicelevel.Level, ok bool) {
	for _, days := range m.Levels {
		if d.Compare(days.From) >= 0 && d.Compare(days.Until) < 0 {
			return days.Level, true
		}
	}
	return 0, false
}

// known reports whether a fact was known when the statement was made: recorded,
// or where that is not said itself, before the end of the month.
func (m *month) known(recorded, at time.Time) bool {
	return m.learnt(recorded, at).Before(m.Period.End)
}

func (m *month) learnt(recorded, at time.Time) time.Time {
	if recorded.IsZero() {
		return at
	}
	return recorded
}

// named puts the input's name before every line of an error.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = name + ": " + lines[i]
	}
	return errors.New(strings.Join(lines, "\n"))
}
