package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fund"
)

// split is an account whose allowance of 744 h pays for work in each month.
func split(t tester, zone string, day int) *ledger.Account {
	t.Helper()
	terms := credit.Terms{Blocks: credit.Blocks{Size: 1}, Zone: zone, MonthDay: day, Paying: credit.SplitAtMidnight}
	return account(t, terms, allowance("plan", month(1970, time.January), credit.MaxAllowance))
}

// In 2009 the clocks of St John's went back at one minute past midnight on 1 November:
// the day that had begun goes on.
func TestMidnightTwice(t *testing.T) {
	for _, tt := range []struct {
		from              time.Time
		worked            time.Duration
		october, november time.Duration
	}{
		{time.Date(2009, time.November, 1, 1, 30, 0, 0, time.UTC), 3 * hour, hour, 2 * hour},
		{time.Date(2009, time.November, 1, 2, 29, 0, 0, time.UTC), minute, minute, 0},
		{time.Date(2009, time.November, 1, 2, 30, 0, 0, time.UTC), minute, 0, minute},
		{time.Date(2009, time.November, 1, 2, 30, 0, -1, time.UTC), 2, 1, 1},
		{time.Date(2009, time.November, 1, 2, 45, 0, 0, time.UTC), hour, 0, hour},
		{time.Date(2009, time.November, 1, 3, 30, 0, 0, time.UTC), hour, 0, hour},
	} {
		r := apply(t, split(t, "America/St_Johns", 0), debit("d", tt.from, tt.worked))
		var want []ledger.Draw
		if tt.october > 0 {
			want = append(want, ledger.Draw{Rule: "D6", Month: month(2009, time.October), Time: tt.october})
		}
		if tt.november > 0 {
			want = append(want, ledger.Draw{Rule: "D6", Month: month(2009, time.November), Time: tt.november})
		}
		assert.Equal(t, want, r.Draws, "%v", tt.from)
	}
}

// Minute by minute, by what the clocks of the zone show, the same months pay.
func TestSplitIsWhatTheClocksShow(t *testing.T) {
	zones := []string{"Europe/Paris", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		loc, err := calendar.LoadLocation(zone)
		require.NoError(t, err)
		day := rapid.IntRange(0, 31).Draw(t, "day")
		start := time.Date(rapid.IntRange(1988, 2020).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), max(1, day), 0, 0, 0, 0, time.UTC)
		start = start.Add(time.Duration(rapid.IntRange(-48*60, 48*60).Draw(t, "from")) * minute)
		worked := time.Duration(rapid.IntRange(1, 72*60).Draw(t, "minutes")) * minute
		want := map[calendar.Month]time.Duration{}
		latest := calendar.Date{}
		for at := start; at.Before(start.Add(worked)); at = at.Add(minute) {
			shown := calendar.DateOf(at.In(loc))
			if shown.Compare(latest) < 0 {
				shown = latest // clocks that go back over midnight do not bring a day back
			}
			latest = shown
			m := shown.MonthOf()
			if shown.Day < min(day, m.Days()) {
				m = m.AddMonths(-1)
			}
			want[m] += minute
		}
		r, err := split(t, zone, day).Apply(debit("d", start, worked))
		require.NoError(t, err)
		got := map[calendar.Month]time.Duration{}
		for _, d := range r.Draws {
			got[d.Month] += d.Time
		}
		assert.Equal(t, want, got)
		assert.Len(t, r.Draws, len(want))
	})
}

// Entries of one account find their months one after the other, in any order.
func TestMonthsOfOneAccount(t *testing.T) {
	for day, want := range map[int][]calendar.Month{
		0:  {may, may, may, may, may.AddMonths(1), may, may.AddMonths(-1)},
		15: {may.AddMonths(-1), may.AddMonths(-1), may, may, may, may.AddMonths(-1), may.AddMonths(-1)},
	} {
		a := split(t, "UTC", day)
		for i, d := range []int{10, 14, 15, 31, 32, 1, 0} {
			r := apply(t, a, debit(string(rune('a'+i)), at(d, 12, 0), 1))
			assert.Equal(t, want[i], r.Draws[0].Month, "day %d, %d May", day, d)
		}
	}
}

func TestMonthDay(t *testing.T) {
	terms := halfHours
	terms.Zone = "UTC"
	for day := range 32 {
		terms.MonthDay = day
		for d := time.Date(2027, 12, 25, 12, 0, 0, 0, time.UTC); d.Year() < 2028 || d.Month() < 4; d = d.AddDate(0, 0, 1) {
			first := time.Date(d.Year(), d.Month(), 1, 12, 0, 0, 0, time.UTC)
			begin := min(max(day, 1), first.AddDate(0, 1, -1).Day())
			want := calendar.MonthOf(first)
			if d.Day() < begin {
				want = want.AddMonths(-1)
			}
			a := account(t, terms, allowance("plan", want.AddMonths(-1), hour))
			assert.Equal(t, want, apply(t, a, debit("d", d, hour)).Draws[0].Month, "%d %v", day, d)
		}
	}
}

