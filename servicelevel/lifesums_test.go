package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestLaterFactsChangeNothing: what was sent stays, whatever becomes known later.
func TestLaterFactsChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := l.model()
		for _, mo := range l.monthsOf() {
			_, until := m.bounds(mo)
			all, err := l.catalogue().Statement(l.ct, l.act, mo)
			require.NoError(t, err)
			then, err := l.catalogue().Statement(l.ct, activityOf(m.told(until)), mo)
			require.NoError(t, err)
			requireSame(t, encode(t, all), encode(t, then))
		}
	})
}

// TestOrderOfInputChangesNothing: nor does it matter in which order an Activity lists
// facts, or that it lists work again.
func TestOrderOfInputChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		act := l.act
		for i := range act.Interventions {
			if act.Interventions[i].Withdrawn.IsZero() && oneIn(t, 4, "again") {
				again := act.Interventions[i]
				if again.Recorded = later(again.End, again.Recorded); oneIn(t, 2, "later") {
					again.Recorded = again.Recorded.AddDate(0, 0, 20)
				}
				act.Interventions = append(act.Interventions, again)
			}
		}
		act = servicelevel.Activity{
			Purchases: shuffle(t, act.Purchases, "p"), Removals: shuffle(t, act.Removals, "g"), Requests: shuffle(t, act.Requests, "r"),
			Interventions: shuffle(t, act.Interventions, "i"), Outages: shuffle(t, act.Outages, "o"),
			Exclusions: shuffle(t, act.Exclusions, "x"), Claims: shuffle(t, act.Claims, "k"), Charges: shuffle(t, act.Charges, "c"),
		}
		for i := range act.Requests {
			act.Requests[i].Waiting = shuffle(t, act.Requests[i].Waiting, "w")
		}
		for _, mo := range l.monthsOf() {
			one, err := l.catalogue().Statement(l.ct, l.act, mo)
			require.NoError(t, err)
			other, err := l.catalogue().Statement(l.ct, act, mo)
			require.NoError(t, err)
			requireSame(t, encode(t, one), encode(t, other))
		}
	})
}

// sums is what all statements of a life come to.
type sums struct {
	packs, charges   int64
	penalties        map[calendar.Month]int64 // owed for the availability of each month
	days             int64                    // of service owed for it, in hundredths
	late             map[calendar.Month]int64 // owed for what came late
	charged          map[string]time.Duration // by ticket
	allowance        map[calendar.Month]time.Duration
	earned           map[string]int64 // by lot
	used             map[string]time.Duration
	lots             map[string]statement.LotUse // as they were last
	bought, drawn    time.Duration
	gone             time.Duration
	back             int64                // by credit notes
	invoices         map[string]*[2]int64 // what of an invoice may be given back, with its lot or charge, and what was
	opening, closing time.Duration
	from             calendar.Month // the first one
}

func newSums() *sums {
	return &sums{
		penalties: map[calendar.Month]int64{}, late: map[calendar.Month]int64{}, charged: map[string]time.Duration{}, allowance: map[calendar.Month]time.Duration{},
		earned: map[string]int64{}, used: map[string]time.Duration{}, lots: map[string]statement.LotUse{},
		invoices: map[string]*[2]int64{},
	}
}

