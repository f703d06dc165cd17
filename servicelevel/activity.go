package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Activity is what happened under a contract: from the first pack whose hours
// may still be there, up to any instant. Facts come in any order. Those of later
// months do not change the statement of an earlier one.
//
// A fact has an effective instant and may have a recorded one, when it became
// known; where that is absent the fact was known at once. A statement covers the
// facts recorded in its month: one recorded later than the month it belongs to
// is a correction on the later statement.
type Activity struct {
	Schema        Schema              `json:"schema"`
	Purchases     []Purchase          `json:"purchases,omitzero"`
	Requests      []Request           `json:"requests,omitzero"`
	Interventions []Intervention      `json:"interventions,omitzero"`
	Outages       []penalty.Outage    `json:"outages,omitzero"`
	Exclusions    []penalty.Exclusion `json:"exclusions,omitzero"`
}

// Purchase is a pack of hours bought (S22–S26), or given.
type Purchase struct {
	ID       string        `json:"id"`
	At       time.Time     `json:"at"`
	Recorded time.Time     `json:"recorded,omitzero"`
	Time     time.Duration `json:"time"`
	// Price is what it costs excluding VAT. Without it the plan's tariff must have
	// a pack of that time.
	Price *decimal.Decimal `json:"price,omitzero" wire:"money"`
	Gift  bool             `json:"gift,omitzero"` // hours that cost nothing
}

// RequestKind tells an incident from any other request.
type RequestKind uint8

// The kinds.
const (
	ServiceRequest RequestKind = iota // anything but an incident
	Incident                          // a disturbed or interrupted service (S49)
)

var requestKindNames = [...]string{"request", "incident"}

// String returns the text form: "request" or "incident".
func (k RequestKind) String() string { return nameOf(requestKindNames[:], k, "kind") }

// MarshalText implements encoding.TextMarshaler.
func (k RequestKind) MarshalText() ([]byte, error) {
	return marshalName(requestKindNames[:], k, "kind")
}

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (k *RequestKind) UnmarshalText(b []byte) error {
	return unmarshalName(requestKindNames[:], b, k, "kind")
}

// Request is a ticket: what the customer asked, or the provider's monitoring
// found (S27, S64).
type Request struct {
	Ticket  string      `json:"ticket"`
	Kind    RequestKind `json:"kind"`
	Channel Channel     `json:"channel,omitzero"`
	At      time.Time   `json:"at"` // declared, or detected where Channel is ByMonitoring
	// Estimate is the time that the work is expected to take (S29); zero is none.
	Estimate time.Duration `json:"estimate,omitzero"`
	// Waiting are the times during which the customer was waited for (D18).
	Waiting []calendar.Pause `json:"waiting,omitzero"`
}

