package calendar

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// An exception is what the exceptions of a schedule make of a day.
type exception struct {
	day    int64
	open   []wallSpan
	usual  bool // the weekly hours hold
	reason string
}

// An exceptionRule is an Exception with its spans worked out.
type exceptionRule struct {
	*Exception
	opens, cuts []wallSpan
}

// addExceptions works out each day that an exception changes. All else must be
// there already.
func (p *plan) addExceptions(list []Exception) {
	var repeated, single []exceptionRule
	for i := range list {
		e := &list[i]
		rule := exceptionRule{e, wallSpans(e.Open), wallSpans(e.Closed)}
		if e.single() {
			single = append(single, rule)
		} else {
			repeated = append(repeated, rule)
		}
	}
	slices.SortFunc(single, func(a, b exceptionRule) int { return a.Date.Compare(b.Date) })
	var out []exception
	for _, n := range p.covered(repeated, single) {
		out = p.except(out, n, repeated, &single)
	}
	p.exceptions = out
}

// covered returns the days that any of the exceptions covers, in order.
func (p *plan) covered(repeated, single []exceptionRule) []int64 {
	var out []int64
	for _, e := range single {
		out = append(out, e.Date.number())
	}
	if len(repeated) == 0 {
		return out
	}
	d := dateOfNumber(p.firstDay())
	for n := p.firstDay(); n < p.endDay(); n++ {
		if slices.ContainsFunc(repeated, func(e exceptionRule) bool { return e.covers(d, n) }) {
			out = append(out, n)
		}
		d = d.next()
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// next returns the date of the next day.
func (d Date) next() Date {
	switch {
	case d.Day < daysIn(d.Year, d.Month):
		return Date{d.Year, d.Month, d.Day + 1}
	case d.Month < time.December:
		return Date{d.Year, d.Month + 1, 1}
	}
	return Date{d.Year + 1, time.January, 1}
}

// except appends what the exceptions make of a day, if they change it. It takes
// the single one of the day from the front of its list.
func (p *plan) except(out []exception, n int64, repeated []exceptionRule, single *[]exceptionRule) []exception {
	x := exception{day: n, open: p.day(n).open}
	d, changed := dateOfNumber(n), false
	for i := range repeated {
		if repeated[i].covers(d, n) {
			changed = x.apply(&repeated[i], p) || changed
		}
	}
	if s := *single; len(s) > 0 && s[0].Date == d {
		changed = x.apply(&s[0], p) || changed
		*single = s[1:]
	}
	if !changed {
		return out
	}
	return append(out, x)
}

// apply makes of the day what the next exception makes of it. It is false if that
// leaves it alone.
func (x *exception) apply(e *exceptionRule, p *plan) bool {
	if e.IfOpen && len(x.open) == 0 {
		return false
	}
	if len(e.cuts) == 0 {
		*x = exception{x.day, e.opens, e.Usual, e.Reason}
		if e.Usual {
			x.open = p.weekly(x.day)
		}
		return true
	}
	left := without(x.open, e.cuts)
	if slices.Equal(left, x.open) {
		return false
	}
	x.open, x.usual = left, false
	x.reason = bothReasons(x.reason, e.Reason)
	return true
}

// bothReasons returns two reasons as one, which is no longer than a reason may be
// but for the sign that something is left out.
func bothReasons(a, b string) string {
	const omitted = "; …"
	switch {
	case a == "" || b == "" || a == b:
		return cmp.Or(a, b)
	case len(a)+len("; ")+len(b) <= maxText:
		return a + "; " + b
	}
	return strings.TrimSuffix(a, omitted) + omitted
}

// without returns what is left of some spans, in order, when others are cut out.
func without(open, cuts []wallSpan) []wallSpan {
	out := make([]wallSpan, 0, len(open)+len(cuts))
	for _, w := range open {
		for _, c := range cuts { // in order, as wallSpans has them
			if c.start >= w.end || c.end <= w.start {
				continue
			}
			if c.start > w.start {
				out = append(out, wallSpan{w.start, c.start})
			}
			w.start = min(c.end, w.end)
		}
		if w.start < w.end {
			out = append(out, w)
		}
	}
	return out
}
