package books_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// workday returns the facts of a desk in order: a request, an estimate, work and a report, and a
// pack now and then.
func workday(from time.Time, first, n int) []servicelevel.Fact {
	var list []servicelevel.Fact
	for i := first; len(list) < n; i++ {
		at, ticket := from.Add(time.Duration(i)*time.Hour), fmt.Sprint("T", i)
		if i%10 == 0 {
			list = append(list, servicelevel.Fact{ID: fmt.Sprint("P", i), Kind: servicelevel.Bought, At: at, Time: 20 * time.Hour})
		}
		list = append(list, servicelevel.Fact{ID: ticket, Kind: servicelevel.Requested, At: at, Ticket: ticket, Request: servicelevel.Incident},
			servicelevel.Fact{ID: ticket + "/e", Kind: servicelevel.Estimated, At: at.Add(time.Minute), Ticket: ticket, Time: time.Hour},
			servicelevel.Fact{ID: ticket + "/w", Kind: servicelevel.Worked, At: at.Add(5 * time.Minute), Ticket: ticket, End: at.Add(35 * time.Minute)},
			servicelevel.Fact{ID: ticket + "/r", Kind: servicelevel.Reported, At: at.Add(40 * time.Minute), Ticket: ticket})
	}
	return list[:n]
}

// BenchmarkBooks records facts in batches of 100, as a desk tells them, in memory: those of a new
// contract each time.
func BenchmarkBooks(b *testing.B) {
	list := workday(wall("2026-05-01 00:00"), 0, 100)
	desk, err := books.New(new(books.Memory), servicelevel.NUXIT())
	require.NoError(b, err)
	ctx := context.Background()
	b.Run("100 facts", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			ct := contractOf(fmt.Sprint("C-", time.Now().UnixNano()))
			require.NoError(b, desk.Record(ctx, ct))
			b.StartTimer()
			if err := desk.Record(ctx, ct, list...); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "facts/s")
	})
}
