// Package kit has what the tests of several packages of service levels say contracts and facts with.
package kit

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Wall is a time of day in Paris: "2026-05-03 22:10" or with seconds.
func Wall(s string) time.Time {
	layout := "2006-01-02 15:04:05.999999999"
	if strings.Count(s, ":") == 1 {
		s += ":00"
	}
	t, err := time.ParseInLocation(layout, s, servicelevel.NUXIT().Location())
	if err != nil {
		panic(err)
	}
	return t
}

// Day is a date.
func Day(s string) calendar.Date { return calendar.MustParseDate(s) }

// Month is a month.
func Month(s string) calendar.Month { return calendar.MustParseMonth(s) }

// Dec is an amount.
func Dec(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// Contract is one of a customer.
func Contract(edition string, level servicelevel.Level, start string) servicelevel.Contract {
	return servicelevel.Contract{ID: "C-1", Customer: "Atelier du Port", Edition: edition, Level: level, Start: Day(start)}
}

// Pack is hours that are bought.
func Pack(id, at string, hours time.Duration, price string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Bought, At: Wall(at), Time: hours, Price: Dec(price)}
}

// Gone is hours that go without being used; zero is all that are left.
func Gone(kind servicelevel.FactKind, id, of, at string, hours time.Duration) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: kind, At: Wall(at), Of: of, Time: hours}
}

// Wrong is a fact that another one never was.
func Wrong(id, of, at string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Withdrawn, At: Wall(at), Of: of}
}

// Charge is a one-off line: "2026-05-12 10:00", known then or later.
func Charge(id, at, known, price string, v *servicelevel.ChargeVAT) servicelevel.Fact {
	f := servicelevel.Fact{
		ID: id, Kind: servicelevel.Charged, At: Wall(at), Price: Dec(price), VAT: v, Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"},
	}
	if known != "" {
		f.Recorded = Wall(known)
	}
	return f
}

// ChargeVAT is how a charge is taxed; "" is absent.
func ChargeVAT(category, rate, reason, code string) *servicelevel.ChargeVAT {
	v := &servicelevel.ChargeVAT{Category: category, Exemption: servicelevel.Exemption{Reason: reason, Code: code}}
	if rate != "" {
		v.Rate = Dec(rate)
	}
	return v
}

// ClosingLine is the line of a journal that closes the month of a statement.
func ClosingLine(ct servicelevel.Contract, s servicelevel.Statement) servicelevel.Fact {
	return facts.ClosingLine(&ct, &s)
}

// Totals are net, tax and gross.
func Totals(d *invoice.Document) string {
	return d.Net.StringFixed(2) + " " + d.Tax.StringFixed(2) + " " + d.Gross.StringFixed(2)
}

// Encode writes a value as JSON.
func Encode(t require.TestingT, v any) string {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// ReadAgain writes a value and reads it, as another process would.
func ReadAgain[T any](t require.TestingT, v T) (back T) {
	require.NoError(t, json.Unmarshal([]byte(Encode(t, v)), &back))
	return back
}

// RoundTrip wants a value to be written as it was after it was read, and no unknown field to be read.
func RoundTrip[T any](t require.TestingT, v T) {
	text, kept := Encode(t, v), ReadAgain(t, v)
	RequireSame(t, text, Encode(t, kept))
	require.ErrorContains(t, json.Unmarshal([]byte(`{"no_such_field": 1, `+text[1:]), &kept), "no_such_field")
}

// RequireSame shows where two long texts differ.
func RequireSame(t require.TestingT, want, got string, say ...any) {
	if want == got {
		return
	}
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	show := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	require.Equal(t, show(want), show(got), say...)
}
