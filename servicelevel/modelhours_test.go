package servicelevel_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// What the model knows of hours is a list of pieces: time that a source pays for a ticket
// in a month. Whatever is asked is added up from them.
type (
	modelLot struct {
		id        string
		at        time.Time
		until     time.Time // when what is left is lost, if ever
		time      time.Duration
		price     int64
		told      calendar.Month // whose statement invoices it
		elsewhere bool           // none does
		sold      bool           // when that month ended
		gone      []modelGone
		never     bool         // it was withdrawn
		bills     []modelBill  // of the invoices that have it, the last one last
		given     []modelGiven // back, of those
	}
	// modelBill is what an invoice has of a lot, and given nothing back of yet: the first one
	// since it was bought, the others since a fact took back that something was given back.
	modelBill struct {
		by          string
		month       calendar.Month
		cents, left int64
	}
	// modelGiven is what a fact gives back of an invoice.
	modelGiven struct {
		by    string
		bill  string // by which that came
		month calendar.Month
		cents int64
	}
	// modelPurse is the allowance of a plan in a month (D27).
	modelPurse struct {
		month calendar.Month
		plan  string
	}
	modelPiece struct {
		ticket, source string // of the purse, a lot, or beyond
		purse          modelPurse
		at             time.Time // from when it counts
		left           time.Duration
	}
	modelMove struct {
		ticket, source string
		month          calendar.Month
		time           time.Duration
		cost           int64
	}
	modelSession struct {
		id, ticket string
		from, to   time.Time
		via        []string // tickets that it went on from
		payer      string   // the other contract that it is charged to
	}
	modelHold struct {
		estimate time.Duration
		day      calendar.Date // on which hours were first held
	}
	modelHours struct {
		*model
		now      time.Time // nothing that has come is later
		month    calendar.Month
		lots     []*modelLot // first bought first
		pieces   []*modelPiece
		moves    []modelMove
		sessions []modelSession
		holds    map[string]modelHold
		waiting  []modelDue      // what others than its purse pay for, the latest last
		others   map[string]bool // tickets of other contracts
		carried  map[modelPurse]time.Duration
	}
	modelDue struct {
		ticket string
		purse  modelPurse
	}
)

const (
	fromPurse = "allowance"
	beyond    = "over"
)

// shortfall says what the model found missing (D8).
type shortfall struct{ needed, available, missing time.Duration }

func (s *shortfall) Error() string { return fmt.Sprint(*s) }

func (h *modelHours) clone() *modelHours {
	c := *h
	c.pieces = nil
	for _, p := range h.pieces {
		q := *p
		c.pieces = append(c.pieces, &q)
	}
	c.lots = nil
	for _, l := range h.lots {
		k := *l
		k.gone, k.bills, k.given = slices.Clone(l.gone), slices.Clone(l.bills), slices.Clone(l.given)
		c.lots = append(c.lots, &k)
	}
	c.moves, c.sessions, c.waiting = slices.Clone(h.moves), slices.Clone(h.sessions), slices.Clone(h.waiting)
	c.holds, c.carried = maps.Clone(h.holds), maps.Clone(h.carried)
	return &c
}

// purseOf is the allowance that pays for work begun on a day (D5, D27).
func (h *modelHours) purseOf(d calendar.Date) modelPurse {
	p := modelPurse{month: h.monthOn(d), plan: h.level(d).String()}
	switch {
	case h.ct.Options.AllowanceAnyDay:
		p.plan = "any"
	case !h.served(d):
		p.plan = "none"
	}
	return p
}

// sharing is which hours are there for other contracts on a day.
func (h *modelHours) sharing(d calendar.Date) plans.Sharing {
	if !h.served(d) {
		return plans.SharesNothing
	}
	return h.planOn(d).shared
}

// purseFor is purseOf for a ticket, which may be of another contract: for those it may have
// nothing.
func (h *modelHours) purseFor(ticket string, d calendar.Date) modelPurse {
	p := h.purseOf(d)
	if h.others[ticket] && h.sharing(d) != plans.SharesAllowance {
		p.plan = "apart"
	}
	return p
}

// size is what a purse has for work: what it gives, less what went on of it.
func (h *modelHours) size(p modelPurse) time.Duration { return h.granting(p) - h.carried[p] }

// granting is what a purse gives: all of it, its share of the days rounded down to the minute,
// or the greatest of the month (D24, D27).
func (h *modelHours) granting(p modelPurse) time.Duration {
	var most, sum time.Duration
	all := h.days(p.month)
	for _, d := range all {
		if h.served(d) && (p.plan == "any" || p.plan == h.level(d).String()) {
			a := h.planOn(d).allowance
			most, sum = max(most, a), sum+a
		}
	}
	if h.ct.Options.ProRata && p.plan != "any" {
		return (sum / time.Duration(len(all))).Truncate(time.Minute)
	}
	return most
}

