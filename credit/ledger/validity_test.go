package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

func until(e ledger.Entry, t time.Time) ledger.Entry {
	e.Until = t
	return e
}

// endOfMay is the first instant of 1 June in Paris.
var endOfMay = time.Date(2026, time.May, 31, 22, 0, 0, 0, time.UTC)

// modelled is an account that a model has agreed with, entry by entry and in the end.
func modelled(t *testing.T, terms credit.Terms, entries ...ledger.Entry) *ledger.Account {
	t.Helper()
	m, err := credittest.NewModel(terms)
	require.NoError(t, err)
	a := account(t, terms)
	for _, e := range entries {
		_, err := a.Apply(e)
		require.Equal(t, m.Apply(e), credittest.VerdictOf(err), "%v: %v", e.ID, err)
	}
	require.NoError(t, m.Check(a))
	require.Empty(t, a.Broken())
	return a
}

// An hour that lapses with May is drawn on before one that never does, though that was
// bought first. What is left of it when May ends is gone, and earned.
func TestHoursThatEnd(t *testing.T) {
	a := modelled(t, halfHours,
		purchase("forever", at(1, 0, 0), hour, "80"),
		until(purchase("may", at(2, 0, 0), hour, "60"), endOfMay),
		debit("d", at(3, 0, 0), 10*minute),
	)
	for _, tt := range []struct {
		at   time.Time
		left time.Duration
		lot  ledger.Lot
	}{
		{endOfMay.Add(-1), 90 * minute, ledger.Lot{Left: 30 * minute, Used: 30 * minute, Earned: 30000, Deferred: 30000}},
		{endOfMay, hour, ledger.Lot{Forfeited: 30 * minute, Used: 30 * minute, Earned: 60000}},
		{endOfMay.Add(1), hour, ledger.Lot{Forfeited: 30 * minute, Used: 30 * minute, Earned: 60000}},
	} {
		v := a.View(tt.at, time.Time{})
		assert.Equal(t, credit.Balance{Available: tt.left, Used: v.Balance().Used}, v.Balance(), tt.at)
		tt.lot.ID, tt.lot.At, tt.lot.Until, tt.lot.Time, tt.lot.Price = "may", at(2, 0, 0), endOfMay, hour, 60000
		assert.Equal(t, tt.lot, v.Lots()[1], tt.at)
		assert.NoError(t, v.Lots()[1].Validate())
	}
}

// Work draws on hours up to the last nanosecond before their end, whenever it becomes known,
// and not from their end on.
func TestEndOfHoursToTheNanosecond(t *testing.T) {
	for _, late := range []time.Duration{0, 1, 40 * 24 * hour} {
		for off, want := range map[time.Duration]string{-1: "may", 0: "forever", 1: "forever"} {
			a := modelled(t, halfHours,
				until(purchase("may", at(1, 0, 0), hour, "60"), endOfMay), purchase("forever", at(1, 0, 0), hour, "80"),
				known(debit("d", endOfMay.Add(off), 30*minute), endOfMay.Add(off+late)),
			)
			r, _ := a.Receipt("d")
			require.Len(t, r.Draws, 1)
			assert.Equal(t, want, r.Draws[0].Lot, "%v from the end, told %v later", off, late)
		}
	}
}

// The soonest to end is drawn on first; of those that end together the first bought.
func TestOrderOfHoursThatEnd(t *testing.T) {
	a := modelled(t, halfHours,
		purchase("forever", at(1, 0, 0), hour, "80"),
		until(gift("last", at(2, 0, 0), 30*minute), endOfMay.Add(1)),
		until(gift("second", at(3, 0, 0), 30*minute), endOfMay),
		until(gift("first", at(2, 0, 0), 30*minute), endOfMay),
		debit("d", at(4, 0, 0), 150*minute),
	)
	r, _ := a.Receipt("d")
	var order []string
	for _, d := range r.Draws {
		order = append(order, d.Lot)
	}
	assert.Equal(t, []string{"first", "second", "last", "forever"}, order)
}

