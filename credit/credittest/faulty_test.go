package credittest_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// reads makes a load of what it does to a copy of a whole journal.
func reads(f func(kept []ledger.Entry, n int) []ledger.Entry) func([]ledger.Entry, int) []ledger.Entry {
	return func(kept []ledger.Entry, n int) []ledger.Entry {
		return f(new(faulty).copied(kept), max(0, n))
	}
}

// sorted reads a journal in another order.
func sorted(by func(a, b ledger.Entry) int) func([]ledger.Entry, int) []ledger.Entry {
	return reads(func(kept []ledger.Entry, n int) []ledger.Entry {
		slices.SortStableFunc(kept, by)
		return kept[min(n, len(kept)):]
	})
}

const (
	apart     = "owners apart"
	lines     = "batches of many lines"
	owners    = "batches of several owners"
	repeated  = "ids within a batch"
	invalid   = "what is not valid"
	names     = "names of owners"
	snapshots = "which snapshot is kept"
	foreign   = "snapshots of other lines"
	data      = "data of snapshots"
	numbers   = "numbers without gaps"
	unique    = "unique ids"
	written   = "what is read is what was written"
	order     = "the order of the journal"
	copies    = "copies not shared"
	over      = "a context that is over"
	oneNumber = "writers for one number"
)

