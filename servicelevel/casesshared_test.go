package servicelevel_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
)

// sharer is a contract of the edition "other", in whose blocks of 20 min Serenity shares hours
// beside an allowance of 20 min, and Pro one of 2 h too; Standard shares nothing.
func sharer(l servicelevel.Level) servicelevel.Contract {
	ct := proSince2026()
	ct.Edition, ct.Level = "other", l
	return ct
}

// requestOf is a request of another contract.
func requestOf(contract, ticket, at string) servicelevel.Fact {
	f := request(ticket, at, servicelevel.Incident)
	f.For = contract
	return f
}

// charging is a session that another contract is charged for.
func charging(payer string, f servicelevel.Fact) servicelevel.Fact {
	f.ChargedTo = payer
	return f
}

// TestHoursForAnotherContract: they are drawn by the blocks and from the packs of the contract
// that has them, and from its allowance only if that is shared.
func TestHoursForAnotherContract(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		level servicelevel.Level
		took  time.Duration
		row   string
		left  credit.Balance // after an hour of its own
	}{
		{servicelevel.Serenity, 20*mins - 1, "19m59.999999999s → 20m0s by P 20m0s 16.67 for C-2", credit.Balance{Available: 120 * mins, Used: 80 * mins}},
		{servicelevel.Serenity, 20 * mins, "20m0s → 20m0s by P 20m0s 16.67 for C-2", credit.Balance{Available: 120 * mins, Used: 80 * mins}},
		{servicelevel.Serenity, 20*mins + 1, "20m0.000000001s → 40m0s by P 40m0s 33.33 for C-2", credit.Balance{Available: 100 * mins, Used: 100 * mins}},
		{servicelevel.Pro, 20*mins + 1, "20m0.000000001s → 40m0s by allowance 40m0s for C-2", credit.Balance{Allowance: 20 * mins, Available: 180 * mins, Used: 100 * mins}},
		{servicelevel.Pro, 120*mins + 1, "2h0m0.000000001s → 2h20m0s by allowance 2h0m0s P 20m0s 16.67 for C-2", credit.Balance{Available: 100 * mins, Used: 200 * mins}},
	} {
		own := map[servicelevel.Level]string{servicelevel.Serenity: "allowance 20m0s P 40m0s 33.33", servicelevel.Pro: "allowance 1h0m0s"}[c.level]
		if c.took > 120*mins {
			own = "P 1h0m0s 50.00"
		}
		if c.took == 20*mins+1 && c.level == servicelevel.Serenity {
			own = "allowance 20m0s P 40m0s 33.34"
		}
		tale{
			ct: sharer(c.level), first: "2026-05", left: c.left,
			rows: []string{"2026-05 C-2/T1 of 2026-05: " + c.row, "2026-05 T1 of 2026-05: 1h0m0s → 1h0m0s by " + own},
			facts: facts(
				pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "C-2/T1", "2026-05-11 09:00"), request("T1", "2026-05-11 09:00", servicelevel.ServiceRequest),
				worked("a", "C-2/T1", "2026-05-12 10:00", c.took), worked("b", "T1", "2026-05-13 10:00", time.Hour),
			),
		}.check(t)
	}
}