// granted is what a month gives in all.
func (h *modelHours) granted(mo calendar.Month) (sum time.Duration) {
	seen := map[modelPurse]bool{}
	for _, d := range h.days(mo) {
		if p := h.purseOf(d); !seen[p] {
			seen[p] = true
			sum += h.granting(p)
		}
	}
	return sum
}

func (h *modelHours) total(of func(*modelPiece) bool) (sum time.Duration) {
	for _, p := range h.pieces {
		if of(p) {
			sum += p.left
		}
	}
	return sum
}

func (h *modelHours) used(l *modelLot) time.Duration {
	return h.total(func(p *modelPiece) bool { return p.source == l.id })
}

func (h *modelHours) owed() time.Duration {
	return h.total(func(p *modelPiece) bool { return p.source == beyond })
}

func (h *modelHours) there() (sum time.Duration) {
	for _, l := range h.lots {
		sum += h.left(l)
	}
	return sum
}

func (h *modelHours) charged(ticket string) time.Duration {
	return h.total(func(p *modelPiece) bool { return p.ticket == ticket })
}

// drawable is what of a purse may be drawn for work in blocks: what is left, or whole
// blocks of it (D6).
func (h *modelHours) drawable(p modelPurse, block time.Duration) time.Duration {
	left := h.size(p) - h.total(func(x *modelPiece) bool { return x.source == fromPurse && x.purse == p })
	if h.ct.Options.LoseRemainder {
		left = left.Truncate(block)
	}
	return max(0, left)
}

// today is what the allowance of the day that is looked at still gives.
func (h *modelHours) today() time.Duration {
	d := h.dateOf(h.now)
	return h.drawable(h.purseOf(d), h.blockOn(d))
}

// begun is the first session with work on a ticket, or nil (D2, D5).
func (h *modelHours) begun(ticket string) (first *modelSession) {
	for i := range h.sessions {
		if s := &h.sessions[i]; s.ticket == ticket && s.payer == "" && s.to.After(s.from) && (first == nil || s.from.Before(first.from)) {
			first = s
		}
	}
	return first
}

// dayOf is the day whose plan a ticket is charged by.
func (h *modelHours) dayOf(ticket string) calendar.Date {
	if s := h.begun(ticket); s != nil {
		return h.dateOf(s.from)
	}
	return h.holds[ticket].day
}

func (h *modelHours) blockOf(ticket string) time.Duration { return h.blockOn(h.dayOf(ticket)) }

// reserved is what is held for a ticket: its estimate in blocks, less what is charged
// (D38).
func (h *modelHours) reserved(ticket string) time.Duration {
	hold, ok := h.holds[ticket]
	if !ok {
		return 0
	}
	return max(0, h.roundUp(hold.estimate, h.dayOf(ticket))-h.charged(ticket))
}

func (h *modelHours) reservedBut(ticket string) (sum time.Duration) {
	for t := range h.holds {
		if t != ticket {
			sum += h.reserved(t)
		}
	}
	return sum
}

// apartBut is what of reservedBut the allowance of a day is not there for: it is of other
// contracts.
func (h *modelHours) apartBut(ticket string, d calendar.Date) (sum time.Duration) {
	if h.sharing(d) == plans.SharesAllowance {
		return 0
	}
	for t := range h.holds {
		if t != ticket && h.others[t] {
			sum += h.reserved(t)
		}
	}
	return sum
}

// stays is what lots must keep for what is held for others than a ticket: what the allowance
// of the day does not cover of that (D38).
func (h *modelHours) stays(ticket string) time.Duration {
	apart := h.apartBut(ticket, h.dateOf(h.now))
	own := h.reservedBut(ticket) - apart
	if own > 0 {
		own = max(0, own-h.today())
	}
	return apart + own
}

// room is what lots may give to a ticket.
func (h *modelHours) room(ticket string) time.Duration { return h.there() - h.stays(ticket) }

// free is what may be held for a ticket beside what is: what hours and the overdraft do not
// have to keep, and what is left of the allowance if that is there for it. What is lacking for
// what is held is below 0.
func (h *modelHours) free(ticket string) time.Duration {
	loose := h.there() + max(0, h.overdraft()-h.owed()) - h.stays("")
	if loose < 0 || h.others[ticket] && h.sharing(h.dateOf(h.now)) != plans.SharesAllowance {
		return loose
	}
	own := h.reservedBut("") - h.apartBut("", h.dateOf(h.now))
	return loose + max(0, h.today()-own)
}

// modelPart is the part of a session that one purse pays for: what it took and what it counts as.
type modelPart struct {
	purse modelPurse
	took  time.Duration
	time  time.Duration
	held  map[int64]time.Duration
	due   time.Duration // with what rounding adds
	last  calendar.Date
}

