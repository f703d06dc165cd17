package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/states"
)

// wholeFacts are of tickets that pay from packs, one that goes on as another, refunds and
// an outage.
func wholeFacts() []servicelevel.Fact {
	at := wall("2026-05-12 10:00")
	return facts(
		packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), packOf("Q", "2026-05-02 09:00", 3*time.Hour, "169.00"), givenHours("S", "2026-05-03 09:00", time.Hour), work2h(),
		requested("V", at, servicelevel.ServiceRequest), merged("m", "V", "2026-05-12 11:00", "T"), requested("O", at, servicelevel.ServiceRequest),
		gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", time.Hour), gone(servicelevel.Forfeited, "R2", "S", "2026-05-21 09:00", time.Hour),
		servicelevel.Fact{ID: "D", Kind: servicelevel.Down, At: at}, servicelevel.Fact{ID: "E", Kind: servicelevel.Restored, At: at.Add(time.Hour), Of: "D"},
		wrong("W", "Q", "2026-05-30 09:00"),
	)
}

func wholeState(t *testing.T) servicelevel.State {
	t.Helper()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	_, state, err := openBook(t, ct, wholeFacts()...).Close(month("2026-05"))
	require.NoError(t, err)
	return state
}

// TestStateThatContradictsItself: what a state refers to is there, and is of the right
// kind; and what was drawn adds up.
func TestStateThatContradictsItself(t *testing.T) {
	t.Parallel()
	good := wholeState(t)
	fact := func(s *servicelevel.State, id string) *servicelevel.Fact {
		list := s.Past[0].Facts
		return &list[slices.IndexFunc(list, func(f servicelevel.Fact) bool { return f.ID == id })]
	}
	ticket := func(s *servicelevel.State, name string) *states.Ticket {
		list := s.Past[0].Tickets
		return &list[slices.IndexFunc(list, func(t states.Ticket) bool { return t.Request.Ticket == name })]
	}
	into := func(s *servicelevel.State, name, other string) {
		x := ticket(s, name)
		x.Into, x.Status, x.Over = other, servicelevel.TicketMerged, wall("2026-05-12 11:00")
	}
	for name, c := range map[string]struct {
		change func(*servicelevel.State)
		want   string
	}{
		"work on no ticket":       {func(s *servicelevel.State) { fact(s, "w").Ticket = "w" }, "ticket: must be a ticket of the month or a later one"},
		"a merger into no ticket": {func(s *servicelevel.State) { fact(s, "m").Into = "w" }, "into: must be a ticket of the month or a later one"},
		"a merger into another":   {func(s *servicelevel.State) { fact(s, "m").Into = "O" }, "into: must be what the ticket goes on as"},
		"a refund of no lot":      {func(s *servicelevel.State) { fact(s, "R1").Of = "w" }, "of: must be a lot of the month or a later one"},
		"the end of no outage":    {func(s *servicelevel.State) { fact(s, "E").Of = "P" }, "of: must be an outage that began before"},
		"an end before":           {func(s *servicelevel.State) { fact(s, "E").At = wall("2026-05-12 09:59") }, "of: must be an outage that began before"},
		"a withdrawal of itself":  {func(s *servicelevel.State) { fact(s, "W").Of = "W" }, "of: must not be a withdrawal"},
		"two withdrawals": {func(s *servicelevel.State) {
			twice := wrong("X", "Q", "2026-05-30 09:00")
			s.Past[0].Facts = append(s.Past[0].Facts[:len(s.Past[0].Facts):len(s.Past[0].Facts)], twice)
			slices.SortFunc(s.Past[0].Facts, func(f, g servicelevel.Fact) int { return strings.Compare(f.ID, g.ID) })
		}, "of: must not be withdrawn twice"},
		"a fact that is carried too": {func(s *servicelevel.State) { s.Carried = []servicelevel.Fact{*fact(s, "D")} }, "id: must not be given twice"},
		"work that is carried": {func(s *servicelevel.State) {
			s.Carried = []servicelevel.Fact{workedOn("c", "T", wall("2026-05-12 10:00"), wall("2026-05-12 11:00"))}
		}, "carried[0].kind: must be down, restored, excluded or claimed"},
		"a claim ahead": {func(s *servicelevel.State) {
			s.Carried = []servicelevel.Fact{{ID: "k", Kind: servicelevel.Claimed, At: wall("2026-04-30 12:00"), Month: month("2026-06")}}
		}, "carried[0].month: must not be after that of the claim"},
		"a fact known later":         {func(s *servicelevel.State) { fact(s, "D").Recorded = wall("2026-06-01 00:00") }, "recorded: must lie in the month"},
		"a circle of one":            {func(s *servicelevel.State) { into(s, "O", "O") }, "into: must be another ticket of past"},
		"a circle of two":            {func(s *servicelevel.State) { into(s, "T", "V") }, "into: must not be a ticket that goes on as this one"},
		"a circle of three":          {func(s *servicelevel.State) { into(s, "T", "O"); into(s, "O", "V") }, "into: must not be a ticket that goes on as this one"},
		"goes on as one never asked": {func(s *servicelevel.State) { ticket(s, "T").Status = servicelevel.TicketWithdrawn }, "into: must not be a ticket that was refused or withdrawn"},
		"goes on, but is open":       {func(s *servicelevel.State) { ticket(s, "V").Status = servicelevel.TicketOpen }, "into: must be given of a ticket that was merged"},
		"goes on from never":         {func(s *servicelevel.State) { ticket(s, "V").Over = time.Time{} }, "over: must be given"},
		"no share":                   {func(s *servicelevel.State) { ticket(s, "T").Shares = nil }, "shares: must be given if there was work"},
		"two shares":                 {func(s *servicelevel.State) { x := ticket(s, "T"); x.Shares = append(x.Shares, x.Shares...) }, "shares[1].month: must not be given twice with one plan"},
		"drawn less":                 {func(s *servicelevel.State) { ticket(s, "T").Shares[0].Lots[0].Time -= time.Minute }, "shares[0].due: must be what was drawn, and what is overdrawn"},
		"drawn less of a lot": {func(s *servicelevel.State) {
			x := &ticket(s, "T").Shares[0]
			x.Due -= time.Minute
			x.Lots[0].Time -= time.Minute
		}, "lots[0].used: must be what tickets have drawn"},
		"used less of a lot":          {func(s *servicelevel.State) { s.Lots[0].Used -= time.Minute }, "lots[0].used: must be what tickets have drawn"},
		"drawn of what was withdrawn": {func(s *servicelevel.State) { ticket(s, "T").Shares[0].Lots[0].Lot = "Q" }, "used: must be what tickets have drawn"},
		"drawn of no allowance": {func(s *servicelevel.State) {
			x := &ticket(s, "T").Shares[0]
			x.Allowance, x.Due = time.Minute, x.Due+time.Minute
		}, "shares[0].allowance: must be of an allowance of the month"},
		"drawn beyond the allowance": {func(s *servicelevel.State) {
			x := &ticket(s, "T").Shares[0]
			x.Allowance, x.Due = time.Minute, x.Due+time.Minute
			s.Past[0].Allowances = []states.Allowance{{Month: x.Month, Plan: x.Plan}}
		}, "allowances[0].used: must not be less than tickets have drawn"},
		"an allowance twice": {func(s *servicelevel.State) {
			a := states.Allowance{Month: month("2026-05")}
			s.Past[0].Allowances = []states.Allowance{a, a}
		}, "allowances[1].month: must not be given twice"},
		"sums without end": {func(s *servicelevel.State) {
			x := &ticket(s, "T").Shares[0]
			x.Lots = slices.Repeat([]states.Draw{{Lot: "P", At: x.Lots[0].At, Time: servicelevel.MaxPeriod}}, 600)
		}, "shares[0].due: "},
		"owes for another month": {func(s *servicelevel.State) {
			s.Debts = []states.Debt{{Ticket: "T", Month: month("2026-04"), At: wall("2026-05-12 10:00"), Time: 1}}
		}, "debts[0].month: must be a month of the shares of its ticket"},
		"owes by no plan": {func(s *servicelevel.State) {
			s.Debts = []states.Debt{{Ticket: "T", Month: month("2026-05"), Plan: 6, At: wall("2026-05-12 10:00"), Time: 1}}
		}, "debts[0].plan: must lie from -2 to 5"},
		"open twice": {func(s *servicelevel.State) { s.Open = []string{"O", "O"} }, "open[1]: must be after the one before"},
		"a lot of another fact": {func(s *servicelevel.State) {
			s.Lots[0].ID = "w"
			ticket(s, "T").Shares[0].Lots[0].Lot = "w"
			fact(s, "R1").Of = "w"
		}, "lots[0].id: must not be that of a fact of another kind"},
		"two lots of one rank":        {func(s *servicelevel.State) { l := s.Lots[0]; l.ID, l.Used = "Z", 0; s.Lots = append(s.Lots, l) }, "lots[1].rank: must not be that of another lot of the instant"},
		"left of what is spent":       {func(s *servicelevel.State) { s.Past[0].Spent[1].Removals = nil }, "used: must leave nothing of the time"},
		"nothing left":                {func(s *servicelevel.State) { s.Lots[0].Used = s.Lots[0].Time - time.Hour }, "lots[0].used: must leave something of the time"},
		"spent twice":                 {func(s *servicelevel.State) { s.Past[0].Spent = append(s.Past[0].Spent, s.Past[0].Spent[0]) }, "spent[2].id: must not be given twice"},
		"more back than it was worth": {func(s *servicelevel.State) { s.Lots[0].Removals[0].Back = *dec("47.81") }, "lots[0].removals[0].back: must not exceed the price of what was refunded"},
		"back of what was forfeited":  {func(s *servicelevel.State) { s.Lots[0].Removals[0].Kind = credit.Forfeit }, "lots[0].removals[0].back: must not exceed"},
		"back, but not credited":      {func(s *servicelevel.State) { s.Credited = nil }, "lots[0].invoiced: must be a month of which credit notes gave back what went"},
		"credited twice":              {func(s *servicelevel.State) { s.Credited = append(s.Credited, s.Credited[0]) }, "credited[1].invoice: must not be given twice"},
		"the work before its month": {func(s *servicelevel.State) {
			s.Past = append([]*states.ClosedMonth{{Month: month("2026-04"), Spent: s.Past[0].Spent}}, s.Past...)
			s.Past[1].Spent = nil
		}, "of: must be a lot of the month or a later one"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := readAgain(t, good)
			c.change(&s)
			require.ErrorContains(t, s.Validate(), c.want)
			var back servicelevel.State
			require.ErrorContains(t, json.Unmarshal([]byte(encode(t, s)), &back), c.want)
		})
	}
}

