package einvoice_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rule is a fatal rule that a document of a statement can meet, in words of our own, told of
// what a receiver reads. french ones hold for French documents alone.
type rule struct {
	id     string
	french bool
	holds  func(d *seen) bool
	breaks func(d *seen) // breaks it in a document that keeps it
}

func num(s string) decimal.Decimal {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return decimal.NewFromInt(-999_999_999)
	}
	return d
}

func near(a, b, by string) bool { return num(a).Sub(num(b)).Abs().LessThan(num(by)) }

// lines and taxes of a category.
func (d *seen) has(category string) bool {
	return slices.ContainsFunc(d.lines, func(l seenLine) bool { return l.category == category }) ||
		slices.ContainsFunc(d.taxes, func(x seenTax) bool { return x.category == category })
}

func (d *seen) every(f func(x *seenTax) bool) bool {
	for i := range d.taxes {
		if !f(&d.taxes[i]) {
			return false
		}
	}
	return true
}

func (d *seen) everyLine(f func(l *seenLine) bool) bool {
	for i := range d.lines {
		if !f(&d.lines[i]) {
			return false
		}
	}
	return true
}

func (d *seen) sumOf(f func(l *seenLine) bool) (sum decimal.Decimal) {
	for i := range d.lines {
		if f(&d.lines[i]) {
			sum = sum.Add(num(d.lines[i].amount))
		}
	}
	return sum
}

var (
	codePattern = regexp.MustCompile(`^[A-Z0-9]{2}$`)
	datePattern = regexp.MustCompile(`^20\d{6}$`)
	idPattern   = regexp.MustCompile(`^[A-Za-z0-9+_/-]{1,35}$`)
	siren       = regexp.MustCompile(`^\d{9}$`)
	centPattern = regexp.MustCompile(`^-?\d+\.\d\d$`)
)

func given(get func(d *seen) *string) (func(d *seen) bool, func(d *seen)) {
	return func(d *seen) bool { return *get(d) != "" }, func(d *seen) { *get(d) = "" }
}

func need(id string, get func(d *seen) *string) rule {
	holds, breaks := given(get)
	return rule{id: id, holds: holds, breaks: breaks}
}

// exempt makes the rules of a category without tax: why, no tax, and the sum of its lines.
func exempt(category, name string) []rule {
	of := func(d *seen, f func(x *seenTax) bool) bool {
		return d.every(func(x *seenTax) bool { return x.category != category || f(x) })
	}
	first := func(d *seen) *seenTax { d.become(category); return &d.taxes[0] }
	return []rule{
		{"BR-" + name + "-01", false, func(d *seen) bool {
			n := 0
			for _, x := range d.taxes {
				if x.category == category {
					n++
				}
			}
			return d.has(category) == (n == 1)
		}, func(d *seen) { first(d); d.taxes = append(d.taxes, d.taxes[0]) }},
		{"BR-" + name + "-08", false, func(d *seen) bool {
			return of(d, func(x *seenTax) bool {
				return d.sumOf(func(l *seenLine) bool { return l.category == category }).Equal(num(x.net))
			})
		}, func(d *seen) { first(d).net = "0.01" }},
		{"BR-" + name + "-09", false, func(d *seen) bool { return of(d, func(x *seenTax) bool { return num(x.tax).IsZero() }) }, func(d *seen) { first(d).tax = "0.01" }},
		{"BR-" + name + "-10", false, func(d *seen) bool {
			return of(d, func(x *seenTax) bool { return (x.reason != "" || x.code != "") == (category != "Z") })
		}, func(d *seen) {
			if x := first(d); category == "Z" {
				x.reason = "why"
			} else {
				x.reason, x.code = "", ""
			}
		}},
		{"BR-" + name + "-05", false, func(d *seen) bool {
			return d.everyLine(func(l *seenLine) bool {
				return l.category != category || (category == "O" && l.percent == "" || category != "O" && num(l.percent).IsZero())
			})
		}, func(d *seen) { first(d); d.lines[0].percent = "5" }},
	}
}

