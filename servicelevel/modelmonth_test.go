package servicelevel_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// account is what a month comes to, as text, so that two can be compared and shown.
type account struct {
	Levels                                     []string
	Invoice, Owed                              []string
	InvoiceTaxes, OwedTaxes                    []string
	InvoiceTotals, OwedTotals                  string
	Tickets, Guarantees, Uptimes               []string
	Granted, Used, Left, Lost                  time.Duration
	CarriedOver, Yearly                        time.Duration
	Opening, Bought, Drawn, Closing, Overdrawn time.Duration
	Refunded, Forfeited, Moved, Withdrawn      time.Duration
	Lapsed                                     time.Duration
	Lots, Notes                                []string
	Decided                                    string // of decidesFigures
	Days                                       string // of service that are owed
}

type modelLine struct {
	kind           string
	quantity, unit string
	price          int64
	base           int
	earlier        int // of the months that the price is for
	cents, whole   int64
	category, rate string
	taxed          calendar.Date // the day whose VAT it bears
	level          servicelevel.Level
	date, ref      string
	label, free    string // of a charge, and why it bears no VAT
	time           time.Duration
	until          time.Time
	corrects       string
}

// modelRow is what was worked and drawn on a ticket that one month pays for.
type modelRow struct {
	ticket, payer                      string
	month, corrects                    calendar.Month
	worked, allowance, over, lots, out time.Duration
	counted                            time.Duration
	held                               map[int64]time.Duration
	drawn                              map[string]time.Duration
	cost                               map[string]int64
	block                              time.Duration
	sessions                           int
}

// idle reports whether nothing was worked or drawn.
func (r *modelRow) idle() bool {
	idle := r.sessions == 0 && r.allowance == 0 && r.over == 0
	for lot := range r.drawn {
		idle = idle && r.drawn[lot] == 0 && r.cost[lot] == 0
	}
	return idle
}

// month makes the account of a month.
func (m *model) month(mo calendar.Month) account {
	from, until := m.bounds(mo)
	return m.asOf(mo, m.fold(from, until), until, until)
}

// preview makes the account of the month of an instant, as of then.
func (m *model) preview(at time.Time) account {
	mo := m.monthOf(at)
	from, _ := m.bounds(mo)
	s := m.read(from, at.Add(1)) // what is known at the instant counts
	s.begins(at)
	s.comes(at)
	a := m.asOf(mo, s, at, at.Add(1))
	a.Left, a.Lost = a.Lost, 0
	return a
}

// asOf makes the account of a month from what was known before an instant, as of another.
func (m *model) asOf(mo calendar.Month, s *story, until, known time.Time) account {
	from, _ := m.bounds(mo)
	var lines, owed, charges []modelLine
	out := account{}
	m.fees(mo, &out, &lines)
	notes, again := s.notes(mo)
	out.Notes = notes
	for _, f := range m.told(known) {
		if line, ok := again[f.ID]; ok {
			lines = append(lines, line)
		}
		if f.Kind == servicelevel.Charged {
			s.chargeLine(mo, &f, &charges)
		}
		never := s.refused[f.ID] != nil || s.lot(f.ID) != nil && s.lot(f.ID).never
		if hours := f.Kind == servicelevel.Bought || f.Kind == servicelevel.Given; hours && !never && !knownAt(&f).Before(from) {
			out.Bought += f.Time
			m.packLine(mo, &f, &lines)
		}
	}
	s.soldLines(mo, &out, &lines)
	lines = append(append(lines, charges...), s.unchargeLines(mo)...)
	s.rows(mo, from, &out)
	s.closing(&out)
	out.Granted = s.granted(mo)
	out.Used = s.total(func(p *modelPiece) bool { return p.source == fromPurse && p.purse.month == mo })
	for purse, goes := range s.carried {
		if purse.month == mo {
			out.CarriedOver += goes
		}
	}
	out.Lost = out.Granted - out.Used - out.CarriedOver
	s.quotedFigures(mo, lines)
	for _, line := range s.guarantees(mo, from, until, &out) {
		m.owe(&lines, &owed, line)
	}
	for _, line := range s.uptimes(mo, from, until, &out) {
		m.owe(&lines, &owed, line)
	}
	lines, out.Notes = m.aboveZero(mo, lines, out.Notes)
	out.Invoice, out.InvoiceTaxes, out.InvoiceTotals = m.document(lines)
	if len(owed) > 0 {
		out.Owed, out.OwedTaxes, out.OwedTotals = m.document(owed)
	}
	out.Decided = s.decidedText()
	return out
}

