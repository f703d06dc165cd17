package servicelevel_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

func TestUncoveredNames(t *testing.T) {
	t.Parallel()
	for i, name := range []string{"by_plan", "refused", "packs", "hours"} {
		u := servicelevel.Uncovered(i)
		assert.Equal(t, name, u.String())
		b, err := u.MarshalText()
		require.NoError(t, err)
		back := servicelevel.Uncovered(9)
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, u, back)
	}
	_, err := servicelevel.Uncovered(4).MarshalText()
	assert.Error(t, err)
	u := servicelevel.UncoveredPacks
	assert.ErrorContains(t, u.UnmarshalText([]byte("pack")), "must be one of by_plan, refused, packs, hours")
	assert.Equal(t, servicelevel.UncoveredPacks, u)
	ct := without(servicelevel.UncoveredHours)
	assert.Equal(t, ct, readAgain(t, ct))
	assert.Contains(t, encode(t, ct), `"uncovered":"hours","hour_price":"90.00"`)
}

// says returns NUXIT's catalogue with what plans say of work without credit, by level.
func says(t *testing.T, choices map[servicelevel.Level]servicelevel.Uncovered, change func(*plans.Plan)) *servicelevel.Catalogue {
	e := plans.NUXIT()
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.Work.Uncovered = choices[p.Level]; change != nil && p.Prices != nil {
			change(p)
		}
	}
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return c
}

// TestUncoveredNeedsWhatItSells: packs need a plan with packs, hours a price, and a contract
// says what its plans do not agree on.
func TestUncoveredNeedsWhatItSells(t *testing.T) {
	t.Parallel()
	const std, pro = servicelevel.Standard, servicelevel.Pro
	packs, hours := servicelevel.UncoveredPacks, servicelevel.UncoveredHours
	for name, c := range map[string]struct {
		cat    *servicelevel.Catalogue
		change func(*servicelevel.Contract)
		want   string // nothing: it is taken
	}{
		"packs":            {change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = packs }},
		"packs of nothing": {cat: servicelevel.Magic(), change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = packs }, want: `options.uncovered: needs packs, which the level standard has none of (got "packs")`},
		"packs of a quote without": {change: func(ct *servicelevel.Contract) {
			ct.Options.Uncovered, ct.Quote, ct.Rent = packs, quote(), dec("100.00")
			ct.Quote.Prices = nil
			ct.Changes = []servicelevel.Change{{On: day("2026-07-01"), Level: servicelevel.CriticalBusiness}}
		}, want: `options.uncovered: needs packs, which the level critical_business has none of (got "packs")`},
		"hours":            {change: func(ct *servicelevel.Contract) { ct.Options.Uncovered, ct.Options.HourPrice = hours, dec("90.00") }},
		"hours of nothing": {change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = hours }, want: `options.hour_price: must be given, for the level standard states no price of an hour`},
		"hours of the plans": {
			cat:    says(t, nil, func(p *plans.Plan) { p.Prices.Hour = dec("80.00") }),
			change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = hours },
		},
		"of the plans":          {cat: says(t, map[servicelevel.Level]servicelevel.Uncovered{std: packs, pro: packs}, nil)},
		"of plans that differ":  {cat: says(t, map[servicelevel.Level]servicelevel.Uncovered{std: packs}, nil), want: `options.uncovered: must be given, for the level standard says packs, and pro refused`},
		"refused by the plans":  {cat: says(t, map[servicelevel.Level]servicelevel.Uncovered{std: servicelevel.UncoveredRefused}, nil)},
		"chosen over the plans": {cat: says(t, map[servicelevel.Level]servicelevel.Uncovered{std: packs}, nil), change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = packs }},
		"refused over the plans": {
			cat: says(t, map[servicelevel.Level]servicelevel.Uncovered{std: packs}, nil), change: func(ct *servicelevel.Contract) { ct.Options.Uncovered = servicelevel.UncoveredRefused },
		},
	} {
		if c.cat == nil {
			c.cat = servicelevel.NUXIT()
		}
		ct := contract(c.cat.Edition().ID, std, "2026-01-01")
		ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: pro}}
		if c.change != nil {
			c.change(&ct)
		}
		_, err := c.cat.Open(ct)
		_, err2 := c.cat.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		if c.want == "" {
			assert.NoError(t, err, name)
			assert.NoError(t, err2, name)
			continue
		}
		assert.EqualError(t, err, "contract."+c.want, name)
		assert.EqualError(t, err2, "contract."+c.want, name)
	}
}

