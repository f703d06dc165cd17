package credittest

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// up is what a time worked is charged as (S19): the minimum, and as many blocks as what
// goes beyond it takes, the last one begun.
func up(d time.Duration, of credit.Blocks) time.Duration {
	if d == 0 {
		return 0
	}
	beyond := max(0, d-of.Minimum)
	blocks := beyond / of.Size
	if blocks*of.Size < beyond {
		blocks++
	}
	return of.Minimum + blocks*of.Size
}

// day is the day that passes at an instant.
func (m *Model) day(t time.Time) calendar.Date {
	shown := calendar.DateOf(t.In(m.loc))
	for _, d := range []calendar.Date{shown.AddDays(-1), shown, shown.AddDays(1)} {
		if i := d.Interval(m.loc); !t.Before(i.Start) && t.Before(i.End) {
			return d
		}
	}
	return shown
}

// firstDay is the day on which a month of allowance begins (D4).
func (m *Model) firstDay(month calendar.Month) calendar.Date {
	d := month.First()
	d.Day = max(1, min(m.terms.MonthDay, month.Days()))
	return d
}

// month is the month of allowance that a day lies in (D4).
func (m *Model) month(d calendar.Date) calendar.Month {
	if month := d.MonthOf(); d.Compare(m.firstDay(month)) >= 0 {
		return month
	}
	return d.MonthOf().AddMonths(-1)
}

// days lists the days of a month of allowance.
func (m *Model) days(month calendar.Month) (days []calendar.Date) {
	for d := m.firstDay(month); m.month(d) == month; d = d.AddDays(1) {
		days = append(days, d)
	}
	return days
}

// ends is the first instant that is no longer in a month.
func (m *Model) ends(month calendar.Month) time.Time {
	return m.firstDay(month.AddMonths(1)).Interval(m.loc).Start
}

// planOn is the plan that holds on a day, among entries: the one set from the latest
// day on, and of several from one day the last. It is nil if there is none.
func planOn(entries []ledger.Entry, d calendar.Date) (plan *ledger.Entry) {
	for i := range entries {
		e := &entries[i]
		if e.Kind == credit.Allowance && e.From.Compare(d) <= 0 && (plan == nil || e.From.Compare(plan.From) >= 0) {
			plan = e
		}
	}
	return plan
}

// blocksOn is what work begun on a day is charged in.
func (m *Model) blocksOn(entries []ledger.Entry, d calendar.Date) credit.Blocks {
	if p := planOn(entries, d); p != nil && p.Block > 0 {
		return credit.Blocks{Size: p.Block, Minimum: p.Minimum}
	}
	return m.terms.Blocks
}

// key names an allowance: that of a plan in a month, or that of the whole month.
type key struct {
	month calendar.Month
	named bool // it is that of a plan
	plan  string
}

// keyOn is the allowance that pays for work begun on a day (D5, D27).
func (m *Model) keyOn(entries []ledger.Entry, d calendar.Date) key {
	p := planOn(entries, d)
	if p == nil || m.terms.PartMonth == credit.AnyDay {
		return key{month: m.month(d)}
	}
	return key{m.month(d), true, p.Plan}
}

// size is what an allowance gives, by the plans among entries (D24, D27).
func (m *Model) size(entries []ledger.Entry, k key) time.Duration {
	var most, sum time.Duration
	days := m.days(k.month)
	for _, d := range days {
		p := planOn(entries, d)
		if p == nil || m.keyOn(entries, d) != k {
			continue
		}
		most = max(most, p.Time)
		sum += p.Time // 31 times 744 h fit
	}
	if m.terms.PartMonth == credit.AllowanceByDays {
		return (sum / time.Duration(len(days))).Truncate(time.Minute)
	}
	return most
}

// granted is what all plans give in a month.
func (m *Model) granted(entries []ledger.Entry, month calendar.Month) (sum time.Duration) {
	var keys []key
	for _, d := range m.days(month) {
		if k := m.keyOn(entries, d); !slices.Contains(keys, k) {
			keys = append(keys, k)
			sum += m.size(entries, k)
		}
	}
	return sum
}

// compareKeys orders allowances by month, and those of a month as their plans were first
// named.
func (m *Model) compareKeys(a, b key) int {
	named := func(k key) int {
		return slices.IndexFunc(m.entries, func(e ledger.Entry) bool { return k.named && e.Kind == credit.Allowance && e.Plan == k.plan })
	}
	if c := a.month.Compare(b.month); c != 0 {
		return c
	}
	return named(a) - named(b)
}

