package penalty_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
)

// mosts are the largest amounts, in units and as they are written.
var mosts = []struct {
	minor penalty.Minor
	units int64
	text  string
}{
	{penalty.Hundredths, 1_000_000_000_000, "10000000000.00"},
	{penalty.Whole, 10_000_000_000, "10000000000"},
	{penalty.Thousandths, 1_000_000_000_000, "1000000000.000"},
}

// amountOf is so many units of a currency.
func amountOf(m penalty.Minor, units int64) decimal.Decimal {
	return decimal.New(units, map[penalty.Minor]int32{penalty.Hundredths: -2, penalty.Whole: 0, penalty.Thousandths: -3}[m])
}

// Each amount of a clause and of its case may be the largest of its currency: the penalty is assessed, written
// and traced. With one unit more it is refused, by its field and value.
func TestMostOfEachCurrency(t *testing.T) {
	t.Parallel()
	flat := func(d decimal.Decimal) penalty.Terms {
		return penalty.Terms{Basis: penalty.Amount, Lengths: []penalty.Length{{Credit: d}}}
	}
	for _, c := range mosts {
		for _, x := range []struct {
			field string
			terms func(decimal.Decimal) penalty.Terms
			rent  bool // it is the rent
		}{
			{"rent", func(decimal.Decimal) penalty.Terms { return penalty.Terms{Rate: dec("1")} }, true},
			{"rent", func(decimal.Decimal) penalty.Terms {
				return penalty.Terms{Rate: dec("720"), Basis: penalty.ProRataRent, PerOutage: true, OutageCap: dec("1")}
			}, true},
			{"rent", func(decimal.Decimal) penalty.Terms { return penalty.Terms{Rate: dec("30"), Basis: penalty.DayRent} }, true},
			{"terms.rate", func(d decimal.Decimal) penalty.Terms { return penalty.Terms{Basis: penalty.Amount, Rate: d} }, false},
			{"terms.lump", func(d decimal.Decimal) penalty.Terms {
				return penalty.Terms{Basis: penalty.Amount, Rate: dec("1"), Lump: d, LumpAtLeast: true}
			}, false},
			{"terms.lengths[0].credit", flat, false},
			{"terms.bands[0].credit", func(d decimal.Decimal) penalty.Terms {
				return penalty.Terms{Basis: penalty.Amount, Bands: []penalty.Band{{Below: dec("1"), Credit: d}}}
			}, false},
			{"terms.numbers[0].credit", func(d decimal.Decimal) penalty.Terms {
				return penalty.Terms{Basis: penalty.Amount, Numbers: []penalty.Number{{Credit: d}}}
			}, false},
			{"terms.minimum", func(d decimal.Decimal) penalty.Terms { return penalty.Terms{Rate: dec("1"), Minimum: d} }, true},
		} {
			for _, units := range []int64{c.units - 1, c.units, c.units + 1} {
				d := amountOf(c.minor, units)
				terms := x.terms(d)
				terms.Target, terms.Minor, terms.Uncapped = dec("1"), c.minor, true
				june := from(inJune(), "0", time.Hour)
				if x.rent {
					june.Rent = d
				}
				a, err := penalty.Assess(terms, june)
				if units > c.units {
					require.ErrorContains(t, err, x.field+": must lie between ")
					require.ErrorContains(t, err, c.text+` (got "`+d.String()+`")`)
					continue
				}
				require.NoError(t, err, "%s of %s", x.field, c.text)
				require.Equal(t, d.String(), a.Amount.String(), x.field)
				require.NoError(t, a.Validate())
				roundTrip(t, a)
				steps := a.Trace()
				require.Equal(t, d.String(), steps[len(steps)-1].Amount.String(), x.field)
			}
		}
	}
}

// What is owed in all comes to the largest amount, and is refused beyond: by outages, with a lump sum, by
// several clauses, and for tickets.
func TestMostOfAllThatIsOwed(t *testing.T) {
	t.Parallel()
	for _, c := range mosts {
		for _, more := range []int64{-1, 0, 1} {
			half, rest := amountOf(c.minor, c.units/2), amountOf(c.minor, c.units/2+more)
			owed := func(a penalty.Assessment, err error) {
				t.Helper()
				if more > 0 {
					assert.EqualError(t, err, "amount: would exceed "+c.text)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, amountOf(c.minor, c.units+more).String(), a.Amount.String())
				roundTrip(t, a)
			}
			flat := penalty.Terms{Target: dec("1"), Basis: penalty.Amount, Uncapped: true, Minor: c.minor, PerOutage: true, Lengths: []penalty.Length{
				{Below: 2 * time.Hour, Credit: half}, {From: 2 * time.Hour, Credit: rest},
			}}
			if more < 0 {
				flat.Lengths[0].Credit, flat.Lengths[1].Credit = rest, half
			}
			june := from(inJune(), "0", time.Hour, 2*time.Hour)
			owed(penalty.Assess(flat, june))

			lump := penalty.Terms{Target: dec("1"), Basis: penalty.Amount, Rate: half, Lump: rest, Uncapped: true, Minor: c.minor}
			one := from(inJune(), "0", time.Hour)
			owed(penalty.Assess(lump, one))

			first, other := lump, lump
			first.Lump, other.Lump, other.Rate = decimal.Decimal{}, decimal.Decimal{}, rest
			_, all, err := penalty.Besides{By: penalty.Sum, Others: []penalty.Terms{other}}.Assess(first, one)
			if more > 0 {
				require.EqualError(t, err, "amount: would exceed "+c.text)
			} else {
				require.NoError(t, err)
				assert.Equal(t, amountOf(c.minor, c.units+more).String(), all.Amount.String())
				roundTrip(t, all)
			}
		}
	}
}

// A quota takes the largest rent and credit of its currency, and no more.
func TestMostOfAQuota(t *testing.T) {
	t.Parallel()
	may := inJune()
	late := penalty.Standing{Ticket: "T", Kind: penalty.ToRespond, Start: may.Start, Within: time.Hour, Elapsed: 2 * time.Hour, State: penalty.GoalMissed}
	for _, c := range mosts {
		for _, units := range []int64{c.units - 1, c.units, c.units + 1} {
			d := amountOf(c.minor, units)
			rented := penalty.Quota{Target: dec("0.9"), Minor: c.minor, Bands: []penalty.Band{{Below: dec("0.9"), Credit: dec("1")}}}
			flat := penalty.Quota{Target: dec("0.9"), Minor: c.minor, Basis: penalty.Amount, Uncapped: true, Bands: []penalty.Band{{Below: dec("0.9"), Credit: d}}}
			r, err := rented.Assess(d, may, []penalty.Standing{late})
			r2, err2 := flat.Assess(dec("0"), may, []penalty.Standing{late})
			if units > c.units {
				assert.ErrorContains(t, err, `rent: must lie between `)
				assert.ErrorContains(t, err, c.text+` (got "`+d.String()+`")`)
				assert.ErrorContains(t, err2, `bands[0].credit: must lie between `)
				assert.ErrorContains(t, err2, c.text+` (got "`+d.String()+`")`)
				continue
			}
			require.NoError(t, err)
			require.NoError(t, err2)
			for _, x := range []penalty.QuotaResult{r, r2} {
				assert.Equal(t, d.String(), x.Amount.String())
				roundTrip(t, x)
			}
		}
	}
}
