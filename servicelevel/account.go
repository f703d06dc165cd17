package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
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
	terms := credit.Terms{Blocks: blocks, Zone: t.zone.String()}
	if ct.Options.LoseRemainder {
		terms.Remainder = credit.LoseRemainder
	}
	if ct.Options.SplitMonths {
		terms.Paying = credit.SplitAtMidnight
	}
	if p := t.offer(ct.Level).plan.Prices; p != nil {
		terms.Tariff = p.Tariff
	}
	account, err := credit.NewAccount(terms)
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

// grants lists what the contract gives without being bought: the allowance of every
// month with another one than the month before, and the overdraft.
func (t *term) grants() []credit.Entry {
	ct := t.contract
	var list []credit.Entry
	grant := func(id string, m calendar.Month) {
		list = append(list, credit.Entry{ID: "contract/" + id, Kind: credit.Allowance, At: opening(m), From: m, Time: t.allowance(m)})
	}
	grant("a", ct.Start.MonthOf())
	for _, ch := range ct.Changes {
		on := t.effective(ch)
		if ct.End.Valid() && on.Compare(ct.End) >= 0 {
			break // it never takes effect
		}
		id := on.String() + ch.On.String()
		grant("b"+id, on.MonthOf())
		grant("c"+id, on.MonthOf().AddMonths(1))
	}
	if ct.End.Valid() { // work that goes on past the end has no allowance
		grant("e", ct.End.AddDays(-1).MonthOf().AddMonths(1))
	}
	if ct.Options.Overdraft > 0 {
		list = append(list, credit.Entry{
			ID: "contract/o", Kind: credit.Overdraft, At: opening(ct.Start.MonthOf()), Time: ct.Options.Overdraft,
		})
	}
	return list
}

// opening returns when an entry about whole months is made; which instant it is
// changes nothing.
func opening(m calendar.Month) time.Time {
	return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC)
}
