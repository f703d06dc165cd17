package penalty

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// figures are the decimals of Terms as integers, shares in billionths.
type figures struct {
	target         edge
	cap, outageCap int64
	minimum        int64 // in the unit of what is owed
	lump           int64 // like rate
	rate           int64 // billionths, or like minimum where Basis is Amount
	unit           time.Duration
}

// read checks the terms and takes their figures, which are of use only if l
// has stayed empty.
func (f *figures) read(t *Terms, l *fault.List) {
	f.unit, f.cap = t.Unit, billion
	target, ok := money.Billionths(t.Target, billion)
	if !ok || target == 0 {
		l.Add("target", t.Target, "must be above 0 and at most 1, with at most nine decimals")
	}
	if t.AtTarget && target == billion {
		l.Add("at_target", t.AtTarget, "must not be given where the target is 1: no downtime at all would miss it")
	}
	if !t.Figure.IsZero() {
		t.checkFigure(l)
	}
	f.target = t.edge(target, t.AtTarget)
	if t.MinOutage < 0 || t.MinOutage > MaxPeriod {
		l.Add("min_outage", t.MinOutage, "must lie between 0 and 10 years")
	}
	if t.MaintenanceBudget < 0 || t.MaintenanceBudget > MaxPeriod {
		l.Add("maintenance_budget", t.MaintenanceBudget, "must lie between 0 and 10 years")
	}
	if t.Grain != 0 && (t.Grain < time.Second || t.Grain > MaxPeriod) {
		l.Add("grain", t.Grain, "must lie between one second and 10 years")
	}
	if t.Deductible < 0 || t.Deductible > MaxPeriod {
		l.Add("deductible", t.Deductible, "must lie between 0 and 10 years")
	}
	if t.Unit == 0 {
		f.unit = t.unit()
	}
	if f.unit < time.Second || f.unit > MaxPeriod {
		l.Add("unit", t.Unit, "must lie between one second and 10 years")
	}
	if !t.Cap.IsZero() {
		f.cap = share(l, "cap", t.Cap)
	}
	if !t.OutageCap.IsZero() {
		f.outageCap = share(l, "outage_cap", t.OutageCap)
	}
	if !t.Minimum.IsZero() {
		f.minimum = money.CountUnsigned(l, t.owes(), "minimum", t.Minimum)
	}
	rated := !t.Rate.IsZero()
	if rated {
		f.rate = t.credit(l, "rate", t.Rate)
	}
	if !t.Lump.IsZero() {
		f.lump = t.credit(l, "lump", t.Lump)
	}
	if max(uint8(t.Period), uint8(t.From), uint8(t.Basis), uint8(t.Counting), uint8(t.Rounding), uint8(t.Minor)) > 1 {
		t.checkEnums(l) // each has two values at least
	}
	if t.cappedBeyond() {
		t.checkCaps(l)
	}
	if t.ClaimWithin != (ClaimTime{}) {
		l.In("claim_within", t.ClaimWithin.Validate())
	}
	if t.ClaimFrom != PeriodEnd {
		enum.Check(l, "claim_from", claimStartNames, t.ClaimFrom)
		l.Check(t.ClaimWithin != (ClaimTime{}), "claim_from", t.ClaimFrom, "needs claim_within")
	}
	t.checkCited(l)
	t.checkTogether(l, rated)
	t.checkDays(l)
	if t.Bands != nil {
		t.checkBands(l, target)
	}
	if t.Lengths != nil {
		t.checkLengths(l)
	}
	if t.Numbers != nil {
		t.checkNumbers(l)
	}
}

func (t *Terms) checkEnums(l *fault.List) {
	enum.Check(l, "period", periodNames, t.Period)
	enum.Check(l, "from", startNames, t.From)
	enum.Check(l, "basis", basisNames, t.Basis)
	enum.Check(l, "counting", countingNames, t.Counting)
	enum.Check(l, "rounding", roundingNames, t.Rounding)
	money.CheckMinor(l, "minor", t.Minor)
}

