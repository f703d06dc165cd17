package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

func plan(t *testing.T, l servicelevel.Level) plans.Plan {
	t.Helper()
	p, ok := servicelevel.NUXIT().Plan(l)
	require.True(t, ok)
	return p
}

// TestEligible covers S36, S47, S69–S72 and D20, around midnight in Paris.
func TestEligible(t *testing.T) {
	const plesk = "Plesk Web Host Edition"
	eve, dawn := wall("2014-06-19 23:59:59.999999999"), wall("2014-06-20 00:00")
	for _, c := range []struct {
		level   servicelevel.Level
		server  plans.Server
		verdict plans.Verdict
		rules   []string // of what is unmet
	}{
		{servicelevel.Standard, plans.Server{Ordered: wall("2001-01-01 00:00")}, plans.Eligible, nil},
		{servicelevel.Serenity, plans.Server{Ordered: eve}, plans.Refused, []string{"S36", "D20"}},
		{servicelevel.Serenity, plans.Server{Ordered: eve.UTC().Add(1)}, plans.Eligible, nil},
		{servicelevel.Serenity, plans.Server{Ordered: dawn.UTC(), InService: true}, plans.Eligible, nil},
		{servicelevel.Pro, plans.Server{Ordered: eve.UTC()}, plans.Refused, []string{"S47", "D20"}},
		{servicelevel.Pro, plans.Server{Ordered: dawn}, plans.Eligible, nil},
		{servicelevel.Pro, plans.Server{Ordered: wall("2014-06-21 00:00"), InService: true}, plans.Eligible, nil},
		{servicelevel.Business, plans.Server{Ordered: dawn, Licences: []string{"cPanel", plesk}}, plans.Eligible, nil},
		{servicelevel.Business, plans.Server{Ordered: dawn}, plans.Refused, []string{"S70"}},
		{servicelevel.Business, plans.Server{Ordered: dawn, Licences: []string{"Plesk"}}, plans.Refused, []string{"S70"}},
		{servicelevel.Business, plans.Server{Ordered: dawn, InService: true, Licences: []string{plesk}}, plans.ContactUs, []string{"S69", "S71"}},
		{servicelevel.Business, plans.Server{Ordered: dawn, InService: true}, plans.ContactUs, []string{"S69", "S71", "S70"}},
		{servicelevel.CriticalBusiness, plans.Server{Ordered: dawn}, plans.ContactUs, []string{"S72", "S80", "S81"}},
	} {
		for _, cat := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
			p, _ := cat.Plan(c.level)
			d, err := p.Eligible(c.server, cat.Location())
			require.NoError(t, err)
			assert.Equal(t, c.verdict, d.Verdict, "%s %+v", c.level, c.server)
			var rules []string
			for _, u := range d.Unmet {
				rules = append(rules, u.Rules...)
			}
			assert.Equal(t, c.rules, rules)
		}
	}
	_, err := plan(t, servicelevel.Standard).Eligible(plans.Server{Licences: make([]string, 101)}, paris)
	assert.ErrorContains(t, err, "ordered: is missing")
	assert.ErrorContains(t, err, "licences: must be at most 100 (got \"101\")")
	assert.ErrorContains(t, err, "licences[0]: must be 1 to 500 bytes of text")
	assert.NoError(t, plans.Server{Ordered: dawn, Licences: slices.Repeat([]string{"cPanel"}, 100)}.Validate())
}

// TestConditionsSortByVerdict: whoever must be asked outranks a refusal, wherever
// it stands.
func TestConditionsSortByVerdict(t *testing.T) {
	p := plan(t, servicelevel.Business)
	slices.Reverse(p.Conditions)
	d, err := p.Eligible(plans.Server{Ordered: wall("2026-01-01 00:00"), InService: true}, paris)
	require.NoError(t, err)
	assert.Equal(t, plans.ContactUs, d.Verdict)
	assert.Equal(t, plans.WithNewServer, d.Unmet[0].Requirement)
	assert.Len(t, d.Unmet, 2)
}

