package servicelevel_test

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// modelTicket is what is known of a request.
type modelTicket struct {
	request servicelevel.Fact
	waiting []calendar.Pause
	over    time.Time // when it was withdrawn or merged (D37)
	told    time.Time // when that became known
	into    string
	refused bool
	never   bool        // it was never requested
	answers []time.Time // when sessions began
}

// modelOutage is an outage and when its end became known.
type modelOutage struct {
	fact  servicelevel.Fact
	ended time.Time
}

// story is what is known of a life before an instant.
type story struct {
	*modelHours
	tickets    map[string]*modelTicket
	order      []string
	outages    []modelOutage
	exclusions []servicelevel.Fact
	claims     []servicelevel.Fact
	lasting    map[string]int64 // what months cost by clauses with a cap over several
	opened     *modelHours      // as it was when the month began
	since      int              // the first move of the month
	refused    map[string]error
	done       []*servicelevel.Fact          // what was told and stands
	chargedTo  map[string]string             // the ticket of each session
	wrongs     map[string]*servicelevel.Fact // by what they withdraw
	undone     []modelUndone                 // sessions that were told before the month and withdrawn in it
	decided    map[string]bool               // the decisions that decided a figure of the month
}

// modelUndone is what was taken back of a session, and who had paid for it.
type modelUndone struct {
	session modelSession
	parts   []modelPart
	month   calendar.Month // that had paid for all of it; zero: by parts
}

// fold is what is known before an instant, at which all months before it are over.
func (m *model) fold(from, until time.Time) *story {
	s := m.read(from, until)
	s.begins(until)
	return s
}

// read tells the facts that are known before an instant one after the other. What is not
// possible is left out, and noted by its id. What was there at the beginning of a month is
// kept.
func (m *model) read(from, until time.Time) *story {
	s := &story{
		modelHours: &modelHours{model: m, holds: map[string]modelHold{}, others: map[string]bool{}},
		tickets:    map[string]*modelTicket{}, refused: map[string]error{}, chargedTo: map[string]string{}, wrongs: map[string]*servicelevel.Fact{}, decided: map[string]bool{},
	}
	open := func() {
		if s.opened == nil {
			s.begins(from)
			s.opened, s.since = s.clone(), len(s.moves)
			if s.monthOf(from) == s.monthOn(s.ct.Start) { // what it gives was not there before
				s.opened.lots = slices.DeleteFunc(s.opened.lots, func(l *modelLot) bool { return strings.HasPrefix(l.id, "yearly/") })
			}
		}
	}
	for _, f := range m.told(until) {
		if !knownAt(&f).Before(from) {
			open()
		}
		if err := s.tell(&f); err != nil {
			s.refused[f.ID] = err
		} else if f.Kind != servicelevel.Withdrawn {
			s.done = append(s.done, &f)
		}
	}
	open()
	return s
}

// begins notes that all months up to an instant have begun.
func (s *story) begins(at time.Time) {
	at = s.seen(at)
	this := s.monthOf(at)
	if s.month == (calendar.Month{}) && s.carriesOver() {
		s.month = s.monthOn(s.ct.Start)
		s.giveYearly(s.month)
	}
	if s.month == this && s.carriesOver() {
		from, _ := s.bounds(this)
		s.comes(from)
	}
	if s.month == (calendar.Month{}) {
		s.month = this
		from, _ := s.bounds(this)
		s.comes(from)
		return
	}
	for s.month.Compare(this) < 0 {
		s.sell(s.month)
		s.carryOver(s.month)
		s.month = s.month.AddMonths(1)
		from, _ := s.bounds(s.month)
		s.comes(from)
	}
}

// comes notes that an instant has come: hours that are there pay for what is overdrawn.
func (h *modelHours) comes(at time.Time) {
	if at = h.seen(at); at.After(h.now) {
		h.now = at
	}
	h.settle(time.Time{})
}

