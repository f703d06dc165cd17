package servicelevel_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// TestCorrectionsOverSeveralStates: what closed months know of hours is what was told of
// them last, however many states lie between (D5, D7, D8, D28).
func TestCorrectionsOverSeveralStates(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	overdrawn := contract("nuxit", servicelevel.Standard, "2026-01-01")
	overdrawn.Options.Overdraft = 10 * time.Hour
	halves := proSince2026()
	halves.Rent, halves.Options.ProRata = dec("149.00"), true
	halves.Changes = []servicelevel.Change{{On: day("2026-05-16"), Level: servicelevel.Business}}
	short := proSince2026()
	short.Options.CorrectionMonths = 2
	quoted := change(proSince2026(), "2026-05-11", servicelevel.CriticalBusiness)
	quoted.Quote, quoted.Rent, quoted.Options.ProRata = quote(), dec("100.00"), true
	far := proSince2026()
	far.Options.CorrectionMonths = 24
	var years []servicelevel.Fact // what May of two years got back, though both are closed
	for _, y := range []string{"2025", "2026"} {
		years = append(years, facts(
			pack("P"+y, y+"-05-04 08:00", 5), request("A"+y, y+"-04-30 09:00", service), worked("a"+y, "A"+y, y+"-05-04 10:00", 90*mins),
			request("T"+y, y+"-05-05 09:00", service), worked("t"+y, "T"+y, y+"-05-05 10:00", time.Hour), told(worked("late"+y, "A"+y, y+"-04-30 10:00", mins), "2026-06-09 10:00"),
		)...)
	}
	far.Start = day("2025-04-01")
	for name, c := range map[string]struct {
		ct   servicelevel.Contract
		list []servicelevel.Fact
	}{
		"a month of two years": {far, years},
		"one instant for all that was worked": {overdrawn, facts(
			givenHours("G", "2026-05-01 09:00", time.Hour), request("A", "2026-05-04 09:00", service), request("B", "2026-05-04 09:00", service), request("C", "2026-05-04 09:00", service),
			told(worked("z", "A", "2026-05-04 10:00", time.Hour), "2026-05-05 10:00"), told(worked("y", "B", "2026-05-04 10:00", 30*mins), "2026-05-05 10:00"),
			told(worked("a", "C", "2026-05-04 10:00", time.Hour), "2026-05-05 10:00"), told(worked("x", "C", "2026-05-04 09:30", 90*mins), "2026-05-05 10:00"),
			told(pack("P", "2026-05-02 09:00", 3), "2026-05-20 10:00"), pack("Q", "2026-06-02 09:00", 3),
		)},
		"an estimate of a level that was left when it was told": {quoted, facts(
			pack("P", "2026-05-01 09:00", 3), request("T", "2026-05-08 09:00", service), told(estimated("e", "T", "2026-05-08 10:00", 40*mins), "2026-05-20 10:00"),
			request("U", "2026-05-19 09:00", service), estimated("f", "U", "2026-05-20 10:30", 40*mins),
		)},
		"what came back goes on once more": {proSince2026(), facts(
			pack("P", "2026-04-01 09:00", 20), request("T0", "2026-04-30 09:00", service), request("T2", "2026-04-30 09:00", service), worked("w0", "T0", "2026-05-04 10:00", 90*mins),
			request("T1", "2026-05-06 09:00", service), worked("w1", "T1", "2026-05-06 10:00", time.Hour), worked("w2", "T2", "2026-05-07 10:00", time.Hour),
			told(worked("late", "T0", "2026-04-30 10:00", mins), "2026-06-09 10:00"), told(worked("later", "T2", "2026-04-30 12:00", mins), "2026-07-09 10:00"),
		)},
		"two packs of one instant": {proSince2026(), facts(
			pack("P", "2026-04-01 09:00", 3), pack("Q", "2026-04-01 09:00", 3), request("T0", "2026-04-30 09:00", service), worked("w0", "T0", "2026-05-04 10:00", 90*mins),
			request("T3", "2026-05-05 09:00", service), worked("w3", "T3", "2026-05-05 10:00", 3*time.Hour), told(worked("late", "T0", "2026-04-30 10:00", time.Minute), "2026-06-09 10:00"),
			request("T4", "2026-07-01 09:00", service), worked("w4", "T4", "2026-07-06 10:00", 4*time.Hour),
		)},
		"a debt of May is paid in July": {overdrawn, facts(
			request("T", "2026-05-04 09:00", service), worked("a", "T", "2026-05-04 10:00", 2*time.Hour), request("U", "2026-06-04 09:00", service),
			worked("b", "U", "2026-06-04 10:00", time.Hour), pack("P", "2026-07-06 10:00", 3), worked("c", "T", "2026-07-07 10:00", 10*mins),
		)},
		"two tickets of May take from its allowance in June": {proSince2026(), facts(
			pack("P", "2026-05-01 09:00", 3), request("T", "2026-05-04 09:00", service), worked("a", "T", "2026-05-04 10:00", 20*mins),
			request("V", "2026-05-05 09:00", service), worked("b", "V", "2026-05-05 10:00", 20*mins),
			worked("c", "T", "2026-06-04 10:00", 40*mins), worked("d", "V", "2026-06-05 10:00", 40*mins), worked("e", "T", "2026-07-05 10:00", 10*mins),
		)},
		"a pack that was spent gets back from two tickets": {proSince2026(), facts(
			pack("P", "2026-04-01 09:00", 3), pack("Q", "2026-06-01 09:00", 3), request("T0", "2026-04-30 09:00", service), worked("w0", "T0", "2026-05-04 10:00", 90*mins),
			request("T3", "2026-05-05 09:00", service), worked("w3", "T3", "2026-05-05 10:00", time.Hour),
			request("T1", "2026-05-06 09:00", service), worked("w1", "T1", "2026-05-06 10:00", time.Hour),
			request("T2", "2026-05-07 09:00", service), worked("w2", "T2", "2026-05-07 10:00", time.Hour),
			told(worked("late", "T0", "2026-04-30 10:00", time.Minute), "2026-06-09 10:00"),
			request("T5", "2026-06-10 09:00", service), worked("w5", "T5", "2026-06-10 10:00", 150*mins),
			told(worked("more", "T2", "2026-05-08 10:00", 30*mins), "2026-07-09 10:00"), told(worked("more1", "T1", "2026-05-08 10:00", 31*mins), "2026-07-09 11:00"),
		)},
		"the halves of May each get back their own": {halves, facts(
			pack("P", "2026-04-01 09:00", 10), request("A", "2026-04-30 09:00", service), request("B", "2026-04-30 09:00", service),
			worked("a", "A", "2026-05-04 10:00", 43*mins), worked("b", "B", "2026-05-18 10:00", 46*mins),
			request("T1", "2026-05-05 09:00", service), worked("w1", "T1", "2026-05-05 10:00", time.Hour), request("T9", "2026-05-19 09:00", service), worked("w2", "T9", "2026-05-19 10:00", time.Hour),
			request("T3", "2026-05-06 09:00", service), worked("w3", "T3", "2026-05-06 10:00", 20*mins), request("T4", "2026-05-20 09:00", service), worked("w4", "T4", "2026-05-20 10:00", 20*mins),
			told(worked("late a", "A", "2026-04-30 10:00", mins), "2026-06-09 10:00"), told(worked("late b", "B", "2026-04-30 11:00", mins), "2026-07-09 10:00"),
		)},
		"what April had used is told anew in May": {short, facts(
			pack("P", "2026-04-01 09:00", 10), request("T", "2026-03-31 09:00", service), worked("a", "T", "2026-04-06 10:00", time.Hour),
			request("V", "2026-04-07 09:00", service), worked("v", "V", "2026-04-07 10:00", 10*mins), told(worked("b", "T", "2026-03-31 10:00", mins), "2026-05-06 10:00"),
			request("U", "2026-04-08 09:00", service), told(worked("c", "U", "2026-04-08 10:00", 90*mins), "2026-06-09 10:00"),
		)},
		"twice in a month what comes back goes on": {proSince2026(), facts(
			pack("P", "2026-04-01 09:00", 20), request("A", "2026-04-30 09:00", service), request("B", "2026-04-30 09:00", service),
			worked("a", "A", "2026-05-04 10:00", time.Hour), worked("b", "B", "2026-05-04 12:00", 30*mins),
			request("T1", "2026-05-06 09:00", service), worked("w1", "T1", "2026-05-06 10:00", time.Hour), request("T2", "2026-05-07 09:00", service), worked("w2", "T2", "2026-05-07 10:00", time.Hour),
			told(worked("late a", "A", "2026-04-30 10:00", mins), "2026-06-09 10:00"), request("T5", "2026-05-08 09:00", service), told(worked("w5", "T5", "2026-05-08 10:00", time.Hour), "2026-06-09 11:00"),
			told(worked("w7", "T1", "2026-05-09 08:00", time.Hour), "2026-06-09 11:30"),
			told(worked("late b", "B", "2026-04-30 11:00", mins), "2026-06-09 12:00"), told(worked("w6", "T1", "2026-05-09 10:00", 2*time.Hour), "2026-06-09 13:00"),
		)},
		"hours that came and went before late work": {overdrawn, facts(
			pack("P", "2026-05-04 09:00", 3), request("T", "2026-05-04 09:00", service), worked("a", "T", "2026-05-04 10:00", 3*time.Hour),
			pack("Q", "2026-05-20 09:00", 3), worked("b", "T", "2026-05-20 10:00", time.Hour), told(worked("c", "T", "2026-05-19 10:00", 30*mins), "2026-06-02 10:00"),
			told(pack("O", "2026-05-10 09:00", 3), "2026-06-03 10:00"), told(worked("d", "T", "2026-05-18 10:00", 30*mins), "2026-07-02 10:00"),
		)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := &life{ct: c.ct, facts: c.list, desk: !expressible(c.list), first: month("2026-03"), months: 2}
			l.act = activityOf(c.list)
			if name == "a month of two years" {
				l.first, l.months = month("2025-04"), 13
			}
			l.told(t, "2026-05-20 11:00", "2026-06-30 10:00", "2026-07-31 10:00")
		})
	}
}

