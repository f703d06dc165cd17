package servicelevel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// ledgerOf tells the facts of a life to an account of package ledger, in the order in which
// they became known, as a desk with a ledger does.
type ledgerOf struct {
	*story
	account *ledger.Account
	holds   map[string]ledger.Entry // by ticket
	month   calendar.Month
	sold    map[calendar.Month][]ledger.Entry // when a month ended
	parts   map[string][]credit.Part          // of sessions, as a book found them
}

func (x *ledgerOf) apply(t require.TestingT, e ledger.Entry) {
	_, err := x.account.Apply(e)
	require.NoError(t, err, e)
}

// begins tells the account what was sold when a month ended, and of each month that begins:
// by granting the overdraft again.
func (x *ledgerOf) begins(t require.TestingT, at time.Time) {
	for this := x.monthOf(at); x.month.Compare(this) < 0; {
		for _, e := range x.sold[x.month] {
			x.apply(t, e)
		}
		if x.month = x.month.AddMonths(1); x.month.Year < 2020 {
			x.month = this
		}
		from, _ := x.bounds(x.month)
		x.apply(t, ledger.Entry{
			ID: "month/" + x.month.String(), Kind: credit.Overdraft, At: from, Recorded: from, Time: x.overdraft(),
		})
	}
}

func (x *ledgerOf) tell(t require.TestingT, f *servicelevel.Fact) {
	x.begins(t, knownAt(f))
	e := ledger.Entry{ID: f.ID, At: f.At, Recorded: f.Recorded}
	hold, held := x.holds[f.Ticket]
	switch f.Kind {
	case servicelevel.Bought, servicelevel.Given:
		e.Kind, e.Time, e.Until = credit.Gift, f.Time, f.End
		if f.Kind == servicelevel.Bought {
			e.Kind, e.Price, e.Until = credit.Purchase, *x.currency.amount(x.lot(f.ID).price), x.lot(f.ID).until
		}
	case servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved:
		e.Kind, e.Of, e.Time = credit.Refund, f.Of, f.Time
		switch {
		case f.Kind == servicelevel.Forfeited:
			e.Kind = credit.Forfeit
		case f.Kind == servicelevel.Moved:
			e.Kind = credit.Transfer
		case f.Price != nil:
			e.Price = *f.Price
		}
	case servicelevel.Withdrawn:
		of := x.fact(f.Of)
		switch of.Kind {
		case servicelevel.Down, servicelevel.Restored, servicelevel.Excluded, servicelevel.Claimed, servicelevel.Requested, servicelevel.Waiting, servicelevel.Resumed:
			return
		case servicelevel.Worked:
			if of.ChargedTo != "" {
				return
			}
		default:
			skip(t, "an account takes back work alone")
		}
		e.Kind, e.Of, e.At, e.Recorded = credit.Reversal, f.Of, of.At, knownAt(f)
		if _, err := x.account.Apply(e); err != nil {
			skip(t, "an account refuses what is short")
		}
		return
	case servicelevel.Worked:
		if f.ChargedTo != "" {
			return
		}
		own := func(at time.Time) bool { return x.sharing(x.dateOf(at)) != plans.SharesAllowance }
		if x.others[x.chargedTo[f.ID]] && (own(f.At) || own(f.End)) { // each month may pay for its part
			skip(t, "an account has its allowance for all work")
		}
		e.Kind, e.Time, e.Parts = credit.Debit, f.End.Sub(f.At), x.parts[f.ID]
		if !f.Recorded.After(f.End) {
			e.Recorded = time.Time{}
		}
		e.Ticket = x.chargedTo[f.ID] // on the ticket that it went to
	case servicelevel.Estimated:
		if x.others[f.Ticket] {
			skip(t, "an account has its allowance for all work")
		}
		e.Kind, e.Ticket, e.Time = credit.Hold, f.Ticket, f.Time
		if held {
			e.Kind, e.Ticket, e.Of, e.Time = credit.Extend, "", hold.ID, f.Time-hold.Time
		}
		switch {
		case held && (e.Time < 0 || e.At.Before(hold.At)):
			skip(t, "an account raises estimates, one after the other")
		case held && e.Time == 0: // all that it says is that its instant has come
			e.Kind, e.Of, e.Time, e.Recorded = credit.Overdraft, "", x.overdraft(), knownAt(f)
		case !held:
			hold = e
		}
		hold.Time = f.Time
		x.holds[f.Ticket] = hold
	case servicelevel.Reported, servicelevel.Cancelled, servicelevel.Merged:
		if !held {
			return
		}
		delete(x.holds, f.Ticket)
		e.Kind, e.Of, e.At, e.Recorded = credit.Release, hold.ID, later(f.At, hold.At), knownAt(f)
	default:
		return
	}
	x.apply(t, e)
}

