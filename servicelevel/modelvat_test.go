package servicelevel_test

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// vat is how what is of a day is taxed, by the wording of D22 and D33: one goes over the
// dated treatments of the contract and the dated rates of the edition of the day (D34), and
// takes the last that has begun.
func (m *model) vat(day calendar.Date) (category, rate string) {
	category, own := m.ct.VAT.Category, m.ct.VAT.Rate
	for _, ch := range m.ct.VAT.Changes {
		if !before(day, ch.On) {
			category, own = ch.Category, ch.Rate
		}
	}
	if category != "" && category != "S" {
		return category, "0"
	}
	if own != nil {
		return "S", own.String()
	}
	_, edition := m.holds(day)
	rate = modelEditions[edition].vat
	if edition != m.ct.Edition {
		return "S", rate
	}
	for _, r := range m.rates {
		if !before(day, r.On) {
			rate = r.Rate.String()
		}
	}
	return "S", rate
}

// taxes fills in how a line is taxed, and why it is not.
func (m *model) taxes(l *modelLine) {
	l.category, l.rate = m.vat(l.taxed)
	l.free = m.why(l.taxed)
}

// why is why the contract says that what is of a day bears no VAT.
func (m *model) why(day calendar.Date) string {
	x := m.ct.VAT.Exemption
	for _, ch := range m.ct.VAT.Changes {
		if !before(day, ch.On) {
			x = ch.Exemption
		}
	}
	return x.Reason + x.Code
}

// chargeLine is a charge that became known in the month, or in the contract's first one
// what became known before it: of its own VAT if it has any, or of the one of its day.
func (m *story) chargeLine(mo calendar.Month, f *servicelevel.Fact, lines *[]modelLine) {
	first := m.monthOn(m.ct.Start)
	w := m.wrong(f.ID)
	if m.refused[f.ID] != nil || m.billed(f) != mo || w != nil && m.billed(w) == mo {
		return
	}
	price := m.currency.units(*f.Price)
	line := modelLine{
		kind: "charge", quantity: "1", unit: "C62", price: price, cents: price, level: m.levelAt(f.At), date: m.dateOf(f.At).String(),
		taxed: m.dateOf(f.At), ref: f.ID, label: f.Label.FR + f.Label.EN,
	}
	if price < 0 {
		line.quantity, line.price = "-1", -price
	}
	if at := m.monthOf(f.At); at != mo && at.Compare(first) >= 0 {
		line.corrects = at.String()
	}
	if v := f.VAT; v != nil {
		alone := *m.model
		alone.ct.VAT = servicelevel.VAT{Category: v.Category, Rate: v.Rate, Exemption: v.Exemption}
		alone.taxes(&line)
	}
	*lines = append(*lines, line)
}

func lastDay(mo calendar.Month) calendar.Date {
	list := days(mo)
	return list[len(list)-1]
}

// rateLists are changes of an edition's rate in the months that lives are drawn in.
var rateLists = [][]plans.RateChange{
	rateChanges("2024-06-01", "0.22"),
	rateChanges("2023-03-31", "0.21", "2023-04-01", "0.055", "2024-02-29", "0.2", "2025-01-15", "0.19"),
	everyMonth(),
}

// rateChanges are made of days and rates in turn.
func rateChanges(list ...string) (out []plans.RateChange) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, plans.RateChange{On: calendar.MustParseDate(list[i]), Rate: *dec(list[i+1])})
	}
	return out
}

// everyMonth are rates that change on the first of a month, then on the last of one, then
// within one, and so on.
func everyMonth() (out []plans.RateChange) {
	mo := calendar.MustParseMonth("2023-01")
	for i := range 40 {
		on := []calendar.Date{mo.First(), lastDay(mo), mo.First().AddDays(14)}[i%3]
		out = append(out, plans.RateChange{On: on, Rate: *dec([]string{"0.2", "0.21", "0.0825", "0.25"}[i%4])})
		mo = mo.AddMonths(1)
	}
	return out
}

// withRates returns the catalogue of an edition with changes of its rate of VAT, and of
// those that contracts change to.
func withRates(e plans.Edition, list ...plans.RateChange) *servicelevel.Catalogue {
	e.VATChanges = list
	return withOthers(modelCurrency(e.Currency), compiled(e))
}