// Work of May that becomes known in June was done while the hours were there: fewer of them
// were lost than was known, what they have earned is the same, and what never ends is left.
func TestLateWorkDrawsOnHoursThatHaveEnded(t *testing.T) {
	june := endOfMay.Add(hour)
	a := modelled(t, halfHours,
		until(purchase("may", at(1, 0, 0), hour, "60"), endOfMay), purchase("forever", at(1, 0, 0), hour, "80"),
		debit("june", june, 30*minute), known(debit("late", at(9, 0, 0), 30*minute), june),
	)
	for _, tt := range []struct {
		known     time.Time
		used      time.Duration
		available time.Duration
	}{{june.Add(-1), 0, hour}, {june, 30 * minute, 30 * minute}} {
		v := a.View(june, tt.known)
		assert.Equal(t, tt.available, v.Balance().Available, tt.known)
		assert.Equal(t, tt.used, v.Lots()[0].Used, tt.known)
		assert.Equal(t, hour-tt.used, v.Lots()[0].Forfeited, tt.known)
		assert.Equal(t, credit.Mills(60000), v.Lots()[0].Earned, tt.known)
	}
	// Work of May that takes the place of work that was taken back in June is paid for twice until
	// then: the second time it is overdrawn.
	b := modelled(t, halfHours, until(gift("may", at(1, 0, 0), hour), endOfMay), debit("d", at(2, 0, 0), hour),
		acts(credit.Reversal, "r", june, "d"), known(debit("late", at(9, 0, 0), hour), june))
	assert.Equal(t, hour, b.View(june.Add(-1), time.Time{}).Balance().Overdrawn)
	assert.Zero(t, b.View(june, time.Time{}).Balance().Overdrawn)
	// What goes back to them is lost.
	_, err := a.Apply(acts(credit.Reversal, "r", june.Add(1), "late"))
	require.NoError(t, err)
	assert.Equal(t, hour, a.View(june.Add(1), time.Time{}).Lots()[0].Forfeited)
	short(t, a, debit("too much", june.Add(2), hour))
}

// A hold keeps no hours from ending: less is there than is held, nothing can be promised,
// and work under it is refused for what is missing, unless it was done before.
func TestHoldsKeepNoHours(t *testing.T) {
	begin := []ledger.Entry{until(gift("may", at(1, 0, 0), hour), endOfMay), hold("h", "T", at(2, 0, 0), hour)}
	a := modelled(t, halfHours, begin...)
	short(t, a, capture("c", endOfMay, "h", 1))
	short(t, a, hold("i", "", endOfMay, 1))
	require.NoError(t, a.Replay([]ledger.Entry{acts(credit.Release, "l", endOfMay, "h")}))
	assert.Equal(t, credit.Balance{}, a.View(endOfMay, time.Time{}).Balance())

	a = modelled(t, halfHours, append(begin, known(capture("c", endOfMay.Add(-1), "h", hour), endOfMay.Add(hour)))...)
	assert.Equal(t, hour, a.View(endOfMay, time.Time{}).Lots()[0].Used)

	// Others may draw on what has ended, as nothing else can.
	a = modelled(t, halfHours, append(begin, gift("forever", at(2, 0, 0), hour), known(debit("late", at(3, 0, 0), hour), endOfMay))...)
	assert.Equal(t, hour, a.View(endOfMay, time.Time{}).Lots()[0].Used)
	assert.Equal(t, credit.Balance{Held: hour, Used: hour}, a.View(endOfMay.Add(-1), time.Time{}).Balance())
}

// What is overdrawn is paid for by hours that had not ended when it was.
func TestHoursThatEndPayDebts(t *testing.T) {
	for off, owed := range map[time.Duration]time.Duration{-1: 0, 0: 30 * minute} {
		a := modelled(t, halfHours, overdraft(hour), debit("d", endOfMay.Add(off), 30*minute),
			known(until(gift("may", at(1, 0, 0), hour), endOfMay), endOfMay.Add(hour)))
		assert.Equal(t, owed, a.View(endOfMay.Add(hour), time.Time{}).Balance().Overdrawn, off)
	}
	// Hours that are held for others pay once they have ended, as of when the work was done.
	a := modelled(t, halfHours, overdraft(hour), until(gift("may", at(1, 0, 0), hour), endOfMay), hold("h", "", at(2, 0, 0), hour),
		debit("d", at(3, 0, 0), hour), hold("i", "", endOfMay, 0))
	assert.Equal(t, credit.Balance{Overdrawn: hour, Held: hour}, unused(a.View(at(4, 0, 0), at(4, 0, 0)).Balance()))
	assert.Equal(t, credit.Balance{Held: hour}, unused(a.View(endOfMay, time.Time{}).Balance()))
	assert.Equal(t, hour, a.View(at(3, 0, 0), time.Time{}).Lots()[0].Used)
	// So do those that come back when they have ended.
	a = modelled(t, halfHours, overdraft(hour), until(gift("may", at(1, 0, 0), hour), endOfMay), debit("d", at(2, 0, 0), hour),
		debit("e", at(3, 0, 0), hour), acts(credit.Reversal, "r", endOfMay.Add(hour), "d"))
	assert.Zero(t, a.View(endOfMay.Add(hour), time.Time{}).Balance().Overdrawn)
}

