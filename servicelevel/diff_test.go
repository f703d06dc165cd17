package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// diff lists in what the editions of two catalogues differ; nil is none.
func diff(a, b *servicelevel.Catalogue) []plans.Difference {
	edition := func(c *servicelevel.Catalogue) *plans.Edition {
		if c == nil {
			return nil
		}
		e := c.Edition()
		return &e
	}
	return plans.Diff(edition(a), edition(b))
}

func planIn(t require.TestingT, c *servicelevel.Catalogue, l servicelevel.Level) plans.Plan {
	p, ok := c.Plan(l)
	require.True(t, ok)
	return p
}

func TestDiffOfTheTwoPages(t *testing.T) {
	t.Parallel()
	four := []servicelevel.Level{servicelevel.Standard, servicelevel.Serenity, servicelevel.Pro, servicelevel.Business}
	last := []servicelevel.Level{servicelevel.CriticalBusiness}
	want := []plans.Difference{
		{Path: "provider", Levels: nil, A: "NUXIT", B: "Magic", Rules: []string{"S2"}},
		{Path: "dated", Levels: nil, A: "", B: "2019-08-26", Rules: []string{"S3"}},
		{Path: "always[assistance_around_the_clock]", Levels: nil, A: "assistance_around_the_clock", B: "", Rules: []string{"S4"}},
		{Path: "work.block", Levels: four, A: "PT30M", B: "PT1H", Rules: []string{"S19"}},
		{Path: "work.prepaid_first", Levels: four, A: "true", B: "false", Rules: []string{"S17"}},
		{Path: "prices.tariff.packs[PT3H].price", Levels: four, A: "169.00", B: "", Rules: []string{"S23"}},
		{Path: "prices.tariff.packs[PT5H].price", Levels: four, A: "239.00", B: "", Rules: []string{"S24"}},
		{Path: "prices.tariff.packs[PT10H].price", Levels: four, A: "399.00", B: "", Rules: []string{"S25"}},
		{Path: "prices.tariff.packs[PT20H].price", Levels: four, A: "699.00", B: "", Rules: []string{"S26"}},
		{Path: "prices.tariff.minimum", Levels: four, A: "PT3H", B: "", Rules: []string{"S22"}},
		{Path: "duties[third_party_work].party", Levels: four, A: "customer", B: "third_party", Rules: []string{"S10"}},
		{Path: "duties[order_credit_first].party", Levels: four, A: "customer", B: "", Rules: []string{"S17"}},
		{Path: "entitlements[any_technology]", Levels: last, A: "any_technology", B: "", Rules: []string{"S74"}},
		{Path: "entitlements[any_technology_within_lamp]", Levels: last, A: "", B: "any_technology_within_lamp", Rules: []string{"S74"}},
	}
	got := diff(servicelevel.NUXIT(), servicelevel.Magic())
	assert.Equal(t, want, got)

	back := diff(servicelevel.Magic(), servicelevel.NUXIT())
	require.Len(t, back, len(got))
	for _, d := range got {
		d.A, d.B = d.B, d.A
		assert.Contains(t, back, d)
	}
}

// Holidays that are functions have no form as data: what has them is not written without them,
// and they are a difference by their names.
func TestHolidaysThatAreFunctions(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	own := []*cal.Holiday{{Name: "Fête", Month: time.June, Day: 24, Func: cal.CalcDayOfMonth}, {Month: time.July, Day: 3, Func: cal.CalcDayOfMonth}, nil}
	e.Plans[2].Hours.Schedule.Extra = own
	plan := e.Plans[2]
	quoted := servicelevel.Contract{ID: "Q", Customer: "Q", Edition: "nuxit", Level: servicelevel.CriticalBusiness, Start: day("2026-01-01"), Quote: &plan}
	for path, v := range map[string]any{
		"plans[2].hours.schedule.extra": e,
		"hours.schedule.extra":          plan,
		"schedule.extra":                plan.Hours,
		"quote.hours.schedule.extra":    quoted,
	} {
		_, err := json.Marshal(v)
		require.ErrorContains(t, err, path+`: has no JSON: write the holidays as exceptions (got "3 elements")`)
	}
	assert.Equal(t, []plans.Difference{{Path: "hours.schedule.extra", A: "Fête, holiday, ", Rules: []string{"S12", "S13", "S14", "S15"}}},
		plan.Diff(planIn(t, servicelevel.NUXIT(), servicelevel.Pro)))
}

