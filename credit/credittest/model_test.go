package credittest_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// The figures of this file are worked by hand, so that account and model are not wrong
// together.

var halfHours = credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}

const half = 30 * time.Minute

// may is an instant of May 2026 in UTC.
func may(day, hour, minute int) time.Time {
	return time.Date(2026, time.May, day, hour, minute, 0, 0, time.UTC)
}

func month(m time.Month) calendar.Month { return calendar.Month{Year: 2026, Month: m} }

// plan is an allowance of a plan from a day of May on.
func plan(id, name string, day int, d time.Duration) ledger.Entry {
	from := calendar.Date{Year: 2026, Month: time.May, Day: 1}.AddDays(day - 1)
	return ledger.Entry{ID: id, Kind: credit.Allowance, At: may(1, 0, 0), From: from, Time: d, Plan: name}
}

func pack(id string, at time.Time, d time.Duration, cents int64) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Purchase, At: at, Time: d, Price: decimal.New(cents, -2)}
}

func work(id, ticket string, at time.Time, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Debit, At: at, Ticket: ticket, Time: d}
}

func acts(k credit.Kind, id, of string, at time.Time) ledger.Entry {
	return ledger.Entry{ID: id, Kind: k, At: at, Of: of}
}

// model applies entries, which are all taken, and compares it with an account.
func model(t testing.TB, terms credit.Terms, entries ...ledger.Entry) *credittest.Model {
	t.Helper()
	m, err := credittest.NewModel(terms)
	require.NoError(t, err)
	a, err := ledger.NewAccount(terms)
	require.NoError(t, err)
	for _, e := range entries {
		require.Equal(t, credittest.Accepted, m.Apply(e), "%+v", e)
		_, err := a.Apply(e)
		require.NoError(t, err)
	}
	require.NoError(t, m.Check(a))
	return m
}

// 170 minutes of work on an allowance of 1 h 30 and two packs.
func TestModelOfAWorkedCase(t *testing.T) {
	m := model(t, halfHours, plan("plan", "", 1, 90*time.Minute),
		pack("A", may(1, 8, 0), 3*time.Hour, 16900), pack("B", may(2, 8, 0), 10*time.Hour, 39900),
		work("d", "T1", may(4, 9, 0), 170*time.Minute),
		ledger.Entry{ID: "h", Kind: credit.Hold, At: may(4, 12, 0), Ticket: "T2", Time: 31 * time.Minute})
	use := ledger.Usage{Worked: 170 * time.Minute, Charged: 3 * time.Hour, Allowance: 90 * time.Minute, Credit: 90 * time.Minute, Cost: 84500}
	want := credittest.Snapshot{
		Balance: credit.Balance{Available: 10*time.Hour + half, Held: time.Hour, Used: 3 * time.Hour},
		Lots: []ledger.Lot{
			{
				ID: "A", At: may(1, 8, 0), Time: 3 * time.Hour, Left: 90 * time.Minute, Used: 90 * time.Minute,
				Price: 169000, Earned: 84500, Deferred: 84500,
			},
			{ID: "B", At: may(2, 8, 0), Time: 10 * time.Hour, Left: 10 * time.Hour, Price: 399000, Deferred: 399000},
		},
		Holds:   []ledger.OpenHold{{ID: "h", Ticket: "T2", At: may(4, 12, 0), Estimate: 31 * time.Minute, Held: time.Hour}},
		Months:  []ledger.MonthUsage{{Month: month(time.May), Usage: use, Granted: 90 * time.Minute}},
		Tickets: []ledger.TicketUsage{{Ticket: "T1", Usage: use}},
	}
	assert.Equal(t, want, m.At(may(5, 0, 0), time.Time{}))
	assert.Equal(t, credittest.Snapshot{
		Balance: credit.Balance{Allowance: 90 * time.Minute},
		Months:  []ledger.MonthUsage{{Month: month(time.May), Granted: 90 * time.Minute, Left: 90 * time.Minute}},
	}, m.At(may(1, 0, 0), time.Time{}))
	assert.Equal(t, credittest.Snapshot{}, m.At(may(0, 0, 0), may(0, 0, 0)))
}

