package servicelevel_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// TestZeroValuesRefuse: what was not made by its constructor answers with an error, or with
// nothing.
func TestZeroValuesRefuse(t *testing.T) {
	at, m, ct := wall("2026-05-11 10:00"), month("2026-05"), seedContract()
	refused := func(what string, err error) {
		t.Helper()
		assert.ErrorContains(t, err, what+": must be made by ")
	}
	for _, c := range []*servicelevel.Catalogue{nil, {}} {
		_, err := c.Open(ct)
		refused("catalogue", err)
		_, err = c.Resume(ct, seedState(t))
		refused("catalogue", err)
		_, err = c.Statement(ct, servicelevel.Activity{}, m)
		refused("catalogue", err)
		_, err = c.Preview(ct, servicelevel.Activity{}, at)
		refused("catalogue", err)
		_, err = compare.Levels(c, ct, servicelevel.Activity{}, m, m)
		refused("catalogue", err)
		_, err = c.Account(ct)
		refused("catalogue", err)
		_, err = c.Biller().Statement(ct, servicelevel.Activity{}, m)
		refused("biller", err)
		_, ok := c.Plan(servicelevel.Pro)
		assert.False(t, ok)
		assert.Empty(t, c.Edition().ID)
		assert.NotNil(t, c.Location())
	}
	var b servicelevel.Book
	refused("book", b.Record(request("T", "2026-05-11 10:00", servicelevel.Incident)))
	_, err := b.Balance(at)
	refused("book", err)
	_, err = b.Tickets(at)
	refused("book", err)
	_, err = b.Ticket("T", at)
	refused("book", err)
	_, err = b.Due(at)
	refused("book", err)
	_, err = b.Handle(incident("T", "2026-05-11 10:00"))
	refused("book", err)
	_, err = b.Preview(at)
	refused("book", err)
	_, _, err = b.Close(m)
	refused("book", err)
	assert.Zero(t, b.Contract())
	assert.Zero(t, b.Closed())
	for range b.Facts() {
		assert.Fail(t, "there is no fact")
	}
	var v ledger.View
	assert.Zero(t, v.Balance())
	assert.Empty(t, v.Lots())
	assert.Empty(t, v.Holds())
	assert.Empty(t, v.Tickets())
	assert.Empty(t, v.Months())
	assert.Equal(t, ledger.MonthUsage{Month: m}, v.Month(m))
}

// TestAsOfLiesInTheMonth: to the nanosecond, by each road that takes it.
func TestAsOfLiesInTheMonth(t *testing.T) {
	first, next := wall("2026-05-01 00:00"), wall("2026-06-01 00:00")
	for _, in := range []servicelevel.Input{{}, {Facts: facts(pack("P", "2026-05-04 09:00", 3))}} {
		in.Contract, in.Month = proSince2026(), month("2026-05")
		in.AsOf = first
		assert.NoError(t, refusedBy(t, in))
		in.AsOf = next.Add(-1)
		assert.NoError(t, refusedBy(t, in))
		in.AsOf = next
		assert.ErrorContains(t, refusedBy(t, in), `as_of: must lie in the month, 2026-05 (got "2026-06-01T00:00:00+02:00")`)
		in.AsOf = first.Add(-1)
		assert.ErrorContains(t, refusedBy(t, in), `as_of: must lie in the month, 2026-05`)
	}
}

// refusedBy is what a run says of one input.
func refusedBy(t *testing.T, in servicelevel.Input) error {
	for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
		return err
	}
	return nil
}
