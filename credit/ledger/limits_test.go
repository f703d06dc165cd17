package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// What is at a limit is accepted; TestBadInputNamesItsField has what is beyond.
func TestEntriesAtTheirLimits(t *testing.T) {
	last := time.Date(2170, time.January, 1, 0, 0, 0, -1, time.UTC)
	for name, edit := range map[string]func(*ledger.Entry){
		"id":            func(e *ledger.Entry) { e.ID = strings.Repeat("x", credit.MaxID) },
		"first id":      func(e *ledger.Entry) { e.ID = "!" },
		"last id":       func(e *ledger.Entry) { e.ID = "~" },
		"text":          func(e *ledger.Entry) { e.ID = "é\u00a0ü" },
		"ticket":        func(e *ledger.Entry) { e.Ticket = strings.Repeat("x", credit.MaxID) },
		"first instant": func(e *ledger.Entry) { e.At = time.Unix(0, 0) },
		"last instant":  func(e *ledger.Entry) { e.At, e.Recorded = last, last },
		"time":          func(e *ledger.Entry) { e.Time = credit.MaxTime },
		"no time":       func(e *ledger.Entry) { e.Time = 0 },
		"a part":        func(e *ledger.Entry) { e.Parts = []credit.Part{{Day: may.First(), Time: e.Time}} },
		"no time in a part": func(e *ledger.Entry) {
			e.Time, e.Parts = 0, []credit.Part{{Day: may.First()}}
		},
		"parts": func(e *ledger.Entry) { e.Time, e.Parts = credit.MaxTime, parts(16, credit.MaxTime/16) },
		"first day": func(e *ledger.Entry) {
			e.Kind, e.From, e.Time = credit.Allowance, month(1970, time.January).First(), credit.MaxAllowance
		},
		"last day": func(e *ledger.Entry) {
			e.Kind, e.From = credit.Allowance, month(2169, time.December).First().AddDays(30)
		},
		"plan": func(e *ledger.Entry) {
			e.Kind, e.From, e.Plan = credit.Allowance, may.First(), strings.Repeat("x", credit.MaxID)
		},
		"block": func(e *ledger.Entry) { e.Kind, e.From, e.Block = credit.Allowance, may.First(), 24*hour },
		"minimum": func(e *ledger.Entry) {
			e.Kind, e.From, e.Block, e.Minimum = credit.Allowance, may.First(), 1, 24*hour
		},
		"price": func(e *ledger.Entry) { e.Kind, e.Price = credit.Purchase, euros("10000000000") },
	} {
		e := debit("d", at(2, 0, 0), minute)
		edit(&e)
		assert.NoError(t, e.Validate(), name)
	}
}

// parts are some on as many days.
func parts(n int, each time.Duration) (list []credit.Part) {
	for i := range n {
		list = append(list, credit.Part{Day: may.First().AddDays(i), Time: each})
	}
	return list
}

// The text of an error does not write out a thousand million zeros.
func TestAbsurdPriceIsNamed(t *testing.T) {
	for exponent, shown := range map[int32]string{1 << 30: "1e1073741824", -1 << 30: "1e-1073741824"} {
		price := decimal.New(1, exponent)
		for _, err := range []error{
			credit.Pack{Time: hour, Price: price}.Validate(),
			(&ledger.Entry{ID: "g", Kind: credit.Gift, At: at(1, 0, 0), Time: 1, Price: price}).Validate(),
		} {
			var f *credit.FieldError
			require.ErrorAs(t, err, &f)
			assert.Equal(t, shown, f.Value)
		}
	}
}

// An estimate grows to MaxTime and no further.
func TestEstimateAtItsLimit(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), credit.MaxTime, "1"), purchase("B", at(1, 0, 0), hour, "1"),
		hold("h", "", at(2, 0, 0), credit.MaxTime-hour))
	extend := acts(credit.Extend, "x", at(3, 0, 0), "h")
	extend.Time = hour + 1
	_, err := a.Apply(extend)
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "time", f.Field)
	extend.Time = hour
	apply(t, a, extend)
	assert.Equal(t, credit.MaxTime, a.View(far, time.Time{}).Holds()[0].Estimate)
}

func TestFullAccount(t *testing.T) {
	a := account(t, halfHours)
	for i := range int(credit.MaxBought / credit.MaxTime) {
		apply(t, a, purchase(fmt.Sprint(i), at(1, 0, 0), credit.MaxTime, "0"))
	}
	_, err := a.Apply(purchase("more", at(1, 0, 0), 1, "0"))
	require.ErrorIs(t, err, credit.ErrFull)
	assert.Empty(t, a.Broken())
}

// A session of ten thousand hours lies in sixteen months at most.
func TestLongestWorkIsSplit(t *testing.T) {
	terms := halfHours
	terms.Paying = credit.SplitAtMidnight
	begin := month(2026, time.January).First().Interval(paris).Start
	for _, from := range []time.Time{begin, begin.Add(-1), begin.Add(29 * 24 * hour)} {
		a := account(t, terms, gift("g", begin, credit.MaxTime), debit("d", from, credit.MaxTime))
		for e := range a.Entries() {
			assert.NoError(t, e.Validate())
			if e.ID == "d" {
				assert.Contains(t, []int{14, 15}, len(e.Parts))
				assert.Equal(t, calendar.DateOf(from.In(paris)), e.Parts[0].Day)
			}
		}
	}
}
