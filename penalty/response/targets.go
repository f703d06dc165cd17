package response

import (
	"database/sql/driver"
	"strconv"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Targets say within which times a ticket is answered, worked on and resolved, by its priority. The simple
// case is one priority without a name:
//
//	Targets{Priorities: []Priority{{Goals: []Goal{{Kind: ToRespond, Within: 45 * time.Minute}}}}}
type Targets struct {
	// Hours are the opening hours that goals name.
	Hours []NamedHours `json:"hours,omitzero"`
	// Priorities are the table, at most 1000 rows, one at least.
	Priorities []Priority `json:"priorities"`
	// Quotas are promises about the share of all that is in time, at most 1000.
	Quotas []Quota `json:"quotas,omitzero"`
}

// NamedHours are opening hours that goals name.
type NamedHours struct {
	Name     string            `json:"name"` // what customers read of them too
	Schedule calendar.Schedule `json:"schedule"`
}

// Priority is a row of Targets: the goals of the tickets that have this priority, under this plan. A ticket
// of which neither is known has the empty names.
type Priority struct {
	Name string `json:"name,omitzero"`
	Plan string `json:"plan,omitzero"`
	// Goals are at most one of a kind. Of a kind that is not there nothing is promised.
	Goals []Goal `json:"goals,omitzero"`
}

// Validate refuses rows and hours of the same name, more than one goal of a kind, hours of a goal and
// priorities of a quota that are not there, and what is outside the limits of a Goal, a Quota and a
// calendar.Schedule.
func (t Targets) Validate() error {
	var l fault.List
	hours := t.checkHours(&l)
	l.Check(len(t.Priorities) > 0 && len(t.Priorities) <= maxPriorities, "priorities", len(t.Priorities), "must be at least one and at most 1000")
	l.Check(len(t.Quotas) <= maxPriorities, "quotas", len(t.Quotas), "must not be more than 1000")
	if max(len(t.Priorities), len(t.Quotas)) > maxPriorities || len(t.Hours) > maxHours {
		return l.Err()
	}
	rows, names := make(map[place]bool, len(t.Priorities)), make(map[string]bool, len(t.Priorities))
	for i := range t.Priorities {
		p, at := &t.Priorities[i], fault.Index("priorities", i)
		l.In(at, p.check())
		for j := range p.Goals {
			if name := p.Goals[j].Hours; name != "" && !hours[name] {
				l.Add(fault.Join(at, fault.Index("goals", j))+".hours", name, "must be the name of hours of the targets")
			}
		}
		l.Check(!rows[p.place()], at, p.Name, "must not be the second row of a priority and a plan")
		rows[p.place()], names[p.Name] = true, true
	}
	for i := range t.Quotas {
		at := fault.Index("quotas", i)
		l.In(at, t.Quotas[i].Validate())
		for j, name := range t.Quotas[i].Priorities[:min(len(t.Quotas[i].Priorities), maxPriorities)] {
			l.Check(names[name], fault.Join(at, fault.Index("priorities", j)), name, "must be the name of a priority of the targets")
		}
	}
	return l.Err()
}

// checkHours returns the names of the opening hours.
func (t *Targets) checkHours(l *fault.List) map[string]bool {
	if len(t.Hours) > maxHours {
		l.Add("hours", len(t.Hours), "must not be more than "+strconv.Itoa(maxHours))
		return nil
	}
	names := make(map[string]bool, len(t.Hours))
	for i := range t.Hours {
		h, at := &t.Hours[i], fault.Index("hours", i)
		l.In(at, h.check())
		l.Check(!names[h.Name], at+".name", h.Name, "must not be given twice")
		names[h.Name] = true
	}
	return names
}

// check refuses hours without a name, and what calendar.Schedule.Validate refuses.
func (h *NamedHours) check() error {
	var l fault.List
	l.Text("name", h.Name, maxName, text.BadName)
	l.In("schedule", h.Schedule.Validate())
	return l.Err()
}

// check refuses two goals of a kind, and what is wrong with one.
func (p *Priority) check() error {
	var l fault.List
	l.Text("name", p.Name, maxName, text.BadLine)
	l.Text("plan", p.Plan, maxName, text.BadLine)
	if len(p.Goals) > goalKinds {
		l.Add("goals", len(p.Goals), "must be at most one of each kind")
		return l.Err()
	}
	for i := range p.Goals {
		l.In(fault.Index("goals", i), p.Goals[i].check())
		for j := range i {
			l.Check(p.Goals[i].Kind != p.Goals[j].Kind, fault.Index("goals", i)+".kind", p.Goals[i].Kind, "must not be given twice")
		}
	}
	return l.Err()
}

// A place is where a ticket stands in the table.
type place struct{ priority, plan string }

func (p *Priority) place() place { return place{p.Name, p.Plan} }

// A row holds the goals of a priority by their kind; nil if nothing is promised.
type row [goalKinds]*target

// A target is a goal with its clock; nil hours are around the clock.
type target struct {
	Goal
	clock *calendar.Calendar
}

// Tracker checks tickets against Targets. It is safe for concurrent use.
type Tracker struct {
	rows  map[place]*row
	plans map[string]*Tracker // of Under, in place of rows
}

// Compile makes a Tracker, or reports all that is wrong with the targets together. The zones of hours are
// those of a database: nil is the machine's.
func (t Targets) Compile(z *calendar.Zones) (*Tracker, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	var l fault.List
	clocks := make(map[string]*calendar.Calendar, len(t.Hours))
	for i := range t.Hours {
		c, err := calendar.CompileIn(t.Hours[i].Schedule, z)
		l.In(fault.Index("hours", i)+".schedule", err)
		clocks[t.Hours[i].Name] = c
	}
	if !l.Empty() {
		return nil, l.Err()
	}
	k := &Tracker{rows: make(map[place]*row, len(t.Priorities))}
	for i := range t.Priorities {
		p := clone.Of(t.Priorities[i])
		r := new(row)
		for _, g := range p.Goals {
			r[g.Kind] = &target{g, clocks[g.Hours]}
		}
		k.rows[p.place()] = r
	}
	return k, nil
}

// MarshalJSON implements json.Marshaler.
func (t Targets) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Targets) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Value implements driver.Valuer.
func (t Targets) Value() (driver.Value, error) { return column.Text(t.MarshalJSON()) }

// Scan implements sql.Scanner.
func (t *Targets) Scan(src any) error { return column.Scan(t.UnmarshalJSON, "targets", src) }

// MarshalJSON implements json.Marshaler.
func (h NamedHours) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *NamedHours) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// MarshalJSON implements json.Marshaler.
func (p Priority) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Priority) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }
