package penalty_test

import (
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
)

// TestStepsInWords: there are words for every kind of step, with its operands and rules.
func TestStepsInWords(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	rules := []string{"CGV 5", "D9"}
	july := time.Date(2026, time.July, 31, 0, 0, 0, 0, time.FixedZone("", 7200))
	told := map[penalty.StepKind]bool{}
	for want, s := range map[string]penalty.Step{
		"measured against 744h0m0s (CGV 5, D9)":                                                                          {Kind: penalty.StepTotal, Time: 744 * hour, Rules: rules},
		"2h0m0s down in 1 outage, 30m0s excluded":                                                                        {Kind: penalty.StepDowntime, Time: 2 * hour, Of: hour / 2, Count: 1},
		"2h0m0s down in 2 outages: 1 × 1h0m0s + 0.5 × 2h0m0s":                                                            {Kind: penalty.StepDowntime, Time: 2 * hour, Count: 2, Shares: []penalty.DownShare{{Share: dec("1"), Time: hour}, {Share: dec("0.5"), Time: 2 * hour}}},
		"at most 2h0m0s of 5h0m0s of maintenance excluded":                                                               {Kind: penalty.StepMaintenance, Time: 2 * hour, Of: 5 * hour},
		"shorter than 1m0s, not counted: 50s, 59s":                                                                       {Kind: penalty.StepShort, Of: time.Minute, Each: []time.Duration{50 * time.Second, 59 * time.Second}},
		"outage of 2h0m0s not counted, lapsed, in time before 2026-07-31T00:00:00+02:00":                                 {Kind: penalty.StepNotClaimed, Time: 2 * hour, By: july, Choice: "lapsed"},
		"outage of 2h0m0s counted, claimed at 2026-07-30T00:00:00+02:00, in time before 2026-07-31T00:00:00+02:00 (CGV)": {Kind: penalty.StepInTime, Time: 2 * hour, At: july.AddDate(0, 0, -1), By: july, Choice: "claimed", Rules: []string{"CGV"}},
		"4m0s in whole units of 1m0s of 1m59s, 3m0s":                                                                     {Kind: penalty.StepGrain, Time: 4 * time.Minute, Of: time.Minute, Each: []time.Duration{119 * time.Second, 3 * time.Minute}},
		"10m0s in fixed intervals of 5m0s of 13m0s → 10m0s":                                                              {Kind: penalty.StepGrain, Time: 10 * time.Minute, Of: 5 * time.Minute, Each: []time.Duration{13 * time.Minute}, Filled: []time.Duration{10 * time.Minute}},
		"availability 0.9995, rounded to 0.0001":                                                                         {Kind: penalty.StepFigure, Share: dec("0.9995"), Choice: "0.0001"},
		"target 0.999 allows 44m38.4s of 744h0m0s, missed if strictly_below it (CGV 5, D9)":                              {Kind: penalty.StepTarget, Share: dec("0.999"), Time: 2678400 * time.Millisecond, Of: 744 * hour, Choice: "strictly_below", Rules: rules},
		"met, 1s to spare":                                                                 {Kind: penalty.StepMet, Time: time.Second},
		"missed by 1h15m21.6s (CGV 5, D9)":                                                 {Kind: penalty.StepMissed, Time: 4521600 * time.Millisecond, Rules: rules},
		"1h15m21.6s of 2h0m0s penalised, excess":                                           {Kind: penalty.StepCounted, Time: 4521600 * time.Millisecond, Of: 2 * hour, Choice: "excess"},
		"outage of 1h20m0s, 1h0m0s penalised: 3/2 units":                                   {Kind: penalty.StepOutage, Time: hour, Of: 80 * time.Minute, Units: penalty.Ratio{Num: 3, Den: 2}},
		"outage of 1h20m0s, 1h0m0s penalised: from 1h0m0s → 0.1":                           {Kind: penalty.StepOutage, Time: hour, Of: 80 * time.Minute, Share: dec("0.1"), Length: &penalty.Length{From: hour}},
		"outage of 1h20m0s, 0s penalised":                                                  {Kind: penalty.StepOutage, Of: 80 * time.Minute},
		"1h30m0s in units of 1h0m0s: 2, begun":                                             {Kind: penalty.StepUnits, Time: 90 * time.Minute, Of: hour, Units: penalty.Ratio{Num: 2, Den: 1}, Choice: "begun"},
		"2h0m0s, availability from 0.99 to below 0.999 → 0.1":                              {Kind: penalty.StepBand, Time: 2 * hour, Share: dec("0.1"), Band: &penalty.Band{From: dec("0.99"), Below: dec("0.999")}},
		"2h0m0s, availability above 0.99 to 0.999 → 0.1":                                   {Kind: penalty.StepBand, Time: 2 * hour, Share: dec("0.1"), Choice: "above", Band: &penalty.Band{From: dec("0.99"), Below: dec("0.999"), Through: true}},
		"2h0m0s, 4 outages, from 3 to below 6 → 0.1":                                       {Kind: penalty.StepBand, Time: 2 * hour, Share: dec("0.1"), Count: 4, Number: &penalty.Number{From: 3, Below: 6}},
		"2h0m0s, from 1h0m0s to below 4h0m0s → 0.1":                                        {Kind: penalty.StepBand, Time: 2 * hour, Share: dec("0.1"), Length: &penalty.Length{From: hour, Below: 4 * hour}},
		"3/2 × 0.05 of the rent of 149.00 = 11.18, half_away":                              {Kind: penalty.StepAmount, Share: dec("0.05"), Units: penalty.Ratio{Num: 3, Den: 2}, Amount: dec("11.18"), Rent: dec("149"), Choice: "half_away"},
		"2 × 10.00 = 20.00, half_even":                                                     {Kind: penalty.StepAmount, Share: dec("10"), Units: penalty.Ratio{Num: 2, Den: 1}, Amount: dec("20"), Basis: penalty.Amount, Choice: "half_even"},
		"2 × 1 of a day's rent, 149.00 for 31 days = 9.61, half_away":                      {Kind: penalty.StepAmount, Share: dec("1"), Units: penalty.Ratio{Num: 2, Den: 1}, Amount: dec("9.61"), Basis: penalty.DayRent, Rent: dec("149"), Count: 31, Choice: "half_away"},
		"1 × 10 × the rent of that time, 149.00 for 744h0m0s = 2.00, x":                    {Kind: penalty.StepAmount, Share: dec("10"), Units: penalty.Ratio{Num: 1, Den: 1}, Amount: dec("2"), Basis: penalty.ProRataRent, Rent: dec("149"), Of: 744 * hour, Choice: "x"},
		"0.5 days of service = 0.50, half_away":                                            {Kind: penalty.StepAmount, Share: dec("0.5"), Amount: dec("0.5"), Basis: penalty.ServiceDays, Choice: "half_away"},
		"at most 0.1 of the rent of 149.00 for an outage, exceeded 2 times: 14.905 in all": {Kind: penalty.StepOutageCap, Share: dec("0.1"), Count: 2, Rent: dec("149"), Amount: dec("14.905")},
		"at most 0.1 of the rent of 149.00 for an outage, exceeded 1 time":                 {Kind: penalty.StepOutageCap, Share: dec("0.1"), Count: 1, Rent: dec("149")},
		"plus 0.1 of the rent of 149.00: 33.53 in all":                                     {Kind: penalty.StepLump, Share: dec("0.1"), Rent: dec("149"), Amount: dec("33.53"), Choice: "added"},
		"at least 5.00: 33.53 in all":                                                      {Kind: penalty.StepLump, Share: dec("5"), Basis: penalty.Amount, Amount: dec("33.53"), Choice: "at_least"},
		"at most 0.3 of the rent of 149.00 over 12 months, less 40.00 owed before = 4.70":  {Kind: penalty.StepCap, Share: dec("0.3"), Rent: dec("149"), CapLastMonths: 12, Owed: dec("40"), Amount: dec("4.7")},
		"at most 0.3 of 447.00 charged for 3 months = 134.10":                              {Kind: penalty.StepCap, Share: dec("0.3"), Choice: "charges", Charges: dec("447"), CapMonths: 3, Amount: dec("134.1")},
		"at most 0.3 of 447.00 charged for 30 days = 134.10":                               {Kind: penalty.StepCap, Share: dec("0.3"), Choice: "charges", Charges: dec("447"), CapDays: 30, Amount: dec("134.1")},
		"at most 1 of the 31 days of the period = 31.00":                                   {Kind: penalty.StepCap, Share: dec("1"), Basis: penalty.ServiceDays, Count: 31, Amount: dec("31")},
		"0.00, for it must be at least 1.00":                                               {Kind: penalty.StepMinimum, Share: dec("1"), Choice: "at_least"},
		"0.00, for it must be over 1.00":                                                   {Kind: penalty.StepMinimum, Share: dec("1"), Choice: "over"},
		"open, in time before 2026-07-31T00:00:00+02:00: 0.00":                             {Kind: penalty.StepClaim, By: july, Choice: "open"},
		"clause 2":                         {Kind: penalty.StepClause, Count: 2},
		"greatest of 12.00, 15.00 = 15.00": {Kind: penalty.StepCombined, Amounts: []decimal.Decimal{dec("12"), dec("15")}, Amount: dec("15"), Choice: "greatest"},
		"plus 1e2000000000 of the rent of 0.00: 0.00 in all (CGV)": {Kind: penalty.StepLump, Share: decimal.New(1, 2_000_000_000), Rules: []string{"CGV"}},
	} {
		told[s.Kind] = true
		assert.Equal(t, want, s.String())
	}
	for k := range penalty.StepKind(255) {
		unknown := strings.HasPrefix(k.String(), "kind(")
		assert.Equal(t, !unknown, told[k], k)
		assert.NotPanics(t, func() { _ = penalty.Step{Kind: k}.String() })
		if unknown {
			assert.Equal(t, k.String(), penalty.Step{Kind: k}.String())
		}
	}
}

