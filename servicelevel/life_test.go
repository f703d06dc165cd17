package servicelevel_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// life is a contract with everything that happened under it.
type life struct {
	ct     servicelevel.Contract
	act    servicelevel.Activity
	first  calendar.Month
	months int
}

func (l *life) catalogue() *servicelevel.Catalogue {
	if l.ct.Edition == "magic" {
		return servicelevel.Magic()
	}
	return servicelevel.NUXIT()
}

func dec(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

func cents(n int64) *decimal.Decimal {
	d := decimal.New(n, -2)
	return &d
}

func oneIn(t *rapid.T, n int, label string) bool { return rapid.IntRange(1, n).Draw(t, label) == 1 }

func drawOptions(t *rapid.T) servicelevel.Options {
	o := servicelevel.Options{
		EachSession:      oneIn(t, 4, "each session"),
		SplitMonths:      oneIn(t, 3, "split months"),
		LoseRemainder:    oneIn(t, 4, "lose remainder"),
		GuaranteeInHours: oneIn(t, 4, "guarantee in hours"),
		PauseWaiting:     oneIn(t, 2, "pause waiting"),
		PriceReduction:   oneIn(t, 3, "price reduction"),
		ProRata:          oneIn(t, 2, "pro rata"),
		Overdraft:        rapid.SampledFrom([]time.Duration{0, 0, 30 * time.Minute, 10 * time.Hour, 1000 * time.Hour}).Draw(t, "overdraft"),
		Zone:             rapid.SampledFrom([]string{"", "", "Indian/Reunion", "America/New_York"}).Draw(t, "zone"),
	}
	if oneIn(t, 4, "half even") {
		o.Rounding = penalty.HalfEven
	}
	if oneIn(t, 3, "terms") {
		o.Penalty = &penalty.Terms{
			Target: *dec("0.999"), Rate: *dec("0.05"), Rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
			Excess:      oneIn(t, 2, "excess"),
			Uncapped:    oneIn(t, 2, "uncapped"),
			WholePeriod: oneIn(t, 2, "whole period"),
			Shrink:      oneIn(t, 2, "shrink"),
			Counting:    penalty.Counting(rapid.IntRange(0, 2).Draw(t, "counting")),
			Period:      penalty.Period(max(0, rapid.IntRange(-3, 3).Draw(t, "period"))),
		}
	}
	if oneIn(t, 3, "late") {
		o.Late = &penalty.Terms{
			Target: *dec("1"), PerOutage: true,
			Lengths: []penalty.Length{{Credit: rapid.SampledFrom([]decimal.Decimal{*dec("0.05"), *dec("0.333"), *dec("0.025"), *dec("0.6")}).Draw(t, "share")}},
		}
	}
	return o
}

func drawLife(t *rapid.T) *life {
	l := &life{months: rapid.IntRange(1, 5).Draw(t, "months")}
	l.first = calendar.MustParseMonth("2023-01").AddMonths(rapid.IntRange(0, 36).Draw(t, "first month"))
	ct := &l.ct
	ct.ID, ct.Customer = "C-1", "Atelier"
	ct.Edition = rapid.SampledFrom([]string{"nuxit", "nuxit", "magic"}).Draw(t, "edition")
	ct.Options = drawOptions(t)
	day := func(label string) int {
		return rapid.OneOf(rapid.SampledFrom([]int{1, 15, 28}), rapid.IntRange(1, 31)).Draw(t, label)
	}
	clip := func(m calendar.Month, d int) calendar.Date {
		return calendar.Date{Year: m.Year, Month: m.Month, Day: min(d, m.Days())}
	}
	ct.Start = clip(l.first, day("start day"))
	if oneIn(t, 2, "from the first") {
		ct.Start = l.first.First()
	}
	ct.Level = servicelevel.Level(rapid.IntRange(0, 3).Draw(t, "level"))
	if oneIn(t, 3, "ends") {
		end := clip(l.first.AddMonths(rapid.IntRange(0, l.months).Draw(t, "end month")), day("end day"))
		if before(ct.Start, end) {
			ct.End = end
		}
		if oneIn(t, 4, "one day") {
			ct.End = ct.Start.AddDays(1)
		}
	}
	level, last := ct.Level, ct.Start
	for range rapid.IntRange(0, 4).Draw(t, "changes") {
		on := last.AddDays(rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(1, 60)).Draw(t, "days on"))
		if oneIn(t, 3, "on a bound") {
			on = last.MonthOf().AddMonths(1).First().AddDays(rapid.IntRange(-1, 0).Draw(t, "last or first"))
		}
		if !before(last, on) || ct.End.Valid() && !before(on, ct.End) {
			continue
		}
		next := servicelevel.Level((int(level) + rapid.IntRange(1, 3).Draw(t, "other level")) % 4)
		ct.Changes = append(ct.Changes, servicelevel.Change{On: on, Level: next})
		level, last = next, on
	}
	ct.Rent = cents(rapid.OneOf(rapid.SampledFrom([]int64{14900, 14900, 1010}), rapid.Int64Range(0, 100_000)).Draw(t, "rent"))
	switch rapid.IntRange(0, 5).Draw(t, "vat") {
	case 1:
		ct.VAT = servicelevel.VAT{Rate: dec(rapid.SampledFrom([]string{"0.085", "0.055", "0", "0.2"}).Draw(t, "rate")), Territory: "RE"}
	case 2:
		ct.VAT = servicelevel.VAT{Category: rapid.SampledFrom([]string{"S", "AE", "K", "G", "E", "Z", "O"}).Draw(t, "category")}
	}
	l.drawActivity(t)
	return l
}

