package credit

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// MaxSteps bounds the work of Cheapest. With all packs measured in the longest time that divides them (one
// hour for packs of 3, 5, 10 and 20 h), it is the product of the two packs with the best rate and with the
// most time, or the need itself if that is less.
const MaxSteps = 1 << 18

// Cheapest returns the packs that cover what is needed for the least price; of those the ones with the least
// time beyond the need; of those the fewest. It is exact. What is needed is at least the Minimum (S22) if it
// is not 0; if it is 0 or less the offer is empty.
//
// It refuses a need beyond MaxTime, a tariff that is not valid or sells nothing, one that is beyond MaxSteps,
// and an offer dearer than any amount accepted.
func (t Tariff) Cheapest(needed time.Duration) (Offer, error) {
	if err := t.Validate(); err != nil {
		return Offer{}, err
	}
	if needed <= 0 {
		return Offer{Price: money.Any.Decimal(0)}, nil
	}
	if needed > MaxTime {
		return Offer{}, fault.New("needed", needed, "must be at most 10000 h")
	}
	if len(t.Packs) == 0 {
		return Offer{}, fault.New("packs", nil, "must name at least one pack")
	}
	k := newKnapsack(t.Packs)
	return k.solve(int64(max(needed, t.Minimum)))
}

// choice is a pack in units of the knapsack.
type choice struct {
	pack  Pack
	units int64
	mills int64
}

// sum is what a combination comes to; it is compared in the order of its fields.
type sum struct {
	mills, units, packs int64
	last                int32 // the choice that was added last
}

func (s sum) less(o sum) bool {
	return cmp.Or(cmp.Compare(s.mills, o.mills), cmp.Compare(s.units, o.units), cmp.Compare(s.packs, o.packs)) < 0
}

// knapsack covers a need by packs, each as often as one likes.
type knapsack struct {
	choices []choice // longest first
	unit    int64    // nanoseconds
	best    int      // the choice with the lowest price for its time, of those the longest
}

func newKnapsack(packs []Pack) knapsack {
	k := knapsack{unit: int64(packs[0].Time)}
	for _, p := range packs {
		k.unit = gcd(k.unit, int64(p.Time))
	}
	for _, p := range packs {
		mills, _ := money.Any.FromDecimal(p.Price) // Validate refused what fails
		k.choices = append(k.choices, choice{p, int64(p.Time) / k.unit, mills})
	}
	slices.SortStableFunc(k.choices, func(a, b choice) int {
		return cmp.Or(cmp.Compare(b.units, a.units), cmp.Compare(a.mills, b.mills))
	})
	for i := range k.choices {
		if cheaper(k.choices[i], k.choices[k.best]) {
			k.best = i
		}
	}
	return k
}

// cheaper compares prices for the same time, by cross-multiplication.
func cheaper(a, b choice) bool {
	ah, al := bits.Mul64(uint64(a.mills), uint64(b.units)) // neither is negative
	bh, bl := bits.Mul64(uint64(b.mills), uint64(a.units)) // neither is negative
	return ah < bh || ah == bh && al < bl
}

// solve leaves to the table only what the pack with the best rate does not
// settle. Among any best.units packs of other kinds some have a total that is a
// multiple of best.units, and as many of the best pack serve as well, for no
// more money and in no more packs. So some optimum has fewer than best.units
// other packs, and the rest of the need is covered by the best one.
func (k knapsack) solve(needed int64) (Offer, error) {
	best := k.choices[k.best]
	units := (needed + k.unit - 1) / k.unit
	var whole int64
	if hi, others := bits.Mul64(uint64(best.units-1), uint64(k.choices[0].units)); hi == 0 { // units are positive
		rest := units - int64(min(others, uint64(units))) // not negative
		whole = (rest + best.units - 1) / best.units
	}
	units -= whole * best.units
	if units > MaxSteps {
		return Offer{}, fault.New("packs", len(k.choices), "need more steps than MaxSteps to combine exactly")
	}
	counts := make([]int64, len(k.choices))
	counts[k.best] = whole
	if units != 0 {
		k.table(units, counts)
	}
	return k.offer(counts)
}

// table adds to counts the best way to cover units.
func (k knapsack) table(units int64, counts []int64) {
	rows := make([]sum, units+1)
	for n := int64(1); n <= units; n++ {
		for i, c := range k.choices {
			s := rows[max(0, n-c.units)]
			s = sum{s.mills + c.mills, s.units + c.units, s.packs + 1, int32(i)} // at most maxPacks
			if i == 0 || s.less(rows[n]) {
				rows[n] = s
			}
		}
	}
	for n := units; n > 0; n -= k.choices[rows[n].last].units {
		counts[rows[n].last]++
	}
}

func (k knapsack) offer(counts []int64) (Offer, error) {
	var o Offer
	var mills int64
	for i, c := range k.choices {
		if counts[i] == 0 {
			continue
		}
		hi, lo := bits.Mul64(uint64(c.mills), uint64(counts[i])) // neither is negative
		if hi != 0 || lo > uint64(money.Any.Max()) || mills+int64(lo) > money.Any.Max() {
			return Offer{}, fault.New("packs", c.pack.Price, "make an offer above 10000000000.00")
		}
		mills += int64(lo)
		o.Time += c.pack.Time * time.Duration(counts[i])
		o.Lines = append(o.Lines, OfferLine{c.pack, counts[i]})
	}
	o.Price = money.Any.Decimal(mills)
	return o, nil
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
