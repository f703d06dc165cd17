package credit

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Limits of an Entry.
const (
	MaxID        = 128             // bytes of an id or a ticket
	MaxSessions  = 500             // work sessions of one entry
	MaxAllowance = 744 * time.Hour // of one month
	firstYear    = 1970            // instants lie from the start of this year
	endYear      = 2170            // to before the start of this one, in UTC
)

// Entry is one fact of an account. Which fields it has depends on its kind:
//
//	Purchase   Time, Price          Extend    Of, Time
//	Gift       Time                 Capture   Of, Time or Sessions
//	Allowance  From, Time           Release   Of
//	Overdraft  Time                 Debit     Ticket, Time or Sessions
//	Hold       Ticket, Time         Reversal  Of
//	                                Refund    Of
//
// ID, Kind and At are required; a field that its kind does not have must be zero.
type Entry struct {
	// ID names the entry within its account: 1 to MaxID bytes of text without
	// control characters. It makes the entry idempotent.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// At is the instant from which the entry counts, in the years 1970 to 2169. For
	// a debit or a capture it is when the intervention starts (D5). An allowance
	// counts for the whole of its months and an overdraft from its place in the
	// journal on, whatever their At.
	At time.Time `json:"at"`
	// Recorded is when it became known; zero means at once. It may be later than
	// At, or earlier. It is not content: a retry may carry another.
	Recorded time.Time `json:"recorded,omitzero"`
	// Of is the id of the entry that this one acts on.
	Of string `json:"of,omitzero"`
	// Ticket is the ticket of a hold or a debit, up to MaxID bytes; it may be empty.
	Ticket string `json:"ticket,omitzero"`
	// Time is what is bought, given, granted, estimated or worked, as the kind says.
	Time time.Duration `json:"time,omitzero"`
	// Sessions is when there was work, in place of Time: at most MaxSessions, none
	// before At. Each counts for its duration, overlapping or not.
	Sessions []calendar.Interval `json:"sessions,omitzero"`
	// Price is what a purchase cost, excluding VAT.
	Price decimal.Decimal `json:"price,omitzero" wire:"money"`
	// From is the first month of an allowance, which holds until the next one set.
	From calendar.Month `json:"from,omitzero"`
}

// fields says which of the optional fields a kind has.
type fields uint8

const (
	hasOf fields = 1 << iota
	hasTicket
	hasTime
	hasSessions
	hasPrice
	hasFrom
)

var fieldsOf = [...]fields{
	Purchase:  hasTime | hasPrice,
	Gift:      hasTime,
	Allowance: hasTime | hasFrom,
	Overdraft: hasTime,
	Hold:      hasTicket | hasTime,
	Extend:    hasOf | hasTime,
	Capture:   hasOf | hasTime | hasSessions,
	Release:   hasOf,
	Debit:     hasTicket | hasTime | hasSessions,
	Reversal:  hasOf,
	Refund:    hasOf,
}

// Validate reports all faults of e that can be seen without its account.
func (e *Entry) Validate() error {
	var faults fault.List
	if reason := badText(e.ID); reason != "" {
		faults.Add("id", e.ID, reason)
	}
	checkInstant(&faults, "at", e.At)
	if !e.Recorded.IsZero() {
		checkInstant(&faults, "recorded", e.Recorded)
	}
	if e.Kind == 0 || int(e.Kind) >= len(fieldsOf) {
		faults.Add("kind", e.Kind, "is not a known kind")
		return faults.Err()
	}
	e.checkFields(&faults, fieldsOf[e.Kind])
	e.checkTime(&faults)
	if len(e.Sessions) > 0 {
		e.checkSessions(&faults)
	}
	return faults.Err()
}

func (e *Entry) checkFields(faults *fault.List, has fields) {
	const foreign = "does not belong to an entry of this kind"
	if has&hasOf != 0 {
		if reason := badText(e.Of); reason != "" {
			faults.Add("of", e.Of, reason)
		}
	} else if e.Of != "" {
		faults.Add("of", e.Of, foreign)
	}
	if e.Ticket != "" {
		if has&hasTicket == 0 {
			faults.Add("ticket", e.Ticket, foreign)
		} else if reason := badText(e.Ticket); reason != "" {
			faults.Add("ticket", e.Ticket, reason)
		}
	}
	if has&hasTime == 0 && e.Time != 0 {
		faults.Add("time", e.Time, foreign)
	}
	if has&hasSessions == 0 && len(e.Sessions) > 0 {
		faults.Add("sessions", len(e.Sessions), foreign)
	}
	if has&hasPrice != 0 {
		checkPrice(faults, e.Price)
	} else if e.Price != (decimal.Decimal{}) && !e.Price.IsZero() {
		faults.Add("price", e.Price, foreign)
	}
	switch {
	case has&hasFrom == 0 && e.From != calendar.Month{}:
		faults.Add("from", e.From, foreign)
	case has&hasFrom != 0 && (e.From.Year < firstYear || e.From.Year >= endYear || !e.From.Valid()):
		faults.Add("from", e.From, "must be a month of the years 1970 to 2169")
	}
}

func (e *Entry) checkTime(faults *fault.List) {
	limit := MaxTime
	switch e.Kind {
	case Purchase, Gift, Extend:
		if e.Time == 0 {
			faults.Add("time", e.Time, "must be above 0")
		}
	case Allowance:
		limit = MaxAllowance
	}
	if e.Time < 0 || e.Time > limit {
		faults.Add("time", e.Time, "must not be negative, nor above "+limit.String())
	}
}

func (e *Entry) checkSessions(faults *fault.List) {
	if e.Time != 0 {
		faults.Add("time", e.Time, "must not be given together with sessions")
	}
	if len(e.Sessions) > MaxSessions {
		faults.Add("sessions", len(e.Sessions), "must not be more than 500")
		return
	}
	var worked time.Duration
	for i, s := range e.Sessions {
		path := fault.Index("sessions", i)
		before := faults.Empty()
		checkInstant(faults, path+".start", s.Start)
		checkInstant(faults, path+".end", s.End)
		faults.In(path, s.Validate())
		if s.Start.Before(e.At) {
			faults.Add(path+".start", s.Start, "must not be before the entry's instant")
		}
		if before && faults.Empty() {
			if worked += s.Duration(); worked > MaxTime {
				faults.Add(path, s.Duration(), "makes more than 10000 h in all")
			}
		}
	}
}

// checkInstant refuses what does not lie in the years 1970 to 2169 of UTC.
func checkInstant(faults *fault.List, field string, t time.Time) {
	const from, end = 0, 6_311_433_600 // 2170-01-01T00:00:00Z
	if s := t.Unix(); s < from || s >= end {
		faults.Add(field, t, "must lie in the years 1970 to 2169")
	}
}

// badText says what is wrong with an id or a ticket, "" where nothing is.
func badText(s string) string {
	switch {
	case s == "":
		return "must not be empty"
	case len(s) > MaxID:
		return "must not be longer than 128 bytes"
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return badRunes(s)
		}
	}
	return ""
}

func badRunes(s string) string {
	control := func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' }
	switch {
	case !utf8.ValidString(s), strings.ContainsFunc(s, control):
		return "must be text without control characters"
	case strings.TrimSpace(s) != s:
		return "must not begin or end with a space"
	}
	return ""
}

// MarshalJSON implements json.Marshaler: one object without line breaks, a line
// of a journal.
func (e Entry) MarshalJSON() ([]byte, error) { return wire.Append(nil, e) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (e *Entry) UnmarshalJSON(b []byte) error { return wire.Decode(b, e) }
