package compare_test

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strings"
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
		{pro, standard, best, false, 78 * time.Minute, 90 * time.Minute}, // 45 ÷ 34.95 h, 77.25 min
		{pro, serenity, best, false, 52 * time.Minute, time.Hour},        // 30 ÷ 34.95 h, 51.5 min
		{pro, standard, hourAt("30"), false, 90 * time.Minute, 90 * time.Minute},
		{pro, standard, hourAt("29.99"), true, 0, 0},
		{pro, standard, hourAt("30.01"), false, 90 * time.Minute, 90 * time.Minute},
		{pro, standard, hourAt("90"), false, 30 * time.Minute, 30 * time.Minute},
		{pro, standard, hourAt("89.99"), false, 31 * time.Minute, time.Hour},
		{pro, standard, hourAt("0"), true, 0, 0},
		{pro, standard, credit.Pack{Time: 3 * time.Hour, Price: decimal.New(169, 0)}, false, 48 * time.Minute, time.Hour},
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
			Level: c.level, Fee: p.Fee, Allowance: p.Allowance.Monthly, Against: c.against, AgainstFee: other.Fee, AgainstAllowance: other.Allowance.Monthly,
			Hour: hour, Never: c.never, From: c.from, Billed: c.billed, Block: 30 * time.Minute,
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
		assert.Equal(t, []any{false, time.Duration(0), time.Duration(0)}, []any{b.Never, b.From, b.Billed}, "it never costs more")
	}
}

func TestBreakEvenJSON(t *testing.T) {
	t.Parallel()
	b := compare.BreakEven{
		Level: servicelevel.Pro, Fee: plans.Fee{Monthly: decimal.New(45, 0)}, Allowance: 90 * time.Minute, Against: servicelevel.Standard,
		Hour: hourAt("60"), From: 45 * time.Minute, Billed: time.Hour, Block: 30 * time.Minute,
	}
	out, err := json.Marshal(b)
	require.NoError(t, err)
	assert.JSONEq(t, `{"level":"pro","fee":{"monthly":"45.00"},"allowance":"PT1H30M","against":"standard","against_fee":{"monthly":"0.00"},
		"hour":{"time":"PT1H","price":"60.00"},"from":"PT45M","billed":"PT1H","block":"PT30M"}`, string(out))
	var back compare.BreakEven
	require.NoError(t, json.Unmarshal(out, &back))
	assert.Error(t, json.Unmarshal([]byte(`{"level":"pro"}`), &back))
}

// TestBreakEvenExplained: a sentence for each way in which two plans compare.
func TestBreakEvenExplained(t *testing.T) {
	t.Parallel()
	pro, standard := planIn(t, servicelevel.NUXIT(), servicelevel.Pro), planIn(t, servicelevel.NUXIT(), servicelevel.Standard)
	ofAYear, some := pro, standard
	ofAYear.Fee = plans.Fee{Monthly: decimal.New(110, 0), Months: 12, Price: decimal.New(1190, 0)}
	some.Allowance.Monthly, some.Work.Minimum, ofAYear.Work.Minimum = 20*time.Minute, 5*time.Minute, 5*time.Minute
	for _, x := range []struct {
		plan, other plans.Plan
		hour        credit.Pack
		en, fr      string
	}{
		{
			pro, standard,
			credit.Pack{},
			"€45.00 a month (S38), instead of €0.00 a month; allowances of 1 h 30 min and 0 min; hours beyond at €699.00 for 20 h: " +
				"1 h 18 min there make up for the difference; no more from 1 h 18 min a month on, 1 h 30 min billed in blocks of 30 min",
			"45,00 € par mois (S38), au lieu de 0,00 € par mois ; allocations de 1 h 30 min et 0 min ; heures au-delà à 699,00 € les 20 h : " +
				"1 h 18 min y compensent l'écart ; pas plus cher à partir de 1 h 18 min par mois, soit 1 h 30 min facturées par blocs de 30 min",
		},
		{
			ofAYear, some, hourAt("95.00"),
			"€1,190.00 for 12 months, instead of €0.00 a month; allowances of 1 h 30 min and 20 min; hours beyond at €95.00 for 1 h: " +
				"1 h 3 min there make up for the difference; no more from 20 min + 1 h 3 min = 1 h 23 min a month on, " +
				"1 h 35 min billed in blocks of 30 min beyond 5 min",
			"",
		},
		{pro, standard, hourAt("29.99"), "€29.99 for 1 h: the 1 h 30 min more of allowance cost less than the fee is higher: never", "les 1 h 30 min d'allocation en plus coûtent moins que l'écart : jamais"},
		{pro, pro, hourAt("29.99"), "€29.99 for 1 h: no more at any amount", "29,99 € les 1 h : pas plus cher, quelle que soit la durée"},
		{standard, pro, hourAt("30.01"), "the 1 h 30 min less of allowance cost more there than the fee is lower: never, beyond some amount", "jamais, au-delà d'une certaine durée"},
		{planIn(t, servicelevel.NUXIT(), servicelevel.Business), pro, hourAt("30.01"), "the fee is higher, and the allowance is not larger: never", "l'abonnement est plus cher et l'allocation pas plus grande : jamais"},
	} {
		b, err := compare.FindBreakEven(x.plan, x.other, x.hour)
		require.NoError(t, err)
		assert.Zero(t, b.Explained)
		b.Explain("")
		assert.Contains(t, b.Explained.EN, x.en)
		assert.Contains(t, strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(b.Explained.FR), x.fr)
	}
	for _, change := range []func(p *plans.Plan){ // of parts of a minute
		func(p *plans.Plan) { p.Work.Block = 90 * time.Second },
		func(p *plans.Plan) { p.Work.Minimum = time.Second },
		func(p *plans.Plan) { p.Allowance.Monthly += time.Second },
	} {
		x, y := pro, standard
		change(&x)
		change(&y)
		y.Allowance.Monthly = 0
		b, err := compare.FindBreakEven(x, y, credit.Pack{})
		require.NoError(t, err)
		assert.Equal(t, time.Duration(4635193133048), b.From, "to the nanosecond")
		assert.Less(t, b.Billed-b.From, x.Work.Block)
	}
	b, err := compare.FindBreakEven(pro, standard, hourAt("60.000"))
	require.NoError(t, err)
	for _, euros := range []string{"", "EUR"} {
		b.Explain(euros)
		assert.Contains(t, b.Explained.EN, "€45.00 a month (S38), instead of €0.00 a month; allowances", euros)
		assert.Contains(t, b.Explained.FR, "45,00 € par mois", euros)
	}
	b.Explain("KWD")
	assert.Contains(t, b.Explained.EN, "KWD 45.000 a month (S38), instead of KWD 0.000 a month")
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
		b, err := compare.FindBreakEven(p, other, hour)
		require.NoError(t, err)
		onPaper(t, b)
		pays := func(worked time.Duration) bool { return cost(p, worked).Cmp(cost(other, worked)) <= 0 }
		const most = 1000 * time.Hour
		if b.Never {
			require.False(t, pays(most))
			require.Zero(t, b.From)
			return
		}
		require.True(t, pays(most))
		require.True(t, pays(b.From))
		require.True(t, b.From == 0 || !pays(b.From-time.Minute))
		for d := time.Duration(0); d <= 5*time.Hour; d += block {
			require.Equal(t, d >= b.Billed, pays(d), "%v %v", d, b)
		}
	})
}