// TestStatusOfATicket: how far it has come, and what does not take it back.
func TestStatusOfATicket(t *testing.T) {
	t.Parallel()
	phoned := request("T", "2026-05-04 09:00", servicelevel.Incident)
	phoned.Channel = servicelevel.ByTelephone
	ask, other := request("T", "2026-05-04 09:00", servicelevel.Incident), request("U", "2026-05-04 09:00", servicelevel.Incident)
	estimate, work := estimated("e", "T", "2026-05-04 10:00", time.Hour), worked("w", "T", "2026-05-04 11:00", 10*mins)
	again := estimated("f", "T", "2026-05-04 12:00", 90*mins)
	report, cancel, merge := step("r", servicelevel.Reported, "T", "2026-05-04 13:00"), step("c", servicelevel.Cancelled, "T", "2026-05-04 13:00"), merged("m", "T", "2026-05-04 13:00", "U")
	after := worked("x", "T", "2026-05-04 14:00", 10*mins)
	for _, c := range []struct {
		list []servicelevel.Fact
		want string
		held time.Duration
	}{
		{facts(ask), "open", 0},
		{facts(phoned), "refused", 0},
		{facts(ask, estimate), "estimated", time.Hour},
		{facts(ask, work), "worked", 0},
		{facts(ask, work, again), "worked", time.Hour},
		{facts(ask, estimate, again), "estimated", 90 * mins},
		{facts(ask, work, report), "reported", 0},
		{facts(ask, estimate, report), "reported", 0},
		{facts(ask, work, report, after), "reported", 0},
		{facts(ask, cancel), "cancelled", 0},
		{facts(ask, estimate, cancel, after), "cancelled", 0},
		{facts(ask, other, estimate, merge), "merged", 0},
		{facts(ask, other, merge, after), "merged", 0},
	} {
		book := openBook(t, proSince2026(), c.list...)
		_, state, err := openBook(t, proSince2026(), c.list...).Close(month("2026-05"))
		require.NoError(t, err)
		back, err := servicelevel.NUXIT().Resume(proSince2026(), readAgain(t, state))
		require.NoError(t, err)
		for _, b := range []*servicelevel.Book{book, back} {
			ticket, err := b.Ticket("T", wall("2026-06-01 10:00"))
			require.NoError(t, err)
			assert.Equal(t, c.want, ticket.Status.String())
			assert.Equal(t, c.held, ticket.Held, c.want)
			assert.Equal(t, c.want == "merged", ticket.Into == "U")
		}
	}
}

