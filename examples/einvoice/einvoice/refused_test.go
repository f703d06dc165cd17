package einvoice_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// TestRefused: what the rules would refuse is not made, and the error says by which.
func TestRefused(t *testing.T) {
	category := func(c string) func(*servicelevel.Statement, *einvoice.Data) {
		return func(s *servicelevel.Statement, d *einvoice.Data) {
			var in servicelevel.Input
			load(t, "month.json", &in)
			in.Contract.VAT.Category = c
			var err error
			*s, err = statementOf(in)
			require.NoError(t, err)
			d.Buyer.VAT, d.Buyer.Legal = "", nil
		}
	}
	cases := map[string]func(s *servicelevel.Statement, d *einvoice.Data){
		"month: must have something to bill: an invoice has a line (BG-25, BR-16) (got \"2026-05\")": func(s *servicelevel.Statement, _ *einvoice.Data) { s.Invoice = invoice.Document{} },
		"statement.currency: must be euros, or the currency of the seller's VAT, EUR: in another":    func(s *servicelevel.Statement, _ *einvoice.Data) { s.Currency = "CHF" },
		"data.number: BT-1 must be given (BR-02)":                                                    func(_ *servicelevel.Statement, d *einvoice.Data) { d.Number = " " },
		"data.number: BT-1 must be at most 35":                                                       func(_ *servicelevel.Statement, d *einvoice.Data) { d.Number = strings.Repeat("1", 36) },
		"BR-FR-02":                                                                                   func(_ *servicelevel.Statement, d *einvoice.Data) { d.Number = "F n° 1" },
		"data.issued: BT-2": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Issued = calendar.Date{Year: 1999, Month: 1, Day: 1}
		},
		"BR-FR-CO-07": func(_ *servicelevel.Statement, d *einvoice.Data) { d.Due = d.Issued.AddDays(-1) },
		"data.seller.name: BT-27 must be given (BR-06)": func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.Name = "" },
		"data.buyer.name: BT-44 must be given (BR-07)":  func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Name = "" },
		"data.buyer.address.country: BT-55":             func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Address.Country = "France" },
		"BR-CO-09":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.VAT = "40987654324" },
		"BR-FR-32":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Legal.ID = "HRB 1" },
		"BR-FR-09":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.SIRET = "99999999900010" },
		"BR-FR-10":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.Legal.Scheme = "0208" },
		"BR-FR-11":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Legal = nil },
		"BR-FR-12":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Electronic = nil },
		"BR-FR-13":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.Electronic = nil },
		"BR-FR-20":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[0].Text = "B2X" },
		"BR-FR-21":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Electronic.Scheme = "EM" },
		"BR-FR-05":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes = d.Notes[:2] },
		"BR-FR-06":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes = append(d.Notes, d.Notes[1]) },
		"BR-61":                                         func(_ *servicelevel.Statement, d *einvoice.Data) { d.Payment.IBAN = "" },
		"check digits":                                  func(_ *servicelevel.Statement, d *einvoice.Data) { d.Payment.IBAN = "FR7630006000011234567890188" },
		"BR-CL-16":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Payment.Means = "71" },
		"BR-CL-08":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[0].Subject = "late" },
		"BR-CL-11":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Legal.Scheme = "0181" },
		"BR-CL-25":                                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Electronic.Scheme = "0001" },
		"BR-CL-22": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Exemptions = []einvoice.Exemption{{Category: "E", Code: "VATEX-1"}}
		},
		"data.seller.legal.id: BT-30 must have nine digits": func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.Legal.ID = "123456789" },
		"data.seller.siret: BT-29 must have 14 digits":      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.SIRET = "12345678200011" },
		"data.buyer.vat: BT-48 must be a VAT number":        func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.VAT = "FR32987654324" },
		"data.payment.bic: BT-86":                           func(_ *servicelevel.Statement, d *einvoice.Data) { d.Payment.BIC = "12345678" },
		"data.notes[4].subject: BT-21":                      func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[4].Subject = "XXX" },
		"data.notes[4].text: BT-22 must have no #":          func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[4].Text = "n° #12" },
		"data.delivery: BT-72":                              func(_ *servicelevel.Statement, d *einvoice.Data) { d.Delivery = &einvoice.Delivery{} },
		"data.references.order: BT-13 must be one line":     func(_ *servicelevel.Statement, d *einvoice.Data) { d.References.Order = "a\nb" },
		"data.buyer.name: BT-44 must be one line":           func(_ *servicelevel.Statement, d *einvoice.Data) { d.Buyer.Name = "a\nb" },
		"data.seller.electronic.id: BT-34 must be an e-mail": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Seller.Electronic = &einvoice.Identifier{Scheme: "EM", ID: "nobody"}
		},
		"data.preceding[0].number: BT-25 must not": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Preceding = []einvoice.Reference{{Number: d.Number}}
		},
		"data.preceding[1].number: BT-25 must not": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Preceding = []einvoice.Reference{{Number: "F-1"}, {Number: "F-1"}}
		},
		"data.buyer.legal: BT-47 must be the SIREN": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Buyer.Legal, d.Buyer.SIRET, d.Notes[0].Text = nil, "98765432400019", "B2C"
		},
		"BR-29": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Period = &einvoice.Period{From: d.Issued, Last: d.Issued.AddDays(-1)}
		},
		"BT-113 must not be more": func(_ *servicelevel.Statement, d *einvoice.Data) { d.Prepaid = decimal.RequireFromString("384.36") },
		"BR-FR-CO-09": func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Prepaid, d.Due = decimal.RequireFromString("384.35"), calendar.Date{}
		},
		"BR-CO-25":                   func(_ *servicelevel.Statement, d *einvoice.Data) { d.Due, d.Terms = calendar.Date{}, "" },
		"BR-S-02":                    func(_ *servicelevel.Statement, d *einvoice.Data) { d.Seller.VAT = "" },
		"BR-S-05":                    func(s *servicelevel.Statement, _ *einvoice.Data) { s.Invoice.Taxes[0].Rate = decimal.Decimal{} },
		"BT-112 must not be below 0": func(s *servicelevel.Statement, _ *einvoice.Data) { s.Invoice.Gross = s.Invoice.Gross.Neg() },
		"BR-27":                      func(s *servicelevel.Statement, _ *einvoice.Data) { s.Invoice.Lines[0].Price = decimal.New(-1, 0) },
		"must be fr or en":           func(_ *servicelevel.Statement, d *einvoice.Data) { d.Language = 9 },
		"which is how UBL marks":     func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[4].Text = "#PMD#x" },
		"control characters":         func(_ *servicelevel.Statement, d *einvoice.Data) { d.Notes[1].Text = "a\x00b" },
		"BR-25":                      func(s *servicelevel.Statement, _ *einvoice.Data) { s.Invoice.Lines[0].Label = servicelevel.Wording{} },
		"a month that goes on":       func(s *servicelevel.Statement, _ *einvoice.Data) { s.Provisional, s.AsOf = true, s.Period.Start },
		"BR-E-10":                    category("E"),
		"BR-AE-02":                   category("AE"),
		"BR-IC-12":                   category("K"),
		"G2.33":                      category("O"),
	}
	for want, change := range cases {
		s, d := sample(t, "month.json", "french.json")
		change(&s, &d)
		doc, err := einvoice.Invoice(&s, d)
		assert.Nil(t, doc, want)
		assert.ErrorContains(t, err, want)
	}
	s, d := sample(t, "refund.json", "french.json")
	_, err := einvoice.CreditNote(&s, 0, d)
	assert.ErrorContains(t, err, "BT-25 must name the invoice")
	d.Preceding = []einvoice.Reference{{Number: "F-1"}}
	_, err = einvoice.CreditNote(&s, 0, d)
	assert.ErrorContains(t, err, "BR-FR-CO-05")
	_, err = einvoice.CreditNote(&s, 1, d)
	assert.ErrorContains(t, err, "credit_notes")
}

