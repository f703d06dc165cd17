package facturx

import (
	"strings"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
)

// column ends, from the left.
const (
	labelEnd    = 300 * point
	quantityEnd = 355 * point
	priceEnd    = 430 * point
	rateEnd     = 475 * point
	gap         = 5 * point // between two columns
)

// table lists the lines, with its head again on each page.
func (p *page) table() {
	p.columns()
	for i := range p.doc.Lines {
		n := &p.doc.Lines[i]
		if p.room(40 * point) {
			p.columns()
		}
		y, w := p.y-9*point, p.words
		p.column(p.fonts.regular, 9, quantityEnd, quantityEnd-labelEnd, y, w.number(n.Quantity)+w.unit(n.Unit))
		price := w.money(n.Price)
		if n.Base != "1" {
			price += " / " + n.Base
		}
		p.column(p.fonts.regular, 9, priceEnd, priceEnd-quantityEnd-gap, y, price)
		p.column(p.fonts.regular, 9, rateEnd, rateEnd-priceEnd-gap, y, w.rate(n.Category, n.Percent))
		p.column(p.fonts.regular, 9, right, right-rateEnd-gap, y, w.money(n.Amount))
		p.paragraph(p.fonts.bold, 9, left, labelEnd-left-10*point, n.Name)
		p.paragraph(p.fonts.regular, 8, left, labelEnd-left-10*point, n.Description)
		p.y -= 5 * point
	}
	p.rule(p.y)
	p.y -= 8 * point
}

func (p *page) columns() {
	w := p.words
	p.y -= 8 * point
	p.show(p.fonts.bold, 8, left, p.y, w.label, false)
	p.show(p.fonts.bold, 8, quantityEnd, p.y, w.quantity, true)
	p.show(p.fonts.bold, 8, priceEnd, p.y, w.price, true)
	p.show(p.fonts.bold, 8, rateEnd, p.y, w.vat, true)
	p.show(p.fonts.bold, 8, right, p.y, w.net, true)
	p.y -= 5 * point
	p.rule(p.y)
	p.y -= 5 * point
}

// taxes lists the VAT by category and rate, and why something bears none.
func (p *page) taxes() {
	w := p.words
	p.room(40 * point)
	p.taxColumns()
	for _, t := range p.doc.Taxes {
		if p.room(12 * point) {
			p.taxColumns()
		}
		p.y -= 12 * point
		p.show(p.fonts.regular, 9, left, p.y, w.treatment(t.Category, t.Percent), false)
		p.show(p.fonts.regular, 9, priceEnd, p.y, w.money(t.Net), true)
		p.show(p.fonts.regular, 9, right, p.y, w.money(t.Tax), true)
		if t.Reason != "" || t.Code != "" {
			p.y -= 2 * point
			p.paragraph(p.fonts.regular, 8, left, priceEnd-left-80*point, strings.Join(nonempty(t.Reason, t.Code), ", "))
		}
	}
	p.y -= 6 * point
}

func (p *page) taxColumns() {
	w := p.words
	p.y -= 10 * point
	p.show(p.fonts.bold, 8, left, p.y, w.vatTable, false)
	p.show(p.fonts.bold, 8, priceEnd, p.y, w.base, true)
	p.show(p.fonts.bold, 8, right, p.y, w.vat, true)
}

func nonempty(all ...string) (some []string) {
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

// totals adds up, with what is to pay in bold.
func (p *page) totals() {
	doc, w := p.doc, p.words
	p.room(100 * point)
	rows := [][2]string{{w.totalNet, doc.Net}, {w.totalVAT, doc.Tax}, {w.totalGross, doc.Gross}}
	if doc.Prepaid != "" {
		rows = append(rows, [2]string{w.prepaid, doc.Prepaid})
	}
	if doc.Kind == einvoice.Plain {
		rows = rows[:1]
	}
	labels := min(rateEnd, right-p.fonts.bold.width(w.money(doc.Due))*11-2*gap)
	for _, r := range rows {
		labels = min(labels, right-p.fonts.regular.width(w.money(r[1]))*9-2*gap)
	}
	p.rule(p.y)
	for _, r := range rows {
		p.y -= 13 * point
		p.show(p.fonts.regular, 9, labels, p.y, r[0], true)
		p.show(p.fonts.regular, 9, right, p.y, w.money(r[1]), true)
	}
	p.y -= 16 * point
	p.show(p.fonts.bold, 11, labels, p.y, w.toPay, true)
	p.show(p.fonts.bold, 11, right, p.y, w.money(doc.Due), true)
	p.y -= 16 * point
}

func (p *page) payment() {
	d, w := &p.doc.Data, p.words
	lines := nonempty(d.Terms)
	if pay := d.Payment; pay != nil {
		for _, f := range [...][2]string{
			{w.means, pay.Text},
			{"IBAN", pay.IBAN},
			{"BIC", pay.BIC},
			{w.holder, pay.Name},
			{w.reference, pay.Reference},
			{w.mandate, pay.Mandate},
			{w.creditor, pay.Creditor},
			{w.debited, pay.Debited},
		} {
			if f[1] != "" {
				lines = append(lines, f[0]+" "+f[1])
			}
		}
	}
	if lines == nil {
		return
	}
	p.y -= 4 * point
	p.paragraph(p.fonts.bold, 9, left, right-left, w.payment)
	p.paragraph(p.fonts.regular, 9, left, right-left, strings.Join(lines, "\n"))
	p.y -= 6 * point
}

// notes are the words that the law or the caller wants. The circuit (BAR) is for machines.
func (p *page) notes() {
	for _, n := range p.doc.Data.Notes {
		if n.Subject != "BAR" {
			p.paragraph(p.fonts.regular, 8, left, right-left, n.Text)
		}
	}
	if _, whole := p.whose(); !whole {
		p.paragraph(p.fonts.regular, 8, left, right-left, p.doc.Data.Seller.Form)
	}
	if s := p.words.outside; s != "" {
		p.paragraph(p.fonts.regular, 8, left, right-left, s)
	}
}