// TestHoursHeldForAnotherContract: what is held for it needs hours bought if the allowance is
// not shared, and leaves that to the contract's own.
func TestHoursHeldForAnotherContract(t *testing.T) {
	t.Parallel()
	begin := facts(
		pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "X", "2026-05-11 09:00"), estimated("e", "X", "2026-05-11 10:00", 160*mins),
		request("T", "2026-05-11 09:00", servicelevel.ServiceRequest), requestOf("C-3", "Y", "2026-05-11 09:00"),
	)
	for _, c := range []struct {
		ticket   string
		estimate time.Duration
		short    time.Duration
	}{{"T", 40*mins - 1, 0}, {"T", 40 * mins, 0}, {"T", 40*mins + 1, 20 * mins}, {"Y", 20 * mins, 0}, {"Y", 20*mins + 1, 20 * mins}} {
		book := openBook(t, sharer(servicelevel.Serenity), begin...)
		balance, err := book.Balance(wall("2026-05-11 12:00"))
		require.NoError(t, err)
		assert.Equal(t, credit.Balance{Allowance: 20 * mins, Available: 20 * mins, Held: 160 * mins}, balance)
		err = book.Record(estimated("f", c.ticket, "2026-05-11 12:00", c.estimate))
		var short *credit.ShortfallError
		if assert.Equal(t, c.short > 0, assert.ErrorAs(noTest{}, err, &short), c) && c.short > 0 {
			assert.Equal(t, c.short, short.Missing, c)
		}
		h, err := openBook(t, sharer(servicelevel.Serenity), begin...).Handle(servicelevel.Request{Ticket: c.ticket, At: wall("2026-05-11 12:00"), Estimate: c.estimate})
		require.NoError(t, err)
		assert.Equal(t, c.short, h.Shortfall, c)
		if c.ticket == "Y" { // before it is told of, too
			ask := servicelevel.Request{Ticket: "Z", For: "C-3", Kind: servicelevel.Incident, Channel: servicelevel.ByTelephone, At: wall("2026-05-11 12:00"), Estimate: c.estimate}
			h, err = openBook(t, sharer(servicelevel.Serenity), begin...).Handle(ask)
			require.NoError(t, err)
			assert.Equal(t, []any{true, false, c.short, wall("2026-05-11 12:00")}, []any{h.Accepted, h.Guaranteed, h.Shortfall, h.Earliest})
			ask.For = "C-1"
			_, err = openBook(t, sharer(servicelevel.Serenity), begin...).Handle(ask)
			assert.EqualError(t, err, `request.for: must be another contract (got "C-1")`)
		}
	}
	// What is held is drawn, and work of its own beside it; what is held for another stays.
	tale{
		ct: sharer(servicelevel.Serenity), first: "2026-05", left: credit.Balance{Used: 200 * mins},
		rows:  []string{"2026-05 T of 2026-05: 40m0s → 40m0s by allowance 20m0s P 20m0s 16.67", "2026-05 X of 2026-05: 2h40m0s → 2h40m0s by P 2h40m0s 133.33 for C-2"},
		facts: facts(begin, worked("a", "T", "2026-05-12 10:00", 40*mins), worked("b", "X", "2026-05-13 10:00", 160*mins)),
	}.check(t)
	book := openBook(t, sharer(servicelevel.Serenity), begin...)
	assert.Error(t, book.Record(worked("a", "T", "2026-05-12 10:00", 40*mins+1)))
	// Beyond its estimate it draws on what is not held for others.
	tale{
		ct: sharer(servicelevel.Serenity), first: "2026-05", left: credit.Balance{Allowance: 20 * mins, Held: 60 * mins, Used: 120 * mins},
		rows: []string{"2026-05 X of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 100.00 for C-2"},
		facts: facts(
			pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "X", "2026-05-11 09:00"), estimated("e", "X", "2026-05-11 10:00", 60*mins),
			requestOf("C-3", "Y", "2026-05-11 09:00"), estimated("f", "Y", "2026-05-11 10:00", 60*mins), worked("a", "X", "2026-05-12 10:00", 120*mins),
		),
	}.check(t)
	// Hours that never were are lacking for the other; the allowance still is the contract's own.
	list := facts(begin, wrong("W", "P", "2026-05-12 09:00"), worked("a", "T", "2026-05-12 10:00", 20*mins))
	tale{
		ct: sharer(servicelevel.Serenity), first: "2026-05", left: credit.Balance{Held: 160 * mins, Used: 20 * mins}, facts: list,
		rows: []string{"2026-05 T of 2026-05: 20m0s → 20m0s by allowance 20m0s"},
	}.check(t)
	assert.Error(t, openBook(t, sharer(servicelevel.Serenity), list...).Record(worked("b", "T", "2026-05-12 10:00", 1)))
}

// noTest has assertions that fail only in what they return.
type noTest struct{}

func (noTest) Errorf(string, ...any) {}

