package servicelevel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// PastError says that a fact cannot be recorded any more, since the months that it changes are closed for good
// (Options.CorrectionMonths), or were when it became known.
type PastError struct {
	ID     string
	At     time.Time      // when the fact was, or became known if that is in a closed month
	Closed calendar.Month // the last month closed
	// Needs is the last month closed of a state from which it could be recorded; zero if there is none.
	Needs calendar.Month
	// Recorded says that the fact tells when it became known, which one that became known just now has to.
	Recorded bool
}

// Error implements error.
func (e *PastError) Error() string {
	fact := fmt.Sprintf("servicelevel: the fact %q of %s ", e.ID, e.At.Format(time.RFC3339))
	if !e.Needs.Valid() {
		return fact + "became known later than corrections reach (Options.CorrectionMonths)"
	}
	fact += "cannot be recorded with " + e.Closed.String() + " closed: it needs "
	if !e.Recorded {
		fact += "Recorded, if it became known later, or "
	}
	return fact + "the state of " + e.Needs.String() + " or an earlier one"
}

// Record adds facts, in any order. A fact whose id is known already with the same content is passed over; with other
// content it is a *ConflictError. What has happened can be recorded: late, on a ticket that was reported, before its
// estimate. Only work that all hours there ever were do not cover is refused (D8, D28), unless it is sold (D29).
//
// Facts are refused together, with every fault, under "facts[2].at" and the like; nothing changes then. A fact of a
// month that corrections do not reach any more, or that became known in a month that is closed, is a *PastError.
func (b *Book) Record(facts ...Fact) error {
	if err := b.made(); err != nil {
		return err
	}
	first := len(b.facts)
	var l fault.List
	for i := range facts {
		if err := b.take(&facts[i]); err != nil {
			l.In(fault.Index("facts", i), err)
		}
	}
	if l.Empty() {
		b.sort(first)
		b.foldNew(&l, first, facts)
	}
	if l.Empty() {
		return nil
	}
	b.drop(first)
	return l.Err()
}

// take adds a fact to the list, if it is new.
func (b *Book) take(f *Fact) error {
	if err := f.Validate(); err != nil {
		return err
	}
	if f.Kind == Closed {
		return fault.New("kind", f.Kind, "is a line of a journal: months are closed by Close")
	}
	if _, ok := f.ClosedMonth(); ok {
		return fault.New("id", f.ID, "is kept for the line of a journal that closes a month")
	}
	if reason := lotid.Kept(f.ID); reason != "" {
		return fault.New("id", f.ID, reason)
	}
	if before := b.find(f.ID); before != nil {
		return f.Conflict(*before)
	}
	if len(b.facts) >= MaxFacts {
		return fault.New("", f.ID, "is one fact more than 100000 since the last month closed")
	}
	known := nano.Of(f.Known())
	if err := b.reach(f, known); err != nil {
		return err
	}
	t := &b.live.Maker.Term
	if t.Contract == nil { // of an Input, whose facts are folded once
		t = &b.scratch.Maker.Term
	}
	if err := b.prioritized(t, f); err != nil {
		return err
	}
	if f.Price != nil {
		if _, err := t.Unit.FromDecimal(*f.Price); err != nil {
			return fault.Wrap("price", *f.Price, err)
		}
	}
	if f.Kind == Withdrawn && !b.withdraws { // from now on facts are to be remembered
		b.withdraws, b.stale = true, true
	}
	b.ids[f.ID] = int32(len(b.facts)) // at most MaxFacts
	b.facts, b.known, b.works = append(b.facts, f.CloneLine()), append(b.known, known), append(b.works, 0)
	return nil
}

// reach refuses what can be told no more.
func (b *Book) reach(f *Fact, known int64) error {
	wall := &b.live.Maker.Wall
	closed := b.Closed()
	if known < b.opens {
		return &PastError{
			ID: f.ID, At: time.Unix(0, known).In(wall.Location()), Closed: closed, Needs: wall.Month(known).AddMonths(-1),
			Recorded: !f.Recorded.IsZero(),
		}
	}
	first := wall.Month(known).AddMonths(-b.contract.Options.Reach())
	month := wall.Month(nano.Of(f.At))
	if f.Kind == Claimed {
		month = f.Month
	}
	if month.Compare(first) < 0 && f.Kind != Excluded && !f.Elsewhere {
		return &PastError{ID: f.ID, At: f.At, Closed: closed}
	}
	return nil
}

// prioritized refuses a priority that the plan of its instant does not have.
func (b *Book) prioritized(t *agreed.Term, f *Fact) error {
	if f.Priority == "" || t.Tracker == nil {
		return nil
	}
	var l fault.List
	t.CheckPriority(&l, "priority", f.Priority, t.Runs[t.RunOn(b.live.Maker.Wall.Date(nano.Of(f.At)))].Plan)
	return l.Err()
}

