package ledger_test

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

func removal(k credit.Kind, id string, t time.Time, of string, hours time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: k, At: t, Of: of, Time: hours}
}

func priced(e ledger.Entry, price string) ledger.Entry {
	e.Price = decimal.RequireFromString(price)
	return e
}

func lotOf(a *ledger.Account, at time.Time) ledger.Lot { return a.View(at, time.Time{}).Lots()[0] }

func TestRefundGivesThePriceBack(t *testing.T) {
	a := account(t, halfHours, pack("A", at(1, 0, 0), 3, "169"), known(acts(credit.Refund, "r", at(2, 0, 0), "A"), at(5, 0, 0)))
	assert.Equal(t, ledger.Lot{ID: "A", At: at(1, 0, 0), Time: 3 * hour, Refunded: 3 * hour, Price: 169000, Repaid: 169000}, lotOf(a, at(2, 0, 0)))
	assert.Equal(t, credit.Mills(169000), lotOf(a, at(2, 0, 0).Add(-1)).Deferred)
	assert.Equal(t, credit.Mills(169000), a.View(at(2, 0, 0), at(4, 0, 0)).Lots()[0].Deferred)
	short(t, a, debit("d", at(6, 0, 0), 1))
}

// 5 h for 239.00 of which 2 h are used: the rest is worth 143.40, and what stays is 2 h at
// 95.60 (D30).
func TestRemovals(t *testing.T) {
	for _, tt := range []struct {
		name  string
		entry ledger.Entry
		want  ledger.Lot
		draw  ledger.Draw
	}{
		{
			"all that is left", removal(credit.Refund, "r", at(9, 0, 0), "A", 0),
			ledger.Lot{Refunded: 3 * hour, Earned: 95600, Repaid: 143400},
			ledger.Draw{Rule: "D30", Time: 3 * hour, Cost: 143400},
		},
		{
			"the same, told", removal(credit.Refund, "r", at(9, 0, 0), "A", 3*hour),
			ledger.Lot{Refunded: 3 * hour, Earned: 95600, Repaid: 143400},
			ledger.Draw{Rule: "D30", Time: 3 * hour, Cost: 143400},
		},
		{
			"a part", removal(credit.Refund, "r", at(9, 0, 0), "A", hour),
			ledger.Lot{Left: 2 * hour, Refunded: hour, Earned: 95600, Deferred: 95600, Repaid: 47800},
			ledger.Draw{Rule: "D30", Time: hour, Cost: 47800},
		},
		{
			"another amount", priced(removal(credit.Refund, "r", at(9, 0, 0), "A", 0), "100"),
			ledger.Lot{Refunded: 3 * hour, Earned: 139000, Repaid: 100000},
			ledger.Draw{Rule: "D30", Time: 3 * hour, Cost: 100000},
		},
		{
			"at most its share", priced(removal(credit.Refund, "r", at(9, 0, 0), "A", 0), "143.40"),
			ledger.Lot{Refunded: 3 * hour, Earned: 95600, Repaid: 143400},
			ledger.Draw{Rule: "D30", Time: 3 * hour, Cost: 143400},
		},
		{
			"what is lost is earned", removal(credit.Forfeit, "r", at(9, 0, 0), "A", 0),
			ledger.Lot{Forfeited: 3 * hour, Earned: 239000},
			ledger.Draw{Rule: "D32", Time: 3 * hour, Cost: 143400},
		},
		{
			"what goes elsewhere is neither", removal(credit.Transfer, "r", at(9, 0, 0), "A", 90*minute),
			ledger.Lot{Left: 90 * minute, Moved: 90 * minute, Earned: 95600, Deferred: 71700, Transferred: 71700},
			ledger.Draw{Rule: "D32", Time: 90 * minute, Cost: 71700},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := account(t, hours, pack("A", at(1, 0, 0), 5, "239"), debit("d", at(2, 0, 0), 2*hour))
			r := apply(t, a, tt.entry)
			tt.want.ID, tt.want.At, tt.want.Time, tt.want.Used, tt.want.Price = "A", at(1, 0, 0), 5*hour, 2*hour, 239000
			assert.Equal(t, tt.want, lotOf(a, at(9, 0, 0)))
			require.NoError(t, tt.want.Validate())
			assert.Equal(t, 143400, int(lotOf(a, at(9, 0, 0).Add(-1)).Deferred))
			tt.draw.Lot = "A"
			assert.Equal(t, []ledger.Draw{tt.draw}, r.Draws)
			require.NoError(t, r.Validate())
			assert.Equal(t, credit.Balance{Used: 2 * hour, Available: tt.want.Left}, balance(a, at(9, 0, 0)))
			assert.Empty(t, a.Broken())
		})
	}
}

