package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

func TestChangeOfLevel(t *testing.T) {
	for _, c := range []struct {
		on      string
		proRata bool
		may     []string
		june    []string
		levels  int
		granted time.Duration
	}{
		{"2026-05-01", false, []string{"fee 45.00"}, []string{"fee 45.00"}, 1, 90 * time.Minute},
		{"2026-05-15", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-05-31", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-06-01", false, []string{"fee 15.00"}, []string{"fee 45.00"}, 1, 0},
		{"2026-05-01", true, []string{"fee 45.00"}, []string{"fee 45.00"}, 1, 90 * time.Minute},
		{"2026-05-15", true, []string{"fee 6.77", "fee 24.68"}, []string{"fee 45.00"}, 2, 49 * time.Minute}, // 15 × 14/31, 45 × 17/31, 90 × 17/31 (D27)
		{"2026-05-31", true, []string{"fee 14.52", "fee 1.45"}, []string{"fee 45.00"}, 2, 2 * time.Minute},  // 15 × 30/31, 45 × 1/31, 90 × 1/31
	} {
		t.Run(fmt.Sprint(c.on, " ", c.proRata), func(t *testing.T) {
			ct := contract("nuxit", servicelevel.Serenity, "2026-01-01")
			ct.Changes = []servicelevel.Change{{On: day(c.on), Level: servicelevel.Pro}}
			ct.Options.ProRata = c.proRata
			may, june := stated(t, ct, servicelevel.Activity{}, "2026-05"), stated(t, ct, servicelevel.Activity{}, "2026-06")
			assert.Equal(t, c.may, amounts(&may.Invoice))
			assert.Equal(t, c.june, amounts(&june.Invoice))
			assert.Len(t, may.Levels, c.levels)
			assert.Equal(t, c.granted, may.Allowance.Granted)
			assert.Equal(t, c.levels > 1, rests(may.Assumptions, "D27"), "it pays for the days of its level only")
			assert.False(t, rests(june.Assumptions, "D27"))
			assert.Equal(t, 90*time.Minute, june.Allowance.Granted)
		})
	}
}

// TestSeveralChangesInAMonth: the allowance pays for work begun on a day of its level,
// with its share of the days (D27); with AllowanceAnyDay all of it pays for any work of the
// month.
func TestSeveralChangesInAMonth(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{
		{On: day("2026-05-05"), Level: servicelevel.Standard}, {On: day("2026-05-20"), Level: servicelevel.Serenity},
	}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{asked("T1", "2026-05-21 10:00")}, Interventions: []servicelevel.Intervention{session("T1", "2026-05-21 10:00", time.Hour)},
	}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	requireShort(t, &shortfall{time.Hour, 0, time.Hour}, err)
	ct.Options.Overdraft = time.Hour
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromOverdraft)
	assert.Equal(t, statement.AllowanceUse{
		Granted: 11 * time.Minute, Lost: 11 * time.Minute, // 90 × 4/31 = 11.6…
		Explained: servicelevel.Wording{FR: "Pro : 4 jours sur 31 de 1 h 30 min = 11 min (D27)", EN: "Pro: 4 of 31 days of 1 h 30 min = 11 min (D27)"},
	}, s.Allowance)
	ct.Options.AllowanceAnyDay = true
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.Equal(t, statement.AllowanceUse{
		Granted: 90 * time.Minute, Used: time.Hour, Lost: 30 * time.Minute,
		Explained: servicelevel.Wording{FR: "Pro : 1 h 30 min (D27)", EN: "Pro: 1 h 30 min (D27)"},
	}, s.Allowance)
	assert.Equal(t, []string{"fee 5.81", "fee 5.81"}, amounts(&s.Invoice)) // 45 × 4/31, nothing, 15 × 12/31
	assert.Zero(t, stated(t, ct, act, "2026-06").Allowance.Granted)
}

func TestOneDay(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2024-02-29")
	ct.End, ct.Rent = day("2024-03-01"), dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2024-02-28 12:00", "2024-02-29 01:00"), down("2024-02-29 23:59", "2024-03-02 00:00")}}
	s := stated(t, ct, act, "2024-02")
	assert.Equal(t, []string{"fee 90.00"}, amounts(&s.Invoice)) // whole months (D24)
	a := s.Availability[0].Assessment
	assert.Equal(t, 24*time.Hour, a.Availability.Total)
	assert.Equal(t, 61*time.Minute, a.Availability.Down)
	assert.Equal(t, "7.57", a.Amount.StringFixed(2)) // 149 × 5 % × 61/60 = 7.574…
	assert.True(t, rests(s.Assumptions, "D16"))
	assert.True(t, rests(s.Assumptions, "D24"))
	ct.Options.ProRata = true
	s = stated(t, ct, act, "2024-02")
	assert.Equal(t, []string{"fee 3.10"}, amounts(&s.Invoice)) // 90 × 1/29
	assert.Equal(t, "1", s.Invoice.Lines[0].Quantity.String())
	assert.Equal(t, "DAY", s.Invoice.Lines[0].Unit)
	assert.Equal(t, 29, s.Invoice.Lines[0].PriceBase)
	after := stated(t, ct, act, "2024-03")
	assert.Empty(t, after.Invoice.Lines)
	assert.Empty(t, after.Levels)
	assert.Empty(t, after.Availability)
	assert.Zero(t, after.Allowance.Granted)
}

// TestPartOfAnEarlierMonth: a correction measures the days in service of its month.
func TestPartOfAnEarlierMonth(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-04-15")
	ct.Rent = dec("149.00")
	late := down("2026-04-14 23:00", "2026-04-15 01:00")
	late.Recorded = wall("2026-05-04 10:00")
	s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{late}}, "2026-05")
	require.Len(t, s.Availability, 2)
	assert.Equal(t, 16*24*time.Hour, s.Availability[0].Assessment.Availability.Total)
	assert.Equal(t, time.Hour, s.Availability[0].Assessment.Availability.Down)
}

// TestWholeMonthsAreAnAssumption: D24 is named where a month is not whole or a
// change waits.
func TestWholeMonthsAreAnAssumption(t *testing.T) {
	ct := change(contract("nuxit", servicelevel.Serenity, "2026-01-01"), "2026-03-10", servicelevel.Pro)
	ct.End = day("2026-07-02")
	for m, want := range map[string]bool{"2026-01": false, "2026-02": false, "2026-03": true, "2026-04": false, "2026-06": false, "2026-07": true} {
		s := stated(t, ct, servicelevel.Activity{}, m)
		if want {
			assert.True(t, rests(s.Assumptions, "D24"), m)
		} else {
			assert.False(t, rests(s.Assumptions, "D24"), m)
		}
	}
}