// TestOtherContractWithoutCredit: work without credit is overdrawn and sold where it is charged
// (D8, D29), and taken back as any other (D31).
func TestOtherContractWithoutCredit(t *testing.T) {
	t.Parallel()
	ct := sharer(servicelevel.Serenity)
	ct.Options.Uncovered = servicelevel.UncoveredPacks
	begin := facts(requestOf("C-2", "X", "2026-05-11 09:00"), worked("a", "X", "2026-05-12 10:00", 40*mins), worked("b", "X", "2026-05-31 23:50", 20*mins))
	rows := []string{"2026-05 X of 2026-05: 40m0s → 40m0s by uncovered/2026-05/1 40m0s 33.33 for C-2", "2026-06 X of 2026-05: 20m0s → 20m0s by uncovered/2026-05/1 20m0s 16.67 for C-2"}
	tale{ct: ct, first: "2026-05", more: 1, facts: begin, rows: rows, left: credit.Balance{Allowance: 20 * mins, Available: 120 * mins}}.check(t)
	tale{
		ct: ct, first: "2026-05", more: 1, facts: facts(begin, wrong("W", "a", "2026-06-20 10:00")),
		rows: []string{rows[0], "2026-06 X of 2026-05: -20m0s → -20m0s by uncovered/2026-05/1 -20m0s -16.66 for C-2"}, left: credit.Balance{Allowance: 20 * mins, Available: 160 * mins},
	}.check(t)
	ct.Options = servicelevel.Options{Overdraft: 40*mins - 1}
	assert.ErrorContains(t, openBook(t, ct, begin[0]).Record(begin[1]), `"X" needs 40m0s, 39m59.999999999s is available, 1ns is missing`)
	ct.Options.Overdraft++
	assert.NoError(t, openBook(t, ct, begin[0]).Record(begin[1]))
}

// TestDayFromWhichHoursAreShared: the plan of the day of the work says it.
func TestDayFromWhichHoursAreShared(t *testing.T) {
	t.Parallel()
	ct := sharer(servicelevel.Standard)
	ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Serenity}, {On: day("2026-07-01"), Level: servicelevel.Standard}}
	const refused = `is of the contract C-2, with which the level standard shares no hours on that day (got "X")`
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{wall("2026-06-01 00:00").Add(-1), refused},
		{wall("2026-06-01 00:00"), ""},
		{wall("2026-07-01 00:00").Add(-1), ""},
		{wall("2026-07-01 00:00"), refused},
	} {
		list := facts(pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "X", "2026-05-11 09:00"))
		session, hold := workedOn("a", "X", c.at, c.at.Add(time.Minute)), estimated("e", "X", "2026-05-11 09:00", time.Minute)
		hold.At = c.at
		for _, f := range facts(session, hold) {
			book := openBook(t, ct, list...)
			if err := book.Record(f); c.want != "" {
				assert.EqualError(t, err, "facts[0].ticket: "+c.want)
			} else {
				assert.NoError(t, err)
			}
		}
		_, err := catalogueOf(ct).Statement(ct, activityOf(facts(list, session)), month("2026-07"))
		if c.want != "" {
			assert.EqualError(t, err, "activity.interventions[0].ticket: "+c.want)
		} else {
			assert.NoError(t, err)
		}
		_, err = openBook(t, ct, list...).Handle(servicelevel.Request{Ticket: "X", At: c.at})
		assert.Equal(t, c.want == "", err == nil)
	}
}

