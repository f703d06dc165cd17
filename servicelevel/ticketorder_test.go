package servicelevel_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

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
	extended := account.Clone()
	raised, err := estimated.Estimate(extended.Apply, time.Hour+1, deskClock(11, 0))
	require.NoError(t, err)
	var last credit.Entry
	for last = range extended.Entries() {
	}
	assert.Equal(t, raised.Request.Ticket+"/extend-1", last.ID)
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
