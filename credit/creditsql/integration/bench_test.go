package integration

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
)

func eachDatabase(b *testing.B, bench func(b *testing.B, d database)) {
	for _, d := range databases(b) {
		b.Run(d.dialect.String(), func(b *testing.B) { bench(b, d) })
	}
}

// BenchmarkApply is one writer with one account: an entry at a time, each kept
// before the next.
func BenchmarkApply(b *testing.B) {
	eachDatabase(b, func(b *testing.B, d database) {
		_, store := d.fresh(b)
		l := newLedger(b, store)
		_, err := l.Apply(ctx, "a", gift("gift", credit.MaxTime))
		require.NoError(b, err)
		b.ResetTimer()
		for i := range b.N {
			if _, err := l.Apply(ctx, "a", gift(name("d", i), 1)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	})
}

// BenchmarkApplyByEight is eight writers on a thousand accounts.
func BenchmarkApplyByEight(b *testing.B) {
	eachDatabase(b, func(b *testing.B, d database) {
		db, store := d.fresh(b)
		db.SetMaxIdleConns(writers)
		if d.dialect == creditsql.SQLite {
			db.SetMaxOpenConns(1) // writers queue here instead of polling the file
		}
		l := newLedger(b, store)
		var next atomic.Int64
		var all sync.WaitGroup
		b.ResetTimer()
		for range writers {
			all.Add(1)
			go func() {
				defer all.Done()
				for i := int(next.Add(1)); i <= b.N; i = int(next.Add(1)) {
					if _, err := l.Apply(ctx, name("a", i%1000), gift(name("d", i), 1)); err != nil {
						b.Error(err)
					}
				}
			}()
		}
		all.Wait()
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	})
}

// BenchmarkApplyInOneTransaction commits a hundred entries at a time.
func BenchmarkApplyInOneTransaction(b *testing.B) {
	const together = 100
	eachDatabase(b, func(b *testing.B, d database) {
		db, store := d.fresh(b)
		b.ResetTimer()
		for i := range b.N {
			tx, err := db.BeginTx(ctx, nil)
			require.NoError(b, err)
			l := newLedger(b, store.With(tx))
			for j := range together {
				_, err := l.Apply(ctx, name("a", i), gift(name("d", j), 1))
				require.NoError(b, err)
			}
			require.NoError(b, tx.Commit())
		}
		b.ReportMetric(float64(b.N)*together/b.Elapsed().Seconds(), "entries/s")
	})
}

// BenchmarkLoad reads an account of a thousand entries.
func BenchmarkLoad(b *testing.B) {
	const entries = 1000
	eachDatabase(b, func(b *testing.B, d database) {
		db, store := d.fresh(b)
		tx, err := db.BeginTx(ctx, nil)
		require.NoError(b, err)
		for i := range entries {
			require.NoError(b, store.With(tx).Append(ctx, batch("a", i, debit(name("d", i), block))))
		}
		require.NoError(b, tx.Commit())
		b.ResetTimer()
		for range b.N {
			if loaded, err := store.Load(ctx, "a", 0); err != nil || len(loaded) != entries {
				b.Fatal(len(loaded), err)
			}
		}
		b.ReportMetric(float64(b.N)*entries/b.Elapsed().Seconds(), "entries/s")
	})
}
