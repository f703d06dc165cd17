package main

import (
	"errors"
	"fmt"
	"iter"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

// Run is one month-end: which contracts there are, and how they are cut into
// jobs. The same run makes the same statements, byte for byte.
type Run struct {
	Month     calendar.Month
	Seed      int64 // of the generator
	Contracts int64 // numbered from 1
	Shard     int64 // contracts of one job; the last may have fewer
	Stored    bool  // the contracts come from their table instead of the generator
	JSON      bool  // the JSON of each statement is kept, not only its digest
}

// maxContracts is the most that the ids of the example can number.
const maxContracts = 999_999_999

// Validate reports what cannot be run.
func (r Run) Validate() error {
	var faults []error
	if !r.Month.Valid() {
		faults = append(faults, errors.New("no month"))
	}
	if r.Contracts < 1 || r.Contracts > maxContracts {
		faults = append(faults, fmt.Errorf("%d contracts: must be from 1 to %d", r.Contracts, maxContracts))
	}
	if r.Shard < 1 || r.Shard > 100_000 {
		faults = append(faults, fmt.Errorf("a shard of %d contracts: must be of 1 to 100000", r.Shard))
	}
	return errors.Join(faults...)
}

// inputs yields the contracts of the run, each made from its number.
func (r Run) inputs() iter.Seq2[servicelevel.Input, error] {
	return batch.Generated(r.Seed, r.Month, 1, r.Contracts+1)
}

// Shards yields the jobs of the run, which together hold each contract once.
func (r Run) Shards() iter.Seq[Shard] {
	return func(yield func(Shard) bool) {
		for first := int64(1); first <= r.Contracts; first += r.Shard {
			past := min(first+r.Shard, r.Contracts+1)
			if !yield(Shard{Month: r.Month, Seed: r.Seed, First: first, Past: past, Stored: r.Stored, JSON: r.JSON}) {
				return
			}
		}
	}
}

// Count is the number of shards.
func (r Run) Count() int64 { return (r.Contracts + r.Shard - 1) / r.Shard }

// Shard is the job of one worker: to bill the contracts [First, Past) of a month.
// It says all there is to know, so that any process that reaches the database can
// do it, and so that the same shard is not enqueued twice.
type Shard struct {
	Month  calendar.Month `json:"month"`
	Seed   int64          `json:"seed"`
	First  int64          `json:"first"`
	Past   int64          `json:"past"`
	Stored bool           `json:"stored"`
	JSON   bool           `json:"json"`
}

// Kind implements river.JobArgs.
func (Shard) Kind() string { return "month_end_shard" }
