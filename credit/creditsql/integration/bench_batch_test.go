package integration

import (
	"database/sql"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

// BenchmarkBatch appends batches of a hundred lines, by turns with a program that has the
// same rows as text already and executes one prepared INSERT for each, a hundred in a
// transaction. Both are committed and durable. ratio is how many lines a second Append
// comes to, of those of the prepared statement.
func BenchmarkBatch(b *testing.B) {
	eachDatabase(b, func(b *testing.B, d database) {
		b.Run("entries", func(b *testing.B) {
			benchBatch(b, d, `INSERT INTO palier_entries (owner, sequence, id, line) VALUES ($1, $2, $3, $4)`,
				func(i int) ledger.Entry { return debit(name("d", i), 50*time.Minute) })
		})
		b.Run("facts", func(b *testing.B) {
			benchBatch(b, d, `INSERT INTO palier_facts (owner, sequence, id, line) VALUES ($1, $2, $3, $4)`,
				func(i int) servicelevel.Fact {
					return servicelevel.Fact{ID: name("f", i), Kind: servicelevel.Worked, At: start, End: start.Add(40 * time.Minute), Ticket: name("T", i)}
				})
		})
	})
}

func benchBatch[L any, P journal.Line[L]](b *testing.B, d database, statement string, line func(i int) L) {
	const size = 100
	db, entries := d.fresh(b)
	require.NoError(b, entries.Migrate(ctx))
	s, err := creditsql.New[L, P](db, d.dialect)
	require.NoError(b, err)
	lines, texts := make([]L, size), make([]string, size)
	for i := range lines {
		lines[i] = line(i)
		text, err := P(&lines[i]).MarshalJSON()
		require.NoError(b, err)
		texts[i] = string(text)
	}
	prepared, err := db.Prepare(statement)
	require.NoError(b, err)
	defer prepared.Close()
	var ours, theirs time.Duration
	for i := range b.N {
		begun := time.Now()
		if err := s.Append(ctx, batch(name("append", i), 0, lines...)); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(begun)
		begun = time.Now()
		if err := insertEach(db, prepared, name("insert", i), lines, texts, func(l *L) string { return P(l).LineID() }); err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(begun)
	}
	rate := func(d time.Duration) float64 { return float64(b.N) * size / d.Seconds() }
	b.ReportMetric(rate(ours), "append-lines/s")
	b.ReportMetric(rate(theirs), "prepared-lines/s")
	b.ReportMetric(rate(ours)/rate(theirs), "ratio")
	b.ReportMetric(0, "ns/op") // of both together it says nothing
}

// insertEach inserts lines one by one in a transaction.
func insertEach[L any](db *sql.DB, prepared *sql.Stmt, owner string, lines []L, texts []string, id func(*L) string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	each := tx.Stmt(prepared)
	for i := range lines {
		if _, err := each.Exec(owner, i+1, id(&lines[i]), texts[i]); err != nil {
			return err
		}
	}
	return tx.Commit()
}
