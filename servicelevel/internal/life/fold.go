package life

import (
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// Fold is the facts of a book as the lists that statements are made of, from the state
// on in which a month was closed, in the order in which they became known. The zero value is to begin before it is
// told anything. It must not be used by two goroutines at a time.
type Fold struct {
	Maker   billing.Maker // counts the hours, and makes the statements; its Act are the lists
	opens   int64         // the end of the last month closed
	act     facts.Activity
	jobs    []progress             // by act.Requests
	then    []promises.Standing    // by act.Requests, as they stood when the month began, or the state was made
	parts   [][]credit.Part        // by act.Interventions, as decided earlier
	moved   []int32                // the facts of the book whose moves a statement has
	ends    []int64                // by act.Outages: when the end became known
	tickets map[string]int32       // in act.Requests
	outages map[string]int32       // in act.Outages
	used    bool                   // allowances of closed months are restored
	all     bool                   // all tickets of closed months are
	downs   bool                   // outages, exclusions and claims are
	annals  annals                 // what may be withdrawn
	lots    map[string]int         // of the fund, of the state; nil until a ticket is restored
	spent   map[string]*states.Lot // of the state
	back    lengths                // how many of the lists came back from the state

	kept []keptJob // scratch of Trace

	// Scratch of closing.
	hours          fund.TicketHours
	drawn, changed []bool
}

// lengths are those of the lists that a fact adds to.
type lengths struct{ purchases, removals, interventions int }

// Begin makes x the facts of a contract from a state on, of which some may be withdrawn, and after
// days that are known to have begun otherwise than by the rules of the zone.
func (x *Fold) Begin(c *agreed.Catalogue, ct *contracts.Contract, base *states.State, begun []zone.Begun, withdraws bool) error {
	x.annals.begin(withdraws, base)
	x.opens, x.used, x.all, x.downs, x.lots, x.spent = 0, false, false, false, nil, nil
	x.act = facts.Activity{
		Purchases: x.act.Purchases[:0], Removals: x.act.Removals[:0], Requests: x.act.Requests[:0], Interventions: x.act.Interventions[:0],
		Outages: x.act.Outages[:0], Exclusions: x.act.Exclusions[:0], Claims: x.act.Claims[:0], Charges: x.act.Charges[:0],
	}
	x.back = lengths{}
	x.jobs, x.then, x.parts, x.moved, x.ends = x.jobs[:0], x.then[:0], x.parts[:0], x.moved[:0], x.ends[:0]
	x.tickets, x.outages = forget(x.tickets), forget(x.outages)
	if err := x.Maker.Start(c, ct, &x.act, base, begun); err != nil {
		return err
	}
	if base != nil {
		return x.restore()
	}
	return nil
}

// forget empties a map, or makes it.
func forget(m map[string]int32) map[string]int32 {
	if m == nil {
		return make(map[string]int32)
	}
	clear(m)
	return m
}

// OpensAt returns when the last month closed ended, in Unix nanoseconds; 0 if none is.
func (x *Fold) OpensAt() int64 { return x.opens }

// MonthBegins notes how requests stand when the month of a statement begins.
func (x *Fold) MonthBegins() {
	for i := range x.then {
		x.then[i] = x.Maker.Stands(i)
	}
}

// AddMove adds a move to those of the statement that was begun: that of fact n of the book.
func (x *Fold) AddMove(n int32, move billing.Move) {
	x.moved = append(x.moved, n)
	x.Maker.Add(move)
}

// Know gives a move that became known its effect on the hours, outside of any statement.
func (x *Fold) Know(move *billing.Move) error { return x.Maker.Know(move, x.parts) }

// Finish makes the statement that was begun of the moves that were added, and of all else that was.
func (x *Fold) Finish(s *statement.Statement) error {
	x.restoreLate()
	y := &x.Maker
	y.Parts, y.Ends, y.Then = x.parts, x.ends, x.then
	err := y.Finish(s)
	y.Parts, y.Ends, y.Then = nil, nil, nil
	return err
}

// Add adds a fact, the next one to become known. If it moves hours it returns how.
func (x *Fold) Add(f *facts.Fact) (move billing.Move, moves bool, err error) {
	move = billing.Move{Known: nano.Of(f.Known()), At: nano.Of(f.At)}
	if x.hasLot(f.ID) { // their fact is too old to be known
		return move, false, fault.New("id", f.ID, "is that of hours bought before")
	}
	switch f.Kind {
	case facts.Requested:
		return move, false, x.request(f)
	case facts.Bought, facts.Given:
		p := facts.Purchase{ID: f.ID, At: f.At, Recorded: f.Recorded, Time: f.Time, Price: f.Price, Gift: f.Kind == facts.Given, Until: f.End, Elsewhere: f.Elsewhere}
		move.Kind, move.Index = billing.Bought, int32(len(x.act.Purchases)) // at most MaxFacts
		x.act.Purchases = append(x.act.Purchases, p)
		return move, true, nil
	case facts.Refunded, facts.Forfeited, facts.Moved:
		move.Kind, move.Index = billing.Gone, int32(len(x.act.Removals)) // at most MaxFacts
		x.act.Removals = append(x.act.Removals, f.Removal())
		return move, true, nil
	case facts.Withdrawn:
		return x.withdraw(f, move)
	case facts.Charged:
		_, err := x.Maker.Term.TaxOfCharge(f.VAT, x.Maker.Wall.Date(move.At))
		if err == nil {
			x.act.Charges = append(x.act.Charges, f.Charge())
		}
		return move, false, err
	case facts.Down:
		x.down(f)
		return move, false, nil
	case facts.Restored:
		return move, false, x.up(f)
	case facts.Excluded:
		x.act.Exclusions = append(x.act.Exclusions, f.Exclusion())
		return move, false, nil
	case facts.Claimed:
		c := f.Claim()
		err := x.Maker.CheckClaimed(&c)
		if err == nil {
			x.act.Claims = append(x.act.Claims, c)
		}
		return move, false, err
	}
	return x.addTicket(f, move)
}

// request opens a ticket.
func (x *Fold) request(f *facts.Fact) error {
	if _, ok := x.Ticket(f.Ticket); ok {
		return fault.New("ticket", f.Ticket, "was requested before")
	}
	if !x.Maker.Serves(nano.Of(f.At)) {
		return fault.New("at", f.At, "must lie in the contract's days of service")
	}
	r := facts.Request{Ticket: f.Ticket, Kind: f.Request, Channel: f.Channel, At: f.At, Recorded: f.Recorded, For: f.For, Priority: f.Priority}
	if err := x.Maker.CheckFor(&r); err != nil {
		return err
	}
	i := x.addRequest(r)
	x.jobs[i].changed, x.jobs[i].told = true, x.Maker.Wall.Month(nano.Of(f.Known()))
	if f.For == "" && !slices.Contains(x.Maker.At(nano.Of(f.At)).Data.Desk.Channels, f.Channel) {
		x.jobs[i].status = states.TicketRefused
	}
	return nil
}

func (x *Fold) down(f *facts.Fact) {
	x.outages[f.ID] = int32(len(x.act.Outages)) // at most MaxFacts
	x.act.Outages = append(x.act.Outages, f.Outage())
	x.ends = append(x.ends, 0)
}

// up ends an outage.
func (x *Fold) up(f *facts.Fact) error {
	i, ok := x.outages[f.Of]
	if !ok {
		x.restoreOutages()
		i, ok = x.outages[f.Of]
	}
	switch {
	case !ok:
		return fault.New("of", f.Of, "must be an outage that is known by then")
	case !x.act.Outages[i].End.IsZero():
		return fault.New("of", f.Of, "must be an outage that goes on")
	case f.At.Before(x.act.Outages[i].Start):
		return fault.New("at", f.At, "must not be before the outage")
	}
	x.act.Outages[i].End, x.ends[i] = f.At, nano.Of(f.Known())
	return nil
}
