package servicelevel_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel"
)

type modelResponse struct {
	due, answered   time.Time
	until           time.Time // the answer, or what it was looked at as of
	outcome         string
	elapsed, margin time.Duration
}

// attended is when the first work on a ticket that is known began.
func (t *modelTicket) attended() (first time.Time) {
	for _, at := range t.answers {
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}

// guaranteed reports whether an intervention on a request is guaranteed within a time
// (S46, S63, D18).
func (s *story) guaranteed(t *modelTicket) bool {
	r := &t.request
	if r.Channel == servicelevel.ByMonitoring && !s.plan(r.At).monitored {
		return false
	}
	return r.Request == servicelevel.Incident && r.For == "" && s.plan(r.At).within > 0 && s.served(s.dateOf(r.At)) && s.takes(r.Channel, r.At)
}

// respond judges a request as of an instant: it steps through the minutes of the
// guarantee's clock (D18). ok is false if nothing is guaranteed for it any more (D37).
func (s *story) respond(t *modelTicket, at time.Time) (modelResponse, bool) {
	return s.respondKnowing(t, at, at)
}

// respondKnowing is respond with the pauses that had begun before another instant.
func (s *story) respondKnowing(t *modelTicket, at, known time.Time) (a modelResponse, ok bool) {
	over := !t.over.IsZero()
	if over && t.over.Before(at) {
		at, known = t.over, t.over
	}
	within := s.plan(t.request.At).within
	if a.answered = t.attended(); a.answered.After(at) {
		a.answered = time.Time{}
	}
	until := a.answered
	if until.IsZero() {
		until = at
	} else if until.Before(known) { // a pause that begins after the answer moves nothing
		known = until
	}
	a.until = until
	const minute = int64(time.Minute)
	var passed, elapsed int64
	limit, stop, done := int64(within), until.UnixNano(), false
	for now := t.request.At.UnixNano(); now < stop || !done; {
		runs, never := s.clockRuns(t, now, known)
		if passed == limit && !done {
			a.due, done = time.Unix(0, now), true
		}
		if never && !done {
			done = true // the deadline never comes
		}
		next := now - now%minute + minute
		if now < stop && next > stop {
			next = stop
		}
		if runs && passed+next-now > limit && passed < limit {
			next = now + limit - passed
		}
		if runs {
			passed += next - now
			if now < stop {
				elapsed += next - now
			}
		}
		if passed == limit && !done {
			a.due, done = time.Unix(0, next), true
		}
		now = next
	}
	a.elapsed = time.Duration(elapsed)
	switch a.margin = within - a.elapsed; {
	case a.margin < 0:
		a.outcome = "late"
	case a.answered.IsZero():
		a.outcome = "waiting"
	default:
		a.outcome = "in_time"
	}
	return a, !over || a.outcome != "waiting"
}

// clockRuns reports whether the clock counts the minute from an instant on, and whether it
// will never count again. A pause is known once it has begun.
func (s *story) clockRuns(t *modelTicket, now int64, known time.Time) (runs, never bool) {
	if s.ct.Options.PauseWaiting {
		for _, p := range t.waiting {
			if !p.Start.Before(known) || now < p.Start.UnixNano() {
				continue
			}
			if p.End.IsZero() {
				return false, true
			}
			if now < p.End.UnixNano() {
				return false, false
			}
		}
	}
	return !s.ct.Options.GuaranteeInHours || s.office.open(time.Unix(0, now)), false
}

// judged is how the requests stand to their guarantees as of an instant, by their names: of
// those that are judged.
func (s *story) judged(at time.Time) map[string]modelResponse {
	list := map[string]modelResponse{}
	for name, t := range s.tickets {
		if t.never || !s.guaranteed(t) || !knownAt(&t.request).Before(at) {
			continue
		}
		if a, ok := s.respond(t, at); ok && a.outcome != "waiting" {
			list[name] = a
		}
	}
	return list
}

// lateness is how late an answer is by the clause, on the clock without one (D19).
func (m *model) lateness(a modelResponse) time.Duration {
	switch {
	case a.outcome != "late":
		return 0
	case m.lateClause() == nil || !m.lateClause().RealTime:
		return -a.margin
	}
	return a.until.Sub(a.due)
}

// lateClause is by what late interventions are charged, or nil.
func (m *model) lateClause() *penalty.Terms {
	if m.ct.Options.Late != nil {
		return m.ct.Options.Late
	}
	return m.late
}

// lateGroups tells apart what is charged together: all, by the contract's clause, or what was asked
// for under each level.
func (s *story) lateGroups() []servicelevel.Level {
	if s.ct.Options.Late != nil {
		return []servicelevel.Level{""}
	}
	levels := []servicelevel.Level{s.ct.Level}
	for _, ch := range s.ct.Changes {
		if !slices.Contains(levels, ch.Level) {
			levels = append(levels, ch.Level)
		}
	}
	return levels
}

// under returns those of a group.
func (s *story) under(group servicelevel.Level, judged map[string]modelResponse) map[string]modelResponse {
	out := maps.Clone(judged)
	maps.DeleteFunc(out, func(name string, _ modelResponse) bool {
		return group != "" && s.level(s.dateOf(s.tickets[name].request.At)) != group
	})
	return out
}

// guarantees judges incidents, and again if what became known in the month changes that, or
// how late they are; and charges what they are late by, or gives it back, with the month of
// their deadlines (D19).
func (s *story) guarantees(mo calendar.Month, from, until time.Time, out *account) []modelLine {
	then := s.model.fold(from, from)
	names := slices.Clone(s.order)
	slices.SortFunc(names, func(x, y string) int {
		if c := s.tickets[x].request.At.Compare(s.tickets[y].request.At); c != 0 {
			return c
		}
		return slices.Compare([]string{x}, []string{y})
	})
	first := mo.AddMonths(-s.window())
	is, was := s.judged(until), then.judged(from)
	for _, name := range names {
		now, ok := is[name]
		if !ok {
			s.clockRan(name, from, until)
			continue
		}
		text := "judged"
		if before, ok := was[name]; ok {
			moved := s.lateness(now) != s.lateness(before) || !now.due.Equal(before.due)
			again := now.outcome == "late" && before.outcome == "late" && moved && (s.monthOf(now.due).Compare(first) >= 0 || s.monthOf(before.due).Compare(first) >= 0)
			if before.outcome == now.outcome && !again {
				continue
			}
			text = "revised"
		}
		s.judgementDecided(s.tickets[name], now, until, false)
		out.Guarantees = append(out.Guarantees, fmt.Sprintf("%s %s from %s due %s answered %s: %s, %s on the clock, margin %s", text, name, stamp(s.tickets[name].request.At),
			stamp(now.due), stamp(now.answered), now.outcome, now.elapsed, now.margin))
	}
	if s.lateClause() == nil {
		return nil
	}
	var lines []modelLine
	for of := first; of.Compare(mo) <= 0; of = of.AddMonths(1) {
		for _, group := range s.lateGroups() {
			is, was := s.under(group, is), then.under(group, was)
			line := modelLine{kind: "late", date: s.first(of).String(), taxed: s.lastDay(of), level: then.lateLevel(of, was), ref: string(group)}
			if s.late(of, is) > 0 {
				line.level = s.lateLevel(of, is)
			}
			line.cents = s.lateCost(of, is) - then.lateCost(of, was)
			if of != mo {
				line.corrects = of.String()
			}
			s.lateDecided(of, is, until, then, was, from)
			lines = append(lines, line)
		}
	}
	return lines
}

// clockRan is D37 for a request that went, by what became known since an instant, while its clock ran.
func (s *story) clockRan(name string, from, until time.Time) {
	t := s.tickets[name]
	if t.never || !s.guaranteed(t) || !knownAt(&t.request).Before(until) {
		return
	}
	_, ok := s.respond(t, until)
	s.decides("D37", !ok && !t.told.Before(from))
}

// lateDecided is D26 for what the late interventions of a month cost, if that is said: if some of
// them are late by more or less than they were.
func (s *story) lateDecided(of calendar.Month, is map[string]modelResponse, until time.Time, then *story, was map[string]modelResponse, from time.Time) {
	said := false
	for name := range s.tickets {
		now, before := is[name], was[name]
		in := func(a modelResponse) bool { return a.outcome == "late" && s.monthOf(a.due) == of }
		said = said || (in(now) || in(before)) && !(in(now) && in(before) && s.lateness(now) == s.lateness(before) && now.due.Equal(before.due))
	}
	if !said {
		return
	}
	for name, now := range is {
		if now.outcome == "late" && s.monthOf(now.due) == of {
			s.judgementDecided(s.tickets[name], now, until, true)
		}
	}
	for name, before := range was {
		if before.outcome == "late" && s.monthOf(before.due) == of {
			then.judgementDecided(then.tickets[name], before, from, true)
		}
	}
	s.decides("D26", then.decided["D26"])
}

// window is how many months corrections reach back.
func (m *model) window() int {
	if n := m.ct.Options.CorrectionMonths; n > 0 {
		return n
	}
	return 12
}

// late is how many interventions came late of those with deadlines in a month.
func (s *story) late(of calendar.Month, judged map[string]modelResponse) (n int) {
	for _, a := range judged {
		if a.outcome == "late" && s.monthOf(a.due) == of {
			n++
		}
	}
	return n
}

// lateLevel is the level of the one of them that was asked for last.
func (s *story) lateLevel(of calendar.Month, judged map[string]modelResponse) (level servicelevel.Level) {
	var last *servicelevel.Fact
	for name, a := range judged {
		r := &s.tickets[name].request
		if a.outcome != "late" || s.monthOf(a.due) != of || last != nil && (r.At.Before(last.At) || r.At.Equal(last.At) && r.Ticket < last.Ticket) {
			continue
		}
		last, level = r, s.level(s.dateOf(r.At))
	}
	return level
}

// lateCost is what the interventions of a month cost that came late: each a share of the rent,
// or a share or an amount an hour begun, the rent at most (D19).
func (s *story) lateCost(of calendar.Month, judged map[string]modelResponse) int64 {
	rent, terms := ratio(s.currency.units(*s.ct.Rent), 1), s.lateClause()
	exact, whole := ratio(0, 1), rent
	if terms.Basis == penalty.Amount {
		whole = s.currency.one()
	}
	for _, a := range judged {
		late := s.lateness(a)
		if a.outcome != "late" || s.monthOf(a.due) != of {
			continue
		}
		share := terms.Rate.Rat()
		if len(terms.Lengths) > 0 {
			share = terms.Lengths[0].Credit.Rat()
		} else {
			share = times(share, ratio(int64((late+time.Hour-1)/time.Hour), 1))
		}
		exact = new(big.Rat).Add(exact, times(whole, share))
	}
	if exact.Cmp(rent) > 0 {
		exact = rent
	}
	return roundCents(exact, max(s.ct.Options.Rounding, terms.Rounding))
}

// modelUptime is one month's availability at a level.
type modelUptime struct {
	currency    modelCurrency // of what is owed
	down, total time.Duration
	missed      bool
	cents       int64
	level       servicelevel.Level
	claim       string
	notClaimed  string            // of each outage that was to be claimed
	inTime      string            // of each that was
	others      []modelUptime     // by further clauses
	all         int64             // cents by all clauses together, if there are several
	each        []time.Duration   // what of each outage counts
	dates       []map[string]bool // on which each outage that counts lies
	across      bool              // what lies outside the service decided that some downtime counts
}

func (u modelUptime) text(mo calendar.Month, before int64) string {
	others := ""
	for _, x := range u.others {
		others += fmt.Sprintf(", %s of %s, missed %t, %s%s", x.down, x.total, x.missed, x.currency.text(x.cents), x.claim+x.notClaimed+x.inTime)
	}
	return fmt.Sprintf("%s at %s: %s of %s, missed %t, %s%s%s: %s, before %s", mo, u.level, u.down, u.total, u.missed, u.currency.text(u.cents), u.claim+u.notClaimed+u.inTime, others, u.currency.text(u.owed()), u.currency.text(before))
}

// owed is what the month comes to by all clauses.
func (u modelUptime) owed() int64 {
	if len(u.others) > 0 {
		return u.all
	}
	return u.cents
}

// same reports whether nothing changed of what is said of an earlier month. Of an outage that counts, nothing did if
// the downtime is the same, whenever it was claimed.
func (u modelUptime) same(v modelUptime) bool {
	return u.withoutClaims().text(calendar.Month{}, 0) == v.withoutClaims().text(calendar.Month{}, 0)
}

// withoutClaims is without those that were made in time for single outages.
func (u modelUptime) withoutClaims() modelUptime {
	u.inTime, u.others = "", slices.Clone(u.others)
	for i := range u.others {
		u.others[i].inTime = ""
	}
	return u
}

// uptimes assesses the month, and earlier ones that facts of the month changed.
func (s *story) uptimes(mo calendar.Month, from, until time.Time, out *account) (lines []modelLine) {
	then := s.model.fold(from, from)
	at := s.monthOn(s.ct.Start)
	if reach := mo.AddMonths(-s.window()); at.Compare(reach) < 0 {
		at = reach // corrections reach no further
	}
	added := int64(0)
	defer func() { out.Days = decimal.New(added, -2).StringFixed(2) }()
	inDays := s.ct.Options.Penalty != nil && s.ct.Options.Penalty.Basis == penalty.ServiceDays
	for ; at.Compare(mo) <= 0; at = at.AddMonths(1) {
		for _, promise := range s.promising() {
			now, ok := s.assess(at, promise, until)
			if !ok {
				continue
			}
			s.decides("D25", now.level == servicelevel.CriticalBusiness && at == mo)
			s.decides("D35", now.across && at == mo)
			line := modelLine{kind: "penalty", date: s.first(at).String(), taxed: s.lastDay(at), level: now.level, cents: now.owed()}
			if inDays {
				added, line.cents = added+now.owed(), 0
			}
			if at == mo {
				out.Uptimes = append(out.Uptimes, now.text(at, 0))
				lines = append(lines, line)
				continue
			}
			was, _ := then.assess(at, promise, from)
			if inDays {
				added -= was.owed()
			}
			if now.same(was) {
				continue
			}
			s.decides("D25", now.level == servicelevel.CriticalBusiness)
			s.decides("D35", now.across || was.across)
			out.Uptimes = append(out.Uptimes, now.text(at, was.owed()))
			if !inDays {
				line.cents -= was.owed()
			}
			line.corrects = at.String()
			lines = append(lines, line)
		}
	}
	return lines
}

// exactly reads a fraction that is a decimal.
func exactly(fraction string) decimal.Decimal {
	r, ok := new(big.Rat).SetString(fraction)
	if n, exact := r.FloatPrec(); !ok || !exact || n > 9 {
		panic("no decimal")
	}
	return decimal.RequireFromString(r.FloatString(9))
}

// modelPromise is an availability that a level promises, under one edition or several.
type modelPromise struct {
	level        servicelevel.Level
	target, rate string
}

// anyPromise stands for all levels together, which one clause holds for.
var anyPromise = modelPromise{level: "any"}

// promise is that of a plan of a level, or the zero value.
func (p modelPlan) promise(l servicelevel.Level) (of modelPromise) {
	if p.target != nil {
		of = modelPromise{l, p.target.String(), p.rate.String()}
	}
	return of
}

// promising lists what the contract promises of availability, in the order in which it
// first does.
func (m *model) promising() (list []modelPromise) {
	if m.ct.Options.Penalty != nil {
		return []modelPromise{anyPromise}
	}
	for d, n := m.ct.Start, 0; m.served(d) && n < 300; d, n = d.AddDays(1), n+1 { // the longest life is shorter
		if of := m.planOn(d).promise(m.level(d)); of != (modelPromise{}) && !slices.Contains(list, of) {
			list = append(list, of)
		}
	}
	return list
}

func began(f *servicelevel.Fact) time.Time {
	if !f.Declared.IsZero() && f.Declared.Before(f.At) {
		return f.Declared
	}
	return f.At
}

// assess assesses a promise by each of its clauses, and by all of them together.
func (s *story) assess(mo calendar.Month, promise modelPromise, asOf time.Time) (modelUptime, bool) {
	terms := penalty.Terms{}
	if s.ct.Options.Penalty != nil {
		terms = *s.ct.Options.Penalty
	}
	u, ok := s.assessBy(mo, promise, terms, asOf)
	besides := s.ct.Options.PenaltyBesides
	if !ok || besides == nil {
		return u, ok
	}
	for _, other := range besides.Others {
		x, _ := s.assessBy(mo, promise, other, asOf)
		u.others = append(u.others, x)
		u.across = u.across || x.across
	}
	u.all = s.together(&u, besides, max(terms.Rounding, s.ct.Options.Rounding))
	return u, true
}

// together is what clauses come to: the most that one of them does, or all that they do, up to their cap.
func (s *story) together(u *modelUptime, besides *clauses.Besides, how penalty.Rounding) int64 {
	all := u.cents
	for _, x := range u.others {
		if besides.By == clauses.Sum {
			all += x.cents
		} else if x.cents > all {
			all = x.cents
		}
	}
	if besides.Cap.Sign() > 0 {
		if most := roundCents(times(ratio(s.currency.units(*s.ct.Rent), 1), besides.Cap.Rat()), how); all > most {
			all = most
		}
	}
	return all
}

// assessBy measures the period of a promise that ends with a month, mostly that month itself,
// by what is known: the period is cut at every bound of anything, and each slice is either
// down or not.
func (s *story) assessBy(mo calendar.Month, promise modelPromise, terms penalty.Terms, asOf time.Time) (modelUptime, bool) {
	terms.Rounding = max(terms.Rounding, s.ct.Options.Rounding)
	months := map[penalty.Period]int{penalty.CalendarMonth: 1, penalty.ThirtyDays: 1, penalty.Quarter: 3, penalty.Year: 12}[terms.Period]
	u := modelUptime{currency: s.currency.unlessDays(&terms)}
	last := mo
	for int(last.Month)%months != 0 {
		last = last.AddMonths(1)
	}
	with := last // the month whose statement has it: no later one than the contract's last
	if end := s.ct.End; end.Valid() && s.monthOn(end.AddDays(-1)).Compare(last) < 0 {
		with = s.monthOn(end.AddDays(-1))
	}
	if mo != with {
		return u, false
	}
	from, _ := s.bounds(last.AddMonths(1 - months))
	_, to := s.bounds(last)
	var service []calendar.Interval
	for i := range months {
		for _, r := range s.runs(last.AddMonths(1 - months + i)) {
			if of := r.plan().promise(r.level); of == promise || promise == anyPromise && of != (modelPromise{}) {
				service = append(service, calendar.Interval{Start: s.midnight(r.from), End: s.midnight(r.until)})
				u.level = r.level
			}
		}
	}
	if len(service) == 0 {
		return u, false
	}
	cuts := []time.Time{from, to}
	for _, x := range service {
		cuts = append(cuts, x.Start, x.End)
		u.total += x.End.Sub(x.Start)
	}
	end := asOf // what goes on is counted until then (D15)
	cuts = append(cuts, end)
	in := func(list []calendar.Interval, t time.Time) bool {
		return slices.ContainsFunc(list, func(x calendar.Interval) bool { return x.Contains(t) })
	}
	var outs, spared, excl []calendar.Interval
	for _, o := range s.outages {
		x := calendar.Interval{Start: began(&o.fact), End: o.fact.End}
		if x.End.IsZero() || x.End.After(end) {
			x.End = end
		}
		if o.fact.Reason == penalty.Counts {
			outs = append(outs, x)
		} else {
			spared = append(spared, x)
		}
		cuts = append(cuts, x.Start, x.End)
	}
	for _, x := range s.exclusions {
		excl = append(excl, calendar.Interval{Start: x.At, End: x.End})
		cuts = append(cuts, x.At, x.End)
	}
	slices.SortFunc(cuts, time.Time.Compare)
	spent := modelSpent(cuts, terms.MaintenanceBudget, func(t time.Time) bool { return in(service, t) && in(excl, t) })
	if !spent.IsZero() {
		cuts = append(cuts, spent)
		slices.SortFunc(cuts, time.Time.Compare)
	}
	ends := service[len(service)-1].End
	off := func(t time.Time) bool {
		return in(excl, t) && (spent.IsZero() || t.Before(spent) || !t.Before(ends))
	}
	var excluded time.Duration
	one := modelDowntime{terms: &terms, from: from, zone: s.zone, claims: s.claimsOf(last.AddMonths(1-months), last, asOf)}
	for i := 1; i < len(cuts); i++ {
		t, length := cuts[i-1], cuts[i].Sub(cuts[i-1])
		if length > 0 && !in(outs, t) {
			one.over(&u)
		}
		if length > 0 && in(outs, t) {
			if one.until = cuts[i]; one.began.IsZero() {
				one.began = t
			}
		}
		switch is, off := in(outs, t), off(t); {
		case is && off && in(service, t):
			one.excluded += length
			excluded += length
		case is && !off && in(service, t):
			one.lasted += length
			one.here = append(one.here, calendar.Interval{Start: t, End: cuts[i]})
		case is && !off:
			one.lasted += length
		case !is && off && in(service, t):
			excluded += length
		case !is && in(spared, t) && in(service, t): // not the time of another outage
			excluded += length
		}
	}
	one.over(&u)
	if terms.WholePeriod {
		u.total = to.Sub(from)
	}
	if terms.Period == penalty.ThirtyDays {
		u.total = 720 * time.Hour
	}
	if terms.Shrink {
		u.total = max(0, u.total-excluded)
	}
	for i := range u.each { // no more than the period has
		u.each[i] = min(u.each[i], u.total-u.down)
		u.down += u.each[i]
	}
	if promise != anyPromise {
		terms.Target, terms.Rate = exactly(promise.target), exactly(promise.rate)
	}
	before := int64(0)
	if terms.CapYear {
		for m := (calendar.Month{Year: last.Year, Month: 1}); m.Compare(last.AddMonths(1-months)) < 0; m = m.AddMonths(1) {
			if earlier, ok := s.assessBy(m, promise, terms, asOf); ok {
				before += earlier.cents
			}
		}
	}
	if n := terms.CapLastMonths; n > 0 {
		before = s.lastMonths(last, n, promise, terms, asOf)
	}
	s.price(&u, &terms, last, before)
	if terms.ClaimFrom != penalty.PeriodEnd {
		return u, true
	}
	s.unclaimed(&u, terms.ClaimWithin, last.AddMonths(1-months), last, asOf)
	return u, true
}
