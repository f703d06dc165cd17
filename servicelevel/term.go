package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// term is a contract read together with its catalogue: what holds on which day.
type term struct {
	contract *Contract
	cat      *Catalogue
	zone     *time.Location
	quote    *offer // the contract's own level 4, or nil
	vat      *treatments
	own      treatments // of the contract, where it has any
	runs     []run      // from the first day on; it has one at least
}

// run is the days from one on, up to the next run, on which one level holds. Levels of
// neighbours differ.
type run struct {
	from  calendar.Date
	level Level
	offer *offer
}

// bind reads a contract together with its catalogue, in the memory of t, and checks it
// against the edition that it names. The contract itself has been validated.
func (c *Catalogue) bind(t *term, ct *Contract) error {
	*t = term{contract: ct, cat: c, zone: c.zone, own: treatments{later: t.own.later[:0]}, runs: t.runs[:0]}
	var l fault.List
	t.bindZone(&l)
	if ct.Edition != c.edition.ID {
		l.Add("edition", ct.Edition, "must be the catalogue's, "+c.edition.ID)
		return l.Err()
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
	t.bindVAT(&l)
	if l.Empty() {
		t.order()
	}
	return l.Err()
}

// order lists the runs of the contract's levels.
func (t *term) order() {
	t.add(t.contract.Start, t.contract.Level)
	for _, ch := range t.contract.Changes {
		on := t.effective(ch)
		if t.contract.End.Valid() && on.Compare(t.contract.End) >= 0 {
			break // it never takes effect
		}
		if last := &t.runs[len(t.runs)-1]; last.from == on { // two changes wait for one month
			t.runs = t.runs[:len(t.runs)-1]
		}
		t.add(on, ch.Level)
	}
}

func (t *term) add(from calendar.Date, level Level) {
	if n := len(t.runs); n == 0 || t.runs[n-1].level != level {
		t.runs = append(t.runs, run{from, level, t.offer(level)})
	}
}

// on returns the number of the run that holds on a day. Days before the first one are
// as that one.
func (t *term) on(d calendar.Date) int {
	n := len(t.runs) - 1
	if n > 16 && t.runs[n].from.Compare(d) > 0 {
		i, found := slices.BinarySearchFunc(t.runs, d, func(r run, d calendar.Date) int { return r.from.Compare(d) })
		if !found {
			i--
		}
		return max(0, i)
	}
	for n > 0 && t.runs[n].from.Compare(d) > 0 {
		n--
	}
	return n
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
func (t *term) level(d calendar.Date) Level { return t.runs[t.on(d)].level }

// at returns the plan that holds at an instant.
func (t *term) at(instant time.Time) *offer {
	if len(t.runs) == 1 {
		return t.runs[0].offer
	}
	return t.runs[t.on(calendar.DateOf(instant.In(t.zone)))].offer
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

// until returns the first day after a day on which another level holds, or end if that
// is earlier.
func (t *term) until(day, end calendar.Date) calendar.Date {
	if n := t.on(day) + 1; n < len(t.runs) && t.runs[n].from.Compare(end) < 0 {
		return t.runs[n].from
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
