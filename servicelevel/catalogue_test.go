package servicelevel_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// carried says by which plans of which catalogue a rule must be named: "n" and
// "m" for NUXIT's and Magic's, then the levels, "*" for all, "e" for the edition
// itself. What a level takes over from those below it is named again.
var carried = []struct{ first, last, nuxit, magic string }{
	{"S1", "S1", "01234", "01234"},
	{"S2", "S2", "e", "e"},
	{"S3", "S3", "", "e"},
	{"S4", "S4", "e", ""},
	{"S5", "S5", "0", "0"},
	{"S6", "S6", "0123", "0123"},
	{"S7", "S7", "01", "01"},
	{"S8", "S8", "0123", "0123"},
	{"S9", "S9", "012", "012"},
	{"S10", "S15", "0123", "0123"},
	{"S16", "S16", "01", "01"},
	{"S17", "S17", "0123", ""},
	{"S18", "S21", "0123", "0123"},
	{"S22", "S26", "0123", ""},
	{"S27", "S30", "0123", "0123"},
	{"S31", "S31", "1", "1"},
	{"S32", "S35", "123", "123"},
	{"S36", "S37", "1", "1"},
	{"S38", "S39", "2", "2"},
	{"S40", "S45", "23", "23"},
	{"S46", "S47", "2", "2"},
	{"S48", "S50", "23", "23"},
	{"S51", "S51", "23", "23"},
	{"S52", "S71", "3", "3"},
	{"S72", "S82", "4", "4"},
	{"S83", "S83", "01234", "01234"},
	{"S84", "S84", "e", "e"},
}

func number(id string) int {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		panic(err)
	}
	return n
}

func TestEveryRuleIsCarried(t *testing.T) {
	for _, c := range []struct {
		cat    *servicelevel.Catalogue
		source plans.Source
		nuxit  bool
	}{{servicelevel.NUXIT(), plans.FrenchPage, true}, {servicelevel.Magic(), plans.EnglishPage, false}} {
		e := c.cat.Edition()
		cited := map[string]string{}
		for _, id := range e.Rules {
			cited[id] += "e"
		}
		for _, x := range e.Always {
			for _, id := range x.Rules {
				cited[id] += "e"
			}
		}
		for _, l := range plans.Levels() {
			p, ok := c.cat.Plan(l)
			require.True(t, ok)
			for _, id := range p.Cites() {
				cited[id] += fmt.Sprint(numberOf(l))
			}
		}
		seen := 0
		for _, row := range carried {
			want := row.magic
			if c.nuxit {
				want = row.nuxit
			}
			for n := number(row.first); n <= number(row.last); n++ {
				seen++
				assert.Equal(t, want, cited[fmt.Sprint("S", n)], "%s S%d", e.ID, n)
			}
		}
		assert.Equal(t, 84, seen)
		for r := range plans.Rules() {
			if r.Kind == plans.KindDecision {
				continue
			}
			assert.Equal(t, r.Sources.Has(c.source), cited[r.ID] != "", "%s %s", e.ID, r.ID)
			for _, l := range plans.Levels() {
				if r.Sources.Has(c.source) && r.At(l) && !strings.Contains(cited[r.ID], "e") {
					assert.Contains(t, cited[r.ID], fmt.Sprint(numberOf(l)), "%s %s", e.ID, r.ID)
				}
			}
		}
		for id := range cited {
			_, ok := plans.LookupRule(id)
			assert.True(t, ok, id)
		}
	}
}

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		cat   *servicelevel.Catalogue
		block time.Duration
		packs bool
	}{{servicelevel.NUXIT(), 30 * time.Minute, true}, {servicelevel.Magic(), 60 * time.Minute, false}} {
		for l, want := range []struct {
			fee       string
			within    time.Duration
			allowance time.Duration
			anytime   bool
			priority  bool
		}{{fee: "0"}, {fee: "15"}, {"45", 4 * time.Hour, 90 * time.Minute, true, true}, {"90", 45 * time.Minute, 90 * time.Minute, true, true}} {
			p, ok := c.cat.Plan(levelAt(l))
			require.True(t, ok)
			assert.Equal(t, levelAt(l), p.Level)
			assert.Equal(t, want.fee, p.Fee.Monthly.String()) // S31, S38, S52
			assert.False(t, p.Fee.OnQuote)
			assert.Equal(t, c.block, p.Work.Block) // S19
			assert.Equal(t, c.packs, p.Work.PrepaidFirst)
			assert.Equal(t, want.allowance, p.Allowance.Monthly) // S43
			assert.Equal(t, want.anytime, p.Hours.IncidentsAnytime)
			assert.Equal(t, want.priority, p.Desk.Priority)
			assert.Equal(t, l == 0, p.Default)
			assert.Equal(t, l == 3, p.Desk.Proactive)
			assert.Equal(t, l == 3, p.Availability != nil)
			if want.within == 0 {
				assert.Nil(t, p.Guarantee) // S16
			} else {
				assert.Equal(t, want.within, p.Guarantee.Terms.Within) // S46, S63
				assert.Equal(t, l == 3, p.Guarantee.Terms.Monitored)
			}
			requireTariff(t, p, c.packs)
			assert.Equal(t, calendar.OfficeHours(), p.Hours.Schedule) // S12–S15
		}
		b, _ := c.cat.Plan(servicelevel.Business)
		terms := b.Availability.Terms
		assert.Equal(t, "0.999 0.05", terms.Target.String()+" "+terms.Rate.String()) // S61, S62
		assert.Zero(t, terms.Unit)
		assert.Equal(t, plans.ExtendedUserAccess, b.Access)
		p4, ok := c.cat.Plan(servicelevel.CriticalBusiness)
		require.True(t, ok)
		assert.True(t, p4.Fee.OnQuote)
		assert.Nil(t, p4.Guarantee)
		assert.Nil(t, p4.Availability)
		assert.Empty(t, p4.Includes)                          // S82
		assert.Equal(t, c.packs, p4.Has(plans.AnyTechnology)) // S74
		assert.NotEqual(t, c.packs, p4.Has(plans.AnyTechnologyWithinLAMP))
		_, ok = c.cat.Plan("platinum")
		assert.False(t, ok)
		assert.Equal(t, "Europe/Paris", c.cat.Location().String())
	}
	assert.Equal(t, calendar.Date{}, plans.NUXIT().Dated)
	assert.Equal(t, day("2019-08-26"), plans.Magic().Dated) // S3
	assert.Equal(t, "NUXIT Magic", plans.NUXIT().Provider+" "+plans.Magic().Provider)
	assert.Equal(t, "0.2", plans.NUXIT().VATRate.String())
}

