package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// biller makes one statement after the other and keeps its memory in between.
// Nothing that a Statement holds is part of it.
type biller struct {
	term    term
	act     *Activity
	month   calendar.Month
	period  calendar.Interval
	out     *Statement
	assumed assumed

	input struct {
		contract Contract
		activity Activity
	}
	result     Statement
	amounts    amounts
	wall       wall
	account    credit.Account
	receipt    credit.Receipt
	facts      []fact
	sold       int         // purchases of the month
	names      [2][]string // ids of facts in the account, by kind
	tickets    []ticketSum
	earlier    []int            // for each of Statement.Tickets the one of the same ticket before it, from 1
	turned     []calendar.Month // in which a deadline passed that was met after all
	nets       []int64          // of each of a document's taxes
	lots       []lotSum
	order      []int            // of the lots, by purchase
	outages    []penalty.Outage // those of the period that is assessed
	exclusions []penalty.Exclusion
	writer     writer
	words      []passage
	rules      []string
	// overdue is what is drawn beyond the lots, now and before the month.
	overdue, overdueBefore time.Duration
}

// ticketSum is what was worked and charged on a ticket so far.
type ticketSum struct {
	worked         time.Duration
	charged        time.Duration
	attended       time.Time // the first work
	attendedBefore time.Time // the first work known before the month
	entry          int       // the last of it in Statement.Tickets, from 1
}

// lotSum is what was drawn from a purchase so far, and before the month.
type lotSum struct {
	fact         int
	price        int64
	used         time.Duration
	earned       int64
	usedBefore   time.Duration
	earnedBefore int64
}

// Statement returns what a month of a contract comes to. The activity holds the
// facts from the oldest pack that may have hours left; of those, the ones known
// before the end of the month count, so that the statement of a month stays the
// same whatever happens later.
//
// Bad input is reported whole, by paths under "contract", "activity" and
// "month". Work that there was no credit for (D8) is an error that wraps a
// *credit.ShortfallError. It may be called from any goroutine.
func (c *Catalogue) Statement(ct Contract, act Activity, m calendar.Month) (Statement, error) {
	b, _ := c.billers.Get().(*biller)
	if b == nil {
		b = new(biller)
	}
	b.input.contract, b.input.activity = ct, act // in place of parameters on the heap
	err := b.make(c, &b.result, &b.input.contract, &b.input.activity, m)
	s := b.result
	b.forget()
	c.billers.Put(b)
	if err != nil {
		return Statement{}, err
	}
	return s, nil
}

// forget lets go of what belongs to the caller.
func (b *biller) forget() {
	b.act, b.out, b.term, b.result = nil, nil, term{}, Statement{}
	b.input.contract, b.input.activity = Contract{}, Activity{}
	clear(b.outages)
	clear(b.exclusions)
}

// make fills in an empty statement.
func (b *biller) make(c *Catalogue, s *Statement, ct *Contract, act *Activity, m calendar.Month) error {
	var l fault.List
	if err := ct.Validate(); err != nil {
		l.In("contract", err)
	}
	if err := act.Validate(); err != nil {
		l.In("activity", err)
	}
	if !m.Valid() || m.Year < 1990 || m.Year >= 2090 {
		l.Add("month", m, "must be a month of the years 1990 to 2089")
	}
	if !l.Empty() {
		return l.Err()
	}
	t, err := c.bind(ct)
	if err != nil {
		return fault.In("contract", err)
	}
	b.begin(t, s, act, m)
	if m.Compare(ct.Start.MonthOf()) < 0 {
		l.Add("month", m, "must not be before the contract's first, "+ct.Start.MonthOf().String())
	}
	b.gather(&l)
	if !l.Empty() {
		return l.Err()
	}
	for _, part := range [...]func() error{b.fees, b.replay, b.guarantees, b.availability, b.total} {
		if err := part(); err != nil {
			return err
		}
	}
	b.close()
	b.explain()
	s.Assumptions = b.assumed.ids()
	return nil
}

func (b *biller) begin(t term, s *Statement, act *Activity, m calendar.Month) {
	b.term, b.act, b.month, b.out = t, act, m, s
	b.wall.use(t.zone)
	b.period = b.wall.interval(m)
	b.assumed, b.overdue, b.overdueBefore = 0, 0, 0
	b.assume(3, 4)
	b.tickets, b.earlier, b.turned = b.tickets[:0], b.earlier[:0], b.turned[:0]
	b.lots, b.words = b.lots[:0], b.words[:0]
	b.rules = make([]string, 0, 48)
	s.Contract, s.Customer = t.contract.ID, t.contract.Customer
	s.Provider, s.Edition = t.cat.edition.Provider, t.cat.edition.ID
	s.Month, s.Period = m, b.period
}

// cite returns a list of rule ids of the statement's own.
func (b *biller) cite(lists ...[]string) []string {
	from := len(b.rules)
	for _, ids := range lists {
		for _, id := range ids {
			if !slices.Contains(b.rules[from:], id) {
				b.rules = append(b.rules, id)
			}
		}
	}
	return b.rules[from:len(b.rules):len(b.rules)]
}

// replay folds the facts into the account, and notes what those of the month
// came to.
func (b *biller) replay() error {
	if err := b.openAccount(); err != nil {
		return err
	}
	b.tickets = append(b.tickets, make([]ticketSum, len(b.act.Requests))...)
	opened := false
	for i := range b.facts {
		f := &b.facts[i]
		if now := !f.known.Before(b.period.Start); now && !opened {
			opened = true
			b.open()
		}
		var err error
		if f.kind == bought {
			err = b.buy(i, f, opened)
		} else {
			err = b.work(f, opened)
		}
		if err != nil {
			return err
		}
	}
	if !opened {
		b.open()
	}
	return nil
}