// TestEstimateOfWorkChargedElsewhere: the book that pays takes the estimate. Here it is refused once
// another contract is charged, and that one cannot be charged while hours are held.
func TestEstimateOfWorkChargedElsewhere(t *testing.T) {
	t.Parallel()
	begin := facts(pack("P", "2026-05-04 09:00", 3), request("T", "2026-05-11 09:00", servicelevel.ServiceRequest))
	held, elsewhere := estimated("e", "T", "2026-05-11 10:00", time.Hour), charging("mail", worked("a", "T", "2026-05-12 10:00", 20*mins))
	done := step("r", servicelevel.Reported, "T", "2026-05-11 12:00")
	const (
		estimate = `facts[0].ticket: is charged to mail, whose book takes its estimate (got "T")`
		charge   = `facts[0].charged_to: must be absent, as hours are held here for the estimate of T, unless that is withdrawn (D31, D38) (got "mail")`
		report   = `facts[0].of: must stay, as without it hours would be held here for the estimate of T, which is charged to mail (got "r")`
	)
	for name, c := range map[string]struct {
		before []servicelevel.Fact
		f      servicelevel.Fact
		err    string
	}{
		"estimated afterwards":         {facts(elsewhere), estimated("f", "T", "2026-05-12 11:00", time.Minute), estimate},
		"charged afterwards":           {facts(held), elsewhere, charge},
		"what it was charged for gone": {facts(elsewhere, wrong("W", "a", "2026-05-13 10:00")), estimated("f", "T", "2026-05-13 11:00", time.Hour), ""},
		"the estimate gone":            {facts(held, wrong("W", "e", "2026-05-12 09:00")), elsewhere, ""},
		"reported between":             {facts(held, done), elsewhere, ""},
		"the report gone afterwards":   {facts(held, done, elsewhere), wrong("W", "r", "2026-05-13 10:00"), report},
		"without an estimate":          {facts(done, elsewhere), wrong("W", "r", "2026-05-13 10:00"), ""},
	} {
		for _, closed := range []bool{false, true} {
			book := openBook(t, proSince2026(), facts(begin, c.before)...)
			f := c.f
			if closed { // the state knows it too
				_, state, err := book.Close(month("2026-05"))
				require.NoError(t, err, name)
				book, err = servicelevel.NUXIT().Resume(proSince2026(), readAgain(t, state))
				require.NoError(t, err, name)
				f = told(f, "2026-06-02 10:00")
			}
			balance, err := book.Balance(wall("2026-06-02 11:00"))
			require.NoError(t, err, name)
			err = book.Record(f)
			if c.err == "" {
				require.NoError(t, err, name)
				continue
			}
			require.EqualError(t, err, c.err, name)
			after, err := book.Balance(wall("2026-06-02 11:00"))
			require.NoError(t, err, name)
			assert.Equal(t, balance, after, name)
			h, err := book.Handle(servicelevel.Request{Ticket: "T", At: wall("2026-06-02 11:00"), Estimate: time.Hour})
			require.NoError(t, err, name)
			payer := "mail"
			if c.err == charge {
				payer = ""
			}
			assert.Equal(t, payer, h.ChargedTo, name)
		}
	}
	_, state, err := openBook(t, proSince2026(), facts(begin, elsewhere)...).Close(month("2026-05"))
	require.NoError(t, err)
	past := state.Past[0].Tickets
	past[0].Held, past[0].Block = true, 30*mins
	assert.ErrorContains(t, state.Validate(), "held: must be absent: another contract pays for the ticket (got \"true\")")
}

// TestWithdrawnWorkChargedElsewhere: no block begins with it, so that it may be withdrawn though the
// session that answered is too old for corrections; that one may not.
func TestWithdrawnWorkChargedElsewhere(t *testing.T) {
	t.Parallel()
	for _, payer := range []string{"mail", ""} {
		ct := proSince2026()
		ct.Options.CorrectionMonths = 1
		first := told(charging(payer, worked("b", "T", "2026-01-31 23:59", 20*mins)), "2026-02-01 10:00")
		empty := charging(payer, worked("a", "T", "2026-01-01 10:00", 0))
		book := openBook(t, ct, pack("P", "2026-01-01 00:00", 3), request("T", "2026-01-01 00:00", servicelevel.Incident), empty)
		for _, m := range []string{"2026-01", "2026-02"} {
			_, state, err := book.Close(month(m))
			require.NoError(t, err)
			book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
			require.NoError(t, err)
			if m == "2026-01" {
				require.NoError(t, book.Record(first))
			}
		}
		assert.Error(t, book.Record(wrong("V", "a", "2026-03-02 10:00")))
		err := book.Record(wrong("W", "b", "2026-03-02 10:00"))
		if payer != "" {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, "must not be the session with which a ticket began")
		}
	}
}

