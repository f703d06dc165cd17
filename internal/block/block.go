// Package block has the rounding of time to blocks (S19): for the terms of prepaid time, and for
// what draws it.
package block

// Unit is what time is billed in, in nanoseconds: a minimum, then whole blocks.
type Unit struct{ Block, Least int64 }

// Up rounds a time up to the minimum, and beyond it to whole blocks, a block begun being
// charged (S19); nothing is nothing (D2). It cannot overflow: both are at most a day.
func (u Unit) Up(d int64) int64 {
	if d < u.Least {
		if d > 0 {
			return u.Least
		}
		return d
	}
	if rest := (d - u.Least) % u.Block; rest != 0 {
		d += u.Block - rest
	}
	return d
}

// Of returns a unit of a block and a minimum.
func Of[T ~int64](block, minimum T) Unit { return Unit{Block: int64(block), Least: int64(minimum)} }
