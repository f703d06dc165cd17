package servicelevel_test

import (
	"maps"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// The model reckons a contract's life from the wording of the rules alone: minute by
// minute for the calendar, slice by slice for outages, all facts again for every month
// that is asked for, fractions of integers for money. It shares only the types of its
// input with what it checks, and it is slow.

// modelPlan is a level as the pages state it.
type modelPlan struct {
	fee          int64 // units of its currency a month
	together     int   // months that are paid at a time; 0: each by itself
	price        int64 // units, for all of these at once; 0: as many times the fee
	allowance    time.Duration
	within       time.Duration // to the first action on an incident; 0: best effort
	anytime      bool          // incidents around the clock
	monitored    bool          // takes what its own monitoring found
	target, rate *big.Rat      // of availability, and the share of the rent an hour; nil: nothing is promised
	block        time.Duration // 0: that of the edition
	minimum      time.Duration // for anything worked, before the blocks
	shared       plans.Sharing
	weighs       int           // which of modelFactor it has
	most         time.Duration // of the allowance that may go on from month to month
	months       int           // for how many; 0: for ever
	yearly       time.Duration // for a year
	calendarYear bool          // from January on
}

// modelHolidays are the public holidays of metropolitan France in the years that
// the model knows.
var modelHolidays = func() map[string]bool {
	days := map[string]bool{}
	for _, year := range []string{"2022", "2023", "2024", "2025", "2026", "2027"} {
		for _, day := range []string{"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"} {
			days[year+"-"+day] = true
		}
	}
	for _, day := range []string{
		"2023-04-10", "2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29", // Easter Monday
		"2023-05-18", "2024-05-09", "2025-05-29", "2026-05-14", "2027-05-06", // Ascension
		"2023-05-29", "2024-05-20", "2025-06-09", "2026-05-25", "2027-05-17", // Pentecost Monday
	} {
		days[day] = true
	}
	return days
}()

func mustLoad(name string) *time.Location {
	loc, err := calendar.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

var (
	paris     = mustLoad("Europe/Paris")
	tableFrom = time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC)
)

// opening says of every minute from tableFrom on whether the office is open.
type opening struct{ minutes func() []bool }

// office is the office, and officeWithout would be it if Pentecost Monday and 8 May were days like
// others (D26).
var (
	office        = openingBut(nil)
	officeWithout = openingBut([]string{"05-08", "2023-05-29", "2024-05-20", "2025-06-09", "2026-05-25", "2027-05-17"})
)

func openingBut(worked []string) opening {
	return opening{sync.OnceValue(func() []bool {
		table := make([]bool, 5*366*24*60)
		for i := range table {
			t := tableFrom.Add(time.Duration(i) * time.Minute).In(paris)
			wd, h := t.Weekday(), t.Hour()
			if wd == time.Saturday || wd == time.Sunday || h < 9 || h >= 18 {
				continue
			}
			day := t.Format("2006-01-02")
			table[i] = !modelHolidays[day] || slices.Contains(worked, day) || slices.Contains(worked, day[5:])
		}
		return table
	})}
}

func (o opening) open(t time.Time) bool { return o.minutes()[int(t.Sub(tableFrom)/time.Minute)] }

func nextMinute(t time.Time) time.Time { return t.Truncate(time.Minute).Add(time.Minute) }

// time is how much of a time the office is open.
func (o opening) time(from, to time.Time) (sum time.Duration) {
	for t := from; t.Before(to); {
		next := nextMinute(t)
		if next.After(to) {
			next = to
		}
		if o.open(t) {
			sum += next.Sub(t)
		}
		t = next
	}
	return sum
}

// next is when the office is open next.
func (o opening) next(t time.Time) time.Time {
	for !o.open(t) {
		t = nextMinute(t)
	}
	return t
}

// model is a contract and all facts of its life, in any order.
type model struct {
	ct       servicelevel.Contract
	currency modelCurrency
	facts    []servicelevel.Fact
	zone     *time.Location
	rates    []plans.RateChange // of the edition that it was signed under, by date
	// byPlan is what the plans of the edition say of work without credit.
	byPlan servicelevel.Uncovered
	// late is what late interventions cost by its plans.
	late *penalty.Terms
	// present is the instant that is looked at from, if there is one: nothing that had happened
	// by then is refused, and nothing after it has come.
	present time.Time
	office  opening
}

// seen is an instant, or the one that is looked at from if that is earlier.
func (m *model) seen(at time.Time) time.Time {
	if !m.present.IsZero() && at.After(m.present) {
		return m.present
	}
	return at
}

func newModel(ct servicelevel.Contract, facts []servicelevel.Fact) *model {
	m := &model{ct: ct, facts: facts, zone: paris, office: office}
	if ct.Options.Zone != "" {
		m.zone = mustLoad(ct.Options.Zone)
	}
	return m
}

func (m *model) midnight(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, m.zone)
}

