package leveltest_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// withoutFeasts returns a schedule whose Pentecost Mondays and 8 May of France are days like others: it has no holidays,
// and each of the others is an exception before those that it had.
func withoutFeasts(t require.TestingT, s calendar.Schedule) calendar.Schedule {
	strip := func(set calendar.HolidaySet, list []calendar.Exception) (calendar.HolidaySet, []calendar.Exception) {
		var out []calendar.Exception
		seen := map[calendar.Date]bool{}
		for code := range strings.SplitSeq(set.Code, ",") {
			for year := 2023; year <= 2027 && code != ""; year++ {
				days, err := calendar.HolidaySet{Code: code}.Year(year)
				require.NoError(t, err)
				for _, h := range days {
					feast := strings.HasPrefix(code, "FR") && (h.FR == "Lundi de Pentecôte" || h.FR == "Victoire de 1945")
					if !feast && !seen[h.Date] {
						seen[h.Date] = true
						out = append(out, calendar.Exception{Date: h.Date, Until: h.Date.AddDays(1)})
					}
				}
			}
		}
		return calendar.HolidaySet{}, append(out, list...)
	}
	s.Holidays, s.Exceptions = strip(s.Holidays, s.Exceptions)
	s.Layers = slices.Clone(s.Layers)
	for i := range s.Layers {
		x := &s.Layers[i]
		x.Holidays, x.Exceptions = strip(x.Holidays, x.Exceptions)
	}
	return s
}

// hoursCase is a schedule, when somebody asked, and a session of work, about a holiday of D26.
type hoursCase struct {
	schedule     calendar.Schedule
	feast        calendar.Date
	asked, later time.Duration // from the beginning of the feast, and from then to the session
	took         time.Duration
}

func hoursCases() *rapid.Generator[hoursCase] {
	return rapid.Custom(func(t *rapid.T) hoursCase {
		s := leveltest.Schedules().Draw(t, "schedule")
		if len(s.Hours) > 0 && rapid.Bool().Draw(t, "in turn") { // teams in turn that have holidays, too
			turn := calendar.Exception{Date: calendar.Date{Year: 2023, Month: 1, Day: 2}, Weeks: 2, IfOpen: true, Closed: []calendar.Span{{Start: calendar.At(12, 0), End: calendar.At(13, 0)}}}
			s.Exceptions = append(s.Exceptions, turn)
		}
		minutes := func(from, to int, label string) time.Duration {
			return time.Duration(rapid.IntRange(from, to).Draw(t, label)) * time.Minute
		}
		feast := rapid.SampledFrom([]string{"2024-05-08", "2024-05-20", "2025-05-08", "2025-06-09"}).Draw(t, "feast")
		return hoursCase{s, calendar.MustParseDate(feast), minutes(-3*1440, 2*1440, "asked"), minutes(0, 3*1440, "later"), minutes(1, 600, "minutes")}
	})
}

// TestHoursOfAnySchedule: what a statement says of the hours of a plan, which came as JSON, is what its calendar says, and
// it says that this rests on Pentecost Monday and 8 May (D26) if it would be something else without them.
func TestHoursOfAnySchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkHours(t, hoursCases().Draw(t, "case")) })
	rests, layered := map[bool]int{}, 0
	for i := range 100 { // however many were drawn
		c := hoursCases().Example(i)
		rest, ever := checkHours(t, c)
		if !ever {
			continue
		}
		if rests[rest]++; rest && len(c.schedule.Layers) > 0 {
			layered++
		}
	}
	assert.Positive(t, rests[true])
	assert.Positive(t, rests[false])
	assert.Positive(t, layered)
}

// checkHours reports whether what a statement says rests on D26, and whether the hours ever open.
func checkHours(t require.TestingT, x hoursCase) (rest, ever bool) {
	s := x.schedule
	e := plans.NUXIT()
	for i := range e.Plans {
		if !e.Plans[i].Fee.OnQuote {
			e.Plans[i].Hours.Schedule = s
		}
	}
	doc, err := json.Marshal(e)
	require.NoError(t, err)
	var back plans.Edition
	require.NoError(t, json.Unmarshal(doc, &back))
	c, err := servicelevel.Compile(back)
	require.NoError(t, err)
	hours, err := calendar.Compile(s)
	require.NoError(t, err)
	others, err := calendar.Compile(withoutFeasts(t, s))
	require.NoError(t, err)

	at := x.feast.Interval(c.Location()).Start.Add(x.asked)
	start := at.Add(x.later)
	end := start.Add(x.took)
	ct := servicelevel.Contract{ID: "C", Customer: "Atelier", Edition: e.ID, Level: servicelevel.Standard, Start: calendar.Date{Year: 2024, Month: 1, Day: 1}}
	ct.Options.Overdraft = 1000 * time.Hour
	got, err := c.Statement(ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T", At: at}},
		Interventions: []servicelevel.Intervention{{Ticket: "T", Start: start, End: end}},
	}, calendar.MonthOf(start.In(c.Location())))
	next, never := hours.NextOpen(at)
	require.Equal(t, never != nil, err != nil, "%v", err)
	if never != nil {
		return false, false
	}
	require.Len(t, got.Tickets, 1)
	w := got.Tickets[0]

	outside := func(c *calendar.Calendar) time.Duration {
		open, err := c.Between(start, end)
		require.NoError(t, err)
		return end.Sub(start) - open
	}
	require.Equal(t, outside(hours), w.Outside)
	require.True(t, next.Equal(w.Earliest))
	other, err := others.NextOpen(at)
	rest = outside(hours) != outside(others) || err != nil || !other.Equal(next)

	got.Explain()
	w = got.Tickets[0]
	said := slices.ContainsFunc(got.Assumptions, func(a statement.Assumption) bool { return a.Rule == "D26" })
	require.Equal(t, rest, said, "asked %s, worked %s to %s", at, start, end)
	require.Equal(t, w.Outside, lapseBefore(t, w.Explained.EN, " outside the plan's hours"))
	require.Equal(t, w.Outside, lapseBefore(t, w.Explained.FR, " hors des heures prévues"))
	require.NoError(t, leveltest.FiguresOf(got).Check(got))
	return rest, true
}

// lapseBefore reads the time that a sentence has before some words, 0 if it does not have them.
func lapseBefore(t require.TestingT, sentence, words string) (d time.Duration) {
	before, _, found := strings.Cut(sentence, words)
	if !found {
		return 0
	}
	part := regexp.MustCompile(`(?:(\d+) h)? ?(?:(\d+) min|(\d+))?$`).FindStringSubmatch(before)
	require.NotEmpty(t, part[0], sentence)
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Minute} {
		n, _ := strconv.Atoi(part[i+1])
		d += time.Duration(n) * unit
	}
	return d
}