// TestStepsSayTheirOperands: no operand of a step can change without its words doing so.
func TestStepsSayTheirOperands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, err := penalty.Assess(drawTerms(t), drawCase(t))
		if err != nil {
			t.Skip()
		}
		for _, s := range a.Trace() {
			for i := range reflect.TypeFor[penalty.Step]().NumField() {
				changed := s
				f := reflect.ValueOf(&changed).Elem().Field(i)
				if name := f.Type().Name(); f.IsZero() || name == "Basis" { // which the other operands follow from
					continue
				}
				switch x := f.Addr().Interface().(type) {
				case *penalty.StepKind:
					continue
				case *string:
					*x += "?"
				case *decimal.Decimal:
					*x = x.Add(dec("0.001"))
				case *time.Time:
					*x = x.Add(time.Nanosecond)
				default:
					f.SetZero()
				}
				name := reflect.TypeFor[penalty.Step]().Field(i).Name
				oneOfTwo := s.Kind == penalty.StepLump && name == "Choice"
				noOperand := s.Basis == penalty.Amount && name == "Rent"
				if !oneOfTwo && !noOperand {
					require.NotEqual(t, s.String(), changed.String(), name)
				}
			}
		}
	})
}

var (
	unitsText  = regexp.MustCompile(`^(\S+) in units of (\S+): (\S+), pro_rata`)
	amountText = regexp.MustCompile(`^(\S+) × (\S+)(?: of the rent of (\S+)| of a day's rent, (\S+) for (\d+) days?| × the rent of that time, (\S+) for (\S+)|)(?: days of service)? = (\S+), (half_away|half_even)`)
	sharesText = regexp.MustCompile(`^(\S+) down in \d+ outages?: ([^,(]*[^,( ])`)
	targetText = regexp.MustCompile(`^target (\S+) allows (\S+) of (\S+),`)
)

