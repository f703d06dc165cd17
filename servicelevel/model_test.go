package servicelevel_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// The model reckons a contract's life from the rules alone: minute by minute for
// the calendar, slice by slice for outages, every fact again for every month,
// fractions of integers for money. It shares only the input types with what it
// checks, and it is slow.

// modelPlan is a level as the pages state it.
type modelPlan struct {
	fee       int64 // cents a month
	allowance time.Duration
	within    time.Duration // to the first action on an incident, 0: best effort
	anytime   bool          // incidents around the clock
	promised  bool          // 99.9 %, 5 % of the rent an hour
	monitored bool          // takes what its own monitoring found
}

var modelPlans = [...]modelPlan{
	{},
	{fee: 1500},
	{fee: 4500, allowance: 90 * time.Minute, within: 4 * time.Hour, anytime: true},
	{fee: 9000, allowance: 90 * time.Minute, within: 45 * time.Minute, anytime: true, promised: true, monitored: true},
}

var modelPacks = map[time.Duration]int64{
	3 * time.Hour: 16900, 5 * time.Hour: 23900, 10 * time.Hour: 39900, 20 * time.Hour: 69900,
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
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

var (
	paris     = mustLoad("Europe/Paris")
	tableFrom = time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC)
)

// openMinutes says of every minute from tableFrom on whether the office is open.
var openMinutes = sync.OnceValue(func() []bool {
	table := make([]bool, 5*366*24*60)
	for i := range table {
		t := tableFrom.Add(time.Duration(i) * time.Minute).In(paris)
		wd, h := t.Weekday(), t.Hour()
		if wd == time.Saturday || wd == time.Sunday || h < 9 || h >= 18 {
			continue
		}
		table[i] = !modelHolidays[t.Format("2006-01-02")]
	}
	return table
})

func officeOpen(t time.Time) bool { return openMinutes()[int(t.Sub(tableFrom)/time.Minute)] }

func nextMinute(t time.Time) time.Time { return t.Truncate(time.Minute).Add(time.Minute) }

func officeTime(from, to time.Time) (sum time.Duration) {
	for t := from; t.Before(to); {
		next := nextMinute(t)
		if next.After(to) {
			next = to
		}
		if officeOpen(t) {
			sum += next.Sub(t)
		}
		t = next
	}
	return sum
}

func officeNext(t time.Time) time.Time {
	for !officeOpen(t) {
		t = nextMinute(t)
	}
	return t
}

// The account of a statement, as text, so that they can be compared and shown.
type (
	account struct {
		Levels                                     []string
		Invoice, Owed                              []string
		InvoiceTaxes, OwedTaxes                    []string
		InvoiceTotals, OwedTotals                  string
		Tickets, Guarantees, Uptimes               []string
		Granted, Used, Lost                        time.Duration
		Opening, Bought, Drawn, Closing, Overdrawn time.Duration
		Lots                                       []string
	}
	modelLine struct {
		kind           string
		quantity, unit string
		price          int64
		base           int
		cents          int64
		category, rate string
		level          servicelevel.Level
		date, ref      string
		time           time.Duration
		corrects       string
	}
	modelLot struct {
		id         string
		at, known  time.Time
		time, used time.Duration
		price      int64
		before     time.Duration // used before the month
		now        bool          // bought in the month
	}
	modelDebt struct {
		at  time.Time
		due time.Duration
	}
	modelTicket struct {
		request                               *servicelevel.Request
		earliest                              time.Time
		worked, charged, allowance, over, out time.Duration
		month                                 string
		draws                                 []string // lots, in the order of drawing
		drawn                                 map[string]time.Duration
		cost                                  map[string]int64
	}
	modelEvent struct {
		known, at, end time.Time
		purchase       *servicelevel.Purchase
		work           *servicelevel.Intervention
	}
)

// shortfall says what the model found missing (D8).
type shortfall struct{ needed, available, missing time.Duration }

func (s *shortfall) Error() string { return fmt.Sprint(*s) }

type model struct {
	ct    servicelevel.Contract
	act   servicelevel.Activity
	block time.Duration
	packs map[time.Duration]int64
	zone  *time.Location
}

func newModel(ct servicelevel.Contract, act servicelevel.Activity) *model {
	m := &model{ct: ct, act: act, block: time.Hour, zone: paris}
	if ct.Edition == "nuxit" {
		m.block, m.packs = 30*time.Minute, modelPacks
	}
	if ct.Options.Zone != "" {
		m.zone = mustLoad(ct.Options.Zone)
	}
	return m
}

