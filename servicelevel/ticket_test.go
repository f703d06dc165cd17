package servicelevel_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// ticketDay is the Monday on which these tickets live, at midnight in Paris.
var ticketDay = time.Date(2026, time.May, 10, 22, 0, 0, 0, time.UTC)

func deskClock(hour, minute int) time.Time {
	return ticketDay.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func deskSession(fromHour, fromMinute, toHour, toMinute int) calendar.Interval {
	return calendar.Interval{Start: deskClock(fromHour, fromMinute), End: deskClock(toHour, toMinute)}
}

// deskOf returns a contract's account with a pack of the given hours, and a
// ticket qualified at 10:00.
func deskOf(t require.TestingT, ct servicelevel.Contract, hours time.Duration) (*credit.Account, servicelevel.Ticket) {
	account, err := servicelevel.NUXIT().Account(ct)
	require.NoError(t, err)
	if hours > 0 {
		_, err = account.Apply(credit.Entry{ID: "P", Kind: credit.Gift, At: deskClock(8, 0), Time: hours * time.Hour})
		require.NoError(t, err)
	}
	ticket, err := servicelevel.NUXIT().Qualify(ct, servicelevel.Request{Ticket: "T1", At: deskClock(9, 30)}, deskClock(10, 0))
	require.NoError(t, err)
	return account, ticket
}

func deskJournal(t require.TestingT, a *credit.Account) string {
	var b bytes.Buffer
	require.NoError(t, a.WriteJournal(&b))
	return b.String()
}

func deskBalance(a *credit.Account, at time.Time) credit.Balance {
	return a.View(at, time.Time{}).Balance()
}

func TestTicketFromQualificationToReport(t *testing.T) {
	t.Parallel()
	account, ticket := deskOf(t, proContract(), 3)
	assert.Equal(t, servicelevel.TicketQualified, ticket.State)
	assert.Equal(t, servicelevel.Pro, ticket.Level)
	assert.Equal(t, credit.Blocks{Size: 30 * time.Minute}, ticket.Blocks)
	assert.True(t, ticket.Priority)
	assert.True(t, ticket.Due.IsZero(), "best effort for what is no incident")
	assert.True(t, deskClock(9, 30).Equal(ticket.Earliest))

	ticket, err := ticket.Estimate(account.Apply, 80*time.Minute, deskClock(10, 0))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Available: 3 * time.Hour, Held: 90 * time.Minute}, deskBalance(account, deskClock(10, 0)))

	ticket, err = ticket.Perform(deskSession(10, 0, 11, 0))
	require.NoError(t, err)
	_, err = ticket.Perform(deskSession(11, 0, 11, 31))
	var over *credit.HeldError
	require.ErrorAs(t, err, &over)
	assert.Equal(t, credit.HeldError{ID: "T1", Of: "T1/hold", Needed: 2 * time.Hour, Held: 90 * time.Minute}, *over)

	ticket, err = ticket.Estimate(account.Apply, 125*time.Minute, deskClock(11, 0))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Available: 2 * time.Hour, Held: 150 * time.Minute}, deskBalance(account, deskClock(11, 0)))
	ticket, err = ticket.Perform(deskSession(11, 0, 11, 31))
	require.NoError(t, err)

	ticket, err = ticket.Report(account.Apply, deskClock(11, 31))
	require.NoError(t, err)
	assert.Equal(t, servicelevel.TicketReported, ticket.State)
	assert.Equal(t, 91*time.Minute, ticket.Receipt.Worked)
	assert.Equal(t, 2*time.Hour, ticket.Receipt.Charged)
	assert.Equal(t, credit.Balance{Available: 150 * time.Minute}, deskBalance(account, deskClock(11, 31)))
	assert.Equal(t, []credit.TicketUsage{{Ticket: "T1", Usage: credit.Usage{
		Worked: 91 * time.Minute, Charged: 2 * time.Hour, Allowance: 90 * time.Minute, Credit: 30 * time.Minute,
	}}}, account.View(deskClock(12, 0), time.Time{}).Tickets())
}

