package einvoice

import (
	"strings"
	"unicode"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel"
)

// Validate reports every fault that can be seen without the statement. Each names the business
// term and, where there is one, the rule.
func (d Data) Validate() error {
	var l fault.List
	l.Check(d.Profile == EN16931 || d.Profile == French, "profile", d.Profile, `must be "french", or absent`)
	l.Check(d.Language == servicelevel.French || d.Language == servicelevel.English, "language", d.Language, "must be fr or en")
	need(&l, "number", d.Number, 100, "BT-1", "BR-02")
	day(&l, "issued", d.Issued, "BT-2", "BR-03", true)
	day(&l, "due", d.Due, "BT-9", "BR-FR-03", false)
	prose(&l, "terms", d.Terms, 1000, "BT-20")
	l.In("seller", d.Seller.validate(&sellerTerms))
	l.In("buyer", d.Buyer.validate(&buyerTerms))
	if p := d.Period; p != nil {
		day(&l, "period.from", p.From, "BT-73", "BR-CO-19", true)
		day(&l, "period.last", p.Last, "BT-74", "BR-CO-19", true)
		if p.From.Valid() && p.Last.Valid() && p.Last.Compare(p.From) < 0 {
			l.Add("period.last", p.Last, "BT-74 must not be before BT-73 (BR-29)")
		}
	}
	if p := d.Delivery; p != nil {
		l.Check(*p != Delivery{}, "delivery", nil, "BT-72, BT-80 must say something, or be left out")
		day(&l, "delivery.on", p.On, "BT-72", "BR-FR-03", false)
		if p.Country != "" && !listed(countries, p.Country) {
			l.Add("delivery.country", p.Country, "BT-80 must be a code of ISO 3166-1 (BR-CL-14)")
		}
	}
	if d.Payment != nil {
		l.In("payment", d.Payment.validate())
	}
	d.References.validate(&l)
	l.Check(len(d.Preceding) <= 100, "preceding", len(d.Preceding), "must be at most 100")
	named := map[string]bool{d.Number: true}
	for i, r := range d.Preceding {
		at := fault.Index("preceding", i)
		need(&l, at+".number", r.Number, 100, "BT-25", "BR-55")
		l.Check(r.Number == "" || !named[r.Number], at+".number", r.Number, "BT-25 must not be given twice, nor be the document itself (BT-1)")
		named[r.Number] = true
		day(&l, at+".issued", r.Issued, "BT-26", "BR-FR-03", false)
		if r.Issued.Valid() && d.Issued.Valid() && r.Issued.Compare(d.Issued) > 0 {
			l.Add(at+".issued", r.Issued, "BT-26 must not be after the date of issue (BT-2)")
		}
	}
	l.Check(len(d.Notes) <= 100, "notes", len(d.Notes), "must be at most 100")
	for i, n := range d.Notes {
		at := fault.Index("notes", i)
		l.Check(strings.TrimSpace(n.Text) != "", at+".text", n.Text, "BT-22 must be given (BG-1)")
		prose(&l, at+".text", n.Text, 1000, "BT-22")
		l.Check(!strings.HasPrefix(n.Text, "#") && strings.Count(n.Text, "#") < 2, at+".text", n.Text, "BT-22 must not begin with # nor have two, which is how UBL marks a subject (BR-CL-08)")
		l.Check(n.Subject == "" || listed(subjects, n.Subject), at+".subject", n.Subject, "BT-21 must be a code of UNTDID 4451 (BR-CL-08)")
	}
	if cents, err := money.Hundredths.FromDecimal(d.Prepaid); err != nil {
		l.Add("prepaid", d.Prepaid, "BT-113 "+err.Error())
	} else {
		l.Check(cents >= 0, "prepaid", d.Prepaid, "BT-113 must not be below 0")
	}
	l.Check(d.VATDue == "" || dueCodes[d.VATDue] != [2]string{}, "vat_due", d.VATDue, "BT-8 must be one of invoice, delivery, payment (BR-CO-03)")
	d.checkExemptions(&l)
	if d.Profile == French {
		d.checkFrench(&l)
	}
	return l.Err()
}

// dueCodes are those of BT-8 in CII and in UBL.
var dueCodes = map[VATDue][2]string{OnInvoice: {"5", "3"}, OnDelivery: {"29", "35"}, OnPayment: {"72", "432"}}