// TestTicketsThatOthersGoOnAs: a request of June that goes on as one of May, which was
// done with, brings that back: it is listed, in the book and in the state, and both are
// what they have become.
func TestTicketsThatOthersGoOnAs(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	list := facts(
		request("T", "2026-05-04 09:00", servicelevel.Incident), worked("a", "T", "2026-05-04 10:00", 10*mins), step("r", servicelevel.Reported, "T", "2026-05-04 11:00"),
		request("V", "2026-05-04 09:00", servicelevel.Incident), worked("v", "V", "2026-05-04 10:00", 10*mins), merged("vt", "V", "2026-05-05 10:00", "T"),
	)
	book := openBook(t, ct, list...)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	back, err := servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	for _, b := range []*servicelevel.Book{book, back} {
		require.NoError(t, b.Record(request("N", "2026-06-02 09:00", servicelevel.Incident)))
		require.NoError(t, b.Record(merged("m", "N", "2026-06-02 10:00", "T")))
		assert.Equal(t, []string{"T", "N"}, names(t, b, "2026-06-02 12:00"))
		ticket, err := b.Ticket("N", wall("2026-06-02 12:00"))
		require.NoError(t, err)
		assert.Equal(t, servicelevel.TicketMerged, ticket.Status)
		_, june, err := b.Close(month("2026-06"))
		require.NoError(t, err)
		last := june.Past[len(june.Past)-1]
		require.Len(t, last.Tickets, 2)
		assert.Equal(t, "N", last.Tickets[0].Request.Ticket)
		assert.Equal(t, "T", last.Tickets[0].Into)
		// In July work on V, which was merged in May, counts with T.
		require.NoError(t, b.Record(worked("w", "V", "2026-07-02 10:00", 30*mins)))
		assert.Equal(t, []string{"T", "V"}, names(t, b, "2026-07-02 12:00"))
		july, _, err := b.Close(month("2026-07"))
		require.NoError(t, err)
		assert.Equal(t, "2026-07 T of 2026-05: 30m0s → 30m0s by allowance 30m0s", row(&july, &july.Tickets[0]))
		err = b.Record(worked("z", "V", "2026-08-03 10:00", 9*time.Hour))
		assert.ErrorContains(t, err, `credit: "T" needs`)
	}
}

