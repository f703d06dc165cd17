package main

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// Generated yields the contracts [first, past) of a month.
func Generated(seed int64, m calendar.Month, first, past int64) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for number := first; number < past; number++ {
			if !yield(Generate(seed, m, number), nil) {
				return
			}
		}
	}
}

// Generate returns a contract and its activity, made from the seed and its number
// alone: any machine that asks for one gets the same. About one contract in a
// thousand is of an edition that nobody has, and is refused.
func Generate(seed int64, m calendar.Month, number int64) servicelevel.Input {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(number)))
	month := m.Interval(servicelevel.NUXIT().Location())
	instant := func() time.Time {
		minutes := int64(month.Duration() / time.Minute)
		return month.Start.Add(time.Duration(r.Int64N(minutes)) * time.Minute)
	}
	in := servicelevel.Input{Month: m, Contract: servicelevel.Contract{
		ID:       fmt.Sprintf("C-%09d", number),
		Customer: fmt.Sprintf("Customer %d", number),
		Edition:  "nuxit",
		Level:    servicelevel.Levels()[r.IntN(4)],
		Start:    m.AddMonths(-1 - r.IntN(36)).First().AddDays(r.IntN(28)),
	}}
	if r.IntN(1_000) == 0 {
		in.Contract.Edition = "unheard-of"
	}
	if in.Contract.Level == servicelevel.Business {
		rent := decimal.New(2_990+r.Int64N(30_000), -2)
		in.Contract.Rent = &rent
		if r.IntN(4) == 0 {
			from := instant()
			took := time.Duration(1+r.IntN(180)) * time.Minute
			in.Activity.Outages = []penalty.Outage{{Start: from, End: from.Add(took)}}
		}
	}
	if r.IntN(8) == 0 {
		bought := in.Contract.Start.Interval(month.Start.Location()).Start.Add(10 * time.Hour)
		in.Activity.Purchases = append(in.Activity.Purchases, servicelevel.Purchase{ID: "P-1", At: bought, Time: 5 * time.Hour})
		asked := instant()
		in.Activity.Requests = []servicelevel.Request{{Ticket: "T-1", At: asked}}
		from := asked.Add(time.Duration(1+r.IntN(300)) * time.Minute)
		took := time.Duration(1+r.IntN(120)) * time.Minute
		in.Activity.Interventions = []servicelevel.Intervention{{Ticket: "T-1", Start: from, End: from.Add(took)}}
	}
	if r.IntN(25) == 0 {
		in.Activity.Purchases = append(in.Activity.Purchases, servicelevel.Purchase{ID: "P-2", At: instant(), Time: 3 * time.Hour})
	}
	return in
}
