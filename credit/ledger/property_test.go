package ledger_test

import (
	"bytes"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// Whatever is applied, an account takes it as the model does, and comes to what the model
// adds up; what is refused leaves nothing behind, and what comes twice neither.
func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		m, err := credittest.NewModel(terms)
		require.NoError(t, err)
		a := account(t, terms)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			e := credittest.Entry(m.Entries()).Draw(t, "entry")
			before := state(a)
			r, err := a.Apply(e)
			if got, want := credittest.VerdictOf(err), m.Apply(e); got != want {
				t.Fatalf("%+v: %v (%v), the model says %v", e, got, err, want)
			}
			require.Empty(t, a.Broken(), "%+v", e)
			if err != nil {
				require.Equal(t, before, state(a), "refused, %+v changed the account", e)
				continue
			}
			require.NoError(t, m.CheckEntry(a, e.ID))
			for _, on := range []time.Time{e.At, e.At.Add(-1), far} {
				require.NoError(t, m.CheckAt(a, on, time.Time{}))
			}
			after := state(a)
			again, err := a.Apply(e)
			require.NoError(t, err)
			require.Equal(t, r, again, "the second time")
			require.Equal(t, after, state(a), "the second time, %+v changed the account", e)
		}
		require.NoError(t, m.Check(a))
		quarter := rapid.IntRange(0, 66*24*4)
		start := time.Date(2026, time.March, 28, 18, 0, 0, 0, time.UTC)
		on := start.Add(time.Duration(quarter.Draw(t, "on")) * 15 * minute)
		known := start.Add(time.Duration(quarter.Draw(t, "known")) * 15 * minute)
		require.NoError(t, m.CheckAt(a, on, known))
		checkValid(t, a)
		checkReplay(t, a)
	})
}

// checkValid says that what is shown is what a reader accepts, at every instant at which
// something happens and just before: figures that add up and are not negative.
func checkValid(t *rapid.T, a *ledger.Account) {
	instants := []time.Time{far}
	for e := range a.Entries() {
		r, _ := a.Receipt(e.ID)
		require.NoError(t, r.Validate(), "%+v", r)
		require.NoError(t, e.Validate(), "%+v", e)
		instants = append(instants, e.At, e.At.Add(-1))
	}
	for _, on := range instants {
		for _, v := range []ledger.View{a.View(on, time.Time{}), a.View(on, on)} {
			b := v.Balance()
			require.NoError(t, b.Validate(), "%+v", b)
			for _, part := range []time.Duration{b.Allowance, b.Available, b.Held, b.Overdrawn, b.Used} {
				require.GreaterOrEqual(t, part, time.Duration(0), "%+v at %v", b, on)
			}
			for _, l := range v.Lots() {
				require.NoError(t, l.Validate(), "%+v", l)
				unit := [...]int64{10, 1000, 1}[a.Terms().Minor]
				price, deferred := int64(l.Price)/unit, int64(l.Deferred)/unit
				share := 2*price*int64(l.Used/minute)/int64(l.Time/minute) + 1 // of whole minutes
				if l.Used%minute == 0 && l.Time%minute == 0 && l.Left+l.Used == l.Time {
					require.Equal(t, credit.Mills(share/2*unit), l.Earned, "%+v", l)
				}
				left := new(big.Rat).SetFrac64(price*int64(l.Left/minute), int64(l.Time/minute))
				off := left.Sub(left, new(big.Rat).SetInt64(deferred))
				if l.Left%minute == 0 && l.Time%minute == 0 {
					require.LessOrEqual(t, off.Abs(off).Cmp(new(big.Rat).SetInt64(1)), 0, "%+v", l)
				}
			}
			for _, m := range v.Months() {
				require.NoError(t, m.Validate(), "%+v", m)
				require.Equal(t, m, v.Month(m.Month))
			}
			for _, u := range v.Tickets() {
				require.NoError(t, u.Validate(), "%+v", u)
			}
		}
	}
}

