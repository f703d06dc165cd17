package servicelevel_test

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// modelFactor is how many thousandths an hour counts in a plan of the edition "other", by what the
// clocks of Paris show: at its first level half as much again at night; at its third twice on Sundays and holidays,
// and then 1.333 times at night; at its fourth half in the evening.
func modelFactor(weighs int, at time.Time, holidays bool) int64 {
	at = at.In(paris)
	night := at.Hour() >= 22 || at.Hour() < 6
	switch {
	case weighs == 1 && night:
		return 1500
	case weighs == 2 && (at.Weekday() == time.Sunday || modelHolidays[at.Format("2006-01-02")] && (holidays || !contested(at))):
		return 2000
	case weighs == 2 && night:
		return 1333
	case weighs == 3 && at.Hour() >= 18 && at.Hour() < 22:
		return 500
	}
	return 1000
}

// contested reports whether a holiday is one of D26.
func contested(at time.Time) bool {
	day := at.Format("2006-01-02")
	return day[5:] == "05-08" || slices.Contains([]string{"2023-05-29", "2024-05-20", "2025-06-09", "2026-05-25", "2027-05-17"}, day)
}

// otherFactors are those of the edition "other" as data.
func otherFactors(weighs int) []plans.Factor {
	schedule := func(days calendar.Days, spans ...string) calendar.Schedule {
		h := calendar.Hours{Days: days}
		for _, text := range spans {
			var s calendar.Span
			if err := s.UnmarshalText([]byte(text)); err != nil {
				panic(err)
			}
			h.Open = append(h.Open, s)
		}
		return calendar.Schedule{Zone: "Europe/Paris", Hours: []calendar.Hours{h}}
	}
	night := schedule(calendar.EveryDay, "00:00-06:00", "22:00-24:00")
	free := schedule(calendar.EveryDay&^calendar.On(time.Sunday), "00:00-24:00")
	free.Holidays, free.Layers = calendar.HolidaySet{Code: "FR"}, []calendar.Layer{{Op: calendar.LayerComplement}}
	by := func(text string, s calendar.Schedule, rule string) plans.Factor {
		return plans.Factor{By: decimal.RequireFromString(text), Schedule: s, Rules: []string{rule}}
	}
	switch weighs {
	case 1:
		return []plans.Factor{by("1.5", night, "S1")}
	case 2:
		return []plans.Factor{by("2", free, "S2"), by("1.333", night, "S1")}
	case 3:
		return []plans.Factor{by("0.50", schedule(calendar.EveryDay, "18:00-22:00"), "S1")}
	}
	return nil
}

// counts is what work counts as, looked at minute by minute: of each stretch of one factor the
// whole microseconds. It returns how long each of the factors held, too.
func (m *model) counts(from, to time.Time, holidays bool) (counted time.Duration, held map[int64]time.Duration) {
	if d := m.dateOf(from); !slices.ContainsFunc([]calendar.Date{d, d.AddDays(1), m.dateOf(to)}, func(d calendar.Date) bool { return m.planOn(d).weighs > 0 }) {
		return to.Sub(from), nil
	}
	held = map[int64]time.Duration{}
	var stretch time.Duration
	last := int64(1000)
	end := func() {
		whole := stretch.Truncate(time.Microsecond)
		counted += stretch - whole + whole/1000*time.Duration(last)
		if last != 1000 && whole > 0 {
			held[last] += whole
		}
		stretch = 0
	}
	for t := from; t.Before(to); {
		next := nextMinute(t)
		if next.After(to) {
			next = to
		}
		if by := modelFactor(m.plan(t).weighs, t, holidays); by != last {
			end()
			last = by
		}
		stretch += next.Sub(t)
		t = next
	}
	end()
	return counted, held
}

// counted is what a session counts as, each part for itself if months are split.
func (h *modelHours) counted(s *modelSession) (sum time.Duration) {
	for _, p := range h.parts(s) {
		sum += p.time
	}
	return sum
}

// weighedText says what factors held for how long.
func weighedText(counted, worked time.Duration, held map[int64]time.Duration) string {
	text := ""
	var all []int64
	for by, d := range held {
		if d != 0 {
			all = append(all, by)
		}
	}
	slices.Sort(all)
	for _, by := range all {
		text += " " + decimal.New(by, -3).String() + " for " + held[by].String()
	}
	if counted != worked || text != "" {
		text += " counted " + counted.String()
	}
	return text
}

// weighedOf takes the same from a statement.
func weighedOf(t *statement.TicketWork) string {
	counted, held := t.Counted, map[int64]time.Duration{}
	for _, x := range t.Weighed {
		held[x.By.Shift(3).IntPart()] += x.Time
	}
	if counted == 0 && len(t.Weighed) == 0 {
		counted = t.Worked
	}
	return weighedText(counted, t.Worked, held)
}
