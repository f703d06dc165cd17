package main

import (
	"iter"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

// inputs yields the contracts of the run.
func (r Run) inputs() iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for number := int64(1); number <= r.Contracts; number++ {
			if !yield(contract(r.Seed, r.Month, number), nil) {
				return
			}
		}
	}
}

// contract returns the contract of a number: any machine that asks for it gets the same. One in a
// thousand is of an edition that nobody has, and is refused.
func contract(seed int64, m calendar.Month, number int64) servicelevel.Input {
	in := batch.Generate(seed, m, number)
	if number%1_000 == 0 {
		in.Contract.Edition = "unheard-of"
	}
	return in
}
