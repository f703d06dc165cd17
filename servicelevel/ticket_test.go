package servicelevel_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

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
	ct.End = calendar.MustParseDate("2026-05-12")
	good.At = time.Date(2026, time.May, 11, 21, 59, 59, 999999999, time.UTC)
	_, err := servicelevel.NUXIT().Qualify(ct, good, good.At)
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

// ticketsIn returns a ticket in every state.
func ticketsIn(t *testing.T) (map[servicelevel.TicketState]servicelevel.Ticket, *credit.Account) {
	account, qualified := deskOf(t, proContract(), 5)
	refused, err := servicelevel.NUXIT().Qualify(proContract(), servicelevel.Request{Ticket: "T1", Channel: servicelevel.ByTelephone, At: deskClock(9, 30)}, deskClock(10, 0))
	require.NoError(t, err)
	estimated, err := qualified.Estimate(account.Apply, time.Hour, deskClock(10, 0))
	require.NoError(t, err)
	performing, err := estimated.Perform(deskSession(10, 0, 10, 20))
	require.NoError(t, err)
	reported, err := performing.Report(account.Clone().Apply, deskClock(11, 0))
	require.NoError(t, err)
	cancelled, err := estimated.Cancel(account.Clone().Apply, deskClock(11, 0))
	require.NoError(t, err)
	return map[servicelevel.TicketState]servicelevel.Ticket{
		servicelevel.TicketQualified: qualified, servicelevel.TicketRefused: refused, servicelevel.TicketEstimated: estimated,
		servicelevel.TicketPerforming: performing, servicelevel.TicketReported: reported, servicelevel.TicketCancelled: cancelled,
	}, account
}

func TestTicketStepsOutOfOrder(t *testing.T) {
	t.Parallel()
	allowed := map[servicelevel.TicketState]string{
		servicelevel.TicketQualified:  "estimate cancel",
		servicelevel.TicketEstimated:  "estimate perform report cancel",
		servicelevel.TicketPerforming: "estimate perform report",
	}
	tickets, account := ticketsIn(t)
	for state, ticket := range tickets {
		require.Equal(t, state, ticket.State)
		require.NoError(t, ticket.Validate(), state)
		for step, take := range map[string]func(apply func(credit.Entry) (credit.Receipt, error)) (servicelevel.Ticket, error){
			"estimate": func(apply func(credit.Entry) (credit.Receipt, error)) (servicelevel.Ticket, error) {
				return ticket.Estimate(apply, 2*time.Hour, deskClock(12, 0))
			},
			"perform": func(func(credit.Entry) (credit.Receipt, error)) (servicelevel.Ticket, error) {
				return ticket.Perform(deskSession(11, 0, 11, 1))
			},
			"report": func(apply func(credit.Entry) (credit.Receipt, error)) (servicelevel.Ticket, error) {
				return ticket.Report(apply, deskClock(12, 0))
			},
			"cancel": func(apply func(credit.Entry) (credit.Receipt, error)) (servicelevel.Ticket, error) {
				return ticket.Cancel(apply, deskClock(12, 0))
			},
		} {
			fresh := account.Clone()
			if state == servicelevel.TicketQualified {
				fresh, _ = deskOf(t, proContract(), 5)
			}
			before := deskJournal(t, fresh)
			next, err := take(fresh.Apply)
			if strings.Contains(allowed[state], step) {
				require.NoError(t, err, "%v %s", state, step)
				continue
			}
			var order *servicelevel.StepError
			require.ErrorAs(t, err, &order, "%v %s", state, step)
			assert.Equal(t, servicelevel.StepError{Ticket: "T1", Step: step, State: state}, *order)
			assert.Contains(t, order.Error(), "T1 is "+state.String())
			assert.Equal(t, ticket, next)
			assert.Equal(t, before, deskJournal(t, fresh))
		}
	}
}

