package servicelevel_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// levelAt is the level of a number (S1).
func levelAt(n int) servicelevel.Level { return plans.Levels()[n] }

func numberOf(l servicelevel.Level) int {
	levels := plans.Levels()
	return slices.Index(levels[:], l)
}

// metals is an edition with levels and features of its own, as JSON: silver has an hour a month,
// gold an hour and a half, platinum is on quote.
const metals = `{"id":"metals","provider":"Metals","zone":"Europe/Paris","vat_rate":"0.2",
	"features":[{"feature":"ddos_shield","name":{"fr":"bouclier anti-DDoS","en":"DDoS shield"}},{"feature":"hotline","name":{"fr":"astreinte","en":"on-call line"}}],
	"always":[{"feature":"ddos_shield"}],
	"plans":[
	{"level":"end","name":{"fr":"Bronze","en":"Bronze"},"fee":{"monthly":"5.00"},"hours":HOURS,"desk":{"channels":["ticket"]},"work":{"block":"PT30M"},"prices":PRICES},
	{"level":"silver","name":{"fr":"Argent","en":"Silver"},"includes":["end"],"fee":{"monthly":"25.00"},"hours":HOURS,"desk":{"channels":["ticket"]},"work":{"block":"PT30M"},"allowance":{"monthly":"PT1H"},"prices":PRICES},
	{"level":"gold","name":{"fr":"Or","en":"Gold"},"includes":["end","silver"],"fee":{"monthly":"60.00"},"hours":HOURS,"desk":{"channels":["ticket"]},"work":{"block":"PT30M"},"allowance":{"monthly":"PT1H30M"},"prices":PRICES,"entitlements":[{"feature":"ddos_shield"},{"feature":"monitoring"}]},
	{"level":"platinum","name":{"fr":"Platine","en":"Platinum"},"fee":{"monthly":"0.00","on_quote":true}}
	]}`

func metalsEdition(t require.TestingT) plans.Edition {
	doc := strings.ReplaceAll(metals, "HOURS", `{"schedule":{"zone":"Europe/Paris","hours":[{"days":"mon-fri","open":["09:00-18:00"]}]}}`)
	var e plans.Edition
	require.NoError(t, json.Unmarshal([]byte(strings.ReplaceAll(doc, "PRICES", `{"tariff":{"packs":[{"time":"PT1H","price":"80.00"}]}}`)), &e))
	return e
}

func metalsCatalogue(t require.TestingT) *servicelevel.Catalogue {
	c, err := servicelevel.Compile(metalsEdition(t))
	require.NoError(t, err)
	return c
}

func TestLevelText(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{
		"pro": true, "gold": true, "0": true, "s2.large-x_1": true, strings.Repeat("a", 40): true, strings.Repeat("a", 41): false,
		"": false, "Pro": false, "two words": false, "_a": false, "-a": false, ".a": false, "é": false, "a\x00": false, "a,b": false,
	} {
		level := servicelevel.Pro
		err := level.UnmarshalText([]byte(text))
		assert.Equal(t, ok, err == nil, text)
		_, err = servicelevel.Level(text).MarshalText()
		assert.Equal(t, ok, err == nil, text)
		_, err = plans.Feature(text).MarshalText()
		assert.Equal(t, ok, err == nil, text)
		if ok {
			assert.Equal(t, text, level.String())
			continue
		}
		assert.Equal(t, servicelevel.Pro, level, "stays as it was")
		assert.ErrorContains(t, err, "feature: must be 1 to 40 of the characters")
	}
}

