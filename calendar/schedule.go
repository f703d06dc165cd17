package calendar

import (
	"math/bits"
	"strconv"

	"github.com/rickar/cal/v2"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// What a Schedule holds at most, and the years that it covers if it names
// none.
const (
	DefaultFirstYear = 1970
	DefaultLastYear  = 2099
	MaxEntries       = 10000 // Exceptions of a Schedule, pauses of a question
	maxYears         = 200   // years that it covers
	maxHours         = 100   // entries of Hours
	maxSpans         = 24    // spans of an entry
	maxWeekly        = 2400  // spans of all entries in a week, those of the layers included
	maxText          = 200   // bytes of a reason or name
	oldestYear       = 1583  // the first whole year of the Gregorian calendar
)

// Schedule says when somebody is there: data to change, to store as JSON, and to Compile. The zero value is
// refused for want of a zone; OfficeHours and AlwaysOpen are places to start from.
type Schedule struct {
	// Zone is the IANA name of the zone whose wall clock the hours are on (D3).
	Zone string `json:"zone"`
	// FirstYear and LastYear bound what the compiled calendar can answer, both included: at most 200 years, from
	// 1583 to 9998. Zero is DefaultFirstYear and DefaultLastYear.
	FirstYear int `json:"first_year,omitzero" wire:"zero: the usual years"`
	LastYear  int `json:"last_year,omitzero" wire:"zero: the usual years"`
	// Hours are the weekly hours. Entries that hold on the same days must not
	// overlap; without any entry nothing is ever open.
	Hours []Hours `json:"hours,omitzero"`
	// Holidays are the public holidays, on which the weekly hours do not start.
	// The zero value is none.
	Holidays HolidaySet `json:"holidays,omitzero"`
	// Exceptions are the dates with rules of their own, which go before holidays and weekly hours. If several
	// cover a date, each acts on what those before it have made of the day, and one of that date alone, of which
	// there is at most one, comes last. At most 100 of them cover more than one date, with 24 Closed parts in
	// all.
	Exceptions []Exception `json:"exceptions,omitzero"`
	// Layers are other hours, combined with these one after the other: of other zones, or that are subtracted.
	// The dates, holidays and years of the calendar stay those of the schedule itself.
	Layers []Layer `json:"layers,omitzero"`
	// Extra are holidays of the caller's own, on the dates on which they are observed. One without a name is
	// called "holiday", "jour férié" in French. They have no JSON: a Schedule that has some refuses to be
	// written. Exceptions have.
	Extra []*cal.Holiday `json:"-" wire:"has no JSON: write the holidays as exceptions"`
}

// Hours are the spans open on some days of the week for as long as the entry is in effect.
type Hours struct {
	Days Days   `json:"days"`
	Open []Span `json:"open"`
	// From is the first date on which the hours hold, Until the first on which they no longer do. Zero is
	// without limit.
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"`
}

// OfficeHours returns Monday to Friday from 09:00 to 18:00 in Europe/Paris,
// except on the public holidays of metropolitan France (S12–S15).
func OfficeHours() Schedule {
	return Schedule{
		Zone:     parisName,
		Hours:    []Hours{{Days: Weekdays, Open: []Span{{At(9, 0), At(18, 0)}}}},
		Holidays: HolidaySet{Code: "FR"},
	}
}

// AlwaysOpen returns the schedule that is open at every instant (24/7), with the
// dates of the zone. No zone is Europe/Paris (D3).
func AlwaysOpen(zone string) Schedule {
	if zone == "" {
		zone = parisName
	}
	return Schedule{Zone: zone, Hours: []Hours{{Days: EveryDay, Open: []Span{{0, Midnight24}}}}}
}

// Validate reports every fault of the schedule together. Whether a zone database has the zone is for Compile
// to say.
func (s Schedule) Validate() error {
	var l fault.List
	if reason := checkZone(s.Zone); reason != "" {
		l.Add("zone", s.Zone, reason)
	}
	s.check(&l)
	for i, x := range s.Layers[:min(len(s.Layers), maxLayers)] {
		if reason := checkZone(x.Zone); reason != "" && x.Op != LayerComplement {
			l.Add(fault.Index("layers", i)+".zone", x.Zone, reason)
		}
	}
	return l.Err()
}

// check reports every fault but those of the zones.
func (s Schedule) check(l *fault.List) {
	first, last := s.years()
	l.Check(first >= oldestYear && first <= maxYear-1, "first_year", first, "must be a year from 1583 to 9998")
	l.Check(last >= oldestYear && last <= maxYear-1, "last_year", last, "must be a year from 1583 to 9998")
	l.Check(last >= first, "last_year", last, "must not be before the first year")
	l.Check(last < first+maxYears, "last_year", last, "must make at most 200 years")
	l.In("holidays", s.Holidays.Validate())
	l.Check(len(s.Hours) <= maxHours, "hours", len(s.Hours), "must have at most 100 entries")
	if len(s.Hours) <= maxHours {
		s.checkHours(l)
	}
	l.Check(len(s.Exceptions) <= MaxEntries, "exceptions", len(s.Exceptions), "must have at most 10000 entries")
	if len(s.Exceptions) <= MaxEntries {
		s.checkExceptions(l)
	}
	l.Check(len(s.Layers) <= maxLayers, "layers", len(s.Layers), "must have at most 24 layers")
	weekly, cuts := s.weekly(), s.cuts()
	l.Check(weekly <= maxWeekly, "hours", weekly, "must have at most 2400 spans a week")
	for i, x := range s.Layers[:min(len(s.Layers), maxLayers)] {
		x.check(l, fault.Index("layers", i))
		weekly, cuts = weekly+x.schedule(s).weekly(), cuts+x.schedule(s).cuts()
	}
	if len(s.Layers) > 0 {
		l.Check(weekly <= maxWeekly || s.weekly() > maxWeekly, "layers", weekly, "must have at most 2400 spans a week, with those of the schedule")
		l.Check(cuts <= maxCuts, "layers", cuts, "must have at most 100 closed parts in exceptions that cover more than one date, with those of the schedule")
	}
}

// weekly counts the spans of a week in which all of the hours hold.
func (s Schedule) weekly() (n int) {
	for _, h := range s.Hours {
		n += bits.OnesCount8(uint8(h.Days)) * len(h.Open)
	}
	return n
}

func (s Schedule) years() (first, last int) {
	first, last = s.FirstYear, s.LastYear
	if first == 0 {
		first = DefaultFirstYear
	}
	if last == 0 {
		last = DefaultLastYear
	}
	return first, last
}

func (s Schedule) checkHours(l *fault.List) {
	for i, h := range s.Hours {
		at := fault.Index("hours", i)
		l.Check(h.Days != 0 && h.Days <= EveryDay, at+".days", uint8(h.Days), "must name at least one day of the week")
		l.Check(h.From == Date{} || h.From.Valid(), at+".from", h.From, "is not a date that exists")
		l.Check(h.Until == Date{} || h.Until.Valid(), at+".until", h.Until, "is not a date that exists")
		if h.From.Valid() && h.Until.Valid() {
			l.Check(h.From.Compare(h.Until) < 0, at+".until", h.Until, "must be after from, "+h.From.String())
		}
		l.Check(len(h.Open) > 0, at+".open", nil, "must have at least one span")
		checkSpans(l, at+".open", h.Open)
		for j := range i {
			if a, b, ok := h.overlap(s.Hours[j]); ok {
				l.Add(fault.Index(at+".open", a), h.Open[a], "overlaps hours["+strconv.Itoa(j)+"].open["+strconv.Itoa(b)+"], "+s.Hours[j].Open[b].String())
			}
		}
		if a, b, ok := h.overlapSelf(); ok {
			l.Add(fault.Index(at+".open", a), h.Open[a], "overlaps open["+strconv.Itoa(b)+"], "+h.Open[b].String())
		}
	}
}

// checkText refuses a reason or a name that is too long or has control characters.
func checkText(l *fault.List, field, s string) {
	if len(s) > maxText {
		l.Add(field, s, "must have at most 200 bytes")
	} else if reason := text.BadText(s); reason != "" {
		l.Add(field, s, reason)
	}
}

func checkSpans(l *fault.List, at string, spans []Span) {
	l.Check(len(spans) <= maxSpans, at, len(spans), "must have at most 24 spans")
	for i, s := range spans {
		l.Check(s.Valid(), fault.Index(at, i), s, spanReason)
	}
}

// overlap finds a span of h and one of other that cover the same wall time on
// some date on which both are in effect.
func (h Hours) overlap(other Hours) (i, j int, ok bool) {
	for shift := -1; shift <= 1; shift++ {
		if h.meets(other, shift) {
			if i, j, ok = overlapping(h.Open, other.Open, int64(shift)*daySeconds, false); ok {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

func (h Hours) overlapSelf() (i, j int, ok bool) {
	if i, j, ok = overlapping(h.Open, h.Open, 0, true); !ok && h.meets(h, 1) {
		i, j, ok = overlapping(h.Open, h.Open, daySeconds, false)
	}
	return i, j, ok
}

// meets reports whether there is a date d on which h is in effect while other is
// on the date shift days later.
func (h Hours) meets(other Hours, shift int) bool {
	from, until := int64(-1<<40), int64(1<<40)
	for _, x := range [...]struct {
		h     Hours
		shift int64
	}{{h, 0}, {other, int64(shift)}} {
		if x.h.From.Valid() {
			from = max(from, x.h.From.number()-x.shift)
		}
		if x.h.Until.Valid() {
			until = min(until, x.h.Until.number()-x.shift)
		}
	}
	for n := from; n < min(until, from+7); n++ {
		if h.Days.Has(civil.Weekday(n)) && other.Days.Has(civil.Weekday(n+int64(shift))) {
			return true
		}
	}
	return false
}

// overlapping finds a span of xs that shares wall time with one of ys, whose
// clocks are ahead by shift seconds. With same, both are one list.
func overlapping(xs, ys []Span, shift int64, same bool) (i, j int, ok bool) {
	for i, x := range xs {
		for j, y := range ys {
			if same && j >= i {
				break
			}
			if int64(x.Start) < y.end()+shift && int64(y.Start)+shift < x.end() {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// MarshalJSON implements json.Marshaler. It refuses a schedule that has Extra holidays.
func (s Schedule) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Schedule) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// MarshalJSON implements json.Marshaler.
func (h Hours) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *Hours) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }
