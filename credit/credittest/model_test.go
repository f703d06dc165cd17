package credittest_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
)

var halfHours = credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}

// may is an instant of May 2026 in UTC.
func may(day, hour, minute int) time.Time {
	return time.Date(2026, time.May, day, hour, minute, 0, 0, time.UTC)
}

func model(t testing.TB, terms credit.Terms, entries ...credit.Entry) *credittest.Model {
	t.Helper()
	m, err := credittest.NewModel(terms)
	require.NoError(t, err)
	for _, e := range entries {
		require.Equal(t, credittest.Accepted, m.Apply(e), "%+v", e)
	}
	return m
}

func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		m, err := credittest.NewModel(terms)
		require.NoError(t, err)
		a, err := credit.NewAccount(terms)
		require.NoError(t, err)
		for range rapid.IntRange(15, 30).Draw(t, "steps") {
			e := credittest.Entry(m.Entries()).Draw(t, "entry")
			require.NoError(t, e.Validate())
			_, err := a.Apply(e)
			if got, want := credittest.VerdictOf(err), m.Apply(e); got != want {
				t.Fatalf("%+v: %v (%v), the model says %v", e, got, err, want)
			}
		}
		require.NoError(t, m.Check(a))
	})
}

func TestEntriesAreAccepted(t *testing.T) {
	var longest int
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		entries := credittest.Entries(terms).Draw(t, "entries")
		a, err := credit.NewAccount(terms)
		require.NoError(t, err)
		require.NoError(t, a.Replay(entries))
		longest = max(longest, len(entries))
	})
	assert.Greater(t, longest, 5)
}

func TestTariffsHaveACheapestOffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tariff := credittest.Tariffs().Draw(t, "tariff")
		needed := time.Duration(rapid.Int64Range(1, int64(credit.MaxTime)).Draw(t, "needed"))
		offer, err := tariff.Cheapest(needed)
		require.NoError(t, err)
		require.GreaterOrEqual(t, offer.Time, needed)
	})
}

// 170 minutes of work on an allowance of 1 h 30 and two packs: the figures are
// worked by hand, so that account and model are not wrong together.
func TestModelOfAWorkedCase(t *testing.T) {
	m := model(t, halfHours,
		credit.Entry{ID: "plan", Kind: credit.Allowance, At: may(1, 0, 0), From: calendar.Month{Year: 2026, Month: time.May}, Time: 90 * time.Minute},
		credit.Entry{ID: "A", Kind: credit.Purchase, At: may(1, 8, 0), Time: 3 * time.Hour, Price: decimal.New(169, 0)},
		credit.Entry{ID: "B", Kind: credit.Purchase, At: may(2, 8, 0), Time: 10 * time.Hour, Price: decimal.New(399, 0)},
		credit.Entry{ID: "d", Kind: credit.Debit, At: may(4, 9, 0), Ticket: "T1", Time: 170 * time.Minute},
		credit.Entry{ID: "h", Kind: credit.Hold, At: may(4, 12, 0), Ticket: "T2", Time: 31 * time.Minute},
	)
	month := calendar.Month{Year: 2026, Month: time.May}
	work := credit.Usage{Worked: 170 * time.Minute, Charged: 3 * time.Hour, Allowance: 90 * time.Minute, Credit: 90 * time.Minute, Cost: 8450}
	want := credittest.Snapshot{
		Balance: credit.Balance{Available: 10*time.Hour + 30*time.Minute, Held: time.Hour},
		Lots: []credit.Lot{
			{
				ID: "A", At: may(1, 8, 0), Time: 3 * time.Hour, Available: 30 * time.Minute, Held: time.Hour, Used: 90 * time.Minute,
				Price: 16900, Earned: 8450, Deferred: 8450,
			},
			{ID: "B", At: may(2, 8, 0), Time: 10 * time.Hour, Available: 10 * time.Hour, Price: 39900, Deferred: 39900},
		},
		Holds:   []credit.OpenHold{{ID: "h", Ticket: "T2", At: may(4, 12, 0), Estimate: 31 * time.Minute, Held: time.Hour}},
		Months:  []credit.MonthUsage{{Month: month, Usage: work, Granted: 90 * time.Minute}},
		Tickets: []credit.TicketUsage{{Ticket: "T1", Usage: work}},
	}
	assert.Equal(t, want, m.At(may(5, 0, 0), time.Time{}))
	assert.Equal(t, credittest.Snapshot{
		Balance: credit.Balance{Allowance: 90 * time.Minute},
		Months:  []credit.MonthUsage{{Month: month, Granted: 90 * time.Minute, Left: 90 * time.Minute}},
	}, m.At(may(1, 0, 0), time.Time{}))
	assert.Equal(t, credittest.Snapshot{}, m.At(may(1, 0, 0).Add(-24*time.Hour), may(1, 0, 0).Add(-24*time.Hour)))
}

func TestModelOfASplitMonth(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Zone: "UTC", Paying: credit.SplitAtMidnight}
	m := model(t, terms, credit.Entry{ID: "g", Kind: credit.Gift, At: may(1, 0, 0), Time: 2 * time.Hour},
		credit.Entry{ID: "d", Kind: credit.Debit, At: may(31, 23, 40), Ticket: "T", Time: 50 * time.Minute})
	// 20 minutes in May, 30 in June, and the 10 that make two blocks of it.
	months := m.At(may(32, 12, 0), time.Time{}).Months
	require.Len(t, months, 2)
	assert.Equal(t, credit.Usage{Worked: 20 * time.Minute, Charged: 20 * time.Minute, Credit: time.Hour}, months[0].Usage)
	assert.Equal(t, credit.Usage{Worked: 30 * time.Minute, Charged: 40 * time.Minute}, months[1].Usage)
}

// In 2009 the clocks of St John's went back at one minute past midnight on
// 1 November, so that a minute of it lies within October.
func TestModelOfAMonthThatBeginsTwice(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 1}, Zone: "America/St_Johns", Paying: credit.SplitAtMidnight}
	from := time.Date(2009, time.November, 1, 1, 30, 0, 0, time.UTC) // 23:00
	m := model(t, terms, credit.Entry{ID: "g", Kind: credit.Gift, At: from, Time: 9 * time.Hour},
		credit.Entry{ID: "d", Kind: credit.Debit, At: from, Time: 3 * time.Hour})
	months := m.At(may(1, 0, 0), time.Time{}).Months
	require.Len(t, months, 2)
	assert.Equal(t, 119*time.Minute, months[0].Usage.Worked)
	assert.Equal(t, 61*time.Minute, months[1].Usage.Worked)
	a, err := credit.NewAccount(terms)
	require.NoError(t, err)
	require.NoError(t, a.Replay(m.Entries()))
	assert.NoError(t, m.Check(a))
}

// A cent is spread over eight blocks and falls due with the fourth. Where the three
// before it were given back, the next block costs nothing, and never less.
func TestModelOfACent(t *testing.T) {
	entries := []credit.Entry{{ID: "A", Kind: credit.Purchase, At: may(1, 0, 0), Time: 4 * time.Hour, Price: decimal.New(1, -2)}}
	for i, id := range []string{"d1", "d2", "d3", "d4"} {
		entries = append(entries, credit.Entry{ID: id, Kind: credit.Debit, At: may(2, i, 0), Time: 1})
	}
	earned := func(m *credittest.Model) credit.Cents { return m.At(may(9, 0, 0), time.Time{}).Lots[0].Earned }
	assert.Equal(t, credit.Cents(0), earned(model(t, halfHours, entries[:4]...)))
	assert.Equal(t, credit.Cents(1), earned(model(t, halfHours, entries...)))
	for _, id := range []string{"d1", "d2", "d3"} {
		entries = append(entries, credit.Entry{ID: "r" + id, Kind: credit.Reversal, At: may(3, 0, 0), Of: id})
	}
	entries = append(entries, credit.Entry{ID: "d5", Kind: credit.Debit, At: may(4, 0, 0), Time: 1})
	m := model(t, halfHours, entries...)
	assert.Equal(t, credit.Cents(1), earned(m))
	a, err := credit.NewAccount(halfHours)
	require.NoError(t, err)
	require.NoError(t, a.Replay(entries))
	require.NoError(t, m.Check(a))
}

// A hold beyond what was there is captured, and the next pack pays for it: half of
// 60.00.
func TestModelOfADebtCaptured(t *testing.T) {
	m := model(t, halfHours,
		credit.Entry{ID: "o", Kind: credit.Overdraft, At: may(1, 0, 0), Time: time.Hour},
		credit.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Time: time.Hour},
		credit.Entry{ID: "c", Kind: credit.Capture, At: may(2, 1, 0), Of: "h", Time: time.Minute},
		credit.Entry{ID: "A", Kind: credit.Purchase, At: may(3, 0, 0), Time: time.Hour, Price: decimal.New(60, 0)},
	)
	assert.Equal(t, credit.Balance{Overdrawn: 30 * time.Minute}, m.At(may(2, 1, 0), time.Time{}).Balance)
	s := m.At(may(3, 0, 0), time.Time{})
	assert.Equal(t, credit.Balance{Available: 30 * time.Minute}, s.Balance)
	assert.Equal(t, credit.Cents(3000), s.Lots[0].Earned)
}

// What each entry did, worked by hand: a hold of two blocks draws on the month and
// on a pack, an extension on the pack, and half of it all is captured.
func TestModelReceipts(t *testing.T) {
	month := calendar.Month{Year: 2026, Month: time.May}
	m := model(t, halfHours,
		credit.Entry{ID: "plan", Kind: credit.Allowance, At: may(1, 0, 0), From: month, Time: 30 * time.Minute},
		credit.Entry{ID: "A", Kind: credit.Purchase, At: may(1, 0, 0), Time: 3 * time.Hour, Price: decimal.New(169, 0)},
		credit.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Time: 40 * time.Minute},
		credit.Entry{ID: "x", Kind: credit.Extend, At: may(2, 1, 0), Of: "h", Time: 25 * time.Minute},
		credit.Entry{ID: "c", Kind: credit.Capture, At: may(2, 2, 0), Of: "h", Time: 31 * time.Minute},
		credit.Entry{ID: "r", Kind: credit.Reversal, At: may(2, 3, 0), Of: "c"},
		credit.Entry{ID: "o", Kind: credit.Overdraft, At: may(2, 3, 0), Time: 4 * time.Hour},
		credit.Entry{ID: "d", Kind: credit.Debit, At: may(2, 4, 0), Time: 4 * time.Hour},
	)
	const half = 30 * time.Minute
	for id, want := range map[string]credit.Receipt{
		"plan": {Kind: credit.Allowance, At: may(1, 0, 0)},
		"h": {Kind: credit.Hold, At: may(2, 0, 0), Worked: 40 * time.Minute, Charged: time.Hour, Draws: []credit.Draw{
			{Rule: "D6", Month: month, Time: half, Held: true}, {Rule: "D7", Lot: "A", Time: half, Held: true},
		}},
		"x": {Kind: credit.Extend, At: may(2, 1, 0), Worked: 25 * time.Minute, Charged: half, Draws: []credit.Draw{
			{Rule: "D7", Lot: "A", Time: half, Held: true, For: "h"},
		}},
		"c": {Kind: credit.Capture, At: may(2, 2, 0), Worked: 31 * time.Minute, Charged: time.Hour, Draws: []credit.Draw{
			{Rule: "D6", Month: month, Time: -half, Held: true, For: "h"},
			{Rule: "D6", Month: month, Time: half},
			{Rule: "D7", Lot: "A", Time: -time.Hour, Held: true, For: "h"},
			{Rule: "D7", Lot: "A", Time: half, Cost: 2817},
		}},
		"r": {Kind: credit.Reversal, At: may(2, 3, 0), Draws: []credit.Draw{
			{Rule: "D6", Month: month, Time: -half, For: "c"}, {Rule: "D7", Lot: "A", Time: -half, Cost: -2817, For: "c"},
		}},
		"d": {Kind: credit.Debit, At: may(2, 4, 0), Worked: 4 * time.Hour, Charged: 4 * time.Hour, Draws: []credit.Draw{
			{Rule: "D6", Month: month, Time: half}, {Rule: "D7", Lot: "A", Time: 3 * time.Hour, Cost: 16900}, {Rule: "D8", Time: half},
		}},
	} {
		want.ID = id
		got, ok := m.Receipt(id)
		assert.True(t, ok)
		assert.Equal(t, want, got)
		assert.NoError(t, got.Validate())
	}
	_, ok := m.Receipt("nobody")
	assert.False(t, ok)
}

// A hold of May that is captured in June is drawn anew, on what June has.
func TestModelOfACaptureInAnotherMonth(t *testing.T) {
	month := calendar.Month{Year: 2026, Month: time.May}
	hold := credit.Entry{ID: "h", Kind: credit.Hold, At: may(31, 12, 0), Time: time.Hour}
	capture := credit.Entry{ID: "c", Kind: credit.Capture, At: may(32, 12, 0), Of: "h", Time: time.Hour}
	for june, want := range map[time.Duration]credittest.Verdict{time.Hour: credittest.Accepted, time.Hour - 1: credittest.Short} {
		m := model(t, halfHours,
			credit.Entry{ID: "may", Kind: credit.Allowance, At: may(1, 0, 0), From: month, Time: time.Hour},
			credit.Entry{ID: "june", Kind: credit.Allowance, At: may(1, 0, 0), From: month.AddMonths(1), Time: june}, hold)
		assert.Equal(t, want, m.Apply(capture))
		left := time.Hour
		if want != credittest.Accepted {
			left = 0 // it is still held
		}
		assert.Equal(t, left, m.At(may(32, 12, 0), time.Time{}).Months[0].Lost)
	}
}

// Where nothing is needed nothing is short, though more was drawn than may be.
func TestModelOfNothing(t *testing.T) {
	m := model(t, halfHours, credit.Entry{ID: "o", Kind: credit.Overdraft, At: may(1, 0, 0), Time: time.Hour},
		credit.Entry{ID: "d", Kind: credit.Debit, At: may(1, 0, 0), Time: time.Hour},
		credit.Entry{ID: "no", Kind: credit.Overdraft, At: may(1, 0, 0)})
	assert.Equal(t, credittest.Accepted, m.Apply(credit.Entry{ID: "e", Kind: credit.Debit, At: may(2, 0, 0)}))
	assert.Equal(t, credittest.Short, m.Apply(credit.Entry{ID: "f", Kind: credit.Debit, At: may(2, 0, 0), Time: 1}))
}

// A pack is refunded at an instant from which on nothing of it is used.
func TestModelOfARefund(t *testing.T) {
	m := model(t, halfHours,
		credit.Entry{ID: "A", Kind: credit.Purchase, At: may(1, 0, 0), Time: time.Hour, Price: decimal.New(60, 0)},
		credit.Entry{ID: "d", Kind: credit.Debit, At: may(5, 0, 0), Time: time.Minute},
	)
	refund := credit.Entry{ID: "r", Kind: credit.Refund, At: may(6, 0, 0), Of: "A"}
	assert.Equal(t, credittest.InUse, m.Apply(refund))
	assert.Equal(t, credittest.Accepted, m.Apply(credit.Entry{ID: "b", Kind: credit.Reversal, At: may(8, 0, 0), Of: "d"}))
	assert.Equal(t, credittest.Invalid, m.Apply(refund))
	refund.At = may(8, 0, 0)
	assert.Equal(t, credittest.Accepted, m.Apply(refund))
	assert.Equal(t, credit.Cents(6000), m.At(may(8, 0, 0), time.Time{}).Lots[0].Repaid)
}

func TestModelVerdicts(t *testing.T) {
	gift := credit.Entry{ID: "g", Kind: credit.Gift, At: may(1, 0, 0), Time: time.Hour}
	m := model(t, halfHours, gift, credit.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Time: time.Hour})
	before := m.Entries()
	late := gift
	late.Recorded = may(9, 0, 0)
	other := gift
	other.Time++
	for _, tt := range []struct {
		e    credit.Entry
		want credittest.Verdict
	}{
		{gift, credittest.Accepted},
		{late, credittest.Accepted},
		{other, credittest.Conflict},
		{credit.Entry{}, credittest.Invalid},
		{credit.Entry{ID: "d", Kind: credit.Debit, At: may(3, 0, 0), Time: 1}, credittest.Short},
		{credit.Entry{ID: "r", Kind: credit.Reversal, At: may(3, 0, 0), Of: "h"}, credittest.NoTarget},
		{credit.Entry{ID: "c", Kind: credit.Capture, At: may(3, 0, 0), Of: "h", Time: time.Hour + 1}, credittest.BeyondHold},
		{credit.Entry{ID: "c", Kind: credit.Capture, At: may(1, 0, 0), Of: "h", Time: 1}, credittest.Invalid},
	} {
		assert.Equal(t, tt.want, m.Apply(tt.e), "%+v", tt.e)
		assert.Equal(t, before, m.Entries())
	}
	_, err := credittest.NewModel(credit.Terms{})
	assert.Error(t, err)
	_, err = credittest.NewModel(credit.Terms{Blocks: halfHours.Blocks, Zone: "Nowhere/At_All"})
	assert.Error(t, err)
}

