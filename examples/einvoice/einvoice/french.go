package einvoice

import (
	"strings"

	"github.com/palier-go/palier/internal/fault"
)

// checkFrench reports what France asks of the data beside the European standard.
func (d *Data) checkFrench(l *fault.List) {
	number := func(field, s, term string) {
		l.Check(len(s) <= 35 && isNumber(s), field, s, term+" must be at most 35 of A–Z a–z 0–9 + - _ / (BR-FR-01, BR-FR-02)")
	}
	number("number", d.Number, "BT-1")
	for i, r := range d.Preceding {
		number(fault.Index("preceding", i)+".number", r.Number, "BT-25")
	}
	count := map[string]int{}
	circuit := ""
	for i, n := range d.Notes {
		count[n.Subject]++
		l.Check(!strings.Contains(n.Text, "#"), fault.Index("notes", i)+".text", n.Text, "BT-22 must have no #: in UBL all notes are read as one text with # around the subjects (BR-FR-06)")
		if n.Subject == "BAR" {
			circuit = n.Text
			l.Check(listed(circuits, n.Text), fault.Index("notes", i)+".text", n.Text, "BT-22 must, of BAR, be one of B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE, ARCHIVEONLY (BR-FR-20)")
		}
	}
	for _, subject := range [...]string{"PMD", "PMT", "AAB"} {
		l.Check(count[subject] > 0, "notes", nil, "BT-22 must be given with the subject "+subject+" (BR-FR-05)")
	}
	for _, subject := range [...]string{"PMD", "PMT", "AAB", "TXD", "BAR"} {
		l.Check(count[subject] <= 1, "notes", subject, "BT-21 must not be given twice (BR-FR-06, BR-FR-31)")
	}
	legal := d.Seller.Legal
	l.Check(legal != nil && legal.Scheme == "0002", "seller.legal", nil, "BT-30 must be a SIREN, under scheme 0002 (BR-FR-10)")
	if d.Buyer.SIRET != "" && (d.Buyer.Legal == nil || d.Buyer.Legal.Scheme != "0002") {
		l.Add("buyer.legal", nil, "BT-47 must be the SIREN, under scheme 0002, if there is a SIRET (BR-FR-09)")
	}
	l.Check(d.Seller.Electronic != nil, "seller.electronic", nil, "BT-34 must be given (BR-FR-13)")
	l.Check(d.Buyer.Electronic != nil, "buyer.electronic", nil, "BT-49 must be given (BR-FR-12)")
	if circuit == "B2B" {
		d.checkDomestic(l)
	}
	if d.Due.Valid() && d.Issued.Valid() && d.Prepaid.IsZero() {
		l.Check(d.Due.Compare(d.Issued) >= 0, "due", d.Due, "BT-9 must not be before BT-2 (BR-FR-CO-07)")
	}
}

// checkDomestic reports what a document between two companies in France lacks.
func (d *Data) checkDomestic(l *fault.List) {
	legal := d.Buyer.Legal
	if legal == nil || legal.Scheme != "0002" {
		l.Add("buyer.legal", nil, "BT-47 must be a SIREN, under scheme 0002, with the note BAR of B2B (BR-FR-11)")
		return
	}
	if e := d.Buyer.Electronic; e != nil {
		l.Check(e.Scheme == "0225" && strings.HasPrefix(e.ID, legal.ID), "buyer.electronic", e.Scheme+":"+e.ID, "BT-49 must be of scheme 0225 and begin with the SIREN, with the note BAR of B2B (BR-FR-21)")
	}
}
