package penalty

import "time"

// spend excludes maintenance until the budget of the terms is used up: of what is beyond that the
// cuts lose exclusions, and outages that were excluded as maintenance count.
func (d *downtime) spend(t *Terms, c *Case, w *window, pieces, cuts []piece) (counting, off []piece) {
	served := w.serving(w.maintenance(c), d.breaks)
	left, until := int64(t.MaintenanceBudget), w.to
	for _, p := range served {
		length := p.end - p.start
		d.maintenance += time.Duration(length)
		if left >= 0 && length > left {
			until = p.start + left
		}
		left -= length
	}
	if left >= 0 {
		return pieces, cuts
	}
	cuts, d.spared = cuts[:0], nil
	for i := range c.Exclusions {
		x := &c.Exclusions[i]
		p, _ := w.exclusion(x)
		if x.Reason != Maintenance {
			cuts = append(cuts, p)
			continue
		}
		// Beside the service it is not that of the budget.
		for _, part := range [...]piece{{start: p.start, end: min(p.end, until)}, {start: max(p.start, w.to), end: p.end}} {
			if part.start < part.end {
				cuts = append(cuts, part)
			}
		}
	}
	for i := range c.Outages {
		if c.Outages[i].Excluded != Counts {
			pieces = d.beyond(pieces, t, w, &c.Outages[i], until)
		}
	}
	return pieces, cuts
}

// beyond spares an outage that does not count, but for maintenance after an instant.
func (d *downtime) beyond(pieces []piece, t *Terms, w *window, o *Outage, until int64) []piece {
	p, _ := w.piece(o, Earliest)
	if o.Excluded == Maintenance {
		p.end = min(p.end, until)
	}
	if p.start < p.end {
		d.spared = append(d.spared, p)
	}
	if o.Excluded != Maintenance {
		return pieces
	}
	q, cut := w.piece(o, t.From)
	if q.start = max(q.start, until); q.start >= q.end {
		return pieces
	}
	d.cut = d.cut || cut
	d.parts = d.parts || q.weight != shareDecimals
	return append(pieces, q)
}

// maintenance lists when there was some, be it told as exclusions or as outages.
func (w *window) maintenance(c *Case) (list []piece) {
	add := func(p piece) {
		if p.start < p.end {
			list = append(list, p)
		}
	}
	for i := range c.Exclusions {
		if x := &c.Exclusions[i]; x.Reason == Maintenance {
			p, _ := w.exclusion(x)
			add(p)
		}
	}
	for i := range c.Outages {
		if o := &c.Outages[i]; o.Excluded == Maintenance {
			p, _ := w.piece(o, Earliest)
			add(piece{start: p.start, end: p.end})
		}
	}
	return list
}
