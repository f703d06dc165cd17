package response_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/internal/kit"
	"github.com/palier-go/palier/penalty/response"
)

// promised is "95 % within 45 minutes, else 5 % of the rent, below 80 % 10 %".
func promised() response.Quota {
	return response.Quota{
		Kind: response.ToRespond, Within: 45 * time.Minute, Target: dec("0.95"),
		Bands: []penalty.Band{{From: dec("0.8"), Below: dec("0.95"), Credit: dec("0.05")}, {Below: dec("0.8"), Credit: dec("0.1")}},
	}
}

// answered are standings of tickets that were answered after some times, opened on 12 May 2026.
func answered(times ...time.Duration) (list []response.Standing) {
	for _, took := range times {
		list = append(list, response.Standing{
			Kind: response.ToRespond, Priority: "P1", Start: clock("10:00"), Within: time.Hour, Elapsed: took, Reached: clock("10:00").Add(took), State: response.GoalMet,
		})
	}
	return list
}

func repeated(took time.Duration, n int) []time.Duration {
	return slices.Repeat([]time.Duration{took}, n)
}

func TestQuotaAtItsEdge(t *testing.T) {
	t.Parallel()
	may := month(t, "2026-05")
	for _, c := range []struct {
		inTime, late int
		share        string
		missed       bool
		amount       string
	}{
		{0, 0, "1", false, "0.00"},
		{20, 0, "1", false, "0.00"},
		{19, 1, "19/20", false, "0.00"},
		{950, 50, "19/20", false, "0.00"},
		{949, 51, "949/1000", true, "7.45"},
		{18, 2, "9/10", true, "7.45"},
		{8, 2, "4/5", true, "7.45"},
		{799, 201, "799/1000", true, "14.90"},
		{0, 1, "0", true, "14.90"},
	} {
		for _, over := range []time.Duration{-1, 0, 1} {
			times := append(repeated(45*time.Minute+min(over, 0), c.inTime), repeated(45*time.Minute+max(over, 1), c.late)...)
			r, err := promised().Assess(dec("149.00"), may, answered(times...))
			require.NoError(t, err)
			require.NoError(t, r.Validate())
			roundTrip(t, r)
			assert.Equal(t, response.Attainment{InTime: c.inTime, Late: c.late}, r.Attainment)
			assert.Equal(t, []any{c.share, c.missed, c.amount}, []any{r.Share.String(), r.Missed, r.Amount.StringFixed(2)}, "%d/%d", c.inTime, c.late)
		}
	}
}

