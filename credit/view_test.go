package credit_test

import (
	"math/big"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// known is how many entries the model knew at an instant.
func (m *model) known(when time.Time) int {
	for i, e := range m.entries {
		recorded := e.Recorded
		if recorded.IsZero() {
			recorded = e.At
		}
		if !when.IsZero() && recorded.After(when) {
			return i
		}
	}
	return len(m.entries)
}

func checkView(t *rapid.T, m *model, a *credit.Account, on, known time.Time) {
	v, n := a.View(on, known), m.known(known)
	seen := func(ev event) bool { return ev.by < n && !ev.at.After(on) }
	lots := v.Lots()
	var ids []string
	for _, id := range m.lots() {
		if i := slices.IndexFunc(m.entries, func(e credit.Entry) bool { return e.ID == id }); i < n && !m.find(id).At.After(on) {
			ids = append(ids, id)
		}
	}
	if len(lots) != len(ids) {
		t.Fatalf("lots %v, the model has %v", lots, ids)
	}
	var available, held time.Duration
	for i, l := range lots {
		e := m.find(ids[i])
		sum := func(state string) time.Duration {
			return m.sum(func(ev event) bool { return seen(ev) && ev.source == l.ID && ev.state == state })
		}
		earned := new(big.Int)
		for _, ev := range m.events {
			if seen(ev) && ev.source == l.ID {
				earned.Add(earned, ev.cost)
			}
		}
		cents := e.Price.Shift(2).IntPart()
		want := credit.Lot{
			ID: e.ID, At: e.At, Time: e.Time, Held: sum("held"), Used: sum("used"), Refunded: sum("refunded"),
			Price: credit.Cents(cents), Earned: credit.Cents(min(cents, earned.Int64())),
		}
		want.Available = want.Time - want.Held - want.Used - want.Refunded
		if want.Refunded > 0 {
			want.Repaid = want.Price
		}
		want.Deferred = want.Price - want.Earned - want.Repaid
		if l != want {
			t.Fatalf("lot %+v\nmodel %+v", l, want)
		}
		if l.Available < 0 || l.Held < 0 || l.Used < 0 || l.Refunded < 0 || l.Earned < 0 || l.Deferred < 0 {
			t.Fatalf("negative: %+v", l)
		}
		if l.Used == l.Time && n == len(m.entries) && on.Equal(far) && l.Earned != l.Price {
			t.Fatalf("used up, but not earned: %+v", l)
		}
		available += l.Available
	}
	held = m.sum(func(ev event) bool { return seen(ev) && ev.state == "held" })
	over := m.sum(func(ev event) bool { return seen(ev) && ev.source == "over" })
	month := m.month(on)
	free := m.granted(month, n) - m.sum(func(ev event) bool { return seen(ev) && ev.source == month })
	if want := (credit.Balance{Available: available, Overdrawn: over, Allowance: free, Held: held}); v.Balance() != want {
		t.Fatalf("balance %+v, model %+v", v.Balance(), want)
	}
	checkValid(t, v)
	checkHolds(t, m, v, on, n, held)
	checkUsage(t, m, v, on, n, seen)
}

// checkValid says that what is shown is what a reader accepts.
func checkValid(t *rapid.T, v credit.View) {
	var all []interface{ Validate() error }
	for _, l := range v.Lots() {
		all = append(all, l)
	}
	for _, m := range v.Months() {
		all = append(all, m)
	}
	for _, u := range v.Tickets() {
		all = append(all, u)
	}
	for _, x := range all {
		if err := x.Validate(); err != nil {
			t.Fatalf("%+v: %v", x, err)
		}
	}
}

func checkHolds(t *rapid.T, m *model, v credit.View, on time.Time, n int, held time.Duration) {
	var want []credit.OpenHold
	for _, e := range m.entries[:n] {
		if e.Kind != credit.Hold || e.At.After(on) {
			continue
		}
		closed := slices.ContainsFunc(m.entries[:n], func(o credit.Entry) bool {
			return o.Of == e.ID && o.Kind != credit.Extend && !o.At.After(on)
		})
		if !closed {
			d := m.estimate(e.ID, n, on)
			want = append(want, credit.OpenHold{ID: e.ID, Ticket: e.Ticket, At: e.At, Estimate: d, Held: m.up(d)})
		}
	}
	if got := v.Holds(); !slices.Equal(got, want) {
		t.Fatalf("holds %v, model %v", got, want)
	}
	var sum time.Duration
	for _, h := range want {
		sum += h.Held
	}
	if sum != held {
		t.Fatalf("held %v, open holds add up to %v", held, sum)
	}
}

// usage is what the model makes of months and tickets.
type usage struct {
	m        *model
	byMonth  map[string]*credit.MonthUsage
	byTicket map[string]*credit.Usage
}

// rows returns what is known of a month and of the ticket of an entry.
func (u *usage) rows(month string, e *credit.Entry) (*credit.MonthUsage, *credit.Usage) {
	if e.Kind == credit.Capture {
		e = u.m.find(e.Of)
	}
	if u.byMonth[month] == nil {
		u.byMonth[month] = &credit.MonthUsage{}
	}
	if u.byTicket[e.Ticket] == nil {
		u.byTicket[e.Ticket] = &credit.Usage{}
	}
	return u.byMonth[month], u.byTicket[e.Ticket]
}

// addWork adds what was worked and charged, or undoes it.
func (u *usage) addWork(e *credit.Entry, sign time.Duration) {
	worked, charged := u.m.work(e)
	for month, d := range charged {
		row, ticket := u.rows(month, e)
		row.Usage.Charged += sign * d
		ticket.Charged += sign * d
	}
	row, ticket := u.rows(u.m.month(e.At), e)
	ticket.Worked += sign * worked
	if u.m.terms.Paying == credit.StartMonth {
		row.Usage.Worked += sign * worked
	}
}

// addEvent adds what was drawn.
func (u *usage) addEvent(ev event) {
	owner := u.m.find(ev.owner)
	month := ev.source
	if month[0] != 'm' {
		month = u.m.month(owner.At)
	}
	if ev.state == "held" && ev.source[0] == 'm' {
		row, _ := u.rows(month, owner)
		row.Held += ev.time
	}
	if ev.state != "used" {
		return
	}
	row, ticket := u.rows(month, owner)
	for _, u := range []*credit.Usage{&row.Usage, ticket} {
		switch {
		case ev.source == "over":
			u.Overdrawn += ev.time
		case ev.source[0] == 'm':
			u.Allowance += ev.time
		default:
			u.Credit += ev.time
			u.Cost += credit.Cents(ev.cost.Int64())
		}
	}
}

func checkUsage(t *rapid.T, m *model, v credit.View, on time.Time, n int, seen func(event) bool) {
	u := usage{m, map[string]*credit.MonthUsage{}, map[string]*credit.Usage{}}
	for i, e := range m.entries[:n] {
		work, sign := &m.entries[i], time.Duration(1)
		if e.Kind == credit.Reversal {
			work, sign = m.find(e.Of), -1
		}
		if (work.Kind == credit.Debit || work.Kind == credit.Capture) && !e.At.After(on) {
			u.addWork(work, sign)
		}
	}
	for _, ev := range m.events {
		if seen(ev) {
			u.addEvent(ev)
		}
	}
	for name, want := range u.byMonth {
		checkMonth(t, m, v, name, *want, on, n)
	}
	for _, got := range v.Tickets() {
		want := u.byTicket[got.Ticket]
		if want == nil || got.Usage != *want {
			t.Fatalf("ticket %+v, model %+v", got, want)
		}
	}
	for _, got := range v.Months() {
		if got != v.Month(got.Month) {
			t.Fatalf("months say %+v, the month %+v", got, v.Month(got.Month))
		}
	}
}

func checkMonth(t *rapid.T, m *model, v credit.View, name string, want credit.MonthUsage, on time.Time, n int) {
	month, err := calendar.ParseMonth(name[len("month "):])
	if err != nil {
		t.Fatal(err)
	}
	got := v.Month(month)
	want.Month, want.Granted = month, m.granted(name, n)
	rest := want.Granted - want.Usage.Allowance - want.Held
	if month.Interval(m.loc).End.After(on) {
		want.Left = rest
	} else {
		want.Lost = rest
	}
	if m.terms.Paying == credit.SplitAtMidnight {
		want.Usage.Worked = got.Usage.Worked // by month it has a test of its own
	}
	if got != want {
		t.Fatalf("month %+v\nmodel %+v", got, want)
	}
	if rest < 0 {
		t.Fatalf("allowance overdrawn: %+v", got)
	}
}