func (m *model) midnight(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, m.zone)
}

func (m *model) bounds(mo calendar.Month) (from, to time.Time) {
	return time.Date(mo.Year, mo.Month, 1, 0, 0, 0, 0, m.zone), time.Date(mo.Year, mo.Month+1, 1, 0, 0, 0, 0, m.zone)
}

func (m *model) monthOf(t time.Time) calendar.Month {
	t = t.In(m.zone)
	return calendar.Month{Year: t.Year(), Month: t.Month()}
}

func (m *model) dateOf(t time.Time) calendar.Date {
	t = t.In(m.zone)
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func before(a, b calendar.Date) bool { return a.String() < b.String() }

// takesEffect is D24: whole months only, or the day itself.
func (m *model) takesEffect(ch servicelevel.Change) calendar.Date {
	if m.ct.Options.ProRata || ch.On.Day == 1 {
		return ch.On
	}
	next := time.Date(ch.On.Year, ch.On.Month+1, 1, 0, 0, 0, 0, time.UTC)
	return calendar.Date{Year: next.Year(), Month: next.Month(), Day: 1}
}

func (m *model) level(d calendar.Date) servicelevel.Level {
	l := m.ct.Level
	for _, ch := range m.ct.Changes {
		if !before(d, m.takesEffect(ch)) {
			l = ch.Level
		}
	}
	return l
}

func (m *model) levelAt(t time.Time) servicelevel.Level { return m.level(m.dateOf(t)) }

func (m *model) plan(t time.Time) modelPlan { return modelPlans[m.levelAt(t)] }

// served reports whether the contract is in service on a day.
func (m *model) served(d calendar.Date) bool {
	return !before(d, m.ct.Start) && (m.ct.End == calendar.Date{} || before(d, m.ct.End))
}

func days(mo calendar.Month) (list []calendar.Date) {
	for t := time.Date(mo.Year, mo.Month, 1, 0, 0, 0, 0, time.UTC); t.Month() == mo.Month; t = t.AddDate(0, 0, 1) {
		list = append(list, calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
	}
	return list
}

// run is consecutive days in service at one level.
type run struct {
	level       servicelevel.Level
	from, until calendar.Date
	days        int64
}

func (m *model) runs(mo calendar.Month) (list []run) {
	for _, d := range days(mo) {
		if !m.served(d) {
			continue
		}
		if n := len(list) - 1; n >= 0 && list[n].level == m.level(d) {
			list[n].days++
			list[n].until = d.AddDays(1)
			continue
		}
		list = append(list, run{m.level(d), d, d.AddDays(1), 1})
	}
	return list
}

// grantOf is the allowance of a month: the greatest of its levels.
func (m *model) grantOf(mo calendar.Month) (most time.Duration) {
	for _, r := range m.runs(mo) {
		most = max(most, modelPlans[r.level].allowance)
	}
	return most
}

// roundCents rounds an exact number of cents (D21).
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

func euroText(cents int64) string { return big.NewRat(cents, 100).FloatString(2) }

func centsOf(d decimal.Decimal) int64 {
	c := new(big.Rat).Mul(d.Rat(), big.NewRat(100, 1))
	if !c.IsInt() {
		panic("a fraction of a cent")
	}
	return c.Num().Int64()
}

func knownAt(recorded, at time.Time) time.Time {
	if recorded.IsZero() {
		return at
	}
	return recorded
}

// events lists what is known before an instant, in the order in which it became
// known; what gives hours goes before what uses them.
func (m *model) events(until time.Time) []modelEvent {
	var list []modelEvent
	for i := range m.act.Purchases {
		p := &m.act.Purchases[i]
		list = append(list, modelEvent{known: knownAt(p.Recorded, p.At), at: p.At, purchase: p})
	}
	for i := range m.act.Interventions {
		in := &m.act.Interventions[i]
		from, known := in.Start, knownAt(in.Recorded, in.Start)
		for m.ct.Options.SplitMonths {
			_, end := m.bounds(m.monthOf(from))
			if !in.End.After(end) {
				break
			}
			list = append(list, modelEvent{known: known, at: from, end: end, work: in})
			from = end
			if known.Before(end) {
				known = end
			}
		}
		list = append(list, modelEvent{known: known, at: from, end: in.End, work: in})
	}
	list = slices.DeleteFunc(list, func(e modelEvent) bool { return !e.known.Before(until) })
	slices.SortStableFunc(list, func(a, b modelEvent) int {
		if c := a.known.Compare(b.known); c != 0 {
			return c
		}
		if (a.work == nil) != (b.work == nil) {
			if a.work == nil {
				return -1
			}
			return 1
		}
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		if a.work == nil {
			return cmp.Compare(a.purchase.ID, b.purchase.ID)
		}
		return cmp.Or(cmp.Compare(a.work.Ticket, b.work.Ticket), a.end.Compare(b.end))
	})
	return list
}

// fold is the state of the model's account.
type fold struct {
	m       *model
	lots    []*modelLot
	debts   []*modelDebt
	allowed map[calendar.Month]time.Duration // used of each month's allowance
	worked  map[string]time.Duration
	charged map[string]time.Duration
}

func earned(l *modelLot, used time.Duration) int64 {
	return roundCents(times(ratio(l.price, 1), ratio(int64(used), int64(l.time))), penalty.HalfAway)
}

func (f *fold) owed() (sum time.Duration) {
	for _, d := range f.debts {
		sum += d.due
	}
	return sum
}

func (f *fold) left() (sum time.Duration) {
	for _, l := range f.lots {
		sum += l.time - l.used
	}
	return sum - f.owed()
}

func (f *fold) buy(e modelEvent, now bool) {
	p := e.purchase
	lot := &modelLot{id: p.ID, at: e.at, known: e.known, time: p.Time, now: now}
	switch {
	case p.Gift:
	case p.Price != nil:
		lot.price = centsOf(*p.Price)
	default:
		lot.price = f.m.packs[p.Time]
	}
	f.lots = append(f.lots, lot)
	slices.SortStableFunc(f.lots, func(a, b *modelLot) int { return a.at.Compare(b.at) })
	for _, d := range f.debts {
		for _, l := range f.lots {
			if l.at.After(e.at) && l.at.After(d.at) {
				continue
			}
			take := min(d.due, l.time-l.used)
			l.used += take
			d.due -= take
		}
	}
}

// work draws what a session adds to its ticket.
func (f *fold) work(e modelEvent, t *modelTicket) error {
	took := e.end.Sub(e.at)
	up := func(d time.Duration) time.Duration {
		n := time.Duration(0)
		for n*f.m.block < d {
			n++
		}
		return n * f.m.block
	}
	id := e.work.Ticket
	need := up(took)
	if !f.m.ct.Options.EachSession {
		need = up(f.worked[id]+took) - f.charged[id]
	}
	f.worked[id] += took
	f.charged[id] += need
	t.worked += took
	t.charged += need
	mo := f.m.monthOf(e.at)
	free := f.m.grantOf(mo) - f.allowed[mo]
	if f.m.ct.Options.LoseRemainder {
		free -= free % f.m.block
	}
	fromAllowance := min(free, need)
	f.allowed[mo] += fromAllowance
	t.allowance += fromAllowance
	rest := need - fromAllowance
	for _, l := range f.lots {
		take := min(rest, l.time-l.used)
		if l.at.After(e.at) || take == 0 {
			continue
		}
		if _, ok := t.drawn[l.id]; !ok {
			t.draws = append(t.draws, l.id)
		}
		t.cost[l.id] += earned(l, l.used+take) - earned(l, l.used)
		t.drawn[l.id] += take
		l.used += take
		rest -= take
	}
	room := f.m.ct.Options.Overdraft - f.owed()
	if rest > room {
		missing := rest - max(0, room)
		return &shortfall{needed: need, available: need - missing, missing: missing}
	}
	if rest > 0 {
		f.debts = append(f.debts, &modelDebt{e.at, rest})
		t.over += rest
	}
	return nil
}

func (m *model) request(ticket string) *servicelevel.Request {
	for i := range m.act.Requests {
		if m.act.Requests[i].Ticket == ticket {
			return &m.act.Requests[i]
		}
	}
	return nil
}

// month makes the account of a month from every fact known before its end.
func (m *model) month(mo calendar.Month) (account, error) {
	from, to := m.bounds(mo)
	var lines, owed []modelLine
	out := account{}
	m.fees(mo, &out, &lines)

	f := &fold{m: m, allowed: map[calendar.Month]time.Duration{}, worked: map[string]time.Duration{}, charged: map[string]time.Duration{}}
	var tickets []*modelTicket
	opened := false
	open := func() {
		opened = true
		for _, l := range f.lots {
			l.before = l.used
		}
		out.Opening = f.left()
	}
	for _, e := range m.events(to) {
		now := !e.known.Before(from)
		if now && !opened {
			open()
		}
		if e.purchase != nil {
			f.buy(e, now)
			if now {
				out.Bought += e.purchase.Time
				m.packLine(mo, e.purchase, &lines)
			}
			continue
		}
		t := &modelTicket{drawn: map[string]time.Duration{}, cost: map[string]int64{}}
		if now {
			t = m.ticketOf(&tickets, e)
			if req := t.request; !(req.Kind == servicelevel.Incident && m.plan(e.at).anytime) {
				t.out += e.end.Sub(e.at) - officeTime(e.at, e.end)
			}
		}
		if err := f.work(e, t); err != nil {
			return account{}, err
		}
	}
	if !opened {
		open()
	}
	out.Granted, out.Used = m.grantOf(mo), 0
	for _, t := range tickets {
		out.Tickets = append(out.Tickets, t.text(mo))
		out.Drawn += t.charged - t.allowance
		if t.month == mo.String() {
			out.Used += t.allowance
		}
	}
	out.Lost = out.Granted - out.Used
	out.Closing, out.Overdrawn = f.left(), f.owed()
	m.lots(f, &out)
	for _, line := range m.guarantees(mo, &out) {
		m.owe(&lines, &owed, line)
	}
	for _, line := range m.uptimes(mo, &out) {
		m.owe(&lines, &owed, line)
	}
	out.Invoice, out.InvoiceTaxes, out.InvoiceTotals = m.document(lines)
	if len(owed) > 0 {
		out.Owed, out.OwedTaxes, out.OwedTotals = m.document(owed)
	}
	return out, nil
}

func (m *model) ticketOf(tickets *[]*modelTicket, e modelEvent) *modelTicket {
	month := m.monthOf(e.at).String()
	for _, t := range *tickets {
		if t.request.Ticket == e.work.Ticket && t.month == month {
			return t
		}
	}
	r := m.request(e.work.Ticket)
	t := &modelTicket{request: r, month: month, drawn: map[string]time.Duration{}, cost: map[string]int64{}, earliest: r.At}
	if !(r.Kind == servicelevel.Incident && m.plan(r.At).anytime) {
		t.earliest = officeNext(r.At)
	}
	*tickets = append(*tickets, t)
	return t
}

func (t *modelTicket) text(mo calendar.Month) string {
	s := fmt.Sprintf("%s %s asked %s earliest %s worked %s charged %s of %s: allowance %s", t.request.Ticket, t.request.Kind,
		stamp(t.request.At), stamp(t.earliest), t.worked, t.charged, t.month, t.allowance)
	for _, id := range t.draws {
		s += fmt.Sprintf(", %s %s %s", id, t.drawn[id], euroText(t.cost[id]))
	}
	s += fmt.Sprintf(", over %s, outside %s", t.over, t.out)
	if t.month != mo.String() {
		s += ", corrects"
	}
	return s
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func (m *model) fees(mo calendar.Month, out *account, lines *[]modelLine) {
	runs := m.runs(mo)
	all := int64(len(days(mo)))
	for _, r := range runs {
		out.Levels = append(out.Levels, fmt.Sprint(r.level, r.from, r.until))
		fee := modelPlans[r.level].fee
		if fee == 0 {
			continue
		}
		line := modelLine{kind: "fee", quantity: "1", unit: "MON", price: fee, cents: fee, level: r.level, date: r.from.String()}
		if m.ct.Options.ProRata && r.days < all {
			line.quantity, line.unit, line.base = fmt.Sprint(r.days), "DAY", int(all)
			line.cents = roundCents(ratio(fee*r.days, all), m.ct.Options.Rounding)
		}
		*lines = append(*lines, line)
	}
}

func (m *model) packLine(mo calendar.Month, p *servicelevel.Purchase, lines *[]modelLine) {
	if p.Gift {
		return
	}
	price := m.packs[p.Time]
	if p.Price != nil {
		price = centsOf(*p.Price)
	}
	line := modelLine{
		kind: "pack", quantity: "1", unit: "C62", price: price, cents: price, level: m.levelAt(p.At),
		date: m.dateOf(p.At).String(), ref: p.ID, time: p.Time,
	}
	if at := m.monthOf(p.At); at != mo {
		line.corrects = at.String()
	}
	*lines = append(*lines, line)
}

func (m *model) lots(f *fold, out *account) {
	for _, l := range f.lots {
		opening := l.time - l.before
		if l.now {
			opening = 0
		}
		closing, used := l.time-l.used, l.used-l.before
		if opening == 0 && closing == 0 && used == 0 {
			continue
		}
		e := earned(l, l.used)
		out.Lots = append(out.Lots, fmt.Sprintf("%s of %s, %s for %s: %s - %s = %s; earned %s, in all %s, deferred %s", l.id, m.dateOf(l.at), l.time,
			euroText(l.price), opening, used, closing, euroText(e-earned(l, l.before)), euroText(e), euroText(l.price-e)))
	}
}

// document adds lines up: the tax once for each category and rate (D22).
func (m *model) document(lines []modelLine) (texts, taxes []string, totals string) {
	var net, tax int64
	var keys []string
	sums := map[string]int64{}
	rates := map[string]*big.Rat{}
	for _, l := range lines {
		if l.category == "" {
			l.category, l.rate = m.vat()
		}
		texts = append(texts, fmt.Sprintf("%s %s %s × %s / %d = %s %s %s level %s %s %q %s corrects %q", l.kind, l.quantity, l.unit, euroText(l.price),
			l.base, euroText(l.cents), l.category, l.rate, l.level, l.date, l.ref, l.time, l.corrects))
		key := l.category + " " + l.rate
		if _, ok := sums[key]; !ok {
			keys = append(keys, key)
			rates[key], _ = new(big.Rat).SetString(l.rate)
		}
		sums[key] += l.cents
		net += l.cents
	}
	for _, key := range keys {
		t := roundCents(times(ratio(sums[key], 1), rates[key]), m.ct.Options.Rounding)
		taxes = append(taxes, fmt.Sprintf("%s on %s = %s", key, euroText(sums[key]), euroText(t)))
		tax += t
	}
	return texts, taxes, fmt.Sprintf("%s + %s = %s", euroText(net), euroText(tax), euroText(net+tax))
}

func (m *model) vat() (category, rate string) {
	v := m.ct.VAT
	switch {
	case v.Category != "" && v.Category != "S":
		return v.Category, "0"
	case v.Rate != nil:
		return "S", v.Rate.String()
	}
	return "S", "0.2"
}

// owe adds what is owed to a document of its own or takes it off the invoice (D23).
func (m *model) owe(lines, owed *[]modelLine, line modelLine) {
	if line.cents == 0 {
		return
	}
	if m.ct.Options.PriceReduction {
		line.cents = -line.cents
	}
	line.quantity, line.unit, line.price = "1", "C62", max(line.cents, -line.cents)
	if line.cents < 0 {
		line.quantity = "-1"
	}
	if m.ct.Options.PriceReduction {
		*lines = append(*lines, line)
		return
	}
	line.category, line.rate = "O", "0"
	*owed = append(*owed, line)
}

// attended is the first work on a ticket that is known before an instant.
func (m *model) attended(ticket string, known time.Time) (first time.Time) {
	for _, e := range m.events(known) {
		if e.work != nil && e.work.Ticket == ticket && (first.IsZero() || e.at.Before(first)) {
			first = e.at
		}
	}
	return first
}

type modelResponse struct {
	due, answered   time.Time
	outcome         string
	elapsed, margin time.Duration
}

// respond steps through the minutes of the guarantee's clock (D18).
func (m *model) respond(r *servicelevel.Request, known time.Time) modelResponse {
	return m.respondBy(r, known, known)
}

// respondBy is respond at an instant, by the work that became known before
// another.
func (m *model) respondBy(r *servicelevel.Request, known, recorded time.Time) modelResponse {
	within := m.plan(r.At).within
	a := modelResponse{answered: m.attended(r.Ticket, recorded)}
	if !a.answered.Before(known) {
		a.answered = time.Time{}
	}
	until := a.answered
	if until.IsZero() {
		until = known
	}
	var passed time.Duration
	for t, done := r.At, false; t.Before(until) || !done; {
		runs, forever := m.clockRuns(r, t, known)
		if passed == within && !done {
			a.due, done = t, true
		}
		if forever && !done {
			done = true // the deadline never comes
		}
		next := nextMinute(t)
		if t.Before(until) && next.After(until) {
			next = until
		}
		if runs && passed+next.Sub(t) > within && passed < within {
			next = t.Add(within - passed)
		}
		if runs {
			passed += next.Sub(t)
			if t.Before(until) {
				a.elapsed += next.Sub(t)
			}
		}
		if passed == within && !done {
			a.due, done = next, true
		}
		t = next
	}
	switch {
	case !a.due.IsZero() && until.After(a.due):
		a.outcome = "late"
	case a.answered.IsZero():
		a.outcome = "waiting"
	default:
		a.outcome = "in_time"
	}
	if !a.due.IsZero() {
		a.margin = a.due.Sub(until)
	}
	return a
}

// clockRuns reports whether the clock counts the minute from t on, and whether it
// will never count again. A pause is known once it has begun.
func (m *model) clockRuns(r *servicelevel.Request, t, known time.Time) (runs, never bool) {
	if m.ct.Options.PauseWaiting {
		for _, p := range r.Waiting {
			if !p.Start.Before(known) || t.Before(p.Start) {
				continue
			}
			if p.End.IsZero() {
				return false, true
			}
			if t.Before(p.End) {
				return false, false
			}
		}
	}
	return !m.ct.Options.GuaranteeInHours || officeOpen(t), false
}

// guarantees judges incidents, each once unless a late fact turns the judgement,
// and charges those of the month that were late. What an earlier month charged for
// one that turned out to be in time is given back.
func (m *model) guarantees(mo calendar.Month, out *account) []modelLine {
	from, to := m.bounds(mo)
	var turned []calendar.Month
	reqs := slices.Clone(m.act.Requests)
	slices.SortFunc(reqs, func(a, b servicelevel.Request) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ticket, b.Ticket))
	})
	for i := range reqs {
		r := &reqs[i]
		if r.Kind != servicelevel.Incident || !r.At.Before(to) || m.plan(r.At).within == 0 || !m.served(m.dateOf(r.At)) {
			continue
		}
		if r.Channel == servicelevel.ByTelephone || r.Channel == servicelevel.ByMail {
			continue
		}
		now := m.respond(r, to)
		if now.outcome == "waiting" {
			continue
		}
		if r.At.Before(from) {
			before := m.respond(r, from)
			if before.outcome == now.outcome {
				continue
			}
			if of := m.dateOf(before.due).MonthOf(); before.outcome == "late" && !slices.Contains(turned, of) {
				turned = append(turned, of)
			}
		}
		out.Guarantees = append(out.Guarantees, fmt.Sprintf("%s from %s due %s answered %s: %s, %s on the clock, margin %s", r.Ticket, stamp(r.At),
			stamp(now.due), stamp(now.answered), now.outcome, now.elapsed, now.margin))
	}
	lines := []modelLine{m.lateLine(mo, m.late(mo, reqs, to))}
	slices.SortFunc(turned, calendar.Month.Compare)
	var back []modelLine
	for _, of := range turned {
		line := m.lateLine(of, m.late(of, reqs, to))
		line.cents -= m.lateLine(of, m.late(of, reqs, from)).cents
		line.corrects = of.String()
		back = append(back, line)
	}
	return append(back, lines...)
}