// instant draws one in service or, where so wanted, in days around it.
func (l *life) instant(t *rapid.T, m *model, label string) time.Time {
	from := m.midnight(l.ct.Start)
	to := from.AddDate(0, l.months, 0)
	if l.ct.End.Valid() {
		to = m.midnight(l.ct.End)
	}
	n := int(to.Sub(from) / time.Minute)
	at := from.Add(time.Duration(rapid.IntRange(0, n-1).Draw(t, label)) * time.Minute)
	if oneIn(t, 4, "at a bound") { // the last minutes of a month
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

func (l *life) drawActivity(t *rapid.T) {
	m := newModel(l.ct, l.act)
	for i := range rapid.IntRange(0, 4).Draw(t, "purchases") {
		p := servicelevel.Purchase{ID: fmt.Sprint("P", i), At: l.instant(t, m, "bought")}
		if oneIn(t, 3, "before") {
			p.At = p.At.AddDate(0, -2, 0)
		}
		if oneIn(t, 5, "bought at once") && i > 0 {
			p.At = l.act.Purchases[i-1].At
		}
		p.Recorded = recorded(t, p.At)
		p.Time = rapid.SampledFrom([]time.Duration{3 * time.Hour, 5 * time.Hour, 10 * time.Hour, 20 * time.Hour}).Draw(t, "pack")
		switch {
		case oneIn(t, 5, "gift"):
			p.Gift, p.Time = true, time.Duration(rapid.IntRange(1, 200).Draw(t, "minutes"))*time.Minute
		case l.ct.Edition == "magic" || oneIn(t, 3, "own price"):
			p.Price = cents(rapid.Int64Range(0, 90_000).Draw(t, "price"))
			if oneIn(t, 2, "own time") {
				p.Time = time.Duration(rapid.IntRange(180, 600).Draw(t, "minutes")) * time.Minute
			}
		}
		l.act.Purchases = append(l.act.Purchases, p)
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "requests") {
		l.drawRequest(t, m, fmt.Sprint("T", i))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "outages") {
		l.drawOutage(t, m, fmt.Sprint("O", i))
	}
	for range rapid.IntRange(0, 2).Draw(t, "exclusions") {
		at := l.instant(t, m, "excluded")
		if n := len(l.act.Outages); n > 0 && oneIn(t, 2, "near") {
			at = began(&l.act.Outages[n-1])
		}
		l.act.Exclusions = append(l.act.Exclusions, penalty.Exclusion{
			Start: at, End: at.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minutes")) * time.Minute), Reason: penalty.Maintenance,
		})
	}
}

var lengths = []time.Duration{
	0, time.Nanosecond, 20 * time.Minute, 30*time.Minute - 1, 30 * time.Minute, 30*time.Minute + time.Second, 50 * time.Minute,
	time.Hour, 65 * time.Minute, 4 * time.Hour,
}

func (l *life) drawRequest(t *rapid.T, m *model, ticket string) {
	r := servicelevel.Request{Ticket: ticket, At: l.instant(t, m, "asked"), Kind: servicelevel.RequestKind(rapid.IntRange(0, 1).Draw(t, "kind"))}
	plan := m.plan(r.At)
	refused := false
	switch {
	case plan.monitored && oneIn(t, 3, "monitored"):
		r.Channel = servicelevel.ByMonitoring
	case oneIn(t, 8, "telephone"):
		r.Channel, refused = servicelevel.ByTelephone, true
	}
	for range rapid.IntRange(0, 2).Draw(t, "pauses") {
		at := r.At.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "pause")) * time.Minute)
		p := calendar.Pause{Start: at}
		if !oneIn(t, 6, "open pause") {
			p.End = at.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "paused")) * time.Minute)
		}
		r.Waiting = append(r.Waiting, p)
	}
	l.act.Requests = append(l.act.Requests, r)
	if refused {
		return
	}
	for range rapid.IntRange(0, 3).Draw(t, "sessions") {
		at := r.At.Add(time.Duration(rapid.OneOf(rapid.IntRange(0, 300), rapid.IntRange(0, 60*24*20)).Draw(t, "after")) * time.Minute)
		if plan.within > 0 && oneIn(t, 3, "at the deadline") {
			at = r.At.Add(plan.within + time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")))
		}
		if !m.served(m.dateOf(at)) {
			continue
		}
		in := servicelevel.Intervention{Ticket: ticket, Start: at, End: at.Add(rapid.SampledFrom(lengths).Draw(t, "worked"))}
		in.Recorded = recorded(t, at)
		l.act.Interventions = append(l.act.Interventions, in)
	}
}

