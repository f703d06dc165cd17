package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestLotsByPurchase: lots are drawn on and listed by when they were bought, though
// one became known late, and those of one instant by their ids.
func TestLotsByPurchase(t *testing.T) {
	t.Parallel()
	gift := func(id, at, recorded string) servicelevel.Purchase {
		return servicelevel.Purchase{ID: id, At: wall(at), Recorded: wall(recorded), Time: time.Hour, Gift: true}
	}
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	act := servicelevel.Activity{
		Purchases: []servicelevel.Purchase{
			gift("D", "2026-05-04 10:00", "2026-05-04 10:00"), gift("C", "2026-05-04 10:00", "2026-05-04 10:00"),
			gift("B", "2026-05-03 10:00", "2026-05-05 10:00"), gift("A", "2026-05-03 09:00", "2026-05-06 10:00"),
		},
		Requests:      []servicelevel.Request{asked("T1", "2026-05-07 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-07 10:00", 150*time.Minute)},
	}
	s := statement(t, ct, act, "2026-05")
	var drawn []string
	for _, d := range s.Tickets[0].Draws {
		drawn = append(drawn, d.Lot+" "+d.Time.String())
	}
	assert.Equal(t, []string{"A 1h0m0s", "B 1h0m0s", "C 30m0s"}, drawn)
	listed := func(s servicelevel.Statement) (ids []string) {
		for _, l := range s.Credit.Lots {
			ids = append(ids, l.Lot)
		}
		return ids
	}
	assert.Equal(t, []string{"A", "B", "C", "D"}, listed(s))
	act.Purchases = act.Purchases[1:3] // the second one was bought first
	act.Interventions[0].End = act.Interventions[0].Start.Add(time.Hour)
	assert.Equal(t, []string{"B", "C"}, listed(statement(t, ct, act, "2026-05")))
}

// TestDebtOfSeveralPacks: what was drawn beyond the credit takes one pack after the
// other, and the last one only in part (D8).
func TestDebtOfSeveralPacks(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Options.Overdraft = 10 * time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", 4*time.Hour)},
	}
	for _, want := range []struct{ overdrawn, closing time.Duration }{
		{4 * time.Hour, -4 * time.Hour}, {time.Hour, -time.Hour}, {0, 2 * time.Hour},
	} {
		s := statement(t, ct, act, "2026-05")
		assert.Equal(t, want.overdrawn, s.Credit.Overdrawn)
		assert.Equal(t, want.closing, s.Credit.Closing)
		act.Purchases = append(act.Purchases, servicelevel.Purchase{
			ID: "P" + want.overdrawn.String(), At: wall("2026-05-05 10:00"), Time: 3 * time.Hour,
		})
	}
}

// TestRemainderOfTheAllowance: what is less than a block is lost (D6), with several
// levels what is less than the common part of their blocks.
func TestRemainderOfTheAllowance(t *testing.T) {
	t.Parallel()
	ct := contract("magic", servicelevel.Pro, "2026-01-01")
	ct.Options.LoseRemainder, ct.Options.Overdraft = true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 10:00"), asked("T2", "2026-05-11 10:00"), asked("T3", "2026-05-12 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", 61*time.Minute)},
	}
	s := statement(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.Equal(t, time.Hour, s.Tickets[0].FromOverdraft)
	assert.True(t, s.Assumptions.Has("D6"), "the allowance paid first")
	act.Interventions[0] = session("T1", "2026-05-04 10:00", time.Hour)
	s = statement(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.False(t, s.Assumptions.Has("D6"), "the allowance paid all")

	ct.Edition, ct.Rent, ct.Quote = "nuxit", dec("149.00"), quote()
	ct.Quote.Allowance.Monthly, ct.Quote.Work.Block = 90*time.Minute, 20*time.Minute
	ct.Options.ProRata = true
	act.Interventions = append(act.Interventions, session("T2", "2026-05-11 10:00", time.Minute), session("T3", "2026-05-12 10:00", time.Minute))
	s = statement(t, change(ct, "2026-05-10", servicelevel.CriticalBusiness), act, "2026-05")
	require.Len(t, s.Tickets, 3)
	for i, want := range []time.Duration{time.Hour, 20 * time.Minute, 10 * time.Minute} {
		assert.Equal(t, want, s.Tickets[i].FromAllowance, i)
	}
}

// TestLevelThatNeverHolds: of two changes that wait for one first of a month, the
// earlier one gives no allowance (D24).
func TestLevelThatNeverHolds(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Options.Overdraft = time.Hour
	ct.Changes = []servicelevel.Change{{On: day("2026-04-10"), Level: servicelevel.Pro}, {On: day("2026-04-20"), Level: servicelevel.Standard}}
	s := statement(t, ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", time.Minute)},
	}, "2026-05")
	assert.Zero(t, s.Tickets[0].FromAllowance)
	assert.Equal(t, 30*time.Minute, s.Tickets[0].FromOverdraft)
}
