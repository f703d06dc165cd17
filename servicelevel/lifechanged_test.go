package servicelevel_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// changed draws what becomes of a contract once a month is closed: its fees in advance or
// not, another level or edition, its end, another VAT, from the next month on; or what becomes of
// work without credit.
func changed(t *rapid.T, currency modelCurrency, ct servicelevel.Contract, closed calendar.Month) servicelevel.Contract {
	next := newModel(ct, nil).first(closed.AddMonths(1))
	on := func(label string) calendar.Date {
		if oneIn(t, 3, "on the first") {
			return next
		}
		return next.AddDays(rapid.IntRange(0, 40).Draw(t, label))
	}
	ct.Options.FeesInAdvance = ct.Options.FeesInAdvance != oneIn(t, 4, "otherwise invoiced")
	if oneIn(t, 3, "changes") {
		ch := servicelevel.Change{On: on("change"), Level: levelAt(rapid.IntRange(0, 3).Draw(t, "changed level"))}
		if oneIn(t, 2, "changed edition") {
			ch.Edition = rapid.SampledFrom([]string{"nuxit", "magic", "dearer", "other", "years", "limits"}).Draw(t, "to the edition")
		}
		ct.Changes = append(slices.Clone(ct.Changes), ch)
	}
	if oneIn(t, 5, "ends now") && (!ct.End.Valid() || before(next, ct.End)) {
		ct.End = on("end")
	}
	if oneIn(t, 5, "sold otherwise") {
		ct.Options.Uncovered = servicelevel.Uncovered(rapid.IntRange(0, 3).Draw(t, "sold"))
		ct.Options.HourPrice = currency.drawAmount(t, "price of an hour from now on", 10_000, 90_05)
	}
	if n := len(ct.VAT.Changes); oneIn(t, 4, "taxed otherwise") && (n == 0 || before(ct.VAT.Changes[n-1].On, next)) {
		ch := servicelevel.VATChange{On: on("changed VAT"), Category: rapid.SampledFrom([]string{"", "AE"}).Draw(t, "category")}
		if ch.Category == "" {
			ch.Rate = dec("0.19")
		}
		ct.VAT.Changes = append(slices.Clone(ct.VAT.Changes), ch)
	}
	return ct
}

// feesOf adds up the fees of a statement, less those that it gives back, in cents.
func feesOf(s *servicelevel.Statement) (sum int64) {
	add := func(d *invoice.Document, sign int64) {
		for i := range d.Lines {
			if d.Lines[i].Kind == invoice.FeeLine {
				sum += sign * modelCurrency(s.Currency).units(d.Lines[i].Amount)
			}
		}
	}
	add(&s.Invoice, 1)
	for i := range s.CreditNotes {
		add(&s.CreditNotes[i].Document, -1)
	}
	return sum
}

// TestLifeOfAContractThatChanges: whatever becomes of a contract between its months, every
// road closes them alike, what one closes with the next one opens with, and each fee is
// invoiced once: what is paid and not due is given back, and nothing else.
func TestLifeOfAContractThatChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		m, cat, ct := l.model(), l.catalogue(), l.ct
		all := append(l.booksOver(t, new(books.Memory), 1), l.booksOver(t, &bare{new(books.Memory)}, 1)...)
		var state *servicelevel.State
		var last servicelevel.Statement
		var paid paidFees
		told, fees := 0, int64(0)
		until := l.last().AddMonths(2)
		for mo := l.first; mo.Compare(until) <= 0; mo = mo.AddMonths(1) {
			in := servicelevel.Input{Month: mo, Contract: ct, State: state}
			book, err := cat.Open(ct)
			if state != nil {
				if other := changed(t, l.currency, ct, state.Month); mo.Compare(l.last()) <= 0 {
					if _, err := cat.Open(other); err == nil { // else there are such changes already
						ct, in.Contract = other, other
					}
				}
				book, err = cat.Resume(ct, *state)
			}
			require.NoError(t, err)
			_, end := m.bounds(mo)
			list := m.told(end)
			for _, f := range list[told:] {
				if book.Record(f) == nil { // else there are no hours or days for it any more
					in.Facts = append(in.Facts, f)
				}
			}
			told = len(list)
			s, closed, err := book.Close(mo)
			require.NoError(t, err)
			require.NoError(t, s.Validate())
			for c, err := range l.monthEnd().Closings(context.Background(), one(in)) {
				require.NoError(t, err)
				requireSame(t, encode(t, s), encode(t, c.Statement))
				requireSame(t, encode(t, closed), encode(t, c.State))
			}
			for i, desk := range all {
				desk.Forget(ct.ID)
				require.NoError(t, desk.Record(context.Background(), ct, in.Facts...))
				for range 2 {
					kept, err := desk.Close(context.Background(), ct, mo)
					require.NoError(t, err)
					requireSame(t, encode(t, s), encode(t, kept), i)
				}
			}
			if state != nil {
				require.Equal(t, last.Credit.Closing, s.Credit.Opening, mo)
			}
			for _, lot := range s.Credit.Lots {
				for _, was := range last.Credit.Lots {
					if was.Lot == lot.Lot {
						require.Equal(t, was.Closing, lot.Opening, mo)
						require.True(t, lot.Earned.Equal(was.Earned.Add(lot.EarnedMonth)), "%s of %s", lot.Lot, mo)
					}
				}
			}
			fees += feesOf(&s)
			now := *l
			now.ct = ct
			nm := now.model()
			wantPaid, wantBack := paid.close(mo, ct.Options.FeesInAdvance, mo == nm.monthOn(ct.Start), nm.due)
			gotPaid, gotBack := feeLines(&s)
			require.Equal(t, wantPaid, gotPaid, mo)
			require.Equal(t, wantBack, gotBack, mo)
			last, state = s, ptr(readAgain(t, closed))
		}
		for _, f := range state.InAdvance {
			fees -= l.currency.units(f.Net)
		}
		l.ct = ct
		for mo := l.first; mo.Compare(until) <= 0; mo = mo.AddMonths(1) {
			fees -= l.model().monthly(mo)
		}
		require.Zero(t, fees)
	})
}