// TestWorkChargedElsewhere: it counts for the guarantee, to the nanosecond, and draws nothing.
func TestWorkChargedElsewhere(t *testing.T) {
	t.Parallel()
	for off, outcome := range map[time.Duration]string{-1: "in_time", 0: "in_time", 1: "late"} {
		at := wall("2026-05-11 09:00").Add(4*time.Hour + off)
		list := facts(
			pack("P", "2026-05-04 09:00", 3), request("T", "2026-05-11 09:00", servicelevel.Incident),
			charging("mail", workedOn("a", "T", at, at.Add(65*mins))), charging("mail", worked("b", "T", "2026-06-02 10:00", 20*mins)),
		)
		tale{
			ct: proSince2026(), first: "2026-05", more: 1, facts: list, left: credit.Balance{Allowance: 90 * mins, Available: 180 * mins},
			rows: []string{"2026-05 T of 2026-05: 1h5m0s → 0s by to mail", "2026-06 T of 2026-06: 20m0s → 0s by to mail"},
		}.check(t)
		s := stated(t, proSince2026(), activityOf(list), "2026-05")
		assert.Equal(t, outcome, s.Guarantees[0].Response.Outcome.String())
		s.Explain()
		assert.Equal(t, "65 min, charged to the contract mail", s.Tickets[0].Explained.EN)
		assert.Equal(t, "65 min, facturées au contrat mail", s.Tickets[0].Explained.FR)
		ticket, err := openBook(t, proSince2026(), list...).Ticket("T", wall("2026-06-03 10:00"))
		require.NoError(t, err)
		assert.Equal(t, []any{"mail", 85 * mins, time.Duration(0)}, []any{ticket.ChargedTo, ticket.Worked, ticket.Charged})
	}
	// Nothing of it is bought, and taken back it leaves nothing: another may be charged then.
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	book := openBook(t, ct, request("T", "2026-05-11 09:00", servicelevel.ServiceRequest))
	ask := servicelevel.Request{Ticket: "T", At: wall("2026-05-12 09:00"), Estimate: time.Hour}
	h, err := book.Handle(ask)
	require.NoError(t, err)
	assert.True(t, h.NeedsCredit)
	require.NoError(t, book.Record(charging("mail", worked("a", "T", "2026-05-12 10:00", 20*mins))))
	ask.At = wall("2026-05-12 11:00")
	h, err = book.Handle(ask)
	require.NoError(t, err)
	assert.Equal(t, []any{false, "mail", time.Duration(0)}, []any{h.NeedsCredit, h.ChargedTo, h.Billable})
	other := charging("shop", worked("b", "T", "2026-05-13 10:00", 20*mins))
	assert.ErrorContains(t, book.Record(other), `facts[0].charged_to: must be as of the other sessions of the ticket, which are charged to mail (got "shop")`)
	_, _, err = book.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Error(t, book.Record(told(other, "2026-06-02 10:00")), "the state knows it")
	require.NoError(t, book.Record(wrong("W", "a", "2026-06-02 10:00"), told(other, "2026-06-02 11:00")))
	june, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, []string{"2026-06 T of 2026-05: -20m0s → 0s by to mail", "2026-06 T of 2026-05: 20m0s → 0s by to shop"}, []string{row(&june, &june.Tickets[0]), row(&june, &june.Tickets[1])})
}

// TestSharingThatIsRefused: every fault with its field.
func TestSharingThatIsRefused(t *testing.T) {
	t.Parallel()
	ct := sharer(servicelevel.Serenity)
	begin := facts(pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "X", "2026-05-11 09:00"), request("T", "2026-05-11 09:00", servicelevel.ServiceRequest))
	for want, f := range map[string]servicelevel.Fact{
		`facts[0].for: must be another contract (got "C-1")`:                                                    requestOf("C-1", "Z", "2026-05-11 09:00"),
		`facts[0].ticket: was requested before (got "T")`:                                                       requestOf("C-2", "T", "2026-05-11 10:00"),
		`facts[0].ticket: was requested before (got "X")`:                                                       requestOf("C-3", "X", "2026-05-11 10:00"),
		`facts[0].charged_to: must be another contract (got "C-1")`:                                             charging("C-1", worked("a", "T", "2026-05-12 10:00", time.Hour)),
		`facts[0].charged_to: must be absent: the request is of the contract C-2, and charged here (got "C-3")`: charging("C-3", worked("a", "X", "2026-05-12 10:00", time.Hour)),
		`facts[0].into: must be a ticket of the same contract (got "X")`:                                        {ID: "m", Kind: servicelevel.Merged, At: wall("2026-05-12 10:00"), Ticket: "T", Into: "X"},
	} {
		f.ID = "new"
		assert.EqualError(t, openBook(t, ct, begin...).Record(f), want)
	}
	act := activityOf(facts(begin, charging("C-1", worked("a", "T", "2026-05-12 10:00", time.Hour)), worked("b", "T", "2026-05-13 10:00", time.Hour)))
	act.Requests[0].For = "C-1"
	_, err := catalogueOf(ct).Statement(ct, act, month("2026-05"))
	assert.EqualError(t, err, `activity.requests[0].for: must be another contract (got "C-1")`)
	act.Requests[0].For = ""
	_, err = catalogueOf(ct).Statement(ct, act, month("2026-05"))
	assert.ErrorContains(t, err, `activity.interventions[0].charged_to: must be another contract (got "C-1")`)
	act.Interventions[0].ChargedTo = "C-2"
	_, err = catalogueOf(ct).Statement(ct, act, month("2026-05"))
	assert.EqualError(t, err, `activity.interventions[1].charged_to: must be as of the other sessions of the ticket, which are charged to C-2`)
}