func TestAnswersAndFeatures(t *testing.T) {
	type duties map[plans.Task]plans.Party
	for l, want := range []duties{
		{
			plans.TaskHardware: plans.Provider, plans.TaskAdministration: plans.Customer,
			plans.TaskUpdates: plans.Customer, plans.TaskSoftware: plans.Customer, plans.TaskData: plans.Customer,
			plans.TaskUse: plans.Customer, plans.TaskSkills: plans.Customer, plans.TaskTickets: plans.Customer,
			plans.TaskThirdParty: plans.Customer, plans.TaskCredit: plans.Customer,
		},
		{plans.TaskAdministration: plans.Customer},
		{plans.TaskAdministration: plans.Customer, plans.TaskSkills: plans.Customer},
		{
			plans.TaskAdministration: plans.Provider, plans.TaskUpdates: plans.Provider,
			plans.TaskSoftware: plans.Provider, plans.TaskData: plans.Customer,
		},
	} {
		p := plan(t, levelAt(l))
		for task, party := range want {
			got, ok := p.Answers(task)
			assert.True(t, ok)
			assert.Equal(t, party, got, "%d %s", l, task)
		}
	}
	_, ok := plan(t, servicelevel.Business).Answers(plans.TaskSkills)
	assert.False(t, ok)
	magic, _ := servicelevel.Magic().Plan(servicelevel.Standard)
	party, _ := magic.Answers(plans.TaskThirdParty)
	assert.Equal(t, plans.ThirdParty, party) // S10
	for f, from := range map[plans.Feature]int{
		plans.HardwareAndNetwork: 0, plans.EngineersOnRequest: 0, plans.CheckUp: 1, plans.CheckUpReport: 1, plans.OSUpdates: 1,
		plans.PleskUpdates: 1, plans.PriorityQueue: 2, plans.ShortReplyTimes: 2, plans.Hotline: 2, plans.MonthlyAllowance: 2,
		plans.GuaranteedIntervention: 2, plans.IncidentsAroundTheClock: 2, plans.Reinforcement: 2, plans.FullyManaged: 3,
		plans.OSGuarantee: 3, plans.PleskGuarantee: 3, plans.AvailabilityGuarantee: 3, plans.Monitoring: 3,
		plans.ProactiveIntervention: 3, plans.ResourceGraphs: 3, plans.ThresholdAlerts: 3, plans.AccountManager: 3,
	} {
		for l := range 4 {
			assert.Equal(t, l >= from, plan(t, levelAt(l)).Has(f), "%d %s", l, f)
		}
	}
	for _, f := range []plans.Feature{
		plans.HighAvailabilityPlatform, plans.CustomerProcedures, plans.BespokeServices, plans.ApplicationMaintenance,
		plans.ReferentEngineer, plans.TechnicalOwner,
	} {
		assert.True(t, plan(t, servicelevel.CriticalBusiness).Has(f))
	}
	ids := plan(t, servicelevel.Business).Cites()
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(ids))), len(ids))
	assert.Equal(t, []servicelevel.Level{servicelevel.Serenity, servicelevel.Pro}, plan(t, servicelevel.Business).Includes)
	assert.Equal(t, []plans.Step{plans.StepQualify, plans.StepEstimate, plans.StepPerform, plans.StepReport}, plan(t, servicelevel.Pro).Desk.Steps)
}