// A step asked for again, from the ticket before it or from the one after it,
// moves nothing twice.
func TestTicketStepsRepeated(t *testing.T) {
	t.Parallel()
	account, qualified := deskOf(t, proContract(), 5)
	twice := func(step func(servicelevel.Ticket) (servicelevel.Ticket, error), before servicelevel.Ticket) servicelevel.Ticket {
		after, err := step(before)
		require.NoError(t, err)
		written := deskJournal(t, account)
		lost, err := step(before)
		require.NoError(t, err)
		assert.Equal(t, after, lost)
		again, err := step(after)
		require.NoError(t, err)
		assert.Equal(t, after, again)
		assert.Equal(t, written, deskJournal(t, account))
		return after
	}
	estimated := twice(func(t servicelevel.Ticket) (servicelevel.Ticket, error) {
		return t.Estimate(account.Apply, time.Hour, deskClock(10, 0))
	}, qualified)
	raised := twice(func(t servicelevel.Ticket) (servicelevel.Ticket, error) {
		return t.Estimate(account.Apply, 2*time.Hour, deskClock(10, 5))
	}, estimated)
	performing := twice(func(t servicelevel.Ticket) (servicelevel.Ticket, error) {
		return t.Perform(deskSession(10, 5, 10, 20))
	}, raised)
	twice(func(t servicelevel.Ticket) (servicelevel.Ticket, error) {
		return t.Report(account.Apply, deskClock(11, 0))
	}, performing)

	account, qualified = deskOf(t, proContract(), 5)
	estimated, err := qualified.Estimate(account.Apply, time.Hour, deskClock(10, 0))
	require.NoError(t, err)
	twice(func(t servicelevel.Ticket) (servicelevel.Ticket, error) {
		return t.Cancel(account.Apply, deskClock(11, 0))
	}, estimated)
	_, err = qualified.Estimate(account.Apply, time.Hour, deskClock(10, 1)) // the same hold with other content
	var conflict *credit.ConflictError
	require.ErrorAs(t, err, &conflict)

	_, err = estimated.Perform(deskSession(10, 0, 10, 30))
	require.NoError(t, err)
	assert.Empty(t, estimated.Sessions, "the ticket before stays as it was")
}

// Two tickets that go on from one do not share their sessions.
func TestTicketIsAValue(t *testing.T) {
	t.Parallel()
	account, ticket := deskOf(t, proContract(), 5)
	ticket, err := ticket.Estimate(account.Apply, 5*time.Hour, deskClock(10, 0))
	require.NoError(t, err)
	for i := range 3 {
		ticket, err = ticket.Perform(deskSession(10, i, 10, i+1))
		require.NoError(t, err)
	}
	a, err := ticket.Perform(deskSession(11, 0, 11, 1))
	require.NoError(t, err)
	b, err := ticket.Perform(deskSession(12, 0, 12, 1))
	require.NoError(t, err)
	assert.True(t, a.Sessions[3].Start.Equal(deskClock(11, 0)))
	assert.True(t, b.Sessions[3].Start.Equal(deskClock(12, 0)))
	assert.Len(t, ticket.Sessions, 3)
}