// Intervention is one session of work on a ticket, [Start, End). The sessions of
// one ticket are one intervention (D1).
type Intervention struct {
	Ticket   string    `json:"ticket"`
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Recorded time.Time `json:"recorded,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (a Activity) MarshalJSON() ([]byte, error) { return wire.Append(nil, a) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (a *Activity) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Validate reports every fault of the activity that can be seen without its
// contract.
func (a Activity) Validate() error {
	var l fault.List
	a.check(&l, nil)
	return l.Err()
}

// check reports the faults, and appends to of, for each intervention, the index of
// its request.
func (a *Activity) check(l *fault.List, of []int32) []int32 {
	for _, list := range [...]struct {
		field string
		n     int
	}{
		{"purchases", len(a.Purchases)},
		{"requests", len(a.Requests)},
		{"interventions", len(a.Interventions)},
		{"outages", len(a.Outages)},
		{"exclusions", len(a.Exclusions)},
	} {
		if list.n > MaxFacts {
			l.Add(list.field, list.n, "must be at most 100000")
			return of
		}
	}
	for i := range a.Purchases {
		if err := a.Purchases[i].validate(); err != nil {
			l.In(fault.Index("purchases", i), err)
		}
	}
	for i := range a.Requests {
		if err := a.Requests[i].validate(); err != nil {
			l.In(fault.Index("requests", i), err)
		}
	}
	for i := range a.Interventions {
		if err := a.Interventions[i].validate(); err != nil {
			l.In(fault.Index("interventions", i), err)
		}
	}
	for i := range a.Outages {
		if err := a.Outages[i].Validate(); err != nil {
			l.In(fault.Index("outages", i), err)
		}
	}
	for i := range a.Exclusions {
		if err := a.Exclusions[i].Validate(); err != nil {
			l.In(fault.Index("exclusions", i), err)
		}
	}
	var buf [few]string
	a.checkPurchases(l, buf[:0])
	a.checkOutages(l, buf[:0])
	return a.checkTickets(l, buf[:0], of)
}

// few is how many ids are compared one by one, without a map, and how many facts
// are sorted by insertion.
const few = 32

// checkPurchases refuses two purchases under one id. It lists the ids in ids, which
// is empty.
func (a *Activity) checkPurchases(l *fault.List, ids []string) {
	for i := range a.Purchases {
		ids = append(ids, a.Purchases[i].ID)
	}
	bought := index(ids)
	for i, id := range ids {
		if j := bought.find(id); j < i {
			l.Add(fault.Index("purchases", i)+".id", id, "must not be given twice, see "+fault.Index("purchases", j))
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
	for i := range a.Interventions {
		in := &a.Interventions[i]
		j := asked.find(in.Ticket)
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

func sameOutage(o, p *penalty.Outage) bool {
	num, den, _ := money.Fraction(o.Share)
	n, d, _ := money.Fraction(p.Share)
	return num == n && den == d && o.Start.Equal(p.Start) && o.Declared.Equal(p.Declared) && o.End.Equal(p.End) &&
		o.Recorded.Equal(p.Recorded) && o.Cause == p.Cause && o.Excluded == p.Excluded
}

// ids finds the first place of an id in a list.
type ids struct {
	list  []string
	first map[string]int // where the list is long
}

func index(list []string) ids {
	x := ids{list: list}
	if n := len(list); n > few {
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

func (p *Purchase) validate() error {
	var l fault.List
	checkID(&l, "id", p.ID)
	checkInstant(&l, "at", p.At)
	checkRecorded(&l, p.Recorded, p.At)
	checkTime(&l, "time", p.Time, time.Minute, MaxPeriod)
	if p.Price != nil {
		checkMoney(&l, "price", *p.Price)
		if p.Gift {
			l.Add("price", *p.Price, "must be absent from a gift")
		}
	}
	return l.Err()
}

// maxWaiting bounds Request.Waiting.
const maxWaiting = 1000

func (r *Request) validate() error {
	var l fault.List
	checkID(&l, "ticket", r.Ticket)
	checkInstant(&l, "at", r.At)
	l.Check(int(r.Kind) < len(requestKindNames), "kind", r.Kind, "is not a known value")
	l.Check(int(r.Channel) < len(channelNames), "channel", r.Channel, "is not a known value")
	checkTime(&l, "estimate", r.Estimate, 0, MaxPeriod)
	l.Check(len(r.Waiting) <= maxWaiting, "waiting", len(r.Waiting), "must be at most 1000")
	for i, w := range r.Waiting {
		l.In(fault.Index("waiting", i), w.Validate())
	}
	return l.Err()
}

func (in *Intervention) validate() error {
	var l fault.List
	checkID(&l, "ticket", in.Ticket)
	checkInstant(&l, "start", in.Start)
	checkInstant(&l, "end", in.End)
	checkRecorded(&l, in.Recorded, in.Start)
	if took := nanos(in.End) - nanos(in.Start); took < 0 {
		l.Add("end", in.End, "must not be before the start, "+in.Start.Format(time.RFC3339))
	} else {
		checkTime(&l, "end", time.Duration(took), 0, MaxPeriod)
	}
	return l.Err()
}

// checkInstant refuses what no contract lives in: years before 1990 or from 2090.
func checkInstant(l *fault.List, field string, t time.Time) {
	if at := t.Unix(); at < firstSecond || at >= endSecond {
		l.Add(field, t, "must lie in the years 1990 to 2089")
	}
}

// The years 1990 to 2089 in UTC, as seconds since 1970.
const (
	firstSecond = 631_152_000
	endSecond   = 3_786_912_000
)

// nanos returns an instant in Unix nanoseconds. Those of outages may lie outside
// the years of contracts, far enough not to fit: they become some instant outside.
func nanos(t time.Time) int64 {
	const outside = 3 * 24 * 60 * 60
	if s := t.Unix(); s < firstSecond || s >= endSecond {
		return min(max(s, firstSecond-outside), endSecond+outside) * 1e9
	}
	return t.UnixNano()
}

// checkRecorded refuses a fact that was known before it happened.
func checkRecorded(l *fault.List, recorded, at time.Time) {
	if !recorded.IsZero() {
		checkInstant(l, "recorded", recorded)
		if recorded.Before(at) {
			l.Add("recorded", recorded, "must not be before the fact, "+at.Format(time.RFC3339))
		}
	}
}

// Input is a contract, what happened under it and the month asked for, as one
// document.
type Input struct {
	Month    calendar.Month `json:"month"`
	Contract Contract       `json:"contract"`
	Activity Activity       `json:"activity"`
}

// Validate reports every fault of the three.
func (in Input) Validate() error {
	var l fault.List
	l.Check(in.Month.Valid(), "month", in.Month, "must be a month that exists")
	l.In("contract", in.Contract.Validate())
	l.In("activity", in.Activity.Validate())
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (in Input) MarshalJSON() ([]byte, error) { return wire.Append(nil, in) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (in *Input) UnmarshalJSON(b []byte) error { return wire.Decode(b, in) }
