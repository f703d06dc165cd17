package billing

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/states"
)

// StateLots lists the lots that have something left, or had when they ended if corrections
// reach that, and those of the others that tickets of the month have drawn on.
func (b *Maker) StateLots(s *states.State, month *states.ClosedMonth, first calendar.Month, drawn []bool) {
	h, reached := &b.Hours, b.Wall.Period(first).Start
	for i := range h.lots {
		hours := h.Fund.Lot(i)
		lot := &h.lots[i]
		until := b.OfZone(hours.Until)
		left := hours.Left() > 0 || hours.Lapsed > 0 && until.After(reached) // which work may still draw on
		// Tickets of earlier months may have drawn on one that was spent in this month, or before
		// the first that is closed; and what went of it may be withdrawn.
		if spent := lot.before.Left() > 0 || lot.before.Lapsed > 0 || lot.before.Time == 0 || lot.touched || b.Base == nil; !left && !drawn[i] && !spent {
			continue
		}
		state := states.Lot{
			ID: lot.id, At: hours.At.In(b.Term.Zone), Until: until, Time: hours.Time, Used: hours.Used,
			Price: b.Amount(int64(hours.Price)), Rank: hours.Rank, Invoiced: lot.invoiced, Withdrawn: hours.Withdrawn > 0,
		}
		for _, a := range lot.again[:lot.givenBack] {
			if a.cents > 0 {
				state.Again = append(state.Again, states.Again{Month: a.month, Net: b.Amount(a.cents)})
			}
		}
		for k, r := range h.Fund.Removals(i) {
			gone := states.Removal{ID: b.Act.Removals[lot.removals[k].index].ID, Kind: r.Kind, Time: r.Time}
			if r.Back > 0 {
				gone.Back = b.Amount(int64(r.Back))
			}
			state.Removals = append(state.Removals, gone)
		}
		if left {
			s.Lots = append(s.Lots, state)
		} else {
			month.Spent = append(month.Spent, state)
		}
	}
	slices.SortFunc(s.Lots, func(l, m states.Lot) int { return cmp.Compare(l.Rank, m.Rank) })
}

// StateCredited lists what was given back of invoices that more may be given back of: those
// of lots that the state has, and of charges that may be withdrawn.
func (b *Maker) StateCredited(s *states.State, first calendar.Month) {
	if len(b.Hours.credited) == 0 {
		return
	}
	invoiced := make(map[calendar.Month]bool)
	of := func(lots []states.Lot) {
		for i := range lots {
			invoiced[lots[i].Invoiced] = true
			for _, a := range lots[i].Again {
				invoiced[a.Month] = true
			}
		}
	}
	of(s.Lots)
	for _, m := range s.Past {
		of(m.Spent)
	}
	for i := range b.Hours.credited {
		if c := &b.Hours.credited[i]; invoiced[c.invoice] || c.invoice.Compare(first) >= 0 {
			s.Credited = append(s.Credited, invoice.Credited{Invoice: c.invoice, Category: c.tax.Category, Rate: c.tax.Rate.Share, Net: b.Amount(c.net)})
		}
	}
}

// RestoreLot brings back a lot whose purchase, and the first of whose removals, are at given places in the lists of
// Act. It returns its number.
func (b *Maker) RestoreLot(state *states.Lot, purchase, removal int) int {
	h := &b.Hours
	lot := lot{id: state.ID, purchase: purchase, at: state.At.UnixNano(), invoiced: state.Invoiced}
	n, _ := h.Fund.RestoreLot(fund.LotHours{ // of a valid state
		At: state.At, Until: state.Until, Time: state.Time, Used: state.Used, Price: fund.Cents(b.InCents(state.Price)), Rank: state.Rank,
	})
	for _, a := range state.Again {
		lot.invoiceAgain(invoiced{month: a.Month, cents: b.InCents(a.Net)})
	}
	for i := range state.Removals {
		r := &state.Removals[i]
		_ = h.Fund.RestoreRemoval(n, r.Kind, fund.Removed{Time: r.Time, Back: fund.Cents(b.InCents(r.Back))})
		lot.removals = append(lot.removals, removalOf{index: int32(removal + i)}) // at most MaxFacts
	}
	if state.Withdrawn {
		_ = h.Fund.WithdrawLot(n, state.At, nil)
	}
	if lotid.IsCarried(lot.id) {
		h.carried = append(h.carried, int32(n)) // at most MaxFacts and some
	}
	h.lots = append(h.lots, lot)
	return n
}

// RestoreCredited brings back what was given back of invoices.
func (b *Maker) RestoreCredited(list []invoice.Credited) {
	for i := range list {
		c := &list[i]
		net := b.InCents(c.Net)
		b.Hours.credited = append(b.Hours.credited, credited{invoice: c.Invoice, tax: agreed.Treatment{Category: c.Category, Rate: vat.RateOf(c.Rate)}, net: net, before: net})
	}
}

// LotID returns the id of a lot, by the fund's number of it.
func (h *Hours) LotID(n int) string { return h.lots[n].id }

// PurchaseOf returns the purchase of a lot, by the fund's number of it: its place in Activity.Purchases.
func (h *Hours) PurchaseOf(n int) int { return h.lots[n].purchase }