// become makes a document one of a single category without tax.
func (d *seen) become(category string) {
	for i := range d.lines {
		d.lines[i].category, d.lines[i].percent = category, "0"
		if category == "O" {
			d.lines[i].percent = ""
		}
	}
	d.taxes = []seenTax{{category, "0", d.sum, "0.00", "why", ""}}
	if category == "Z" {
		d.taxes[0].reason = ""
	}
	if category == "O" {
		d.taxes[0].percent, d.seller.vat, d.buyer.vat = "", "", ""
	}
	if category == "K" {
		d.deliveredTo, d.delivered = "DE", "20260531"
	}
	d.tax, d.gross, d.payable = "0.00", d.sum, d.sum
}

func rules() []rule {
	all := []rule{
		need("BR-01", func(d *seen) *string { return &d.profile }),
		need("BR-02", func(d *seen) *string { return &d.number }),
		{"BR-03", false, func(d *seen) bool { return datePattern.MatchString(d.issued) }, func(d *seen) { d.issued = "1" }},
		{"BR-04", false, func(d *seen) bool { return d.kind == "380" || d.kind == "381" }, func(d *seen) { d.kind = "" }},
		{"BR-05", false, func(d *seen) bool { return d.currency == "EUR" }, func(d *seen) { d.currency = "" }},
		need("BR-06", func(d *seen) *string { return &d.seller.name }),
		need("BR-07", func(d *seen) *string { return &d.buyer.name }),
		{"BR-09", false, func(d *seen) bool { return codePattern.MatchString(d.seller.country) }, func(d *seen) { d.seller.country = "France" }},
		{"BR-11", false, func(d *seen) bool { return codePattern.MatchString(d.buyer.country) }, func(d *seen) { d.buyer.country = "" }},
		{"BR-16", false, func(d *seen) bool { return len(d.lines) > 0 }, func(d *seen) { d.lines = nil }},
		{"BR-21", false, func(d *seen) bool {
			ids := map[string]bool{}
			return d.everyLine(func(l *seenLine) bool { ok := l.id != "" && !ids[l.id]; ids[l.id] = true; return ok })
		}, func(d *seen) { d.lines[0].id = "" }},
		{"BR-22", false, func(d *seen) bool {
			return d.everyLine(func(l *seenLine) bool { return l.quantity != "" && l.unit != "" })
		}, func(d *seen) { d.lines[0].unit = "" }},
		{"BR-25", false, func(d *seen) bool { return d.everyLine(func(l *seenLine) bool { return l.name != "" }) }, func(d *seen) { d.lines[0].name = "" }},
		{"BR-27", false, func(d *seen) bool { return d.everyLine(func(l *seenLine) bool { return !num(l.price).IsNegative() }) }, func(d *seen) { d.lines[0].price = "-1.00" }},
		{"BR-29", false, func(d *seen) bool { return d.from <= d.last }, func(d *seen) { d.from = "20991231" }},
		{"BR-55", false, func(d *seen) bool {
			return !slices.ContainsFunc(d.preceding, func(x [2]string) bool { return x[0] == "" })
		}, func(d *seen) { d.preceding = [][2]string{{"", "20260101"}} }},
		{"BR-61", false, func(d *seen) bool { return d.means != "58" && d.means != "30" || d.iban != "" }, func(d *seen) { d.means, d.iban = "58", "" }},
		{"BR-62", false, func(d *seen) bool { return (d.seller.mail == "") == (d.seller.mailScheme == "") }, func(d *seen) { d.seller.mail, d.seller.mailScheme = "x", "" }},
		{"BR-63", false, func(d *seen) bool { return (d.buyer.mail == "") == (d.buyer.mailScheme == "") }, func(d *seen) { d.buyer.mail, d.buyer.mailScheme = "x", "" }},
		{"BR-CO-03", false, func(d *seen) bool { return slices.Contains([]string{"", "3", "35", "432"}, d.vatDue) }, func(d *seen) { d.vatDue = "1" }},
		{"BR-CO-04", false, func(d *seen) bool { return d.everyLine(func(l *seenLine) bool { return l.category != "" }) }, func(d *seen) { d.lines[0].category = "" }},
		{"BR-CO-09", false, func(d *seen) bool {
			ok := func(s string) bool { return s == "" || len(s) > 2 && strings.ToUpper(s[:2]) == s[:2] && s[0] >= 'A' }
			return ok(d.seller.vat) && ok(d.buyer.vat)
		}, func(d *seen) { d.buyer.vat = "12345" }},
		{"BR-CO-10", false, func(d *seen) bool { return d.sumOf(func(*seenLine) bool { return true }).Equal(num(d.sum)) }, func(d *seen) { d.sum = "0.01" }},
		{"BR-CO-13", false, func(d *seen) bool { return num(d.net).Equal(num(d.sum)) }, func(d *seen) { d.net = "0.01" }},
		{"BR-CO-14", false, func(d *seen) bool {
			var sum decimal.Decimal
			for _, x := range d.taxes {
				sum = sum.Add(num(x.tax))
			}
			return sum.Equal(num(d.tax))
		}, func(d *seen) { d.tax = "0.01" }},
		{"BR-CO-15", false, func(d *seen) bool { return num(d.net).Add(num(d.tax)).Equal(num(d.gross)) }, func(d *seen) { d.gross = "0.01" }},
		{"BR-CO-16", false, func(d *seen) bool {
			paid := decimal.Zero
			if d.prepaid != "" {
				paid = num(d.prepaid)
			}
			return num(d.gross).Sub(paid).Equal(num(d.payable))
		}, func(d *seen) { d.prepaid = "1.00" }},
		{"BR-CO-17", false, func(d *seen) bool {
			// A credit note's tax is that of all that was given back so far, less what was before.
			by := "0.005001"
			if d.kind == "381" {
				by = "0.02"
			}
			return d.every(func(x *seenTax) bool { return near(num(x.net).Mul(num("0"+x.percent)).Shift(-2).String(), x.tax, by) })
		}, func(d *seen) { d.taxes[0].tax = "9999.99" }},
		{"BR-CO-18", false, func(d *seen) bool { return len(d.taxes) > 0 }, func(d *seen) { d.taxes = nil }},
		{"BR-CO-19", false, func(d *seen) bool { return d.from != "" || d.last != "" }, func(d *seen) { d.from, d.last = "", "" }},
		{"BR-CO-25", false, func(d *seen) bool {
			return d.kind == "381" || !num(d.payable).IsPositive() || d.due != "" || d.terms != ""
		}, func(d *seen) { d.kind, d.due, d.terms = "380", "", "" }},
		{"BR-CO-26", false, func(d *seen) bool { return d.seller.siret+d.seller.legal+d.seller.vat != "" }, func(d *seen) { d.seller.siret, d.seller.legal, d.seller.vat = "", "", "" }},
		{"BR-DEC-23", false, func(d *seen) bool {
			return centPattern.MatchString(d.gross) && d.everyLine(func(l *seenLine) bool { return centPattern.MatchString(l.amount) })
		}, func(d *seen) { d.lines[0].amount = "2E1" }},
		{"BR-S-01", false, func(d *seen) bool {
			return d.everyLine(func(l *seenLine) bool {
				n := 0
				for _, x := range d.taxes {
					if x.category == l.category && x.percent == l.percent {
						n++
					}
				}
				return n == 1
			})
		}, func(d *seen) { d.lines[0].percent = "7" }},
		{"BR-S-02", false, func(d *seen) bool { return !d.has("S") || d.seller.vat+d.seller.taxNumber != "" }, func(d *seen) { d.seller.vat, d.seller.taxNumber = "", "" }},
		{"BR-S-05", false, func(d *seen) bool {
			return d.everyLine(func(l *seenLine) bool { return l.category != "S" || num(l.percent).IsPositive() })
		}, func(d *seen) { d.lines[0].percent = "0" }},
		{"BR-S-08", false, func(d *seen) bool {
			return d.every(func(x *seenTax) bool {
				return d.sumOf(func(l *seenLine) bool { return l.category == x.category && l.percent == x.percent }).Equal(num(x.net))
			})
		}, func(d *seen) { d.taxes[0].net = "0.01" }},
		{"BR-S-10", false, func(d *seen) bool {
			return d.every(func(x *seenTax) bool { return x.category != "S" || x.reason+x.code == "" })
		}, func(d *seen) { d.taxes[0].reason = "why" }},
		{"BR-AE-02", false, func(d *seen) bool {
			return !d.has("AE") || d.seller.vat+d.seller.taxNumber != "" && d.buyer.vat+d.buyer.legal != ""
		}, func(d *seen) { d.become("AE"); d.buyer.vat, d.buyer.legal = "", "" }},
		{"BR-G-02", false, func(d *seen) bool { return !d.has("G") || d.seller.vat != "" }, func(d *seen) { d.become("G"); d.seller.vat = "" }},
		{"BR-IC-02", false, func(d *seen) bool { return !d.has("K") || d.seller.vat != "" && d.buyer.vat != "" }, func(d *seen) { d.become("K"); d.buyer.vat = "" }},
		{"BR-IC-11", false, func(d *seen) bool { return !d.has("K") || d.delivered+d.from+d.last != "" }, func(d *seen) { d.become("K"); d.delivered, d.from, d.last = "", "", "" }},
		{"BR-IC-12", false, func(d *seen) bool { return !d.has("K") || d.deliveredTo != "" }, func(d *seen) { d.become("K"); d.deliveredTo = "" }},
		{"BR-O-02", false, func(d *seen) bool { return !d.has("O") || d.seller.vat+d.buyer.vat == "" }, func(d *seen) { d.become("O"); d.seller.vat = "FR1" }},
		{"BR-O-11", false, func(d *seen) bool { return !d.has("O") || len(d.taxes) == 1 }, func(d *seen) { d.become("O"); d.taxes = append(d.taxes, seenTax{category: "S"}) }},
	}
	for _, x := range [...][2]string{{"Z", "Z"}, {"E", "E"}, {"AE", "AE"}, {"G", "G"}, {"K", "IC"}, {"O", "O"}} {
		all = append(all, exempt(x[0], x[1])...)
	}
	return append(all, frenchRules()...)
}

