package credit_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
)

func ExampleValidity() {
	year := credit.Validity{Months: 12}
	fmt.Println(year.Last(calendar.MustParseDate("2026-06-10")))
	fmt.Println(credit.Validity{Through: credit.ThroughYear}.Last(calendar.MustParseDate("2026-06-10")))
	paris, _ := calendar.LoadLocation("Europe/Paris")
	bought := time.Date(2024, time.June, 10, 14, 30, 0, 0, paris)
	fmt.Println(year.Until(bought, paris))
	// Output:
	// 2027-06-10
	// 2026-12-31
	// 2025-06-11 00:00:00 +0200 CEST
}

func TestLastDayOfHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v         credit.Validity
		day, last string
	}{
		{credit.Validity{Months: 1}, "2026-01-31", "2026-02-28"},
		{credit.Validity{Months: 1}, "2024-01-30", "2024-02-29"},
		{credit.Validity{Months: 12}, "2024-02-29", "2025-02-28"},
		{credit.Validity{Days: 1}, "2026-12-31", "2027-01-01"},
		{credit.Validity{Days: 30}, "2026-06-10", "2026-07-10"},
		{credit.Validity{Months: 1, Days: 1}, "2026-01-31", "2026-03-01"},
		{credit.Validity{Through: credit.ThroughMonth}, "2026-06-30", "2026-06-30"},
		{credit.Validity{Through: credit.ThroughMonth}, "2026-07-01", "2026-07-31"},
		{credit.Validity{Through: credit.ThroughYear}, "2026-01-01", "2026-12-31"},
		{credit.Validity{Months: 12, Through: credit.ThroughMonth}, "2026-06-10", "2027-06-30"},
		{credit.Validity{Days: 1, Through: credit.ThroughYear}, "2026-12-31", "2027-12-31"},
		{credit.Validity{Months: 600, Days: 18_300, Through: credit.ThroughYear}, "2089-12-31", "2190-12-31"},
		{credit.Validity{Months: 1}, "9999-12-31", "0000-00-00"},
		{credit.Validity{Months: -1}, "2026-01-31", "0000-00-00"},
		{credit.Validity{}, "2026-01-31", "0000-00-00"},
	} {
		if assert.Equal(t, c.last, c.v.Last(calendar.MustParseDate(c.day)).String(), "%v from %s", c.v, c.day); c.v.Validate() == nil {
			kit.RoundTrip(t, c.v)
		}
	}
	assert.True(t, credit.Validity{Months: 1}.Last(calendar.Date{}).IsZero())
	assert.True(t, credit.Validity{}.Until(time.Time{}, time.UTC).IsZero())
}

func TestValidityIsChecked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, fault string }{
		{`{"months":-1}`, "months: must lie from 0 to 600"},
		{`{"months":601}`, "months: must lie from 0 to 600"},
		{`{"days":18301}`, "days: must lie from 0 to 18300"},
		{`{"through":"week"}`, "through: must be one of day, month, year"},
	} {
		var v credit.Validity
		assert.ErrorContains(t, v.UnmarshalJSON([]byte(c.text)), c.fault)
		var p credit.Pack
		assert.ErrorContains(t, p.UnmarshalJSON([]byte(`{"time":"PT1H","price":"60.00","validity":`+c.text+`}`)), "validity."+c.fault)
	}
	kit.RoundTrip(t, credit.Pack{Time: hour, Price: euros("60"), Validity: credit.Validity{Months: 12}})
}

// A validity is as long as counting day by day says, and the instant is the end of that day.
func TestValidityDayByDay(t *testing.T) {
	t.Parallel()
	paris, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		v := credit.Validity{
			Months: rapid.IntRange(0, 30).Draw(t, "months"), Days: rapid.IntRange(0, 70).Draw(t, "days"),
			Through: rapid.SampledFrom([]credit.Through{credit.ThroughDay, credit.ThroughMonth, credit.ThroughYear}).Draw(t, "through"),
		}
		from := calendar.MustParseDate("2019-01-01").AddDays(rapid.IntRange(0, 1500).Draw(t, "day"))
		day, months := from, 0
		for d := from; months < v.Months; { // the same day of the month, or its last one
			d = d.AddDays(1)
			if last := d.AddDays(1).Day == 1; d.Day == from.Day || last && d.Day < from.Day {
				day, months = d, months+1
			}
		}
		for range v.Days {
			day = day.AddDays(1)
		}
		for v.Through == credit.ThroughMonth && day.AddDays(1).Day != 1 || v.Through == credit.ThroughYear && day.AddDays(1).Year == day.Year {
			day = day.AddDays(1)
		}
		if v.IsZero() {
			day = calendar.Date{}
		}
		require.Equal(t, day, v.Last(from))
		at := from.Interval(paris).Start.Add(time.Duration(rapid.Int64Range(0, int64(23*time.Hour-1)).Draw(t, "at")))
		until := v.Until(at, paris)
		if v.IsZero() {
			require.True(t, until.IsZero())
			return
		}
		require.Equal(t, day, calendar.DateOf(until.Add(-1).In(paris)))
		require.Equal(t, day.AddDays(1), calendar.DateOf(until))
	})
}
