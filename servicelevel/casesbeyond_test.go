package servicelevel_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// amountsInText are texts with the decimals of the amounts of a currency.
var amountsInText = inEachCurrency(func(c modelCurrency) *regexp.Regexp {
	return regexp.MustCompile(`"([a-z_]+)":"-?\d+` + c.decimalsSaid(`\.`) + `"`)
})

// TestAmountsBeyondTheCurrency: whichever amount of a statement has a decimal that its currency has not, it is
// refused when the statement is read.
func TestAmountsBeyondTheCurrency(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range drawStatements(t) {
			text := encode(t, s)
			more := "5"
			switch {
			case s.Currency == "JPY" && strings.Contains(text, `"service_days"`): // which have two decimals
				more = ".005"
			case s.Currency == "JPY":
				more = ".5"
			}
			for _, at := range amountsInText(modelCurrency(s.Currency)).FindAllStringSubmatchIndex(text, -1) {
				switch text[at[2]:at[3]] {
				case "rate", "share", "target", "cap", "factor", "by", "quantity", "below", "from", "figure", "credit", "outage_cap", "lump":
					continue // no amounts, or not always
				}
				finer := text[:at[1]-1] + more + text[at[1]-1:]
				var read servicelevel.Statement
				require.Error(t, json.Unmarshal([]byte(finer), &read), finer[max(0, at[0]-200):at[1]+3])
			}
		}
	})
}

// TestEndOfTheLastMonth: the last month that begins in 2089 ends on 14 January 2090. What happens until then
// counts, and a year's hours are given once.
func TestEndOfTheLastMonth(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	a := &e.Plan(servicelevel.Business).Allowance
	a.Monthly, a.Yearly = 0, 3*time.Hour
	for _, day := range []int{0, 5, 6, 15, 28} {
		ct := contract("nuxit", servicelevel.Business, "2089-11-28")
		ct.Rent, ct.Options.MonthDay, ct.Options.FeesInAdvance = dec("100.00"), day, true
		last := month("2089-12")
		down := servicelevel.Activity{}
		want := ""
		if day == 15 {
			down.Outages = []penalty.Outage{{ID: "O", Start: wall("2090-01-10 00:00"), End: wall("2090-01-10 10:00")}}
			want = "50.00"
		}
		s, err := compiled(e).Statement(ct, down, last)
		require.NoError(t, err)
		assert.Equal(t, 3*time.Hour, s.Credit.Closing, day)
		if want != "" {
			require.NotNil(t, s.Compensation)
			assert.Equal(t, want, s.Compensation.Net.StringFixed(2))
		}
		b, err := compiled(e).Open(ct)
		require.NoError(t, err)
		for m := month("2089-11"); ; m = m.AddMonths(1) {
			if _, state, err := b.Close(m); m == last {
				require.NoError(t, err)
				require.NoError(t, state.Validate(), day)
				break
			}
		}
	}
}

// TestCapOfWhatWasNeverOwed: an outage that became known when corrections did not reach its month any more is
// owed nothing, and takes nothing of the cap of later months.
func TestCapOfWhatWasNeverOwed(t *testing.T) {
	t.Parallel()
	for _, terms := range []penalty.Terms{
		{Target: *dec("0.999"), Rate: *dec("0.05"), CapLastMonths: 12},
		{Target: *dec("0.999"), Rate: *dec("0.05"), CapYear: true},
	} {
		for known, want := range map[string]string{"2026-05-10 00:00": "50.00", "2026-02-10 00:00": "25.00"} {
			ct := contract("nuxit", servicelevel.Business, "2026-01-01")
			ct.Rent, ct.Options.Penalty, ct.Options.CorrectionMonths = dec("100.00"), &terms, 1
			s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{
				{ID: "O1", Start: wall("2026-01-10 00:00"), End: wall("2026-01-10 15:00"), Recorded: wall(known)}, // 75.00
				{ID: "O2", Start: wall("2026-05-12 00:00"), End: wall("2026-05-12 10:00")},
			}}, "2026-05")
			assert.Equal(t, want, s.Compensation.Net.StringFixed(2), known)
		}
	}
}