// TestIDsThatOlderFactsHad: the id of a removal that is out of reach may be that of any fact;
// that of hours bought that are still there is not given to others.
func TestIDsThatOlderFactsHad(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	ct.Options.CorrectionMonths = 1
	book := openBook(t, ct, wholeFacts()...)
	for _, m := range []string{"2026-05", "2026-06"} {
		_, _, err := book.Close(month(m))
		require.NoError(t, err)
	}
	require.ErrorContains(t, book.Record(packOf("P", "2026-07-01 09:00", 3*time.Hour, "60.00")), "facts[0].id: is that of hours bought before")
	at := wall("2026-07-01 10:00")
	require.NoError(t, book.Record(requested("N", at, servicelevel.ServiceRequest), workedOn("R1", "N", at, at.Add(time.Hour))))
	_, state, err := book.Close(month("2026-07"))
	require.NoError(t, err)
	book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	require.NoError(t, book.Record(wrong("X", "R1", "2026-08-03 10:00")))
	b, err := book.Balance(wall("2026-08-04 10:00"))
	require.NoError(t, err)
	assert.Equal(t, 2*time.Hour, b.Available)
}

// TestSpentLotThatIsSpentAgain: the state has a lot as it is, though it had nothing left
// before the month either.
func TestSpentLotThatIsSpentAgain(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	book := openBook(t, ct, facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", 0))...)
	next := map[string][]servicelevel.Fact{
		"2026-05": facts(wrong("W1", "R1", "2026-06-03 10:00"), gone(servicelevel.Forfeited, "R2", "P", "2026-06-04 10:00", 0)),
		"2026-06": facts(wrong("W2", "R2", "2026-07-03 10:00"), wrong("W3", "P", "2026-07-04 10:00")),
		"2026-07": nil,
	}
	for _, m := range []string{"2026-05", "2026-06", "2026-07"} {
		_, state, err := book.Close(month(m))
		require.NoError(t, err)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
		require.NoError(t, book.Record(next[m]...), m)
	}
}

// TestNothingIsCreditedForNothing: hours that had cost nothing and were never bought have no
// credit note.
func TestNothingIsCreditedForNothing(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	book := openBook(t, ct, packOf("P", "2026-04-20 09:00", 5*time.Hour, "0.00"))
	_, _, err := book.Close(month("2026-04"))
	require.NoError(t, err)
	require.NoError(t, book.Record(wrong("W", "P", "2026-05-03 10:00")))
	s, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Empty(t, s.CreditNotes)
	assert.Equal(t, 5*time.Hour, s.Credit.Lots[0].Withdrawn)
}

// TestManyMergersAreLookedAtOnce: of a long row of tickets that go on as each other, and that
// ends where it began, it is seen in no time.
func TestManyMergersAreLookedAtOnce(t *testing.T) {
	t.Parallel()
	const n = 20_000
	s := servicelevel.State{Contract: "C-1", Edition: "nuxit", Zone: "Europe/Paris", Month: month("2026-05"), Past: []*states.ClosedMonth{{Month: month("2026-05")}}}
	name := func(i int) string { return fmt.Sprintf("T%06d", i%n) }
	for i := range n {
		at := wall("2026-05-12 10:00")
		s.Past[0].Tickets = append(s.Past[0].Tickets, states.Ticket{
			Request: servicelevel.Request{Ticket: name(i), At: at}, Told: month("2026-05"), Status: servicelevel.TicketMerged, Into: name(i + 1), Over: at,
		})
	}
	require.ErrorContains(t, s.Validate(), "past[0].tickets[19999].into: must not be a ticket that goes on as this one")
	last := &s.Past[0].Tickets[n-1]
	last.Into, last.Status, last.Over = "", servicelevel.TicketOpen, time.Time{}
	require.NoError(t, s.Validate())
}

// TestStateOfALifeThatIsChanged: of whatever life a state is, with whatever is changed in it:
// it is refused, or what is told and asked then is answered, or refused.
func TestStateOfALifeThatIsChanged(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		book := l.open(t, l.facts...)
		var state servicelevel.State
		m := l.first
		for range rapid.IntRange(1, l.months+1).Draw(t, "closed") {
			var err error
			_, state, err = book.Close(m)
			require.NoError(t, err)
			m = m.AddMonths(1)
		}
		doc := tree(t, state)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			if oneIn(t, 2, "a reference") {
				refer(t, doc)
			} else {
				mutate(t, doc)
			}
		}
		b, err := json.Marshal(doc)
		require.NoError(t, err)
		var s servicelevel.State
		if json.Unmarshal(b, &s) != nil {
			return
		}
		again, err := l.catalogue().Resume(l.ct, s)
		if err != nil {
			return
		}
		l.poke(t, again, m)
	})
}

