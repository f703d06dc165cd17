package calendar

import (
	"database/sql/driver"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

const maxLayers = 24

// Layer combines hours of another zone, or hours of another kind, with what is open by a Schedule and the
// layers before it. Its hours, holidays and exceptions are on the clock of its own zone, and say together
// what is open in it, as those of a Schedule do. Hours less a weekly maintenance are a difference; the
// support that needs an engineer and a database operator is an intersection; the time out of office hours is
// a complement.
type Layer struct {
	Op LayerOp `json:"op"`
	// Zone is the IANA name of the zone that the hours of the layer are on. A complement has neither a zone nor
	// hours.
	Zone       string      `json:"zone,omitzero"`
	Hours      []Hours     `json:"hours,omitzero"`
	Holidays   HolidaySet  `json:"holidays,omitzero"`
	Exceptions []Exception `json:"exceptions,omitzero"`
	// Reason is the note that Explain gives to the time that this layer opens or closes.
	Reason string `json:"reason,omitzero"`
}

// LayerOp says how a Layer is combined with what is open before it. The zero value is none.
type LayerOp uint8

// The ways to combine.
const (
	LayerUnion        LayerOp = iota + 1 // open before, or in the layer, or both
	LayerIntersection                    // open before and in the layer
	LayerDifference                      // open before and not in the layer
	LayerComplement                      // not open before
)

var layerOpNames = [...]string{"", "union", "intersection", "difference", "complement"}

// String returns the text form, such as "union".
func (o LayerOp) String() string { return enum.String(layerOpNames[:], "op", o) }

// MarshalText implements encoding.TextMarshaler.
func (o LayerOp) MarshalText() ([]byte, error) { return enum.Marshal(layerOpNames[:], "op", o) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (o *LayerOp) UnmarshalText(b []byte) error { return enum.Parse(o, layerOpNames[:], "op", b) }

// Value implements driver.Valuer.
func (o LayerOp) Value() (driver.Value, error) { return column.Text(o.MarshalText()) }

// Scan implements sql.Scanner.
func (o *LayerOp) Scan(src any) error { return column.Scan(o.UnmarshalText, "op", src) }

// open returns what is open together, a bit for each case: neither before the layer nor in it, only before,
// only in it, both.
func (o LayerOp) open() uint {
	switch o {
	case LayerUnion:
		return 0b1110
	case LayerIntersection:
		return 0b1000
	case LayerDifference:
		return 0b0010
	default:
		return 0b0001
	}
}

// schedule returns the layer's own hours for the years of a schedule.
func (x Layer) schedule(s Schedule) Schedule {
	return Schedule{Zone: x.Zone, FirstYear: s.FirstYear, LastYear: s.LastYear, Hours: x.Hours, Holidays: x.Holidays, Exceptions: x.Exceptions}
}

// check reports every fault but those of the zone's name.
func (x Layer) check(l *fault.List, at string) {
	enum.Check(l, at+".op", layerOpNames[:], x.Op)
	checkText(l, at+".reason", x.Reason)
	if x.Op == LayerComplement {
		empty := x.Zone == "" && len(x.Hours) == 0 && x.Holidays == HolidaySet{} && len(x.Exceptions) == 0
		l.Check(empty, at+".op", x.Op, "must have neither a zone nor hours, holidays or exceptions")
		return
	}
	var own fault.List
	x.schedule(Schedule{}).check(&own)
	l.In(at, own.Err())
}

// MarshalJSON implements json.Marshaler.
func (x Layer) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *Layer) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// A layer is a compiled Layer. A complement has no plan.
type layer struct {
	op     LayerOp
	plan   *plan
	loc    *time.Location
	reason string
}

// loadLayers returns the zones of the layers of a schedule, nil for those that have none.
func (z *Zones) loadLayers(s Schedule, l *fault.List) []*time.Location {
	out := make([]*time.Location, min(len(s.Layers), maxLayers))
	for i := range out {
		if s.Layers[i].Op != LayerComplement {
			loc, err := z.Load(s.Layers[i].Zone)
			l.In(fault.Index("layers", i), err)
			out[i] = loc
		}
	}
	return out
}

// addLayers adds the layers of a schedule, of which the zones are given.
func (p *plan) addLayers(s Schedule, locs []*time.Location) {
	for i, x := range s.Layers {
		next := layer{op: x.Op, reason: x.Reason}
		if x.Op != LayerComplement {
			next.plan, next.loc = newPlan(x.schedule(s), locs[i], zoneDays), locs[i]
			next.plan.addExceptions(x.Exceptions)
		}
		p.layers = append(p.layers, next)
	}
}

// Locations returns the zones whose clocks its hours are on, each once: Location first, and then those of the
// layers.
func (c *Calendar) Locations() []*time.Location {
	out := []*time.Location{c.Location()}
	if c == nil || c.plan == nil {
		return out
	}
	for _, x := range c.plan.layers {
		if x.loc != nil && !slices.ContainsFunc(out, func(loc *time.Location) bool { return loc.String() == x.loc.String() }) {
			out = append(out, x.loc)
		}
	}
	return out
}

// A verdict is what holds at an instant, and which layer it was that last made it so.
type verdict struct {
	open  bool
	by    int   // the layer's index, -1 for the schedule itself
	until int64 // a second up to which it holds, perhaps longer
}

// verdict says what holds at a second.
func (p *plan) verdict(sec int64) verdict {
	v := verdict{by: -1}
	v.open, v.until = p.own(sec)
	for i, x := range p.layers {
		which := 0
		if v.open {
			which = 1
		}
		if x.plan != nil {
			in, until := x.plan.own(sec)
			v.until = min(v.until, until)
			if in {
				which += 2
			}
		}
		if open := x.op.open()>>which&1 != 0; open != v.open {
			v.open, v.by = open, i
		}
	}
	return v
}

// own reports whether a second is open by a plan without its layers, and a second up to which that holds.
func (p *plan) own(sec int64) (open bool, until int64) {
	date := p.dateAt(sec)
	until = p.begins(date + 1)
	for n := date - 2; n <= date; n++ { // the nights before; in a fold, also those that ended at midnight
		for _, w := range p.day(n).open {
			switch start, end := p.resolve(n, w); {
			case start > sec:
				until = min(until, start)
			case sec < end:
				open, until = true, min(until, end)
			}
		}
	}
	return open, until
}
