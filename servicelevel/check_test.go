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
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
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
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Net = cent }, `invoice.taxes\[0\].net: must be the sum of its lines, 259 \(got "0.01"\)`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Tax = cent }, `invoice.taxes\[0\].tax: must be the tax on its sum, 51.8 \(got "0.01"\)`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Rate = *dec("1") }, `invoice.taxes\[0\].rate: must be a share`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Rate = *dec("-0.2") }, `invoice.taxes\[0\].rate: must be a share`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Rate = absurd }, `invoice.taxes\[0\].rate: must be a share`},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Rate = *dec("0.1") }, `invoice.lines\[0\].rate: must be among the taxes, in its category \(got "0.1"\)`},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[1].Category = "Z" }, `invoice.lines\[1\].rate: must be among the taxes, in its category`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes = nil }, `invoice.lines\[0\].rate: must be among the taxes`},
		{
			func(s *servicelevel.Statement) {
				s.Invoice.Taxes = append(s.Invoice.Taxes, invoice.TaxTotal{Category: "S", Rate: *dec("0.20")})
			},
			`invoice.taxes\[1\].rate: must not be given twice in a category, see taxes\[0\] \(got "0.2"\)`,
		},
		{func(s *servicelevel.Statement) { s.Compensation.Taxes[0].Category = "S" }, `compensation.lines\[0\].rate: must be among`},
		{func(s *servicelevel.Statement) { s.Invoice.Taxes[0].Tax = cent }, `invoice.tax: must be the sum of the taxes`},
		{func(s *servicelevel.Statement) { s.Invoice.Gross = cent }, `invoice.gross: must be net plus tax`},
		{func(s *servicelevel.Statement) { s.Compensation.Net = cent }, `compensation.net: `},
		{func(s *servicelevel.Statement) { s.Tickets[1].Draws[0].Time++ }, `tickets\[1\].charged: must be the sum of what was drawn`},
		{func(s *servicelevel.Statement) { s.Tickets[0].ChargedTo = "C-2" }, `tickets\[0\].charged_to: must be absent: the work is charged here`},
		{func(s *servicelevel.Statement) { s.Tickets[0].FromOverdraft++ }, `tickets\[0\].charged: `},
		{func(s *servicelevel.Statement) { s.Allowance.Lost++ }, `allowance.granted: must be used plus left plus lost plus what is carried`},
		{func(s *servicelevel.Statement) { s.Credit.Carried++ }, `allowance.granted: must be used plus left plus lost plus what is carried`},
		{
			func(s *servicelevel.Statement) { s.Allowance.Carried = &statement.Carried{Granted: 2, Most: 1} },
			`allowance.carried.time: must be granted less used, and at most what is below most with before`,
		},
		{
			func(s *servicelevel.Statement) {
				s.Allowance.Carried = &statement.Carried{Granted: 1, Most: 1, Time: 1}
			},
			`credit.carried: must be what is carried of the allowance`,
		},
		{func(s *servicelevel.Statement) { s.Allowance.Left++ }, `allowance.granted: `},
		{func(s *servicelevel.Statement) { s.Provisional = true }, `as_of: must be given in a provisional statement, and in no other`},
		{func(s *servicelevel.Statement) { s.AsOf = s.Period.Start }, `as_of: must be given in a provisional statement, and in no other`},
		{func(s *servicelevel.Statement) { s.Credit.Bought++ }, `credit.closing: must be opening plus bought, carried and yearly less used`},
		{func(s *servicelevel.Statement) { s.Credit.Overdrawn++ }, `credit.closing: must be the sum of the lots less what is overdrawn`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Earned = cent }, `credit.lots\[0\].earned: must make the price`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Used++ }, `credit.lots\[0\].closing: must be opening less used`},
		{func(s *servicelevel.Statement) { s.Invoice.Lines[0].Amount = absurd }, `invoice.lines\[0\].amount: .*\(got "1e1073741824"\)`},
		{func(s *servicelevel.Statement) { s.Credit.Lots[0].Deferred = absurd }, `credit.lots\[0\].deferred: `},
		{func(s *servicelevel.Statement) { s.Guarantees[0].Response.Outcome = response.Late }, `guarantees\[0\].response`},
		{func(s *servicelevel.Statement) { s.Availability[0].Assessment.Missed = false }, `availability\[0\].assessment`},
	} {
		s := stated(t, ct, servicelevel.Activity{
			Purchases: []servicelevel.Purchase{
				{ID: "P", At: wall("2026-04-01 00:00"), Time: 3 * time.Hour}, {ID: "Q", At: wall("2026-05-01 00:00"), Time: 3 * time.Hour},
			},
			Requests: sampleRequests, Interventions: sampleWork, Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")},
		}, "2026-05")
		c.change(&s)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(s.Validate()))
	}
}

