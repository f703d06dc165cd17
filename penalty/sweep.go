package penalty

import (
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
)

// piece is a span of downtime in nanoseconds from the start of the period, and
// which share of the platform was down, in ten-thousandths.
type piece struct{ start, end, weight int64 }

// downtime is what the outages of a case add up to under some terms.
type downtime struct {
	total    time.Duration   // the length that they are measured against
	down     time.Duration   // what counts, weighted by share
	excluded time.Duration   // what would count, had it not been excluded
	outages  int             // outages that count, joined where they touch
	each     []time.Duration // what each of them counts for, where the terms ask for it
	dates    []int           // on how many dates all of them lie, or each where the terms ask for it
	dated    *dated          // while these are counted
	ragged   []piece         // what counts but fills no fixed interval
	filled   []time.Duration // what outages have of those
	lasted   []time.Duration // how long they were before a grain cut them
	parts    bool            // an outage was of a part of the platform only
	byWeight map[int64]int64 // with parts: how long each weight counts
	overlap  bool            // some time was covered twice
	cut      bool            // an outage was cut off at the as-of instant
	across   bool            // an outage counts for what of it lies outside the service (D35)
	breaks   []piece         // of the service
	off      []piece         // breaks and exclusions together
	spared   []piece         // outages that do not count themselves
	short    []time.Duration // how long outages of the service lasted that are too short to count

	claiming  *claiming     // where each outage is to be claimed
	unclaimed []OutageClaim // those that were not
	claimed   []OutageClaim // and those that were

	maintenance time.Duration // in the service, where there is a budget of it
}

// How many outages, and exclusions, a case may have before a list is allocated.
const (
	onStack     = 8
	cutsOnStack = 2
)

// measure joins the outages, takes the exclusions off, and adds up what lies in
// the service before the as-of instant. It records the faults of the lists.
func (d *downtime) measure(t *Terms, c *Case, w *window, l *fault.List) {
	var few [onStack]piece
	var off [cutsOnStack]piece
	pieces, cuts := d.gather(c, t.From, w, few[:0], off[:0], l)
	if t.AddUp && d.parts {
		pieces, cuts = d.gatherOnce(c, t.From, w, pieces, cuts)
	}
	if len(c.Breaks) > 0 {
		d.breaks = w.breaks(c, l) // none if they are at fault
	}
	if t.MaintenanceBudget > 0 {
		pieces, cuts = d.spend(t, c, w, pieces, cuts)
	}
	pieces, cuts = d.join(pieces, w, t.AddUp), merged(cuts)
	if len(d.spared) > 0 {
		cuts = d.spare(pieces, cuts, w)
	}
	if len(d.breaks) > 0 {
		d.off = merged(slices.Concat(cuts, d.breaks))
	}
	if t.Fixed && t.Grain > 0 {
		off := cuts
		if len(d.breaks) > 0 {
			off = d.off
		}
		d.ragged = ragged(w.serving(slices.Clone(pieces), off), int64(t.Grain))
	}
	if t.Counting == CalendarDays {
		off := cuts
		if len(d.breaks) > 0 {
			off = d.off
		}
		d.dated = &dated{start: c.Period.Start, rest: w.serving(slices.Clone(pieces), off)}
	}
	d.claiming = t.claiming(c, w)
	service := piece{start: w.from, end: w.to}
	excluded, broken := d.taken(service, cuts)
	d.total = t.total(w, broken)
	if t.Shrink {
		d.total = max(0, d.total-time.Duration(excluded))
	}
	d.count(pieces, cuts, w, t)
	for _, p := range d.spared {
		d.excluded += time.Duration(p.end - p.start - p.covered(d.breaks))
	}
	d.limit()
}

// spare adds what outages that do not count take off the period, beside those that do, to what
// is excluded.
func (d *downtime) spare(pieces, cuts []piece, w *window) []piece {
	d.spared = w.serving(d.spared, pieces)
	return merged(slices.Concat(cuts, d.spared))
}

