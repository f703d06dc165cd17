package servicelevel_test

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// paidTogether is a contract under one plan, whose months have a price together, reckoned day by day.
type paidTogether struct {
	currency       modelCurrency
	monthly, price int64
	months         int
	proRata        bool
	rounding       penalty.Rounding
	start, end     time.Time // zero: it goes on
	dearer         time.Time // from when on VAT is 22 %, and not 20; zero: never
}

func (p *paidTogether) serves(day time.Time) bool {
	return !day.Before(p.start) && (p.end.IsZero() || day.Before(p.end))
}

// days counts those of a month in service, and all.
func (p *paidTogether) days(m calendar.Month) (served, all int64) {
	day := time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
	for ; day.Month() == m.Month; day = day.AddDate(0, 0, 1) {
		if all++; p.serves(day) {
			served++
		}
	}
	return served, all
}

// whole is whether a month has a share of the price.
func (p *paidTogether) whole(m calendar.Month) bool {
	served, all := p.days(m)
	return served == all || served > 0 && !p.proRata
}

// fee is what a month comes to by itself.
func (p *paidTogether) fee(m calendar.Month) int64 {
	served, all := p.days(m)
	if served == 0 {
		return 0
	}
	if !p.whole(m) {
		return roundCents(ratio(p.monthly*served, all), p.rounding)
	}
	n := p.before(m)
	upTo := func(n int) int64 {
		return roundCents(big.NewRat(1, 1).Mul(ratio(p.price, int64(p.months)), ratio(int64(n), 1)), p.rounding)
	}
	return upTo(n+1) - upTo(n)
}

// before is how many months lie before one of those that are paid with it.
func (p *paidTogether) before(m calendar.Month) (n int) {
	for p.whole(m.AddMonths(-n - 1)) {
		n++
	}
	return n % p.months
}

// due are a month's days that are no whole one, or what is left of its payment.
func (p *paidTogether) due(m calendar.Month) (out []paidFee) {
	served, _ := p.days(m)
	if served == 0 {
		return nil
	}
	from := func(m calendar.Month) time.Time {
		day := time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
		for !p.serves(day) {
			day = day.AddDate(0, 0, 1)
		}
		return day
	}
	tax := func(m calendar.Month) string {
		if p.dearer.IsZero() || from(m).Before(p.dearer) {
			return "S 0.2"
		}
		return "S 0.22"
	}
	if !p.whole(m) {
		return []paidFee{{month: m, of: fmt.Sprint("days from ", from(m)), cents: p.fee(m), tax: tax(m)}}
	}
	since := m.AddMonths(-p.before(m))
	for next := m; p.whole(next) && monthsFrom(since, next) < p.months; next = next.AddMonths(1) {
		out = append(out, paidFee{month: next, since: since, cents: p.fee(next), tax: tax(since), again: tax(m)})
	}
	return out
}

func monthsFrom(from, to calendar.Month) (n int) {
	for from.AddMonths(n).Compare(to) < 0 {
		n++
	}
	return n
}

// catalogue is NUXIT's, in which Pro is such a plan, and contract one under it.
func (p *paidTogether) catalogue() *servicelevel.Catalogue {
	e := plans.NUXIT()
	if !p.dearer.IsZero() {
		e.VATChanges = []plans.RateChange{{On: calendar.DateOf(p.dearer), Rate: *dec("0.22")}}
	}
	e.Plan(servicelevel.Pro).Fee = plans.Fee{Monthly: *cents(p.monthly), Months: p.months, Price: *cents(p.price), Rules: []string{"S38"}}
	return compiled(p.currency.edition(e))
}

func (p *paidTogether) contract(inAdvance bool) servicelevel.Contract {
	ct := contract("nuxit", servicelevel.Pro, calendar.DateOf(p.start).String())
	ct.Options.ProRata, ct.Options.FeesInAdvance, ct.Options.Rounding = p.proRata, inAdvance, p.rounding
	if !p.end.IsZero() {
		ct.End = calendar.DateOf(p.end)
	}
	return ct
}

