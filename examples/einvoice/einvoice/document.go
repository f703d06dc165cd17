package einvoice

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// Kind is the type of a document (BT-3, UNTDID 1001).
type Kind string

// The kinds of documents.
const (
	Commercial Kind = "380" // an invoice
	Credit     Kind = "381" // a credit note
	Plain      Kind = ""    // outside the scope of VAT: no electronic invoice
)

// Document is one document, checked, in the terms of EN 16931. It is plain data to read, for a
// page that people see; CII and UBL write it.
type Document struct {
	Data    Data
	Kind    Kind
	Process string // BT-23: S1 services, S2 services that are paid, of a French document
	Period  Period // BG-14
	// Currency is BT-5: that of all amounts.
	Currency string
	Lines    []Line
	Taxes    []Tax
	// Net, Tax, Gross, Prepaid and Due are BT-109, BT-110, BT-112, BT-113 and BT-115, with two
	// decimals.
	Net, Tax, Gross, Prepaid, Due string
}

// Line is one line of a document (BG-25), its figures as they are written.
type Line struct {
	ID          string // BT-126
	Name        string // BT-153
	Description string // BT-154
	Quantity    string // BT-129
	Unit        string // BT-130
	Price       string // BT-146
	Base        string // BT-149
	Amount      string // BT-131
	Category    string // BT-151
	Percent     string // BT-152; empty in category O
	// Of is the statement's line.
	Of invoice.Line
}

// Tax is the VAT of all that is taxed alike (BG-23).
type Tax struct {
	Category string // BT-118
	Percent  string // BT-119; empty in category O
	Net      string // BT-116
	Tax      string // BT-117
	Reason   string // BT-120
	Code     string // BT-121
	// Of is the statement's VAT.
	Of invoice.TaxTotal
}

// errPlain is the error of CII and UBL for what is outside the scope of VAT.
var errPlain = errors.New("must not be an electronic invoice: an indemnity outside the scope of VAT has no place in one (G2.33); it is a plain document, or a price reduction on the invoice (Options.PriceReduction)")

// Invoice makes the invoice of a statement, whose lines have their names by Explain. A month
// with nothing to bill has none.
func Invoice(s *servicelevel.Statement, d Data) (*Document, error) {
	return ofStatement(s, &d, &s.Invoice, Commercial, s.Month)
}

// CreditNote makes the i-th credit note of a statement. Data.Preceding names the invoice that
// it corrects.
func CreditNote(s *servicelevel.Statement, i int, d Data) (*Document, error) {
	if i < 0 || i >= len(s.CreditNotes) {
		return nil, fault.New("credit_notes", i, "must be one of those of the statement")
	}
	n := &s.CreditNotes[i]
	return ofStatement(s, &d, &n.Document, Credit, n.Invoice)
}

// Compensation makes what is owed to the customer a document that is no electronic invoice. It
// comes to less than nothing if what was owed before is taken back.
func Compensation(s *servicelevel.Statement, d Data) (*Document, error) {
	if s.Compensation == nil {
		return nil, fault.New("compensation", nil, "must be there: nothing is owed on a document of its own")
	}
	return ofStatement(s, &d, s.Compensation, Plain, s.Month)
}

// Joint makes the invoice of several contracts of a customer.
func Joint(c *joint.Consolidated, d Data) (*Document, error) {
	return ofConsolidated(c, &d, &c.Invoice, Commercial, c.Month)
}

// JointNote makes the i-th credit note of several contracts of a customer.
func JointNote(c *joint.Consolidated, i int, d Data) (*Document, error) {
	if i < 0 || i >= len(c.CreditNotes) {
		return nil, fault.New("credit_notes", i, "must be one of those of the month")
	}
	n := &c.CreditNotes[i]
	return ofConsolidated(c, &d, &n.Document, Credit, n.Invoice)
}

