package life

import (
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/states"
)

// restore brings back what every month needs of the state: lots, debts, and what is open.
func (x *Fold) restore() error {
	s, h := x.Maker.Base, &x.Maker.Hours
	x.opens = nano.Of(x.Maker.Wall.Period(s.Month).End)
	for i := range s.Lots {
		x.restoreLot(&s.Lots[i])
	}
	for _, m := range s.Past {
		for i := range m.Spent {
			h.Fund.RestoreRank(m.Spent[i].Rank)
		}
	}
	x.Maker.RestoreCredited(s.Credited)
	x.Maker.Pass(x.opens)
	for _, name := range s.Open {
		if t, _ := s.Ticket(name); t == nil {
			return fault.New("open", name, "must be a ticket of past")
		} else if t.Held || unbegun(t) && len(t.Shares) > 0 || t.Request.Kind == plans.Incident && t.Attended.IsZero() || x.Maker.Term.Tracker != nil { // others are only shown
			x.Ticket(name)
		}
	}
	for _, d := range s.Debts {
		i, ok := x.Ticket(d.Ticket)
		if !ok {
			return fault.New("debts", d.Ticket, "must be a ticket of past")
		}
		if err := h.Fund.RestoreDebt(fund.Debt{Ticket: x.Maker.FundTicket(i), Month: d.Month, Plan: d.Plan, At: d.At, Time: d.Time}); err != nil {
			return fault.In("debts", err)
		}
	}
	if x.Maker.Term.Promises() {
		x.restoreOutages()
	}
	return nil
}

// restoreOutages brings back outages, exclusions and claims.
func (x *Fold) restoreOutages() {
	if x.downs || x.Maker.Base == nil {
		return
	}
	x.downs = true
	s := x.Maker.Base
	wrong := withdrawnIn(s)
	var ends []*facts.Fact
	for i := range s.Carried {
		if f := &s.Carried[i]; !wrong[f.ID] { // in the month that carried it
			ends = x.restoreDown(f, ends)
		}
	}
	for i := range s.Past {
		for j := range s.Past[i].Facts {
			if f := &s.Past[i].Facts[j]; !wrong[f.ID] {
				ends = x.restoreDown(f, ends)
			}
		}
	}
	for _, f := range ends {
		if i, ok := x.outages[f.Of]; ok {
			x.act.Outages[i].End, x.ends[i] = f.At, nano.Of(f.Known())
		}
	}
}

// restoreDown brings back an outage, an exclusion or a claim, and lists the end of one, which may
// come before it here.
func (x *Fold) restoreDown(f *facts.Fact, ends []*facts.Fact) []*facts.Fact {
	switch f.Kind {
	case facts.Down:
		x.down(f)
	case facts.Restored:
		return append(ends, f)
	case facts.Excluded:
		if t := x.annals.facts[f.ID]; t != nil {
			t.index = int32(len(x.act.Exclusions)) // at most MaxFacts
		}
		x.act.Exclusions = append(x.act.Exclusions, f.Exclusion())
	case facts.Claimed:
		if t := x.annals.facts[f.ID]; t != nil {
			t.index = int32(len(x.act.Claims)) // at most MaxFacts
		}
		x.act.Claims = append(x.act.Claims, f.Claim())
	}
	return ends
}

// restoreLot brings back a lot, and returns its number.
func (x *Fold) restoreLot(state *states.Lot) int {
	n := x.Maker.RestoreLot(state, len(x.act.Purchases), len(x.act.Removals))
	x.back.purchases++
	x.act.Purchases = append(x.act.Purchases, facts.Purchase{ID: state.ID, At: state.At, Time: state.Time})
	for i := range state.Removals {
		r := &state.Removals[i]
		if t := x.annals.facts[r.ID]; t != nil && t.fact.Of == state.ID && removes(t.fact.Kind, r.Kind) { // else an older one had its id
			t.index = int32(len(x.act.Removals)) // at most MaxFacts
		}
		x.back.removals++
		x.act.Removals = append(x.act.Removals, facts.Removal{ID: r.ID, Kind: r.Kind, Of: state.ID})
	}
	return n
}

// removes reports whether facts of a kind take hours away as removals of a kind do.
func removes(f facts.Kind, r credit.Kind) bool {
	return f == facts.Refunded && r == credit.Refund || f == facts.Forfeited && r == credit.Forfeit || f == facts.Moved && r == credit.Transfer
}

// lot returns the fund's number of a lot that a ticket has drawn on, and brings it back if
// it is spent.
func (x *Fold) lot(id string) (int, bool) {
	x.listLots()
	if i, ok := x.lots[id]; ok {
		return i, true
	}
	lot := x.spent[id]
	if lot == nil {
		return 0, false
	}
	x.lots[id] = x.restoreLot(lot)
	return x.lots[id], true
}

// listLots lists the lots of the state by their ids.
func (x *Fold) listLots() {
	if x.lots != nil {
		return
	}
	x.lots, x.spent = map[string]int{}, map[string]*states.Lot{}
	for i := range x.Maker.Base.Lots {
		x.lots[x.Maker.Base.Lots[i].ID] = i
	}
	for _, m := range x.Maker.Base.Past {
		for i := range m.Spent {
			x.spent[m.Spent[i].ID] = &m.Spent[i]
		}
	}
}

