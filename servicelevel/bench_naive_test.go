package servicelevel_test

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

// naive makes a statement the way one does without this library: its input
// checked, time.Time arithmetic in Europe/Paris, rickar/cal for the hours,
// shopspring/decimal for every amount, fmt for the texts in two languages. It knows
// NUXIT's levels 0 to 3 under the default decisions. Without words it gives the
// figures alone, all those that a Statement has.
type naive struct {
	paris *time.Location
	hours *cal.BusinessCalendar
	plans map[sl.Level]naivePlan
	packs map[time.Duration]decimal.Decimal
	vat   decimal.Decimal
	words bool
}

type naivePlan struct {
	name      string
	english   string // of its name
	rule      string // of its fee
	fee       decimal.Decimal
	allowance time.Duration
	within    time.Duration
	anytime   bool
	target    decimal.Decimal
}

type naiveStatement struct {
	from, until     time.Time // in service
	lines           []naiveLine
	rate            decimal.Decimal
	net, tax, gross decimal.Decimal
	tickets         []*naiveTicket
	granted, used   time.Duration
	opening, bought time.Duration
	drawn, closing  time.Duration
	lots            []*naiveLot
	answers         []naiveAnswer
	down, total     time.Duration
	allowed, margin time.Duration
	availability    decimal.Decimal
	missed, capped  bool
	hours           decimal.Decimal
	before, penalty decimal.Decimal
	fr, en          string // of the availability
	owed            naiveLine
	choices         []naiveChoice
}

type naiveLine struct {
	fr, en, frWhy, enWhy    string
	date                    time.Time
	quantity, price, amount decimal.Decimal
}

type naiveTicket struct {
	id                             string
	month                          string
	asked, earliest                time.Time
	worked, charged, fromAllowance time.Duration
	outside                        time.Duration
	draws                          []naiveDraw
	fr, en                         string
}

type naiveDraw struct {
	lot  *naiveLot
	time time.Duration
	cost decimal.Decimal
}

type naiveLot struct {
	id                         string
	at                         time.Time
	now                        bool // bought in the month
	time, usedBefore, used     time.Duration
	price, earnedBefore, earns decimal.Decimal
	// what the statement shows
	opening, drawn, closing time.Duration
	earnedMonth, deferred   decimal.Decimal
}

type naiveAnswer struct {
	ticket           string
	asked, due, done time.Time
	elapsed, margin  time.Duration
	late             bool
	fr, en           string
}

func newNaive() *naive {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	hours := cal.NewBusinessCalendar()
	hours.SetWorkHours(9*time.Hour, 18*time.Hour)
	hours.AddHoliday(fr.Holidays...)
	euros := decimal.RequireFromString
	return &naive{
		paris: paris, hours: hours, vat: euros("0.20"),
		plans: map[sl.Level]naivePlan{
			sl.Standard: {name: "Standard", english: "Standard"},
			sl.Serenity: {name: "Sérénité", english: "Serenity", rule: "S31", fee: euros("15")},
			sl.Pro:      {name: "Pro", english: "Pro", rule: "S38", fee: euros("45"), allowance: 90 * time.Minute, within: 4 * time.Hour, anytime: true},
			sl.Business: {
				name: "Business", english: "Business", rule: "S52", fee: euros("90"), allowance: 90 * time.Minute, within: 45 * time.Minute, anytime: true,
				target: euros("0.999"),
			},
		},
		packs: map[time.Duration]decimal.Decimal{
			3 * time.Hour: euros("169"), 5 * time.Hour: euros("239"), 10 * time.Hour: euros("399"), 20 * time.Hour: euros("699"),
		},
	}
}

// naiveBegin is when work on a request began, and when that was known.
type naiveBegin struct{ at, known time.Time }

type naiveEvent struct {
	at       time.Time
	purchase *sl.Purchase
	session  *sl.Intervention
}

