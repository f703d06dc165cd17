package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// TestFactsThatARuleRefuses, each after facts that are accepted, at once and in a book that
// has closed the month before.
func TestFactsThatARuleRefuses(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start, ct.End = day("2026-05-04"), day("2026-06-20")
	phoned := request("tel", "2026-05-05 09:00", servicelevel.Incident)
	phoned.Channel = servicelevel.ByTelephone
	list := facts(
		pack("P", "2026-05-04 00:00", 20), phoned, request("T", "2026-05-05 09:00", servicelevel.Incident), request("U", "2026-05-05 10:00", servicelevel.Incident),
		request("V", "2026-05-05 10:00", servicelevel.Incident), request("C", "2026-05-05 10:00", servicelevel.Incident), step("Cc", servicelevel.Cancelled, "C", "2026-05-05 11:00"),
		merged("UV", "U", "2026-05-05 11:00", "V"), merged("VT", "V", "2026-05-05 12:00", "T"), step("w", servicelevel.Waiting, "T", "2026-05-06 09:00"),
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-05-06 09:00")}, servicelevel.Fact{ID: "Q", Kind: servicelevel.Down, At: wall("2026-05-06 09:00")},
		servicelevel.Fact{ID: "Qe", Kind: servicelevel.Restored, At: wall("2026-05-06 09:00"), Of: "Q"},
	)
	up := func(of, at string) servicelevel.Fact {
		return servicelevel.Fact{ID: "x", Kind: servicelevel.Restored, At: wall(at), Of: of}
	}
	for _, c := range []struct {
		f    servicelevel.Fact
		want string // in the fault; empty: none
	}{
		{request("x", "2026-05-03 23:59", servicelevel.Incident), "at: must lie in the contract's days of service"},
		{request("x", "2026-05-04 00:00", servicelevel.Incident), ""},
		{request("x", "2026-06-19 23:59", servicelevel.Incident), ""},
		{request("x", "2026-06-20 00:00", servicelevel.Incident), "at: must lie in the contract's days of service"},
		{named("x", request("T", "2026-05-09 09:00", servicelevel.Incident)), "ticket: was requested before"},
		{worked("x", "T", "2026-05-05 09:00", mins), ""},
		{worked("x", "T", "2026-05-05 08:59:59.999999999", mins), "at: must not be before its request"},
		{worked("x", "T", "2026-06-19 23:59", 10*mins), ""},
		{worked("x", "T", "2026-06-20 00:00", 10*mins), "at: must lie in the contract's days of service"},
		{worked("x", "tel", "2026-05-05 10:00", mins), "ticket: came by telephone, on which no work is taken (S28)"},
		{estimated("x", "tel", "2026-05-05 10:00", mins), "ticket: is refused: "},
		{estimated("x", "C", "2026-05-05 12:00", mins), "ticket: is cancelled: "},
		{worked("x", "C", "2026-05-05 12:00", mins), ""}, // what was done was done
		{estimated("x", "U", "2026-05-05 12:00", mins), "ticket: is merged: "},
		{merged("x", "C", "2026-05-05 12:00", "T"), "ticket: is cancelled: "},
		{step("x", servicelevel.Reported, "C", "2026-05-05 12:00"), "ticket: is cancelled: "},
		{merged("x", "T", "2026-05-06 12:00", "tel"), "into: "},
		{merged("x", "T", "2026-05-06 12:00", "none"), "into: "},
		{merged("x", "T", "2026-05-06 12:00", "U"), "into: was merged into T itself"}, // by way of V
		{merged("x", "T", "2026-05-05 09:59", "C"), "at: must not be before the request that it goes on as"},
		{merged("x", "T", "2026-05-05 10:00", "C"), ""},
		{step("x", servicelevel.Waiting, "T", "2026-05-06 10:00"), "ticket: waits for the customer already"},
		{step("x", servicelevel.Resumed, "T", "2026-05-06 08:59"), "ticket: does not wait for the customer then"},
		{step("x", servicelevel.Resumed, "T", "2026-05-06 09:00"), ""},
		{step("x", servicelevel.Resumed, "C", "2026-05-06 09:00"), "ticket: does not wait for the customer then"},
		{up("O", "2026-05-06 08:59"), "at: must not be before the outage"},
		{up("O", "2026-05-06 09:00"), ""},
		{up("Q", "2026-05-06 10:00"), "of: must be an outage that goes on"},
		{up("none", "2026-05-06 10:00"), "of: must be an outage that is known by then"},
	} {
		if c.f.Kind != servicelevel.Requested || c.f.Ticket == "T" {
			c.f.Recorded = wall("2026-06-21 10:00")
		}
		err := openBook(t, ct, list...).Record(c.f)
		closed := openBook(t, ct, list...)
		_, state, closing := closed.Close(month("2026-05"))
		require.NoError(t, closing)
		again, closing := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, closing)
		errs := []error{err}
		if !c.f.Recorded.IsZero() || c.f.At.After(wall("2026-06-01 00:00")) {
			errs = append(errs, closed.Record(c.f), again.Record(c.f))
		}
		for _, err := range errs {
			if c.want == "" {
				assert.NoError(t, err, "%+v", c.f)
			} else {
				assert.ErrorContains(t, err, c.want, "%+v", c.f)
			}
		}
	}
}

