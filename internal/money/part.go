package money

// Part returns the cents that a part of something costs whose whole costs cents,
// rounded half away from zero. The parts up to each of a row of points differ by
// cents that always add up to the whole. It is 0 if there is no whole.
func Part(cents, part, whole int64) int64 { return HalfAway.Part(cents, part, whole) }

// Part is the function Part, rounded in another way.
func (r Rounding) Part(cents, part, whole int64) int64 {
	if cents == 0 || part == 0 {
		return 0
	}
	q, err := r.Quo(cents, part, 1, whole, 1)
	if err != nil { // the price of a part of it does fit
		return 0
	}
	return q
}