// Of 20 minutes in May and 30 in June the last month pays the 10 that make two blocks.
func TestModelOfASplitMonth(t *testing.T) {
	terms := credit.Terms{Blocks: halfHours.Blocks, Zone: "UTC", Paying: credit.SplitAtMidnight}
	m := model(t, terms, pack("g", may(1, 0, 0), 2*time.Hour, 0), work("d", "T", may(31, 23, 40), 50*time.Minute))
	months := m.At(may(32, 12, 0), time.Time{}).Months
	require.Len(t, months, 2)
	assert.Equal(t, ledger.Usage{Worked: 20 * time.Minute, Charged: 20 * time.Minute, Credit: 20 * time.Minute}, months[0].Usage)
	assert.Equal(t, ledger.Usage{Worked: 30 * time.Minute, Charged: 40 * time.Minute, Credit: 40 * time.Minute}, months[1].Usage)
}

// In 2009 the clocks of St John's went back over midnight at the end of October: the day
// that had begun goes on.
func TestModelOfAMidnightTwice(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 1}, Zone: "America/St_Johns", Paying: credit.SplitAtMidnight}
	from := time.Date(2009, time.November, 1, 1, 30, 0, 0, time.UTC) // 23:00
	m := model(t, terms, pack("g", from, 9*time.Hour, 0), work("d", "", from, 3*time.Hour))
	months := m.At(may(1, 0, 0), time.Time{}).Months
	require.Len(t, months, 2)
	assert.Equal(t, time.Hour, months[0].Usage.Worked)
	assert.Equal(t, 2*time.Hour, months[1].Usage.Worked)
}

// Ten days of 31 have an allowance of 31 minutes, then there is none: work of the 5th may
// use it, and work of the 15th may not.
func TestModelOfAPartOfAMonth(t *testing.T) {
	for choice, want := range map[credit.PartMonth][2]time.Duration{
		credit.WholeAllowance: {31 * time.Minute, 0}, credit.AllowanceByDays: {10 * time.Minute, 0}, credit.AnyDay: {31 * time.Minute, 0},
	} {
		terms := credit.Terms{Blocks: credit.Blocks{Size: time.Hour}, PartMonth: choice}
		m := model(t, terms, plan("a", "Pro", 1, 31*time.Minute), plan("b", "Standard", 11, 0), pack("g", may(1, 0, 0), 9*time.Hour, 0),
			work("d", "early", may(5, 9, 0), 1))
		assert.Equal(t, want[0], m.At(may(9, 0, 0), time.Time{}).Tickets[0].Usage.Allowance, choice)
		assert.Equal(t, want[0], m.At(may(20, 0, 0), time.Time{}).Months[0].Granted, choice)
		m = model(t, terms, plan("a", "Pro", 1, 31*time.Minute), plan("b", "Standard", 11, 0), pack("g", may(1, 0, 0), 9*time.Hour, 0),
			work("d", "later", may(15, 9, 0), 1))
		if choice == credit.AnyDay {
			want[1] = 31 * time.Minute
		}
		assert.Equal(t, want[1], m.At(may(20, 0, 0), time.Time{}).Tickets[0].Usage.Allowance, choice)
	}
}

// A cent is spread over eight blocks and falls due with the fourth, and is given back
// with it.
func TestModelOfACent(t *testing.T) {
	entries := []ledger.Entry{pack("A", may(1, 0, 0), 4*time.Hour, 1)}
	for i, id := range []string{"d1", "d2", "d3", "d4"} {
		entries = append(entries, work(id, "", may(2, i, 0), 1))
	}
	earned := func(m *credittest.Model) credit.Mills { return m.At(may(9, 0, 0), time.Time{}).Lots[0].Earned }
	assert.Equal(t, credit.Mills(0), earned(model(t, halfHours, entries[:4]...)))
	assert.Equal(t, credit.Mills(10), earned(model(t, halfHours, entries...)))
	m := model(t, halfHours, append(entries, acts(credit.Reversal, "r", "d1", may(3, 0, 0)))...)
	assert.Equal(t, credit.Mills(0), earned(m))
	r, _ := m.Receipt("r")
	assert.Equal(t, credit.Mills(-10), r.Cost())
}

// An hour beyond what was there is paid by the next pack: half of 60.00.
func TestModelOfADebtCaptured(t *testing.T) {
	capture := acts(credit.Capture, "c", "h", may(2, 1, 0))
	capture.Time = time.Minute
	m := model(t, halfHours, ledger.Entry{ID: "o", Kind: credit.Overdraft, At: may(1, 0, 0), Time: time.Hour},
		ledger.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Time: time.Hour}, capture, pack("A", may(3, 0, 0), time.Hour, 6000))
	assert.Equal(t, credit.Balance{Overdrawn: half, Used: half}, m.At(may(2, 1, 0), time.Time{}).Balance)
	s := m.At(may(3, 0, 0), time.Time{})
	assert.Equal(t, credit.Balance{Available: half, Used: half}, s.Balance)
	assert.Equal(t, credit.Mills(30000), s.Lots[0].Earned)
}

