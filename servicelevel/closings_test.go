package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// TestClosingOfRefuses: a document closes what is over, from facts, one month after the other.
func TestClosingOfRefuses(t *testing.T) {
	ct := seedContract()
	state := seedState(t) // of April
	for field, in := range map[string]servicelevel.Input{
		`activity: must be absent`: {Month: month("2026-05"), State: &state, Activity: servicelevel.Activity{Requests: []servicelevel.Request{{}}}},
		`as_of: must be absent`:    {Month: month("2026-05"), State: &state, AsOf: wall("2026-05-11 10:00")},
		`month: must be the month after the last one closed, 2026-05 (got "2026-06")`: {Month: month("2026-06"), State: &state},
		`month: must be the month after the last one closed, 2026-05 (got "2026-04")`: {Month: month("2026-04"), State: &state},
	} {
		in.Contract = ct
		c, err := servicelevel.NUXIT().ClosingOf(in)
		assert.ErrorContains(t, err, field)
		assert.Zero(t, c)
	}
	c, err := new(servicelevel.Catalogue).ClosingOf(servicelevel.Input{Contract: ct, Month: month("2026-05"), State: &state})
	require.EqualError(t, err, "catalogue: must be made by Compile, NUXIT or Magic")
	assert.Zero(t, c)
	c, err = servicelevel.NUXIT().ClosingOf(servicelevel.Input{Contract: ct, Month: month("2026-05"), State: &state})
	require.NoError(t, err)
	assert.Equal(t, month("2026-05"), c.State.Month)
	book, err := servicelevel.NUXIT().Resume(ct, c.State)
	require.NoError(t, err)
	_, _, err = book.Close(month("2026-07"))
	assert.EqualError(t, err, `month: must be the month after the last one closed, 2026-06 (got "2026-07")`)
}

// TestFaultsNameTheFacts: what a statement cannot be made of is named by the fact that told
// it, though some were told twice or are in the state.
func TestFaultsNameTheFacts(t *testing.T) {
	ct := proSince2026()
	ask := request("T", "2026-05-04 09:00", servicelevel.ServiceRequest)
	for _, c := range []struct {
		want string
		list []servicelevel.Fact
	}{
		{
			`facts[2]: credit: "T" needs `,
			facts(ask, ask, worked("w", "T", "2026-05-05 10:00", 6*time.Hour)),
		},
		{
			`facts[0].ticket: came by telephone, on which no work is taken (S28)`,
			facts(worked("w", "T", "2026-05-05 10:00", time.Hour), servicelevel.Fact{
				ID: "phone", Kind: servicelevel.Requested, At: ask.At, Ticket: "T", Request: servicelevel.Incident, Channel: servicelevel.ByTelephone,
			}),
		},
		{
			`facts[1].at: must lie in the contract's days of service`,
			facts(ask, worked("w", "T", "2026-06-05 10:00", time.Hour)),
		},
	} {
		ct := ct
		ct.End = day("2026-05-31")
		in := servicelevel.Input{Contract: ct, Month: month("2026-06"), Facts: c.list}
		_, err := servicelevel.NUXIT().ClosingOf(in)
		assert.ErrorContains(t, err, c.want)
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			assert.ErrorContains(t, err, c.want)
		}
		book, err := servicelevel.NUXIT().Open(ct)
		require.NoError(t, err)
		assert.ErrorContains(t, book.Record(c.list...), c.want)
	}
}