// settle pays for what is overdrawn, first drawn first, out of lots in their order, as far as
// they are not held (D7, D8, D28, D38): from an instant on, or from when there was both.
func (h *modelHours) settle(at time.Time) {
	for _, p := range slices.Clone(h.pieces) {
		for p.source == beyond && p.left > 0 {
			lots := h.lotsOf(p.at)
			if len(lots) == 0 {
				return
			}
			l := lots[0]
			d := min(p.left, h.rest(l))
			if !l.ended(h.now) {
				d = min(d, h.room(""))
			}
			if d <= 0 { // unless it is held for nobody
				ended := slices.IndexFunc(lots, func(l *modelLot) bool { return l.ended(h.now) })
				if ended < 0 {
					return
				}
				l = lots[ended]
				d = min(p.left, h.rest(l))
			}
			h.change(p, -d)
			h.pay(p.ticket, l.id, p.purse, d, l.pays(p.at, at))
		}
	}
}

// pays is from when a lot pays for what is overdrawn since an instant, if it does from
// another one on.
func (l *modelLot) pays(owed, at time.Time) time.Time {
	both := later(owed, l.at)
	if at = later(at, both); l.ended(at) {
		return both
	}
	return at
}

// tell tells one fact.
func (s *story) tell(f *servicelevel.Fact) error {
	s.begins(knownAt(f))
	t := s.tickets[f.Ticket]
	if f.Ticket != "" && f.Kind != servicelevel.Requested && (t == nil || t.never) {
		return errors.New("it was never requested")
	}
	switch f.Kind {
	case servicelevel.Withdrawn:
		return s.withdraw(f)
	case servicelevel.Requested:
		s.tickets[f.Ticket] = &modelTicket{request: *f, refused: f.For == "" && !s.takes(f.Channel, f.At)}
		s.others[f.Ticket] = f.For != ""
		s.order = append(s.order, f.Ticket)
	case servicelevel.Waiting:
		if t.waits() {
			return errors.New("it waits already")
		}
		t.waiting = append(t.waiting, calendar.Pause{Start: f.At})
	case servicelevel.Resumed:
		if !t.waits() {
			return errors.New("it does not wait")
		}
		t.waiting[len(t.waiting)-1].End = f.At
	case servicelevel.Estimated:
		return s.estimate(f)
	case servicelevel.Reported, servicelevel.Cancelled, servicelevel.Merged:
		if t.ended() || f.Into != "" && (s.tickets[f.Into] == nil || s.tickets[f.Into].never) {
			return errors.New("it is over")
		}
		if f.Into != "" && s.tickets[f.Into].request.For != t.request.For {
			return errors.New("they are of different contracts")
		}
		s.end(f, t)
	case servicelevel.Worked:
		return s.worked(f)
	case servicelevel.Bought, servicelevel.Given:
		s.buy(f)
	case servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved:
		return s.remove(f)
	case servicelevel.Down:
		s.outages = append(s.outages, modelOutage{fact: *f})
	case servicelevel.Restored:
		i := slices.IndexFunc(s.outages, func(o modelOutage) bool { return o.fact.ID == f.Of && o.fact.End.IsZero() })
		if i < 0 {
			return errors.New("there is no such outage that goes on")
		}
		s.outages[i].fact.End, s.outages[i].ended = f.At, knownAt(f)
	case servicelevel.Excluded:
		s.exclusions = append(s.exclusions, *f)
	case servicelevel.Claimed:
		return s.claim(f)
	}
	return nil
}

