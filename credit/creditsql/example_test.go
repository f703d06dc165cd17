package creditsql_test

import (
	"context"
	"database/sql"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/ledger"
)

var terms = credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}

func Example() {
	// The program imports a driver, such as github.com/jackc/pgx/v5/stdlib.
	db, err := sql.Open("pgx", "postgres://billing@localhost/billing")
	if err != nil {
		return
	}
	defer db.Close()
	store, err := creditsql.New[ledger.Entry](db, creditsql.PostgreSQL)
	if err != nil {
		return
	}
	if err := store.Migrate(context.Background()); err != nil {
		return
	}
	l, err := ledger.New(store, terms)
	if err != nil {
		return
	}
	_, err = l.Apply(context.Background(), "customer-42", ledger.Entry{
		ID: "intervention-7", Kind: credit.Debit, Ticket: "T-1009",
		At: time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC), Time: 50 * time.Minute,
	})
	if err != nil {
		return
	}
}

// A debit and the invoice line that it is on are kept together or not at all.
func ExampleStore_With() {
	invoice := func(ctx context.Context, db *sql.DB, store *creditsql.Store[ledger.Entry], debit ledger.Entry) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		l, err := ledger.New(store.With(tx), terms) // for this transaction alone
		if err != nil {
			return err
		}
		receipt, err := l.Apply(ctx, "customer-42", debit)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO lines (debit, minutes, cost) VALUES ($1, $2, $3)`,
			receipt.ID, int64(receipt.Charged/time.Minute), receipt.Cost().String())
		if err != nil {
			return err
		}
		return tx.Commit()
	}
	_ = invoice
}