// checkReplay says that a fold split anywhere is the fold in one go, and so is one of a
// journal that was written and read.
func checkReplay(t *rapid.T, a *ledger.Account) {
	entries := slices.Collect(a.Entries())
	cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
	b := account(t, a.Terms())
	require.NoError(t, b.Replay(entries[:cut]))
	b = b.Clone()
	require.NoError(t, b.Replay(entries[cut:]))
	require.Empty(t, b.Broken())
	require.Equal(t, state(a), state(b))

	var journal, again bytes.Buffer
	require.NoError(t, a.WriteJournal(&journal))
	lines := journal.String()
	require.NoError(t, b.Reset(a.Terms()))
	require.NoError(t, b.ReadJournal(&journal))
	require.NoError(t, b.WriteJournal(&again))
	require.Equal(t, lines, again.String())
	require.Equal(t, state(a), state(b))
}

// facts draws some that may become known in any order: lots, plans, work, some of which is
// taken back, and holds that are released. They go beyond what is there as far as they like.
func facts(t *rapid.T) (facts []ledger.Entry) {
	instant := func() time.Time {
		day := time.Date(2026, time.April, 29, 12, 0, 0, 0, time.UTC)
		if rapid.Bool().Draw(t, "june") {
			day = time.Date(2026, time.May, 30, 12, 0, 0, 0, time.UTC)
		}
		return day.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hour")) * hour)
	}
	minutes := func(most int) time.Duration {
		return time.Duration(rapid.IntRange(1, most).Draw(t, "minutes")) * minute
	}
	ticket := func() string { return rapid.SampledFrom([]string{"", "T1", "T2"}).Draw(t, "ticket") }
	id := func() string { return string(rune('a' + len(facts))) }
	for range rapid.IntRange(0, 2).Draw(t, "lots") {
		facts = append(facts, purchase(id(), instant(), minutes(300), "100"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "plans") {
		from := rapid.SampledFrom([]int{-30, -1, 0, 1, 2, 10, 20, 29, 30, 31, 32}).Draw(t, "from")
		p := plan(id(), rapid.SampledFrom([]string{"Pro", "Serenity"}).Draw(t, "plan"), from, minutes(90), 0)
		if slices.ContainsFunc(facts, func(e ledger.Entry) bool { return e.From == p.From }) {
			continue // the one told later would hold
		}
		if p.Block = rapid.SampledFrom([]time.Duration{0, hour, 20 * minute}).Draw(t, "block"); p.Block > 0 {
			p.Minimum = rapid.SampledFrom([]time.Duration{0, 50 * minute}).Draw(t, "minimum")
		}
		facts = append(facts, p)
	}
	for range rapid.IntRange(1, 3).Draw(t, "sessions") {
		facts = append(facts, session(id(), ticket(), instant(), minutes(150)))
	}
	if d := facts[len(facts)-1]; rapid.Bool().Draw(t, "reversed") {
		facts = append(facts, acts(credit.Reversal, id(), d.At, d.ID))
	}
	if rapid.Bool().Draw(t, "held") {
		h := hold(id(), ticket(), instant(), minutes(100))
		facts = append(facts, h)
		facts = append(facts, acts(credit.Release, id(), h.At, h.ID))
	}
	return facts
}

// orders calls f with every order of facts in which each comes after what it acts on.
func orders(facts []ledger.Entry, f func([]ledger.Entry)) {
	var order []ledger.Entry
	var try func(rest []ledger.Entry)
	try = func(rest []ledger.Entry) {
		if len(rest) == 0 {
			f(order)
		}
		for i, e := range rest {
			if !slices.ContainsFunc(rest, func(o ledger.Entry) bool { return o.ID == e.Of }) {
				order = append(order, e)
				try(slices.Delete(slices.Clone(rest), i, i+1))
				order = order[:len(order)-1]
			}
		}
	}
	try(facts)
}

// last is what an account comes to in the end, whichever lot is drawn on: lots given back to
// stay so, though later ones are in use.
type last struct {
	balance credit.Balance
	months  []ledger.MonthUsage
	tickets []ledger.TicketUsage
	used    time.Duration
	lots    []ledger.Lot // if there is one
}

func lastOf(a *ledger.Account) (l last) {
	v := a.View(far, time.Time{})
	l.balance = v.Balance()
	for _, m := range v.Months() {
		if m.Usage.Credit, m.Usage.Cost = m.Usage.Credit+m.Usage.Overdrawn, 0; m.Usage != (ledger.Usage{}) || m.Granted > 0 {
			m.Usage.Overdrawn = 0
			l.months = append(l.months, m)
		}
	}
	for _, u := range v.Tickets() {
		if u.Usage = (ledger.Usage{Worked: u.Usage.Worked, Charged: u.Usage.Charged}); u.Usage != (ledger.Usage{}) {
			l.tickets = append(l.tickets, u)
		}
	}
	lots := v.Lots()
	for _, lot := range lots {
		l.used += lot.Used
	}
	if len(lots) == 1 {
		l.lots = lots
	}
	return l
}

// What an account comes to in the end does not depend on the order in which facts became
// known.
func TestOrderOfKnowledge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credit.Terms{
			Blocks:    credit.Blocks{Size: 30 * minute, Counting: credit.Counting(rapid.Uint8Max(1).Draw(t, "counting"))},
			Paying:    credit.Paying(rapid.Uint8Max(1).Draw(t, "paying")),
			Drawing:   credit.Drawing(rapid.Uint8Max(1).Draw(t, "drawing")),
			PartMonth: credit.PartMonth(rapid.Uint8Max(2).Draw(t, "part month")),
		}
		list := facts(t)
		most := rapid.SampledFrom([]int{5, 4, 6}).Draw(t, "most") // there are 720 orders of six
		list = list[max(0, len(list)-most):]
		recorded := rapid.Bool().Draw(t, "recorded")
		var first *last
		var told []ledger.Entry
		a := account(t, terms)
		orders(list, func(order []ledger.Entry) {
			require.NoError(t, a.Reset(terms))
			apply(t, a, overdraft(credit.MaxTime))
			for i, e := range order {
				if recorded {
					e.Recorded = at(20, 0, i)
				}
				apply(t, a, e)
			}
			require.Empty(t, a.Broken())
			got := lastOf(a)
			if first == nil {
				first, told = &got, slices.Clone(order)
			}
			require.Equal(t, *first, got, "%v\n%v", told, order)
		})
	})
}