func TestEditionNamesLevels(t *testing.T) {
	t.Parallel()
	c := metalsCatalogue(t)
	assert.Equal(t, []servicelevel.Level{"end", "silver", "gold", "platinum"}, c.Levels())
	assert.Equal(t, readAgain(t, c.Edition()), c.Edition())
	p, ok := c.Plan("gold")
	require.True(t, ok)
	assert.True(t, p.Has("ddos_shield"))
	for f, want := range map[plans.Feature]string{"ddos_shield": "DDoS shield", "hotline": "on-call line", "monitoring": "monitoring", "unheard_of": ""} {
		name, ok := c.FeatureName(f)
		assert.Equal(t, want, name.EN)
		assert.Equal(t, want != "", ok)
	}
	for want, change := range map[string]func(*plans.Edition){
		`plans[1].level: must not be given twice (got "end")`:                                            func(e *plans.Edition) { e.Plans[1].Level = "end" },
		`plans[1].includes[0]: must be the level of a plan before (got "gold")`:                          func(e *plans.Edition) { e.Plans[1].Includes[0] = "gold" },
		`plans[1].includes[0]: must be the level of a plan before (got "pro")`:                           func(e *plans.Edition) { e.Plans[1].Includes[0] = "pro" },
		`plans[1].includes[0]: must be a level below the plan's own (got "silver")`:                      func(e *plans.Edition) { e.Plans[1].Includes[0] = "silver" },
		`plans[2].entitlements[0].feature: must be a feature of the pages, such as monitoring, or one o`: func(e *plans.Edition) { e.Features = e.Features[1:] },
		`the edition's features: ddos_shield, hotline (got "ddos_shields")`:                              func(e *plans.Edition) { e.Always[0].Feature = "ddos_shields" },
		`features[1].feature: must not be given twice (got "ddos_shield")`:                               func(e *plans.Edition) { e.Features[1].Feature = "ddos_shield" },
		`features[0].name.fr: must not be empty`:                                                         func(e *plans.Edition) { e.Features[0].Name.FR = "" },
		`plans: must be at most 100 (got "101")`:                                                         func(e *plans.Edition) { e.Plans = append(e.Plans, make([]plans.Plan, 97)...) },
	} {
		e := metalsEdition(t)
		change(&e)
		assert.ErrorContains(t, e.Validate(), want)
	}
}

// The contract of a level that the edition does not have is refused by name, with those that it has.
func TestLevelsThatAnEditionDoesNotHave(t *testing.T) {
	t.Parallel()
	c := metalsCatalogue(t)
	own := func() servicelevel.Contract {
		ct := contract("metals", "gold", "2026-01-01")
		ct.Rent = dec("100.00")
		ct.Changes = []servicelevel.Change{{On: day("2026-02-01"), Level: "platinum", Quote: quote()}}
		ct.Changes[0].Quote.Level = "platinum"
		return ct
	}
	_, err := c.Open(own())
	require.NoError(t, err)
	for want, change := range map[string]func(*servicelevel.Contract){
		`contract.level: is not a level of the edition metals, which has end, silver, gold, platinum (got "pro")`: func(ct *servicelevel.Contract) { ct.Level = servicelevel.Pro },
		`contract.changes[0].quote.level: is not a level on quote of the edition metals (got "gold")`:             func(ct *servicelevel.Contract) { ct.Changes[0].Quote.Level = "gold" },
		`contract.changes[0].quote.level: is not a level on quote of the edition metals (got "diamond")`:          func(ct *servicelevel.Contract) { ct.Changes[0].Quote.Level, ct.Changes[0].Level = "diamond", "diamond" },
		`contract.changes[0].level: is on quote (S72): the contract needs one in quote (got "platinum")`:          func(ct *servicelevel.Contract) { ct.Changes[0].Quote = nil },
		`contract.changes[0].quote.entitlements[0].feature: must be a feature of the pages`: func(ct *servicelevel.Contract) {
			ct.Changes[0].Quote.Entitlements = []plans.Entitlement{{Feature: "gym"}}
		},
	} {
		ct := own()
		change(&ct)
		_, err := c.Open(ct)
		assert.ErrorContains(t, err, want)
	}
}