// checkCited refuses decisions and ids that no explanation could cite.
func (t *Terms) checkCited(l *fault.List) {
	if t.Stated&^everyDecision != 0 {
		l.Add("stated", uint64(t.Stated), wantDecisions)
	}
	l.Text("rules.target", t.Rules.Target, maxText, text.BadLine)
	l.Text("rules.rate", t.Rules.Rate, maxText, text.BadLine)
}

// checkTogether refuses fields that have no meaning beside each other.
func (t *Terms) checkTogether(l *fault.List, rated bool) {
	kinds := 0
	for _, given := range [...]bool{rated, len(t.Bands) > 0, len(t.Lengths) > 0, len(t.Numbers) > 0} {
		if given {
			kinds++
		}
	}
	if kinds != 1 {
		l.Add("rate", nil, "exactly one of rate, bands, lengths and numbers must be given")
	}
	banded := len(t.Lengths) > 0 || t.atOnce()
	if banded && (t.Unit != 0 || t.Counting != ProRata) {
		l.Add("unit", nil, "a unit and its counting go with a rate only")
	}
	if len(t.Bands) > 0 && (t.PerOutage || t.Excess) {
		l.Add("bands", nil, "bands by availability cannot count per outage or the excess only")
	}
	if len(t.Numbers) > 0 && (t.PerOutage || t.Excess) {
		l.Add("numbers", nil, "a number of outages cannot be that of each, or of the excess only")
	}
	if t.Basis == ProRataRent && (!rated || t.Unit != 0 && t.Counting == ProRata) {
		l.Add("basis", t.Basis, "a multiple of the pro-rata rent needs a rate, and a unit only where units are counted whole")
	}
	if !t.OutageCap.IsZero() && !t.PerOutage {
		l.Add("outage_cap", t.OutageCap, "needs per_outage")
	}
	if t.Deductible != 0 && (!t.PerOutage || t.Excess) {
		l.Add("deductible", t.Deductible, "needs per_outage, and must not be given where excess is")
	}
	if !t.Lump.IsZero() && !rated {
		l.Add("lump", t.Lump, "goes with a rate only")
	}
	if t.LumpAtLeast && t.Lump.IsZero() {
		l.Add("lump_at_least", t.LumpAtLeast, "needs lump")
	}
	if t.Fixed && t.Grain == 0 {
		l.Add("fixed", t.Fixed, "needs grain")
	}
	if t.OverMinimum && t.Minimum.IsZero() {
		l.Add("over_minimum", t.OverMinimum, "needs a minimum")
	}
	if t.Uncapped && !t.Cap.IsZero() {
		l.Add("cap", t.Cap, "must not be given where uncapped is")
	}
}

// checkDays refuses what has no meaning beside dates that are counted, or days that are owed.
func (t *Terms) checkDays(l *fault.List) {
	if t.Counting == CalendarDays && (t.Unit != 0 || t.Excess || t.Deductible != 0 || t.Grain != 0 || t.Basis == ProRataRent) {
		l.Add("counting", t.Counting, "counts dates: must not be given where unit, excess, deductible, grain or the pro-rata rent is")
	}
	if t.Basis == ServiceDays && (t.cappedBeyond() || !t.OutageCap.IsZero() || t.RentInService) {
		l.Add("basis", t.Basis, "is no money: must not be given where cap_of, cap_year, cap_last_months, outage_cap or rent_in_service is")
	}
}

// credit reads a rate or a credit by the terms' basis.
func (t *Terms) credit(l *fault.List, field string, d decimal.Decimal) int64 {
	if !t.Basis.flat() {
		return share(l, field, d)
	}
	return money.CountUnsigned(l, t.owes(), field, d)
}

// share reads a multiple from 0 to MaxShare in billionths.
func share(l *fault.List, field string, d decimal.Decimal) int64 {
	n, ok := money.Billionths(d, MaxShare*billion)
	if !ok {
		l.Add(field, d, "must lie between 0 and 1000, with at most nine decimals")
	}
	return n
}
