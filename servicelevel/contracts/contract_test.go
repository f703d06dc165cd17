package contracts_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestMonthOfADay: the 14th is of the month before.
func TestMonthOfADay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		monthDay  int
		day, want string
	}{
		{0, "2026-05-01", "2026-05"},
		{1, "2026-05-01", "2026-05"},
		{1, "2026-05-31", "2026-05"},
		{2, "2026-05-01", "2026-04"},
		{2, "2026-05-02", "2026-05"},
		{15, "2026-05-14", "2026-04"},
		{15, "2026-05-15", "2026-05"},
		{15, "2026-01-14", "2025-12"},
		{28, "2026-03-27", "2026-02"},
		{28, "2026-02-28", "2026-02"},
	} {
		ct := kit.Contract("nuxit", plans.Pro, "2026-01-15")
		ct.Options.MonthDay = c.monthDay
		assert.Equal(t, c.want, ct.MonthOf(kit.Day(c.day)).String(), "%d, %s", c.monthDay, c.day)
	}
}

// TestBesidesClausesAreRefused: those that do not go with the first, or whose cap a statement does not know.
func TestBesidesClausesAreRefused(t *testing.T) {
	t.Parallel()
	quarter := penalty.Terms{Target: *kit.Dec("0.999"), Rate: *kit.Dec("0.05"), Period: penalty.Quarter}
	ct := kit.Contract("nuxit", plans.Business, "2013-01-01")
	ct.Rent = kit.Dec("149.00")
	ct.Options.PenaltyBesides = &clauses.Besides{Others: []penalty.Terms{quarter}}
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides: needs the first clause")
	ct.Options.Penalty = &penalty.Terms{Target: *kit.Dec("0.999"), Rate: *kit.Dec("0.05")}
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides.others[0].period: must be as long")
	other := &ct.Options.PenaltyBesides.Others[0]
	other.Period, other.CapOf = penalty.CalendarMonth, penalty.CapOfCharges
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides.others[0].cap_of: needs cap_months")
	edition := plans.NUXIT()
	edition.Plans[3].Availability.Besides = &clauses.Besides{Others: []penalty.Terms{quarter}}
	require.ErrorContains(t, edition.Validate(), "plans[3].availability.besides.others[0].period: must be as long")
	edition.Plans[3].Availability.Besides = &clauses.Besides{}
	require.ErrorContains(t, edition.Validate(), "plans[3].availability.besides.others: must be from one to seven")
}

// TestMonthDayAsJSON: in both directions, alone and in a contract.
func TestMonthDayAsJSON(t *testing.T) {
	t.Parallel()
	ct := kit.Contract("nuxit", plans.Pro, "2026-01-15")
	ct.Options.MonthDay = 15
	assert.Contains(t, kit.Encode(t, ct), `"options":{"month_day":15}`)
	assert.Equal(t, 15, kit.ReadAgain(t, ct).Options.MonthDay)
	for text, ok := range map[string]bool{`0`: true, `1`: true, `28`: true, `29`: false, `-1`: false, `"15"`: false, `1.5`: false, `null`: false} {
		var back contracts.Contract
		doc := `{"schema":"palier/1","id":"C-1","customer":"A","edition":"nuxit","level":"pro","start":"2026-01-15","options":{"month_day":` + text + `}}`
		err := json.Unmarshal([]byte(doc), &back)
		assert.Equal(t, ok, err == nil, text)
		if !ok {
			assert.ErrorContains(t, err, "options.month_day", text)
		}
	}
}
