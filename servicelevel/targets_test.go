package servicelevel_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// modelGoal is what a plan promises of tickets of a priority, in the minutes of a naive model.
type modelGoal struct {
	kind    response.GoalKind
	minutes int
	office  bool
	pausing string
}

// modelQuota is a promise about a share, as bands of a rent of 200.00: below first costs 10, below
// second 20.
type modelQuota struct {
	kind          response.GoalKind
	priority      string // empty: all
	within, least int
	first, second int // in percent
}

// modelTargets are what plans promise, by level and priority. What is not there promises nothing.
var modelTargets = map[servicelevel.Level]map[string][]modelGoal{
	servicelevel.Pro: {
		"P1": {{response.ToRespond, 240, true, ""}, {response.ToResolve, 2880, false, "waiting"}},
		"P2": {{response.ToResolve, 6000, true, "supplier"}},
	},
	servicelevel.Business: {
		"":   {{response.ToRespond, 60, false, ""}},
		"P1": {{response.ToRespond, 45, false, ""}, {response.ToUpdate, 120, false, ""}, {response.ToResolve, 480, false, "waiting"}},
		"P3": {{response.ToRespond, 240, true, ""}, {response.ToUpdate, 1440, true, "supplier"}},
	},
}

var modelQuotas = map[servicelevel.Level][]modelQuota{
	servicelevel.Pro: {{kind: response.ToResolve, first: 90, second: 50}},
	servicelevel.Business: {
		{kind: response.ToRespond, first: 95, second: 60},
		{kind: response.ToUpdate, priority: "P1", within: 180, least: 3, first: 100, second: 70},
	},
}

// withTargets is an edition of three levels with these targets.
func withTargets(t require.TestingT, currency modelCurrency) *servicelevel.Catalogue {
	e := currency.edition(plans.NUXIT())
	for i := range e.Plans {
		p := &e.Plans[i]
		p.Availability, p.Guarantee = nil, nil
		rows := modelTargets[p.Level]
		if rows == nil {
			continue
		}
		of := response.Targets{Hours: []response.NamedHours{{Name: "office", Schedule: calendar.Schedule{
			Zone: "Europe/Paris", Hours: []calendar.Hours{{Days: calendar.Weekdays, Open: []calendar.Span{{Start: clock("09:00"), End: clock("18:00")}}}},
		}}}}
		for _, name := range []string{"", "P1", "P2", "P3"} {
			if rows[name] == nil {
				continue
			}
			row := response.Priority{Name: name}
			for _, g := range rows[name] {
				goal := response.Goal{Kind: g.kind, Within: time.Duration(g.minutes) * time.Minute, Warnings: []decimal.Decimal{*dec("0.75"), *dec("0.9")}}
				if g.office {
					goal.Hours = "office"
				}
				if g.pausing != "" {
					goal.Pausing = []string{g.pausing}
				}
				row.Goals = append(row.Goals, goal)
			}
			of.Priorities = append(of.Priorities, row)
		}
		for _, q := range modelQuotas[p.Level] {
			quota := response.Quota{Kind: q.kind, Within: time.Duration(q.within) * time.Minute, Least: q.least, Target: decimal.New(int64(q.first), -2), Percentile: *dec("0.9"), Bands: []penalty.Band{
				{From: decimal.New(int64(q.second), -2), Below: decimal.New(int64(q.first), -2), Credit: *dec("0.05")},
				{Below: decimal.New(int64(q.second), -2), Credit: *dec("0.1")},
			}}
			if q.priority != "" {
				quota.Priorities = []string{q.priority}
			}
			of.Quotas = append(of.Quotas, quota)
		}
		p.Targets = &plans.Targets{Terms: of, Rules: []string{"H4"}}
	}
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return c
}