// late counts the deadlines of a month that passed before anybody came, by the
// work that became known before an instant.
func (m *model) late(mo calendar.Month, reqs []servicelevel.Request, recorded time.Time) (n int) {
	from, to := m.bounds(mo)
	for i := range reqs {
		r := &reqs[i]
		if r.Kind != servicelevel.Incident || !r.At.Before(to) || m.plan(r.At).within == 0 || !m.served(m.dateOf(r.At)) ||
			r.Channel == servicelevel.ByTelephone || r.Channel == servicelevel.ByMail {
			continue
		}
		a := m.respondBy(r, to, recorded)
		if a.outcome == "late" && !a.due.Before(from) && a.due.Before(to) {
			n++
		}
	}
	return n
}

// lateLine is the share of the rent that each late intervention costs (D19), the
// rent at most. Of the terms only "a share per breach" is modelled.
func (m *model) lateLine(mo calendar.Month, late int) modelLine {
	line := modelLine{kind: "late", date: mo.String() + "-01"}
	if m.ct.Options.Late == nil || late == 0 {
		return line
	}
	rent := ratio(centsOf(*m.ct.Rent), 1)
	exact := times(rent, m.ct.Options.Late.Lengths[0].Credit.Rat(), ratio(int64(late), 1))
	if exact.Cmp(rent) > 0 {
		exact = rent
	}
	line.cents = roundCents(exact, max(m.ct.Options.Rounding, m.ct.Options.Late.Rounding))
	return line
}