func skip(t require.TestingT, why string) {
	if t, ok := t.(interface{ Skip(args ...any) }); ok {
		t.Skip(why)
	}
}

// TestAccountOfALife: a ledger that is told the same facts holds the same hours as the book
// and the statements, for each lot and each month.
func TestAccountOfALife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, rapid.Bool().Draw(t, "desk")).possible()
		if l.model().carriesOver() {
			t.Skip("an account has no months that end")
		}
		m, sent := l.model(), newSums()
		var last servicelevel.Statement
		for i, text := range inOneCall(atRandom(t), l) {
			last = servicelevel.Statement{}
			require.NoError(t, last.UnmarshalJSON([]byte(text)))
			sent.add(t, &last, i == 0)
		}
		at := l.end()
		x := m.fold(at, at)
		v := l.accountOf(t).View(at, time.Time{})
		want, err := l.open(t, l.facts...).Balance(at)
		require.NoError(t, err)
		require.Equal(t, want, v.Balance())
		require.Equal(t, last.Credit.Overdrawn, want.Overdrawn)
		if want.Held == 0 {
			require.Equal(t, last.Credit.Closing, want.Available-want.Overdrawn)
		}
		for _, lot := range v.Lots() {
			require.Equal(t, x.used(x.lot(lot.ID)), lot.Used, lot.ID)
		}
		thousandths := modelCurrency("KWD") // as an account counts whatever its currency
		for _, lot := range last.Credit.Lots {
			var got ledger.Lot
			for _, other := range v.Lots() {
				if other.ID == lot.Lot {
					got = other
				}
			}
			require.Equal(t, []any{got.Left, int64(got.Earned), int64(got.Deferred)}, []any{lot.Closing, thousandths.units(lot.Earned), thousandths.units(lot.Deferred)}, lot.Lot)
		}
		for _, mo := range l.monthsOf() {
			require.Equal(t, sent.allowance[mo], v.Month(mo).Usage.Allowance, mo)
		}
		usage := map[string]ledger.Usage{}
		for _, u := range v.Tickets() {
			usage[u.Ticket] = u.Usage
		}
		for name, charged := range sent.charged {
			require.Equal(t, charged, usage[name].Charged, name)
		}
	})
}