func clock(s string) calendar.Clock {
	c, err := calendar.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// drawTickets draws a life of a few tickets under these plans.
func drawTickets(t *rapid.T) *life {
	currency := drawCurrency(t)
	l := &life{months: rapid.IntRange(1, 3).Draw(t, "months"), desk: true, currency: currency, cat: withTargets(t, currency)}
	l.first = calendar.MustParseMonth("2025-02").AddMonths(rapid.IntRange(0, 1).Draw(t, "first month"))
	levels := []servicelevel.Level{servicelevel.Business, servicelevel.Pro, servicelevel.Standard}
	l.ct = servicelevel.Contract{
		ID: "C-1", Customer: "Atelier", Edition: "nuxit", Level: rapid.SampledFrom(levels).Draw(t, "level"), Start: l.first.First(), Rent: currency.amount(rapid.SampledFrom([]int64{200_00, 200_10, 149_99, 9}).Draw(t, "rent")),
	}
	l.ct.Options.Overdraft = 1000 * time.Hour
	l.ct.Options.ProRata = oneIn(t, 2, "pro rata")
	l.ct.Options.PriceReduction = oneIn(t, 3, "price reduction")
	l.ct.Options.CorrectionMonths = rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(t, "reach")
	if oneIn(t, 2, "changes") {
		l.ct.Changes = []servicelevel.Change{{On: l.first.First().AddDays(rapid.IntRange(1, 40).Draw(t, "on")), Level: rapid.SampledFrom(levels).Draw(t, "then")}}
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "tickets") {
		l.drawTicket(t, i)
	}
	l.drawWrong(t)
	return l.accepted(t)
}

var priorities = []string{"P1", "P1", "P2", "P3", ""}

// drawTicket draws what happens to a ticket, in whole minutes.
func (l *life) drawTicket(t *rapid.T, i int) {
	name := fmt.Sprint("T", i)
	m := l.model()
	from, _ := m.bounds(l.first)
	_, until := m.bounds(l.first.AddMonths(l.months - 1))
	at := from.Add(time.Duration(rapid.IntRange(0, int(until.Sub(from)/time.Minute)-1).Draw(t, "asked")) * time.Minute)
	if oneIn(t, 3, "late in the month") {
		_, next := m.bounds(m.monthOf(at))
		at = next.Add(-time.Duration(rapid.IntRange(1, 600).Draw(t, "before")) * time.Minute)
	}
	l.add(servicelevel.Fact{ID: name, Kind: servicelevel.Requested, Ticket: name, At: at, Priority: rapid.SampledFrom(priorities).Draw(t, "priority")})
	if oneIn(t, 6, "told late") {
		l.facts[len(l.facts)-1].Recorded = at.Add(time.Duration(rapid.IntRange(1, 40*1440).Draw(t, "later")) * time.Minute)
	}
	for n := range rapid.IntRange(0, 9).Draw(t, "things") {
		after := rapid.OneOf(rapid.SampledFrom([]int{0, 44, 45, 46, 60, 61, 120, 121, 480, 481}), rapid.IntRange(0, 600), rapid.IntRange(0, 20_000)).Draw(t, "after")
		f := servicelevel.Fact{Ticket: name, At: at.Add(time.Duration(after) * time.Minute)}
		f.Kind = rapid.SampledFrom([]servicelevel.FactKind{
			servicelevel.Updated, servicelevel.Updated, servicelevel.Worked, servicelevel.Reported, servicelevel.Reported, servicelevel.Reopened,
			servicelevel.Prioritized, servicelevel.Entered, servicelevel.Waiting, servicelevel.Resumed, servicelevel.Cancelled, servicelevel.Merged,
		}).Draw(t, "kind")
		switch f.Kind {
		case servicelevel.Prioritized:
			f.Priority = rapid.SampledFrom(priorities[:4]).Draw(t, "priority")
		case servicelevel.Entered:
			f.Into = rapid.SampledFrom([]string{"supplier", "open", "waiting"}).Draw(t, "state")
		case servicelevel.Worked:
			f.End = f.At.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "worked")) * time.Minute)
		case servicelevel.Merged:
			f.Into = "T0"
		case servicelevel.Cancelled:
			if !oneIn(t, 3, "cancelled") {
				f.Kind = servicelevel.Updated
			}
		}
		f.ID = fmt.Sprintf("%s/%02d/%d", name, int(f.Kind), n)
		if oneIn(t, 4, "recorded late") {
			f.Recorded = happened(&f).Add(time.Duration(rapid.OneOf(rapid.IntRange(1, 600), rapid.IntRange(1, 60*1440)).Draw(t, "later")) * time.Minute)
		}
		l.add(f)
	}
}

