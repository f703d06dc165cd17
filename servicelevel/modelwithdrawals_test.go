package servicelevel_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// waits reports whether the customer is waited for.
func (t *modelTicket) waits() bool {
	return len(t.waiting) > 0 && t.waiting[len(t.waiting)-1].End.IsZero()
}

// ended reports whether a ticket was withdrawn by the customer, or merged into another.
func (t *modelTicket) ended() bool { return !t.over.IsZero() }

// withdraw takes a fact back that was wrong, unless others rest on it (D31).
func (s *story) withdraw(w *servicelevel.Fact) error {
	i := slices.IndexFunc(s.done, func(f *servicelevel.Fact) bool { return f.ID == w.Of })
	if i < 0 {
		return errors.New("there is no such fact")
	}
	f := s.done[i]
	if !s.reaches(knownAt(f), knownAt(w)) {
		return errors.New("it is too old")
	}
	switch f.Kind {
	case servicelevel.Requested, servicelevel.Waiting, servicelevel.Resumed, servicelevel.Estimated, servicelevel.Reported, servicelevel.Cancelled, servicelevel.Merged:
		if !s.reaches(knownAt(&s.tickets[f.Ticket].request), knownAt(w)) {
			return errors.New("its request is too old")
		}
	case servicelevel.Worked:
		if s.beganBefore(f, knownAt(w)) {
			return errors.New("it is not known how the ticket began then")
		}
	}
	rests := func(on func(*servicelevel.Fact) bool) bool { return slices.ContainsFunc(s.done, on) }
	switch f.Kind {
	case servicelevel.Bought, servicelevel.Given:
		l := s.lot(f.ID)
		if len(l.gone) > 0 {
			return errors.New("something went of it")
		}
		s.comes(knownAt(w))
		now := s.monthOf(knownAt(w))
		l.bills = slices.DeleteFunc(l.bills, func(b modelBill) bool { return b.month == now })
		var left int64
		for _, b := range l.bills {
			left += b.left
		}
		l.give(w.ID, left)
		s.unbuy(l, knownAt(w))
	case servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved:
		l := s.lot(f.Of)
		if l.gone[len(l.gone)-1].id != f.ID {
			return errors.New("more went of it")
		}
		s.comes(knownAt(w))
		g := l.gone[len(l.gone)-1]
		l.gone = l.gone[:len(l.gone)-1]
		l.keep(g, w.ID, s.monthOf(g.known), s.monthOf(knownAt(w)))
		s.settle(knownAt(w))
	case servicelevel.Worked:
		s.unwork(f, knownAt(w))
	case servicelevel.Down:
		if rests(func(o *servicelevel.Fact) bool { return o.Kind == servicelevel.Restored && o.Of == f.ID }) {
			return errors.New("its end was told")
		}
		s.outages = slices.DeleteFunc(s.outages, func(o modelOutage) bool { return o.fact.ID == f.ID })
	case servicelevel.Restored:
		for n := range s.outages {
			if o := &s.outages[n]; o.fact.ID == f.Of {
				o.fact.End, o.ended = time.Time{}, time.Time{}
			}
		}
	case servicelevel.Charged:
	case servicelevel.Excluded:
		s.exclusions = slices.DeleteFunc(s.exclusions, func(o servicelevel.Fact) bool { return o.ID == f.ID })
	case servicelevel.Claimed:
		s.claims = slices.DeleteFunc(s.claims, func(o servicelevel.Fact) bool { return o.ID == f.ID })
	case servicelevel.Requested:
		if rests(func(o *servicelevel.Fact) bool { return o != f && (o.Ticket == f.Ticket || o.Into == f.Ticket) }) {
			return errors.New("more was told of it")
		}
		s.tickets[f.Ticket].never = true
		s.order = slices.DeleteFunc(s.order, func(name string) bool { return name == f.Ticket })
	case servicelevel.Waiting, servicelevel.Resumed:
		later := false
		for _, o := range s.done[i+1:] {
			later = later || o.Ticket == f.Ticket && (o.Kind == servicelevel.Waiting || o.Kind == servicelevel.Resumed)
		}
		if later {
			return errors.New("it waited, or was resumed, later")
		}
		if err := s.retell(f, knownAt(w)); err != nil {
			return err
		}
	case servicelevel.Merged:
		for n := range s.sessions {
			if slices.Contains(s.sessions[n].via, f.Ticket) {
				return errors.New("work went on to the other")
			}
		}
		fallthrough
	default:
		if err := s.retell(f, knownAt(w)); err != nil {
			return err
		}
	}
	s.done = slices.Delete(s.done, i, i+1)
	s.wrongs[w.Of] = w
	return nil
}

