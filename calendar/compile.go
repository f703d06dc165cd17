package calendar

import (
	"slices"
	"strconv"
	"time"

	"github.com/palier-go/palier/internal/civil"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
)

// Compile makes a Calendar of a schedule, or reports all that is wrong with it together. It does not keep
// anything of s that can be changed. It takes about a millisecond for 150 years, whatever happens in them.
func Compile(s Schedule) (*Calendar, error) { return CompileIn(s, nil) }

// CompileIn is Compile over a zone database: nil is the machine's.
func CompileIn(s Schedule, z *Zones) (*Calendar, error) {
	var l fault.List
	loc, err := z.Load(s.Zone)
	l.In("", err)
	locs := z.loadLayers(s, &l)
	s.check(&l)
	if err := l.Err(); err != nil {
		return nil, err
	}
	p := newPlan(s, loc, 0)
	p.addLayers(s, locs)
	if err := p.addExtra(s.Extra); err != nil {
		return nil, err
	}
	p.addExceptions(s.Exceptions)
	c := &Calendar{loc: loc, plan: p, first: p.from}
	c.lo = reached(p.regimes, (p.from+1)*daySeconds)
	c.hi = reached(p.regimes, p.end*daySeconds)
	c.past = c.hi + 1
	c.patterns = []pattern{{}}
	c.days = make([]uint64, (c.hi-c.lo)/daySeconds+2)
	c.build()
	c.invert()
	return c, nil
}

// build fills the tables with the open time of the plan.
func (c *Calendar) build() {
	p := c.plan
	b := newBuilder(c)
	if len(p.layers) == 0 {
		b.work = p.weeklyDays()
		b.fill(newWalk(p), p.end)
	} else {
		b.combine(p)
	}
	b.finish()
	c.total = int64(b.sum) * int64(time.Second)
	b.work.set(0, false) // the last day before the compiled years, whose night reaches into them
	b.work.count()
	c.work = b.work
}

// A builder turns the spans of a plan, in order, into the days of a Calendar.
type builder struct {
	c          *Calendar
	start, end int64             // the open interval that later spans may extend
	today      []part            // the parts of the day that days does not have yet
	n          int               // the days that are written
	sum        uint64            // the open seconds before the next one
	recent     [7][2]recent      // the two patterns last used, by the day of the week from the first on
	known      map[string]uint32 // the number of each pattern, by its text
	work       dayset            // the days of the plan on which something opens
	edges      []int64           // of what is open, if that is all that is wanted
	listed     bool
}

func newBuilder(c *Calendar) *builder {
	return &builder{c: c, start: c.lo, end: c.lo, known: map[string]uint32{"": 0}}
}

// A recent is a pattern that will probably come again a week later, or after the
// next change of the clocks.
type recent struct {
	pattern
	number uint32
}

// is reports whether it is the pattern of a day.
func (r *recent) is(day, spans []part) bool {
	return r.first == day[0] && slices.Equal(spans[r.more:r.upto], day[1:])
}

// A walk is how far a builder has come in the days of a plan.
type walk struct {
	*plan
	specials              []int64
	week, regime, special int
	late                  []wallSpan // what an exception leaves of a night behind midnight: the next day may begin before it
	n                     int64      // the day that comes next
	offset                int64      // of the regime
	calm                  int64      // walls before it are shown by the regime and by no other
}

func newWalk(p *plan) *walk { return &walk{plan: p, specials: p.specials(), n: p.from, calm: -forever} }