func TestDiffOfOneContentIsEmpty(t *testing.T) {
	t.Parallel()
	for _, e := range []plans.Edition{plans.NUXIT(), plans.Magic()} {
		a, err := servicelevel.Compile(e)
		require.NoError(t, err)
		e.ID = "another"
		e.VATRate = decimal.New(2000, -4) // the same rate
		slices.Reverse(e.Plans)
		for i := range e.Plans {
			slices.Reverse(e.Plans[i].Duties)
			slices.Reverse(e.Plans[i].Entitlements)
		}
		b, err := servicelevel.Compile(e)
		require.NoError(t, err)
		assert.Empty(t, diff(a, a))
		assert.Empty(t, diff(a, b))
	}
	assert.Empty(t, diff(nil, nil))
	assert.Empty(t, plans.Plan{}.Diff(plans.Plan{}))
}

func TestDiffOfLevelsThatOneSideHas(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	e.Plans = e.Plans[:3]
	three, err := servicelevel.Compile(e)
	require.NoError(t, err)
	business, critical := []servicelevel.Level{servicelevel.Business}, []servicelevel.Level{servicelevel.CriticalBusiness}
	assert.Equal(t, []plans.Difference{
		{Path: "level", Levels: business, A: "business", B: "", Rules: []string{"S1"}},
		{Path: "level", Levels: critical, A: "critical_business", B: "", Rules: []string{"S1"}},
	}, diff(servicelevel.NUXIT(), three))
	assert.Equal(t, []plans.Difference{
		{Path: "level", Levels: business, A: "", B: "business", Rules: []string{"S1"}},
		{Path: "level", Levels: critical, A: "", B: "critical_business", Rules: []string{"S1"}},
	}, diff(three, servicelevel.NUXIT()))

	all := diff(three, nil)
	require.Len(t, all, 8)
	assert.Equal(t, plans.Difference{Path: "provider", A: "NUXIT", Rules: []string{"S2"}}, all[0])
	assert.Equal(t, plans.Difference{Path: "zone", A: "Europe/Paris", Rules: []string{"D3"}}, all[1])
	assert.Equal(t, plans.Difference{Path: "vat_rate", A: "0.2", Rules: []string{"D22"}}, all[2])
	assert.Equal(t, "pro", all[7].A)
	for i, d := range diff(nil, three) {
		assert.Equal(t, all[i].Path, d.Path)
		assert.Equal(t, all[i].A, d.B)
	}
}

// TestDiffOfRates: a rate of VAT that changes is told by its day.
func TestDiffOfRates(t *testing.T) {
	t.Parallel()
	a, b := ratedFrom("2026-09-01", "0.22", "2027-01-01", "0.2"), ratedFrom("2026-09-01", "0.21", "2027-02-01", "0.2")
	rules := []string{"D22", "D33"}
	assert.Equal(t, []plans.Difference{
		{Path: "vat_changes[2026-09-01].rate", A: "0.22", B: "0.21", Rules: rules},
		{Path: "vat_changes[2027-01-01].rate", A: "0.2", Rules: rules},
		{Path: "vat_changes[2027-02-01].rate", B: "0.2", Rules: rules},
	}, diff(a, b))
	assert.Equal(t, []plans.Difference{{Path: "vat_changes[2026-09-01].rate", B: "0.22", Rules: rules}}, diff(servicelevel.NUXIT(), ratedFrom("2026-09-01", "0.22")))
	assert.Empty(t, diff(ratedFrom("2026-09-01", "0.22"), ratedFrom("2026-09-01", "0.220")))
}

