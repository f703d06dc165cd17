package servicelevel_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

// The end of May at a desk: an incident that is worked on over midnight, and what the month
// comes to.
func ExampleBook() {
	book, err := servicelevel.NUXIT().Open(proContract())
	if err != nil {
		fmt.Println(err)
		return
	}
	err = book.Record(
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Requested, At: at("2026-05-31T22:10:00+02:00"), Ticket: "T1", Request: servicelevel.Incident},
	)
	fmt.Println(err)

	now := at("2026-05-31T22:30:00+02:00")
	due, _ := book.Due(now)
	fmt.Println(due[0].Ticket, due[0].State, "until", due[0].Due.Format(time.DateTime), "still", due[0].Left)

	err = book.Record(
		servicelevel.Fact{ID: "F3", Kind: servicelevel.Worked, At: at("2026-05-31T23:00:00+02:00"), End: at("2026-05-31T23:40:00+02:00"), Ticket: "T1"},
	)
	fmt.Println(err)
	now = at("2026-05-31T23:45:00+02:00")
	balance, _ := book.Balance(now)
	fmt.Println("left:", balance.Allowance, "of the allowance,", balance.Available, "of packs")
	preview, _ := book.Preview(now)
	fmt.Println("May, so far:", preview.Invoice.Net.StringFixed(2), "provisional:", preview.Provisional)

	may, state, err := book.Close(calendar.MustParseMonth("2026-05"))
	fmt.Println("May:", may.Invoice.Net.StringFixed(2), err)

	// In June another process goes on from the state: May still pays for the ticket (D5).
	book, err = servicelevel.NUXIT().Resume(proContract(), state)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = book.Record(
		servicelevel.Fact{ID: "F4", Kind: servicelevel.Worked, At: at("2026-06-01T00:10:00+02:00"), End: at("2026-06-01T00:50:00+02:00"), Ticket: "T1"},
	)
	fmt.Println(err)
	june, _, err := book.Close(calendar.MustParseMonth("2026-06"))
	fmt.Println("T1 in", june.Tickets[0].Month, "took another", june.Tickets[0].FromAllowance, err)
	fmt.Println("packs:", june.Credit.Closing)
	// Output:
	// <nil>
	// T1 runs until 2026-06-01 02:10:00 still 3h40m0s
	// <nil>
	// left: 30m0s of the allowance, 3h0m0s of packs
	// May, so far: 214.00 provisional: true
	// May: 214.00 <nil>
	// <nil>
	// T1 in 2026-05 took another 30m0s <nil>
	// packs: 3h0m0s
}

// deskBook is the book of a contract at the level Pro with a pack and an open request.
func deskBook() *servicelevel.Book {
	book, err := servicelevel.NUXIT().Open(proContract())
	if err == nil {
		err = book.Record(
			servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour},
			servicelevel.Fact{ID: "F2", Kind: servicelevel.Requested, At: at("2026-05-11T09:40:00+02:00"), Ticket: "T1"},
			servicelevel.Fact{ID: "F3", Kind: servicelevel.Estimated, At: at("2026-05-11T10:00:00+02:00"), Ticket: "T1", Time: 80 * time.Minute},
		)
	}
	if err != nil {
		panic(err)
	}
	return book
}

func ExampleCatalogue_Open() {
	book, err := servicelevel.NUXIT().Open(proContract())
	fmt.Println(book.Contract().ID, err)
	_, err = servicelevel.Magic().Open(proContract())
	fmt.Println(err)
	// Output:
	// NX-1042 <nil>
	// contract.edition: must be the catalogue's, magic (got "nuxit")
}

// Facts are refused together, and what is told again is passed over.
func ExampleBook_Record() {
	book := deskBook()
	pack := servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour}
	fmt.Println(book.Record(pack, pack))

	pack.Time = 5 * time.Hour
	err := book.Record(
		pack,
		servicelevel.Fact{ID: "F9", Kind: servicelevel.Worked, At: at("2026-05-11T10:00:00+02:00"), Ticket: "T1"},
	)
	fmt.Println(err)
	var conflict *servicelevel.ConflictError
	fmt.Println(errors.As(err, &conflict), conflict.Field)
	// Output:
	// <nil>
	// facts[0]: facts: the fact "F1" was recorded before with another time
	// facts[1].end: is missing: a session is recorded once it has ended
	// true time
}

