package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

func TestAllowanceUsedUpByFirstTicket(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P", At: wall("2026-05-01 00:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 09:00"), asked("T2", "2026-05-05 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 09:00", 61*time.Minute), session("T2", "2026-05-05 09:00", 1)},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, 90*time.Minute, s.Tickets[0].FromAllowance)
	assert.Empty(t, s.Tickets[0].Draws)
	assert.Zero(t, s.Tickets[1].FromAllowance)
	require.Len(t, s.Tickets[1].Draws, 1)
	assert.Equal(t, "28.17", s.Tickets[1].Draws[0].Cost.StringFixed(2))
	act.Purchases = nil
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	requireShort(t, &shortfall{30 * time.Minute, 0, 30 * time.Minute}, err)
}

func TestCreditUsedUpMidTicket(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P", At: wall("2026-05-04 09:00"), Time: 3 * time.Hour}},
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 09:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 09:00", 2*time.Hour), session("T1", "2026-05-04 14:00", 90*time.Minute)},
	}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	requireShort(t, &shortfall{90 * time.Minute, time.Hour, 30 * time.Minute}, err)
	var e *credit.ShortfallError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "T1", e.ID)
	assert.Equal(t, "169.00", e.Offer.Price.StringFixed(2))
	assert.ErrorContains(t, err, "the cheapest packs for it are 1 of 3h0m0s at 169.00 (got \"T1\")")
	ct.Options.Overdraft = 30 * time.Minute
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, 30*time.Minute, s.Tickets[0].FromOverdraft)
	assert.Equal(t, 30*time.Minute, s.Credit.Overdrawn)
	assert.Equal(t, -30*time.Minute, s.Credit.Closing)
	assert.True(t, rests(s.Assumptions, "D8"))
	// The next pack pays for it first.
	act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: "Q", At: wall("2026-06-01 00:00"), Time: 3 * time.Hour})
	s = stated(t, ct, act, "2026-06")
	assert.Equal(t, -30*time.Minute, s.Credit.Opening)
	assert.Equal(t, 150*time.Minute, s.Credit.Closing)
	assert.Zero(t, s.Credit.Used)
	assert.Equal(t, "28.17", s.Credit.Lots[0].Earned.StringFixed(2))
}

func TestRefusedByTheAccount(t *testing.T) {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	var act servicelevel.Activity
	for i := range 51 { // beyond credit.MaxBought
		act.Purchases = append(act.Purchases, servicelevel.Purchase{
			ID: fmt.Sprint("P", i), At: wall("2026-05-02 10:00").Add(time.Duration(i)), Time: servicelevel.MaxPeriod, Gift: true,
		})
	}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	assert.ErrorIs(t, err, credit.ErrFull)
	assert.ErrorContains(t, err, "activity.purchases[50]: ")
}

// drawn is what packs paid for a ticket.
func drawn(w *statement.TicketWork) (sum time.Duration) {
	for _, d := range w.Draws {
		sum += d.Time
	}
	return sum
}

// TestWorkPastTheEnd: a session that goes on after the last day in service has no
// allowance there, whatever a change of level would have given.
func TestWorkPastTheEnd(t *testing.T) {
	ct := ending(change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-04-15", servicelevel.Business), "2026-05-01")
	ct.Rent, ct.Options.SplitMonths, ct.Options.Overdraft = dec("149.00"), true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-04-30 23:30")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-04-30 23:45", 30*time.Minute)},
	}
	april, may := stated(t, ct, act, "2026-04"), stated(t, ct, act, "2026-05")
	assert.Empty(t, april.Tickets, "it is known once it is over")
	require.Len(t, may.Tickets, 2)
	for i, want := range []struct {
		month           string
		worked, charged time.Duration
		free            time.Duration
	}{
		{"2026-04", 15 * time.Minute, 15 * time.Minute, 15 * time.Minute},
		{"2026-05", 15 * time.Minute, 15 * time.Minute, 0},
	} {
		got := may.Tickets[i]
		assert.Equal(t, month(want.month), got.Month)
		assert.Equal(t, []time.Duration{want.worked, want.charged, want.free}, []time.Duration{got.Worked, got.Charged, got.FromAllowance}, want)
		assert.Equal(t, want.charged-want.free, drawn(&got))
	}
	assert.Zero(t, may.Allowance)
	act.Interventions[0].End = act.Interventions[0].End.Add(time.Hour)
	may = stated(t, ct, act, "2026-05")
	assert.Zero(t, may.Tickets[1].FromOverdraft, "it is sold, as the contract is over (D29)")
	assert.Equal(t, 75*time.Minute, drawn(&may.Tickets[1]))
	ct.Options.SplitMonths = false // the month in which it began pays for all of it
	may = stated(t, ct, act, "2026-05")
	require.Len(t, may.Tickets, 1)
	assert.Equal(t, 90*time.Minute, may.Tickets[0].FromAllowance)
}