func TestDiffOfPlans(t *testing.T) {
	t.Parallel()
	pro := planIn(t, servicelevel.NUXIT(), servicelevel.Pro)
	type diff = plans.Difference
	for name, c := range map[string]struct {
		change func(*plans.Plan)
		want   []diff
	}{
		"nothing": {func(*plans.Plan) {}, nil},
		"fee": {
			func(p *plans.Plan) { p.Fee.Monthly = decimal.New(4501, -2) },
			[]diff{{Path: "fee.monthly", A: "45.00", B: "45.01", Rules: []string{"S38"}}},
		},
		"the same fee in other digits": {func(p *plans.Plan) { p.Fee.Monthly = decimal.New(450000, -4) }, nil},
		"a fee that is no amount": {
			func(p *plans.Plan) { p.Fee.Monthly = decimal.New(450001, -4) },
			[]diff{{Path: "fee.monthly", A: "45.00", B: "45.0001", Rules: []string{"S38"}}},
		},
		"rule of the fee": {
			func(p *plans.Plan) { p.Fee.Rules = []string{"T1", "T2"} },
			[]diff{{Path: "fee.rules", A: "S38", B: "T1, T2", Rules: []string{"S38", "T1", "T2"}}},
		},
		"rules whose ids have a space": {
			func(p *plans.Plan) { p.Fee.Rules = []string{"§ 12", "§ 13"} },
			[]diff{{Path: "fee.rules", A: "S38", B: "§ 12, § 13", Rules: []string{"S38", "§ 12", "§ 13"}}},
		},
		"hours are shared": {
			func(p *plans.Plan) {
				p.Work.Shared, p.Work.SharedRules = plans.SharesHours, []string{"§ 12"}
			},
			[]diff{{Path: "work.shared", A: "nothing", B: "hours", Rules: []string{"§ 12"}}},
		},
		"fee and its rule": {
			func(p *plans.Plan) {
				p.Fee = plans.Fee{Monthly: decimal.New(50, 0), Rules: []string{"T1"}}
			},
			[]diff{{Path: "fee.monthly", A: "45.00", B: "50.00", Rules: []string{"S38", "T1"}}},
		},
		"block by a nanosecond": {
			func(p *plans.Plan) { p.Work.Block++ },
			[]diff{{Path: "work.block", A: "PT30M", B: "PT30M0.000000001S", Rules: []string{"S19"}}},
		},
		"minimum": {
			func(p *plans.Plan) { p.Work.Minimum = 20 * time.Minute },
			[]diff{{Path: "work.minimum", A: "", B: "PT20M", Rules: []string{"S19"}}},
		},
		"a factor": {
			func(p *plans.Plan) {
				p.Work.Factors = otherFactors(1)
				p.Work.Factors[0].Rules = []string{"N1"}
			},
			[]diff{
				{Path: "work.factors[0].by", B: "1.5", Rules: []string{"N1"}},
				{Path: "work.factors[0].schedule.zone", B: "Europe/Paris", Rules: []string{"N1"}},
				{Path: "work.factors[0].schedule.hours[0].days", B: "mon-sun", Rules: []string{"N1"}},
				{Path: "work.factors[0].schedule.hours[0].open", B: "00:00-06:00, 22:00-24:00", Rules: []string{"N1"}},
			},
		},
		"one pack, and its rule": {
			func(p *plans.Plan) {
				p.Prices.Tariff.Packs[1].Price = decimal.New(240, 0)
				p.Prices.PackRules[1] = "T24"
			},
			[]diff{{Path: "prices.tariff.packs[PT5H].price", A: "239.00", B: "240.00", Rules: []string{"S24", "T24"}}},
		},
		"packs in another order": {
			func(p *plans.Plan) {
				slices.Reverse(p.Prices.Tariff.Packs)
				slices.Reverse(p.Prices.PackRules)
			},
			nil,
		},
		"no guarantee": {
			func(p *plans.Plan) { p.Guarantee = nil },
			[]diff{{Path: "guarantee.terms.within", A: "PT4H", Rules: []string{"S46"}}},
		},
		"a late intervention costs": {
			func(p *plans.Plan) {
				p.Guarantee.Terms.Late = &penalty.Terms{Target: decimal.New(1, 0), Rate: decimal.New(5, -2)}
			},
			[]diff{
				{Path: "guarantee.terms.late.target", B: "1", Rules: []string{"S46"}},
				{Path: "guarantee.terms.late.rate", B: "0.05", Rules: []string{"S46"}},
			},
		},
		"steps in another order": {
			func(p *plans.Plan) { slices.Reverse(p.Desk.Steps) },
			[]diff{{
				Path: "desk.steps", A: "qualify, estimate, perform, report", B: "report, perform, estimate, qualify",
				Rules: []string{"S27", "S29", "S30", "S40"},
			}},
		},
		"two licences": {
			func(p *plans.Plan) {
				p.Conditions = append(
					p.Conditions,
					plans.Condition{Requirement: plans.HasLicence, Licence: "X", Otherwise: plans.Refused},
					plans.Condition{Requirement: plans.HasLicence, Licence: "Y", Otherwise: plans.ContactUs},
				)
			},
			[]diff{
				{Path: "conditions[licence].licence", B: "X"},
				{Path: "conditions[licence].otherwise", B: "refused"},
				{Path: "conditions[licence#2].licence", B: "Y"},
				{Path: "conditions[licence#2].otherwise", B: "contact_us"},
			},
		},
		"closed on a day": {
			func(p *plans.Plan) {
				p.Hours.Schedule.Exceptions = []calendar.Exception{{Date: calendar.MustParseDate("2026-05-15")}}
			},
			[]diff{{Path: "hours.schedule.exceptions[2026-05-15]", B: "2026-05-15"}},
		},
		"the same refusal twice": {
			func(p *plans.Plan) { p.Desk.Refused = append(p.Desk.Refused, p.Desk.Refused[0]) },
			[]diff{{Path: "desk.refused[telephone#2]", B: "telephone", Rules: []string{"S28"}}},
		},
		"the same refusal three times": {
			func(p *plans.Plan) {
				p.Desk.Refused = append(p.Desk.Refused, p.Desk.Refused[0], p.Desk.Refused[0])
			},
			[]diff{
				{Path: "desk.refused[telephone#2]", B: "telephone", Rules: []string{"S28"}},
				{Path: "desk.refused[telephone#3]", B: "telephone", Rules: []string{"S28"}},
			},
		},
		"hours": {
			func(p *plans.Plan) {
				p.Hours.Schedule.Hours[0].Open[0].End = calendar.At(18, 0) + 1
				p.Hours.Schedule.Holidays = calendar.HolidaySet{}
			},
			[]diff{
				{Path: "hours.schedule.hours[0].open", A: "09:00-18:00", B: "09:00-18:00:01", Rules: []string{"S12", "S13", "S14", "S15"}},
				{Path: "hours.schedule.holidays.code", A: "FR", Rules: []string{"S12", "S13", "S14", "S15"}},
			},
		},
		"rules of the plan": {
			func(p *plans.Plan) { p.Rules = []string{"S1", "S83", "T3"} },
			[]diff{{Path: "rules", A: "S39", B: "T3", Rules: []string{"S39", "T3"}}},
		},
		"a target of zero": {
			func(p *plans.Plan) {
				p.Guarantee.Terms.Late = &penalty.Terms{Rate: decimal.New(0, -3), Cap: decimal.New(0, -1)}
			},
			[]diff{{Path: "guarantee.terms.late.target", B: "0", Rules: []string{"S46"}}},
		},
		"no date": {
			func(p *plans.Plan) {
				p.Hours.Schedule.Exceptions = []calendar.Exception{{Usual: true}}
			},
			[]diff{{Path: "hours.schedule.exceptions[].usual", B: "true", Rules: []string{"S12", "S13", "S14", "S15"}}},
		},
		"what is no level": {
			func(p *plans.Plan) { p.Level = "gold" },
			[]diff{{Path: "level", A: "pro", B: "gold", Rules: []string{"S1"}}},
		},
	} {
		other := planIn(t, servicelevel.NUXIT(), servicelevel.Pro)
		c.change(&other)
		got := pro.Diff(other)
		for i := range c.want { // rules of an empty list are those of both sides
			if c.want[i].Rules == nil && i < len(got) && strings.HasPrefix(got[i].Path, "hours") {
				c.want[i].Rules = got[i].Rules
			}
		}
		assert.Equal(t, c.want, got, name)
	}
}

