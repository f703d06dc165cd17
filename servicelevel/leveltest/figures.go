package leveltest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Figures are those of a servicelevel.Statement, without its texts, its rules and
// what follows from them. Lists are in the order of the statement.
type Figures struct {
	Lines []Amount        `json:"lines,omitzero"` // of the invoice
	Net   decimal.Decimal `json:"net" wire:"money"`
	Tax   decimal.Decimal `json:"tax" wire:"money"`
	Gross decimal.Decimal `json:"gross" wire:"money"`
	Owed  []Amount        `json:"owed,omitzero"` // lines of the compensation

	Tickets      []TicketFigures        `json:"tickets,omitzero"`
	Guarantees   []GuaranteeFigures     `json:"guarantees,omitzero"`
	Allowance    statement.AllowanceUse `json:"allowance"`
	Credit       CreditFigures          `json:"credit"`
	Availability []AvailabilityFigures  `json:"availability,omitzero"`
}

// Amount is one line of a document.
type Amount struct {
	Kind     invoice.LineKind `json:"kind"`
	Amount   decimal.Decimal  `json:"amount" wire:"money"`
	Corrects calendar.Month   `json:"corrects,omitzero"` // an earlier month
}

// TicketFigures are those of the work on one ticket.
type TicketFigures struct {
	Ticket        string          `json:"ticket"`
	Month         calendar.Month  `json:"month,omitzero"`    // that pays, if it is another than the statement's
	Earliest      time.Time       `json:"earliest,omitzero"` // zero of work for another contract
	Worked        time.Duration   `json:"worked"`
	Charged       time.Duration   `json:"charged"`
	FromAllowance time.Duration   `json:"from_allowance,omitzero"`
	FromPacks     time.Duration   `json:"from_packs,omitzero"`
	FromOverdraft time.Duration   `json:"from_overdraft,omitzero"`
	Cost          decimal.Decimal `json:"cost,omitzero" wire:"money"` // what the time from packs had cost
}

// GuaranteeFigures are those of one guaranteed intervention.
type GuaranteeFigures struct {
	Ticket  string           `json:"ticket"`
	Due     time.Time        `json:"due"`
	Outcome response.Outcome `json:"outcome"`
}

// CreditFigures are those of the hours bought.
type CreditFigures struct {
	Opening   time.Duration `json:"opening"`
	Bought    time.Duration `json:"bought"`
	Used      time.Duration `json:"used"`
	Closing   time.Duration `json:"closing"`
	Overdrawn time.Duration `json:"overdrawn,omitzero"`
	Lots      []LotFigures  `json:"lots,omitzero"`
}

// LotFigures are those of one pack at the close of the month.
type LotFigures struct {
	Lot      string          `json:"lot"`
	Closing  time.Duration   `json:"closing"`
	Earned   decimal.Decimal `json:"earned" wire:"money"`
	Deferred decimal.Decimal `json:"deferred" wire:"money"`
}

// AvailabilityFigures are those of one month's availability.
type AvailabilityFigures struct {
	Month  calendar.Month  `json:"month"`
	Down   time.Duration   `json:"down"`
	Total  time.Duration   `json:"total"`
	Missed bool            `json:"missed,omitzero"`
	Amount decimal.Decimal `json:"amount" wire:"money"`
	Before decimal.Decimal `json:"before,omitzero" wire:"money"` // what an earlier statement owed
}

// FiguresOf takes the figures from a statement.
func FiguresOf(s servicelevel.Statement) Figures {
	f := Figures{
		Lines: amounts(s.Invoice), Net: s.Invoice.Net, Tax: s.Invoice.Tax, Gross: s.Invoice.Gross, Allowance: s.Allowance,
		Credit: CreditFigures{
			Opening: s.Credit.Opening, Bought: s.Credit.Bought, Used: s.Credit.Used, Closing: s.Credit.Closing, Overdrawn: s.Credit.Overdrawn,
		},
	}
	if s.Compensation != nil {
		f.Owed = amounts(*s.Compensation)
	}
	for _, t := range s.Tickets {
		w := TicketFigures{
			Ticket: t.Ticket, Earliest: t.Earliest, Worked: t.Worked, Charged: t.Charged, FromAllowance: t.FromAllowance, FromOverdraft: t.FromOverdraft,
		}
		if t.Month != s.Month {
			w.Month = t.Month
		}
		for _, d := range t.Draws {
			w.FromPacks += d.Time
			w.Cost = w.Cost.Add(d.Cost)
		}
		f.Tickets = append(f.Tickets, w)
	}
	for _, g := range s.Guarantees {
		f.Guarantees = append(f.Guarantees, GuaranteeFigures{g.Ticket, g.Response.Due, g.Response.Outcome})
	}
	for _, l := range s.Credit.Lots {
		f.Credit.Lots = append(f.Credit.Lots, LotFigures{l.Lot, l.Closing, l.Earned, l.Deferred})
	}
	for _, u := range s.Availability {
		a := u.Assessment
		f.Availability = append(f.Availability, AvailabilityFigures{u.Month, a.Availability.Down, a.Availability.Total, a.Missed, u.Owed(), u.Before})
	}
	return f
}

func amounts(d invoice.Document) (list []Amount) {
	for _, l := range d.Lines {
		list = append(list, Amount{l.Kind, l.Amount, l.Corrects})
	}
	return list
}

// Check returns an error that names every figure in which a statement differs.
// Instants are compared as instants and amounts as numbers.
func (f Figures) Check(s servicelevel.Statement) error {
	want, err := f.flat()
	if err != nil {
		return err
	}
	got, err := FiguresOf(s).flat()
	if err != nil {
		return err
	}
	all := maps.Clone(want)
	maps.Copy(all, got)
	var differ []string
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if want[path] != got[path] {
			differ = append(differ, fmt.Sprintf("%s is %s, not %s", path, shown(got[path]), shown(want[path])))
		}
	}
	if len(differ) == 0 {
		return nil
	}
	return fmt.Errorf("leveltest: %s: %s", s.Contract, strings.Join(differ, "; "))
}

func shown(s string) string {
	if s == "" {
		return "absent"
	}
	return s
}

// flat returns every figure under its path, such as "tickets[0].charged".
func (f Figures) flat() (map[string]string, error) {
	f.inUTC()
	doc, err := wire.Append(nil, &f)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(doc, &tree); err != nil {
		return nil, err
	}
	flat := map[string]string{}
	flatten(flat, "", tree)
	return flat, nil
}

// inUTC writes instants in one zone, in lists of its own.
func (f *Figures) inUTC() {
	f.Tickets, f.Guarantees = slices.Clone(f.Tickets), slices.Clone(f.Guarantees)
	for i := range f.Tickets {
		f.Tickets[i].Earliest = f.Tickets[i].Earliest.UTC()
	}
	for i := range f.Guarantees {
		f.Guarantees[i].Due = f.Guarantees[i].Due.UTC()
	}
}

func flatten(flat map[string]string, path string, tree any) {
	switch x := tree.(type) {
	case map[string]any:
		for name, part := range x {
			flatten(flat, strings.TrimPrefix(path+"."+name, "."), part)
		}
	case []any:
		for i, part := range x {
			flatten(flat, fmt.Sprintf("%s[%d]", path, i), part)
		}
	default:
		flat[path] = fmt.Sprint(x)
	}
}
