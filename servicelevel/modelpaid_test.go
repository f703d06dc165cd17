package servicelevel_test

import (
	"fmt"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// paidFee is what a customer has paid, or is to pay, for a month, or for days of it.
type paidFee struct {
	month calendar.Month
	of    string         // the level, and since when it holds or, of a payment, the price
	since calendar.Month // the first month of the payment that it is a share of; zero: it is by itself
	cents int64
	tax   string         // that of the payment's first day
	again string         // that of the first day looked at, if it is invoiced again from then on
	by    calendar.Month // the statement that invoiced it
}

// paidFees is what a customer has paid for months that are not over, month by month: the fees of a book,
// by the wording of Fee.Months and Options.FeesInAdvance.
//
//   - What is paid stays paid as long as it is due at what it cost.
//   - Of a payment whose first months stay due so, the others are given back; and else all of it, and what is
//     due is invoiced.
type paidFees struct {
	has   []paidFee
	begun bool
}

// paidFor adds up what fees cost.
func paidFor(list []paidFee) (sum int64) {
	for _, f := range list {
		sum += f.cents
	}
	return sum
}

// texts are the lines of fees: of a payment one.
func (p *paidFees) texts(list []paidFee, of func(paidFee) string) (out []string) {
	if len(list) > 0 && list[0].since.Valid() {
		return []string{fmt.Sprintf("%s %d for %d months from %s %s", of(list[0]), paidFor(list), len(list), list[0].month, list[0].tax)}
	}
	for _, f := range list {
		out = append(out, fmt.Sprintf("%s %d for 1 months from %s %s", of(f), f.cents, f.month, f.tax))
	}
	return out
}

// stays is how many of the fees that are paid stay as they are, of those that are due.
func (p *paidFees) stays(due []paidFee, mo calendar.Month) (n int, rest bool) {
	n = min(len(p.has), len(due))
	same := paidFor(p.has[:n]) == paidFor(due[:n])
	for i := range n {
		had, is := p.has[i], due[i]
		payment := had.since.Valid() && is.since.Valid() // the shares of one are looked at together
		same = same && had.of == is.of && had.since.Valid() == is.since.Valid() && (payment || had.cents == is.cents)
		same = same && (is.since.Valid() && is.since.Compare(mo) < 0 || had.tax == is.tax)
	}
	if len(p.has) == len(due) {
		return n, same
	}
	return n, same && n > 0 && n == len(due) && p.has[0].since.Valid() && p.has[0].since == due[0].since
}

// close closes a month: what it invoices, and what it gives back.
func (p *paidFees) close(mo calendar.Month, ahead, first bool, due func(calendar.Month) []paidFee) (invoiced, back []string) {
	pay := func(list []paidFee) {
		invoiced = append(invoiced, p.texts(list, func(paidFee) string { return "paid" })...)
		for _, f := range list {
			f.by = mo
			p.has = append(p.has, f)
		}
	}
	now := due(mo)
	switch stay, ok := p.stays(now, mo); {
	case !p.begun && !first: // of earlier months others know, and of its own if that was in advance
		for _, f := range now {
			f.by = mo
			switch since := f.since; {
			case !since.Valid() || since == mo:
			case ahead && !p.startedIn(due, since):
				f.by = since.AddMonths(-1)
			default:
				f.by = since
			}
			p.has = append(p.has, f)
		}
		if !ahead && len(now) > 0 && (!now[0].since.Valid() || now[0].since == mo) {
			p.has = nil
			pay(now)
		}
	case ok:
		gone := slices.Clone(p.has[stay:])
		for i, f := range now {
			f.by, f.tax = p.has[i].by, p.has[i].tax
			p.has[i] = f
		}
		p.has = p.has[:stay]
		back = p.credited(gone)
	default:
		back = p.credited(p.has)
		p.has = nil
		for i := range now {
			if now[i].since.Valid() {
				now[i].tax = now[i].again
			}
		}
		pay(now)
	}
	p.begun = true
	if ahead {
		next := due(mo.AddMonths(1))
		if len(next) > 0 && (!next[0].since.Valid() || next[0].since == mo.AddMonths(1)) {
			pay(next)
		}
	}
	p.has = slices.DeleteFunc(p.has, func(f paidFee) bool { return f.month == mo })
	return invoiced, back
}

// startedIn is whether a month is the first in which anything is due.
func (p *paidFees) startedIn(due func(calendar.Month) []paidFee, mo calendar.Month) bool {
	return len(due(mo.AddMonths(-1))) == 0
}

// credited are the lines that give fees back: none of what cost nothing.
func (p *paidFees) credited(list []paidFee) (out []string) {
	if len(list) > 0 && list[0].since.Valid() {
		if paidFor(list) == 0 {
			return nil
		}
	} else {
		list = slices.DeleteFunc(slices.Clone(list), func(f paidFee) bool { return f.cents == 0 })
	}
	return p.texts(list, func(f paidFee) string { return "back of " + f.by.String() })
}

// due are the fees of a month: of days by themselves, or what is left of the payment that it is in.
func (m *model) due(mo calendar.Month) (out []paidFee) {
	all := int64(len(m.days(mo)))
	tax := func(d calendar.Date) string {
		category, rate := m.vat(d)
		return category + " " + rate
	}
	for _, r := range m.runs(mo) {
		p := r.plan()
		if p.fee == 0 {
			continue
		}
		f := paidFee{month: mo, of: fmt.Sprint(r.level, " from ", r.from), cents: p.fee, tax: tax(r.from)}
		part := m.ct.Options.ProRata && r.days < all
		if part {
			f.cents = roundCents(ratio(p.fee*r.days, all), m.ct.Options.Rounding)
		}
		if p.together < 2 || part {
			out = append(out, f)
			continue
		}
		before := m.earlier(r, mo)
		f.since, f.of = mo.AddMonths(-before), fmt.Sprint(r.level, " ", p.price)
		f.tax, f.again = tax(m.runs(f.since)[0].from), f.tax
		for k := before; k < p.together && (k == before || m.goesOn(r, f.month)); k++ {
			if p.price > 0 {
				f.cents = m.shareOf(&p, k+1)
			}
			out = append(out, f)
			f.month = f.month.AddMonths(1)
		}
	}
	return out
}

// feeLines are the fees that a statement invoices, and those that it gives back, as paidFees says them.
func feeLines(s *servicelevel.Statement) (invoiced, back []string) {
	add := func(dst []string, what string, d *invoice.Document) []string {
		for i := range d.Lines {
			line := &d.Lines[i]
			if line.Kind != invoice.FeeLine {
				continue
			}
			months := int64(1)
			if line.Unit == "MON" {
				months = line.Quantity.IntPart()
			}
			n := 0
			first, _ := s.DaysOf(s.Month)
			for before(first, line.Date) { // the month of a day
				next, _ := s.DaysOf(s.Month.AddMonths(n + 1))
				if before(line.Date, next) {
					break
				}
				n++
			}
			dst = append(dst, fmt.Sprintf("%s %d for %d months from %s %s %s", what, modelCurrency(s.Currency).units(line.Amount), months, s.Month.AddMonths(n), line.Category, line.Rate))
		}
		return dst
	}
	invoiced = add(nil, "paid", &s.Invoice)
	for i := range s.CreditNotes {
		back = add(back, "back of "+s.CreditNotes[i].Invoice.String(), &s.CreditNotes[i].Document)
	}
	return invoiced, back
}
