package servicelevel

import (
	"iter"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/life"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Book is a contract's life. What the desk shows, what is left, what the month comes to are views of one fold of one
// list of facts. Catalogue.Open and Catalogue.Resume return one; the zero value refuses everything. Whoever stores it
// stores its facts, and the last state. It must not be copied, and is not safe for concurrent use.
type Book struct {
	cat       *Catalogue
	contract  Contract
	base      *State // nil: no month is closed
	opens     int64  // the end of the last month closed
	facts     []Fact
	known     []int64 // when each became known
	order     []int32 // of the facts, as they became known
	ids       map[string]int32
	live      life.Fold // the first folded of order
	folded    int
	stale     bool                    // live has to be folded anew
	works     []int32                 // by facts: the work of live's fund, from 1
	gone      map[int32]time.Duration // by facts: the hours that they took away
	scratch   life.Fold
	withdraws bool         // some of the facts are withdrawals
	begun     []zone.Begun // as the line of a journal says of the month that it closes next
	sent      string       // the Statement.Rules that it says so of
}

// Open opens the book of a new contract, of which it keeps a copy.
func (c *Catalogue) Open(ct Contract) (*Book, error) {
	return c.open(ct, nil)
}

// Resume goes on with a contract from the state in which a month was closed. The contract must have the id, edition and
// zone of the state, and on the last day that is closed the plan and the figures that held then (D34): what changes does
// so by Contract.Changes and VAT.Changes. The state is read later, and must not be changed.
func (c *Catalogue) Resume(ct Contract, s State) (*Book, error) {
	var l fault.List
	if life.CheckState(&l, &s, &ct); !l.Empty() {
		return nil, l.Err()
	}
	return c.open(ct, &s)
}

func (c *Catalogue) open(ct Contract, base *State) (*Book, error) {
	if err := c.made(); err != nil {
		return nil, err
	}
	b := new(Book)
	ct = clone.Of(ct) // the caller's may change
	if err := b.start(c, &ct, base); err != nil {
		return nil, err
	}
	if err := b.rebase(base); err != nil {
		return nil, err
	}
	if base != nil {
		if err := life.CheckTerm(base, &b.live.Maker.Term); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// start empties b for a contract, in the memory that it has.
func (b *Book) start(c *Catalogue, ct *Contract, base *State) error {
	if err := fault.In("contract", ct.Validate()); err != nil {
		return err
	}
	b.cat, b.contract, b.base = c, *ct, base
	b.facts, b.known, b.order, b.works = b.facts[:0], b.known[:0], b.order[:0], b.works[:0]
	if b.ids == nil {
		b.ids = make(map[string]int32)
	}
	clear(b.ids)
	clear(b.gone)
	b.withdraws = false
	return nil
}

// rebase goes on from a state.
func (b *Book) rebase(base *State) error {
	b.base, b.folded, b.stale = base, 0, false
	err := b.live.Begin(b.cat.compiled, &b.contract, base, b.begun, b.withdraws)
	b.opens = b.live.OpensAt()
	return err
}

// made refuses a book that is of no contract.
func (b *Book) made() error {
	if b.cat == nil {
		return fault.New("book", nil, "must be made by Catalogue.Open or Catalogue.Resume")
	}
	return nil
}

// current returns the fold of all facts.
func (b *Book) current() (*life.Fold, error) {
	var l fault.List
	if b.stale {
		b.foldNew(&l, 0, nil) // they were folded before
	}
	return &b.live, l.Err()
}

// Contract returns a copy of the contract.
func (b *Book) Contract() Contract { return clone.Of(b.contract) }

// Closed returns the last month that is closed; the zero Month if none is.
func (b *Book) Closed() calendar.Month {
	if b.base == nil {
		return calendar.Month{}
	}
	return b.base.Month
}

// Facts returns the facts that became known since the last month that is closed, in the order in which they did, each
// with what was decided of it.
func (b *Book) Facts() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		_, _ = b.current() // they were folded before
		for _, n := range b.order {
			if !yield(b.fact(n)) {
				return
			}
		}
	}
}

// fact returns a fact of the fold with what was decided of it.
func (b *Book) fact(n int32) Fact {
	f := b.facts[n].CloneLine()
	if w := b.works[n]; w > 0 {
		f.Parts = b.live.Maker.Hours.Fund.Parts(int(w - 1))
	}
	return f
}

// Balance returns what is left at an instant: of the allowance of the month and of the hours bought what is free, held,
// used and overdrawn. Hours held count against what may pay that day, the allowance first (D38). An instant before the
// end of the last month closed is refused, here as in Tickets, Due and Preview.
func (b *Book) Balance(at time.Time) (credit.Balance, error) {
	x, err := b.at(at)
	if err != nil {
		return credit.Balance{}, err
	}
	return x.Maker.Hours.Fund.Balance(at), nil
}

// at returns a fold of the facts that had happened by an instant.
func (b *Book) at(at time.Time) (*life.Fold, error) {
	if err := b.made(); err != nil {
		return nil, err
	}
	var l fault.List
	check.Instant(&l, "at", at)
	if l.Empty() && nano.Of(at) < b.opens {
		l.Add("at", at, "must not be before the end of the last month closed, "+b.Closed().String())
	}
	if !l.Empty() {
		return nil, l.Err()
	}
	if n := len(b.order); n == 0 || nano.Of(at) >= b.known[b.order[n-1]] {
		x, err := b.current()
		if err != nil || nano.Of(at) < x.Maker.Hours.Next || x.Maker.Hours.Fund.Overdrawn() == 0 && !x.Maker.Term.Carries {
			x.Maker.Attend()
			return x, err
		} // else months have begun since, which pay
	}
	later := func(f *Fact) bool { return f.Kind != Withdrawn && f.Happened().After(at) }
	if _, err := b.current(); err != nil {
		return nil, err
	}
	x := &b.scratch
	if err := x.Begin(b.cat.compiled, &b.contract, b.base, b.begun, b.withdraws); err != nil {
		return nil, err
	}
	x.Maker.Hours.Fund.Overdraft(credit.MaxBought) // what was accepted is, though what paid for it came later (D28)
	for _, n := range b.order {
		if f := &b.facts[n]; !later(f) {
			if move, moves, err := x.Add(f); err == nil && moves { // else it waits for one that has not happened
				if move.Kind == billing.Gone {
					x.Maker.Act.Removals[move.Index].Time = b.gone[n] // as many as were left when it was told
				}
				move.Known, move.At = min(move.Known, nano.Of(at)), min(move.At, nano.Of(at)) // nothing after it has come
				_ = x.Know(&move)
				x.Remember(f, &move)
			} else if err == nil {
				x.Remember(f, &move)
			}
		}
	}
	x.Maker.Hours.Fund.Overdraft(x.Maker.Term.Overdraft())
	x.Maker.Pass(nano.Of(at))
	x.Maker.Attend()
	return x, nil
}

// Preview returns what the running month comes to by what is known at an instant, judged as of then (D15), and marked
// provisional.
func (b *Book) Preview(at time.Time) (Statement, error) {
	if _, err := b.at(at); err != nil {
		return Statement{}, err
	}
	month := b.live.Maker.Wall.Month(nano.Of(at))
	var s Statement
	err := b.make(&s, month, at, nil)
	b.scratch.Maker.GiveAway()
	return s, err
}

// make makes the statement of a month, as of an instant in it unless that is zero. Faults
// are of the facts that were given, or of those recorded.
func (b *Book) make(s *Statement, m calendar.Month, asOf time.Time, given []Fact) error {
	x := &b.scratch
	if err := x.Begin(b.cat.compiled, &b.contract, b.base, b.begun, b.withdraws); err != nil {
		return err
	}
	y := &x.Maker
	if start := b.contract.Start; start.Compare(y.Term.Past(m)) >= 0 {
		return fault.New("month", m, "must not be before the contract's first, "+y.Term.Of(start).String())
	}
	if err := y.Begin(s, y.Act, m, asOf); err != nil {
		return err
	}
	var l fault.List
	var places map[string]int
	begun := false
	for _, n := range b.order {
		if b.known[n] >= y.Until {
			break
		}
		if !begun && b.known[n] >= y.From {
			begun = true
			x.MonthBegins()
		}
		move, moves, err := x.Add(&b.facts[n])
		if err != nil {
			if places == nil {
				places = placesOf(given)
			}
			l.In(path(b.facts[n].ID, places), err)
			continue
		}
		x.Remember(&b.facts[n], &move)
		if moves {
			x.AddMove(n, move)
		}
	}
	if !begun {
		x.MonthBegins()
	}
	if l.Empty() {
		if err := x.Finish(s); err != nil {
			l.In("", b.ofFacts(err, placesOf(given)))
		}
	}
	return l.Err()
}

// Close closes a month: it returns what the month comes to, and the state from which the book goes on, here or by
// Catalogue.Resume. Facts that became known later are not in the state: this book keeps them, and another one is told
// what Book.Facts lists now. Work becomes known when it is over. If Close fails the month stays open.
//
// Months are closed one after the other. Only the first to be closed may be any: what was before it was billed
// elsewhere. That of a new contract is Contract.MonthOf its start.
func (b *Book) Close(m calendar.Month) (Statement, State, error) {
	if err := b.made(); err != nil {
		return Statement{}, State{}, err
	}
	if err := check.Month(m); err != nil {
		return Statement{}, State{}, err
	}
	if err := life.CheckNext(b.base, m); err != nil {
		return Statement{}, State{}, err
	}
	var s Statement
	if err := b.make(&s, m, time.Time{}, nil); err != nil {
		b.scratch.Maker.GiveAway()
		return Statement{}, State{}, err
	}
	b.scratch.Maker.GiveAway() // it is the caller's now
	state := b.closing(&s)
	if b.sent != "" {
		state.Rules = b.sent
	}
	b.advance(state)
	return s, *state, nil
}

// bill makes the statement of an input's month from its facts, in the memory that b has.
func (b *Book) bill(c *Catalogue, s *Statement, in *Input) error {
	if err := b.start(c, &in.Contract, in.State); err != nil {
		return err
	}
	var l fault.List
	l.Check(isEmpty(&in.Activity), "activity", nil, "must be absent if there is a state or facts")
	if in.State != nil {
		life.CheckState(&l, in.State, &in.Contract)
		l.Check(in.Month.Compare(in.State.Month) > 0, "month", in.Month, "must be after the last one closed, "+in.State.Month.String())
	}
	l.In("", check.Month(in.Month))
	if !l.Empty() {
		return l.Err()
	}
	if err := b.scratch.Begin(c.compiled, &b.contract, b.base, nil, false); err != nil {
		return err
	}
	b.opens = b.scratch.OpensAt()
	b.live.Maker.Wall.Show(b.scratch.Maker.Term.Zone, b.scratch.Maker.Term.Cycle)
	for _, x := range b.scratch.Maker.Wall.Begun() {
		b.live.Maker.Wall.Begin(x)
	}
	if in.State != nil {
		l.In("", life.CheckTerm(in.State, &b.scratch.Maker.Term))
	}
	for i := range in.Facts {
		if err := b.take(&in.Facts[i]); err != nil {
			l.In(fault.Index("facts", i), err)
		}
	}
	if !l.Empty() {
		return l.Err()
	}
	b.sort(0)
	return b.make(s, in.Month, in.AsOf, in.Facts)
}

// advance goes on from a state, with the facts that became known after its month.
func (b *Book) advance(state *State) {
	until := b.scratch.Maker.Until
	facts, known := []Fact(nil), []int64(nil)
	for _, n := range b.order {
		if b.known[n] >= until {
			facts, known = append(facts, b.facts[n]), append(known, b.known[n])
		}
	}
	clear(b.ids)
	clear(b.gone)
	b.facts, b.known, b.order, b.works = facts, known, b.order[:0], make([]int32, len(facts))
	for i := range facts {
		b.ids[facts[i].ID] = int32(i) // at most MaxFacts
		b.order = append(b.order, int32(i))
	}
	b.begun, b.sent = nil, "" // the state knows
	b.base, b.opens, b.folded, b.stale = state, until, 0, true
	b.withdraws = slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == Withdrawn })
}

// closing returns the state in which a month is closed by its statement, which was just made.
func (b *Book) closing(by *Statement) *State {
	known := 0
	for known < len(b.order) && b.known[b.order[known]] < b.scratch.Maker.Until {
		known++
	}
	return b.scratch.Close(by, b.facts, b.order[:known])
}