func (d *seen) noted(subject string) (texts []string) {
	for _, n := range d.notes {
		if n[0] == subject {
			texts = append(texts, n[1])
		}
	}
	return texts
}

func frenchRules() []rule {
	domestic := func(d *seen) bool { return slices.Contains(d.noted("BAR"), "B2B") }
	return []rule{
		{"BR-FR-01", true, func(d *seen) bool { return len(d.number) <= 35 }, func(d *seen) { d.number = strings.Repeat("1", 36) }},
		{"BR-FR-02", true, func(d *seen) bool { return idPattern.MatchString(d.number) }, func(d *seen) { d.number = "F 42" }},
		{"BR-FR-03", true, func(d *seen) bool { return d.due == "" || datePattern.MatchString(d.due) }, func(d *seen) { d.due = "19991231" }},
		{"BR-FR-05", true, func(d *seen) bool { return d.noted("PMD") != nil && d.noted("PMT") != nil && d.noted("AAB") != nil }, func(d *seen) { d.notes = d.notes[:1] }},
		{"BR-FR-06", true, func(d *seen) bool {
			return len(d.noted("PMD")) <= 1 && len(d.noted("PMT")) <= 1 && len(d.noted("AAB")) <= 1
		}, func(d *seen) { d.notes = append(d.notes, d.notes...) }},
		{"BR-FR-08", true, func(d *seen) bool { return d.process == "S1" || d.process == "S2" }, func(d *seen) { d.process = "" }},
		{"BR-FR-09", true, func(d *seen) bool {
			return d.seller.siret == "" || len(d.seller.siret) == 14 && strings.HasPrefix(d.seller.siret, d.seller.legal)
		}, func(d *seen) { d.seller.siret = "1" }},
		{"BR-FR-10", true, func(d *seen) bool { return siren.MatchString(d.seller.legal) }, func(d *seen) { d.seller.legal = "" }},
		{"BR-FR-11", true, func(d *seen) bool { return !domestic(d) || siren.MatchString(d.buyer.legal) }, func(d *seen) { d.buyer.legal = "HRB 1" }},
		{"BR-FR-12", true, func(d *seen) bool { return d.buyer.mail != "" }, func(d *seen) { d.buyer.mail = "" }},
		{"BR-FR-13", true, func(d *seen) bool { return d.seller.mail != "" }, func(d *seen) { d.seller.mail = "" }},
		{"BR-FR-16", true, func(d *seen) bool {
			return d.every(func(x *seenTax) bool {
				return slices.Contains([]string{"0", "0.9", "1.05", "1.75", "2.1", "5.5", "7", "8.5", "9.2", "9.6", "10", "13", "19.6", "20", "20.6"}, x.percent)
			})
		}, func(d *seen) { d.taxes[0].percent = "22" }},
		{"BR-FR-21", true, func(d *seen) bool {
			return !domestic(d) || d.buyer.mailScheme == "0225" && strings.HasPrefix(d.buyer.mail, d.buyer.legal)
		}, func(d *seen) { d.buyer.mailScheme = "EM" }},
		{"BR-FR-32", true, func(d *seen) bool {
			ok := func(p *seenParty) bool { return p.scheme != "0002" || siren.MatchString(p.legal) }
			return ok(&d.seller) && ok(&d.buyer)
		}, func(d *seen) { d.buyer.scheme, d.buyer.legal = "0002", "HRB 1" }},
		{"BR-FR-DEC-02", true, func(d *seen) bool {
			return d.everyLine(func(l *seenLine) bool { _, part, _ := strings.Cut(l.quantity, "."); return len(part) <= 4 })
		}, func(d *seen) { d.lines[0].quantity = "0.00001" }},
		{"BR-FR-CO-05", true, func(d *seen) bool {
			return d.kind != "381" || len(d.preceding) > 0 && !slices.ContainsFunc(d.preceding, func(x [2]string) bool { return x[0] == "" || x[1] == "" })
		}, func(d *seen) { d.kind, d.preceding = "381", nil }},
		{"BR-FR-CO-07", true, func(d *seen) bool { return d.due == "" || d.process == "S2" || d.due >= d.issued }, func(d *seen) { d.due = "20000101" }},
		{"BR-FR-CO-09", true, func(d *seen) bool {
			return d.process != "S2" || d.prepaid == d.gross && d.payable == "0.00" && d.due != ""
		}, func(d *seen) { d.process, d.prepaid = "S2", "0.01" }},
	}
}

// broken lists the rules that a document breaks.
func broken(d *seen, french bool) (ids []string) {
	for _, r := range rules() {
		if (french || !r.french) && !r.holds(d) {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// TestRulesCanFail breaks each rule in a document that keeps all.
func TestRulesCanFail(t *testing.T) {
	for _, r := range rules() {
		doc := sampleSeen(t)
		require.Empty(t, broken(doc, true))
		r.breaks(doc)
		assert.Contains(t, broken(doc, true), r.id, fmt.Sprintf("%+v", doc))
	}
}
