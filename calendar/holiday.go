package calendar

import (
	"strings"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/holidays"
	"github.com/palier-go/palier/internal/wire"
)

// Holiday is a public holiday on its date.
type Holiday struct {
	Date Date   `json:"date"`
	Key  string `json:"key"` // names the holiday in any year: "easter_monday"
	FR   string `json:"fr"`  // its name in French
	EN   string `json:"en"`  // its name in English
	// Basis is the text that makes it a holiday on this date, in French; empty for a holiday of another country
	// or of the caller's own.
	Basis string `json:"basis,omitzero"`
	// FirstYear and LastYear bound the years in which it holds on that basis, both included; zero is without
	// limit that we know.
	FirstYear int `json:"first_year,omitzero"`
	LastYear  int `json:"last_year,omitzero"`
}

// HolidaySet says which public holidays hold, by the ISO 3166 code of a country, of
// one of its parts, or of a territory of France:
//
//	FR                    metropolitan France
//	FR-57, FR-67, FR-68   Moselle, Bas-Rhin, Haut-Rhin; FR-6AE Alsace
//	FR-971  Guadeloupe    FR-972  Martinique   FR-973  Guyane
//	FR-974  La Réunion    FR-976  Mayotte
//	FR-BL   Saint-Barthélemy                   FR-MF   Saint-Martin
//	FR-PM   Saint-Pierre-et-Miquelon           FR-NC   Nouvelle-Calédonie
//	FR-PF   Polynésie française                FR-WF   Wallis-et-Futuna
//	BE, LU, ES, IT, US …  other countries
//	CH-GE, DE-BY, GB-SCT, CA-QC, AU-NSW …  cantons, Länder, states and the like
//	ECB                   the days on which the payments of the euro rest
//
// [HolidayCodes] has all of them. The zero value is no holidays at all.
type HolidaySet struct {
	// Code is one code, or several with commas between, such as "FR,BE,DE-SL": then
	// the holidays of each hold. What several have in common is told once.
	Code string `json:"code"`
	// GoodFriday adds Good Friday, which in Moselle, Bas-Rhin and Haut-Rhin is a holiday of the communes with a
	// Protestant temple or a church of both confessions. It is refused elsewhere.
	GoodFriday bool `json:"good_friday,omitzero"`
	// PentecostWorked leaves out the Pentecost Monday of France from 2005 to 2007,
	// when it was the day of solidarity by default (D26).
	PentecostWorked bool `json:"pentecost_worked,omitzero"`
	// ByTheLetter takes 27 May for Saint-Martin from 2018 on, as the letter of the Code du travail has it,
	// rather than 28 May, as everybody there does. It is refused elsewhere.
	ByTheLetter bool `json:"by_the_letter,omitzero"`
}

// Validate refuses an unknown code, one that is named twice, and an option that no
// code of the set knows.
func (s HolidaySet) Validate() error {
	if s == (HolidaySet{}) {
		return nil
	}
	var l fault.List
	var offered holidays.Choices
	seen := make(map[string]bool)
	for code := range strings.SplitSeq(s.Code, ",") {
		of, known := holidays.Offered(code)
		offered = offered.With(of)
		switch {
		case !known:
			l.Add("code", code, codeReason())
		case seen[code]:
			l.Add("code", code, "is named twice")
		}
		if seen[code] = true; l.Full() {
			break
		}
	}
	known := l.Empty()
	l.Check(!s.GoodFriday || offered.GoodFriday, "good_friday", s.GoodFriday, "is a choice of FR-57, FR-67, FR-68 and FR-6AE only")
	l.Check(!s.PentecostWorked || offered.PentecostWorked || !known, "pentecost_worked", s.PentecostWorked, "is a choice of France only")
	l.Check(!s.ByTheLetter || offered.ByTheLetter, "by_the_letter", s.ByTheLetter, "is a choice of FR-MF only")
	return l.Err()
}

// HolidayCodes returns the codes that a HolidaySet knows: those of France, then the others in alphabetical
// order.
func HolidayCodes() []string { return holidays.Codes() }

func codeReason() string {
	return "must be the code of a territory or country, or several with commas between: " + strings.Join(HolidayCodes(), ", ")
}

// Year returns the holidays of a year from 1583 to 9999 by date. Two that fall on one date are both there.
func (s HolidaySet) Year(year int) ([]Holiday, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if year < oldestYear || year > maxYear {
		return nil, fault.New("year", year, "must be from 1583 to 9999")
	}
	var out []Holiday
	list := s.list()
	first, end := Date{year, time.January, 1}.number(), Date{year + 1, time.January, 1}.number()
	for _, d := range holidays.Days(list, year-1, year+1) {
		if d.Number >= first && d.Number < end {
			h := named(&list[d.Holiday].Holiday)
			out = append(out, h.on(d.Number))
		}
	}
	return out, nil
}

// list returns the holidays of the set and the rules of their dates.
func (s HolidaySet) list() []holidays.Yearly {
	return holidays.Of(s.Code, holidays.Choices{GoodFriday: s.GoodFriday, PentecostWorked: s.PentecostWorked, ByTheLetter: s.ByTheLetter})
}

// named returns a holiday without a date.
func named(h *holidays.Holiday) Holiday {
	return Holiday{Key: h.Key, FR: h.FR, EN: h.EN, Basis: h.Basis, FirstYear: h.FirstYear, LastYear: h.LastYear}
}

// on returns the holiday on a day.
func (h Holiday) on(day int64) Holiday {
	h.Date = dateOfNumber(day)
	return h
}

// MarshalJSON implements json.Marshaler.
func (h Holiday) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *Holiday) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// MarshalJSON implements json.Marshaler.
func (s HolidaySet) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *HolidaySet) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }
