package compare_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

func hourAt(price string) credit.Pack {
	return credit.Pack{Time: time.Hour, Price: decimal.RequireFromString(price)}
}

func TestBreakEven(t *testing.T) {
	t.Parallel()
	const standard, serenity, pro, business = servicelevel.Standard, servicelevel.Serenity, servicelevel.Pro, servicelevel.Business
	best := credit.Pack{}
	for _, c := range []struct {
		level, against servicelevel.Level
		hour           credit.Pack
		never          bool
		from, billed   time.Duration
	}{
		{pro, standard, best, false, 4635193133048, 90 * time.Minute}, // 45 ÷ 34.95 h
		{pro, serenity, best, false, 3090128755365, time.Hour},        // 30 ÷ 34.95 h
		{pro, standard, hourAt("30"), false, 90 * time.Minute, 90 * time.Minute},
		{pro, standard, hourAt("29.99"), true, 0, 0},
		{pro, standard, hourAt("30.01"), false, 5398200599801, 90 * time.Minute},
		{pro, standard, hourAt("90"), false, 30 * time.Minute, 30 * time.Minute},
		{pro, standard, hourAt("89.99"), false, 1800200022225, time.Hour},
		{pro, standard, hourAt("0"), true, 0, 0},
		{pro, standard, credit.Pack{Time: 3 * time.Hour, Price: decimal.New(169, 0)}, false, 2875739644971, time.Hour},
		{serenity, standard, best, true, 0, 0},
		{business, pro, best, true, 0, 0},
		{business, standard, hourAt("60"), false, 90 * time.Minute, 90 * time.Minute},
		{business, standard, hourAt("59.99"), true, 0, 0},
		{standard, serenity, best, false, 0, 0},
		{standard, standard, best, false, 0, 0},
		{standard, pro, best, true, 0, 0},
		{standard, pro, hourAt("30"), false, 0, 0}, // its 45 € less buy the 1 h 30 it lacks
		{standard, pro, hourAt("30.01"), true, 0, 0},
		{pro, business, best, false, 0, 0},
	} {
		p, other := planIn(t, servicelevel.NUXIT(), c.level), planIn(t, servicelevel.NUXIT(), c.against)
		got, err := compare.FindBreakEven(p, other, c.hour)
		require.NoError(t, err)
		hour := c.hour
		if hour.Time == 0 {
			hour = credit.Pack{Time: 20 * time.Hour, Price: decimal.New(699, 0)}
		}
		assert.True(t, hour.Price.Equal(got.Hour.Price))
		got.Hour.Price = hour.Price
		assert.Equal(t, compare.BreakEven{
			Level: c.level, Against: c.against, Hour: hour, Never: c.never, From: c.from, Billed: c.billed,
		}, got, "%v %v %v", c.level, c.against, c.hour.Price)
	}
}

func TestBreakEvenRefusals(t *testing.T) {
	t.Parallel()
	standard, pro := planIn(t, servicelevel.Magic(), servicelevel.Standard), planIn(t, servicelevel.Magic(), servicelevel.Pro)
	_, err := compare.FindBreakEven(pro, standard, credit.Pack{})
	var none *plans.TariffError
	require.ErrorAs(t, err, &none)
	assert.Equal(t, servicelevel.Pro, none.Level)
	b, err := compare.FindBreakEven(pro, standard, hourAt("45"))
	require.NoError(t, err)
	assert.Equal(t, time.Hour, b.From)
	assert.Equal(t, time.Hour, b.Billed)

	pro.Prices = &plans.Prices{}
	_, err = compare.FindBreakEven(pro, standard, credit.Pack{})
	require.ErrorAs(t, err, &none)
	require.EqualError(t, err, "plan.prices: plans: the plan pro states no prices for hours")

	for field, c := range map[string]struct {
		p, other plans.Plan
		hour     credit.Pack
	}{
		"plan.level":         {plans.Plan{Level: "No"}, standard, hourAt("1")},
		"other.level":        {standard, plans.Plan{Level: "No"}, hourAt("1")},
		"plan.fee.on_quote":  {planIn(t, servicelevel.Magic(), servicelevel.CriticalBusiness), standard, hourAt("1")},
		"other.fee":          {standard, planIn(t, servicelevel.Magic(), servicelevel.CriticalBusiness), hourAt("1")},
		"other.work.block":   {planIn(t, servicelevel.NUXIT(), servicelevel.Pro), standard, hourAt("1")},
		"other.work.factors": {standard, func() plans.Plan { p := standard; p.Work.Factors = nightFactor; return p }(), hourAt("1")},
		"other.work.minimum": {standard, func() plans.Plan { p := standard; p.Work.Minimum = 1; return p }(), hourAt("1")},
		"hour.time":          {standard, standard, credit.Pack{Price: decimal.New(1, 0)}},
		"hour.price":         {standard, standard, hourAt("1.0001")},
	} {
		_, err := compare.FindBreakEven(c.p, c.other, c.hour)
		assert.ErrorContains(t, err, field)
	}
}