// TestEachMinuteOnce: of two contracts' months one charges what was worked, and on the invoice
// of both it is once.
func TestEachMinuteOnce(t *testing.T) {
	t.Parallel()
	cat := allEditions()
	desk, err := books.New(new(books.Memory), cat)
	require.NoError(t, err)
	web, mail := sharer(servicelevel.Standard), sharer(servicelevel.Serenity)
	web.ID, mail.ID = "web", "mail"
	mail.Options.Uncovered, mail.Options.HourPrice = servicelevel.UncoveredHours, dec("90.00")
	session := worked("w", "T1", "2026-05-12 10:00", 90*mins)
	require.NoError(t, desk.RecordAll(context.Background(),
		books.Recording{Contract: web, Facts: facts(request("T1", "2026-05-12 09:00", servicelevel.ServiceRequest), charging("mail", session))},
		books.Recording{Contract: mail, Facts: facts(requestOf("web", "T1", "2026-05-12 10:00"), session)}))
	var list []servicelevel.Statement
	for _, ct := range []servicelevel.Contract{web, mail} {
		s, err := desk.Close(context.Background(), ct, calendar.MustParseMonth("2026-05"))
		require.NoError(t, err)
		s.Explain()
		list = append(list, s)
	}
	assert.Equal(t, "90 min, charged to the contract mail", list[0].Tickets[0].Explained.EN)
	assert.Equal(t, "90 min → 5 blocks of 20 min (S18, S19); 100 min of the 1 h 40 min billed by the hour on 31 May 2026, invoiced €150.00 of €150.00 (S20, S21, D7); for the contract web", list[1].Tickets[0].Explained.EN)
	assert.Equal(t, "90 min → 5 tranches de 20 min (S18, S19) ; 100 min sur les 1 h 40 min facturées à l'heure le 31 mai 2026, facturé 150,00 € sur 150,00 € (S20, S21, D7) ; pour le contrat web", list[1].Tickets[0].Explained.FR)
	doc := consolidate(t, nil, list...)
	assert.Equal(t, "web fee 4.90, mail fee 19.99, mail hours 150.00; S 0.055 of 174.89 is 9.62; 174.89 9.62 184.51", kit.Shared(&doc.Invoice))
}

// TestMergedWorkChargedElsewhere: a request that went on as another one is still charged to who it
// was charged to when months that it was told in are resumed.
func TestMergedWorkChargedElsewhere(t *testing.T) {
	t.Parallel()
	away := func(id, ticket, from string) servicelevel.Fact {
		f := worked(id, ticket, from, 20*mins)
		f.ChargedTo = "C-2"
		return f
	}
	tale{
		ct: sharer(servicelevel.Pro), first: "2026-05", more: 1, left: credit.Balance{Allowance: 120 * mins},
		rows: []string{
			"2026-05 T3 of 2026-05: 40m0s → 0s by to C-2", "2026-06 T0 of 2026-06: 20m0s → 0s by to C-2",
		},
		facts: facts(
			request("T0", "2026-05-11 09:00", servicelevel.ServiceRequest), request("T3", "2026-05-11 09:00", servicelevel.ServiceRequest),
			away("a", "T3", "2026-05-12 10:00"), away("b", "T3", "2026-05-12 11:00"), merged("m", "T3", "2026-05-12 12:00", "T0"),
			away("c", "T3", "2026-06-02 10:00"),
		),
	}.check(t)
}

// TestSharedClauseIsWorded: a statement has the words of the rule by which hours are shared.
func TestSharedClauseIsWorded(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	e.ID = "host"
	e.Plan(servicelevel.Pro).Work.Shared, e.Plan(servicelevel.Pro).Work.SharedRules = plans.SharesHours, []string{"§ 12"}
	e.Clauses = []plans.Clause{{ID: "§ 12", Wording: servicelevel.Wording{FR: "Les heures valent pour tous.", EN: "Hours are good for all."}}}
	book, err := compiled(e).Open(contract("host", servicelevel.Pro, "2026-01-01"))
	require.NoError(t, err)
	require.NoError(t, book.Record(pack("P", "2026-05-04 09:00", 3), requestOf("C-2", "X", "2026-05-11 09:00"), worked("a", "X", "2026-05-12 10:00", 20*mins)))
	s, _, err := book.Close(calendar.MustParseMonth("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, []plans.CitedClause{{ID: "§ 12", Edition: "host", Wording: e.Clauses[0].Wording}}, s.Clauses)
}
