package ledger_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestStepsInWords(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]ledger.Step{
		"50m0s worked (D1)":                            {Rule: "D1", Time: 50 * minute},
		"nothing worked, nothing charged (D2)":         {Rule: "D2"},
		"1h0m0s charged: 2 × 30m0s":                    {Rule: "S19", Time: hour, Blocks: 2},
		"25m0s charged: 20m0s + 1 × 5m0s":              {Rule: "S19", Time: 25 * minute, Blocks: 1, Minimum: 20 * minute},
		"40m0s charged: 40m0s":                         {Rule: "S19", Time: 40 * minute, Minimum: 40 * minute},
		"0s charged":                                   {Rule: "S19"},
		"2026-05 pays 1h0m0s (D5)":                     {Rule: "D5", Time: hour, Month: may},
		"30m0s from the allowance of 2026-05 (D6)":     {Rule: "D6", Time: 30 * minute, Month: may},
		"30m0s back to the allowance of 2026-05 (D6)":  {Rule: "D6", Time: -30 * minute, Month: may},
		"30m0s from the lot A for 28.17 (D7)":          {Rule: "D7", Time: 30 * minute, Lot: "A", Cost: 28170},
		"30m0s back to the lot A for -28.17 (D7)":      {Rule: "D7", Time: -30 * minute, Lot: "A", Cost: -28170},
		"30m0s from what is beyond the credit (D8)":    {Rule: "D8", Time: 30 * minute},
		"30m0s back to what is beyond the credit (D8)": {Rule: "D8", Time: -30 * minute},
	} {
		s.By, s.At = "d", at(4, 9, 0)
		whose := ", by "
		if slices.Contains([]string{"D1", "D2", "S19", "D5"}, s.Rule) { // of all work together
			whose = ", for "
		}
		assert.Equal(t, want+whose+"d at "+at(4, 9, 0).Format(time.RFC3339), s.String())
	}
	assert.NotPanics(t, func() { // whatever a step says that no account made
		_ = ledger.Step{Rule: "S19", Time: -1 << 63, Minimum: 1<<63 - 1, Blocks: -1}.String()
		_ = ledger.Step{Rule: "D7", Time: -1 << 63, Cost: -1 << 63}.String()
		_ = ledger.Step{Rule: "unknown", Time: hour}.String()
	})
}

var (
	chargedText = regexp.MustCompile(`^(\S+) charged: (?:([0-9.hms]*s))?(?: \+ )?(?:(\d+) × (\S+))?, for`)
	drawnText   = regexp.MustCompile(`^(\S+) (from|back to) `)
	paysText    = regexp.MustCompile(`^\S+ pays (\S+) \(`)
)

// TestStepsOnAPocketCalculator: whoever reckons with what the words say gets what is charged, from blocks, over the
// months that pay for it, and from where it was drawn; and no field of a step changes without its words doing so.
func TestStepsOnAPocketCalculator(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, all := account(t, credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}), facts(t)
		apply(t, a, overdraft(credit.MaxTime))
		apply(t, a, all...)
		lasts := func(s string) time.Duration {
			d, err := time.ParseDuration(s)
			require.NoError(t, err)
			return d
		}
		for _, e := range all {
			var charged, paid, drawn time.Duration
			for _, s := range a.Trail(e.ID) {
				text := s.String()
				checkFields(t, s)
				if m := chargedText.FindStringSubmatch(text); m != nil {
					charged = lasts(m[1])
					sum := time.Duration(0)
					if m[2] != "" {
						sum = lasts(m[2])
					}
					if m[3] != "" {
						n, err := strconv.Atoi(m[3])
						require.NoError(t, err)
						sum += time.Duration(n) * lasts(m[4])
					}
					require.Equal(t, charged, sum, text)
				}
				if m := paysText.FindStringSubmatch(text); m != nil {
					paid += lasts(m[1])
				}
				if m := drawnText.FindStringSubmatch(text); m != nil && m[2] == "from" {
					drawn += lasts(m[1])
				} else if m != nil {
					drawn -= lasts(m[1])
				}
			}
			require.Equal(t, charged, paid)
			if e.Kind == credit.Debit {
				require.Equal(t, charged, drawn)
			}
		}
	})
}

// checkFields changes the fields of a step, one by one.
func checkFields(t require.TestingT, s ledger.Step) {
	for i := range reflect.TypeFor[ledger.Step]().NumField() {
		changed := s
		f := reflect.ValueOf(&changed).Elem().Field(i)
		if f.IsZero() {
			continue
		}
		switch x := f.Addr().Interface().(type) {
		case *time.Time:
			*x = x.Add(time.Nanosecond)
		default:
			f.SetZero()
		}
		require.NotEqual(t, s.String(), changed.String(), reflect.TypeFor[ledger.Step]().Field(i).Name)
	}
	require.False(t, strings.Contains(s.String(), "S19"))
}
