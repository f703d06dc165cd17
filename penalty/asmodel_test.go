package penalty_test

import (
	"maps"
	"math/big"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
)

// sharesOf returns shares by their fractions; they come with the most first.
func sharesOf(t *rapid.T, list []penalty.DownShare) map[string]time.Duration {
	of := map[string]time.Duration{}
	for i, s := range list {
		if i > 0 && !s.Share.LessThan(list[i-1].Share) {
			t.Fatalf("%v are out of order", list)
		}
		of[s.Share.Rat().RatString()] = s.Time
	}
	return of
}

func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { asModel(t, drawTerms(t), drawCase(t)) })
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		inMinor(rapid.SampledFrom([]penalty.Minor{penalty.Whole, penalty.Thousandths}).Draw(t, "minor"), &terms, &c)
		asModel(t, terms, c)
	})
}

// asModel assesses a case and compares each figure with the model's.
func asModel(rt *rapid.T, terms penalty.Terms, c penalty.Case) {
	a, err := penalty.Assess(terms, c)
	if err != nil {
		rt.Fatal(err)
	}
	again := a
	if err := again.Assess(&again.Terms, &c); err != nil || !reflect.DeepEqual(a, again) {
		rt.Fatalf("%v, %v, assessed in its own memory %v", err, a, again)
	}
	want := model(terms, c)
	if got := new(big.Rat).SetFrac64(int64(a.Availability.Down), int64(time.Second)); got.Cmp(want.down) != 0 {
		rt.Fatalf("down %s, the model has %s", got, want.down)
	}
	if got := new(big.Rat).SetFrac64(int64(a.Availability.Total), int64(time.Second)); got.Cmp(want.total) != 0 {
		rt.Fatalf("total %s, the model has %s", got, want.total)
	}
	if got := sharesOf(rt, a.Shares); len(got) != len(want.shares) || !maps.Equal(got, want.shares) {
		rt.Fatalf("shares %v, the model has %v", got, want.shares)
	}
	if !slices.Equal(a.Short, want.short) {
		rt.Fatalf("short %v, the model has %v", a.Short, want.short)
	}
	if notClaimed := claimsOf(a.NotClaimed); !slices.Equal(notClaimed, want.notClaimed) {
		rt.Fatalf("not claimed %q, the model has %q", notClaimed, want.notClaimed)
	}
	if inTime := claimsOf(a.InTime); !slices.Equal(inTime, want.inTime) {
		rt.Fatalf("claimed in time %q, the model has %q", inTime, want.inTime)
	}
	if !slices.Equal(a.Lasted, want.lasted) || !slices.Equal(a.Filled, want.filled) {
		rt.Fatalf("%v cut to %v, the model has %v cut to %v", a.Lasted, a.Filled, want.lasted, want.filled)
	}
	if a.Missed != want.missed {
		rt.Fatalf("missed %t, the model says %t", a.Missed, want.missed)
	}
	if got := a.Amount.Shift(decimals(terms)).BigInt(); got.Cmp(want.cents) != 0 {
		rt.Fatalf("%s units, the model has %s (exactly %s)", got, want.cents, want.exact)
	}
	if got := a.Withheld.Shift(decimals(terms)).BigInt(); got.Cmp(want.withheld) != 0 {
		rt.Fatalf("%s units withheld, the model has %s", got, want.withheld)
	}
	if got := a.Unclaimed.Shift(decimals(terms)).BigInt(); got.Cmp(want.unclaimed) != 0 || a.Claim.String() != want.claim {
		rt.Fatalf("%s, %s units unclaimed, the model has %s, %s", a.Claim, got, want.claim, want.unclaimed)
	}
	if a.Capped != want.capped {
		rt.Fatalf("capped %t, the model says %t", a.Capped, want.capped)
	}
	if a.Assumed.Has(penalty.D35) != want.across {
		rt.Fatalf("D35 %t, the model says %t", a.Assumed.Has(penalty.D35), want.across)
	}
}

// claimsOf says of outages how they stand.
func claimsOf(list []penalty.OutageClaim) (texts []string) {
	for _, c := range list {
		text := c.Start.String() + ": " + c.Lasted.String() + " " + c.Claim.String()
		if !c.By.IsZero() {
			text += " by " + c.By.String()
		}
		if !c.At.IsZero() {
			text += " at " + c.At.String()
		}
		texts = append(texts, text)
	}
	return texts
}
