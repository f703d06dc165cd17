package credittest

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Terms draws valid terms: blocks of some lengths, some after a minimum, every choice of D1, D4, D5, D6 and
// D27, zones that every machine knows, some of them with a tariff.
func Terms() *rapid.Generator[credit.Terms] {
	return rapid.Custom(func(t *rapid.T) credit.Terms {
		terms := credit.Terms{
			Blocks: credit.Blocks{
				Size:     rapid.SampledFrom([]time.Duration{30 * time.Minute, time.Hour, 15 * time.Minute, 7 * time.Minute}).Draw(t, "block"),
				Minimum:  minimum(t),
				Counting: credit.Counting(rapid.Uint8Max(1).Draw(t, "counting")),
			},
			Zone:      rapid.SampledFrom([]string{"", "Europe/Paris", "UTC"}).Draw(t, "zone"),
			MonthDay:  rapid.SampledFrom([]int{0, 0, 0, 1, 15, 31}).Draw(t, "month day"),
			Paying:    credit.Paying(rapid.Uint8Max(1).Draw(t, "paying")),
			Remainder: credit.Remainder(rapid.Uint8Max(1).Draw(t, "remainder")),
			Drawing:   credit.Drawing(rapid.Uint8Max(1).Draw(t, "drawing")),
			PartMonth: credit.PartMonth(rapid.Uint8Max(2).Draw(t, "part month")),
		}
		terms.Minor = rapid.SampledFrom([]credit.Minor{0, 0, 0, credit.Whole, credit.Thousandths}).Draw(t, "minor")
		if rapid.Bool().Draw(t, "priced") {
			terms.Tariff = Tariffs().Draw(t, "tariff")
			for i := range terms.Tariff.Packs {
				p := &terms.Tariff.Packs[i]
				p.Price = inMinor(p.Price, terms.Minor)
			}
		}
		return terms
	})
}

// minimum draws what anything worked is charged at least: mostly nothing of its own.
func minimum(t *rapid.T) time.Duration {
	return rapid.SampledFrom([]time.Duration{0, 0, 0, 0, 20 * time.Minute, time.Hour, 13*time.Minute + 1}).Draw(t, "minimum")
}

// Tariffs draws valid tariffs of one to six packs, of which Cheapest finds the
// cheapest for every need up to credit.MaxTime.
func Tariffs() *rapid.Generator[credit.Tariff] {
	return rapid.Custom(func(t *rapid.T) credit.Tariff {
		var tariff credit.Tariff
		for range rapid.IntRange(1, 6).Draw(t, "packs") {
			tariff.Packs = append(tariff.Packs, credit.Pack{
				Time:  time.Duration(rapid.IntRange(1, 48).Draw(t, "half hours")) * 30 * time.Minute,
				Price: cents(t, 100_000),
			})
		}
		if rapid.Bool().Draw(t, "bounded") {
			tariff.Minimum = time.Duration(rapid.IntRange(1, 10).Draw(t, "minimum")) * time.Hour
		}
		return tariff
	})
}

func cents(t *rapid.T, most int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, most).Draw(t, "cents"), -2)
}

// inMinor makes as many of the smallest units of a currency of cents.
func inMinor(price decimal.Decimal, m credit.Minor) decimal.Decimal {
	return price.Shift(2 - places(m))
}

// Entry draws an entry that is valid by itself and may follow those that are
// there: its id is free, and what it acts on is mostly something that it can act
// on. All instants lie about the ends of March, April and May 2026 and the change of the
// clocks in March, so that many meet, and about half of them come in their order.
func Entry(there []ledger.Entry) *rapid.Generator[ledger.Entry] {
	return rapid.Custom(func(t *rapid.T) ledger.Entry {
		e := ledger.Entry{ID: freeID(there), Kind: drawKind(t, there), At: instant(t, there)}
		if len(acts(e.Kind)) > 0 {
			e.Of = rapid.SampledFrom(targets(t, e.Kind, there)).Draw(t, "of")
			for _, o := range there {
				if o.ID == e.Of && rapid.IntRange(0, 4).Draw(t, "after") > 0 {
					e.At = o.At.Add(span(t, 120))
				}
			}
		}
		switch rapid.IntRange(0, 7).Draw(t, "recorded") {
		case 0, 1:
			e.Recorded = e.At.Add(span(t, 600))
		case 2:
			e.Recorded = e.At.Add(-span(t, 600))
		}
		drawContent(t, &e)
		return e
	})
}

// drawKind draws mostly work, and what acts on other entries mostly if there are some. The
// first of a list are drawn more often than the last.
func drawKind(t *rapid.T, there []ledger.Entry) credit.Kind {
	var kinds []credit.Kind
	anyway := rapid.IntRange(0, 9).Draw(t, "anyway") == 9
	for _, k := range []credit.Kind{
		credit.Capture, credit.Reversal, credit.Extend, credit.Capture, credit.Release, credit.Reversal, credit.Refund,
		credit.Transfer, credit.Forfeit,
	} {
		if anyway || len(open(k, there)) > 0 {
			kinds = append(kinds, k)
		}
	}
	return rapid.SampledFrom(append(kinds,
		credit.Debit, credit.Purchase, credit.Hold, credit.Debit, credit.Allowance, credit.Debit, credit.Gift, credit.Hold,
		credit.Debit, credit.Overdraft, credit.Debit, credit.Sale)).Draw(t, "kind")
}

// open are the ids of entries that one of a kind can act on and that no other has
// ended.
func open(k credit.Kind, there []ledger.Entry) (ids []string) {
	for _, o := range there {
		closed := slices.ContainsFunc(there, func(e ledger.Entry) bool { return e.Of == o.ID && ends(e.Kind) })
		if slices.Contains(acts(k), o.Kind) && !closed {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func freeID(there []ledger.Entry) string {
	for n := len(there) + 1; ; n++ {
		id := fmt.Sprint("e", n)
		if !slices.ContainsFunc(there, func(e ledger.Entry) bool { return e.ID == id }) {
			return id
		}
	}
}

// targets are ids for an entry of a kind to act on: now and then any.
func targets(t *rapid.T, k credit.Kind, there []ledger.Entry) []string {
	if ids := open(k, there); len(ids) > 0 && rapid.IntRange(0, 9).Draw(t, "any") < 9 {
		return ids
	}
	ids := []string{"nobody"}
	for _, o := range there {
		ids = append(ids, o.ID)
	}
	return ids
}

// begins are instants some hours before those about which all lie.
var begins = []time.Time{
	time.Date(2026, time.March, 28, 18, 0, 0, 0, time.UTC),
	time.Date(2026, time.March, 31, 16, 0, 0, 0, time.UTC),
	time.Date(2026, time.April, 30, 16, 0, 0, 0, time.UTC),
	time.Date(2026, time.May, 31, 16, 0, 0, 0, time.UTC),
}

// instant draws one that follows those that are there, or any.
func instant(t *rapid.T, there []ledger.Entry) time.Time {
	at := rapid.SampledFrom(begins).Draw(t, "begin")
	if len(there) > 0 && rapid.Bool().Draw(t, "in order") {
		if last := there[len(there)-1].At; last.Before(begins[len(begins)-1]) || rapid.Bool().Draw(t, "on") {
			at = last
		}
	}
	return at.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "quarters"))*15*time.Minute + nudge(t))
}

// span draws a time of whole minutes, now and then a nanosecond off.
func span(t *rapid.T, most int) time.Duration {
	return max(0, time.Duration(rapid.IntRange(0, most).Draw(t, "minutes"))*time.Minute+nudge(t))
}

func nudge(t *rapid.T) time.Duration {
	return rapid.SampledFrom([]time.Duration{0, 0, 0, 0, 0, 0, -1, 1}).Draw(t, "nudge")
}

// end draws when hours end, if they do: mostly within what all instants lie about.
func end(t *rapid.T, at time.Time) time.Time {
	switch rapid.IntRange(0, 5).Draw(t, "ends") {
	case 0:
		return at.Add(1 + span(t, 600))
	case 1:
		if until := rapid.SampledFrom(begins).Draw(t, "end").Add(span(t, 12*60)); until.After(at) {
			return until
		}
	}
	return time.Time{}
}

// drawContent gives an entry the fields of its kind.
func drawContent(t *rapid.T, e *ledger.Entry) {
	switch e.Kind {
	case credit.Purchase, credit.Sale:
		e.Time, e.Price = time.Minute+span(t, 600), cents(t, 30_000)
		e.Until = end(t, e.At)
	case credit.Gift, credit.Extend:
		e.Time = time.Minute + span(t, 240)
		if e.Kind == credit.Gift {
			e.Until = end(t, e.At)
		}
	case credit.Allowance:
		e.From = calendar.Date{Year: 2026, Month: time.March, Day: 1}.AddDays(rapid.OneOf(
			rapid.SampledFrom([]int{-59, 0, 14, 27, 30, 31, 60, 61, 91, 92}), rapid.IntRange(0, 100)).Draw(t, "from"))
		e.Time = span(t, 120)
		e.Plan = rapid.SampledFrom([]string{"", "Pro", "Serenity"}).Draw(t, "plan")
		e.Block = rapid.SampledFrom([]time.Duration{0, 0, 0, time.Hour, 30 * time.Minute, 20 * time.Minute, 1}).Draw(t, "block")
		if e.Block > 0 {
			e.Minimum = minimum(t)
		}
	case credit.Overdraft:
		e.Time = span(t, 150)
	case credit.Hold, credit.Debit, credit.Capture:
		e.Time = span(t, 150)
		if e.Kind != credit.Capture {
			e.Ticket = rapid.SampledFrom([]string{"", "T1", "T2", "T3"}).Draw(t, "ticket")
		}
		if e.Kind != credit.Hold && rapid.IntRange(0, 19).Draw(t, "decided") == 0 {
			e.Parts = []credit.Part{{Day: calendar.DateOf(e.At).AddDays(rapid.IntRange(-1, 1).Draw(t, "day")), Time: e.Time}}
			if e.Time > 0 && rapid.Bool().Draw(t, "weighed") {
				e.Parts[0].Counted = 1 + span(t, 220)
				if e.Parts[0].Counted == e.Time {
					e.Parts[0].Counted = 0 // as it is said
				}
			}
		}
	case credit.Refund, credit.Forfeit, credit.Transfer:
		if rapid.IntRange(0, 2).Draw(t, "part") > 0 {
			e.Time = time.Minute + span(t, 150)
		}
		if e.Kind == credit.Refund && rapid.IntRange(0, 3).Draw(t, "another") == 0 {
			e.Price = cents(t, 9_000)
		}
	default: // has no more
	}
}

// Entries draws up to 25 entries that an account under these terms accepts one
// after the other: packs and gifts, an allowance, work with and without holds,
// late entries, reversals, refunds. It fails the test if the terms are not valid.
func Entries(terms credit.Terms) *rapid.Generator[[]ledger.Entry] {
	return rapid.Custom(func(t *rapid.T) []ledger.Entry {
		m, err := NewModel(terms)
		if err != nil {
			t.Fatalf("credittest: %v", err)
		}
		for range rapid.OneOf(rapid.IntRange(0, 25), rapid.IntRange(15, 25)).Draw(t, "entries") {
			e := Entry(m.entries).Draw(t, "entry")
			e.Price = inMinor(e.Price, terms.Minor)
			m.Apply(e)
		}
		return m.entries
	})
}
