package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

func TestQuotedPlan(t *testing.T) {
	ct := change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-05-01", servicelevel.CriticalBusiness)
	ct.Rent, ct.Quote = dec("1000.00"), quote()
	s := stated(t, ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-05 03:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 03:15", 31*time.Minute)},
		Outages:       []penalty.Outage{down("2026-05-05 03:00", "2026-05-05 03:30")},
	}, "2026-05")
	assert.Equal(t, []string{"fee 1250.00"}, amounts(&s.Invoice))
	assert.Equal(t, plans.Citation("Q-77"), s.Invoice.Lines[0].Rules)
	assert.Equal(t, "Sur mesure", strings.Split(strings.TrimPrefix(s.Invoice.Lines[0].Label.FR, "Niveau "), ",")[0])
	assert.Equal(t, 45*time.Minute, s.Tickets[0].Charged)
	assert.Equal(t, 5*time.Hour, s.Allowance.Granted)
	assert.Equal(t, response.InTime, s.Guarantees[0].Response.Outcome)
	assert.Equal(t, "50.00 0.00 50.00", totals(s.Compensation))
	april := stated(t, ct, servicelevel.Activity{}, "2026-04")
	assert.Equal(t, []string{"fee 45.00"}, amounts(&april.Invoice))
	ct.Quote.Prices.PackRules = nil
	s = stated(t, ct, bought(3*time.Hour, nil), "2026-05")
	assert.Equal(t, []string{"fee 1250.00", "pack 169.00"}, amounts(&s.Invoice))
	assert.Empty(t, s.Invoice.Lines[1].Rules)
}

// TestQuotedHours: a quote has hours of its own, though the plan on quote that it
// takes the place of is written with the same ones.
func TestQuotedHours(t *testing.T) {
	e := plans.NUXIT()
	ct := contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01")
	ct.Rent, ct.Quote = dec("1000.00"), quote()
	ct.Quote.Hours.Schedule.LastYear = calendar.DefaultLastYear - 1
	e.Plans[4].Hours = ct.Quote.Hours
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	s, err := c.Statement(ct, servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T1", "2026-05-05 08:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 08:30", time.Hour)},
	}, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, 30*time.Minute, s.Tickets[0].Outside)
}
