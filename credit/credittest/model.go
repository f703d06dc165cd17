package credittest

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// Model is a naive account: a list of entries, and of what each of them moved from
// where to where, gone through again from the start for every question. It is what
// an account is held against, slow and plain: some hundred entries are many. It
// shares with package credit the types of input and output, Entry.Validate, and
// the first instants of package calendar's dates.
//
// It does not know the limits MaxEntries and MaxBought. A Model is not safe for
// concurrent use.
type Model struct {
	terms   credit.Terms
	loc     *time.Location
	entries []credit.Entry
	events  []event
	debts   []string      // ids of those that drew on the overdraft, in that order
	limit   time.Duration // the overdraft
}

// source is where time is drawn from: a month's allowance, a lot, or beyond.
type source struct {
	month calendar.Month
	lot   string
}

var beyond source

func (s source) isMonth() bool { return s.month.Valid() }

// The purposes for which time is drawn.
type purpose string

const (
	held     purpose = "held"
	used     purpose = "used"
	refunded purpose = "refunded"
)

// event is time that moved out of a source, or back into it where it is negative.
type event struct {
	from  source
	owner string // the id that it was moved for
	by    int    // the index of the entry that moved it
	as    purpose
	time  time.Duration
	cost  *big.Int // cents
	at    time.Time
}

// NewModel returns a model without entries. It refuses the terms that
// credit.NewAccount refuses.
func NewModel(terms credit.Terms) (*Model, error) {
	if _, err := credit.NewAccount(terms); err != nil {
		return nil, err
	}
	zone := terms.Zone
	if zone == "" {
		zone = "Europe/Paris"
	}
	loc, err := calendar.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	return &Model{terms: terms, loc: loc}, nil
}

// Entries returns the entries that were accepted, each once: a list of the
// caller's own.
func (m *Model) Entries() []credit.Entry { return slices.Clone(m.entries) }

// Apply adds an entry as credit.Account.Apply does, and says how it was taken. An
// id applied before with the same content is Accepted again and changes nothing.
// It adds all earlier entries up anew.
func (m *Model) Apply(e credit.Entry) Verdict {
	if e.Validate() != nil {
		return Invalid
	}
	if old := m.find(e.ID); old != nil {
		again := e
		again.Recorded = old.Recorded
		if difference(old, &again) != "" {
			return Conflict
		}
		return Accepted
	}
	e.Sessions = slices.Clone(e.Sessions)
	fresh := &Model{terms: m.terms, loc: m.loc}
	for _, old := range m.entries {
		fresh.step(old)
	}
	v := fresh.step(e)
	if v == Accepted {
		*m = *fresh
	}
	return v
}

func (m *Model) find(id string) *credit.Entry {
	for i := range m.entries {
		if m.entries[i].ID == id {
			return &m.entries[i]
		}
	}
	return nil
}

// acts says which kinds of entry another one can act on.
func acts(k credit.Kind) []credit.Kind {
	switch k {
	case credit.Extend, credit.Capture, credit.Release:
		return []credit.Kind{credit.Hold}
	case credit.Reversal:
		return []credit.Kind{credit.Debit, credit.Capture}
	case credit.Refund:
		return []credit.Kind{credit.Purchase}
	default:
		return nil
	}
}

// closer is the entry that ended another one.
func (m *Model) closer(id string) *credit.Entry {
	for i, e := range m.entries {
		if e.Of == id && e.Kind != credit.Extend {
			return &m.entries[i]
		}
	}
	return nil
}

func (m *Model) step(e credit.Entry) Verdict {
	of := m.find(e.Of)
	if e.Of != "" {
		switch {
		case of == nil || !slices.Contains(acts(e.Kind), of.Kind):
			return NoTarget
		case m.closer(e.Of) != nil:
			return Closed
		case e.At.Before(m.since(of.ID)):
			return Invalid
		}
	}
	m.entries = append(m.entries, e)
	switch e.Kind {
	case credit.Purchase, credit.Gift:
		m.settle()
	case credit.Overdraft:
		m.limit = e.Time
	case credit.Allowance:
		return m.allow()
	case credit.Hold:
		return m.draw(e.ID, held, e.At, map[calendar.Month]time.Duration{m.month(e.At): m.up(e.Time)})
	case credit.Extend:
		more := m.extension(of, len(m.entries)-1)
		return m.draw(of.ID, held, e.At, map[calendar.Month]time.Duration{m.month(of.At): more})
	case credit.Release:
		m.giveBack(of.ID, held)
		m.settle()
	case credit.Capture:
		return m.capture(&e, of)
	case credit.Debit:
		return m.draw(e.ID, used, e.At, m.charged(&e))
	case credit.Reversal:
		m.giveBack(of.ID, used)
		m.settle()
	case credit.Refund:
		return m.refund(&e, of)
	}
	return Accepted
}

