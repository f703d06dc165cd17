package servicelevel_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// modelJoint is what consolidated invoices and their credit notes have to come to, by
// fractions and by hand: amounts of euros, by month and VAT.
type modelJoint struct {
	currency modelCurrency
	members  map[string]bool     // "A 2026-01"
	invoiced map[string]*big.Rat // "2026-01 S 0.2": what the invoice comes to
	sold     map[string]*big.Rat // of that what can be given back
	vat      map[string]string   // of the invoice
	back     map[string]*big.Rat // what was given back, and its VAT
	backVAT  map[string]*big.Rat
}

func newModelJoint(c modelCurrency) *modelJoint {
	return &modelJoint{c, map[string]bool{}, map[string]*big.Rat{}, map[string]*big.Rat{}, map[string]string{}, map[string]*big.Rat{}, map[string]*big.Rat{}}
}

// sum returns the sum that is kept by a name.
func sum(of map[string]*big.Rat, name string) *big.Rat {
	if of[name] == nil {
		of[name] = new(big.Rat)
	}
	return of[name]
}

// vatOf is the VAT of an amount, to the smallest unit: FloatString rounds halves away from zero.
func (m *modelJoint) vatOf(net, rate *big.Rat) *big.Rat {
	units, ok := new(big.Rat).SetString(m.text(new(big.Rat).Mul(net, rate)))
	if !ok {
		panic("no number")
	}
	return units
}

// text writes an amount with the decimals of the currency.
func (m *modelJoint) text(amount *big.Rat) string {
	return amount.FloatString(int(m.currency.decimals()))
}

// line words a line of a contract.
func (m *modelJoint) line(t *rapid.T, contract string, l invoice.Line) string {
	l.Contract = contract
	return encode(t, struct{ L invoice.Line }{l})
}

// document words a document of lines of several contracts, in the way in which wordsOf words
// one that was made: with what was given back before of an invoice that has credit notes.
func (m *modelJoint) document(t *rapid.T, contracts []string, lines []invoice.Line, of string) string {
	var vats []string
	nets, rates := map[string]*big.Rat{}, map[string]*big.Rat{}
	text, net, tax := "", new(big.Rat), new(big.Rat)
	for i, l := range lines {
		text += m.line(t, contracts[i], l) + "\n"
		vat := fmt.Sprint(l.Category, " ", l.Rate.Rat().RatString())
		if nets[vat] == nil {
			vats = append(vats, vat)
		}
		sum(nets, vat).Add(nets[vat], l.Amount.Rat())
		rates[vat] = l.Rate.Rat()
		net.Add(net, l.Amount.Rat())
	}
	for _, vat := range vats {
		due, before := m.vatOf(nets[vat], rates[vat]), new(big.Rat)
		if of != "" {
			back := sum(m.back, of+" "+vat)
			before.Set(back)
			back.Add(back, nets[vat])
			due.Sub(m.vatOf(back, rates[vat]), m.vatOf(before, rates[vat]))
			all := sum(m.backVAT, of+" "+vat)
			all.Add(all, due)
		}
		text += fmt.Sprintf("%s after %s on %s: %s\n", vat, m.text(before), m.text(nets[vat]), m.text(due))
		tax.Add(tax, due)
	}
	return text + fmt.Sprint(m.text(net), " ", m.text(tax), " ", m.text(new(big.Rat).Add(net, tax)))
}

// wordsOf words a document that was made.
func (m *modelJoint) wordsOf(t *rapid.T, d *invoice.Document) (text string) {
	for _, l := range d.Lines {
		text += m.line(t, l.Contract, l) + "\n"
	}
	for _, x := range d.Taxes {
		text += fmt.Sprintf("%s %s after %s on %s: %s\n", x.Category, x.Rate.Rat().RatString(), m.currency.of(x.Before), m.currency.of(x.Net), m.currency.of(x.Tax))
	}
	return text + fmt.Sprint(m.currency.of(d.Net), " ", m.currency.of(d.Tax), " ", m.currency.of(d.Gross))
}

