package credittest

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Model is a naive account, written from the rules: a list of entries, and a list of
// what each of them moved from where to where. Whatever it is asked it adds up from
// these lists. It is what an account is held against, slow and plain: some hundred
// entries are many. It shares with packages credit and ledger the types of input and output,
// Entry.Validate, and the days of package calendar.
//
// It does not know the limits credit.MaxEntries and credit.MaxBought. A Model is not safe for
// concurrent use.
type Model struct {
	terms    credit.Terms
	loc      *time.Location
	entries  []ledger.Entry
	moves    []move
	now      time.Time                // the latest instant that is known to have come
	by       int                      // the index of the entry that is being applied
	ended    []string                 // holds that were captured or released
	reserves map[string]time.Duration // what a hold or an extension reserved, by its id
}

// NewModel returns a model without entries. It refuses the terms that
// ledger.NewAccount refuses.
func NewModel(terms credit.Terms) (*Model, error) {
	if _, err := ledger.NewAccount(terms); err != nil {
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
	return &Model{terms: terms, loc: loc, reserves: map[string]time.Duration{}}, nil
}

// Entries returns the entries that were accepted, each once: a list of the
// caller's own.
func (m *Model) Entries() []ledger.Entry { return slices.Clone(m.entries) }

// Apply adds an entry as ledger.Account.Apply does, and says how it was taken. An
// id applied before with the same content is Accepted again and changes nothing.
// It adds all earlier entries up anew.
func (m *Model) Apply(e ledger.Entry) Verdict {
	if e.Validate() != nil {
		return Invalid
	}
	if old := m.find(e.ID); old != nil {
		again := e
		again.Recorded, again.Parts = old.Recorded, old.Parts
		if difference(old, &again) != "" {
			return Conflict
		}
		return Accepted
	}
	if !e.Price.Equal(e.Price.Truncate(places(m.terms.Minor))) {
		return Invalid
	}
	e.Parts = slices.Clone(e.Parts)
	fresh := &Model{terms: m.terms, loc: m.loc, reserves: map[string]time.Duration{}}
	for _, old := range m.entries {
		fresh.step(old)
	}
	v := fresh.step(e)
	if v == Accepted {
		*m = *fresh
	}
	return v
}

func (m *Model) find(id string) *ledger.Entry {
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
	case credit.Refund, credit.Forfeit, credit.Transfer:
		return lotKinds
	default:
		return nil
	}
}

// lotKinds are the kinds of entry that make a lot.
var lotKinds = []credit.Kind{credit.Purchase, credit.Gift, credit.Sale}

func isLot(e *ledger.Entry) bool { return slices.Contains(lotKinds, e.Kind) }

// ends reports whether an entry of a kind is the last one to act on another.
func ends(k credit.Kind) bool {
	return k == credit.Capture || k == credit.Release || k == credit.Reversal
}

// closed reports whether an entry was ended by another one.
func (m *Model) closed(id string) bool {
	return slices.ContainsFunc(m.entries, func(e ledger.Entry) bool { return e.Of == id && ends(e.Kind) })
}

func (m *Model) step(e ledger.Entry) Verdict {
	if e.Of != "" {
		of := m.find(e.Of)
		switch {
		case of == nil || !slices.Contains(acts(e.Kind), of.Kind):
			return NoTarget
		case m.closed(e.Of):
			return Closed
		case e.At.Before(of.At):
			return Invalid
		}
	}
	if len(e.Parts) > 1 && m.terms.Paying == credit.StartMonth {
		return Invalid
	}
	m.by = len(m.entries)
	m.pass(&e)
	switch e.Kind {
	case credit.Allowance:
		return m.plan(e)
	case credit.Hold:
		if slices.ContainsFunc(m.openHolds(), func(h ledger.Entry) bool { return h.Ticket != "" && h.Ticket == e.Ticket }) {
			return Invalid
		}
		return m.reserve(e)
	case credit.Extend:
		if m.estimate(*m.find(e.Of))+e.Time > credit.MaxTime {
			return Invalid
		}
		return m.reserve(e)
	case credit.Debit, credit.Capture:
		return m.work(e)
	case credit.Reversal:
		return m.reverse(e)
	case credit.Refund, credit.Forfeit, credit.Transfer:
		return m.remove(e)
	case credit.Release:
		m.ended = append(m.ended, e.Of)
	}
	m.entries = append(m.entries, e)
	owed := m.owed()
	if e.Kind == credit.Release {
		m.settle(e.At)
	} else {
		m.settle(time.Time{}) // from when lot and debt were there
	}
	if e.Kind == credit.Sale { // pays whatever is reserved, as far as it goes (D29)
		m.repay(time.Time{}, e.Time-(owed-m.owed()))
	}
	return Accepted
}

// pass notes what time it is known to be when an entry comes. Plans and overdrafts say
// so only if they say when they became known.
func (m *Model) pass(e *ledger.Entry) {
	note := func(t time.Time) {
		if t.After(m.now) {
			m.now = t
		}
	}
	if !e.Recorded.IsZero() {
		note(e.Recorded)
	}
	switch e.Kind {
	case credit.Allowance, credit.Overdraft:
	case credit.Purchase, credit.Gift, credit.Sale:
		if e.Recorded.IsZero() {
			note(e.At)
		}
	default:
		note(e.At)
	}
	if !isLot(e) { // which come to it themselves
		m.settle(time.Time{})
	}
}

// Check returns an error that names the first thing in which an account is not
// what the model adds up: its journal, a receipt, or its Snapshot at any instant at
// which something happens or a nanosecond earlier, by all that is known and by what
// was known then.
func (m *Model) Check(a *ledger.Account) error {
	n := 0
	for e := range a.Entries() {
		if n >= len(m.entries) {
			return fmt.Errorf("credittest: entry %d is %q, the model has %d", n+1, e.ID, len(m.entries))
		}
		want := m.entries[n]
		want.Parts = m.parts(&want)
		if d := difference(&want, &e); d != "" {
			return fmt.Errorf("credittest: entry %d: %s", n+1, d)
		}
		if err := m.CheckEntry(a, e.ID); err != nil {
			return err
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
		if !e.Until.IsZero() {
			instants = append(instants, e.Until.Add(-1), e.Until)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	for _, at := range slices.CompactFunc(instants, time.Time.Equal) {
		for _, known := range []time.Time{{}, at} {
			if err := m.CheckAt(a, at, known); err != nil {
				return err
			}
		}
	}
	return nil
}

// CheckEntry returns an error if the receipt of an entry is not what the model has.
func (m *Model) CheckEntry(a *ledger.Account, id string) error {
	got, _ := a.Receipt(id)
	if want, _ := m.Receipt(id); !reflect.DeepEqual(got, want) {
		return fmt.Errorf("credittest: receipt %+v, the model has %+v", got, want)
	}
	return nil
}

// CheckAt returns an error if an account's Snapshot at one instant, by what was known at
// another, is not what the model adds up.
func (m *Model) CheckAt(a *ledger.Account, at, known time.Time) error {
	if d := m.At(at, known).difference(SnapshotOf(a.View(at, known))); d != "" {
		return fmt.Errorf("credittest: at %s, known at %s: %s", at.UTC().Format(time.RFC3339Nano), known.UTC().Format(time.RFC3339Nano), d)
	}
	return nil
}