// fill adds the days of a plan, without its layers, up to one.
func (b *builder) fill(p *walk, until int64) {
	week, regime, special, late, offset, calm := p.week, p.regime, p.special, p.late, p.offset, p.calm
	weeks, specials := p.weeks, p.specials
	for n, day := p.n, civil.Weekday(p.n); n < until; n++ {
		for week+1 < len(weeks) && weeks[week+1].from <= n {
			week++
		}
		open := weeks[week].open[day] // what there is to add
		own := open                   // what starts on the day
		if day++; day > time.Saturday {
			day = time.Sunday
		}
		if specials[special] == n {
			special++
			open, own = nil, nil // a holiday
			if len(p.exceptions) > 0 {
				own = p.day(n).open
				open, late = splitLate(own, late)
			}
			if late != nil && specials[special] > n+1 { // then so is the next day
				special--
				specials[special] = n + 1
			}
			b.opens(p, n, len(own) > 0)
		}
		if len(open) == 0 && len(own) == 0 {
			continue
		}
		wall := n * daySeconds
		if wall >= calm {
			for regime+1 < len(p.regimes) && p.regimes[regime+1].from < wall-zone.Reach {
				regime++
			}
			offset = p.regimes[regime].offset
			if calm = p.plan.calm(regime); wall >= calm {
				b.resolve(p, n, open)
				b.opens(p, n, p.plan.opens(n, own))
				continue
			}
		}
		for _, w := range open {
			b.add(wall-offset+w.start, wall-offset+w.end)
		}
	}
	p.week, p.regime, p.special, p.late, p.offset, p.calm, p.n = week, regime, special, late, offset, calm, until
}

// finish writes what is left of the days.
func (b *builder) finish() {
	b.flush()
	b.pad(b.c.hi)
	for ; b.n < len(b.c.days); b.n++ {
		b.c.days[b.n] = b.word()
	}
}

// resolve adds a day about which the clocks change.
func (b *builder) resolve(p *walk, n int64, open []wallSpan) {
	for _, w := range open {
		b.add(p.plan.resolve(n, w))
	}
}

// opens notes whether something opens on a day of which the weekly hours do not say it.
func (b *builder) opens(p *walk, n int64, opens bool) {
	if !b.listed {
		b.work.set(n-p.from, opens)
	}
}

// weeklyDays returns the days that have weekly hours. Of holidays, exceptions and days about which the clocks
// change fill says more.
func (p *plan) weeklyDays() dayset {
	days := newDayset(p.end - p.from)
	for i, w := range p.weeks {
		from, until := max(w.from, p.from), p.end
		if i+1 < len(p.weeks) {
			until = min(until, p.weeks[i+1].from)
		}
		var set Days
		for d, open := range w.open {
			if len(open) > 0 {
				set |= 1 << d
			}
		}
		days.weekly(from-p.from, until-p.from, set, civil.Weekday(from))
	}
	return days
}

// splitLate returns the spans of a day with those that are late from the day before,
// in order, and those of the next day in their turn.
func splitLate(open, late []wallSpan) (today, next []wallSpan) {
	if late == nil && (len(open) == 0 || open[len(open)-1].start < daySeconds) {
		return open, nil
	}
	today = slices.Clone(late)
	for _, w := range open {
		if w.start < daySeconds {
			today = append(today, w)
		} else {
			next = append(next, wallSpan{w.start - daySeconds, w.end - daySeconds})
		}
	}
	sortSpans(today)
	return today, next
}

