package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestOtherCurrency: a page is in the currency of its statement alone, which no line ends between
// an amount and it.
func TestOtherCurrency(t *testing.T) {
	m := opened(t, "testdata/zloty.json")
	for _, lang := range both {
		page := string(pageOf(t, m, lang))
		assert.NotContains(t, page, "€")
		assert.NotRegexp(t, regexp.MustCompile(`PLN \d|\d PLN`), page)
		amount := map[servicelevel.Language]string{servicelevel.French: "3\u202f741,00\u00a0PLN", servicelevel.English: "PLN\u00a03,741.00"}[lang]
		assert.Equal(t, 3, strings.Count(page, amount), "price, amount and explanation: %s", amount)
	}
	w := words{lang: servicelevel.English, currency: "CHF"}
	assert.Equal(t, "\u2212CHF\u00a01,234.50", w.amount(decimal.New(-123450, -2)))
	assert.Equal(t, "\u2212CHF\u00a03.00 of CHF\u00a04.00", w.held("-CHF 3.00 of CHF 4.00"))
	w.lang = servicelevel.French
	assert.Equal(t, "\u22121\u202f234,50\u00a0CHF", w.amount(decimal.New(-123450, -2)))
	assert.Equal(t, "\u22123,00\u00a0CHF sur 4,00\u00a0CHF", w.held("-3,00 CHF sur 4,00 CHF"))
}

// TestIdsAreUnique: two levels of a month have an availability each.
func TestIdsAreUnique(t *testing.T) {
	each(t, func(t *testing.T, _ *month, _ servicelevel.Language, page []byte) {
		_, all := parse(t, page)
		seen := map[string]bool{}
		for _, e := range all {
			if id := e.attr["id"]; id != "" {
				assert.False(t, seen[id], id)
				seen[id] = true
			}
		}
	})
}

// TestBudgetOfMaintenance: maintenance is excluded up to the instant at which its budget is used
// up, whichever outage it is; what comes later counts from when it would by itself.
func TestBudgetOfMaintenance(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 5, 4, 0, minute, 0, 0, time.UTC) }
	span := func(from, to int) calendar.Interval { return calendar.Interval{Start: at(from), End: at(to)} }
	one := func(name string, from, to int) outage {
		return outage{Name: name, Span: span(from, to), Excluded: penalty.Maintenance, Since: at(from)}
	}
	for _, c := range []struct {
		budget time.Duration
		want   string
	}{
		{0, "a-0-10 x-20-30 b-40-60"},
		{40 * time.Minute, "a-0-10 x-20-30 b-40-60"},
		{39 * time.Minute, "a-0-10 x-20-30 b-40-59 +b-59-60"},
		{20 * time.Minute, "a-0-10 x-20-30 +b-40-60"},
		{15 * time.Minute, "a-0-10 x-20-25 +b-40-60"},
		{9 * time.Minute, "a-0-9 +a-9-10 +b-40-60"},
	} {
		x := one("x", 20, 30)
		x.Any = true
		var got []string
		for _, o := range budgeted([]outage{one("a", 0, 10), x, one("b", 40, 60)}, nil, c.budget) {
			text := o.Name + "-" + decimal.NewFromInt(int64(o.Span.Start.Sub(at(0))/time.Minute)).String() + "-" + decimal.NewFromInt(int64(o.Span.End.Sub(at(0))/time.Minute)).String()
			if o.Excluded == penalty.Counts {
				text = "+" + text
			}
			got = append(got, text)
		}
		assert.Equal(t, c.want, strings.Join(got, " "), c.budget)
	}
	late, never := one("late", 0, 10), one("never", 0, 10)
	late.Since, never.Since = at(8), time.Time{}
	assert.Equal(t, span(8, 10), budgeted([]outage{late}, nil, 5*time.Minute)[1].Span)
	assert.Len(t, budgeted([]outage{never}, nil, 5*time.Minute), 1)
	assert.Len(t, budgeted([]outage{late}, []calendar.Interval{span(0, 5)}, 5*time.Minute), 1, "a break uses nothing up")
}