func TestResetToAnotherZone(t *testing.T) {
	terms := halfHours
	a := account(t, terms)
	for zone, want := range map[string]calendar.Month{"UTC": may, "Europe/Paris": may.AddMonths(1), "Pacific/Auckland": may.AddMonths(1)} {
		terms.Zone = zone
		for range 2 {
			require.NoError(t, a.Reset(terms))
			apply(t, a, allowance("plan", may, hour))
			assert.Equal(t, want, apply(t, a, debit("d", at(31, 22, 30), 1)).Draws[0].Month, zone)
		}
	}
}

// If nothing was worked there is no month to speak of.
func TestMonthsThereAre(t *testing.T) {
	terms := credit.Terms{Blocks: halfHours.Blocks, Zone: "UTC", Paying: credit.SplitAtMidnight}
	a := account(t, terms, debit("none", at(2, 0, 0), 0))
	assert.Empty(t, a.View(far, time.Time{}).Months())
	assert.Equal(t, []ledger.Step{{Rule: "D1", By: "none", At: at(2, 0, 0)}, {Rule: "D2", By: "none", At: at(2, 0, 0)}}, a.Trail("none"))

	apply(t, a, allowance("more", may.AddMonths(1), hour), allowance("plan", may, hour))
	months := func(on time.Time) (list []calendar.Month) {
		for _, m := range a.View(on, time.Time{}).Months() {
			list = append(list, m.Month)
		}
		return list
	}
	assert.Equal(t, []calendar.Month{may}, months(at(32, 0, 0).Add(-1)))
	assert.Equal(t, []calendar.Month{may, may.AddMonths(1)}, months(at(32, 0, 0)))
	assert.Zero(t, a.View(far, time.Time{}).Month(calendar.Month{}).Granted)
	assert.Zero(t, a.View(far, time.Time{}).Month(may.AddMonths(-1)).Granted)
}

// TestAnniversaryOfThirteenYears (B4): months that begin on one of the last days of a month
// have every day once, in order, and begin on the last one of a shorter month: by what each day
// draws, by the months of the account and by the fund.
func TestAnniversaryOfThirteenYears(t *testing.T) {
	for _, day := range []int{28, 29, 30, 31} {
		if testing.Short() && day != 31 { // it has all that the others have
			continue
		}
		terms := credit.Terms{Blocks: halfHours.Blocks, Zone: "Europe/Paris", MonthDay: day}
		paris, err := calendar.LoadLocation(terms.Zone)
		require.NoError(t, err)
		from, until := calendar.MustParseDate("2014-01-31"), calendar.MustParseDate("2027-01-31")
		a := account(t, terms, allowance("plan", month(2013, time.January), credit.MaxAllowance))
		var f fund.Fund
		require.NoError(t, f.Reset(terms))
		require.NoError(t, f.SetPlan(fund.Plan{From: calendar.MustParseDate("2013-01-01"), Allowance: credit.MaxAllowance}))
		days := map[calendar.Month]int{}
		for d, last := from, (calendar.Month{}); d.Compare(until) < 0; d = d.AddDays(1) {
			begin := d.Interval(paris)
			want := d.MonthOf()
			if d.Day < min(day, want.Days()) {
				want = want.AddMonths(-1)
			}
			for i, at := range []time.Time{begin.Start, begin.End.Add(-1)} { // to the nanosecond
				r := apply(t, a, debit(d.String()+[]string{" from", " to"}[i], at, 1))
				require.Equal(t, want, r.Draws[0].Month, "%d: %v", day, at)
				single := f.NewTicket()
				n, err := f.Work(fund.Work{Ticket: single, At: at, Time: 1})
				require.NoError(t, err)
				paid, _, _ := f.Payer(n, 0)
				require.Equal(t, want, paid, "%d: %v", day, at)
			}
			if last != (calendar.Month{}) && want != last {
				require.Equal(t, last.AddMonths(1), want, "%d: %v: no month is left out", day, d)
				require.Equal(t, min(day, d.MonthOf().Days()), d.Day, "%d: %v", day, d)
			}
			last = want
			days[want]++
		}
		sum := 0
		v := a.View(until.Interval(paris).End, time.Time{})
		for m, n := range days {
			sum += n
			require.Equal(t, 2*time.Duration(n)*terms.Blocks.Size, v.Month(m).Usage.Allowance, "%d: %v", day, m)
		}
		require.Equal(t, 4748, sum, "thirteen years, of which three are leap years")
	}
}
