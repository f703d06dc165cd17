package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/states"
)

// byHand is a state with the same content that nobody has read or validated.
func byHand(s *servicelevel.State) servicelevel.State {
	own := servicelevel.State{
		Schema: s.Schema, Contract: s.Contract, Edition: s.Edition, Zone: s.Zone, Month: s.Month, Rules: s.Rules,
		Lots: slices.Clone(s.Lots), Debts: slices.Clone(s.Debts), Open: slices.Clone(s.Open), Carried: slices.Clone(s.Carried),
	}
	for _, m := range s.Past {
		own.Past = append(own.Past, &states.ClosedMonth{
			Month: m.Month, Until: m.Until, Facts: slices.Clone(m.Facts), Tickets: slices.Clone(m.Tickets), Allowances: slices.Clone(m.Allowances), Spent: slices.Clone(m.Spent),
		})
	}
	return own
}

// TestStateFaults: every fault of a state is named, as it is by a book that is to go on from
// it and by a run.
func TestStateFaults(t *testing.T) {
	t.Parallel()
	type state = servicelevel.State
	good := seedState(t)
	whole := byHand(&good)
	whole.Lots = append(whole.Lots, states.Lot{ID: "L", At: wall("2026-04-02 10:00"), Time: time.Hour, Used: time.Minute, Price: *dec("20.00"), Rank: 9})
	share := func(s *state) *states.Share {
		i := slices.IndexFunc(s.Past[0].Tickets, func(t states.Ticket) bool { return t.Request.Ticket == "T1" })
		shares := slices.Clone(s.Past[0].Tickets[i].Shares)
		s.Past[0].Tickets[i].Shares = shares
		return &shares[0]
	}
	worked := func(s *state) *states.Ticket {
		return &s.Past[0].Tickets[slices.IndexFunc(s.Past[0].Tickets, func(t states.Ticket) bool { return t.Sessions > 0 })]
	}
	given := servicelevel.Fact{ID: "c", Kind: servicelevel.Given, At: wall("2026-01-10 10:00"), Time: time.Hour}
	told := servicelevel.Fact{ID: "c", Kind: servicelevel.Down, At: wall("2026-01-10 10:00"), End: wall("2026-01-10 11:00")}
	next := func(m string) *states.ClosedMonth { return &states.ClosedMonth{Month: month(m)} }
	for _, c := range []struct {
		change func(*state)
		want   string // empty: none
	}{
		{func(*state) {}, ""},
		{func(s *state) { s.Past = append([]*states.ClosedMonth{next("2026-03")}, s.Past...) }, ""},
		{func(s *state) { s.Past = append(s.Past, next("2026-03")) }, "past[1].month: must be after the one before"},
		{func(s *state) { s.Past = append(s.Past, next("2026-04")) }, "past[1].month: must be after the one before"},
		{func(s *state) { s.Past = append(s.Past, next("2026-05")) }, "past[1].month: must be a month that is closed"},
		{func(s *state) { s.Month = month("2090-01") }, "month: must be a month of the years"},
		{func(s *state) { s.Debts[0].Time = credit.MaxBought + 1 }, "debts[0].time: "},
		{func(s *state) { s.Debts[0].Month = calendar.Month{} }, "debts[0].month: "},
		{func(s *state) { s.Debts[0].At = time.Time{} }, "debts[0].at: "},
		{func(s *state) { s.Open[0] = "T9" }, "open[0]: must be a ticket of past"},
		{func(s *state) { worked(s).Request.At = worked(s).Attended }, ""},
		{func(s *state) { worked(s).Request.At = worked(s).Attended.Add(1) }, "].attended: must not be before the request"},
		{func(s *state) { s.Carried = []servicelevel.Fact{given} }, "carried[0].kind: must be down, restored, excluded or claimed"},
		{func(s *state) { s.Carried = []servicelevel.Fact{told} }, ""},
		{func(s *state) { s.Carried = []servicelevel.Fact{given, given} }, "carried[1].id: must be after the one before"},
		{func(s *state) { s.Carried = []servicelevel.Fact{{ID: "c", Kind: servicelevel.Given, At: given.At}} }, "carried[0].time: "},
		{func(s *state) { s.Lots = append(s.Lots, s.Lots[0]) }, "id: must not be given twice"},
		{func(s *state) { s.Lots[0].At = time.Time{} }, "lots[0].at: "},
		{func(s *state) { s.Lots[0].Used, s.Lots[0].Time = 0, time.Minute-1 }, "lots[0].time: "},
		{func(s *state) { s.Lots[0].Price = *dec("0.001") }, "lots[0].price: "},
		{func(s *state) { s.Lots[0].Rank = credit.MaxEntries + 1 }, "lots[0].rank: "},
		{func(s *state) { s.Past[0].Spent[0].Used++ }, "past[0].spent[0].used: "},
		{func(s *state) { s.Past[0].Facts = append(s.Past[0].Facts, s.Past[0].Facts[0]) }, "id: must be after the one before"},
		{func(s *state) { s.Past[0].Facts[0].At = time.Time{} }, "past[0].facts[0].at: "},
		{func(s *state) { s.Past[0].Tickets = append(s.Past[0].Tickets, s.Past[0].Tickets[0]) }, "request.ticket: must be after the one before"},
		{func(s *state) { s.Past[0].Tickets[0].Request.At = time.Time{} }, "past[0].tickets[0].request.at: "},
		{func(s *state) { s.Past[0].Tickets[0].ChargedTo = "C-2" }, "past[0].tickets[0].charged_to: must be of a ticket with sessions, none of which is charged here"},
		{func(s *state) { s.Past[0].Tickets[0].ChargedTo = " " }, "past[0].tickets[0].charged_to: must be 1 to 100 bytes"},
		{func(s *state) { s.Past[0].Tickets[0].Elsewhere = time.Minute }, "past[0].tickets[0].elsewhere: "},
		{func(s *state) { s.Past[0].Tickets[0].Asked = day("2026-04-01") }, "past[0].tickets[0].asked: "},
		{func(s *state) { s.Past[0].Allowances[0].Used = -1 }, "past[0].allowances[0].used: "},
		{func(s *state) { s.Past[0].Allowances[0].Plan = -3 }, "past[0].allowances[0].plan: "},
		{func(s *state) { s.Past[0].Allowances[0].Plan = 6 }, "past[0].allowances[0].plan: "},
		{func(s *state) { share(s).Month = calendar.Month{} }, "shares[0].month: "},
		{func(s *state) { share(s).Plan = -3 }, "shares[0].plan: "},
		{func(s *state) { share(s).Due = credit.MaxBought + 1 }, "shares[0].due: "},
		{func(s *state) { share(s).Worked = -1 }, "shares[0].due: "},
		{func(s *state) { x := share(s); x.Allowance, x.Drawn = -time.Minute, nil }, "shares[0].due: "},
		{func(s *state) {
			x := share(s)
			x.Drawn = []states.DrawnTime{{At: given.At, Time: x.Allowance + 1}}
		}, "shares[0].allowance: must be what was drawn"},
		{func(s *state) {
			x := share(s)
			x.Drawn = []states.DrawnTime{{At: given.At}, {At: given.At, Time: x.Allowance}}
		}, "shares[0].drawn[0].time: "},
		{func(s *state) { x := share(s); x.Drawn = []states.DrawnTime{{Time: x.Allowance}} }, "shares[0].drawn[0].at: "},
		{func(s *state) {
			x := share(s)
			x.Lots = []states.Draw{{Lot: "Q", At: given.At, Time: time.Minute}}
		}, "shares[0].lots[0].lot: "},
		{func(s *state) { x := share(s); x.Due = x.Allowance - 1; x.Lots = nil }, "shares[0].due: "},
		{func(s *state) { x := &s.Past[0].Tickets[0]; x.Into = x.Request.Ticket }, "into: must be another ticket of past"},
	} {
		s := byHand(&whole)
		c.change(&s)
		_, err := servicelevel.NUXIT().Resume(seedContract(), s)
		in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), State: &s}
		valid := in.Validate()
		if c.want == "" {
			require.NoError(t, s.Validate())
			require.NoError(t, err)
			require.NoError(t, valid)
			continue
		}
		assert.ErrorContains(t, s.Validate(), c.want)
		assert.ErrorContains(t, err, "state.", c.want)
		assert.ErrorContains(t, err, c.want)
		assert.ErrorContains(t, valid, c.want)
		for _, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
			assert.ErrorContains(t, err, c.want)
		}
	}
}