func TestPlanFaults(t *testing.T) {
	huge := decimal.New(1, 1<<30)
	for _, c := range []struct {
		change func(*plans.Plan)
		want   string
	}{
		{func(p *plans.Plan) { p.Level = "critical business" }, `level: must be 1 to 40 of .* \(got "critical business"\)`},
		{func(p *plans.Plan) { p.Name.FR = "" }, `name.fr: `},
		{func(p *plans.Plan) { p.Name.EN = strings.Repeat("x", 501) }, `name.en: `},
		{func(p *plans.Plan) { p.Audience.EN = "" }, `audience.en: `},
		{func(p *plans.Plan) { p.Includes[1] = servicelevel.Business }, `includes\[1\]: must be a level below the plan's own \(got "business"\)`},
		{func(p *plans.Plan) { p.Fee.Monthly = *dec("-0.01") }, `fee.monthly: must not be negative \(got "-0.01"\)`},
		{func(p *plans.Plan) { p.Fee.Monthly = *dec("9.9999") }, `fee.monthly: must have at most three decimals \(got "9.9999"\)`},
		{func(p *plans.Plan) { p.Fee.Monthly = huge }, `fee.monthly: must lie between .* \(got "1e1073741824"\)`},
		{func(p *plans.Plan) { p.Fee.Rules[0] = "S1 " }, `fee.rules\[0\]: `},
		{func(p *plans.Plan) { p.Hours.Schedule.Zone = "" }, `hours.schedule.zone: `},
		{func(p *plans.Plan) { p.Hours.Rules[0] = "" }, `hours.rules\[0\]: `},
		{func(p *plans.Plan) { p.Hours.IncidentRules[0] = "" }, `hours.incident_rules\[0\]: `},
		{func(p *plans.Plan) { p.Desk.Channels = nil }, `desk.channels: must be at least one`},
		{func(p *plans.Plan) { p.Desk.Channels[0] = 4 }, `desk.channels\[0\]: must be one of .* \(got "4"\)`},
		{func(p *plans.Plan) { p.Desk.Refused[0].Channel = 4 }, `desk.refused\[0\].channel: must be one of`},
		{func(p *plans.Plan) { p.Desk.Refused[0].Channel = servicelevel.ByTicket }, `desk.refused\[0\].channel: must not be among the channels taken \(got "ticket"\)`},
		{func(p *plans.Plan) { p.Desk.Refused[0].Rules[0] = "" }, `desk.refused\[0\].rules\[0\]: `},
		{func(p *plans.Plan) { p.Desk.Steps[3] = 4 }, `desk.steps\[3\]: must be one of .* \(got "4"\)`},
		{func(p *plans.Plan) { p.Desk.Rules[0] = "" }, `desk.rules\[0\]: `},
		{func(p *plans.Plan) { p.Work.Block = time.Second - 1 }, `work.block: must lie from PT1S to PT24H`},
		{func(p *plans.Plan) { p.Work.Block = 24*time.Hour + 1 }, `work.block: must lie from PT1S to PT24H`},
		{func(p *plans.Plan) { p.Work.Minimum = -1 }, `work.minimum: must lie from PT0S to PT24H`},
		{func(p *plans.Plan) { p.Work.Minimum = 24*time.Hour + 1 }, `work.minimum: must lie from PT0S to PT24H`},
		{func(p *plans.Plan) { p.Work.BlockRules[0] = "" }, `work.block_rules\[0\]: `},
		{func(p *plans.Plan) { p.Work.PrepaidRules[0] = "" }, `work.prepaid_rules\[0\]: `},
		{func(p *plans.Plan) { p.Work.Uncovered = 4 }, `work.uncovered: must be one of .* \(got "4"\)`},
		{func(p *plans.Plan) { p.Work.UncoveredRules = []string{""} }, `work.uncovered_rules\[0\]: `},
		{func(p *plans.Plan) { p.Work.Uncovered = servicelevel.UncoveredHours }, `prices.hour: must be given`},
		{func(p *plans.Plan) { p.Prices.Hour = dec("0") }, `prices.hour: must be above 0`},
		{func(p *plans.Plan) { p.Prices.Hour = dec("-1") }, `prices.hour: must not be negative`},
		{func(p *plans.Plan) { p.Work.Uncovered, p.Prices = servicelevel.UncoveredPacks, nil }, `work.uncovered: needs packs, .* \(got "packs"\)`},
		{func(p *plans.Plan) {
			p.Work.Uncovered, p.Prices.Tariff.Packs, p.Prices.PackRules = servicelevel.UncoveredPacks, nil, nil
		}, `work.uncovered: needs packs`},
		{func(p *plans.Plan) { p.Work.CreditRules[0] = "" }, `work.credit_rules\[0\]: `},
		{func(p *plans.Plan) { p.Allowance.Monthly = -1 }, `allowance.monthly: must lie from PT0S to PT744H`},
		{func(p *plans.Plan) { p.Allowance.Monthly = 744*time.Hour + 1 }, `allowance.monthly: `},
		{func(p *plans.Plan) { p.Allowance.Rules[0] = "" }, `allowance.rules\[0\]: `},
		{func(p *plans.Plan) { p.Allowance.Operations[0] = 5 }, `allowance.operations\[0\]: must be one of .* \(got "5"\)`},
		{func(p *plans.Plan) { p.Prices.Tariff.Packs[0].Time = -1 }, `prices.tariff.packs\[0\].time: `},
		{func(p *plans.Plan) { p.Prices.Rules[0] = "" }, `prices.rules\[0\]: `},
		{func(p *plans.Plan) { p.Prices.PackRules[0] = "" }, `prices.pack_rules\[0\]: `},
		{func(p *plans.Plan) { p.Prices.PackRules = p.Prices.PackRules[:3] }, `prices.pack_rules: must be one for each pack, or none \(got "3"\)`},
		{func(p *plans.Plan) { p.Guarantee.Terms.Within = 0 }, `guarantee.terms.within: `},
		{func(p *plans.Plan) { p.Guarantee.Rules[0] = "" }, `guarantee.rules\[0\]: `},
		{func(p *plans.Plan) { p.Availability.Terms.Target = *dec("99.9") }, `availability.terms.target: `},
		{func(p *plans.Plan) { p.Availability.Rules[0] = "" }, `availability.rules\[0\]: `},
		{func(p *plans.Plan) { p.Access = 2 }, `access: must be one of .* \(got "2"\)`},
		{func(p *plans.Plan) { p.Entitlements[0].Feature = "" }, `entitlements\[0\].feature: must be 1 to 40 of`},
		{func(p *plans.Plan) { p.Entitlements[0].Rules[0] = "" }, `entitlements\[0\].rules\[0\]: `},
		{func(p *plans.Plan) { p.Entitlements = make([]plans.Entitlement, 101) }, `entitlements: must be at most 100 \(got "101"\)`},
		{func(p *plans.Plan) { p.Duties[0].Task = 10 }, `duties\[0\].task: must be one of .* \(got "10"\)`},
		{func(p *plans.Plan) { p.Duties[0].Party = 3 }, `duties\[0\].party: must be one of .* \(got "3"\)`},
		{func(p *plans.Plan) { p.Duties[0].Rules[0] = "" }, `duties\[0\].rules\[0\]: `},
		{func(p *plans.Plan) { p.Duties = make([]plans.Duty, 101) }, `duties: must be at most 100`},
		{func(p *plans.Plan) { p.Conditions = make([]plans.Condition, 101) }, `conditions: must be at most 100`},
		{func(p *plans.Plan) { p.Conditions[0].Requirement = 4 }, `conditions\[0\].requirement: must be one of .* \(got "4"\)`},
		{func(p *plans.Plan) { p.Conditions[0].Otherwise = 3 }, `conditions\[0\].otherwise: must be one of .* \(got "3"\)`},
		{func(p *plans.Plan) { p.Conditions[0].Requirement = plans.OrderedSince }, `conditions\[0\].since: must be a date that exists`},
		{func(p *plans.Plan) { p.Conditions[0].Since = day("2014-06-20") }, `conditions\[0\].since: belongs to ordered_since alone \(got "2014-06-20"\)`},
		{func(p *plans.Plan) { p.Conditions[0].Licence = "x" }, `conditions\[0\].licence: belongs to licence alone \(got "x"\)`},
		{func(p *plans.Plan) { p.Conditions[1].Licence = "" }, `conditions\[1\].licence: must be 1 to 500 bytes`},
		{func(p *plans.Plan) { p.Conditions[0].Rules[0] = "" }, `conditions\[0\].rules\[0\]: `},
		{func(p *plans.Plan) { p.Rules[0] = strings.Repeat("r", 101) }, `rules\[0\]: must be 1 to 100 bytes`},
	} {
		p := plan(t, servicelevel.Business)
		require.NoError(t, p.Validate())
		c.change(&p)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(p.Validate()))
	}
	p := plan(t, servicelevel.Business) // as long as lists and ids may be
	p.Rules = slices.Repeat([]string{strings.Repeat("r", 100)}, 100)
	p.Entitlements, p.Duties = slices.Repeat(p.Entitlements[:1], 100), slices.Repeat(p.Duties[:1], 100)
	p.Conditions = slices.Repeat(p.Conditions[:1], 100)
	assert.NoError(t, p.Validate())
}

