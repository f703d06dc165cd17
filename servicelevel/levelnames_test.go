package servicelevel_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// renamed are the five levels under names of a host's own.
var renamed = map[servicelevel.Level]servicelevel.Level{
	servicelevel.Standard: "tin", servicelevel.Serenity: "iron", servicelevel.Pro: "copper", servicelevel.Business: "zinc", servicelevel.CriticalBusiness: "lead",
}

func renamedPlan(p *plans.Plan) *plans.Plan {
	if p == nil {
		return nil
	}
	q := *p
	q.Level, q.Includes = renamed[p.Level], nil
	for _, in := range p.Includes {
		q.Includes = append(q.Includes, renamed[in])
	}
	return &q
}

func renamedCatalogue(t require.TestingT) *servicelevel.Catalogue {
	var all []*servicelevel.Catalogue
	for _, e := range []plans.Edition{plans.NUXIT(), plans.Magic(), editionOf("dearer"), editionOf("years"), editionOf("other"), editionOf("limits")} {
		for i := range e.Plans {
			e.Plans[i] = *renamedPlan(&e.Plans[i])
		}
		c, err := servicelevel.Compile(e)
		require.NoError(t, err)
		all = append(all, c)
	}
	c, err := all[0].With(all[1:]...)
	require.NoError(t, err)
	return c
}

// closings closes the months of a life one after the other, each from the state before as it is
// read again, and returns the statements, or the error that ends it.
func closings(t *rapid.T, c *servicelevel.Catalogue, ct servicelevel.Contract, l *life) (out []string) {
	book, err := c.Open(ct)
	require.NoError(t, err)
	for m := l.ct.Start.MonthOf(); m.Compare(l.last()) <= 0; m = m.AddMonths(1) {
		var facts []servicelevel.Fact
		for _, f := range l.facts {
			if f.Known().In(c.Location()).Format("2006-01") == m.String() || m == l.ct.Start.MonthOf() && f.Known().In(c.Location()).Format("2006-01") < m.String() {
				facts = append(facts, f)
			}
		}
		if err := book.Record(facts...); err != nil {
			return append(out, err.Error())
		}
		s, state, err := book.Close(m)
		if err != nil {
			return append(out, err.Error())
		}
		out = append(out, encode(t, s))
		if book, err = c.Resume(ct, readAgain(t, state)); err != nil {
			return append(out, err.Error())
		}
	}
	return out
}

// What levels are called changes no figure and no word: the lives of the models, under plans
// whose levels are a host's own, come to the same statements, through states too.
func TestLevelNamesChangeNothing(t *testing.T) {
	t.Parallel()
	own := renamedCatalogue(t)
	var pairs []string
	for from, to := range renamed {
		pairs = append(pairs, `"level":"`+string(from)+`"`, `"level":"`+string(to)+`"`)
	}
	names := strings.NewReplacer(pairs...)
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeIn(t, "", false).possible()
		ct := l.ct
		ct.Level, ct.Quote, ct.Changes = renamed[ct.Level], renamedPlan(ct.Quote), nil
		for _, ch := range l.ct.Changes {
			ch.Level, ch.Quote = renamed[ch.Level], renamedPlan(ch.Quote)
			ct.Changes = append(ct.Changes, ch)
		}
		want, got := closings(t, allEditions(), l.ct, l), closings(t, own, ct, l)
		require.Len(t, got, len(want))
		for i := range want {
			assert.Equal(t, names.Replace(want[i]), got[i])
		}
	})
}