func (l *life) drawOutage(t *rapid.T, m *model, id string) {
	o := penalty.Outage{ID: id, Start: l.instant(t, m, "down")}
	if n := len(l.act.Outages); n > 0 && oneIn(t, 3, "overlapping") {
		o.Start = began(&l.act.Outages[n-1]).Add(time.Duration(rapid.IntRange(-90, 90).Draw(t, "shift")) * time.Minute)
	}
	length := rapid.SampledFrom([]time.Duration{
		0, 1, time.Minute, 30 * time.Minute, 2592 * time.Second, 2592*time.Second + 1, 2678400 * time.Millisecond, 2 * time.Hour,
		25 * time.Hour, 40 * 24 * time.Hour,
	}).Draw(t, "length")
	switch rapid.IntRange(0, 5).Draw(t, "how") {
	case 0:
		o.Declared, o.Start = o.Start, time.Time{}
	case 1:
		o.Declared = o.Start.Add(time.Duration(rapid.IntRange(-30, 30).Draw(t, "declared")) * time.Minute)
	}
	if from := began(&o); !oneIn(t, 8, "open") {
		o.End = from.Add(length)
		if o.End.Before(o.Start) {
			o.End = o.Start
		}
		if o.End.Before(o.Declared) {
			o.End = o.Declared
		}
	}
	o.Recorded = recorded(t, began(&o))
	if oneIn(t, 6, "excluded") {
		o.Excluded = penalty.ForceMajeure
	}
	l.act.Outages = append(l.act.Outages, o)
}

func TestLifeAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := newModel(l.ct, l.act)
		for i := range l.months + 3 {
			mo := l.first.AddMonths(i)
			want, missing := m.month(mo)
			got, err := l.catalogue().Statement(l.ct, l.act, mo)
			if missing != nil {
				requireShort(t, short(missing), err)
				return
			}
			require.NoError(t, err, mo)
			require.NoError(t, got.Validate(), mo)
			require.Equal(t, want, accountOf(&got), mo)
		}
	})
}

func requireShort(t require.TestingT, want *shortfall, err error) {
	var e *credit.ShortfallError
	require.ErrorAs(t, err, &e)
	require.Equal(t, *want, shortfall{e.Needed, e.Available, e.Missing})
	var f *servicelevel.FieldError
	require.True(t, errors.As(err, &f))
	require.Regexp(t, `^activity\.interventions\[\d+\]$`, f.Field)
}

// known returns the activity as it was known before an instant.
func known(act servicelevel.Activity, until time.Time) servicelevel.Activity {
	var then servicelevel.Activity
	for _, p := range act.Purchases {
		if knownAt(p.Recorded, p.At).Before(until) {
			then.Purchases = append(then.Purchases, p)
		}
	}
	for _, r := range act.Requests {
		if r.At.Before(until) {
			var waiting []calendar.Pause
			for _, w := range r.Waiting {
				if w.Start.Before(until) {
					waiting = append(waiting, w)
				}
			}
			r.Waiting = waiting
			then.Requests = append(then.Requests, r)
		}
	}
	for _, in := range act.Interventions {
		if knownAt(in.Recorded, in.Start).Before(until) {
			then.Interventions = append(then.Interventions, in)
		}
	}
	for _, o := range act.Outages {
		if knownAt(o.Recorded, began(&o)).Before(until) {
			if o.End.After(until) {
				o.End = time.Time{} // still open, as far as one knew
			}
			then.Outages = append(then.Outages, o)
		}
	}
	for _, x := range act.Exclusions {
		if x.Start.Before(until) {
			then.Exclusions = append(then.Exclusions, x)
		}
	}
	return then
}

func TestLaterFactsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := newModel(l.ct, l.act)
		for i := range l.months {
			mo := l.first.AddMonths(i)
			_, end := m.bounds(mo)
			all, err := l.catalogue().Statement(l.ct, l.act, mo)
			then, err2 := l.catalogue().Statement(l.ct, known(l.act, end), mo)
			if err != nil {
				require.Error(t, err2)
				return
			}
			require.NoError(t, err2)
			requireSame(t, encode(t, all), encode(t, then))
		}
	})
}

func encode(t require.TestingT, v any) string {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// requireSame shows where two long texts differ.
func requireSame(t require.TestingT, want, got string) {
	if want == got {
		return
	}
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	show := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	require.Equal(t, show(want), show(got))
}

func shuffle[T any](t *rapid.T, list []T, label string) []T {
	if len(list) == 0 {
		return nil
	}
	return rapid.Permutation(list).Draw(t, label)
}

func TestOrderOfInputChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		act := servicelevel.Activity{
			Purchases: shuffle(t, l.act.Purchases, "p"), Requests: shuffle(t, l.act.Requests, "r"),
			Interventions: shuffle(t, l.act.Interventions, "i"), Outages: shuffle(t, l.act.Outages, "o"),
			Exclusions: shuffle(t, l.act.Exclusions, "x"),
		}
		for i := range act.Requests {
			act.Requests[i].Waiting = shuffle(t, act.Requests[i].Waiting, "w")
		}
		for i := range l.months + 1 {
			mo := l.first.AddMonths(i)
			one, err := l.catalogue().Statement(l.ct, l.act, mo)
			other, err2 := l.catalogue().Statement(l.ct, act, mo)
			if err != nil {
				require.Error(t, err2)
				return
			}
			require.NoError(t, err2)
			requireSame(t, encode(t, one), encode(t, other))
		}
	})
}

// TestStatementsChain adds the statements of a life up: what one closes with the
// next opens with, and all together are what happened.
func TestStatementsChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := newModel(l.ct, l.act)
		var packs int64
		owed := map[calendar.Month]int64{}
		charged := map[string]time.Duration{}
		lots := map[string]servicelevel.LotUse{}
		earnedBy := map[string]int64{}
		var closing time.Duration
		from := l.first
		// A year on, every fact is known.
		for i := range l.months + 4 {
			mo := from.AddMonths(i)
			s, err := l.catalogue().Statement(l.ct, l.act, mo)
			if err != nil {
				return // no credit: the other tests look at it
			}
			if i > 0 {
				require.Equal(t, closing, s.Credit.Opening, mo)
			}
			closing = s.Credit.Closing
			require.Equal(t, s.Credit.Closing, s.Credit.Opening+s.Credit.Bought-s.Credit.Used)
			seen := map[string]bool{}
			for _, lot := range s.Credit.Lots {
				seen[lot.Lot] = true
				prev, ok := lots[lot.Lot]
				if ok || i == 0 && lot.Opening > 0 {
					if ok {
						require.Equal(t, prev.Closing, lot.Opening)
						require.Equal(t, centsOf(prev.Earned)+centsOf(lot.EarnedMonth), centsOf(lot.Earned))
					}
				} else {
					require.Zero(t, lot.Opening)
				}
				require.Equal(t, centsOf(lot.Price), centsOf(lot.Earned)+centsOf(lot.Deferred))
				earnedBy[lot.Lot] += centsOf(lot.EarnedMonth)
				lots[lot.Lot] = lot
			}
			for id, lot := range lots {
				require.True(t, seen[id] || lot.Closing == 0, "a lot with hours left is gone")
			}
			for _, line := range s.Invoice.Lines {
				switch line.Kind {
				case servicelevel.PackLine:
					packs += centsOf(line.Amount)
				case servicelevel.PenaltyLine:
					owed[line.Date.MonthOf()] -= centsOf(line.Amount)
				case servicelevel.FeeLine, servicelevel.LateLine:
				}
			}
			if s.Compensation != nil {
				for _, line := range s.Compensation.Lines {
					if line.Kind == servicelevel.PenaltyLine {
						owed[line.Date.MonthOf()] += centsOf(line.Amount)
					}
				}
			}
			for _, w := range s.Tickets {
				charged[w.Ticket] += w.Charged
			}
		}
		m.requireWhole(t, l, packs, owed, charged)
	})
}