// What each entry did: a hold and its extension draw nothing, half of it is captured and
// given back, and what an allowance gets back pays for work that a pack had paid for.
func TestModelReceipts(t *testing.T) {
	capture, extend := acts(credit.Capture, "c", "h", may(2, 2, 0)), acts(credit.Extend, "x", "h", may(2, 1, 0))
	capture.Time, extend.Time = 31*time.Minute, 25*time.Minute
	m := model(t, halfHours, plan("plan", "", 1, half), pack("A", may(1, 0, 0), 3*time.Hour, 16900),
		ledger.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Time: 40 * time.Minute}, extend, capture,
		work("d", "T", may(2, 2, 30), half), acts(credit.Reversal, "r", "c", may(2, 3, 0)),
		ledger.Entry{ID: "o", Kind: credit.Overdraft, At: may(2, 3, 0), Time: 4 * time.Hour}, work("e", "", may(2, 4, 0), 4*time.Hour))
	for id, want := range map[string]ledger.Receipt{
		"plan": {Kind: credit.Allowance, At: may(1, 0, 0)},
		"h":    {Kind: credit.Hold, At: may(2, 0, 0), Worked: 40 * time.Minute, Charged: time.Hour},
		"x":    {Kind: credit.Extend, At: may(2, 1, 0), Worked: 25 * time.Minute, Charged: half},
		"c": {Kind: credit.Capture, At: may(2, 2, 0), Worked: 31 * time.Minute, Charged: time.Hour, Draws: []ledger.Draw{
			{Rule: "D6", Month: month(time.May), Time: half}, {Rule: "D7", Lot: "A", Time: half, Cost: 28170},
		}},
		"d": {Kind: credit.Debit, At: may(2, 2, 30), Worked: half, Charged: half, Draws: []ledger.Draw{
			{Rule: "D7", Lot: "A", Time: half, Cost: 28160},
		}},
		"r": {Kind: credit.Reversal, At: may(2, 3, 0), Draws: []ledger.Draw{
			{Rule: "D7", Lot: "A", Time: -half, Cost: -28160},
			{Rule: "D6", Month: month(time.May), Time: -half},
			{Rule: "D7", Lot: "A", Time: -half, Cost: -28170, For: "T"},
			{Rule: "D6", Month: month(time.May), Time: half, For: "T"},
		}},
		"e": {Kind: credit.Debit, At: may(2, 4, 0), Worked: 4 * time.Hour, Charged: 4 * time.Hour, Draws: []ledger.Draw{
			{Rule: "D7", Lot: "A", Time: 3 * time.Hour, Cost: 169000}, {Rule: "D8", Time: time.Hour},
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

// A hold of May draws nothing of May if its work is done in June.
func TestModelOfACaptureInAnotherMonth(t *testing.T) {
	capture := acts(credit.Capture, "c", "h", may(32, 12, 0))
	capture.Time = time.Hour
	for june, want := range map[time.Duration]credittest.Verdict{time.Hour: credittest.Accepted, time.Hour - 1: credittest.Short} {
		m := model(t, halfHours, plan("may", "", 1, time.Hour), plan("june", "", 32, june),
			ledger.Entry{ID: "h", Kind: credit.Hold, At: may(31, 12, 0), Time: time.Hour})
		assert.Equal(t, want, m.Apply(capture))
		assert.Equal(t, time.Hour, m.At(may(32, 12, 0), time.Time{}).Months[0].Lost)
	}
}

// A pack is refunded if there is something left of it by then.
func TestModelOfARefund(t *testing.T) {
	m := model(t, halfHours, pack("A", may(1, 0, 0), time.Hour, 6000), work("d", "", may(5, 0, 0), 31*time.Minute))
	refund := acts(credit.Refund, "f", "A", may(6, 0, 0))
	assert.Equal(t, credittest.InUse, m.Apply(refund))
	assert.Equal(t, credittest.Accepted, m.Apply(acts(credit.Reversal, "b", "d", may(8, 0, 0))))
	assert.Equal(t, credittest.Accepted, m.Apply(refund))
	assert.Equal(t, credit.Mills(60000), m.At(may(6, 0, 0), time.Time{}).Lots[0].Repaid)
}
