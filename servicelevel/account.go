package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
)

// Account returns the account of prepaid time with which a contract starts: its terms (D1, D3, D5–D8, D27), and the
// allowance and the blocks of each of its levels from the day on which that holds (S43, S19), as entries whose ids begin
// with "contract/". Its overdraft is MaxPeriod if work without credit is sold. A contract whose allowance goes on to
// other months is refused: its hours are those of a Book.
//
// Packs and work are added as they happen. Of facts these are entries:
//
//	Bought, Given       Purchase at its price, Gift; until their End, or that of the pack (credit.Validity.Until)
//	Estimated           Hold of its ticket; once more, Extend by the difference
//	Worked              Debit of its ticket, from when it began, with its Parts as Book.Facts
//	                    lists them if a plan has Factors
//	Reported            Release of the hold
//	Refunded, Forfeited Refund, Forfeit
//	Moved               Transfer
//	Withdrawn, of work  Reversal of the debit
//	sold (D29)          what Statement.Sales lists, before the entries of the next month
//
// Work that another contract is charged for is no entry. That of requests of other contracts is, if the plan shares
// its allowance too. For an account in a ledger.Ledger, its Terms are the ledger's and its Entries the first ones; after
// a change of level they can be applied again.
func (c *Catalogue) Account(ct Contract) (*ledger.Account, error) {
	if err := c.made(); err != nil {
		return nil, err
	}
	if err := ct.Validate(); err != nil {
		return nil, fault.In("contract", err)
	}
	var t agreed.Term
	if err := c.compiled.Bind(&t, &ct); err != nil {
		return nil, fault.In("contract", err)
	}
	if t.Carries {
		return nil, fault.In("contract", fault.New("edition", ct.Edition, "has an allowance that is carried over when a month ends, or of a year, for which accounts have no entry"))
	}
	terms := t.CreditTerms()
	if p := t.Runs[0].Plan.Data.Prices; p != nil {
		terms.Tariff = p.Tariff
	}
	account, err := ledger.NewAccountIn(terms, t.Zones)
	if err != nil {
		return nil, fault.In("contract", err)
	}
	for _, e := range grants(&t) {
		if _, err := account.Apply(e); err != nil {
			return nil, fault.In("contract", err)
		}
	}
	return account, nil
}

// grants lists what the contract gives without being bought: the allowance of each of
// its levels, and the overdraft.
func grants(t *agreed.Term) []ledger.Entry {
	ct := t.Contract
	var list []ledger.Entry
	for _, r := range t.Runs {
		list = append(list, ledger.Entry{
			ID: "contract/" + r.From.String(), Kind: credit.Allowance, At: opening(r.From), From: r.From,
			Time: r.Plan.Data.Allowance.Monthly, Plan: r.Level.String(),
			Block: r.Plan.Data.Work.Block, Minimum: r.Plan.Data.Work.Minimum,
		})
	}
	if ct.End.Valid() {
		last := t.LastBlocks()
		list = append(list, ledger.Entry{
			ID: "contract/end", Kind: credit.Allowance, At: opening(ct.End), From: ct.End, Plan: afterEnd(t), Block: last.Size, Minimum: last.Minimum,
		})
	}
	if limit := t.Overdraft(); limit > 0 {
		list = append(list, ledger.Entry{ID: "contract/overdraft", Kind: credit.Overdraft, At: opening(ct.Start), Time: limit})
	}
	return list
}

// afterEnd names the days after the end of a contract as no level of it is named.
func afterEnd(t *agreed.Term) string {
	if slices.ContainsFunc(t.Runs, func(r agreed.Run) bool { return r.Level == "end" }) {
		return "after the end"
	}
	return "end"
}

// opening returns when an entry about days is made; which instant it is changes nothing.
func opening(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
