package plans

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

// standardPlan returns level 0 without the parts that the two pages state
// differently: how work is charged, what hours cost, third parties.
func standardPlan() Plan {
	return Plan{
		Level: Standard,
		Name:  Wording{FR: "Standard", EN: "Standard"},
		Audience: Wording{
			FR: "Pour qui administre son serveur lui-même et n'appelle les ingénieurs qu'au besoin.",
			EN: "For whoever administers the server himself and calls the engineers in only at need.",
		},
		Default: true,
		Fee:     Fee{},
		Hours: Hours{
			Schedule: calendar.OfficeHours(),
			Rules:    []string{"S12", "S13", "S14", "S15"},
		},
		Desk: Desk{
			Channels: []Channel{ByTicket},
			Steps:    []Step{StepQualify, StepEstimate, StepPerform, StepReport},
			Refused:  []Refusal{{ByTelephone, []string{"S28"}}},
			Rules:    []string{"S27", "S29", "S30"},
		},
		Entitlements: []Entitlement{
			{HardwareAndNetwork, []string{"S6"}},
			{EngineersOnRequest, []string{"S11"}},
		},
		Duties: []Duty{
			{TaskHardware, Provider, []string{"S6"}},
			{TaskAdministration, Customer, []string{"S7", "S8"}},
			{TaskUse, Customer, []string{"S8"}},
			{TaskUpdates, Customer, []string{"S8"}},
			{TaskSoftware, Customer, []string{"S8"}},
			{TaskData, Customer, []string{"S8"}},
			{TaskSkills, Customer, []string{"S9"}},
			{TaskTickets, Customer, []string{"S27"}},
		},
		Rules: []string{"S1", "S5", "S16", "S83"},
	}
}

// plansOn returns the five plans that build on level 0, the last one with the
// technologies that the page allows.
func plansOn(standard Plan, technologies Entitlement) []Plan {
	serenity := serenityPlan(standard)
	pro := proPlan(serenity)
	return []Plan{standard, serenity, pro, businessPlan(pro), criticalPlan(technologies)}
}

func serenityPlan(standard Plan) Plan {
	p := clone.Of(standard)
	p.Level, p.Default = Serenity, false
	p.Name = Wording{FR: "Sérénité", EN: "Serenity"}
	p.Audience = Wording{
		FR: "Pour qui n'a ni le temps ni les compétences : le serveur est contrôlé et tenu à jour.",
		EN: "For whoever lacks the time or the skills: the server is checked and kept up to date.",
	}
	p.Fee = Fee{Monthly: decimal.New(15, 0), Rules: []string{"S31"}}
	p.Entitlements = append(
		p.Entitlements,
		Entitlement{CheckUp, []string{"S32"}},
		Entitlement{CheckUpReport, []string{"S33"}},
		Entitlement{OSUpdates, []string{"S34"}},
		Entitlement{PleskUpdates, []string{"S35"}},
	)
	p.Conditions = []Condition{orderedSince("S36")}
	p.Rules = []string{"S1", "S16", "S37", "S83"}
	return p
}

// orderedSince is the condition of levels 1 and 2: from 20 June 2014 on, that
// day included (D20).
func orderedSince(rule string) Condition {
	return Condition{
		Requirement: OrderedSince,
		Since:       calendar.Date{Year: 2014, Month: time.June, Day: 20},
		Otherwise:   Refused,
		Rules:       []string{rule, "D20"},
	}
}

func proPlan(serenity Plan) Plan {
	p := clone.Of(serenity)
	p.Level = Pro
	p.Name = Wording{FR: "Pro", EN: "Pro"}
	p.Audience = Wording{
		FR: "Pour un usage professionnel : des experts joignables à toute heure, à la place ou en renfort de l'équipe.",
		EN: "For professional use: experts at any hour, in place of the customer's team or beside it.",
	}
	p.Includes = []Level{Serenity}
	p.Fee = Fee{Monthly: decimal.New(45, 0), Rules: []string{"S38"}}
	p.Hours.IncidentsAnytime = true
	p.Hours.IncidentRules = []string{"S48", "S49"}
	p.Desk.Priority = true
	p.Desk.Rules = append(p.Desk.Rules, "S40")
	p.Work.PrepaidRules = append(p.Work.PrepaidRules, "S50")
	p.Allowance = Allowance{
		Monthly:    90 * time.Minute,
		Operations: []Operation{OpIncidents, OpAudit, OpInvestigation, OpInstallation, OpUpdate},
		Rules:      []string{"S43", "S45"},
	}
	p.Guarantee = &Guarantee{Terms: response.Guarantee{Within: 4 * time.Hour}, Rules: []string{"S46"}}
	p.Entitlements = append(
		p.Entitlements,
		Entitlement{PriorityQueue, []string{"S40"}},
		Entitlement{ShortReplyTimes, []string{"S41"}},
		Entitlement{Hotline, []string{"S42"}},
		Entitlement{MonthlyAllowance, []string{"S43", "S44", "S45"}},
		Entitlement{GuaranteedIntervention, []string{"S46"}},
		Entitlement{IncidentsAroundTheClock, []string{"S49"}},
		Entitlement{Reinforcement, []string{"S51"}},
	)
	p.assign(TaskAdministration, Customer, "S51")
	p.Conditions = []Condition{orderedSince("S47")}
	p.Rules = []string{"S1", "S39", "S83"}
	return p
}

