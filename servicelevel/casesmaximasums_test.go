package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/plans"
)

// flatLength is a clause of one amount for whatever comes late or is down.
func (c modelCurrency) flatLength(units int64) *penalty.Terms {
	return &penalty.Terms{Target: *dec("1"), Uncapped: true, PerOutage: true, Basis: penalty.Amount, Lengths: []penalty.Length{{Credit: *c.amount(units)}}}
}

// mostSums are sums of two amounts of a month, and how a fault names what is too much: %s is the most, and %s what
// it would come to.
var mostSums = []struct {
	what, want string
	level      servicelevel.Level
	set        func(b *sheet, c modelCurrency, one, two int64)
}{
	{"net", `contract: must not come to more than %s in a month (got "%s")`, servicelevel.Standard, func(b *sheet, c modelCurrency, one, two int64) {
		b.charge("A", c.amount(one), "")
		b.charge("B", c.amount(two), "")
	}},
	{"credit note", `contract: must not come to more than %s in a month (got "%s")`, servicelevel.Standard, func(b *sheet, c modelCurrency, one, two int64) {
		b.charge("A", c.amount(-one), "")
		b.charge("B", c.amount(-two), "")
	}},
	{"gross", `contract: must not come to more than %s in a month (got "%s")`, servicelevel.Standard, func(b *sheet, c modelCurrency, one, two int64) {
		b.contract.VAT = servicelevel.VAT{Rate: dec("0.25")}
		b.charge("A", c.amount((one*2)/5*4+two-one), "") // four fifths and a unit, of which a quarter is less than half of one
	}},
	{"penalty and late", `contract: must not come to more than %s in a month (got "%s")`, servicelevel.Business, func(b *sheet, c modelCurrency, one, two int64) {
		b.clause(c.flatLength(one))
		b.contract.Options.Late, b.contract.Options.Overdraft = c.flatLength(two), 100*time.Hour
		b.activity.Requests = []servicelevel.Request{incident("T", "2026-05-04 10:00")}
		b.activity.Interventions = []servicelevel.Intervention{session("T", "2026-05-04 15:00", 10*mins)}
	}},
	{"lump sum", `activity.amount: would exceed %s%.0s`, servicelevel.Business, func(b *sheet, c modelCurrency, one, two int64) {
		b.clause(&penalty.Terms{Basis: penalty.Amount, Rate: *c.amount(one), Lump: *c.amount(two)})
	}},
	{"clauses", `activity.amount: would exceed %s%.0s`, servicelevel.Business, func(b *sheet, c modelCurrency, one, two int64) {
		b.clause(c.flatLength(one))
		b.contract.Options.PenaltyBesides = &clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{*c.flatLength(two)}}
	}},
}

// TestMostOfAMonth: what a month comes to is at most the largest amount of its currency, and is refused beyond.
func TestMostOfAMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, x := range mostSums {
			for _, more := range []int64{-1, 0, 1} {
				b := c.sheet(x.level)
				x.set(b, c, c.largest()/2, c.largest()/2+more)
				cat := compiled(b.edition)
				s, err := cat.Statement(b.contract, b.activity, month("2026-05"))
				if more > 0 {
					want := fmt.Sprintf(x.want, c.text(c.largest()), c.amount(c.largest()+more))
					require.EqualError(t, err, want, "%s %s", c, x.what)
					continue
				}
				require.NoError(t, err, "%s %s", c, x.what)
				require.Contains(t, encode(t, s), `"`+c.text(c.largest()+more)+`"`, x.what)
				requireWhole(t, s)
				joint, err := joint.Consolidate(nil, s)
				require.NoError(t, err)
				require.NoError(t, joint.Validate())
				joint.Explain()
				back := readAgain(t, joint)
				requireSame(t, encode(t, joint), encode(t, back))
				for _, x := range jointSaid(&joint) {
					require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
				}
			}
		}
	}
}

// TestMostOfABook: a month of the largest amount is closed, its state is read again, and all of it is given back
// by the next one. A month of one unit more stays open.
func TestMostOfABook(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, more := range []int64{-1, 0, 1} {
			b := c.sheet(servicelevel.Standard)
			cat := compiled(b.edition)
			book, err := cat.Open(b.contract)
			require.NoError(t, err)
			one, two := c.largest()/2, c.largest()/2+more
			require.NoError(t, book.Record(
				packOf("P", "2026-01-05 09:00", 3*time.Hour, c.text(one)), charged("C", "2026-01-07 10:00", "", c.text(two), nil),
				gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0), charged("D", "2026-02-10 10:00", "", c.text(-two), nil),
			))
			s, state, err := book.Close(month("2026-01"))
			if more > 0 {
				require.EqualError(t, err, fmt.Sprintf(`contract: must not come to more than %s in a month (got "%s")`, c.text(c.largest()), c.amount(c.largest()+more)))
				assert.Negative(t, book.Closed().Compare(month("2026-01")))
				continue
			}
			require.NoError(t, err)
			requireWhole(t, s)
			back := readAgain(t, state)
			requireSame(t, encode(t, state), encode(t, back))
			again, err := cat.Resume(b.contract, back)
			require.NoError(t, err)
			require.NoError(t, again.Record(
				gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0), charged("D", "2026-02-10 10:00", "", c.text(-two), nil),
			))
			for _, from := range []*servicelevel.Book{book, again} {
				s, _, err := from.Close(month("2026-02"))
				require.NoError(t, err)
				requireWhole(t, s)
				sum := int64(0)
				for i := range s.CreditNotes {
					sum += c.units(s.CreditNotes[i].Document.Gross)
				}
				assert.Equal(t, c.text(c.largest()+more), c.text(max(sum, -sum)))
			}
		}
	}
}

