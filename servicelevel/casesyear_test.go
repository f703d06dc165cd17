package servicelevel_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// yearOf is a year of a contract without allowance whose packs are bought just when the desk
// finds that it lacks hours, and a tenth of whose work is recorded up to 25 days late.
func yearOf(r *rand.Rand, ct servicelevel.Contract) (list []servicelevel.Fact) {
	start := time.Date(2025, time.January, 6, 9, 0, 0, 0, paris)
	type job struct {
		known time.Time
		fact  servicelevel.Fact
	}
	var jobs []job
	for i := range 20 + r.IntN(20) {
		at := start.Add(time.Duration(r.IntN(350*24*60)) * time.Minute)
		f := workedOn(fmt.Sprint("w", i), fmt.Sprint("T", i), at, at.Add(time.Duration(1+r.IntN(240))*time.Minute))
		if r.IntN(10) == 0 {
			f.Recorded = f.End.Add(time.Duration(r.IntN(25*24*60)) * time.Minute)
		}
		list = append(list, requested(f.Ticket, at, servicelevel.ServiceRequest))
		jobs = append(jobs, job{knownAt(&f), f})
	}
	slices.SortFunc(jobs, func(x, y job) int { return cmp.Or(x.known.Compare(y.known), cmp.Compare(x.fact.ID, y.fact.ID)) })
	left := time.Duration(0)
	for i, j := range jobs {
		need := (j.fact.End.Sub(j.fact.At) + 30*time.Minute - 1).Truncate(30 * time.Minute)
		if left < need {
			left += 5 * time.Hour
			list = append(list, boughtHours(fmt.Sprint("P", i), j.known, 5))
		}
		left -= need
		list = append(list, j.fact)
	}
	return list
}

// TestYearOfPacksJustInTime: every contract has every statement, by every road, however late
// work was recorded (D28).
func TestYearOfPacksJustInTime(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 28))
	n := 1000
	if testing.Short() || raceEnabled {
		n = 50
	}
	ct := contract("nuxit", servicelevel.Standard, "2025-01-01")
	inputs := func(yield func(servicelevel.Input, error) bool) {
		for range n {
			list := yearOf(r, ct)
			for m := range 13 {
				in := servicelevel.Input{Month: month("2025-01").AddMonths(m), Contract: ct, Activity: activityOf(list)}
				if m == 12 {
					in.Activity, in.Facts = servicelevel.Activity{}, list
				}
				if !yield(in, nil) {
					return
				}
			}
		}
	}
	done := 0
	for s, err := range (monthend.Run{}).Statements(context.Background(), inputs) {
		require.NoError(t, err)
		require.Zero(t, s.Credit.Overdrawn)
		done++
	}
	require.Equal(t, 13*n, done)
}
