package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/fault"
)

// Account returns the account of prepaid time with which a contract starts: it
// counts by the contract's terms (D1, D3, D5, D6, D7, D27), with the allowance and the
// blocks of each of its levels from the day on which that holds (S43, S19), and with
// the overdraft that it grants (D8). Packs and work are then added as they happen. The
// ids of these entries begin with "contract/".
//
// Facts are entries of such an account, as far as they are about hours:
//
//	Bought, Given       Purchase at its price, Gift; until their End, or that of the pack (credit.Validity.Until)
//	Estimated           Hold of its ticket; once more, Extend by the difference
//	Worked              Debit of its ticket, from when it began, with its Parts as Book.Facts
//	                    lists them if a plan has Factors
//	Reported            Release of the hold
//	Refunded, Forfeited Refund, Forfeit
//	Moved               Transfer
//	Withdrawn, of work  Reversal of the debit
//
// Work that another contract is charged for is no entry. That of requests of other contracts is,
// if the plan shares its allowance too (SharesAllowance): that of an account is for all work.
//
// A contract whose allowance is carried over (Allowance.Carry) or of a year (Allowance.Yearly) is
// refused: its hours are those of a Book.
//
// What is sold for work without credit when a month ends (D29) is what Statement.Sales
// lists of its statement: entries that are applied before those of the next month. The
// overdraft is MaxPeriod if such work is never refused.
//
// For an account in a ledger.Ledger, its Terms are the ledger's and its Entries
// the first ones; after a change of level they can be applied again.
func (c *Catalogue) Account(ct Contract) (*ledger.Account, error) {
	if err := c.made(); err != nil {
		return nil, err
	}
	if err := ct.Validate(); err != nil {
		return nil, fault.In("contract", err)
	}
	var t term
	if err := c.bind(&t, &ct); err != nil {
		return nil, fault.In("contract", err)
	}
	if t.carries {
		return nil, fault.In("contract", fault.New("edition", ct.Edition, "has an allowance that is carried over when a month ends, or of a year, for which accounts have no entry"))
	}
	terms := t.creditTerms()
	if p := t.runs[0].offer.plan.Prices; p != nil {
		terms.Tariff = p.Tariff
	}
	account, err := ledger.NewAccountIn(terms, t.zones)
	if err != nil {
		return nil, fault.In("contract", err)
	}
	for _, e := range t.grants() {
		if _, err := account.Apply(e); err != nil {
			return nil, fault.In("contract", err)
		}
	}
	return account, nil
}

// grants lists what the contract gives without being bought: the allowance of each of
// its levels, and the overdraft.
func (t *term) grants() []ledger.Entry {
	ct := t.contract
	var list []ledger.Entry
	for _, r := range t.runs {
		list = append(list, ledger.Entry{
			ID: "contract/" + r.from.String(), Kind: credit.Allowance, At: opening(r.from), From: r.from,
			Time: r.offer.plan.Allowance.Monthly, Plan: r.level.String(),
			Block: r.offer.plan.Work.Block, Minimum: r.offer.plan.Work.Minimum,
		})
	}
	if ct.End.Valid() {
		last := t.lastBlocks()
		list = append(list, ledger.Entry{
			ID: "contract/end", Kind: credit.Allowance, At: opening(ct.End), From: ct.End, Plan: t.afterEnd(), Block: last.Size, Minimum: last.Minimum,
		})
	}
	if limit := t.overdraft(); limit > 0 {
		list = append(list, ledger.Entry{ID: "contract/overdraft", Kind: credit.Overdraft, At: opening(ct.Start), Time: limit})
	}
	return list
}

// afterEnd names the days after the end of a contract as no level of it is named.
func (t *term) afterEnd() string {
	if slices.ContainsFunc(t.runs, func(r run) bool { return r.level == "end" }) {
		return "after the end"
	}
	return "end"
}

// opening returns when an entry about days is made; which instant it is changes nothing.
func opening(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
