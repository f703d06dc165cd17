package fund

import "github.com/palier-go/palier/credit"

// pool is lots that are drawn on before those of the next pool (D7): with GiftsFirst the
// first one has those that cost nothing, else it has all.
type pool struct {
	lasting queue // lots without an end
	ending  queue // lots that end and have come, soonest to end first; some have ended
	coming  queue // lots that end and have not come
}

func (s *pool) reset() {
	s.lasting.reset(false)
	s.ending.reset(true)
	s.coming.reset(false)
}

func (s *pool) clone() pool { return pool{s.lasting.clone(), s.ending.clone(), s.coming.clone()} }

// inUse returns how many pools have lots.
func (f *Fund) inUse() int {
	if f.Terms.Drawing == credit.GiftsFirst {
		return len(f.pools)
	}
	return 1
}

// poolOf returns the pool of a lot.
func (f *Fund) poolOf(l *LotRow) *pool {
	if f.Terms.Drawing == credit.GiftsFirst && l.Price > 0 {
		return &f.pools[1]
	}
	return &f.pools[0]
}

// endedOf returns the first lot that has ended by now and is there for what counts from an
// instant on, or none.
func (f *Fund) endedOf(at int64) int32 {
	for i := range f.inUse() {
		if n := f.ended(&f.pools[i], at); n != None {
			return n
		}
	}
	return None
}