// Separate makes the i-th credit note that stays one of the contract k of Consolidated.Separate.
func Separate(c *joint.Consolidated, k, i int, d Data) (*Document, error) {
	if k < 0 || k >= len(c.Separate) || i < 0 || i >= len(c.Separate[k].CreditNotes) {
		return nil, fault.New("separate", k, "must be one of those of the month, with such a credit note")
	}
	n := &c.Separate[k].CreditNotes[i]
	return ofConsolidated(c, &d, &n.Document, Credit, n.Invoice)
}

func ofStatement(s *servicelevel.Statement, d *Data, from *invoice.Document, kind Kind, m calendar.Month) (*Document, error) {
	var l fault.List
	l.In("statement", s.Validate())
	l.Check(!s.Provisional, "statement.provisional", true, "must not be: a month that goes on has no invoice")
	checkCurrency(&l, "statement.currency", s.Currency, d)
	first, last := s.DaysOf(m)
	p := Period{first, last}
	if n := len(s.InAdvance); n > 0 && kind == Commercial {
		p.Last = s.InAdvance[n-1].Until.AddDays(-1)
	}
	for i := range from.Lines { // fees of several months at a time
		line := &from.Lines[i]
		months := int(line.Quantity.IntPart())
		if line.Kind == invoice.FeeLine && line.Unit == "MON" && months > 1 && kind == Commercial {
			if last := lastOf(s, line.Date, months); last.Compare(p.Last) > 0 {
				p.Last = last
			}
		}
	}
	return of(&l, d, from, kind, p, s.Month, cmp.Or(s.Currency, euro))
}

// lastOf returns the last day of so many months from that of a day on, which lies in the month of the
// statement or in the next one.
func lastOf(s *servicelevel.Statement, from calendar.Date, months int) calendar.Date {
	m := s.Month
	if _, last := s.DaysOf(m); from.Compare(last) > 0 {
		m = m.AddMonths(1)
	}
	_, last := s.DaysOf(m.AddMonths(months - 1))
	return last
}

func ofConsolidated(c *joint.Consolidated, d *Data, from *invoice.Document, kind Kind, m calendar.Month) (*Document, error) {
	var l fault.List
	l.In("consolidated", c.Validate())
	l.Check(!c.Provisional, "consolidated.provisional", true, "must not be: a month that goes on has no invoice")
	checkCurrency(&l, "consolidated.currency", c.Currency, d)
	first, last := c.DaysOf(m)
	return of(&l, d, from, kind, Period{first, last}, c.Month, cmp.Or(c.Currency, euro))
}

const euro = "EUR"

// accounting are the currencies, with two decimals and other than the euro, in which sellers of a
// country account for VAT.
var accounting = map[string]string{
	"CH": "CHF", "CZ": "CZK", "DK": "DKK", "GB": "GBP", "HU": "HUF", "LI": "CHF", "NO": "NOK", "PL": "PLN", "RO": "RON", "SE": "SEK",
}

// checkCurrency refuses another currency than euros unless the seller accounts for VAT in it:
// else the VAT would have to be said in that too, at a rate that a statement does not have.
func checkCurrency(l *fault.List, field, currency string, d *Data) {
	if of := cmp.Or(accounting[d.Seller.Address.Country], euro); currency != "" && currency != of {
		l.Add(field, currency, "must be euros, or the currency of the seller's VAT, "+of+": in another one the VAT would have to be said in that as well (BT-6, BT-111)")
	}
}

// of makes a document. The steps: what the data and the statement say by themselves, the lines,
// the VAT, the totals, and what the rules ask of all together.
func of(l *fault.List, d *Data, from *invoice.Document, kind Kind, p Period, month calendar.Month, currency string) (*Document, error) {
	l.In("data", d.Validate())
	doc := &Document{Data: *d, Kind: kind, Period: p, Currency: currency}
	if d.Period != nil {
		doc.Period = *d.Period
	}
	l.Check(len(from.Lines) > 0, "month", month, "must have something to bill: an invoice has a line (BG-25, BR-16)")
	for i := range from.Lines {
		doc.addLine(l, i, &from.Lines[i])
	}
	doc.addTaxes(l, from)
	doc.addTotals(l, from)
	doc.check(l)
	if err := l.Err(); err != nil {
		return nil, err
	}
	return doc, nil
}