// drawWrong draws that some of it was wrong.
func (l *life) drawWrong(t *rapid.T) {
	list := slices.Clone(l.facts)
	for i := range max(0, rapid.IntRange(-1, 3).Draw(t, "withdrawals")) {
		of := rapid.SampledFrom(list).Draw(t, "wrong")
		l.add(servicelevel.Fact{ID: fmt.Sprint("W", i), Kind: servicelevel.Withdrawn, Of: of.ID, At: knownAt(&of).Add(time.Duration(rapid.OneOf(rapid.IntRange(0, 600), rapid.IntRange(0, 60*1440)).Draw(t, "after")) * time.Minute)})
	}
}

// accepted leaves out what a book refuses that is told of everything as it becomes known, and that
// closes each month.
func (l *life) accepted(t *rapid.T) *life {
	l.withinReach(t)
	return l
}

// TestTargetsByAllRoads: the statements of months with targets are the same by all roads, and what
// the naive model says.
func TestTargetsByAllRoads(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawTickets(t)
		want := inOneCall(atRandom(t), l)
		for i, mo := range l.monthsOf() {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(want[i])), mo)
			goals, quotas := l.attained(mo)
			require.Equal(t, goals, goalsOf(&s), "%s\n%+v", mo, l.facts)
			require.Equal(t, quotas, quotasOf(&s), "%s\n%+v", mo, l.facts)
		}
		requireRoads(atRandom(t), l, want, []road{{"one by one", oneByOne}, {"as known", asKnown}, {"skipping", skipping}, {"resumed", resumed}, {"closings", byClosings}, {"facts", byFacts}})
	})
}

// goalsOf and quotasOf say what a statement says.
func goalsOf(s *servicelevel.Statement) (list []string) {
	for _, g := range s.Goals {
		x := &g.Standing
		list = append(list, modelStanding{
			ticket: x.Ticket, kind: x.Kind, priority: x.Priority, start: x.Start, elapsed: int(x.Elapsed / time.Minute), within: int(x.Within / time.Minute),
			reached: x.Reached, missed: x.State == response.GoalMissed,
		}.String()+fmt.Sprint(" ", g.Revised))
	}
	return list
}

func quotasOf(s *servicelevel.Statement) (list []string) {
	of := modelCurrency(s.Currency).of
	for _, q := range s.Quotas {
		a := q.Result.Attainment
		list = append(list, fmt.Sprint(q.Month, " ", q.Ref, " ", a.InTime, a.Late, a.Waiting, " ", of(q.Result.Amount), " before ", of(q.Before)))
	}
	return list
}

// modelStanding is how a ticket stands to a goal, by the naive model.
type modelStanding struct {
	ticket, priority string
	kind             response.GoalKind
	start, reached   time.Time // zero: not yet
	elapsed, within  int
	missed, dropped  bool
	level            servicelevel.Level // as the clock started
}

func (s modelStanding) String() string {
	reached := "never"
	if !s.reached.IsZero() {
		reached = s.reached.UTC().Format(time.RFC3339)
	}
	return fmt.Sprint(s.ticket, " ", s.kind, " ", s.priority, " from ", s.start.UTC().Format(time.RFC3339), " ", s.elapsed, " of ", s.within, " ", reached, " ", s.missed)
}

func (s *modelStanding) same(o *modelStanding) bool {
	return s.kind == o.kind && s.start.Equal(o.start)
}

