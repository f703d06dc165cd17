package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// saysChoice writes an assumption for comparisons: "D12 share 0.3".
func saysChoice(a *statement.Assumption) string {
	text := a.Rule + " " + a.Choice
	if a.Of != statement.OfStatement {
		text += " of " + a.Of.String()
	}
	if a.Zone != "" {
		text += " " + a.Zone
	}
	if a.Day != 0 {
		text += " on " + fmt.Sprint(a.Day)
	}
	if a.Time != 0 {
		text += " " + a.Time.String()
	}
	if a.Months != 0 {
		text += fmt.Sprintf(" %d", a.Months)
	}
	if !a.Share.IsZero() {
		text += " " + a.Share.String() + strings.Repeat(" of "+a.Basis.String(), int(min(a.Basis, 1)))
	}
	if !a.Price.IsZero() {
		text += " at " + a.Price.Rat().RatString()
	}
	return text
}

// choices is what a contract chose, read from its options by the wording of the decisions: of
// each decision all choices that a statement may have, as saysChoice writes them.
type choices struct {
	ct     *servicelevel.Contract
	byPlan servicelevel.Uncovered
	facts  []servicelevel.Fact
	s      *servicelevel.Statement
	list   []string
}

func (c *choices) add(id, choice string, operands ...any) {
	text := id + " " + choice
	for _, o := range operands {
		text += " " + fmt.Sprint(o)
	}
	if !slices.Contains(c.list, text) {
		c.list = append(c.list, text)
	}
}

// either adds one of two choices.
func (c *choices) either(id string, is bool, yes, no string) {
	if is {
		no = yes
	}
	c.add(id, no)
}

// sold is what becomes of work without credit.
func (c *choices) sold() servicelevel.Uncovered {
	if u := c.ct.Options.Uncovered; u != servicelevel.UncoveredByPlan {
		return u
	}
	return c.byPlan
}

// lines are those of all documents, and those that were owed.
func (c *choices) lines() (all, taxed []invoice.Line) {
	for _, d := range documentsOf(c.s) {
		all = append(all, d.Lines...)
		if d != c.s.Compensation {
			taxed = append(taxed, d.Lines...)
		}
	}
	return all, taxed
}

// read lists what a statement of a contract may rest on.
func (c *choices) read() []string {
	o := &c.ct.Options
	c.either("D1", o.EachSession, "each_session", "ticket")
	c.add("D2", "no_block")
	if c.add("D3", "zone", "Europe/Paris"); o.Zone != "" {
		c.list = slices.Delete(c.list, len(c.list)-1, len(c.list))
		c.add("D3", "zone", o.Zone)
	}
	if o.MonthDay > 1 {
		c.add("D4", "anniversary_month on", o.MonthDay)
	} else {
		c.add("D4", "calendar_month")
	}
	switch {
	case o.SplitMonths:
		c.add("D5", "split_at_midnight")
	default:
		c.either("D5", o.EachSession, "own_session", "first_session")
	}
	c.either("D6", o.LoseRemainder, "remainder_lost", "split_block")
	switch {
	case modelEditions[c.ct.Edition].gifts:
		c.add("D7", "gifts_first")
		c.add("D7", "share_of_price")
	case slices.ContainsFunc(c.s.Credit.Lots, func(l statement.LotUse) bool { return l.Until.Valid() }):
		c.add("D7", "soonest_to_end")
		c.add("D7", "share_of_price")
	default:
		c.add("D7", "first_bought")
	}
	sold := c.sold()
	sells := sold == servicelevel.UncoveredPacks || sold == servicelevel.UncoveredHours
	switch {
	case sells:
		c.add("D8", "until_sold")
	case o.Overdraft > 0:
		c.add("D8", "overdraft", o.Overdraft)
	default:
		c.add("D8", "afterwards")
	}
	c.terms()
	c.add("D15", "as_of")
	c.add("D17", "given")
	clock := "elapsed"
	if o.GuaranteeInHours {
		clock = "in_hours"
	}
	if o.PauseWaiting {
		clock += "_with_pauses"
	}
	c.add("D18", clock)
	switch { // the only ones that lives have
	case o.Late == nil:
		c.add("D19", "none")
	case len(o.Late.Lengths) > 0:
		c.add("D19", "per_breach", o.Late.Lengths[0].Credit)
		c.add("D11", "same_per_outage of lateness")
	default:
		if o.Late.Basis == penalty.Amount {
			c.add("D19", "per_unit", time.Hour, "at", o.Late.Rate.Rat().RatString())
		} else {
			c.add("D19", "per_unit", time.Hour, o.Late.Rate)
		}
		c.add("D11", "begun_per_outage of lateness", time.Hour)
		if o.Late.RealTime {
			c.add("D19", "in_real_time")
		}
	}
	c.money()
	c.either("D23", o.PriceReduction, "price_reduction", "compensation")
	c.either("D24", o.ProRata, "pro_rata", "whole_months")
	switch {
	case o.AllowanceAnyDay:
		c.add("D27", "any_day")
	default:
		c.either("D27", o.ProRata, "share_of_days", "days_of_level")
	}
	c.add("D25", "quoted")
	c.add("D26", "every_year")
	c.add("D28", "still_there")
	c.uncovered(sold)
	c.removals()
	c.add("D31", "withdrawn")
	c.add("D33", "own_date")
	c.add("D34", "until_changed")
	c.add("D35", "looked_at_whole")
	c.add("D37", "none_of_their_own")
	return c.list
}