func unused(b credit.Balance) credit.Balance {
	b.Used = 0
	return b
}

// What has ended cannot be given back, lost or moved, but as of before.
func TestHoursThatHaveEndedCannotGo(t *testing.T) {
	for _, kind := range []credit.Kind{credit.Refund, credit.Forfeit, credit.Transfer} {
		a := modelled(t, halfHours, until(purchase("may", at(1, 0, 0), 2*hour, "60"), endOfMay))
		_, err := a.Apply(removal(kind, "r", endOfMay, "may", 0))
		var e *credit.InUseError
		require.ErrorAs(t, err, &e)
		assert.Zero(t, e.Left)
		modelled(t, halfHours, until(purchase("may", at(1, 0, 0), 2*hour, "60"), endOfMay), hold("h", "", endOfMay, 0),
			known(removal(kind, "r", endOfMay.Add(-1), "may", hour), endOfMay), removal(kind, "s", endOfMay, "may", hour))
		// They back no hold any more.
		a = account(t, halfHours, until(purchase("may", at(1, 0, 0), hour, "60"), endOfMay), hold("h", "", at(2, 0, 0), hour))
		_, err = a.Apply(known(removal(kind, "r", at(3, 0, 0), "may", 0), endOfMay))
		require.NoError(t, err)
	}
}

// Hours that end and are told of before they are there come with their day, also if what
// passed over it is refused.
func TestHoursThatEndAndComeLater(t *testing.T) {
	a := modelled(t, halfHours, gift("now", at(1, 0, 0), hour), known(until(gift("later", at(9, 0, 0), hour), endOfMay), at(1, 0, 0)))
	short(t, a, debit("too early", at(9, 0, 0).Add(-1), 90*minute))
	short(t, a, debit("too much", at(10, 0, 0), 150*minute))
	require.Empty(t, a.Broken())
	short(t, a, debit("too early still", at(9, 0, 0).Add(-1), 90*minute))
	r, err := a.Apply(debit("d", at(9, 0, 0), 90*minute))
	require.NoError(t, err)
	assert.Equal(t, "later", r.Draws[0].Lot)
	require.Empty(t, a.Broken())

	a = modelled(t, halfHours, gift("now", at(1, 0, 0), hour), known(until(gift("later", at(9, 0, 0), hour), endOfMay), at(1, 0, 0)),
		debit("d", at(9, 0, 0), hour))
	r, _ = a.Receipt("d")
	assert.Equal(t, "later", r.Draws[0].Lot)
}

func TestUntilIsChecked(t *testing.T) {
	a := account(t, halfHours)
	for _, e := range []ledger.Entry{
		until(gift("a", at(1, 0, 0), hour), at(1, 0, 0)), until(gift("a", at(1, 0, 0), hour), at(1, 0, 0).Add(-1)),
		until(gift("a", at(1, 0, 0), hour), time.Date(2170, time.January, 1, 0, 0, 0, 0, time.UTC)),
		until(debit("a", at(1, 0, 0), hour), at(2, 0, 0)), until(overdraft(hour), at(2, 0, 0)),
	} {
		_, err := a.Apply(e)
		var field *credit.FieldError
		require.ErrorAs(t, err, &field)
		assert.Equal(t, "until", field.Field)
	}
	require.NoError(t, a.Replay([]ledger.Entry{until(gift("a", at(1, 0, 0), hour), at(1, 0, 0).Add(1))}))
	_, err := a.Apply(gift("a", at(1, 0, 0), hour))
	var conflict *ledger.ConflictError
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, "until", conflict.Field)
}