// rows are the sessions that became known in the month and the time that moved in it, by
// ticket and by the month that pays.
func (s *story) rows(mo calendar.Month, from time.Time, out *account) {
	var rows []*modelRow
	row := func(ticket string, month calendar.Month, payer string) *modelRow {
		for _, r := range rows {
			if r.ticket == ticket && r.month == month && r.payer == payer {
				return r
			}
		}
		r := &modelRow{ticket: ticket, payer: payer, month: month, drawn: map[string]time.Duration{}, cost: map[string]int64{}, held: map[int64]time.Duration{}, block: s.blockOf(ticket)}
		rows = append(rows, r)
		return r
	}
	session := func(x *modelSession, parts []modelPart, whole calendar.Month, sign time.Duration) {
		at := x.from
		for _, p := range parts {
			month := p.purse.month
			if whole != (calendar.Month{}) {
				month = whole
			}
			r := row(x.ticket, month, x.payer)
			r.sessions++
			r.worked, r.counted = r.worked+sign*p.took, r.counted+sign*p.time
			for by, d := range p.held {
				r.held[by] += sign * d
			}
			if began := s.monthOf(at); began != mo && (r.corrects == (calendar.Month{}) || began.Compare(r.corrects) < 0) {
				r.corrects = began
			}
			if !s.others[x.ticket] && !s.anytime(x.ticket, x.from) {
				end := at.Add(p.took)
				r.out += sign * (p.took - office.time(at, end))
				s.decides("D26", office.time(at, end) != officeWithout.time(at, end))
			}
			if x.payer == "" {
				_, otherwise := s.counts(at, at.Add(p.took), false)
				s.decides("D26", !maps.Equal(p.held, otherwise))
			}
			at = at.Add(p.took)
		}
	}
	for i := range s.sessions {
		x := &s.sessions[i]
		if slices.ContainsFunc(s.opened.sessions, func(o modelSession) bool { return o.id == x.id }) {
			continue
		}
		whole := calendar.Month{}
		if !s.ct.Options.EachSession && !s.ct.Options.SplitMonths && x.to.After(x.from) && x.payer == "" {
			whole = s.monthOf(s.begun(x.ticket).from)
		}
		session(x, s.parts(x), whole, 1)
		s.decides("D37", len(x.via) > 0 && x.payer == "") // it counts with the one it was merged into
	}
	for i := range s.undone {
		u := &s.undone[i]
		session(&u.session, u.parts, u.month, -1)
	}
	for _, move := range s.moves[s.since:] {
		r := row(move.ticket, move.month, "")
		switch move.source {
		case fromPurse:
			r.allowance += move.time
		case beyond:
			r.over += move.time
		default:
			r.drawn[move.source] += move.time
			r.cost[move.source] += move.cost
			r.lots += move.time
		}
	}
	for _, r := range rows {
		out.Drawn += r.lots + r.over
		if !r.idle() {
			s.workDecided(r)
			out.Tickets = append(out.Tickets, s.text(r))
		}
	}
	slices.Sort(out.Tickets)
}

// anytime reports whether a request is worked on around the clock under the plan of an
// instant (S49).
func (s *story) anytime(ticket string, at time.Time) bool {
	return s.tickets[ticket].request.Request == servicelevel.Incident && s.plan(at).anytime
}

func (s *story) text(r *modelRow) string {
	f := s.tickets[r.ticket].request
	earliest := f.At
	switch {
	case f.For != "": // the other contract says when
		earliest = time.Time{}
	case !s.anytime(r.ticket, f.At):
		earliest = office.next(f.At)
	}
	var draws []string
	for id, d := range r.drawn {
		if d != 0 || r.cost[id] != 0 {
			draws = append(draws, fmt.Sprintf("%s %s %s", id, d, s.currency.text(r.cost[id])))
		}
	}
	slices.Sort(draws)
	return fmt.Sprintf("%s %s asked %s earliest %s worked %s charged %s of %s: allowance %s, lots %q, over %s, outside %s, corrects %s%s%s", r.ticket, f.Request,
		stamp(f.At), stamp(earliest), r.worked, r.allowance+r.lots+r.over, r.month, r.allowance, draws, r.over, r.out, r.corrects, sharedText(f.For, r.payer), weighedText(r.counted, r.worked, r.held))
}