// What each level adds rests on the rules of its own part.
func TestDiffOfLevels(t *testing.T) {
	t.Parallel()
	rules := func(a, b servicelevel.Level) map[string][]string {
		all := map[string][]string{}
		for _, d := range planIn(t, servicelevel.NUXIT(), a).Diff(planIn(t, servicelevel.NUXIT(), b)) {
			assert.Empty(t, d.Levels)
			all[d.Path] = d.Rules
		}
		return all
	}
	got := rules(servicelevel.Serenity, servicelevel.Pro)
	for path, want := range map[string][]string{
		"level": {"S1"}, "name.fr": {"S1"}, "audience.en": {"S83"}, "includes": {"S39"}, "fee.monthly": {"S31", "S38"},
		"hours.incidents_anytime": {"S48", "S49"}, "desk.priority": {"S40"}, "allowance.monthly": {"S43", "S45"},
		"work.prepaid_rules": {"S50"}, "guarantee.terms.within": {"S46"}, "entitlements[hotline]": {"S42"},
		"conditions[ordered_since].rules": {"S36", "S47"}, "rules": {"S16", "S37"},
	} {
		assert.Equal(t, want, got[path], path)
	}
	got = rules(servicelevel.Standard, servicelevel.Serenity)
	assert.Equal(t, []string{"S5"}, got["default"])
	e := plans.NUXIT()
	e.Rules, e.Plans[2].Rules = append(e.Rules, "T9"), append(e.Plans[2].Rules, "T9")
	other, err := servicelevel.Compile(e)
	require.NoError(t, err)
	assert.Equal(t, []plans.Difference{
		{Path: "rules", B: "T9", Rules: []string{"T9"}},
		{Path: "rules", B: "T9", Rules: []string{"T9"}, Levels: []servicelevel.Level{servicelevel.Pro}},
	}, diff(servicelevel.NUXIT(), other), "an edition is no level")
	got = rules(servicelevel.Pro, servicelevel.Business)
	assert.Equal(t, []string{"S56", "S57"}, got["access"])
	assert.Equal(t, []string{"S39", "S58"}, got["includes"])
	assert.NotContains(t, got, "rules", "S56 to S58 stand beside what they state")
}

