package main

import (
	"context"
	"fmt"
	"io"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// stopAfter is the fact after which the desk is stopped in the middle of a month.
const stopAfter = "f10"

// tell records what happens, and closes each month once the next has begun. With stops the
// desk is stopped between the months, and once within one.
func tell(ctx context.Context, w io.Writer, d *desk, events []event, stops bool) ([]servicelevel.Statement, error) {
	var statements []servicelevel.Statement
	month := calendar.MonthOf(heard(&events[0].fact))
	for i := range events {
		e := &events[i]
		if next := calendar.MonthOf(heard(&e.fact)); next != month {
			s, err := closeMonth(ctx, w, d, month)
			if err != nil {
				return nil, err
			}
			statements, month = append(statements, s), next
			if err := stop(ctx, w, d, stops); err != nil {
				return nil, err
			}
		}
		if err := record(ctx, w, d, e); err != nil {
			return nil, err
		}
		if err := stop(ctx, w, d, stops && e.fact.ID == stopAfter); err != nil {
			return nil, err
		}
	}
	s, err := closeMonth(ctx, w, d, month)
	return append(statements, s), err
}

// record records what happens, and shows what it comes to.
func record(ctx context.Context, w io.Writer, d *desk, e *event) error {
	if err := d.books.Record(ctx, contract(), e.fact); err != nil {
		return err
	}
	now := heard(&e.fact)
	fmt.Fprintf(w, "%s  %s\n", now.Format("02 Jan 15:04"), e.what)
	return d.books.View(ctx, contract(), func(book books.View) error {
		// Told a second time: of a month that is closed its statement is what there is to say.
		if closed := book.Closed(); closed.Valid() && calendar.MonthOf(now).Compare(closed) <= 0 {
			return nil
		}
		return show(w, book, now)
	})
}

func closeMonth(ctx context.Context, w io.Writer, d *desk, month calendar.Month) (servicelevel.Statement, error) {
	s, err := d.books.Close(ctx, contract(), month)
	if err != nil {
		return servicelevel.Statement{}, err
	}
	showStatement(w, &s)
	return s, nil
}

// stopped is what is printed where the desk is stopped.
const stopped = "(stopped, and started again on what the file has)"

func stop(ctx context.Context, w io.Writer, d *desk, stops bool) error {
	if !stops {
		return nil
	}
	fmt.Fprintln(w, stopped)
	return d.restart(ctx)
}