func TestCheckNamesTheDifference(t *testing.T) {
	gift := credit.Entry{ID: "g", Kind: credit.Gift, At: may(1, 0, 0), Time: time.Hour}
	debit := credit.Entry{ID: "d", Kind: credit.Debit, At: may(2, 0, 0), Time: time.Hour}
	a, err := credit.NewAccount(halfHours)
	require.NoError(t, err)
	require.NoError(t, a.Replay([]credit.Entry{gift, debit}))
	require.NoError(t, model(t, halfHours, gift, debit).Check(a))

	longer, shorter := gift, gift
	longer.Time++
	assert.ErrorContains(t, model(t, halfHours, longer, debit).Check(a), `entry 1: time of "g" is 1h0m0s, not 1h0m0.000000001s`)
	assert.ErrorContains(t, model(t, halfHours, gift).Check(a), `entry 2 is "d", the model has 1`)
	shorter.ID = "another"
	assert.ErrorContains(t, model(t, halfHours, gift, debit, shorter).Check(a), "there are 2 entries, the model has 3")
	hours := credit.Terms{Blocks: credit.Blocks{Size: time.Hour}, Zone: "UTC"}
	debit.Time = time.Minute
	gift.Recorded = may(1, 0, 1)
	require.NoError(t, a.Reset(halfHours))
	require.NoError(t, a.Replay([]credit.Entry{gift, debit}))
	assert.ErrorContains(t, model(t, hours, gift, debit).Check(a), `receipt {ID:d Kind:debit`)
	plan := credit.Entry{ID: "p", Kind: credit.Allowance, At: may(1, 0, 0), From: calendar.Month{Year: 2026, Month: time.May}, Time: time.Hour}
	require.NoError(t, a.Reset(halfHours))
	require.NoError(t, a.Replay([]credit.Entry{plan}))
	assert.ErrorContains(t, model(t, hours, plan).Check(a), "at 2026-04-30T23:59:59.999999999Z, known at 0001-01-01T00:00:00Z: balance", "May has begun in Paris and not in UTC")
}

func TestVerdictText(t *testing.T) {
	for v := credittest.Accepted; v <= credittest.Failed; v++ {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		assert.Equal(t, `"`+v.String()+`"`, string(b))
		var back credittest.Verdict
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, v, back)
	}
	_, err := (credittest.Failed + 1).MarshalText()
	assert.Error(t, err)
	assert.Equal(t, "verdict(9)", (credittest.Failed + 1).String())
	v := credittest.Short
	assert.Error(t, v.UnmarshalText([]byte("Short")))
	assert.Equal(t, credittest.Short, v)
}

func TestVerdictOfEveryError(t *testing.T) {
	for want, err := range map[credittest.Verdict]error{
		credittest.Accepted: nil, credittest.Invalid: &credit.FieldError{}, credittest.Conflict: &credit.ConflictError{},
		credittest.NoTarget: &credit.TargetError{}, credittest.Closed: &credit.ClosedError{}, credittest.Short: &credit.ShortfallError{},
		credittest.BeyondHold: &credit.HeldError{}, credittest.InUse: &credit.InUseError{}, credittest.Failed: credit.ErrFull,
	} {
		assert.Equal(t, want, credittest.VerdictOf(err))
		if err != nil {
			assert.Equal(t, want, credittest.VerdictOf(errors.Join(errors.New("while billing"), err)))
		}
	}
}

// TestSnapshotsCompare: equal accounts have deeply equal snapshots, also where
// one of them was read from a journal in another zone.
func TestSnapshotsCompare(t *testing.T) {
	at := may(1, 0, 0)
	var snapshots []credittest.Snapshot
	for _, loc := range []*time.Location{time.UTC, time.FixedZone("", 3600)} {
		a, err := credit.NewAccount(halfHours)
		require.NoError(t, err)
		_, err = a.Apply(credit.Entry{ID: "g", Kind: credit.Gift, At: at.In(loc), Time: time.Hour})
		require.NoError(t, err)
		snapshots = append(snapshots, credittest.SnapshotOf(a.View(at, time.Time{})))
	}
	assert.True(t, reflect.DeepEqual(snapshots[0], snapshots[1]))
	assert.Nil(t, snapshots[0].Tickets)
}