func TestDifferenceJSON(t *testing.T) {
	t.Parallel()
	all := diff(servicelevel.NUXIT(), servicelevel.Magic())
	b, err := json.Marshal(all)
	require.NoError(t, err)
	var back []plans.Difference
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, all, back)
	for _, bad := range []string{`{"a":"x"}`, `{"path":"x","levels":["Gold"]}`, `{"path":"x","c":"y"}`} {
		assert.Error(t, json.Unmarshal([]byte(bad), new(plans.Difference)), bad)
	}
}

// flat writes the JSON of a plan as one text a path. It knows the lists whose
// members have a name, and nothing else of the plan.
func flatJSON(v any, path string, out map[string]string) {
	switch x := v.(type) {
	case map[string]any:
		for name, part := range x {
			if !strings.HasSuffix(name, "rules") || name == "rules" && path == "availability.terms" {
				flatJSON(part, strings.TrimPrefix(path+"."+name, "."), out)
			}
		}
	case []any:
		var words []string
		for i, part := range x {
			m, ok := part.(map[string]any)
			if !ok {
				words = append(words, part.(string))
				continue
			}
			name := fmt.Sprint(i)
			for _, key := range []string{"feature", "task", "requirement", "channel", "time", "date"} {
				if k, ok := m[key].(string); ok {
					name = k
					delete(m, key)
				}
			}
			before := len(out)
			flatJSON(m, path+"["+name+"]", out)
			if len(out) == before {
				out[path+"["+name+"]"] = name
			}
		}
		if words != nil {
			out[path] = strings.Join(words, ", ")
		}
	default:
		out[path] = fmt.Sprint(x)
	}
}

func flatPlan(t *rapid.T, p plans.Plan) map[string]string {
	b, err := json.Marshal(p)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(b, &v))
	out := map[string]string{}
	flatJSON(v, "", out)
	return out
}