// TestStateByHand: a state that was put together field by field is as good as one that was
// read: its facts are known, and its tickets are found.
func TestStateByHand(t *testing.T) {
	t.Parallel()
	read := seedState(t)
	want, err := servicelevel.NUXIT().Resume(seedContract(), read)
	require.NoError(t, err)
	got, err := servicelevel.NUXIT().Resume(seedContract(), byHand(&read))
	require.NoError(t, err)
	require.NoError(t, want.Record(seedFacts()...))
	require.NoError(t, got.Record(seedFacts()...))
	assert.Len(t, slices.Collect(got.Facts()), 3, "those of May; the others are known, and passed over")
	at := wall("2026-05-20 10:00")
	for _, name := range []string{"T1", "T2", "T3"} {
		one, err := want.Ticket(name, at)
		require.NoError(t, err)
		other, err := got.Ticket(name, at)
		require.NoError(t, err)
		assert.Equal(t, one, other)
	}
	requireSameClosing(t, want, got, "2026-05")
}

// TestInputFaultsOfABook: what a document holds beside its contract and its activity.
func TestInputFaultsOfABook(t *testing.T) {
	t.Parallel()
	state := seedState(t)
	exclusion := goodActivity()
	exclusion.Purchases, exclusion.Requests, exclusion.Interventions, exclusion.Outages = nil, nil, nil, nil
	require.NotEmpty(t, exclusion.Exclusions)
	for _, c := range []struct {
		change func(*servicelevel.Input)
		want   string // empty: none
	}{
		{func(in *servicelevel.Input) { in.AsOf = wall("2026-05-11 10:00") }, ""},
		{func(in *servicelevel.Input) { in.AsOf = time.Unix(-1<<40, 0) }, "as_of: "},
		{func(in *servicelevel.Input) { in.Facts = []servicelevel.Fact{seedFacts()[0], {ID: "x"}} }, "facts[1].kind: "},
		{func(in *servicelevel.Input) { in.State = &servicelevel.State{} }, "state.contract: "},
		{func(in *servicelevel.Input) { in.State, in.Activity = &state, exclusion }, "activity: must be absent"},
		{func(in *servicelevel.Input) { in.Facts, in.Activity = seedFacts(), exclusion }, "activity: must be absent"},
		{func(in *servicelevel.Input) { in.Activity = exclusion }, ""},
		{func(in *servicelevel.Input) { in.State, in.Facts = &state, seedFacts() }, ""},
		{func(in *servicelevel.Input) { in.Month = calendar.Month{} }, "month: "},
	} {
		in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract()}
		c.change(&in)
		if c.want == "" {
			assert.NoError(t, in.Validate())
		} else {
			assert.ErrorContains(t, in.Validate(), c.want)
		}
	}
	// A state alone is what happened.
	in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), State: &state}
	book, err := servicelevel.NUXIT().Resume(seedContract(), state)
	require.NoError(t, err)
	want, _, err := book.Close(in.Month)
	require.NoError(t, err)
	assert.NotZero(t, want.Credit.Opening)
	for got, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
		require.NoError(t, err)
		requireSame(t, encode(t, want), encode(t, got))
	}
	// An instant asks for what the month comes to by then.
	in.State, in.Facts, in.AsOf = nil, seedFacts(), wall("2026-05-11 10:00")
	preview, err := openBook(t, seedContract(), seedFacts()...).Preview(in.AsOf)
	require.NoError(t, err)
	for got, err := range (monthend.Run{}).Statements(t.Context(), one(in)) {
		require.NoError(t, err)
		assert.True(t, got.Provisional)
		requireSame(t, encode(t, preview), encode(t, got))
	}
}

