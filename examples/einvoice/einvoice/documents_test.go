package einvoice_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

// load reads a sample.
func load(t require.TestingT, name string, into json.Unmarshaler) {
	b, err := os.ReadFile(filepath.Join("..", "samples", name))
	require.NoError(t, err)
	require.NoError(t, into.UnmarshalJSON(b))
}

func statementOf(in servicelevel.Input) (servicelevel.Statement, error) {
	c := servicelevel.NUXIT()
	if in.Contract.Edition == "magic" {
		c = servicelevel.Magic()
	}
	c, err := c.With(servicelevel.NUXIT(), servicelevel.Magic())
	if err != nil {
		return servicelevel.Statement{}, err
	}
	s, err := c.StatementOf(in)
	s.Explain()
	return s, err
}

func sample(t require.TestingT, month, data string) (servicelevel.Statement, einvoice.Data) {
	var in servicelevel.Input
	var d einvoice.Data
	load(t, month, &in)
	load(t, data, &d)
	s, err := statementOf(in)
	require.NoError(t, err)
	return s, d
}

func sampleSeen(t require.TestingT) *seen {
	s, d := sample(t, "month.json", "french.json")
	doc, err := einvoice.Invoice(&s, d)
	require.NoError(t, err)
	return keeps(t, doc)
}

// keeps requires that a document keeps all rules, in both syntaxes, which say the same.
func keeps(t require.TestingT, doc *einvoice.Document) *seen {
	cii, err := doc.CII()
	require.NoError(t, err)
	ubl, err := doc.UBL()
	require.NoError(t, err)
	a, b := readCII(t, cii), readUBL(t, ubl)
	require.Equal(t, a, b)
	require.Empty(t, broken(a, doc.Data.Profile == einvoice.French))
	require.NotContains(t, string(cii)+string(ubl), "></cac:", "an element without content")
	return a
}

func TestSamples(t *testing.T) {
	for _, x := range [...][2]string{{"month.json", "french.json"}, {"month.json", "plain.json"}, {"rates.json", "plain.json"}, {"refund.json", "french.json"}} {
		s, d := sample(t, x[0], x[1])
		doc, err := einvoice.Invoice(&s, d)
		require.NoError(t, err, x)
		keeps(t, doc)
		assert.Equal(t, s.Invoice.Gross.StringFixed(2), doc.Gross)
	}
	s, d := sample(t, "refund.json", "credit.json")
	doc, err := einvoice.CreditNote(&s, 0, d)
	require.NoError(t, err)
	got := keeps(t, doc)
	assert.Equal(t, "381", got.kind)
	assert.Equal(t, [][2]string{{"F-2026-0031", "20260501"}}, got.preceding)
}

func TestJoint(t *testing.T) {
	s, d := sample(t, "month.json", "french.json")
	other, _ := sample(t, "second.json", "french.json")
	c, err := joint.Consolidate(nil, s, other)
	require.NoError(t, err)
	c.Explain()
	doc, err := einvoice.Joint(&c, d)
	require.NoError(t, err)
	got := keeps(t, doc)
	assert.Equal(t, c.Invoice.Gross.StringFixed(2), got.gross)
	assert.True(t, strings.HasPrefix(got.lines[len(got.lines)-1].text, "NX-2008 : "))
}

func TestVectors(t *testing.T) {
	_, d := sample(t, "month.json", "plain.json")
	made := 0
	for _, c := range leveltest.Vectors().Statements {
		s, err := statementOf(c.Input)
		if err != nil {
			continue // one that is refused, or of another edition
		}
		made += all(t, &s, d)
	}
	assert.Greater(t, made, 15)
}

// all makes every document of a statement, and requires that those that are refused are so for
// a reason.
func all(t require.TestingT, s *servicelevel.Statement, d einvoice.Data) (made int) {
	one := func(doc *einvoice.Document, err error, from *invoice.Document, file string) {
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				require.True(t, justified(line, from, &d), line)
			}
			return
		}
		made++
		keeps(t, doc)
		if dir := os.Getenv("EINVOICE_DIR"); dir != "" {
			cii, err := doc.CII()
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, file+".xml"), cii, 0o600))
		}
	}
	name := fmt.Sprintf("%x-%s-%s", s.Contract, s.Month, d.Number)
	doc, err := einvoice.Invoice(s, d)
	one(doc, err, &s.Invoice, name)
	for i := range s.CreditNotes {
		note := d
		note.Prepaid, note.Preceding = decimal.Decimal{}, []einvoice.Reference{{Number: "F-0", Issued: d.Issued}}
		if note.Payment == nil {
			note.Due = calendar.Date{} // UBL has that of a credit note within the means of payment
		}
		doc, err := einvoice.CreditNote(s, i, note)
		one(doc, err, &s.CreditNotes[i].Document, fmt.Sprintf("%s-%d", name, i))
	}
	if s.Compensation != nil {
		unpaid := d
		unpaid.Prepaid = decimal.Decimal{}
		doc, err := einvoice.Compensation(s, unpaid)
		require.NoError(t, err)
		_, err = doc.CII()
		require.ErrorContains(t, err, "outside the scope of VAT")
		_, err = doc.UBL()
		require.ErrorContains(t, err, "outside the scope of VAT")
	}
	return made
}

