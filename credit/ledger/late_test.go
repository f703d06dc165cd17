package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// packs are 3 h of 2 January and 5 h of 2 February, and 4 h of work on 10 February.
func packs(t *testing.T, more ...ledger.Entry) *ledger.Account {
	t.Helper()
	a := account(t, halfHours, pack("A", on(1, 2, 9, 0), 3, "169"), pack("B", on(2, 2, 9, 0), 5, "239"),
		work("d", "T1", on(2, 10, 9, 0), on(2, 10, 13, 0)))
	apply(t, a, more...)
	return a
}

// An hour of 15 January recorded on 20 February draws on what is there by then.
func TestWorkOfALevelWithoutAllowanceToldLate(t *testing.T) {
	told := func(d time.Duration) ledger.Entry {
		return known(session("late", "T2", on(1, 15, 9, 0), d), on(2, 20, 9, 0))
	}
	a := packs(t)
	r := apply(t, a, told(hour))
	assert.Equal(t, []ledger.Draw{{Rule: "D7", Lot: "B", Time: hour, Cost: 47800}}, r.Draws)
	assert.Equal(t, credit.Balance{Available: 3 * hour, Used: 0}, balance(a, on(3, 1, 0, 0)))
	assert.Equal(t, credit.Balance{Available: 2 * hour, Used: hour}, balance(a, on(1, 15, 9, 0)))
	assert.Equal(t, 3*hour, balance(a, on(1, 15, 9, 0).Add(-1)).Available)
	assert.Equal(t, 3*hour, a.View(on(1, 15, 9, 0), on(2, 20, 9, 0).Add(-1)).Balance().Available, "nobody knew")

	a = packs(t)
	assert.Equal(t, 30*minute, short(t, a, told(4*hour+1)).Missing)
	apply(t, a, told(4*hour))
	assert.Equal(t, credit.Balance{Used: 4 * hour, Overdrawn: hour}, balance(a, on(1, 31, 0, 0)))
	assert.Equal(t, credit.Balance{Used: 4 * hour}, balance(a, on(2, 28, 0, 0)))
}

// Work is late if its instant lies before what is known by then, to the nanosecond: only
// then hours that are held are there for it, as far as all that was ever there goes.
func TestWhatIsLate(t *testing.T) {
	begin := on(2, 20, 9, 0)
	for _, tt := range []struct {
		name string
		told []ledger.Entry
		work ledger.Entry
		late bool
	}{
		{"at once", nil, debit("d", begin, hour), false},
		{"known at its instant", nil, known(debit("d", begin, hour), begin), false},
		{"known before", nil, known(debit("d", begin, hour), begin.Add(-hour)), false},
		{"known after", nil, known(debit("d", begin, hour), begin.Add(1)), true},
		{"told after what came later", []ledger.Entry{debit("o", begin.Add(1), 0)}, debit("d", begin, hour), true},
		{"told after what came at the same instant", []ledger.Entry{debit("o", begin, 0)}, debit("d", begin, hour), false},
		{"told after what became known later", []ledger.Entry{known(gift("g", on(1, 1, 0, 0), 1), begin.Add(1))}, debit("d", begin, hour), true},
		{"told after a pack bought for later", []ledger.Entry{known(gift("g", begin.Add(1), 1), begin)}, debit("d", begin, hour), false},
		{"told after a pack bought later", []ledger.Entry{gift("g", begin.Add(1), 1)}, debit("d", begin, hour), true},
		{"told after a plan", []ledger.Entry{{ID: "p", Kind: credit.Allowance, At: begin.Add(hour), From: may.First()}}, debit("d", begin, hour), false},
		{"told after an overdraft", []ledger.Entry{{ID: "o", Kind: credit.Overdraft, At: begin.Add(hour)}}, debit("d", begin, hour), false},
		{"told after a plan that became known later", []ledger.Entry{
			{ID: "p", Kind: credit.Allowance, At: begin, Recorded: begin.Add(1), From: may.First()},
		}, debit("d", begin, hour), true},
		{"told after an overdraft that became known later", []ledger.Entry{
			{ID: "o", Kind: credit.Overdraft, At: begin, Recorded: begin.Add(1)},
		}, debit("d", begin, hour), true},
		{"told after a refund that was refused", []ledger.Entry{acts(credit.Refund, "f", begin.Add(hour), "A")}, debit("d", begin, hour), false},
	} {
		a := account(t, hours, pack("A", on(1, 2, 9, 0), 3, "169"), hold("h", "T", on(1, 3, 9, 0), 3*hour))
		for _, e := range tt.told {
			_, _ = a.Apply(e)
		}
		_, err := a.Apply(tt.work)
		assert.Equal(t, tt.late, err == nil, "%s: %v", tt.name, err)
		if err == nil {
			overdrawn := hour // what is held repays nothing
			for _, e := range tt.told {
				if e.Kind == credit.Gift {
					overdrawn -= e.Time
				}
			}
			assert.Equal(t, credit.Balance{Held: 3 * hour, Used: hour, Overdrawn: overdrawn}, balance(a, begin), tt.name)
		}
	}
}