// decided holds what was chosen to the lines: each VAT that a document has (D22), and that it is the
// one of a day if lines differ in it or give something back (D33). Each has a sentence.
func (m *modelJoint) decided(t *rapid.T, doc *joint.Consolidated, invoiced []invoice.Line, notes map[string][]invoice.Line) {
	want := map[string]bool{}
	document := func(lines []invoice.Line, note bool) {
		vats := map[string]bool{}
		for _, l := range lines {
			vats[fmt.Sprint(l.Category, l.Rate)] = true
			name := map[string]string{"Z": "zero_rated", "E": "exempt", "AE": "reverse_charge", "K": "intra_community", "G": "export", "O": "not_subject"}[l.Category]
			if name == "" {
				name = fmt.Sprint("rate ", l.Rate)
			}
			want["D22 "+name] = true
			if l.Kind == invoice.RefundLine || l.Kind == invoice.WithdrawalLine || note || len(vats) > 1 {
				want["D33 own_date"] = true
			}
		}
	}
	document(invoiced, false)
	for _, lines := range notes {
		document(lines, true)
	}
	worded := readAgain(t, *doc)
	worded.Explain()
	require.Len(t, doc.Assumptions, len(want))
	for i := range worded.Assumptions {
		a := &worded.Assumptions[i]
		require.True(t, want[saysChoice(a)], saysChoice(a))
		require.NotEmpty(t, a.Explained.FR+a.Explained.EN)
		require.Empty(t, doc.Assumptions[i].Explained)
	}
}

// check holds what statements were made into to the model.
func (m *modelJoint) check(t *rapid.T, doc *joint.Consolidated, list []servicelevel.Statement) {
	var contracts, own, owed []string // of the lines
	var invoiced, compensation []invoice.Line
	var months []string
	notes, notesOf := map[string][]invoice.Line{}, map[string][]string{}
	compensated, provisional := false, false
	var separate []string
	month := doc.Month.String()
	for i := range list {
		s := &list[i]
		contracts = append(contracts, s.Contract)
		m.members[s.Contract+" "+month] = true
		provisional = provisional || s.Provisional
		for _, l := range s.Invoice.Lines {
			invoiced, own = append(invoiced, l), append(own, s.Contract)
		}
		if s.Compensation != nil {
			compensated = true
			for _, l := range s.Compensation.Lines {
				compensation, owed = append(compensation, l), append(owed, s.Contract)
			}
		}
		for _, n := range s.CreditNotes {
			of := n.Invoice.String()
			kind := n.Document.Lines[0].Kind
			if kind == invoice.PenaltyLine || kind == invoice.LateLine || kind == invoice.ChargeLine || !m.members[s.Contract+" "+of] {
				separate = append(separate, s.Contract+encode(t, struct{ N invoice.CreditNote }{n}))
				continue
			}
			if notes[of] == nil {
				months = append(months, of)
			}
			for _, l := range n.Document.Lines {
				notes[of], notesOf[of] = append(notes[of], l), append(notesOf[of], s.Contract)
			}
		}
	}
	require.Equal(t, contracts, doc.Contracts)
	require.Equal(t, provisional, doc.Provisional)
	require.Equal(t, list[0].Customer+list[0].Provider+month, doc.Customer+doc.Provider+doc.Month.String())
	m.decided(t, doc, invoiced, notes)
	requireSame(t, m.document(t, own, invoiced, ""), m.wordsOf(t, &doc.Invoice))
	require.Equal(t, compensated, doc.Compensation != nil)
	if compensated {
		requireSame(t, m.document(t, owed, compensation, ""), m.wordsOf(t, doc.Compensation))
	}
	for _, l := range invoiced {
		vat := fmt.Sprint(month, " ", l.Category, " ", l.Rate.Rat().RatString())
		all := sum(m.invoiced, vat)
		all.Add(all, l.Amount.Rat())
		m.vat[vat] = m.text(m.vatOf(all, l.Rate.Rat()))
		if l.Amount.IsPositive() && (l.Ref != "" || l.Kind == invoice.FeeLine) {
			sold := sum(m.sold, vat)
			sold.Add(sold, l.Amount.Rat())
		}
	}
	require.Len(t, doc.CreditNotes, len(months))
	for i, of := range months {
		require.Equal(t, of, doc.CreditNotes[i].Invoice.String())
		requireSame(t, m.document(t, notesOf[of], notes[of], of), m.wordsOf(t, &doc.CreditNotes[i].Document))
	}
	var got []string
	for _, x := range doc.Separate {
		for _, n := range x.CreditNotes {
			got = append(got, x.Contract+encode(t, struct{ N invoice.CreditNote }{n}))
		}
	}
	require.Equal(t, separate, got)
	m.checkBack(t, doc)
}