// byClauses is what a month comes to by each clause.
func byClauses(u *statement.Uptime) []penalty.Assessment {
	list := []penalty.Assessment{u.Assessment}
	if u.Combined != nil {
		list = append(list, u.Combined.Others...)
	}
	return list
}

// clauses are those of availability that a contract has.
func (c *choices) clauses() (list []*penalty.Terms) {
	list = []*penalty.Terms{c.ct.Options.Penalty}
	if list[0] == nil {
		list[0] = &penalty.Terms{}
	}
	if j := c.ct.Options.PenaltyBesides; j != nil {
		for i := range j.Others {
			list = append(list, &j.Others[i])
		}
	}
	return list
}

// terms reads the clauses of availability, and what late interventions cost by one.
func (c *choices) terms() {
	for _, t := range c.clauses() {
		c.clause(t)
	}
	if j := c.ct.Options.PenaltyBesides; j != nil && j.Cap.Sign() > 0 {
		c.add("D12", "share_together", j.Cap)
	}
	if slices.ContainsFunc(c.s.Lateness, func(x statement.Lateness) bool { return x.Assessment.Missed }) {
		c.add("D12", "share of lateness", 1)
	}
}

// clause reads a clause of availability.
func (c *choices) clause(t *penalty.Terms) {
	switch day := c.ct.Options.MonthDay; {
	case t.Period == penalty.CalendarMonth:
	case day > 1 && t.Period >= penalty.Quarter:
		c.add("D4", []string{2: "anniversary_quarter on", 3: "anniversary_year on"}[t.Period], day)
	default:
		c.add("D4", []string{1: "thirty_days", 2: "quarter", 3: "year"}[t.Period])
	}
	c.either("D9", t.AtTarget, "at_or_below of availability", "strictly_below of availability")
	if !t.Figure.IsZero() {
		c.add("D9", "rounded of availability", t.Figure)
	}
	switch {
	case t.Deductible > 0:
		c.add("D10", "past_deductible of availability", t.Deductible)
	default:
		c.either("D10", t.Excess, "excess of availability", "all of availability")
	}
	name := []string{"pro_rata", "begun", "full", "calendar_days"}[t.Counting]
	switch len(t.Lengths) {
	case 0:
	case 1:
		name = "same"
	default:
		name = "by_length"
	}
	if t.PerOutage {
		name += "_per_outage"
	}
	name += " of availability"
	switch {
	case t.Counting == penalty.ProRata || t.Counting == penalty.CalendarDays:
		c.add("D11", name)
	case t.Unit == 0:
		c.add("D11", name, time.Hour)
	default:
		c.add("D11", name, t.Unit)
	}
	name = "share"
	if t.CapOf == penalty.CapOfCharges {
		name += "_of_charges"
	}
	of := " of availability"
	if t.CapYear {
		name += "_for_year"
	}
	if t.CapLastMonths > 0 {
		name += "_for_months"
		of += fmt.Sprintf(" %d", t.CapLastMonths)
	}
	switch {
	case t.Uncapped:
		c.add("D12", "none of availability")
	case t.Basis == penalty.ServiceDays && t.Cap.IsZero():
		c.add("D12", "share_of_days of availability", 1)
	case t.Basis == penalty.ServiceDays:
		c.add("D12", "share_of_days of availability", t.Cap)
	case t.Cap.IsZero():
		c.add("D12", name+of, 1)
	default:
		c.add("D12", name+of, t.Cap)
	}
	if !t.OutageCap.IsZero() {
		c.add("D12", "share_per_outage of availability", t.OutageCap)
	}
	c.either("D13", t.AddUp, "add_up", "union")
	c.either("D14", t.Shrink, "period_shrinks", "period_stays")
	if t.MaintenanceBudget > 0 {
		c.add("D14", "maintenance_budget", t.MaintenanceBudget)
	}
	c.either("D16", t.WholePeriod, "whole_period", "in_service")
	if t.Basis == penalty.DayRent || t.Basis == penalty.ProRataRent {
		c.either("D36", t.RentInService, "days_in_service of availability", "calendar_days of availability")
	}
}