// ratedCatalogues are the editions with each of rateLists.
var ratedCatalogues = inEachCurrency(func(c modelCurrency) map[string][]*servicelevel.Catalogue {
	out := map[string][]*servicelevel.Catalogue{}
	for _, e := range testEditions(c) {
		for _, list := range rateLists {
			out[e.ID] = append(out[e.ID], withRates(e, list...))
		}
	}
	return out
})

// drawVAT draws how the contract is taxed, and whether the edition's rate changes.
func (l *life) drawVAT(t *rapid.T) {
	v := &l.ct.VAT
	switch rapid.IntRange(0, 5).Draw(t, "vat") {
	case 1:
		*v = servicelevel.VAT{Rate: drawRate(t), Territory: "RE"}
	case 2:
		v.Category = drawCategory(t)
		v.Exemption = drawExemption(t, v.Category)
	}
	if oneIn(t, 3, "rates") {
		list := ratedCatalogues(l.currency)[l.ct.Edition]
		l.cat = list[rapid.IntRange(0, len(list)-1).Draw(t, "edition of rates")]
	}
	if !oneIn(t, 3, "changes of VAT") {
		return
	}
	on := l.first.First().AddDays(rapid.IntRange(-40, 20).Draw(t, "first change"))
	for range rapid.IntRange(1, 6).Draw(t, "number of changes") {
		ch := servicelevel.VATChange{On: on}
		switch rapid.IntRange(0, 3).Draw(t, "change") {
		case 1:
			ch.Rate = drawRate(t)
		case 2:
			ch.Category = drawCategory(t)
			ch.Exemption = drawExemption(t, ch.Category)
		case 3:
			ch.Category, ch.Rate = "S", drawRate(t)
		}
		v.Changes = append(v.Changes, ch)
		on = on.AddDays(rapid.IntRange(1, 45).Draw(t, "days on"))
		if oneIn(t, 3, "on a bound") {
			on = l.model().first(l.model().monthOn(on).AddMonths(1)).AddDays(rapid.IntRange(-1, 0).Draw(t, "last or first"))
			if !before(ch.On, on) {
				on = ch.On.AddDays(1)
			}
		}
	}
}

func drawRate(t *rapid.T) *decimal.Decimal {
	return dec(rapid.SampledFrom([]string{"0.085", "0.055", "0.2", "0.0001", "0.25"}).Draw(t, "rate"))
}

// drawCharge draws a one-off line, also of a day out of service.
func (l *life) drawCharge(t *rapid.T, m *model, i int) servicelevel.Fact {
	at := l.instant(t, m, "charged")
	if oneIn(t, 3, "out of service") {
		at = at.AddDate(0, 0, rapid.IntRange(-40, 40).Draw(t, "days off"))
	}
	price := *l.currency.drawAmount(t, "price", 1_000_00, 12_50, 90_00)
	if oneIn(t, 2, "taken off") {
		price = price.Neg()
	}
	f := servicelevel.Fact{
		ID: fmt.Sprint("C", i), Kind: servicelevel.Charged, At: at, Recorded: recorded(t, at), Price: &price,
		Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"},
	}
	switch rapid.IntRange(0, 5).Draw(t, "own VAT") {
	case 0:
		f.VAT = &servicelevel.ChargeVAT{}
	case 1:
		f.VAT = &servicelevel.ChargeVAT{Category: "S", Rate: drawRate(t)}
	case 2:
		f.VAT = &servicelevel.ChargeVAT{Category: drawCategory(t)}
	case 3:
		f.VAT = &servicelevel.ChargeVAT{Category: rapid.SampledFrom([]string{"E", "AE", "K", "G", "O"}).Draw(t, "free")}
		f.VAT.Exemption = drawExemption(t, f.VAT.Category)
	}
	return f
}

// drawExemption draws why what is of a category bears no VAT, if it bears none.
func drawExemption(t *rapid.T, category string) (x servicelevel.Exemption) {
	if category != "S" && category != "Z" {
		x.Reason = rapid.SampledFrom([]string{"", "par la loi"}).Draw(t, "why")
		x.Code = rapid.SampledFrom([]string{"", "VATEX-EU-AE"}).Draw(t, "code")
	}
	return x
}

func drawCategory(t *rapid.T) string {
	return rapid.SampledFrom([]string{"S", "AE", "K", "G", "E", "Z", "O"}).Draw(t, "category")
}
