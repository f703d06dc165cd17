package plans

import (
	"database/sql/driver"
	"slices"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Feature is something that a plan gives, as a name that code can branch on. Those of the pages are below; an
// Edition names others in its Features, such as "ddos_shield".
//
// Its text has the form of a Level's. The zero value is no feature and has no text.
type Feature string

// What the plans give. Figures that go with a feature, such as the fee, stand in fields of the Plan.
const (
	HardwareAndNetwork       Feature = "hardware_and_network"        // S6
	EngineersOnRequest       Feature = "engineers_on_request"        // S11
	CheckUp                  Feature = "check_up"                    // at least once a month (S32)
	CheckUpReport            Feature = "check_up_report"             // by mail (S33)
	OSUpdates                Feature = "os_updates"                  // every month (S34)
	PleskUpdates             Feature = "plesk_updates"               // every month (S35)
	PriorityQueue            Feature = "priority_queue"              // S40
	ShortReplyTimes          Feature = "short_reply_times"           // no figure is stated (S41)
	Hotline                  Feature = "hotline"                     // around the clock, at normal rate (S42)
	MonthlyAllowance         Feature = "monthly_allowance"           // S43
	GuaranteedIntervention   Feature = "guaranteed_intervention"     // S46, S63
	IncidentsAroundTheClock  Feature = "incidents_around_the_clock"  // S49
	Reinforcement            Feature = "reinforcement"               // experts replace or reinforce the customer's team (S51)
	FullyManaged             Feature = "fully_managed"               // S53
	OSGuarantee              Feature = "os_guarantee"                // S59
	PleskGuarantee           Feature = "plesk_guarantee"             // S60
	AvailabilityGuarantee    Feature = "availability_guarantee"      // S61
	Monitoring               Feature = "monitoring"                  // S64
	ProactiveIntervention    Feature = "proactive_intervention"      // without the customer's contact, around the clock (S65)
	ResourceGraphs           Feature = "resource_graphs"             // S66
	ThresholdAlerts          Feature = "threshold_alerts"            // S67
	AccountManager           Feature = "account_manager"             // S68
	HighAvailabilityPlatform Feature = "high_availability_platform"  // several dedicated servers (S73)
	AnyTechnology            Feature = "any_technology"              // not only LAMP (S74, NUXIT)
	AnyTechnologyWithinLAMP  Feature = "any_technology_within_lamp"  // S74, Magic
	CustomerProcedures       Feature = "customer_procedures"         // S75
	BespokeServices          Feature = "bespoke_services"            // S76
	ApplicationMaintenance   Feature = "application_maintenance"     // of the customer's own software (S77)
	ReferentEngineer         Feature = "referent_engineer"           // the contact for every request (S78)
	TechnicalOwner           Feature = "technical_owner"             // answers for the platform (S79)
	AssistanceAroundTheClock Feature = "assistance_around_the_clock" // S4
)

// knownFeatures are those of the pages, with their words.
var knownFeatures = [...]FeatureName{
	{HardwareAndNetwork, Wording{"matériel et réseau", "hardware and network"}},
	{EngineersOnRequest, Wording{"ingénieurs sur demande", "engineers on request"}},
	{CheckUp, Wording{"contrôle mensuel au moins", "check-up at least once a month"}},
	{CheckUpReport, Wording{"compte rendu du contrôle par courriel", "report of the check-up by mail"}},
	{OSUpdates, Wording{"mises à jour mensuelles du système", "monthly updates of the operating system"}},
	{PleskUpdates, Wording{"mises à jour mensuelles de Plesk", "monthly updates of Plesk"}},
	{PriorityQueue, Wording{"priorité dans la file", "priority in the queue"}},
	{ShortReplyTimes, Wording{"délais de réponse courts", "short reply times"}},
	{Hotline, Wording{"ligne d'assistance à toute heure", "hotline around the clock"}},
	{MonthlyAllowance, Wording{"temps d'intervention compris chaque mois", "time of intervention included each month"}},
	{GuaranteedIntervention, Wording{"délai d'intervention garanti", "guaranteed time to intervene"}},
	{IncidentsAroundTheClock, Wording{"incidents traités à toute heure", "incidents handled around the clock"}},
	{Reinforcement, Wording{"experts en renfort ou à la place de l'équipe", "experts in place of the team or beside it"}},
	{FullyManaged, Wording{"infogérance complète", "full management"}},
	{OSGuarantee, Wording{"fonctionnement du système garanti", "operating system guaranteed to work"}},
	{PleskGuarantee, Wording{"fonctionnement de Plesk garanti", "Plesk guaranteed to work"}},
	{AvailabilityGuarantee, Wording{"disponibilité garantie", "guaranteed availability"}},
	{Monitoring, Wording{"supervision", "monitoring"}},
	{ProactiveIntervention, Wording{"intervention sans demande du client", "intervention without the customer's request"}},
	{ResourceGraphs, Wording{"graphiques des ressources", "graphs of resources"}},
	{ThresholdAlerts, Wording{"alertes de dépassement de seuil", "alerts over thresholds"}},
	{AccountManager, Wording{"chargé de compte", "account manager"}},
	{HighAvailabilityPlatform, Wording{"plate-forme à haute disponibilité", "high-availability platform"}},
	{AnyTechnology, Wording{"toute technologie", "any technology"}},
	{AnyTechnologyWithinLAMP, Wording{"toute technologie au sein de LAMP", "any technology within LAMP"}},
	{CustomerProcedures, Wording{"procédures du client", "the customer's own procedures"}},
	{BespokeServices, Wording{"services sur mesure", "bespoke services"}},
	{ApplicationMaintenance, Wording{"maintenance applicative", "application maintenance"}},
	{ReferentEngineer, Wording{"ingénieur référent", "referent engineer"}},
	{TechnicalOwner, Wording{"responsable technique de la plate-forme", "technical owner of the platform"}},
	{AssistanceAroundTheClock, Wording{"assistance à toute heure", "assistance around the clock"}},
}

// known reports whether a feature is one of the pages', and returns its words.
func (f Feature) known() (w Wording, ok bool) {
	if i := f.in(knownFeatures[:]); i >= 0 {
		return knownFeatures[i].Name, true
	}
	return Wording{}, false
}

// in returns where a feature stands in a list, or -1.
func (f Feature) in(list []FeatureName) int {
	return slices.IndexFunc(list, func(x FeatureName) bool { return x.Feature == f })
}

// String returns the text.
func (f Feature) String() string { return string(f) }

// AppendText implements encoding.TextAppender.
func (f Feature) AppendText(b []byte) ([]byte, error) {
	return check.AppendCode(b, "feature", f, Monitoring)
}

// MarshalText implements encoding.TextMarshaler.
func (f Feature) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *Feature) UnmarshalText(b []byte) error {
	return check.ParseCode(f, nil, "feature", b, Monitoring)
}

// Value implements driver.Valuer.
func (f Feature) Value() (driver.Value, error) { return column.Text(f.MarshalText()) }

// Scan implements sql.Scanner.
func (f *Feature) Scan(src any) error { return column.Scan(f.UnmarshalText, "feature", src) }

// Entitlement is one feature of a plan and the rules that grant it.
type Entitlement struct {
	Feature Feature  `json:"feature"`
	Rules   []string `json:"rules,omitzero"`
}

// FeatureName is a feature of a provider's own, or one of the pages' in the provider's words.
type FeatureName struct {
	Feature Feature `json:"feature"`
	Name    Wording `json:"name"`
}

// checkFeatures refuses names of features that are given twice, or have no words.
func checkFeatures(l *fault.List, field string, list []FeatureName) {
	l.Check(len(list) <= maxClauses, field, len(list), "must be at most 1000")
	seen := make(map[Feature]bool, len(list))
	for i := range list {
		f, at := &list[i], fault.Index(field, i)
		check.Code(l, at+".feature", f.Feature, Monitoring)
		l.Check(!seen[f.Feature], at+".feature", f.Feature, "must not be given twice")
		seen[f.Feature] = true
		l.In(at+".name", f.Name.Validate())
	}
}