// find returns a fact by its id, or nil.
func (b *Book) find(id string) *Fact {
	if n, ok := b.ids[id]; ok {
		return &b.facts[n]
	}
	if b.base != nil {
		return b.base.Fact(id)
	}
	return nil
}

// foldNew folds what is not folded yet. A fact that is refused leaves no trace.
func (b *Book) foldNew(l *fault.List, first int, facts []Fact) {
	if b.stale {
		l.In("", b.rebase(b.base))
	}
	var places map[string]int
	for from := b.folded; from < len(b.order); from++ {
		n := b.order[from]
		if err := b.fold(n, &b.facts[n]); err != nil {
			if places == nil {
				places = placesOf(facts)
			}
			l.In(path(b.facts[n].ID, places), err)
			b.stale = b.stale || b.folded < from || int(n) < first // not all of the list is folded
			continue
		}
		b.folded++
	}
}

// placesOf returns where the facts of a list are, by their ids: the first of those that
// are told twice.
func placesOf(facts []Fact) map[string]int {
	places := make(map[string]int, len(facts))
	for i := len(facts) - 1; i >= 0; i-- {
		places[facts[i].ID] = i
	}
	return places
}

// path names a fact: by its place in a list, or by its id if it was recorded before.
func path(id string, places map[string]int) string {
	if i, ok := places[id]; ok {
		return fault.Index("facts", i)
	}
	return "recorded[" + id + "]"
}

// fold folds one fact, or leaves everything as it is.
func (b *Book) fold(n int32, f *Fact) error {
	x := &b.live
	before := x.Trace(f)
	move, moves, err := x.Add(f)
	if err != nil || !moves {
		if err != nil {
			x.Revert(before)
		} else {
			x.Remember(f, &move)
		}
		return err
	}
	hours := &x.Maker.Hours
	month := hours.Next
	if err := x.Know(&move); err != nil {
		x.Revert(before)
		b.stale = b.stale || hours.Next != month || f.Kind == Withdrawn // it let a month begin, or marked what it was to take back
		return inFact(err)
	}
	x.Remember(f, &move)
	switch move.Kind {
	case billing.Worked:
		b.works[n] = hours.Works[len(hours.Works)-1] + 1
	case billing.Gone:
		if b.gone == nil {
			b.gone = make(map[int32]time.Duration)
		}
		b.gone[n] = hours.Gone
	}
	return nil
}

// inFact takes the path in an activity off the faults of a fact.
func inFact(err error) error {
	var l fault.List
	for _, f := range fault.All(err) {
		if _, _, rest, ok := inActivity(f.Field); ok {
			f.Field = rest
		}
		l.In("", f)
	}
	return l.Err()
}

// ofFacts gives the faults of a statement, which are of the lists that it was made from,
// the paths of the facts, by the places of those that were given.
func (b *Book) ofFacts(err error, places map[string]int) error {
	var l fault.List
	act := b.scratch.Maker.Act
	asked := make(map[string]string, len(act.Requests))
	for n := range b.facts {
		if b.facts[n].Kind == Requested {
			asked[b.facts[n].Ticket] = b.facts[n].ID
		}
	}
	for _, f := range fault.All(err) {
		list, i, rest, ok := inActivity(f.Field)
		id := ""
		switch {
		case !ok:
		case list == "purchases" && i < len(act.Purchases):
			id = act.Purchases[i].ID
		case list == "removals" && i < len(act.Removals):
			id = act.Removals[i].ID
		case list == "interventions" && i < len(act.Interventions):
			id = act.Interventions[i].ID
		case list == "outages" && i < len(act.Outages):
			id = act.Outages[i].ID
		case list == "claims" && i < len(act.Claims):
			id = act.Claims[i].ID
		case list == "requests" && i < len(act.Requests):
			id = asked[act.Requests[i].Ticket]
		}
		if id != "" {
			f.Field = fault.Join(path(id, places), rest)
		}
		l.In("", f)
	}
	return l.Err()
}

// inActivity takes a path such as "activity.requests[3].at" apart.
func inActivity(field string) (list string, i int, rest string, ok bool) {
	field, in := strings.CutPrefix(field, "activity.")
	list, i, rest, ok = fault.InList(field)
	return list, i, rest, in && ok
}

// drop takes back the facts from one on.
func (b *Book) drop(first int) {
	for i := first; i < len(b.facts); i++ {
		delete(b.ids, b.facts[i].ID)
	}
	clear(b.facts[first:])
	b.facts, b.known, b.works = b.facts[:first], b.known[:first], b.works[:first]
	if len(b.order) > first { // they had their place already
		b.order = slices.DeleteFunc(b.order, func(n int32) bool { return int(n) >= first })
		b.stale = b.stale || b.folded > first
	}
}