// TestQuoteFaults: a plan on quote has no figures (S72, D25), and a quote that
// states some is checked as a whole.
func TestQuoteFaults(t *testing.T) {
	p := plan(t, servicelevel.CriticalBusiness)
	p.Fee.Monthly, p.Work.Block, p.Work.Minimum, p.Allowance.Monthly = *dec("1"), time.Hour, time.Hour, time.Hour
	p.Prices, p.Guarantee = &plans.Prices{Tariff: credit.Tariff{}}, &plans.Guarantee{}
	p.Work.Uncovered = servicelevel.UncoveredRefused
	p.Availability = &plans.Availability{Terms: penalty.Terms{}}
	err := p.Validate()
	for _, field := range []string{"fee.monthly", "work.block", "work.minimum", "work.uncovered", "allowance.monthly", "prices", "guarantee", "availability"} {
		assert.Regexp(t, "(?m)^"+field+": must not be stated by a plan on quote", err.Error())
	}
	p.Fee.Monthly = decimal.New(1, 1<<30)
	assert.ErrorContains(t, p.Validate(), "fee.monthly: ")
	q := quote()
	q.Fee.Monthly, q.Work.Block, q.Desk.Channels, q.Guarantee.Terms.Within = *dec("0.0001"), 0, nil, -1
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Quote = q
	err = ct.Validate()
	for _, field := range []string{"quote.fee.monthly", "quote.work.block", "quote.desk.channels", "quote.guarantee.terms.within"} {
		assert.Regexp(t, "(?m)^"+field+": ", err.Error())
	}
	ct.Quote = quote()
	ct.Quote.Hours.Schedule.FirstYear = calendar.DefaultLastYear + 1
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, month("2026-05"))
	assert.ErrorContains(t, err, "contract.quote.hours.schedule")
}