// checkBack: nothing is given back that was not invoiced, all of it is taxed as one sum, and
// an invoice of which all was given back has no VAT left.
func (m *modelJoint) checkBack(t *rapid.T, doc *joint.Consolidated) {
	var kept []string
	for _, c := range doc.Credited {
		kept = append(kept, fmt.Sprint(c.Invoice, " ", c.Category, " ", c.Rate.Rat().RatString(), " ", m.currency.of(c.Net)))
	}
	var want []string
	for vat, back := range m.back {
		want = append(want, vat+" "+m.text(back))
		require.LessOrEqual(t, back.Cmp(sum(m.sold, vat)), 0, "%s: %s of %s", vat, m.text(back), m.text(sum(m.sold, vat)))
		if back.Cmp(sum(m.invoiced, vat)) == 0 {
			require.Equal(t, m.vat[vat], m.text(m.backVAT[vat]), vat)
		}
	}
	slices.Sort(kept)
	slices.Sort(want)
	require.Equal(t, want, kept)
	var joint, members []string
	for _, r := range doc.Joint {
		for mo := r.First; mo.Compare(r.Last) <= 0; mo = mo.AddMonths(1) {
			joint = append(joint, r.Contract+" "+mo.String())
		}
	}
	for member := range m.members {
		members = append(members, member)
	}
	slices.Sort(joint)
	slices.Sort(members)
	require.Equal(t, members, joint)
}

// shop is a contract that buys, is charged and gives back, month by month.
type shop struct {
	ct       servicelevel.Contract
	currency modelCurrency
	book     *servicelevel.Book
	names    []string // of what can be given back or withdrawn
	n        int
}

func drawShop(t *rapid.T, currency modelCurrency, id string, monthDay int) *shop {
	ct := contract("nuxit", rapid.SampledFrom([]servicelevel.Level{servicelevel.Standard, servicelevel.Standard, servicelevel.Business}).Draw(t, "level"), "2026-01-01")
	ct.ID, ct.Rent, ct.Edition = id, currency.amount(149_00), rapid.SampledFrom([]string{"nuxit", "years"}).Draw(t, "edition")
	ct.Options.MonthDay, ct.Start.Day = monthDay, max(1, monthDay)
	ct.Options.PriceReduction = oneIn(t, 2, "price reduction")
	ct.Options.FeesInAdvance = oneIn(t, 3, "fees in advance")
	ct.Options.Zone = rapid.SampledFrom([]string{"", "", "Indian/Reunion"}).Draw(t, "zone")
	switch rapid.IntRange(0, 5).Draw(t, "vat") {
	case 0:
		ct.VAT.Category = drawCategory(t)
	case 1:
		ct.VAT.Rate = drawRate(t)
	case 2:
		ct.VAT.Changes = []servicelevel.VATChange{{On: day("2026-01-20"), Rate: drawRate(t)}}
	}
	book, err := editionsIn(currency).Open(ct)
	require.NoError(t, err)
	return &shop{ct: ct, currency: currency, book: book}
}

// first is the first day of a month.
func (s *shop) first(mo calendar.Month) calendar.Date {
	return calendar.Date{Year: mo.Year, Month: mo.Month, Day: max(1, s.ct.Options.MonthDay)}
}

// drawPrice draws an amount whose VAT is likely to be rounded.
func drawPrice(t *rapid.T) int64 {
	return rapid.OneOf(rapid.Int64Range(1, 30), rapid.SampledFrom([]int64{4_82, 68_33, 57_50})).Draw(t, "price")
}