// money reads how lines were rounded and taxed.
func (c *choices) money() {
	o := &c.ct.Options
	all, taxed := c.lines()
	rounded := func(how ...penalty.Rounding) {
		even := slices.Contains(how, penalty.HalfEven)
		c.either("D21", even, "half_even", "half_away")
	}
	clause := func(t *penalty.Terms) {
		if t == nil {
			t = &penalty.Terms{}
		}
		rounded(t.Rounding, o.Rounding)
	}
	for _, l := range all {
		switch {
		case l.Kind == invoice.FeeLine && l.PriceBase != 0 && l.Quantity.IntPart() < int64(l.PriceBase), l.Kind == invoice.HoursLine:
			rounded(o.Rounding)
		case l.Kind == invoice.PenaltyLine:
			for _, t := range c.clauses() {
				clause(t)
			}
		case l.Kind == invoice.RefundLine:
			rounded()
		}
	}
	for _, u := range c.s.Availability {
		for i, t := range c.clauses() {
			if byClauses(&u)[i].Missed {
				clause(t)
			}
		}
	}
	for _, x := range c.s.Lateness {
		if x.Assessment.Missed {
			clause(o.Late)
		}
	}
	without := map[string]string{
		"Z": "zero_rated", "E": "exempt", "AE": "reverse_charge", "K": "intra_community", "G": "export", "O": "not_subject",
	}
	for _, l := range taxed {
		if name := without[l.Category]; name != "" {
			c.add("D22", name)
		} else {
			c.add("D22", "rate", l.Rate)
		}
	}
}

// uncovered reads how work without credit is sold.
func (c *choices) uncovered(sold servicelevel.Uncovered) {
	switch sold {
	case servicelevel.UncoveredPacks:
		c.add("D29", "packs")
	case servicelevel.UncoveredHours:
		if price := c.ct.Options.HourPrice; price != nil {
			c.add("D29", "hours", "at", price.Rat().RatString())
			return
		}
		for _, days := range c.s.Levels {
			c.add("D29", "hours", "at", c.planHour(days.Level))
		}
		if len(c.s.Levels) == 0 { // after the end the last one sells that was in force
			m := model{ct: *c.ct}
			c.add("D29", "hours", "at", c.planHour(m.level(m.ct.End)))
		}
	default:
		c.add("D29", "refused")
	}
}

// planHour is the price of an hour of a plan in the currency of the statement.
func (c *choices) planHour(level servicelevel.Level) string {
	return modelCurrency(c.s.Currency).amount(planHour(level)).Rat().RatString()
}

// removals reads how hours went: of a refund of some time one does not see whether that was all.
func (c *choices) removals() {
	for _, f := range c.facts {
		switch f.Kind {
		case servicelevel.Refunded:
			switch {
			case f.Price != nil:
				c.add("D30", "amount")
			case f.Time != 0:
				c.add("D30", "part")
				c.add("D30", "share_of_price")
			default:
				c.add("D30", "share_of_price")
			}
		case servicelevel.Forfeited:
			c.add("D32", "forfeited")
		case servicelevel.Moved:
			c.add("D32", "kept")
		}
	}
}