// TestThousandPauses of one ticket are taken, and no more.
func TestThousandPauses(t *testing.T) {
	t.Parallel()
	list := facts(request("T", "2026-05-04 09:00", servicelevel.Incident))
	for i := range 1000 {
		at := wall("2026-05-04 10:00").Add(time.Duration(i) * time.Hour)
		for _, kind := range []servicelevel.FactKind{servicelevel.Waiting, servicelevel.Resumed} {
			list = append(list, servicelevel.Fact{ID: fmt.Sprint(kind, i), Kind: kind, At: at, Ticket: "T"})
			at = at.Add(time.Minute)
		}
	}
	book := openBook(t, proSince2026(), list...)
	assert.ErrorContains(t, book.Record(step("x", servicelevel.Waiting, "T", "2026-08-04 10:00")), "must not wait for the customer more than 1000 times")
}

// TestFactsOfABook are 100,000 at most since the last month closed.
func TestFactsOfABook(t *testing.T) {
	t.Parallel()
	list := make([]servicelevel.Fact, servicelevel.MaxFacts)
	for i := range list {
		list[i] = servicelevel.Fact{ID: fmt.Sprint(i), Kind: servicelevel.Excluded, At: wall("2026-05-04 10:00"), End: wall("2026-05-04 11:00"), Reason: penalty.Customer}
	}
	book := openBook(t, proSince2026(), list...)
	require.NoError(t, book.Record(list[:10]...), "known, and passed over")
	more := givenHours("G", "2026-05-05 10:00", time.Hour)
	assert.ErrorContains(t, book.Record(more), "is one fact more than 100000")
	_, _, err := book.Close(month("2026-04"))
	require.NoError(t, err)
	assert.ErrorContains(t, book.Record(more), "is one fact more than 100000")
	_, _, err = book.Close(month("2026-05"))
	require.NoError(t, err)
	more.At = wall("2026-06-01 00:00")
	assert.NoError(t, book.Record(more))
}

// TestInstantsOfABook: what happens at an instant is there at it, and not a nanosecond
// before, though it is known; also the last fact of all.
func TestInstantsOfABook(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.Overdraft = 30 * mins
	list := facts(request("T", "2026-05-05 09:00", servicelevel.ServiceRequest), worked("a", "T", "2026-05-05 10:00", 90*mins))
	for _, more := range [][]servicelevel.Fact{nil, {pack("P", "2026-05-20 10:00", 3)}} {
		book := openBook(t, ct, append(list, more...)...)
		for at, want := range map[string]time.Duration{
			"2026-05-05 09:00": 90 * mins, "2026-05-05 10:00": 90 * mins, "2026-05-05 11:29:59.999999999": 90 * mins, "2026-05-05 11:30": 0,
		} {
			balance, err := book.Balance(wall(at))
			require.NoError(t, err)
			assert.Equal(t, want, balance.Allowance, at)
			ticket, err := book.Ticket("T", wall(at))
			require.NoError(t, err)
			assert.Equal(t, 90*mins-want, ticket.Worked, at)
		}
	}
	// What is lacking for a request is counted as of then, with the overdraft of the contract.
	book := openBook(t, ct, append(list, pack("P", "2026-05-20 10:00", 3))...)
	for at, want := range map[string]time.Duration{
		"2026-05-05 10:00": 30 * mins, "2026-05-06 10:00": 120 * mins, "2026-05-20 09:59": 120 * mins, "2026-05-20 10:00": 0,
	} {
		r := asked("new", at)
		r.Estimate = 150 * mins
		h, err := book.Handle(r)
		require.NoError(t, err)
		assert.Equal(t, want, h.Shortfall, at)
		assert.Equal(t, want > 0, h.NeedsCredit, at)
	}
}

