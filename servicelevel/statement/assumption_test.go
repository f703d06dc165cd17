package statement_test

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// whole is a statement of a month in which nothing was: the least that is none that contradicts itself.
func whole() statement.Statement {
	start := time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC)
	return statement.Statement{
		Contract: "C-1", Month: calendar.MustParseMonth("2026-05"), Zone: "UTC",
		Period: calendar.Interval{Start: start, End: start.AddDate(0, 1, 0)},
	}
}

// TestEachChoiceHasASentence: what is said of each choice that the registry offers, with its
// operands.
func TestEachChoiceHasASentence(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, c := range sentences {
		s := statement.Statement{Assumptions: []statement.Assumption{c.of}}
		s.Explain()
		assert.Equal(t, plans.Wording{FR: c.fr, EN: c.en}, s.Assumptions[0].Explained)
		assert.NoError(t, c.of.Validate(), c.en)
		said[c.of.Rule+" "+c.of.Choice] = true
	}
	for r := range plans.Rules() {
		for _, c := range r.Choices() {
			assert.True(t, said[r.ID+" "+c.Name], "%s %s has no example", r.ID, c.Name)
		}
	}
}

// TestAssumptionIsWhole: what has operands that its sentence has no place for, or lacks one, is
// refused, alone and in a statement.
func TestAssumptionIsWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of    statement.Assumption
		fault string
	}{
		{statement.Assumption{Choice: "ticket"}, "rule: "},
		{statement.Assumption{Rule: "S19", Choice: "ticket"}, "rule: "},
		{statement.Assumption{Rule: "D39", Choice: "ticket"}, "rule: "},
		{statement.Assumption{Rule: "D1", Choice: "Ticket"}, "choice: .*ticket, each_session"},
		{statement.Assumption{Rule: "D1"}, "choice: "},
		{statement.Assumption{Rule: "D3", Choice: "zone"}, "zone: "},
		{statement.Assumption{Rule: "D1", Choice: "ticket", Zone: "Europe/Paris"}, "zone: "},
		{statement.Assumption{Rule: "D8", Choice: "overdraft"}, "time: "},
		{statement.Assumption{Rule: "D8", Choice: "overdraft", Time: -1}, "time: "},
		{statement.Assumption{Rule: "D8", Choice: "refused", Time: 1}, "time: "},
		{statement.Assumption{Rule: "D12", Choice: "none", Of: statement.OfAvailability, Share: dec("0.3")}, "share: "},
		{statement.Assumption{Rule: "D12", Choice: "share", Of: statement.OfAvailability, Share: dec("-0.3")}, "share: "},
		{statement.Assumption{Rule: "D12", Choice: "share", Of: statement.OfAvailability, Share: dec("0.0000000001")}, "share: "},
		{statement.Assumption{Rule: "D12", Choice: "share", Of: statement.OfAvailability, Share: dec("0.3"), Basis: penalty.DayRent}, "basis: "},
		{statement.Assumption{Rule: "D12", Choice: "none"}, "of: .*must be given"},
		{statement.Assumption{Rule: "D12", Choice: "none", Of: 4}, "of: .*must be one of statement, availability, lateness, quotas"},
		{statement.Assumption{Rule: "D13", Choice: "union", Of: statement.OfAvailability}, "of: .*must be given"},
		{statement.Assumption{Rule: "D29", Choice: "packs", Price: dec("90")}, "price: "},
		{statement.Assumption{Rule: "D29", Choice: "hours", Price: dec("-90")}, "price: "},
		{statement.Assumption{Rule: "D29", Choice: "hours", Price: dec("0.0001")}, "price: "},
		{statement.Assumption{Rule: "D19", Choice: "per_breach", Price: dec("21")}, "price: "},
		{statement.Assumption{Rule: "D19", Choice: "per_breach", Basis: penalty.Amount, Share: dec("0.3")}, "share: "},
	} {
		require.Error(t, c.of.Validate(), c.of)
		assert.Regexp(t, c.fault, c.of.Validate().Error())
		s := whole()
		s.Assumptions = append(s.Assumptions, c.of)
		err := s.Validate()
		require.Error(t, err)
		assert.Regexp(t, `assumptions\[0\]\.`+c.fault, err.Error())
	}
	euros := whole()
	euros.Assumptions = append(euros.Assumptions, statement.Assumption{Rule: "D29", Choice: "hours", Price: dec("0.001")})
	require.NoError(t, euros.Assumptions[0].Validate(), "by itself it is of any currency")
	require.ErrorContains(t, euros.Validate(), `assumptions[0].price: must have at most two decimals (got "0.001")`)
	var a statement.Assumption
	require.NoError(t, json.Unmarshal([]byte(`{"rule":"D8","choice":"overdraft","time":"PT2H"}`), &a))
	assert.Equal(t, statement.Assumption{Rule: "D8", Choice: "overdraft", Time: 2 * time.Hour}, a)
	require.Error(t, json.Unmarshal([]byte(`{"rule":"D8","choice":"overdraft"}`), &a))
	assert.Equal(t, 2*time.Hour, a.Time, "left as it was")
}

func TestSubjectNames(t *testing.T) {
	t.Parallel()
	for i, name := range []string{"statement", "availability", "lateness"} {
		s := statement.Subject(i)
		assert.Equal(t, name, s.String())
		b, err := s.MarshalText()
		require.NoError(t, err)
		back := statement.Subject(9)
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, s, back)
	}
	_, err := statement.Subject(4).MarshalText()
	assert.Error(t, err)
	assert.Equal(t, "subject(4)", statement.Subject(4).String())
	s := statement.OfLateness
	assert.ErrorContains(t, s.UnmarshalText([]byte("late")), "must be one of statement, availability, lateness")
	assert.Equal(t, statement.OfLateness, s)
	var a statement.Assumption
	require.NoError(t, json.Unmarshal([]byte(`{"rule":"D12","choice":"none","of":"lateness"}`), &a))
	assert.Equal(t, statement.Assumption{Rule: "D12", Choice: "none", Of: statement.OfLateness}, a)
	assert.Equal(t, `{"rule":"D12","choice":"none","of":"lateness"}`, kit.Encode(t, a))
	require.ErrorContains(t, json.Unmarshal([]byte(`{"rule":"D12","choice":"none"}`), &a), "of: ")
}

// A customer reads what was chosen: nothing there speaks of programs.
func TestChoicesAreWordedForCustomers(t *testing.T) {
	words := regexp.MustCompile(`(?i)\b(appelant|caller|champ JSON|library|bibliothèque|JSON|API|option|null|nil)\b`)
	for _, s := range sentences {
		for _, text := range []string{s.fr, s.en} {
			assert.NotRegexp(t, words, text, "%s %s", s.of.Rule, s.of.Choice)
		}
	}
}
