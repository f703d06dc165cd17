package servicelevel_test

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestPocketCalculatorOfLines: whoever recomputes what is said of a line, in either language, gets
// each figure in it, and the line's; with one digit changed nobody does.
func TestPocketCalculatorOfLines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		for _, text := range inOneCall(atRandom(t), l) {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(text)))
			s.Explain()
			for _, x := range allSaid(&s) {
				require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
				x.misread(t)
			}
			p := pocket{currency: l.currency}
			p.usesOfLots(&s, l.facts)
			require.Empty(t, p.faults)
		}
	})
}

// said is a sentence, and what it has to agree with.
type said struct {
	text    *servicelevel.Wording
	read    func(l *tongue, sentence string) ([]clause, error)
	compare func(p *pocket, list []clause)
	skip    string        // up to where no digit is changed
	of      modelCurrency // of its amounts
}

// saidOf lists what is said of the lines, their VAT and the draws of a statement.
func allSaid(s *servicelevel.Statement) (list []said) {
	for n, d := range documentsOf(s) {
		for i := range d.Lines {
			line := &d.Lines[i]
			x := lineSaid{s: s, line: line, invoice: n == 0, several: len(d.Taxes) > 1}
			list = append(list, said{&line.Explained, (*tongue).readLine, x.compare, "", ""})
		}
		for i := range d.Taxes {
			if tax := &d.Taxes[i]; tax.Explained != (servicelevel.Wording{}) {
				list = append(list, said{&tax.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.taxed(tax, list) }, "", ""})
			}
		}
	}
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		list = append(list, said{&n.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.noted(n, s.Contract, list) }, "", ""})
	}
	if a := &s.Allowance; a.Explained != (servicelevel.Wording{}) {
		list = append(list, said{&a.Explained, (*tongue).readAllowance, func(p *pocket, list []clause) { p.granted(s, list) }, "", ""})
	}
	for i := range s.Tickets {
		w := &s.Tickets[i]
		list = append(list, said{&w.Explained, (*tongue).readWork, func(p *pocket, list []clause) { p.drawn(s, w, list) }, ";", ""})
	}
	if c := s.Allowance.Carried; c != nil {
		list = append(list, said{&c.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.carried(c, s.Month, list) }, "", ""})
	}
	for i := range s.Allowance.Yearly {
		y := &s.Allowance.Yearly[i]
		list = append(list, said{&y.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.yearly(y, list) }, "", ""})
	}
	for i := range s.Guarantees {
		g := &s.Guarantees[i]
		list = append(list, said{&g.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.guaranteed(s, g, list) }, "", ""})
	}
	for i := range s.Goals {
		g := &s.Goals[i]
		list = append(list, said{&g.Explained, (*tongue).readGoal, func(p *pocket, list []clause) { p.goal(s, g, list) }, "", ""})
	}
	for i := range s.Quotas {
		q := &s.Quotas[i]
		list = append(list, said{&q.Explained, (*tongue).readLine, func(p *pocket, list []clause) { p.quota(q, list) }, "", ""})
	}
	for i := range s.Lateness {
		late := &s.Lateness[i]
		list = append(list, said{&late.Explained, (*tongue).readLateness, func(p *pocket, list []clause) { p.late(late, list) }, "", ""})
	}
	return onDays(s.MonthDay, s.Currency, list)
}

// onDays has sentences be compared with months that begin on a day, and read in a currency.
func onDays(day int, currency string, list []said) []said {
	for i := range list {
		list[i].of = modelCurrency(currency)
		compare := list[i].compare
		list[i].compare = func(p *pocket, c []clause) {
			p.day = day
			compare(p, c)
		}
	}
	return list
}

// check reads a sentence in both languages, recomputes it, and compares it.
func (x *said) check() error {
	var read [2]string
	for i, l := range tonguesIn(x.of) {
		list, err := x.read(l, []string{x.text.EN, x.text.FR}[i])
		if err != nil {
			return err
		}
		p := pocket{currency: x.of}
		x.compare(&p, list)
		if err := errors.Join(p.faults...); err != nil {
			return err
		}
		read[i] = fmt.Sprint(list)
	}
	if read[0] != read[1] {
		return fmt.Errorf("the languages differ:\n%s\n%s", read[0], read[1])
	}
	return nil
}