func (d *Data) checkExemptions(l *fault.List) {
	l.Check(len(d.Exemptions) <= 100, "exemptions", len(d.Exemptions), "must be at most 100")
	seen := map[string]bool{}
	for i, x := range d.Exemptions {
		at := fault.Index("exemptions", i)
		l.Check(len(x.Category) > 0 && listed("E AE K G O", x.Category), at+".category", x.Category, "BT-118 must be one of E, AE, K, G, O: others bear tax (BR-S-10, BR-Z-10)")
		l.Check(!seen[x.Category], at+".category", x.Category, "must not be given twice")
		seen[x.Category] = true
		prose(l, at+".reason", x.Reason, 1000, "BT-120")
		l.Check(x.Code == "" || isExemption(x.Code), at+".code", x.Code, "BT-121 must be a code of VATEX (BR-CL-22)")
		l.Check(x.Reason != "" || x.Code != "", at, nil, "must have a reason or a code")
	}
}

func isExemption(code string) bool {
	rest, ok := strings.CutPrefix(code, "VATEX-")
	return ok && listed(exemptionCodes, rest)
}

// terms are the numbers of the business terms of a party.
type terms struct {
	name, legal, id, vat, electronic, country    string
	nameRule, addressRule, countryRule, mailRule string
}

var (
	sellerTerms = terms{"BT-27", "BT-30", "BT-29", "BT-31", "BT-34", "BT-40", "BR-06", "BR-08", "BR-09", "BR-62"}
	buyerTerms  = terms{"BT-44", "BT-47", "BT-46", "BT-48", "BT-49", "BT-55", "BR-07", "BR-10", "BR-11", "BR-63"}
)

func (p *Party) validate(t *terms) error {
	var l fault.List
	need(&l, "name", p.Name, 200, t.name, t.nameRule)
	may(&l, "trading", p.Trading, 200, "BT-28, BT-45")
	if x := p.Legal; x != nil {
		need(&l, "legal.id", x.ID, 100, t.legal, "BR-CO-26")
		l.Check(x.Scheme == "" || isScheme(x.Scheme), "legal.scheme", x.Scheme, t.legal+" must be under a scheme of ISO/IEC 6523 (BR-CL-11)")
		l.Check(x.Scheme != "0002" || isSIREN(x.ID), "legal.id", x.ID, t.legal+" must have nine digits under scheme 0002, the SIREN with its check digit (BR-FR-32)")
	}
	if s := p.SIRET; s != "" {
		l.Check(isSIRET(s), "siret", s, t.id+" must have 14 digits, with the check digit (BR-FR-09)")
		if x := p.Legal; x != nil && x.Scheme == "0002" {
			l.Check(strings.HasPrefix(s, x.ID), "siret", s, t.id+" must begin with the SIREN (BR-FR-09)")
		}
	}
	l.Check(p.VAT == "" || isVAT(p.VAT), "vat", p.VAT, t.vat+" must be a VAT number that begins with its country, in the form of that country (BR-CO-09)")
	may(&l, "tax", p.Tax, 100, "BT-32")
	prose(&l, "form", p.Form, 1000, "BT-33")
	l.Check(t != &buyerTerms || p.Tax == "" && p.Form == "", "", nil, "must have no tax and no form: BT-32 and BT-33 are the seller's")
	if x := p.Electronic; x != nil {
		need(&l, "electronic.id", x.ID, 125, t.electronic, "BR-FR-25")
		l.Check(listed(addressSchemes, x.Scheme), "electronic.scheme", x.Scheme, t.electronic+" must be under a scheme of the list EAS ("+t.mailRule+", BR-CL-25)")
		l.Check(x.Scheme != "0225" || x.ID == "" || isNumber(strings.ReplaceAll(x.ID, ".", "")) && !strings.ContainsAny(x.ID, "/"), "electronic.id", x.ID, t.electronic+" must be of A–Z a–z 0–9 + - _ . (BR-FR-23)")
		l.Check(x.Scheme != "EM" || isMail(x.ID), "electronic.id", x.ID, t.electronic+" must be an e-mail address under scheme EM")
	}
	a := &p.Address
	for _, f := range [...]struct{ name, text string }{{"street", a.Street}, {"more", a.More}, {"code", a.Code}, {"city", a.City}} {
		may(&l, "address."+f.name, f.text, 200, t.addressRule)
	}
	l.Check(listed(countries, a.Country), "address.country", a.Country, t.country+" must be a code of ISO 3166-1, two capital letters ("+t.countryRule+", BR-CL-14)")
	if c := p.Contact; c != nil {
		for _, f := range [...]struct{ name, text string }{{"name", c.Name}, {"phone", c.Phone}, {"mail", c.Mail}} {
			may(&l, "contact."+f.name, f.text, 200, "BG-6, BG-9")
		}
		l.Check(*c != Contact{}, "contact", nil, "BG-6, BG-9 must say something, or be left out")
	}
	return l.Err()
}

