package ledger_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// grow applies entries drawn at random, of which some are refused, and returns those that
// are there then.
func grow(t *rapid.T, a *ledger.Account, there []ledger.Entry, steps int) []ledger.Entry {
	for range steps {
		e := credittest.Entry(there).Draw(t, "entry")
		if _, err := a.Apply(e); err == nil {
			there = append(there[:len(there):len(there)], e)
		}
	}
	return there
}

// Whatever was applied is taken back as if it had never been, down to the last number, and
// what comes then comes out as if it had not.
func TestRollbackIsExact(t *testing.T) {
	var p ledger.Past
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		a := account(t, terms)
		there := grow(t, a, nil, rapid.IntRange(0, 25).Draw(t, "steps"))
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			before := a.Clone()
			a.Begin(&p)
			then := grow(t, a, there, rapid.IntRange(1, 5).Draw(t, "more"))
			clone := a.Clone() // shares nothing with it
			grow(t, clone, then, 2)
			require.Empty(t, clone.Differs(clone))
			a.Rollback()
			require.Empty(t, a.Differs(before))
			require.Empty(t, a.Broken())

			fresh := account(t, terms)
			require.NoError(t, fresh.Replay(there))
			a.Begin(&p)
			there = grow(t, a, there, rapid.IntRange(1, 5).Draw(t, "after"))
			a.Commit()
			n := before.Len()
			require.NoError(t, before.Replay(there[n:]))
			require.NoError(t, fresh.Replay(there[n:]))
			require.Equal(t, state(before), state(a))
			require.Equal(t, state(fresh), state(a))
		}
	})
}

// Long journals too: queues of many runs, indexes that have grown, long lists.
func TestRollbackOfManyEntries(t *testing.T) {
	var p ledger.Past
	for name, journal := range longJournals() {
		for _, tt := range longTerms {
			es := journal(3000)
			if tt.n < 100_000 || testing.Short() {
				es = journal(300)
			}
			for _, cut := range []int{0, 1, len(es) / 2, len(es) * 3 / 4, len(es) - 2} {
				a := account(t, tt.terms, es[:cut]...)
				before := a.Clone()
				a.Begin(&p)
				require.NoError(t, a.Replay(es[cut:]), name)
				a.Rollback()
				require.Empty(t, a.Differs(before), "%s, %s, %d", name, tt.name, cut)
				require.Empty(t, a.Broken(), name)
				require.NoError(t, a.Replay(es[cut:]), name)
				require.NoError(t, before.Replay(es[cut:]), name)
				require.Empty(t, a.Differs(before), "%s, %s, %d", name, tt.name, cut)
			}
		}
	}
}

// What is noted grows with what is done, not with what is there.
func TestNotesAreFew(t *testing.T) {
	for _, n := range []int{10, 1_000, 20_000} {
		a := account(t, halfHours, allowance("plan", may, 90*minute))
		require.NoError(t, a.Replay(manyEntries(n)))
		var p ledger.Past
		a.Begin(&p)
		for i := range 10 {
			apply(t, a, session(fmt.Sprint("d", i), "T", far, minute), acts(credit.Reversal, fmt.Sprint("r", i), far, fmt.Sprint("d", i)))
		}
		assert.LessOrEqual(t, p.Noted(), 20*20, "after %d entries", n)
		a.Rollback()
		assert.Zero(t, p.Noted())
		assert.Equal(t, n+1, a.Len())
	}
}

// Memory that was used once is enough for what is like it.
func TestRollbackDoesNotAllocate(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 10*hour, "100"))
	e := []ledger.Entry{session("d", "T", at(2, 0, 0), minute)}
	var p ledger.Past
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		a.Begin(&p)
		if err := a.Replay(e); err != nil {
			t.Fatal(err)
		}
		a.Rollback()
	}), 0.0)
}
