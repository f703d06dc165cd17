package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

func TestContractFaults(t *testing.T) {
	leap := calendar.Date{Year: 2026, Month: 2, Day: 29}
	for _, c := range []struct {
		change func(*servicelevel.Contract)
		want   string
	}{
		{func(c *servicelevel.Contract) { c.ID = "" }, `id: must be 1 to 100 bytes`},
		{func(c *servicelevel.Contract) { c.ID = "a\tb" }, `id: `},
		{func(c *servicelevel.Contract) { c.ID = "\xff" }, `id: `},
		{func(c *servicelevel.Contract) { c.ID = "\x7f" }, `id: `},
		{func(c *servicelevel.Contract) { c.ID = " " }, `id: `},
		{func(c *servicelevel.Contract) { c.Customer = "" }, `customer: must be 1 to 500 bytes`},
		{func(c *servicelevel.Contract) { c.Customer = strings.Repeat("x", 501) }, `customer: `},
		{func(c *servicelevel.Contract) { c.Edition = "" }, `edition: `},
		{func(c *servicelevel.Contract) { c.Level = "Pro" }, `level: must be 1 to 40 of .* such as pro \(got "Pro"\)`},
		{func(c *servicelevel.Contract) { c.Start = leap }, `start: must be a date .*\(got "2026-02-29"\)`},
		{func(c *servicelevel.Contract) { c.Start = calendar.Date{} }, `start: must be a date`},
		{func(c *servicelevel.Contract) { c.Start = day("1989-12-31") }, `start: must be a date of the years 1990 to 2089`},
		{func(c *servicelevel.Contract) { c.Start = day("2090-01-01") }, `start: must be a date of the years 1990 to 2089`},
		{func(c *servicelevel.Contract) { c.End = leap }, `end: must be a date`},
		{func(c *servicelevel.Contract) { c.End = day("2026-01-01") }, `end: must be a date after the start \(got "2026-01-01"\)`},
		{func(c *servicelevel.Contract) { c.Signed = day("2026-01-02") }, `signed: must be a date not after the start \(got "2026-01-02"\)`},
		{func(c *servicelevel.Contract) { c.Signed = leap }, `signed: must be a date`},
		{func(c *servicelevel.Contract) { c.Changes[0].Level = "" }, `changes\[0\].level: must be 1 to 40 of`},
		{func(c *servicelevel.Contract) { c.Changes[0].On = leap }, `changes\[0\].on: must be a date`},
		{func(c *servicelevel.Contract) { c.Changes[0].On = c.Start }, `changes\[0\].on: must be after the start`},
		{func(c *servicelevel.Contract) { c.Changes[1].On = c.Changes[0].On }, `changes\[1\].on: must be after the start and the change before \(got "2026-03-01"\)`},
		{func(c *servicelevel.Contract) { c.End = day("2026-04-15") }, `changes\[1\].on: must be before the end`},
		{func(c *servicelevel.Contract) { c.End = c.Changes[1].On }, `changes\[1\].on: must be before the end`},
		{func(c *servicelevel.Contract) { c.Server.InService = true }, `server.ordered: is missing`},
		{func(c *servicelevel.Contract) { c.Rent = dec("-1") }, `rent: must not be negative \(got "-1"\)`},
		{func(c *servicelevel.Contract) { c.Rent = dec("1.0001") }, `rent: must have at most three decimals`},
		{func(c *servicelevel.Contract) { c.Rent = dec("1e39") }, `rent: must lie between .*\(got "10{39}"\)`},
		{func(c *servicelevel.Contract) { c.Rent = dec("1e40") }, `rent: must lie between .*\(got "1e40"\)`},
		{func(c *servicelevel.Contract) { c.Rent = dec("1e-38") }, `rent: must have at most three decimals \(got "0.0{37}1"\)`},
		{func(c *servicelevel.Contract) { c.Rent = dec("1e-39") }, `rent: must have at most three decimals \(got "1e-39"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Category = "X" }, `vat.category: must be one of S, Z, E, AE, K, G, O \(got "X"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Rate = dec("1") }, `vat.rate: must be a share`},
		{func(c *servicelevel.Contract) { c.VAT.Category, c.VAT.Rate = "AE", dec("0.2") }, `vat.rate: must be 0 in a category without tax \(got "0.2"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Rate = dec("0") }, `vat.rate: must be above 0 in category S: what bears no tax has another, such as Z or E \(got "0"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Category, c.VAT.Rate = "S", dec("0.000") }, `vat.rate: must be above 0 in category S`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "S", "0") }, `vat.changes\[0\].rate: must be above 0 in category S.* \(got "0"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "", "1") }, `vat.changes\[0\].rate: must be a share from 0 to below 1`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "", "-0.1") }, `vat.changes\[0\].rate: must be a share`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "", "0.00001") }, `vat.changes\[0\].rate: must be a share .*four decimals`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "O", "0.2") }, `vat.changes\[0\].rate: must be 0 in a category without tax \(got "0.2"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "s", "") }, `vat.changes\[0\].category: must be one of S, Z, E, AE, K, G, O \(got "s"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("1989-12-31", "", "") }, `vat.changes\[0\].on: must be a date of the years 1990 to 2089 \(got "1989-12-31"\)`},
		{func(c *servicelevel.Contract) { c.VAT.Changes = vatChanges("2026-03-01", "", "", "2090-01-01", "", "") }, `vat.changes\[1\].on: must be a date of the years 1990 to 2089`},
		{
			func(c *servicelevel.Contract) {
				c.VAT.Changes = vatChanges("2026-03-01", "E", "", "2026-03-01", "", "")
			},
			`vat.changes\[1\].on: must be after the change before \(got "2026-03-01"\)`,
		},
		{
			func(c *servicelevel.Contract) {
				c.VAT.Changes = vatChanges("2026-03-02", "E", "", "2026-03-01", "", "", "2026-03-02", "", "")
			},
			`vat.changes\[1\].on: must be after the change before \(got "2026-03-01"\)`,
		},
		{func(c *servicelevel.Contract) { c.VAT.Territory = "FRANCE." }, `vat.territory: must be an ISO 3166 code`},
		{func(c *servicelevel.Contract) { c.Options.Zone = "Local" }, `options.zone: must be the IANA name`},
		{func(c *servicelevel.Contract) { c.Options.Overdraft = -1 }, `options.overdraft: must lie from`},
		{func(c *servicelevel.Contract) { c.Options.Overdraft = servicelevel.MaxPeriod + 1 }, `options.overdraft: must lie from`},
		{func(c *servicelevel.Contract) { c.Options.Uncovered = 4 }, `options.uncovered: must be one of .* \(got "4"\)`},
		{func(c *servicelevel.Contract) { c.Options.HourPrice = dec("0.00") }, `options.hour_price: must be above 0 \(got "0"\)`},
		{func(c *servicelevel.Contract) { c.Options.HourPrice = dec("-90") }, `options.hour_price: must not be negative`},
		{func(c *servicelevel.Contract) { c.Options.HourPrice = dec("90.0001") }, `options.hour_price: `},
		{func(c *servicelevel.Contract) { c.Options.Penalty = &penalty.Terms{} }, `options.penalty.target: `},
		{func(c *servicelevel.Contract) { c.Options.Late = &penalty.Terms{} }, `options.late.target: `},
		{func(c *servicelevel.Contract) { c.Options.Rounding = 2 }, `options.rounding: must be one of .* \(got "2"\)`},
		{func(c *servicelevel.Contract) { c.Quote = quote(); c.Quote.Level = servicelevel.Pro }, `quote.level: must be critical_business`},
		{func(c *servicelevel.Contract) { c.Quote = quote(); c.Quote.Name.FR = "" }, `quote.name.fr: `},
	} {
		ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
		ct.Changes = []servicelevel.Change{{On: day("2026-03-01"), Level: servicelevel.Pro}, {On: day("2026-05-01"), Level: servicelevel.Serenity}}
		require.NoError(t, ct.Validate())
		c.change(&ct)
		err := ct.Validate()
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(err))
		_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, month("2026-05"))
		assert.Regexp(t, `(?m)^contract\.`+c.want, fmt.Sprint(err))
	}
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2090-01-01"), Level: servicelevel.Pro}, {On: day("2026-05-01"), Level: servicelevel.Pro}}
	assert.EqualError(t, ct.Validate(), `changes[0].on: must be a date of the years 1990 to 2089 (got "2090-01-01")`, "the other is compared with the start")
	ct.Changes = nil
	ct.VAT.Changes = vatChanges("1990-01-01", "Z", "", "2089-12-31", "", "0.9999") // days outside of its own count too
	assert.NoError(t, ct.Validate())
	ct.VAT.Changes = nil
	ct.Signed, ct.VAT.Territory = ct.Start, "FR-974"
	ct.Customer, ct.VAT.Rate = strings.Repeat("x", 500), dec("0.1234")
	assert.NoError(t, ct.Validate())
	p := plan(t, servicelevel.CriticalBusiness)
	ct.Quote = &p
	assert.ErrorContains(t, ct.Validate(), `quote.fee.on_quote: must be the quote's own fee`)
	ct.Quote = nil
	for i := range 1001 {
		ct.Changes = append(ct.Changes, servicelevel.Change{On: day("2026-01-01").AddDays(i + 1), Level: servicelevel.Standard})
	}
	assert.ErrorContains(t, ct.Validate(), `changes: must be at most 1000 (got "1001")`)
	ct.Changes = ct.Changes[:1000]
	assert.NoError(t, ct.Validate())
	_, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, month("2026-05"))
	assert.NoError(t, err)
	assert.Len(t, strings.Split(fmt.Sprint(new(servicelevel.Contract).Validate()), "\n"), 5)
}

func TestRoundTripOfLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		roundTrip(t, l.ct)
		roundTrip(t, l.act)
		in := servicelevel.Input{Month: l.first, Contract: l.ct, Activity: l.act}
		roundTrip(t, in)
		s, err := l.catalogue().Statement(l.ct, l.act, l.first)
		if err != nil {
			return
		}
		roundTrip(t, s)
		// What was read back gives the same statement.
		var back servicelevel.Input
		require.NoError(t, json.Unmarshal([]byte(encode(t, in)), &back))
		again, err := l.catalogue().Statement(back.Contract, back.Activity, back.Month)
		require.NoError(t, err)
		requireSame(t, statementText(t, &s), statementText(t, &again))
	})
}

// statementText is the JSON of a statement, with every instant in UTC.
func statementText(t require.TestingT, s *servicelevel.Statement) string {
	c := *s
	c.Tickets, c.Guarantees, c.Availability = nil, nil, nil
	text := encode(t, c)
	for _, w := range accountOf(s).Tickets {
		text += w
	}
	return text + fmt.Sprint(accountOf(s).Guarantees, accountOf(s).Uptimes)
}

func TestContractRoundTrip(t *testing.T) {
	ct := change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-03-01", servicelevel.Business)
	ct.End, ct.Signed, ct.Rent, ct.Quote = day("2027-01-01"), day("2025-12-24"), dec("149.00"), quote()
	ct.Server = plans.Server{Ordered: wall("2014-06-20 00:00"), InService: true, Licences: []string{"Plesk Web Host Edition"}}
	ct.VAT = servicelevel.VAT{Category: "S", Rate: dec("0.085"), Territory: "RE", Changes: vatChanges("2026-09-01", "AE", "", "2026-10-01", "", "0.1")}
	ct.Options = servicelevel.Options{
		Zone: "Indian/Reunion", EachSession: true, SplitMonths: true, LoseRemainder: true, Overdraft: 90 * time.Minute,
		Penalty: &penalty.Terms{Target: *dec("0.9995"), Rate: *dec("0.1")}, GuaranteeInHours: true, PauseWaiting: true,
		Late: &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}, Rounding: penalty.HalfEven,
		PriceReduction: true, ProRata: true,
	}
	roundTrip(t, ct)
	for old, bad := range map[string]string{
		`"level":"pro"`: `"level":"Gold"`, `"rent":"149.00"`: `"rent":149.00`, `"start":"2026-01-01"`: `"start":"2026-13-01"`,
		`"rounding":"half_even"`: `"rounding":"up"`, `"overdraft":"PT1H30M"`: `"overdraft":5400`, `"schema":"palier/1"`: `"schema":"palier/2"`,
		`"each_session":true`: `"Each_session":true`, `"id":"C-1",`: ``, `"rate":"0.085"`: `"rate":"0.085000001"`,
	} {
		doc := encode(t, ct)
		changed := strings.Replace(doc, old, bad, 1)
		require.NotEqual(t, doc, changed, old)
		var back servicelevel.Contract
		require.Error(t, json.Unmarshal([]byte(changed), &back), bad)
		require.Equal(t, servicelevel.Contract{}, back)
	}
}

// TestOptionsWithoutEffect: every option changes nothing if there is nothing to change.
func TestOptionsWithoutEffect(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	plain := accountOf(ptr(stated(t, ct, servicelevel.Activity{}, "2026-05")))
	ct.Options = servicelevel.Options{
		Zone: "Europe/Paris", EachSession: true, SplitMonths: true, LoseRemainder: true, Overdraft: time.Hour, GuaranteeInHours: true,
		PauseWaiting: true, Rounding: penalty.HalfEven, PriceReduction: true, ProRata: true, Uncovered: servicelevel.UncoveredPacks, HourPrice: dec("90.00"),
	}
	assert.Equal(t, plain, accountOf(ptr(stated(t, ct, servicelevel.Activity{}, "2026-05"))))
}

func ptr[T any](v T) *T { return &v }