// TestMostOfSeveralContracts: together they come to at most the largest amount too.
func TestMostOfSeveralContracts(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, more := range []int64{-1, 0, 1} {
			var list []servicelevel.Statement
			for i, units := range []int64{c.largest() / 2, c.largest()/2 + more} {
				b := c.sheet(servicelevel.Standard)
				b.contract.ID = fmt.Sprint("C-", i)
				b.charge("A", c.amount(units), "")
				s, err := b.statement()
				require.NoError(t, err)
				list = append(list, s)
			}
			joint, err := joint.Consolidate(nil, list...)
			if more > 0 {
				assert.EqualError(t, err, fmt.Sprintf(`statements: must not come to more than %s in a month (got "%s")`, c.text(c.largest()), c.amount(c.largest()+more)))
				continue
			}
			require.NoError(t, err)
			require.NoError(t, joint.Validate())
			assert.Equal(t, c.text(c.largest()+more), c.of(joint.Invoice.Gross))
			roundTrip(t, joint)
		}
	}
}

// TestMostOfAComparison: what all months come to is refused beyond the largest amount, before it could not be
// written: fees, what is owed, packs, and both together.
func TestMostOfAComparison(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for what, set := range map[string]func(*sheet, int64){
			"fees": func(b *sheet, half int64) { b.edition.Plan(servicelevel.Pro).Fee.Monthly = *c.amount(half) },
			"owed": func(b *sheet, half int64) {
				b.clause(c.flatLength(half))
				b.activity.Outages = append(b.activity.Outages, down("2026-06-12 10:00", "2026-06-12 11:00"))
			},
			"packs": func(b *sheet, half int64) {
				for i := range b.edition.Plans {
					b.edition.Plans[i].Prices = nil
				}
				b.edition.Plan(servicelevel.Standard).Prices = &plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{{Time: time.Hour, Price: *c.amount(half)}}}}
				b.activity = workOn("T", wall("2026-05-11 10:00"), 2*time.Hour)
			},
		} {
			for _, more := range []int64{-1, 0, 1} {
				b := c.sheet(servicelevel.Standard)
				set(b, c.largest()/2+more)
				cost, err := compare.Levels(compiled(b.edition), b.contract, b.activity, month("2026-05"), month("2026-06"))
				if more > 0 {
					want := fmt.Sprintf(`contract: must not come to more than %s in all months (got "%s")`, c.text(c.largest()), c.amount(c.largest()+2*more))
					if what == "packs" && c != "KWD" { // as the tariff says
						want = "packs: "
					}
					assert.ErrorContains(t, err, want, "%s %s", c, what)
					continue
				}
				require.NoError(t, err, "%s %s", c, what)
				require.NoError(t, cost.Validate())
				cost.Explain()
				back := readAgain(t, cost)
				requireSame(t, encode(t, cost), encode(t, back))
				require.Contains(t, encode(t, cost), `"`+c.text(c.largest()+2*more)+`"`, what)
			}
		}
	}
}

// TestMostThatIsSold: hours without credit are billed up to the largest amount of the currency; what is dearer stays
// overdrawn, in any of them, and is told before it is worked.
func TestMostThatIsSold(t *testing.T) {
	t.Parallel()
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		for _, how := range []servicelevel.Uncovered{servicelevel.UncoveredHours, servicelevel.UncoveredPacks} {
			for _, more := range []int64{-1, 0, 1} {
				b := c.sheet(servicelevel.Standard)
				b.contract.Options.Uncovered, b.contract.Options.Overdraft = how, 100*time.Hour
				half := c.amount(c.largest()/2 + more)
				if how == servicelevel.UncoveredHours {
					b.contract.Options.HourPrice = half
				} else {
					b.edition.Plan(servicelevel.Standard).Prices = &plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{{Time: time.Hour, Price: *half}}}}
				}
				b.activity = workOn("T", wall("2026-05-11 10:00"), 2*time.Hour)
				s, err := b.statement()
				require.NoError(t, err, "%s %s", c, how)
				requireWhole(t, s)
				want := c.largest() + 2*more
				if more > 0 {
					want = 0
				}
				assert.Equal(t, c.text(want), c.of(s.Invoice.Net), "%s %s", c, how)

				book, err := compiled(b.edition).Open(b.contract)
				require.NoError(t, err)
				r := asked("U", "2026-05-11 10:00")
				r.Estimate = 2 * time.Hour
				h, err := book.Handle(r)
				if more > 0 {
					assert.ErrorContains(t, err, "request.estimate", "%s %s", c, how)
					continue
				}
				require.NoError(t, err)
				roundTrip(t, h)
				if how == servicelevel.UncoveredHours {
					assert.Equal(t, c.text(want), c.of(*h.Price))
				} else {
					assert.Equal(t, c.text(want), c.of(h.Offer.Price))
				}
			}
		}
	}
}
