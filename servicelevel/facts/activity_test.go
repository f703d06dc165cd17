package facts_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// A session without an id that is listed twice is withdrawn in both places or in none.
func TestUnnamedSessionWithdrawnInOnePlace(t *testing.T) {
	t.Parallel()
	at := kit.Wall("2026-05-12 10:00")
	s := facts.Intervention{Ticket: "T", Start: at, End: at.Add(time.Hour)}
	w := s
	w.Withdrawn = at.Add(2 * time.Hour)
	act := facts.Activity{
		Purchases: []facts.Purchase{{ID: "P", At: at, Time: 3 * time.Hour}}, Requests: []facts.Request{{Ticket: "T", At: at}},
	}
	for _, x := range []struct {
		list []facts.Intervention
		want string
	}{
		{[]facts.Intervention{s, w}, "interventions[1].withdrawn: must be the same wherever a session without an id is listed, see interventions[0]"},
		{[]facts.Intervention{w, s}, "interventions[1].withdrawn: must be the same wherever a session without an id is listed, see interventions[0]"},
		{[]facts.Intervention{w, w}, ""},
	} {
		if act.Interventions = x.list; x.want == "" {
			assert.NoError(t, act.Validate())
		} else {
			assert.ErrorContains(t, act.Validate(), x.want)
		}
	}
}
