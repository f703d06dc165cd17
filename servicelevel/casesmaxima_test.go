package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestMostDaysOfService: a period owes up to ten billion days of service in any currency, and as much is said of
// them; of one of three decimals, whose amounts end at one billion, too.
func TestMostDaysOfService(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, x := range []struct {
			seconds    int
			rate, days string
		}{
			{999_999, "1000", "999,999 × 1,000 days = 999,999,000 days (D21)"},
			{1_000_000, "1000", "1,000,000 × 1,000 days = 1,000,000,000 days (D21)"},
			{1_000_001, "1000", "1,000,001 × 1,000 days = 1,000,001,000 days (D21)"},
			{1_000_001, "0.25", "1,000,001 × 0.25 days = 250,000.25 days (D21)"},
			{999_999, "10000.01", "999,999 × 10,000.01 days = 9,999,999,999.99 days (D21)"},
			{1_000_000, "10000", "1,000,000 × 10,000 days = at least 10,000,000,000 days (D21)"},
			{1_000_001, "10000", ""},
			{1_000_000, "10000.01", ""},
		} {
			ct := contract("nuxit", servicelevel.Business, "2026-01-01")
			ct.Rent = c.amount(1)
			ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec(x.rate), Basis: penalty.ServiceDays, Unit: time.Second, Uncapped: true}
			from := wall("2026-05-02 00:00")
			act := servicelevel.Activity{Outages: []penalty.Outage{{ID: "o", Start: from, End: from.Add(time.Duration(x.seconds) * time.Second)}}}
			s, err := editionsIn(c).Statement(ct, act, month("2026-05"))
			if x.days == "" {
				assert.EqualError(t, err, "activity.amount: would exceed 10000000000.00", c)
				continue
			}
			require.NoError(t, err, c)
			s.Explain()
			assert.Contains(t, s.Availability[0].Explained.EN, x.days, c)
			require.NoError(t, checkSaid(&s.Availability[0]), c)
			back := readAgain(t, s)
			require.NoError(t, back.Validate())
			requireSame(t, encode(t, s), encode(t, back))
		}
	}
}

// largest is how many units the largest amount of a currency is.
func (c modelCurrency) largest() int64 {
	if c == "JPY" {
		return 10_000_000_000
	}
	return 1_000_000_000_000
}

// sheet is what the statement of a month is made from.
type sheet struct {
	edition  plans.Edition
	contract servicelevel.Contract
	activity servicelevel.Activity
}

func (c modelCurrency) sheet(level servicelevel.Level) *sheet {
	b := &sheet{edition: c.edition(plans.NUXIT()), contract: contract("nuxit", level, "2026-01-01")}
	b.contract.VAT.Category = "Z"
	b.contract.Rent = c.amount(0)
	for i := range b.edition.Plans {
		b.edition.Plans[i].Fee.Monthly = decimal.Decimal{}
	}
	return b
}

// statement is that of May.
func (b *sheet) statement() (s servicelevel.Statement, err error) {
	cat, err := servicelevel.Compile(b.edition)
	if err != nil {
		return s, err
	}
	return cat.Statement(b.contract, b.activity, month("2026-05"))
}

