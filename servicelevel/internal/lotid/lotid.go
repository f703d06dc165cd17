// Package lotid has the ids of hours that nobody bought: of what is sold for work without credit, of what goes on
// of a month's allowance, and of what a yearly one gives. No fact may have such an id.
package lotid

import (
	"strconv"
	"strings"

	"github.com/palier-go/palier/calendar"
)

const (
	sold    = "uncovered/"
	carried = "carried/"
	yearly  = "yearly/"
)

// Sold returns the id of what is sold by the hour when a month ends, "uncovered/2026-05". That of its
// second pack is "uncovered/2026-05/2".
func Sold(m calendar.Month) string { return sold + m.String() }

// IsSold reports whether an id is of what is sold when a month ends.
func IsSold(id string) bool {
	rest, ok := strings.CutPrefix(id, sold)
	if !ok {
		return false
	}
	month, pack, isPack := strings.Cut(rest, "/")
	if _, err := calendar.ParseMonth(month); err != nil {
		return false
	}
	n, err := strconv.Atoi(pack)
	return !isPack || err == nil && n > 0
}

// IsSoldTime reports whether an id is of time that was sold by the hour.
func IsSoldTime(id string) bool { return IsSold(id) && strings.Count(id, "/") == 1 }

// Carried returns the id of what goes on of the allowance of a month, "carried/2026-05".
func Carried(m calendar.Month) string { return carried + m.String() }

// CarriedOf returns the month of which an id is what goes on. ok is false if it is another id.
func CarriedOf(id string) (m calendar.Month, ok bool) { return monthOf(id, carried) }

// IsCarried reports whether an id is of what goes on of an allowance.
func IsCarried(id string) bool {
	_, ok := CarriedOf(id)
	return ok
}

// Yearly returns the id of what a month gives of a yearly allowance, "yearly/2026-05".
func Yearly(m calendar.Month) string { return yearly + m.String() }

// YearlyOf returns the month that gave what an id is of. ok is false if it is another id.
func YearlyOf(id string) (m calendar.Month, ok bool) { return monthOf(id, yearly) }

// IsYearly reports whether an id is of what a yearly allowance gives.
func IsYearly(id string) bool {
	_, ok := YearlyOf(id)
	return ok
}

func monthOf(id, prefix string) (m calendar.Month, ok bool) {
	rest, ok := strings.CutPrefix(id, prefix)
	if !ok {
		return m, false
	}
	m, err := calendar.ParseMonth(rest)
	return m, err == nil
}

// Kept returns why no fact may have an id, or "".
func Kept(id string) string {
	switch {
	case IsSold(id):
		return "is kept for what is sold for work without credit (D29)"
	case IsCarried(id):
		return "is kept for what is carried over of an allowance"
	case IsYearly(id):
		return "is kept for what a yearly allowance gives"
	}
	return ""
}