// Work in any order of knowledge uses the same hours of lots that are there: the first
// bought.
func TestFirstBoughtIsFirstUsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []ledger.Entry
		var all time.Duration
		lots := account(t, halfHours)
		for i := range rapid.IntRange(1, 4).Draw(t, "lots") {
			d := time.Duration(rapid.IntRange(1, 9).Draw(t, "quarters")) * 15 * minute
			apply(t, lots, gift(string(rune('A'+i)), at(rapid.IntRange(1, 3).Draw(t, "day"), 0, 0), d))
			all += d
		}
		for i := range rapid.IntRange(1, 5).Draw(t, "sessions") {
			e := session(string(rune('a'+i)), rapid.SampledFrom([]string{"", "T"}).Draw(t, "ticket"), at(5, rapid.IntRange(0, 9).Draw(t, "hour"), 0), 20*minute)
			list = append(list, e)
		}
		want := map[string]time.Duration{}
		orders(list, func(order []ledger.Entry) {
			a := lots.Clone()
			for _, e := range order {
				if _, err := a.Apply(known(e, at(9, 0, 0))); err != nil {
					return // in this order too there is not enough
				}
			}
			got := used(a)
			if len(want) == 0 {
				want = got
			}
			require.Equal(t, want, got)
			var before time.Duration
			for _, l := range a.View(far, time.Time{}).Lots() {
				require.True(t, l.Used == 0 || before == 0, "a lot is used and not the one before it: %v", got)
				before = l.Left
			}
		})
	})
}
