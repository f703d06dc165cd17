package credit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
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

func TestCheapestLimits(t *testing.T) {
	pack := func(d time.Duration, price string) credit.Pack { return credit.Pack{Time: d, Price: euros(price)} }
	for _, tt := range []struct {
		tariff credit.Tariff
		need   time.Duration
	}{
		{credit.Tariff{}, 1},
		{nuxit(), credit.MaxTime + 1},
		{credit.Tariff{Minimum: -1}, 1},
		{credit.Tariff{Packs: make([]credit.Pack, credit.MaxPacks+1)}, 1},
		{credit.Tariff{Packs: []credit.Pack{pack(0, "1")}}, 1},
		{credit.Tariff{Packs: []credit.Pack{pack(1, "1.005")}}, 1},
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
	for _, bad := range [][2]time.Duration{{-credit.MaxTime - 1, 1}, {0, -1}, {0, credit.MaxTime + 1}, {credit.MaxBought + 1, 0}} {
		_, err := nuxit().TopUp(bad[0], bad[1])
		assert.Error(t, err, bad)
	}
	o, err = nuxit().TopUp(-hour, 2*hour)
	require.NoError(t, err)
	assert.Equal(t, 3*hour, o.Time)
	o, err = nuxit().TopUp(2*hour, 2*hour)
	require.NoError(t, err)
	assert.Empty(t, o.Lines)
}

func TestPerHour(t *testing.T) {
	for i, want := range []string{"56.33", "47.8", "39.9", "34.95"} {
		got := nuxit().Packs[i].PerHour()
		assert.True(t, got.Equal(euros(want)), "%v", got)
	}
	assert.True(t, credit.Pack{}.PerHour().IsZero())
	assert.Equal(t, "36000000000000000000000.00", credit.Pack{Time: 1, Price: euros("10000000000")}.PerHour().StringFixed(2))
}

func TestValuesGoThroughJSON(t *testing.T) {
	roundTrip(t, credit.Blocks{Size: hour, Counting: credit.EachSession})
	roundTrip(t, credit.Pack{Time: hour, Price: euros("169.5")})
	roundTrip(t, nuxit())
	roundTrip(t, purchase("A", at(1, 0, 0), hour, "0.01"))
	terms := credit.Terms{Blocks: halfHours.Blocks, Zone: "UTC", Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder}
	roundTrip(t, terms)
	for _, bad := range []string{
		`{"blocks":{"size":"PT0S"}}`, `{"blocks":{"size":"PT25H"}}`, `{"blocks":{"size":"PT1H","counting":"x"}}`,
		`{"blocks":{"size":"PT1H"},"month_day":32}`, `{"blocks":{"size":"PT1H"},"paying":""}`,
		`{"blocks":{"size":"PT1H"},"remainder":"both"}`, `{"blocks":{"size":"PT1H"},"tariff":{"minimum":"-PT1H"}}`,
	} {
		require.Error(t, json.Unmarshal([]byte(bad), new(credit.Terms)), bad)
	}
	bad := credit.Terms{
		Blocks: credit.Blocks{Size: hour, Counting: 2}, Paying: 2, Remainder: 2, MonthDay: -1,
		Zone: string(make([]byte, credit.MaxID+1)), Tariff: credit.Tariff{Minimum: -1},
	}
	var joined interface{ Unwrap() []error }
	require.ErrorAs(t, bad.Validate(), &joined)
	assert.Len(t, joined.Unwrap(), 6)
	_, err := json.Marshal(bad)
	require.Error(t, err)
	for k := credit.Purchase; k <= credit.Refund; k++ {
		b, err := k.MarshalText()
		require.NoError(t, err)
		var back credit.Kind
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, k, back)
	}
	for _, s := range []fmt.Stringer{credit.Kind(0), credit.Refund + 1, credit.Counting(2), credit.Paying(2), credit.Remainder(2)} {
		assert.Contains(t, s.String(), "unknown")
	}
	for _, unknown := range []credit.Kind{0, credit.Refund + 1} {
		_, err = unknown.MarshalText()
		require.Error(t, err)
	}
	b, err := credit.Cents(-7).MarshalText()
	require.NoError(t, err)
	var c credit.Cents
	require.NoError(t, c.UnmarshalText(b))
	assert.Equal(t, credit.Cents(-7), c)
}