// TestTaxesThatDoNotAddUp: of several rates each has to be right by itself.
func TestTaxesThatDoNotAddUp(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.VAT.Changes = vatChanges("2026-05-01", "", "0.22", "2026-05-20", "AE", "")
	act := activityOf(facts(
		packAt("P", wall("2026-04-28 10:00"), "2026-05-02 10:00"), pack("Q", "2026-05-10 10:00", 3), pack("R", "2026-05-20 00:00", 3),
	))
	cent := *dec("0.01")
	for _, c := range []struct {
		change func(*invoice.Document)
		want   string
	}{
		{func(d *invoice.Document) { // what is taken from one and given to another
			d.Taxes[0].Net, d.Taxes[2].Net = d.Taxes[0].Net.Sub(cent), d.Taxes[2].Net.Add(cent)
		}, `invoice.taxes\[0\].net: must be the sum of its lines, 214 .*`},
		{func(d *invoice.Document) {
			d.Taxes[0].Tax, d.Taxes[1].Tax = d.Taxes[0].Tax.Sub(cent), d.Taxes[1].Tax.Add(cent)
		}, `invoice.taxes\[1\].tax: must be the tax on its sum, 33.8 .*`},
		{func(d *invoice.Document) { d.Taxes[2].Tax, d.Taxes[1].Tax = cent, d.Taxes[1].Tax.Sub(cent) }, `invoice.taxes\[2\].tax: `},
		{func(d *invoice.Document) { d.Taxes = d.Taxes[:2] }, `invoice.lines\[3\].rate: must be among the taxes`},
		{func(d *invoice.Document) { d.Lines[2].Rate = d.Lines[0].Rate.Sub(cent.Mul(*dec("2"))) }, `invoice.taxes\[1\].net: must be the sum of its lines, 338 `},
	} {
		s := stated(t, ct, act, "2026-05")
		require.Len(t, s.Invoice.Taxes, 3)
		roundTrip(t, s)
		c.change(&s.Invoice)
		text, err := s.AppendJSON(nil)
		require.NoError(t, err)
		var back servicelevel.Statement
		require.Regexp(t, "(?m)"+c.want, fmt.Sprint(json.Unmarshal(text, &back)))
		require.Equal(t, servicelevel.Statement{}, back)
	}
	// So many rates that they are looked up otherwise.
	s := stated(t, ct, act, "2026-05")
	line := s.Invoice.Lines[0]
	s.Invoice = invoice.Document{}
	for i := range 40 {
		line.Rate, line.Amount = decimal.New(int64(i+1), -4), *dec("0.00")
		s.Invoice.Lines = append(s.Invoice.Lines, line)
		s.Invoice.Taxes = append(s.Invoice.Taxes, invoice.TaxTotal{Category: "S", Rate: line.Rate})
	}
	require.NoError(t, s.Validate())
	s.Invoice.Lines[33].Rate = *dec("0.0041")
	require.ErrorContains(t, s.Validate(), "invoice.lines[33].rate: must be among the taxes")
	s.Invoice.Lines[33].Rate, s.Invoice.Taxes[39].Rate = *dec("0.0034"), *dec("0.0034")
	require.ErrorContains(t, s.Validate(), "invoice.taxes[39].rate: must not be given twice in a category, see taxes[33]")
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
	s := stated(t, ct, servicelevel.Activity{
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
