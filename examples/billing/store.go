package main

import (
	"context"
	"database/sql"
	"errors"
	"net/url"

	_ "modernc.org/sqlite"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// openStore opens the store in a SQLite file, or one in memory if the name is empty.
func openStore(ctx context.Context, file string) (books.Store, func() error, error) {
	if file == "" {
		return new(books.Memory), func() error { return nil }, nil
	}
	db, err := sql.Open("sqlite", address(file))
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1) // writers queue for it instead of polling the file
	store, err := creditsql.New[servicelevel.Fact](db, creditsql.SQLite)
	if err == nil {
		err = store.Migrate(ctx)
	}
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return store, db.Close, nil
}

// address is the one that creditsql recommends: a line that was acknowledged survives a
// power failure.
func address(file string) string {
	path := url.URL{Path: file} // a ? in its name is part of it
	return "file:" + path.EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}
