package fund

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
)

// busy is a fund with something of everything.
func busy(t *testing.T) *Fund {
	t.Helper()
	var f Fund
	require.NoError(t, f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Zone: "UTC"}))
	at := func(day, h int) time.Time { return time.Date(2026, time.May, day, h, 0, 0, 0, time.UTC) }
	require.NoError(t, f.SetPlan(Plan{From: calendar.MustParseDate("2026-05-01"), Allowance: 90 * time.Minute}))
	for _, h := range []Hours{
		{At: at(1, 0), Time: 3 * time.Hour, Price: 16900},
		{At: at(1, 0), Time: time.Hour, Until: at(20, 0)},
		{At: at(2, 0), Time: time.Hour},
	} {
		_, err := f.Buy(h)
		require.NoError(t, err)
	}
	f.Overdraft(10 * time.Hour)
	for i, worked := range []time.Duration{time.Hour, 2 * time.Hour, 5 * time.Hour} {
		_, err := f.Work(Work{Ticket: f.NewTicket(), At: at(3+i, 9), Time: worked})
		require.NoError(t, err)
	}
	require.NoError(t, f.Reserve(Reservation{Ticket: f.NewTicket(), At: at(6, 9), Estimate: time.Hour}))
	_, err := f.Buy(Hours{At: at(7, 0), Time: 9 * time.Hour})
	require.NoError(t, err)
	return &f
}

// What is not as the moves make it is found and named, wherever it is.
func TestBrokenIsFound(t *testing.T) {
	t.Parallel()
	require.Empty(t, busy(t).Broken())
	top := func(f *Fund) *ShareRow {
		for i := range f.AllowanceRows {
			if n := f.AllowanceRows[i].Top; n != None {
				return f.ShareRows.At(n)
			}
		}
		return nil
	}
	for says, spoil := range map[string]func(f *Fund){
		"what is left of move 0":      func(f *Fund) { f.MoveRows.At(0).Left-- },
		"lot 0":                       func(f *Fund) { f.LotRows[0].Used++ },
		"share 0":                     func(f *Fund) { f.ShareRows.At(0).Free++ },
		"allowance 0":                 func(f *Fund) { f.AllowanceRows[0].Size-- },
		"ticket 3":                    func(f *Fund) { f.TicketRows.At(3).Reserved++ },
		"overdrawn ":                  func(f *Fund) { f.Owed++ },
		"a run of lots":               func(f *Fund) { f.pools[0].lasting.runs[0].left++ },
		"the queue lasting":           func(f *Fund) { f.pools[0].lasting.runs = nil },
		"the debts ":                  func(f *Fund) { f.DebtMoves = append(f.DebtMoves, 0) },
		"the moves ":                  func(f *Fund) { f.ShareRows.At(0).Takes = None },
		"share 1 in the list of":      func(f *Fund) { f.ShareRows.At(1).Above = 0 },
		"a share is not listed":       func(f *Fund) { *top(f), f.AllowanceRows[top(f).Key].Top = *top(f), None },
		"the first session of ticket": func(f *Fund) { f.TicketRows.At(0).First++ },
		"ticket 0":                    func(f *Fund) { f.ShareRows.At(0).Ticket = 1 },
		"what is due of ticket 0":     func(f *Fund) { f.PlanRows[0].Unit = block.Of(5*time.Hour, 0) },
	} {
		f := busy(t)
		spoil(f)
		assert.Contains(t, f.Broken(), says)
	}
}

// Two funds differ in what they keep, in their zones, and in what they draw on next.
func TestFundsDiffer(t *testing.T) {
	t.Parallel()
	require.Empty(t, busy(t).Differs(busy(t)))
	for says, change := range map[string]func(f *Fund){
		"sums":    func(f *Fund) { f.Known++ },
		"LotRows": func(f *Fund) { f.LotRows[0].Used++ },
		"past":    func(f *Fund) { f.Remember(new(Past)) },
		"clock":   func(f *Fund) { f.Clock.Use(time.FixedZone("", 3600)) },
		"queue: ": func(f *Fund) { f.pools[0].lasting.runs = nil },
	} {
		f := busy(t)
		change(f)
		assert.Contains(t, f.Differs(busy(t)), says)
	}
	assert.Equal(t, busy(t).Means(4), busy(t).Means(4))
}