// misread changes one digit outside of what is cited: no such sentence is taken.
func (x said) misread(t *rapid.T) {
	wrong := *x.text
	text := &wrong.EN
	if rapid.Bool().Draw(t, "French") {
		text = &wrong.FR
	}
	b := []byte(*text)
	from := 0
	if x.skip != "" { // the blocks are TestWordsOfWorkAddUp's
		if from = strings.Index(*text, x.skip); from < 0 {
			return
		}
	}
	for _, cites := range citedIn(*text) {
		copy(b[cites[0]:cites[1]], strings.Repeat(" ", cites[1]-cites[0]))
	}
	var digits []int
	for i, c := range b {
		if '0' <= c && c <= '9' && i >= from {
			digits = append(digits, i)
		}
	}
	if len(digits) == 0 {
		return
	}
	at := rapid.SampledFrom(digits).Draw(t, "digit")
	b = []byte(*text)
	b[at] = '0' + (b[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "more")))%10
	*text = string(b)
	x.text = &wrong
	require.Error(t, x.check(), *text)
}

func (l *tongue) readLine(sentence string) (list []clause, err error) {
	for part := range strings.SplitSeq(sentence, l.between) {
		if ones, ok := strings.CutPrefix(part, l.lateOnes); ok {
			for one := range strings.SplitSeq(ones, ", ") {
				if list, err = l.take(list, l.outages, one); err != nil {
					return nil, err
				}
			}
			continue
		}
		one, err := l.take(nil, l.lines, part)
		if err != nil {
			one, err = l.take(nil, l.clauses, part) // of a penalty
		}
		if err != nil {
			return nil, err
		}
		list = append(list, one...)
	}
	return list, nil
}

// readWork takes what is said of a ticket apart, from what was drawn on.
func (l *tongue) readWork(sentence string) (list []clause, err error) {
	_, rest, _ := strings.Cut(sentence, l.between) // the blocks are TestWordsOfWorkAddUp's
	for part := range strings.SplitSeq(rest, l.between) {
		if part == "" {
			continue
		}
		if one, err := l.take(nil, l.lines, part); err == nil {
			list = append(list, one...)
			continue
		}
		for part != "" { // one draw after the other: each is read at its longest
			end := len(part)
			var draw []clause
			for ; end > 0; end = strings.LastIndex(part[:end], ", ") {
				if draw, err = l.take(nil, l.draws, part[:end]); err == nil {
					break
				}
			}
			if end <= 0 {
				return nil, fmt.Errorf("no draws: %q", part)
			}
			list = append(list, draw...)
			part = strings.TrimPrefix(part[end:], ", ")
		}
	}
	return list, nil
}

// lineSaid is a line, and where it stands.
type lineSaid struct {
	s                *servicelevel.Statement
	line             *invoice.Line
	invoice, several bool
}

func dateOf(d calendar.Date) *big.Rat {
	return big.NewRat(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix(), 1)
}

// month is a month as it is said: by its name, or by its days if these do not begin with the calendar's.
func (p *pocket) month(m calendar.Month) *big.Rat { return p.monthsTo(m, m) }

func (p *pocket) monthsTo(first, last calendar.Month) *big.Rat {
	if p.day < 2 {
		return dateOf(first.First())
	}
	from := calendar.Date{Year: first.Year, Month: first.Month, Day: p.day}
	next := last.AddMonths(1)
	return daysFrom(dateOf(from), dateOf(calendar.Date{Year: next.Year, Month: next.Month, Day: p.day - 1}))
}

// month is that of the line.
func (x lineSaid) month() calendar.Month { return monthIn(x.s, x.line.Date) }

func inAll(line *invoice.Line) decimal.Decimal {
	if line.Whole.IsZero() {
		return line.Amount
	}
	return line.Whole
}