// TestPlanSaysWhatIsSold: the plan's choice, its price and its rules are those of a contract
// that says nothing, and an hour that the contract states goes before.
func TestPlanSaysWhatIsSold(t *testing.T) {
	t.Parallel()
	cat := says(t, map[servicelevel.Level]servicelevel.Uncovered{servicelevel.Standard: servicelevel.UncoveredHours}, func(p *plans.Plan) {
		p.Prices.Hour, p.Work.UncoveredRules = dec("85.35"), []string{"CGV 12"}
	})
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	act := activityOf(did("T", "2026-05-12 09:00", 30*time.Minute))
	for _, c := range []struct {
		change func(*servicelevel.Contract)
		amount string
		rules  plans.Citation
	}{
		{func(*servicelevel.Contract) {}, "42.68", "CGV 12, D29, D21"},
		{func(ct *servicelevel.Contract) { ct.Options.HourPrice = dec("90.01") }, "45.01", "CGV 12, D29, D21"},
		{func(ct *servicelevel.Contract) { ct.Options.Rounding, ct.Options.HourPrice = 1, dec("90.01") }, "45.00", "CGV 12, D29, D21"},
		{func(ct *servicelevel.Contract) { ct.Options.Uncovered = servicelevel.UncoveredHours }, "42.68", "D29, D21"},
	} {
		own := ct
		c.change(&own)
		s, err := cat.Statement(own, act, month("2026-05"))
		require.NoError(t, err)
		require.Len(t, s.Invoice.Lines, 1)
		assert.Equal(t, c.amount, s.Invoice.Lines[0].Amount.StringFixed(2))
		assert.Equal(t, c.rules, s.Invoice.Lines[0].Rules)
	}
}

// TestQuantityOfHours: what is billed by the hour says how long that is exactly, in a unit
// that it is a number of.
func TestQuantityOfHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		allowance      time.Duration // of 1 h
		quantity, unit string
		base           int
		amount         string
	}{
		{0, "1", "HUR", 0, "90.00"},
		{15 * time.Minute, "0.75", "HUR", 0, "67.50"},
		{24 * time.Second, "3576", "SEC", 3600, "89.40"},
		{20 * time.Minute, "40", "MIN", 60, "60.00"},
		{30 * time.Second, "3570", "SEC", 3600, "89.25"},
		{1, "3599.999999999", "SEC", 3600, "90.00"},
		{time.Hour - 1, "0.000000001", "SEC", 3600, "0.00"},
	} {
		ct := contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01")
		ct.Quote, ct.Rent = quote(), dec("100.00")
		ct.Quote.Work.Block, ct.Quote.Allowance.Monthly = time.Hour, c.allowance
		ct.Options.Uncovered, ct.Options.HourPrice = servicelevel.UncoveredHours, dec("90.00")
		s := stated(t, ct, activityOf(did("T", "2026-05-12 09:00", time.Minute)), "2026-05")
		line := s.Invoice.Lines[len(s.Invoice.Lines)-1]
		assert.Equal(t, invoice.HoursLine, line.Kind)
		assert.Equal(t, []any{c.quantity, c.unit, c.base, c.amount}, []any{line.Quantity.String(), line.Unit, line.PriceBase, line.Amount.StringFixed(2)})
		base := decimal.NewFromInt(int64(max(line.PriceBase, 1)))
		assert.True(t, line.Quantity.Mul(line.Price).Div(base).Round(2).Equal(line.Amount))
		roundTrip(t, s)
		book := openBook(t, ct, did("T", "2026-05-12 09:00", time.Minute)...)
		_, state, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		require.NoError(t, state.Validate(), "however short it was")
		again := readAgain(t, state)
		require.Len(t, again.Past[0].Spent, 1)
		assert.Equal(t, time.Hour-c.allowance, again.Past[0].Spent[0].Used)
	}
}

