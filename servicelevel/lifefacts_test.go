package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// instant draws one in service, often about the end of a month.
func (l *life) instant(t *rapid.T, m *model, label string) time.Time {
	from := m.midnight(l.ct.Start)
	to := from.AddDate(0, l.months, 0)
	if l.ct.End.Valid() {
		to = m.midnight(l.ct.End)
	}
	n := int(to.Sub(from) / time.Minute)
	at := from.Add(time.Duration(rapid.IntRange(0, n-1).Draw(t, label)) * time.Minute)
	if oneIn(t, 4, "at a bound") {
		_, end := m.bounds(m.monthOf(at))
		if end = end.Add(-time.Duration(rapid.SampledFrom([]int{-1, 0, 1, 20, 240}).Draw(t, "off")) * time.Minute); end.Before(to) && !end.Before(from) {
			at = end
		}
	}
	return at
}

// recorded draws when a fact became known: mostly at once.
func recorded(t *rapid.T, at time.Time) time.Time {
	switch rapid.IntRange(0, 7).Draw(t, "recorded") {
	case 0:
		return at.Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "later")) * time.Minute)
	case 1:
		return at
	}
	return time.Time{}
}

func (l *life) add(f servicelevel.Fact) { l.facts = append(l.facts, f) }

func (l *life) drawFacts(t *rapid.T) {
	m := l.model()
	var last time.Time
	for i := range rapid.IntRange(0, 4).Draw(t, "purchases") {
		f := l.drawPurchase(t, m, fmt.Sprint("P", i), last)
		last = f.At
		l.add(f)
	}
	l.drawRemovals(t, m)
	for i := range max(0, rapid.IntRange(-2, 3).Draw(t, "charges")) {
		l.add(l.drawCharge(t, m, i))
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "requests") {
		l.drawRequest(t, m, i)
	}
	var outages []servicelevel.Fact
	for i := range rapid.IntRange(0, 4).Draw(t, "outages") {
		outages = append(outages, l.drawOutage(t, m, fmt.Sprint("O", i), outages))
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "exclusions") {
		at := l.instant(t, m, "excluded")
		if n := len(outages); n > 0 && oneIn(t, 2, "near") {
			at = outages[n-1].At
		}
		x := servicelevel.Fact{
			ID: fmt.Sprint("X", i), Kind: servicelevel.Excluded, At: at, End: at.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minutes")) * time.Minute),
			Reason: penalty.Maintenance, Recorded: recorded(t, at),
		}
		if oneIn(t, 3, "announced") {
			x.Recorded = at.Add(-time.Duration(rapid.IntRange(0, 40*24*60).Draw(t, "ahead")) * time.Minute)
		}
		l.add(x)
	}
	l.drawClaims(t, m)
	l.drawWithdrawals(t)
}

// drawClaims draws that what is owed for a month is asked for, some for one that has not begun.
func (l *life) drawClaims(t *rapid.T, m *model) {
	for i := range rapid.IntRange(0, 3).Draw(t, "claims") {
		f := servicelevel.Fact{ID: fmt.Sprint("K", i), Kind: servicelevel.Claimed, At: l.instant(t, m, "claimed")}
		f.Recorded = recorded(t, f.At)
		f.Month = m.monthOf(f.At).AddMonths(-rapid.SampledFrom([]int{0, 1, 1, 2, 3, -1}).Draw(t, "before"))
		l.add(f)
	}
}

// drawDeadline draws within what a penalty must be claimed, mostly none.
func drawDeadline(t *rapid.T) (d penalty.ClaimTime) {
	if oneIn(t, 2, "is to be claimed") {
		d = penalty.ClaimTime{Months: rapid.IntRange(0, 2).Draw(t, "months"), Days: rapid.SampledFrom([]int{0, 0, 1, 30, 45}).Draw(t, "days"), MonthEnd: oneIn(t, 3, "month end")}
	}
	return d
}