// mainForms are how a line begins, by its kind.
var mainForms = map[invoice.LineKind]string{
	invoice.FeeLine: "fee fee_together fee_returned fees_returned all_returned first_returned later_returned", invoice.PackLine: "pack pack_sold", invoice.PenaltyLine: "below less",
	invoice.LateLine: "late_line", invoice.QuotaLine: "quota_line", invoice.RefundLine: "back back_of_pack back_of_time",
	invoice.WithdrawalLine: "wrong wrong_hours wrong_pack wrong_time", invoice.ChargeLine: "charge", invoice.HoursLine: "hours",
}

// compare recomputes a sentence and compares it with the line.
func (x lineSaid) compare(p *pocket, list []clause) {
	line, kinds := x.line, []string{}
	amount, time := line.Amount.Rat(), inSeconds(line.Time)
	var share *big.Rat // what a refund's time had cost, as it is said
	for _, c := range list {
		kinds = append(kinds, c.kind)
		v := c.values
		switch c.kind {
		case "fee":
			p.is("the fee", v[0], line.Price.Rat())
			if line.PriceBase == 0 && !ofMonths(line) {
				p.is("the amount", v[0], amount)
			}
			x.levelNamed(p, c.words[0])
		case "days":
			p.is("the days", v[0], line.Quantity.Rat())
			p.is("the days of the month", v[1], fraction(int64(line.PriceBase), 1))
			p.is("the first day", v[2], dateOf(line.Date))
			p.is("the amount", v[3], amount)
			x.rounds(p, v[3], divided(multiplied(list[0].values[0], v[0]), v[1]), v[4] != nil)
		case "fee_returned":
			p.is("the month", v[0], p.month(x.month()))
			p.is("the amount", v[1], amount)
		case "pack", "pack_sold":
			p.is("the time", v[0], time)
			p.is("the day", v[1], dateOf(line.Date))
			p.is("the price", v[2], amount)
		case "valid":
			lot := slices.IndexFunc(x.s.Credit.Lots, func(l statement.LotUse) bool { return l.Lot == line.Ref })
			p.is("the last day", v[0], dateOf(x.s.Credit.Lots[lot].Until))
		case "hours":
			p.is("the time", v[0], time)
			p.is("the price of an hour", v[1], line.Price.Rat())
			p.is("the amount", v[2], amount)
			x.rounds(p, v[2], divided(multiplied(v[0], v[1]), fraction(3600, 1)), v[3] != nil)
		case "charge":
			p.is("the day", v[0], dateOf(line.Date))
			p.is("the amount", v[1], new(big.Rat).Abs(inAll(line).Rat()))
		case "untaxed":
			if want := exempted(line.Exemption, strings.Contains(c.words[0], "«")); c.words[0] != want {
				p.fault("no VAT for %q, not %q", c.words[0], want)
			}
		case "back", "back_of_pack", "back_of_time", "wrong_hours", "wrong_pack", "wrong_time":
			p.is("the time", v[0], time)
			x.ofLot(p, c)
			if strings.HasPrefix(c.kind, "wrong") {
				p.is("the price", v[len(v)-1], inAll(line).Rat())
			}
		case "wrong":
			p.is("the price", v[0], inAll(line).Rat())
		case "back_all":
			p.is("the time", v[1], time)
			share = v[0]
			p.is("the price of it", v[0], p.cents(divided(multiplied(list[0].values[3], v[1]), list[0].values[1])))
		case "back_part":
			p.is("the time", less(v[1], v[3]), time)
			p.is("what is kept", v[3], inSeconds(line.Kept))
			for _, i := range []int{0, 2} {
				p.is("the price of it", v[i], p.cents(divided(multiplied(list[0].values[3], v[i+1]), list[0].values[1])))
			}
			share = v[4]
			p.is("the share", share, less(v[0], v[2]))
		case "agreed":
			p.is("what was agreed", v[0], inAll(line).Rat())
			share = nil
		case "part":
			p.is("the part", v[0], amount)
		case "late_line":
			x.late(p, list)
		case "quota_line":
			x.quota(p, list)
		default:
			if c.kind == "fee_together" {
				x.levelNamed(p, c.words[0])
			}
			if !x.compareMonths(p, c, list) {
				x.compareOwed(p, c)
			}
		}
	}
	if share != nil {
		p.is("what is given back", share, inAll(line).Rat())
	}
	x.complete(p, kinds)
}

