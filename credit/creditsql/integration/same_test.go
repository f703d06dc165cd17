package integration

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// The same random operations give the same receipts, refusals, journals and
// accounts on the store in memory and in every database; there two ledgers take
// turns, so that each finds what the other has added.
func TestSameAccountsEverywhere(t *testing.T) {
	type place struct {
		name    string
		store   ledger.Store
		ledgers [2]*ledger.Ledger
	}
	memory := new(ledger.Memory)
	places := []place{{"memory", memory, [2]*ledger.Ledger{newLedger(t, memory), newLedger(t, memory)}}}
	for _, d := range databases(t) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		_, other := d.open(t, address)
		places = append(places, place{d.dialect.String(), store, [2]*ledger.Ledger{newLedger(t, store), newLedger(t, other)}})
	}
	accounts := 0
	rapid.Check(t, func(rt *rapid.T) {
		accounts++
		account := name("account", accounts)
		for i := range rapid.IntRange(1, 25).Draw(rt, "operations") {
			e, turn := randomEntry(rt), rapid.IntRange(0, 1).Draw(rt, "ledger")
			var want string
			for _, p := range places {
				r, err := p.ledgers[turn].Apply(ctx, account, e)
				got := fmt.Sprintf("%+v, %v", r, err)
				if p.store == memory {
					want = got
				} else if got != want {
					rt.Fatalf("operation %d: %s answers\n%s\nand memory\n%s", i, p.name, got, want)
				}
			}
		}
		var want string
		for _, p := range places {
			a, err := p.ledgers[rapid.IntRange(0, 1).Draw(rt, "asked")].Account(ctx, account)
			require.NoError(rt, err)
			got := described(rt, a)
			b, _ := replayedIn(rt, p.store, account)
			require.Equal(rt, got, described(rt, b), "what is remembered is what is kept")
			if p.store == memory {
				want = got
			}
			require.Equal(rt, want, got, p.name)
		}
	})
}

// described is the journal of an account and what it adds up to.
func described(t require.TestingT, a *ledger.Account) string {
	var b bytes.Buffer
	require.NoError(t, a.WriteJournal(&b))
	v := a.View(start.AddDate(0, 2, 0), time.Time{})
	fmt.Fprintf(&b, "%+v\n%+v\n%+v\n%+v\n", v.Balance(), v.Lots(), v.Holds(), v.Months())
	return b.String()
}

func replayedIn(t require.TestingT, store ledger.Store, account string) (*ledger.Account, int) {
	entries, err := store.Load(ctx, account, 0)
	require.NoError(t, err)
	a, err := ledger.NewAccount(terms)
	require.NoError(t, err)
	require.NoError(t, a.Replay(entries))
	return a, len(entries)
}

// randomEntry has few ids, so that many are repeated, conflict, or are referred to.
func randomEntry(t *rapid.T) ledger.Entry {
	id := rapid.SampledFrom([]string{"a", "A", "á", "b", "c", "d", "e", "f", "g", "h"})
	e := ledger.Entry{
		ID:   id.Draw(t, "id"),
		Kind: credit.Kind(rapid.IntRange(int(credit.Purchase), int(credit.Refund)).Draw(t, "kind")),
		At:   start.Add(time.Duration(rapid.Int64Range(0, int64(40*24*time.Hour)).Draw(t, "at"))),
	}
	if rapid.IntRange(0, 3).Draw(t, "late") == 0 {
		e.Recorded = e.At.Add(time.Duration(rapid.Int64Range(0, int64(240*time.Hour)).Draw(t, "recorded")))
	}
	longest := 4 * time.Hour
	switch e.Kind {
	case credit.Purchase:
		e.Price = decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "price"), -2)
		longest = 20 * time.Hour
	case credit.Allowance:
		e.From = calendar.Date{Year: 2026, Month: time.April, Day: 1}.AddDays(rapid.IntRange(0, 100).Draw(t, "from"))
		e.Plan = rapid.SampledFrom([]string{"", "Pro"}).Draw(t, "plan")
	case credit.Hold, credit.Debit:
		e.Ticket = rapid.SampledFrom([]string{"", "T-1", "T « 2 »"}).Draw(t, "ticket")
	case credit.Extend, credit.Capture, credit.Release, credit.Reversal, credit.Refund:
		e.Of = id.Draw(t, "of")
	}
	if e.Kind == credit.Release || e.Kind == credit.Reversal || e.Kind == credit.Refund {
		return e
	}
	e.Time = time.Duration(rapid.Int64Range(1, int64(longest)).Draw(t, "time"))
	if (e.Kind == credit.Capture || e.Kind == credit.Debit) && rapid.Bool().Draw(t, "decided") {
		e.Parts = []credit.Part{{Day: calendar.DateOf(e.At), Time: e.Time}}
	}
	return e
}
