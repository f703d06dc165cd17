package ledger

import (
	"encoding/binary"
	"math"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// imageReader reads a body. It is done with the first fault: from then on every number
// is 0, and bad is set.
type imageReader struct {
	b     []byte
	next  int // of b
	text  string
	named int // of the text
	bad   bool

	account Account
	counts  imageCounts
	plain   bool // the text is all of visible ASCII
	budget  int  // of steps along lists, which an image could make much longer than itself

	at         int64 // of the record before
	share, lot int32 // of the move before

	tickets []imageTicket
	holds   []int32 // their records
	listed  int     // the shares that others than their allowance pay for
}

// imageTicket is the shares of a ticket: how many, and the latest one, plus 1.
type imageTicket struct{ shares, latest int32 }

// imageCounts are how many there are of each.
type imageCounts struct{ records, moves, shares, allowances, tickets, works, plans, text int }

// walk is how many steps along lists are taken for a byte of an image at most. Images of
// real accounts take less than one.
const walk = 256

// most is more than any sum of times comes to that an account can have, and so little that
// sums of a few of them fit.
const most = 1 << 61

// read reads all of the body into the account, and reports whether it is right.
func (r *imageReader) read() bool {
	if !r.readCounts() {
		return false
	}
	r.makeRoom()
	a, f := &r.account, &r.account.fund
	f.Known = r.within(0, endDay*aDay-1)
	for range r.counts.plans {
		a.plans = append(a.plans, r.name(0))
	}
	r.readAllowances()
	r.readShares()
	for i := range r.counts.records {
		if r.bad {
			return false
		}
		r.record(int32(i)) // at most credit.MaxEntries
	}
	r.check(f.MoveRows.Len() == r.counts.moves && f.WorkRows.Len() == r.counts.works && a.begun() == r.counts.tickets && r.named == len(r.text))
	return !r.bad && a.ids.fill() && a.tickets.named.fill() && r.work() && r.readLists() && r.readHolds() && r.next == len(r.b)
}

// check notes a fault if something does not hold.
func (r *imageReader) check(ok bool) { r.bad = r.bad || !ok }

// byte reads one byte.
func (r *imageReader) byte() byte {
	if r.next >= len(r.b) {
		r.bad = true
		return 0
	}
	r.next++
	return r.b[r.next-1]
}

func (r *imageReader) uint() uint64 {
	b := r.b[r.next:]
	switch {
	case len(b) > 0 && b[0] < 0x80: // most numbers are small
		r.next++
		return uint64(b[0])
	case len(b) > 1 && b[1] < 0x80:
		r.next += 2
		return uint64(b[0]&0x7f) | uint64(b[1])<<7
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		r.bad, r.next = true, len(r.b)
		return 0
	}
	r.next += n
	return v
}

// number reads a number from 0 to a limit, which is not included.
func (r *imageReader) number(limit int) int32 {
	v := r.uint()
	if v >= uint64(max(limit, 0)) {
		r.bad = true
		return 0
	}
	return int32(v) // no limit is above fund.MaxMoves
}

// signed reads a number that is written by zigzag.
func (r *imageReader) signed() int64 {
	v := r.uint()
	return int64(v>>1) ^ -int64(v&1)
}

// near reads a number as the difference to another one.
func (r *imageReader) near(from int32, limit int) int32 {
	v := r.signed()
	if v < math.MinInt32 || v > math.MaxInt32 {
		r.bad = true
		return 0
	}
	if v += int64(from); v < 0 || v >= int64(limit) {
		r.bad = true
		return 0
	}
	return int32(v)
}

// lasting reads a time.
func (r *imageReader) lasting() int64 {
	const limit = 1 << 33 // seconds
	v := r.uint()
	s, rest := int64(v>>2)^-int64(v>>1&1), int64(0)
	if v&1 != 0 {
		rest = int64(r.number(aSecond))
	}
	if s < -limit || s > limit {
		r.bad = true
		return 0
	}
	return s*aSecond + rest
}

// within reads a time that lies from one to another.
func (r *imageReader) within(from, to int64) int64 { return r.in(r.lasting(), from, to) }

func (r *imageReader) in(v, from, to int64) int64 {
	if v < from || v > to {
		r.bad = true
		return from
	}
	return v
}

// instant reads one as the difference to another.
func (r *imageReader) instant(from int64) int64 { return r.in(from+r.lasting(), 0, endDay*aDay-1) }

// name reads a name of so many bytes at least.
func (r *imageReader) name(least int) string {
	n := int(r.number(credit.MaxID + 1))
	if n < least || n > len(r.text)-r.named {
		r.bad = true
		return ""
	}
	name := r.text[r.named:][:n]
	r.named += n
	if !r.plain && n > 0 && badText(name) != "" {
		r.bad = true
	}
	return name
}

// readCounts reads how many there are of each, and the text. It refuses more than there
// are bytes for, so that what is made room for is in proportion to them.
func (r *imageReader) readCounts() bool {
	c, size := &r.counts, len(r.b)
	for _, n := range []*int{&c.records, &c.moves, &c.shares, &c.allowances, &c.tickets, &c.works, &c.plans, &c.text} {
		v := r.uint()
		r.check(v <= uint64(size))
		*n = int(min(v, uint64(size))) // of which there are so many bytes
	}
	r.check(c.records <= credit.MaxEntries && c.moves <= fund.MaxMoves && c.tickets <= c.records && c.works <= c.records)
	r.check(5*int64(c.records)+2*(int64(c.moves)+int64(c.shares)+int64(c.allowances))+int64(c.plans) <= int64(size) && c.text <= len(r.b)-r.next)
	if r.bad {
		return false
	}
	text := r.b[r.next:][:c.text]
	r.text, r.plain = string(text), plain(text)
	r.next += c.text
	return true
}

// plain reports whether text is all of visible ASCII, which every name may have.
func plain(b []byte) bool {
	const low, high = 0x0101010101010101, 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		// None of eight bytes has its highest bit, is below '!', or is 0x7f.
		if v := binary.LittleEndian.Uint64(b); (v|(v-low*'!')|(v+low))&high != 0 {
			return false
		}
	}
	for _, c := range b {
		if c < '!' || c > '~' {
			return false
		}
	}
	return true
}