// TestStateThatSharesOtherwise: a state of whose sessions some are charged elsewhere than it
// says of their ticket, or for longer, is refused where they are taken back, and stays as it is.
func TestStateThatSharesOtherwise(t *testing.T) {
	t.Parallel()
	ct := sharer(servicelevel.Serenity)
	session := func(id, ticket, from string) servicelevel.Fact {
		f := worked(id, ticket, from, time.Hour)
		if ticket == "U" {
			f.ChargedTo = "C-3"
		}
		return f
	}
	book := openBook(t, ct, facts(
		pack("P", "2026-05-04 09:00", 3), request("T", "2026-05-11 09:00", servicelevel.ServiceRequest), request("U", "2026-05-11 09:00", servicelevel.Incident),
		session("t1", "T", "2026-05-12 10:00"), session("t2", "T", "2026-05-13 10:00"), session("u1", "U", "2026-05-12 09:00"), session("u2", "U", "2026-05-13 09:00"),
	)...)
	_, good, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	const other, longer = "must be of a ticket of whose sessions the state says who is charged, as that of ", "must be of a ticket of which the state has all that is charged to C-3"
	for _, c := range []struct {
		change func(facts []servicelevel.Fact, ticket *states.Ticket)
		fact   string // that is changed
		want   map[string]string
	}{
		{func([]servicelevel.Fact, *states.Ticket) {}, "t1", map[string]string{"t1": "", "u2": ""}},
		{func(f []servicelevel.Fact, _ *states.Ticket) { f[0].ChargedTo = "C-3" }, "t1", map[string]string{"t1": other + "t1 does", "t2": other + "t1 does", "u1": ""}},
		{func(f []servicelevel.Fact, _ *states.Ticket) { f[0].ChargedTo = "" }, "u1", map[string]string{"u1": other + "u1 does", "u2": other + "u1 does", "t1": ""}},
		{func(f []servicelevel.Fact, _ *states.Ticket) { f[0].ChargedTo = "C-4" }, "u2", map[string]string{"u1": other + "u2 does"}},
		{func(f []servicelevel.Fact, _ *states.Ticket) { f[0].Ticket = "T" }, "u2", map[string]string{"t1": other + "u2 does"}},
		{func(_ []servicelevel.Fact, t *states.Ticket) { t.Elsewhere = 2*time.Hour - 1 }, "u1", map[string]string{"u1": longer, "u2": longer, "t1": ""}},
		{func(_ []servicelevel.Fact, t *states.Ticket) { t.ChargedTo = "C-4" }, "u1", map[string]string{"u2": other + "u1 does"}},
	} {
		for of, want := range c.want {
			bad := byHand(&good)
			m := bad.Past[0]
			n := slices.IndexFunc(m.Facts, func(f servicelevel.Fact) bool { return f.ID == c.fact })
			k := slices.IndexFunc(m.Tickets, func(t states.Ticket) bool { return t.Request.Ticket == m.Facts[n].Ticket })
			c.change(m.Facts[n:], &m.Tickets[k])
			book, err := allEditions().Resume(ct, readAgain(t, bad))
			require.NoError(t, err)
			before, err := book.Preview(wall("2026-06-10 10:00"))
			require.NoError(t, err)
			if err = book.Record(wrong("W", of, "2026-06-02 10:00")); want == "" {
				assert.NoError(t, err, of)
				continue
			}
			assert.EqualError(t, err, "facts[0].of: "+want+` (got "`+of+`")`)
			after, err := book.Preview(wall("2026-06-10 10:00"))
			require.NoError(t, err)
			assert.Equal(t, before, after)
		}
	}
}
