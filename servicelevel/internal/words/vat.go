package words

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Taxes notes how the VAT of a credit note is that of several, less that of those before: the texts of a
// document's taxes, as far as they have something before.
func (w *Writer) Taxes(d *invoice.Document) {
	for i := range d.Taxes {
		if t := &d.Taxes[i]; !t.Before.IsZero() && !t.Rate.IsZero() {
			w.Say(&t.Explained, func() { w.TaxAfter(t) })
		}
	}
}

// TaxAfter writes "68,33 € après 68,33 € déjà rendus de cette facture ; 20 % de 136,66 € =
// 27,33 €, moins 20 % de 68,33 € = 13,67 € : 13,66 € (D22, D33)".
func (w *Writer) TaxAfter(t *invoice.TaxTotal) {
	before := w.Unit.Count(t.Before)
	w.Euros(t.Net)
	w.By(" après ", " after ")
	w.Euros(t.Before)
	w.By(" déjà rendu", " given back of this invoice before; ")
	w.Agrees(t.Before)
	w.By(" de cette facture ; ", "")
	w.TaxOn(t, before+w.Unit.Count(t.Net))
	w.By(", moins ", ", less ")
	w.TaxOn(t, before)
	w.By(" : ", ": ")
	w.Euros(t.Tax)
	Cites(w, []string{"D22", "D33"})
}

// TaxOn writes "20% of €136.66 = €27.33", of an amount in the unit of the currency.
func (w *Writer) TaxOn(t *invoice.TaxTotal, amount int64) {
	w.Percent(t.Rate)
	w.By(" de ", " of ")
	w.Euros(w.Unit.Decimal(amount))
	w.Str(" = ")
	w.Euros(w.Unit.Decimal(vat.RateOf(t.Rate).Of(amount)))
}

// VATRate writes "20%", or why there is no VAT: "none, reverse charge".
func (w *Writer) VATRate(category string, rate decimal.Decimal) {
	if category == vat.Taxed {
		w.Percent(rate)
		return
	}
	w.By("aucune", "none")
	if _, why, ok := vat.WhyNone(category); ok {
		w.Str(", ")
		w.Str(why.Text(w.Lang))
	}
}

// Untaxed writes why a line bears no VAT: "no VAT: “art. 261 CGI”, VATEX-EU-132", the reason as a
// quotation, since it is in the words of the contract. It writes nothing if no reason is given.
func (w *Writer) Untaxed(x *invoice.Exemption) {
	if *x == (invoice.Exemption{}) {
		return
	}
	w.By(" ; sans TVA : ", "; no VAT: ")
	if x.Reason != "" {
		w.By("« ", "“")
		w.Str(x.Reason)
		w.By(" »", "”")
	}
	if x.Reason != "" && x.Code != "" {
		w.Str(", ")
	}
	w.Str(x.Code)
}

// CreditNote writes "credit note for the invoice of April 2026 of the contract NX-1042".
func (w *Writer) CreditNote(n *invoice.CreditNote, contract string) {
	w.By("avoir sur la facture ", "credit note for the invoice of ")
	w.BareMonth(n.Invoice)
	w.By(" du contrat ", " of the contract ")
	w.Str(contract)
	if n.Reduces() {
		w.By(", pour ce qui est déduit au-delà de ce qu'elle facture", ", for what is taken off beyond what it invoices")
	}
}
