package ledger_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/growth"
)

// An account in a warm state takes ordinary work without memory of its own: what a
// receipt holds is the caller's.
func TestPlainDebitsHardlyAllocate(t *testing.T) {
	begin := []ledger.Entry{allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 10_000*hour, "9999")}
	var es []ledger.Entry
	for i := range 2200 {
		es = append(es, session(fmt.Sprint("d", i), []string{"", "T"}[i%2], at(2, 0, i), minute))
	}
	warm := account(t, halfHours)
	require.NoError(t, warm.Replay(append(begin, es...)))
	require.NoError(t, warm.Reset(halfHours))
	require.NoError(t, warm.Replay(begin))
	next := 0
	assert.LessOrEqual(t, testing.AllocsPerRun(1000, func() {
		if err := warm.Replay(es[next : next+1]); err != nil {
			t.Fatal(err)
		}
		next++
	}), 0.05)
	assert.LessOrEqual(t, testing.AllocsPerRun(1000, func() {
		if _, err := warm.Apply(es[next]); err != nil {
			t.Fatal(err)
		}
		next++
	}), 1.05, "the draws of its receipt")
	assert.LessOrEqual(t, testing.AllocsPerRun(10, func() { _ = warm.View(at(3, 0, 0), time.Time{}).Balance() }), 3.0)
}

// long are journals that could cost more than their length.
var long = map[string]func(n int) []ledger.Entry{
	"gifts each dated before the one before": func(n int) (es []ledger.Entry) {
		for i := range n {
			es = append(es, gift(fmt.Sprint("g", i), far.Add(-time.Duration(i)*minute), minute))
		}
		return append(es, debit("d", far.Add(hour), 10*minute))
	},
	"gifts each dated before the one before, of which some is used": func(n int) (es []ledger.Entry) {
		for i := range n / 2 {
			es = append(es, gift(fmt.Sprint("g", i), far.Add(-time.Duration(i)*minute), 2*minute),
				known(session(fmt.Sprint("d", i), "T", far, minute), far.Add(hour)))
		}
		return es
	},
	"one ticket over many lots": func(n int) (es []ledger.Entry) {
		for i := range n {
			es = append(es, gift(fmt.Sprint("g", i), at(1, 0, 0), minute))
		}
		es = append(es, session("d", "T", at(2, 0, 0), time.Duration(n)*minute))
		return append(es, acts(credit.Reversal, "r", at(2, 0, 0), "d"), session("e", "T", at(2, 0, 0), time.Duration(n)*minute))
	},
	"debts paid by many lots": func(n int) (es []ledger.Entry) {
		es = []ledger.Entry{overdraft(credit.MaxTime)}
		for i := range n / 2 {
			es = append(es, session(fmt.Sprint("d", i), fmt.Sprint(i%100), at(1, 0, i), minute))
		}
		for i := range n / 2 {
			es = append(es, gift(fmt.Sprint("g", i), at(2, 0, i), minute))
		}
		return es
	},
	"reversals": func(n int) (es []ledger.Entry) {
		es = []ledger.Entry{allowance("plan", may, 90*minute), gift("g", at(1, 0, 0), credit.MaxTime)}
		for i := range n / 2 {
			es = append(es, session(fmt.Sprint("d", i), "", at(1, 0, 0), minute))
		}
		for i := range n / 2 {
			es = append(es, acts(credit.Reversal, fmt.Sprint("r", i), at(2, 0, 0), fmt.Sprint("d", i)))
		}
		return es
	},
	"holds with many lots": func(n int) (es []ledger.Entry) {
		for i := range n / 3 {
			es = append(es, gift(fmt.Sprint("g", i), at(1, 0, 0), 2*minute))
		}
		for i := range n / 3 {
			es = append(es, hold(fmt.Sprint("h", i), "", at(2, 0, 0), minute))
		}
		for i := range n / 3 {
			if of := fmt.Sprint("h", i); i%2 == 0 {
				es = append(es, capture(fmt.Sprint("c", i), at(3, 0, 0), of, minute))
			} else {
				es = append(es, acts(credit.Release, fmt.Sprint("l", i), at(3, 0, 0), of))
			}
		}
		return es
	},
	"hours that end, in the reverse order, most of which are lost": func(n int) (es []ledger.Entry) {
		for i := range n / 2 {
			es = append(es, until(gift(fmt.Sprint("g", i), at(1, 0, 0), 2*minute), far.Add(-time.Duration(i)*minute)))
		}
		for i := range n / 4 {
			es = append(es, session(fmt.Sprint("d", i), "", far.Add(-time.Duration(n/4-i)*minute), minute))
		}
		for i := range n / 4 {
			es = append(es, session(fmt.Sprint("e", i), "", far.Add(-time.Duration(n/2+1-i)*minute), minute))
		}
		return es
	},
	"hours that end and come later": func(n int) (es []ledger.Entry) {
		for i := range n / 2 {
			e := gift(fmt.Sprint("g", i), far.Add(-time.Duration(i)*minute), 2*minute)
			es = append(es, known(until(e, e.At.Add(hour)), at(1, 0, 0)))
		}
		for i := range n / 2 {
			es = append(es, session(fmt.Sprint("d", i), "", far.Add(-time.Duration(n/2-1-i)*minute), minute))
		}
		return es
	},
	"debts that hours which have ended cannot pay for": func(n int) (es []ledger.Entry) {
		es = []ledger.Entry{overdraft(credit.MaxTime)}
		for i := range n / 2 {
			es = append(es, session(fmt.Sprint("d", i), "", at(2, 0, i), minute))
		}
		for i := range n / 2 {
			es = append(es, known(until(gift(fmt.Sprint("g", i), at(1, 0, 0), minute), at(2, 0, 0)), far))
		}
		return es
	},
	"late work while all is held": func(n int) (es []ledger.Entry) {
		for i := range n / 3 {
			es = append(es, gift(fmt.Sprint("g", i), at(1, 0, 0), minute))
		}
		es = append(es, hold("h", "T", at(2, 0, 0), time.Duration(n/3)*minute))
		for i := range n / 3 {
			es = append(es, known(session(fmt.Sprint("d", i), "", at(2, 0, 0), minute), at(3, 0, 0)))
		}
		for i := range n / 3 {
			es = append(es, gift(fmt.Sprint("more", i), at(3, 0, 0), minute))
		}
		return append(es, acts(credit.Release, "l", at(4, 0, 0), "h"))
	},
}