// parts is which purses pay for a session (D5): that of its first day, or one for each
// month that it lies in.
func (h *modelHours) parts(s *modelSession) (list []modelPart) {
	from := s.from
	add := func(to time.Time) {
		p := modelPart{purse: h.purseFor(s.ticket, h.dateOf(from)), took: to.Sub(from), time: to.Sub(from), last: h.dateOf(from)}
		if s.payer == "" {
			p.time, p.held = h.counts(from, to, true)
		}
		list, from = append(list, p), to
	}
	for s.payer == "" && h.ct.Options.SplitMonths {
		_, end := h.bounds(h.monthOf(from))
		if !s.to.After(end) {
			break
		}
		add(end)
	}
	add(s.to)
	return list
}

// due is what purses owe for a ticket, by month and plan (D1, D5, S19).
func (h *modelHours) due(ticket string) []modelPart {
	var list []modelPart
	add := func(p modelPart) *modelPart {
		i := slices.IndexFunc(list, func(q modelPart) bool { return q.purse == p.purse })
		if i < 0 {
			list, i = append(list, p), len(list)
			return &list[i]
		}
		list[i].time, list[i].due = list[i].time+p.time, list[i].due+p.due
		if before(list[i].last, p.last) {
			list[i].last = p.last
		}
		return &list[i]
	}
	first := h.begun(ticket)
	var worked time.Duration
	for i := range h.sessions {
		s := &h.sessions[i]
		if s.ticket != ticket || s.payer != "" || !s.to.After(s.from) {
			continue
		}
		took := h.counted(s)
		worked += took
		switch {
		case h.ct.Options.EachSession:
			parts := h.parts(s)
			for j := range parts {
				parts[j].due = parts[j].time
			}
			parts[len(parts)-1].due += h.roundUp(took, h.dateOf(s.from)) - took
			for _, p := range parts {
				add(p)
			}
		case h.ct.Options.SplitMonths:
			for _, p := range h.parts(s) {
				p.due = p.time
				add(p)
			}
		default:
			add(modelPart{purse: h.purseFor(ticket, h.dateOf(first.from)), time: took, due: took})
		}
	}
	slices.SortFunc(list, func(p, q modelPart) int { return comparePurses(p.purse, q.purse) })
	if len(list) > 0 && !h.ct.Options.EachSession {
		last := 0 // the last day worked on pays for the rounding
		for i := range list {
			if before(list[last].last, list[i].last) {
				last = i
			}
		}
		list[last].due += h.roundUp(worked, h.dayOf(ticket)) - worked
	}
	return list
}

func comparePurses(p, q modelPurse) int {
	rank := func(p modelPurse) int {
		if p.plan == "apart" {
			return -1
		}
		for n, l := range plans.Levels() {
			if p.plan == l.String() {
				return n
			}
		}
		return 5
	}
	return cmp.Or(p.month.Compare(q.month), cmp.Compare(rank(p), rank(q)))
}

func (h *modelHours) lot(id string) *modelLot {
	for _, l := range h.lots {
		if l.id == id {
			return l
		}
	}
	return nil
}

func earned(l *modelLot, used time.Duration) int64 {
	return roundCents(times(ratio(l.price, 1), ratio(int64(used), int64(l.time))), penalty.HalfAway)
}

// change adds time to a piece, or takes it off, and notes that.
func (h *modelHours) change(p *modelPiece, d time.Duration) {
	move := modelMove{ticket: p.ticket, source: p.source, month: p.purse.month, time: d}
	lot := h.lot(p.source)
	if lot != nil {
		move.cost = -earned(lot, h.used(lot))
	}
	p.left += d
	if lot != nil {
		move.cost += earned(lot, h.used(lot))
	}
	h.moves = append(h.moves, move)
}

func (h *modelHours) pay(ticket, source string, purse modelPurse, d time.Duration, at time.Time) {
	p := &modelPiece{ticket: ticket, source: source, purse: purse, at: at}
	h.pieces = append(h.pieces, p)
	h.change(p, d)
}

// outside is what others than its purse pay for a ticket.
func (h *modelHours) outside(d modelDue) time.Duration {
	return h.total(func(p *modelPiece) bool { return p.ticket == d.ticket && p.purse == d.purse && p.source != fromPurse })
}

// giveBack gives back time of a ticket, what was drawn last first: what is beyond, then to
// lots, and then, unless only others than the purse are meant, to that. It returns the parts
// of it, each with when it comes back: not before it was drawn.
func (h *modelHours) giveBack(d modelDue, time time.Duration, purseToo bool, at time.Time) (parts []modelPiece) {
	for _, want := range []func(string) bool{
		func(s string) bool { return s == beyond },
		func(s string) bool { return s != beyond && s != fromPurse },
		func(s string) bool { return s == fromPurse && purseToo },
	} {
		for _, p := range slices.Backward(slices.Clone(h.pieces)) {
			if p.ticket == d.ticket && p.purse == d.purse && want(p.source) && p.left > 0 && time > 0 {
				back := min(time, p.left)
				h.change(p, -back)
				time -= back
				parts = append(parts, modelPiece{left: back, at: later(at, p.at)})
			}
		}
	}
	h.waiting = slices.DeleteFunc(h.waiting, func(w modelDue) bool { return h.outside(w) == 0 })
	return parts
}