// reaches reports whether corrections that become known at an instant reach back to another.
func (m *model) reaches(back, known time.Time) bool {
	window := m.ct.Options.CorrectionMonths
	if window == 0 {
		window = 12
	}
	return m.monthOf(back).Compare(m.monthOf(known).AddMonths(-window)) >= 0
}

// beganBefore reports whether a ticket began with a session while others are too old to be
// known.
func (s *story) beganBefore(f *servicelevel.Fact, known time.Time) bool {
	ticket := s.chargedTo[f.ID]
	attended := f.At
	for _, x := range s.sessions {
		if x.ticket == ticket && x.from.Before(attended) {
			attended = x.from
		}
	}
	first := s.begun(ticket)
	if !attended.Equal(f.At) && (first == nil || !first.from.Equal(f.At) || f.End.Equal(f.At)) {
		return false
	}
	for _, x := range s.sessions {
		if x.ticket == ticket && !s.reaches(knownAt(s.fact(x.id)), known) {
			return true
		}
	}
	return false
}

// unbuy has others pay for what a lot had paid for, which never was.
func (h *modelHours) unbuy(l *modelLot, known time.Time) {
	var paid []*modelPiece
	for _, p := range h.pieces {
		if p.source == l.id && p.left > 0 {
			paid = append(paid, p)
		}
	}
	slices.SortStableFunc(paid, func(p, q *modelPiece) int {
		return cmp.Or(h.begun(p.ticket).from.Compare(h.begun(q.ticket).from), cmp.Compare(p.ticket, q.ticket), comparePurses(p.purse, q.purse))
	})
	var left []time.Duration
	for _, p := range paid {
		left = append(left, p.left)
		h.change(p, -p.left)
	}
	h.waiting = slices.DeleteFunc(h.waiting, func(w modelDue) bool { return h.outside(w) == 0 })
	l.never = true
	for i, p := range paid {
		h.draw(modelDue{p.ticket, p.purse}, left[i], left[i], p.at, p.at)
	}
	h.settle(known)
}

// unwork takes a session back: its ticket comes to what the others come to.
func (s *story) unwork(f *servicelevel.Fact, known time.Time) {
	if f.ChargedTo == "" { // else no hours move
		s.comes(known)
	}
	i := slices.IndexFunc(s.sessions, func(x modelSession) bool { return x.id == f.ID })
	x := s.sessions[i]
	u := modelUndone{session: x, parts: s.parts(&x)}
	if !s.ct.Options.EachSession && !s.ct.Options.SplitMonths && x.to.After(x.from) && x.payer == "" {
		u.month = s.monthOf(s.begun(x.ticket).from)
	}
	if s.opened != nil && slices.ContainsFunc(s.opened.sessions, func(o modelSession) bool { return o.id == x.id }) {
		s.undone = append(s.undone, u)
	}
	s.sessions = slices.Delete(slices.Clone(s.sessions), i, i+1)
	t := s.tickets[x.ticket]
	n := slices.IndexFunc(t.answers, x.from.Equal)
	t.answers = slices.Delete(slices.Clone(t.answers), n, n+1)
	if x.payer == "" {
		s.freed(s.payAll(x.ticket, s.due(x.ticket), x.from), x.from)
	}
}

// retell tells all that was told of a ticket again, but for a fact.
func (s *story) retell(without *servicelevel.Fact, known time.Time) error {
	t := s.tickets[without.Ticket]
	was := *t
	t.waiting, t.over, t.into = nil, time.Time{}, ""
	hold, held := s.holds[without.Ticket]
	now, holds := modelHold{}, false
	var last time.Time
	for _, f := range s.done {
		if f == without || f.Ticket != without.Ticket {
			continue
		}
		switch f.Kind {
		case servicelevel.Waiting:
			t.waiting = append(t.waiting, calendar.Pause{Start: f.At})
		case servicelevel.Resumed:
			t.waiting[len(t.waiting)-1].End = f.At
		case servicelevel.Estimated:
			now.estimate, holds, last = f.Time, true, f.At
		case servicelevel.Reported, servicelevel.Cancelled, servicelevel.Merged:
			holds = false
			if f.Kind != servicelevel.Reported {
				t.over, t.into = f.At, f.Into
			}
		}
	}
	if holds && s.payerOf(without.Ticket) != "" {
		*t = was
		return errors.New("hours would be held for what another contract pays")
	}
	switch {
	case holds && held && hold.estimate == now.estimate, !holds && !held:
		return nil
	case !holds:
		delete(s.holds, without.Ticket)
	default:
		if now.day = hold.day; !held {
			now.day = s.dateOf(last)
		}
		s.holds[without.Ticket] = now
	}
	s.comes(known)
	return nil
}