func (n *naive) statement(ct sl.Contract, act sl.Activity, m calendar.Month) (*naiveStatement, error) {
	plan, ok := n.plans[ct.Level]
	if !ok {
		return nil, fmt.Errorf("level %s is not known", ct.Level)
	}
	requests, err := n.check(ct, act)
	if err != nil {
		return nil, err
	}
	start := time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, n.paris)
	end := time.Date(m.Year, m.Month+1, 1, 0, 0, 0, 0, n.paris)
	s := &naiveStatement{from: start, until: end, granted: plan.allowance, rate: n.vat}
	if first := time.Date(ct.Start.Year, ct.Start.Month, ct.Start.Day, 0, 0, 0, 0, n.paris); first.After(start) {
		s.from = first
	}
	if !plan.fee.IsZero() {
		s.lines = append(s.lines, n.feeLine(plan, s.from))
	}
	attended, err := n.replay(s, plan, requests, act, start, end)
	if err != nil {
		return nil, err
	}
	n.answers(s, plan, act.Requests, attended, start, end)
	if !plan.target.IsZero() {
		n.availability(s, plan, ct, act, end)
	}
	s.closeLots()
	for _, line := range s.lines {
		s.net = s.net.Add(line.amount)
	}
	s.tax = s.net.Mul(n.vat).Round(2)
	s.gross = s.net.Add(s.tax)
	n.explain(s, plan, ct.Rent)
	return s, nil
}

// check refuses input that makes no sense, and returns the requests by ticket.
func (n *naive) check(ct sl.Contract, act sl.Activity) (map[string]*sl.Request, error) {
	if ct.ID == "" || ct.Customer == "" || ct.Start.Year == 0 {
		return nil, errors.New("the contract lacks its id, customer or start")
	}
	if ct.Rent != nil && !isAmount(*ct.Rent) {
		return nil, fmt.Errorf("rent %s is no amount", ct.Rent)
	}
	bought := map[string]bool{}
	for _, p := range act.Purchases {
		switch {
		case p.ID == "" || bought[p.ID]:
			return nil, fmt.Errorf("purchase %q has no id of its own", p.ID)
		case p.Time <= 0 || p.At.IsZero():
			return nil, fmt.Errorf("purchase %s lacks its time", p.ID)
		case p.Price != nil && (p.Gift || !isAmount(*p.Price)):
			return nil, fmt.Errorf("purchase %s at %s", p.ID, p.Price)
		}
		bought[p.ID] = true
	}
	requests := map[string]*sl.Request{}
	for i := range act.Requests {
		r := &act.Requests[i]
		if r.Ticket == "" || requests[r.Ticket] != nil || r.At.IsZero() {
			return nil, fmt.Errorf("request %q has no ticket of its own or no time", r.Ticket)
		}
		requests[r.Ticket] = r
	}
	for _, in := range act.Interventions {
		if r := requests[in.Ticket]; r == nil || in.Start.Before(r.At) || in.End.Before(in.Start) {
			return nil, fmt.Errorf("intervention on %q from %s to %s", in.Ticket, in.Start, in.End)
		}
	}
	for _, o := range act.Outages {
		if o.Start.IsZero() || !o.End.IsZero() && o.End.Before(o.Start) {
			return nil, fmt.Errorf("outage from %s to %s", o.Start, o.End)
		}
	}
	for _, x := range act.Exclusions {
		if x.Start.IsZero() || x.End.Before(x.Start) {
			return nil, fmt.Errorf("exclusion from %s to %s", x.Start, x.End)
		}
	}
	return requests, nil
}

func isAmount(d decimal.Decimal) bool { return !d.IsNegative() && d.Equal(d.Truncate(2)) }

