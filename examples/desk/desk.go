package main

import (
	"context"
	"database/sql"
	"net/url"
	"time"

	_ "modernc.org/sqlite"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// desk has the books of its contracts in a SQLite file, and nothing anywhere else.
type desk struct {
	file  string
	db    *sql.DB
	books *books.Books
}

func openDesk(ctx context.Context, file string) (*desk, error) {
	d := &desk{file: file}
	return d, d.open(ctx)
}

func (d *desk) open(ctx context.Context) (err error) {
	if d.db, err = sql.Open("sqlite", address(d.file)); err != nil {
		return err
	}
	d.db.SetMaxOpenConns(1) // writers queue for it instead of polling the file
	defer func() {
		if err != nil {
			_ = d.db.Close()
		}
	}()
	store, err := creditsql.New[servicelevel.Fact](d.db, creditsql.SQLite)
	if err != nil {
		return err
	}
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	d.books, err = books.New(store, servicelevel.NUXIT())
	return err
}

// address is the one that creditsql recommends: a line that was acknowledged survives a
// power failure.
func address(file string) string {
	path := url.URL{Path: file} // a ? in its name is part of it
	return "file:" + path.EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

func (d *desk) close() error { return d.db.Close() }

// restart drops everything but the name of the file, as a process that ends does.
func (d *desk) restart(ctx context.Context) error {
	if err := d.close(); err != nil {
		return err
	}
	d.books = nil
	return d.open(ctx)
}

// left is what is left at an instant of the hours bought, as the book has it.
func (d *desk) left(ctx context.Context, at time.Time) (hours time.Duration, err error) {
	err = d.books.View(ctx, contract(), func(book books.View) error {
		b, err := book.Balance(at)
		hours = b.Available
		return err
	})
	return hours, err
}
