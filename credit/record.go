package credit

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
)

// record is an entry as the account keeps it. Instants are nanoseconds since
// 1970, indices count from 0, and -1 is none.
type record struct {
	id, ticket string
	sessions   *[]calendar.Interval // nil where there are none
	at         int64
	recorded   int64
	latest     int64 // the latest at of this and all earlier entries
	known      int64 // the latest recorded of this and all earlier entries
	time       int64 // as given; what sessions add up to
	worked     int64 // hold: estimate with its extensions; debit and capture: time
	charged    int64 // hold: time held while open; debit and capture: billable time
	amount     int64 // purchase: cents; allowance: number of its month
	of         int32 // the entry that this one acts on
	owed       int64 // of what is overdrawn, the part drawn for this entry
	closedBy   int32 // the entry that closed this one
	lot        int32 // purchase and gift: its lot
	chain      int32 // the last move that belongs to this entry
	moves      int32 // the first move made when this entry was applied
	kind       Kind
	explicit   bool // recorded was given
}

// entry returns what was applied, its instants in UTC.
func (a *Account) entry(i int32) Entry {
	r := &a.records[i]
	e := Entry{ID: r.id, Kind: r.kind, At: instant(r.at), Ticket: r.ticket, Time: time.Duration(r.time)}
	if r.explicit {
		e.Recorded = instant(r.recorded)
	}
	if fieldsOf[r.kind]&hasOf != 0 {
		e.Of = a.records[r.of].id
	}
	if r.sessions != nil {
		e.Sessions, e.Time = slices.Clone(*r.sessions), 0
	}
	switch r.kind {
	case Purchase:
		e.Price = money.Decimal(r.amount)
	case Allowance:
		e.From = monthOf(int32(r.amount)) // it was one
	}
	return e
}

// differs names the first field in which e is not what was applied as record i,
// "" where there is none. When it was recorded is not content.
func (a *Account) differs(i int32, e *Entry) string {
	r := &a.records[i]
	switch {
	case e.Kind != r.kind:
		return "kind"
	case e.At.UnixNano() != r.at:
		return "at"
	case fieldsOf[r.kind]&hasOf != 0 && e.Of != a.records[r.of].id:
		return "of"
	case e.Ticket != r.ticket:
		return "ticket"
	case !sameSessions(r.sessions, e.Sessions):
		return "sessions"
	case r.sessions == nil && int64(e.Time) != r.time:
		return "time"
	}
	switch r.kind {
	case Purchase:
		if cents, _ := money.FromDecimal(e.Price); cents != r.amount {
			return "price"
		}
	case Allowance:
		if int64(numberOf(e.From)) != r.amount {
			return "from"
		}
	}
	return ""
}

func sameSessions(kept *[]calendar.Interval, given []calendar.Interval) bool {
	if kept == nil {
		return len(given) == 0
	}
	return slices.EqualFunc(*kept, given, func(a, b calendar.Interval) bool {
		return a.Start.Equal(b.Start) && a.End.Equal(b.End)
	})
}

// keepSessions copies sessions in UTC.
func keepSessions(given []calendar.Interval) *[]calendar.Interval {
	if len(given) == 0 {
		return nil
	}
	kept := make([]calendar.Interval, len(given))
	for i, s := range given {
		kept[i] = calendar.Interval{Start: s.Start.UTC(), End: s.End.UTC()}
	}
	return &kept
}

func instant(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }

// purpose says in which column of its pool a move counts.
type purpose uint8

const (
	used purpose = iota
	held
	refunded
)

// move is one change of one pool; the moves of an account are its double entry.
type move struct {
	owner   int32 // the record that the time is for: a hold, a debit, a capture, a purchase
	prev    int32 // the move before this one of the same owner
	source  int32 // a lot, overdrawn, or allowanceOf a month
	before  int32 // the move before this one of the same source
	by      int32 // the record that made it
	purpose purpose
	at      int64 // from when it counts
	time    int64 // negative where it goes back
	cents   int64 // its cost, for what is used
}

// overdrawn is the source of what was drawn beyond what is there.
const overdrawn int32 = -1

// allowanceOf is the source of a month's allowance; it is its own inverse.
func allowanceOf(month int32) int32 { return -2 - month }

// pool is where time comes from: a lot, a month's allowance, or the overdraft.
type pool struct {
	at     int64 // lots: from when it may be drawn
	size   int64 // lots: time; months: unused
	price  int64 // lots: cents
	cols   [3]int64
	earned int64 // cost of what is used
	back   int64 // the latest instant at which something came back
	last   int32 // the last move
	ref    int32 // lots: its record; months: its number
	open   bool  // lots: listed in Account.open
}

func (p *pool) drawn() int64 { return p.cols[used] + p.cols[held] + p.cols[refunded] }

func (p *pool) left() int64 { return p.size - p.drawn() }

// costOf returns the cost of using more time: what the whole of it costs,
// rounded, less what the time used before has cost (D21). So the blocks of a lot
// always add up to its price.
func (p *pool) costOf(more int64) int64 {
	if p.price == 0 || more == 0 {
		return 0
	}
	total, err := money.HalfAway.Quo(p.price, p.cols[used]+more, 1, p.size, 1)
	if err != nil { // a part of a price that fits does fit
		return 0
	}
	return max(0, total-p.earned)
}