func TestTicketBoundaries(t *testing.T) {
	t.Parallel()
	account, qualified := deskOf(t, proContract(), 5)
	field := func(err error) string {
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		return fe.Field
	}
	apply := func() func(credit.Entry) (credit.Receipt, error) { return account.Clone().Apply }

	_, err := qualified.Estimate(apply(), 0, deskClock(10, 0))
	assert.Equal(t, "estimate", field(err))
	_, err = qualified.Estimate(apply(), servicelevel.MaxPeriod+1, deskClock(10, 0))
	assert.Equal(t, "estimate", field(err))
	_, err = qualified.Estimate(apply(), 1, deskClock(10, 0).Add(-1))
	assert.Equal(t, "at", field(err))
	_, err = qualified.Estimate(apply(), 1, time.Time{})
	assert.Equal(t, "at", field(err))
	_, err = qualified.Estimate(nil, 1, deskClock(10, 0))
	assert.Equal(t, "apply", field(err))
	_, err = qualified.Estimate(apply(), 1, deskClock(10, 0))
	require.NoError(t, err)

	within := account.Clone()
	same, err := qualified.Estimate(within.Apply, 40*time.Minute, deskClock(10, 0))
	require.NoError(t, err)
	same, err = same.Estimate(within.Apply, time.Hour, deskClock(11, 0))
	require.NoError(t, err)
	assert.Equal(t, 1, same.Extensions)
	assert.True(t, same.Extended.IsZero(), "the blocks were held already")

	estimated, err := qualified.Estimate(account.Apply, time.Hour, deskClock(10, 0))
	require.NoError(t, err)
	_, err = estimated.Estimate(apply(), time.Hour-1, deskClock(11, 0))
	assert.Equal(t, "estimate", field(err))
	raised, err := estimated.Estimate(apply(), time.Hour+1, deskClock(11, 0))
	require.NoError(t, err)
	assert.True(t, raised.Extended.Equal(deskClock(11, 0)))
	_, err = raised.Report(account.Clone().Apply, deskClock(11, 0).Add(-1))
	assert.Equal(t, "at", field(err))
	_, err = raised.Cancel(account.Clone().Apply, deskClock(11, 0).Add(-1))
	assert.Equal(t, "at", field(err))

	at, end := deskClock(10, 0), deskClock(11, 0)
	for _, c := range []struct {
		s    calendar.Interval
		want string
	}{
		{calendar.Interval{Start: at, End: end}, ""},
		{calendar.Interval{Start: at.Add(-1), End: end}, "sessions[0].start"},
		{calendar.Interval{Start: at, End: at}, ""},
		{calendar.Interval{Start: at, End: at.Add(-1)}, "sessions[0].end"},
		{calendar.Interval{Start: at, End: at.Add(servicelevel.MaxPeriod + 1)}, "sessions[0].end"},
		{calendar.Interval{}, "sessions[0].start"},
	} {
		_, err = estimated.Perform(c.s)
		if c.want == "" {
			require.NoError(t, err)
		} else {
			assert.Equal(t, c.want, field(err))
		}
	}
	_, err = estimated.Perform(calendar.Interval{Start: at, End: end.Add(1)})
	var over *credit.HeldError
	assert.ErrorAs(t, err, &over)

	performing, err := estimated.Perform(calendar.Interval{Start: at, End: end})
	require.NoError(t, err)
	_, err = performing.Report(apply(), end.Add(-1))
	assert.Equal(t, "at", field(err))
	_, err = performing.Report(nil, end)
	assert.Equal(t, "apply", field(err))
	reported, err := performing.Report(apply(), end)
	require.NoError(t, err)
	assert.Equal(t, time.Hour, reported.Receipt.Charged)
	_, err = estimated.Cancel(apply(), at.Add(-1))
	assert.Equal(t, "at", field(err))
	_, err = estimated.Cancel(nil, at)
	assert.Equal(t, "apply", field(err))

	empty, err := estimated.Report(apply(), at)
	require.NoError(t, err)
	assert.Zero(t, empty.Receipt.Charged, "nothing worked is nothing charged (D2)")

	cancelled, err := qualified.Cancel(apply(), deskClock(10, 0))
	require.NoError(t, err)
	require.NoError(t, cancelled.Validate())
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

func TestTicketHoldsAtMost500Sessions(t *testing.T) {
	t.Parallel()
	account, ticket := deskOf(t, proContract(), 5)
	ticket, err := ticket.Estimate(account.Apply, time.Hour, deskClock(10, 0))
	require.NoError(t, err)
	for i := range credit.MaxSessions {
		at := deskClock(10, 0).Add(time.Duration(i) * time.Second)
		ticket, err = ticket.Perform(calendar.Interval{Start: at, End: at.Add(1)})
		require.NoError(t, err)
	}
	_, err = ticket.Perform(deskSession(11, 0, 11, 1))
	assert.ErrorContains(t, err, "at most 500")
	ticket, err = ticket.Report(account.Apply, deskClock(11, 0))
	require.NoError(t, err)
	assert.Equal(t, 500*time.Nanosecond, ticket.Receipt.Worked)
}

func TestTicketJSON(t *testing.T) {
	t.Parallel()
	tickets, _ := ticketsIn(t)
	for state, ticket := range tickets {
		b, err := json.Marshal(ticket)
		require.NoError(t, err, state)
		var back servicelevel.Ticket
		require.NoError(t, json.Unmarshal(b, &back), state)
		c, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(b), string(c))
		assert.Equal(t, state, back.State)
	}
	b, err := json.Marshal(tickets[servicelevel.TicketPerforming])
	require.NoError(t, err)
	performing := string(b)
	b, err = json.Marshal(tickets[servicelevel.TicketReported])
	require.NoError(t, err)
	reported := string(b)
	for _, c := range []struct{ from, old, new, field string }{
		{performing, `"performing"`, `"qualified"`, "estimate"},
		{performing, `"performing"`, `"estimated"`, "sessions"},
		{performing, `"performing"`, `"refused"`, "blocks"},
		{performing, `"performing"`, `"cancelled"`, "sessions"},
		{performing, `"performing"`, `"reported"`, "closed"},
		{performing, `"performing"`, `"lost"`, "state"},
		{performing, `"palier/1"`, `"palier/2"`, "schema"},
		{performing, `"estimate":"PT1H",`, ``, "estimate"},
		{performing, `"estimate":"PT1H"`, `"estimate":"PT1H","extensions":-1`, "extensions"},
		{performing, `"estimate":"PT1H"`, `"estimate":"PT1H","extended":"2026-05-11T10:00:00Z"`, "extended"},
		{performing, `"qualified":"2026-05-11T08:00:00Z"`, `"qualified":"2026-05-11T07:29:59.999999999Z"`, "qualified"},
		{performing, `"estimated":"2026-05-11T08:00:00Z"`, `"estimated":"2026-05-11T07:59:59Z"`, "estimated"},
		{performing, `"PT30M"`, `"PT0S"`, "blocks.size"},
		{performing, `"contract":"NX-1042"`, `"contract":""`, "contract"},
		{performing, `"level":"pro"`, `"level":"gold"`, "level"},
		{performing, `"S27"`, `""`, "rules[0]"},
		{reported, `"closed":"2026-05-11T09:00:00Z"`, `"closed":"2026-05-11T07:59:59Z"`, "closed"},
		{reported, `"reported"`, `"performing"`, "closed"},
		{performing, `"state"`, `"note":"x","state"`, "note"},
	} {
		require.Contains(t, c.from, c.old)
		var ticket servicelevel.Ticket
		err := ticket.UnmarshalJSON([]byte(strings.Replace(c.from, c.old, c.new, 1)))
		require.Error(t, err, c.new)
		assert.Contains(t, err.Error(), c.field, c.new)
		assert.Zero(t, ticket)
	}
}

