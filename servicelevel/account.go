package servicelevel

import (
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// Account returns the account of prepaid time with which a contract starts: it
// counts by the contract's terms (D1, D3, D5, D6), with the allowance of each of
// its levels from the month on in which that holds (S43, D24), and with the
// overdraft that it grants (D8). Packs are then added as they are bought. The ids
// of these entries begin with "contract/".
//
// For an account in a credit.Ledger, its Terms are the ledger's and its Entries
// the first ones; after a change of level they can be applied again.
//
// A contract whose levels charge by blocks of different lengths has no one account
// and is refused.
func (c *Catalogue) Account(ct Contract) (*credit.Account, error) {
	if err := ct.Validate(); err != nil {
		return nil, fault.In("contract", err)
	}
	t, err := c.bind(&ct)
	if err != nil {
		return nil, fault.In("contract", err)
	}
	blocks := t.blocks(t.offer(ct.Level))
	for i, ch := range ct.Changes {
		if other := t.blocks(t.offer(ch.Level)); other != blocks {
			return nil, fault.New("contract."+fault.Index("changes", i)+".level", ch.Level, "must charge by blocks of the same length as the level at the start")
		}
	}
	b := biller{term: t, month: ct.Start.MonthOf()}
	if err := b.openAccount(); err != nil {
		return nil, fault.In("contract", err)
	}
	terms := b.account.Terms()
	terms.Blocks = blocks
	if ct.Options.SplitMonths {
		terms.Paying = credit.SplitAtMidnight
	}
	account, err := credit.NewAccount(terms)
	if err != nil {
		return nil, fault.In("contract", err)
	}
	for e := range b.account.Entries() {
		e.ID = "contract/" + e.ID
		if _, err := account.Apply(e); err != nil {
			return nil, fault.In("contract", err)
		}
	}
	return account, nil
}
