package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// term is a contract read together with its catalogue: what holds on which day.
type term struct {
	contract *Contract
	cat      *Catalogue
	zone     *time.Location
	quote    *offer // the contract's own level 4, or nil
	category string
	vat      rate
}

// rate is a rate of VAT.
type rate struct {
	share    decimal.Decimal // 0.2, without zeros at its end
	num, den int64           // the same, as a fraction
}

// untaxed is the rate of the categories without tax.
var untaxed = rateOf(decimal.New(0, 0))

// rateOf returns a rate that reads the same wherever it comes from. It has been
// checked.
func rateOf(d decimal.Decimal) rate {
	num, den, _ := money.Fraction(d)
	exp := int32(0)
	for pow := den; pow > 1; pow /= 10 {
		exp--
	}
	return rate{decimal.New(num, exp), num, den}
}

// bind checks a contract against the edition that it names. The contract itself
// has been validated.
func (c *Catalogue) bind(ct *Contract) (term, error) {
	t := term{contract: ct, cat: c, zone: c.zone, category: ct.VAT.Category}
	var l fault.List
	t.bindZone(&l)
	if ct.Edition != c.edition.ID {
		l.Add("edition", ct.Edition, "must be the catalogue's, "+c.edition.ID)
		return t, l.Err()
	}
	c.checkSigned(&l, ct)
	if ct.Quote != nil {
		quote, err := c.offer(*ct.Quote)
		l.In("quote", err)
		t.quote = quote
	}
	t.checkLevel(&l, "level", ct.Level)
	for i, ch := range ct.Changes {
		t.checkLevel(&l, fault.Index("changes", i)+".level", ch.Level)
	}
	if t.category == "" {
		t.category = "S"
	}
	switch {
	case t.category != "S":
		t.vat = untaxed
	case ct.VAT.Rate == nil:
		t.vat = c.vat
	default:
		t.vat = rateOf(*ct.VAT.Rate)
	}
	return t, l.Err()
}

func (t *term) bindZone(l *fault.List) {
	name := t.contract.Options.Zone
	if name == "" || name == t.zone.String() {
		return
	}
	zone, err := calendar.LoadLocation(name)
	if err != nil {
		l.In("options.zone", err)
		return
	}
	t.zone = zone
}

// checkSigned refuses a contract signed while the edition was not on offer.
func (c *Catalogue) checkSigned(l *fault.List, ct *Contract) {
	signed := ct.Signed
	if !signed.Valid() {
		signed = ct.Start
	}
	from, until := c.edition.From, c.edition.Until
	if from.Valid() && signed.Compare(from) < 0 {
		l.Add("signed", signed, "must not be before the edition's first day, "+from.String())
	}
	if until.Valid() && signed.Compare(until) >= 0 {
		l.Add("signed", signed, "must be before the edition's end, "+until.String())
	}
}

// checkLevel refuses a level that the edition does not have, one on quote
// without a quote (S72, D25), and one that promises availability without a rent
// (D17).
func (t *term) checkLevel(l *fault.List, field string, level Level) {
	o := t.offer(level)
	switch {
	case o == nil:
		l.Add(field, level, "is not a level of the edition "+t.cat.edition.ID)
	case o.plan.Fee.OnQuote:
		l.Add(field, level, "is on quote (S72): the contract needs one in quote")
	case o.plan.Availability != nil && t.contract.Rent == nil:
		l.Add("rent", nil, "must be given for the level "+level.String()+", whose penalties are a share of it (D17)")
	case o.plan.Guarantee != nil && t.contract.Options.Late != nil && t.contract.Rent == nil:
		l.Add("rent", nil, "must be given where late interventions cost a share of it (D17, D19)")
	}
}

// offer returns the plan of a level as the contract has it, or nil.
func (t *term) offer(level Level) *offer {
	if level == CriticalBusiness && t.quote != nil {
		return t.quote
	}
	if !level.Valid() {
		return nil
	}
	return t.cat.offers[level]
}

