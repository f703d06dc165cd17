package leveltest

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// CalendarVector is a question to a calendar and its answer.
type CalendarVector struct {
	Name     string            `json:"name"`
	Source   string            `json:"source"` // how the answer was worked out
	Schedule calendar.Schedule `json:"schedule"`
	Ask      Question          `json:"ask"`
	At       time.Time         `json:"at"`
	To       time.Time         `json:"to,omitzero"`     // of Between and Elapsed
	Time     time.Duration     `json:"time,omitzero"`   // of Add and Due
	Pauses   []calendar.Pause  `json:"pauses,omitzero"` // of Elapsed and Due
	Want     CalendarAnswer    `json:"want"`
}

// CalendarAnswer is the answer to a question, of which it has one field: Open of
// IsOpen; Time of Between and Elapsed; At of the others; or Refused.
type CalendarAnswer struct {
	Open    *bool          `json:"open,omitzero"`
	Time    *time.Duration `json:"time,omitzero"`
	At      time.Time      `json:"at,omitzero"`
	Refused bool           `json:"refused,omitzero"`
}

func (v *CalendarVector) title() (name, source string) { return v.Name, v.Source }

func (v *CalendarVector) validate() error {
	var l fault.List
	l.In("schedule", v.Schedule.Validate())
	ranged, long := v.Ask == Between || v.Ask == Elapsed, v.Ask == Add || v.Ask == Due
	l.Check(ranged != v.To.IsZero(), "to", v.To, "must be given for between and elapsed, and for nothing else")
	l.Check(long || v.Time == 0, "time", v.Time, "must be given for add and due alone")
	l.Check(v.Ask == Elapsed || v.Ask == Due || len(v.Pauses) == 0, "pauses", len(v.Pauses), "must be given for elapsed and due alone")
	for i, p := range v.Pauses {
		l.In(fault.Index("pauses", i), p.Validate())
	}
	w := v.Want
	fits := (w.Open != nil) == (v.Ask == IsOpen) && (w.Time != nil) == ranged && w.At.IsZero() == (ranged || v.Ask == IsOpen)
	if w.Refused {
		fits = w == CalendarAnswer{Refused: true}
	}
	l.Check(fits, "want", v.Ask, "must be the one answer to the question")
	return l.Err()
}

// PackVector is a need of hours and the cheapest packs that cover it.
type PackVector struct {
	Name    string        `json:"name"`
	Source  string        `json:"source"`
	Tariff  credit.Tariff `json:"tariff"`
	Balance time.Duration `json:"balance,omitzero"` // what is there already
	Needed  time.Duration `json:"needed"`
	// Want is the offer, nil if the question is refused.
	Want *credit.Offer `json:"want,omitzero"`
}

func (v *PackVector) title() (name, source string) { return v.Name, v.Source }

func (v *PackVector) validate() error { return fault.In("tariff", v.Tariff.Validate()) }

// LedgerVector is what happened to an account and what was made of it.
type LedgerVector struct {
	Name   string       `json:"name"`
	Source string       `json:"source"`
	Terms  credit.Terms `json:"terms"`
	Steps  []LedgerStep `json:"steps"`
	Views  []LedgerView `json:"views,omitzero"`
}

// LedgerStep is one entry and how it is taken. A refused one has no figures and
// changes nothing.
type LedgerStep struct {
	Entry   ledger.Entry       `json:"entry"`
	Verdict credittest.Verdict `json:"verdict,omitzero"` // zero: accepted
	Charged time.Duration      `json:"charged,omitzero"`
	Draws   []ledger.Draw      `json:"draws,omitzero"`
}

// LedgerView is what an account says of itself at an instant, after all steps.
type LedgerView struct {
	At    time.Time           `json:"at"`
	Known time.Time           `json:"known,omitzero"` // zero: all that is known
	Want  credittest.Snapshot `json:"want"`
}

func (v *LedgerVector) title() (name, source string) { return v.Name, v.Source }

func (v *LedgerVector) validate() error {
	var l fault.List
	l.In("terms", v.Terms.Validate())
	l.Check(len(v.Steps) > 0, "steps", 0, "must not be empty")
	for i := range v.Steps {
		s := &v.Steps[i]
		at := fault.Index("steps", i)
		if s.Verdict == credittest.Accepted {
			l.In(at+".entry", s.Entry.Validate())
			continue
		}
		l.Check(s.Charged == 0 && len(s.Draws) == 0, at, s.Verdict, "must have no figures where it is refused")
	}
	return l.Err()
}

// AssessmentVector is a clause, what happened, and what it costs.
type AssessmentVector struct {
	Name   string            `json:"name"`
	Source string            `json:"source"`
	Terms  penalty.Terms     `json:"terms"`
	Case   penalty.Case      `json:"case"`
	Want   AssessmentFigures `json:"want"`
}

// AssessmentFigures are those of a penalty.Assessment.
type AssessmentFigures struct {
	Down    time.Duration   `json:"down"`
	Total   time.Duration   `json:"total"`
	Allowed time.Duration   `json:"allowed"` // the longest downtime that is in time, to the nanosecond
	Missed  bool            `json:"missed,omitzero"`
	Amount  decimal.Decimal `json:"amount" wire:"money"`
	Capped  bool            `json:"capped,omitzero"`
}

// AssessmentFiguresOf takes the figures from an assessment.
func AssessmentFiguresOf(a penalty.Assessment) AssessmentFigures {
	return AssessmentFigures{a.Availability.Down, a.Availability.Total, a.Allowed, a.Missed, a.Amount, a.Capped}
}

func (v *AssessmentVector) title() (name, source string) { return v.Name, v.Source }

func (v *AssessmentVector) validate() error {
	var l fault.List
	l.In("terms", v.Terms.Validate())
	l.In("case", v.Case.Validate())
	return l.Err()
}