// levelNamed compares the name of the level of a fee.
func (x lineSaid) levelNamed(p *pocket, name string) {
	if !slices.ContainsFunc(slices.Concat(x.s.Levels, x.s.InAdvance), func(d statement.LevelDays) bool { return d.Name.EN == name || d.Name.FR == name }) {
		p.fault("no level %q", name)
	}
}

// carried recomputes what goes on of an allowance.
func (p *pocket) carried(c *statement.Carried, m calendar.Month, list []clause) {
	if len(list) < 2 || list[0].kind != "rest" || list[1].kind != "carried" || (len(list) == 3) != (c.Time > 0 && c.Until.Valid()) {
		p.fault("carried over: %v", list)
		return
	}
	rest, v := list[0].values, list[1].values
	p.is("what was given", rest[0], inSeconds(c.Granted))
	p.is("the month", rest[1], p.month(m))
	p.is("what was used", rest[2], inSeconds(c.Used))
	p.is("what is left", rest[3], less(rest[0], rest[2]))
	p.is("what may go on", v[1], inSeconds(c.Most))
	p.is("what is from before", v[2], inSeconds(c.Before))
	goes := less(v[1], v[2])
	if goes.Cmp(rest[3]) > 0 {
		goes = rest[3]
	}
	if goes.Sign() < 0 {
		goes = new(big.Rat)
	}
	p.is("what goes on", v[0], goes)
	p.is("what goes on", v[0], inSeconds(c.Time))
	if len(list) == 3 {
		p.is("the last day", list[2].values[0], dateOf(c.Until))
	}
}

// yearly recomputes what a month gives of a yearly allowance.
func (p *pocket) yearly(y *statement.YearlyHours, list []clause) {
	if len(list) == 0 || (list[0].kind == "yearly_less") != (y.Before > 0) || list[0].kind != "yearly" && list[0].kind != "yearly_less" || (len(list) == 2) != y.Until.Valid() {
		p.fault("a yearly allowance: %v", list)
		return
	}
	v, time := list[0].values, list[0].values[0]
	p.is("of a year", v[0], inSeconds(y.Allowance))
	p.is("the first day", v[1], dateOf(y.From))
	if y.Before > 0 {
		p.is("given before", v[2], inSeconds(y.Before))
		p.is("what is given", v[3], less(v[0], v[2]))
		time = v[3]
	}
	p.is("what is given", time, inSeconds(y.Time))
	if y.Until.Valid() {
		p.is("the last day", list[1].values[0], dateOf(y.Until))
	}
}

// exempted quotes why there is no VAT, in French or in English.
func exempted(x servicelevel.Exemption, french bool) string {
	switch {
	case x.Reason == "":
		return x.Code
	case french:
		return strings.TrimSuffix("« "+x.Reason+" », "+x.Code, ", ")
	}
	return strings.TrimSuffix("“"+x.Reason+"”, "+x.Code, ", ")
}

// ofLot compares the pack that a clause names.
func (x lineSaid) ofLot(p *pocket, c clause) {
	if c.kind == "back" || c.kind == "wrong_hours" {
		return
	}
	for _, lot := range x.s.Credit.Lots {
		if lot.Lot == x.line.Ref {
			p.is("the pack", c.values[1], inSeconds(lot.Time))
			p.is("the day of the pack", c.values[2], dateOf(lot.Bought))
			if strings.HasPrefix(c.kind, "back") {
				p.is("its price", c.values[3], lot.Price.Rat())
			}
			return
		}
	}
	p.fault("no pack")
}