// modelUptime is one month's availability.
type modelUptime struct {
	down, total time.Duration
	missed      bool
	cents       int64
	level       servicelevel.Level
}

func (u modelUptime) text(mo calendar.Month, before int64) string {
	return fmt.Sprintf("%s: %s of %s, missed %t, %s, before %s", mo, u.down, u.total, u.missed, euroText(u.cents), euroText(before))
}

// uptimes assesses the month, and earlier ones that facts of the month changed.
func (m *model) uptimes(mo calendar.Month, out *account) (lines []modelLine) {
	from, to := m.bounds(mo)
	for at := m.monthOf(m.midnight(m.ct.Start)); at.Compare(mo) <= 0; at = at.AddMonths(1) {
		now, ok := m.assess(at, to)
		if !ok {
			continue
		}
		line := modelLine{kind: "penalty", date: at.String() + "-01", level: now.level, cents: now.cents}
		if at == mo {
			out.Uptimes = append(out.Uptimes, now.text(at, 0))
			lines = append(lines, line)
			continue
		}
		then, _ := m.assess(at, from)
		if then == now {
			continue
		}
		out.Uptimes = append(out.Uptimes, now.text(at, then.cents))
		line.cents -= then.cents
		line.corrects = at.String()
		lines = append(lines, line)
	}
	return lines
}

