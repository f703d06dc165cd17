package credit_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// word names the type of a refusal as the model does.
func word(err error) string {
	var (
		short  *credit.ShortfallError
		target *credit.TargetError
		closed *credit.ClosedError
		held   *credit.HeldError
		inUse  *credit.InUseError
		field  *credit.FieldError
	)
	switch {
	case err == nil:
		return ""
	case errors.As(err, &short):
		return "short"
	case errors.As(err, &target):
		return "target"
	case errors.As(err, &closed):
		return "closed"
	case errors.As(err, &held):
		return "held"
	case errors.As(err, &inUse):
		return "in use"
	case errors.As(err, &field):
		return "field"
	}
	return err.Error()
}

// far is later than anything that is drawn.
var far = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)

func anyTerms(t *rapid.T) credit.Terms {
	return credit.Terms{
		Blocks: credit.Blocks{
			Size:     rapid.SampledFrom([]time.Duration{30 * minute, hour, 7 * minute}).Draw(t, "block"),
			Counting: credit.Counting(rapid.Uint8Max(1).Draw(t, "counting")),
		},
		Zone:      "Europe/Paris",
		Paying:    credit.Paying(rapid.Uint8Max(1).Draw(t, "paying")),
		Remainder: credit.Remainder(rapid.Uint8Max(1).Draw(t, "remainder")),
	}
}

// instants lie around the end of April and of May in Paris, so that many meet.
func anyInstant(t *rapid.T) time.Time {
	start := time.Date(2026, time.April, 30, 18, 0, 0, 0, time.UTC)
	if rapid.Bool().Draw(t, "may") {
		start = time.Date(2026, time.May, 31, 18, 0, 0, 0, time.UTC)
	}
	return start.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "quarters")) * 15 * minute)
}

// anyEntry makes entries that are valid by themselves. They often follow what
// is there.
func anyEntry(t *rapid.T, n int, there []credit.Entry) credit.Entry {
	e := credit.Entry{
		ID: fmt.Sprintf("e%d", n), Kind: credit.Kind(rapid.IntRange(1, 11).Draw(t, "kind")), At: anyInstant(t),
	}
	span := func(most int) time.Duration {
		return time.Duration(rapid.IntRange(0, most).Draw(t, "minutes")) * minute
	}
	if rapid.Bool().Draw(t, "late") {
		e.Recorded = e.At.Add(span(600))
	}
	if e.Kind == credit.Extend || e.Kind == credit.Capture || e.Kind >= credit.Release && e.Kind != credit.Debit {
		e.Of = rapid.SampledFrom(idsFor(e.Kind, there)).Draw(t, "of")
		for _, o := range there {
			if o.ID == e.Of && rapid.IntRange(0, 4).Draw(t, "after") > 0 {
				e.At = o.At.Add(span(120))
			}
		}
	}
	switch e.Kind {
	case credit.Purchase, credit.Gift:
		e.Time = minute + span(240)
		if e.Kind == credit.Purchase {
			e.Price = euros(fmt.Sprintf("%d.%02d", rapid.IntRange(0, 300).Draw(t, "euros"), rapid.IntRange(0, 99).Draw(t, "cents")))
		}
	case credit.Allowance:
		e.From = calendar.Month{Year: 2026, Month: time.Month(rapid.IntRange(3, 7).Draw(t, "from"))}
		e.Time = span(120)
	case credit.Overdraft, credit.Hold, credit.Extend, credit.Capture, credit.Debit:
		e.Time = span(150)
		if e.Kind == credit.Extend {
			e.Time += minute
		}
		if e.Kind == credit.Hold || e.Kind == credit.Debit {
			e.Ticket = rapid.SampledFrom([]string{"", "T1", "T2"}).Draw(t, "ticket")
		}
		if (e.Kind == credit.Capture || e.Kind == credit.Debit) && rapid.Bool().Draw(t, "sessions") {
			e.Time = 0
			for range rapid.IntRange(1, 3).Draw(t, "how many") {
				start := e.At.Add(span(300))
				e.Sessions = append(e.Sessions, calendar.Interval{Start: start, End: start.Add(span(60))})
			}
		}
	}
	return e
}

func idsFor(k credit.Kind, there []credit.Entry) []string {
	ids := []string{"nobody"}
	for _, o := range there {
		fits := o.Kind == credit.Hold
		switch k {
		case credit.Reversal:
			fits = o.Kind == credit.Debit || o.Kind == credit.Capture
		case credit.Refund:
			fits = o.Kind == credit.Purchase
		}
		if fits || len(ids)%7 == 3 {
			ids = append(ids, o.ID)
		}
	}
	return slices.Clone(ids[min(1, len(ids)-1):])
}