// TestCompareAgreesWithStatements: at the contract's own level, a comparison is what its
// statements come to if all facts are known at once and hours are bought as needed.
func TestCompareAgreesWithStatements(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, false, func(ct *servicelevel.Contract) {
			ct.Changes, ct.End = nil, calendar.Date{} // nothing is sold when a month ends
			ct.Options.Overdraft, ct.Options.Uncovered = servicelevel.MaxPeriod, servicelevel.UncoveredRefused
		})
		l.facts = purged(l.facts, servicelevel.Withdrawn)
		told := purged(l.facts, servicelevel.Bought, servicelevel.Given)
		for i := range l.facts {
			l.facts[i].Recorded = time.Time{}
		}
		l.facts = purged(l.facts, servicelevel.Bought, servicelevel.Given)
		l.possible()
		from, to := l.first.AddMonths(rapid.IntRange(0, 2).Draw(t, "from")), l.last()
		told = slices.DeleteFunc(told, func(f servicelevel.Fact) bool { // what is not possible
			return !slices.ContainsFunc(l.facts, func(g servicelevel.Fact) bool { return f.ID == g.ID })
		})
		others := map[string]bool{} // which Compare leaves out
		for _, f := range l.facts {
			others[f.Ticket] = others[f.Ticket] || f.For != ""
		}
		l.act = activityOf(slices.DeleteFunc(slices.Clone(l.facts), func(f servicelevel.Fact) bool { return others[f.Ticket] }))
		got, err := compare.Levels(l.catalogue(), l.ct, activityOf(told), from, to)
		require.NoError(t, err)
		own := compared(t, got, l.ct.Level)
		var fees, owed int64
		var charged, allowance, beyond, outside time.Duration
		l.ct.Options.FeesInAdvance = false // a comparison counts them in their months
		for mo := from; mo.Compare(to) <= 0; mo = mo.AddMonths(1) {
			s, err := l.catalogue().Statement(l.ct, l.act, mo)
			require.NoError(t, err)
			fees += l.model().monthly(mo)
			for _, line := range s.Invoice.Lines {
				switch line.Kind {
				case invoice.FeeLine, invoice.ChargeLine: // is the same at every level
				default:
					owed -= l.currency.units(line.Amount)
				}
			}
			if s.Compensation != nil {
				owed += l.currency.units(s.Compensation.Net)
			}
			for _, n := range s.CreditNotes { // of price reductions: nothing is bought
				for _, line := range n.Document.Lines {
					if line.Kind != invoice.ChargeLine {
						owed += l.currency.units(line.Amount)
					}
				}
			}
			for _, w := range s.Tickets {
				charged, allowance, beyond, outside = charged+w.Charged, allowance+w.FromAllowance, beyond+w.FromOverdraft, outside+w.Outside
				for _, d := range w.Draws { // nothing is bought: it is what went on of the allowances
					require.True(t, strings.HasPrefix(d.Lot, "carried/") || strings.HasPrefix(d.Lot, "yearly/"), d.Lot)
					allowance += d.Time
				}
			}
		}
		require.Equal(t, fees, l.currency.units(own.Fees))
		if lackedByMonth(t, l) { // no allowance of a later one pays
			beyond = 0
			l.ct.Options.Uncovered, l.ct.Options.HourPrice, l.ct.Options.Overdraft = servicelevel.UncoveredHours, dec("1"), 0
			for mo := from; mo.Compare(to) <= 0; mo = mo.AddMonths(1) {
				s, err := l.catalogue().Statement(l.ct, l.act, mo)
				require.NoError(t, err)
				for _, line := range s.Invoice.Lines {
					if line.Kind == invoice.HoursLine {
						beyond += line.Time
					}
				}
			}
			allowance = charged - beyond
		}
		require.Equal(t, fmt.Sprint(charged, allowance, beyond, outside), fmt.Sprint(own.Charged, own.FromAllowance, own.Hours, own.Outside))
		require.Equal(t, owed, l.currency.units(*own.Owed))
	})
}

// lackedByMonth is whether the contract's plan has no packs, but a price of an hour, or packs that lapse, or an
// allowance that goes on to later months.
func lackedByMonth(t require.TestingT, l *life) bool {
	days, err := l.catalogue().Timeline(l.ct)
	require.NoError(t, err)
	p := days.On(l.ct.Start).Plan
	if p.Allowance.Carry != nil || p.Allowance.Yearly > 0 {
		return true
	}
	if !p.SellsPacks() {
		return l.ct.Options.HourPrice != nil || p.Prices != nil && p.Prices.Hour != nil
	}
	return slices.ContainsFunc(p.Prices.Tariff.Packs, func(x credit.Pack) bool { return x.Validity != credit.Validity{} })
}

func purged(facts []servicelevel.Fact, kinds ...servicelevel.FactKind) (out []servicelevel.Fact) {
	for _, f := range facts {
		for _, k := range kinds {
			if f.Kind == k {
				f.Kind = 0
			}
		}
		if f.Kind != 0 {
			out = append(out, f)
		}
	}
	return out
}
