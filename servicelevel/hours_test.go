package servicelevel_test

import (
	"slices"
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
	s := stated(t, ct, act, "2026-05")
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
	assert.Equal(t, []string{"B", "C"}, listed(stated(t, ct, act, "2026-05")))
}

// TestFirstBoughtFirst: whoever counts, the hours bought first pay first (D7), though one
// was bought a nanosecond before the other.
func TestFirstBoughtFirst(t *testing.T) {
	t.Parallel()
	later := pack("A", "2026-05-04 10:00", 3)
	later.At = later.At.Add(1)
	list := facts(
		later, pack("B", "2026-05-04 10:00", 3), pack("C", "2026-05-04 09:00", 3),
		request("T1", "2026-05-05 10:00", servicelevel.Incident), worked("w", "T1", "2026-05-05 10:00", 7*time.Hour),
	)
	l := &life{ct: contract("nuxit", servicelevel.Standard, "2026-01-01"), facts: list, act: activityOf(list), first: month("2026-05"), months: -3}
	want := []string{"C 3h0m0s", "B 3h0m0s", "A 1h0m0s"}
	drawn := func(s servicelevel.Statement) (out []string) {
		for _, d := range s.Tickets[0].Draws {
			out = append(out, d.Lot+" "+d.Time.String())
		}
		return out
	}
	for _, r := range slices.Concat(roads, activityRoads) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(r.take(straight(t), l)[0])))
			assert.Equal(t, want, drawn(s))
		})
	}
	t.Run("preview", func(t *testing.T) {
		t.Parallel()
		s, err := servicelevel.NUXIT().Preview(l.ct, l.act, wall("2026-05-06 10:00"))
		require.NoError(t, err)
		assert.Equal(t, want, drawn(s))
		s, err = l.open(t, list...).Preview(wall("2026-05-06 10:00"))
		require.NoError(t, err)
		assert.Equal(t, want, drawn(s))
	})
	t.Run("account", func(t *testing.T) {
		t.Parallel()
		var left []string
		for _, lot := range l.accountOf(t).View(l.end(), time.Time{}).Lots() {
			left = append(left, lot.ID+" "+lot.Left.String())
		}
		assert.ElementsMatch(t, []string{"C 0s", "B 0s", "A 2h0m0s"}, left)
	})
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
		s := stated(t, ct, act, "2026-05")
		assert.Equal(t, want.overdrawn, s.Credit.Overdrawn)
		assert.Equal(t, want.closing, s.Credit.Closing)
		act.Purchases = append(act.Purchases, servicelevel.Purchase{
			ID: "P" + want.overdrawn.String(), At: wall("2026-05-05 10:00"), Time: 3 * time.Hour,
		})
	}
}

// TestRemainderOfTheAllowance: what is less than a block is lost (D6); with a share of
// days each level loses what is less than a block of its own (D27).
func TestRemainderOfTheAllowance(t *testing.T) {
	t.Parallel()
	ct := contract("magic", servicelevel.Pro, "2026-01-01")
	ct.Options.LoseRemainder, ct.Options.Overdraft = true, 10*time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 10:00"), asked("T2", "2026-05-11 10:00"), asked("T3", "2026-05-12 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", 61*time.Minute)},
	}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.Equal(t, time.Hour, s.Tickets[0].FromOverdraft)
	assert.True(t, rests(s.Assumptions, "D6"), "the allowance paid first")
	act.Interventions[0] = session("T1", "2026-05-04 10:00", time.Hour)
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, time.Hour, s.Tickets[0].FromAllowance)
	assert.False(t, rests(s.Assumptions, "D6"), "the allowance paid all")

	ct.Edition, ct.Rent, ct.Quote = "nuxit", dec("149.00"), quote()
	ct.Quote.Allowance.Monthly, ct.Quote.Work.Block = 90*time.Minute, 20*time.Minute
	ct.Options.ProRata = true
	act.Requests = append(act.Requests, asked("T4", "2026-05-13 10:00"), asked("T5", "2026-05-14 10:00"))
	for i, id := range []string{"T2", "T3", "T4", "T5"} {
		act.Interventions = append(act.Interventions, session(id, []string{"2026-05-11 10:00", "2026-05-12 10:00", "2026-05-13 10:00", "2026-05-14 10:00"}[i], time.Minute))
	}
	s = stated(t, change(ct, "2026-05-10", servicelevel.CriticalBusiness), act, "2026-05")
	require.Len(t, s.Tickets, 5)
	for i, want := range []time.Duration{0, 20, 20, 20, 0} { // of 26 min for 9 days in blocks of 30, and 63 min for 22 days in blocks of 20
		assert.Equal(t, want*time.Minute, s.Tickets[i].FromAllowance, i)
	}
}

// TestLevelThatNeverHolds: of two changes that wait for one first of a month, the
// earlier one gives no allowance (D24).
func TestLevelThatNeverHolds(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Options.Overdraft = time.Hour
	ct.Changes = []servicelevel.Change{{On: day("2026-04-10"), Level: servicelevel.Pro}, {On: day("2026-04-20"), Level: servicelevel.Standard}}
	s := stated(t, ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-04 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 10:00", time.Minute)},
	}, "2026-05")
	assert.Zero(t, s.Tickets[0].FromAllowance)
	assert.Equal(t, 30*time.Minute, s.Tickets[0].FromOverdraft)
}