// Whatever goes of a lot, and in whatever parts, its cents add up to its price (B5).
func TestRemovalsAddUp(t *testing.T) {
	a := account(t, hours, pack("A", at(1, 0, 0), 7, "100"),
		debit("d1", at(2, 0, 0), hour), removal(credit.Refund, "r1", at(3, 0, 0), "A", hour), removal(credit.Transfer, "t", at(4, 0, 0), "A", hour),
		debit("d2", at(5, 0, 0), hour), removal(credit.Refund, "r2", at(6, 0, 0), "A", hour), removal(credit.Forfeit, "f", at(7, 0, 0), "A", hour),
		removal(credit.Refund, "r3", at(8, 0, 0), "A", 0))
	lot := lotOf(a, far)
	assert.Equal(t, ledger.Lot{
		ID: "A", At: at(1, 0, 0), Time: 7 * hour, Used: 2 * hour, Refunded: 3 * hour, Forfeited: hour, Moved: hour,
		Price: 100000, Earned: 28570 + 14280, Repaid: 14290 + 14290 + 14290, Transferred: 14280,
	}, lot) // 14.29, 28.57, 42.86, 57.14, 71.43, 85.71, 100.00
	for d := 1; d < 9; d++ {
		require.NoError(t, lotOf(a, at(d, 12, 0)).Validate())
	}
	assert.Equal(t, &credit.InUseError{ID: "x", Of: "A"}, refused(a, removal(credit.Forfeit, "x", far, "A", 0)))
	assert.Equal(t, &credit.InUseError{ID: "x", Of: "A", Asked: 1}, refused(a, removal(credit.Forfeit, "x", far, "A", 1)))
}

func refused(a *ledger.Account, e ledger.Entry) error {
	_, err := a.Apply(e)
	return err
}

func TestRemovalIsRefused(t *testing.T) {
	a := account(t, hours, pack("A", at(1, 0, 0), 5, "239"), gift("G", at(1, 0, 0), hour), debit("d", at(2, 0, 0), 2*hour))
	before := state(a)
	for field, e := range map[string]ledger.Entry{
		"price": priced(removal(credit.Refund, "r", at(9, 0, 0), "A", 3*hour), "143.41"),
		"at":    removal(credit.Refund, "r", at(1, 0, 0).Add(-1), "A", hour),
		"time":  removal(credit.Refund, "r", at(9, 0, 0), "A", -1),
	} {
		var f *credit.FieldError
		require.ErrorAs(t, refused(a, e), &f)
		assert.Equal(t, field, f.Field)
	}
	for _, e := range []ledger.Entry{
		priced(removal(credit.Forfeit, "r", at(9, 0, 0), "A", 0), "1"), priced(removal(credit.Transfer, "r", at(9, 0, 0), "A", 0), "1"),
		priced(removal(credit.Refund, "r", at(9, 0, 0), "G", 0), "0.01"),
	} {
		require.ErrorContains(t, refused(a, e), "price")
	}
	assert.Equal(t, &ledger.TargetError{ID: "r", Kind: credit.Forfeit, Of: "d", OfKind: credit.Debit}, refused(a, removal(credit.Forfeit, "r", at(9, 0, 0), "d", 0)))
	assert.Equal(t, before, state(a))
	apply(t, a, removal(credit.Refund, "r", at(9, 0, 0), "G", 0))
	assert.Equal(t, ledger.Lot{ID: "G", At: at(1, 0, 0), Time: hour, Refunded: hour}, a.View(far, time.Time{}).Lots()[1])
	again := removal(credit.Refund, "r", at(9, 0, 0), "G", hour)
	assert.Equal(t, &ledger.ConflictError{ID: "r", Field: "time"}, refused(a, again))
	assert.Equal(t, &ledger.ConflictError{ID: "r", Field: "price"}, refused(a, priced(removal(credit.Refund, "r", at(9, 0, 0), "G", 0), "1")))
}

