package promises

import (
	"time"

	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// judgementRestsOnFeasts notes that how a request stands to a guarantee on the plan's hours rests
// on D26: it is what Judge says of it.
func (a *Assessor) judgementRestsOnFeasts(is *response.Answer, i int, st Standing, at time.Time) {
	if !is.InHours {
		return
	}
	until := is.Due
	if end := a.AsOf; until.Before(end) {
		until = end
	}
	o := a.At(nano.Of(is.Start))
	hours := a.FeastsBetween(o.Feasts, nano.Of(is.Start), nano.Of(until))
	if hours == nil {
		return
	}
	under := *o
	under.Hours = hours
	var other response.Answer
	ok, err := a.judgeUnder(&under, &other, i, st, at)
	if err == nil && (!ok || other.Elapsed != is.Elapsed || !other.Due.Equal(is.Due)) {
		a.Assumed |= o.Feasts.Choice
	}
}