// TestBreakEvenNamesTheFactor: the first factor that differs is named, with its value.
func TestBreakEvenNamesTheFactor(t *testing.T) {
	t.Parallel()
	p, other := planIn(t, servicelevel.NUXIT(), servicelevel.Pro), planIn(t, servicelevel.NUXIT(), servicelevel.Standard)
	double := slices.Clone(nightFactor)
	double[0].By = decimal.New(2, 0)
	sundays := slices.Clone(nightFactor)
	sundays[0].Schedule.Hours = []calendar.Hours{{Days: 1 << time.Sunday, Open: nightFactor[0].Schedule.Hours[0].Open}}
	for _, x := range []struct {
		plan, other []plans.Factor
		want        string
	}{
		{nightFactor, slices.Clone(nightFactor), ""},
		{nightFactor, double, `other.work.factors[0].by: must be the plan's, 1.5 (got "2")`},
		{nightFactor, append(slices.Clone(nightFactor), double...), `other.work.factors[1]: must be absent, for the plan has none (got "2")`},
		{append(slices.Clone(nightFactor), double...), nightFactor, `other.work.factors[1]: must be given, for the plan has one of 2`},
		{append(slices.Clone(double), nightFactor...), append(slices.Clone(double), double...), `other.work.factors[1].by: must be the plan's, 1.5 (got "2")`},
		{nightFactor, sundays, `other.work.factors[0].schedule: must be the plan's (got "{\"zone\":\"Europe/Paris\",\"hours\":[{\"days\":\"sun\",\"open\":[\"22:00-...")`},
	} {
		p.Work.Factors, other.Work.Factors = x.plan, x.other
		if _, err := compare.FindBreakEven(p, other, hourAt("60")); x.want == "" {
			require.NoError(t, err)
		} else {
			require.EqualError(t, err, x.want)
		}
	}
}

// TestBreakEvenByTheHour: a plan that bills by the hour is compared at its price of an hour, also beside packs; one that
// does not, only if it has no packs.
func TestBreakEvenByTheHour(t *testing.T) {
	t.Parallel()
	gold, basic := planIn(t, servicelevel.NUXIT(), servicelevel.Pro), planIn(t, servicelevel.NUXIT(), servicelevel.Standard)
	pack := credit.Tariff{Packs: []credit.Pack{{Time: 2 * time.Hour, Price: *dec("100.00")}}}
	for name, x := range map[string]struct {
		prices plans.Prices
		how    plans.Uncovered
		hour   credit.Pack
		from   time.Duration
	}{
		"by the hour":          {plans.Prices{Hour: dec("90.00")}, plans.UncoveredHours, hourAt("90.00"), 30 * time.Minute},
		"beside packs":         {plans.Prices{Hour: dec("90.00"), Tariff: pack}, plans.UncoveredHours, hourAt("90.00"), 30 * time.Minute},
		"no packs":             {plans.Prices{Hour: dec("90.00")}, plans.UncoveredRefused, hourAt("90.00"), 30 * time.Minute},
		"packs beside a price": {plans.Prices{Hour: dec("90.00"), Tariff: pack}, plans.UncoveredRefused, pack.Packs[0], 54 * time.Minute},
	} {
		gold.Prices, gold.Work.Uncovered = &x.prices, x.how
		b, err := compare.FindBreakEven(gold, basic, credit.Pack{})
		require.NoError(t, err, name)
		assert.Equal(t, x.hour.Time, b.Hour.Time, name)
		assert.True(t, x.hour.Price.Equal(b.Hour.Price), name)
		assert.Equal(t, x.from, b.From, name)
		b, err = compare.FindBreakEven(gold, basic, hourAt("45.00"))
		require.NoError(t, err, name)
		assert.Equal(t, time.Hour, b.From, "the caller's price holds")
	}
}

