package monthend_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

var encode = kit.Encode

// samples are months of activities, and two of facts: the first of a contract, and the next one.
var samples = func() (all []servicelevel.Input) {
	for _, c := range leveltest.Vectors().Statements {
		all = append(all, c.Input)
	}
	at := func(s string) time.Time {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			panic(err)
		}
		return t
	}
	may := servicelevel.Input{Month: proMonth().Month, Contract: proMonth().Contract, Facts: []servicelevel.Fact{
		{ID: "f1", Kind: servicelevel.Bought, At: at("2026-05-02T10:00:00+02:00"), Time: 3 * time.Hour},
		{ID: "f2", Kind: servicelevel.Requested, At: at("2026-05-03T10:00:00+02:00"), Ticket: "T1", Request: servicelevel.Incident},
		{ID: "f3", Kind: servicelevel.Worked, At: at("2026-05-03T11:00:00+02:00"), End: at("2026-05-03T13:10:00+02:00"), Ticket: "T1"},
	}}
	closing, err := servicelevel.NUXIT().ClosingOf(may)
	if err != nil {
		panic(err)
	}
	june := servicelevel.Input{Month: may.Month.AddMonths(1), Contract: may.Contract, State: &closing.State, Facts: []servicelevel.Fact{
		{ID: "f4", Kind: servicelevel.Worked, At: at("2026-06-08T11:00:00+02:00"), End: at("2026-06-08T11:20:00+02:00"), Ticket: "T1"},
	}}
	return append(all, may, june)
}()

// proMonth is the first sample month of examples/statement: two packs and three tickets.
func proMonth() servicelevel.Input { return leveltest.SampleA().Input }

// generate returns a contract that is like one of the samples, under an id of its own.
func generate(r *rand.Rand, id int) servicelevel.Input {
	in := samples[r.IntN(len(samples))]
	if in.State == nil { // which is of the contract
		in.Contract.ID = fmt.Sprintf("C-%d", id)
	}
	for i := range in.Activity.Interventions {
		if list := &in.Activity.Interventions; r.IntN(4) == 0 {
			*list = append((*list)[:i:i], (*list)[i+1:]...)
			break
		}
	}
	return in
}

// inputs yields n generated contracts, the same at every call.
func inputs(n int) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		r := rand.New(rand.NewPCG(3, 5))
		for i := range n {
			if !yield(generate(r, i), nil) {
				return
			}
		}
	}
}

// both is the catalogue of a run that names none.
func both(t require.TestingT) *servicelevel.Catalogue {
	c, err := servicelevel.NUXIT().With(servicelevel.Magic())
	require.NoError(t, err)
	return c
}