// TestAllowanceOfOwnLevels: each level's allowance is for its own days (D27), through a state too,
// in which the levels have the numbers of State.Levels. By hand: May has silver's hour to the 14th and
// gold's hour and a half from then on, 27 and 49 min by days; a block of 30 min on the 4th has 27 free, one on
// the 20th is free.
func TestAllowanceOfOwnLevels(t *testing.T) {
	t.Parallel()
	c := metalsCatalogue(t)
	ct := contract("metals", "silver", "2026-04-01")
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{{On: day("2026-05-15"), Level: "gold"}, {On: day("2026-07-01"), Level: "end"}}
	ct.End = day("2026-07-15")
	facts := func() []servicelevel.Fact {
		list := []servicelevel.Fact{givenHours("G", "2026-04-01 09:00", time.Hour)}
		add := func(ticket, asked, from string, time time.Duration) {
			list = append(list, servicelevel.Fact{ID: ticket + " asked", Kind: servicelevel.Requested, Ticket: ticket, At: wall(asked)},
				servicelevel.Fact{ID: ticket + " worked", Kind: servicelevel.Worked, Ticket: ticket, At: wall(from), End: wall(from).Add(time)})
		}
		add("A", "2026-05-04 09:00", "2026-05-04 09:30", 30*time.Minute)
		add("B", "2026-05-20 09:00", "2026-05-20 09:30", 20*time.Minute)
		return list
	}
	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(facts()...))
	_, april, err := book.Close(month("2026-04"))
	require.NoError(t, err)
	s, may, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	require.Len(t, s.Tickets, 2)
	assert.Equal(t, 27*time.Minute, s.Tickets[0].FromAllowance, "14 of 31 days of an hour, in whole minutes")
	assert.Equal(t, 30*time.Minute, s.Tickets[1].FromAllowance)
	assert.Equal(t, []servicelevel.Level{"silver", "gold", "end"}, may.Levels)
	names := []string{}
	for _, days := range s.Levels {
		names = append(names, string(days.Level)+" "+days.Name.EN)
	}
	assert.Equal(t, []string{"silver Silver", "gold Gold"}, names)

	again, err := c.Resume(ct, readAgain(t, april))
	require.NoError(t, err)
	require.NoError(t, again.Record(facts()...))
	s2, may2, err := again.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, encode(t, s), encode(t, s2))
	assert.Equal(t, encode(t, may), encode(t, may2))
	for want, change := range map[string]func(*servicelevel.State){
		`levels[0]: must be none of the five levels, and be given once (got "pro")`: func(s *servicelevel.State) { s.Levels[0] = servicelevel.Pro },
		`levels[1]: must be none of the five levels, and be given once (got "silv`:  func(s *servicelevel.State) { s.Levels[1] = "silver" },
		`levels[1]: must be 1 to 40`:                                  func(s *servicelevel.State) { s.Levels[1] = "" },
		`past[1].allowances[0].plan: must lie from -2 to 8 (got "9")`: func(s *servicelevel.State) { s.Past[1].Allowances[0].Plan = 9 },
		`past[1].allowances[1].plan: must lie from -2 to 6 (got "7")`: func(s *servicelevel.State) { s.Levels = s.Levels[:1] },
	} {
		bad := readAgain(t, may)
		change(&bad)
		assert.ErrorContains(t, bad.Validate(), want)
	}

	account, err := c.Account(ct)
	require.NoError(t, err)
	plans := []string{}
	for e := range account.Entries() {
		plans = append(plans, e.Plan)
	}
	assert.Equal(t, []string{"silver", "gold", "end", "after the end"}, plans[:4], "a level may be called as the days after the end are")
}

func TestCompareAndDiffOwnLevels(t *testing.T) {
	t.Parallel()
	c := metalsCatalogue(t)
	ct := contract("metals", "silver", "2026-04-01")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "A", At: wall("2026-05-04 09:00")}},
		Interventions: []servicelevel.Intervention{session("A", "2026-05-04 09:30", 75*time.Minute)},
	}
	compare := func() map[servicelevel.Level]string {
		got, err := compare.Levels(c, ct, act, month("2026-05"), month("2026-05"))
		require.NoError(t, err)
		costs := map[servicelevel.Level]string{}
		order := []servicelevel.Level{}
		for _, l := range got.Levels {
			costs[l.Level] = l.Cost.StringFixed(2)
			order = append(order, l.Level)
		}
		assert.Equal(t, []servicelevel.Level{"end", "silver", "gold", "platinum"}[:len(order)], order)
		assert.Equal(t, readAgain(t, got), got)
		return costs
	}
	// 75 min are 3 blocks: 90 min to be bought by the hour, 30 beyond silver's hour, none beyond gold's.
	assert.Equal(t, map[servicelevel.Level]string{"end": "165.00", "silver": "105.00", "gold": "60.00"}, compare())
	ct.Quote = quote()
	ct.Quote.Level = "platinum"
	assert.Len(t, compare(), 4)

	e := metalsEdition(t)
	e.Plans[1], e.Plans[2] = e.Plans[2], e.Plans[1]
	e.Plans[1].Includes, e.Plans[2].Includes = nil, nil
	other, err := servicelevel.Compile(e)
	require.NoError(t, err)
	var paths []string
	for _, d := range diff(c, other) {
		paths = append(paths, d.Path+" "+d.A+" | "+d.B)
	}
	assert.Equal(t, []string{"plans end, silver, gold, platinum | end, gold, silver, platinum", "includes end, silver | ", "includes end | "}, paths)
	assert.Empty(t, diff(c, metalsCatalogue(t)))
	assert.Equal(t, "level", diff(c, servicelevel.NUXIT())[len(diff(c, servicelevel.NUXIT()))-1].Path)
}