// TestWhatABookReturnsStays, whatever is asked of it later.
func TestWhatABookReturnsStays(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Start, ct.Changes = day("2026-01-01"), []servicelevel.Change{{On: day("2026-07-01"), Level: servicelevel.Pro}}
	list := append(monthAtDesk(month("2026-05")), monthAtDesk(month("2026-06"))...)
	book := openBook(t, ct, list...)
	own := book.Contract()
	own.Changes[0].Level = servicelevel.Standard
	assert.Equal(t, servicelevel.Pro, book.Contract().Changes[0].Level)
	*own.Rent = *dec("1.23")
	assert.NotEqual(t, "1.23", book.Contract().Rent.String())
	preview, err := book.Preview(wall("2026-05-20 10:00"))
	require.NoError(t, err)
	shown := encode(t, preview)
	_, err = book.Preview(wall("2026-06-20 10:00"))
	require.NoError(t, err)
	requireSame(t, shown, encode(t, preview))
	may, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	closed, kept := encode(t, may), encode(t, state)
	require.NoError(t, book.Record(step("wait", servicelevel.Waiting, "2026-06/T0", "2026-06-05 09:30"), step("go on", servicelevel.Resumed, "2026-06/T0", "2026-06-05 09:40")))
	_, _, err = book.Close(month("2026-06"))
	require.NoError(t, err)
	requireSame(t, closed, encode(t, may))
	requireSame(t, kept, encode(t, state))
	requireSame(t, shown, encode(t, preview))
}

// TestPausesOfAState: pauses that go on when a month is closed end in the next, and the
// state stays as it was, so that another book can go on from it.
func TestPausesOfAState(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.PauseWaiting = true
	_, state, err := openBook(t, ct,
		request("T", "2026-05-31 21:00", servicelevel.Incident), step("w", servicelevel.Waiting, "T", "2026-05-31 22:00"),
	).Close(month("2026-05"))
	require.NoError(t, err)
	for end, due := range map[string]string{"2026-06-01 03:00": "2026-06-01 06:00", "2026-06-02 03:00": "2026-06-02 06:00"} {
		book, err := servicelevel.NUXIT().Resume(ct, state)
		require.NoError(t, err)
		require.NoError(t, book.Record(step("r", servicelevel.Resumed, "T", end), step("v", servicelevel.Waiting, "T", "2026-06-05 10:00")))
		ticket, err := book.Ticket("T", wall(end))
		require.NoError(t, err)
		assert.True(t, ticket.Deadline.Due.Equal(wall(due)), ticket.Deadline.Due)
		again, err := servicelevel.NUXIT().Resume(ct, state)
		require.NoError(t, err)
		ticket, err = again.Ticket("T", wall("2026-06-05 11:00"))
		require.NoError(t, err)
		assert.Equal(t, servicelevel.DeadlinePaused, ticket.Deadline.State)
		assert.True(t, ticket.Waiting)
	}
	// Two books that go on from one state do not write over each other, whatever room it has.
	waiting := &state.Past[0].Tickets[0].Request.Waiting
	*waiting = append(slices.Grow(*waiting, 8)[:0], calendar.Pause{Start: wall("2026-05-31 22:00"), End: wall("2026-05-31 23:00")})
	var books []*servicelevel.Book
	for _, at := range []string{"2026-06-01 00:30", "2026-06-01 01:00"} {
		book, err := servicelevel.NUXIT().Resume(ct, state)
		require.NoError(t, err)
		require.NoError(t, book.Record(step("v", servicelevel.Waiting, "T", at)))
		books = append(books, book)
	}
	for i, left := range []time.Duration{90 * mins, 60 * mins} {
		ticket, err := books[i].Ticket("T", wall("2026-06-01 10:00"))
		require.NoError(t, err)
		assert.Equal(t, left, ticket.Deadline.Left)
	}
}

// TestMonthsThatCanBeClosed lie in the contract, and in the years there are.
func TestMonthsThatCanBeClosed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ start, month, want string }{
		{"2026-06-01", "2026-05", "month: must not be before the contract's first, 2026-06"},
		{"2026-05-31", "2026-05", ""},
		{"2026-05-31", "2026-04", "month: must not be before the contract's first, 2026-05"},
		{"2026-05-31", "2089-12", ""},
		{"2026-05-31", "2090-01", "month: must be a month of the years 1990 to 2089"},
		{"1990-01-01", "1989-12", "month: must be a month of the years 1990 to 2089"},
	} {
		ct := contract("nuxit", servicelevel.Pro, c.start)
		in := servicelevel.Input{Month: month(c.month), Contract: ct, Facts: []servicelevel.Fact{request("T", "2026-06-02 10:00", servicelevel.Incident)}}
		_, _, err := openBook(t, ct).Close(month(c.month))
		errs := []error{err}
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			errs = append(errs, err)
		}
		if c.start == "2026-05-31" && c.month == "2026-05" {
			_, err := openBook(t, ct).Preview(wall("2026-05-30 10:00"))
			assert.NoError(t, err)
		}
		for _, err := range errs {
			if c.want == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, c.want)
			}
		}
	}
	// One after the other, and each of them once.
	book := openBook(t, proSince2026())
	_, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	for _, m := range []string{"2026-04", "2026-05", "2026-07"} {
		_, _, err := book.Close(month(m))
		assert.ErrorContains(t, err, "month: must be the month after the last one closed, 2026-06", m)
	}
	_, _, err = book.Close(month("2026-06"))
	require.NoError(t, err)
	// A run refuses a state as a book does.
	state := seedState(t)
	for want, change := range map[string]func(*servicelevel.Contract){
		"state.zone: must be the contract's, Indian/Reunion": func(ct *servicelevel.Contract) { ct.Options.Zone = "Indian/Reunion" },
		"month: must be after the last one closed, 2026-04":  nil,
		"state.contract: must be the contract's, C-9":        func(ct *servicelevel.Contract) { ct.ID = "C-9" },
	} {
		in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), State: &state}
		if change == nil {
			in.Month = state.Month
		} else {
			change(&in.Contract)
		}
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			assert.ErrorContains(t, err, want)
		}
	}
}

