package credit

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// debit draws an intervention (S21).
func (a *Account) debit(i int32) error {
	r := &a.records[i]
	parts, charged := a.split(r, a.recent.of(a.months, r.at), a.parts[:0])
	a.parts = parts
	if err := a.draw(i, i, used, r.at, parts); err != nil {
		return err
	}
	r.amount = charged
	return nil
}

// reverse gives a debit or a capture back whole: to the same lots at the same
// cost, and to the same months.
func (a *Account) reverse(i int32) error {
	of, err := a.target(i, Debit, Capture)
	if err != nil {
		return err
	}
	a.giveBack(i, used)
	of.closedBy = i
	a.settle(i)
	return nil
}

// refund takes back a pack of which nothing is used or held.
func (a *Account) refund(i int32) error {
	of, err := a.target(i, Purchase)
	if err != nil {
		return err
	}
	r, lot := &a.records[i], &a.lots[of.lot]
	if lot.drawn() > 0 {
		return &InUseError{
			ID: a.texts[i].id, Of: a.texts[r.of].id,
			Used: time.Duration(lot.cols[used]), Held: time.Duration(lot.cols[held]),
		}
	}
	if a.least(lot, r.at) < lot.size {
		return fault.New("at", instant(r.at), "must not be before "+instant(lot.back).Format(time.RFC3339Nano)+", when the pack was whole again")
	}
	a.bookAt(r.of, of.lot, refunded, lot.size, 0)
	of.closedBy = i
	return nil
}

// split returns what is billed of a debit or a capture by the month whose
// allowance pays for it (D1, D5), in the order of the months, and its sum. start
// is the month of r.at, buf memory that it may use.
func (a *Account) split(r *record, start int32, buf []share) (parts []share, charged int64) {
	whole := a.terms.Paying == StartMonth
	if whole && r.spans == 0 {
		charged = int64(a.terms.Blocks.up(time.Duration(r.time)))
		return append(buf, share{source: start, time: charged}), charged
	}
	split := splitter{a: a, parts: buf}
	split.addAll(r)
	for _, s := range split.parts {
		charged += s.time
	}
	if whole {
		return append(split.parts[:0], share{source: start, time: charged}), charged
	}
	slices.SortFunc(split.parts, func(x, y share) int { return cmp.Compare(x.source, y.source) })
	return split.parts, charged
}

// splitter adds up billable time by month.
type splitter struct {
	a        *Account
	parts    []share // source is the month
	unbilled int64   // worked but not yet rounded
	last     int32   // the latest month worked in
	exact    bool    // what is worked, not what is billed
}

// addAll counts all that was worked.
func (s *splitter) addAll(r *record) {
	if r.spans == 0 {
		s.add(r.at, r.at+r.time)
	} else {
		for _, w := range s.a.sessions(r) {
			s.add(w.start, w.end)
		}
	}
	if s.a.terms.Blocks.Counting == EachIntervention {
		s.roundUp()
	}
}

// add counts one session.
func (s *splitter) add(start, end int64) {
	s.unbilled += end - start
	if s.a.terms.Paying == StartMonth {
		s.put(0, end-start)
	} else {
		for start < end {
			month := s.a.months.of(start)
			until := min(end, s.a.months.next(start))
			s.put(month, until-start)
			s.last = max(s.last, month)
			start = until
		}
	}
	if s.a.terms.Blocks.Counting == EachSession {
		s.roundUp()
	}
}

// roundUp puts what rounding adds into the last month.
func (s *splitter) roundUp() {
	if s.unbilled > 0 && !s.exact {
		s.put(s.last, int64(s.a.terms.Blocks.up(time.Duration(s.unbilled)))-s.unbilled)
	}
	s.unbilled = 0
}

func (s *splitter) put(month int32, time int64) {
	for i := range s.parts {
		if s.parts[i].source == month {
			s.parts[i].time += time
			return
		}
	}
	s.parts = append(s.parts, share{source: month, time: time})
}