// drawWithdrawals draws facts that were wrong: of a life that an Activity can tell those of
// which it can say so.
func (l *life) drawWithdrawals(t *rapid.T) {
	var kinds []servicelevel.FactKind
	for k := servicelevel.Requested; k < servicelevel.Withdrawn; k++ {
		if l.desk && k != servicelevel.Closed || withdrawable(k) {
			kinds = append(kinds, k)
		}
	}
	var list []servicelevel.Fact
	for _, f := range l.facts {
		if slices.Contains(kinds, f.Kind) {
			list = append(list, f)
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "withdrawals") {
		if len(list) == 0 {
			return
		}
		of := rapid.SampledFrom(list).Draw(t, "wrong")
		known := knownAt(&of)
		w := servicelevel.Fact{ID: fmt.Sprint("W", i), Kind: servicelevel.Withdrawn, Of: of.ID, At: known.Add(time.Duration(rapid.OneOf(
			rapid.SampledFrom([]int{0, 0, 1}), rapid.IntRange(0, 60*24*70)).Draw(t, "after")) * time.Minute)}
		w.Recorded = recorded(t, w.At)
		l.add(w)
	}
}

// withdrawable reports whether an Activity can say that a fact was wrong.
func withdrawable(k servicelevel.FactKind) bool {
	switch k {
	case servicelevel.Bought, servicelevel.Given, servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved,
		servicelevel.Worked, servicelevel.Down, servicelevel.Excluded, servicelevel.Claimed, servicelevel.Charged:
		return true
	}
	return false
}

func (l *life) drawPurchase(t *rapid.T, m *model, id string, last time.Time) servicelevel.Fact {
	p := servicelevel.Fact{ID: id, Kind: servicelevel.Bought, At: l.instant(t, m, "bought")}
	if oneIn(t, 3, "before") {
		p.At = p.At.AddDate(0, -2, 0)
	}
	if oneIn(t, 5, "bought at once") && !last.IsZero() {
		p.At = last
	}
	p.Recorded = recorded(t, p.At)
	p.Time = rapid.SampledFrom([]time.Duration{3 * time.Hour, 5 * time.Hour, 10 * time.Hour, 20 * time.Hour}).Draw(t, "pack")
	switch {
	case oneIn(t, 5, "gift"):
		p.Kind, p.Time = servicelevel.Given, time.Duration(rapid.IntRange(1, 200).Draw(t, "minutes"))*time.Minute
	case l.unpriced() || oneIn(t, 3, "own price"):
		p.Price = l.currency.drawAmount(t, "price", 90_000, 0, 169_00)
		if oneIn(t, 2, "own time") {
			p.Time = time.Duration(rapid.IntRange(180, 600).Draw(t, "minutes")) * time.Minute
		}
	}
	if oneIn(t, 3, "ends") {
		last := m.dateOf(p.At).AddDays(rapid.IntRange(0, 70).Draw(t, "days"))
		if oneIn(t, 2, "with the month") {
			last = m.lastDay(m.monthOn(last))
		}
		p.End = m.midnight(last.AddDays(1))
	}
	p.Elsewhere = p.Kind == servicelevel.Bought && oneIn(t, 4, "billed elsewhere")
	return p
}

// drawRemovals draws what goes of the hours bought without being used.
func (l *life) drawRemovals(t *rapid.T, m *model) {
	bought := slices.Clone(l.facts)
	if oneIn(t, 3, "of what was sold") {
		bought = l.soldBy(m)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "removals") {
		if len(bought) == 0 {
			return
		}
		of := rapid.SampledFrom(bought).Draw(t, "of")
		f := servicelevel.Fact{
			ID: fmt.Sprint("R", i), Of: of.ID, At: later(of.At, l.instant(t, m, "gone")),
			Kind: rapid.SampledFrom([]servicelevel.FactKind{servicelevel.Refunded, servicelevel.Refunded, servicelevel.Moved, servicelevel.Forfeited}).Draw(t, "how"),
		}
		if oneIn(t, 2, "part") {
			f.Time = time.Duration(rapid.OneOf(rapid.IntRange(1, 6), rapid.IntRange(1, 120)).Draw(t, "minutes")) * time.Minute
		}
		if f.Kind == servicelevel.Refunded && oneIn(t, 3, "another amount") {
			f.Price = l.currency.drawAmount(t, "back", 10_000, 1_00)
		}
		l.addKnown(t, f, knownAt(&of))
	}
}

var lengths = []time.Duration{
	0, time.Nanosecond, 20 * time.Minute, 30*time.Minute - 1, 30 * time.Minute, 30*time.Minute + time.Second, 50 * time.Minute,
	time.Hour, 65 * time.Minute, 4 * time.Hour, servicelevel.MaxSession,
}

// desk facts of a ticket are at or after its request, and known no earlier.
func (l *life) drawRequest(t *rapid.T, m *model, i int) {
	ticket := fmt.Sprint("T", i)
	r := servicelevel.Fact{ID: ticket, Kind: servicelevel.Requested, Ticket: ticket, At: l.instant(t, m, "asked"), Request: servicelevel.RequestKind(rapid.IntRange(0, 1).Draw(t, "kind"))}
	plan := m.plan(r.At)
	refused := false
	switch {
	case plan.monitored && oneIn(t, 3, "monitored"):
		r.Channel = servicelevel.ByMonitoring
	case oneIn(t, 8, "telephone"):
		r.Channel, refused = servicelevel.ByTelephone, true
	}
	if oneIn(t, 8, "told late") {
		r.Recorded = r.At.Add(time.Duration(rapid.IntRange(0, 40*24*60).Draw(t, "later")) * time.Minute)
	}
	if m.plan(r.At).shared != plans.SharesNothing && oneIn(t, 2, "of another contract") {
		r.For, refused = "C-2", false
	}
	payer := ""
	if r.For == "" && oneIn(t, 5, "charged elsewhere") {
		payer = "C-3"
	}
	l.add(r)
	l.drawPauses(t, m, r)
	if refused {
		return
	}
	for n := range rapid.IntRange(0, 3).Draw(t, "sessions") {
		at := r.At.Add(time.Duration(rapid.OneOf(rapid.IntRange(0, 300), rapid.IntRange(0, 60*24*40)).Draw(t, "after")) * time.Minute)
		if plan.within > 0 && oneIn(t, 3, "at the deadline") {
			at = r.At.Add(plan.within + time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")))
		}
		if oneIn(t, 4, "over a bound") {
			_, at = m.bounds(m.monthOf(at))
			at = at.Add(-time.Duration(rapid.IntRange(0, 60).Draw(t, "before it")) * time.Minute)
		}
		if !m.served(m.dateOf(at)) || at.Before(r.At) {
			continue
		}
		f := servicelevel.Fact{ID: fmt.Sprintf("s%d%s", 9-i, strings.Repeat("-", n)), Kind: servicelevel.Worked, Ticket: ticket, At: at, End: at.Add(rapid.SampledFrom(lengths).Draw(t, "worked"))}
		if f.ChargedTo = payer; oneIn(t, 20, "charged otherwise") {
			f.ChargedTo = rapid.SampledFrom([]string{"", "C-4"}).Draw(t, "payer")
		}
		l.addKnown(t, f, knownAt(&r))
	}
	if l.desk {
		l.drawDeskwork(t, m, i, r)
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// addKnown adds a fact that became known when it could be, at an instant or later.
func (l *life) addKnown(t *rapid.T, f servicelevel.Fact, since time.Time) {
	f.Recorded = recorded(t, happened(&f))
	if knownAt(&f).Before(since) {
		f.Recorded = since
	}
	l.add(f)
}

// drawPauses draws pauses one after the other.
func (l *life) drawPauses(t *rapid.T, m *model, r servicelevel.Fact) {
	at := knownAt(&r)
	told := time.Time{}
	if l.desk && oneIn(t, 4, "pauses told late") {
		told = at.Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "later")) * time.Minute)
	}
	add := func(f servicelevel.Fact) {
		if f.At.Before(told) {
			f.Recorded = told
		}
		l.add(f)
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "pauses") {
		at = at.Add(time.Duration(rapid.IntRange(min(n, 1), 400).Draw(t, "pause")) * time.Minute)
		add(servicelevel.Fact{ID: fmt.Sprintf("%s/w%d", r.Ticket, n), Kind: servicelevel.Waiting, Ticket: r.Ticket, At: at})
		if oneIn(t, 6, "open pause") {
			return
		}
		end := at.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "paused")) * time.Minute)
		if oneIn(t, 4, "to the end of the month") {
			_, next := m.bounds(m.monthOf(at))
			end = later(at, next.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "about"))*time.Minute))
		}
		add(servicelevel.Fact{ID: fmt.Sprintf("%s/r%d", r.Ticket, n), Kind: servicelevel.Resumed, Ticket: r.Ticket, At: end})
		at = end
	}
}

