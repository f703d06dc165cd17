package credit_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
)

// best tries every number of every pack, as long as none could be left out.
func best(packs []credit.Pack, need time.Duration) (price decimal.Decimal, total time.Duration, count int64) {
	count = -1
	var try func(i int, p decimal.Decimal, d time.Duration, n int64)
	try = func(i int, p decimal.Decimal, d time.Duration, n int64) {
		if d >= need {
			c := p.Cmp(price)
			if count < 0 || c < 0 || c == 0 && (d < total || d == total && n < count) {
				price, total, count = p, d, n
			}
			return
		}
		if i == len(packs) {
			return
		}
		for k := int64(0); ; k++ {
			more := time.Duration(k) * packs[i].Time
			try(i+1, p.Add(packs[i].Price.Mul(decimal.NewFromInt(k))), d+more, n+k)
			if d+more >= need {
				return
			}
		}
	}
	try(0, decimal.Decimal{}, 0, 0)
	return price, total, count
}

func TestCheapestIsTheBestOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tariff credit.Tariff
		for range rapid.IntRange(1, 3).Draw(t, "packs") {
			tariff.Packs = append(tariff.Packs, credit.Pack{
				Time:  time.Duration(rapid.IntRange(1, 7).Draw(t, "time")) * hour,
				Price: decimal.New(int64(rapid.IntRange(0, 12).Draw(t, "price")), 0),
			})
		}
		need := time.Duration(rapid.IntRange(1, 40*60).Draw(t, "need")) * minute
		o, err := tariff.Cheapest(need)
		if err != nil {
			t.Fatal(err)
		}
		price, total, count := best(tariff.Packs, need)
		var got int64
		for _, l := range o.Lines {
			got += l.Count
		}
		if !o.Price.Equal(price) || o.Time != total || got != count {
			t.Fatalf("%v of %v: %v, better is %v for %v in %d", need, tariff, o, total, price, count)
		}
	})
}

func TestCheapest(t *testing.T) {
	for _, tt := range []struct {
		need  time.Duration
		price string
		time  time.Duration
	}{
		{0, "0", 0},
		{1, "169", 3 * hour},
		{3*hour + 1, "239", 5 * hour},
		{6 * hour, "338", 6 * hour},
		{7 * hour, "399", 10 * hour},
		{8 * hour, "399", 10 * hour},
		{26 * hour, "1037", 26 * hour},
	} {
		o, err := nuxit().Cheapest(tt.need)
		require.NoError(t, err)
		assert.True(t, o.Price.Equal(euros(tt.price)), "%v: %v", tt.need, o)
		assert.Equal(t, tt.time, o.Time)
	}
}

func TestCheapestLimits(t *testing.T) {
	pack := func(d time.Duration, price string) credit.Pack { return credit.Pack{Time: d, Price: euros(price)} }
	for _, tt := range []struct {
		tariff credit.Tariff
		need   time.Duration
	}{
		{credit.Tariff{}, 1},
		{nuxit(), credit.MaxTime + 1},
		{credit.Tariff{Minimum: -1}, 1},
		{credit.Tariff{Packs: make([]credit.Pack, 64+1)}, 1},
		{credit.Tariff{Packs: []credit.Pack{pack(0, "1")}}, 1},
		{credit.Tariff{Packs: []credit.Pack{pack(1, "1.0005")}}, 1},
		{credit.Tariff{Packs: []credit.Pack{pack(hour, "10000000000")}}, 2 * hour},
		{credit.Tariff{Packs: []credit.Pack{pack(hour+1, "1"), pack(hour, "1")}}, 100 * hour},
	} {
		_, err := tt.tariff.Cheapest(tt.need)
		var f *credit.FieldError
		assert.ErrorAs(t, err, &f, tt)
	}
	o, err := nuxit().Cheapest(credit.MaxTime)
	require.NoError(t, err)
	assert.True(t, o.Price.Equal(euros("349500")))
	o, err = credit.Tariff{Packs: []credit.Pack{pack(1, "0")}}.Cheapest(credit.MaxTime)
	require.NoError(t, err)
	assert.Equal(t, credit.MaxTime, o.Time)
	o, err = credit.Tariff{Minimum: 3 * hour, Packs: []credit.Pack{pack(hour, "1")}}.Cheapest(1)
	require.NoError(t, err)
	assert.Equal(t, 3*hour, o.Time)
	for _, none := range []time.Duration{0, -1, math.MinInt64} {
		o, err = nuxit().Cheapest(none)
		require.NoError(t, err)
		assert.Empty(t, o.Lines)
	}
}

