package credittest_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/palier-go/palier/credit"
)

// fault is what is wrong with a store, and the check that must find it. Its hooks
// stand in for parts of a store that is right without them.
type fault struct {
	name, found string
	account     func(string) string                            // what it takes the name of an account for
	id          func(string) string                            // what it takes an id for
	keep        func(credit.Entry) credit.Entry                // what it keeps of an entry
	load        func([]credit.Entry, int) []credit.Entry       // what it reads of a whole journal, behind n
	append      func(*faulty, string, int, credit.Entry) error // how it appends
	err         func(context.Context, error) error             // which error it gives
	racy        bool                                           // looks and acts in two steps
	shares      bool                                           // gives out what it keeps
	borrows     bool                                           // keeps what it is given
	over        func(*faulty, string)                          // what it does when a context is over
	deaf        bool                                           // does not look at the context
	onceForAll  bool                                           // an id is taken in all accounts
	unreadable  bool                                           // it cannot be read
}

// faulty is a naive store with a fault.
type faulty struct {
	fault
	mu       sync.Mutex
	journals map[string][]credit.Entry
	attempts int
}

func newFaulty(f fault) *faulty { return &faulty{fault: f, journals: map[string][]credit.Entry{}} }

func (s *faulty) Load(ctx context.Context, account string, n int) ([]credit.Entry, error) {
	if ctx.Err() != nil && !s.deaf {
		return nil, s.error(ctx, ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.account != nil {
		account = s.account(account)
	}
	journal := s.journals[account]
	if s.unreadable && len(journal) > 1 {
		return nil, errors.New("no such file")
	}
	if s.load != nil {
		return s.load(journal, n), nil
	}
	return s.copied(journal[min(max(0, n), len(journal)):]), nil
}

func (s *faulty) copied(journal []credit.Entry) []credit.Entry {
	if s.shares {
		return journal
	}
	journal = slices.Clone(journal)
	for i := range journal {
		journal[i].Parts = slices.Clone(journal[i].Parts)
	}
	return journal
}

func (s *faulty) error(ctx context.Context, err error) error {
	if s.err != nil {
		return s.err(ctx, err)
	}
	return err
}

func (s *faulty) Append(ctx context.Context, account string, n int, e credit.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil && !s.deaf {
		if s.over != nil {
			s.over(s, account)
		}
		return s.error(ctx, ctx.Err())
	}
	if s.over != nil {
		time.Sleep(20 * time.Microsecond) // so that a context ends on the way
	}
	s.attempts++
	if s.account != nil {
		account = s.account(account)
	}
	if s.append != nil {
		return s.append(s, account, n, e)
	}
	if n != len(s.journals[account]) || s.taken(account, e.ID) {
		return s.error(ctx, credit.ErrStale)
	}
	if s.racy {
		s.mu.Unlock()
		runtime.Gosched()
		s.mu.Lock()
	}
	s.add(account, e)
	return nil
}

func (s *faulty) taken(account, id string) bool {
	same := func(e credit.Entry) bool {
		if s.id != nil {
			return s.id(e.ID) == s.id(id)
		}
		return e.ID == id
	}
	for name, journal := range s.journals {
		if (name == account || s.onceForAll) && slices.ContainsFunc(journal, same) {
			return true
		}
	}
	return false
}

func (s *faulty) add(account string, e credit.Entry) {
	if !s.borrows {
		e.Parts = slices.Clone(e.Parts)
	}
	if s.keep != nil {
		e = s.keep(e)
	}
	s.journals[account] = append(s.journals[account], e)
}

// reads makes a load of what it does to a copy of a whole journal.
func reads(f func(journal []credit.Entry, n int) []credit.Entry) func([]credit.Entry, int) []credit.Entry {
	return func(journal []credit.Entry, n int) []credit.Entry {
		return f(new(faulty).copied(journal), max(0, n))
	}
}

// sorted reads a journal in another order.
func sorted(by func(a, b credit.Entry) int) func([]credit.Entry, int) []credit.Entry {
	return reads(func(journal []credit.Entry, n int) []credit.Entry {
		slices.SortStableFunc(journal, by)
		return journal[min(n, len(journal)):]
	})
}

const (
	numbers   = "numbers without gaps"
	unique    = "unique ids"
	written   = "what is read is what was written"
	order     = "the order of the journal"
	copies    = "copies not shared"
	over      = "a context that is over"
	oneNumber = "writers for one number"
)

var faults = []fault{
	{name: "loses every seventh entry", found: numbers, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n != len(s.journals[account]) || s.taken(account, e.ID) {
			return credit.ErrStale
		}
		if s.attempts%7 != 0 {
			s.add(account, e)
		}
		return nil
	}},
	{name: "takes any number", found: numbers, append: func(s *faulty, account string, _ int, e credit.Entry) error {
		if s.taken(account, e.ID) {
			return credit.ErrStale
		}
		s.add(account, e)
		return nil
	}},
	{name: "takes a number that leaves a gap", found: numbers, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n < len(s.journals[account]) || s.taken(account, e.ID) {
			return credit.ErrStale
		}
		s.add(account, e)
		return nil
	}},
	{name: "takes the number behind another account's", found: numbers, append: func(s *faulty, account string, n int, e credit.Entry) error {
		behind := n == len(s.journals[account])
		for _, journal := range s.journals {
			behind = behind || len(s.journals[account]) == 0 && n > 0 && n <= len(journal)
		}
		if !behind || s.taken(account, e.ID) {
			return credit.ErrStale
		}
		s.add(account, e)
		return nil
	}},
	{name: "writes over what is there", found: numbers, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n < 0 || n > len(s.journals[account]) || s.taken(account, e.ID) {
			return credit.ErrStale
		}
		s.journals[account] = append(slices.Clone(s.journals[account][:n]), e)
		return nil
	}},
	{name: "adds, and says it is stale", found: numbers, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if s.taken(account, e.ID) {
			return credit.ErrStale
		}
		stale := n != len(s.journals[account])
		s.add(account, e)
		if stale {
			return credit.ErrStale
		}
		return nil
	}},
	{name: "takes an id twice", found: unique, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n != len(s.journals[account]) {
			return credit.ErrStale
		}
		s.add(account, e)
		return nil
	}},
	{name: "takes an id again, says so and adds nothing", found: unique, append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n != len(s.journals[account]) {
			return credit.ErrStale
		}
		if !s.taken(account, e.ID) {
			s.add(account, e)
		}
		return nil
	}},
	{name: "takes the same entry again as done", found: unique, append: func(s *faulty, account string, n int, e credit.Entry) error {
		there := slices.ContainsFunc(s.journals[account], func(o credit.Entry) bool { return fmt.Sprint(o) == fmt.Sprint(e) })
		if n != len(s.journals[account]) || s.taken(account, e.ID) && !there {
			return credit.ErrStale
		}
		if !there {
			s.add(account, e)
		}
		return nil
	}},
	{name: "has ids for all accounts together", found: unique, onceForAll: true},
	{name: "has ids without case", found: "ids of any text", id: strings.ToLower},
	{name: "has ids without accents", found: "ids of any text", id: strings.NewReplacer("a\u0301", "á").Replace},
	{name: "does not look at long ids", found: "ids of any text", append: func(s *faulty, account string, n int, e credit.Entry) error {
		if n != len(s.journals[account]) || len(e.ID) < 100 && s.taken(account, e.ID) {
			return credit.ErrStale
		}
		s.add(account, e)
		return nil
	}},
	{name: "cuts ids", found: "ids of any text", keep: func(e credit.Entry) credit.Entry {
		e.ID = e.ID[:min(len(e.ID), 100)]
		return e
	}},
	{name: "has accounts without case", found: "accounts apart", account: strings.ToLower},
	{name: "has numbers for accounts", found: "accounts apart", account: strings.NewReplacer("00", "0").Replace},
	{name: "has one account", found: "accounts apart", account: func(string) string { return "" }},
	{name: "loses nanoseconds", found: written, keep: func(e credit.Entry) credit.Entry {
		e.At = e.At.Truncate(time.Microsecond)
		return e
	}},
	{name: "loses nanoseconds of parts", found: written, keep: func(e credit.Entry) credit.Entry {
		for i := range e.Parts {
			e.Parts[i].Time = e.Parts[i].Time.Truncate(time.Microsecond)
		}
		return e
	}},
	{name: "loses the day of a part", found: written, keep: func(e credit.Entry) credit.Entry {
		for i := range e.Parts {
			e.Parts[i].Day.Day = 1
		}
		return e
	}},
	{name: "loses nanoseconds of times", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Time = e.Time.Truncate(time.Second)
		return e
	}},
	{name: "keeps the wall clock of an instant", found: written, keep: func(e credit.Entry) credit.Entry {
		e.At = time.Date(e.At.Year(), e.At.Month(), e.At.Day(), e.At.Hour(), e.At.Minute(), e.At.Second(), e.At.Nanosecond(), time.UTC)
		return e
	}},
	{name: "loses when it was recorded", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Recorded = time.Time{}
		return e
	}},
	{name: "makes up when it was recorded", found: written, keep: func(e credit.Entry) credit.Entry {
		if e.Recorded.IsZero() {
			e.Recorded = e.At
		}
		return e
	}},
	{name: "keeps whole euros", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Price = e.Price.Round(0)
		return e
	}},
	{name: "loses the ticket", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Ticket = ""
		return e
	}},
	{name: "loses what is acted on", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Of = ""
		return e
	}},
	{name: "loses the month", found: written, keep: func(e credit.Entry) credit.Entry {
		e.From.Month = time.January
		return e
	}},
	{name: "mistakes the kind", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Kind = max(e.Kind, credit.Gift)
		return e
	}},
	{name: "keeps ten parts", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Parts = e.Parts[:min(len(e.Parts), 10)]
		return e
	}},
	{name: "loses the plan", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Plan = ""
		return e
	}},
	{name: "loses the block", found: written, keep: func(e credit.Entry) credit.Entry {
		e.Block = e.Block.Truncate(time.Second)
		return e
	}},
	{name: "keeps the month of a plan", found: written, keep: func(e credit.Entry) credit.Entry {
		e.From.Day = min(e.From.Day, 1)
		return e
	}},
	{name: "reads in the order of instants", found: order, load: sorted(func(a, b credit.Entry) int { return a.At.Compare(b.At) })},
	{name: "reads in the order of ids", found: order, load: sorted(func(a, b credit.Entry) int { return cmp.Compare(a.ID, b.ID) })},
	{name: "reads one too many", found: written, load: reads(func(journal []credit.Entry, n int) []credit.Entry {
		return journal[min(max(0, n-1), len(journal)):]
	})},
	{name: "reads all", found: order, load: reads(func(journal []credit.Entry, _ int) []credit.Entry { return journal })},
	{name: "reads a page", found: order, load: reads(func(journal []credit.Entry, n int) []credit.Entry {
		journal = journal[min(n, len(journal)):]
		return journal[:min(len(journal), 100)]
	})},
	{name: "reads from a copy that is behind", found: order, load: reads(func(journal []credit.Entry, n int) []credit.Entry {
		if len(journal) > 20 {
			journal = journal[:len(journal)-1]
		}
		return journal[min(n, len(journal)):]
	})},
	{name: "keeps the caller's parts", found: copies, borrows: true},
	{name: "takes back the last entry where a context ends", found: "a context that ends", over: func(s *faulty, account string) {
		if n := len(s.journals[account]); n > 0 {
			s.journals[account] = s.journals[account][:n-1]
		}
	}},
	{name: "reads in the order of ids, of many writers", found: "writers on one account", load: sorted(func(a, b credit.Entry) int {
		return cmp.Compare(a.ID, b.ID)
	})},
	{name: "shares its slices", found: copies, shares: true},
	{name: "shares its parts", found: copies, load: func(journal []credit.Entry, n int) []credit.Entry {
		return slices.Clone(journal[min(max(0, n), len(journal)):])
	}},
	{name: "does not look at the context", found: over, deaf: true},
	{name: "has an error of its own for a context", found: over, err: func(ctx context.Context, err error) error {
		if ctx.Err() != nil {
			return errors.New("interrupted")
		}
		return err
	}},
	{name: "writes offsets of zones in whole minutes", found: written, keep: func(e credit.Entry) credit.Entry {
		_, offset := e.At.Zone()
		e.At = e.At.Add(time.Duration(offset%60) * time.Second)
		return e
	}},
	{name: "has an error of its own for a stale append", found: numbers, err: func(_ context.Context, err error) error {
		if errors.Is(err, credit.ErrStale) {
			return errors.New("duplicate key")
		}
		return err
	}},
	{name: "is always stale", found: "writers on one account", append: func(*faulty, string, int, credit.Entry) error { return credit.ErrStale }},
	{name: "is never there", found: "ledgers over one store", append: func(*faulty, string, int, credit.Entry) error { return errors.New("down") }},
	{name: "cannot be read", found: written, unreadable: true},
	{name: "looks and acts in two steps", found: oneNumber, racy: true},
}