// replay draws the work from the allowances and packs, in the order in which it was over.
func (n *naive) replay(
	s *naiveStatement, plan naivePlan, requests map[string]*sl.Request, act sl.Activity, start, end time.Time,
) (map[string]naiveBegin, error) {
	var events []naiveEvent
	for i := range act.Purchases {
		events = append(events, naiveEvent{at: act.Purchases[i].At, purchase: &act.Purchases[i]})
	}
	for i := range act.Interventions {
		events = append(events, naiveEvent{at: act.Interventions[i].End, session: &act.Interventions[i]})
	}
	sort.SliceStable(events, func(i, j int) bool {
		if !events[i].at.Equal(events[j].at) {
			return events[i].at.Before(events[j].at)
		}
		return events[i].purchase != nil && events[j].purchase == nil
	})
	worked, charged := map[string]time.Duration{}, map[string]time.Duration{}
	attended, begun := map[string]naiveBegin{}, map[string]string{}
	allowances := map[string]time.Duration{}
	for _, e := range events {
		if !e.at.Before(end) {
			break
		}
		now := !e.at.Before(start)
		if e.purchase != nil {
			n.buy(s, e.purchase, now)
			continue
		}
		r := requests[e.session.Ticket]
		if _, ok := attended[r.Ticket]; !ok {
			attended[r.Ticket] = naiveBegin{e.session.Start, e.at}
		}
		took := e.session.End.Sub(e.session.Start)
		worked[r.Ticket] += took
		blocks := (worked[r.Ticket] + 30*time.Minute - 1) / (30 * time.Minute)
		charge := blocks*30*time.Minute - charged[r.Ticket]
		charged[r.Ticket] += charge

		month := e.session.Start.In(n.paris).Format("2006-01")
		if took > 0 { // that of the first session with work pays
			if begun[r.Ticket] == "" {
				begun[r.Ticket] = month
			}
			month = begun[r.Ticket]
		}
		if _, ok := allowances[month]; !ok {
			allowances[month] = plan.allowance
		}
		free := min(allowances[month], charge)
		allowances[month] -= free
		draws, err := s.draw(charge-free, e.at, now)
		if err != nil {
			return nil, fmt.Errorf("ticket %s: %w", r.Ticket, err)
		}
		if now {
			t := n.ticket(s, plan, r, month)
			t.worked += took
			t.charged += charge
			t.fromAllowance += free
			t.add(draws)
			if !plan.anytime || r.Kind != sl.Incident {
				t.outside += took - n.openBetween(e.session.Start, e.session.End)
			}
			if month == start.Format("2006-01") {
				s.used += free
			}
		}
	}
	return attended, nil
}

func (n *naive) buy(s *naiveStatement, p *sl.Purchase, now bool) {
	price := n.packs[p.Time]
	if p.Price != nil {
		price = *p.Price
	}
	if p.Gift {
		price = decimal.Zero
	}
	lot := &naiveLot{id: p.ID, at: p.At, now: now, time: p.Time, price: price}
	i := sort.Search(len(s.lots), func(i int) bool { return s.lots[i].at.After(p.At) })
	s.lots = slices.Insert(s.lots, i, lot)
	if !now {
		s.opening += p.Time
		return
	}
	s.bought += p.Time
	if !p.Gift {
		s.lines = append(s.lines, n.packLine(p, price))
	}
}

func (s *naiveStatement) draw(need time.Duration, at time.Time, now bool) ([]naiveDraw, error) {
	var draws []naiveDraw
	for _, lot := range s.lots {
		take := min(lot.time-lot.used, need)
		if take == 0 || lot.at.After(at) {
			continue
		}
		need -= take
		lot.used += take
		earned := lot.price.Mul(decimal.NewFromInt(int64(lot.used))).DivRound(decimal.NewFromInt(int64(lot.time)), 2)
		draws = append(draws, naiveDraw{lot, take, earned.Sub(lot.earns)})
		lot.earns = earned
		if !now {
			lot.usedBefore, lot.earnedBefore = lot.used, lot.earns
			s.opening -= take
		}
	}
	if need > 0 {
		return nil, fmt.Errorf("%s of credit are missing", need)
	}
	return draws, nil
}

func (t *naiveTicket) add(draws []naiveDraw) {
	for _, d := range draws {
		i := slices.IndexFunc(t.draws, func(x naiveDraw) bool { return x.lot == d.lot })
		if i < 0 {
			t.draws = append(t.draws, d)
			continue
		}
		t.draws[i].time += d.time
		t.draws[i].cost = t.draws[i].cost.Add(d.cost)
	}
}

// closeLots works out what is shown of each pack.
func (s *naiveStatement) closeLots() {
	for _, lot := range s.lots {
		if !lot.now {
			lot.opening = lot.time - lot.usedBefore
		}
		lot.drawn, lot.closing = lot.used-lot.usedBefore, lot.time-lot.used
		lot.earnedMonth, lot.deferred = lot.earns.Sub(lot.earnedBefore), lot.price.Sub(lot.earns)
		s.drawn += lot.drawn
		s.closing += lot.closing
	}
}

func (n *naive) ticket(s *naiveStatement, plan naivePlan, r *sl.Request, month string) *naiveTicket {
	for _, t := range s.tickets {
		if t.id == r.Ticket && t.month == month {
			return t
		}
	}
	t := &naiveTicket{id: r.Ticket, month: month, asked: r.At, earliest: r.At}
	if !plan.anytime || r.Kind != sl.Incident {
		t.earliest = n.nextOpen(r.At)
	}
	s.tickets = append(s.tickets, t)
	return t
}