// Late work that found all hours held is paid when they are free again: by a release, by a
// capture of less, by the next pack.
func TestHeldHoursPayWhenTheyAreFree(t *testing.T) {
	late := known(session("late", "U", on(2, 1, 9, 0), 90*minute), on(2, 20, 9, 0))
	for _, tt := range []struct {
		e    ledger.Entry
		paid time.Duration
	}{
		{acts(credit.Release, "e", on(2, 21, 9, 0), "h"), 90 * minute},
		{capture("e", on(2, 21, 9, 0), "h", 2*hour), hour},
		{capture("e", on(2, 21, 9, 0), "h", 3*hour), 0},
		{pack("e", on(2, 21, 9, 0), 1, "60"), hour},
		{debit("e", on(2, 21, 9, 0), 0), 0},
	} {
		a := account(t, halfHours, pack("A", on(1, 2, 9, 0), 3, "169"), hold("h", "T", on(1, 3, 9, 0), 3*hour), late)
		assert.Equal(t, ledger.Usage{Worked: 90 * minute, Charged: 90 * minute, Overdrawn: 90 * minute}, usage(a, "U"))
		assert.Empty(t, a.Broken())
		apply(t, a, tt.e)
		assert.Equal(t, tt.paid, usage(a, "U").Credit, "%v", tt.e)
		assert.Equal(t, 90*minute-tt.paid, usage(a, "U").Overdrawn)
		assert.Empty(t, a.Broken())
	}
}

// What pays for what is overdrawn is taken up when its day comes.
func TestPackBoughtForLater(t *testing.T) {
	a := account(t, hours, overdraft(hour), known(gift("g", at(10, 0, 0), 2*hour), at(1, 0, 0)), debit("d", at(2, 0, 0), hour))
	assert.Equal(t, []ledger.Draw{{Rule: "D8", Time: hour}}, apply(t, a, debit("d", at(2, 0, 0), hour)).Draws)
	short(t, a, debit("e", at(10, 0, 0).Add(-1), hour))
	r := apply(t, a, debit("e", at(10, 0, 0), hour))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D8", Time: -hour, For: "d"}, {Rule: "D7", Lot: "g", Time: hour, For: "d"}, {Rule: "D7", Lot: "g", Time: hour},
	}, r.Draws)
	assert.Equal(t, credit.Balance{Used: 2 * hour}, balance(a, at(10, 0, 0)))
}

// That a debt was paid at the same time gives no right to another.
func TestPaidDebtIsNoOverdraft(t *testing.T) {
	a := account(t, hours, known(gift("g", at(10, 0, 0), hour), at(1, 0, 0)), gift("A", at(1, 0, 0), hour), hold("h", "T", at(2, 0, 0), hour),
		known(session("late", "U", at(3, 0, 0), hour), at(4, 0, 0)))
	require.Equal(t, hour, balance(a, at(4, 0, 0)).Held)
	_, err := a.Apply(session("more", "V", at(10, 0, 0), hour))
	assert.Error(t, err)
	apply(t, a, acts(credit.Release, "l", at(10, 0, 0), "h"))
	apply(t, a, session("more", "V", at(10, 0, 0), 0))
	assert.Equal(t, credit.Balance{Used: hour, Available: hour}, balance(a, at(10, 0, 0)))
}

