package servicelevel_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// jointForms are how the sums of a document of several contracts read, behind its contracts.
var jointForms = []form{
	{"contract", `contract {S}: {A}`, `contrat {S} : {A}`},
	{"in_all", `in all {A} excl\. VAT`, `en tout {A} HT`},
	{"tax", `VAT of {P} of {A} = {A}{C}`, `TVA de {P} de {A} = {A}{C}`},
	{"no_tax", `VAT: none, {S}{C}`, `TVA : aucune, {S}{C}`},
	{"outside", `outside the scope of VAT`, `hors du champ de la TVA`},
	{"net_after", `{A} after {A} given back of this invoice before`, `{A} après {A} déjà rendus? de cette facture`},
	{"tax_after", `{P} of {A} = {A}, less {P} of {A} = {A}: {A}{C}`, `{P} de {A} = {A}, moins {P} de {A} = {A} : {A}{C}`},
}

// readJoint takes apart what is said of a VAT of several contracts.
func (l *tongue) readJoint(sentence string) (list []clause, err error) {
	contracts, rest, _ := strings.Cut(sentence, l.between)
	for one := range strings.SplitSeq(contracts, ", ") {
		if list, err = l.take(list, l.joint, one); err != nil {
			return nil, err
		}
	}
	for part := range strings.SplitSeq(rest, l.between) {
		if list, err = l.take(list, l.joint, part); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// joint recomputes a VAT of a document of several contracts, and compares it.
func (p *pocket) joint(d *invoice.Document, tax *invoice.TaxTotal, list []clause) {
	var kinds []string
	said, sum := map[string]*big.Rat{}, new(big.Rat)
	for _, c := range list {
		v := c.values
		switch kinds = append(kinds, c.kind); c.kind {
		case "contract":
			if said[c.words[0]] != nil {
				p.fault("%s comes twice", c.words[0])
			}
			said[c.words[0]], sum = v[0], added(sum, v[0])
		case "in_all":
			p.is("the sum", v[0], sum)
			p.is("the net amount", v[0], tax.Net.Rat())
		case "tax":
			p.is("the rate", v[0], tax.Rate.Rat())
			p.is("what is taxed", v[1], sum)
			due := p.cents(multiplied(v[0], new(big.Rat).Abs(v[1]))) // half a cent away from zero
			if v[1].Sign() < 0 {
				due.Neg(due)
			}
			p.is("the VAT", v[2], due)
			p.is("the VAT", v[2], tax.Tax.Rat())
		case "no_tax":
			p.untaxed(tax.Category, c.words[0])
		case "outside":
			p.untaxed(tax.Category, "outside the scope")
		}
	}
	order := strings.TrimLeft(strings.ReplaceAll(strings.Join(kinds, " "), "contract ", ""), " ")
	switch {
	case order == "in_all net_after tax_after" && !tax.Before.IsZero() && tax.Category == "S":
		p.taxed(tax, list[len(list)-2:])
	case order == "in_all tax" && tax.Before.IsZero() && tax.Category == "S",
		order == "in_all no_tax" && tax.Category != "S", order == "in_all outside" && tax.Category == "O":
	default:
		p.fault("no order: %s", kinds)
	}
	want := map[string]*big.Rat{}
	for _, line := range d.Lines {
		if line.Category == tax.Category && line.Rate.Equal(tax.Rate) {
			if want[line.Contract] == nil {
				want[line.Contract] = new(big.Rat)
			}
			want[line.Contract].Add(want[line.Contract], line.Amount.Rat())
		}
	}
	for id, v := range want {
		p.is("what "+id+" has", said[id], v)
	}
	if len(want) != len(said) {
		p.fault("%d contracts, of %d", len(said), len(want))
	}
}

var noteRest = regexp.MustCompile(`, (?:for what is taken off beyond what it invoices|pour ce qui est déduit au-delà de ce qu'elle facture)$`)

// noted compares what is said of a credit note with the invoice that it corrects, and its contract.
func (p *pocket) noted(n *invoice.CreditNote, contract string, list []clause) {
	if len(list) != 1 || list[0].kind != "note" {
		p.fault("no credit note: %v", list)
		return
	}
	p.is("the month of the invoice", list[0].values[0], p.month(n.Invoice))
	of := list[0].words[0]
	beyond := noteRest.MatchString(of)
	if of = noteRest.ReplaceAllString(of, ""); of != contract {
		p.fault("of the contract %q, not %q", of, contract)
	}
	switch kind := n.Document.Lines[0].Kind; {
	case unkept(kind) || kind == invoice.ChargeLine:
		if !beyond {
			p.fault("what goes beyond the invoice")
		}
	case beyond:
		p.fault("nothing of it goes beyond the invoice")
	}
}

// jointNoted is the same of one for several contracts.
func (p *pocket) jointNoted(n *invoice.CreditNote, list []clause) {
	if len(list) != 1 || list[0].kind != "joint_note" {
		p.fault("no joint credit note: %v", list)
		return
	}
	p.is("the month of the invoice", list[0].values[0], p.month(n.Invoice))
	said := map[string]bool{}
	for _, id := range regexp.MustCompile(`, | and | et `).Split(list[0].words[0], -1) {
		said[id] = true
	}
	for _, line := range n.Document.Lines {
		if !said[line.Contract] {
			p.fault("the contract %q is not said", line.Contract)
		}
	}
}

// jointSaid lists what is said of the sums of a consolidated document, and of its credit notes.
func jointSaid(c *joint.Consolidated) (list []said) {
	add := func(d *invoice.Document) {
		for i := range d.Taxes {
			tax := &d.Taxes[i]
			list = append(list, said{&tax.Explained, (*tongue).readJoint, func(p *pocket, read []clause) { p.joint(d, tax, read) }, "", ""})
		}
	}
	add(&c.Invoice)
	if c.Compensation != nil {
		add(c.Compensation)
	}
	for i := range c.CreditNotes {
		n := &c.CreditNotes[i]
		list = append(list, said{&n.Explained, (*tongue).readLine, func(p *pocket, read []clause) { p.jointNoted(n, read) }, "", ""})
		add(&n.Document)
	}
	return onDays(c.MonthDay, c.Currency, list)
}

// separateSaid is the same of the credit notes of single contracts.
func separateSaid(c *joint.Consolidated) (list []said) {
	for i := range c.Separate {
		for j := range c.Separate[i].CreditNotes {
			n := &c.Separate[i].CreditNotes[j]
			list = append(list, said{&n.Explained, (*tongue).readLine, func(p *pocket, read []clause) { p.noted(n, c.Separate[i].Contract, read) }, "", ""})
			for k := range n.Document.Taxes {
				if tax := &n.Document.Taxes[k]; tax.Explained != (servicelevel.Wording{}) {
					list = append(list, said{&tax.Explained, (*tongue).readLine, func(p *pocket, read []clause) { p.taxed(tax, read) }, "", ""})
				}
			}
		}
	}
	return onDays(c.MonthDay, c.Currency, list)
}

// requireJoint recomputes all that a consolidated document says of its own, after JSON too.
func requireJoint(t *rapid.T, doc *joint.Consolidated) {
	worded := readAgain(t, *doc)
	worded.Explain()
	back := readAgain(t, worded)
	require.NoError(t, back.Validate())
	back.Explain()
	requireSame(t, encode(t, worded), encode(t, back))
	applied := map[string]bool{}
	for _, a := range worded.Assumptions {
		applied[a.Rule] = true
	}
	for _, x := range jointSaid(&worded) {
		require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
		x.misread(t)
		for _, id := range decisionID.FindAllString(x.text.EN, -1) {
			require.True(t, applied[id], "%s in %s", id, x.text.EN)
		}
	}
	for _, x := range separateSaid(&worded) {
		require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
		x.misread(t)
	}
}

// TestJointDocumentInWords: contracts of different VAT say which one they bear, and a credit note
// says what it corrects.
func TestJointDocumentInWords(t *testing.T) {
	t.Parallel()
	brussels := func(ct *servicelevel.Contract) { ct.VAT.Rate, ct.Options.Zone = dec("0.21"), "Europe/Brussels" }
	a := serverOf("A", nil, packOf("P", "2026-01-05 09:00", 3*time.Hour, "169.00"), packOf("Q", "2026-01-06 09:00", 3*time.Hour, "4.82"), gone(servicelevel.Refunded, "R", "Q", "2026-02-10 09:00", 0))
	b := serverOf("B", brussels, packOf("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), gone(servicelevel.Refunded, "R", "P", "2026-02-10 09:00", 0))
	c := serverOf("C", nil, packOf("P", "2026-01-05 09:00", 3*time.Hour, "4.82"), gone(servicelevel.Refunded, "R", "P", "2026-03-10 09:00", 0))
	d := serverOf("D", func(ct *servicelevel.Contract) { ct.VAT.Category = "AE" }, packOf("P", "2026-01-05 09:00", 3*time.Hour, "10.00"))
	words := func(d *invoice.Document) (fr, en []string) {
		for _, x := range d.Taxes {
			fr, en = append(fr, x.Explained.FR), append(en, x.Explained.EN)
		}
		return fr, en
	}
	doc := together(t, nil, "2026-01", a, b, c, d)
	doc.Explain()
	fr, en := words(&doc.Invoice)
	assert.Equal(t, []string{
		"contrat A : 173,82 €, contrat C : 4,82 € ; en tout 178,64 € HT ; TVA de 20 % de 178,64 € = 35,73 € (D22)",
		"contrat B : 4,82 € ; en tout 4,82 € HT ; TVA de 21 % de 4,82 € = 1,01 € (D22)",
		"contrat D : 10,00 € ; en tout 10,00 € HT ; TVA : aucune, autoliquidation (D22)",
	}, fr)
	assert.Equal(t, []string{
		"contract A: €173.82, contract C: €4.82; in all €178.64 excl. VAT; VAT of 20% of €178.64 = €35.73 (D22)",
		"contract B: €4.82; in all €4.82 excl. VAT; VAT of 21% of €4.82 = €1.01 (D22)",
		"contract D: €10.00; in all €10.00 excl. VAT; VAT: none, reverse charge (D22)",
	}, en)
	february := together(t, doc, "2026-02", a, b, c, d)
	february.Explain()
	assert.Equal(t, servicelevel.Wording{
		FR: "avoir sur la facture commune de janvier 2026, pour les contrats A et B", EN: "credit note for the joint invoice of January 2026, for the contracts A and B",
	}, february.CreditNotes[0].Explained)
	march := together(t, february, "2026-03", a, b, c, d)
	march.Explain()
	assert.Equal(t, servicelevel.Wording{
		FR: "avoir sur la facture commune de janvier 2026, pour le contrat C", EN: "credit note for the joint invoice of January 2026, for the contract C",
	}, march.CreditNotes[0].Explained)
	fr, en = words(&march.CreditNotes[0].Document)
	assert.Equal(t, []string{"contrat C : 4,82 € ; en tout 4,82 € HT ; 4,82 € après 4,82 € déjà rendus de cette facture ; 20 % de 9,64 € = 1,93 €, moins 20 % de 4,82 € = 0,96 € : 0,97 € (D22, D33)"}, fr)
	assert.Equal(t, []string{"contract C: €4.82; in all €4.82 excl. VAT; €4.82 after €4.82 given back of this invoice before; 20% of €9.64 = €1.93, less 20% of €4.82 = €0.96: €0.97 (D22, D33)"}, en)

	// Alone, and as far as the invoice has no room for it.
	s := a.Close(t, "2026-02")
	s.Explain()
	assert.Equal(t, servicelevel.Wording{FR: "avoir sur la facture de janvier 2026 du contrat A", EN: "credit note for the invoice of January 2026 of the contract A"}, s.CreditNotes[0].Explained)
	e := serverOf("E", func(ct *servicelevel.Contract) { ct.VAT.Rate = dec("0.21") }, charged("G", "2026-04-07 10:00", "", "-50.00", nil))
	doc = together(t, nil, "2026-04", e)
	doc.Explain()
	assert.Equal(t, servicelevel.Wording{
		FR: "avoir sur la facture d'avril 2026 du contrat E, pour ce qui est déduit au-delà de ce qu'elle facture",
		EN: "credit note for the invoice of April 2026 of the contract E, for what is taken off beyond what it invoices",
	}, doc.Separate[0].CreditNotes[0].Explained)
	s = e.Close(t, "2026-04")
	s.Explain()
	assert.Equal(t, doc.Separate[0].CreditNotes[0].Explained, s.CreditNotes[0].Explained)
	assert.Equal(t, "le 7 avril 2026, 50,00 € HT ; rendu par cet avoir, au-delà de ce que ce relevé facture", s.CreditNotes[0].Document.Lines[0].Explained.FR)
}