// happens draws what happens in a month: what the book refuses does not.
func (s *shop) happens(t *rapid.T, mo calendar.Month) {
	at := s.first(mo).AddDays(3).Interval(paris).Start
	for range rapid.IntRange(0, 4).Draw(t, "facts") {
		s.n++
		at = at.Add(time.Hour)
		f := servicelevel.Fact{At: at}
		of := ""
		if len(s.names) > 0 {
			of = rapid.SampledFrom(s.names).Draw(t, "of")
		}
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0, 1:
			f.Kind, f.Time, f.Price = servicelevel.Bought, 3*time.Hour, s.currency.amount(drawPrice(t))
		case 2:
			f.Kind, f.Price, f.Label = servicelevel.Charged, s.currency.amount(drawPrice(t)), servicelevel.Wording{FR: "Geste", EN: "Goodwill"}
			if oneIn(t, 4, "taken off") {
				f.Price = s.currency.amount(-drawPrice(t))
			}
			if oneIn(t, 2, "own VAT") {
				f.VAT = &servicelevel.ChargeVAT{Category: rapid.SampledFrom([]string{"", "E", "O"}).Draw(t, "category")}
			}
		case 3, 4:
			f.Kind, f.Of = servicelevel.Refunded, of
			f.Time = time.Duration(rapid.IntRange(0, 180).Draw(t, "minutes")) * time.Minute
		case 5:
			f.Kind, f.Of = servicelevel.Withdrawn, of
		case 6:
			f.Kind, f.End = servicelevel.Down, at.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "hours"))*time.Hour)
		}
		if f.ID = fmt.Sprint(f.Kind, s.n); s.book.Record(f) == nil {
			s.names = append(s.names, f.ID)
		}
	}
}

// close closes a month. Then the level may change, so that a fee in advance is given back.
func (s *shop) close(t *rapid.T, mo calendar.Month) servicelevel.Statement {
	closed, state, err := s.book.Close(mo)
	require.NoError(t, err)
	if oneIn(t, 4, "another level") {
		level := rapid.SampledFrom([]servicelevel.Level{servicelevel.Serenity, servicelevel.Pro}).Draw(t, "level")
		s.ct.Changes = append(s.ct.Changes, servicelevel.Change{On: s.first(mo.AddMonths(1)), Level: level})
		s.book, err = editionsIn(s.currency).Resume(s.ct, state)
		require.NoError(t, err)
	}
	return closed
}

// endsAll gives back all that can be: what is left of packs, and charges.
func (s *shop) endsAll(mo calendar.Month) {
	at := s.first(mo).AddDays(20).Interval(paris).Start
	for _, name := range s.names {
		kind := servicelevel.Refunded
		if strings.HasPrefix(name, servicelevel.Charged.String()) {
			kind = servicelevel.Withdrawn
		}
		_ = s.book.Record(servicelevel.Fact{ID: "end of " + name, Kind: kind, At: at, Of: name}) // refused if nothing can be
	}
}

// TestConsolidatedAgainstModel: months of several contracts, one after the other, some of
// which stay away in some.
func TestConsolidatedAgainstModel(t *testing.T) {
	t.Parallel()
	full := 0
	rapid.Check(t, func(t *rapid.T) {
		var shops []*shop
		currency := drawCurrency(t)
		monthDay := rapid.SampledFrom([]int{0, 0, 15, 28}).Draw(t, "month day")
		for i := range rapid.IntRange(1, 4).Draw(t, "contracts") {
			shops = append(shops, drawShop(t, currency, fmt.Sprint("S", i), monthDay))
		}
		var doc *joint.Consolidated
		m := newModelJoint(currency)
		months := rapid.IntRange(1, 6).Draw(t, "months")
		for i := range months + 2 {
			mo := month("2026-01").AddMonths(i)
			var list []servicelevel.Statement
			for j, s := range shops {
				if i < months {
					s.happens(t, mo)
				} else if i == months+j%2 {
					s.endsAll(mo)
				}
				if i == months+1 && j == 0 && oneIn(t, 2, "goes on") {
					now, err := s.book.Preview(s.first(mo).AddDays(25).Interval(paris).Start)
					require.NoError(t, err)
					list = append(list, now)
					continue
				}
				closed := s.close(t, mo)
				if i >= months || !oneIn(t, 5, "away") {
					list = append(list, closed)
				}
			}
			if len(list) == 0 {
				continue
			}
			list = shuffle(t, list, "order")
			doc = consolidate(t, doc, list...)
			m.check(t, doc, list)
			requireJoint(t, doc)
		}
		for vat, back := range m.back {
			if back.Cmp(m.invoiced[vat]) == 0 {
				full++
			}
		}
	})
	t.Log(full, "invoices were given back in full")
	require.Positive(t, full)
}