func began(o *penalty.Outage) time.Time {
	if o.Start.IsZero() || !o.Declared.IsZero() && o.Declared.Before(o.Start) {
		return o.Declared
	}
	return o.Start
}

// assess measures the period that ends with a month, mostly that month itself, by
// the outages known before an instant: the period is cut at every bound of
// anything, and each slice is either down or not.
func (m *model) assess(mo calendar.Month, known time.Time) (modelUptime, bool) {
	terms := penalty.Terms{Rounding: m.ct.Options.Rounding}
	if m.ct.Options.Penalty != nil {
		terms = *m.ct.Options.Penalty
		terms.Rounding = max(terms.Rounding, m.ct.Options.Rounding)
	}
	months := map[penalty.Period]int{penalty.CalendarMonth: 1, penalty.ThirtyDays: 1, penalty.Quarter: 3, penalty.Year: 12}[terms.Period]
	var u modelUptime
	if int(mo.Month)%months != 0 {
		return u, false
	}
	from, _ := m.bounds(mo.AddMonths(1 - months))
	_, to := m.bounds(mo)
	var service []calendar.Interval
	for i := range months {
		for _, r := range m.runs(mo.AddMonths(1 - months + i)) {
			if modelPlans[r.level].promised {
				service = append(service, calendar.Interval{Start: m.midnight(r.from), End: m.midnight(r.until)})
				u.level = r.level
			}
		}
	}
	if len(service) == 0 {
		return u, false
	}
	var cuts []time.Time
	for _, s := range service {
		cuts = append(cuts, s.Start, s.End)
		u.total += s.End.Sub(s.Start)
	}
	served := func(t time.Time) bool {
		return slices.ContainsFunc(service, func(s calendar.Interval) bool { return s.Contains(t) })
	}
	type piece struct{ start, end time.Time }
	var outs, excl []piece
	for i := range m.act.Outages {
		o := &m.act.Outages[i]
		if !knownAt(o.Recorded, began(o)).Before(known) {
			continue
		}
		p := piece{began(o), o.End}
		if p.end.IsZero() {
			p.end = to
		}
		if o.Excluded == penalty.Counts {
			outs = append(outs, p)
		} else {
			excl = append(excl, p)
		}
		cuts = append(cuts, p.start, p.end)
	}
	for _, x := range m.act.Exclusions {
		excl = append(excl, piece{x.Start, x.End})
		cuts = append(cuts, x.Start, x.End)
	}
	slices.SortFunc(cuts, time.Time.Compare)
	in := func(list []piece, t time.Time) bool {
		return slices.ContainsFunc(list, func(p piece) bool { return !t.Before(p.start) && t.Before(p.end) })
	}
	var excluded time.Duration
	for i := 1; i < len(cuts); i++ {
		t, length := cuts[i-1], cuts[i].Sub(cuts[i-1])
		switch {
		case length == 0 || !served(t):
		case in(excl, t):
			excluded += length
		case in(outs, t):
			u.down += length
		}
	}
	if terms.WholePeriod {
		u.total = to.Sub(from)
	}
	if terms.Period == penalty.ThirtyDays {
		u.total = 720 * time.Hour
	}
	if terms.Shrink {
		u.total = max(0, u.total-excluded)
	}
	u.down = min(u.down, u.total)
	m.price(&u, terms)
	return u, true
}