// TestAccountWithoutCredit: the account of a contract has the overdraft that it needs.
func TestAccountWithoutCredit(t *testing.T) {
	t.Parallel()
	for u, want := range map[servicelevel.Uncovered]time.Duration{servicelevel.UncoveredRefused: 0, servicelevel.UncoveredPacks: servicelevel.MaxPeriod} {
		account, err := servicelevel.NUXIT().Account(without(u))
		require.NoError(t, err)
		_, err = account.Apply(ledger.Entry{ID: "w", Kind: credit.Debit, At: wall("2026-05-12 09:00"), Time: want})
		require.NoError(t, err)
		_, err = account.Apply(ledger.Entry{ID: "x", Kind: credit.Debit, At: wall("2026-05-12 09:00"), Time: 1})
		var short *credit.ShortfallError
		require.ErrorAs(t, err, &short)
	}
}

// TestSoldIDsAreKept: no fact and no purchase has the id of what is sold.
func TestSoldIDsAreKept(t *testing.T) {
	t.Parallel()
	const reason = "is kept for what is sold for work without credit (D29)"
	for id, kept := range map[string]bool{
		"uncovered/2026-05": true, "uncovered/2026-05/1": true, "uncovered/2026-05/12": true, "uncovered/2026-05/0": false, "uncovered/2026-05/": false,
		"uncovered/2026-5": false, "uncovered/2026-13": false, "uncovered": false, "uncovered/": false, "uncovered/2026-05/1/1": false, "Uncovered/2026-05": false,
	} {
		f := pack(id, "2026-05-12 09:00", 3)
		err := openBook(t, without(servicelevel.UncoveredPacks)).Record(f)
		err2 := activityOf([]servicelevel.Fact{f}).Validate()
		if !kept {
			assert.NoError(t, err, id)
			assert.NoError(t, err2, id)
			continue
		}
		assert.EqualError(t, err, `facts[0].id: `+reason+` (got "`+id+`")`)
		assert.EqualError(t, err2, `purchases[0].id: `+reason+` (got "`+id+`")`)
	}
}

// TestHandleWithoutCredit: a request is not refused for want of credit: it says what will be
// sold.
func TestHandleWithoutCredit(t *testing.T) {
	t.Parallel()
	r := asked("T", "2026-05-13 10:00")
	r.Estimate = 200 * time.Minute
	h := handle(t, without(servicelevel.UncoveredPacks), r, pack("P", "2026-05-04 09:00", 3))
	assert.Equal(t, []time.Duration{210 * time.Minute, 0, 30 * time.Minute}, []time.Duration{h.FromCredit, h.Shortfall, h.Uncovered})
	assert.False(t, h.NeedsCredit)
	assert.Equal(t, "169.00", h.Offer.Price.StringFixed(2))
	assert.Nil(t, h.Price)
	assert.Contains(t, h.Rules, "D29")
	roundTrip(t, h)
	h = handle(t, without(servicelevel.UncoveredHours), r)
	assert.Equal(t, 210*time.Minute, h.Uncovered)
	assert.Equal(t, "315.00", h.Price.StringFixed(2))
	assert.Nil(t, h.Offer)
	roundTrip(t, h)
	h = handle(t, without(servicelevel.UncoveredHours), r, pack("P", "2026-05-04 09:00", 5))
	assert.Zero(t, h.Uncovered)
	assert.Nil(t, h.Price)
	assert.NotContains(t, h.Rules, "D29")
	cat := says(t, nil, func(p *plans.Plan) {
		hour := 100 - 10*int64(numberOf(p.Level))
		prices := *p.Prices
		p.Prices, prices.Hour = &prices, ptr(decimal.NewFromInt(hour))
	})
	ct := change(without(servicelevel.UncoveredHours), "2026-05-20", servicelevel.Serenity)
	ct.Options.HourPrice, ct.Options.ProRata = nil, true
	book, err := cat.Open(ct)
	require.NoError(t, err)
	h, err = book.Handle(r)
	require.NoError(t, err)
	assert.Equal(t, "315.00", h.Price.StringFixed(2), "at the price of the month's last day")
	ct.Options.Zone, ct.Changes[0].On = "Pacific/Auckland", day("2026-07-01")
	book, err = cat.Open(ct)
	require.NoError(t, err)
	last := asked("T", "2026-06-30 15:00") // in Paris: it is the first of July there
	last.Estimate = time.Hour
	h, err = book.Handle(last)
	require.NoError(t, err)
	assert.Equal(t, "90.00", h.Price.StringFixed(2), "of the month in the contract's zone")
	ct = without(servicelevel.UncoveredHours)
	ct.Options.HourPrice = dec("5000000000.00")
	_, err = openBook(t, ct).Handle(r)
	require.EqualError(t, err, `request.estimate: must not come to more than 10000000000.00 in a month (got "17500000000")`)
	r.Estimate = servicelevel.MaxPeriod // with what was worked it is more than may be overdrawn
	h = handle(t, without(servicelevel.UncoveredHours), r, did("W", "2026-05-11 09:00", time.Hour)...)
	assert.Equal(t, []time.Duration{time.Hour, 0}, []time.Duration{h.Shortfall, h.Uncovered})
	assert.True(t, h.NeedsCredit)
}

