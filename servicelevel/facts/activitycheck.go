package facts

import (
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Join reports every fault, as Validate does, and appends to of, for each intervention, the index of
// its request: -1 if there is none, which is a fault.
func (a *Activity) Join(of []int32) ([]int32, error) {
	var l fault.List
	of = a.check(&l, of)
	return of, l.Err()
}

func (a *Activity) check(l *fault.List, of []int32) []int32 {
	if max(len(a.Purchases), len(a.Removals), len(a.Requests), len(a.Interventions), len(a.Outages), len(a.Exclusions), len(a.Claims), len(a.Charges)) > MaxFacts {
		a.refuseLength(l)
		return of
	}
	check.All(l, "purchases", a.Purchases, (*Purchase).validate)
	check.All(l, "removals", a.Removals, (*Removal).validate)
	check.All(l, "requests", a.Requests, (*Request).Check)
	check.All(l, "interventions", a.Interventions, (*Intervention).validate)
	for i := range a.Outages {
		o := &a.Outages[i]
		if err := o.Validate(); err != nil {
			l.In(fault.Index("outages", i), err)
		}
		if !o.Withdrawn.IsZero() {
			_, known := nano.OfOutage(o)
			l.In(fault.Index("outages", i), withdrawnError(o.Withdrawn, known))
		}
	}
	for i := range a.Exclusions {
		x := &a.Exclusions[i]
		if err := x.Validate(); err != nil {
			l.In(fault.Index("exclusions", i), err)
		}
		if !x.Withdrawn.IsZero() {
			_, known := nano.OfExclusion(x)
			l.In(fault.Index("exclusions", i), withdrawnError(x.Withdrawn, known))
		}
	}
	check.All(l, "claims", a.Claims, (*Claim).validate)
	check.All(l, "charges", a.Charges, (*Charge).validate)
	var buf [fewIDs]string
	a.checkPurchases(l, buf[:0])
	ids := buf[:0]
	for i := range a.Charges {
		ids = append(ids, a.Charges[i].ID)
	}
	checkOnce(l, "charges", ids)
	ids = ids[:0]
	for i := range a.Claims {
		ids = append(ids, a.Claims[i].ID)
	}
	checkOnce(l, "claims", ids)
	a.checkOutages(l, buf[:0])
	a.checkSessions(l, buf[:0])
	a.checkUnnamed(l)
	return a.checkTickets(l, buf[:0], of)
}

// fewIDs is how many ids are compared one by one, without a map.
const fewIDs = 32

// checkPurchases refuses two purchases under one id, and two removals. It lists the ids in
// ids, which is empty.
func (a *Activity) checkPurchases(l *fault.List, ids []string) {
	for i := range a.Purchases {
		ids = append(ids, a.Purchases[i].ID)
	}
	checkOnce(l, "purchases", ids)
	ids = ids[:0]
	for i := range a.Removals {
		ids = append(ids, a.Removals[i].ID)
	}
	checkOnce(l, "removals", ids)
}

// checkOnce refuses ids that are given twice in a list.
func checkOnce(l *fault.List, list string, ids []string) {
	named := index(ids)
	for i, id := range ids {
		if j := named.find(id); j < i {
			l.Add(fault.Index(list, i)+".id", id, "must not be given twice, see "+fault.Index(list, j))
		}
	}
}

// refuseLength names the first list that is too long.
func (a *Activity) refuseLength(l *fault.List) {
	for _, list := range [...]struct {
		field string
		n     int
	}{
		{"purchases", len(a.Purchases)},
		{"removals", len(a.Removals)},
		{"requests", len(a.Requests)},
		{"interventions", len(a.Interventions)},
		{"outages", len(a.Outages)},
		{"exclusions", len(a.Exclusions)},
		{"claims", len(a.Claims)},
		{"charges", len(a.Charges)},
	} {
		if list.n > MaxFacts {
			l.Add(list.field, list.n, "must be at most 100000")
			return
		}
	}
}

// checkTickets refuses two requests under one ticket, and an intervention on a
// ticket that nobody opened (S27), or before it was.
func (a *Activity) checkTickets(l *fault.List, ids []string, of []int32) []int32 {
	for i := range a.Requests {
		ids = append(ids, a.Requests[i].Ticket)
	}
	asked := index(ids)
	for i, id := range ids {
		if j := asked.find(id); j < i {
			l.Add(fault.Index("requests", i)+".ticket", id, "must not be given twice, see "+fault.Index("requests", j))
		}
	}
	j := -1
	for i := range a.Interventions {
		in := &a.Interventions[i]
		if j++; j >= len(ids) || ids[j] != in.Ticket { // mostly the next one
			j = asked.find(in.Ticket)
		}
		of = append(of, int32(j)) // at most MaxFacts
		if j < 0 {
			l.Add(fault.Index("interventions", i)+".ticket", in.Ticket, "must be the ticket of a request (S27)")
		} else if r := &a.Requests[j]; in.Start.Before(r.At) {
			l.Add(fault.Index("interventions", i)+".start", in.Start, "must not be before its request, "+r.At.Format(time.RFC3339))
		}
	}
	return of
}

// checkOutages refuses different outages under one id; the same one may be listed
// twice.
func (a *Activity) checkOutages(l *fault.List, ids []string) {
	for i := range a.Outages {
		ids = append(ids, a.Outages[i].ID)
	}
	named := index(ids)
	for i, id := range ids {
		if id == "" {
			continue
		}
		if j := named.find(id); j < i && !sameOutage(&a.Outages[i], &a.Outages[j]) {
			l.Add(fault.Index("outages", i)+".id", id, "must not name two outages, see "+fault.Index("outages", j))
		}
	}
}

// checkSessions refuses different sessions under one id; the same one may be listed
// twice.
func (a *Activity) checkSessions(l *fault.List, ids []string) {
	named := false
	for i := range a.Interventions {
		named = named || a.Interventions[i].ID != ""
	}
	if !named {
		return
	}
	for i := range a.Interventions {
		ids = append(ids, a.Interventions[i].ID)
	}
	sessions := index(ids)
	for i, id := range ids {
		if id == "" {
			continue
		}
		if j := sessions.find(id); j < i && !a.Interventions[i].same(&a.Interventions[j]) {
			l.Add(fault.Index("interventions", i)+".id", id, "must not name two sessions, see "+fault.Index("interventions", j))
		}
	}
}

// checkUnnamed refuses a session without an id that is listed twice, as withdrawn and as
// not.
func (a *Activity) checkUnnamed(l *fault.List) {
	wrong := func(in Intervention) bool { return in.ID == "" && !in.Withdrawn.IsZero() }
	if !slices.ContainsFunc(a.Interventions, wrong) {
		return
	}
	type session struct {
		ticket   string
		from, to int64
	}
	listed := make(map[session]int, len(a.Interventions))
	for i := range a.Interventions {
		in := &a.Interventions[i]
		if in.ID != "" {
			continue
		}
		s := session{in.Ticket, nano.Of(in.Start), nano.Of(in.End)}
		if j, ok := listed[s]; !ok {
			listed[s] = i
		} else if !in.Withdrawn.Equal(a.Interventions[j].Withdrawn) {
			l.Add(fault.Index("interventions", i)+".withdrawn", in.Withdrawn, "must be the same wherever a session without an id is listed, see "+fault.Index("interventions", j))
		}
	}
}

// same reports whether two are one session. When it was recorded is not part of it.
func (in *Intervention) same(other *Intervention) bool {
	return in.ID == other.ID && in.Ticket == other.Ticket && in.ChargedTo == other.ChargedTo && in.Start.Equal(other.Start) && in.End.Equal(other.End) && in.Withdrawn.Equal(other.Withdrawn)
}

func sameOutage(o, p *penalty.Outage) bool {
	num, den, _ := money.Fraction(o.Share)
	n, d, _ := money.Fraction(p.Share)
	return num == n && den == d && o.Start.Equal(p.Start) && o.Declared.Equal(p.Declared) && o.End.Equal(p.End) &&
		o.Recorded.Equal(p.Recorded) && o.Withdrawn.Equal(p.Withdrawn) && o.Cause == p.Cause && o.Excluded == p.Excluded
}

// ids finds the first place of an id in a list.
type ids struct {
	list  []string
	first map[string]int // where the list is long
}

func index(list []string) ids {
	x := ids{list: list}
	if n := len(list); n > fewIDs {
		x.first = make(map[string]int, n)
		for i := n - 1; i >= 0; i-- {
			x.first[list[i]] = i
		}
	}
	return x
}

// find returns the place of an id, or -1.
func (x *ids) find(id string) int {
	if x.first == nil {
		return slices.Index(x.list, id)
	}
	if i, ok := x.first[id]; ok {
		return i
	}
	return -1
}