func (p *Payment) validate() error {
	var l fault.List
	l.Check(isMeans(p.Means), "means", p.Means, "BT-81 must be a code of UNTDID 4461, such as 58 (BR-49, BR-CL-16)")
	for _, f := range [...]struct{ name, text, term string }{
		{"text", p.Text, "BT-82"}, {"reference", p.Reference, "BT-83"}, {"name", p.Name, "BT-85"}, {"mandate", p.Mandate, "BT-89"}, {"creditor", p.Creditor, "BT-90"},
	} {
		may(&l, f.name, f.text, 140, f.term)
	}
	transfer, debit := p.Means == "30" || p.Means == "58", p.Means == "49" || p.Means == "59"
	l.Check(p.IBAN == "" || isIBAN(p.IBAN), "iban", p.IBAN, "BT-84 must be an IBAN with its check digits, without spaces (BR-50)")
	l.Check(!transfer || p.IBAN != "", "iban", nil, "BT-84 must be given for a credit transfer (BR-61)")
	l.Check(p.IBAN != "" || p.Name == "" && p.BIC == "", "iban", nil, "BT-84 must be given with the name or the BIC of an account (BR-50)")
	l.Check(p.BIC == "" || isBIC(p.BIC), "bic", p.BIC, "BT-86 must have 8 or 11 letters and digits, a country from the fifth on")
	l.Check(p.Debited == "" || isIBAN(p.Debited), "debited", p.Debited, "BT-91 must be an IBAN with its check digits, without spaces")
	l.Check(debit || p.Mandate == "" && p.Creditor == "" && p.Debited == "", "means", p.Means, "BT-81 must be 49 or 59 if there is a mandate (BG-19)")
	l.Check(!debit || p.Mandate != "" && p.Creditor != "" && p.Debited != "", "mandate", p.Mandate, "BT-89, BT-90 and BT-91 must be given for a direct debit (BG-19)")
	return l.Err()
}

func (r *References) validate(l *fault.List) {
	for _, f := range [...]struct{ name, text, term string }{
		{"buyer", r.Buyer, "BT-10"},
		{"project", r.Project, "BT-11"},
		{"contract", r.Contract, "BT-12"},
		{"order", r.Order, "BT-13"},
		{"sales", r.Sales, "BT-14"},
		{"accounting", r.Accounting, "BT-19"},
	} {
		may(l, "references."+f.name, f.text, 100, f.term)
	}
	l.Check(r.Sales == "" || r.Order != "", "references.order", nil, "BT-13 must be given with BT-14, which UBL has within it")
}

// need refuses a text that is empty, blank or no text.
func need(l *fault.List, field, s string, most int, term, rule string) {
	l.Check(strings.TrimSpace(s) != "", field, s, term+" must be given ("+rule+")")
	may(l, field, s, most, term)
}

// may refuses a text that prose refuses or that has more than one line: names, numbers and
// addresses have one.
func may(l *fault.List, field, s string, most int, term string) {
	if strings.Contains(s, "\n") {
		l.Add(field, s, term+" must be one line")
		return
	}
	prose(l, field, s, most, term)
}

// prose refuses a text that is too long, has spaces at an end, or characters that XML or a reader
// cannot have. It may have lines. An empty one is absent.
func prose(l *fault.List, field, s string, most int, term string) {
	switch {
	case len(s) > most:
		l.Add(field, s, term+" must be shorter")
	case s != strings.TrimSpace(s):
		l.Add(field, s, term+" must have no space at an end")
	case !printable(s):
		l.Add(field, s, term+" must be text without control characters")
	}
}

func printable(s string) bool {
	for _, c := range s {
		if c == unicode.ReplacementChar || c != '\n' && unicode.IsControl(c) || c == 0xFFFE || c == 0xFFFF {
			return false
		}
	}
	return true
}

func day(l *fault.List, field string, d calendar.Date, term, rule string, must bool) {
	if !must && d.IsZero() {
		return
	}
	l.Check(d.Valid() && d.Year >= 2000 && d.Year <= 2099, field, d, term+" must be a date of the years 2000 to 2099 ("+rule+")")
}
