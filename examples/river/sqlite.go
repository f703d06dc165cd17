package main

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // the driver for database/sql
)

// openSQLite opens a file, which need not exist. A transaction takes the file's one
// lock for writers when it begins and not when it first writes, which fails where
// another process has written in between; it waits for the lock as long as an
// operation of river's may take.
func openSQLite(file string, jobs int) (*database, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	address := url.URL{Path: path} // a ? in its name is part of it
	db, err := sql.Open("sqlite", "file:"+address.EscapedPath()+"?_txlock=immediate"+
		"&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
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
