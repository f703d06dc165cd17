package statement

import (
	"slices"
	"time"

	"github.com/palier-go/palier/servicelevel/internal/reckon"
)

// givesByDays reports whether the allowance of the month is made of those of days.
func (s *Statement) givesByDays() bool {
	return slices.ContainsFunc(s.Levels, func(d LevelDays) bool { return d.Allowance > 0 })
}

// allowance writes "Business: 17 of 31 days of 2 h = 1 h 5 min, Pro: 14 of 31 days of 2 h = 54 min;
// in all 1 h 59 min (D27)", of whole months "Business: 2 h, Pro: 2 h; in all 4 h (D27)", or "the
// greatest of them 2 h".
func (e *explainer) allowance(s *Statement) {
	choice := ""
	for i := range s.Assumptions {
		if a := &s.Assumptions[i]; a.Rule == "D27" {
			choice = a.Choice
		}
	}
	levels := 0
	for i := range s.Levels {
		if d := &s.Levels[i]; d.Allowance > 0 && !slices.ContainsFunc(s.Levels[:i], func(x LevelDays) bool { return x.Level == d.Level && x.Allowance > 0 }) {
			if levels++; levels > 1 {
				e.Str(", ")
			}
			e.Str(d.Name.Text(e.Lang))
			e.By(" : ", ": ")
			e.allowanceOf(s, i, choice == "share_of_days")
		}
	}
	if levels > 1 {
		if choice == "any_day" {
			e.By(" ; la plus grande : ", "; the greatest of them ")
		} else {
			e.By(" ; en tout ", "; in all ")
		}
		e.Lapse(s.Allowance.Granted)
	}
	e.cites("D27")
}

// allowanceOf writes what the level of the i-th days gives on all of its days.
func (e *explainer) allowanceOf(s *Statement, i int, byDays bool) {
	level, of := s.Levels[i].Level, int64(s.Month.Days())
	var most, sum time.Duration
	first := true
	for _, d := range s.Levels[i:] {
		if d.Level != level || d.Allowance == 0 {
			continue
		}
		most = max(most, d.Allowance)
		if !byDays {
			continue
		}
		if !first {
			e.Str(" + ")
		}
		first = false
		days := reckon.DaysBetween(d.From, d.Until)
		sum += time.Duration(days) * d.Allowance
		e.Int(days)
		if e.By(" jour", ""); days > 1 {
			e.By("s", "")
		}
		e.By(" sur ", " of ")
		e.Int(of)
		e.By(" de ", " days of ")
		e.Lapse(d.Allowance)
	}
	if byDays {
		e.Str(" = ")
		most = (sum / time.Duration(max(of, 1))).Truncate(time.Minute)
	}
	e.Lapse(most)
}