// drawDeskwork draws estimates of a ticket, and how it ends.
func (l *life) drawDeskwork(t *rapid.T, m *model, i int, r servicelevel.Fact) {
	since := knownAt(&r)
	within := func(label string) time.Time {
		at := r.At.Add(time.Duration(rapid.OneOf(rapid.IntRange(0, 300), rapid.IntRange(0, 60*24*40)).Draw(t, label)) * time.Minute)
		if !m.served(m.dateOf(at)) {
			at = r.At
		}
		return at
	}
	end := servicelevel.Fact{ID: r.Ticket + "/end", Ticket: r.Ticket, At: within("ended")}
	if end.At.Before(since) {
		end.Recorded = since
	}
	switch rapid.IntRange(0, 5).Draw(t, "end") {
	case 0, 1:
		end.Kind = servicelevel.Reported
	case 2:
		end.Kind = servicelevel.Cancelled
	case 3:
		other := fmt.Sprint("T", rapid.IntRange(0, max(0, i-1)).Draw(t, "into"))
		into := slices.IndexFunc(l.facts, func(f servicelevel.Fact) bool { return f.Kind == servicelevel.Requested && f.Ticket == other })
		if x := &l.facts[into]; i > 0 && !x.At.After(end.At) && !knownAt(x).After(knownAt(&end)) && m.takes(x.Channel, x.At) {
			end.Kind, end.Into = servicelevel.Merged, other
		}
	}
	if end.Kind != 0 {
		l.add(end)
	}
	final := end.Kind == servicelevel.Cancelled || end.Kind == servicelevel.Merged
	for n := range rapid.IntRange(0, 2).Draw(t, "estimates") {
		f := servicelevel.Fact{
			ID: fmt.Sprintf("%s/e%d", r.Ticket, n), Kind: servicelevel.Estimated, Ticket: r.Ticket, At: within("estimated"),
			Time: rapid.SampledFrom([]time.Duration{0, time.Minute, 20 * time.Minute, 30 * time.Minute, time.Hour, 90 * time.Minute, 91 * time.Minute, 3 * time.Hour}).Draw(t, "estimate"),
		}
		l.addKnown(t, f, since)
		if last := len(l.facts) - 1; final && !knownAt(&l.facts[last]).Before(knownAt(&end)) {
			l.facts = l.facts[:last]
		}
	}
}