// nextOpen mends that IsWorkTime takes the end of the hours for open.
func (n *naive) nextOpen(t time.Time) time.Time {
	t = t.In(n.paris)
	if n.hours.IsWorkday(t) {
		if open := n.hours.WorkdayStart(t); t.Before(open) {
			return open
		}
		if t.Before(n.hours.WorkdayEnd(t)) {
			return t
		}
	}
	return n.hours.NextWorkdayStart(t)
}

// openBetween mends that WorkHoursInRange is below zero within the second after closing.
func (n *naive) openBetween(from, to time.Time) time.Duration {
	return max(0, n.hours.WorkHoursInRange(from.In(n.paris), to.In(n.paris)))
}

func (n *naive) answers(
	s *naiveStatement, plan naivePlan, requests []sl.Request, attended map[string]naiveBegin, start, end time.Time,
) {
	requests = slices.Clone(requests)
	sort.Slice(requests, func(i, j int) bool { return requests[i].At.Before(requests[j].At) })
	for _, r := range requests {
		if plan.within == 0 || r.Kind != sl.Incident || !r.At.Before(end) {
			continue
		}
		due := r.At.Add(plan.within)
		begin, answered := attended[r.Ticket]
		at, judged := begin.at, begin.at
		if !answered || at.After(due) {
			judged = due.Add(1) // the first instant that is late
		}
		before := answered && begin.known.Before(start) || due.Before(start) && !answered && due.Before(start.AddDate(-1, 0, 0)) ||
			answered && at.Equal(start) && due.Before(start) // as late as the month before said that it was by its end
		if judged.After(end) || r.At.Before(start) && before {
			continue
		}
		a := naiveAnswer{ticket: r.Ticket, asked: r.At, due: due, done: at, late: !answered || at.After(due)}
		if !answered {
			at = end
		}
		a.elapsed, a.margin = at.Sub(r.At), due.Sub(at)
		s.answers = append(s.answers, a)
	}
}

func (n *naive) availability(s *naiveStatement, plan naivePlan, ct sl.Contract, act sl.Activity, end time.Time) {
	start := s.from
	type span struct{ from, to time.Time }
	var downs []span
	for _, o := range act.Outages {
		from, to := o.Start, o.End
		if from.Before(start) {
			from = start
		}
		if to.IsZero() || to.After(end) {
			to = end
		}
		if from.Before(to) {
			downs = append(downs, span{from, to})
		}
	}
	sort.Slice(downs, func(i, j int) bool { return downs[i].from.Before(downs[j].from) })
	var joined []span
	for _, d := range downs {
		if k := len(joined) - 1; k >= 0 && !d.from.After(joined[k].to) {
			if d.to.After(joined[k].to) {
				joined[k].to = d.to
			}
			continue
		}
		joined = append(joined, d)
	}
	exclusions := slices.Clone(act.Exclusions)
	sort.Slice(exclusions, func(i, j int) bool { return exclusions[i].Start.Before(exclusions[j].Start) })
	for _, d := range joined {
		from := d.from
		for _, x := range exclusions {
			if x.End.After(from) && x.Start.Before(d.to) {
				if x.Start.After(from) {
					s.down += x.Start.Sub(from)
				}
				from = x.End
			}
		}
		if from.Before(d.to) {
			s.down += d.to.Sub(from)
		}
	}
	s.total = end.Sub(start)
	up := decimal.NewFromInt(int64(s.total - s.down))
	total := decimal.NewFromInt(int64(s.total))
	s.availability = up.Div(total).Truncate(6)
	s.missed = up.LessThan(plan.target.Mul(total))
	s.allowed = time.Duration(total.Mul(decimal.NewFromInt(1).Sub(plan.target)).Floor().IntPart())
	s.margin = s.allowed - s.down
	if s.missed {
		s.hours = decimal.NewFromInt(int64(s.down)).Div(decimal.NewFromInt(int64(time.Hour)))
		hour := decimal.NewFromInt(int64(time.Hour))
		due := ct.Rent.Mul(decimal.RequireFromString("0.05")).Mul(decimal.NewFromInt(int64(s.down))) // times an hour
		s.before = due.DivRound(hour, 2)
		s.penalty = s.before
		if due.GreaterThan(ct.Rent.Mul(hour)) {
			s.penalty, s.capped = *ct.Rent, true
		}
	}
}
