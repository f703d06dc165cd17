package reckon

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Cited returns the ids that explain a clause of an availability: those of its own, and for a figure
// without one S61 or S62, if the promise is by these and the figure is theirs, however it is counted. The
// same figures in the clause of another host, whose promise is not by them, cite nothing.
func Cited(t *penalty.Terms, promise plans.Citation) penalty.Rules {
	r := t.Rules
	if r.Target == "" && is(t.Target, money.Billion*999/1000) && promise.Has("S61") {
		r.Target = "S61"
	}
	if r.Rate == "" && is(t.Rate, money.Billion/20) && t.Basis == penalty.Rent && byTheHour(t) && promise.Has("S62") {
		r.Rate = "S62"
	}
	return r
}

// is reports whether a share is so many billionths.
func is(share decimal.Decimal, billionths int64) bool {
	n, ok := money.Billionths(share, penalty.MaxShare*money.Billion)
	return ok && n == billionths
}

// byTheHour reports whether a clause counts hours.
func byTheHour(t *penalty.Terms) bool {
	return t.Unit == time.Hour || t.Unit == 0 && t.Counting != penalty.CalendarDays
}
