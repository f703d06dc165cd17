package ledger

import (
	"encoding/binary"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// A line is an entry as a Memory keeps it for a ledger: some 35 bytes without a
// pointer in place of 230 with nine. To fill those, and to have them collected, is a
// quarter of the time that it takes to apply an entry.
//
// It begins with its length, in two bytes. The third one is the kind, with these.
const (
	lineExplicit = 1 << 4 // it says when it was recorded
	lineParts    = 1 << 5 // it has several parts, with the time of each
	lineUntil    = 1 << 6 // its hours end
	lineCounted  = 1 << 7 // its parts, of which there may be one, say what they count as too
)

// appendLine appends entry i as a line.
func (a *Account) appendLine(b []byte, i int32) []byte {
	r, start := a.records.At(i), len(b)
	has, head := fieldsOf[r.kind], byte(r.kind)
	var one [1]fund.PartRow
	var parts []fund.PartRow
	if has&hasParts != 0 {
		parts = a.fund.PartsOf(a.fund.WorkRows.At(r.ref), &one)
	}
	if r.explicit {
		head |= lineExplicit
	}
	if len(parts) > 1 {
		head |= lineParts
	}
	counted := has&hasParts != 0 && a.fund.WorkRows.At(r.ref).Weighed
	if counted {
		head |= lineCounted
	}
	until := int64(0)
	if has&hasUntil != 0 {
		if until = a.fund.LotRows[r.ref].Until; until != 0 {
			head |= lineUntil
		}
	}
	b = appendNanos(appendName(append(b, 0, 0, head), a.ids.at(i)), r.at)
	if r.explicit {
		b = appendNanos(b, r.recorded)
	}
	if has&hasOf != 0 {
		b = appendName(b, a.ids.at(r.of))
	}
	if has&hasTicket != 0 {
		b = appendName(b, a.ticket(r.ticket))
	}
	if has&hasTime != 0 {
		b = appendNanos(b, r.time)
	}
	switch r.kind {
	case credit.Purchase, credit.Sale, credit.Refund:
		b = appendNanos(b, int64(a.fund.Mills(r.amount)))
	case credit.Allowance:
		p := &a.allowances[r.ref]
		b = appendNanos(appendName(appendDay(b, p.From), a.plans[p.Name]), p.Unit.Block)
		b = appendNanos(b, p.Unit.Least)
	}
	if until != 0 {
		b = appendNanos(b, until)
	}
	switch {
	case len(parts) == 0:
	case len(parts) == 1 && !counted:
		b = appendDay(b, parts[0].Day)
	default:
		b = append(b, byte(len(parts))) // at most fund.MaxParts
		for _, p := range parts {
			if b = appendNanos(appendDay(b, p.Day), p.Took); counted {
				b = appendNanos(b, p.Time)
			}
		}
	}
	binary.LittleEndian.PutUint16(b[start:], uint16(len(b)-start)) // less than a kilobyte
	return b
}

// appendName appends a text of at most MaxID bytes.
func appendName(b []byte, s string) []byte { return append(append(b, byte(len(s))), s...) }

func appendDay(b []byte, day int32) []byte { return binary.LittleEndian.AppendUint32(b, uint32(day)) }

func appendNanos(b []byte, d int64) []byte { return binary.LittleEndian.AppendUint64(b, uint64(d)) }

// readLine reads an entry that appendLine has written.
func readLine(b []byte) (e Entry) {
	r := lineReader{b[2:]}
	head := r.byte()
	e.Kind = credit.Kind(head & (lineExplicit - 1))
	has := fieldsOf[e.Kind]
	e.ID, e.At = r.name(), fund.Instant(r.nanos())
	if head&lineExplicit != 0 {
		e.Recorded = fund.Instant(r.nanos())
	}
	if has&hasOf != 0 {
		e.Of = r.name()
	}
	if has&hasTicket != 0 {
		e.Ticket = r.name()
	}
	if has&hasTime != 0 {
		e.Time = time.Duration(r.nanos())
	}
	if has&hasPrice != 0 {
		e.Price = credit.Mills(r.nanos()).Decimal()
	}
	if has&hasFrom != 0 {
		e.From, e.Plan = r.day(), r.name()
		e.Block, e.Minimum = time.Duration(r.nanos()), time.Duration(r.nanos())
	}
	if head&lineUntil != 0 {
		e.Until = fund.Instant(r.nanos())
	}
	switch {
	case head&(lineParts|lineCounted) != 0:
		e.Parts = make([]credit.Part, r.byte())
		for i := range e.Parts {
			p := &e.Parts[i]
			p.Day, p.Time = r.day(), time.Duration(r.nanos())
			if head&lineCounted != 0 {
				if counted := time.Duration(r.nanos()); counted != p.Time {
					p.Counted = counted
				}
			}
		}
	case has&hasParts != 0:
		e.Parts = []credit.Part{{Day: r.day(), Time: e.Time}}
	}
	return e
}

// lineReader reads what is left of lines.
type lineReader struct{ b []byte }

func (r *lineReader) byte() byte {
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *lineReader) nanos() int64 {
	d := binary.LittleEndian.Uint64(r.b)
	r.b = r.b[8:]
	return int64(d)
}

func (r *lineReader) day() calendar.Date {
	day := binary.LittleEndian.Uint32(r.b)
	r.b = r.b[4:]
	return fund.DateOf(int32(day)) // it was one
}

func (r *lineReader) name() string {
	n := int(r.byte())
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}
