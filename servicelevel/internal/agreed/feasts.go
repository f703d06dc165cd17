package agreed

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/decided"
)

// Feasts are Pentecost Monday and 8 May in the hours of a plan and in their layers (D26). Few
// contracts need to know what these decide, so that it is worked out when one does: memory, not
// state.
type Feasts struct {
	schedule calendar.Schedule
	zones    *calendar.Zones
	Choice   decided.Set // what the hours choose
	opens    bool        // one that is held may open what would be closed

	listed sync.Once
	list   []feast // by which figures can rest on D26, by day
	days   []int32 // theirs: each ticket looks here (BenchmarkStatement of 20 tickets: 6 %)
	others sync.Map
}

// A feast is a day that is a holiday for it alone in some parts of a schedule, or that would be.
type feast struct {
	date  calendar.Date
	day   int32 // its number
	parts []feastOf
}

// feastOf says whether a feast is held in a part of a schedule: 0 is its own hours, and i + 1 its
// layer i.
type feastOf struct {
	part int
	held bool
}

// feastsOf returns the feasts of a schedule, nil if it has no holidays of France.
func feastsOf(s calendar.Schedule, zones *calendar.Zones) *Feasts {
	f := &Feasts{schedule: s, zones: zones}
	for i, set := range holidaysOf(s) {
		op := calendar.LayerUnion
		if i > 0 {
			op = s.Layers[i-1].Op
		}
		french, _ := split(set)
		f.opens = f.opens || op == calendar.LayerComplement || op == calendar.LayerDifference && french.Code != ""
		switch {
		case french.Code == "":
		case set.PentecostWorked:
			f.Choice |= decided.D26 | decided.FeastsWorked
			f.opens = true // in 2005 to 2007
		default:
			f.Choice |= decided.D26 | decided.FeastsHeld
		}
	}
	if f.Choice == 0 {
		return nil
	}
	return f
}

// holidaysOf returns the holidays of the parts of a schedule.
func holidaysOf(s calendar.Schedule) []calendar.HolidaySet {
	sets := []calendar.HolidaySet{s.Holidays}
	for i := range s.Layers {
		sets = append(sets, s.Layers[i].Holidays)
	}
	return sets
}

// split returns the holidays of France, as D26 has them, and those of other countries.
func split(s calendar.HolidaySet) (french, others calendar.HolidaySet) {
	for code := range strings.SplitSeq(s.Code, ",") {
		to := &others
		if strings.HasPrefix(code, "FR") {
			to = &french
		}
		if to.Code != "" {
			to.Code += ","
		}
		to.Code += code
	}
	return french, others
}

// between returns the feasts that lie between two days or so near them that hours of other zones,
// and nights, can meet: which of the list they are.
func (f *Feasts) between(from, to int32) (i, j int) {
	f.listed.Do(f.read)
	i, _ = slices.BinarySearch(f.days, from-3)
	const most = 16 // of eight years: what lies that far apart rests on these too
	for j = i; j < min(len(f.days), i+most) && f.days[j] < to+3; {
		j++
	}
	return i, j
}

// The years that contracts have.
const firstFeasts, lastFeasts = 1990, 2089

// read lists the feasts.
func (f *Feasts) read() {
	byDay := map[int32]*feast{}
	for i, set := range holidaysOf(f.schedule) {
		french, foreign := split(set)
		if french.Code == "" {
			continue
		}
		var elsewhere *calendar.Calendar // none has no holidays
		if foreign.Code != "" {
			s := calendar.Schedule{Zone: f.schedule.Zone, FirstYear: firstFeasts, LastYear: lastFeasts, Holidays: foreign}
			elsewhere, _ = calendar.CompileIn(s, f.zones) // of a valid schedule
		}
		for year := firstFeasts; year <= lastFeasts; year++ {
			f.readYear(byDay, i, set, french, elsewhere, year)
		}
	}
	for _, x := range byDay {
		f.list = append(f.list, *x)
	}
	slices.SortFunc(f.list, func(a, b feast) int { return cmp.Compare(a.day, b.day) })
	for i := range f.list {
		f.days = append(f.days, f.list[i].day)
	}
}

// readYear adds the feasts of a year in a part of the schedule.
func (f *Feasts) readYear(byDay map[int32]*feast, part int, set, french calendar.HolidaySet, elsewhere *calendar.Calendar, year int) {
	all, _ := french.Year(year) // of a valid schedule
	french.PentecostWorked = set.PentecostWorked
	held, _ := french.Year(year)
	for _, h := range all {
		on := func(x calendar.Holiday) bool { return x.Date == h.Date }
		others := func(x calendar.Holiday) bool { return on(x) && !isFeast(x) }
		if more, _ := elsewhere.Holidays(h.Date); !isFeast(h) || len(more) > 0 || slices.ContainsFunc(all, others) {
			continue
		}
		day := zone.DayOf(h.Date.Year, h.Date.Month, h.Date.Day)
		if byDay[day] == nil {
			byDay[day] = &feast{date: h.Date, day: day}
		}
		byDay[day].parts = append(byDay[day].parts, feastOf{part, slices.ContainsFunc(held, on)})
	}
}

func isFeast(h calendar.Holiday) bool { return h.Key == "pentecost_monday" || h.Key == "victory_1945" }

// Otherwise returns the hours, of the years about the feasts that can matter between two days, as they would be if
// those that are holidays were days like others, and those that are none were: what comes out alike rests on no
// decision. It is nil if there are no such feasts, or can be no such hours.
func (f *Feasts) Otherwise(from, to int32) *calendar.Calendar {
	i, j := f.between(from, to)
	if i >= j {
		return nil
	}
	key := [2]int{i, j}
	if c, ok := f.others.Load(key); ok {
		known, _ := c.(*calendar.Calendar)
		return known
	}
	s := f.schedule
	s.FirstYear = max(cmp.Or(s.FirstYear, calendar.DefaultFirstYear), f.list[i].date.Year-1)
	s.LastYear = min(cmp.Or(s.LastYear, calendar.DefaultLastYear), f.list[j-1].date.Year+2)
	s.Exceptions, s.Layers = slices.Clone(s.Exceptions), slices.Clone(s.Layers)
	for _, x := range f.list[i:j] {
		for _, of := range x.parts {
			// Before all other exceptions, which act on what it makes of the day, as one of that date alone would not be.
			list := &s.Exceptions
			if of.part > 0 {
				list = &s.Layers[of.part-1].Exceptions
			}
			*list = slices.Concat([]calendar.Exception{{Date: x.date, Until: x.date.AddDays(1), Usual: of.held}}, *list)
		}
	}
	c, _ := calendar.CompileIn(s, f.zones) // nil if these exceptions are too many
	f.others.Store(key, c)
	return c
}

// ClosesOnly reports whether these holidays can only close what would be open.
func (f *Feasts) ClosesOnly() bool { return f == nil || !f.opens }