func drawPlan(t *rapid.T, label string) plans.Plan {
	c := servicelevel.NUXIT()
	if rapid.Bool().Draw(t, label+" of Magic") {
		c = servicelevel.Magic()
	}
	p, _ := c.Plan(rapid.SampledFrom([]servicelevel.Level{servicelevel.Standard, servicelevel.Serenity, servicelevel.Pro, servicelevel.Business}).Draw(t, label+" level"))
	half := func(what string) bool { return rapid.Bool().Draw(t, label+" "+what) }
	if half("fee") {
		p.Fee.Monthly = decimal.New(rapid.Int64Range(0, 9999).Draw(t, label+" cents"), -2)
	}
	if half("block") {
		p.Work.Block = time.Duration(rapid.Int64Range(1, 8).Draw(t, label+" quarters")) * 15 * time.Minute
		p.Work.PrepaidFirst = half("prepaid")
	}
	if half("prices") {
		p.Prices = &plans.Prices{Tariff: credit.Tariff{Packs: []credit.Pack{
			{Time: time.Hour, Price: decimal.New(rapid.Int64Range(1, 3).Draw(t, label+" price"), 0)},
			{Time: 3 * time.Hour, Price: decimal.New(169, 0)},
		}}}
	}
	if half("availability") {
		p.Availability = &plans.Availability{Terms: penalty.Terms{
			Target: decimal.New(rapid.Int64Range(990, 999).Draw(t, label+" target"), -3), Rate: decimal.New(5, -2),
			Period:   penalty.Period(rapid.IntRange(0, 3).Draw(t, label+" period")),
			Excess:   half("excess"),
			Uncapped: half("uncapped"),
			Stated:   penalty.Decisions(rapid.SampledFrom([]int{0, 1 << 9, 1<<9 | 1<<10}).Draw(t, label+" stated")),
		}}
	}
	if half("guarantee") {
		p.Guarantee = &plans.Guarantee{Terms: response.Guarantee{Within: time.Hour, Monitored: half("monitored")}}
	}
	if half("duties") {
		n := rapid.IntRange(0, len(p.Duties)).Draw(t, label+" duties kept")
		p.Duties = p.Duties[n:]
	}
	if half("entitlements") {
		n := rapid.IntRange(0, len(p.Entitlements)).Draw(t, label+" entitlements kept")
		p.Entitlements = p.Entitlements[:n]
	}
	if half("layers") {
		x := calendar.Layer{Op: rapid.SampledFrom([]calendar.LayerOp{calendar.LayerUnion, calendar.LayerDifference}).Draw(t, label+" op"), Zone: "UTC"}
		x.Exceptions = []calendar.Exception{{Date: day("2026-05-15"), Yearly: half("yearly"), Open: p.Hours.Schedule.Hours[0].Open}}
		p.Hours.Schedule.Layers = append([]calendar.Layer{x}, make([]calendar.Layer, rapid.IntRange(0, 2).Draw(t, label+" more"))...)
		for i := range p.Hours.Schedule.Layers[1:] {
			p.Hours.Schedule.Layers[i+1].Op = calendar.LayerComplement
		}
	}
	if half("channels") {
		p.Desk.Channels = append(p.Desk.Channels, servicelevel.ByMail)
	}
	return p
}

// Diff finds the paths at which the JSON of two plans differs, and no other.
func TestDiffAgainstJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p, q := drawPlan(t, "p"), drawPlan(t, "q")
		a, b := flatPlan(t, p), flatPlan(t, q)
		want := map[string]bool{}
		for path := range a {
			want[path] = want[path] || a[path] != b[path]
		}
		for path := range b {
			want[path] = want[path] || a[path] != b[path]
		}
		maps.DeleteFunc(want, func(_ string, differs bool) bool { return !differs })
		got := map[string]bool{}
		for _, d := range p.Diff(q) {
			require.NotEqual(t, d.A, d.B, d.Path)
			if strings.HasSuffix(d.Path, "rules") {
				continue
			}
			require.False(t, got[d.Path], d.Path)
			got[d.Path] = true
			for _, side := range []struct {
				text string
				json map[string]string
			}{{d.A, a}, {d.B, b}} {
				text, written := side.json[d.Path]
				switch {
				case written:
					require.Equal(t, text, side.text, d.Path)
				default: // the zero value that the JSON leaves out
					require.Contains(t, []string{"", "false", "calendar_month", "administrator", "PT0S"}, side.text, d.Path)
				}
			}
		}
		require.Equal(t, want, got)
		require.Equal(t, p.Diff(q), p.Diff(q))
		require.Empty(t, p.Diff(p))
	})
}