// specials returns the days on which the weekly hours may not be all there is,
// in order, and behind them a day that never comes.
func (p *plan) specials() []int64 {
	out := make([]int64, 0, len(p.holidays)+len(p.exceptions)+1)
	for _, h := range p.holidays {
		out = append(out, h.Number)
	}
	for _, e := range p.exceptions {
		out = append(out, int64(e.day))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	from, _ := slices.BinarySearch(out, p.from)
	return append(out[from:], forever)
}

// calm returns the wall from which on a day's spans may be shown by the regime
// that follows the i-th.
func (p *plan) calm(i int) int64 {
	if i+1 == len(p.regimes) {
		return forever
	}
	return p.regimes[i+1].from - 2*daySeconds - zone.Reach
}

// add adds an open interval that starts no earlier than the ones before it.
func (b *builder) add(start, end int64) {
	start, end = max(start, b.c.lo), min(end, b.c.hi)
	if start >= end {
		return
	}
	if start <= b.end {
		b.end = max(b.end, end)
		return
	}
	switch {
	case !b.listed:
		if !b.alone(start) {
			b.flush()
		}
	case b.start < b.end:
		b.edges = append(b.edges, b.start, b.end)
	}
	b.start, b.end = start, end
}

// alone writes the interval that is under way if it is all that is open on its
// day, as nearly every interval of office hours is. It does what flush does.
func (b *builder) alone(next int64) bool {
	day := (b.start - b.c.lo) / daySeconds
	from := b.c.lo + day*daySeconds
	if len(b.today) > 0 {
		b.pad(from)
	}
	if len(b.today) > 0 || b.end > from+daySeconds || next < from+daySeconds {
		return false
	}
	days, n, closed := b.c.days, b.n, b.sum<<patternBits
	for ; n < int(day); n++ {
		days[n] = closed
	}
	only := part{uint32(b.start - from), uint32(b.end - from)}
	last := &b.recent[n%len(b.recent)][0]
	number := last.number
	if last.first != only || last.more != last.upto {
		b.n, b.today = n, append(b.today, only)
		number = b.pattern()
		b.today = b.today[:0]
	}
	days[n] = closed | uint64(number)
	b.n = n + 1
	b.sum += uint64(only.end - only.start)
	return true
}

// flush writes the interval that is under way into the days.
func (b *builder) flush() {
	for b.start < b.end {
		b.pad(b.start)
		day := b.c.lo + int64(b.n)*daySeconds
		end := min(b.end, day+daySeconds)
		b.today = append(b.today, part{uint32(b.start - day), uint32(end - day)})
		b.start = end
	}
}

// pad ends every day that ends by until.
func (b *builder) pad(until int64) {
	for end := b.c.lo + int64(b.n+1)*daySeconds; end <= until; end += daySeconds {
		b.c.days[b.n] = b.word()
		b.n++
	}
}

// word returns what is known of the day that ends, and begins the next one.
func (b *builder) word() uint64 {
	word := b.sum << patternBits
	if len(b.today) > 0 {
		word |= uint64(b.pattern())
		for _, x := range b.today {
			b.sum += uint64(x.end - x.start)
		}
		b.today = b.today[:0]
	}
	return word
}

// pattern returns the number of today's pattern, a new one if it is new.
func (b *builder) pattern() uint32 {
	last := &b.recent[b.n%len(b.recent)]
	if last[0].is(b.today, b.c.spans) {
		return last[0].number
	}
	last[0], last[1] = last[1], last[0]
	if last[0].is(b.today, b.c.spans) {
		return last[0].number
	}
	key := make([]byte, 0, 64)
	for _, x := range b.today {
		key = strconv.AppendUint(append(key, ' '), uint64(x.start), 10)
		key = strconv.AppendUint(append(key, '-'), uint64(x.end), 10)
	}
	number, ok := b.known[string(key)]
	if !ok {
		number = uint32(len(b.c.patterns))
		b.known[string(key)] = number
		more := uint32(len(b.c.spans))
		b.c.spans = append(b.c.spans, b.today[1:]...)
		b.c.patterns = append(b.c.patterns, pattern{b.today[0], more, uint32(len(b.c.spans))})
	}
	last[0] = recent{b.c.patterns[number], number}
	return number
}

// invert builds the table by which Add finds a day, with at most one entry for
// each day.
func (c *Calendar) invert() {
	total := c.days[len(c.days)-1] >> patternBits
	for total>>c.shift >= uint64(len(c.days)) {
		c.shift++
	}
	c.inverse = make([]uint32, total>>c.shift+2)
	entry := 0
	for i, word := range c.days[1:] {
		for ; uint64(entry)<<c.shift < word>>patternBits; entry++ {
			c.inverse[entry] = uint32(i)
		}
	}
	c.inverse[entry] = uint32(len(c.days) - 2)
}
