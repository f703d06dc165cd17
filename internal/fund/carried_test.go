package fund_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// What goes on of an allowance is there once: as a lot, and for work of the month no more.
func TestCarry(t *testing.T) {
	t.Parallel()
	at := func(m time.Month, day int) time.Time { return time.Date(2026, m, day, 8, 0, 0, 0, time.UTC) }
	begun := func() *fund.Fund {
		f := newFund(t, credit.Terms{Blocks: credit.Blocks{Size: minute}, Zone: "UTC"})
		require.NoError(t, f.SetPlan(fund.Plan{From: calendar.MustParseDate("2026-01-01"), Allowance: 90 * minute}))
		_, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: at(time.January, 10), Time: 30 * minute})
		require.NoError(t, err)
		return f
	}
	january := calendar.MustParseMonth("2026-01")
	for extra, want := range map[time.Duration]string{0: "", 1: "time: must be at most what is left of the allowance"} {
		f := begun()
		_, err := f.Carry(january, 0, fund.Hours{At: at(time.February, 1), Time: 60*minute + extra})
		if want != "" {
			assert.ErrorContains(t, err, want)
			assert.Zero(t, f.Lots())
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, fund.AllowanceHours{Month: january, Granted: 90 * minute, Used: 30 * minute, Carried: 60 * minute}, f.AllowanceOf(january, 0))
		_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(time.January, 20), Known: at(time.February, 2), Time: 61 * minute})
		assert.ErrorContains(t, err, "1m0s is missing")
		_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(time.January, 20), Known: at(time.February, 2), Time: 60 * minute})
		require.NoError(t, err)
		lot := f.Lot(0)
		assert.Zero(t, lot.Left())
		assert.Equal(t, 90*minute, f.Balance(at(time.February, 3)).Allowance)
	}
	f := begun()
	_, err := f.Carry(january, 0, fund.Hours{At: at(time.February, 1), Time: minute, Price: 1})
	assert.ErrorContains(t, err, "price: must be absent from what an allowance gave")
	_, err = f.Carry(calendar.Month{}, 0, fund.Hours{At: at(time.February, 1), Time: minute})
	assert.ErrorContains(t, err, "time: must be at most what is left")
	_, err = new(fund.Fund).Carry(january, 0, fund.Hours{At: at(time.February, 1), Time: minute})
	assert.Error(t, err)
}