func TestQuotaChoices(t *testing.T) {
	t.Parallel()
	may := month(t, "2026-05")
	half := answered(time.Minute, time.Hour+1) // one of two is late, in any view
	assess := func(q response.Quota, rent string, list []response.Standing) response.QuotaResult {
		r, err := q.Assess(dec(rent), may, list)
		require.NoError(t, err)
		require.NoError(t, r.Validate())
		return r
	}
	q := promised()
	assert.Equal(t, "14.90", assess(q, "149.00", half).Amount.StringFixed(2))
	q.Least = 3
	r := assess(q, "149.00", half)
	assert.Equal(t, []any{true, false, "0.00"}, []any{r.Few, r.Missed, r.Amount.StringFixed(2)})
	q.Least = 2
	assert.True(t, assess(q, "149.00", half).Missed)
	q.Priorities = []string{"P2"}
	assert.Equal(t, response.Attainment{}, assess(q, "149.00", half).Attainment)
	q.Priorities = append(q.Priorities, "P1")
	assert.Equal(t, response.Attainment{InTime: 1, Late: 1}, assess(q, "149.00", half).Attainment)
	q.Kind = response.ToResolve
	assert.Equal(t, response.Attainment{}, assess(q, "149.00", half).Attainment)

	q = promised()
	q.Within = 0 // an hour was promised
	assert.Equal(t, response.Attainment{InTime: 1, Late: 1}, assess(q, "149.00", answered(50*time.Minute, time.Hour+1)).Attainment)
	open := answered(50*time.Minute, 50*time.Minute, 50*time.Minute)
	for i := range open {
		open[i].Reached, open[i].State = time.Time{}, response.GoalRuns
	}
	open[1].State, open[2].State = response.GoalPaused, response.GoalDropped
	r = assess(q, "149.00", open)
	assert.Equal(t, []any{response.Attainment{Waiting: 2}, true, penalty.D15}, []any{r.Attainment, r.Provisional, r.Assumed})
	q.Within = 45 * time.Minute
	assert.Equal(t, response.Attainment{Late: 3}, assess(q, "149.00", open).Attainment)

	// Those count whose clock started in the period.
	edges := answered(repeated(time.Minute, 4)...)
	edges[0].Start, edges[1].Start, edges[2].Start, edges[3].Start = may.Start.Add(-1), may.Start, may.End.Add(-1), may.End
	assert.Equal(t, 2, assess(q, "149.00", edges).Attainment.InTime)

	q = promised()
	q.Bands = nil
	r = assess(q, "149.00", half)
	assert.Equal(t, []any{true, "0.00", penalty.D9}, []any{r.Missed, r.Amount.StringFixed(2), r.Assumed})

	// At most the rent, unless the clause says more; and rounded once.
	q.Bands = []penalty.Band{{Below: dec("0.95"), Credit: dec("1.5")}}
	r = assess(q, "0.03", half)
	assert.Equal(t, []any{"0.03", true}, []any{r.Amount.StringFixed(2), r.Capped})
	assert.Equal(t, []penalty.Assumption{{Rule: "D9", Choice: "strictly_below"}, {Rule: "D12", Choice: "1"}, {Rule: "D21", Choice: "half_away"}}, r.Assumptions())
	q.Stated, q.Rounding = penalty.D9|penalty.D12, penalty.HalfEven
	assert.Equal(t, []penalty.Assumption{{Rule: "D21", Choice: "half_even"}}, assess(q, "0.03", half).Assumptions())
	q.Stated, q.Rounding = 0, penalty.HalfAway
	q.Bands[0].Credit = dec("1")
	r = assess(q, "0.03", half)
	assert.Equal(t, []any{"0.03", false}, []any{r.Amount.StringFixed(2), r.Capped})
	q.Bands[0].Credit, q.Uncapped = dec("1.5"), true
	assert.Equal(t, "0.05", assess(q, "0.03", half).Amount.StringFixed(2))
	q.Rounding = penalty.HalfEven
	assert.Equal(t, "0.04", assess(q, "0.03", half).Amount.StringFixed(2))
	q.Bands[0].Credit, q.Basis = dec("21.00"), penalty.Amount
	assert.Equal(t, "21.00", assess(q, "0.03", half).Amount.StringFixed(2))
	q.Uncapped = false
	assert.Equal(t, "0.03", assess(q, "0.03", half).Amount.StringFixed(2))
	q.Basis, q.Bands[0].Credit = penalty.Rent, dec("1000")
	r = assess(q, "10000000000.00", half)
	assert.Equal(t, []any{"10000000000.00", true}, []any{r.Amount.StringFixed(2), r.Capped})
	assert.False(t, assess(q, "0.00", half).Capped)
	q.Uncapped = true
	_, err := q.Assess(dec("10000000000.00"), may, half)
	assert.Equal(t, []string{"amount"}, faults(t, err))
}

func TestQuotaRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*response.Quota)
		fields []string
	}{
		"kind":       {func(q *response.Quota) { q.Kind = 9 }, []string{"kind"}},
		"within":     {func(q *response.Quota) { q.Within = -1 }, []string{"within"}},
		"long":       {func(q *response.Quota) { q.Within = penalty.MaxPeriod + 1 }, []string{"within"}},
		"least":      {func(q *response.Quota) { q.Least = -1 }, []string{"least"}},
		"most":       {func(q *response.Quota) { q.Least = 1_000_000_001 }, []string{"least"}},
		"basis":      {func(q *response.Quota) { q.Basis = penalty.DayRent }, []string{"basis"}},
		"priorities": {func(q *response.Quota) { q.Priorities = make([]string, 1001) }, []string{"priorities"}},
		"priority":   {func(q *response.Quota) { q.Priorities = []string{strings.Repeat("x", 201)} }, []string{"priorities[0]"}},
		"target":     {func(q *response.Quota) { q.Target, q.Bands = dec("1.01"), nil }, []string{"target"}},
		"gap":        {func(q *response.Quota) { q.Bands = q.Bands[:1] }, []string{"bands[0].from"}},
		"other edge": {func(q *response.Quota) { q.Target = dec("0.96") }, []string{"bands[0].below"}},
		"rounding":   {func(q *response.Quota) { q.Rounding = 9 }, []string{"rounding"}},
		"stated":     {func(q *response.Quota) { q.Stated = 1 }, []string{"stated"}},
	} {
		q := promised()
		c.change(&q)
		assert.Equal(t, c.fields, faults(t, q.Validate()), name)
		_, err := q.Assess(dec("149.00"), month(t, "2026-05"), nil)
		assert.Equal(t, "quota."+c.fields[0], faults(t, err)[0], name)
	}
	_, err := promised().Assess(dec("-1"), calendar.Interval{}, nil)
	assert.Equal(t, []string{"rent", "period"}, faults(t, err))

	ok, err := promised().Assess(dec("149.00"), month(t, "2026-05"), answered(time.Hour))
	require.NoError(t, err)
	for field, change := range map[string]func(*response.QuotaResult){
		"share":              func(r *response.QuotaResult) { r.Attainment.InTime++ },
		"missed":             func(r *response.QuotaResult) { r.Few = true },
		"band":               func(r *response.QuotaResult) { r.Missed, r.Amount = false, dec("0.00") },
		"provisional":        func(r *response.QuotaResult) { r.Provisional = true },
		"assumed":            func(r *response.QuotaResult) { r.Assumed = 1 },
		"amount":             func(r *response.QuotaResult) { r.Amount = dec("-0.01") },
		"attainment.in_time": func(r *response.QuotaResult) { r.Attainment.InTime = -1 },
		"quota.target":       func(r *response.QuotaResult) { r.Quota.Target = dec("0") },
	} {
		r := ok
		change(&r)
		assert.Contains(t, faults(t, r.Validate()), field)
	}
}

// The model counts one by one and has every figure as a fraction.
func TestQuotaModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Duration { return time.Duration(rapid.IntRange(1, 40).Draw(t, "took")) }), 0, 60).Draw(t, "times")
		cut := []int64{0, rapid.Int64Range(1, 500).Draw(t, "low"), rapid.Int64Range(501, 900).Draw(t, "middle"), rapid.Int64Range(901, 1000).Draw(t, "target")}
		q := response.Quota{
			Within: time.Duration(rapid.IntRange(1, 40).Draw(t, "within")), Target: decimal.New(cut[3], -3), Rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
			Uncapped: rapid.Bool().Draw(t, "uncapped"),
		}
		credits := rapid.SliceOfN(rapid.Int64Range(0, 1_500_000), 3, 3).Draw(t, "credits")
		slices.Sort(credits)
		for i := range 3 {
			q.Bands = append(q.Bands, penalty.Band{From: decimal.New(cut[2-i], -3), Below: decimal.New(cut[3-i], -3), Credit: decimal.New(credits[i], -6)})
		}
		rent := rapid.Int64Range(0, 6e9).Draw(t, "rent")
		q.Minor = penalty.Minor(rapid.IntRange(0, 2).Draw(t, "minor"))
		places := [...]int32{2, 0, 3}[q.Minor]
		r, err := q.Assess(decimal.New(rent, -places), calendar.Interval{Start: clock("00:00"), End: clock("23:00")}, answered(times...))
		require.NoError(t, err)

		within := 0
		for _, took := range times {
			if took <= q.Within {
				within++
			}
		}
		share := big.NewRat(1, 1)
		if len(times) > 0 {
			share = big.NewRat(int64(within), int64(len(times)))
		}
		owed := new(big.Rat)
		for i := range 3 {
			if share.Cmp(big.NewRat(cut[2-i], 1000)) >= 0 && share.Cmp(big.NewRat(cut[3-i], 1000)) < 0 {
				owed.Mul(big.NewRat(rent, 1), big.NewRat(credits[i], 1_000_000))
			}
		}
		if most := big.NewRat(rent, 1); !q.Uncapped && owed.Cmp(most) > 0 {
			owed = most
		}
		require.Equal(t, kit.RoundRat(owed, q.Rounding).String(), r.Amount.Shift(places).BigInt().String())
		require.Equal(t, share.RatString(), r.Share.String())
	})
}

