package accounts

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Entry is one balanced entry of a journal.
type Entry struct {
	Journal   Name
	Number    int
	Date      calendar.Date
	Piece     string        // the document's number
	PieceDate calendar.Date // its date
	Label     string
	Validated calendar.Date
	Moves     []Move
}

// Move is one account of an entry. Amounts are cents, one of them is 0, none is below 0.
type Move struct {
	Account       Name
	Auxiliary     Name
	Debit, Credit int64
}

// Journal returns the entries of a document: the sale, and for what is invoiced before its first
// day another one on that day. The numbers go on from Chart.Next. A rate of VAT without an
// account is refused, and a document whose lines are all of 0.00 has no entry.
func Journal(doc *einvoice.Document, c *Chart) ([]Entry, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	var l fault.List
	way := int64(1) // of an invoice
	if doc.Kind != einvoice.Commercial {
		way = -1
	}
	d := &doc.Data
	sale := Entry{Journal: c.Sales, Number: c.Next, Date: d.Issued, Piece: d.Number, PieceDate: d.Issued, Label: d.Buyer.Name, Validated: c.Validated}
	later := map[calendar.Date]int64{}
	var gross int64
	var moves sums
	for i := range doc.Lines {
		n := &doc.Lines[i].Of
		cents := way * centsOf(&l, fault.Index("lines", i), n)
		gross += cents
		account := c.account(n)
		if n.Kind == invoice.FeeLine && doc.Kind == einvoice.Commercial && n.Date.Compare(d.Issued) > 0 {
			account = c.Deferred
			later[n.Date] += cents
		}
		moves.add(account, Name{}, -cents)
	}
	for i := range doc.Taxes {
		t := &doc.Taxes[i].Of
		cents, err := money.Hundredths.FromDecimal(t.Tax)
		l.In("taxes", err)
		if cents == 0 {
			continue
		}
		account, ok := c.vat(t)
		l.Check(ok, "vat", t.Rate, "must have an account for the rate")
		gross += way * cents
		moves.add(account, Name{}, -way*cents)
	}
	moves.first(c.Customer, c.Auxiliary, gross)
	sale.Moves = moves.list()
	var entries []Entry
	if len(sale.Moves) > 0 {
		entries = append(entries, sale)
	}
	for _, day := range sorted(later) {
		entries = append(entries, c.earn(day, d.Number, d.Issued, d.Buyer.Name, c.Fees, later[day], c.Next+len(entries)))
	}
	c.checkValidated(&l, entries)
	if err := l.Err(); err != nil {
		return nil, err
	}
	return entries, nil
}

// checkValidated refuses a validation before the day of an entry.
func (c *Chart) checkValidated(l *fault.List, entries []Entry) {
	for i := range entries {
		day := entries[i].Date
		l.Check(c.Validated.IsZero() || c.Validated.Compare(day) >= 0, "validated", c.Validated, "must not be before the day of an entry, "+day.String())
	}
}

// Revenue returns the entry that earns what a month's use of hours has earned, on the month's
// last day: no entry if that is nothing. Its number is Next.
func Revenue(s *servicelevel.Statement, next int, c *Chart) ([]Entry, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	var l fault.List
	l.Check(s.Currency == "", "currency", s.Currency, notEuros)
	var cents int64
	for i := range s.Credit.Lots {
		n, err := money.Hundredths.FromDecimal(s.Credit.Lots[i].EarnedMonth)
		l.In("credit.lots", err)
		cents += n
	}
	if err := l.Err(); err != nil || cents == 0 {
		return nil, err
	}
	_, day := s.DaysOf(s.Month)
	entries := []Entry{c.earn(day, s.Contract+" "+s.Month.String(), day, s.Contract, c.Hours, cents, next)}
	if c.checkValidated(&l, entries); l.Err() != nil {
		return nil, l.Err()
	}
	return entries, nil
}

const notEuros = "must be euros, as accounts in France are kept"

// earn moves what was deferred to what is earned.
func (c *Chart) earn(day calendar.Date, piece string, pieceDate calendar.Date, label string, to Name, cents int64, number int) Entry {
	var moves sums
	moves.add(c.Deferred, Name{}, cents)
	moves.add(to, Name{}, -cents)
	return Entry{Journal: c.General, Number: number, Date: day, Piece: piece, PieceDate: pieceDate, Label: label, Validated: c.Validated, Moves: moves.list()}
}

// account is where a line belongs. What has hours is deferred until they are used; what takes
// off an invoice is a reduction.
func (c *Chart) account(n *invoice.Line) Name {
	switch n.Kind {
	case invoice.FeeLine:
		return c.Fees
	case invoice.PackLine, invoice.RefundLine:
		return c.Deferred
	case invoice.PenaltyLine, invoice.LateLine, invoice.QuotaLine:
		if n.Category == "O" {
			return c.Penalty
		}
		return c.Reduction
	case invoice.HoursLine:
		return c.Hours
	case invoice.WithdrawalLine:
		if n.Time > 0 {
			return c.Deferred
		}
	}
	if n.Amount.IsNegative() {
		return c.Reduction
	}
	return c.Charges
}

func (c *Chart) vat(t *invoice.TaxTotal) (Name, bool) {
	for _, v := range c.VAT {
		if v.Rate.Equal(t.Rate) {
			return v.Account, true
		}
	}
	return Name{}, false
}

func centsOf(l *fault.List, at string, n *invoice.Line) int64 {
	cents, err := money.Hundredths.FromDecimal(n.Amount)
	l.In(at, err)
	return cents
}

// sums are the moves of an entry: one for each account, in the order in which they came.
type sums struct {
	moves []Move
	net   []int64 // debits less credits
}

func (s *sums) add(account, auxiliary Name, cents int64) {
	for i := range s.moves {
		if s.moves[i].Account == account && s.moves[i].Auxiliary == auxiliary {
			s.net[i] += cents
			return
		}
	}
	s.moves, s.net = append(s.moves, Move{Account: account, Auxiliary: auxiliary}), append(s.net, cents)
}

func (s *sums) first(account, auxiliary Name, cents int64) {
	s.moves, s.net = slices.Insert(s.moves, 0, Move{Account: account, Auxiliary: auxiliary}), slices.Insert(s.net, 0, cents)
}

func (s *sums) list() (out []Move) {
	for i, m := range s.moves {
		m.Debit, m.Credit = max(s.net[i], 0), max(-s.net[i], 0)
		if s.net[i] != 0 {
			out = append(out, m)
		}
	}
	return out
}

func sorted(by map[calendar.Date]int64) []calendar.Date {
	var days []calendar.Date
	for d := range by {
		days = append(days, d)
	}
	slices.SortFunc(days, func(a, b calendar.Date) int { return cmp.Or(a.Compare(b), 0) })
	return days
}