func TestTicketOfAnIncident(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, time.May, 16, 20, 0, 0, 0, time.UTC) // Saturday night
	r := servicelevel.Request{Ticket: "T1", Kind: servicelevel.Incident, At: asked}
	ticket, err := servicelevel.NUXIT().Qualify(proContract(), r, asked)
	require.NoError(t, err)
	assert.True(t, asked.Equal(ticket.Earliest))
	assert.True(t, asked.Add(4*time.Hour).Equal(ticket.Due))
	assert.Equal(t, []string{"S27", "S29", "S30", "S40", "S48", "S49", "S46", "S18", "S19"}, ticket.Rules)

	r.Kind = servicelevel.ServiceRequest // as the desk found it to be
	ticket, err = servicelevel.NUXIT().Qualify(proContract(), r, asked)
	require.NoError(t, err)
	assert.Equal(t, "2026-05-18T09:00:00+02:00", ticket.Earliest.Format(time.RFC3339))
	assert.True(t, ticket.Due.IsZero())
}

func TestTicketRefusedByItsChannel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		level   servicelevel.Level
		channel servicelevel.Channel
		rules   []string
	}{
		{servicelevel.Standard, servicelevel.ByTelephone, []string{"S28"}},
		{servicelevel.Standard, servicelevel.ByMail, []string{"S27", "S29", "S30"}},
		{servicelevel.Pro, servicelevel.ByMonitoring, []string{"S27", "S29", "S30", "S40"}},
		{servicelevel.Business, servicelevel.ByMonitoring, nil},
	} {
		ct := proContract()
		ct.Level, ct.Rent = c.level, dec("90")
		ticket, err := servicelevel.NUXIT().Qualify(ct, servicelevel.Request{Ticket: "T1", Channel: c.channel, At: deskClock(9, 30)}, deskClock(9, 30))
		require.NoError(t, err)
		if c.rules == nil {
			assert.Equal(t, servicelevel.TicketQualified, ticket.State)
			continue
		}
		assert.Equal(t, servicelevel.TicketRefused, ticket.State)
		assert.Equal(t, c.rules, ticket.Rules)
		assert.True(t, ticket.Earliest.IsZero())
		assert.False(t, ticket.Priority)
		require.NoError(t, ticket.Validate())
	}
}

func TestQualifyRefusesBadInput(t *testing.T) {
	t.Parallel()
	good := servicelevel.Request{Ticket: "T1", At: deskClock(9, 30)}
	for field, c := range map[string]func(*servicelevel.Contract, *servicelevel.Request, *time.Time){
		"contract.id":      func(ct *servicelevel.Contract, _ *servicelevel.Request, _ *time.Time) { ct.ID = "" },
		"contract.edition": func(ct *servicelevel.Contract, _ *servicelevel.Request, _ *time.Time) { ct.Edition = "magic" },
		"request.ticket":   func(_ *servicelevel.Contract, r *servicelevel.Request, _ *time.Time) { r.Ticket = "" },
		"request.channel":  func(_ *servicelevel.Contract, r *servicelevel.Request, _ *time.Time) { r.Channel = 9 },
		"request.at": func(_ *servicelevel.Contract, r *servicelevel.Request, _ *time.Time) {
			r.At = time.Date(2025, time.December, 31, 22, 59, 59, 999999999, time.UTC) // the day before the contract
		},
		"at": func(_ *servicelevel.Contract, _ *servicelevel.Request, at *time.Time) { *at = deskClock(9, 30).Add(-1) },
	} {
		ct, r, at := proContract(), good, deskClock(10, 0)
		c(&ct, &r, &at)
		_, err := servicelevel.NUXIT().Qualify(ct, r, at)
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe, field)
		assert.Equal(t, field, fe.Field)
	}
	ct := proContract()
	good.At = time.Date(2025, time.December, 31, 23, 0, 0, 0, time.UTC) // the contract's first instant
	_, err := servicelevel.NUXIT().Qualify(ct, good, good.At)
	require.NoError(t, err)
	ct.End = calendar.MustParseDate("2026-05-12")
	good.At = time.Date(2026, time.May, 11, 21, 59, 59, 999999999, time.UTC)
	_, err = servicelevel.NUXIT().Qualify(ct, good, good.At)
	require.NoError(t, err)
	good.At = good.At.Add(1)
	_, err = servicelevel.NUXIT().Qualify(ct, good, good.At)
	assert.ErrorContains(t, err, "days of service")
}