// justified tells whether a document can be refused for what an error says.
func justified(line string, from *invoice.Document, d *einvoice.Data) bool {
	categories := map[string]bool{}
	odd := false
	for _, x := range from.Taxes {
		categories[x.Category] = true
		odd = odd || !slices.Contains([]string{"0", "0.2", "0.1", "0.055", "0.021", "0.085", "0.196"}, x.Rate.String())
	}
	french := d.Profile == einvoice.French
	for part, when := range map[string]bool{
		"BR-16":                       len(from.Lines) == 0,
		"BR-O-11":                     categories["O"] && len(categories) > 1,
		"BR-FR-16":                    french && odd,
		"G2.33":                       french && categories["O"],
		"BR-AE-02":                    categories["AE"] && d.Buyer.VAT == "" && d.Buyer.Legal == nil,
		"BR-IC-02":                    categories["K"] && d.Buyer.VAT == "",
		"BR-IC-12":                    categories["K"] && d.Delivery == nil,
		"BR-E-10":                     categories["E"] && d.Exemptions == nil,
		"BR-E-08":                     true,
		"both be given in category E": french && categories["E"],
		"BT-113":                      !d.Prepaid.IsZero() && d.Prepaid.GreaterThan(from.Gross),
	} {
		if when && strings.Contains(line, part) {
			return true
		}
	}
	return false
}

// TestRandom makes the documents of 2 000 random months for random parties.
func TestRandom(t *testing.T) {
	_, plain := sample(t, "month.json", "plain.json")
	_, french := sample(t, "month.json", "french.json")
	inputs, made, n := leveltest.Inputs(), 0, 0
	check := func(t *rapid.T) {
		n++
		s, err := statementOf(inputs.Draw(t, "input"))
		var short *credit.ShortfallError
		if errors.As(err, &short) {
			return
		}
		require.NoError(t, err)
		d := plain
		if rapid.Bool().Draw(t, "french") {
			d = french
		}
		d.Number = fmt.Sprintf("F-%d", n)
		draw(t, &d, &s)
		made += all(t, &s, d)
	}
	for range 20 {
		rapid.Check(t, check) // 100 each
	}
	assert.GreaterOrEqual(t, n, 2000)
	assert.Greater(t, made, n/4)
}

// draw changes what a caller may choose.
func draw(t *rapid.T, d *einvoice.Data, s *servicelevel.Statement) {
	pick := func(what string) bool { return rapid.Bool().Draw(t, what) }
	switch rapid.IntRange(0, 2).Draw(t, "buyer") {
	case 1: // a company elsewhere
		d.Buyer.Legal, d.Buyer.VAT = &einvoice.Identifier{ID: "HRB 1234"}, "DE123456789"
		d.Buyer.Electronic, d.Buyer.Address.Country = &einvoice.Identifier{Scheme: "9930", ID: "DE123456789"}, "DE"
		d.Notes = slices.DeleteFunc(slices.Clone(d.Notes), func(n einvoice.Note) bool { return n.Subject == "BAR" })
	case 2: // a consumer
		d.Buyer.Legal, d.Buyer.VAT = nil, ""
		d.Buyer.Electronic = &einvoice.Identifier{Scheme: "EM", ID: "consumer@example.com"}
		d.Notes = slices.DeleteFunc(slices.Clone(d.Notes), func(n einvoice.Note) bool { return n.Subject == "BAR" })
	}
	if pick("delivery") {
		d.Delivery = &einvoice.Delivery{On: s.Month.Last(), Country: "DE"}
	}
	if pick("exemption") {
		d.Exemptions = []einvoice.Exemption{{Category: "E", Reason: "Exonération, art. 261 du CGI", Code: "VATEX-FR-CGI261-4"}}
	}
	if pick("paid") {
		d.Prepaid, d.Due = s.Invoice.Gross, d.Issued
	}
	if pick("references") {
		d.References = einvoice.References{Buyer: "SERV-1", Project: "P 1", Contract: "C 1", Order: "O 1", Sales: "V 1", Accounting: "60 1"}
	}
	if pick("debit") {
		d.Payment = &einvoice.Payment{
			Means: "59", Mandate: "M-1", Creditor: "FR12ZZZ123456", Debited: "FR7630006000011234567890189",
		}
	}
	d.VATDue = rapid.SampledFrom([]einvoice.VATDue{"", einvoice.OnInvoice, einvoice.OnDelivery, einvoice.OnPayment}).Draw(t, "vat due")
}

// TestPackageVariables: what callers can set of shopspring's package changes no document.
func TestPackageVariables(t *testing.T) {
	s, d := sample(t, "rates.json", "plain.json")
	written := func() string {
		doc, err := einvoice.Invoice(&s, d)
		require.NoError(t, err)
		cii, err := doc.CII()
		require.NoError(t, err)
		return string(cii)
	}
	want := written()
	precision, quotes, trim, science := decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation
	defer func() {
		decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = precision, quotes, trim, science
	}()
	decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation = 0, true, false, true
	assert.Equal(t, want, written())
}
