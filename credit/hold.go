package credit

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// target checks that record i may act on the one it names.
func (a *Account) target(i int32, kinds ...Kind) (*record, error) {
	r := &a.records[i]
	of := &a.records[r.of]
	fits := false
	for _, k := range kinds {
		fits = fits || of.kind == k
	}
	switch {
	case !fits:
		return nil, &TargetError{ID: a.texts[i].id, Kind: r.kind, Of: a.texts[r.of].id, OfKind: of.kind}
	case of.closedBy != none:
		return nil, &ClosedError{
			ID: a.texts[i].id, Kind: r.kind, Of: a.texts[r.of].id,
			By: a.texts[of.closedBy].id, ByKind: a.records[of.closedBy].kind,
		}
	case r.at < a.since(of):
		return nil, fault.New("at", instant(r.at), "must not be before what it acts on, "+instant(a.since(of)).Format(time.RFC3339Nano))
	}
	return of, nil
}

// part is time that the month of an instant pays for.
func (a *Account) part(at, time int64) []share {
	a.parts = append(a.parts[:0], share{source: a.recent.of(a.months, at), time: time})
	return a.parts
}

// hold sets an estimate aside (S29).
func (a *Account) hold(i int32) error {
	r := &a.records[i]
	r.amount = r.time
	return a.draw(i, i, held, r.at, a.part(r.at, a.heldBy(r)))
}

// heldBy returns the time that a hold sets aside while it is open.
func (a *Account) heldBy(hold *record) int64 {
	return int64(a.terms.Blocks.up(time.Duration(hold.amount)))
}

// extend raises the estimate of a hold. What is added is drawn as the hold was:
// on the allowance of the hold's month.
func (a *Account) extend(i int32) error {
	of, err := a.target(i, Hold)
	if err != nil {
		return err
	}
	r := &a.records[i]
	total := of.amount + r.time
	if total > int64(MaxTime) {
		return fault.New("time", time.Duration(r.time), "makes an estimate above 10000 h")
	}
	more := int64(a.terms.Blocks.up(time.Duration(total))) - a.heldBy(of)
	if err := a.draw(i, r.of, held, r.at, a.part(of.at, more)); err != nil {
		return err
	}
	of.amount, r.amount = total, more
	return nil
}

// release gives a hold back whole.
func (a *Account) release(i int32) error {
	of, err := a.target(i, Hold)
	if err != nil {
		return err
	}
	a.giveBack(i, held)
	of.closedBy = i
	a.settle(i)
	return nil
}

// capture draws what was worked out of a hold and gives back the rest. Where
// work falls into another month than the hold was drawn in, all of it is drawn
// anew for the months it falls in, or the capture is refused.
func (a *Account) capture(i int32) error {
	of, err := a.target(i, Hold)
	if err != nil {
		return err
	}
	r := &a.records[i]
	parts, charged := a.split(r, a.recent.of(a.months, r.at), a.parts[:0])
	a.parts = parts
	if all := a.heldBy(of); charged > all {
		return &HeldError{ID: a.texts[i].id, Of: a.texts[r.of].id, Needed: time.Duration(charged), Held: time.Duration(all)}
	}
	if month := a.recent.of(a.months, of.at); charged == 0 || len(parts) == 1 && parts[0].source == month {
		a.take(i, charged)
	} else if err := a.drawAnew(i, parts); err != nil {
		return err
	}
	r.amount, of.closedBy = charged, i
	a.settle(i)
	return nil
}

// take turns what the hold of record i has into what is used, in the order it
// was drawn, up to an amount; the rest goes back.
func (a *Account) take(i int32, amount int64) {
	r := &a.records[i]
	a.net(r.of, held)
	for _, s := range a.nets {
		a.book(r.of, s.source, held, -s.time)
		take := min(s.time, amount)
		amount -= take
		if take > 0 {
			a.book(i, s.source, used, take)
			if s.source == overdrawn {
				a.debts = append(a.debts, i)
			}
		}
		if take < s.time {
			a.cameBack(s.source, r.at)
		}
	}
}

// drawAnew gives back what the hold of record i has and draws for other months.
func (a *Account) drawAnew(i int32, parts []share) error {
	r, n := &a.records[i], len(a.moves)
	a.net(r.of, held)
	for _, s := range a.nets {
		a.book(r.of, s.source, held, -s.time)
	}
	if err := a.draw(i, i, used, r.at, parts); err != nil {
		a.undo(n)
		return err
	}
	for _, s := range a.nets {
		a.cameBack(s.source, r.at)
	}
	return nil
}

// giveBack returns all that the target of record i has drawn to where it came
// from, at what it cost.
func (a *Account) giveBack(i int32, p purpose) {
	r := &a.records[i]
	a.net(r.of, p)
	for _, s := range a.nets {
		a.bookAt(r.of, s.source, p, -s.time, -s.cents)
		a.cameBack(s.source, r.at)
	}
}

// cameBack notes that from an instant on a source has more than before it.
func (a *Account) cameBack(source int32, at int64) {
	p := a.pool(source)
	p.back = max(p.back, at)
}
