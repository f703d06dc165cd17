package penalty_test

import (
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/internal/kit"
)

func fixtures(f *testing.F, field string) []string {
	f.Helper()
	paths, _ := filepath.Glob("testdata/clauses/*.json")
	var seeds []string
	for _, path := range paths {
		var doc struct {
			Terms  json.RawMessage
			Worked []struct{ Case json.RawMessage }
		}
		b, err := os.ReadFile(path)
		if err != nil || json.Unmarshal(b, &doc) != nil {
			f.Fatal(path, err)
		}
		if field == "terms" {
			seeds = append(seeds, string(doc.Terms))
			continue
		}
		for _, w := range doc.Worked {
			seeds = append(seeds, string(w.Case))
		}
	}
	return seeds
}

func FuzzTermsJSON(f *testing.F) { kit.FuzzJSON[penalty.Terms](f, fixtures(f, "terms")...) }

func FuzzCaseJSON(f *testing.F) { kit.FuzzJSON[penalty.Case](f, fixtures(f, "case")...) }

func FuzzAssessmentJSON(f *testing.F) {
	a, err := penalty.Assess(plain(), sampleB(f, "149.00"))
	if err != nil {
		f.Fatal(err)
	}
	b, err := json.Marshal(a)
	if err != nil {
		f.Fatal(err)
	}
	kit.FuzzJSON[penalty.Assessment](f, string(b))
}

func FuzzDecisions(f *testing.F) {
	f.Add("D9 D10")
	f.Fuzz(func(t *testing.T, s string) {
		var d, again penalty.Decisions
		if d.UnmarshalText([]byte(s)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(d.String())); err != nil || again != d {
			t.Fatalf("%q became %s", s, d)
		}
	})
}

func FuzzRatio(f *testing.F) {
	f.Add("1483/1488")
	f.Fuzz(func(t *testing.T, s string) {
		var r, again penalty.Ratio
		if r.UnmarshalText([]byte(s)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(r.String())); err != nil || again != r {
			t.Fatalf("%q became %s", s, r)
		}
	})
}

// FuzzAmount compares the amount of one outage, to the nanosecond and with any
// figures, with the fraction that it is. Odd figures leave 64 and 128 bits.
func FuzzAmount(f *testing.F) {
	f.Add(int64(14900), int64(50_000_000), int64(9000e9), int64(3600e9), int64(999_000_000), uint8(0))
	f.Add(int64(1_000_000_000_000), int64(999_999_999_999), int64(2678399_999999999), int64(1_000_000_001), int64(999_999_999), uint8(7))
	f.Add(int64(9_999_999_999), int64(1), int64(1_000_000_007), int64(31_622_399_999999999), int64(1_000_000_000), uint8(2))
	f.Fuzz(func(t *testing.T, rent, rate, down, unit, target int64, flags uint8) {
		period := month(t, "2026-05")
		total := int64(period.End.Sub(period.Start))
		terms := penalty.Terms{
			Target: decimal.New(target, -9), Rate: decimal.New(rate, -9), Unit: time.Duration(unit),
			Uncapped: flags&1 != 0, Excess: flags&2 != 0, Rounding: penalty.Rounding(flags >> 2 & 1),
		}
		c := penalty.Case{Rent: decimal.New(rent, -2), Period: period}
		if down > 0 && down <= total {
			c.Outages = []penalty.Outage{{Start: period.Start, End: period.Start.Add(time.Duration(down))}}
		} else {
			down = 0
		}
		a, err := penalty.Assess(terms, c)
		if err != nil {
			return
		}
		allowed := new(big.Rat).Mul(big.NewRat(1_000_000_000-target, 1_000_000_000), rat(total))
		x := rat(down)
		want := new(big.Rat)
		if x.Cmp(allowed) > 0 {
			if terms.Excess { // what is allowed is whole nanoseconds
				x = sub(x, new(big.Rat).SetInt(new(big.Int).Quo(allowed.Num(), allowed.Denom())))
			}
			if unit == 0 {
				unit = int64(time.Hour)
			}
			want = quo(mul(mul(rat(rent), big.NewRat(rate, 1_000_000_000)), x), rat(unit))
		}
		if !terms.Uncapped {
			want = less(want, rat(rent))
		}
		if got := a.Amount.Shift(2).BigInt(); got.Cmp(roundRat(want, terms.Rounding)) != 0 {
			t.Fatalf("%s cents, exactly %s", got, want)
		}
		if a.Missed != (rat(down).Cmp(allowed) > 0) {
			t.Fatalf("missed %t with %d ns of %s", a.Missed, down, allowed)
		}
	})
}