func businessPlan(pro Plan) Plan {
	p := clone.Of(pro)
	p.Level = Business
	p.Name = Wording{FR: "Business", EN: "Business"}
	p.Audience = Wording{
		FR: "Pour les entreprises qui confient toute l'administration du serveur à l'hébergeur.",
		EN: "For companies that leave the whole administration of the server to the provider.",
	}
	p.Includes = []Level{Serenity, Pro}
	p.Fee = Fee{Monthly: decimal.New(90, 0), Rules: []string{"S52"}}
	p.Desk.Channels = append(p.Desk.Channels, ByMonitoring)
	p.Desk.Proactive = true
	p.Desk.Rules = append(p.Desk.Rules, "S65")
	p.Guarantee = &Guarantee{Terms: response.Guarantee{Within: 45 * time.Minute, Monitored: true}, Rules: []string{"S63"}}
	p.Availability = &Availability{Terms: penalty.Terms{Target: decimal.New(999, -3), Rate: decimal.New(5, -2)}, Rules: []string{"S61", "S62"}}
	p.Access = ExtendedUserAccess
	p.Entitlements = append(
		p.Entitlements,
		Entitlement{FullyManaged, []string{"S53"}},
		Entitlement{OSGuarantee, []string{"S59"}},
		Entitlement{PleskGuarantee, []string{"S60"}},
		Entitlement{AvailabilityGuarantee, []string{"S61", "S62"}},
		Entitlement{Monitoring, []string{"S64"}},
		Entitlement{ProactiveIntervention, []string{"S65"}},
		Entitlement{ResourceGraphs, []string{"S66"}},
		Entitlement{ThresholdAlerts, []string{"S67"}},
		Entitlement{AccountManager, []string{"S68"}},
	)
	i := slices.IndexFunc(p.Entitlements, func(e Entitlement) bool { return e.Feature == GuaranteedIntervention })
	p.Entitlements[i].Rules = []string{"S63"} // in place of S46
	p.assign(TaskAdministration, Provider, "S54")
	p.assign(TaskUpdates, Provider, "S54")
	p.assign(TaskSoftware, Provider, "S55")
	p.Duties = slices.DeleteFunc(p.Duties, func(d Duty) bool { return d.Task == TaskSkills })
	p.Conditions = []Condition{
		{Requirement: WithNewServer, Otherwise: ContactUs, Rules: []string{"S69", "S71"}},
		{Requirement: HasLicence, Licence: "Plesk Web Host Edition", Otherwise: Refused, Rules: []string{"S70"}},
	}
	p.Rules = []string{"S1", "S56", "S57", "S58", "S83"}
	return p
}

// criticalPlan returns level 4 as it is published: no figure, and nothing taken
// over from another level (S82, D25).
func criticalPlan(technologies Entitlement) Plan {
	return Plan{
		Level: CriticalBusiness,
		Name:  Wording{FR: "Critical Business", EN: "Critical Business"},
		Audience: Wording{
			FR: "Pour les besoins les plus critiques : une plate-forme et des services conçus sur mesure.",
			EN: "For the most critical needs: a platform and services made to measure.",
		},
		Fee: Fee{OnQuote: true, Rules: []string{"S72"}},
		Entitlements: []Entitlement{
			{HighAvailabilityPlatform, []string{"S73"}},
			technologies,
			{CustomerProcedures, []string{"S75"}},
			{BespokeServices, []string{"S76"}},
			{ApplicationMaintenance, []string{"S77"}},
			{ReferentEngineer, []string{"S78"}},
			{TechnicalOwner, []string{"S79"}},
		},
		Conditions: []Condition{
			{Requirement: PreSalesStudy, Otherwise: ContactUs, Rules: []string{"S72", "S80", "S81"}},
		},
		Rules: []string{"S1", "S82", "S83"},
	}
}

// nuxitPrices returns the four packs of NUXIT's page.
func nuxitPrices() *Prices {
	pack := func(hours, euros int64) credit.Pack {
		return credit.Pack{Time: time.Duration(hours) * time.Hour, Price: decimal.New(euros, 0)}
	}
	return &Prices{
		Tariff: credit.Tariff{
			Packs:   []credit.Pack{pack(3, 169), pack(5, 239), pack(10, 399), pack(20, 699)},
			Minimum: 3 * time.Hour,
		},
		PackRules: []string{"S23", "S24", "S25", "S26"},
		Rules:     []string{"S22"},
	}
}

// assign puts a task into another party's hands.
func (p *Plan) assign(t Task, party Party, rules ...string) {
	i := slices.IndexFunc(p.Duties, func(d Duty) bool { return d.Task == t })
	p.Duties[i] = Duty{t, party, rules}
}