// assessedOver compares over what an availability is said to be: a month, three or a year.
func (x lineSaid) assessedOver(p *pocket, v []*big.Rat) {
	m, over := x.month(), penalty.CalendarMonth
	for _, u := range x.s.Availability {
		if u.Month == m && u.Level == x.line.Level {
			over = u.Assessment.Terms.Period
		}
	}
	var first, last, year, days *big.Rat
	begins := (m.Month-1)/3*3 + 1
	switch {
	case p.day > 1 && over == penalty.Year:
		days = p.monthsTo(calendar.Month{Year: m.Year, Month: 1}, calendar.Month{Year: m.Year, Month: 12})
	case p.day > 1 && over == penalty.Quarter:
		days = p.monthsTo(calendar.Month{Year: m.Year, Month: begins}, calendar.Month{Year: m.Year, Month: begins + 2})
	case p.day > 1:
		days = p.month(m)
	case over == penalty.Year:
		year = fraction(int64(m.Year), 1)
	case over == penalty.Quarter:
		first, last = p.month(calendar.Month{Year: 2000, Month: begins}), p.month(calendar.Month{Year: m.Year, Month: begins + 2})
	default:
		last = p.month(m)
	}
	for i, want := range []*big.Rat{first, last, year, days} {
		if (v[i] == nil) != (want == nil) {
			p.fault("over what: %v", v)
		} else if want != nil {
			p.is("over what", v[i], want)
		}
	}
}

// compareOwed compares what is said of what is owed, and of VAT.
func (x lineSaid) compareOwed(p *pocket, c clause) {
	line, v := x.line, c.values
	switch c.kind {
	case "below", "less":
		x.assessedOver(p, v)
	case "off", "off_rest", "beyond":
		if v[0] != nil || c.kind == "off_rest" {
			p.is("the part", v[0], new(big.Rat).Abs(line.Amount.Rat()))
			p.is("the whole", v[1], new(big.Rat).Abs(line.Whole.Rat()))
		} else if !line.Whole.IsZero() {
			p.fault("a part without amounts")
		}
	case "sale_vat":
		p.is("the rate of the sale", v[0], line.Rate.Rat())
	case "sale_no_vat":
		p.untaxed(line.Category, c.words[0])
	case "vat", "no_vat":
		day := line.Date
		if unkept(line.Kind) {
			for monthIn(x.s, day.AddDays(1)) == x.month() {
				day = day.AddDays(1)
			}
		}
		p.is("the day of the VAT", v[0], dateOf(day))
		if c.kind == "vat" {
			p.is("the rate", v[1], line.Rate.Rat())
		} else {
			p.untaxed(line.Category, c.words[0])
		}
	case "known":
		p.is("the month before", v[0], p.month(line.Corrects))
	}
}

// untaxedSaid is what a category is called that bears no VAT, in both languages.
var untaxedSaid = map[string]string{
	"zero rate": "Z", "taux zéro": "Z", "exempt": "E", "exonération": "E", "reverse charge": "AE", "autoliquidation": "AE", "export": "G", "exportation": "G",
	"intra-community supply": "K", "livraison intracommunautaire": "K", "outside the scope": "O", "hors du champ": "O",
}

func (p *pocket) untaxed(category, said string) {
	if untaxedSaid[said] != category {
		p.fault("%q in category %s", said, category)
	}
}

// complete notes what should have been said and was not, and what should not.
func (x lineSaid) complete(p *pocket, kinds []string) {
	has := func(kind string) bool { return slices.Contains(kinds, kind) }
	line := x.line
	if !slices.Contains(strings.Fields(mainForms[line.Kind]), kinds[0]) {
		p.fault("%s begins as %s", line.Kind, kinds[0])
	}
	back := line.Kind == invoice.RefundLine || line.Kind == invoice.WithdrawalLine
	returned := line.Kind == invoice.FeeLine && !x.invoice
	wanted := x.feeKinds()
	maps.Copy(wanted, map[string]bool{
		"known": line.Corrects.Valid(), "sale_vat": (back || returned) && line.Category == "S",
		"sale_no_vat": (back || returned) && line.Category != "S",
		"agreed":      line.Kind == invoice.RefundLine && !inAll(line).Equal(line.Share),
		"part":        back && !line.Whole.IsZero(),
		"valid":       !line.Until.IsZero(),
	})
	for kind, want := range wanted {
		if has(kind) != want {
			p.fault("%s: %v", kind, has(kind))
		}
	}
	if (has("vat") || has("no_vat")) != (x.several && !back && !returned) {
		p.fault("the VAT")
	}
	if unkept(line.Kind) {
		more := line.Amount.Sign() > 0 // owed to the customer, unless it is on the invoice
		want := "owed"
		switch note := !x.invoice && (x.s.Compensation == nil || line.Category != "O"); {
		case note:
			want = "beyond"
		case x.invoice && more:
			want = "on"
		case x.invoice && !line.Whole.IsZero():
			want = "off_rest"
		case x.invoice:
			want = "off"
		case !more:
			want = "owed_less"
		}
		if !has(want) {
			p.fault("no %q", want)
		}
	}
}

