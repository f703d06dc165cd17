package statement

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// LotDraw is time drawn from one pack, and what it had cost (S20, D7).
type LotDraw struct {
	Lot  string          `json:"lot"` // LotUse.Lot
	Time time.Duration   `json:"time"`
	Cost decimal.Decimal `json:"cost" wire:"money"`
}

// OfAllowance reports whether the hours are of an allowance: of what went on of an earlier month's, or of a
// yearly one.
func (d *LotDraw) OfAllowance() bool { return lotid.IsCarried(d.Lot) || lotid.IsYearly(d.Lot) }

// CreditUse is the hours bought, over the month, by lot in the order in which they became known. Closing
// figures are the opening ones of the next month, and Closing is Opening plus Bought, Carried and Yearly less
// Used, Refunded, Forfeited, Moved, Withdrawn and Lapsed. Each is negative if more was drawn than there was
// (D8). Lapsed is negative for work told late that draws on what had lapsed before the month.
type CreditUse struct {
	Opening   time.Duration `json:"opening"`
	Bought    time.Duration `json:"bought"`
	Carried   time.Duration `json:"carried,omitzero"` // of the month's allowance, to later ones
	Yearly    time.Duration `json:"yearly,omitzero"`  // given by a yearly allowance
	Used      time.Duration `json:"used"`
	Refunded  time.Duration `json:"refunded,omitzero"`  // taken back (D30)
	Forfeited time.Duration `json:"forfeited,omitzero"` // lost (D32)
	Moved     time.Duration `json:"moved,omitzero"`     // gone to another contract (D32)
	Withdrawn time.Duration `json:"withdrawn,omitzero"` // never bought, as is known now (D31)
	Lapsed    time.Duration `json:"lapsed,omitzero"`    // left when their last day was over
	Closing   time.Duration `json:"closing"`
	Overdrawn time.Duration `json:"overdrawn,omitzero"` // at the close, beyond the lots
	Lots      []LotUse      `json:"lots,omitzero"`
}

// LotUse is one pack over the month. Its hours that went or were used are those of the month. Earned is the
// part of its price that its use has earned since it was bought, with that of hours that were lost or have
// lapsed and what refunds have kept; Deferred is what is still owed to the customer in hours, Repaid what
// refunds gave back, Transferred what went to another contract with its hours. These add up to the price.
type LotUse struct {
	Lot         string          `json:"lot"` // Purchase.ID; of what was sold for work without credit "uncovered/2026-05/1" or the like (D29)
	Bought      calendar.Date   `json:"bought"`
	Until       calendar.Date   `json:"until,omitzero"` // the last day on which it is there, or was; zero: it never ends
	Time        time.Duration   `json:"time"`
	Price       decimal.Decimal `json:"price" wire:"money"`
	Opening     time.Duration   `json:"opening"`
	Used        time.Duration   `json:"used"`
	Refunded    time.Duration   `json:"refunded,omitzero"`
	Forfeited   time.Duration   `json:"forfeited,omitzero"`
	Moved       time.Duration   `json:"moved,omitzero"`
	Withdrawn   time.Duration   `json:"withdrawn,omitzero"`
	Lapsed      time.Duration   `json:"lapsed,omitzero"`
	Closing     time.Duration   `json:"closing"`
	EarnedMonth decimal.Decimal `json:"earned_month" wire:"money"` // in this month alone
	Earned      decimal.Decimal `json:"earned" wire:"money"`
	Deferred    decimal.Decimal `json:"deferred" wire:"money"`
	Repaid      decimal.Decimal `json:"repaid,omitzero" wire:"money"`
	Transferred decimal.Decimal `json:"transferred,omitzero" wire:"money"`
}

// Sales returns what was sold when the month ended (D29) as entries of the contract's
// account: see Catalogue.Account.
func (s *Statement) Sales() []ledger.Entry {
	var list []ledger.Entry
	for i := range s.Invoice.Lines {
		line := &s.Invoice.Lines[i]
		if sold := line.Kind == invoice.PackLine || line.Kind == invoice.HoursLine; sold && lotid.IsSold(line.Ref) {
			list = append(list, ledger.Entry{ID: line.Ref, Kind: credit.Sale, At: s.Period.End.Add(-1), Time: line.Time, Price: line.Amount, Until: line.Until})
		}
	}
	return list
}