// effective returns the day on which a change takes effect: the first of the
// next month unless it is dated on a first, or its own date pro rata (D24).
func (t *term) effective(ch Change) calendar.Date {
	if t.contract.Options.ProRata || ch.On.Day == 1 {
		return ch.On
	}
	return ch.On.MonthOf().AddMonths(1).First()
}

// level returns the level that holds on a day.
func (t *term) level(d calendar.Date) Level {
	level := t.contract.Level
	for _, ch := range t.contract.Changes {
		if t.effective(ch).Compare(d) > 0 {
			break
		}
		level = ch.Level
	}
	return level
}

// at returns the plan that holds at an instant.
func (t *term) at(instant time.Time) *offer {
	if len(t.contract.Changes) == 0 {
		return t.offer(t.contract.Level)
	}
	return t.offer(t.level(calendar.DateOf(instant.In(t.zone))))
}

// allowance returns what the fee covers of a month's work: the greatest allowance
// of the levels of its days in service (D24), and nothing past the end (S43).
func (t *term) allowance(m calendar.Month) time.Duration {
	from, until, ok := t.service(m)
	if !ok {
		return 0
	}
	most := t.offer(t.level(from)).plan.Allowance.Monthly
	for _, ch := range t.contract.Changes {
		if on := t.effective(ch); on.Compare(from) > 0 && on.Compare(until) < 0 {
			most = max(most, t.offer(ch.Level).plan.Allowance.Monthly)
		}
	}
	return most
}

// grain returns the length that the blocks of all levels are multiples of: what is
// less than a block at none of them.
func (t *term) grain() time.Duration {
	block := t.offer(t.contract.Level).plan.Work.Block
	for _, ch := range t.contract.Changes {
		block = gcd(block, t.offer(ch.Level).plan.Work.Block)
	}
	return block
}

func gcd(a, b time.Duration) time.Duration {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// serves reports whether a day is one of service.
func (t *term) serves(day calendar.Date) bool {
	end := t.contract.End
	return day.Compare(t.contract.Start) >= 0 && (!end.Valid() || day.Compare(end) < 0)
}

// service returns the days in service of a month: the first, and the one after
// the last. ok is false where there is none.
func (t *term) service(m calendar.Month) (from, until calendar.Date, ok bool) {
	from, until = t.clip(m.First(), m.AddMonths(1).First())
	return from, until, from.Compare(until) < 0
}

// clip cuts days off that are not in service. There may be none left.
func (t *term) clip(from, until calendar.Date) (first, past calendar.Date) {
	if t.contract.Start.Compare(from) > 0 {
		from = t.contract.Start
	}
	if end := t.contract.End; end.Valid() && end.Compare(until) < 0 {
		until = end
	}
	return from, until
}

// until returns the first day after a day on which a change of level takes effect,
// or end where that is earlier.
func (t *term) until(day, end calendar.Date) calendar.Date {
	for _, ch := range t.contract.Changes {
		if on := t.effective(ch); on.Compare(day) > 0 && on.Compare(end) < 0 {
			end = on
		}
	}
	return end
}

// penaltyTerms returns the terms that a breach of availability is assessed by:
// the contract's own, or the plan's.
func (t *term) penaltyTerms(o *offer) *penalty.Terms {
	terms := &o.plan.Availability.Terms
	if t.contract.Options.Penalty != nil {
		terms = t.contract.Options.Penalty
	}
	return t.rounded(terms)
}

// rounded gives terms the contract's rounding, unless they have their own (D21).
func (t *term) rounded(terms *penalty.Terms) *penalty.Terms {
	if terms.Rounding != penalty.HalfAway || t.contract.Options.Rounding == penalty.HalfAway {
		return terms
	}
	own := *terms
	own.Rounding = t.contract.Options.Rounding
	return &own
}