func TestPerHour(t *testing.T) {
	for i, want := range []string{"56.33", "47.8", "39.9", "34.95"} {
		got := nuxit().Packs[i].PerHour(credit.Hundredths)
		assert.True(t, got.Equal(euros(want)), "%v", got)
	}
	assert.True(t, credit.Pack{}.PerHour(credit.Hundredths).IsZero())
	assert.Equal(t, "36000000000000000000000.00", credit.Pack{Time: 1, Price: euros("10000000000")}.PerHour(credit.Hundredths).StringFixed(2))
}

func TestValuesGoThroughJSON(t *testing.T) {
	kit.RoundTrip(t, credit.Blocks{Size: hour, Counting: credit.EachSession})
	kit.RoundTrip(t, credit.Pack{Time: hour, Price: euros("169.5")})
	kit.RoundTrip(t, nuxit())
	terms := credit.Terms{Blocks: halfHours.Blocks, Zone: "UTC", Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, PartMonth: credit.AnyDay}
	kit.RoundTrip(t, terms)
	for _, bad := range []string{
		`{"blocks":{"size":"PT0S"}}`, `{"blocks":{"size":"PT25H"}}`, `{"blocks":{"size":"PT1H","counting":"x"}}`,
		`{"blocks":{"size":"PT1H"},"month_day":32}`, `{"blocks":{"size":"PT1H"},"paying":""}`,
		`{"blocks":{"size":"PT1H"},"remainder":"both"}`, `{"blocks":{"size":"PT1H"},"part_month":"half"}`, `{"blocks":{"size":"PT1H"},"tariff":{"minimum":"-PT1H"}}`,
	} {
		require.Error(t, json.Unmarshal([]byte(bad), new(credit.Terms)), bad)
	}
	bad := credit.Terms{
		Blocks: credit.Blocks{Size: hour, Counting: 2}, Paying: 2, Remainder: 2, PartMonth: 3, MonthDay: -1,
		Zone: string(make([]byte, credit.MaxID+1)), Tariff: credit.Tariff{Minimum: -1},
	}
	var joined interface{ Unwrap() []error }
	require.ErrorAs(t, bad.Validate(), &joined)
	assert.Len(t, joined.Unwrap(), 7)
	_, err := json.Marshal(bad)
	require.Error(t, err)
	for k := credit.Purchase; k <= credit.Sale; k++ {
		b, err := k.MarshalText()
		require.NoError(t, err)
		var back credit.Kind
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, k, back)
	}
	for _, s := range []fmt.Stringer{credit.Kind(0), credit.Sale + 1, credit.Counting(2), credit.Paying(2), credit.Remainder(2), credit.PartMonth(3)} {
		assert.Regexp(t, `^\w+\(\d+\)$`, s.String())
	}
	for _, unknown := range []credit.Kind{0, credit.Sale + 1} {
		_, err = unknown.MarshalText()
		require.Error(t, err)
	}
	b, err := credit.Mills(-70).MarshalText()
	require.NoError(t, err)
	var c credit.Mills
	require.NoError(t, c.UnmarshalText(b))
	assert.Equal(t, credit.Mills(-70), c)
}

func TestFewestPacksOfEqualOffers(t *testing.T) {
	tariff := credit.Tariff{Packs: []credit.Pack{
		{Time: hour, Price: euros("10")}, {Time: 3 * hour, Price: euros("30")}, {Time: 4 * hour, Price: euros("40")},
	}}
	o, err := tariff.Cheapest(6 * hour)
	require.NoError(t, err)
	assert.Equal(t, []credit.OfferLine{{Pack: tariff.Packs[1], Count: 2}}, o.Lines)
}

// Seven hours and twice two, and one hour and twice five, are alike in price, time
// and number: it is always the same offer that is made.
func TestOffersAlike(t *testing.T) {
	var tariff credit.Tariff
	for _, h := range []int64{1, 2, 5, 7} {
		tariff.Packs = append(tariff.Packs, credit.Pack{Time: time.Duration(h) * hour, Price: decimal.New(10*h, 0)})
	}
	o, err := tariff.Cheapest(11 * hour)
	require.NoError(t, err)
	assert.Equal(t, []credit.OfferLine{{Pack: tariff.Packs[3], Count: 1}, {Pack: tariff.Packs[1], Count: 2}}, o.Lines)
}

func BenchmarkCheapest(b *testing.B) {
	tariff := nuxit()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = tariff.Cheapest(26 * hour)
	}
}