// modelNote is what is given back of the invoice of a month at one VAT.
type modelNote struct {
	invoice        calendar.Month
	category, rate string
	before, after  int64 // what was credited in all before the month, and is now
}

// noteLine is a line of a credit note.
type noteLine struct {
	of   *modelNote
	line modelLine
}

// notes is the credit notes of a month, one for each month that had invoiced something, with
// the VAT of all that was given back of it so far, less that of what was before (D30, D33);
// and the lines of the invoice for what was given back by mistake (D31), by the facts that
// say so.
func (s *story) notes(mo calendar.Month) (notes []string, again map[string]modelLine) {
	again = map[string]modelLine{}
	var list []*modelNote
	var lines []noteLine
	of := func(invoice calendar.Month, category, rate string) *modelNote {
		for _, n := range list {
			if n.invoice == invoice && n.category == category && n.rate == rate {
				return n
			}
		}
		list = append(list, &modelNote{invoice: invoice, category: category, rate: rate})
		return list[len(list)-1]
	}
	for _, l := range s.lots {
		category, rate := s.vat(s.dateOf(l.at))
		for _, x := range l.given {
			n := of(x.month, category, rate)
			n.after += x.cents
			if was := s.opened.lot(l.id); was != nil && slices.Contains(was.given, x) {
				n.before += x.cents
			}
		}
	}
	for _, e := range s.events(mo) {
		category, rate := s.vat(s.dateOf(e.lot.at))
		n := of(e.invoice, category, rate)
		line := modelLine{
			quantity: "1", unit: "C62", level: s.levelAt(e.lot.at), ref: e.lot.id, category: n.category, rate: n.rate, free: s.why(s.dateOf(e.lot.at)),
			kind: e.kind, price: e.cents, cents: e.cents, date: s.dateOf(e.at).String(), time: e.time,
		}
		if e.cents != e.whole {
			line.whole = e.whole
		}
		if at := s.monthOf(e.corrects); at != mo && !e.again {
			line.corrects = at.String()
		}
		if e.again {
			again[e.by] = line
		} else {
			lines = append(lines, noteLine{n, line})
		}
	}
	for _, f := range s.uncharged() {
		w := s.wrong(f.ID)
		line := s.unchargeLine(f, w)
		n := of(s.billed(f), line.category, line.rate)
		if line.cents < 0 || s.billed(w).Compare(mo) > 0 {
			continue
		}
		if n.after += line.cents; s.billed(w) != mo {
			n.before += line.cents
			continue
		}
		if at := s.monthOf(f.At); at != mo {
			line.corrects = at.String()
		}
		lines = append(lines, noteLine{n, line})
	}
	return s.noteTexts(lines), again
}

func goneOf(l *modelLot) []modelGone {
	if l == nil || l.never {
		return nil
	}
	return l.gone
}

// modelEvent is what is given back, or invoiced again.
type modelEvent struct {
	lot          *modelLot
	invoice      calendar.Month
	by           string // the fact that says so
	kind         string
	cents, whole int64
	at, corrects time.Time
	time         time.Duration
	again        bool
}