// TestBreakEvenExplainsAnything: what no FindBreakEven has made is worded all the same.
func TestBreakEvenExplainsAnything(t *testing.T) {
	t.Parallel()
	ends := []time.Duration{math.MinInt64, -1, 0, 1, math.MaxInt64}
	for _, x := range ends {
		for _, y := range ends {
			b := compare.BreakEven{Allowance: x, AgainstAllowance: y, From: y, Billed: x, Block: x, Minimum: y, Hour: credit.Pack{Time: x, Price: decimal.New(1, 40)}}
			b.Fee.Price, b.Fee.Months = decimal.New(-1, -40), math.MinInt
			for range 2 {
				b.Explain("XAU")
				assert.NotEmpty(t, b.Explained.EN)
				b.Never = true
			}
		}
	}
}

var evenSentence = regexp.MustCompile(`^€(\S+) a month \(S38\), instead of €(\S+) a month; allowances of (.*) and (.*); hours beyond at €(\S+) for (.*?): (.*)$`)

// onPaper works a break-even out from nothing but its sentence.
func onPaper(t require.TestingT, b compare.BreakEven) {
	b.Explain("")
	said := evenSentence.FindStringSubmatch(b.Explained.EN)
	require.NotNil(t, said, b.Explained.EN)
	euros := func(s string) *big.Rat {
		x, ok := new(big.Rat).SetString(strings.ReplaceAll(s, ",", ""))
		require.True(t, ok, s)
		return x
	}
	seconds := func(s string) *big.Rat {
		sum, of := new(big.Rat), map[string]int64{"h": 3600, "min": 60, "s": 1}
		words := strings.Fields(s)
		for i := 0; i+1 < len(words); i += 2 {
			sum.Add(sum, new(big.Rat).Mul(euros(words[i]), big.NewRat(of[words[i+1]], 1)))
		}
		return sum
	}
	dearer := new(big.Rat).Sub(euros(said[1]), euros(said[2]))
	longer := new(big.Rat).Sub(seconds(said[3]), seconds(said[4]))
	an := new(big.Rat).Quo(euros(said[5]), seconds(said[6]))
	worth := new(big.Rat).Mul(an, longer)
	switch verdict := said[7]; {
	case dearer.Cmp(worth) > 0:
		require.Contains(t, verdict, "never")
		require.Equal(t, dearer.Sign() <= 0, strings.HasSuffix(verdict, "beyond some amount"), b.Explained.EN)
	case dearer.Sign() <= 0:
		require.Equal(t, "no more at any amount", verdict)
	default:
		cost, rest, ok := strings.Cut(verdict, " there make up for the difference; no more from ")
		require.True(t, ok, verdict)
		exact := new(big.Rat).Quo(dearer, an)
		late := new(big.Rat).Sub(seconds(cost), exact)
		require.True(t, late.Sign() >= 0 && late.Cmp(big.NewRat(60, 1)) < 0, b.Explained.EN)
		from, billed, ok := strings.Cut(rest, " a month on, ")
		require.True(t, ok, verdict)
		if _, sum, ok := strings.Cut(from, " = "); ok {
			require.True(t, strings.HasPrefix(from, said[4]+" + "+cost), from)
			from = sum
		}
		at := new(big.Rat).Add(seconds(said[4]), seconds(cost))
		require.Zero(t, at.Cmp(seconds(from)), b.Explained.EN)
		billed, ok = strings.CutSuffix(billed, " billed in blocks of 15 min")
		require.True(t, ok, verdict)
		over := new(big.Rat).Sub(seconds(billed), at)
		require.True(t, over.Sign() >= 0 && over.Cmp(big.NewRat(15*60, 1)) < 0, b.Explained.EN)
	}
}
