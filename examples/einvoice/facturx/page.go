package facturx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
)

// Lengths are thousandths of a point. A4 has 595 × 842 points, y grows upwards.
const (
	point  = 1000
	left   = 50 * point
	right  = 545 * point
	top    = 792 * point
	bottom = 70 * point
)

// page draws a document on as many pages as it takes.
type page struct {
	doc   *einvoice.Document
	fonts *fonts
	words *words
	pages []*bytes.Buffer
	y     int // where the next line goes
}

func (p *page) begin() {
	p.pages = append(p.pages, new(bytes.Buffer))
	p.y = top
}

// room begins another page if there is not so much left of this one, and tells so.
func (p *page) room(height int) bool {
	if p.y-height >= bottom {
		return false
	}
	p.begin()
	return true
}

// show writes one line of text; right-aligned, x is its end.
func (p *page) show(f *face, size, x, y int, s string, end bool) {
	if s == "" {
		return
	}
	if end {
		x -= f.width(s) * size
	}
	name := "R"
	if f == p.fonts.bold {
		name = "B"
	}
	fmt.Fprintf(p.pages[len(p.pages)-1], "BT /%s %d Tf %s %s Td <%s> Tj ET\n", name, size, points(x), points(y), f.hex(s))
}

// column writes one line of text that ends at x, smaller if it is wider than its column.
func (p *page) column(f *face, size, x, width, y int, s string) {
	for size > 1 && f.width(s)*size > width {
		size--
	}
	p.show(f, size, x, y, s, true)
}

// rule draws a thin line across.
func (p *page) rule(y int) {
	fmt.Fprintf(p.pages[len(p.pages)-1], "0.5 w %s %s m %s %s l S\n", points(left), points(y), points(right), points(y))
}

func points(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%03d", sign, n/point, n%point)
}

// paragraph writes a text in lines of a width, and goes down.
func (p *page) paragraph(f *face, size, x, width int, s string) {
	if s == "" {
		return
	}
	for _, line := range f.wrap(s, width/size) {
		p.room(size * point)
		p.y -= size * point
		p.show(f, size, x, p.y, line, false)
		p.y -= size * point / 3
	}
}

// draw draws everything: head, parties, lines, VAT, totals, how to pay, notes; then each page's
// foot, once it is known how many there are.
func (p *page) draw() {
	p.begin()
	p.head()
	p.parties()
	p.table()
	if p.doc.Kind != einvoice.Plain {
		p.taxes()
	}
	p.totals()
	p.payment()
	p.notes()
	for i, content := range p.pages {
		p.foot(content, i)
	}
}

func (p *page) head() {
	d, w := &p.doc.Data, p.words
	p.y -= 22 * point
	p.show(p.fonts.bold, 20, left, p.y, w.title, false)
	if used := p.fonts.bold.width(w.title)*20 + 20*point; p.fonts.bold.width(d.Number)*12 <= right-left-used {
		p.show(p.fonts.bold, 12, right, p.y, d.Number, true)
	} else {
		p.y -= 12 * point
		p.paragraph(p.fonts.bold, 12, left, right-left, d.Number)
	}
	p.y -= 22 * point
	facts := []string{w.issued + " " + w.date(d.Issued), w.period + " " + w.date(p.doc.Period.From) + " – " + w.date(p.doc.Period.Last)}
	if !d.Due.IsZero() {
		facts = append(facts, w.due+" "+w.date(d.Due))
	}
	r := &d.References
	for _, x := range [...][2]string{{w.contract, r.Contract}, {w.order, r.Order}, {w.sales, r.Sales}, {w.buyerRef, r.Buyer}, {w.project, r.Project}, {w.account, r.Accounting}} {
		if x[1] != "" {
			facts = append(facts, x[0]+" "+x[1])
		}
	}
	for _, x := range d.Preceding {
		s := w.corrects + " " + x.Number
		if !x.Issued.IsZero() {
			s += ", " + w.date(x.Issued)
		}
		facts = append(facts, s)
	}
	if x := d.Delivery; x != nil {
		s := w.delivered
		if !x.On.IsZero() {
			s += " " + w.date(x.On)
		}
		facts = append(facts, s+" "+x.Country)
	}
	p.paragraph(p.fonts.regular, 9, left, right-left, strings.Join(facts, "\n"))
	p.y -= 14 * point
}