// tree is a document as maps and lists.
func tree(t require.TestingT, v any) (doc any) {
	d := json.NewDecoder(strings.NewReader(encode(t, v)))
	d.UseNumber()
	require.NoError(t, d.Decode(&doc))
	return doc
}

// refer changes what some part of a document refers to, to another name of it.
func refer(t *rapid.T, doc any) {
	var at []func(string)
	names := map[string]bool{"nobody": true}
	var walk func(any)
	walk = func(node any) {
		switch node := node.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(node)) {
				value := node[name]
				switch name {
				case "id", "of", "into", "ticket", "lot":
					if text, ok := value.(string); ok {
						names[text] = true
						at = append(at, func(to string) { node[name] = to })
					}
				default:
					walk(value)
				}
			}
		case []any:
			for _, value := range node {
				walk(value)
			}
		}
	}
	walk(doc)
	if len(at) == 0 {
		return
	}
	to := make([]string, 0, len(names))
	for name := range names {
		to = append(to, name)
	}
	slices.Sort(to)
	at[rapid.IntRange(0, len(at)-1).Draw(t, "which")](rapid.SampledFrom(to).Draw(t, "to"))
}

// poke withdraws, works and asks, whatever comes of it.
func (l *life) poke(t *rapid.T, book *servicelevel.Book, next calendar.Month) {
	from, end := l.model().bounds(next)
	list := slices.Clone(l.facts)
	for i, n := range rapid.Permutation(list).Draw(t, "order") {
		at := from.Add(time.Duration(i) * time.Hour)
		_ = book.Record(servicelevel.Fact{ID: fmt.Sprint("z", i), Kind: servicelevel.Withdrawn, Of: n.ID, At: at})
		if n.Ticket != "" {
			_ = book.Record(workedOn(fmt.Sprint("y", i), n.Ticket, at, at.Add(30*time.Minute)))
		}
		if n.Of != "" {
			_ = book.Record(servicelevel.Fact{ID: fmt.Sprint("x", i), Kind: servicelevel.Forfeited, Of: n.Of, At: at, Time: time.Minute})
		}
	}
	for _, at := range []time.Time{from, from.AddDate(0, 0, 9), end} {
		_, _ = book.Balance(at)
		_, _ = book.Tickets(at)
		_, _ = book.Preview(at)
	}
	for range 2 {
		_, state, err := book.Close(next)
		if err != nil {
			return
		}
		if state.Validate() != nil { // none that a book made leads there, and none is read again
			b, err := json.Marshal(state)
			require.True(t, err != nil || json.Unmarshal(b, new(servicelevel.State)) != nil)
			return
		}
		next = next.AddMonths(1)
	}
}

// TestRankOfASpentLot: a lot of its instant that becomes known later comes after it.
func TestRankOfASpentLot(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	book := openBook(t, ct, packOf("P", "2026-05-20 09:00", 3*time.Hour, "169.00"), wrong("W", "P", "2026-05-21 09:00"))
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	require.NoError(t, book.Record(told(packOf("Q", "2026-05-20 09:00", 3*time.Hour, "169.00"), "2026-06-02 10:00")))
	_, state, err = book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, 1, readAgain(t, state).Lots[0].Rank)
}