func requireTariff(t *testing.T, p plans.Plan, packs bool) {
	t.Helper()
	tariff, err := p.Tariff()
	if !packs {
		var e *plans.TariffError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, p.Level, e.Level)
		assert.Contains(t, e.Error(), p.Level.String())
		return
	}
	require.NoError(t, err)
	assert.Equal(t, 3*time.Hour, tariff.Minimum) // S22
	require.Len(t, tariff.Packs, 4)
	for i, want := range []struct {
		hours time.Duration
		price string
		rule  string
	}{{3, "169", "S23"}, {5, "239", "S24"}, {10, "399", "S25"}, {20, "699", "S26"}} {
		assert.Equal(t, want.hours*time.Hour, tariff.Packs[i].Time)
		assert.Equal(t, want.price, tariff.Packs[i].Price.String())
		assert.Equal(t, want.rule, p.Prices.PackRules[i])
	}
}

// scramble changes all that can be reached from a value through pointers and
// slices.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scramble(v.Elem())
			v.Elem().SetZero()
		}
	case reflect.Slice:
		for i := range v.Len() {
			scramble(v.Index(i))
			v.Index(i).SetZero()
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scramble(v.Field(i))
			}
		}
	default:
	}
}

func TestWhatIsReturnedIsTheCallersOwn(t *testing.T) {
	for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
		before := encode(t, c.Edition())
		e := c.Edition()
		scramble(reflect.ValueOf(&e))
		for _, l := range plans.Levels() {
			p, _ := c.Plan(l)
			scramble(reflect.ValueOf(&p))
		}
		assert.Equal(t, before, encode(t, c.Edition()))
	}
	e := plans.NUXIT()
	before := encode(t, e)
	own, err := servicelevel.Compile(e)
	require.NoError(t, err)
	scramble(reflect.ValueOf(&e))
	assert.Equal(t, before, encode(t, own.Edition()))
	assert.Equal(t, before, encode(t, plans.NUXIT()))
	s := stated(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{}, "2026-05")
	text := encode(t, s)
	scramble(reflect.ValueOf(&s))
	assert.Equal(t, text, encode(t, stated(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{}, "2026-05")))
}

func TestCatalogueFromManyGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	got := make([]string, 100)
	for i := range got {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c := servicelevel.NUXIT()
			if p, ok := c.Plan(servicelevel.Pro); ok {
				scramble(reflect.ValueOf(&p))
			}
			s, err := c.Statement(contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
				Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-01-05 10:00"), Time: 5 * time.Hour}},
				Requests:  sampleRequests, Interventions: sampleWork,
			}, month("2026-05"))
			if err == nil {
				b, _ := json.Marshal(s)
				got[i] = fmt.Sprintf("%p %s", c, b)
			}
		}()
	}
	wg.Wait()
	for _, g := range got {
		require.NotEmpty(t, g)
		require.Equal(t, got[0], g)
	}
}

func TestEditionRoundTrip(t *testing.T) {
	for _, e := range []plans.Edition{plans.NUXIT(), plans.Magic()} {
		e.From, e.Until = day("2014-01-01"), day("2030-01-01")
		roundTrip(t, e)
		for _, p := range e.Plans {
			roundTrip(t, p)
		}
	}
	roundTrip(t, *quote())
}

func TestEditionFaults(t *testing.T) {
	for _, c := range []struct {
		change func(*plans.Edition)
		want   string
	}{
		{func(e *plans.Edition) { e.ID = "" }, `id: must be 1 to 100 bytes of text`},
		{func(e *plans.Edition) { e.ID = " a" }, `id: .*" a"`},
		{func(e *plans.Edition) { e.ID = strings.Repeat("x", 101) }, `id: must be 1 to 100 bytes`},
		{func(e *plans.Edition) { e.Provider = "" }, `provider: must be 1 to 500 bytes`},
		{func(e *plans.Edition) { e.Provider = "\xff" }, `provider: `},
		{func(e *plans.Edition) { e.Dated = calendar.Date{Year: 2026, Month: 2, Day: 30} }, `dated: must be a date that exists \(got "2026-02-30"\)`},
		{func(e *plans.Edition) { e.From = calendar.Date{Year: 2026} }, `from: must be a date that exists`},
		{func(e *plans.Edition) { e.Until = calendar.Date{Year: 2026} }, `until: must be a date that exists`},
		{func(e *plans.Edition) { e.From, e.Until = day("2026-01-01"), day("2026-01-01") }, `until: must be after from \(got "2026-01-01"\)`},
		{func(e *plans.Edition) { e.Zone = "posix/Mars" }, `zone: must be the IANA name.*"posix/Mars"`},
		{func(e *plans.Edition) { e.Zone = "Local" }, `zone: `},
		{func(e *plans.Edition) { e.VATRate = *dec("1") }, `vat_rate: must be a share`},
		{func(e *plans.Edition) { e.VATRate = *dec("-0.1") }, `vat_rate: .*"-0.1"`},
		{func(e *plans.Edition) { e.VATRate = *dec("0.20001") }, `vat_rate: .*four decimals`},
		{func(e *plans.Edition) { e.VATChanges = rateChanges("2026-09-01", "0") }, `vat_changes\[0\].rate: must be above 0 in category S.* \(got "0"\)`},
		{func(e *plans.Edition) { e.VATChanges = rateChanges("2026-09-01", "1") }, `vat_changes\[0\].rate: must be a share`},
		{func(e *plans.Edition) { e.VATChanges = rateChanges("2090-01-01", "0.1") }, `vat_changes\[0\].on: must be a date of the years 1990 to 2089 \(got "2090-01-01"\)`},
		{func(e *plans.Edition) { e.VATChanges = rateChanges("2026-09-01", "0.1", "2026-09-01", "0.2") }, `vat_changes\[1\].on: must be after the change before \(got "2026-09-01"\)`},
		{func(e *plans.Edition) { e.Always[0].Feature = "Nine" }, `always\[0\].feature: must be 1 to 40 of .* \(got "Nine"\)`},
		{func(e *plans.Edition) { e.Always[0].Rules = []string{"S4", ""} }, `always\[0\].rules\[1\]: `},
		{func(e *plans.Edition) { e.Plans = nil }, `plans: must be at least one`},
		{func(e *plans.Edition) { e.Plans[1].Level = servicelevel.Standard }, `plans\[1\].level: must not be given twice \(got "standard"\)`},
		{func(e *plans.Edition) { e.Rules = make([]string, 101) }, `rules: must be at most 100 \(got "101"\)`},
		{func(e *plans.Edition) { e.Plans[2].Work.Block = 0 }, `plans\[2\].work.block: must lie from PT1S to PT24H \(got "PT0S"\)`},
	} {
		e := plans.NUXIT()
		c.change(&e)
		assert.Regexp(t, "^"+c.want, fmt.Sprint(e.Validate()))
		_, err := servicelevel.Compile(e)
		assert.Regexp(t, "^"+c.want, fmt.Sprint(err))
	}
	e := plans.NUXIT()
	e.ID, e.Provider, e.Plans[0].Name.FR, e.Plans[4].Work.Block = "", "", "", time.Hour
	assert.Len(t, strings.Split(fmt.Sprint(e.Validate()), "\n"), 4)
}