// TestBeyondWhatIsSold: what is more than a hundred packs, and what the tariff has no offer
// for, stays overdrawn.
func TestBeyondWhatIsSold(t *testing.T) {
	t.Parallel()
	ct := without(servicelevel.UncoveredPacks)
	ct.Quote, ct.Level, ct.Rent = quote(), servicelevel.CriticalBusiness, dec("100.00")
	ct.Quote.Prices = &plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{{Time: time.Second, Price: *dec("0.01")}}}}
	s := stated(t, ct, activityOf(did("T", "2026-05-12 00:00", 12*time.Hour)), "2026-05") // 7 h without credit
	assert.Len(t, s.Invoice.Lines, 101)
	assert.Equal(t, 7*time.Hour-100*time.Second, s.Credit.Overdrawn)
	assert.Equal(t, 100*time.Second, s.Credit.Bought)
	s = stated(t, ct, activityOf(did("T", "2026-05-12 00:00", 12*time.Hour)), "2026-06")
	assert.Equal(t, 7*time.Hour-200*time.Second, s.Credit.Overdrawn, "the rest is sold when the next months end")
	ct.Quote.Prices.Tariff.Packs = []credit.Pack{{Time: 99*time.Hour + 1, Price: *dec("1.00")}, {Time: 100 * time.Hour, Price: *dec("1.00")}}
	s = stated(t, ct, activityOf(did("T", "2026-05-12 00:00", 12*time.Hour)), "2026-05")
	assert.Equal(t, 7*time.Hour, s.Credit.Overdrawn)
}

// TestEditionThatBeginsToSell: a contract that changes to it says for all its days what becomes
// of work without credit, and is told which edition says what.
func TestEditionThatBeginsToSell(t *testing.T) {
	t.Parallel()
	next := says(t, map[servicelevel.Level]servicelevel.Uncovered{servicelevel.Pro: servicelevel.UncoveredPacks}, nil).Edition()
	next.ID = "nuxit-2027"
	both, err := servicelevel.NUXIT().With(compiled(next))
	require.NoError(t, err)
	ct := priced(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2027-01-01", servicelevel.Pro, "nuxit-2027")
	_, err = both.Open(ct)
	assert.EqualError(t, err, "contract.options.uncovered: must be given, for the level pro of the edition nuxit says refused, and pro of the edition nuxit-2027 packs")
	ct.Options.Uncovered = servicelevel.UncoveredPacks
	_, err = both.Open(ct)
	assert.NoError(t, err)
}
