package credittest_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// A store is tested in three lines.
func ExampleTestStore() {
	t := new(testing.T) // the one of the test
	credittest.TestStore(t, credittest.EntryLines(), func() ledger.Store { return new(ledger.Memory) })
	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

// A service that keeps accounts is given random entries, and must say and come to
// what the model does.
func ExampleModel() {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
	property := func(t *rapid.T) {
		service, _ := ledger.NewAccount(terms) // what is tested
		m, _ := credittest.NewModel(terms)
		for range 20 {
			e := credittest.Entry(m.Entries()).Draw(t, "entry")
			_, err := service.Apply(e)
			if got, want := credittest.VerdictOf(err), m.Apply(e); got != want {
				t.Fatalf("%v: %v, not %v", e, got, want)
			}
		}
		if err := m.Check(service); err != nil {
			t.Fatal(err)
		}
	}
	_ = rapid.MakeCheck(property) // t.Run("service", rapid.MakeCheck(property))
	// Output:
}

// A view of balances, in a database for instance, is compared with the model.
func ExampleModel_At() {
	m, _ := credittest.NewModel(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	noon := time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC)
	m.Apply(ledger.Entry{ID: "gift", Kind: credit.Gift, At: noon, Time: 2 * time.Hour})
	m.Apply(ledger.Entry{ID: "T1", Kind: credit.Debit, At: noon.Add(time.Hour), Time: 40 * time.Minute})
	fmt.Println(m.At(noon, time.Time{}).Balance.Available)
	fmt.Println(m.At(noon.Add(time.Hour), time.Time{}).Balance.Available)
	// Output:
	// 2h0m0s
	// 1h0m0s
}

func ExampleVerdictOf() {
	a, _ := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: time.Hour}})
	_, err := a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC), Time: 1})
	fmt.Println(credittest.VerdictOf(err))
	// Output: short
}

// A journal for a test of one's own.
func ExampleEntries() {
	terms := credit.Terms{Blocks: credit.Blocks{Size: time.Hour}}
	entries := credittest.Entries(terms).Example(1)
	a, _ := ledger.NewAccount(terms)
	fmt.Println(a.Replay(entries))
	// Output: <nil>
}