// requireWhole compares sums over all statements with the facts themselves.
func (m *model) requireWhole(t *rapid.T, l *life, packs int64, owed map[calendar.Month]int64, charged map[string]time.Duration) {
	start, _ := m.bounds(l.first)
	_, end := m.bounds(l.first.AddMonths(l.months + 3))
	var want int64
	for _, p := range l.act.Purchases {
		if at := knownAt(p.Recorded, p.At); at.Before(start) || !at.Before(end) || p.Gift {
			continue
		}
		price := m.packs[p.Time]
		if p.Price != nil {
			price = centsOf(*p.Price)
		}
		want += price
	}
	require.Equal(t, want, packs)
	for i := range l.months + 4 {
		mo := l.first.AddMonths(i)
		u, _ := m.assess(mo, end)
		require.Equal(t, u.cents, owed[mo], mo)
	}
	if l.ct.Options.EachSession {
		return
	}
	for _, r := range l.act.Requests {
		var worked time.Duration
		for _, e := range m.events(end) {
			if e.work != nil && e.work.Ticket == r.Ticket {
				worked += e.end.Sub(e.at)
			}
		}
		blocks := (worked + m.block - 1) / m.block
		require.Equal(t, blocks*m.block, charged[r.Ticket], r.Ticket)
	}
}

// What statements draw is what an account of package credit draws, fact by fact.
func TestStatementsAgreeWithTheAccount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := newModel(l.ct, l.act)
		ct := l.ct
		ct.Options.SplitMonths = false // the facts are split already
		account, err := l.catalogue().Account(ct)
		require.NoError(t, err)
		_, end := m.bounds(l.first.AddMonths(l.months + 3))
		events := m.events(end)
		worked, charged := map[string]time.Duration{}, map[string]time.Duration{}
		for i := range l.months + 4 {
			mo := l.first.AddMonths(i)
			_, until := m.bounds(mo)
			for len(events) > 0 && events[0].known.Before(until) && err == nil {
				err = m.enter(account, events[0], worked, charged)
				events = events[1:]
			}
			s, stateErr := l.catalogue().Statement(l.ct, l.act, mo)
			require.Equal(t, err == nil, stateErr == nil, "%v, %v", err, stateErr)
			if err != nil {
				return
			}
			v := account.View(end.AddDate(1, 0, 0), time.Time{})
			require.Equal(t, v.Balance().Available-v.Balance().Overdrawn, s.Credit.Closing)
			require.Equal(t, v.Month(mo).Usage.Allowance, s.Allowance.Used)
			lots := map[string]credit.Lot{}
			for _, lot := range v.Lots() {
				lots[lot.ID] = lot
			}
			for _, use := range s.Credit.Lots {
				lot := lots[use.Lot]
				require.Equal(t, []any{lot.Available, int64(lot.Earned), int64(lot.Deferred)},
					[]any{use.Closing, centsOf(use.Earned), centsOf(use.Deferred)}, use.Lot)
			}
		}
	})
}

// enter applies a fact to an account, work as what it adds to the blocks of its
// ticket (D1).
func (m *model) enter(a *credit.Account, e modelEvent, worked, charged map[string]time.Duration) error {
	entry := credit.Entry{ID: fmt.Sprint("e", a.Len()), Kind: credit.Debit, At: e.at, Recorded: e.known}
	if p := e.purchase; p != nil {
		entry.ID, entry.Kind, entry.Time = p.ID, credit.Purchase, p.Time
		switch {
		case p.Gift:
			entry.Kind = credit.Gift
		case p.Price != nil:
			entry.Price = *p.Price
		default:
			entry.Price = *cents(m.packs[p.Time])
		}
	} else {
		ticket, took := e.work.Ticket, e.end.Sub(e.at)
		if m.ct.Options.EachSession {
			worked[ticket], charged[ticket] = 0, 0
		}
		worked[ticket] += took
		entry.Time = (worked[ticket]+m.block-1)/m.block*m.block - charged[ticket]
		charged[ticket] += entry.Time
		if entry.Time == 0 {
			return nil
		}
	}
	_, err := a.Apply(entry)
	return err
}