// serving returns what pieces of any order have of the service, without others that are sorted
// and do not overlap.
func (w *window) serving(ps, off []piece) (rest []piece) {
	for _, p := range merged(ps) {
		p.start, p.end = max(p.start, w.from), min(p.end, w.to)
		for len(off) > 0 && off[0].end <= p.start {
			off = off[1:]
		}
		for _, q := range off {
			if q.start >= p.end {
				break
			}
			if q.start == q.end { // which takes nothing off
				continue
			}
			if p.start < q.start {
				rest = append(rest, piece{start: p.start, end: q.start})
			}
			p.start = q.end
		}
		if p.start < p.end {
			rest = append(rest, p)
		}
	}
	return rest
}

// total returns the length that downtime is measured against, exclusions aside.
func (t *Terms) total(w *window, broken int64) time.Duration {
	switch {
	case t.Period == ThirtyDays:
		return thirtyDays
	case t.WholePeriod:
		return time.Duration(w.end)
	}
	return time.Duration(w.to - w.from - broken)
}

// taken returns how much of a piece is excluded, and how much lies in breaks of the
// service, which go first. The piece after it must not begin before it.
func (d *downtime) taken(p piece, cuts []piece) (excluded, broken int64) {
	if len(d.breaks) == 0 {
		return p.covered(cuts), 0
	}
	for len(d.off) > 0 && d.off[0].end <= p.start {
		d.off = d.off[1:]
	}
	broken = p.covered(d.breaks) // they are few
	return p.covered(d.off) - broken, broken
}

// limit holds the downtime within the total, which ThirtyDays can make shorter
// than the service.
func (d *downtime) limit() {
	d.down = min(d.down, d.total)
	left := d.total
	for i := range d.each {
		d.each[i] = min(d.each[i], left)
		left -= d.each[i]
	}
}

// gather checks the outages and exclusions of a case, and appends those that
// count to pieces and those that take time off to cuts, in any order. A cut can be
// empty.
func (d *downtime) gather(c *Case, from Start, w *window, pieces, cuts []piece, l *fault.List) (all, off []piece) {
	if len(c.Outages) > cap(pieces) {
		pieces = make([]piece, 0, len(c.Outages))
	}
	named := false
	for i := range c.Outages {
		o := &c.Outages[i]
		named = named || o.ID != ""
		p, ok := w.plain(o, from)
		switch {
		case ok:
			pieces = append(pieces, p)
		case !c.checkOutage(l, i):
		case o.Excluded != Counts:
			if p, _ = w.piece(o, Earliest); p.start < p.end {
				d.spared = append(d.spared, p)
			}
		default:
			p, cut := w.piece(o, from)
			if p.start < p.end {
				pieces = append(pieces, p)
				d.cut = d.cut || cut
				d.parts = d.parts || p.weight != shareDecimals
			}
		}
	}
	if named {
		c.checkIDs(l)
	}
	for i := range c.Exclusions {
		p, plain := w.exclusion(&c.Exclusions[i])
		if !plain {
			c.checkExclusion(l, i)
		}
		cuts = append(cuts, p)
	}
	return pieces, cuts
}

// plain returns an outage of the whole platform that ended and is in good order,
// which is what nearly all of them are.
func (w *window) plain(o *Outage, from Start) (piece, bool) {
	if o.Excluded != Counts || from == Declared || max(len(o.ID), len(o.Cause)) > maxText || text.BadLine(o.ID) != "" || text.BadText(o.Cause) != "" ||
		o.Start.IsZero() || !o.Declared.IsZero() && o.Declared.Before(o.Start) || o.End.IsZero() || !o.Share.IsZero() {
		return piece{}, false
	}
	p := piece{w.at(o.Start), w.at(o.End), shareDecimals}
	return p, p.meets(w) && p.end <= w.known
}

// exclusion returns the span of an exclusion, and whether it is plainly in good
// order.
func (w *window) exclusion(x *Exclusion) (p piece, plain bool) {
	p = piece{start: w.at(x.Start), end: w.at(x.End)}
	return p, p.meets(w) && x.Reason > Counts && x.Reason <= ForceMajeure && len(x.Note) <= maxText && text.BadText(x.Note) == ""
}

