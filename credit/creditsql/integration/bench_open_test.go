package integration

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// tenYears are 100 000 entries of ten years: work, and a pack for every forty of it.
func tenYears() []ledger.Entry {
	entries := make([]ledger.Entry, 100_000)
	for i := range entries {
		at := start.Add(time.Duration(i) * 52 * time.Minute)
		entries[i] = debit(name("w", i), 25*time.Minute)
		if i%40 == 0 {
			entries[i] = gift(name("p", i), 20*time.Hour)
		}
		entries[i].At = at
	}
	return entries
}

func onEach(b *testing.B, bench func(b *testing.B, d database)) {
	for _, d := range databases(b) {
		b.Run(d.dialect.String(), func(b *testing.B) { bench(b, d) })
	}
}

// BenchmarkOpen reads an account of 100 000 entries, and a contract of ten years of which
// all months but the last are closed, in a process that knows nothing of them: from the
// snapshot and what came after, and from the whole journal.
func BenchmarkOpen(b *testing.B) {
	onEach(b, func(b *testing.B, d database) {
		db, entries := d.open(b, d.address(b))
		require.NoError(b, entries.Migrate(ctx))
		l, err := ledger.New(entries, terms)
		require.NoError(b, err)
		for list := range slices.Chunk(tenYears(), 1000) {
			_, err := l.ApplyAll(ctx, "a", list...)
			require.NoError(b, err)
		}
		first := tenYears()[0]
		open := func(b *testing.B, store ledger.Store) {
			for b.Loop() {
				l, err := ledger.New(store, terms)
				require.NoError(b, err)
				_, err = l.Apply(ctx, "a", first) // it is there
				require.NoError(b, err)
			}
		}
		b.Run("account", func(b *testing.B) { open(b, entries) })
		b.Run("account from its journal", func(b *testing.B) { open(b, bareEntries{entries}) })

		facts, err := creditsql.New[servicelevel.Fact](db, d.dialect)
		require.NoError(b, err)
		desk, err := books.New(facts, servicelevel.NUXIT())
		require.NoError(b, err)
		ct := contractOf(0)
		for month := calendar.MustParseMonth("2016-01"); month.Year < 2026; month = month.AddMonths(1) {
			from := month.Interval(servicelevel.NUXIT().Location()).Start
			var list []servicelevel.Fact
			for i := range 40 {
				at, ticket := from.Add(time.Duration(i)*16*time.Hour), fmt.Sprint(month, "/", i)
				list = append(list, servicelevel.Fact{ID: ticket, Kind: servicelevel.Requested, At: at, Ticket: ticket, Request: servicelevel.Incident},
					servicelevel.Fact{ID: ticket + "/w", Kind: servicelevel.Worked, At: at.Add(time.Hour), End: at.Add(80 * time.Minute), Ticket: ticket})
			}
			list = append(list, servicelevel.Fact{ID: month.String(), Kind: servicelevel.Given, At: from, Time: 40 * time.Hour})
			require.NoError(b, desk.Record(ctx, ct, list...))
			if month.Year < 2025 || month.Month < 12 {
				_, err := desk.Close(ctx, ct, month)
				require.NoError(b, err)
			}
		}
		b.Run("contract", func(b *testing.B) {
			for b.Loop() {
				desk, err := books.New(facts, servicelevel.NUXIT())
				require.NoError(b, err)
				require.NoError(b, desk.View(ctx, ct, func(books.View) error { return nil }))
			}
		})
	})
}

// bareEntries is a store that keeps no snapshots.
type bareEntries struct{ ledger.Store }

func (bareEntries) LoadSnapshot(context.Context, string) (journal.Snapshot, error) {
	return journal.Snapshot{}, nil
}

// BenchmarkInTurn adds entries to an account of 100 000: one process alone, and two that
// take turns.
func BenchmarkInTurn(b *testing.B) {
	onEach(b, func(b *testing.B, d database) {
		_, store := d.open(b, d.address(b))
		require.NoError(b, store.Migrate(ctx))
		run := 0
		for n := range 2 {
			b.Run(fmt.Sprint(n+1), func(b *testing.B) {
				run++
				owner := name("a", run)
				var ledgers []*ledger.Ledger
				for range n + 1 {
					l, err := ledger.New(store, terms)
					require.NoError(b, err)
					ledgers = append(ledgers, l)
				}
				for list := range slices.Chunk(tenYears(), 1000) {
					_, err := ledgers[0].ApplyAll(ctx, owner, list...)
					require.NoError(b, err)
				}
				i := 0
				for b.Loop() {
					_, err := ledgers[i%len(ledgers)].Apply(ctx, owner, gift(fmt.Sprint("g", b.N, "-", i), time.Minute))
					require.NoError(b, err)
					i++
				}
			})
		}
	})
}
