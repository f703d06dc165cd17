package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// contract is a server at NUXIT's level Pro: 90 minutes a month, incidents answered within
// four hours, a clock that stops while the customer is waited for.
func contract() servicelevel.Contract {
	rent := decimal.RequireFromString("149.00")
	return servicelevel.Contract{
		ID: "NX-2041", Customer: "Atelier Lumen", Edition: "nuxit", Level: servicelevel.Pro,
		Start: calendar.MustParseDate("2026-01-01"), Rent: &rent,
		Options: servicelevel.Options{PauseWaiting: true},
	}
}

// event is a fact, and how the desk would put it.
type event struct {
	what string
	fact servicelevel.Fact
}

// days are what happens, in the order in which the desk hears of it.
func days(zone *time.Location) []event {
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, zone)
	}
	return []event{
		{"five hours are bought", servicelevel.Fact{
			ID: "inv-77", Kind: servicelevel.Bought, At: at(5, 4, 9, 0), Time: 5 * time.Hour,
		}},
		{"ten hours more, which cost less each: the five go first", servicelevel.Fact{
			ID: "inv-78", Kind: servicelevel.Bought, At: at(5, 11, 9, 0), Time: 10 * time.Hour,
		}},
		{"an incident: mail is stuck", servicelevel.Fact{
			ID: "f1", Kind: servicelevel.Requested, At: at(5, 27, 14, 0), Ticket: "T1", Request: servicelevel.Incident,
		}},
		{"the customer is asked for a password", servicelevel.Fact{
			ID: "f2", Kind: servicelevel.Waiting, At: at(5, 27, 14, 10), Ticket: "T1",
		}},
		{"he sends it", servicelevel.Fact{
			ID: "f3", Kind: servicelevel.Resumed, At: at(5, 27, 15, 0), Ticket: "T1",
		}},
		{"two hours are estimated", servicelevel.Fact{
			ID: "f4", Kind: servicelevel.Estimated, At: at(5, 27, 15, 20), Ticket: "T1", Time: 2 * time.Hour,
		}},
		{"the queue is looked at", servicelevel.Fact{
			ID: "f5", Kind: servicelevel.Worked, At: at(5, 27, 16, 0), Ticket: "T1", End: at(5, 27, 16, 20),
		}},
		{"a request: move a site", servicelevel.Fact{
			ID: "f6", Kind: servicelevel.Requested, At: at(5, 28, 9, 0), Ticket: "T2",
		}},
		{"an hour and a half is estimated", servicelevel.Fact{
			ID: "f7", Kind: servicelevel.Estimated, At: at(5, 28, 9, 30), Ticket: "T2", Time: 90 * time.Minute,
		}},
		{"the customer moves it himself", servicelevel.Fact{
			ID: "f8", Kind: servicelevel.Cancelled, At: at(5, 29, 9, 0), Ticket: "T2",
		}},
		{"the mail server is rebuilt by night", servicelevel.Fact{
			ID: "f9", Kind: servicelevel.Worked, At: at(5, 31, 23, 20), Ticket: "T1", End: at(6, 1, 0, 30),
		}},
		{"the report is sent", servicelevel.Fact{
			ID: "f10", Kind: servicelevel.Reported, At: at(6, 1, 9, 10), Ticket: "T1",
		}},
		{"a request of 29 May is written down late", servicelevel.Fact{
			ID: "f11", Kind: servicelevel.Requested, At: at(5, 29, 11, 0), Recorded: at(6, 2, 10, 0), Ticket: "T3",
		}},
		{"and the work on it", servicelevel.Fact{
			ID: "f12", Kind: servicelevel.Worked, At: at(5, 29, 14, 0), Recorded: at(6, 2, 10, 0), Ticket: "T3", End: at(5, 29, 14, 40),
		}},
	}
}

// heard is when the desk hears of a fact.
func heard(f *servicelevel.Fact) time.Time {
	switch {
	case !f.Recorded.IsZero():
		return f.Recorded
	case f.Kind == servicelevel.Worked:
		return f.End
	}
	return f.At
}
