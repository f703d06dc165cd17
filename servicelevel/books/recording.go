package books

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/shelf"
	"github.com/palier-go/palier/servicelevel"
)

// RecordAll adds facts of several contracts, each at most once, to their books and to the
// store: all of them or, with an error, none. Faults are under "recordings[1].facts[2].at"
// and the like. For the rest it is as Record.
func (b *Books) RecordAll(ctx context.Context, recordings ...Recording) error {
	r := recorder{books: b, list: make([]recorded, len(recordings))}
	for i := range recordings {
		r.list[i] = recorded{contract: &recordings[i].Contract, facts: recordings[i].Facts, index: i}
	}
	return r.run(ctx)
}

// recorder is one RecordAll at work.
type recorder struct {
	books *Books
	list  []recorded // by contract
	stale string     // the contract to which others have added
}

// recorded is the facts of one contract, and where its book was before them.
type recorded struct {
	contract *servicelevel.Contract
	facts    []servicelevel.Fact
	places   []int // of the facts in what was given, if some were left out since
	index    int   // in what was given
	thing    *shelf.Thing[kept]
	first    int  // of the book's facts
	fresh    int  // how many of the facts are new
	grown    bool // others had added to its journal when that was last read
}

// alone is the index of facts that were not given in a list.
const alone = -1

func (r *recorded) kept() *kept { return &r.thing.Value }

// in says which of the list has a fault.
func (r *recorded) in(err error) error {
	if r.index == alone {
		return err
	}
	return fault.In(fault.Index("recordings", r.index), err)
}

// given gives faults of the facts their places in what was given.
func (r *recorded) given(err error) error {
	if r.places == nil {
		return err
	}
	var l fault.List
	for _, f := range fault.All(err) {
		if list, i, rest, ok := fault.InList(f.Field); ok && list == "facts" {
			f.Field = fault.Join(fault.Index(list, r.places[i]), rest)
		}
		l.In("", f)
	}
	return l.Err()
}

func (r *recorder) run(ctx context.Context) error {
	if err := r.books.made(); err != nil {
		return err
	}
	defer r.leave()
	if err := r.take(ctx); err != nil {
		return err
	}
	for range maxAttempts {
		err := r.attempt(ctx)
		if err == nil || !errors.Is(err, journal.ErrStale) {
			return err
		}
	}
	return &journal.BusyError{Owner: r.stale, Attempts: maxAttempts}
}

// take takes the books of all contracts, in the order of their ids, so that two who do so
// do not wait for each other.
func (r *recorder) take(ctx context.Context) error {
	slices.SortStableFunc(r.list, func(x, y recorded) int { return strings.Compare(x.contract.ID, y.contract.ID) })
	for i := 1; i < len(r.list); i++ {
		if x := &r.list[i]; x.contract.ID == r.list[i-1].contract.ID {
			return x.in(fault.New("contract.id", x.contract.ID, "must not have two recordings"))
		}
	}
	for i := range r.list {
		x := &r.list[i]
		var err error
		if x.thing, err = r.books.take(ctx, x.contract, false); err != nil {
			return x.in(err)
		}
	}
	return nil
}

// leave lets the next one have the books.
func (r *recorder) leave() {
	for i := range r.list {
		if t := r.list[i].thing; t != nil {
			r.books.put(t)
		}
	}
}

// attempt records the facts in the books, and appends them to the store. It returns
// journal.ErrStale if others were faster, after reading what they have added.
func (r *recorder) attempt(ctx context.Context) error {
	if err := r.record(ctx); err != nil {
		return err
	}
	var batches []journal.Batch[servicelevel.Fact]
	for i := range r.list {
		x := &r.list[i]
		k := x.kept()
		if x.fresh = k.book.Len() - x.first; x.fresh > 0 {
			batches = append(batches, journal.Batch[servicelevel.Fact]{Owner: x.contract.ID, After: k.lines, Lines: k.book.Lines(x.first)})
		}
	}
	if len(batches) == 0 {
		for i := range r.list {
			r.list[i].kept().changing = false
		}
		return nil
	}
	err := r.books.store.Append(ctx, batches...)
	for i := range r.list {
		x := &r.list[i]
		k := x.kept()
		if k.changing = false; err == nil {
			k.lines += x.fresh
			continue
		}
		k.book.Truncate(x.first)
		k.contended = true
	}
	if !errors.Is(err, journal.ErrStale) {
		return err
	}
	return r.resolve(ctx, err)
}

// record records the facts in the books, or none of them. It returns journal.ErrStale if some are
// refused by what is known, but others have added to a journal since.
func (r *recorder) record(ctx context.Context) error {
	var l fault.List
	for i := range r.list {
		x := &r.list[i]
		k := x.kept()
		k.changing, x.first = true, k.book.Len()
		if err := k.book.Record(x.facts...); err != nil {
			l.In("", x.in(x.given(err)))
		}
	}
	if l.Empty() {
		return nil
	}
	for i := range r.list {
		x := &r.list[i]
		k := x.kept()
		k.book.Truncate(x.first)
		k.changing = false
	}
	if err := r.refresh(ctx); err != nil {
		return err
	}
	if slices.ContainsFunc(r.list, func(x recorded) bool { return x.grown }) {
		return journal.ErrStale
	}
	return l.Err()
}

// refresh reads what others have added to any of the journals: those that are stale too are
// not to cost an attempt each.
func (r *recorder) refresh(ctx context.Context) error {
	for i := range r.list {
		x := &r.list[i]
		k := x.kept()
		before := k.lines
		if err := r.books.refresh(ctx, k, x.contract); err != nil {
			return x.in(err)
		}
		if x.grown = k.lines > before; x.grown {
			r.stale = x.contract.ID
		}
	}
	return nil
}

// resolve reads what others have added. If it is nothing, an id is that of a line before
// the months that the book knows: then its fact is passed over, or a *ConflictError.
func (r *recorder) resolve(ctx context.Context, err error) error {
	if err := r.refresh(ctx); err != nil {
		return err
	}
	var stale *journal.StaleError
	named := errors.As(err, &stale)
	for i := range r.list {
		x := &r.list[i]
		if named && stale.Owner != x.contract.ID {
			continue
		}
		if r.stale = x.contract.ID; x.grown {
			continue
		}
		if err := r.passOver(ctx, x); err != nil {
			return x.in(err)
		}
	}
	return err
}

// passOver leaves out the facts that the journal has.
func (r *recorder) passOver(ctx context.Context, x *recorded) error {
	lines, err := r.books.store.Load(ctx, x.contract.ID, 0)
	if err != nil {
		return err
	}
	before := make(map[string]*servicelevel.Fact, len(lines))
	for i := range lines {
		before[lines[i].ID] = &lines[i]
	}
	var l fault.List
	rest, places := make([]servicelevel.Fact, 0, len(x.facts)), make([]int, 0, len(x.facts))
	for i := range x.facts {
		f, place := &x.facts[i], i
		if x.places != nil {
			place = x.places[i]
		}
		was := before[f.ID]
		if was == nil {
			rest, places = append(rest, *f), append(places, place)
		} else {
			l.In(fault.Index("facts", place), f.Conflict(*was))
		}
	}
	x.facts, x.places = rest, places
	return l.Err()
}
