package servicelevel_test

import (
	"sync"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// vat is how what is of a day is taxed, by the wording of D22 and D33: one goes over the
// dated treatments of the contract and the dated rates of the edition, and takes the last
// that has begun.
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
	rate = "0.2"
	for _, r := range m.rates {
		if !before(day, r.On) {
			rate = r.Rate.String()
		}
	}
	return "S", rate
}

func lastDay(mo calendar.Month) calendar.Date {
	list := days(mo)
	return list[len(list)-1]
}

// rateLists are changes of an edition's rate in the months that lives are drawn in.
var rateLists = [][]servicelevel.RateChange{
	rateChanges("2024-06-01", "0.22"),
	rateChanges("2023-03-31", "0.21", "2023-04-01", "0.055", "2024-02-29", "0.2", "2025-01-15", "0.19"),
	everyMonth(),
}

// rateChanges are made of days and rates in turn.
func rateChanges(list ...string) (out []servicelevel.RateChange) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, servicelevel.RateChange{On: calendar.MustParseDate(list[i]), Rate: *dec(list[i+1])})
	}
	return out
}

// everyMonth are rates that change on the first of a month, then on the last of one, then
// within one, and so on.
func everyMonth() (out []servicelevel.RateChange) {
	mo := calendar.MustParseMonth("2023-01")
	for i := range 40 {
		on := []calendar.Date{mo.First(), lastDay(mo), mo.First().AddDays(14)}[i%3]
		out = append(out, servicelevel.RateChange{On: on, Rate: *dec([]string{"0.2", "0.21", "0.0825", "0.25"}[i%4])})
		mo = mo.AddMonths(1)
	}
	return out
}

// withRates returns the catalogue of an edition with changes of its rate of VAT.
func withRates(e servicelevel.Edition, list ...servicelevel.RateChange) *servicelevel.Catalogue {
	e.VATChanges = list
	c, err := servicelevel.Compile(e)
	if err != nil {
		panic(err)
	}
	return c
}

// ratedCatalogues are the two editions with each of rateLists.
var ratedCatalogues = sync.OnceValue(func() map[string][]*servicelevel.Catalogue {
	out := map[string][]*servicelevel.Catalogue{}
	for _, e := range []servicelevel.Edition{servicelevel.NUXITEdition(), servicelevel.MagicEdition()} {
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
	}
	if oneIn(t, 3, "rates") {
		l.cat = rapid.SampledFrom(ratedCatalogues()[l.ct.Edition]).Draw(t, "edition of rates")
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
		case 3:
			ch.Category, ch.Rate = "S", drawRate(t)
		}
		v.Changes = append(v.Changes, ch)
		on = on.AddDays(rapid.IntRange(1, 45).Draw(t, "days on"))
		if oneIn(t, 3, "on a bound") {
			on = on.MonthOf().AddMonths(1).First().AddDays(rapid.IntRange(-1, 0).Draw(t, "last or first"))
			if !before(ch.On, on) {
				on = ch.On.AddDays(1)
			}
		}
	}
}

func drawRate(t *rapid.T) *decimal.Decimal {
	return dec(rapid.SampledFrom([]string{"0.085", "0.055", "0.2", "0.0001", "0.25"}).Draw(t, "rate"))
}

func drawCategory(t *rapid.T) string {
	return rapid.SampledFrom([]string{"S", "AE", "K", "G", "E", "Z", "O"}).Draw(t, "category")
}