// price is S61 and S62 with D9 to D12 and D21.
func (m *model) price(u *modelUptime, terms penalty.Terms) {
	if u.total == 0 {
		return
	}
	up := ratio(int64(u.total-u.down), int64(u.total))
	u.missed = up.Cmp(ratio(999, 1000)) < 0
	if !u.missed {
		return
	}
	counted := ratio(int64(u.down), int64(time.Hour))
	if terms.Excess {
		counted.Sub(counted, ratio(int64(u.total), 1000*int64(time.Hour)))
	}
	whole := new(big.Int).Quo(counted.Num(), counted.Denom())
	switch terms.Counting {
	case penalty.Begun:
		if !counted.IsInt() {
			whole.Add(whole, big.NewInt(1))
		}
		counted.SetInt(whole)
	case penalty.Full:
		counted.SetInt(whole)
	case penalty.ProRata:
	}
	rent := ratio(centsOf(*m.ct.Rent), 1)
	exact := times(rent, ratio(5, 100), counted)
	if !terms.Uncapped && exact.Cmp(rent) > 0 {
		exact = rent
	}
	u.cents = roundCents(exact, terms.Rounding)
}

// accountOf takes the same account from a statement.
func accountOf(s *servicelevel.Statement) account {
	out := account{
		Granted: s.Allowance.Granted, Used: s.Allowance.Used, Lost: s.Allowance.Lost,
		Opening: s.Credit.Opening, Bought: s.Credit.Bought, Drawn: s.Credit.Used, Closing: s.Credit.Closing, Overdrawn: s.Credit.Overdrawn,
	}
	for _, d := range s.Levels {
		out.Levels = append(out.Levels, fmt.Sprint(d.Level, d.From, d.Until))
	}
	out.Invoice, out.InvoiceTaxes, out.InvoiceTotals = documentOf(&s.Invoice)
	if s.Compensation != nil {
		out.Owed, out.OwedTaxes, out.OwedTotals = documentOf(s.Compensation)
	}
	for _, t := range s.Tickets {
		text := fmt.Sprintf("%s %s asked %s earliest %s worked %s charged %s of %s: allowance %s", t.Ticket, t.Kind,
			stamp(t.Asked), stamp(t.Earliest), t.Worked, t.Charged, t.Month, t.FromAllowance)
		for _, d := range t.Draws {
			text += fmt.Sprintf(", %s %s %s", d.Lot, d.Time, d.Cost.StringFixed(2))
		}
		text += fmt.Sprintf(", over %s, outside %s", t.FromOverdraft, t.Outside)
		if t.Corrects.Valid() {
			text += ", corrects"
		}
		out.Tickets = append(out.Tickets, text)
	}
	for _, g := range s.Guarantees {
		r := g.Response
		out.Guarantees = append(out.Guarantees, fmt.Sprintf("%s from %s due %s answered %s: %s, %s on the clock, margin %s", g.Ticket, stamp(r.Start),
			stamp(r.Due), stamp(r.Answered), r.Outcome, r.Elapsed, r.Margin))
	}
	for _, l := range s.Credit.Lots {
		out.Lots = append(out.Lots, fmt.Sprintf("%s of %s, %s for %s: %s - %s = %s; earned %s, in all %s, deferred %s", l.Lot, l.Bought, l.Time,
			l.Price.StringFixed(2), l.Opening, l.Used, l.Closing, l.EarnedMonth.StringFixed(2), l.Earned.StringFixed(2), l.Deferred.StringFixed(2)))
	}
	for _, u := range s.Availability {
		a := u.Assessment
		v := modelUptime{down: a.Availability.Down, total: a.Availability.Total, missed: a.Missed, cents: centsOf(a.Amount)}
		out.Uptimes = append(out.Uptimes, v.text(u.Month, centsOf(u.Before)))
	}
	return out
}

func documentOf(d *servicelevel.Document) (texts, taxes []string, totals string) {
	for _, l := range d.Lines {
		corrects := ""
		if l.Corrects.Valid() {
			corrects = l.Corrects.String()
		}
		texts = append(texts, fmt.Sprintf("%s %s %s × %s / %d = %s %s %s level %s %s %q %s corrects %q", l.Kind, l.Quantity, l.Unit, l.Price.StringFixed(2),
			l.PriceBase, l.Amount.StringFixed(2), l.Category, l.Rate, l.Level, l.Date, l.Ref, l.Time, corrects))
	}
	for _, t := range d.Taxes {
		taxes = append(taxes, fmt.Sprintf("%s %s on %s = %s", t.Category, t.Rate, t.Net.StringFixed(2), t.Tax.StringFixed(2)))
	}
	return texts, taxes, fmt.Sprintf("%s + %s = %s", d.Net.StringFixed(2), d.Tax.StringFixed(2), d.Gross.StringFixed(2))
}

// short finds the model's shortfall in an error.
func short(err error) *shortfall {
	var s *shortfall
	errors.As(err, &s)
	return s
}