// TestEditionsOnOffer: a contract keeps the edition that it was signed under.
func TestEditionsOnOffer(t *testing.T) {
	e := plans.NUXIT()
	e.From, e.Until = day("2020-01-01"), day("2021-01-01")
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	for signed, ok := range map[string]bool{"2019-12-31": false, "2020-01-01": true, "2020-12-31": true, "2021-01-01": false} {
		ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
		ct.Signed = day(signed)
		_, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		if ok {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, "contract.signed: ")
		}
		ct.Signed, ct.Start = calendar.Date{}, day(signed)
		_, err = c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		assert.Equal(t, ok, err == nil)
	}
	e.Plans = e.Plans[:2]
	c, err = servicelevel.Compile(e)
	require.NoError(t, err)
	ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
	_, err = c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
	assert.ErrorContains(t, err, "contract.level: is not a level of the edition nuxit")
	_, ok := c.Plan(servicelevel.Pro)
	assert.False(t, ok)
}

// enum is a small enumeration with a text form.
type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func requireNames[T ~uint8, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, names ...string) {
	t.Helper()
	for i, name := range names {
		v := any(T(i)).(enum)
		assert.Equal(t, name, v.String())
		b, err := v.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, name, string(b))
		back := T(200)
		require.NoError(t, P(&back).UnmarshalText(b))
		assert.Equal(t, T(i), back)
	}
	unknown := any(T(len(names))).(enum)
	_, err := unknown.MarshalText()
	require.Error(t, err)
	assert.Contains(t, unknown.String(), fmt.Sprintf("(%d)", len(names)))
	kept := T(1)
	for _, bad := range []string{"", "no such value", strings.ToUpper(names[0])} {
		var e *servicelevel.FieldError
		require.ErrorAs(t, P(&kept).UnmarshalText([]byte(bad)), &e)
		assert.Contains(t, e.Reason, names[0])
		assert.Equal(t, T(1), kept)
	}
}

func TestNames(t *testing.T) {
	requireNames[plans.Party](t, "customer", "provider", "third_party")
	requireNames[plans.Access](t, "administrator", "extended_user")
	requireNames[servicelevel.Channel](t, "ticket", "telephone", "mail", "monitoring")
	requireNames[plans.Step](t, "qualify", "estimate", "perform", "report")
	requireNames[servicelevel.RequestKind](t, "request", "incident")
	requireNames[invoice.LineKind](t, "fee", "pack", "penalty", "late", "refund", "withdrawal", "charge", "hours", "quota")
	requireNames[plans.Verdict](t, "eligible", "refused", "contact_us")
	requireNames[plans.Requirement](t, "ordered_since", "new_server", "licence", "pre_sales_study")
	requireNames[plans.Operation](t, "incidents", "audit", "investigation", "installation", "software_update")
	requireNames[plans.Task](t, "provide_hardware", "administer", "use", "update", "run_software", "keep_data", "have_skills",
		"third_party_work", "open_tickets", "order_credit_first")
	var s statement.Schema
	assert.Equal(t, "palier/1", s.String())
	assert.Error(t, s.UnmarshalText([]byte("palier/2")))
	assert.NoError(t, s.UnmarshalText([]byte("palier/1")))
	assert.Equal(t, 5, len(slices.Compact(slices.Collect(slices.Values(func() []servicelevel.Level { l := plans.Levels(); return l[:] }())))))
}