// parties stand side by side, row by row.
func (p *page) parties() {
	const half = (right-left)/2 + 10*point
	seller, buyer := p.party(p.words.seller, &p.doc.Data.Seller), p.party(p.words.buyer, &p.doc.Data.Buyer)
	for i := range max(len(seller), len(buyer)) {
		height := 0
		for _, rows := range [...][]row{seller, buyer} {
			if i < len(rows) {
				height = max(height, rows[i].size*point)
			}
		}
		p.room(height)
		p.y -= height
		for n, rows := range [...][]row{seller, buyer} {
			if i < len(rows) {
				p.show(rows[i].face, rows[i].size, left+n*half, p.y, rows[i].text, false)
			}
		}
		p.y -= height / 3
	}
	p.y -= 12 * point
}

// row is one line of a party.
type row struct {
	face *face
	size int
	text string
}

func (p *page) party(title string, who *einvoice.Party) (rows []row) {
	const width = (right-left)/2 - 10*point
	add := func(f *face, size int, s string) {
		if s != "" {
			for _, line := range f.wrap(s, width/size) {
				rows = append(rows, row{f, size, line})
			}
		}
	}
	w := p.words
	add(p.fonts.bold, 8, title)
	add(p.fonts.bold, 10, who.Name)
	a := &who.Address
	facts := []string{who.Trading, a.Street, a.More, strings.TrimSpace(a.Code + " " + a.City), a.Country}
	if id := who.Legal; id != nil {
		name := w.legal
		if id.Scheme == "0002" {
			name = "SIREN"
		}
		facts = append(facts, name+" "+id.ID)
	}
	for _, f := range [...][2]string{{"SIRET", who.SIRET}, {w.tax, who.Tax}} {
		if f[1] != "" {
			facts = append(facts, f[0]+" "+f[1])
		}
	}
	if who.VAT != "" {
		facts = append(facts, w.vatNumber+" "+who.VAT)
	}
	if e := who.Electronic; e != nil {
		facts = append(facts, w.electronic+" "+e.Scheme+":"+e.ID)
	}
	if c := who.Contact; c != nil {
		facts = append(facts, c.Name, c.Phone, c.Mail)
	}
	for _, f := range facts {
		add(p.fonts.regular, 9, f)
	}
	return rows
}

const (
	footLines = 4
	footWidth = right - left - 110*point
)

// foot says on each page whose it is, which document, and which page of how many.
func (p *page) foot(content *bytes.Buffer, i int) {
	all := p.pages
	p.pages = all[:i+1]
	p.rule(bottom - 14*point)
	y := bottom - 26*point
	lines, _ := p.whose()
	for n, line := range lines {
		p.show(p.fonts.regular, 7, left, y-n*9*point, line, false)
	}
	p.column(p.fonts.regular, 7, right, right-left-footWidth-10*point, y, p.doc.Data.Number)
	p.show(p.fonts.regular, 7, right, y-9*point, fmt.Sprintf("%d / %d", i+1, len(all)), true)
	p.pages = all
}

// whose is the seller in the lines of a foot, whole if there is room for the legal form too.
func (p *page) whose() (lines []string, whole bool) {
	s := &p.doc.Data.Seller
	lines = p.fonts.regular.wrap(strings.TrimSpace(s.Name+"  "+s.Form), footWidth/7)
	if len(lines) <= footLines {
		return lines, true
	}
	lines = p.fonts.regular.wrap(s.Name, footWidth/7)
	return lines[:min(len(lines), footLines)], false
}