// Work that all hours there ever were do not cover is refused, with what to buy.
func ExampleBook_Record_shortfall() {
	book := deskBook()
	err := book.Record(servicelevel.Fact{ID: "F4", Kind: servicelevel.Worked, At: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T15:00:00+02:00"), Ticket: "T1"})
	var short *credit.ShortfallError
	fmt.Println(errors.As(err, &short), short.Missing, "is missing: buy", short.Offer.Time, "for", short.Offer.Price.StringFixed(2))
	// Output:
	// true 30m0s is missing: buy 3h0m0s for 169.00
}

// A month that is closed long ago can be corrected no more.
func ExamplePastError() {
	book := deskBook()
	err := book.Record(servicelevel.Fact{
		ID: "F4", Kind: servicelevel.Worked, At: at("2026-05-12T10:00:00+02:00"), End: at("2026-05-12T11:00:00+02:00"), Ticket: "T1",
		Recorded: at("2027-06-02T09:00:00+02:00"),
	})
	var past *servicelevel.PastError
	fmt.Println(errors.As(err, &past), past.ID, past.At.Format(time.DateOnly))
	// Output:
	// true F4 2026-05-12
}

func ExampleBook_Balance() {
	book := deskBook()
	b, err := book.Balance(at("2026-05-11T12:00:00+02:00"))
	fmt.Println("held", b.Held, "allowance", b.Allowance, "packs", b.Available, err)
	// Output:
	// held 1h30m0s allowance 0s packs 3h0m0s <nil>
}

func ExampleBook_Tickets() {
	book := deskBook()
	tickets, err := book.Tickets(at("2026-05-11T12:00:00+02:00"))
	for _, t := range tickets {
		fmt.Println(t.Ticket, t.Status, "for", t.Estimate, "holds", t.Held, "has", t.Worked)
	}
	fmt.Println(err)
	// Output:
	// T1 estimated for 1h20m0s holds 1h30m0s has 0s
	// <nil>
}

// Whether a ticket is late, under this contract and at this instant.
func ExampleBook_Ticket() {
	book := deskBook()
	_ = book.Record(servicelevel.Fact{ID: "F4", Kind: servicelevel.Requested, At: at("2026-05-16T22:00:00+02:00"), Ticket: "T2", Request: servicelevel.Incident})
	for _, now := range []string{"2026-05-17T01:59:00+02:00", "2026-05-17T02:01:00+02:00"} {
		t, err := book.Ticket("T2", at(now))
		fmt.Println(t.Deadline.State, t.Deadline.Left, err)
	}
	// Output:
	// runs 1m0s <nil>
	// missed -1m0s <nil>
}

// While the customer is waited for, a deadline stands still, if the contract says so (D18).
func ExampleBook_Due() {
	contract := proContract()
	contract.Options.PauseWaiting = true
	book, _ := servicelevel.NUXIT().Open(contract)
	_ = book.Record(
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Requested, At: at("2026-05-16T22:00:00+02:00"), Ticket: "T2", Request: servicelevel.Incident},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Waiting, At: at("2026-05-16T23:00:00+02:00"), Ticket: "T2"},
		servicelevel.Fact{ID: "F3", Kind: servicelevel.Resumed, At: at("2026-05-17T08:00:00+02:00"), Ticket: "T2"},
	)
	for _, now := range []string{"2026-05-16T23:30:00+02:00", "2026-05-17T09:00:00+02:00"} {
		due, _ := book.Due(at(now))
		fmt.Println(due[0].State, due[0].Left, !due[0].Due.IsZero())
	}
	// Output:
	// paused 3h0m0s false
	// runs 2h0m0s true
}

func ExampleBook_Preview() {
	book := deskBook()
	s, err := book.Preview(at("2026-05-11T12:00:00+02:00"))
	fmt.Println(s.Month, s.Invoice.Net.StringFixed(2), "as of", s.AsOf.Format(time.DateTime), "left", s.Allowance.Left, err)
	// Output:
	// 2026-05 214.00 as of 2026-05-11 12:00:00 left 1h30m0s <nil>
}

func ExampleCatalogue_Preview() {
	s, err := servicelevel.NUXIT().Preview(proContract(), servicelevel.Activity{}, at("2026-05-11T12:00:00+02:00"))
	fmt.Println(s.Provisional, s.Invoice.Net.StringFixed(2), err)
	// Output: true 45.00 <nil>
}