// A shortfall moves nothing, and says what to buy.
func TestTicketShortfall(t *testing.T) {
	t.Parallel()
	account, ticket := deskOf(t, proContract(), 0)
	before, stored := deskJournal(t, account), ticket
	for _, c := range []struct {
		estimate, missing, offer time.Duration
	}{
		{90 * time.Minute, 0, 0},
		{90*time.Minute + 1, 30 * time.Minute, 3 * time.Hour},
		{5 * time.Hour, 210 * time.Minute, 5 * time.Hour},
		{26 * time.Hour, 1470 * time.Minute, 25 * time.Hour},
	} {
		fresh := account.Clone()
		next, err := ticket.Estimate(fresh.Apply, c.estimate, deskClock(10, 0))
		if c.missing == 0 {
			require.NoError(t, err)
			continue
		}
		var short *credit.ShortfallError
		require.ErrorAs(t, err, &short)
		assert.Equal(t, c.missing, short.Missing)
		assert.Equal(t, c.offer, short.Offer.Time)
		assert.Equal(t, stored, next)
		assert.Equal(t, before, deskJournal(t, fresh))
	}
}

func TestTicketEachSession(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Options.EachSession = true
	for _, late := range []bool{false, true} {
		account, ticket := deskOf(t, ct, 5)
		ticket, err := ticket.Estimate(account.Apply, time.Hour, deskClock(10, 0))
		require.NoError(t, err)
		for i := range 2 {
			ticket, err = ticket.Perform(deskSession(10+i, 0, 10+i, 10))
			require.NoError(t, err)
		}
		_, err = ticket.Perform(deskSession(12, 0, 12, 10))
		var over *credit.HeldError
		require.ErrorAs(t, err, &over)
		assert.Equal(t, 90*time.Minute, over.Needed)
		want := time.Hour
		if late { // what was worked before more was held is charged as its sum
			ticket, err = ticket.Estimate(account.Apply, 90*time.Minute, deskClock(12, 0))
			require.NoError(t, err)
			ticket, err = ticket.Perform(deskSession(12, 0, 12, 10))
			require.NoError(t, err)
			want = 90 * time.Minute
		}
		ticket, err = ticket.Report(account.Apply, deskClock(13, 0))
		require.NoError(t, err)
		assert.Equal(t, want, ticket.Receipt.Charged)
	}
}

// The month in which the work begins pays (D5), unless more was held for it in a
// later one.
func TestTicketOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	account, _ := deskOf(t, proContract(), 0)
	asked := time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC) // 22:00 in Paris
	midnight := asked.Add(2 * time.Hour)
	ticket, err := servicelevel.NUXIT().Qualify(proContract(), servicelevel.Request{Ticket: "T1", Kind: servicelevel.Incident, At: asked}, asked)
	require.NoError(t, err)
	ticket, err = ticket.Estimate(account.Apply, time.Hour, asked)
	require.NoError(t, err)
	may, june := calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06")

	report := func(start time.Time, raise bool) (usedMay, usedJune time.Duration) {
		fresh := account.Clone()
		next, err := ticket.Perform(calendar.Interval{Start: start, End: start.Add(20 * time.Minute)})
		require.NoError(t, err)
		if raise {
			next, err = next.Estimate(fresh.Apply, 90*time.Minute, midnight.Add(time.Hour))
			require.NoError(t, err)
		}
		next, err = next.Report(fresh.Apply, midnight.Add(2*time.Hour))
		require.NoError(t, err)
		require.Equal(t, 30*time.Minute, next.Receipt.Charged)
		v := fresh.View(midnight.Add(3*time.Hour), time.Time{})
		return v.Month(may).Usage.Allowance, v.Month(june).Usage.Allowance
	}
	half := 30 * time.Minute
	m, j := report(midnight.Add(-1), false)
	assert.Equal(t, []time.Duration{half, 0}, []time.Duration{m, j})
	m, j = report(midnight, false)
	assert.Equal(t, []time.Duration{0, half}, []time.Duration{m, j})
	m, j = report(midnight.Add(-1), true)
	assert.Equal(t, []time.Duration{0, half}, []time.Duration{m, j})
}