// hasLot reports whether the state has hours bought of an id.
func (x *Fold) hasLot(id string) bool {
	if x.Maker.Base == nil {
		return false
	}
	x.listLots()
	_, ok := x.lots[id]
	return ok || x.spent[id] != nil
}

// Ticket returns the place of a ticket in Activity.Requests, and brings it back from the state
// if it is there.
func (x *Fold) Ticket(name string) (int32, bool) {
	if i, ok := x.tickets[name]; ok {
		return i, true
	}
	if x.Maker.Base == nil {
		return 0, false
	}
	t, _ := x.Maker.Base.Ticket(name)
	if t == nil {
		return 0, false
	}
	x.restoreAllowances()
	return x.restoreTicket(t), true
}

// restoreAllowances brings back what is used of the allowances of closed months.
func (x *Fold) restoreAllowances() {
	if x.used {
		return
	}
	x.used = true
	for i := range x.Maker.Base.Past { // what is told of one later stands
		for _, a := range x.Maker.Base.Past[i].Allowances {
			x.Maker.Hours.Fund.RestoreAllowance(fund.AllowanceHours{Month: a.Month, Plan: a.Plan, Used: a.Used, Carried: a.Carried})
		}
	}
}

func (x *Fold) restoreTicket(t *states.Ticket) int32 {
	i := x.addRequest(t.Request)
	j, sum, h := &x.jobs[i], &x.Maker.Known[i], &x.Maker.Hours
	j.status, j.held, j.told, j.worked, j.payer = t.Status, t.Held, t.Told, int32(t.Sessions), t.ChargedTo // of a valid state
	sum.Sessions, sum.Payer, sum.Elsewhere = int32(t.Sessions), t.ChargedTo, int64(t.Elsewhere)            // before the other ticket, which moves the lists
	if !t.Over.IsZero() {
		j.over, sum.Over = t.Over.UnixNano(), t.Over.UnixNano()
		x.then[i].Over = sum.Over
	}
	sum.Never = t.Status == states.TicketWithdrawn
	x.then[i].Never = sum.Never
	sum.Settled = t.Status == states.TicketReported && !slices.ContainsFunc(t.Request.Notes, func(n facts.TicketNote) bool { return n.Kind == facts.Reported && n.Withdrawn.IsZero() })
	if !t.Attended.IsZero() {
		sum.Attended, sum.AttendedBefore, sum.Older = t.Attended.UnixNano(), t.Attended.UnixNano(), t.Attended.UnixNano()
	}
	if t.Into != "" {
		if into, ok := x.Ticket(t.Into); ok {
			x.jobs[i].into = into
			x.rejoin(i)
		}
	}
	hours := fund.TicketHours{Other: t.Request.For != "", First: t.First, Day: t.Day, Asked: t.Asked, Block: t.Block, Minimum: t.Minimum, Held: t.Held, Estimate: t.Request.Estimate}
	for k := range t.Shares {
		s := &t.Shares[k]
		share := fund.ShareHours{Month: s.Month, Plan: s.Plan, Latest: s.Latest, Worked: s.Worked, Due: s.Due, Allowance: s.Allowance}
		for _, d := range s.Drawn {
			share.Drawn = append(share.Drawn, fund.HoursDrawn{At: d.At, Time: d.Time})
		}
		for _, d := range s.Lots {
			if lot, ok := x.lot(d.Lot); ok {
				share.Lots = append(share.Lots, fund.HoursDrawn{Lot: lot, At: d.At, Time: d.Time})
			}
		}
		hours.Shares = append(hours.Shares, share)
	}
	n, _ := h.Fund.RestoreTicket(hours)    // of a valid state
	x.Maker.Known[i].Ticket = int32(n) + 1 // at most MaxFacts
	h.Tickets = append(h.Tickets, i)
	return i
}

// restoreLate brings back every ticket if one of an earlier month may come later than its
// statement said, if that costs something: its deadline counts with the others of the
// same month (D19), and so do its goals if a share of them is promised.
func (x *Fold) restoreLate() {
	quotas := x.Maker.Term.Quotas()
	if x.Maker.Base == nil || len(x.Maker.Term.LateClauses) == 0 && !quotas {
		return
	}
	for i := range x.act.Requests {
		if r := &x.act.Requests[i]; (r.Kind == plans.Incident || quotas) && nano.Of(r.At) < x.Maker.From {
			x.restoreAll()
			return
		}
	}
}

// restoreAll brings back every ticket that corrections may touch: what was worked late
// can give time back to the allowance of a closed month, which then pays for others.
func (x *Fold) restoreAll() {
	if x.all || x.Maker.Base == nil {
		return
	}
	x.all = true
	x.restoreAllowances()
	relieved := map[[2]int]*states.Allowance{}
	for i := len(x.Maker.Base.Past) - 1; i >= 0; i-- {
		m := x.Maker.Base.Past[i]
		for j := range m.Tickets {
			x.Ticket(m.Tickets[j].Request.Ticket)
		}
		for j := range m.Allowances {
			a := &m.Allowances[j]
			if key := [2]int{a.Month.Year*12 + int(a.Month.Month), a.Plan}; relieved[key] == nil {
				relieved[key] = a
			}
		}
	}
	for _, a := range relieved {
		var tickets []int
		for _, name := range a.Relieved {
			if i, ok := x.Ticket(name); ok {
				tickets = append(tickets, x.Maker.FundTicket(i))
			}
		}
		x.Maker.Hours.Fund.RestoreRelieved(a.Month, a.Plan, tickets)
	}
}