func ExampleBook_Close() {
	book := deskBook()
	s, state, err := book.Close(calendar.MustParseMonth("2026-05"))
	fmt.Println(s.Invoice.Net.StringFixed(2), state.Open, err)
	_, _, err = book.Close(calendar.MustParseMonth("2026-07"))
	fmt.Println(err)
	// Output:
	// 214.00 [T1] <nil>
	// month: must be the month after the last one closed, 2026-06 (got "2026-07")
}

// The state is all that the next month needs: the estimate is still held in June.
func ExampleCatalogue_Resume() {
	_, state, _ := deskBook().Close(calendar.MustParseMonth("2026-05"))
	stored, _ := json.Marshal(state)

	var read servicelevel.State
	if err := json.Unmarshal(stored, &read); err != nil {
		fmt.Println(err)
		return
	}
	book, err := servicelevel.NUXIT().Resume(proContract(), read)
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := book.Balance(at("2026-06-02T09:00:00+02:00"))
	fmt.Println(book.Closed(), "held", b.Held, "packs", b.Available, err)
	// Output:
	// 2026-05 held 1h30m0s packs 3h0m0s <nil>
}

// A store keeps the facts as lines.
func ExampleBook_Facts() {
	book := deskBook()
	for f := range book.Facts() {
		line, _ := json.Marshal(f)
		fmt.Println(string(line))
	}
	// Output:
	// {"id":"F1","kind":"bought","at":"2026-05-04T09:00:00+02:00","time":"PT3H"}
	// {"id":"F2","kind":"requested","at":"2026-05-11T09:40:00+02:00","ticket":"T1"}
	// {"id":"F3","kind":"estimated","at":"2026-05-11T10:00:00+02:00","ticket":"T1","time":"PT1H20M"}
}

// A ledger that is told the same facts holds the same hours.
func ExampleCatalogue_Account() {
	account, err := servicelevel.NUXIT().Account(proContract())
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := account.Apply(ledger.Entry{ID: "F1", Kind: credit.Debit, At: at("2026-05-11T10:00:00+02:00"), Ticket: "T1", Time: 50 * time.Minute})
	fmt.Println("charged", r.Charged, err)
	b := account.View(at("2026-05-11T12:00:00+02:00"), time.Time{}).Balance()
	fmt.Println("left", b.Allowance)
	// Output:
	// charged 1h0m0s <nil>
	// left 30m0s
}

// A pack is given back in June, and work that was booked on the wrong contract is withdrawn:
// May's statement stays, and June's has a credit note and gives the hours back.
func ExampleBook_Record_withdrawn() {
	book, err := servicelevel.NUXIT().Open(proContract())
	if err != nil {
		fmt.Println(err)
		return
	}
	err = book.Record(
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 5 * time.Hour},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Requested, At: at("2026-05-11T09:40:00+02:00"), Ticket: "T1"},
		servicelevel.Fact{ID: "F3", Kind: servicelevel.Worked, At: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T12:30:00+02:00"), Ticket: "T1"},
	)
	fmt.Println(err)
	may, _, err := book.Close(calendar.MustParseMonth("2026-05"))
	fmt.Println("May:", may.Invoice.Gross.StringFixed(2), "T1:", may.Tickets[0].FromAllowance, may.Tickets[0].Draws[0].Time, err)

	err = book.Record(
		servicelevel.Fact{ID: "F4", Kind: servicelevel.Withdrawn, At: at("2026-06-03T09:00:00+02:00"), Of: "F3"},
		servicelevel.Fact{ID: "F5", Kind: servicelevel.Refunded, At: at("2026-06-03T10:00:00+02:00"), Of: "F1", Time: 2 * time.Hour},
	)
	fmt.Println(err)
	june, _, err := book.Close(calendar.MustParseMonth("2026-06"))
	fmt.Println("June:", june.Tickets[0].Charged, june.Credit.Closing, err)
	note := june.CreditNotes[0]
	fmt.Println("for", note.Invoice, note.Document.Net.StringFixed(2), "+", note.Document.Tax.StringFixed(2))
	june.Explain()
	fmt.Println(june.CreditNotes[0].Document.Lines[0].Explained.EN)
	// Output:
	// <nil>
	// May: 340.80 T1: 1h30m0s 1h0m0s <nil>
	// <nil>
	// June: -2h30m0s 3h0m0s <nil>
	// for 2026-05 95.60 + 19.12
	// 2 h taken back of the pack of 5 h of 4 May 2026, €239.00 excl. VAT; €239.00 for 5 h, less €143.40 for 3 h = €95.60 (D30, D21); VAT of the sale: 20% (D33)
}
