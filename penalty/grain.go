package penalty

// ragged returns what sorted pieces have beside the intervals of one length that they fill, which
// follow one another from the start of the period.
func ragged(ps []piece, length int64) (rest []piece) {
	for _, p := range ps {
		first, last := (p.start+length-1)/length*length, p.end/length*length
		if first >= last {
			rest = append(rest, p)
			continue
		}
		if p.start < first {
			rest = append(rest, piece{start: p.start, end: first})
		}
		if last < p.end {
			rest = append(rest, piece{start: last, end: p.end})
		}
	}
	return rest
}

// raggedIn returns how much of a piece fills no fixed interval. The piece after it must not begin
// before it.
func (d *downtime) raggedIn(p piece) int64 {
	for len(d.ragged) > 0 && d.ragged[0].end <= p.start {
		d.ragged = d.ragged[1:]
	}
	return p.covered(d.ragged)
}
