package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
)

// none is no index.
const none int32 = -1

// record is an entry as the account keeps it. Instants are nanoseconds since
// 1970, and indices count from 0. It has no pointers, so that a collection does
// not look at the records; their texts and sessions are beside them.
type record struct {
	at       int64
	recorded int64
	time     int64 // as given, or what sessions add up to
	// amount is, of a purchase, its cents; of an allowance, the number of its month;
	// of a hold, the estimate with its extensions; of an extension, a debit or a
	// capture, the billable time.
	amount   int64
	hash     uint32 // of its id
	of       int32  // the entry that this one acts on
	latest   int32  // the entry with the latest at, of this and all earlier ones
	known    int32  // the entry with the latest recorded, of this and all earlier ones
	closedBy int32  // the entry that closed this one
	lot      int32  // purchase and gift: its lot
	chain    int32  // the last move that belongs to this entry
	moves    int32  // the first move made when this entry was applied
	span     int32  // the first of its sessions, at most MaxEntries·MaxSessions
	spans    uint16 // how many sessions
	kind     Kind
	explicit bool // recorded was given
}

// text is what a record is called.
type text struct{ id, ticket string }

// span is a work session.
type span struct{ start, end int64 }

// entry returns what was applied, its instants in UTC.
func (a *Account) entry(i int32) Entry {
	r := &a.records[i]
	e := Entry{ID: a.texts[i].id, Kind: r.kind, At: instant(r.at), Ticket: a.texts[i].ticket, Time: time.Duration(r.time)}
	if r.explicit {
		e.Recorded = instant(r.recorded)
	}
	if fieldsOf[r.kind]&hasOf != 0 {
		e.Of = a.texts[r.of].id
	}
	if r.spans > 0 {
		e.Time, e.Sessions = 0, make([]calendar.Interval, r.spans)
		for i, s := range a.sessions(r) {
			e.Sessions[i] = calendar.Interval{Start: instant(s.start), End: instant(s.end)}
		}
	}
	switch r.kind {
	case Purchase:
		e.Price = money.Decimal(r.amount)
	case Allowance:
		e.From = monthOf(int32(r.amount)) // it was one
	}
	return e
}

// sessions returns the work sessions of a record.
func (a *Account) sessions(r *record) []span { return a.spans[r.span:][:r.spans] }

// differs names the first field in which e is not what was applied as record i,
// "" where there is none. When it was recorded is not content.
func (a *Account) differs(i int32, e *Entry) string {
	r := &a.records[i]
	switch {
	case e.Kind != r.kind:
		return "kind"
	case e.At.UnixNano() != r.at:
		return "at"
	case fieldsOf[r.kind]&hasOf != 0 && e.Of != a.texts[r.of].id:
		return "of"
	case e.Ticket != a.texts[i].ticket:
		return "ticket"
	case !sameSessions(a.sessions(r), e.Sessions):
		return "sessions"
	case r.spans == 0 && int64(e.Time) != r.time:
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

func sameSessions(kept []span, given []calendar.Interval) bool {
	if len(kept) != len(given) {
		return false
	}
	for i, s := range given {
		if kept[i] != (span{s.Start.UnixNano(), s.End.UnixNano()}) {
			return false
		}
	}
	return true
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