func (m *model) bounds(mo calendar.Month) (from, to time.Time) {
	day := max(1, m.ct.Options.MonthDay)
	return time.Date(mo.Year, mo.Month, day, 0, 0, 0, 0, m.zone), time.Date(mo.Year, mo.Month+1, day, 0, 0, 0, 0, m.zone)
}

func (m *model) monthOf(t time.Time) calendar.Month { return m.monthOn(m.dateOf(t)) }

// monthOn is the month of a day: that of its name if the day on which months begin has come, or the one before.
func (m *model) monthOn(d calendar.Date) calendar.Month {
	switch {
	case d.Day >= m.ct.Options.MonthDay:
		return calendar.Month{Year: d.Year, Month: d.Month}
	case d.Month == time.January:
		return calendar.Month{Year: d.Year - 1, Month: time.December}
	}
	return calendar.Month{Year: d.Year, Month: d.Month - 1}
}

// monthIn is the month of a day in a statement.
func monthIn(s *servicelevel.Statement, d calendar.Date) calendar.Month {
	m := model{ct: servicelevel.Contract{Options: servicelevel.Options{MonthDay: s.MonthDay}}}
	return m.monthOn(d)
}

// first is the first day of a month.
func (m *model) first(mo calendar.Month) calendar.Date {
	return calendar.Date{Year: mo.Year, Month: mo.Month, Day: max(1, m.ct.Options.MonthDay)}
}

// days are the days of a month, one after the other until there is one of the next.
func (m *model) days(mo calendar.Month) (list []calendar.Date) {
	for d := m.first(mo); m.monthOn(d) == mo; d = d.AddDays(1) {
		list = append(list, d)
	}
	return list
}

func (m *model) lastDay(mo calendar.Month) calendar.Date {
	list := m.days(mo)
	return list[len(list)-1]
}