func TestBreakEvenTakesTheBestPack(t *testing.T) {
	t.Parallel()
	pro := planIn(t, servicelevel.NUXIT(), servicelevel.Pro)
	pack := func(hours, euros int64) credit.Pack {
		return credit.Pack{Time: time.Duration(hours) * time.Hour, Price: decimal.New(euros, 0)}
	}
	for want, packs := range map[time.Duration][]credit.Pack{
		1: {pack(1, 10), pack(2, 21)},
		2: {pack(1, 10), pack(2, 20), pack(1, 10)},
		4: {pack(4, 39), pack(3, 30), pack(2, 20)},
		3: {pack(5, 50), pack(3, 29), pack(4, 40)},
	} {
		pro.Prices = &plans.Prices{Tariff: credit.Tariff{Packs: packs}}
		b, err := compare.FindBreakEven(pro, pro, credit.Pack{})
		require.NoError(t, err)
		assert.Equal(t, want*time.Hour, b.Hour.Time)
		assert.Equal(t, compare.BreakEven{Level: servicelevel.Pro, Against: servicelevel.Pro, Hour: b.Hour}, b, "it never costs more")
	}
}

func TestBreakEvenJSON(t *testing.T) {
	t.Parallel()
	b := compare.BreakEven{Level: servicelevel.Pro, Against: servicelevel.Standard, Hour: hourAt("60"), From: 45 * time.Minute, Billed: time.Hour}
	out, err := json.Marshal(b)
	require.NoError(t, err)
	assert.JSONEq(t, `{"level":"pro","against":"standard","hour":{"time":"PT1H","price":"60.00"},"from":"PT45M","billed":"PT1H"}`, string(out))
	var back compare.BreakEven
	require.NoError(t, json.Unmarshal(out, &back))
	assert.Error(t, json.Unmarshal([]byte(`{"level":"pro"}`), &back))
}

// Against the cost of each amount of work, as fractions.
func TestBreakEvenAgainstCosts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, other := planIn(t, servicelevel.NUXIT(), servicelevel.Pro), planIn(t, servicelevel.NUXIT(), servicelevel.Standard)
		block := 15 * time.Minute
		p.Work.Block, other.Work.Block = block, block
		draw := func(plan *plans.Plan, label string) {
			plan.Fee.Monthly = decimal.New(rapid.Int64Range(0, 9000).Draw(t, label+" fee"), -2)
			plan.Allowance.Monthly = time.Duration(rapid.IntRange(0, 12).Draw(t, label+" allowance")) * 10 * time.Minute
		}
		draw(&p, "plan")
		draw(&other, "other")
		hour := credit.Pack{
			Time:  time.Duration(rapid.IntRange(1, 7200).Draw(t, "seconds")) * time.Second,
			Price: decimal.New(rapid.Int64Range(0, 9000).Draw(t, "price"), -2),
		}
		cost := func(plan plans.Plan, worked time.Duration) *big.Rat {
			beyond := max(0, worked-plan.Allowance.Monthly)
			price := new(big.Rat).Mul(hour.Price.Rat(), big.NewRat(int64(beyond), int64(hour.Time)))
			return price.Add(price, plan.Fee.Monthly.Rat())
		}
		pays := func(worked time.Duration) bool { return cost(p, worked).Cmp(cost(other, worked)) <= 0 }
		b, err := compare.FindBreakEven(p, other, hour)
		require.NoError(t, err)
		const most = 1000 * time.Hour
		if b.Never {
			require.False(t, pays(most))
			require.Zero(t, b.From)
			return
		}
		require.True(t, pays(most))
		require.True(t, pays(b.From))
		require.True(t, b.From == 0 || !pays(b.From-1))
		for d := time.Duration(0); d <= 5*time.Hour; d += block {
			require.Equal(t, d >= b.Billed, pays(d), "%v %v", d, b)
		}
	})
}