// TestStepsOnAPocketCalculator: whoever reckons with what the words say gets the figures in them.
func TestStepsOnAPocketCalculator(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	number := func(s string) *big.Rat {
		if d, err := time.ParseDuration(s); err == nil && s != "0" {
			return new(big.Rat).SetInt64(int64(d))
		}
		x, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatalf("no number: %q", s)
		}
		return x
	}
	times := func(list ...string) *big.Rat {
		all := big.NewRat(1, 1)
		for _, s := range list {
			all.Mul(all, number(s))
		}
		return all
	}
	reckon := func(t require.TestingT, a *penalty.Assessment) {
		terms := &a.Terms
		for _, s := range a.Trace() {
			text := s.String()
			if m := unitsText.FindStringSubmatch(text); m != nil && !terms.PerOutage {
				seen["units"] = true
				require.Zero(t, times(m[2], m[3]).Cmp(number(m[1])), text)
			}
			if m := targetText.FindStringSubmatch(text); m != nil && terms.Figure.IsZero() { // else what is rounded to it is allowed too
				seen["target"] = true
				off := new(big.Rat).Sub(big.NewRat(1, 1), number(m[1]))
				off.Mul(off, number(m[3])).Sub(off, number(m[2]))
				require.True(t, off.Sign() >= 0 && off.Cmp(big.NewRat(1, 1)) < 0, text)
			}
			if m := sharesText.FindStringSubmatch(text); m != nil {
				seen["shares"] = true
				sum := new(big.Rat)
				for _, part := range strings.Split(m[2], " + ") {
					share, lasted, _ := strings.Cut(part, " × ")
					sum.Add(sum, times(share, lasted))
				}
				sum.Sub(sum, number(m[1]))
				require.LessOrEqual(t, sum.Abs(sum).Cmp(big.NewRat(1, 2)), 0, text)
			}
			if m := amountText.FindStringSubmatch(text); m != nil {
				want := times(m[1], m[2])
				switch {
				case m[3] != "":
					want.Mul(want, number(m[3]))
				case m[4] != "":
					want.Mul(want, number(m[4])).Quo(want, number(m[5]))
				case m[6] != "":
					continue // the length of a unit is in the step before
				}
				seen["amount of "+s.Basis.String()] = true
				want.Sub(want, number(m[8]))
				require.LessOrEqual(t, want.Abs(want).Cmp(big.NewRat(5, 1000)), 0, text)
			}
		}
	}
	for basis := range penalty.ServiceDays + 1 {
		terms := plain()
		terms.Basis = basis
		x := from(inJune(), "149.00", 90*time.Minute, 100*time.Minute)
		x.Outages[1].Share = dec("0.25")
		a := assess(t, terms, x)
		reckon(t, &a)
	}
	for _, what := range []string{"units", "target", "shares", "amount of rent", "amount of day_rent", "amount of amount", "amount of service_days"} {
		assert.True(t, seen[what], what)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, err := penalty.Assess(drawTerms(t), drawCase(t))
		if err != nil {
			t.Skip()
		}
		reckon(t, &a)
	})
}