func (doc *Document) addLine(l *fault.List, i int, from *invoice.Line) {
	at := fault.Index("lines", i)
	lang := doc.Data.Language
	line := Line{
		ID: number(int64(i + 1)), Name: from.Label.Text(lang), Description: from.Explained.Text(lang), Quantity: plain(from.Quantity),
		Unit: from.Unit, Price: amount(l, at+".price", from.Price), Base: number(int64(max(from.PriceBase, 1))),
		Amount: amount(l, at+".amount", from.Amount), Category: from.Category, Percent: percent(from.Category, from.Rate), Of: *from,
	}
	if from.Contract != "" {
		line.Description = from.Contract + " : " + line.Description
	}
	need(l, at+".label", line.Name, 1000, "BT-153", "BR-25, by Explain")
	prose(l, at+".explained", line.Description, 4000, "BT-154")
	l.Check(!from.Price.IsNegative(), at+".price", from.Price, "BT-146 must not be below 0 (BR-27)")
	if doc.Data.Profile == French && !from.Quantity.Truncate(4).Equal(from.Quantity) {
		// BR-FR-DEC-02 lets a quantity have four decimals: time worked to the nanosecond is one
		// piece at its amount; the description has the time.
		line.Quantity, line.Unit, line.Price, line.Base = "1", "C62", line.Amount, "1"
		if rest, ok := strings.CutPrefix(line.Amount, "-"); ok {
			line.Quantity, line.Price = "-1", rest
		}
	}
	doc.Lines = append(doc.Lines, line)
}

func (doc *Document) addTaxes(l *fault.List, from *invoice.Document) {
	for i := range from.Taxes {
		t := &from.Taxes[i]
		at := fault.Index("taxes", i)
		tax := Tax{Category: t.Category, Percent: percent(t.Category, t.Rate), Net: amount(l, at+".net", t.Net), Tax: amount(l, at+".tax", t.Tax), Of: *t}
		if listed("E AE K G O", t.Category) {
			tax.Reason, tax.Code = doc.exemption(l, at, from, t.Category)
		}
		taxed := t.Category == "S"
		l.Check(!taxed || t.Rate.IsPositive(), at+".rate", t.Rate, "BT-119 must be above 0 in category S (BR-S-05)")
		l.Check(taxed || t.Tax.IsZero() && t.Rate.IsZero(), at+".tax", t.Tax, "BT-117 must be 0 in a category without tax (BR-Z-09, BR-E-09, BR-AE-09, BR-IC-09, BR-G-09, BR-O-09)")
		doc.Taxes = append(doc.Taxes, tax)
	}
}

// byStandard are the reasons of the categories that have one by themselves.
var byStandard = map[string][3]string{
	"AE": {"Autoliquidation", "Reverse charge", "VATEX-EU-AE"},
	"K":  {"Livraison intracommunautaire", "Intra-community supply", "VATEX-EU-IC"},
	"G":  {"Exportation hors de l'Union européenne", "Export outside the EU", "VATEX-EU-G"},
	"O":  {"Hors du champ de la TVA", "Not subject to VAT", "VATEX-EU-O"},
}

// codeOf are the categories of the codes that belong to one. Others are of E.
var codeOf = map[string]string{"VATEX-EU-AE": "AE", "VATEX-FR-AE": "AE", "VATEX-EU-IC": "K", "VATEX-EU-G": "G", "VATEX-EU-O": "O"}