// TestCodeOfAnotherCategory: the code of a reason is not that of another category, whoever gives it.
func TestCodeOfAnotherCategory(t *testing.T) {
	for code, category := range map[string]string{"VATEX-EU-AE": "E", "VATEX-FR-AE": "G", "VATEX-EU-G": "AE", "VATEX-EU-IC": "O", "VATEX-EU-O": "K"} {
		for _, own := range []bool{true, false} {
			var in servicelevel.Input
			load(t, "month.json", &in)
			_, d := sample(t, "month.json", "plain.json")
			in.Contract.VAT.Category, d.Delivery = category, &einvoice.Delivery{Country: "DE"}
			if own {
				in.Contract.VAT.Exemption.Code = code
			} else {
				d.Exemptions = []einvoice.Exemption{{Category: category, Code: code}}
			}
			s, err := statementOf(in)
			require.NoError(t, err)
			_, err = einvoice.Invoice(&s, d)
			assert.ErrorContains(t, err, "taxes[0].code: BT-121 must be of the category (BT-118), which is "+category+` (got "`+code+`")`)
		}
	}
}

// TestUBLAlone: what CII can say and UBL cannot is refused in UBL alone.
func TestUBLAlone(t *testing.T) {
	s, d := sample(t, "refund.json", "credit.json")
	d.Due, d.Notes[0].Text = d.Issued, "B2CINT"
	doc, err := einvoice.CreditNote(&s, 0, d)
	require.NoError(t, err)
	_, err = doc.CII()
	require.NoError(t, err)
	_, err = doc.UBL()
	assert.ErrorContains(t, err, "data.payment: BG-16 must be given with a due date")
	assert.ErrorContains(t, err, `data.notes[0].text: BT-22 must not be B2CINT in UBL, whose rules do not know it (BR-FR-20) (got "B2CINT")`)
}