// parts is in which months work lies (D5): where it began, or with each midnight at
// which a month ends a new part.
func (m *Model) parts(e *ledger.Entry) (parts []credit.Part) {
	if e.Kind != credit.Debit && e.Kind != credit.Capture {
		return nil
	}
	if len(e.Parts) > 0 {
		return e.Parts
	}
	t, end := e.At, e.At.Add(e.Time)
	d := m.day(t)
	parts = []credit.Part{{Day: d, Time: e.Time}}
	if m.terms.Paying == credit.StartMonth {
		return parts
	}
	for midnight := d.Interval(m.loc).End; midnight.Before(end); midnight = d.Interval(m.loc).End {
		before := d
		if d = m.day(midnight); m.month(d) != m.month(before) {
			parts[len(parts)-1].Time = midnight.Sub(t)
			parts = append(parts, credit.Part{Day: d, Time: end.Sub(midnight)})
			t = midnight
		}
	}
	return parts
}

// counts is what a part counts as.
func counts(p credit.Part) time.Duration {
	if p.Counted > 0 {
		return p.Counted
	}
	return p.Time
}

// ticket is an intervention: that with a name, or the one that an entry without began.
type ticket struct{ name, id string }

func (t ticket) shown() string { return t.name + t.id }

// ticketOf is the ticket that an entry belongs to.
func (m *Model) ticketOf(e *ledger.Entry) ticket {
	switch {
	case e.Of != "":
		return m.ticketOf(m.find(e.Of))
	case e.Ticket != "":
		return ticket{name: e.Ticket}
	}
	return ticket{id: e.ID}
}

// tickets are those of some entries, in the order in which they came.
func (m *Model) tickets(entries []ledger.Entry) (list []ticket) {
	for i := range entries {
		e := &entries[i]
		if t := m.ticketOf(e); (e.Kind == credit.Hold || e.Kind == credit.Debit) && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// sessions are those of a ticket among entries, up to an instant and not taken back by
// then, the first one first. Nothing worked is no session (D2).
func (m *Model) sessions(entries []ledger.Entry, t ticket, until time.Time) (sessions []ledger.Entry) {
	for i := range entries {
		e := &entries[i]
		if e.Kind != credit.Debit && e.Kind != credit.Capture || m.ticketOf(e) != t || e.Time == 0 || e.At.After(until) {
			continue
		}
		if !slices.ContainsFunc(entries, func(r ledger.Entry) bool {
			return r.Kind == credit.Reversal && r.Of == e.ID && !r.At.After(until)
		}) {
			sessions = append(sessions, *e)
		}
	}
	slices.SortStableFunc(sessions, func(a, b ledger.Entry) int { return a.At.Compare(b.At) })
	return sessions
}

// endOfTime is later than everything.
var endOfTime = time.Unix(1<<40, 0)

// began is the day by which a ticket is counted: that of its first session, or of its
// hold before there is one.
func (m *Model) began(entries []ledger.Entry, t ticket, hold *ledger.Entry, until time.Time) calendar.Date {
	if s := m.sessions(entries, t, until); len(s) > 0 {
		return m.parts(&s[0])[0].Day
	}
	if hold != nil {
		return m.day(hold.At)
	}
	return calendar.Date{}
}

// blocks is what a ticket is counted in.
func (m *Model) blocks(t ticket) credit.Blocks {
	var hold *ledger.Entry
	for _, h := range m.openHolds() {
		if m.ticketOf(&h) == t {
			hold = &h
		}
	}
	return m.blocksOn(m.entries, m.began(m.entries, t, hold, endOfTime))
}

// due is what a ticket comes to in blocks, by the allowance that is to pay for it (D1,
// D5, S19).
func (m *Model) due(t ticket) map[key]time.Duration {
	due := map[key]time.Duration{}
	sessions := m.sessions(m.entries, t, endOfTime)
	if m.terms.Blocks.Counting == credit.EachSession {
		for i := range sessions {
			m.addDue(due, sessions[i:i+1])
		}
		return due
	}
	m.addDue(due, sessions)
	return due
}

// addDue adds what sessions come to that are one intervention.
func (m *Model) addDue(due map[key]time.Duration, sessions []ledger.Entry) {
	if len(sessions) == 0 {
		return
	}
	var worked time.Duration
	first := m.parts(&sessions[0])[0].Day
	last := first
	for i := range sessions {
		for _, p := range m.parts(&sessions[i]) {
			worked += counts(p)
			if p.Day.Compare(last) > 0 {
				last = p.Day
			}
			if m.terms.Paying == credit.SplitAtMidnight {
				due[m.keyOn(m.entries, p.Day)] += counts(p)
			}
		}
	}
	billed := up(worked, m.blocksOn(m.entries, first))
	if m.terms.Paying == credit.StartMonth {
		due[m.keyOn(m.entries, first)] += billed
	} else {
		due[m.keyOn(m.entries, last)] += billed - worked
	}
}