// rounds compares an amount with what it comes to, rounded as is said.
func (x lineSaid) rounds(p *pocket, said, exact *big.Rat, halfEven bool) {
	p.halfEven = halfEven
	p.is("the amount", said, p.cents(exact))
	p.halfEven = false
	if halfEven != (x.line.Rounding == penalty.HalfEven) {
		p.fault("halves to even: %v", halfEven)
	}
}

// taxed compares the VAT of a credit note that is not the first for its invoice.
func (p *pocket) taxed(tax *invoice.TaxTotal, list []clause) {
	if len(list) != 2 || list[0].kind != "net_after" || list[1].kind != "tax_after" {
		p.fault("no VAT of a credit note: %v", list)
		return
	}
	net, v := list[0].values, list[1].values
	p.is("the net amount", net[0], tax.Net.Rat())
	p.is("the net amount before", net[1], tax.Before.Rat())
	p.is("the rate", v[0], tax.Rate.Rat())
	p.is("the rate before", v[3], v[0])
	p.is("all of it", v[1], added(net[0], net[1]))
	p.is("what was before", v[4], net[1])
	p.is("the VAT of all", v[2], p.cents(multiplied(v[0], v[1])))
	p.is("the VAT before", v[5], p.cents(multiplied(v[3], v[4])))
	p.is("the VAT", v[6], less(v[2], v[5]))
	p.is("the VAT of the note", v[6], tax.Tax.Rat())
}

// drawn compares from what a ticket was paid.
func (p *pocket) drawn(s *servicelevel.Statement, w *statement.TicketWork, list []clause) {
	var sum, allowance, overdrawn, outside big.Rat
	known, draws := false, w.Draws
	for _, c := range list {
		v := c.values
		switch c.kind {
		case "allowance", "to_allowance":
			p.is("the month", v[1], p.month(w.Month))
			allowance = *signed(c.kind == "to_allowance", v[0])
			sum = *added(&sum, &allowance)
		case "overdrawn", "overdrawn_less":
			overdrawn = *signed(c.kind == "overdrawn_less", v[0])
			sum = *added(&sum, &overdrawn)
		case "outside", "inside":
			outside = *signed(c.kind == "inside", v[0])
		case "for_contract":
			if c.words[0] != w.For {
				p.fault("for %q, not %q", c.words[0], w.For)
			}
		case "known":
			known = true
			p.is("the month before", v[0], p.month(w.Corrects))
		case "from_pack", "from_ending", "from_sold", "from_sold_ending", "from_carried", "from_carried_ending", "to_carried", "to_carried_ending", "from_yearly", "from_yearly_ending", "to_yearly", "to_yearly_ending", "from_time", "from_earlier", "to_pack", "to_ending", "to_time", "to_earlier":
			sum = *added(&sum, signed(strings.HasPrefix(c.kind, "to_"), v[0]))
			if len(draws) == 0 {
				p.fault("a draw too many")
				continue
			}
			p.fromLot(s, &draws[0], c)
			draws = draws[1:]
		default:
			p.fault("%s of a ticket", c.kind)
		}
	}
	if len(draws) > 0 || known != w.Corrects.Valid() {
		p.fault("%d draws are not said, known late: %v", len(draws), known)
	}
	p.is("what the allowance pays", &allowance, inSeconds(w.FromAllowance))
	p.is("what is overdrawn", &overdrawn, inSeconds(w.FromOverdraft))
	p.is("what lies outside", &outside, inSeconds(w.Outside))
	p.is("what is charged", &sum, inSeconds(w.Charged))
}