// add adds a statement, which must open with what the one before closed with.
func (x *sums) add(t require.TestingT, s *servicelevel.Statement, first bool) {
	units := modelCurrency(s.Currency).units
	if first {
		x.opening, x.from = s.Credit.Opening, s.Month
	} else {
		require.Equal(t, x.closing, s.Credit.Opening, s.Month)
	}
	x.closing = s.Credit.Closing
	x.days += centsOf(s.ServiceDays)
	x.bought += s.Credit.Bought + s.Credit.Carried + s.Credit.Yearly
	x.drawn += s.Credit.Used
	x.gone += s.Credit.Refunded + s.Credit.Forfeited + s.Credit.Moved + s.Credit.Withdrawn + s.Credit.Lapsed
	for _, line := range s.Invoice.Lines {
		if line.Amount.IsPositive() && line.Ref != "" {
			x.invoice(s.Month, line.Ref)[0] += units(line.Amount)
		}
	}
	for _, n := range s.CreditNotes {
		if k := n.Document.Lines[0].Kind; k == invoice.PenaltyLine || k == invoice.LateLine || k == invoice.ChargeLine {
			for _, line := range n.Document.Lines {
				switch line.Kind {
				case invoice.PenaltyLine:
					x.penalties[monthIn(s, line.Date)] += units(line.Amount)
				case invoice.LateLine:
					x.late[monthIn(s, line.Date)] += units(line.Amount)
				case invoice.ChargeLine:
					x.charges -= units(line.Amount)
				default:
				}
			}
			continue
		}
		x.back += units(n.Document.Net)
		for _, line := range n.Document.Lines {
			sum := x.invoice(n.Invoice, line.Ref)
			sum[1] += units(line.Amount)
			require.True(t, sum[1] <= sum[0] || n.Invoice.Compare(x.from) < 0, "%s: more of %s is given back than %s invoiced", s.Month, line.Ref, n.Invoice)
		}
	}
	require.False(t, s.Invoice.Net.IsNegative() || s.Invoice.Gross.IsNegative(), s.Month)
	x.addLots(t, s, first)
	for _, line := range s.Invoice.Lines {
		switch line.Kind {
		case invoice.PackLine, invoice.HoursLine:
			x.packs += units(line.Amount)
		case invoice.PenaltyLine:
			x.penalties[monthIn(s, line.Date)] -= units(line.Amount)
		case invoice.LateLine:
			x.late[monthIn(s, line.Date)] -= units(line.Amount)
		case invoice.WithdrawalLine:
			x.back -= units(line.Amount)
		case invoice.ChargeLine:
			x.charges += units(line.Amount)
		case invoice.FeeLine, invoice.RefundLine:
		}
	}
	if s.Compensation != nil {
		for _, line := range s.Compensation.Lines {
			if line.Kind == invoice.PenaltyLine {
				x.penalties[monthIn(s, line.Date)] += units(line.Amount)
			} else {
				x.late[monthIn(s, line.Date)] += units(line.Amount)
			}
		}
	}
	for _, w := range s.Tickets {
		x.charged[w.Ticket] += w.Charged
		x.allowance[w.Month] += w.FromAllowance
		for _, d := range w.Draws {
			x.earned[d.Lot] += units(d.Cost)
			x.used[d.Lot] += d.Time
		}
	}
}

func (x *sums) invoice(month calendar.Month, of string) *[2]int64 {
	key := month.String() + " " + of
	if x.invoices[key] == nil {
		x.invoices[key] = new([2]int64)
	}
	return x.invoices[key]
}

func (x *sums) addLots(t require.TestingT, s *servicelevel.Statement, first bool) {
	units := modelCurrency(s.Currency).units
	seen := map[string]bool{}
	for _, lot := range s.Credit.Lots {
		seen[lot.Lot] = true
		if prev, ok := x.lots[lot.Lot]; ok {
			require.Equal(t, prev.Closing, lot.Opening)
			require.Equal(t, units(prev.Earned)+units(lot.EarnedMonth), units(lot.Earned))
		} else if !first {
			require.True(t, lot.Opening == 0 || lot.Used < 0, "a lot from nowhere")
		}
		require.Equal(t, units(lot.Price), units(lot.Earned)+units(lot.Deferred)+units(lot.Repaid)+units(lot.Transferred))
		x.lots[lot.Lot] = lot
	}
	for id, lot := range x.lots {
		require.True(t, seen[id] || lot.Closing == 0, "a lot with hours left is gone")
	}
}

// TestSumsOfALife: all statements of a life together are what is true at its end: money,
// minutes, and both for each lot.
func TestSumsOfALife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, rapid.Bool().Draw(t, "desk")).possible()
		m, x := l.model(), newSums()
		for i, text := range inOneCall(atRandom(t), l) {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(text)))
			x.add(t, &s, i == 0)
		}
		_, end := m.bounds(l.last())
		s := m.fold(end, end)
		require.Equal(t, x.closing, x.opening+x.bought-x.drawn-x.gone)
		require.Equal(t, s.there()-s.owed(), x.closing)
		start, _ := m.bounds(l.first)
		before := m.fold(start, start)
		for _, lot := range s.lots {
			used, opened := s.used(lot), time.Duration(0)
			if was := before.lot(lot.id); was != nil {
				opened = before.used(was)
			}
			require.Equal(t, used-opened, x.used[lot.id], lot.id)
			require.Equal(t, earned(lot, used)-earned(lot, opened), x.earned[lot.id], lot.id)
		}
		for _, ticket := range s.order {
			require.Equal(t, s.charged(ticket), x.charged[ticket], ticket)
			if !l.ct.Options.EachSession {
				var worked time.Duration
				for _, w := range s.sessions {
					if w.ticket == ticket && w.payer == "" {
						worked += s.counted(&w)
					}
				}
				require.Equal(t, s.roundUp(worked, s.dayOf(ticket)), x.charged[ticket], ticket)
			}
		}
		l.requireMoney(t, m, s, x)
	})
}