func (r *imageReader) makeRoom() {
	a, c := &r.account, &r.counts
	f := &a.fund
	a.records.Grow(c.records)
	a.ids.names.Grow(c.records)
	f.MoveRows.Grow(c.moves)
	f.ShareRows.Grow(c.shares)
	f.TicketRows.Grow(c.tickets)
	f.WorkRows.Grow(c.works)
	a.plans, f.AllowanceRows = make([]string, 0, c.plans), make([]fund.AllowanceRow, c.allowances)
}

// readAllowances reads the months and plans. What they give is worked out when all plans
// are known.
func (r *imageReader) readAllowances() {
	const firstMonth, endMonth = 12*fund.FirstYear - 2, 12*fund.EndYear + 24
	seen := make(map[[2]int32]bool, len(r.account.fund.AllowanceRows))
	month := int32(0)
	for i := range r.account.fund.AllowanceRows {
		month = r.near(month, endMonth)
		plan := r.number(len(r.account.plans)+1) - 1
		r.check(month >= firstMonth && !seen[[2]int32{month, plan}])
		seen[[2]int32{month, plan}] = true
		r.account.fund.AllowanceRows[i] = fund.AllowanceRow{Month: month, Plan: plan, Called: fund.MonthOf(month), Top: fund.None, Users: fund.None}
	}
}

// readShares reads whose they are. A ticket has one of each allowance.
func (r *imageReader) readShares() {
	f, several := &r.account.fund, map[[2]int32]bool{}
	r.tickets = make([]imageTicket, r.counts.tickets)
	n, key := fund.None, int32(0)
	for i := range int32(r.counts.shares) { // no more than bytes
		n, key = r.near(n+1, len(r.tickets)), r.near(key, len(f.AllowanceRows))
		if r.bad {
			return
		}
		t, a := &r.tickets[n], &f.AllowanceRows[key]
		next := t.latest - 1
		f.ShareRows.Add(fund.ShareRow{Ticket: n, Key: key, Takes: fund.None, Lots: fund.None, Debts: fund.None, Next: next, User: a.Users})
		if next != fund.None { // most tickets have one share
			several[[2]int32{n, f.ShareRows.At(next).Key}] = true
			r.check(!several[[2]int32{n, key}])
		}
		t.latest, a.Users = i+1, i
		t.shares++
	}
}
