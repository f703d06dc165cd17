package plans

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Uncovered is what becomes of work that neither the allowance nor hours bought pay for (D29). A contract
// says it in its Options, or its plans do in their Work.
//
// If packs are sold or hours are billed no work and no estimate is refused for want of credit, up to
// MaxPeriod in all. What is missing is overdrawn in the month, as a preview and Book.Balance show, and hours
// that are bought or given in it pay for it first, as for an overdraft (D8, D28). What is still overdrawn
// when the month ends, by what is known then, is sold at its last instant, whatever is held for other
// tickets: at most 100 packs at once, the rest when the next month ends. Of several packs those that end
// first are sold first, and so they pay first (D7), whatever their size. Work that becomes known later is
// sold when the month ends in which it did.
//
// What was sold is hours as any other: what is left of it stays the customer's, and its lot can be refunded.
// It cannot be withdrawn. Work that it has paid for and that is withdrawn later (D31) gives its time back to
// it.
//
// Without either choice what is overdrawn stays so until the contract ends. Then it is sold as the cheapest
// packs, from the month of the last day of service on, unless the plan has none.
type Uncovered uint8

// The choices.
const (
	UncoveredByPlan  Uncovered = iota // of a contract: what its plans say; of a plan: refused
	UncoveredRefused                  // beyond Options.Overdraft (D8)
	UncoveredPacks                    // the cheapest packs that cover it are sold, of the plan of the month's last day
	UncoveredHours                    // exactly that time is billed, at a price per hour
)

var uncoveredNames = [...]string{"by_plan", "refused", "packs", "hours"}

// String returns the text form: "by_plan", "refused", "packs", "hours".
func (u Uncovered) String() string { return enum.String(uncoveredNames[:], "uncovered", u) }

// MarshalText implements encoding.TextMarshaler.
func (u Uncovered) MarshalText() ([]byte, error) {
	return enum.Marshal(uncoveredNames[:], "uncovered", u)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (u *Uncovered) UnmarshalText(b []byte) error {
	return enum.Parse(u, uncoveredNames[:], "uncovered", b)
}

// Value implements driver.Valuer.
func (u Uncovered) Value() (driver.Value, error) { return column.Text(u.MarshalText()) }

// Scan implements sql.Scanner.
func (u *Uncovered) Scan(src any) error { return column.Scan(u.UnmarshalText, "uncovered", src) }

// checkUncovered checks what a plan says of work without credit.
func (p *Plan) checkUncovered(l *fault.List, u money.Unit) {
	enum.Check(l, "work.uncovered", uncoveredNames[:], p.Work.Uncovered)
	checkRules(l, "work.uncovered_rules", p.Work.UncoveredRules)
	if p.Prices != nil {
		check.HourPrice(l, u, "prices.hour", p.Prices.Hour)
	}
	switch p.Work.Uncovered {
	case UncoveredPacks:
		l.Check(p.SellsPacks(), "work.uncovered", p.Work.Uncovered, "needs packs, which the plan has none of")
	case UncoveredHours:
		l.Check(p.Prices != nil && p.Prices.Hour != nil, "prices.hour", nil, "must be given, as work without credit is billed by the hour")
	}
}

// SellsPacks reports whether a plan has packs to sell.
func (p *Plan) SellsPacks() bool { return p.Prices != nil && len(p.Prices.Tariff.Packs) > 0 }