var endOfTime = time.Unix(1<<40, 0)

// allow refuses an allowance that is less than a month has drawn at some instant.
func (m *Model) allow() Verdict {
	for _, ev := range m.events {
		drawn := m.sum(func(o event) bool { return o.from == ev.from && !o.at.After(ev.at) })
		if ev.from.isMonth() && drawn > m.granted(ev.from.month, len(m.entries)) {
			return InUse
		}
	}
	return Accepted
}

func (m *Model) refund(e, of *credit.Entry) Verdict {
	pack := source{lot: of.ID}
	switch {
	case m.sum(func(ev event) bool { return ev.from == pack }) > 0:
		return InUse
	case m.left(pack, e.At) < of.Time: // it was in use later than that
		return Invalid
	}
	m.move(pack, of.ID, refunded, of.Time, nil)
	return Accepted
}

// capture draws what was worked from what the hold has, in its order; where the
// work lies in another month it is drawn anew.
func (m *Model) capture(e, of *credit.Entry) Verdict {
	byMonth := m.charged(e)
	var billed, has time.Duration
	same := true
	for month, d := range byMonth {
		billed += d
		same = same && (month == m.month(of.At) || d == 0)
	}
	sources, times, _ := m.drawn(of.ID, held)
	for _, s := range sources {
		has += times[s]
	}
	if billed > has {
		return BeyondHold
	}
	if !same {
		m.giveBack(of.ID, held)
		if v := m.draw(e.ID, used, e.At, byMonth); v != Accepted {
			return v
		}
	} else {
		for _, s := range sources {
			m.move(s, of.ID, held, -times[s], nil)
			d := min(times[s], billed)
			billed -= d
			m.move(s, e.ID, used, d, nil)
			if s == beyond {
				m.debts = append(m.debts, e.ID)
			}
		}
	}
	m.settle()
	return Accepted
}

// Check returns an error that names the first thing in which an account is not
// what the model adds up: its journal, a receipt, or its Snapshot at any instant at
// which something happens or a nanosecond earlier, by all that is known and by what
// was known then.
func (m *Model) Check(a *credit.Account) error {
	n := 0
	for e := range a.Entries() {
		if n >= len(m.entries) {
			return fmt.Errorf("credittest: entry %d is %q, the model has %d", n+1, e.ID, len(m.entries))
		}
		if d := difference(&m.entries[n], &e); d != "" {
			return fmt.Errorf("credittest: entry %d: %s", n+1, d)
		}
		got, _ := a.Receipt(e.ID)
		if want, _ := m.Receipt(e.ID); !reflect.DeepEqual(got, want) {
			return fmt.Errorf("credittest: receipt %+v, the model has %+v", got, want)
		}
		n++
	}
	if n < len(m.entries) {
		return fmt.Errorf("credittest: there are %d entries, the model has %d", n, len(m.entries))
	}
	instants := []time.Time{time.Unix(0, 0)}
	for _, e := range m.entries {
		instants = append(instants, e.At.Add(-1), e.At)
		if !e.Recorded.IsZero() {
			instants = append(instants, e.Recorded)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	for _, at := range slices.CompactFunc(instants, time.Time.Equal) {
		for _, known := range []time.Time{{}, at} {
			if d := m.At(at, known).difference(SnapshotOf(a.View(at, known))); d != "" {
				return fmt.Errorf("credittest: at %s, known at %s: %s", at.UTC().Format(time.RFC3339Nano), known.UTC().Format(time.RFC3339Nano), d)
			}
		}
	}
	return nil
}
