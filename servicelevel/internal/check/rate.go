package check

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Rises refuses the day of a change that is not after the one before, which it
// then becomes.
func Rises(l *fault.List, on calendar.Date, before *calendar.Date) {
	if !Date(l, "on", on) {
		return
	}
	if on.Compare(*before) <= 0 {
		l.Add("on", on, "must be after the change before")
	}
	*before = on
}

// Taxed refuses a rate that category S cannot have (BR-S-05 of EN 16931).
func Taxed(l *fault.List, field string, share decimal.Decimal) {
	Rate(l, field, share)
	if share.IsZero() {
		l.Add(field, share, "must be above 0 in category S: what bears no tax has another, such as Z or E")
	}
}

// Rate refuses a rate below 0, of 1 or more, or of more than four decimals.
func Rate(l *fault.List, field string, share decimal.Decimal) {
	num, den, ok := money.Fraction(share)
	if !ok || num < 0 || num >= den || den > 10_000 {
		l.Add(field, share, "must be a share from 0 to below 1 with at most four decimals, such as 0.2 for 20 %")
	}
}
