package kit

import (
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/joint"
)

// Server is one of a customer's contracts, with its life.
type Server struct {
	Contract servicelevel.Contract
	Facts    []servicelevel.Fact
}

// ServerOf is one at level 0, unless it is said otherwise.
func ServerOf(id string, change func(*servicelevel.Contract), list ...servicelevel.Fact) Server {
	ct := Contract("nuxit", servicelevel.Standard, "2026-01-01")
	if ct.ID = id; change != nil {
		change(&ct)
	}
	return Server{ct, list}
}

// Open returns its book, under the plans of NUXIT.
func (s Server) Open(t require.TestingT) *servicelevel.Book {
	book, err := servicelevel.NUXIT().Open(s.Contract)
	require.NoError(t, err)
	require.NoError(t, book.Record(s.Facts...))
	return book
}

// Close makes the statement of a month.
func (s Server) Close(t require.TestingT, m string) servicelevel.Statement {
	closed, _, err := s.Open(t).Close(Month(m))
	require.NoError(t, err)
	return closed
}

// Together consolidates a month of some contracts.
func Together(t require.TestingT, before *joint.Consolidated, m string, servers ...Server) *joint.Consolidated {
	var list []servicelevel.Statement
	for _, s := range servers {
		list = append(list, s.Close(t, m))
	}
	return Consolidate(t, before, list...)
}

// Consolidate does so upon what was read from JSON too, and changes nothing that it is given.
func Consolidate(t require.TestingT, before *joint.Consolidated, list ...servicelevel.Statement) *joint.Consolidated {
	was := Encode(t, []any{before, list})
	c, err := joint.Consolidate(before, list...)
	require.NoError(t, err)
	RequireSame(t, was, Encode(t, []any{before, list}))
	require.NoError(t, c.Validate())
	RoundTrip(t, c)
	if before != nil {
		kept := ReadAgain(t, *before)
		again, err := joint.Consolidate(&kept, list...)
		require.NoError(t, err)
		RequireSame(t, Encode(t, c), Encode(t, again))
	}
	return &c
}

// Shared words a document of several contracts: lines, then taxes, then totals.
func Shared(d *invoice.Document) string {
	var lines, taxes []string
	for _, l := range d.Lines {
		lines = append(lines, fmt.Sprint(l.Contract, " ", l.Kind, " ", l.Amount.StringFixed(2)))
	}
	for _, x := range d.Taxes {
		text := fmt.Sprint(x.Category, " ", x.Rate, " of ", x.Net.StringFixed(2), " is ", x.Tax.StringFixed(2))
		if !x.Before.IsZero() {
			text += " after " + x.Before.StringFixed(2)
		}
		taxes = append(taxes, text)
	}
	return fmt.Sprintf("%s; %s; %s", strings.Join(lines, ", "), strings.Join(taxes, ", "), Totals(d))
}

// Credits words the credit notes.
func Credits(c *joint.Consolidated) (list []string) {
	for i := range c.CreditNotes {
		list = append(list, fmt.Sprint(c.Month, " for ", c.CreditNotes[i].Invoice, ": ", Shared(&c.CreditNotes[i].Document)))
	}
	for _, x := range c.Separate {
		for i := range x.CreditNotes {
			list = append(list, fmt.Sprint(c.Month, " of ", x.Contract, " for ", x.CreditNotes[i].Invoice, ": ", Shared(&x.CreditNotes[i].Document)))
		}
	}
	return list
}

// WholeConsolidated are months of a customer, the last of which has all that there can be: an
// invoice, a compensation, a credit note of two contracts at two rates with something before
// it, one of one contract, and a contract that was away.
func WholeConsolidated(t require.TestingT) []*joint.Consolidated {
	promised := func(ct *servicelevel.Contract) { ct.Level, ct.Rent = servicelevel.Business, Dec("149.00") }
	sold := func(id, m, price string) servicelevel.Fact { return Pack(id, m+"-05 09:00", 3*time.Hour, price) }
	back := func(id, of, m string) servicelevel.Fact {
		return Gone(servicelevel.Refunded, id, of, m+"-10 09:00", 0)
	}
	charge := servicelevel.Fact{
		ID: "C", Kind: servicelevel.Charged, At: Wall("2026-01-20 09:00"), Price: Dec("9.00"), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"},
		VAT: &servicelevel.ChargeVAT{Rate: Dec("0.055")},
	}
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: Wall("2026-04-12 00:00"), End: Wall("2026-04-12 01:00")}
	a := ServerOf("A", promised, sold("P1", "2026-01", "4.82"), sold("P2", "2026-01", "4.82"), back("R1", "P1", "2026-02"), back("R2", "P2", "2026-04"), out)
	b := ServerOf("B", nil, sold("P1", "2026-01", "4.82"), back("R1", "P1", "2026-04"), charge, Wrong("W", "C", "2026-04-01 09:00"))
	c := ServerOf("C", nil, sold("P1", "2026-01", "4.82"), sold("P2", "2026-02", "5.00"), back("R1", "P1", "2026-04"))
	january := Together(t, nil, "2026-01", a, b)
	february := Together(t, january, "2026-02", b, a, c)
	april := Together(t, february, "2026-04", a, b, c)
	april.Explain()
	return []*joint.Consolidated{april, january, february}
}
