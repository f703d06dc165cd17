// Package batch makes contracts from numbers, as many as are asked for, and says what a month of
// them comes to: for the stories that bill many contracts.
package batch

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

// Generated yields the contracts [first, past) of a month, each made from its
// number and the seed alone: whoever asks for one gets the same.
func Generated(seed int64, m calendar.Month, first, past int64) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for number := first; number < past; number++ {
			if !yield(Generate(seed, m, number), nil) {
				return
			}
		}
	}
}

// Generate returns a contract and its activity. More than half of the contracts
// are of the free level and had nothing done, as customers are. All can be billed.
func Generate(seed int64, m calendar.Month, number int64) servicelevel.Input {
	g := generator{
		Rand:  rand.New(rand.NewPCG(uint64(seed), uint64(number))),
		month: m.Interval(servicelevel.NUXIT().Location()),
	}
	// Nobody starts in the month itself, so that a pack can be bought before it.
	start := m.AddMonths(-1 - g.IntN(36)).First().AddDays(g.IntN(28))
	in := servicelevel.Input{Month: m, Contract: servicelevel.Contract{
		ID:       fmt.Sprintf("C-%09d", number),
		Customer: fmt.Sprintf("Customer %d", number),
		Edition:  "nuxit",
		Level:    g.level(),
		Start:    start,
	}}
	if in.Contract.Level == servicelevel.Business {
		rent := decimal.New(2_990+g.Int64N(30_000), -2)
		in.Contract.Rent = &rent
		g.outages(&in.Activity)
	}
	if g.one(8) {
		g.work(&in.Activity, start)
	}
	if g.one(25) {
		in.Activity.Purchases = append(in.Activity.Purchases, servicelevel.Purchase{
			ID: "P-2", At: g.instant(), Time: g.pack(),
		})
	}
	return in
}

// generator draws what one contract is and does.
type generator struct {
	*rand.Rand
	month calendar.Interval
}

// one is true once in n times.
func (g generator) one(n int) bool { return g.IntN(n) == 0 }

// instant is a minute of the month.
func (g generator) instant() time.Time {
	minutes := int64(g.month.Duration() / time.Minute)
	return g.month.Start.Add(time.Duration(g.Int64N(minutes)) * time.Minute)
}

func (g generator) level() servicelevel.Level {
	switch n := g.IntN(100); {
	case n < 55:
		return servicelevel.Standard
	case n < 75:
		return servicelevel.Serenity
	case n < 93:
		return servicelevel.Pro
	default:
		return servicelevel.Business
	}
}

// pack is the time of a pack that the plans sell.
func (g generator) pack() time.Duration {
	return []time.Duration{3 * time.Hour, 5 * time.Hour, 10 * time.Hour, 20 * time.Hour}[g.IntN(4)]
}

// work adds a request that is worked on for at most two and a half hours, and a
// pack from the first day of the contract that pays for it.
func (g generator) work(a *servicelevel.Activity, start calendar.Date) {
	day := start.Interval(g.month.Start.Location())
	a.Purchases = append(a.Purchases, servicelevel.Purchase{ID: "P-1", At: day.Start.Add(10 * time.Hour), Time: g.pack()})
	asked := g.instant()
	a.Requests = append(a.Requests, servicelevel.Request{Ticket: "T-1", Kind: servicelevel.RequestKind(g.IntN(2)), At: asked})
	at := asked
	for range 1 + g.IntN(2) {
		at = at.Add(time.Duration(1+g.IntN(300)) * time.Minute)
		took := time.Duration(1+g.IntN(75)) * time.Minute
		a.Interventions = append(a.Interventions, servicelevel.Intervention{Ticket: "T-1", Start: at, End: at.Add(took)})
		at = at.Add(took)
	}
}

// outages adds none, mostly, or some that may be longer than promised.
func (g generator) outages(a *servicelevel.Activity) {
	if !g.one(4) {
		return
	}
	for range 1 + g.IntN(3) {
		from := g.instant()
		a.Outages = append(a.Outages, penalty.Outage{Start: from, End: from.Add(time.Duration(1+g.IntN(180)) * time.Minute)})
	}
}