// TestReasons: a category without tax says why, as its line, the data or the standard does.
func TestReasons(t *testing.T) {
	for category, want := range map[string]string{"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "E": "VATEX-FR-CGI261-4", "O": "VATEX-EU-O", "Z": ""} {
		var in servicelevel.Input
		load(t, "month.json", &in)
		in.Contract.VAT.Category = category
		s, err := statementOf(in)
		require.NoError(t, err)
		_, d := sample(t, "month.json", "plain.json")
		d.Delivery = &einvoice.Delivery{Country: "DE"}
		d.Exemptions = []einvoice.Exemption{{Category: "E", Reason: "Exonération", Code: "VATEX-FR-CGI261-4"}}
		doc, err := einvoice.Invoice(&s, d)
		require.NoError(t, err, category)
		got := keeps(t, doc)
		assert.Equal(t, want, got.taxes[0].code, category)
		assert.Equal(t, category != "Z", got.taxes[0].reason != "", category)
	}
}

// TestAllFaults: they come together, and what is read is read strictly.
func TestAllFaults(t *testing.T) {
	var d einvoice.Data
	err := d.UnmarshalJSON([]byte(`{"number":"","issued":"2026-06-31","sellers":{},"buyer":{"name":"B","mail":"x","address":{"country":"fr"}}}`))
	for _, want := range []string{"sellers: ", "seller: is missing", "buyer.mail: ", "issued: ", "number: BT-1 must be given (BR-02)"} {
		assert.ErrorContains(t, err, want)
	}
	b, err := os.ReadFile("../samples/french.json")
	require.NoError(t, err)
	require.NoError(t, d.UnmarshalJSON(b))
	out, err := d.MarshalJSON()
	require.NoError(t, err)
	var again einvoice.Data
	require.NoError(t, again.UnmarshalJSON(out))
	assert.Equal(t, d, again)
}

// TestPaid: what was paid on ordering is a document that is paid (S2).
func TestPaid(t *testing.T) {
	s, d := sample(t, "month.json", "french.json")
	d.Prepaid, d.Due = s.Invoice.Gross, d.Issued.AddDays(-12)
	doc, err := einvoice.Invoice(&s, d)
	require.NoError(t, err)
	got := keeps(t, doc)
	assert.Equal(t, []string{"S2", "384.35", "0.00"}, []string{got.process, got.prepaid, got.payable})
	d.Prepaid, d.Due = decimal.RequireFromString("100.00"), d.Issued
	doc, err = einvoice.Invoice(&s, d)
	require.NoError(t, err)
	got = keeps(t, doc)
	assert.Equal(t, []string{"S1", "100.00", "284.35"}, []string{got.process, got.prepaid, got.payable})
}