// exemption says why what is of a category bears no tax: as its lines do, the data or the
// standard.
func (doc *Document) exemption(l *fault.List, at string, from *invoice.Document, category string) (reason, code string) {
	var own servicelevel.Exemption
	for i := range from.Lines {
		line := &from.Lines[i]
		if line.Category != category || line.Exemption == (servicelevel.Exemption{}) {
			continue
		}
		if own != (servicelevel.Exemption{}) && own != line.Exemption {
			l.Add(fault.Index("lines", i)+".exemption", line.Exemption.Reason+line.Exemption.Code, "BT-120, BT-121 must be one for all lines of a category: others are on a document of their own (BR-E-08)")
		}
		own = line.Exemption
	}
	reason, code = own.Reason, own.Code
	for _, x := range doc.Data.Exemptions {
		if own == (servicelevel.Exemption{}) && x.Category == category {
			reason, code = x.Reason, x.Code
		}
	}
	if std := byStandard[category]; reason == "" && code == "" && std[2] != "" {
		reason, code = std[0], std[2]
		if doc.Data.Language == servicelevel.English {
			reason = std[1]
		}
	}
	prose(l, at+".reason", reason, 1000, "BT-120")
	l.Check(code == "" || isExemption(code), at+".code", code, "BT-121 must be a code of VATEX (BR-CL-22)")
	if of := codeOf[code]; of != "" {
		l.Check(category == of, at+".code", code, "BT-121 must be of the category (BT-118), which is "+category)
	}
	l.Check(reason != "" || code != "", at, category, "BT-120 or BT-121 must be given in Data.Exemptions: why nothing is taxed (BR-"+category+"-10)")
	if doc.Data.Profile == French {
		l.Check(category != "E" || reason != "" && code != "", at, category, "BT-120 and BT-121 must both be given in category E")
	}
	return reason, code
}

func (doc *Document) addTotals(l *fault.List, from *invoice.Document) {
	doc.Net, doc.Tax, doc.Gross = amount(l, "net", from.Net), amount(l, "tax", from.Tax), amount(l, "gross", from.Gross)
	gross, _ := money.Hundredths.FromDecimal(from.Gross)
	prepaid, _ := money.Hundredths.FromDecimal(doc.Data.Prepaid)
	doc.Due = text2(gross - prepaid)
	if prepaid != 0 {
		doc.Prepaid = text2(prepaid)
	}
	l.Check(gross >= 0 || doc.Kind == Plain, "gross", from.Gross, "BT-112 must not be below 0: what is given back is a credit note (381) that names what it corrects (BT-25)")
	l.Check(prepaid <= max(gross, 0), "data.prepaid", doc.Data.Prepaid, "BT-113 must not be more than the total (BT-112)")
	if doc.Data.Profile != French {
		return
	}
	doc.Process = "S1"
	if prepaid == 0 {
		return
	}
	if prepaid == gross {
		doc.Process = "S2"
		l.Check(!doc.Data.Due.IsZero(), "data.due", nil, "BT-9 must be the day of payment of what is paid (BR-FR-CO-09)")
	} else if doc.Data.Due.Valid() {
		l.Check(doc.Data.Due.Compare(doc.Data.Issued) >= 0, "data.due", doc.Data.Due, "BT-9 must not be before BT-2 (BR-FR-CO-07)")
	}
}

func number(n int64) string { return plain(decimal.NewFromInt(n)) }

// plain writes a number in digits. Nothing of the package decimal that callers can set bears on
// it.
func plain(d decimal.Decimal) string {
	b, _ := text.AppendDecimal(nil, d)
	return string(b)
}

func percent(category string, rate decimal.Decimal) string {
	if category == "O" {
		return ""
	}
	return plain(rate.Shift(2))
}

func amount(l *fault.List, field string, d decimal.Decimal) string {
	cents, err := money.Hundredths.FromDecimal(d)
	if err != nil {
		l.Add(field, d, err.Error()+" (BR-DEC-23)")
	}
	return text2(cents)
}

func text2(cents int64) string { return string(money.Hundredths.AppendText(nil, cents)) }

// categories returns those of the document, each once.
func (doc *Document) categories() []string {
	var out []string
	for _, t := range doc.Taxes {
		if !slices.Contains(out, t.Category) {
			out = append(out, t.Category)
		}
	}
	return out
}
