package servicelevel

import (
	"database/sql/driver"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Uncovered is what becomes of work that neither the allowance nor hours bought pay for
// (D29). A contract says it in its Options, or its plans do in their Work. Its text form is
// a lower-case name with underscores.
//
// If packs are sold or hours are billed no work and no estimate is refused for want of
// credit, up to MaxPeriod in all. What is missing is overdrawn in the month, and hours that
// are bought or given in it pay for it first, as for an overdraft (D8, D28). So a preview
// shows it, and Book.Balance. What is still overdrawn when the month ends, by what is known
// then, is sold at its last instant, whatever is held for other tickets: at most 100 packs at
// once, the rest when the next month ends. Of several packs those that end first are sold first,
// and so they pay first (D7), whatever their size. Work that becomes known later is sold when the
// month ends in which it did.
//
// What was sold is hours as any other. What is left of it stays the customer's, and a refund
// or what else goes of it names its LotUse.Lot. It cannot be withdrawn: work that it has paid
// for and that is withdrawn later (D31) gives its time back to it.
//
// Without either choice what is overdrawn stays so, until the contract ends: then it is sold
// as the cheapest packs, from the month of the last day of service on, unless the plan has
// none.
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

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (u *Uncovered) UnmarshalText(b []byte) error {
	return enum.Parse(u, uncoveredNames[:], "uncovered", b)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (u Uncovered) Value() (driver.Value, error) { return column.Text(u.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (u *Uncovered) Scan(src any) error { return column.Scan(u.UnmarshalText, "uncovered", src) }

// sells reports whether work is never refused for want of credit.
func (u Uncovered) sells() bool { return u == UncoveredPacks || u == UncoveredHours }

// checkHourPrice refuses a price of an hour that is none.
func checkHourPrice(l *fault.List, u money.Unit, field string, price *decimal.Decimal) {
	if price == nil {
		return
	}
	checkMoney(l, u, field, *price)
	l.Check(!price.IsZero(), field, *price, "must be above 0")
}

// checkUncovered checks what a plan says of work without credit.
func (p *Plan) checkUncovered(l *fault.List, u money.Unit) {
	enum.Check(l, "work.uncovered", uncoveredNames[:], p.Work.Uncovered)
	checkRules(l, "work.uncovered_rules", p.Work.UncoveredRules)
	if p.Prices != nil {
		checkHourPrice(l, u, "prices.hour", p.Prices.Hour)
	}
	switch p.Work.Uncovered {
	case UncoveredPacks:
		l.Check(p.sellsPacks(), "work.uncovered", p.Work.Uncovered, "needs packs, which the plan has none of")
	case UncoveredHours:
		l.Check(p.Prices != nil && p.Prices.Hour != nil, "prices.hour", nil, "must be given, as work without credit is billed by the hour")
	}
}

// sellsPacks reports whether a plan has packs to sell.
func (p *Plan) sellsPacks() bool { return p.Prices != nil && len(p.Prices.Tariff.Packs) > 0 }

// bindUncovered finds what becomes of work without credit under a contract, at every level
// that it has. If the contract does not say, its plans must agree.
func (t *term) bindUncovered() error {
	const field = "options.uncovered"
	given := t.contract.Options.Uncovered
	t.without = given
	for i := range t.runs {
		plan, level := &t.runs[i].offer.plan, t.planName(i)
		says := max(plan.Work.Uncovered, UncoveredRefused)
		switch {
		case t.without == UncoveredByPlan:
			t.without = says // which a valid plan has what it needs for
		case given == UncoveredByPlan && says != t.without:
			return fault.New(field, nil, "must be given, for the level "+t.planName(0)+" says "+t.without.String()+", and "+level+" "+says.String())
		case t.without == UncoveredPacks && !plan.sellsPacks():
			return fault.New(field, t.without, "needs packs, which the level "+level+" has none of")
		case t.without == UncoveredHours && t.hourPrice(plan) == nil:
			return fault.New("options.hour_price", nil, "must be given, for the level "+level+" states no price of an hour")
		}
	}
	return nil
}

// planName names the plan of a run: by its level, and by its edition too if the contract has
// several.
func (t *term) planName(i int) string {
	r := &t.runs[i]
	if len(t.lists) < 2 {
		return r.level.String()
	}
	return r.level.String() + " of the edition " + r.cat.edition.ID
}

// hourPrice returns what an hour of work without credit costs, or nil.
func (t *term) hourPrice(p *Plan) *decimal.Decimal {
	if price := t.contract.Options.HourPrice; price != nil {
		return price
	}
	if p.Prices == nil {
		return nil
	}
	return p.Prices.Hour
}

// overdraft returns what may be drawn beyond the credit.
func (t *term) overdraft() (limit time.Duration) {
	if t.without.sells() {
		return MaxPeriod
	}
	return t.contract.Options.Overdraft
}

// settles reports whether what is overdrawn when a month ends may be sold.
func (t *term) settles() bool { return t.without.sells() || t.contract.End.Valid() }

// settledBy returns how what is overdrawn at the end of a month is sold under the plan of
// its last day: as packs, by the hour, or not at all.
func (t *term) settledBy(m calendar.Month, p *Plan) Uncovered {
	end := t.contract.End
	switch {
	case t.without.sells():
		return t.without
	case end.Valid() && end.AddDays(-1).MonthOf().Compare(m) <= 0 && p.sellsPacks():
		return UncoveredPacks
	}
	return UncoveredRefused
}

// What is sold when a month ends has an id that no fact may have: "uncovered/2026-05/2" is
// its second pack, and "uncovered/2026-05" its time by the hour.
const (
	soldPrefix   = "uncovered/"
	soldIDReason = "is kept for what is sold for work without credit (D29)"
)

func soldID(m calendar.Month) string { return soldPrefix + m.String() }

// isSoldID reports whether an id is of that form.
func isSoldID(id string) bool {
	rest, ok := strings.CutPrefix(id, soldPrefix)
	if !ok {
		return false
	}
	month, pack, isPack := strings.Cut(rest, "/")
	if _, err := calendar.ParseMonth(month); err != nil {
		return false
	}
	n, err := strconv.Atoi(pack)
	return !isPack || err == nil && n > 0
}

// isSoldTime reports whether an id is of time that was sold by the hour.
func isSoldTime(id string) bool { return isSoldID(id) && strings.Count(id, "/") == 1 }
