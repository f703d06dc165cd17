package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
)

// variable is the environment's that holds the URL of a PostgreSQL database.
const variable = "PALIER_POSTGRES"

// openPostgreSQL connects to a database: a connection for each job at a time, and
// some for river itself.
func openPostgreSQL(ctx context.Context, url string, jobs int) (*database, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = max(config.MaxConns, int32(jobs)+4)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	return &database{
		DB: db, name: "PostgreSQL", driver: riverdatabasesql.NewWithPgxListener(db, pool), fill: copyRows,
		environment: []string{variable + "=" + url}, // a password has no place in a list of processes
		finish:      func() error { pool.Close(); return nil },
	}, nil
}

// copyRows adds the rows by COPY.
func copyRows(ctx context.Context, t *transaction, table string, columns []string, rows rows) error {
	next, stop := iter.Pull2(rows)
	defer stop()
	source := pgx.CopyFromFunc(func() ([]any, error) {
		row, err, _ := next() // no row is the end
		return row, err
	})
	return t.conn.Raw(func(driver any) error {
		own, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("%T is no connection of pgx", driver)
		}
		_, err := own.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, source)
		return err
	})
}