func TestPercentile(t *testing.T) {
	t.Parallel()
	times := make([]time.Duration, 20)
	for i := range times {
		times[i] = time.Duration(20 - i)
	}
	for share, want := range map[string]time.Duration{"0.000000001": 1, "0.05": 1, "0.050000001": 2, "0.5": 10, "0.949999999": 19, "0.95": 19, "0.950000001": 20, "1": 20} {
		got, err := response.Percentile(dec(share), times)
		require.NoError(t, err)
		assert.Equal(t, want, got, share)
		r := response.QuotaResult{Quota: response.Quota{Percentile: dec(share)}, Attainment: response.Attainment{InTime: 12, Late: 8, Waiting: 5}}
		assert.Equal(t, int(want), r.Rank(), share)
		r.Attainment = response.Attainment{Waiting: 5}
		assert.Zero(t, r.Rank(), "none is decided")
	}
	assert.Zero(t, response.QuotaResult{Attainment: response.Attainment{InTime: 12}}.Rank(), "none is asked for")
	assert.Equal(t, time.Duration(20), times[0], "they stay as they are")
	for _, share := range []string{"0", "1.000000001", "0.0000000001", "-0.5"} {
		_, err := response.Percentile(dec(share), times)
		assert.Equal(t, []string{"share"}, faults(t, err), share)
	}
	_, err := response.Percentile(dec("0.5"), nil)
	assert.Equal(t, []string{"times"}, faults(t, err))
}

// A percentile is the least of the times that so many do not exceed; and it is within a time just
// if the share within that time is what was promised.
func TestPercentileModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Duration { return time.Duration(rapid.IntRange(1, 30).Draw(t, "took")) }), 1, 50).Draw(t, "times")
		share := rapid.Int64Range(1, 1000).Draw(t, "share")
		got, err := response.Percentile(decimal.New(share, -3), times)
		require.NoError(t, err)
		least := time.Duration(1000)
		for _, candidate := range times {
			n := int64(0)
			for _, d := range times {
				if d <= candidate {
					n++
				}
			}
			if n*1000 >= share*int64(len(times)) {
				least = min(least, candidate)
			}
		}
		require.Equal(t, least, got)
		q := response.Quota{Target: decimal.New(share, -3), Within: time.Duration(rapid.IntRange(1, 30).Draw(t, "within"))}
		day := calendar.Interval{Start: clock("00:00"), End: clock("00:00").AddDate(0, 0, 1)}
		r, err := q.Assess(dec("0"), day, answered(times...))
		require.NoError(t, err)
		require.Equal(t, got <= q.Within, !r.Missed)
	})
}

// A quota takes the largest rent and credit of its currency, and no more.
func TestMostOfAQuota(t *testing.T) {
	t.Parallel()
	june := calendar.Interval{Start: at("2026-06-01T00:00:00Z"), End: at("2026-07-01T00:00:00Z")}
	late := response.Standing{Ticket: "T", Kind: response.ToRespond, Start: june.Start, Within: time.Hour, Elapsed: 2 * time.Hour, State: response.GoalMissed}
	for _, c := range kit.Mosts() {
		for _, units := range []int64{c.Units - 1, c.Units, c.Units + 1} {
			d := kit.AmountOf(c.Minor, units)
			rented := response.Quota{Target: dec("0.9"), Minor: c.Minor, Bands: []penalty.Band{{Below: dec("0.9"), Credit: dec("1")}}}
			flat := response.Quota{Target: dec("0.9"), Minor: c.Minor, Basis: penalty.Amount, Uncapped: true, Bands: []penalty.Band{{Below: dec("0.9"), Credit: d}}}
			r, err := rented.Assess(d, june, []response.Standing{late})
			r2, err2 := flat.Assess(dec("0"), june, []response.Standing{late})
			if units > c.Units {
				assert.ErrorContains(t, err, `rent: must lie between `)
				assert.ErrorContains(t, err, c.Text+` (got "`+d.String()+`")`)
				assert.ErrorContains(t, err2, `bands[0].credit: must lie between `)
				assert.ErrorContains(t, err2, c.Text+` (got "`+d.String()+`")`)
				continue
			}
			require.NoError(t, err)
			require.NoError(t, err2)
			for _, x := range []response.QuotaResult{r, r2} {
				assert.Equal(t, d.String(), x.Amount.String())
				roundTrip(t, x)
			}
		}
	}
}
