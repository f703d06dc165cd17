package penalty_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/internal/kit"
)

// Each amount of a clause and of its case may be the largest of its currency: the penalty is assessed, written
// and traced. With one unit more it is refused, by its field and value.
func TestMostOfEachCurrency(t *testing.T) {
	t.Parallel()
	flat := func(d decimal.Decimal) penalty.Terms {
		return penalty.Terms{Basis: penalty.Amount, Lengths: []penalty.Length{{Credit: d}}}
	}
	for _, c := range kit.Mosts() {
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
			for _, units := range []int64{c.Units - 1, c.Units, c.Units + 1} {
				d := kit.AmountOf(c.Minor, units)
				terms := x.terms(d)
				terms.Target, terms.Minor, terms.Uncapped = dec("1"), c.Minor, true
				june := from(inJune(), "0", time.Hour)
				if x.rent {
					june.Rent = d
				}
				a, err := penalty.Assess(terms, june)
				if units > c.Units {
					require.ErrorContains(t, err, x.field+": must lie between ")
					require.ErrorContains(t, err, c.Text+` (got "`+d.String()+`")`)
					continue
				}
				require.NoError(t, err, "%s of %s", x.field, c.Text)
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
	for _, c := range kit.Mosts() {
		for _, more := range []int64{-1, 0, 1} {
			half, rest := kit.AmountOf(c.Minor, c.Units/2), kit.AmountOf(c.Minor, c.Units/2+more)
			owed := func(a penalty.Assessment, err error) {
				t.Helper()
				if more > 0 {
					assert.EqualError(t, err, "amount: would exceed "+c.Text)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, kit.AmountOf(c.Minor, c.Units+more).String(), a.Amount.String())
				roundTrip(t, a)
			}
			flat := penalty.Terms{Target: dec("1"), Basis: penalty.Amount, Uncapped: true, Minor: c.Minor, PerOutage: true, Lengths: []penalty.Length{
				{Below: 2 * time.Hour, Credit: half}, {From: 2 * time.Hour, Credit: rest},
			}}
			if more < 0 {
				flat.Lengths[0].Credit, flat.Lengths[1].Credit = rest, half
			}
			june := from(inJune(), "0", time.Hour, 2*time.Hour)
			owed(penalty.Assess(flat, june))

			lump := penalty.Terms{Target: dec("1"), Basis: penalty.Amount, Rate: half, Lump: rest, Uncapped: true, Minor: c.Minor}
			one := from(inJune(), "0", time.Hour)
			owed(penalty.Assess(lump, one))

			first, other := lump, lump
			first.Lump, other.Lump, other.Rate = decimal.Decimal{}, decimal.Decimal{}, rest
			_, all, err := clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{other}}.Assess(first, one)
			if more > 0 {
				require.EqualError(t, err, "amount: would exceed "+c.Text)
			} else {
				require.NoError(t, err)
				assert.Equal(t, kit.AmountOf(c.Minor, c.Units+more).String(), all.Amount.String())
				roundTrip(t, all)
			}
		}
	}
}
