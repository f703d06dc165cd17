package calendar

import (
	"cmp"
	"slices"
	"strings"
)

// An exception is what the exceptions of a schedule make of a day.
type exception struct {
	day     int64
	open    []wallSpan
	usual   bool // the weekly hours hold
	changed bool // by any of them
	reason  string
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
	m := &exceptionMaker{plan: p, repeated: repeated, single: single, made: map[coverage]exception{}}
	for _, n := range p.covered(repeated, single) {
		m.add(n)
	}
	p.exceptions = m.out
}

// An exceptionMaker works out what the exceptions make of one day after the other.
type exceptionMaker struct {
	plan     *plan
	repeated []exceptionRule
	single   []exceptionRule        // those of the days that are left
	made     map[coverage]exception // what the repeated ones make of days that are alike
	out      []exception
}

// A coverage is all that decides what repeated exceptions make of a day: what would
// be open, the weekly hours, each by its first span, and which of them cover it.
type coverage struct {
	open, weekly *wallSpan
	by           [(maxRepeated + 63) / 64]uint64
}

// add adds a day, if the exceptions change it.
func (m *exceptionMaker) add(n int64) {
	d := dateOfNumber(n)
	open := m.plan.day(n).open
	alike := coverage{open: firstSpan(open), weekly: firstSpan(m.plan.usual(n))}
	for i := range m.repeated {
		if m.repeated[i].covers(d, n) {
			alike.by[i/64] |= 1 << (i % 64)
		}
	}
	x, ok := m.made[alike]
	if !ok {
		x = exception{day: n, open: open}
		for i := range m.repeated {
			if alike.by[i/64]&(1<<(i%64)) != 0 && x.apply(&m.repeated[i], m.plan) {
				x.changed = true
			}
		}
		m.made[alike] = x
	}
	x.day = n
	if len(m.single) > 0 && m.single[0].Date == d {
		x.changed = x.apply(&m.single[0], m.plan) || x.changed
		m.single = m.single[1:]
	}
	if x.changed {
		m.out = append(m.out, x)
	}
}

func firstSpan(spans []wallSpan) *wallSpan {
	if len(spans) == 0 {
		return nil
	}
	return &spans[0]
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
	for n := p.from; n < p.end; n++ {
		d := dateOfNumber(n)
		if slices.ContainsFunc(repeated, func(e exceptionRule) bool { return e.covers(d, n) }) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// apply makes of the day what the next exception makes of it. It is false if that
// leaves it alone.
func (x *exception) apply(e *exceptionRule, p *plan) bool {
	if e.IfOpen && len(x.open) == 0 {
		return false
	}
	if len(e.cuts) == 0 {
		*x = exception{day: x.day, open: e.opens, usual: e.Usual, changed: x.changed, reason: e.Reason}
		if e.Usual {
			x.open = p.usual(x.day)
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