// sessions are those of one ticket, a few hours apart in some order, and as many
// reversals in some order.
func sessions(order, back func(i, n int) int) func(n int) []ledger.Entry {
	return func(n int) (es []ledger.Entry) {
		n /= 2
		es = []ledger.Entry{allowance("plan", month(2020, time.January), 90*minute), gift("g", at(1, 0, 0), credit.MaxTime)}
		for i := range n {
			es = append(es, known(session(fmt.Sprint("d", i), "T", far.Add(-time.Duration(order(i, n))*hour), minute), far))
		}
		for i := range n - n/50 { // the others stay
			es = append(es, acts(credit.Reversal, fmt.Sprint("r", i), far, fmt.Sprint("d", back(i, n))))
		}
		return es
	}
}

// longJournals are all of them.
func longJournals() map[string]func(n int) []ledger.Entry {
	ahead, behind := func(i, _ int) int { return i }, func(i, n int) int { return n - 1 - i }
	random := func(seed uint64) func(i, n int) int {
		var order []int
		return func(i, n int) int {
			if len(order) != n {
				order = rand.New(rand.NewPCG(1, seed)).Perm(n)
			}
			return order[i]
		}
	}
	all := maps.Clone(long)
	all["sessions of a ticket in order, taken back in order"] = sessions(behind, ahead)
	all["sessions of a ticket in order, taken back in reverse order"] = sessions(behind, behind)
	all["sessions of a ticket in reverse order, taken back in order"] = sessions(ahead, behind)
	all["sessions of a ticket in reverse order, taken back in reverse order"] = sessions(ahead, ahead)
	all["sessions of a ticket in any order, taken back in any order"] = sessions(random(2), random(3))
	return all
}

// longTerms are what long journals are counted by, and how long they are then.
var longTerms = []struct {
	name  string
	n     int
	terms credit.Terms
}{
	{"interventions", 100_000, credit.Terms{Blocks: credit.Blocks{Size: minute}}},
	{"split", 10_000, credit.Terms{Blocks: credit.Blocks{Size: minute}, Paying: credit.SplitAtMidnight}},
	{"sessions", 10_000, credit.Terms{Blocks: credit.Blocks{Size: minute, Counting: credit.EachSession}}},
}

// A journal a hundred times as long costs about a hundred times as much: in what it moves,
// which is counted, and in time, at a rate that is far above what it takes if it does.
func TestCostIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	for name, journal := range longJournals() {
		for _, tt := range longTerms {
			t.Run(name+"/"+tt.name, func(t *testing.T) {
				growth.Check(t, tt.n, func(n int, step growth.Step) {
					es := journal(n)
					a := account(t, tt.terms)
					step("replay", func() { require.NoError(t, a.Replay(es)) })
					assert.LessOrEqual(t, a.Moved(), 4*len(es))
				})
			})
		}
	}
}

// However long a ticket is, its first session is found when others are taken back.
func TestLongTicketIsRight(t *testing.T) {
	const n = 300
	for name, journal := range longJournals() {
		for _, tt := range longTerms {
			es := journal(n)
			a, b := account(t, tt.terms), account(t, tt.terms)
			require.NoError(t, a.Replay(es), name)
			require.Empty(t, a.Broken(), name)
			gone := map[string]bool{} // those that were taken back
			for _, e := range es {
				gone[e.Of] = gone[e.Of] || e.Kind == credit.Reversal
			}
			require.NoError(t, b.Replay(slices.DeleteFunc(es, func(e ledger.Entry) bool { return gone[e.ID] || e.Kind == credit.Reversal })), name)
			require.Equal(t, lastOf(b), lastOf(a), name)
		}
	}
}