func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	paris, err := calendar.LoadLocation("Europe/Paris")
	assert.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		terms := anyTerms(t)
		m := &model{terms: terms, loc: paris}
		a, err := credit.NewAccount(terms)
		assert.NoError(t, err)
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			e := anyEntry(t, i, m.entries)
			before := state(a)
			r, err := a.Apply(e)
			if got, want := word(err), m.apply(e); got != want {
				t.Fatalf("%v %v: got %q (%v), the model says %q", e.Kind, e, got, err, want)
			}
			if err != nil {
				if state(a) != before {
					t.Fatalf("refused %v changed the account", e)
				}
				continue
			}
			checkReceipt(t, m, r)
			checkView(t, m, a, far, time.Time{})
			checkView(t, m, a, anyInstant(t), time.Time{})
			checkView(t, m, a, anyInstant(t), anyInstant(t))
			again, err := a.Apply(e)
			if err != nil || !assert.ObjectsAreEqual(r, again) {
				t.Fatalf("the second time: %v %v, the first: %v", again, err, r)
			}
		}
		checkReplay(t, a)
	})
}

// state is everything that can be asked of an account.
func state(a *credit.Account) string {
	s := fmt.Sprint(a.Len(), slices.Collect(a.Entries()))
	for _, v := range []credit.View{a.View(far, time.Time{}), a.View(at(1, 0, 0), time.Time{})} {
		s += fmt.Sprint(v.Lots(), v.Balance(), v.Holds(), v.Months(), v.Tickets())
	}
	for e := range a.Entries() {
		r, _ := a.Receipt(e.ID)
		s += fmt.Sprint(r, a.Trail(e.ID))
	}
	return s
}

func checkReceipt(t *rapid.T, m *model, r credit.Receipt) {
	var got, want []string
	for _, d := range r.Draws {
		source, state := d.Lot, map[bool]string{true: "held", false: "used"}[d.Held]
		switch {
		case d.Rule == "D8":
			source = "over"
		case d.Rule == "D6":
			source = "month " + d.Month.String()
		}
		if r.Kind == credit.Refund {
			state = "refunded"
		}
		owner := d.For
		if owner == "" {
			owner = r.ID
		}
		got = append(got, fmt.Sprint(source, owner, state, d.Time, d.Cost))
	}
	for _, ev := range m.events {
		if m.entries[ev.by].ID == r.ID {
			want = append(want, fmt.Sprint(ev.source, ev.owner, ev.state, ev.time, credit.Cents(ev.cost.Int64())))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("receipt %v\nmodel   %v", got, want)
	}
}

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
	checkHolds(t, m, v, on, n, held)
	checkUsage(t, m, v, on, n, seen)
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

func checkUsage(t *rapid.T, m *model, v credit.View, on time.Time, n int, seen func(event) bool) {
	byMonth, byTicket := map[string]*credit.MonthUsage{}, map[string]*credit.Usage{}
	row := func(month, ticket string) (*credit.Usage, *credit.Usage) {
		if byMonth[month] == nil {
			byMonth[month] = &credit.MonthUsage{}
		}
		if byTicket[ticket] == nil {
			byTicket[ticket] = &credit.Usage{}
		}
		return &byMonth[month].Usage, byTicket[ticket]
	}
	ticketOf := func(e *credit.Entry) string {
		if e.Kind == credit.Capture {
			return m.find(e.Of).Ticket
		}
		return e.Ticket
	}
	for i, e := range m.entries[:n] {
		work, sign := &m.entries[i], time.Duration(1)
		if e.Kind == credit.Reversal {
			work, sign = m.find(e.Of), -1
		}
		if work.Kind != credit.Debit && work.Kind != credit.Capture || e.At.After(on) {
			continue
		}
		worked, charged := m.work(work)
		for month, d := range charged {
			u, w := row(month, ticketOf(work))
			u.Charged += sign * d
			w.Charged += sign * d
		}
		u, w := row(m.month(work.At), ticketOf(work))
		w.Worked += sign * worked
		if m.terms.Paying == credit.StartMonth {
			u.Worked += sign * worked
		}
	}
	for _, ev := range m.events {
		owner := m.find(ev.owner)
		if !seen(ev) {
			continue
		}
		month := ev.source
		if month[0] != 'm' {
			month = m.month(owner.At)
		}
		switch {
		case ev.state == "held" && ev.source[0] == 'm':
			if byMonth[month] == nil {
				byMonth[month] = &credit.MonthUsage{}
			}
			byMonth[month].Held += ev.time
		case ev.state != "used":
		default:
			u, w := row(month, ticketOf(owner))
			for _, u := range []*credit.Usage{u, w} {
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
	}
	for name, want := range byMonth {
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
		if got != *want {
			t.Fatalf("month %+v\nmodel %+v", got, *want)
		}
		if rest < 0 {
			t.Fatalf("allowance overdrawn: %+v", got)
		}
	}
	for _, got := range v.Tickets() {
		want := byTicket[got.Ticket]
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

func checkReplay(t *rapid.T, a *credit.Account) {
	entries := slices.Collect(a.Entries())
	cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
	b, err := credit.NewAccount(a.Terms())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Replay(entries[:cut]); err != nil {
		t.Fatal(err)
	}
	b = b.Clone()
	if err := b.Replay(entries[cut:]); err != nil {
		t.Fatal(err)
	}
	if state(a) != state(b) {
		t.Fatal("replayed in two parts, the account is another")
	}
}