// TestOrderOfDeadlines: the first due is the first, those that are paused are the last, and
// those that work has begun on, or that have none, are not listed.
func TestOrderOfDeadlines(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.PauseWaiting = true
	incidentAt := func(ticket, at string) servicelevel.Fact { return request(ticket, at, servicelevel.Incident) }
	book := openBook(t, ct,
		incidentAt("paused", "2026-05-04 08:00"), step("w", servicelevel.Waiting, "paused", "2026-05-04 08:10"), incidentAt("b", "2026-05-04 10:30"), incidentAt("a", "2026-05-04 10:00"),
		incidentAt("missed", "2026-05-04 06:00"), incidentAt("begun", "2026-05-04 09:00"), worked("x", "begun", "2026-05-04 09:30", mins),
		request("service", "2026-05-04 07:00", servicelevel.ServiceRequest), incidentAt("gone", "2026-05-04 09:30"), step("c", servicelevel.Cancelled, "gone", "2026-05-04 10:00"),
	)
	due, err := book.Due(wall("2026-05-04 11:00"))
	require.NoError(t, err)
	var got []string
	for _, d := range due {
		got = append(got, d.Ticket+" "+d.State.String()+" "+d.Left.String())
	}
	assert.Equal(t, []string{"missed missed -1h0m0s", "a runs 3h0m0s", "b runs 3h30m0s", "paused paused 3h50m0s"}, got)
}