func (b *sheet) charge(id string, price *decimal.Decimal, rate string) {
	x := servicelevel.Charge{ID: id, At: wall("2026-05-12 10:00"), Price: *price, Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"}}
	if rate != "" {
		x.VAT = chargeVAT("S", rate, "", "")
	}
	b.activity.Charges = append(b.activity.Charges, x)
}

// clause has the contract owe by terms for an hour of an outage.
func (b *sheet) clause(t *penalty.Terms) {
	t.Target, t.Uncapped, t.Rules = *dec("1"), true, penalty.Rules{}
	b.contract.Options.Penalty = t
	b.activity.Outages = []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00")}
}

// requireWhole says that a statement adds up, comes back equal from JSON before and after it is explained, and
// that all that is said of it can be recomputed.
func requireWhole(t require.TestingT, s servicelevel.Statement) {
	require.NoError(t, s.Validate())
	for range 2 {
		back := readAgain(t, s)
		require.NoError(t, back.Validate())
		requireSame(t, encode(t, s), encode(t, back))
		s.Explain()
	}
	for _, x := range allSaid(&s) {
		require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
	}
	for i := range s.Availability {
		require.NoError(t, checkSaid(&s.Availability[i]), s.Availability[i].Explained.EN)
	}
}

// mostOf are the amounts that are told: what they are on a statement, and how a fault names them.
var mostOf = []struct {
	field    string
	anywhere bool // what it is part of does not know its currency, and refuses what none has
	below    bool // it may be below zero
	level    servicelevel.Level
	set      func(*sheet, *decimal.Decimal)
}{
	{"plans[1].fee.monthly", false, false, servicelevel.Serenity, func(b *sheet, d *decimal.Decimal) {
		b.edition.Plan(servicelevel.Serenity).Fee.Monthly = *d
	}},
	{"plans[0].prices.tariff.packs[0].price", true, false, servicelevel.Standard, func(b *sheet, d *decimal.Decimal) {
		b.edition.Plan(servicelevel.Standard).Prices.Tariff.Packs[0].Price = *d
		b.activity = bought(3*time.Hour, nil)
	}},
	{"plans[0].prices.hour", false, false, servicelevel.Standard, func(b *sheet, d *decimal.Decimal) {
		b.edition.Plan(servicelevel.Standard).Prices.Hour = d
		b.edition.Plan(servicelevel.Standard).Work.Uncovered = servicelevel.UncoveredHours
		b.activity = workOn("T", wall("2026-05-11 10:00"), time.Hour)
	}},
	{"plans[3].availability.terms.minimum", false, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.clause(&penalty.Terms{Rate: *dec("1"), Minimum: *d})
		b.contract.Rent, b.edition.Plan(servicelevel.Business).Availability.Terms = d, *b.contract.Options.Penalty
		b.contract.Options.Penalty = nil
	}},
	{"rent", true, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.contract.Rent = d
		b.clause(&penalty.Terms{Lengths: []penalty.Length{{Credit: *dec("1")}}, PerOutage: true})
	}},
	{"options.hour_price", true, false, servicelevel.Standard, func(b *sheet, d *decimal.Decimal) {
		b.contract.Options.HourPrice, b.contract.Options.Uncovered = d, servicelevel.UncoveredHours
		b.activity = workOn("T", wall("2026-05-11 10:00"), time.Hour)
	}},
	{"options.penalty.rate", true, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.clause(&penalty.Terms{Basis: penalty.Amount, Rate: *d})
	}},
	{"options.penalty.lump", true, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.clause(&penalty.Terms{Basis: penalty.Amount, Rate: *dec("1"), Lump: *d, LumpAtLeast: true})
	}},
	{"options.penalty.minimum", true, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.contract.Rent = d
		b.clause(&penalty.Terms{Rate: *dec("1"), Minimum: *d})
	}},
	{"options.penalty.lengths[0].credit", true, false, servicelevel.Business, func(b *sheet, d *decimal.Decimal) {
		b.clause(&penalty.Terms{Basis: penalty.Amount, Lengths: []penalty.Length{{Credit: *d}}})
	}},
	{"quote.fee.monthly", true, false, servicelevel.CriticalBusiness, func(b *sheet, d *decimal.Decimal) {
		b.contract.Quote = quote()
		b.contract.Quote.Fee.Monthly, b.contract.Quote.Prices = *d, nil
	}},
	{"purchases[0].price", true, false, servicelevel.Standard, func(b *sheet, d *decimal.Decimal) {
		b.activity = bought(3*time.Hour, d)
	}},
	{"charges[0].price", true, true, servicelevel.Standard, func(b *sheet, d *decimal.Decimal) { b.charge("C", d, "") }},
}

// TestMostOfEachAmount: each amount that is told may be the largest of its currency, and is billed, owed,
// written and explained; with one unit more it is refused, by its field and value.
func TestMostOfEachAmount(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, x := range mostOf {
			for _, sign := range []int64{1, -1} { // either side of zero
				for _, more := range []int64{-1, 0, 1} {
					if sign < 0 && !x.below {
						continue
					}
					b, units := c.sheet(x.level), sign*(c.largest()+more)
					x.set(b, c.amount(units))
					began := time.Now()
					s, err := b.statement()
					require.Less(t, time.Since(began), time.Minute)
					if more > 0 {
						most := c.text(c.largest())
						if c == "JPY" && x.anywhere { // as many as euros
							most += ".00"
						}
						want := fmt.Sprintf(`%s: must lie between -%s and %s (got "%s")`, x.field, most, most, c.amount(units))
						assert.ErrorContains(t, err, want, "%s %s", c, x.field)
						continue
					}
					require.NoError(t, err, "%s %s %d", c, x.field, more)
					text := encode(t, s)
					require.Contains(t, text, c.text(max(units, -units)), x.field)
					requireWhole(t, s)
				}
			}
		}
	}
}