// openAccount starts the account with the allowance of every level that holds
// up to the month. A month with two levels has the greater allowance (D24).
func (b *biller) openAccount() error {
	ct := b.term.contract
	block := b.term.offer(ct.Level).plan.Work.Block
	for _, ch := range ct.Changes {
		block = gcd(block, b.term.offer(ch.Level).plan.Work.Block)
	}
	terms := credit.Terms{Blocks: credit.Blocks{Size: block}, Zone: b.term.zone.String()}
	if ct.Options.LoseRemainder {
		terms.Remainder = credit.LoseRemainder
	}
	if p := b.term.offer(b.term.level(b.month.First())).plan.Prices; p != nil {
		terms.Tariff = p.Tariff
	}
	if err := b.account.Reset(terms); err != nil {
		return err
	}
	level, month := ct.Level, ct.Start.MonthOf()
	most := b.allowance(level) // of the levels of the month
	if err := b.grant("a", month, most); err != nil {
		return err
	}
	for _, ch := range ct.Changes {
		on := b.term.effective(ch)
		if ct.End.Valid() && on.Compare(ct.End) >= 0 {
			break // it never takes effect
		}
		switch m := on.MonthOf(); {
		case on.Day == 1:
			month, most = m, 0
		case m != month:
			month, most = m, b.allowance(level)
		}
		level = ch.Level
		most = max(most, b.allowance(level))
		if err := b.grant("b"+on.String()+ch.On.String(), month, most); err != nil {
			return err
		}
		if err := b.grant("c"+on.String()+ch.On.String(), month.AddMonths(1), b.allowance(level)); err != nil {
			return err
		}
	}
	if ct.End.Valid() { // work that goes on past the end has no allowance
		if err := b.grant("e", ct.End.AddDays(-1).MonthOf().AddMonths(1), 0); err != nil {
			return err
		}
	}
	if ct.Options.Overdraft > 0 {
		return b.account.ApplyTo(nil, credit.Entry{
			ID: "o", Kind: credit.Overdraft, At: instant(ct.Start.MonthOf()), Time: ct.Options.Overdraft,
		})
	}
	return nil
}

func (b *biller) allowance(l Level) time.Duration { return b.term.offer(l).plan.Allowance.Monthly }

// instant returns when an entry about whole months is made; which instant it is
// changes nothing.
func instant(m calendar.Month) time.Time {
	return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
}

func (b *biller) grant(id string, from calendar.Month, monthly time.Duration) error {
	return b.account.ApplyTo(nil, credit.Entry{
		ID: id, Kind: credit.Allowance, At: instant(from), From: from, Time: monthly,
	})
}

// open notes how much was used of each lot when the month began.
func (b *biller) open() {
	for i := range b.lots {
		lot := &b.lots[i]
		lot.usedBefore, lot.earnedBefore = lot.used, lot.earned
		b.out.Credit.Opening += b.act.Purchases[b.facts[lot.fact].index].Time - lot.used
	}
	b.out.Credit.Opening -= b.overdue
	b.overdueBefore = b.overdue
}

// buy adds a lot, and in its month a line of the invoice.
func (b *biller) buy(i int, f *fact, now bool) error {
	p := &b.act.Purchases[f.index]
	price, rule, err := b.price(p)
	if err != nil {
		return fault.In(fault.Index("activity.purchases", f.index), err)
	}
	e := credit.Entry{
		ID: f.id, Kind: credit.Purchase, At: f.at, Recorded: f.known,
		Time: p.Time, Price: b.amounts.of(price),
	}
	if p.Gift {
		e.Kind, e.Price = credit.Gift, decimal.Decimal{}
	}
	if err := b.account.ApplyTo(&b.receipt, e); err != nil {
		return fault.In(fault.Index("activity.purchases", f.index), err)
	}
	f.lot = len(b.lots)
	b.lots = append(b.lots, lotSum{fact: i, price: price})
	b.draw(nil) // a pack first pays for what was drawn beyond the credit (D8)
	if !now {
		return nil
	}
	b.out.Credit.Bought += p.Time
	if !p.Gift {
		b.packLine(p, price, rule)
	}
	return nil
}

// price returns what a purchase costs: what it says, or what the plan's tariff
// says of packs of that time, with that pack's rule.
func (b *biller) price(p *Purchase) (cents int64, rule string, err error) {
	prices := b.term.at(p.At).plan.Prices
	if prices != nil && !p.Gift && p.Time < prices.Tariff.Minimum {
		return 0, "", fault.New("time", p.Time, "must not be below the least that can be bought, "+prices.Tariff.Minimum.String())
	}
	if prices != nil {
		for i, pack := range prices.Tariff.Packs {
			if pack.Time != p.Time {
				continue
			}
			if len(prices.PackRules) > 0 {
				rule = prices.PackRules[i]
			}
			if p.Price == nil && !p.Gift {
				cents, err = money.FromDecimal(pack.Price)
				return cents, rule, err
			}
			if p.Price != nil && !p.Price.Equal(pack.Price) {
				rule = "" // another price than the tariff's
			}
		}
	}
	switch {
	case p.Gift:
		return 0, "", nil
	case p.Price != nil:
		cents, err = money.FromDecimal(*p.Price)
		return cents, rule, err
	case prices == nil:
		return 0, "", fault.New("price", nil, "must be given, for the plan states no prices")
	}
	return 0, "", fault.New("price", nil, "must be given, for the plan has no pack of "+p.Time.String())
}

func gcd(a, b time.Duration) time.Duration {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
