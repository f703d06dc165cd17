package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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
			s := statement(t, ct, servicelevel.Activity{Outages: []penalty.Outage{o}}, c.month)
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
	may, june := statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 90*time.Minute, may.Allowance.Used)
	assert.Equal(t, 65*time.Minute, may.Tickets[0].Worked)
	assert.Empty(t, june.Tickets)
	assert.Zero(t, june.Allowance.Used)
	ct.Options.SplitMonths = true
	may, june = statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 20*time.Minute, may.Tickets[0].Worked)
	assert.Equal(t, 30*time.Minute, may.Tickets[0].Charged)
	assert.Equal(t, 45*time.Minute, june.Tickets[0].Worked)
	assert.Equal(t, time.Hour, june.Tickets[0].Charged) // 65 min are 3 blocks, one of them charged in May
	assert.Equal(t, 30*time.Minute, may.Allowance.Used)
	assert.Equal(t, time.Hour, june.Allowance.Used)
	assert.False(t, june.Tickets[0].Corrects.Valid())
	act.Interventions[0].End = wall("2026-06-01 00:00")
	may, june = statement(t, ct, act, "2026-05"), statement(t, ct, act, "2026-06")
	assert.Equal(t, 20*time.Minute, may.Tickets[0].Worked)
	assert.Empty(t, june.Tickets, "nothing was worked in June")
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
	worked := func(m string, from, to time.Time) (charged, free time.Duration) {
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: from}},
			Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: from, End: to}},
			Purchases:     []servicelevel.Purchase{{ID: "P1", At: from, Time: 3 * time.Hour}},
		}
		s := statement(t, ct, act, m)
		for _, w := range s.Tickets {
			assert.Equal(t, month(m), w.Month)
			assert.Zero(t, w.Corrects)
			charged += w.Charged
			free += w.FromAllowance
		}
		for _, line := range s.Invoice.Lines {
			assert.Zero(t, line.Corrects)
		}
		assert.Equal(t, free, s.Allowance.Used)
		later := statement(t, ct, act, "2009-12")
		assert.Equal(t, 3*time.Hour, later.Credit.Opening, "it is the allowance of the same month ever after")
		return charged, free
	}
	for _, split := range []bool{false, true} {
		ct.Options.SplitMonths = split
		for _, at := range []time.Time{begins, begins.Add(5 * time.Minute), begins.Add(59 * time.Minute)} {
			charged, free := worked("2009-11", at, at.Add(20*time.Minute))
			assert.Equal(t, []time.Duration{30 * time.Minute, 30 * time.Minute}, []time.Duration{charged, free}, at)
			charged, _ = worked("2009-10", at, at.Add(20*time.Minute))
			assert.Zero(t, charged, at)
		}
		charged, _ := worked("2009-10", begins.Add(-20*time.Minute), begins)
		assert.Equal(t, 30*time.Minute, charged)
	}
	charged, _ := worked("2009-10", begins.Add(-10*time.Minute), begins.Add(40*time.Minute)) // split
	assert.Equal(t, 30*time.Minute, charged)
	charged, _ = worked("2009-11", begins.Add(-10*time.Minute), begins.Add(40*time.Minute))
	assert.Equal(t, 30*time.Minute, charged, "50 min are two blocks, of which October has had one")
}