func drawPaidTogether(t *rapid.T) *paidTogether {
	p := &paidTogether{
		currency: drawCurrency(t), monthly: rapid.Int64Range(1, 20_000).Draw(t, "monthly"), months: rapid.OneOf(rapid.IntRange(2, 15), rapid.Just(12)).Draw(t, "months"),
		price:   rapid.OneOf(rapid.Int64Range(1, 40), rapid.Int64Range(1, 240_000), rapid.SampledFrom([]int64{1_190_00, 100, 100_00})).Draw(t, "price"),
		proRata: rapid.Bool().Draw(t, "pro rata"), rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
		start: time.Date(2026, 1, rapid.OneOf(rapid.Just(1), rapid.IntRange(1, 31)).Draw(t, "day"), 0, 0, 0, 0, time.UTC),
	}
	if rapid.Bool().Draw(t, "taxed otherwise") {
		p.dearer = p.start.AddDate(0, 0, rapid.IntRange(1, 400).Draw(t, "from then on"))
	}
	if rapid.Bool().Draw(t, "ends") {
		p.end = p.start.AddDate(0, 0, rapid.IntRange(1, 600).Draw(t, "days"))
	}
	return p
}

// TestPriceOfMonthsAtRandom: whatever a contract becomes while its months close, what it has paid and got
// back is what its months come to by themselves, which accruals and comparisons say too, and only what is
// not due any more is given back, at the VAT that it was invoiced with; a price that is
// paid whole is paid to the unit; and every sentence can be recomputed.
func TestPriceOfMonthsAtRandom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPaidTogether(t)
		cat, inAdvance := p.catalogue(), rapid.Bool().Draw(t, "in advance")
		ct := p.contract(inAdvance)
		first, last := calendar.MonthOf(p.start), calendar.MonthOf(p.start).AddMonths(rapid.IntRange(0, 30).Draw(t, "closed"))
		var state *servicelevel.State
		var has paidFees
		paid, bySelf := int64(0), cat.Accruals()
		for m := first; m.Compare(last) <= 0; m = m.AddMonths(1) {
			began := time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
			if m != first && oneIn(t, 4, "changes") && (p.end.IsZero() || !p.end.Before(began)) {
				p.end = time.Time{}
				if oneIn(t, 2, "ends now") {
					p.end = began.AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "more days"))
				}
				inAdvance = inAdvance != oneIn(t, 4, "otherwise invoiced")
				if !p.end.IsZero() && !p.end.After(p.start) {
					p.end = p.start.AddDate(0, 0, 1)
				}
				ct = p.contract(inAdvance)
			}
			book, err := cat.Open(ct)
			if state != nil {
				book, err = cat.Resume(ct, *state)
			}
			require.NoError(t, err)
			s, next, err := book.Close(m)
			require.NoError(t, err)
			require.NoError(t, s.Validate())
			require.NoError(t, next.Validate())
			paid += feesOf(&s)
			wantPaid, wantBack := has.close(m, inAdvance, m == first, p.due)
			gotPaid, gotBack := feeLines(&s)
			require.Equal(t, wantPaid, gotPaid, m)
			require.Equal(t, wantBack, gotBack, m)
			state = ptr(readAgain(t, next))
			for _, line := range s.Invoice.Lines {
				if line.Unit == "MON" && line.Quantity.IntPart() == int64(p.months) {
					require.Equal(t, p.price, p.currency.units(line.Amount))
				}
			}
			s.Explain()
			for _, x := range allSaid(&s) {
				require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
				x.misread(t)
			}
			own, err := bySelf.Statement(ct, servicelevel.Activity{}, m)
			require.NoError(t, err)
			require.Equal(t, p.fee(m), feesOf(own), m)
		}
		sum := int64(0)
		for m := first; m.Compare(last) <= 0; m = m.AddMonths(1) {
			sum += p.fee(m)
		}
		for _, f := range state.InAdvance {
			paid -= p.currency.units(f.Net)
		}
		require.Equal(t, sum, paid)
		c, err := compare.Levels(cat, ct, servicelevel.Activity{}, first, last)
		require.NoError(t, err)
		require.Equal(t, sum, p.currency.units(compared(t, c, servicelevel.Pro).Fees))
		c.Explain()
		for i := range c.Levels {
			s := said{&c.Levels[i].Explained, (*tongue).readLevel, func(p *pocket, list []clause) { p.level(&c.Levels[i], list) }, "", p.currency}
			require.NoError(t, s.check(), "%s\n%s", s.text.EN, s.text.FR)
			s.misread(t)
		}
	})
}