func (l *life) requireMoney(t *rapid.T, m *model, s *story, x *sums) {
	start, _ := m.bounds(l.first)
	_, end := m.bounds(l.last())
	var packs, back, charged int64
	then := m.fold(start, start)
	for _, lot := range s.lots {
		f, unsold := m.fact(lot.id), lot.never && s.monthOf(knownAt(s.wrong(lot.id))) == lot.told
		known := lot.at
		if f != nil {
			known = knownAt(f)
		}
		if !unsold && !lot.elsewhere && !known.Before(start) && known.Before(end) {
			packs += lot.price
		}
		if unsold || lot.elsewhere {
			continue
		}
		back += lot.back()
		if was := then.lot(lot.id); was != nil {
			back -= was.back()
		}
	}
	for _, f := range s.done { // those that were withdrawn are charged and given back
		if f.Kind == servicelevel.Charged {
			charged += l.currency.units(*f.Price)
		}
	}
	require.Equal(t, packs, x.packs)
	require.Equal(t, back-charged, x.back-x.charges)
	judged := s.judged(end)
	inDays, days := l.ct.Options.Penalty != nil && l.ct.Options.Penalty.Basis == penalty.ServiceDays, int64(0)
	for _, mo := range l.monthsOf() {
		if l.ct.Options.Late != nil {
			require.Equal(t, s.lateCost(mo, judged), x.late[mo], mo)
		}
		used := s.total(func(p *modelPiece) bool { return p.source == fromPurse && p.purse.month == mo })
		require.Equal(t, used, x.allowance[mo], mo)
		var owed int64
		for _, promise := range m.promising() {
			u, _ := s.assess(mo, promise, end)
			owed += u.owed()
		}
		if inDays {
			days, owed = days+owed, 0
		}
		require.Equal(t, owed, x.penalties[mo], mo)
	}
	require.Equal(t, days, x.days)
}

// TestOrderOfKnowledge: what is left in the end does not depend on the order in which
// facts became known, if all are accepted, no remainder is lost, no hours end and nothing takes
// all that is left by then (D6, D28), nor has it go on.
func TestOrderOfKnowledge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, false, func(ct *servicelevel.Contract) {
			ct.Options.LoseRemainder = false
			ct.Options.Uncovered, ct.End = servicelevel.UncoveredRefused, calendar.Date{} // nothing is sold when a month ends
		})
		l.facts = purged(l.facts, servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved, servicelevel.Withdrawn)
		for i := range l.facts {
			if f := &l.facts[i]; f.Kind == servicelevel.Bought || f.Kind == servicelevel.Given {
				f.End = time.Time{}
			}
		}
		m := l.model()
		if m.carriesOver() {
			t.Skip("what goes on is what is left by then")
		}
		l.facts = slices.DeleteFunc(l.facts, func(f servicelevel.Fact) bool { // packs that end
			return f.Kind == servicelevel.Bought && !m.packEnds(&f).IsZero()
		})
		l.possible()
		other := *l
		other.facts = slices.Clone(l.facts)
		for i := range other.facts {
			if f := &other.facts[i]; f.Kind == servicelevel.Requested {
				f.Recorded = time.Time{}
			} else if f.Kind == servicelevel.Worked || f.Kind == servicelevel.Bought || f.Kind == servicelevel.Given {
				f.Recorded = recorded(t, happened(f))
			}
		}
		if other.possible(); len(other.facts) < len(l.facts) {
			t.Skip("not all are accepted")
		}
		at := l.end()
		one, err := l.open(t, l.facts...).Balance(at)
		require.NoError(t, err)
		two, err := l.open(t, other.facts...).Balance(at)
		require.NoError(t, err)
		require.Equal(t, one, two)
		require.NoError(t, one.Validate())
	})
}