// attained is what the statement of a month says.
func (l *life) attained(mo calendar.Month) (goals, quotas []string) {
	m := l.model()
	from, until := m.bounds(mo)
	window := l.ct.Options.CorrectionMonths
	if window == 0 {
		window = 12
	}
	reach, _ := m.bounds(mo.AddMonths(-window))
	now, before := l.standings(m, until), l.standings(m, from)
	owed := func(q *modelQuota, n [3]int) int64 { return q.owed(n, l.currency.units(*l.ct.Rent)) }
	slices.SortStableFunc(now, func(x, y modelStanding) int {
		return cmp.Or(x.start.Compare(y.start), cmp.Compare(x.ticket, y.ticket), cmp.Compare(x.kind, y.kind))
	})
	for _, s := range now {
		if s.start.Before(reach) {
			continue
		}
		i := slices.IndexFunc(before, func(o modelStanding) bool { return o.ticket == s.ticket && o.same(&s) })
		said := i >= 0 && before[i].missed
		switch {
		case !s.missed && !said:
		case said && s.missed && s.reached.Equal(before[i].reached) && s.within == before[i].within && s.priority == before[i].priority && (s.reached.IsZero() || s.elapsed == before[i].elapsed):
		default:
			goals = append(goals, fmt.Sprint(s, " ", said))
		}
	}
	for of := mo.AddMonths(-window); of.Compare(mo) <= 0; of = of.AddMonths(1) {
		start, end := m.bounds(of)
		var seen []servicelevel.Level
		for at := start; at.Before(end); at = at.AddDate(0, 0, 1) {
			level := l.levelOn(m, at)
			if at.Before(m.midnight(l.ct.Start)) || slices.Contains(seen, level) {
				continue
			}
			seen = append(seen, level)
		}
		order := []servicelevel.Level{l.ct.Level}
		for _, ch := range l.ct.Changes {
			order = append(order, ch.Level)
		}
		slices.SortStableFunc(seen, func(a, b servicelevel.Level) int { return slices.Index(order, a) - slices.Index(order, b) })
		for _, level := range seen {
			for n, q := range modelQuotas[level] {
				a, b := q.count(now, level, start, end), q.count(before, level, start, end)
				if of != mo && a == b {
					continue
				}
				was := int64(0)
				if of != mo {
					was = owed(&q, b)
				}
				quotas = append(quotas, fmt.Sprint(of, " ", level, "/", n+1, " ", a[0], a[1], a[2], " ", l.currency.text(owed(&q, a)), " before ", l.currency.text(was)))
			}
		}
	}
	return goals, quotas
}

// count counts what is in time, late and undecided.
func (q *modelQuota) count(list []modelStanding, level servicelevel.Level, start, end time.Time) (n [3]int) {
	for _, s := range list {
		within := cmp.Or(q.within, s.within)
		switch {
		case s.kind != q.kind || s.level != level || s.start.Before(start) || !s.start.Before(end) || q.priority != "" && q.priority != s.priority:
		case s.elapsed > within:
			n[1]++
		case !s.reached.IsZero():
			n[0]++
		case !s.dropped:
			n[2]++
		}
	}
	return n
}

// owed is a twentieth of the rent below the first target, and a tenth below the second, to the nearest unit.
func (q *modelQuota) owed(n [3]int, rent int64) int64 {
	decided := n[0] + n[1]
	switch {
	case decided < max(q.least, 1) || n[0]*100 >= q.first*decided:
		return 0
	case n[0]*100 >= q.second*decided:
		return (rent + 10) / 20
	}
	return (rent + 5) / 10
}

// levelOn returns the level of an instant.
func (l *life) levelOn(m *model, at time.Time) servicelevel.Level {
	level := l.ct.Level
	for _, ch := range l.ct.Changes {
		on := m.midnight(ch.On)
		if !l.ct.Options.ProRata && ch.On.Day != 1 {
			on = m.midnight(ch.On.MonthOf().AddMonths(1).First())
		}
		if !at.Before(on) {
			level = ch.Level
		}
	}
	return level
}

// standings are those of all tickets by what was known before an instant, as of then.
func (l *life) standings(m *model, asOf time.Time) (list []modelStanding) {
	wrong := map[string]bool{}
	for _, f := range l.facts {
		if f.Kind == servicelevel.Withdrawn && knownAt(&f).Before(asOf) {
			wrong[f.Of] = true
		}
	}
	var known []servicelevel.Fact
	for _, f := range m.told(asOf) {
		if !wrong[f.ID] && f.Kind != servicelevel.Withdrawn {
			known = append(known, f)
		}
	}
	for _, f := range known {
		if f.Kind == servicelevel.Requested {
			s := scan{l: l, m: m, asked: f, until: asOf}
			s.gather(known)
			list = append(list, s.standings()...)
		}
	}
	return list
}

// scan looks at a ticket minute by minute.
type scan struct {
	l       *life
	m       *model
	asked   servicelevel.Fact
	until   time.Time // as of, or when it was over
	over    bool
	facts   []servicelevel.Fact // of the ticket, by when they were
	answers []time.Time         // the words, the first one that answers
	// spans are when it was resolved; one without an end goes on.
	spans [][2]time.Time
}

