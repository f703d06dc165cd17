package servicelevel

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Feature is something that a plan gives, as a name that code can branch on.
// Its text form is the name in lower case with underscores, such as "os_updates".
type Feature uint8

// What the plans give. Figures that go with a feature (the fee, the allowance,
// a guaranteed time) stand in fields of the Plan.
const (
	HardwareAndNetwork       Feature = iota // S6
	EngineersOnRequest                      // S11
	CheckUp                                 // at least once a month (S32)
	CheckUpReport                           // by mail (S33)
	OSUpdates                               // every month (S34)
	PleskUpdates                            // every month (S35)
	PriorityQueue                           // S40
	ShortReplyTimes                         // no figure is stated (S41)
	Hotline                                 // around the clock, at normal rate (S42)
	MonthlyAllowance                        // S43
	GuaranteedIntervention                  // S46, S63
	IncidentsAroundTheClock                 // S49
	Reinforcement                           // experts replace or reinforce the customer's team (S51)
	FullyManaged                            // S53
	OSGuarantee                             // S59
	PleskGuarantee                          // S60
	AvailabilityGuarantee                   // S61
	Monitoring                              // S64
	ProactiveIntervention                   // without the customer's contact, around the clock (S65)
	ResourceGraphs                          // S66
	ThresholdAlerts                         // S67
	AccountManager                          // S68
	HighAvailabilityPlatform                // several dedicated servers (S73)
	AnyTechnology                           // not only LAMP (S74, NUXIT)
	AnyTechnologyWithinLAMP                 // S74, Magic
	CustomerProcedures                      // S75
	BespokeServices                         // S76
	ApplicationMaintenance                  // of the customer's own software (S77)
	ReferentEngineer                        // the contact for every request (S78)
	TechnicalOwner                          // answers for the platform (S79)
	AssistanceAroundTheClock                // S4
)

var featureNames = [...]string{
	"hardware_and_network", "engineers_on_request", "check_up", "check_up_report", "os_updates", "plesk_updates",
	"priority_queue", "short_reply_times", "hotline", "monthly_allowance", "guaranteed_intervention",
	"incidents_around_the_clock", "reinforcement", "fully_managed", "os_guarantee", "plesk_guarantee",
	"availability_guarantee", "monitoring", "proactive_intervention", "resource_graphs", "threshold_alerts",
	"account_manager", "high_availability_platform", "any_technology", "any_technology_within_lamp",
	"customer_procedures", "bespoke_services", "application_maintenance", "referent_engineer", "technical_owner",
	"assistance_around_the_clock",
}

// String returns the text form.
func (f Feature) String() string { return enum.String(featureNames[:], "feature", f) }

// MarshalText implements encoding.TextMarshaler.
func (f Feature) MarshalText() ([]byte, error) {
	return enum.Marshal(featureNames[:], "feature", f)
}

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (f *Feature) UnmarshalText(b []byte) error {
	return enum.Parse(f, featureNames[:], "feature", b)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (f Feature) Value() (driver.Value, error) { return column.Text(f.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (f *Feature) Scan(src any) error { return column.Scan(f.UnmarshalText, "feature", src) }

// Entitlement is one feature of a plan and the rules that grant it.
type Entitlement struct {
	Feature Feature  `json:"feature"`
	Rules   []string `json:"rules,omitzero"`
}
