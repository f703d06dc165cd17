package penalty_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
)

// TestBesidesIsItsClauses: it is the greatest of what each clause comes to by itself, or their sum, up to
// the cap, and whatever clause is the first.
func TestBesidesIsItsClauses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		j := clauses.Besides{By: clauses.Combination(rapid.IntRange(0, 1).Draw(t, "by"))}
		first := drawTerms(t)
		minor, whole := penalty.Minor(rapid.IntRange(0, 2).Draw(t, "minor")), c
		if minor != penalty.Hundredths {
			inMinor(minor, &first, &c)
		}
		cents := []*big.Int{model(first, c).cents}
		for range rapid.IntRange(1, 3).Draw(t, "others") {
			other := drawTerms(t)
			if (other.Basis == penalty.ServiceDays) != (first.Basis == penalty.ServiceDays) {
				t.Skip("days are no money")
			}
			if again := whole; minor != penalty.Hundredths {
				inMinor(minor, &other, &again)
			}
			j.Others, cents = append(j.Others, other), append(cents, model(other, c).cents)
		}
		if first.Basis != penalty.ServiceDays && rapid.Bool().Draw(t, "capped") {
			j.Cap = drawDecimal(t, "most", 1, 3000, -4)
		}
		want := new(big.Int)
		for _, x := range cents {
			if j.By == clauses.Sum {
				want.Add(want, x)
			} else if x.Cmp(want) > 0 {
				want = x
			}
		}
		if most := roundRat(mul(unitsOf(first, c.Rent), ratOf(j.Cap)), first.Rounding); !j.Cap.IsZero() && want.Cmp(most) > 0 {
			want = most
		}
		a, all, err := j.Assess(first, c)
		if err != nil {
			t.Fatal(err)
		}
		if got := all.Amount.Shift(decimals(first)).BigInt(); got.Cmp(want) != 0 {
			t.Fatalf("%s cents, the clauses come to %s", got, want)
		}
		if err := all.Check(a); err != nil {
			t.Fatal(err)
		}
	})
}