func (s *scan) gather(known []servicelevel.Fact) {
	merged := map[string]servicelevel.Fact{}
	for _, f := range known {
		if f.Kind == servicelevel.Merged {
			merged[f.Ticket] = f
		}
	}
	end := func(f *servicelevel.Fact) bool {
		return f.Kind == servicelevel.Cancelled || f.Kind == servicelevel.Merged
	}
	var work time.Time
	for _, f := range known {
		to := f.Ticket
		// Work that was told before the merger stays where it was told.
		if over, ok := merged[to]; ok && f.Kind == servicelevel.Worked && !f.At.Before(over.At) && !knownAt(&f).Before(knownAt(&over)) {
			to = "T0" // where all are merged into
		}
		if to != s.asked.Ticket {
			continue
		}
		if f.Kind == servicelevel.Worked && (work.IsZero() || f.At.Before(work)) {
			work = f.At
		}
		if f.Kind == servicelevel.Worked && work.Before(s.asked.At) {
			work = s.asked.At
		}
		if s.facts = append(s.facts, f); end(&f) && f.At.Before(s.until) {
			s.until, s.over = f.At, true
		}
	}
	slices.SortStableFunc(s.facts, func(f, g servicelevel.Fact) int { return f.At.Compare(g.At) })
	s.resolutions()
	word := func(at time.Time) {
		if !at.After(s.until) && !slices.ContainsFunc(s.answers, at.Equal) {
			s.answers = append(s.answers, at)
		}
	}
	first := work
	for _, f := range s.facts {
		says := f.Kind == servicelevel.Updated || f.Kind == servicelevel.Reported && s.resolvedBefore(f.At)
		if says && (first.IsZero() || f.At.Before(first)) {
			first = f.At
		}
	}
	if !first.IsZero() {
		word(first)
	}
	for _, f := range s.facts {
		if f.Kind == servicelevel.Updated || f.Kind == servicelevel.Reported && s.resolvedBefore(f.At) {
			word(f.At)
		}
	}
	slices.SortFunc(s.answers, time.Time.Compare)
}

// resolutions works out when it was resolved.
func (s *scan) resolutions() {
	for i := 0; i < len(s.facts); {
		at := s.facts[i].At
		reported, reopened := false, false
		for ; i < len(s.facts) && s.facts[i].At.Equal(at); i++ {
			reported = reported || s.facts[i].Kind == servicelevel.Reported
			reopened = reopened || s.facts[i].Kind == servicelevel.Reopened
		}
		if at.After(s.until) {
			return
		}
		resolved := len(s.spans) > 0 && s.spans[len(s.spans)-1][1].IsZero()
		switch {
		case reported && !resolved && reopened:
			s.spans = append(s.spans, [2]time.Time{at, at})
		case reported && !resolved:
			s.spans = append(s.spans, [2]time.Time{at, {}})
		case reopened && resolved && !reported:
			s.spans[len(s.spans)-1][1] = at
		}
	}
}

// resolvedBefore reports whether it was resolved just before an instant.
func (s *scan) resolvedBefore(at time.Time) bool {
	return slices.ContainsFunc(s.spans, func(x [2]time.Time) bool { return x[0].Before(at) && (x[1].IsZero() || !x[1].Before(at)) })
}

func (s *scan) resolvedAt(at time.Time) bool {
	return slices.ContainsFunc(s.spans, func(x [2]time.Time) bool { return !x[0].After(at) && (x[1].IsZero() || x[1].After(at)) })
}

// goal is what is promised at an instant by what is known of it, and the name of the priority.
func (s *scan) goal(kind response.GoalKind, at time.Time) (*modelGoal, string) {
	priority := s.asked.Priority
	for _, f := range s.facts {
		if f.Kind == servicelevel.Prioritized && !f.At.After(at) {
			priority = f.Priority
		}
	}
	for _, g := range modelTargets[s.l.levelOn(s.m, at)][priority] {
		if g.kind == kind {
			return &g, priority
		}
	}
	return nil, priority
}

func (s *scan) state(at time.Time) string {
	state, waits := "open", 0
	for _, f := range s.facts {
		if f.At.After(at) {
			break
		}
		switch f.Kind {
		case servicelevel.Entered:
			state = f.Into
		case servicelevel.Waiting:
			waits++
		case servicelevel.Resumed:
			waits--
		}
	}
	if waits > 0 {
		return "waiting"
	}
	return state
}

