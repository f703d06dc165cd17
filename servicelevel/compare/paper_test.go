package compare_test

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// paperLevel is a level as the pages state it, for work that is counted on paper.
type paperLevel struct {
	fee       int // euros
	allowance int // minutes
	within    int // minutes to begin with an incident; 0: best effort
	promised  bool
}

var paperLevels = [...]paperLevel{{}, {fee: 15}, {fee: 45, allowance: 90, within: 240}, {fee: 90, allowance: 90, within: 45, promised: true}}

// paperOpen reports whether a minute after the start of May 2026 in Paris lies in
// office hours; May begins on a Friday, and has four holidays.
func paperOpen(minute int) bool {
	day, of := minute/1440, minute%1440
	switch day { // 1, 8, 14 and 25 May
	case 0, 7, 13, 24:
		return false
	}
	weekday := (day + 4) % 7 // Monday is 0
	return weekday < 5 && of >= 9*60 && of < 18*60
}

// paperPrice is the least that packs covering some minutes cost, in euros.
func paperPrice(minutes int) int {
	if minutes == 0 {
		return 0
	}
	least := 1 << 30
	for a := range 6 {
		for b := range 10 {
			for c := range 19 {
				for d := range 31 {
					if 60*(20*a+10*b+5*c+3*d) >= minutes {
						least = min(least, 699*a+399*b+239*c+169*d)
						break
					}
				}
			}
		}
	}
	return least
}

// paperWork is a request and its sessions, in minutes after the start of May.
type paperWork struct {
	asked    int
	incident bool
	channel  servicelevel.Channel
	sessions [][2]int // start, length
}

// Comparisons are what paper, minutes and fractions of integers come to.
func TestCompareAgainstPaper(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.April, 30, 22, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return start.Add(time.Duration(minute) * time.Minute) }
	const june = 31 * 1440
	rapid.Check(t, func(t *rapid.T) {
		var works []paperWork
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 6).Draw(t, "tickets") {
			w := paperWork{
				asked:    rapid.IntRange(0, june+10*1440).Draw(t, "asked"),
				incident: rapid.Bool().Draw(t, "incident"),
				channel:  rapid.SampledFrom([]servicelevel.Channel{0, 0, 0, 1, 2, 3}).Draw(t, "channel"),
			}
			r := servicelevel.Request{Ticket: fmt.Sprint("T", i), At: at(w.asked), Channel: w.channel}
			if w.incident {
				r.Kind = servicelevel.Incident
			}
			act.Requests = append(act.Requests, r)
			from := w.asked
			for range rapid.IntRange(0, 3).Draw(t, "sessions") {
				from += rapid.SampledFrom([]int{0, 1, 44, 45, 46, 240, 241, 3000}).Draw(t, "gap")
				length := rapid.IntRange(1, 200).Draw(t, "length")
				w.sessions = append(w.sessions, [2]int{from, length})
				act.Interventions = append(act.Interventions, servicelevel.Intervention{
					Ticket: r.Ticket, Start: at(from), End: at(from + length),
				})
				from += length
			}
			works = append(works, w)
		}
		rent := rapid.IntRange(1, 50000).Draw(t, "rent") // cents
		down := 0
		for day := range rapid.IntRange(0, 3).Draw(t, "outages") {
			seconds := rapid.IntRange(1, 2000).Draw(t, "down")
			down += seconds
			o := penalty.Outage{Start: at(day * 2000), End: at(day * 2000).Add(time.Duration(seconds) * time.Second)}
			if rapid.Bool().Draw(t, "known late") {
				o.Recorded = at(3 * june)
			}
			act.Outages = append(act.Outages, o)
		}
		act.Requests = rapid.Permutation(act.Requests).Draw(t, "requests")
		act.Interventions = rapid.Permutation(act.Interventions).Draw(t, "interventions")
		ct := proContract()
		ct.Rent = cents(int64(rent))
		got, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
		require.NoError(t, err)

		blocks := func(minutes int) int { return (minutes + 29) / 30 * 30 }
		// Sessions in the order in which they begin: May pays for all of a ticket.
		type piece struct{ start, work, length int }
		var pieces []piece
		for i, w := range works {
			for _, s := range w.sessions {
				pieces = append(pieces, piece{s[0], i, s[1]})
			}
		}
		for level, p := range paperLevels {
			takes := func(w paperWork) bool {
				return w.channel == servicelevel.ByTicket || level == 3 && w.channel == servicelevel.ByMonitoring
			}
			var charged, outside, refused, inTime, late, later int
			worked := make([]int, len(works))
			order := append([]piece(nil), pieces...)
			for i := range order { // by start, then ticket
				for j := i + 1; j < len(order); j++ {
					if order[j].start < order[i].start || order[j].start == order[i].start && order[j].work < order[i].work {
						order[i], order[j] = order[j], order[i]
					}
				}
			}
			for _, s := range order {
				if s.start+s.length >= june || !takes(works[s.work]) { // it is not over in May
					continue
				}
				before := blocks(worked[s.work])
				worked[s.work] += s.length
				charged += blocks(worked[s.work]) - before
				if !works[s.work].incident || level < 2 {
					for m := s.start; m < s.start+s.length; m++ {
						if !paperOpen(m) {
							outside++
						}
					}
				}
			}
			for _, w := range works {
				if w.asked >= june {
					continue
				}
				if !takes(w) {
					refused++
					continue
				}
				if w.incident && level < 2 && !paperOpen(w.asked) {
					later++
				}
				if p.within == 0 || !w.incident {
					continue
				}
				first := 1 << 30
				for _, s := range w.sessions {
					if s[0]+s[1] < june { // it is known
						first = min(first, s[0])
					}
				}
				switch due := w.asked + p.within; {
				case first < june && first <= due:
					inTime++
				case first > due && due < june:
					late++
				}
			}
			l := compared(t, got, plans.Levels()[level])
			hours := max(0, charged-p.allowance)
			require.Equal(t, time.Duration(charged)*time.Minute, l.Charged, "charged %d", level)
			require.Equal(t, time.Duration(hours)*time.Minute, l.Hours, "hours %d", level)
			require.Equal(t, time.Duration(outside)*time.Minute, l.Outside, "outside %d", level)
			require.Equal(t, int64(p.fee+paperPrice(hours)), l.Cost.IntPart(), "cost %d", level)
			require.Len(t, l.Refused, refused)
			require.Len(t, l.Later, later, "later %d", level)
			require.Equal(t, response.Attainment{InTime: inTime, Late: late}, l.Guarantees, "guarantees %d", level)
			require.Len(t, l.Late, late)

			owed, missed := int64(0), down*1000 > 744*3600
			if p.promised && missed {
				exact := big.NewRat(int64(rent)*5*int64(down), 100*3600)
				twice := new(big.Int).Mul(exact.Num(), big.NewInt(2))
				twice.Add(twice, exact.Denom())
				owed = min(int64(rent), twice.Div(twice, new(big.Int).Mul(exact.Denom(), big.NewInt(2))).Int64())
			}
			require.Equal(t, owed, l.Owed.Shift(2).IntPart(), "owed %d", level)
			require.Equal(t, p.promised && missed, len(l.Missed) == 1)
		}

		act.Requests = rapid.Permutation(act.Requests).Draw(t, "requests again")
		act.Outages = rapid.Permutation(act.Outages).Draw(t, "outages again")
		again, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, compareMay)
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}

// A year is the sum of its months, save for the packs, which are bought for the
// year at once and cost no more.
func TestCompareAYear(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 20).Draw(t, "tickets") {
			one := workOn(fmt.Sprint("T", i), time.Date(2026, time.January, 5, 10, 0, 0, 0, time.UTC).
				AddDate(0, 0, rapid.IntRange(0, 350).Draw(t, "day")), time.Duration(rapid.IntRange(1, 300).Draw(t, "minutes"))*time.Minute)
			act.Requests = append(act.Requests, one.Requests...)
			act.Interventions = append(act.Interventions, one.Interventions...)
		}
		jan := calendar.MustParseMonth("2026-01")
		year, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, jan, jan.AddMonths(11))
		require.NoError(t, err)
		sums := make([]compare.LevelCost, len(year.Levels))
		for m := range 12 {
			month, err := compare.Levels(servicelevel.NUXIT(), proContract(), act, jan.AddMonths(m), jan.AddMonths(m))
			require.NoError(t, err)
			for i, l := range month.Levels {
				sums[i].Fees = sums[i].Fees.Add(l.Fees)
				sums[i].Charged += l.Charged
				sums[i].Hours += l.Hours
				if m == 0 {
					sums[i].Cost = new(decimal.Decimal)
				}
				*sums[i].Cost = sums[i].Cost.Add(*l.Cost)
			}
		}
		for i, l := range year.Levels {
			require.True(t, sums[i].Fees.Equal(l.Fees))
			require.Equal(t, sums[i].Charged, l.Charged)
			require.Equal(t, sums[i].Hours, l.Hours)
			require.LessOrEqual(t, l.Cost.Cmp(*sums[i].Cost), 0)
		}
	})
}
