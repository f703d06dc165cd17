package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// However a pack is cut into debits, what they cost adds up to the same.
func TestChunkingDoesNotChangeTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := rapid.IntRange(1, 60).Draw(t, "blocks")
		cents := rapid.Int64Range(0, 1e12).Draw(t, "cents")
		a, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: minute}})
		if err != nil {
			t.Fatal(err)
		}
		e := purchase("A", at(1, 0, 0), time.Duration(blocks)*minute, credit.Mills(10*cents).String())
		if _, err := a.Apply(e); err != nil {
			t.Fatal(err)
		}
		used := rapid.IntRange(1, blocks).Draw(t, "used")
		var sum credit.Mills
		for i, rest := 0, used; rest > 0; i++ {
			n := rapid.IntRange(1, rest).Draw(t, "chunk")
			r, err := a.Apply(debit(fmt.Sprint("d", i), at(2, 0, i), time.Duration(n)*minute))
			if err != nil {
				t.Fatal(err)
			}
			sum += r.Cost()
			rest -= n
		}
		// round(cents·used/blocks), halves up
		if want := 10 * credit.Mills((2*cents*int64(used)+int64(blocks))/int64(2*blocks)); sum != want {
			t.Fatalf("%d of %d blocks at %d cents cost %d, want %d", used, blocks, cents, sum, want)
		}
	})
}