// elapsed counts the minutes that the clock of a goal shows, those together in which nothing changes.
func (s *scan) elapsed(kind response.GoalKind, from, to time.Time) (n int) {
	for at := from; at.Before(to); {
		until := s.changes(at, to)
		minutes := int((until.Sub(at) + time.Minute - 1) / time.Minute)
		g, _ := s.goal(kind, at)
		stands := g == nil || kind == response.ToResolve && s.resolvedAt(at) || g.pausing != "" && g.pausing == s.state(at)
		for i := 0; i < minutes && !stands; i++ {
			if !g.office || atTheOffice(at.Add(time.Duration(i)*time.Minute)) {
				n++
			}
		}
		at = at.Add(time.Duration(minutes) * time.Minute)
	}
	return n
}

// changes is when anything may change after an instant: with a fact of the ticket, or at midnight.
func (s *scan) changes(at, to time.Time) time.Time {
	next := s.m.midnight(calendar.DateOf(at.In(paris)).AddDays(1))
	earlier := func(x time.Time) {
		if x.After(at) && x.Before(next) {
			next = x
		}
	}
	earlier(to)
	for _, f := range s.facts {
		earlier(f.At)
	}
	for _, x := range s.spans {
		earlier(x[0])
		earlier(x[1])
	}
	return next
}

func atTheOffice(at time.Time) bool {
	local := at.In(paris)
	day := local.Weekday()
	return day != time.Saturday && day != time.Sunday && local.Hour() >= 9 && local.Hour() < 18
}

// standing is how it stands to a goal whose clock started, that was reached, or zero.
func (s *scan) standing(kind response.GoalKind, start, reached time.Time) (modelStanding, bool) {
	end := reached
	var by time.Time
	if reached.IsZero() {
		end, by = s.until, s.until
	} else if by = reached.Add(-time.Minute); by.Before(start) {
		by = start
	}
	g, priority := s.goal(kind, by)
	if reached.Equal(start) { // by what it was opened with
		at := s.asked
		priority = at.Priority
		g = nil
		for _, x := range modelTargets[s.l.levelOn(s.m, start)][priority] {
			if x.kind == kind {
				g = &x
			}
		}
	}
	if g == nil {
		return modelStanding{}, false
	}
	x := modelStanding{ticket: s.asked.Ticket, kind: kind, priority: priority, start: start, reached: reached, within: g.minutes, level: s.l.levelOn(s.m, start)}
	x.elapsed = s.elapsed(kind, start, end)
	x.missed = x.elapsed > x.within
	x.dropped = s.over && reached.IsZero() && !x.missed
	return x, true
}

func (s *scan) standings() (list []modelStanding) {
	add := func(kind response.GoalKind, start, reached time.Time) {
		if x, ok := s.standing(kind, start, reached); ok {
			list = append(list, x)
		}
	}
	asked := s.asked.At
	var answered, resolved time.Time
	if len(s.answers) > 0 {
		answered = s.answers[0]
	}
	if len(s.spans) > 0 && (answered.IsZero() || s.spans[0][0].Before(answered)) {
		answered = s.spans[0][0]
	}
	add(response.ToRespond, asked, answered)
	type point struct {
		at   time.Time
		what int // a word, a resolution, a reopening
	}
	var points []point
	for _, at := range s.answers {
		points = append(points, point{at, 0})
	}
	for _, x := range s.spans {
		if points = append(points, point{x[0], 1}); !x[1].IsZero() {
			points = append(points, point{x[1], 2})
		}
	}
	slices.SortStableFunc(points, func(x, y point) int { return cmp.Or(x.at.Compare(y.at), x.what-y.what) })
	start, running := asked, true
	for _, p := range points {
		if running && p.what < 2 && p.at.After(start) {
			add(response.ToUpdate, start, p.at)
		}
		if p.what != 0 {
			running = p.what == 2
		}
		start = p.at
	}
	if running && (start.Before(s.until) || !s.over) {
		add(response.ToUpdate, start, time.Time{})
	}
	if n := len(s.spans); n > 0 && s.spans[n-1][1].IsZero() {
		resolved = s.spans[n-1][0]
	}
	add(response.ToResolve, asked, resolved)
	return list
}
