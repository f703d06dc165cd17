package books

import (
	"errors"
	"reflect"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel"
)

// fold records facts and closes months, as the lines of a journal say, each by the contract
// by which it was closed. It ends with the month until, if that is closed, and returns its
// statement.
func (k *kept) fold(lines []servicelevel.Fact, until calendar.Month) (s servicelevel.Statement, found bool, err error) {
	k.changing = true
	defer func() { k.changing = false }()
	for len(lines) > 0 {
		n := slices.IndexFunc(lines, func(f servicelevel.Fact) bool { return f.Kind == servicelevel.Closed })
		by := (*servicelevel.Contract)(nil)
		if n < 0 {
			n = len(lines)
		} else {
			by = lines[n].Contract
		}
		if by == nil {
			if err := k.goOn(&k.contract); err != nil {
				return s, false, err
			}
		} else if err := k.goOn(by); err != nil {
			return s, false, k.damaged(n, err)
		}
		var m calendar.Month
		if n < len(lines) {
			if m, err = k.book.ClosesAs(lines[n]); err != nil {
				return s, false, k.damaged(n, err)
			}
		}
		before := k.book.Len()
		if err := k.book.Record(lines[:n]...); err != nil {
			return s, false, k.damaged(faulty(err), err)
		}
		if k.book.Len() != before+n {
			return s, false, k.damaged(0, errors.New("or one after it has the id of a line before it"))
		}
		if k.lines, lines = k.lines+n, lines[n:]; len(lines) == 0 {
			break
		}
		s, state, err := k.book.Close(m)
		if err != nil {
			return s, false, k.damaged(0, err)
		}
		if k.state = &state; !k.first.Valid() {
			k.first = m
		}
		if m == until {
			return s, true, nil
		}
		k.lines, lines = k.lines+1, lines[1:]
	}
	return s, false, k.goOn(&k.contract)
}

// goOn goes on by a contract, from the last month closed, with the facts since.
func (k *kept) goOn(ct *servicelevel.Contract) error {
	if now, then := sameForm(&k.by), sameForm(ct); reflect.DeepEqual(&now, &then) {
		return nil
	}
	var book *servicelevel.Book
	var err error
	if k.state == nil {
		book, err = k.catalogue.Open(*ct)
	} else {
		book, err = k.catalogue.Resume(*ct, *k.state)
	}
	if err != nil {
		return err
	}
	if err := book.Record(k.book.Lines(0)...); err != nil {
		return &journal.LineError{Owner: k.contract.ID, Line: k.lines, Err: err}
	}
	k.book, k.by = book, *ct
	return nil
}

// damaged says that a line cannot have been added by who knew all before it.
func (k *kept) damaged(i int, err error) error {
	return &journal.LineError{Owner: k.contract.ID, Line: k.lines + i + 1, Err: err}
}

// faulty returns which of a list of facts the first fault is of.
func faulty(err error) int {
	if list, i, _, ok := fault.InList(fault.All(err)[0].Field); ok && list == "facts" {
		return i
	}
	return 0
}