// usesOfLots recomputes D7: all use of a pack costs its share of the price to the cent, and what is
// drawn in a month adds up to what that adds to it. Of a pack from which hours went, they are more
// than the use.
func (p *pocket) usesOfLots(s *servicelevel.Statement, facts []servicelevel.Fact) {
	for _, lot := range s.Credit.Lots {
		if slices.ContainsFunc(facts, func(f servicelevel.Fact) bool { return f.Of == lot.Lot }) || lot.Time == 0 {
			continue
		}
		part := func(left time.Duration) *big.Rat {
			return p.cents(divided(multiplied(lot.Price.Rat(), inSeconds(lot.Time-left)), inSeconds(lot.Time)))
		}
		sum := new(big.Rat)
		for i := range s.Tickets {
			for _, d := range s.Tickets[i].Draws {
				if d.Lot == lot.Lot {
					sum.Add(sum, d.Cost.Rat())
				}
			}
		}
		if lot.Lapsed == 0 { // else that is earned too
			p.is("what is drawn from "+lot.Lot, sum, lot.EarnedMonth.Rat())
		}
		p.is("what all use of "+lot.Lot+" costs", lot.Earned.Rat(), part(lot.Closing))
	}
}

// signed is a figure, below zero if it goes back.
func signed(back bool, v *big.Rat) *big.Rat {
	if back {
		return new(big.Rat).Neg(v)
	}
	return v
}

// fromCarried compares what was drawn from what went on of an allowance, or a yearly one gave: the
// month, and the last day.
func (p *pocket) fromCarried(s *servicelevel.Statement, d *statement.LotDraw, way string, v []*big.Rat, ending bool) {
	m, err := calendar.ParseMonth(strings.TrimPrefix(d.Lot, way+"/"))
	if err != nil {
		p.fault("%s is %s", d.Lot, way)
		return
	}
	p.is("the month", v[1], p.month(m))
	if !d.Cost.IsZero() {
		p.fault("%s costs %s", d.Lot, d.Cost)
	}
	for _, lot := range s.Credit.Lots {
		if lot.Lot == d.Lot {
			if ending != lot.Until.Valid() {
				p.fault("it lasts until %v", lot.Until)
			} else if ending {
				p.is("its last day", v[2], dateOf(lot.Until))
			}
		}
	}
}

// fromLot compares what was drawn from a pack. Which cents of its price a draw has depends on what
// was drawn before: see usesOfLots.
func (p *pocket) fromLot(s *servicelevel.Statement, d *statement.LotDraw, c clause) {
	v := c.values
	way, to, _ := strings.Cut(c.kind, "_")
	to, ending := strings.CutSuffix(to, "ending")
	to = strings.TrimSuffix(to, "_")
	back, earlier := way == "to", to == "earlier"
	p.is("a draw", signed(back, v[0]), inSeconds(d.Time))
	if to == "carried" || to == "yearly" {
		p.fromCarried(s, d, to, v, ending)
		return
	}
	cost := v[len(v)-1]
	if !earlier {
		cost = v[len(v)-2]
	}
	p.is("its cost", signed(back, cost), d.Cost.Rat())
	if sold := strings.HasPrefix(d.Lot, "uncovered/"); (to == "sold" || to == "time") != sold && !earlier && (!back || to == "time") {
		p.fault("%s of %s", c.kind, d.Lot)
	}
	for _, lot := range s.Credit.Lots {
		if lot.Lot != d.Lot || earlier {
			continue
		}
		p.is("the pack", v[1], inSeconds(lot.Time))
		p.is("the day of the pack", v[2], dateOf(lot.Bought))
		if ending != lot.Until.Valid() {
			p.fault("%s of a pack until %v", c.kind, lot.Until)
		}
		if ending {
			p.is("its last day", v[3], dateOf(lot.Until))
			v = v[1:]
		}
		p.is("its price", v[4], lot.Price.Rat())
		return
	}
	if !earlier {
		p.fault("no such pack")
	}
}
