package servicelevel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// deskMonth is what happens in each month of a contract at level Pro: a pack, an
// incident, two requests, five sessions of work.
func deskMonth(m calendar.Month) []servicelevel.Fact {
	at := func(day, hour, minute int) time.Time {
		return time.Date(m.Year, m.Month, day, hour, minute, 0, 0, paris)
	}
	id := func(what string) string { return m.String() + "/" + what }
	return []servicelevel.Fact{
		{ID: id("pack"), Kind: servicelevel.Bought, At: at(2, 9, 0), Time: 3 * time.Hour},
		{ID: id("a"), Kind: servicelevel.Requested, At: at(4, 2, 10), Ticket: id("A"), Request: servicelevel.Incident},
		{ID: id("a1"), Kind: servicelevel.Worked, At: at(4, 3, 0), End: at(4, 4, 5), Ticket: id("A")},
		{ID: id("b"), Kind: servicelevel.Requested, At: at(11, 10, 0), Ticket: id("B")},
		{ID: id("b1"), Kind: servicelevel.Worked, At: at(11, 14, 0), End: at(11, 14, 50), Ticket: id("B")},
		{ID: id("b2"), Kind: servicelevel.Worked, At: at(12, 9, 30), End: at(12, 10, 0), Ticket: id("B")},
		{ID: id("c"), Kind: servicelevel.Requested, At: at(20, 16, 0), Ticket: id("C")},
		{ID: id("c1"), Kind: servicelevel.Worked, At: at(21, 9, 0), End: at(21, 9, 20), Ticket: id("C")},
		{ID: id("c2"), Kind: servicelevel.Worked, At: at(21, 11, 0), End: at(21, 12, 10), Ticket: id("C")},
	}
}

// decade is a contract of ten years, and the state in which each of its months was closed.
func decade(tb testing.TB) (servicelevel.Contract, []servicelevel.State) {
	ct := servicelevel.Contract{
		ID: "C-10", Customer: "Atelier", Edition: "nuxit", Level: servicelevel.Pro, Start: calendar.MustParseDate("2014-01-01"), Rent: dec("149.00"),
	}
	book, err := servicelevel.NUXIT().Open(ct)
	if err != nil {
		tb.Fatal(err)
	}
	var states []servicelevel.State
	for i := range 120 {
		m := calendar.MustParseMonth("2014-01").AddMonths(i)
		if err := book.Record(deskMonth(m)...); err != nil {
			tb.Fatal(err)
		}
		_, state, err := book.Close(m)
		if err != nil {
			tb.Fatal(err)
		}
		states = append(states, state)
	}
	return ct, states
}

// BenchmarkClose closes the first, the twelfth and the hundred and twentieth month of a
// contract from the state of the month before: by a book, and in a run that uses its
// memory again; and reads and writes such a state.
func BenchmarkClose(b *testing.B) {
	ct, states := decade(b)
	for _, n := range []int{1, 12, 120} {
		in := servicelevel.Input{Month: calendar.MustParseMonth("2014-01").AddMonths(n - 1), Contract: ct}
		if n > 1 {
			in.State = &states[n-2]
		}
		in.Facts = deskMonth(in.Month)
		b.Run(fmt.Sprintf("book/month=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var book *servicelevel.Book
				var err error
				if in.State == nil {
					book, err = servicelevel.NUXIT().Open(ct)
				} else {
					book, err = servicelevel.NUXIT().Resume(ct, *in.State)
				}
				if err == nil {
					err = book.Record(in.Facts...)
				}
				if err == nil {
					_, _, err = book.Close(in.Month)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("run/month=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			run := monthend.Run{Workers: 1}
			for c, err := range run.Closings(context.Background(), repeated(in, b.N)) {
				if err != nil || c.Statement.Month != in.Month {
					b.Fatal(err)
				}
			}
		})
		if in.State == nil {
			continue
		}
		text, err := json.Marshal(in.State)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("read/month=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				var s servicelevel.State
				if err := json.Unmarshal(text, &s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func repeated(in servicelevel.Input, n int) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for range n {
			if !yield(in, nil) {
				return
			}
		}
	}
}