func (s *story) buy(f *servicelevel.Fact) {
	l := &modelLot{id: f.ID, at: f.At, time: f.Time, told: s.monthOf(knownAt(f)), elsewhere: f.Elsewhere}
	switch {
	case f.Kind == servicelevel.Given:
	case f.Price != nil:
		l.price = s.currency.units(*f.Price)
	default:
		l.price = s.packsOn(s.dateOf(f.At))[f.Time]
	}
	if l.until = f.End; f.End.IsZero() && f.Kind == servicelevel.Bought {
		l.until = s.packEnds(f)
	}
	if l.price > 0 && !l.elsewhere {
		l.bills = []modelBill{{by: f.ID, month: l.told, cents: l.price, left: l.price}}
	}
	s.lots = append(s.lots, l)
	slices.SortStableFunc(s.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	s.comes(knownAt(f))
}

// end takes a ticket to its end: no hours are held for it any more.
func (s *story) end(f *servicelevel.Fact, t *modelTicket) {
	if f.Kind != servicelevel.Reported {
		t.over, t.told, t.into = f.At, knownAt(f), f.Into
	}
	if _, held := s.holds[f.Ticket]; held {
		s.comes(knownAt(f))
		delete(s.holds, f.Ticket)
		s.settle(f.At)
	}
}

// estimate holds hours, if they are there (S29, D38).
func (s *story) estimate(f *servicelevel.Fact) error {
	if s.tickets[f.Ticket].ended() {
		return errors.New("it is over")
	}
	if s.others[f.Ticket] && s.sharing(s.dateOf(f.At)) == plans.SharesNothing {
		return errors.New("the plan has no hours for other contracts")
	}
	if s.payerOf(f.Ticket) != "" {
		return errors.New("its book takes the estimate")
	}
	was := *s.modelHours.clone()
	s.comes(knownAt(f))
	held, free := s.reserved(f.Ticket), s.free(f.Ticket)
	hold := s.holds[f.Ticket]
	if hold.estimate = f.Time; hold.day == (calendar.Date{}) {
		hold.day = s.dateOf(f.At)
	}
	s.holds[f.Ticket] = hold
	if more := s.reserved(f.Ticket) - held; more > 0 && more > free && s.present.IsZero() {
		*s.modelHours = was
		free = max(0, free)
		return &shortfall{more, free, more - free}
	}
	s.settle(f.At)
	return nil
}

// worked charges a session: to the ticket that its own goes on as, if it did by then.
func (s *story) worked(f *servicelevel.Fact) error {
	name, via := f.Ticket, []string(nil)
	for t := s.tickets[name]; t.into != "" && !t.over.After(f.At); t = s.tickets[name] {
		name, via = t.into, append(via, name)
	}
	if s.others[name] && (f.ChargedTo != "" || s.sharing(s.dateOf(f.At)) == plans.SharesNothing) {
		return errors.New("the plan has no hours for other contracts, or a third one is to pay")
	}
	for _, x := range s.sessions {
		if x.ticket == name && x.payer != f.ChargedTo {
			return errors.New("others of the ticket are charged to another contract")
		}
	}
	if _, held := s.holds[name]; held && f.ChargedTo != "" {
		return errors.New("hours are held here for its estimate")
	}
	if f.ChargedTo != "" {
		s.sessions = append(s.sessions, modelSession{id: f.ID, ticket: name, from: f.At, to: f.End, payer: f.ChargedTo})
	} else if err := s.charge(name, f); err != nil {
		return err
	}
	s.chargedTo[f.ID] = name
	s.sessions[len(s.sessions)-1].via = via
	s.tickets[name].answers = append(s.tickets[name].answers, f.At)
	return nil
}

// charge draws what a session adds to its ticket.
func (h *modelHours) charge(ticket string, f *servicelevel.Fact) error {
	was := *h.clone()
	known := f.At // work that is told when it is over is told in its place
	if f.Recorded.After(f.End) {
		known = f.Recorded
	}
	h.comes(known)
	late := f.At.Before(h.now)
	owed, free, others := h.owed(), h.free(""), h.reservedBut(ticket)
	h.sessions = append(h.sessions, modelSession{id: f.ID, ticket: ticket, from: f.At, to: f.End})
	due := h.due(ticket)
	need := -h.charged(ticket)
	for _, p := range due {
		need += p.due
	}
	freed := h.payAll(ticket, due, f.At)
	if missing := h.lacking(owed, free, others, late); missing > 0 && h.present.IsZero() {
		*h = was
		need = max(need, missing)
		return &shortfall{need, need - missing, missing}
	}
	h.freed(freed, f.At)
	return nil
}

// lacking is what is missing for a change that was made (D8, D28, D38).
func (h *modelHours) lacking(owed, free, others time.Duration, late bool) time.Duration {
	missing := time.Duration(0)
	if h.owed() > owed {
		most := h.overdraft()
		if late { // all that was ever there may cover it (D28)
			most += h.there()
		}
		missing = h.owed() - max(most, owed)
	}
	if missing <= 0 && !late && others > 0 { // what others hold is left alone (D38)
		missing = min(free, 0) - h.free("")
	}
	return missing
}

// freed has purses pay that got something back, and lots for what is overdrawn.
func (h *modelHours) freed(purses []modelPurse, at time.Time) {
	for _, p := range purses {
		h.relieve(p, at)
	}
	h.settle(at)
}

// payAll has every purse pay what it owes for a ticket, with what others give for it. It
// returns the purses that got something back. What the ticket lacks in all counts from an
// instant on, and what goes from one purse to another from when it comes back.
func (h *modelHours) payAll(ticket string, due []modelPart, at time.Time) (freed []modelPurse) {
	of := func(p modelPurse) time.Duration {
		return h.total(func(x *modelPiece) bool { return x.ticket == ticket && x.purse == p })
	}
	owes := map[modelPurse]time.Duration{}
	var purses []modelPurse
	for _, p := range h.pieces {
		if _, ok := owes[p.purse]; p.ticket == ticket && !ok {
			owes[p.purse] = 0
			purses = append(purses, p.purse)
		}
	}
	for _, p := range due {
		if _, ok := owes[p.purse]; !ok {
			purses = append(purses, p.purse)
		}
		owes[p.purse] = p.due
	}
	slices.SortFunc(purses, comparePurses)
	var since time.Time
	fresh := time.Duration(0)
	for _, p := range purses {
		fresh += owes[p] - of(p)
	}
	for _, p := range purses {
		if over := of(p) - owes[p]; over > 0 {
			if over > h.outside(modelDue{ticket, p}) {
				freed = append(freed, p)
			}
			for _, part := range h.giveBack(modelDue{ticket, p}, over, true, at) {
				if since.IsZero() || part.at.Before(since) {
					since = part.at
				}
			}
		}
	}
	for _, p := range purses {
		if lacks := owes[p] - of(p); lacks > 0 {
			added := min(lacks, max(0, fresh))
			fresh -= added
			h.draw(modelDue{ticket, p}, lacks, added, at, since)
		}
	}
	return freed
}

// draw draws on the allowance (D6), on lots in their order (D7), and beyond (D8). What is
// fresh of it counts from an instant on, the rest from another: lots must not have ended by
// either. Those that have ended by now are held for nobody.
func (h *modelHours) draw(d modelDue, need, fresh time.Duration, at, since time.Time) {
	lots := h.lotsOf(later(at, since))
	switch fresh {
	case need:
		lots = h.lotsOf(at)
	case 0:
		lots = h.lotsOf(since)
	}
	pay := func(source string, time time.Duration) {
		if now := min(time, fresh); now > 0 {
			h.pay(d.ticket, source, d.purse, now, at)
			fresh, need, time = fresh-now, need-now, time-now
		}
		if time > 0 {
			h.pay(d.ticket, source, d.purse, time, since)
			need -= time
		}
	}
	pay(fromPurse, min(need, h.drawable(d.purse, h.blockOf(d.ticket))))
	if need == 0 {
		return
	}
	listed := h.outside(d) > 0
	for turn := range 2 {
		for _, l := range lots {
			if l.ended(h.now) && h.turn(l) == turn {
				pay(l.id, min(need, h.rest(l)))
			}
		}
		room := need
		if others := h.reservedBut(d.ticket); others > 0 { // what is held for the ticket itself is there for it
			room = min(need, max(h.reserved(d.ticket), h.room(d.ticket)))
		}
		for _, l := range lots {
			if take := min(room, h.left(l)); take > 0 && h.turn(l) == turn {
				pay(l.id, take)
				room -= take
			}
		}
	}
	pay(beyond, need)
	if !listed {
		h.waiting = append(h.waiting, d)
	}
}

// relieve has a purse that got something back pay for what others pay for in its place,
// the latest first, so that no pack pays while the allowance would have (D38).
func (h *modelHours) relieve(p modelPurse, at time.Time) {
	for _, d := range slices.Backward(slices.Clone(h.waiting)) {
		if d.purse != p {
			continue
		}
		take := min(h.outside(d), h.drawable(p, h.blockOf(d.ticket)))
		if take == 0 {
			return
		}
		for _, part := range h.giveBack(d, take, false, at) {
			h.pay(d.ticket, fromPurse, p, part.left, part.at)
		}
	}
}
