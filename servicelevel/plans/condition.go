package plans

import (
	"database/sql/driver"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Verdict is the answer to whether a server can have a plan.
type Verdict uint8

// The verdicts. If several conditions are not met, the later one here stands.
const (
	Eligible  Verdict = iota // the plan can be ordered
	Refused                  // the plan is not for this server
	ContactUs                // the provider must be asked
)

var verdictNames = [...]string{"eligible", "refused", "contact_us"}

// String returns the text form: "eligible", "refused" or "contact_us".
func (v Verdict) String() string { return enum.String(verdictNames[:], "verdict", v) }

// MarshalText implements encoding.TextMarshaler.
func (v Verdict) MarshalText() ([]byte, error) {
	return enum.Marshal(verdictNames[:], "verdict", v)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (v *Verdict) UnmarshalText(b []byte) error {
	return enum.Parse(v, verdictNames[:], "verdict", b)
}

// Value implements driver.Valuer.
func (v Verdict) Value() (driver.Value, error) { return column.Text(v.MarshalText()) }

// Scan implements sql.Scanner.
func (v *Verdict) Scan(src any) error { return column.Scan(v.UnmarshalText, "verdict", src) }

// Requirement is what a condition asks of a server.
type Requirement uint8

// The requirements that the documents make.
const (
	OrderedSince  Requirement = iota // ordered on Condition.Since or later (S36, S47, D20)
	WithNewServer                    // the plan is ordered together with a new server (S69)
	HasLicence                       // the server carries Condition.Licence (S70)
	PreSalesStudy                    // a quote after a study (S72, S80)
)

var requirementNames = [...]string{"ordered_since", "new_server", "licence", "pre_sales_study"}

// String returns the text form, such as "ordered_since".
func (r Requirement) String() string { return enum.String(requirementNames[:], "requirement", r) }

// MarshalText implements encoding.TextMarshaler.
func (r Requirement) MarshalText() ([]byte, error) {
	return enum.Marshal(requirementNames[:], "requirement", r)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Requirement) UnmarshalText(b []byte) error {
	return enum.Parse(r, requirementNames[:], "requirement", b)
}

// Value implements driver.Valuer.
func (r Requirement) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Requirement) Scan(src any) error { return column.Scan(r.UnmarshalText, "requirement", src) }

// Condition is one thing that a plan asks of a server, and the verdict if the
// server does not meet it.
type Condition struct {
	Requirement Requirement   `json:"requirement"`
	Since       calendar.Date `json:"since,omitzero"`   // OrderedSince: the first day that will do
	Licence     string        `json:"licence,omitzero"` // HasLicence: its name
	Otherwise   Verdict       `json:"otherwise"`
	Rules       []string      `json:"rules,omitzero"`
}

// Server is what eligibility looks at.
type Server struct {
	// Ordered is the instant at which the server was, or is being, ordered.
	Ordered time.Time `json:"ordered"`
	// InService says that the server exists already: the plan is a change, not part of the server's own order.
	InService bool `json:"in_service,omitzero"`
	// Licences are the names of the licences on the server.
	Licences []string `json:"licences,omitzero"`
}

// maxLicences bounds Server.Licences.
const maxLicences = 100

// Validate refuses a server without order date or with more than 100 licences.
func (s Server) Validate() error {
	var l fault.List
	l.Check(!s.Ordered.IsZero(), "ordered", nil, "is missing")
	l.Check(len(s.Licences) <= maxLicences, "licences", len(s.Licences), "must be at most 100")
	for i, name := range s.Licences[:min(len(s.Licences), maxLicences)] {
		check.Text(&l, fault.Index("licences", i), name)
	}
	return l.Err()
}

// Eligibility is the answer of Plan.Eligible: the verdict, and the conditions that
// led to it.
type Eligibility struct {
	Verdict Verdict
	// Unmet are the conditions that the server does not meet, the one that
	// decided first.
	Unmet []Condition
}

// Eligible answers whether a server can have the plan, at its order or, for a server in service, by a change
// of level (S36, S47, S69–S72, D20). The date of the order is the one that its instant falls on in loc (D3).
func (p Plan) Eligible(s Server, loc *time.Location) (Eligibility, error) {
	if err := s.Validate(); err != nil {
		return Eligibility{}, err
	}
	var e Eligibility
	for _, c := range p.Conditions {
		if !c.met(s, loc) {
			e.Unmet = append(e.Unmet, c)
		}
	}
	slices.SortStableFunc(e.Unmet, func(a, b Condition) int { return int(b.Otherwise) - int(a.Otherwise) })
	if len(e.Unmet) > 0 {
		e.Verdict = e.Unmet[0].Otherwise
	}
	return e, nil
}

func (c Condition) met(s Server, loc *time.Location) bool {
	switch c.Requirement {
	case OrderedSince:
		return calendar.DateOf(s.Ordered.In(loc)).Compare(c.Since) >= 0
	case WithNewServer:
		return !s.InService
	case HasLicence:
		return slices.Contains(s.Licences, c.Licence)
	default:
		return false
	}
}
