package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

func TestStatementThatDoesNotAddUp(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	cent, absurd := *dec("0.01"), decimal.New(1, 1<<30) // whose digits would fill the memory
	for _, c := range []struct {
		change func(*servicelevel.Statement)
		want   string
	}{
		{func(s *servicelevel.Statement) { s.Contract = "" }, `contract: `},
		{func(s *servicelevel.Statement) { s.Month = calendar.Month{} }, `month: `},
		{func(s *servicelevel.Statement) { s.Period.End = s.Period.Start.Add(-1) }, `period.end: `},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Amount = cent }, `invoice.net: must be the sum of the lines`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Net = cent }, `invoice.taxes: must be on the net amount`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Tax = cent }, `invoice.tax: must be the sum of the taxes`},
		{func(s *servicelevel.Statement) { s.Invoice.Gross = cent }, `invoice.gross: must be net plus tax`},
		{func(s *servicelevel.Statement) { s.Compensation.Net = cent }, `compensation.net: `},
		{func(s *servicelevel.Statement) { s.Tickets[1].Draws[0].Time++ }, `tickets\[1\].charged: must be the sum of what was drawn`},
		{func(s *servicelevel.Statement) { s.Tickets[0].FromOverdraft++ }, `tickets\[0\].charged: `},
		{func(s *servicelevel.Statement) { s.Allowance.Lost++ }, `allowance.granted: must be used plus left plus lost`},
		{func(s *servicelevel.Statement) { s.Allowance.Left++ }, `allowance.granted: `},
		{func(s *servicelevel.Statement) { s.Provisional = true }, `as_of: must be given in a provisional statement, and in no other`},
		{func(s *servicelevel.Statement) { s.AsOf = s.Period.Start }, `as_of: must be given in a provisional statement, and in no other`},
		{func(s *servicelevel.Statement) { s.Credit.Bought++ }, `credit.closing: must be opening plus bought less used`},
		{func(s *servicelevel.Statement) { s.Credit.Overdrawn++ }, `credit.closing: must be the sum of the lots less what is overdrawn`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Earned = cent }, `credit.lots\[0\].earned: must make the price`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Used++ }, `credit.lots\[0\].closing: must be opening less used`},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Amount = absurd }, `invoice.lines\[0\].amount: .*\(got "1e1073741824"\)`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Deferred = absurd }, `credit.lots\[0\].deferred: `},
		{func(s *servicelevel.Statement) { s.Guarantees[0].Response.Outcome = penalty.Late }, `guarantees\[0\].response`},
		{func(s *servicelevel.Statement) { s.Availability[0].Assessment.Missed = false }, `availability\[0\].assessment`},
	} {
		s := statement(t, ct, servicelevel.Activity{
			Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-04-01 00:00"), Time: 3 * time.Hour}},
			Requests:  sampleRequests, Interventions: sampleWork, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
		}, "2026-05")
		c.change(&s)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(s.Validate()))
	}
}

// sameValue compares what two values say: instants as instants, decimals as
// numbers, exported fields only.
func sameValue(t require.TestingT, path string, a, b reflect.Value) {
	switch x := a.Interface().(type) {
	case time.Time:
		require.True(t, x.Equal(b.Interface().(time.Time)), "%s: %v %v", path, x, b)
		return
	case decimal.Decimal:
		require.True(t, x.Equal(b.Interface().(decimal.Decimal)), "%s: %v %v", path, x, b)
		return
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				sameValue(t, path+"."+f.Name, a.Field(i), b.Field(i))
			}
		}
	case reflect.Slice:
		require.Equal(t, a.Len(), b.Len(), path)
		for i := range a.Len() {
			sameValue(t, fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))
		}
	case reflect.Pointer:
		require.Equal(t, a.IsNil(), b.IsNil(), path)
		if !a.IsNil() {
			sameValue(t, path, a.Elem(), b.Elem())
		}
	default:
		require.Equal(t, a.Interface(), b.Interface(), path)
	}
}

// writtenAndRead writes a value as JSON and reads it back: it must say the same, and
// be written the same again.
func writtenAndRead[T any](t require.TestingT, v T) (b []byte, back T) {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &back), string(b))
	sameValue(t, "", reflect.ValueOf(v), reflect.ValueOf(back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
	return b, back
}

// roundTrip is writtenAndRead, and has an unknown field refused.
func roundTrip[T any](t require.TestingT, v T) {
	b, _ := writtenAndRead(t, v)
	var kept T
	err := json.Unmarshal([]byte(`{"no_such_field": 1, `+string(b[1:])), &kept)
	require.ErrorContains(t, err, "no_such_field")
	require.Equal(t, *new(T), kept)
}

func TestStatementRoundTrip(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	s := statement(t, ct, servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-01 00:00"), Time: 3 * time.Hour}},
		Requests:  sampleRequests, Interventions: sampleWork,
		Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
	}, "2026-05")
	roundTrip(t, s)
	b, err := s.AppendJSON([]byte("x"))
	require.NoError(t, err)
	assert.Equal(t, "x"+encode(t, s), string(b))
	for field, old := range map[string][2]string{
		"invoice.net":       {`"net":"259.00","tax":"51.80","gross"`, `"net":"259.01","tax":"51.80","gross"`},
		"invoice.gross":     {`"gross":"310.80"`, `"gross":"310.81"`},
		"credit.closing":    {`"closing":"PT1H30M","lots"`, `"closing":"PT2H30M","lots"`},
		"allowance.granted": {`"granted":"PT1H30M"`, `"granted":"PT2H"`},
		"schema":            {`palier/1`, `palier/2`},
	} {
		doc := encode(t, s)
		bad := strings.Replace(doc, old[0], old[1], 1)
		require.NotEqual(t, doc, bad, field)
		var back servicelevel.Statement
		assert.ErrorContains(t, json.Unmarshal([]byte(bad), &back), field)
		assert.Equal(t, servicelevel.Statement{}, back)
	}
}