// sharedText says for which contract work was, and which is charged for it.
func sharedText(of, payer string) (text string) {
	if of != "" {
		text = " for " + of
	}
	if payer != "" {
		text += " to " + payer
	}
	return text
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// closing is the hours bought over the month.
func (s *story) closing(out *account) {
	out.Opening = s.opened.there() - s.opened.owed()
	out.Closing, out.Overdrawn = s.there()-s.owed(), s.owed()
	for _, l := range s.lots {
		if strings.HasPrefix(l.id, "yearly/") && s.opened.lot(l.id) == nil {
			out.Yearly += l.time
		}
	}
	for _, l := range s.lots {
		was, opening, before, lapsed := s.opened.lot(l.id), time.Duration(0), time.Duration(0), s.lapsed(l)
		var earnedBefore int64
		if was != nil {
			before, opening, earnedBefore = s.opened.used(was), s.opened.left(was), s.opened.revenue(was)
			lapsed -= s.opened.lapsed(was)
		}
		used, left := s.used(l), s.left(l)
		if l.never && was == nil {
			continue
		}
		went := map[servicelevel.FactKind]time.Duration{}
		for _, g := range l.gone {
			went[g.kind] += g.time
		}
		for _, g := range goneOf(was) {
			went[g.kind] -= g.time
		}
		never := time.Duration(0)
		if l.never && !was.never {
			never = l.time
		}
		out.Withdrawn += never
		out.Lapsed += lapsed
		out.Refunded += went[servicelevel.Refunded]
		out.Forfeited += went[servicelevel.Forfeited]
		out.Moved += went[servicelevel.Moved]
		if was != nil && opening == 0 && left == 0 && used == before && lapsed == 0 && reflect.DeepEqual(goneAs(was), goneAs(l)) {
			continue
		}
		out.Lots = append(out.Lots, fmt.Sprintf("%s of %s, %s for %s: %s - %s - %s - %s - %s - %s - %s = %s; earned %s, in all %s, deferred %s, repaid %s, gone %s, until %s",
			l.id, s.dateOf(l.at), l.time, s.currency.text(l.price), opening, used-before, went[servicelevel.Refunded], went[servicelevel.Forfeited],
			went[servicelevel.Moved], never, lapsed, left, s.currency.text(s.revenue(l)-earnedBefore), s.currency.text(s.revenue(l)), s.currency.text(s.deferred(l)),
			s.currency.text(l.back()), s.currency.text(l.moved()), s.lotEnds(l)))
	}
}

// lotEnds is the last day on which a lot is there, if it ends.
func (s *story) lotEnds(l *modelLot) calendar.Date {
	if l.until.IsZero() {
		return calendar.Date{}
	}
	return s.dateOf(l.until.Add(-1))
}

// goneAs is what a lot is by the removals that stand: hours and money.
func goneAs(l *modelLot) any {
	went := map[servicelevel.FactKind]time.Duration{}
	for _, g := range l.gone {
		went[g.kind] += g.time
	}
	var kept int64
	for _, g := range l.gone {
		if g.kind != servicelevel.Moved {
			kept += g.share - g.back
		}
	}
	return []any{l.never, went, kept, l.back(), l.moved()}
}

// fees are those of the month; or of the next one, and of this one too if it is the first.
func (m *model) fees(mo calendar.Month, out *account, lines *[]modelLine) {
	for _, r := range m.runs(mo) {
		out.Levels = append(out.Levels, fmt.Sprint(r.level, r.from, r.until, r.edition))
	}
	first := m.monthOn(m.ct.Start)
	if !m.ct.Options.FeesInAdvance || mo == first {
		m.feesOf(mo, lines, m.together)
	}
	if m.ct.Options.FeesInAdvance {
		for _, r := range m.runs(mo.AddMonths(1)) {
			out.Levels = append(out.Levels, "in advance "+fmt.Sprint(r.level, r.from, r.until, r.edition))
		}
		m.feesOf(mo.AddMonths(1), lines, m.together)
	}
}

// byItself is a month that is paid by itself.
func byItself(run, calendar.Month) int { return 1 }

// goesOn is whether a month is a whole one of a run.
func (m *model) goesOn(r run, mo calendar.Month) bool {
	runs := m.runs(mo)
	if len(runs) == 0 || m.ct.Options.ProRata && runs[0].days < int64(len(m.days(mo))) {
		return false
	}
	return runs[0].level == r.level && runs[0].edition == r.edition && runs[0].quote == r.quote
}

// earlier is how many months of a run lie before one among those that are paid together.
func (m *model) earlier(r run, mo calendar.Month) int {
	begun := 0
	for m.goesOn(r, mo.AddMonths(-begun-1)) {
		begun++
	}
	return begun % max(1, r.plan().together)
}

// together is how many months are paid with one of a run: none if it was paid with an earlier one.
func (m *model) together(r run, mo calendar.Month) int {
	if m.earlier(r, mo) > 0 {
		return 0
	}
	n := 1
	for n < r.plan().together && m.goesOn(r, mo.AddMonths(n)) {
		n++
	}
	return n
}

// shareOf is what one month costs of those that have a price together, counted from 1: what there is for
// all up to it in whole units, less what there was up to the one before.
func (m *model) shareOf(p *modelPlan, month int) int64 {
	upTo := func(months int) int64 {
		return roundCents(ratio(p.price*int64(months), int64(p.together)), m.ct.Options.Rounding)
	}
	return upTo(month) - upTo(month-1)
}

// monthly is what a month's fees come to, whenever they are paid.
func (m *model) monthly(mo calendar.Month) (sum int64) {
	var lines []modelLine
	m.feesOf(mo, &lines, byItself)
	for _, line := range lines {
		sum += line.cents
	}
	return sum
}

func (m *model) feesOf(mo calendar.Month, lines *[]modelLine, together func(run, calendar.Month) int) {
	all := int64(len(m.days(mo)))
	for _, r := range m.runs(mo) {
		fee := r.plan().fee
		if fee == 0 {
			continue
		}
		line := modelLine{kind: "fee", quantity: "1", unit: "MON", price: fee, cents: fee, level: r.level, date: r.from.String(), taxed: r.from}
		if m.ct.Options.ProRata && r.days < all {
			line.quantity, line.unit, line.base = fmt.Sprint(r.days), "DAY", int(all)
			line.cents = roundCents(ratio(fee*r.days, all), m.ct.Options.Rounding)
		} else {
			n := together(r, mo)
			if n == 0 {
				continue
			}
			line.quantity, line.cents = fmt.Sprint(n), fee*int64(n)
			if p := r.plan(); p.price > 0 {
				line.price, line.base, line.earlier, line.cents = p.price, p.together, m.earlier(r, mo), 0
				for i := range n {
					line.cents += m.shareOf(&p, line.earlier+i+1)
				}
			}
		}
		*lines = append(*lines, line)
	}
}

func (m *model) packLine(mo calendar.Month, f *servicelevel.Fact, lines *[]modelLine) {
	if f.Kind == servicelevel.Given || f.Elsewhere {
		return
	}
	price := m.packsOn(m.dateOf(f.At))[f.Time]
	if f.Price != nil {
		price = m.currency.units(*f.Price)
	}
	line := modelLine{
		kind: "pack", quantity: "1", unit: "C62", price: price, cents: price, level: m.levelAt(f.At),
		date: m.dateOf(f.At).String(), taxed: m.dateOf(f.At), ref: f.ID, time: f.Time, until: f.End,
	}
	if f.End.IsZero() {
		line.until = m.packEnds(f)
	}
	if at := m.monthOf(f.At); at != mo {
		line.corrects = at.String()
	}
	*lines = append(*lines, line)
}

// document adds lines up: the tax once for each category and rate (D22), halves away from
// zero whatever other amounts do.
func (m *model) document(lines []modelLine) (texts, taxes []string, totals string) {
	var net, tax int64
	var keys []string
	sums := map[string]int64{}
	rates := map[string]*big.Rat{}
	for _, l := range lines {
		if l.category == "" {
			m.taxes(&l)
		}
		texts = append(texts, fmt.Sprintf("%s %s %s × %s / %d after %d = %s %s %s level %s %s %q %s corrects %q %s %s of %s until %s", l.kind, l.quantity, l.unit, m.currency.text(l.price),
			l.base, l.earlier, m.currency.text(l.cents), l.category, l.rate, l.level, l.date, l.ref, l.time, l.corrects, l.label, l.free, m.currency.text(l.whole), l.until.UTC()))
		key := l.category + " " + l.rate
		if _, ok := sums[key]; !ok {
			keys = append(keys, key)
			rates[key], _ = new(big.Rat).SetString(l.rate)
		}
		sums[key] += l.cents
		net += l.cents
	}
	for _, key := range keys {
		t := roundCents(times(ratio(sums[key], 1), rates[key]), penalty.HalfAway)
		taxes = append(taxes, fmt.Sprintf("%s on %s = %s", key, m.currency.text(sums[key]), m.currency.text(t)))
		tax += t
	}
	return texts, taxes, fmt.Sprintf("%s + %s = %s", m.currency.text(net), m.currency.text(tax), m.currency.text(net+tax))
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

// aboveZero leaves of what is taken off an invoice that would be below zero what the other
// lines at their VAT come to, and lists the credit notes for what is beyond (D23).
func (m *model) aboveZero(mo calendar.Month, lines []modelLine, notes []string) (kept []modelLine, all []string) {
	if _, _, totals := m.document(lines); totals[0] != '-' && !strings.Contains(totals, "= -") {
		return lines, notes
	}
	room := map[string]int64{}
	for i := range lines {
		if l := &lines[i]; l.category == "" {
			m.taxes(l)
		}
		if l := lines[i]; l.cents > 0 {
			room[l.category+" "+l.rate] += l.cents
		}
	}
	given := map[string][]modelLine{}
	var months []string
	for _, l := range lines {
		if l.cents >= 0 {
			kept = append(kept, l)
			continue
		}
		key, whole := l.category+" "+l.rate, -l.cents
		fits := min(whole, max(0, room[key]))
		room[key] -= fits
		beyond := l
		beyond.quantity, beyond.cents, beyond.price = "1", whole-fits, whole-fits
		if l.cents, l.price = -fits, fits; fits > 0 && beyond.cents > 0 {
			l.whole, beyond.whole = -whole, whole
		}
		if fits > 0 {
			kept = append(kept, l)
		}
		if month := cmp.Or(l.corrects, mo.String()); beyond.cents > 0 {
			if given[month] == nil {
				months = append(months, month)
			}
			given[month] = append(given[month], beyond)
		}
	}
	for _, month := range months {
		texts, taxes, totals := m.document(given[month])
		notes = append(notes, fmt.Sprint(month, " ", texts, " ", taxes, " ", totals))
	}
	slices.Sort(notes)
	return kept, notes
}

// accountOf takes the same account from a statement.
func accountOf(s *servicelevel.Statement) account {
	c := modelCurrency(s.Currency)
	out := account{
		Granted: s.Allowance.Granted, Used: s.Allowance.Used, Left: s.Allowance.Left, Lost: s.Allowance.Lost, CarriedOver: s.Credit.Carried, Yearly: s.Credit.Yearly,
		Opening: s.Credit.Opening, Bought: s.Credit.Bought, Drawn: s.Credit.Used, Closing: s.Credit.Closing, Overdrawn: s.Credit.Overdrawn,
		Refunded: s.Credit.Refunded, Forfeited: s.Credit.Forfeited, Moved: s.Credit.Moved, Withdrawn: s.Credit.Withdrawn,
		Lapsed: s.Credit.Lapsed,
	}
	for i := range s.CreditNotes {
		lines, taxes, totals := documentOf(c, &s.CreditNotes[i].Document)
		out.Notes = append(out.Notes, fmt.Sprint(s.CreditNotes[i].Invoice, " ", lines, " ", taxes, " ", totals))
	}
	slices.Sort(out.Notes)
	for _, d := range s.Levels {
		out.Levels = append(out.Levels, fmt.Sprint(d.Level, d.From, d.Until, cmp.Or(d.Edition, s.Edition)))
	}
	for _, d := range s.InAdvance {
		out.Levels = append(out.Levels, "in advance "+fmt.Sprint(d.Level, d.From, d.Until, cmp.Or(d.Edition, s.Edition)))
	}
	out.Invoice, out.InvoiceTaxes, out.InvoiceTotals = documentOf(c, &s.Invoice)
	if s.Compensation != nil {
		out.Owed, out.OwedTaxes, out.OwedTotals = documentOf(c, s.Compensation)
	}
	for _, t := range s.Tickets {
		var draws []string
		for _, d := range t.Draws {
			draws = append(draws, fmt.Sprintf("%s %s %s", d.Lot, d.Time, c.of(d.Cost)))
		}
		slices.Sort(draws)
		out.Tickets = append(out.Tickets, fmt.Sprintf("%s %s asked %s earliest %s worked %s charged %s of %s: allowance %s, lots %q, over %s, outside %s, corrects %s%s%s",
			t.Ticket, t.Kind, stamp(t.Asked), stamp(t.Earliest), t.Worked, t.Charged, t.Month, t.FromAllowance, draws, t.FromOverdraft, t.Outside, t.Corrects, sharedText(t.For, t.ChargedTo), weighedOf(&t)))
	}
	slices.Sort(out.Tickets)
	for _, g := range s.Guarantees {
		r, text := g.Response, "judged"
		if g.Revised {
			text = "revised"
		}
		out.Guarantees = append(out.Guarantees, fmt.Sprintf("%s %s from %s due %s answered %s: %s, %s on the clock, margin %s", text, g.Ticket, stamp(r.Start),
			stamp(r.Due), stamp(r.Answered), r.Outcome, r.Elapsed, r.Margin))
	}
	out.Decided = decidedOf(s)
	for _, l := range s.Credit.Lots {
		out.Lots = append(out.Lots, fmt.Sprintf("%s of %s, %s for %s: %s - %s - %s - %s - %s - %s - %s = %s; earned %s, in all %s, deferred %s, repaid %s, gone %s, until %s",
			l.Lot, l.Bought, l.Time, c.of(l.Price), l.Opening, l.Used, l.Refunded, l.Forfeited, l.Moved, l.Withdrawn, l.Lapsed, l.Closing,
			c.of(l.EarnedMonth), c.of(l.Earned), c.of(l.Deferred), c.of(l.Repaid), c.of(l.Transferred), l.Until))
	}
	out.Days = s.ServiceDays.StringFixed(2)
	for _, u := range s.Availability {
		v := uptimeBy(c, u.Assessment)
		if v.level = u.Level; u.Combined != nil {
			for _, x := range u.Combined.Others {
				v.others = append(v.others, uptimeBy(c, x))
			}
			v.all = v.currency.units(u.Combined.Amount)
		}
		out.Uptimes = append(out.Uptimes, v.text(u.Month, v.currency.units(u.Before)))
	}
	return out
}

// uptimeBy is what a month comes to by one clause.
func uptimeBy(c modelCurrency, a penalty.Assessment) modelUptime {
	c = c.unlessDays(&a.Terms)
	v := modelUptime{currency: c, down: a.Availability.Down, total: a.Availability.Total, missed: a.Missed, cents: c.units(a.Amount)}
	if a.Claim != penalty.Unneeded {
		v.claim = a.Claim.String()
	}
	for _, c := range a.NotClaimed {
		v.notClaimed += outageClaimed(&c)
	}
	for _, c := range a.InTime {
		v.inTime += outageClaimed(&c)
	}
	return v
}

// outageClaimed is what is stated of an outage that is to be claimed by itself.
func outageClaimed(c *penalty.OutageClaim) string {
	return fmt.Sprintf(" %s %s by %s at %s, since %s", c.Lasted, c.Claim, stamp(c.By), stamp(c.At), stamp(c.Start))
}

func documentOf(c modelCurrency, d *invoice.Document) (texts, taxes []string, totals string) {
	for _, l := range d.Lines {
		corrects := ""
		if l.Corrects.Valid() {
			corrects = l.Corrects.String()
		}
		label := l.Label.FR + l.Label.EN
		if l.Kind != invoice.ChargeLine {
			label = ""
		}
		texts = append(texts, fmt.Sprintf("%s %s %s × %s / %d after %d = %s %s %s level %s %s %q %s corrects %q %s %s of %s until %s", l.Kind, l.Quantity, l.Unit, c.of(l.Price),
			l.PriceBase, l.MonthsBefore, c.of(l.Amount), l.Category, l.Rate, l.Level, l.Date, l.Ref, l.Time, corrects, label, l.Exemption.Reason+l.Exemption.Code, c.of(l.Whole), l.Until.UTC()))
	}
	for _, t := range d.Taxes {
		text := fmt.Sprintf("%s %s on %s = %s", t.Category, t.Rate, c.of(t.Net), c.of(t.Tax))
		if !t.Before.IsZero() {
			text += " after " + c.of(t.Before)
		}
		taxes = append(taxes, text)
	}
	return texts, taxes, fmt.Sprintf("%s + %s = %s", c.of(d.Net), c.of(d.Tax), c.of(d.Gross))
}
