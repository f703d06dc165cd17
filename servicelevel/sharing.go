package servicelevel

import (
	"database/sql/driver"
	"slices"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
)

// Sharing says which hours of a contract are good for work under other contracts of the same
// customer, such as those of his other servers. Its text form is a lower-case name.
//
// The book of the contract that has the hours is told of a request of the other one, by its
// [Request.For], and then of estimates, work and the report as of its own: it holds, draws and
// sells hours for them by its own blocks, packs and decisions. When the work may be done, by
// which channels, and what is guaranteed for it is the other contract's. The book of that one
// is told of each session too, with the contract that pays as its [Intervention.ChargedTo]: it
// counts there for the guarantee, and is charged nothing. An estimate is for the book that pays:
// the other one refuses it once sessions are charged elsewhere, and refuses to charge these
// elsewhere while an estimate holds its own hours. Books.RecordAll keeps both or neither:
//
//	err := books.RecordAll(ctx,
//		servicelevel.Recording{Contract: web, Facts: []servicelevel.Fact{ // its server was worked on
//			{ID: "w7", Kind: servicelevel.Worked, At: begun, Ticket: "T1", End: ended, ChargedTo: "mail"}}},
//		servicelevel.Recording{Contract: mail, Facts: []servicelevel.Fact{ // it has the hours
//			{ID: "r7", Kind: servicelevel.Requested, At: begun, Ticket: "web/T1", For: "web"},
//			{ID: "w7", Kind: servicelevel.Worked, At: begun, Ticket: "web/T1", End: ended}}})
//
// A book knows one ticket of a name. If two contracts name their tickets alike, the book that
// pays has to have another name for the other's, as above: a request of a name that it knows
// is refused, whoever it is of.
type Sharing uint8

// The choices.
const (
	SharesNothing   Sharing = iota
	SharesHours             // those bought, and what may be overdrawn or is sold for work without credit
	SharesAllowance         // these, and the allowance of the month
)

var sharingNames = [...]string{"nothing", "hours", "allowance"}

// String returns the text form: "nothing", "hours", "allowance".
func (s Sharing) String() string { return enum.String(sharingNames[:], "sharing", s) }

// MarshalText implements encoding.TextMarshaler.
func (s Sharing) MarshalText() ([]byte, error) {
	return enum.Marshal(sharingNames[:], "sharing", s)
}

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (s *Sharing) UnmarshalText(b []byte) error {
	return enum.Parse(s, sharingNames[:], "sharing", b)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (s Sharing) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (s *Sharing) Scan(src any) error { return column.Scan(s.UnmarshalText, "sharing", src) }

// checkFor refuses a request that is said to be of another contract and is of this one.
func (b *Biller) checkFor(r *Request) error {
	if r.For == "" || r.For != b.term.contract.ID {
		return nil
	}
	return fault.New("for", r.For, "must be another contract")
}

// checkShared refuses hours for a request of another contract on a day whose plan has none for
// that.
func (b *Biller) checkShared(r *Request, at int64) error {
	if r.For == "" {
		return nil
	}
	if plan := &b.at(at).plan; plan.Work.Shared == SharesNothing {
		return fault.New("ticket", r.Ticket, "is of the contract "+r.For+", with which the level "+plan.Level.String()+" shares no hours on that day")
	}
	return nil
}

// checkPayer refuses a session that is not charged to the contract that the others of its
// ticket are charged to.
func (b *Biller) checkPayer(in *Intervention, request int32) error {
	r, sum := &b.act.Requests[request], &b.hours.sums[request]
	switch {
	case in.ChargedTo != "" && in.ChargedTo == b.term.contract.ID:
		return fault.New("charged_to", in.ChargedTo, "must be another contract")
	case in.ChargedTo != "" && r.For != "":
		return fault.New("charged_to", in.ChargedTo, "must be absent: the request is of the contract "+r.For+", and charged here")
	case sum.sessions > 0 && sum.payer != in.ChargedTo:
		payer := sum.payer
		if payer == "" {
			payer = b.term.contract.ID
		}
		return fault.New("charged_to", in.ChargedTo, "must be as of the other sessions of the ticket, which are charged to "+payer)
	}
	return nil
}

// paidBy returns the other contract that the work on a request is charged to, if there is any.
func (j *progress) paidBy() string {
	if j.worked == 0 {
		return ""
	}
	return j.payer
}

// chargedElsewhere is the work of the fund of a session that another contract is charged for.
const chargedElsewhere = -2

// took notes a session that stands, or with -1 that one does not any more.
func (sum *ticketSum) took(in *Intervention, times int32) {
	if sum.sessions += times; in.ChargedTo == "" {
		return
	}
	sum.elsewhere += int64(times) * (nanos(in.End) - nanos(in.Start))
	if sum.payer = in.ChargedTo; sum.sessions == 0 {
		sum.payer = ""
	}
}

// ticketOf returns the fund's ticket of a request.
func (b *Biller) ticketOf(request int32) int {
	n := b.hours.ticket(request)
	if b.act.Requests[request].For != "" {
		b.hours.fund.ForOther(n)
	}
	return n
}

// handleOther answers what pays for work on a request of another contract.
func (x *fold) handleOther(h *Handling, o *offer, r *Request) error {
	var l fault.List
	l.In("", x.b.checkFor(r))
	l.In("", x.b.checkShared(r, nanos(r.At)))
	if !l.Empty() {
		return fault.In("request", l.Err())
	}
	h.Accepted, h.Earliest, h.Priority = true, r.At.In(x.b.term.zone), false
	h.Rules = slices.Clone(o.plan.Work.SharedRules)
	return x.fund(h, o, r)
}

// withoutOthers returns an activity without what is of other contracts.
func (a Activity) withoutOthers() Activity {
	other := func(r Request) bool { return r.For != "" }
	if !slices.ContainsFunc(a.Requests, other) {
		return a
	}
	tickets := make(map[string]bool)
	for i := range a.Requests {
		if r := &a.Requests[i]; r.For != "" {
			tickets[r.Ticket] = true
		}
	}
	a.Requests = slices.DeleteFunc(slices.Clone(a.Requests), other)
	a.Interventions = slices.DeleteFunc(slices.Clone(a.Interventions), func(in Intervention) bool { return tickets[in.Ticket] })
	return a
}