// TestRunOverSeveralLives: a worker that has made the statements of some contracts makes
// those of others as if it were new.
func TestRunOverSeveralLives(t *testing.T) {
	t.Parallel()
	business, state := businessContract(), seedState(t)
	business.Start = day("2026-04-01")
	bill := func(ct servicelevel.Contract, m string, s *servicelevel.State, list ...servicelevel.Fact) servicelevel.Input {
		return servicelevel.Input{Contract: ct, Month: month(m), State: s, Facts: list}
	}
	outage := func(id, at, end, known string) []servicelevel.Fact {
		return facts(servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: wall(at)}, told(servicelevel.Fact{ID: id + "e", Kind: servicelevel.Restored, At: wall(end), Of: id}, known))
	}
	apart := proSince2026()
	apart.Options.SplitMonths = true
	over := worked("n", "N", "2026-04-30 23:50", 20*mins)
	over.Parts = []credit.Part{{Day: day("2026-04-30"), Time: 4 * mins}, {Day: day("2026-05-01"), Time: 16 * mins}} // as it was decided then
	other := over
	other.Parts = nil
	whole := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-05-10 10:00"), End: wall("2026-05-10 12:00")}
	away := proSince2026()
	away.Options.Zone = "Indian/Reunion"
	short := proSince2026()
	short.Level = servicelevel.Standard
	ended := ending(proSince2026(), "2026-05-20")
	inputs := []servicelevel.Input{
		bill(business, "2026-05", nil, append(outage("O", "2026-04-20 10:00", "2026-04-20 13:00", "2026-05-02 10:00"), outage("Q", "2026-05-20 10:00", "2026-05-20 13:00", "2026-05-20 13:00")...)...),
		bill(seedContract(), "2026-05", &state, seedFacts()...),
		bill(business, "2026-05", nil, outage("O", "2026-05-01 10:00", "2026-05-01 12:00", "2026-05-01 12:00")...),
		bill(apart, "2026-05", nil, request("N", "2026-04-30 20:00", servicelevel.Incident), over),
		bill(apart, "2026-05", nil, request("N", "2026-04-30 20:00", servicelevel.Incident), other),
		bill(business, "2026-06", nil, outage("O", "2026-05-20 10:00", "2026-05-20 12:00", "2026-06-20 12:00")...), bill(business, "2026-05", nil, whole),
		bill(away, "2026-06", nil, request("N", "2026-05-31 20:00", servicelevel.Incident), worked("n", "N", "2026-05-31 23:00", time.Hour)),
		bill(proSince2026(), "2026-06", nil, request("N", "2026-05-31 20:00", servicelevel.Incident), worked("n", "N", "2026-05-31 23:00", time.Hour)),
		bill(proSince2026(), "2026-01", nil, request("N", "2026-01-05 09:00", servicelevel.Incident), worked("n", "N", "2026-01-05 10:00", time.Hour)),
		bill(ended, "2026-05", nil, request("N", "2026-05-05 09:00", servicelevel.Incident)),
		bill(ended, "2026-05", nil, request("N", "2026-05-25 09:00", servicelevel.Incident)),                                                                                               // refused
		bill(short, "2026-05", nil, request("N", "2026-05-05 09:00", servicelevel.ServiceRequest), worked("n", "N", "2026-05-05 10:00", time.Hour)),                                        // refused
		bill(short, "2026-05", nil, request("N", "2026-01-05 09:00", servicelevel.ServiceRequest), pack("P", "2026-01-05 09:00", 3), estimated("n", "N", "2026-01-05 10:00", 4*time.Hour)), // refused
	}
	for i, m := range []string{"2026-05", "2026-06"} { // by what a quoted plan costs in between
		ct := proSince2026()
		ct.Options.EachSession = i == 0
		inputs = append(inputs, bill(ct, m, nil, monthAtDesk(month("2026-05"))...))
	}
	var order []servicelevel.Input
	for i := range inputs {
		for j := range inputs {
			order = append(order, inputs[i], inputs[j])
		}
	}
	alone := map[string]string{}
	text := func(s servicelevel.Statement, err error) string {
		if err != nil {
			return err.Error()
		}
		return encode(t, s)
	}
	for _, in := range inputs {
		for s, err := range (servicelevel.MonthEnd{Workers: 1}).Statements(context.Background(), one(in)) {
			alone[encode(t, in)] = text(s, err)
		}
	}
	n := 0
	for s, err := range (servicelevel.MonthEnd{Workers: 1}).Statements(context.Background(), all(order)) {
		assert.Equal(t, alone[encode(t, order[n])], text(s, err))
		n++
	}
	assert.Len(t, order, n)
}

func all(list []servicelevel.Input) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for _, in := range list {
			if !yield(in, nil) {
				return
			}
		}
	}
}
