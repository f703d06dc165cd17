package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestClockChange: March 2026 has 743 h, October 745 h; the last nanosecond of
// what they allow is still met (D4, D9).
func TestClockChange(t *testing.T) {
	for _, c := range []struct {
		month   string
		start   string
		hours   time.Duration
		allowed time.Duration
	}{
		{"2026-03", "2026-03-29 01:30", 743, 2674800 * time.Millisecond},
		{"2026-10", "2026-10-25 01:30", 745, 2682 * time.Second},
		{"2026-04", "2026-04-30 01:30", 720, 2592 * time.Second},
		{"2024-02", "2024-02-29 01:30", 696, 2505600 * time.Millisecond},
	} {
		for off := time.Duration(-1); off <= 1; off++ {
			ct := contract("nuxit", servicelevel.Business, "2024-01-01")
			ct.Rent = dec("149.00")
			o := penalty.Outage{Start: wall(c.start)}
			o.End = o.Start.Add(c.allowed + off)
			s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{o}}, c.month)
			a := s.Availability[0].Assessment
			assert.Equal(t, c.hours*time.Hour, a.Availability.Total)
			assert.Equal(t, c.allowed, a.Allowed)
			assert.Equal(t, off > 0, a.Missed, "%s %d", c.month, off)
			assert.Equal(t, c.allowed+off, a.Availability.Down)
		}
	}
}

func TestWorkOverMidnightAtMonthEnd(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-31 23:20")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-31 23:40", 65*time.Minute)},
	}
	// It is known once it has ended, in June, and May pays (D5).
	may, june := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	assert.Empty(t, may.Tickets)
	assert.Zero(t, may.Allowance.Used)
	require.Len(t, june.Tickets, 1)
	assert.Equal(t, 65*time.Minute, june.Tickets[0].Worked)
	assert.Equal(t, 90*time.Minute, june.Tickets[0].FromAllowance)
	assert.Equal(t, month("2026-05"), june.Tickets[0].Month)
	assert.Equal(t, month("2026-05"), june.Tickets[0].Corrects)
	assert.Zero(t, june.Allowance.Used)
	ct.Options.SplitMonths = true
	may, june = stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	assert.Empty(t, may.Tickets)
	require.Len(t, june.Tickets, 2)
	for i, want := range []struct {
		worked, charged time.Duration
		month, corrects calendar.Month
	}{
		{20 * time.Minute, 20 * time.Minute, month("2026-05"), month("2026-05")},
		{45 * time.Minute, 70 * time.Minute, month("2026-06"), calendar.Month{}}, // with the rounding of 65 min to 90
	} {
		got := june.Tickets[i]
		assert.Equal(t, want.worked, got.Worked)
		assert.Equal(t, want.charged, got.Charged)
		assert.Equal(t, want.charged, got.FromAllowance)
		assert.Equal(t, want.month, got.Month)
		assert.Equal(t, want.corrects, got.Corrects)
	}
	assert.Equal(t, 70*time.Minute, june.Allowance.Used)
	for end, last := range map[string]string{"2026-06-01 00:00": "2026-05", "2026-06-01 00:00:00.000000001": "2026-06"} {
		act.Interventions[0].End = wall(end)
		assert.Empty(t, stated(t, ct, act, "2026-05").Tickets, "June has begun when it is over")
		june = stated(t, ct, act, "2026-06")
		assert.Equal(t, month("2026-05"), june.Tickets[0].Month)
		assert.Equal(t, month(last), june.Tickets[len(june.Tickets)-1].Month)
	}
	act.Interventions[0].End = wall("2026-06-01 00:00").Add(-1)
	assert.Equal(t, 30*time.Minute, stated(t, ct, act, "2026-05").Tickets[0].FromAllowance)
}

// TestClocksGoBackOverTheEndOfAMonth: in St. John's on 1 November 2009 the clocks went
// back from 00:01 to 23:01. November had begun, and what they showed again was not
// October's any more.
func TestClocksGoBackOverTheEndOfAMonth(t *testing.T) {
	zone, err := calendar.LoadLocation("America/St_Johns")
	if err != nil {
		t.Skip(err)
	}
	ct := contract("nuxit", servicelevel.Pro, "2009-01-01")
	ct.Options.Zone, ct.Options.Overdraft = zone.String(), 10*time.Hour
	begins := time.Date(2009, 11, 1, 2, 30, 0, 0, time.UTC)
	// worked returns what of the charge is on a month's statement, and what of it each of
	// the two months pays.
	worked := func(m string, from, to time.Time) (october, november time.Duration) {
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: from}},
			Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: from, End: to}},
			Purchases:     []servicelevel.Purchase{{ID: "P1", At: from, Time: 3 * time.Hour}},
		}
		s := stated(t, ct, act, m)
		for _, w := range s.Tickets {
			assert.Equal(t, w.Charged, w.FromAllowance)
			if w.Month == month("2009-10") {
				october += w.Charged
			} else {
				november += w.Charged
			}
		}
		for _, line := range s.Invoice.Lines {
			assert.Zero(t, line.Corrects)
		}
		if m == "2009-11" {
			assert.Equal(t, november, s.Allowance.Used)
		}
		later := stated(t, ct, act, "2009-12")
		assert.Equal(t, 3*time.Hour, later.Credit.Opening, "it is the allowance of the same month ever after")
		return october, november
	}
	const half = 30 * time.Minute
	for _, split := range []bool{false, true} {
		ct.Options.SplitMonths = split
		for _, c := range []struct {
			month             string
			from              time.Duration // after November began
			took              time.Duration
			october, november time.Duration
		}{
			{"2009-11", 0, 20 * time.Minute, 0, half},
			{"2009-11", 5 * time.Minute, 20 * time.Minute, 0, half},
			{"2009-11", 59 * time.Minute, 20 * time.Minute, 0, half},
			{"2009-10", 0, 20 * time.Minute, 0, 0},
			{"2009-10", 59 * time.Minute, 20 * time.Minute, 0, 0},
			{"2009-10", -20 * time.Minute, 20*time.Minute - 1, half, 0},
			{"2009-11", -20 * time.Minute, 20 * time.Minute, half, 0}, // known when November has begun
			{"2009-10", -20 * time.Minute, 20 * time.Minute, 0, 0},
		} {
			from := begins.Add(c.from)
			october, november := worked(c.month, from, from.Add(c.took))
			assert.Equal(t, []time.Duration{c.october, c.november}, []time.Duration{october, november}, c)
		}
	}
	// 50 min are two blocks: October pays for its 10 min, November for 40 and the rounding.
	october, november := worked("2009-11", begins.Add(-10*time.Minute), begins.Add(40*time.Minute))
	assert.Equal(t, []time.Duration{10 * time.Minute, 50 * time.Minute}, []time.Duration{october, november})
	ct.Options.SplitMonths = false
	october, november = worked("2009-11", begins.Add(-10*time.Minute), begins.Add(40*time.Minute))
	assert.Equal(t, []time.Duration{time.Hour, 0}, []time.Duration{october, november})
}