func (l *life) drawOutage(t *rapid.T, m *model, id string, others []servicelevel.Fact) servicelevel.Fact {
	o := servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: l.instant(t, m, "down")}
	if n := len(others); n > 0 && oneIn(t, 3, "overlapping") {
		o.At = others[n-1].At.Add(time.Duration(rapid.IntRange(-90, 90).Draw(t, "shift")) * time.Minute)
	}
	length := rapid.SampledFrom([]time.Duration{
		0, 1, time.Minute, 30 * time.Minute, 2592 * time.Second, 2592*time.Second + 1, 2678400 * time.Millisecond, 2 * time.Hour,
		25 * time.Hour, 40 * 24 * time.Hour,
	}).Draw(t, "length")
	if oneIn(t, 4, "declared") {
		o.Declared = o.At.Add(time.Duration(rapid.IntRange(-30, 30).Draw(t, "minutes")) * time.Minute)
	}
	if !oneIn(t, 8, "open") {
		o.End = o.At.Add(length)
		if o.End.Before(o.Declared) {
			o.End = o.Declared
		}
	}
	o.Recorded = recorded(t, began(&o))
	if oneIn(t, 6, "excluded") {
		o.Reason = penalty.ForceMajeure
	}
	if l.desk && !o.End.IsZero() && oneIn(t, 2, "told when over") {
		f := servicelevel.Fact{ID: "0" + id, Kind: servicelevel.Restored, Of: id, At: o.End}
		o.End = time.Time{}
		l.addKnown(t, f, knownAt(&o))
	}
	l.add(o)
	return o
}