// TestRefusedFactsToldTwice are named by the first of their places; without prices on the
// day there are no packs to name (D8).
func TestRefusedFactsToldTwice(t *testing.T) {
	t.Parallel()
	ct := change(contract("nuxit", servicelevel.Standard, "2026-01-01"), "2026-06-01", servicelevel.CriticalBusiness)
	ct.Quote, ct.Rent = quote(), dec("100.00")
	ct.Quote.Prices, ct.Quote.Allowance.Monthly = nil, 0
	for at, offer := range map[string]bool{"2026-05-12 10:00": true, "2026-06-12 10:00": false} {
		ask, work := request("T", at, servicelevel.ServiceRequest), worked("w", "T", at, time.Hour)
		err := openBook(t, ct).Record(ask, work, work)
		require.ErrorContains(t, err, `facts[1]: credit: "T" needs 1h0m0s`)
		_, err = servicelevel.NUXIT().Statement(ct, activityOf(facts(ask, work)), month(at[:7]))
		require.ErrorContains(t, err, `"T" needs 1h0m0s`)
		if offer {
			assert.ErrorContains(t, err, "the cheapest packs for it are 1 of 3h0m0s at 169.00")
		} else {
			assert.NotContains(t, err.Error(), "packs")
		}
	}
}

// TestTwoLateThatWereInTime: what was charged for both is given back once (D19).
func TestTwoLateThatWereInTime(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("A", "2026-05-10 10:00"), incident("B", "2026-05-11 10:00"), incident("C", "2026-05-12 10:00")}}
	for _, x := range []struct{ ticket, at string }{{"A", "2026-05-10 11:00"}, {"B", "2026-05-11 11:00"}} {
		late := session(x.ticket, x.at, 10*mins)
		late.Recorded = wall("2026-06-02 10:00")
		act.Interventions = append(act.Interventions, late, session(x.ticket, x.at[:10]+" 16:00", 10*mins))
	}
	assert.Equal(t, []string{"late 15.00"}, amounts(stated(t, ct, act, "2026-05").Compensation))
	june := stated(t, ct, act, "2026-06")
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"late -10.00"}, amounts(june.Compensation))
	require.Len(t, june.Guarantees, 3)
	for i, outcome := range []response.Outcome{response.InTime, response.InTime, response.Late} { // nobody has come for the last one yet
		assert.Equal(t, outcome, june.Guarantees[i].Response.Outcome)
		assert.True(t, june.Guarantees[i].Revised)
	}
}

// TestSessionsThatAreNotTheSame: of one instant, but for another time or ticket.
func TestSessionsThatAreNotTheSame(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.Overdraft = 10 * time.Hour
	for _, recorded := range []time.Time{{}, wall("2026-05-20 10:00")} {
		in, longer, other := session("T", "2026-05-12 10:00", 45*mins), session("T", "2026-05-12 10:00", time.Hour), session("U", "2026-05-12 10:00", 45*mins)
		act := servicelevel.Activity{Requests: []servicelevel.Request{asked("T", "2026-05-12 09:00"), asked("U", "2026-05-12 09:00")}}
		for _, id := range []string{"P", "Q"} {
			act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: id, At: wall("2026-05-12 08:00"), Time: 3 * time.Hour})
		}
		for _, x := range []servicelevel.Intervention{in, longer, other, in} {
			x.Recorded = recorded
			act.Interventions = append(act.Interventions, x)
		}
		s := stated(t, ct, act, "2026-05")
		assert.Equal(t, 6*time.Hour, s.Credit.Bought)
		require.Len(t, s.Tickets, 2)
		for _, w := range s.Tickets {
			assert.Equal(t, map[string]time.Duration{"T": 105 * mins, "U": 45 * mins}[w.Ticket], w.Worked)
		}
	}
}