var faults = []fault{
	{name: "loses every seventh entry", found: written, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n != len(s.journals[owner]) || s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		if s.attempts%7 != 0 {
			s.add(owner, e)
		}
		return nil
	}},
	{name: "takes any number", found: numbers, append: func(s *faulty, owner string, _ int, e ledger.Entry) error {
		if s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.add(owner, e)
		return nil
	}},
	{name: "takes a number that leaves a gap", found: numbers, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n < len(s.journals[owner]) || s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.add(owner, e)
		return nil
	}},
	{name: "takes the number behind another owner's", found: numbers, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		behind := n == len(s.journals[owner])
		for _, kept := range s.journals {
			behind = behind || len(s.journals[owner]) == 0 && n > 0 && n <= len(kept)
		}
		if !behind || s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.add(owner, e)
		return nil
	}},
	{name: "writes over what is there", found: numbers, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n < 0 || n > len(s.journals[owner]) || s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.journals[owner] = append(slices.Clone(s.journals[owner][:n]), e)
		return nil
	}},
	{name: "adds, and says it is stale", found: numbers, halves: true, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		stale := n != len(s.journals[owner])
		s.add(owner, e)
		if stale {
			return ledger.ErrStale
		}
		return nil
	}},
	{name: "takes an id twice", found: unique, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n != len(s.journals[owner]) {
			return ledger.ErrStale
		}
		s.add(owner, e)
		return nil
	}},
	{name: "takes an id again, says so and adds nothing", found: unique, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n != len(s.journals[owner]) {
			return ledger.ErrStale
		}
		if !s.taken(owner, e.ID) {
			s.add(owner, e)
		}
		return nil
	}},
	{name: "takes the same entry again as done", found: unique, append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		there := slices.ContainsFunc(s.journals[owner], func(o ledger.Entry) bool { return fmt.Sprint(o) == fmt.Sprint(e) })
		if n != len(s.journals[owner]) || s.taken(owner, e.ID) && !there {
			return ledger.ErrStale
		}
		if !there {
			s.add(owner, e)
		}
		return nil
	}},
	{name: "has ids for all owners together", found: unique, onceForAll: true},
	{name: "has ids without case", found: "ids of any text", id: strings.ToLower},
	{name: "has ids without accents", found: "ids of any text", id: strings.NewReplacer("a\u0301", "á").Replace},
	{name: "does not look at long ids", found: "ids of any text", append: func(s *faulty, owner string, n int, e ledger.Entry) error {
		if n != len(s.journals[owner]) || len(e.ID) < 100 && s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.add(owner, e)
		return nil
	}},
	{name: "cuts ids", found: "ids of any text", keep: func(e ledger.Entry) ledger.Entry {
		e.ID = e.ID[:min(len(e.ID), 100)]
		return e
	}},
	{name: "has owners without case", found: apart, owner: strings.ToLower},
	{name: "has numbers for owners", found: apart, owner: strings.NewReplacer("00", "0").Replace},
	{name: "has one owner", found: apart, owner: func(string) string { return "" }},
	{name: "loses nanoseconds", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.At = e.At.Truncate(time.Microsecond)
		return e
	}},
	{name: "loses nanoseconds of parts", found: written, keep: func(e ledger.Entry) ledger.Entry {
		for i := range e.Parts {
			e.Parts[i].Time = e.Parts[i].Time.Truncate(time.Microsecond)
		}
		return e
	}},
	{name: "loses the day of a part", found: written, keep: func(e ledger.Entry) ledger.Entry {
		for i := range e.Parts {
			e.Parts[i].Day.Day = 1
		}
		return e
	}},
	{name: "loses nanoseconds of times", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Time = e.Time.Truncate(time.Second)
		return e
	}},
	{name: "keeps the wall clock of an instant", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.At = time.Date(e.At.Year(), e.At.Month(), e.At.Day(), e.At.Hour(), e.At.Minute(), e.At.Second(), e.At.Nanosecond(), time.UTC)
		return e
	}},
	{name: "loses when it was recorded", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Recorded = time.Time{}
		return e
	}},
	{name: "makes up when it was recorded", found: written, keep: func(e ledger.Entry) ledger.Entry {
		if e.Recorded.IsZero() {
			e.Recorded = e.At
		}
		return e
	}},
	{name: "keeps whole euros", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Price = e.Price.Round(0)
		return e
	}},
	{name: "loses the ticket", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Ticket = ""
		return e
	}},
	{name: "loses what is acted on", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Of = ""
		return e
	}},
	{name: "loses the month", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.From.Month = time.January
		return e
	}},
	{name: "mistakes the kind", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Kind = max(e.Kind, credit.Gift)
		return e
	}},
	{name: "keeps ten parts", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Parts = e.Parts[:min(len(e.Parts), 10)]
		return e
	}},
	{name: "loses the plan", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Plan = ""
		return e
	}},
	{name: "loses the block", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Block = e.Block.Truncate(time.Second)
		return e
	}},
	{name: "loses the minimum", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.Minimum = e.Minimum.Truncate(time.Second)
		return e
	}},
	{name: "keeps the month of a plan", found: written, keep: func(e ledger.Entry) ledger.Entry {
		e.From.Day = min(e.From.Day, 1)
		return e
	}},
	{name: "reads in the order of instants", found: order, load: sorted(func(a, b ledger.Entry) int { return a.At.Compare(b.At) })},
	{name: "reads in the order of ids", found: order, load: sorted(func(a, b ledger.Entry) int { return cmp.Compare(a.ID, b.ID) })},
	{name: "reads one too many", found: written, load: reads(func(kept []ledger.Entry, n int) []ledger.Entry {
		return kept[min(max(0, n-1), len(kept)):]
	})},
	{name: "reads all", found: order, load: reads(func(kept []ledger.Entry, _ int) []ledger.Entry { return kept })},
	{name: "reads a page", found: order, load: reads(func(kept []ledger.Entry, n int) []ledger.Entry {
		kept = kept[min(n, len(kept)):]
		return kept[:min(len(kept), 100)]
	})},
	{name: "reads from a copy that is behind", found: order, load: reads(func(kept []ledger.Entry, n int) []ledger.Entry {
		if len(kept) > 20 {
			kept = kept[:len(kept)-1]
		}
		return kept[min(n, len(kept)):]
	})},
	{name: "keeps the caller's parts", found: copies, borrows: true},
	{name: "takes back the last entry where a context ends", found: "a context that ends", over: func(s *faulty, owner string) {
		if n := len(s.journals[owner]); n > 0 {
			s.journals[owner] = s.journals[owner][:n-1]
		}
	}},
	{name: "reads in the order of ids, of many writers", found: "writers of one owner", load: sorted(func(a, b ledger.Entry) int {
		return cmp.Compare(a.ID, b.ID)
	})},
	{name: "shares its slices", found: copies, shares: true},
	{name: "shares its parts", found: copies, load: func(kept []ledger.Entry, n int) []ledger.Entry {
		return slices.Clone(kept[min(max(0, n), len(kept)):])
	}},
	{name: "does not look at the context", found: over, deaf: true},
	{name: "has an error of its own for a context", found: over, err: func(ctx context.Context, err error) error {
		if ctx.Err() != nil {
			return errors.New("interrupted")
		}
		return err
	}},
	{name: "writes offsets of zones in whole minutes", found: written, keep: func(e ledger.Entry) ledger.Entry {
		_, offset := e.At.Zone()
		e.At = e.At.Add(time.Duration(offset%60) * time.Second)
		return e
	}},
	{name: "has an error of its own for a stale append", found: numbers, err: func(_ context.Context, err error) error {
		if errors.Is(err, ledger.ErrStale) {
			return errors.New("duplicate key")
		}
		return err
	}},
	{name: "is always stale", found: "writers of one owner", append: func(*faulty, string, int, ledger.Entry) error { return ledger.ErrStale }},
	{name: "is never there", found: "ledgers over one store", append: func(*faulty, string, int, ledger.Entry) error { return errors.New("down") }},
	{name: "cannot be read", found: written, unreadable: true},
	{name: "looks and acts in two steps", found: oneNumber, racy: true},
}
