package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // the driver for database/sql
)

// openSQLite opens a file; it need not exist if it is to be created. A transaction
// takes the one lock that the file has for writers when it begins: taken later, after
// something was read, it is refused at once if another process has written in
// between. Whoever finds it taken waits for it.
func openSQLite(ctx context.Context, file string, create bool, jobs int) (*database, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, fmt.Errorf("-db %s: %w", file, err)
	}
	mode := "rw"
	if create {
		mode = "rwc"
	}
	address := url.URL{Path: path} // a ? in its name is part of it
	db, err := sql.Open("sqlite", "file:"+address.EscapedPath()+"?mode="+mode+"&_txlock=immediate"+
		"&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, fmt.Errorf("-db %s: %w", file, err)
	}
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("-db %s: %w", file, err), db.Close())
	}
	db.SetMaxOpenConns(jobs + 4)
	return &database{
		DB: db, name: "SQLite", driver: riversqlite.New(db), fill: insert,
		arguments: []string{"-db", path},
	}, nil
}

// insert adds the rows one by one, by one prepared statement.
func insert(ctx context.Context, t *transaction, table string, columns []string, rows rows) error {
	values := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	statement, err := t.PrepareContext(ctx, "insert into "+table+" ("+strings.Join(columns, ", ")+") values ("+values+")")
	if err != nil {
		return err
	}
	defer statement.Close()
	for row, err := range rows {
		if err != nil {
			return err
		}
		if _, err := statement.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}
