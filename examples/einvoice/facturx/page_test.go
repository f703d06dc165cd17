package facturx_test

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/examples/einvoice/facturx"
	"github.com/palier-go/palier/servicelevel"
)

// mark is a line of text where a reader of the PDF sees it, in points.
type mark struct {
	page              int
	left, right, base float64
	size              float64
	text              string
}

var (
	shown     = regexp.MustCompile(`BT /(\w) (\d+) Tf (-?[\d.]+) (-?[\d.]+) Td <([0-9A-F]*)> Tj ET`)
	kids      = regexp.MustCompile(`/Kids \[([^]]*)\]`)
	faceOf    = regexp.MustCompile(`/(R|B) (\d+) 0 R`)
	below     = regexp.MustCompile(`/DescendantFonts \[(\d+) 0 R\] /ToUnicode (\d+) 0 R`)
	contents  = regexp.MustCompile(`/Contents (\d+) 0 R`)
	widthOf   = regexp.MustCompile(`(\d+) \[(\d+)\]`)
	character = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})>`)
)

// marks reads what a PDF shows, by the widths and the characters that it says its glyphs have.
func marks(t require.TestingT, all map[int][]byte) (out []mark) {
	number := func(s string, base int) int {
		n, err := strconv.ParseInt(s, base, 32)
		require.NoError(t, err)
		return int(n)
	}
	widths, chars := map[string]map[int]int{}, map[string]map[int]rune{}
	var order []string
	for _, o := range all {
		if m := kids.FindSubmatch(o); m != nil {
			order = strings.Split(string(m[1]), " 0 R")
		}
		if !bytes.HasPrefix(o, []byte("<< /Font <<")) {
			continue
		}
		for _, m := range faceOf.FindAllStringSubmatch(string(o), -1) {
			to := below.FindSubmatch(all[number(m[2], 10)])
			require.NotNil(t, to)
			widths[m[1]], chars[m[1]] = map[int]int{}, map[int]rune{}
			for _, w := range widthOf.FindAllSubmatch(all[number(string(to[1]), 10)], -1) {
				widths[m[1]][number(string(w[1]), 10)] = number(string(w[2]), 10)
			}
			for _, c := range character.FindAllSubmatch(content(t, all[number(string(to[2]), 10)]), -1) {
				chars[m[1]][number(string(c[1]), 16)] = rune(number(string(c[2]), 16))
			}
		}
	}
	for page, kid := range order[:len(order)-1] {
		of := contents.FindSubmatch(all[number(strings.TrimSpace(kid), 10)])
		for _, m := range shown.FindAllSubmatch(content(t, all[number(string(of[1]), 10)]), -1) {
			x, _ := strconv.ParseFloat(string(m[3]), 64)
			y, _ := strconv.ParseFloat(string(m[4]), 64)
			one := mark{page: page, left: x, base: y, size: float64(number(string(m[2]), 10))}
			width := 0
			for hex := string(m[5]); hex != ""; hex = hex[4:] {
				g := number(hex[:4], 16)
				width += widths[string(m[1])][g]
				one.text += string(chars[string(m[1])][g])
			}
			one.right = x + float64(width)*one.size/1000
			out = append(out, one)
		}
	}
	return out
}

// wrong lists marks beyond the margins, and those on each other.
func wrong(all []mark) (out []string) {
	for i, a := range all {
		if a.left < 49.9 || a.right > 545.1 || a.base < 15 || a.base+a.size > 802 {
			out = append(out, fmt.Sprintf("beyond the margin: %+v", a))
		}
		for _, b := range slices.Backward(all[:i]) {
			if a.page != b.page {
				break // pages come in turn
			}
			apart := max(a.base-b.base, b.base-a.base)
			if apart < 0.7*min(a.size, b.size) && a.left < b.right-0.1 && b.left < a.right-0.1 {
				out = append(out, fmt.Sprintf("on each other: %+v %+v", a, b))
			}
		}
	}
	return out
}

// read is what pages say, without spaces and however lines and pages are broken: those of a column
// begin at one place, those of a foot are below.
func read(all []mark) string {
	var b strings.Builder
	for _, m := range slices.SortedStableFunc(slices.Values(all), func(a, b mark) int {
		if a.base < 60 != (b.base < 60) {
			return cmp.Compare(a.base, b.base)
		}
		return cmp.Compare(a.left, b.left)
	}) {
		b.WriteString(m.text)
	}
	return squeezed(b.String())
}

func squeezed(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\u00a0' }), "")
}

// TestLayout: whatever a document says is on its pages, within the margins, and nothing is on
// anything else.
func TestLayout(t *testing.T) {
	long := func(t *rapid.T, most int, label string) string {
		unit := rapid.SampledFrom([]string{"W", "i", "mot ", "é", "ab-cd "}).Draw(t, label+" of")
		return strings.TrimSpace(strings.Repeat(unit, rapid.SampledFrom([]int{1, 30 / len(unit), most / len(unit)}).Draw(t, label)))
	}
	rapid.Check(t, func(rt *rapid.T) {
		var want []string
		doc := document(t, func(_ *servicelevel.Statement, d *einvoice.Data) {
			d.Profile, d.Language = einvoice.EN16931, rapid.SampledFrom([]servicelevel.Language{servicelevel.French, servicelevel.English}).Draw(rt, "language")
			texts := map[string]struct {
				into *string
				most int
			}{
				"number": {&d.Number, 100}, "terms": {&d.Terms, 1000}, "seller": {&d.Seller.Name, 200}, "form": {&d.Seller.Form, 1000}, "trading": {&d.Seller.Trading, 200},
				"street": {&d.Seller.Address.Street, 200}, "more": {&d.Buyer.Address.More, 200}, "city": {&d.Buyer.Address.City, 200}, "buyer": {&d.Buyer.Name, 200},
				"phone": {&d.Seller.Contact.Phone, 200}, "mail": {&d.Seller.Contact.Mail, 200}, "contract": {&d.References.Contract, 100}, "note": {&d.Notes[4].Text, 1000},
				"reference": {&d.Payment.Reference, 140},
			}
			names := make([]string, 0, len(texts))
			for name := range texts {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				if rapid.Bool().Draw(rt, name+" is long") {
					*texts[name].into = long(rt, texts[name].most, name)
				}
				want = append(want, *texts[name].into)
			}
			for i := range rapid.SampledFrom([]int{0, 2, 100}).Draw(rt, "preceding") {
				d.Preceding = append(d.Preceding, einvoice.Reference{Number: fmt.Sprintf("F-%d", i), Issued: d.Issued})
				want = append(want, fmt.Sprintf("F-%d, ", i))
			}
		})
		line, tax := doc.Lines[0], doc.Taxes[0]
		for i := range rapid.SampledFrom([]int{0, 1, 60}).Draw(rt, "lines") {
			line.Name, line.Quantity, line.Unit = fmt.Sprintf("Nr. %d", i), rapid.SampledFrom([]string{"1", "-123456.789", "2678399.999999999"}).Draw(rt, "quantity"), "SEC"
			line.Price, line.Base = rapid.SampledFrom([]string{"0.01", "9999999999.99"}).Draw(rt, "price"), rapid.SampledFrom([]string{"1", "2678400"}).Draw(rt, "base")
			line.Amount = rapid.SampledFrom([]string{"0.01", "-9999999999.99"}).Draw(rt, "amount")
			line.Percent = rapid.SampledFrom([]string{"20", "99.9999"}).Draw(rt, "percent")
			doc.Lines = append(doc.Lines, line)
			want = append(want, line.Name)
		}
		for range rapid.SampledFrom([]int{0, 3, 90}).Draw(rt, "taxes") {
			tax.Net = rapid.SampledFrom([]string{"0.01", "9999999999.99"}).Draw(rt, "net")
			tax.Category = rapid.SampledFrom([]string{"S", "E"}).Draw(rt, "category")
			if tax.Reason = ""; tax.Category == "E" {
				tax.Reason = long(rt, 200, "reason")
				want = append(want, tax.Reason)
			}
			doc.Taxes = append(doc.Taxes, tax)
		}
		if rapid.Bool().Draw(rt, "large") {
			doc.Net, doc.Tax, doc.Gross, doc.Prepaid, doc.Due = "9999999999.99", "1234567890.12", "9999999999.99", "0.01", "9999999999.98"
			if rapid.Bool().Draw(rt, "paid") {
				doc.Prepaid, doc.Due = doc.Due, doc.Prepaid
			}
		}
		pdf, err := facturx.Plain(doc)
		require.NoError(rt, err)
		objs, _ := objects(rt, pdf)
		all := marks(rt, objs)
		require.Empty(rt, wrong(all))
		said := read(all)
		for _, s := range want {
			require.Contains(rt, said, squeezed(s))
		}
	})
}

// TestWrongCanBeFound: the margins and the room between texts are looked at.
func TestWrongCanBeFound(t *testing.T) {
	doc := document(t, unchanged)
	pdf, err := facturx.Plain(doc)
	require.NoError(t, err)
	objs, _ := objects(t, pdf)
	all := marks(t, objs)
	require.Empty(t, wrong(all))
	assert.Contains(t, read(all), squeezed("SIREN 987654324"))
	for _, change := range []func(m *mark){
		func(m *mark) { m.right = 546 },
		func(m *mark) { m.left = 49 },
		func(m *mark) { m.base = 14 },
		func(m *mark) { *m = all[0]; m.base += 3 },
	} {
		bad := slices.Clone(all)
		change(&bad[3])
		assert.NotEmpty(t, wrong(bad))
	}
}