// meets reports whether some of the piece lies in the period.
func (p piece) meets(w *window) bool { return p.start < p.end && p.start < w.end && p.end > 0 }

// piece returns what is known of an outage, which can be nothing, and whether it
// went on after that within the service.
func (w *window) piece(o *Outage, from Start) (p piece, cut bool) {
	begin, ok := o.began(from)
	if !ok {
		return piece{}, false
	}
	p = piece{start: w.at(begin), end: math.MaxInt64}
	p.weight, _ = weight(o.Share)
	if !o.End.IsZero() {
		p.end = w.at(o.End)
	}
	if p.end > w.known {
		p.end, cut = w.known, w.known < w.to
	}
	return p, cut
}

// count adds up pieces without overlap, less the cuts, within the service. Pieces
// that touch are one outage, which must last t.MinOutage to count; how long it
// lasted does not depend on where the service begins, breaks or ends.
func (d *downtime) count(pieces, cuts []piece, w *window, t *Terms) {
	var all weighted
	var ones []piece // what counts of one outage, with parts
	for len(pieces) > 0 {
		n := 1
		ones = ones[:0]
		for n < len(pieces) && pieces[n].start == pieces[n-1].end {
			n++
		}
		var one, full weighted
		var lasted, here, excluded int64
		for _, p := range pieces[:n] {
			for len(cuts) > 0 && cuts[0].end <= p.start {
				cuts = cuts[1:]
			}
			inside := piece{max(p.start, w.from), min(p.end, w.to), p.weight}
			lasted += p.end - p.start - p.covered(cuts)
			if inside.start < inside.end {
				gone, broken := d.taken(inside, cuts)
				counts := inside.end - inside.start - gone - broken
				full.add(counts, p.weight)
				one.add(counts-d.raggedIn(inside), p.weight)
				if d.parts {
					ones = append(ones, piece{end: counts, weight: p.weight})
				}
				here, excluded = here+counts, excluded+gone
			}
		}
		start, end := pieces[0].start, pieces[n-1].end
		within := d.dated.until(end)
		pieces = pieces[n:]
		if lasted < int64(t.MinOutage) {
			if here > 0 {
				d.short = append(d.short, time.Duration(lasted))
			}
			continue
		}
		if !d.counts(start, end, here > 0, full.floor()) {
			continue
		}
		d.across = d.across || here < int64(t.MinOutage) && here+excluded > 0
		d.excluded += time.Duration(excluded)
		if t.Grain > 0 && !t.Fixed {
			one = weighted{whole: int64(one.floor() / t.Grain * t.Grain)}
		}
		before := all.rounded()
		all.merge(one)
		if t.Grain > 0 && full.floor() > 0 { // be it that nothing is left of it
			d.lasted = append(d.lasted, full.floor())
			if t.Fixed {
				d.filled = append(d.filled, all.rounded()-before)
			}
		}
		if one == (weighted{}) {
			continue
		}
		d.weigh(ones)
		d.outages++
		if d.dated != nil {
			d.dates = d.dated.count(d.dates, within, t.PerOutage)
		}
		if t.PerOutage { // what it adds to the sum, so that all of them come to that
			d.each = append(d.each, all.rounded()-before)
		}
	}
	d.down = all.rounded()
}

// counts reports whether an outage counts as far as claims go, and lists it if it is to be claimed by itself and
// any of it lies here.
func (d *downtime) counts(start, end int64, here bool, lasted time.Duration) bool {
	c, alone := d.claiming.stands(start, end)
	c.Lasted = lasted
	switch {
	case !alone || !here:
	case c.Claim == Claimed:
		d.claimed = append(d.claimed, c)
	default:
		d.unclaimed = append(d.unclaimed, c)
	}
	return !alone || c.Claim == Claimed
}

// covered returns how much of the piece lies in the cuts.
func (p piece) covered(cuts []piece) int64 {
	var sum int64
	for _, x := range cuts {
		if x.start >= p.end {
			break
		}
		sum += max(0, min(x.end, p.end)-max(x.start, p.start))
	}
	return sum
}
