package life

import (
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// keptJob is how a request stood.
type keptJob struct {
	request int32
	job     progress
}

// Trace is what a fact may change of a fold before it is refused, for Revert to take back.
type Trace struct {
	lengths, back lengths
	works         int

	ticket   int32 // -1: none
	request  facts.Request
	over     int64
	overTold int64
	jobs     []keptJob // of the ticket, and of the one that its work goes on to
}

// Trace notes what a fact may change.
func (x *Fold) Trace(f *facts.Fact) Trace {
	t := Trace{ticket: -1}
	if f.Ticket != "" {
		if i, ok := x.Ticket(f.Ticket); ok {
			sum := &x.Maker.Known[i]
			t.ticket, t.request, t.over, t.overTold = i, x.act.Requests[i], sum.Over, sum.OverTold
			x.kept = append(x.kept[:0], keptJob{i, x.jobs[i]})
			if road := x.jobs[i].road; f.Kind == facts.Worked && road != nil {
				to := x.tickets[road.end(nano.Of(f.At)).ticket]
				x.kept = append(x.kept, keptJob{to, x.jobs[to]})
			}
			t.jobs = x.kept
		}
	}
	t.lengths, t.back, t.works = x.lengths(), x.back, len(x.Maker.Hours.Works)
	return t
}

func (x *Fold) lengths() lengths {
	return lengths{len(x.act.Purchases), len(x.act.Removals), len(x.act.Interventions)}
}

// Revert takes back what a fact that was refused has changed. What it brought back from
// the state stays: it stands before what the fact itself added.
func (x *Fold) Revert(t Trace) {
	h := &x.Maker.Hours
	t.lengths.purchases += x.back.purchases - t.back.purchases
	t.lengths.removals += x.back.removals - t.back.removals
	t.lengths.interventions += x.back.interventions - t.back.interventions
	x.act.Purchases, x.act.Removals = x.act.Purchases[:t.lengths.purchases], x.act.Removals[:t.lengths.removals]
	x.act.Interventions, x.parts = x.act.Interventions[:t.lengths.interventions], x.parts[:t.lengths.interventions]
	h.Works = h.Works[:t.works]
	if t.ticket >= 0 {
		sum := &x.Maker.Known[t.ticket]
		x.act.Requests[t.ticket], sum.Over, sum.OverTold = t.request, t.over, t.overTold
	}
	for _, k := range t.jobs {
		k.job.road = x.jobs[k.request].road // which stays
		x.jobs[k.request] = k.job
		x.rejoin(k.request)
	}
}