// Work of a month that is over draws on its allowance, and gives it back there.
func TestLateWorkOfAMonthThatIsOver(t *testing.T) {
	a := pro(t, nil, work("d", "T1", on(6, 10, 9, 0), on(6, 10, 10, 30)), work("late", "T2", on(5, 31, 23, 0), on(6, 1, 0, 30)))
	assert.Equal(t, 90*minute, usage(a, "T2").Allowance)
	short(t, a, work("more", "T3", on(5, 31, 23, 59), on(6, 1, 0, 1)))
	apply(t, a, acts(credit.Reversal, "r", on(6, 11, 0, 0), "late"))
	apply(t, a, work("more", "T3", on(5, 31, 23, 59), on(6, 1, 0, 1)))
	m := a.View(far, time.Time{}).Month(month(2026, time.May))
	assert.Equal(t, 30*minute, m.Usage.Allowance)
	assert.Equal(t, 60*minute, m.Lost)
}

// Work told before its instant draws on what is there by its instant.
func TestWorkToldBefore(t *testing.T) {
	a := account(t, hours, known(gift("g", at(5, 0, 0), hour), at(1, 0, 0)))
	short(t, a, known(debit("d", at(5, 0, 0).Add(-1), 1), at(2, 0, 0)))
	apply(t, a, known(debit("d", at(5, 0, 0), 1), at(2, 0, 0)))
	assert.Equal(t, map[string]time.Duration{"g": hour}, used(a))
}

// A refusal after a debt was paid leaves it to be paid.
func TestRefusalAfterADebtWasPaid(t *testing.T) {
	a := account(t, hours, overdraft(2*hour), debit("d", at(2, 0, 0), hour), debit("e", at(2, 0, 0), hour), known(gift("g", at(10, 0, 0), hour), at(2, 0, 0)))
	short(t, a, debit("no", at(10, 0, 0), 2*hour))
	assert.Empty(t, a.Broken())
	assert.Equal(t, []ledger.Draw{
		{Rule: "D8", Time: -hour, For: "d"},
		{Rule: "D7", Lot: "g", Time: hour, For: "d"},
		{Rule: "D8", Time: -hour, For: "e"},
		{Rule: "D7", Lot: "g2", Time: hour, For: "e"},
	}, apply(t, a, gift("g2", at(10, 0, 0), 3*hour)).Draws)
}

// Late work that moves its ticket to an earlier month leaves the allowance of the later one
// to other work there, from when that was done.
func TestLateWorkThatFreesAMonth(t *testing.T) {
	a := pro(t, nil, pack("P", on(1, 1, 9, 0), 5, "239"), session("b", "T", on(6, 10, 9, 0), 90*minute), session("c", "U", on(6, 20, 9, 0), hour))
	r := apply(t, a, session("a", "T", on(5, 31, 9, 0), 0), session("a2", "T", on(5, 31, 9, 0), 1))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D7", Lot: "P", Time: -hour, Cost: -47800, For: "U"}, {Rule: "D6", Month: may.AddMonths(1), Time: hour, For: "U"},
	}, r.Draws[len(r.Draws)-2:])
	assert.Equal(t, 90*minute, balance(a, on(6, 20, 9, 0).Add(-1)).Allowance)
	assert.Equal(t, 30*minute, balance(a, on(6, 20, 9, 0)).Allowance)
	assert.Empty(t, a.Broken())
}

// What comes back to an allowance pays for work from when that was done, not before.
func TestReliefOfLaterWork(t *testing.T) {
	a := pro(t, nil, pack("P", on(1, 1, 9, 0), 5, "239"), session("a", "T", on(5, 5, 9, 0), 90*minute), session("b", "U", on(5, 20, 9, 0), hour),
		known(acts(credit.Reversal, "r", on(5, 6, 9, 0), "a"), on(5, 21, 9, 0)))
	assert.Equal(t, credit.Balance{Allowance: 90 * minute, Available: 5 * hour}, balance(a, on(5, 20, 9, 0).Add(-1)))
	assert.Equal(t, credit.Balance{Allowance: 30 * minute, Available: 5 * hour, Used: hour}, balance(a, on(5, 20, 9, 0)))
}