func FuzzTicketJSON(f *testing.F) {
	f.Add([]byte(`{"schema":"palier/1","contract":"C","request":{"ticket":"T","kind":"incident","at":"2026-05-11T08:00:00Z"},` +
		`"state":"performing","level":"pro","blocks":{"size":"PT30M"},"qualified":"2026-05-11T08:00:00Z","estimate":"PT1H",` +
		`"estimated":"2026-05-11T08:00:00Z","sessions":[{"start":"2026-05-11T08:00:00Z","end":"2026-05-11T09:00:00Z"}]}`))
	f.Add([]byte(`{"state":"refused"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var ticket servicelevel.Ticket
		if json.Unmarshal(b, &ticket) != nil {
			return
		}
		out, err := json.Marshal(ticket)
		require.NoError(t, err)
		var back servicelevel.Ticket
		require.NoError(t, json.Unmarshal(out, &back))
		apply := func(credit.Entry) (credit.Receipt, error) { return credit.Receipt{}, nil }
		at := ticket.Qualified.Add(time.Hour)
		for _, step := range []func() (servicelevel.Ticket, error){
			func() (servicelevel.Ticket, error) { return ticket.Estimate(apply, time.Hour, at) },
			func() (servicelevel.Ticket, error) {
				return ticket.Perform(calendar.Interval{Start: at, End: at.Add(time.Hour)})
			},
			func() (servicelevel.Ticket, error) { return ticket.Report(apply, at) },
			func() (servicelevel.Ticket, error) { return ticket.Cancel(apply, at) },
		} {
			if next, err := step(); err == nil && at.Year() < 2089 {
				require.NoError(t, next.Validate())
			}
		}
	})
}

func TestTicketStateText(t *testing.T) {
	t.Parallel()
	for s := range servicelevel.TicketState(6) {
		b, err := s.MarshalText()
		require.NoError(t, err)
		var back servicelevel.TicketState
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, s, back)
	}
	assert.Equal(t, "state(6)", servicelevel.TicketState(6).String())
	_, err := servicelevel.TicketState(6).MarshalText()
	assert.Error(t, err)
	assert.Error(t, new(servicelevel.TicketState).UnmarshalText([]byte("Qualified")))
}

// paperTicket is a ticket as a desk would keep it on paper, in minutes.
type paperTicket struct {
	state    string
	estimate int
	held     [2]int // from the allowance, from the pack
	worked   int
	sessions int
}

// paperDesk is the month's allowance and one pack, in minutes.
type paperDesk struct {
	free    [2]int
	charged int
	tickets []paperTicket
}

func paperBlocks(minutes int) int { return (minutes + 29) / 30 * 30 }

func (d *paperDesk) hold(n *paperTicket, minutes int) bool {
	if minutes > d.free[0]+d.free[1] {
		return false
	}
	for i := range d.free {
		take := min(minutes, d.free[i])
		d.free[i] -= take
		n.held[i] += take
		minutes -= take
	}
	return true
}

func (d *paperDesk) close(n *paperTicket, state string, charge int) {
	d.charged += charge
	for i := range d.free {
		used := min(charge, n.held[i])
		charge -= used
		d.free[i] += n.held[i] - used
		n.held[i] = 0
	}
	n.state = state
}

func (d *paperDesk) held() (minutes int) {
	for _, n := range d.tickets {
		minutes += n.held[0] + n.held[1]
	}
	return minutes
}

// Any steps in any order on several tickets leave the account as minutes on
// paper, however often a step is asked for again and the ticket stored.
func TestTicketsAgainstPaper(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(0, 6).Draw(t, "hours")
		account, _ := deskOf(t, proContract(), time.Duration(hours))
		desk := paperDesk{free: [2]int{90, hours * 60}, tickets: make([]paperTicket, 3)}
		tickets := make([]servicelevel.Ticket, 3)
		for i := range tickets {
			var err error
			r := servicelevel.Request{Ticket: fmt.Sprint("T", i), At: deskClock(9, 30)}
			tickets[i], err = servicelevel.NUXIT().Qualify(proContract(), r, deskClock(10, 0))
			require.NoError(t, err)
			desk.tickets[i].state = "qualified"
		}
		now := deskClock(10, 0)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "pass")) * time.Minute)
			i := rapid.IntRange(0, 2).Draw(t, "ticket")
			minutes := rapid.IntRange(1, 200).Draw(t, "minutes")
			n := &desk.tickets[i]
			open := n.state == "estimated" || n.state == "performing"
			var step func(servicelevel.Ticket) (servicelevel.Ticket, error)
			ok := false
			switch what := rapid.SampledFrom([]string{"estimate", "estimate", "perform", "perform", "report", "cancel"}).Draw(t, "step"); what {
			case "estimate":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) {
					return x.Estimate(account.Apply, time.Duration(minutes)*time.Minute, at)
				}
				ok = (open || n.state == "qualified") && minutes >= n.estimate && desk.hold(n, paperBlocks(minutes)-paperBlocks(n.estimate))
				if ok {
					n.estimate = minutes
					if n.state == "qualified" {
						n.state = "estimated"
					}
				}
			case "perform":
				start := now
				now = now.Add(time.Duration(minutes) * time.Minute)
				s := calendar.Interval{Start: start, End: now}
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Perform(s) }
				if ok = open && paperBlocks(n.worked+minutes) <= paperBlocks(n.estimate); ok {
					n.worked += minutes
					n.sessions++
					n.state = "performing"
				}
			case "report":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Report(account.Apply, at) }
				if ok = open; ok {
					desk.close(n, "reported", paperBlocks(n.worked))
				}
				if n.state == "reported" && tickets[i].Closed.Equal(at) {
					ok = true // asked again
				}
			case "cancel":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Cancel(account.Apply, at) }
				if ok = n.state == "qualified" || n.state == "estimated"; ok {
					desk.close(n, "cancelled", 0)
				}
				if n.state == "cancelled" && tickets[i].Closed.Equal(at) {
					ok = true
				}
			}
			next, err := step(tickets[i])
			require.Equal(t, ok, err == nil, "%v", err)
			if ok && rapid.Bool().Draw(t, "lost") {
				next, err = step(tickets[i])
				require.NoError(t, err)
			}
			b, err := json.Marshal(next)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(b, &tickets[i]))

			require.Equal(t, n.state, tickets[i].State.String())
			require.Len(t, tickets[i].Sessions, n.sessions)
			require.Equal(t, time.Duration(n.estimate)*time.Minute, tickets[i].Expected)
			got := deskBalance(account, now)
			require.Equal(t, time.Duration(desk.free[0])*time.Minute, got.Allowance)
			require.Equal(t, time.Duration(desk.free[1])*time.Minute, got.Available)
			require.Equal(t, time.Duration(desk.held())*time.Minute, got.Held)
			var charged time.Duration
			for _, u := range account.View(now, time.Time{}).Tickets() {
				charged += u.Usage.Charged
			}
			require.Equal(t, time.Duration(desk.charged)*time.Minute, charged)
		}
	})
}

func TestAccountOfAContract(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Level = servicelevel.Standard
	ct.Changes = []servicelevel.Change{
		{On: calendar.MustParseDate("2026-03-15"), Level: servicelevel.Pro},
		{On: calendar.MustParseDate("2026-06-01"), Level: servicelevel.Serenity},
	}
	ct.Options.Overdraft = 2 * time.Hour
	for _, c := range []struct {
		proRata bool
		month   string
		want    time.Duration
	}{
		{false, "2026-02", 0},
		{false, "2026-03", 0},
		{false, "2026-04", 90 * time.Minute},
		{false, "2026-05", 90 * time.Minute},
		{false, "2026-06", 0},
		{true, "2026-03", 90 * time.Minute},
		{true, "2026-02", 0},
		{true, "2026-06", 0},
	} {
		ct.Options.ProRata = c.proRata
		a, err := servicelevel.NUXIT().Account(ct)
		require.NoError(t, err)
		m := calendar.MustParseMonth(c.month)
		granted := a.View(m.Interval(servicelevel.NUXIT().Location()).Start, time.Time{}).Month(m).Granted
		assert.Equal(t, c.want, granted, c)
		for e := range a.Entries() {
			assert.True(t, strings.HasPrefix(e.ID, "contract/"), e.ID)
		}
	}
	ct.Options.EachSession, ct.Options.SplitMonths, ct.Options.LoseRemainder, ct.Options.Zone = true, true, true, "Indian/Reunion"
	a, err := servicelevel.NUXIT().Account(ct)
	require.NoError(t, err)
	tariff, err := planIn(t, servicelevel.NUXIT(), servicelevel.Standard).Tariff()
	require.NoError(t, err)
	assert.Equal(t, credit.Terms{
		Blocks: credit.Blocks{Size: 30 * time.Minute, Counting: credit.EachSession}, Zone: "Indian/Reunion",
		Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, Tariff: tariff,
	}, a.Terms())
	_, err = a.Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: deskClock(10, 0), Time: 210 * time.Minute})
	require.NoError(t, err, "90 min of allowance and 2 h of overdraft")
	_, err = a.Apply(credit.Entry{ID: "e", Kind: credit.Debit, At: deskClock(12, 0), Time: 1})
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)

	for field, change := range map[string]func(*servicelevel.Contract){
		"contract.id":   func(c *servicelevel.Contract) { c.ID = "" },
		"contract.rent": func(c *servicelevel.Contract) { c.Level = servicelevel.Business },
	} {
		bad := proContract()
		change(&bad)
		_, err := servicelevel.NUXIT().Account(bad)
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, field, fe.Field)
	}
	e := servicelevel.NUXITEdition()
	e.Plans[2].Work.Block = time.Hour
	mixed, err := servicelevel.Compile(e)
	require.NoError(t, err)
	_, err = mixed.Account(ct)
	assert.ErrorContains(t, err, "contract.changes[0].level")
}

// What an account refuses leaves the ticket where it was.
func TestTicketStaysWhereTheAccountRefuses(t *testing.T) {
	t.Parallel()
	tickets, _ := ticketsIn(t)
	down := errors.New("no account today")
	refuse := func(credit.Entry) (credit.Receipt, error) { return credit.Receipt{}, down }
	for state, ticket := range tickets {
		for _, step := range []func() (servicelevel.Ticket, error){
			func() (servicelevel.Ticket, error) { return ticket.Estimate(refuse, 2*time.Hour, deskClock(12, 0)) },
			func() (servicelevel.Ticket, error) { return ticket.Report(refuse, deskClock(12, 0)) },
			func() (servicelevel.Ticket, error) { return ticket.Cancel(refuse, deskClock(12, 0)) },
		} {
			next, err := step()
			var order *servicelevel.StepError
			switch {
			case state == servicelevel.TicketQualified && next.State == servicelevel.TicketCancelled:
				require.NoError(t, err, "nothing was held")
			case errors.As(err, &order):
				assert.Equal(t, ticket, next)
			default:
				require.ErrorIs(t, err, down)
				assert.Equal(t, ticket, next)
			}
		}
	}
}

func TestTicketWorksAtMost10000Hours(t *testing.T) {
	t.Parallel()
	tickets, _ := ticketsIn(t)
	ticket := tickets[servicelevel.TicketEstimated]
	ticket.Sessions = []calendar.Interval{
		{Start: deskClock(10, 0), End: deskClock(10, 0).Add(servicelevel.MaxPeriod)}, {Start: deskClock(10, 0), End: deskClock(10, 1)},
	}
	ticket.State = servicelevel.TicketPerforming
	require.NoError(t, ticket.Validate())
	_, err := ticket.Perform(deskSession(11, 0, 11, 1))
	assert.ErrorContains(t, err, "sessions")
	_, err = (servicelevel.Ticket{}).Estimate(nil, time.Hour, deskClock(10, 0))
	assert.ErrorContains(t, err, "ticket.contract")
}

// A plan whose hours are known for some years answers for those alone.
func TestTicketBeyondTheYearsOfTheHours(t *testing.T) {
	t.Parallel()
	e := servicelevel.NUXITEdition()
	for i := range e.Plans[:4] {
		e.Plans[i].Hours.Schedule.LastYear = 2025
	}
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	_, err = c.Qualify(proContract(), servicelevel.Request{Ticket: "T1", At: deskClock(9, 30)}, deskClock(10, 0))
	require.ErrorContains(t, err, "request.at")
	var beyond *calendar.RangeError
	require.ErrorAs(t, err, &beyond)
	_, err = c.Compare(proContract(), workOn("T1", deskClock(10, 0), time.Hour), compareMay, compareMay)
	require.ErrorContains(t, err, "activity.requests[0]")
	require.ErrorAs(t, err, &beyond)
}