// events are the refunds of a month, the purchases that were withdrawn in it and the
// refunds that were, in the order in which they became known.
func (s *story) events(mo calendar.Month) (list []modelEvent) {
	from, _ := s.bounds(mo)
	for _, f := range s.told(time.Date(3000, time.January, 1, 0, 0, 0, 0, time.UTC)) {
		if knownAt(&f).Before(from) || s.refused[f.ID] != nil {
			continue
		}
		for _, l := range s.lots {
			kind, at, corrects, took := "withdrawal", knownAt(&f), l.at, l.time
			for _, g := range l.gone {
				if g.id == f.ID {
					kind, at, corrects, took = "refund", g.at, g.at, g.time
				}
			}
			var whole int64
			for _, x := range l.given {
				if x.by == f.ID {
					whole += x.cents
				}
			}
			for _, x := range l.given {
				if x.by == f.ID {
					list = append(list, modelEvent{lot: l, by: f.ID, invoice: x.month, kind: kind, cents: x.cents, whole: whole, at: at, corrects: corrects, time: took})
				}
			}
			for _, b := range l.bills {
				for _, g := range goneOf(s.opened.lot(l.id)) {
					if g.id == f.Of && b.by == f.ID {
						list = append(list, modelEvent{lot: l, by: f.ID, invoice: mo, kind: kind, cents: b.cents, whole: b.cents, at: at, time: g.time, again: true})
					}
				}
			}
		}
	}
	return list
}

// noteTexts words credit notes, whose lines are in their order.
func (s *story) noteTexts(lines []noteLine) (notes []string) {
	var invoices []calendar.Month
	for _, l := range lines {
		if !slices.Contains(invoices, l.of.invoice) {
			invoices = append(invoices, l.of.invoice)
		}
	}
	for _, invoice := range invoices {
		var net, tax int64
		var own []modelLine
		var of []*modelNote
		sums := map[*modelNote]int64{}
		for _, l := range lines {
			if l.of.invoice != invoice {
				continue
			}
			if own = append(own, l.line); !slices.Contains(of, l.of) {
				of = append(of, l.of)
			}
			sums[l.of] += l.line.cents
		}
		var taxes []string
		for _, n := range of {
			t := s.taxOf(n.after, n.rate) - s.taxOf(n.before, n.rate)
			net, tax = net+sums[n], tax+t
			text := fmt.Sprintf("%s %s on %s = %s", n.category, n.rate, s.currency.text(sums[n]), s.currency.text(t))
			if n.before > 0 {
				text += " after " + s.currency.text(n.before)
			}
			taxes = append(taxes, text)
		}
		texts, _, _ := s.document(own)
		notes = append(notes, fmt.Sprint(invoice, " ", texts, " ", taxes, " ", fmt.Sprintf("%s + %s = %s", s.currency.text(net), s.currency.text(tax), s.currency.text(net+tax))))
	}
	slices.Sort(notes)
	return notes
}

// billed is the month whose statement has a fact: the contract's first one for what was known
// before it.
func (m *model) billed(f *servicelevel.Fact) calendar.Month {
	first := m.monthOn(m.ct.Start)
	if at := m.monthOf(knownAt(f)); at.Compare(first) > 0 {
		return at
	}
	return first
}

// wrong is the fact that says that another one was, or nil.
func (s *story) wrong(id string) *servicelevel.Fact { return s.wrongs[id] }

// uncharged are the charges that were withdrawn after a statement had them, as that became
// known; the last to have come first.
func (s *story) uncharged() (list []*servicelevel.Fact) {
	for i := range s.facts {
		if f := &s.facts[i]; f.Kind == servicelevel.Charged {
			if w := s.wrong(f.ID); w != nil && s.billed(w) != s.billed(f) {
				list = append(list, f)
			}
		}
	}
	slices.SortFunc(list, func(f, g *servicelevel.Fact) int {
		return cmp.Or(knownAt(s.wrong(f.ID)).Compare(knownAt(s.wrong(g.ID))), knownAt(g).Compare(knownAt(f)), g.At.Compare(f.At), cmp.Compare(g.ID, f.ID))
	})
	return list
}

// unchargeLine gives back what was charged, or charges what was given.
func (s *story) unchargeLine(f, w *servicelevel.Fact) modelLine {
	var lines []modelLine
	s.chargeLine(s.billed(f), f, &lines)
	line := lines[0]
	line.kind, line.date, line.corrects, line.label, line.quantity = "withdrawal", s.dateOf(knownAt(w)).String(), "", "", "1"
	if line.category == "" {
		s.taxes(&line)
	}
	return line
}

// unchargeLines are those of the invoice of a month.
func (s *story) unchargeLines(mo calendar.Month) (lines []modelLine) {
	for _, f := range s.uncharged() {
		if w := s.wrong(f.ID); s.billed(w) == mo {
			if line := s.unchargeLine(f, w); line.cents < 0 {
				line.cents = -line.cents
				lines = append(lines, line)
			}
		}
	}
	return lines
}