// TestPeriodOfFeesInAdvance: it ends with the days that are paid for.
func TestPeriodOfFeesInAdvance(t *testing.T) {
	for end, want := range map[string]string{"": "20260630", "2026-06-15": "20260614", "2026-06-01": "20260531"} {
		var in servicelevel.Input
		load(t, "month.json", &in)
		in.Contract.Options.FeesInAdvance = true
		if end != "" {
			in.Contract.End = calendar.MustParseDate(end)
		}
		s, err := statementOf(in)
		require.NoError(t, err)
		_, d := sample(t, "month.json", "plain.json")
		doc, err := einvoice.Invoice(&s, d)
		require.NoError(t, err)
		assert.Equal(t, want, keeps(t, doc).last)
	}
}

// TestPeriodOfSeveralMonths: it ends with the last month that is paid for.
func TestPeriodOfSeveralMonths(t *testing.T) {
	s, d := sample(t, "month.json", "plain.json")
	i := slices.IndexFunc(s.Invoice.Lines, func(l invoice.Line) bool { return l.Kind == invoice.FeeLine })
	line := &s.Invoice.Lines[i]
	require.Equal(t, "81.29", line.Amount.String())
	line.Quantity, line.Unit, line.PriceBase, line.Price = decimal.New(11, 0), "MON", 0, decimal.RequireFromString("7.39")
	doc, err := einvoice.Invoice(&s, d)
	require.NoError(t, err)
	assert.Equal(t, "20270331", keeps(t, doc).last)
}

// TestPeriodFromThe15th: the period of a document has the days of the contract's month.
func TestPeriodFromThe15th(t *testing.T) {
	s, d := sample(t, "month.json", "plain.json")
	s.MonthDay = 15
	doc, err := einvoice.Invoice(&s, d)
	require.NoError(t, err)
	got := keeps(t, doc)
	assert.Equal(t, "20260515 20260614", got.from+" "+got.last)
	i := slices.IndexFunc(s.Invoice.Lines, func(l invoice.Line) bool { return l.Kind == invoice.FeeLine })
	line := &s.Invoice.Lines[i]
	line.Quantity, line.Unit, line.PriceBase, line.Price = decimal.New(11, 0), "MON", 0, decimal.RequireFromString("7.39")
	for from, want := range map[string]string{"2026-06-14": "20270414", "2026-06-15": "20270514"} {
		line.Date = calendar.MustParseDate(from)
		doc, err = einvoice.Invoice(&s, d)
		require.NoError(t, err)
		assert.Equal(t, want, keeps(t, doc).last)
	}
	line.Quantity, line.Price = decimal.New(1, 0), decimal.RequireFromString("81.29")
	joint, err := joint.Consolidate(nil, s)
	require.NoError(t, err)
	doc, err = einvoice.Joint(&joint, d)
	require.NoError(t, err)
	got = keeps(t, doc)
	assert.Equal(t, "20260515 20260614", got.from+" "+got.last)
}

// TestQuantity: time to the nanosecond is one piece in a French document, as it is in the line.
func TestQuantity(t *testing.T) {
	s, d := sample(t, "month.json", "french.json")
	for amount, want := range map[string][2]string{"81.29": {"1", "81.29"}, "-5.00": {"-1", "5.00"}} {
		line := s.Invoice.Lines[0]
		line.Quantity, line.Unit, line.Amount = decimal.RequireFromString("3239.999999999"), "SEC", decimal.RequireFromString(amount)
		from := servicelevel.Statement{Invoice: invoice.Document{Lines: []invoice.Line{line}}}
		got := einvoice.LineOf(&from, d)
		assert.Equal(t, [3]string{want[0], want[1], amount}, [3]string{got.Quantity, got.Price, got.Amount})
		d.Profile = einvoice.EN16931
		assert.Equal(t, "3239.999999999", einvoice.LineOf(&from, d).Quantity)
		d.Profile = einvoice.French
	}
}