// What goes of a lot counts in the order in which it was told, so that the parts of its
// price are the same at every instant.
func TestRemovalToldOfAnEarlierDay(t *testing.T) {
	a := account(t, hours, pack("A", at(1, 0, 0), 7, "100"), removal(credit.Refund, "r1", at(8, 0, 0), "A", hour),
		known(removal(credit.Refund, "r2", at(4, 0, 0), "A", hour), at(9, 0, 0)))
	assert.Equal(t, 7*hour, lotOf(a, at(8, 0, 0).Add(-1)).Left)
	assert.Equal(t, 5*hour, lotOf(a, at(8, 0, 0)).Left)
	assert.Equal(t, credit.Mills(28570), lotOf(a, at(8, 0, 0)).Repaid)
}

// Work that is taken back after the rest of its pack was refunded is there again.
func TestReversalAfterARefund(t *testing.T) {
	a := account(t, hours, pack("A", at(1, 0, 0), 3, "169"), debit("d", at(2, 0, 0), hour), removal(credit.Refund, "r", at(3, 0, 0), "A", 0),
		acts(credit.Reversal, "b", at(4, 0, 0), "d"))
	assert.Equal(t, ledger.Lot{
		ID: "A", At: at(1, 0, 0), Time: 3 * hour, Left: hour, Refunded: 2 * hour, Price: 169000, Deferred: 56330, Repaid: 112670,
	}, lotOf(a, far))
	assert.Equal(t, []ledger.Draw{{Rule: "D30", Lot: "A", Time: hour, Cost: 56330}}, apply(t, a, removal(credit.Refund, "r2", at(5, 0, 0), "A", 0)).Draws)
}

// The model says the same of removals.
func TestModelOfRemovals(t *testing.T) {
	entries := []ledger.Entry{
		pack("A", at(1, 0, 0), 7, "100"), debit("d1", at(2, 0, 0), 61*minute), removal(credit.Refund, "r1", at(4, 0, 0), "A", hour),
		known(priced(removal(credit.Refund, "r2", at(3, 0, 0), "A", 90*minute), "21.42"), at(5, 0, 0)),
		removal(credit.Transfer, "t", at(5, 0, 0), "A", minute), acts(credit.Reversal, "b", at(6, 0, 0), "d1"), removal(credit.Forfeit, "f", at(7, 0, 0), "A", 0),
	}
	m, err := credittest.NewModel(halfHours)
	require.NoError(t, err)
	a := account(t, halfHours)
	for _, e := range entries {
		assert.Equal(t, credittest.Accepted, m.Apply(e), "%v", e.ID)
		apply(t, a, e)
		want, _ := m.Receipt(e.ID)
		got, _ := a.Receipt(e.ID)
		assert.Equal(t, want, got)
	}
	for d := (calendar.Date{Year: 2026, Month: time.May, Day: 1}); d.Day < 9; d = d.AddDays(1) {
		i := at(d.Day, 0, 0)
		assert.Equal(t, m.At(i, time.Time{}), credittest.SnapshotOf(a.View(i, time.Time{})), "%v", d)
	}
}
