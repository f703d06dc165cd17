package calendar

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Holiday is a public holiday on its date.
type Holiday struct {
	Date Date   `json:"date"`
	Key  string `json:"key"` // names the holiday in any year: "easter_monday"
	FR   string `json:"fr"`  // its name in French
	EN   string `json:"en"`  // its name in English
	// Basis is the text that makes it a holiday on this date, in French; empty
	// for a holiday of the caller's own.
	Basis string `json:"basis,omitzero"`
	// FirstYear and LastYear bound the years in which it holds on that basis,
	// both included; zero is without limit.
	FirstYear int `json:"first_year,omitzero"`
	LastYear  int `json:"last_year,omitzero"`
}

// HolidaySet says which public holidays of France hold, by the ISO 3166 code of
// the territory:
//
//	FR                    metropolitan France
//	FR-57, FR-67, FR-68   Moselle, Bas-Rhin, Haut-Rhin
//	FR-971  Guadeloupe    FR-972  Martinique   FR-973  Guyane
//	FR-974  La Réunion    FR-976  Mayotte
//	FR-BL   Saint-Barthélemy                   FR-MF   Saint-Martin
//
// The zero value is no holidays at all.
type HolidaySet struct {
	Code string `json:"code"`
	// GoodFriday adds Good Friday, which in Moselle, Bas-Rhin and Haut-Rhin is a
	// holiday of the communes with a Protestant temple or a church of both
	// confessions. It is refused elsewhere.
	GoodFriday bool `json:"good_friday,omitzero"`
	// PentecostWorked leaves out Pentecost Monday from 2005 to 2007, when it was
	// the day of solidarity by default (D26).
	PentecostWorked bool `json:"pentecost_worked,omitzero"`
}

// Validate refuses an unknown code and an option that the code does not know.
func (s HolidaySet) Validate() error {
	var l fault.List
	if s == (HolidaySet{}) {
		return nil
	}
	where, ok := areaOf(s.Code)
	l.Check(ok, "code", s.Code, `must be the code of a territory of France such as "FR" or "FR-974"`)
	l.Check(!s.GoodFriday || where == alsaceMoselle, "good_friday", s.GoodFriday, "is a choice of FR-57, FR-67 and FR-68 only")
	return l.Err()
}

// Year returns the holidays of a year from 1583 to 9999 in the order of their
// dates. Two that fall on one date are both there.
func (s HolidaySet) Year(year int) ([]Holiday, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if year < oldestYear || year > maxYear {
		return nil, fault.New("year", year, "must be from 1583 to 9999")
	}
	var out []Holiday
	for _, d := range s.appendDays(nil, year) {
		out = append(out, frenchHolidays[d.holiday].on(dateOfNumber(d.day)))
	}
	return out, nil
}

// A holidayDay is one holiday on one day: an index of a list of holidays and a
// Date.number.
type holidayDay struct {
	day     int64
	holiday int
}

// appendDays appends the days of the holidays of a year, sorted.
func (s HolidaySet) appendDays(out []holidayDay, year int) []holidayDay {
	where, ok := areaOf(s.Code)
	if !ok {
		return out
	}
	begin, sunday := len(out), easter(year)
	for i := range frenchHolidays {
		if h := &frenchHolidays[i]; h.holds(s, where, year) {
			out = append(out, holidayDay{h.in(year, sunday), i})
		}
	}
	slices.SortStableFunc(out[begin:], func(a, b holidayDay) int { return cmp.Compare(a.day, b.day) })
	return out
}

// MarshalJSON implements json.Marshaler.
func (h Holiday) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *Holiday) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// MarshalJSON implements json.Marshaler.
func (s HolidaySet) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (s *HolidaySet) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }
