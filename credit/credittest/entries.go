package credittest

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// EntryLines tells TestStore about entries.
func EntryLines() Lines[ledger.Entry] {
	return Lines[ledger.Entry]{
		MaxID: credit.MaxID, Line: giftOf, Text: textEntry, Specimens: specimens, Invalid: invalidEntries,
		Change: changeParts, Difference: difference,
		own: []ownCheck[ledger.Entry]{{"ledgers over one store", checkLedgers}},
	}
}

// noon is the instant about which the entries of the suite lie.
var noon = time.Date(2026, time.May, 12, 12, 0, 0, 0, time.UTC)

func giftOf(id string, n int) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Gift, At: noon.Add(time.Duration(n) * time.Minute), Time: time.Hour}
}

// textEntry has its text as a ticket or as the id of another entry, by turns.
func textEntry(id, text string) ledger.Entry {
	if len(text)%2 == 1 {
		return ledger.Entry{ID: id, Kind: credit.Release, At: noon, Of: text}
	}
	return ledger.Entry{ID: id, Kind: credit.Hold, At: noon, Ticket: text, Time: time.Hour}
}

func invalidEntries() []ledger.Entry {
	nobody, timeless, foreign, early := giftOf("", 0), giftOf("t", 0), giftOf("f", 0), giftOf("e", 0)
	timeless.Time = -1
	foreign.Of = "t"
	early.At = time.Time{}
	return []ledger.Entry{{}, nobody, timeless, foreign, early, giftOf("a\x00b", 0)}
}

func changeParts(e *ledger.Entry) {
	for i := range e.Parts {
		e.Parts[i].Time++
	}
}

// specimens are valid entries of every kind, with fields at their limits.
func specimens() []ledger.Entry {
	last := time.Date(2169, time.December, 31, 23, 59, 59, 999_999_999, time.UTC)
	may := calendar.Date{Year: 2026, Month: time.May, Day: 12}
	june := calendar.Date{Year: 2026, Month: time.June, Day: 1}
	entries := []ledger.Entry{
		{Kind: credit.Allowance, At: noon, From: may, Time: 90 * time.Minute},
		{Kind: credit.Allowance, At: noon, From: calendar.Date{Year: 1970, Month: time.January, Day: 1}, Plan: "Pro"},
		{Kind: credit.Allowance, At: noon, From: calendar.Date{Year: 2169, Month: time.December, Day: 31}, Time: credit.MaxAllowance},
		{Kind: credit.Allowance, At: noon, From: may, Plan: "Sérénité", Block: 24 * time.Hour},
		{Kind: credit.Allowance, At: noon, From: may, Block: 1},
		{Kind: credit.Allowance, At: noon, From: may, Block: time.Hour, Minimum: 1},
		{Kind: credit.Overdraft, At: noon, Time: credit.MaxTime},
		{Kind: credit.Overdraft, At: noon},
		{Kind: credit.Purchase, At: noon, Time: 3 * time.Hour, Price: decimal.New(16900, -2)},
		{Kind: credit.Purchase, At: noon, Time: 1, Price: decimal.New(1, -2)},
		{Kind: credit.Purchase, At: noon, Time: credit.MaxTime, Price: decimal.New(123_456_789_09, -2)},
		{Kind: credit.Purchase, At: noon, Time: time.Hour},
		{Kind: credit.Sale, At: noon, Time: 90 * time.Minute, Price: decimal.New(13500, -2)},
		{Kind: credit.Purchase, At: noon, Time: time.Hour, Price: decimal.New(1, -2), Until: noon.Add(1)},
		{Kind: credit.Sale, At: noon, Time: time.Hour, Until: noon.AddDate(1, 0, 0), Recorded: noon.Add(-1)},
		{Kind: credit.Gift, At: time.Unix(0, 0), Time: time.Hour, Until: last},
		{Kind: credit.Gift, At: noon, Time: 1},
		{Kind: credit.Gift, At: noon, Time: time.Hour, Recorded: noon.Add(time.Nanosecond)},
		{Kind: credit.Gift, At: noon, Time: time.Hour, Recorded: noon.Add(-999_999_999)},
		{Kind: credit.Hold, At: noon, Ticket: "T-1", Time: 50 * time.Minute},
		{Kind: credit.Hold, At: noon, Time: credit.MaxTime},
		{Kind: credit.Extend, At: noon, Of: "e14", Time: 1},
		{Kind: credit.Capture, At: noon, Of: "e14", Time: 30*time.Minute + 1},
		{Kind: credit.Capture, At: noon, Of: "e15", Time: time.Hour, Parts: []credit.Part{{Day: may, Time: time.Hour}}},
		{Kind: credit.Release, At: noon, Of: "e15"},
		{Kind: credit.Debit, At: noon, Ticket: "T-2", Time: 3, Parts: []credit.Part{{Day: may, Time: 1}, {Day: june, Time: 2}}},
		{Kind: credit.Debit, At: noon, Time: time.Hour - 1},
		{Kind: credit.Reversal, At: noon, Of: "e21"},
		{Kind: credit.Refund, At: noon, Of: "e7"},
		{Kind: credit.Refund, At: noon, Of: "e7", Time: time.Hour - 1, Price: decimal.New(5633, -2)},
		{Kind: credit.Forfeit, At: noon, Of: "e11", Time: credit.MaxTime},
		{Kind: credit.Forfeit, At: noon, Of: "e11"},
		{Kind: credit.Transfer, At: noon, Of: "e8", Time: 1},
		{Kind: credit.Debit, At: noon, Time: 16 * time.Hour, Parts: manyParts()},
		{Kind: credit.Debit, At: noon, Time: time.Hour, Parts: []credit.Part{{Day: may, Time: time.Hour, Counted: 75 * time.Minute}}},
		{Kind: credit.Debit, At: noon, Time: 3, Parts: []credit.Part{{Day: may, Time: 1}, {Day: june, Time: 2, Counted: 1}}},
	}
	for _, at := range []time.Time{
		time.Unix(0, 0), last, noon.Add(1), noon.Add(-1), noon.Add(123_456_789), noon.Add(time.Second - 1),
		noon.In(time.FixedZone("", 5*3600+45*60)), noon.In(time.FixedZone("", -3*3600-30*60)), noon.In(time.FixedZone("", -2670)), noon.Local(),
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 2*3600)), // 01:30 and 02:30 twice in Paris
		time.Date(2026, time.October, 25, 1, 30, 0, 1, time.FixedZone("", 3600)),
	} {
		entries = append(entries, ledger.Entry{Kind: credit.Gift, At: at, Recorded: at, Time: time.Minute})
	}
	for i := range entries {
		entries[i].ID = fmt.Sprint("e", i)
	}
	return entries
}

// manyParts are as many as an entry may have: credit.MaxTime lies in no more months.
func manyParts() []credit.Part {
	parts := make([]credit.Part, 16)
	for i := range parts {
		parts[i] = credit.Part{Day: calendar.Date{Year: 2026 + i/12, Month: time.Month(i%12 + 1), Day: 1 + i}, Time: time.Hour}
	}
	return parts
}

// difference says in which field a differs from b, "" if in none. Instants
// are compared as instants and amounts as numbers.
func difference(a, b *ledger.Entry) string {
	differ := func(field string, want, got any) string {
		return fmt.Sprintf("%s of %q is %v, not %v", field, a.ID, got, want)
	}
	switch {
	case a.ID != b.ID:
		return differ("id", a.ID, b.ID)
	case a.Kind != b.Kind:
		return differ("kind", a.Kind, b.Kind)
	case !a.At.Equal(b.At):
		return differ("at", a.At, b.At)
	case !a.Recorded.Equal(b.Recorded):
		return differ("recorded", a.Recorded, b.Recorded)
	case a.Of != b.Of:
		return differ("of", a.Of, b.Of)
	case a.Ticket != b.Ticket:
		return differ("ticket", a.Ticket, b.Ticket)
	case a.Time != b.Time:
		return differ("time", a.Time, b.Time)
	case !a.Price.Equal(b.Price):
		return differ("price", a.Price, b.Price)
	case !a.Until.Equal(b.Until):
		return differ("until", a.Until, b.Until)
	case a.From != b.From:
		return differ("from", a.From, b.From)
	case a.Plan != b.Plan:
		return differ("plan", a.Plan, b.Plan)
	case a.Block != b.Block:
		return differ("block", a.Block, b.Block)
	case a.Minimum != b.Minimum:
		return differ("minimum", a.Minimum, b.Minimum)
	case !slices.Equal(a.Parts, b.Parts):
		return differ("parts", a.Parts, b.Parts)
	}
	return ""
}

// checkLedgers lets two ledgers hold an hour each ten times on a fresh pack of
// three: three succeed and seven are short, whatever the order.
func checkLedgers(ctx context.Context, store ledger.Store, wrong func(string, ...any)) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
	var ledgers [2]*ledger.Ledger
	for i := range ledgers {
		ledgers[i], _ = ledger.New(store, terms) // neither is refused
	}
	pack := ledger.Entry{ID: "pack", Kind: credit.Purchase, At: noon, Time: 3 * time.Hour, Price: decimal.NewFromInt(169)}
	if _, err := ledgers[0].Apply(ctx, "acme", pack); err != nil {
		wrong("a ledger could not add a pack: %v", err)
		return
	}
	var held, short atomic.Int32
	together(10, func(w int) {
		e := ledger.Entry{ID: fmt.Sprint("hold ", w), Kind: credit.Hold, At: noon, Time: time.Hour}
		_, err := ledgers[w%len(ledgers)].Apply(ctx, "acme", e)
		switch VerdictOf(err) {
		case Accepted:
			held.Add(1)
		case Short:
			short.Add(1)
		default:
			wrong("a ledger gave %v", err)
		}
	})
	if held.Load() != 3 || short.Load() != 7 {
		wrong("of ten holds %d were taken and %d were short, not 3 and 7", held.Load(), short.Load())
	}
	fresh, _ := ledger.New(store, terms)
	for _, l := range append(ledgers[:], fresh) {
		a, err := l.Account(ctx, "acme")
		if err != nil {
			wrong("a ledger could not read the account: %v", err)
			continue
		}
		if b := a.View(noon, time.Time{}).Balance(); b != (credit.Balance{Held: 3 * time.Hour}) {
			wrong("a ledger finds the balance %+v, not three hours held", b)
		}
	}
}