func (m *model) dateOf(t time.Time) calendar.Date {
	t = t.In(m.zone)
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func before(a, b calendar.Date) bool {
	n := func(d calendar.Date) int { return d.Year*10000 + int(d.Month)*100 + d.Day }
	return n(a) < n(b)
}

// takesEffect is D24: whole months only, or the day itself.
func (m *model) takesEffect(ch servicelevel.Change) calendar.Date {
	if m.ct.Options.ProRata {
		return ch.On
	}
	on := ch.On
	for on != m.first(m.monthOn(on)) {
		on = on.AddDays(1)
	}
	return on
}

// holds is what holds on a day: the level, and the edition, which is that of the last change
// that names one (D34).
func (m *model) holds(d calendar.Date) (l servicelevel.Level, edition string) {
	l, edition = m.ct.Level, m.ct.Edition
	for _, ch := range m.ct.Changes {
		on := m.takesEffect(ch)
		if never := m.ct.End.Valid() && !before(on, m.ct.End); !never && !before(d, on) {
			l = ch.Level
			if ch.Edition != "" {
				edition = ch.Edition
			}
		}
	}
	return l, edition
}

func (m *model) level(d calendar.Date) servicelevel.Level {
	l, _ := m.holds(d)
	return l
}

func (m *model) edition(d calendar.Date) modelEdition {
	_, id := m.holds(d)
	return modelEditions[id]
}

func (m *model) planOn(d calendar.Date) modelPlan {
	level, edition := m.holds(d)
	_, plan := m.quoted(d)
	return planOf(level, edition, plan)
}

// planOf is the plan of a level of an edition, or for the last level the one that is quoted.
func planOf(level servicelevel.Level, edition string, quoted modelPlan) modelPlan {
	if level == servicelevel.CriticalBusiness {
		return quoted
	}
	return modelEditions[edition].plans[numberOf(level)]
}

// quoted is what is quoted on a day: that of the last change that has a quote (D25). It is
// numbered, as what is quoted again is a plan of its own.
func (m *model) quoted(d calendar.Date) (n int, plan modelPlan) {
	plan = modelQuote
	for _, ch := range m.ct.Changes {
		on := m.takesEffect(ch)
		if never := m.ct.End.Valid() && !before(on, m.ct.End); ch.Quote == nil || never || before(d, on) {
			continue
		}
		n++
		if plan = modelQuote; ch.Quote.Allowance.Monthly == modelQuoteThen.allowance {
			plan = modelQuoteThen
		}
	}
	return n, plan
}

// packsOn are the packs of a day; the quotes have those of NUXIT's page, the dearer one each
// for 10.00 more.
func (m *model) packsOn(d calendar.Date) map[time.Duration]int64 {
	if _, plan := m.quoted(d); m.level(d) == servicelevel.CriticalBusiness && plan.fee == modelQuoteThen.fee {
		packs := maps.Clone(modelEditions["nuxit"].packs)
		for hours := range packs {
			packs[hours] += 1000
		}
		return packs
	}
	if m.level(d) == servicelevel.CriticalBusiness {
		return modelEditions["nuxit"].packs
	}
	return m.edition(d).packs
}

// packEnds is when the hours that are bought end, if they are a pack whose time is limited: the
// last day is looked for day by day.
func (m *model) packEnds(f *servicelevel.Fact) time.Time {
	day := m.dateOf(f.At)
	price, sold := m.packsOn(day)[f.Time]
	if !sold || f.Price != nil && m.currency.units(*f.Price) != price || m.level(day) == servicelevel.CriticalBusiness {
		return time.Time{}
	}
	return m.lasts(m.edition(day).lasts[f.Time], day)
}

// lasts is the end of the last day of what is there from a day on.
func (m *model) lasts(v credit.Validity, day calendar.Date) time.Time {
	if v == (credit.Validity{}) {
		return time.Time{}
	}
	months, mo := v.Months, day.MonthOf()
	for ; months > 0; months-- {
		if mo.Month++; mo.Month > time.December {
			mo.Year, mo.Month = mo.Year+1, time.January
		}
	}
	last := days(mo)[min(day.Day, len(days(mo)))-1]
	for range v.Days {
		last = last.AddDays(1)
	}
	for next := last.AddDays(1); v.Through == credit.ThroughMonth && next.Month == last.Month || v.Through == credit.ThroughYear && next.Year == last.Year; next = last.AddDays(1) {
		last = next
	}
	return m.midnight(last.AddDays(1))
}

func (m *model) levelAt(t time.Time) servicelevel.Level { return m.level(m.dateOf(t)) }

func (m *model) plan(t time.Time) modelPlan { return m.planOn(m.dateOf(t)) }

// served reports whether the contract is in service on a day.
func (m *model) served(d calendar.Date) bool {
	return !before(d, m.ct.Start) && (m.ct.End == calendar.Date{} || before(d, m.ct.End))
}

// takes reports whether a channel is one on which the level of an instant takes work
// (S27, S28, S64).
func (m *model) takes(ch servicelevel.Channel, at time.Time) bool {
	return ch == servicelevel.ByTicket || ch == servicelevel.ByMonitoring && m.plan(at).monitored
}

func days(mo calendar.Month) (list []calendar.Date) {
	for t := time.Date(mo.Year, mo.Month, 1, 0, 0, 0, 0, time.UTC); t.Month() == mo.Month; t = t.AddDate(0, 0, 1) {
		list = append(list, calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
	}
	return list
}

// run is consecutive days in service at one level of one edition.
type run struct {
	level       servicelevel.Level
	edition     string
	quote       int // at the level of that
	quoted      modelPlan
	from, until calendar.Date
	days        int64
}

func (r run) plan() modelPlan { return planOf(r.level, r.edition, r.quoted) }

func (m *model) runs(mo calendar.Month) (list []run) {
	for _, d := range m.days(mo) {
		if !m.served(d) {
			continue
		}
		level, edition := m.holds(d)
		quote, quoted := m.quoted(d)
		if level != servicelevel.CriticalBusiness {
			quote = 0
		}
		if n := len(list) - 1; n >= 0 && list[n].level == level && list[n].edition == edition && list[n].quote == quote {
			list[n].days++
			list[n].until = d.AddDays(1)
			continue
		}
		list = append(list, run{level, edition, quote, quoted, d, d.AddDays(1), 1})
	}
	return list
}

// blockOn is the block of work begun on a day: of the plan that holds, the first one before
// there is any, the last one after that.
func (m *model) blockOn(d calendar.Date) time.Duration {
	if b := m.planOn(d).block; b > 0 {
		return b
	}
	return m.edition(d).block
}

// roundUp is what work is charged as that began on a day: nothing is nothing, else the minimum
// and the blocks begun beyond it.
func (m *model) roundUp(worked time.Duration, d calendar.Date) time.Duration {
	charged := time.Duration(0)
	if worked > 0 {
		charged = m.planOn(d).minimum
	}
	for charged < worked {
		charged += m.blockOn(d)
	}
	return charged
}

// roundCents rounds an exact number of units of a currency, of cents in euros (D21).
func roundCents(exact *big.Rat, mode penalty.Rounding) int64 {
	num, den := new(big.Int).Set(exact.Num()), exact.Denom()
	negative := num.Sign() < 0
	num.Abs(num)
	q, r := new(big.Int).QuoRem(num, den, new(big.Int))
	up := new(big.Int).Mul(r, big.NewInt(2)).Cmp(den)
	if up > 0 || up == 0 && (mode == penalty.HalfAway || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	if negative {
		q.Neg(q)
	}
	return q.Int64()
}

func ratio(a, b int64) *big.Rat { return big.NewRat(a, b) }

func times(xs ...*big.Rat) *big.Rat {
	p := big.NewRat(1, 1)
	for _, x := range xs {
		p.Mul(p, x)
	}
	return p
}

// centsOf counts an amount in euros, or hundredths of days of service.
func centsOf(d decimal.Decimal) int64 { return modelCurrency("").units(d) }

// happened is when a fact was there to be known: work when it had ended, an outage when it
// was declared, if that was before it was seen.
func happened(f *servicelevel.Fact) time.Time {
	switch f.Kind {
	case servicelevel.Worked:
		return f.End
	case servicelevel.Down:
		return began(f)
	}
	return f.At
}

func knownAt(f *servicelevel.Fact) time.Time {
	if f.Recorded.IsZero() {
		return happened(f)
	}
	return f.Recorded
}

// factOrder is the order of facts that became known at one instant: what opens and gives
// comes before what uses.
var factOrder = [][]servicelevel.FactKind{
	{servicelevel.Requested},
	{servicelevel.Bought, servicelevel.Given, servicelevel.Down, servicelevel.Excluded, servicelevel.Claimed, servicelevel.Charged},
	{servicelevel.Restored, servicelevel.Waiting},
	{servicelevel.Resumed, servicelevel.Prioritized, servicelevel.Entered, servicelevel.Updated},
	{servicelevel.Merged, servicelevel.Cancelled},
	{servicelevel.Worked},
	{servicelevel.Estimated},
	{servicelevel.Reported, servicelevel.Reopened},
	{servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved},
	{servicelevel.Withdrawn},
}

// told lists the facts known before an instant, in the order in which they became known.
func (m *model) told(until time.Time) []servicelevel.Fact {
	list := slices.DeleteFunc(slices.Clone(m.facts), func(f servicelevel.Fact) bool { return !knownAt(&f).Before(until) })
	rank := func(f *servicelevel.Fact) int {
		return slices.IndexFunc(factOrder, func(kinds []servicelevel.FactKind) bool { return slices.Contains(kinds, f.Kind) })
	}
	var before func(f, g servicelevel.Fact) int
	before = func(f, g servicelevel.Fact) int {
		for _, c := range []int{knownAt(&f).Compare(knownAt(&g)), rank(&f) - rank(&g)} {
			if c != 0 {
				return c
			}
		}
		if v, w := m.fact(f.Of), m.fact(g.Of); f.Kind == servicelevel.Withdrawn && v != nil && w != nil && v.ID != w.ID {
			return before(*w, *v) // what came last is taken back first
		}
		if f.Kind == servicelevel.Bought || f.Kind == servicelevel.Given {
			f.End = time.Time{} // has no part in it
		}
		if g.Kind == servicelevel.Bought || g.Kind == servicelevel.Given {
			g.End = time.Time{}
		}
		for _, c := range []int{f.At.Compare(g.At), f.End.Compare(g.End)} {
			if c != 0 {
				return c
			}
		}
		if f.Ticket+"\x00"+f.ID < g.Ticket+"\x00"+g.ID {
			return -1
		}
		return 1
	}
	slices.SortFunc(list, before)
	return list
}

// fact is a fact of the life by its id, or nil.
func (m *model) fact(id string) *servicelevel.Fact {
	for i := range m.facts {
		if m.facts[i].ID == id {
			return &m.facts[i]
		}
	}
	return nil
}