func TestConflictNamesTheField(t *testing.T) {
	session := []calendar.Interval{{Start: at(3, 0, 0), End: at(3, 1, 0)}}
	worked := credit.Entry{ID: "w", Kind: credit.Debit, At: at(3, 0, 0), Ticket: "T", Sessions: session}
	release := credit.Entry{ID: "l", Kind: credit.Release, At: at(3, 0, 0), Of: "h"}
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"), allowance("p", may, 0), worked,
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(2, 0, 0), Time: hour}, release)
	other := worked
	other.Ticket = "U"
	shorter := worked
	shorter.Sessions = []calendar.Interval{{Start: at(3, 0, 0), End: at(3, 0, 59)}}
	elsewhere := release
	elsewhere.Of = "A"
	for field, e := range map[string]credit.Entry{
		"ticket": other, "sessions": shorter, "of": elsewhere, "from": allowance("p", may.AddMonths(1), 0),
	} {
		_, err := a.Apply(e)
		assert.Equal(t, &credit.ConflictError{ID: e.ID, Field: field}, err)
		assert.NotEmpty(t, err.Error())
	}
	longer := worked
	longer.Sessions = append(session[:1:1], session...)
	_, err := a.Apply(longer)
	assert.Equal(t, &credit.ConflictError{ID: "w", Field: "sessions"}, err)
	worked.Recorded = at(9, 0, 0)
	_, err = a.Apply(worked)
	require.NoError(t, err, "when it was recorded is not content")
}

func TestPlainDebitsDoNotAllocate(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 1000*hour, "9999"))
	var es []credit.Entry
	for i := range 1100 {
		es = append(es, debit(fmt.Sprint("d", i), at(2, 0, i), minute))
	}
	warm := a.Clone()
	require.NoError(t, warm.Replay(es))
	require.NoError(t, warm.Reset(halfHours))
	require.NoError(t, warm.Replay([]credit.Entry{purchase("A", at(1, 0, 0), 1000*hour, "9999")}))
	var r credit.Receipt
	next := 0
	allocs := testing.AllocsPerRun(1000, func() {
		if err := warm.ApplyTo(&r, es[next]); err != nil {
			t.Fatal(err)
		}
		next++
	})
	assert.LessOrEqual(t, allocs, 0.01)
	var lots []credit.Lot
	lots = warm.View(at(3, 0, 0), time.Time{}).AppendLots(lots)
	assert.Zero(t, testing.AllocsPerRun(10, func() { lots = warm.View(at(3, 0, 0), time.Time{}).AppendLots(lots[:0]) }))
	assert.Zero(t, testing.AllocsPerRun(10, func() { _ = warm.View(at(3, 0, 0), time.Time{}).Month(may) }))
}

func TestFullAccount(t *testing.T) {
	a := account(t, halfHours)
	for i := range int(credit.MaxBought / credit.MaxTime) {
		_, err := a.Apply(purchase(fmt.Sprint(i), at(1, 0, 0), credit.MaxTime, "0"))
		require.NoError(t, err)
	}
	_, err := a.Apply(purchase("more", at(1, 0, 0), 1, "0"))
	require.ErrorIs(t, err, credit.ErrFull)
}

func FuzzReadJournal(f *testing.F) {
	var b bytes.Buffer
	a := account(f, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"),
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(2, 0, 0), Time: hour, Ticket: "T"},
		credit.Entry{ID: "c", Kind: credit.Capture, At: at(2, 1, 0), Of: "h", Time: minute})
	if err := a.WriteJournal(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		a := account(t, halfHours)
		_ = a.ReadJournal(bytes.NewReader(data))
		var b bytes.Buffer
		require.NoError(t, a.WriteJournal(&b))
		again := account(t, halfHours)
		require.NoError(t, again.ReadJournal(bytes.NewReader(b.Bytes())))
		require.Equal(t, state(a), state(again))
	})
}

func FuzzCents(f *testing.F) {
	f.Add("28.17")
	f.Add("-0.07")
	f.Fuzz(func(t *testing.T, s string) {
		var c credit.Cents
		if c.UnmarshalText([]byte(s)) == nil {
			require.Equal(t, s, c.String())
		}
	})
}