// TestPastErrorAsksForRecorded: of two ways out, the one that is nearer.
func TestPastErrorAsksForRecorded(t *testing.T) {
	state := seedState(t)
	f := servicelevel.Fact{ID: "g", Kind: servicelevel.Given, At: wall("2026-04-10 10:00"), Time: time.Hour}
	book, err := servicelevel.NUXIT().Resume(seedContract(), state)
	require.NoError(t, err)
	assert.EqualError(t, book.Record(f), `facts[0]: servicelevel: the fact "g" of 2026-04-10T10:00:00+02:00 cannot be recorded with 2026-04 closed: `+
		`it needs Recorded, if it became known later, or the state of 2026-03 or an earlier one`)
	f.Recorded = wall("2026-04-11 10:00")
	assert.ErrorContains(t, book.Record(f), `cannot be recorded with 2026-04 closed: it needs the state of 2026-03 or an earlier one`)
	f.Recorded = wall("2026-05-01 00:00")
	require.NoError(t, book.Record(f))
	assert.True(t, f.Known().Equal(f.Recorded))
}

// TestHeldHoursRepayNothing: Overdrawn shows beside hours that are held, in the balance as
// in the statement, the account and the state.
func TestHeldHoursRepayNothing(t *testing.T) {
	ct := proSince2026()
	ct.Options.Overdraft = 10 * time.Hour
	list := facts(
		pack("P", "2026-03-08 09:00", 5),
		request("T1", "2026-04-01 09:00", servicelevel.ServiceRequest), estimated("e1", "T1", "2026-04-01 10:00", time.Hour),
		request("T3", "2026-04-02 09:00", servicelevel.ServiceRequest), estimated("e3", "T3", "2026-04-02 10:00", 2*time.Hour),
		request("T0", "2026-06-04 09:00", servicelevel.Incident), worked("w", "T0", "2026-06-05 10:00", 4*time.Hour),
	)
	at := wall("2026-06-08 10:00")
	book := openBook(t, ct, list...)
	s, err := book.Preview(at)
	require.NoError(t, err)
	assert.Equal(t, 30*mins, s.Credit.Overdrawn)
	want := credit.Balance{Held: 3 * time.Hour, Used: 4 * time.Hour, Overdrawn: 30 * mins}
	got, err := book.Balance(at)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	l := &life{ct: ct, facts: list, desk: true, first: month("2026-01"), months: 6}
	assert.Equal(t, want, l.accountOf(t).View(at, at).Balance())
	book = openBook(t, ct, list[:5]...)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	require.NoError(t, book.Record(list[5:]...))
	got, err = book.Balance(at)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	_, state, err = book.Close(month("2026-06"))
	require.NoError(t, err)
	book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state)) // with the debt, if it is still one
	require.NoError(t, err)
	after, err := book.Balance(wall("2026-07-01 00:00"))
	require.NoError(t, err)
	whole, err := openBook(t, ct, list...).Balance(wall("2026-07-01 00:00"))
	require.NoError(t, err)
	assert.Equal(t, whole, after)
}

// TestBalanceBeforeLaterMonths: what had happened by an instant does not look further for
// having become known in a later month, whose allowance would cover what is held.
func TestBalanceBeforeLaterMonths(t *testing.T) {
	ct := proSince2026()
	ct.Options.Overdraft = 30 * mins
	list := facts(
		pack("P", "2026-01-08 09:00", 3),
		request("T0", "2026-01-15 09:00", servicelevel.ServiceRequest), estimated("e", "T0", "2026-01-15 10:00", 3*time.Hour),
		request("T1", "2026-02-02 09:00", servicelevel.ServiceRequest), worked("w1", "T1", "2026-02-02 09:00", 90*mins),
		request("T2", "2026-02-02 09:00", servicelevel.ServiceRequest), worked("w2", "T2", "2026-02-02 14:00", 30*mins),
	)
	late := worked("w3", "T2", "2026-02-02 16:00", 0)
	late.Recorded = wall("2026-03-02 09:00")
	list = append(list, late)
	at := wall("2026-02-03 09:00")
	got, err := openBook(t, ct, list...).Balance(at)
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Held: 3 * time.Hour, Used: 2 * time.Hour, Overdrawn: 30 * mins}, got)
	l := &life{ct: ct, facts: list, desk: true, first: month("2026-01"), months: 2}
	assert.Equal(t, got, l.happenedBy(at).balance(at))
}
